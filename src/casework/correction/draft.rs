//! Taking a request down: what was typed becomes an intake, the values chosen become one request for each state that
//! sent them. The same working-out serves the preview and the change.

use std::collections::{BTreeMap, BTreeSet};

use super::error::{CorrectionError, Mistake};
use super::{ADDRESS_LONGEST, MOST_VALUES, NAME_LONGEST, OLD_DAYS, PROOFS, WANTED_LONGEST, look, save, timing, typed};
use crate::access::{OpenChild, Worker, surviving};
use crate::audit;
use crate::casework::reach::{self, Roster};
use crate::casework::{Casework, items};
use crate::clocks;
use crate::model::{
    Area, AuditEvent, Channel, ClockKind, Contribution, ContributionNo, Correction, CorrectionId, CorrectionStatus,
    CorrectionStep, Date, Disputed, Element, Intake, ItemId, Line, LineKind, MsixId, Requester, StateCode, Subject,
    Text, Timestamp, Value,
};
use crate::records::regroup::{key_of, members};
use crate::store::{Change, Read, tables};

/// What the person who takes a request down has typed about the requester, as it came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Requesting {
    /// `parent`, `guardian`, `child`, `state` or `ed`.
    pub requester: String,
    /// The state that asks, by its postal code.
    pub state: String,
    /// Name of the person.
    pub name: String,
    /// Where letters go.
    pub address: String,
    /// The word of a channel.
    pub channel: String,
    /// `en` or `es`.
    pub language: String,
    /// One of [`PROOFS`].
    pub proof: String,
    /// `YYYY-MM-DD`.
    pub received: String,
}

/// One value that is said to be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// Whose word.
    pub contribution: ContributionNo,
    /// In which kind of line.
    pub kind: LineKind,
    /// Record id of the line.
    pub line: u16,
    /// Which element.
    pub element: Element,
    /// The day that it should be, as typed, where a day is asked for; else empty.
    pub day: String,
    /// What it should be, as typed; beside a day, what was said of it.
    pub wanted: String,
    /// The value that was shown when it was chosen; `None`: not compared.
    pub seen: Option<String>,
}

/// A request before it is taken down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCorrection {
    /// The child.
    pub child: MsixId,
    /// Who asks.
    pub requesting: Requesting,
    /// What is said to be wrong.
    pub values: Vec<Complaint>,
}

/// What would be taken down. The record is in the log as read.
pub struct CorrectionDraft {
    /// The child's record.
    pub child: OpenChild,
    /// The intake.
    pub intake: Intake,
    /// One request for each state that answers, in order of their codes.
    pub parts: Vec<CorrectionPart>,
    /// Whether it was received so long ago that the day may be mistyped.
    pub old: bool,
}

/// One request of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionPart {
    /// The state that sent the values and decides.
    pub state: StateCode,
    /// The clock that begins.
    pub clock: ClockKind,
    /// Its last day, where that is a matter of calendar days alone.
    pub due: Option<Date>,
    /// Whether that state has a data administrator; else the work goes up to the nation's level.
    pub attended: bool,
    /// The values.
    pub values: Vec<Disputed>,
}

impl Casework {
    /// What a request would be. Its record is opened and taken down as read, with the part `correction`.
    pub fn draft_correction(&self, who: &Worker, new: &NewCorrection) -> Result<CorrectionDraft, CorrectionError> {
        let child = who.reader().open(new.child, "correction")?;
        let (now, view) = (self.clock.now(), child.view());
        let (intake, chosen) = (intake(view, who, new, now), disputed(view, new));
        let mut parts = Vec::new();
        let (intake, chosen) = both(intake, chosen)?;
        check_new(view, &intake, &chosen)?;
        for (state, values) in chosen {
            let one = correction(new.child, &intake, state, values, CorrectionId(0));
            let clock = if one.is_there() { timing::answer(intake.requester) } else { ClockKind::ForwardRequest };
            let attended = Roster::read(view)?.of_states(&[state], None).next().is_some();
            let due = timing::calendar_due(clock, intake.received);
            parts.push(CorrectionPart { state, clock, due, attended, values: one.disputed });
        }
        let old = intake.received.days_until(clocks::today(intake.state, now)) > OLD_DAYS;
        Ok(CorrectionDraft { child, intake, parts, old })
    }

