//! Looking at a request: who may, what the person may do, which children it is about by now.

use super::draft::line_of;
use super::error::CorrectionError;
use super::{save, state};
use crate::access::{OpenChild, Permission, Worker, surviving};
use crate::casework::reach::Roster;
use crate::casework::{Casework, district, items};
use crate::clocks;
use crate::model::{
    ClockSubject, Contribution, ContributionNo, Correction, CorrectionId, CorrectionLetter, Element, Item, Line,
    LineKind, MsixId, RunningClock, Value,
};
use crate::records::RecordsError;
use crate::records::regroup::membership;
use crate::store::{Read, StoreError, tables};

/// Demographic elements that can be disputed although the state sent none.
pub const MAY_BE_BLANK: &[Element] = &[
    Element::FIRST_NAME,
    Element::MIDDLE_NAME,
    Element::LAST_NAME_1,
    Element::LAST_NAME_2,
    Element::SUFFIX,
    Element::SEX,
    Element::BIRTH_DATE,
    Element::MULTIPLE_BIRTH,
    Element::PARENT_1_FIRST,
    Element::PARENT_1_LAST,
    Element::PARENT_2_FIRST,
    Element::PARENT_2_LAST,
    Element::PARENT_1_PHONE,
    Element::PARENT_2_PHONE,
];

/// A request with all that is needed to go on with it. Its record is in the log as read.
pub struct CorrectionCase {
    /// The request.
    pub correction: Correction,
    /// The record of the child to which the first value belongs now.
    pub child: OpenChild,
    /// The children to which the values belong now: several when the child was split since.
    pub children: Vec<MsixId>,
    /// Its clocks, oldest first.
    pub clocks: Vec<RunningClock>,
    /// Who has it.
    pub item: Item,
    /// Whether the responsible state has a data administrator.
    pub attended: bool,
    /// What the person may do.
    pub may: MayCorrect,
}

/// What a person may do with a request, now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MayCorrect {
    /// Hand it to the responsible state.
    pub forward: bool,
    /// Decide about it.
    pub decide: bool,
    /// Make these letters.
    pub write: Vec<CorrectionLetter>,
    /// Take down that the requester took it back.
    pub withdraw: bool,
    /// Close it.
    pub close: bool,
    /// Without these letters it cannot be closed; none before the decision.
    pub lacking: Vec<CorrectionLetter>,
}

impl Casework {
    /// The children to which the values of a request belong now, for those who may see it.
    pub fn children_of_correction(&self, who: &Worker, id: CorrectionId) -> Result<Vec<MsixId>, CorrectionError> {
        let view = self.store.view()?;
        let one = save::correction(&view, id)?;
        check_sight(who, &one)?;
        Ok(children_now(&view, &one)?.0)
    }

    /// A request, whose record is opened and taken down as read. `decider` is the right to decide, of those who have it.
    pub fn look_at_correction(
        &self,
        who: &Worker,
        decider: Option<&Worker>,
        id: CorrectionId,
    ) -> Result<CorrectionCase, CorrectionError> {
        let one = save::correction(&self.store.view()?, id)?;
        check_sight(who, &one)?;
        let (_, first) = children_now(&self.store.view()?, &one)?;
        let child = who.reader().open(first, "correction")?;
        let view = child.view();
        let correction = save::correction(view, id)?;
        let children = children_now(view, &correction)?.0;
        let subject = ClockSubject::Correction(id);
        let (clocks, item) = (clocks::of_subject(view, &subject)?, items::item(view, correction.item)?);
        let attended = Roster::read(view)?.of_states(&[correction.responsible], None).next().is_some();
        let decides = decider.map(|decider| decides(view, decider, &correction)).transpose()?.unwrap_or(false);
        let may = may(who, &correction, decides);
        Ok(CorrectionCase { children, clocks, item, attended, may, correction, child })
    }
}

/// Whether the right is one to see requests.
pub(super) fn sees_any(who: &Worker) -> bool {
    matches!(who.permission(), Permission::Intake | Permission::Correct)
}

/// Whether somebody may see a request: whoever is of the state that received it or of the one that answers.
pub(super) fn check_sight(who: &Worker, one: &Correction) -> Result<(), CorrectionError> {
    if !sees_any(who) {
        return Err(CorrectionError::Right);
    }
    let seen = save::states(one).into_iter().any(|state| who.jurisdiction().touches(state));
    if seen { Ok(()) } else { Err(CorrectionError::OtherStates) }
}

