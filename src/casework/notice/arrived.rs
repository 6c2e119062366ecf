//! The automatic notice of a change of residence (exchange facts, section 5.3; 34 CFR 200.85). It is on the way of every
//! student of a file: for one who has no news it is one look-up at most.

use std::collections::{BTreeMap, BTreeSet};

use super::announce::start_clock;
use super::{Exchange, NoticeError, family, rows};
use crate::audit;
use crate::casework::arrive::Arrived;
use crate::casework::items;
use crate::clocks;
use crate::model::{
    Area, AuditEvent, Cause, ClockKind, ClockSubject, ContributionNo, Date, Direction, Evidence, ItemStatus,
    MatchOutcome, MoveDay, MsixId, Notice, NoticeCause, NoticeId, NoticeStatus, QualifyingMove, Residence, StateCode,
    StudentOutcome, Subject, Text,
};
use crate::records::{RecordsError, regroup};
use crate::store::{Change, Read, StoreError, tables};

/// A qualifying move or a district of residence elsewhere is told to the states that hold the child, and starts the
/// clock of the change of residence; a state's next word about the child answers what it was told.
pub(in crate::casework) fn arrived(
    change: &Change,
    settings: &Exchange,
    arrived: &Arrived<'_>,
) -> Result<(), RecordsError> {
    if arrived.applied.known_before {
        answer(change, arrived).map_err(of_notice)?;
    }
    match News::of(change.at().date(), settings, arrived) {
        Some(news) => tell(change, arrived, &news).map_err(of_notice),
        None => Ok(()),
    }
}

/// Inside a submission only the store can fail.
fn of_notice(error: NoticeError) -> RecordsError {
    match error {
        NoticeError::Case(error) => crate::casework::near::of_case(error),
        other => RecordsError::Inconsistent(format!("a move notice: {other}")),
    }
}

/// The state has spoken of the child again: what it was told of her is answered, also when somebody has closed it since.
/// A notice of several children is answered when each of them was spoken of.
fn answer(change: &Change, arrived: &Arrived<'_>) -> Result<(), NoticeError> {
    let no = arrived.applied.no;
    for ((_, id), ()) in change.range(&tables::NOTICE_AWAITS, (no, NoticeId(0))..=(no, NoticeId(u64::MAX)))? {
        let mut notice = rows::find(change, id)?;
        spoken_of(change, arrived, &mut notice)?;
        let what = if notice.awaits.is_empty() { "answered" } else { "answered for some" };
        if notice.awaits.is_empty() {
            let cause = Cause::Submission(arrived.submission);
            clocks::stop(change, &ClockSubject::Notice(id), ClockKind::ChangeOfResidence, cause)?;
        }
        if notice.awaits.is_empty() && notice.status.is_open() {
            items::done(change, notice.item, ItemStatus::Done, None)?;
            rows::step(change, &mut notice, NoticeStatus::Closed, None);
            rows::save(change, &notice)?;
        } else {
            rows::put(change, &notice)?;
        }
        audit::append(change, AuditEvent::NoticeHandled { notice: id, what: what.into() }).map(drop)?;
    }
    Ok(())
}

/// Nothing more is awaited of the child: any of a state's contributions about her is its word.
fn spoken_of(change: &Change, arrived: &Arrived<'_>, notice: &mut Notice) -> Result<(), NoticeError> {
    let members = regroup::members(change, arrived.applied.msix_id)?;
    let (answered, left): (Vec<_>, Vec<_>) =
        notice.awaits.iter().partition(|no| **no == arrived.applied.no || members.contains(no));
    for no in answered {
        change.remove(&tables::NOTICE_AWAITS, &(no, notice.id))?;
    }
    notice.awaits = left;
    Ok(())
}

/// What a file tells of where the child is now.
#[derive(Debug, Clone, PartialEq, Eq)]
struct News {
    /// A qualifying move that the contribution did not tell of before.
    qualifying: Option<QualifyingMove>,
    /// A district other than before.
    residence: Option<Residence>,
    /// The district before.
    former: Option<Text>,
}

impl News {
    /// None for what was known, for a child's very first data, and for what is older than the settings say.
    fn of(today: Date, settings: &Exchange, arrived: &Arrived<'_>) -> Option<Self> {
        let alone = matches!(arrived.applied.matched, MatchOutcome::New | MatchOutcome::Near);
        if alone || arrived.applied.outcome == StudentOutcome::Unchanged {
            return None;
        }
        let (before, after) = (arrived.before, arrived.after?);
        let months = i32::try_from(settings.move_months).unwrap_or(i32::MAX);
        let oldest = today.plus_months(months.saturating_neg());
        let recent = |day: Date| oldest < day && day <= today;
        let later = |one: &QualifyingMove| before.and_then(latest_move).is_none_or(|known| known < one.arrived);
        let qualifying = after.moves.first().copied().filter(|one| recent(one.arrived) && later(one));
        let moved = |now: &&Residence| {
            let known = before.and_then(|before| before.residence.as_ref());
            known.is_none_or(|known| known.district != now.district && known.since < now.since)
        };
        // A district that was missing before is no move.
        let spoke = before.is_none_or(|before| before.residence.is_some());
        let residence = after.residence.as_ref().filter(|now| spoke && recent(now.since)).filter(moved).cloned();
        let former = before.and_then(|before| before.residence.as_ref()).map(|known| known.district.clone());
        let former = former.filter(|_| residence.is_some());
        (qualifying.is_some() || residence.is_some()).then_some(Self { qualifying, residence, former })
    }

