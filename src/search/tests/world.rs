//! A small world: a store in memory with invented children, an index in a folder, a registrar who searches.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use super::super::{Hit, Index, Query, Results};
use crate::access::{Children, Finder};
use crate::audit::{self, Journal};
use crate::matching;
use crate::model::{
    Action, Actor, AuditEvent, Clock, Contribution, ContributionKey, ContributionNo, Date, Element, Line, LinkKind,
    Membership, MsixId, Purpose, Student, StudentStatus, SubmissionId, Timestamp, Value, Version,
};
use crate::records::{self, Incoming};
use crate::store::{Change, Environment, Read, Store, tables};

/// What a state says about a child. Empty fields are not sent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    pub state: &'static str,
    pub id: &'static str,
    pub first: &'static str,
    pub middle: &'static str,
    pub last_1: &'static str,
    pub last_2: &'static str,
    pub born: &'static str,
    pub sex: &'static str,
    pub mother: (&'static str, &'static str),
    pub country: &'static str,
    pub school: &'static str,
}

pub(super) const SAID: Said = Said {
    state: "TX",
    id: "1",
    first: "",
    middle: "",
    last_1: "",
    last_2: "",
    born: "20100517",
    sex: "Female",
    mother: ("", ""),
    country: "",
    school: "",
};

pub(super) struct World {
    pub folder: tempfile::TempDir,
    pub store: Store,
    pub index: Index,
    finder: Finder,
    clock: AtomicI64,
}

struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        Timestamp::default()
    }
}

impl World {
    /// One child for each of these.
    pub(super) fn with(children: &[Said]) -> Self {
        let world = Self::empty();
        for (serial, said) in children.iter().enumerate() {
            world.say(id(serial as u64), *said);
        }
        world.index.catch_up(&world.store).unwrap();
        world
    }

