//! A builder of contributions, a simple engine, and a store with readers, for tests.

use std::sync::Arc;

use super::view::{ConsolidatedRecord, StateHistory};
use super::{Applied, Engine, Incoming, NearChanged, RecordsError, Sent, check, consolidate, history};
use crate::access::{Children, OpenChild};
use crate::audit::{self, Journal};
use crate::matching::{Candidate, Filing, Join, Verdict};
use crate::model::{
    Action, Actor, AuditEvent, Clock, Contribution, ContributionKey, Date, Element, Evidence, Explanation, Line,
    LineKind, MsixId, Parent, PersonName, Purpose, SchoolYear, StudentOutcome, SubmissionId, Timestamp, Value,
};
use crate::store::{Change, Environment, Store};

/// Joins on first name, last name 1 and birth date; near on last name 1 and birth date.
pub(super) const SIMPLE: Engine<'static> = Engine { evidence, filing, decide: &decide, near_changed: |_, _| Ok(()) };

pub(crate) fn key(key: &str) -> ContributionKey {
    let (state, id) = key.split_once('/').unwrap();
    ContributionKey { state: state.parse().unwrap(), id: id.parse().unwrap() }
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn at(date: &str) -> Timestamp {
    Timestamp::start_of(day(date)).plus_seconds(12 * 3600)
}

/// One state's word with the least a state must send.
pub(crate) fn word(of: &str, first: &str, last: &str, born: &str) -> Contribution {
    let empty = Contribution {
        key: key(of),
        id_type: None,
        msix_id_sent: None,
        alternates: Vec::new(),
        demographics: Vec::new(),
        moves: Vec::new(),
        enrollments: Vec::new(),
        courses: Vec::new(),
        assessments: Vec::new(),
    };
    let values = [(4, text(first)), (6, text(last)), (9, code("Female")), (10, date(born))];
    line(empty, LineKind::Demographics, &values)
}

pub(crate) fn line(mut word: Contribution, kind: LineKind, values: &[(u8, Value)]) -> Contribution {
    let lines = word.lines_mut(kind);
    let mut line = Line::new(u16::try_from(lines.len()).unwrap() + 1);
    values.iter().for_each(|(element, value)| line.set(Element(*element), value.clone()));
    lines.push(line);
    word
}

pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.into())
}

pub(crate) fn code(code: &str) -> Value {
    Value::Code(code.into())
}

pub(crate) fn date(date: &str) -> Value {
    Value::Date(day(date))
}

pub(crate) fn years(begin: u16) -> Value {
    Value::Years(SchoolYear::new(begin, begin + 1).unwrap())
}

/// Told of what was applied, in its change.
pub(crate) type After = fn(&Change, &Applied) -> Result<(), RecordsError>;

pub(crate) struct World {
    engine: Engine<'static>,
    after_withdrawal: After,
    store: Store,
    children: Children,
}

struct Noon;
impl Clock for Noon {
    fn now(&self) -> Timestamp {
        at("2025-01-01")
    }
}

impl World {
    /// With the simple engine.
    pub(crate) fn new() -> Self {
        Self::with(SIMPLE)
    }

    /// With the simple engine, telling what the worklist has to hear.
    pub(crate) fn watched(near_changed: NearChanged, after_withdrawal: After) -> Self {
        Self { after_withdrawal, ..Self::with(Engine { near_changed, ..SIMPLE }) }
    }

    /// The same over another store.
    pub(crate) fn over(self, store: Store) -> Self {
        let journal = Arc::new(Journal::new(store.clone(), Arc::new(Noon)));
        let children = Children::new(store.clone(), journal);
        Self { store, children, ..self }
    }

    pub(super) fn with(engine: Engine<'static>) -> Self {
        let store = audit::store_in_memory(Environment::Training, at("2020-01-01")).unwrap();
        let journal = Arc::new(Journal::new(store.clone(), Arc::new(Noon)));
        let children = Children::new(store.clone(), journal);
        Self { engine, after_withdrawal: |_, _| Ok(()), store, children }
    }