    /// What of it is later than all that others knew of the child.
    fn beyond(self, others: &[Evidence]) -> Option<Self> {
        let moves = others.iter().filter_map(latest_move).max();
        let seen = others.iter().filter_map(|one| Some(one.residence.as_ref()?.since)).max().max(moves);
        let qualifying = self.qualifying.filter(|one| moves.is_none_or(|known| known < one.arrived));
        let residence = self.residence.filter(|one| seen.is_none_or(|known| known < one.since));
        let former = self.former.filter(|_| residence.is_some());
        (qualifying.is_some() || residence.is_some()).then_some(Self { qualifying, residence, former })
    }

    /// The day of the move.
    fn day(&self) -> Option<Date> {
        let moved = self.qualifying.map(|one| one.arrived);
        moved.or_else(|| self.residence.as_ref().map(|one| one.since))
    }
}

fn latest_move(evidence: &Evidence) -> Option<Date> {
    evidence.moves.first().map(|one| one.arrived)
}

/// Every other state that holds the child is told, and the district that the child left within the state.
fn tell(change: &Change, arrived: &Arrived<'_>, news: &News) -> Result<(), NoticeError> {
    let (own, child) = (arrived.key.state, arrived.applied.msix_id);
    let mut holders: BTreeMap<StateCode, Vec<ContributionNo>> = BTreeMap::new();
    let mut others = Vec::new();
    for no in regroup::members(change, child)?.into_iter().filter(|no| *no != arrived.applied.no) {
        // What is withdrawn has no evidence.
        if let Some(evidence) = change.get(&tables::EVIDENCE, &no)? {
            holders.entry(evidence.key.state).or_default().push(no);
            others.push(evidence);
        }
    }
    let Some(news) = news.clone().beyond(&others) else { return Ok(()) };
    holders.remove(&own);
    let district = arrived.after.and_then(|after| after.residence.as_ref()).map(|one| one.district.clone());
    let to = district.map_or(Area::State(own), |district| Area::District(own, district));
    let elsewhere = news.qualifying.and_then(|one| one.from_state).filter(|state| *state != own);
    let mut told: Vec<(Area, Area, Vec<ContributionNo>)> = holders
        .into_iter()
        .map(|(state, awaits)| (Area::State(state), Area::State(elsewhere.unwrap_or(state)), awaits))
        .collect();
    if let Some(former) = news.former.clone() {
        let left = Area::District(own, former);
        told.push((left.clone(), left, vec![arrived.applied.no]));
    }
    let Some(day) = news.day() else { return Ok(()) };
    let known = told_before(change, child, day)?;
    for (recipient, from, awaits) in told.into_iter().filter(|(recipient, ..)| !known.contains(recipient)) {
        send(change, arrived, Sending { recipient, from, to: to.clone(), day, awaits })?;
    }
    Ok(())
}

/// Who has been told of this move: a contribution may be withdrawn and sent anew.
fn told_before(change: &Change, child: MsixId, day: Date) -> Result<BTreeSet<Area>, NoticeError> {
    let mut told = BTreeSet::new();
    for id in rows::of_child(change, child)? {
        let notice = rows::find(change, id)?;
        if notice.announced_by().is_none() && notice.day == MoveDay::Known(day) {
            told.insert(notice.recipient);
        }
    }
    Ok(told)
}

/// A notice of one child's move before it is sent.
pub(super) struct Sending {
    pub(super) recipient: Area,
    pub(super) from: Area,
    pub(super) to: Area,
    pub(super) day: Date,
    pub(super) awaits: Vec<ContributionNo>,
}

/// Sends it; for a brother or sister of whom the file tells the same it goes with theirs.
fn send(change: &Change, arrived: &Arrived<'_>, sending: Sending) -> Result<(), StoreError> {
    if family::join(change, arrived, &sending)? {
        return Ok(());
    }
    let (id, children) = (NoticeId(change.next_number(rows::SERIES)?), vec![arrived.applied.msix_id]);
    let item = items::ask(change, Subject::Notice(id), &children, &sending.recipient, None)?;
    let (submission, contribution) = (arrived.submission, arrived.applied.no);
    let notice = Notice {
        id,
        cause: NoticeCause::Submitted { submission, contribution },
        direction: Direction::Arrival,
        children,
        from: sending.from,
        to: sending.to,
        recipient: sending.recipient,
        day: MoveDay::Known(sending.day),
        contact: Text::default(),
        comment: Text::default(),
        sent: change.at(),
        status: NoticeStatus::New,
        steps: Vec::new(),
        item: item.id,
        awaits: sending.awaits,
    };
    rows::save(change, &notice)?;
    family::file(change, arrived, id)?;
    start_clock(change, &notice, ClockKind::ChangeOfResidence, Cause::Submission(submission))?;
    audit::append(change, AuditEvent::NoticeSent { notice: id, children: notice.children }).map(drop)
}