    pub(super) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = audit::store_in_memory(Environment::Training, Timestamp::default()).unwrap();
        let index = Index::open(&folder.path().join("index"), &store, &|_, _| {}).unwrap();
        let journal = Arc::new(Journal::new(store.clone(), Arc::new(Fixed)));
        let children = Children::new(store.clone(), journal);
        let finder = children.reader_at_the_console("clerk", Purpose::Enrollment).finder().clone();
        Self { folder, store, index, finder, clock: AtomicI64::new(1) }
    }

    pub(super) fn reopen(&self) -> Index {
        Index::open(&self.folder.path().join("index"), &self.store, &|_, _| {}).unwrap()
    }

    /// Files what a state says under a child and queues the child, as the submission does.
    pub(super) fn say(&self, msix_id: MsixId, said: Said) {
        self.change(|change| say_in(change, msix_id, said));
    }

    /// Sends what a state says, or its withdrawal, through the real linking.
    pub(super) fn send(&self, action: Action, said: Said) -> MsixId {
        let contribution = contribution(&said);
        let incoming = Incoming {
            action,
            key: contribution.key.clone(),
            sent: (action != Action::Delete).then(|| records::Sent::new(contribution)),
            msix_id_sent: None,
            submission: SubmissionId(1),
            effective: Timestamp::default(),
        };
        let mut applied = None;
        self.change(|change| {
            applied = records::apply(change, &records::Matcher::default(), &incoming, |_, _| Ok(())).unwrap()
        });
        applied.unwrap().applied.msix_id
    }

    /// Merges one child into another, as people do.
    pub(super) fn merge(&self, from: MsixId, into: MsixId) {
        self.change(|change| {
            for ((_, no), ()) in change.range(&tables::MEMBER, (from, ContributionNo(0))..).unwrap() {
                if change.remove(&tables::MEMBER, &(from, no)).unwrap() {
                    put_member(change, into, no);
                }
            }
            let retired = Student { created: change.at(), status: StudentStatus::RetiredInto(into) };
            change.put(&tables::STUDENT, &from, &retired).unwrap();
            queue(change, from);
        });
    }

    pub(super) fn change(&self, what: impl FnOnce(&Change)) {
        let at = Timestamp::from_micros(self.clock.fetch_add(1, Ordering::Relaxed));
        let change = self.store.begin(Actor::System("test".into()), at).unwrap();
        what(&change);
        let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
        change.commit(logged).unwrap();
    }

    pub(super) fn finder(&self) -> &Finder {
        &self.finder
    }

    pub(super) fn search(&self, text: &str) -> Results {
        self.ask(&Query { text: text.to_owned(), ..Query::default() })
    }

    pub(super) fn ask(&self, query: &Query) -> Results {
        self.index.search(&self.finder, query, 20).unwrap()
    }

    /// Serial numbers of the children found, best first.
    pub(super) fn found(&self, text: &str) -> Vec<u64> {
        self.search(text).hits.iter().map(serial).collect()
    }

    pub(super) fn best(&self, text: &str) -> Hit {
        self.search(text).hits.into_iter().next().unwrap_or_else(|| panic!("nobody found by {text}"))
    }

    /// How many searches the audit log has taken down.
    pub(super) fn searches_logged(&self) -> usize {
        let mut count = 0;
        audit::visit(&self.store.view().unwrap(), 0, |entry| {
            count += usize::from(matches!(entry.event, AuditEvent::Searched { .. }));
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
        count
    }
}

pub(super) fn id(serial: u64) -> MsixId {
    MsixId::from_serial(90_000_000_000 + serial).unwrap()
}

pub(super) fn serial(hit: &Hit) -> u64 {
    hit.msix_id.number() / 10 - 90_000_000_000
}

/// Files what a state says inside a change.
pub(super) fn say_in(change: &Change, msix_id: MsixId, said: Said) {
    let contribution = contribution(&said);
    let key = contribution.key.clone();
    let no = match change.get(&tables::CONTRIBUTION, &key).unwrap() {
        Some(no) => no,
        None => ContributionNo(change.next_number("contribution").unwrap() as u32),
    };
    let old = change.range(&tables::VERSION, (no, 0)..=(no, u32::MAX)).unwrap().len() as u32;
    let received = change.at();
    let evidence = matching::evidence(&contribution);
    let submission = SubmissionId(1);
    let version = Version { received, submission, effective: received, contribution: Some(contribution) };
    change.put(&tables::CONTRIBUTION, &key, &no).unwrap();
    change.put(&tables::VERSION, &(no, old + 1), &version).unwrap();
    change.put(&tables::EVIDENCE, &no, &evidence).unwrap();
    put_member(change, msix_id, no);
}

fn put_member(change: &Change, msix_id: MsixId, no: ContributionNo) {
    let since = change.at();
    let membership = Membership { msix_id, since, how: LinkKind::New, live: true, explanation: None };
    change.put(&tables::MEMBERSHIP, &no, &membership).unwrap();
    change.put(&tables::MEMBER, &(msix_id, no), &()).unwrap();
    change.put(&tables::STUDENT, &msix_id, &Student { created: since, status: StudentStatus::Active }).unwrap();
    queue(change, msix_id);
}

fn queue(change: &Change, msix_id: MsixId) {
    let seq = change.next_number("changed").unwrap();
    change.put(&tables::CHANGED, &seq, &msix_id).unwrap();
}

fn contribution(said: &Said) -> Contribution {
    let mut line = Line::new(1);
    let texts = [
        (Element::FIRST_NAME, said.first),
        (Element::MIDDLE_NAME, said.middle),
        (Element::LAST_NAME_1, said.last_1),
        (Element::LAST_NAME_2, said.last_2),
        (Element::PARENT_1_FIRST, said.mother.0),
        (Element::PARENT_1_LAST, said.mother.1),
        (Element::BIRTH_COUNTRY, said.country),
    ];
    for (element, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        line.set(element, Value::Text(text.into()));
    }
    line.set(Element::SEX, Value::Code(said.sex.into()));
    line.set(Element::BIRTH_DATE, Value::Date(said.born.parse().unwrap()));
    let mut enrollment = Line::new(1);
    enrollment.set(Element::ENROLLMENT_DATE, Value::Date(Date::new(2024, 8, 20).unwrap()));
    if !said.school.is_empty() {
        enrollment.set(Element::SCHOOL_NAME, Value::Text(said.school.into()));
    }
    Contribution {
        key: ContributionKey { state: said.state.parse().unwrap(), id: said.id.parse().unwrap() },
        id_type: None,
        msix_id_sent: None,
        alternates: Vec::new(),
        demographics: vec![line],
        moves: Vec::new(),
        enrollments: vec![enrollment],
        courses: Vec::new(),
        assessments: Vec::new(),
    }
}