    /// Takes a request down: one for each state that sent one of the values. Gives their numbers.
    pub fn take_down_correction(
        &self,
        who: &Worker,
        new: &NewCorrection,
    ) -> Result<Vec<CorrectionId>, CorrectionError> {
        let now = self.clock.now();
        let change = self.store.begin(who.actor(), now)?;
        let (intake, chosen) = both(intake(&change, who, new, now), disputed(&change, new))?;
        check_new(&change, &intake, &chosen)?;
        let child = surviving(&change, new.child)?;
        let mut numbers = Vec::new();
        for _ in &chosen {
            numbers.push(CorrectionId(change.next_number(save::SERIES)?));
        }
        let mut last = None;
        for ((state, values), id) in chosen.into_iter().zip(&numbers) {
            let with = numbers.iter().copied().filter(|other| other != id).collect();
            let one = Correction { with, ..correction(child, &intake, state, values, *id) };
            take_down(&change, one)?;
            let event = AuditEvent::CorrectionReceived { correction: *id, children: vec![child] };
            last = Some(audit::append(&change, event)?);
        }
        let logged = last.ok_or(CorrectionError::Mistakes(vec![Mistake::Values]))?;
        change.commit(logged)?;
        Ok(numbers)
    }
}

/// That nobody has taken the same down already: an open request of the same requester about the same values, received by
/// the same state. It is found by the words it is about, so through merges and splits as well.
fn check_new(
    read: &impl Read,
    intake: &Intake,
    chosen: &BTreeMap<StateCode, Vec<Disputed>>,
) -> Result<(), CorrectionError> {
    let asker = |of: &Intake| (of.requester, of.name.clone(), of.state);
    let mut again = Vec::new();
    for values in chosen.values() {
        let Some(no) = values.first().map(|value| value.contribution) else { continue };
        let about = (no, CorrectionId(0))..=(no, CorrectionId(u64::MAX));
        for ((_, id), ()) in read.range(&tables::CORRECTION_OPEN, about)? {
            let other = save::correction(read, id)?;
            if asker(&other.intake) == asker(intake) && places(&other.disputed) == places(values) {
                again.push(Mistake::Again(id));
            }
        }
    }
    if again.is_empty() { Ok(()) } else { Err(CorrectionError::Mistakes(again)) }
}

/// Where the values stand.
fn places(values: &[Disputed]) -> BTreeSet<(ContributionNo, LineKind, u16, Element)> {
    values.iter().map(|value| (value.contribution, value.kind, value.line, value.element)).collect()
}

fn take_down(change: &Change, mut one: Correction) -> Result<(), CorrectionError> {
    let own = one.intake.state.filter(|state| one.intake.requester == Requester::State(*state));
    if own.is_some_and(|state| state != one.responsible) {
        // A state that asks another has nothing to forward: it asks that state itself.
        one.forwarded = Some(change.at());
        one.status = CorrectionStatus::Forwarded;
    }
    let asked = one.intake.state.filter(|_| !one.is_there()).unwrap_or(one.responsible);
    let subject = Subject::Correction(one.id);
    one.item = items::ask(change, subject, &[one.child], &Area::State(asked), None)?.id;
    let (at, by, status) = (change.at(), change.actor().clone(), one.status);
    one.steps.push(CorrectionStep { at, by, status, what: "received".into(), note: None });
    timing::taken_down(change, &one)?;
    Ok(save::put_new(change, &one)?)
}

fn correction(
    child: MsixId,
    intake: &Intake,
    responsible: StateCode,
    disputed: Vec<Disputed>,
    id: CorrectionId,
) -> Correction {
    Correction {
        id,
        child,
        intake: intake.clone(),
        disputed,
        responsible,
        forwarded: None,
        ruling: None,
        status: CorrectionStatus::Received,
        steps: Vec::new(),
        item: ItemId(0),
        with: Vec::new(),
    }
}