    pub(crate) fn children(&self) -> &Children {
        &self.children
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    /// Applies a word in a change of its own; both its receipt and its effective day are `on`.
    pub(crate) fn send(&self, on: &str, contribution: &Contribution) -> Applied {
        let key = contribution.key.clone();
        self.apply(on, Action::Update, key, Some(contribution.clone())).unwrap()
    }

    /// The same in a submission that speaks up to another day.
    pub(crate) fn send_effective(&self, on: &str, effective: &str, contribution: &Contribution) -> Applied {
        let key = contribution.key.clone();
        self.apply_effective(on, effective, Action::Update, key, Some(contribution.clone())).unwrap()
    }

    pub(crate) fn withdraw(&self, on: &str, of: &str) -> Option<Applied> {
        self.apply(on, Action::Delete, key(of), None)
    }

    fn apply(
        &self,
        on: &str,
        action: Action,
        key: ContributionKey,
        contribution: Option<Contribution>,
    ) -> Option<Applied> {
        self.apply_effective(on, on, action, key, contribution)
    }

    fn apply_effective(
        &self,
        on: &str,
        effective: &str,
        action: Action,
        key: ContributionKey,
        contribution: Option<Contribution>,
    ) -> Option<Applied> {
        let change = self.store.begin(Actor::Sender(key.state), at(on)).unwrap();
        let msix_id_sent = contribution.as_ref().and_then(|contribution| contribution.msix_id_sent);
        let (submission, effective) = (SubmissionId(1), at(effective));
        let sent = contribution.map(|contribution| Sent::for_engine(&self.engine, contribution));
        let incoming = Incoming { action, key, sent, msix_id_sent, submission, effective };
        let applied = super::apply::apply(&change, &self.engine, &incoming).unwrap().map(|step| step.applied);
        if let Some(applied) = applied.filter(|applied| applied.outcome == StudentOutcome::Deleted) {
            (self.after_withdrawal)(&change, &applied).unwrap();
        }
        let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
        change.commit(logged).unwrap();
        applied
    }

    pub(crate) fn open(&self, msix_id: MsixId) -> OpenChild {
        let reader = self.children.reader_at_the_console("root", Purpose::Participation);
        reader.open(msix_id, "overview").unwrap()
    }

    pub(crate) fn record(&self, msix_id: MsixId) -> ConsolidatedRecord {
        consolidate(&self.open(msix_id), None, day("2025-01-01")).unwrap().unwrap()
    }

    pub(crate) fn record_as_of(&self, msix_id: MsixId, as_of: &str) -> Option<ConsolidatedRecord> {
        consolidate(&self.open(msix_id), Some(day(as_of)), day("2025-01-01")).unwrap()
    }

    pub(crate) fn history(&self, msix_id: MsixId) -> Vec<StateHistory> {
        history(&self.open(msix_id)).unwrap()
    }

    /// The child of the last entry that somebody read a record.
    pub(crate) fn last_read(&self) -> Option<MsixId> {
        let mut last = None;
        audit::visit(&self.store.view().unwrap(), 0, |entry| {
            if let AuditEvent::RecordRead { msix_id, .. } = entry.event {
                last = Some(msix_id);
            }
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
        last
    }

    pub(crate) fn faults(&self) -> Vec<String> {
        check::check(&self.store.view().unwrap(), &self.engine)
    }
}

fn evidence(contribution: &Contribution) -> Evidence {
    let line = contribution.demographics.first().unwrap();
    let part = |element| line.text(element).unwrap_or_default().into();
    Evidence {
        key: contribution.key.clone(),
        msix_id_sent: contribution.msix_id_sent,
        alternates: Vec::new(),
        names: vec![PersonName {
            first: part(Element::FIRST_NAME),
            last_1: part(Element::LAST_NAME_1),
            ..PersonName::default()
        }],
        birth_dates: line.date(Element::BIRTH_DATE).into_iter().collect(),
        parents: vec![Parent::default()],
        ..Evidence::silent(contribution.key.clone())
    }
}

fn filing(evidence: &Evidence) -> Filing {
    let keys = evidence.birth_dates.iter().map(|born| u64::from(born.number())).collect();
    Filing { keys, ..Filing::default() }
}

fn decide(new: &Evidence, candidates: &[Candidate]) -> Verdict {
    let explanation = |score| Explanation { model: 1, score, reasons: Vec::new() };
    let name = |evidence: &Evidence| {
        let name = evidence.names.first().cloned().unwrap_or_default();
        // Enough for these tests: Lissete and Lizete are one name.
        (name.first.to_lowercase().replace("ss", "s").replace('z', "s"), name.last_1.to_lowercase())
    };
    let alike = |other: &Evidence| other.birth_dates == new.birth_dates && name(other).1 == name(new).1;
    for child in candidates {
        if let Some((nearest, _)) = child.members.iter().find(|(_, other)| alike(other) && name(other) == name(new)) {
            let (msix_id, nearest, explanation) = (child.msix_id, *nearest, explanation(9.0));
            let join = Join { msix_id, nearest, explanation, beside: Vec::new() };
            return Verdict { join: Some(join), near: Vec::new() };
        }
    }
    let members = candidates.iter().flat_map(|child| &child.members);
    let near = members.filter(|(_, other)| alike(other)).map(|(no, _)| (*no, explanation(3.0)));
    Verdict { join: None, near: near.collect() }
}