/// Whether somebody may decide about a request: a data administrator of the whole responsible state, or of the part of
/// it in which all is that the state says about the child.
pub(super) fn decides(read: &impl Read, who: &Worker, one: &Correction) -> Result<bool, CorrectionError> {
    if who.permission() != Permission::Correct {
        return Ok(false);
    }
    if who.jurisdiction().holds(one.responsible) {
        return Ok(true);
    }
    let children = children_now(read, one)?.0;
    Ok(district::children_lie_in(read, &children, one.responsible, who.jurisdiction())?)
}

/// Whether somebody may take down that the requester took it back: who works for the state that received it, or for the
/// Department where that did, and who took it down. The state that has to answer cannot end its own duty.
pub(super) fn hears_requester(who: &Worker, one: &Correction) -> bool {
    let reach = who.jurisdiction();
    let receives = one.intake.state.map_or(reach.is_national(), |state| reach.states().contains(&state));
    receives || one.intake.by == *who.user()
}

fn may(who: &Worker, one: &Correction, decides: bool) -> MayCorrect {
    let (open, undecided) = (one.status.is_open(), one.ruling.is_none());
    MayCorrect {
        forward: open && undecided && !one.is_there(),
        decide: open && undecided && one.is_there() && decides,
        write: CorrectionLetter::ALL.into_iter().filter(|letter| state::may_write(one, *letter)).collect(),
        withdraw: open && undecided && hears_requester(who, one),
        close: state::may_close(one),
        lacking: state::lacking(one),
    }
}

/// The children to which the values belong now, each once, and that of the first value: a request follows the words
/// that it is about through merges and splits.
pub(super) fn children_now(read: &impl Read, one: &Correction) -> Result<(Vec<MsixId>, MsixId), CorrectionError> {
    let children = children_of(read, one)?;
    let first = children.first().copied();
    let first = first.map_or_else(|| surviving(read, one.child), Ok)?;
    Ok((children, first))
}

/// The children to which the values belong now, each once, that of the first value first.
pub(in crate::casework) fn children_of(read: &impl Read, one: &Correction) -> Result<Vec<MsixId>, RecordsError> {
    let mut children = Vec::new();
    for value in &one.disputed {
        let child = membership(read, value.contribution)?.msix_id;
        if !children.contains(&child) {
            children.push(child);
        }
    }
    Ok(children)
}

/// What a contribution says now; nothing when the state has withdrawn the child.
pub(super) fn said(read: &impl Read, no: ContributionNo) -> Result<Option<Contribution>, StoreError> {
    let last = read.last(&tables::VERSION, (no, 0)..=(no, u32::MAX))?;
    Ok(last.and_then(|(_, version)| version.contribution))
}

/// What tells a line from others of its kind.
pub(super) fn about(kind: LineKind, line: &Line) -> Option<(Element, Value)> {
    let telling: &[Element] = match kind {
        LineKind::Demographics => &[],
        LineKind::Move => &[Element::QUALIFYING_ARRIVAL_DATE],
        LineKind::Enrollment => &[Element::SCHOOL_NAME, Element::FACILITY_NAME, Element::ENROLLMENT_DATE],
        LineKind::Course => &[Element::COURSE_TITLE],
        LineKind::Assessment => &[Element::ASSESSMENT_TITLE],
    };
    telling.iter().find_map(|element| Some((*element, line.value(*element)?.clone())))
}

/// The line of a contribution that continues another: the one that says the same but for one element, else the one with
/// its record id. Record ids are the state's to give, and may come in another order.
pub(super) fn continued<'a>(now: &'a Contribution, kind: LineKind, before: &Line, but: Element) -> Option<&'a Line> {
    let rest = |line: &Line| -> Vec<(Element, Value)> {
        line.values().filter(|(element, _)| *element != but).map(|(element, value)| (element, value.clone())).collect()
    };
    let wanted = rest(before);
    let known = line_of(now, kind, before.record_id);
    known
        .filter(|line| rest(line) == wanted)
        .or_else(|| now.lines(kind).iter().find(|line| rest(line) == wanted))
        .or(known)
}