/// All mistakes at once.
fn both<A, B>(one: Result<A, CorrectionError>, other: Result<B, CorrectionError>) -> Result<(A, B), CorrectionError> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (Err(CorrectionError::Mistakes(mut all)), Err(CorrectionError::Mistakes(more))) => {
            all.extend(more);
            Err(CorrectionError::Mistakes(all))
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

fn intake(read: &impl Read, who: &Worker, new: &NewCorrection, now: Timestamp) -> Result<Intake, CorrectionError> {
    let (typed, state) = (&new.requesting, receiving(read, who, new.child)?);
    let mut wrong = Vec::new();
    let mut need = |found: Option<Text>, mistake: Mistake| {
        if found.is_none() {
            wrong.push(mistake);
        }
        found.unwrap_or_default()
    };
    let name = need(typed::line(&typed.name, NAME_LONGEST), Mistake::Name);
    let address = need(typed::lines(&typed.address, ADDRESS_LONGEST), Mistake::Address);
    let language = ["en", "es"].into_iter().find(|known| *known == typed.language).map(Text::from);
    let language = need(language, Mistake::Language);
    let proof = PROOFS.into_iter().find(|known| *known == typed.proof).map(Text::from);
    let proof = need(proof, Mistake::Proof);
    let requester = requester(typed);
    let channel = Channel::ALL.into_iter().find(|channel| channel.word() == typed.channel);
    let received: Option<Date> = typed.received.parse().ok();
    wrong.extend(requester.is_none().then_some(Mistake::Requester));
    wrong.extend(channel.is_none().then_some(Mistake::Channel));
    wrong.extend(received.is_none().then_some(Mistake::Received));
    wrong.extend(received.is_some_and(|day| day > clocks::today(state, now)).then_some(Mistake::Future));
    match (requester, channel, received) {
        (Some(requester), Some(channel), Some(received)) if wrong.is_empty() => {
            Ok(Intake { requester, name, address, channel, language, proof, received, by: who.user().clone(), state })
        }
        _ => Err(CorrectionError::Mistakes(wrong)),
    }
}

fn requester(typed: &Requesting) -> Option<Requester> {
    match typed.requester.as_str() {
        "parent" => Some(Requester::Parent),
        "guardian" => Some(Requester::Guardian),
        "child" => Some(Requester::Child),
        "state" => typed.state.parse().ok().map(Requester::State),
        "ed" => Some(Requester::Ed),
        _ => None,
    }
}

/// The state for which somebody takes a request down: of several of his own, one that contributes to the child.
fn receiving(read: &impl Read, who: &Worker, child: MsixId) -> Result<Option<StateCode>, CorrectionError> {
    let own = who.jurisdiction().states();
    let contributing = reach::contributing(read, &[surviving(read, child)?])?;
    Ok(own.iter().find(|state| contributing.contains(state)).or(own.first()).copied())
}

/// The values by the state that sent them.
fn disputed(read: &impl Read, new: &NewCorrection) -> Result<BTreeMap<StateCode, Vec<Disputed>>, CorrectionError> {
    let child = surviving(read, new.child)?;
    let known = members(read, child)?;
    if new.values.is_empty() || new.values.len() > MOST_VALUES {
        return Err(CorrectionError::Mistakes(vec![Mistake::Values]));
    }
    let mut by_state: BTreeMap<StateCode, Vec<Disputed>> = BTreeMap::new();
    for value in &new.values {
        if !known.contains(&value.contribution) {
            return Err(CorrectionError::Changed);
        }
        let one = one(read, value)?;
        by_state.entry(key_of(read, value.contribution)?.state).or_default().push(one);
    }
    Ok(by_state)
}

fn one(read: &impl Read, value: &Complaint) -> Result<Disputed, CorrectionError> {
    let contribution = look::said(read, value.contribution)?.ok_or(CorrectionError::Changed)?;
    let line = line_of(&contribution, value.kind, value.line).ok_or(CorrectionError::Changed)?;
    let stands = line.value(value.element).cloned();
    let blank = value.kind == LineKind::Demographics && look::MAY_BE_BLANK.contains(&value.element);
    let now = stands.as_ref().map(Value::to_string).unwrap_or_default();
    if (stands.is_none() && !blank) || value.seen.as_ref().is_some_and(|seen| *seen != now) {
        return Err(CorrectionError::Changed);
    }
    Ok(Disputed {
        contribution: value.contribution,
        kind: value.kind,
        line: value.line,
        element: value.element,
        about: look::about(value.kind, line),
        stands,
        wanted: wanted(value).map_err(|mistake| CorrectionError::Mistakes(vec![mistake]))?,
        changed: None,
    })
}

/// What a value should be: a day stands in the first line, as [`Date`] is written.
fn wanted(value: &Complaint) -> Result<Text, Mistake> {
    let mut said = value.wanted.clone();
    if !value.day.trim().is_empty() {
        let day: Date = value.day.trim().parse().map_err(|_| Mistake::Day)?;
        said = format!("{day}\n{said}");
    }
    typed::lines(&said, WANTED_LONGEST).ok_or(Mistake::Wanted)
}

/// The line with a record id.
pub(super) fn line_of(contribution: &Contribution, kind: LineKind, record_id: u16) -> Option<&Line> {
    contribution.lines(kind).iter().find(|line| line.record_id == record_id)
}
