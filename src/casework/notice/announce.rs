//! A person announces that children have moved, or will.

use std::collections::{BTreeMap, BTreeSet};

use super::place::{Place, Spot};
use super::{NoticeError, recipients, rows};
use crate::access::{OpenChild, Worker};
use crate::audit;
use crate::casework::{Casework, Colleague, Face, ask, faces, items};
use crate::clocks::{self, NewClock};
use crate::model::{
    Area, AuditEvent, Cause, ClockKind, ClockSubject, Direction, Level, MoveDay, MsixId, Notice, NoticeCause, NoticeId,
    NoticeStatus, StateCode, Subject, Text, Why,
};
use crate::records::family::{self, Relative};
use crate::records::regroup;
use crate::store::{Change, Read};

/// Most children of one notice.
const MOST_CHILDREN: usize = 16;
/// Days in which the same notice is not sent again.
const DAYS_APART: i64 = 7;

/// A notice before it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNotice {
    /// The children of one family.
    pub children: Vec<MsixId>,
    /// Whether they left the sender's place or came to it.
    pub direction: Direction,
    /// From where.
    pub from: Spot,
    /// To where.
    pub to: Spot,
    /// The day of the move.
    pub day: MoveDay,
    /// Telephone or e-mail of the family or of somebody who knows them; at most [`Why::MAX`] characters.
    pub contact: Text,
    /// What else helps to find them; at most [`Why::MAX`] characters.
    pub comment: Text,
}

/// What sending a notice would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticePlan {
    /// From where.
    pub from: Place,
    /// To where.
    pub to: Place,
    /// Who is told.
    pub recipient: Place,
    /// The people there who can take it up.
    pub people: Vec<Colleague>,
    /// Whether the place that is told, or its state, has a data administrator: else it goes up to the nation's level,
    /// where those of the other states stand in.
    pub attended: bool,
    /// An open notice of the last days that says the same.
    pub same: Option<NoticeId>,
}

/// A child that may be of the same family, with how it looks in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// The child and what the two have in common.
    pub relative: Relative,
    /// The child in each state's words.
    pub faces: Vec<Face>,
}

impl Casework {
    /// The children who may be brothers and sisters of an opened child, the likeliest first. They are taken down in the
    /// audit log as those of a search.
    pub fn relations(&self, who: &Worker, child: &OpenChild) -> Result<Vec<Relation>, NoticeError> {
        recipients::check_right(who)?;
        let found = family::relatives(child)?;
        who.reader().finder().searched(found.iter().map(|one| one.msix_id).collect())?;
        let with_faces = |relative: Relative| -> Result<Relation, NoticeError> {
            Ok(Relation { faces: faces::of_child(child.view(), relative.msix_id)?, relative })
        };
        found.into_iter().map(with_faces).collect()
    }

    /// Children by their names, taken down in the audit log as those of a search.
    pub fn faces_for(&self, who: &Worker, children: &[MsixId]) -> Result<BTreeMap<MsixId, Vec<Face>>, NoticeError> {
        recipients::check_right(who)?;
        Ok(self.faces_of(who.reader().finder(), children)?)
    }

    /// The states for which somebody may send.
    pub fn sends_for(&self, who: &Worker) -> Result<Vec<StateCode>, NoticeError> {
        let view = self.store.view()?;
        let mut own = who.jurisdiction().states_or_all();
        own.retain(|state| recipients::check_sends(&view, &self.exchange, who, *state).is_ok());
        Ok(own)
    }

    /// What sending would do.
    pub fn plan_notice(&self, who: &Worker, new: &NewNotice) -> Result<NoticePlan, NoticeError> {
        let view = self.store.view()?;
        let ready = self.ready(&view, who, new)?;
        let place = |area: &Area| Place::of(&view, area)?.ok_or(NoticeError::SamePlace);
        Ok(NoticePlan {
            from: place(&ready.from)?,
            to: place(&ready.to)?,
            recipient: place(&ready.recipient)?,
            people: recipients::of_place(&view, &ready.recipient, Some(who.user()))?,
            attended: ask::level_for(&view, &ready.children, &ready.recipient)? != Level::Nation,
            same: ready.same(&view, new.direction, self.clock.now().date())?,
        })
    }

    /// Sends a notice: one for the whole family, with one item of the worklist and the clock of its acknowledgement.
    /// Refused when an open one of the last days says the same.
    pub fn announce(&self, who: &Worker, new: &NewNotice) -> Result<NoticeId, NoticeError> {
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let ready = self.ready(&change, who, new)?;
        if let Some(same) = ready.same(&change, new.direction, change.at().date())? {
            return Err(NoticeError::Twice(same));
        }
        let id = NoticeId(change.next_number(rows::SERIES)?);
        let item = items::ask(&change, Subject::Notice(id), &ready.children, &ready.recipient, None)?;
        let state = (!who.jurisdiction().is_national()).then_some(ready.speaks_for);
        let notice = Notice {
            id,
            cause: NoticeCause::Announced { by: who.user().clone(), state },
            direction: new.direction,
            children: ready.children,
            from: ready.from,
            to: ready.to,
            recipient: ready.recipient,
            day: new.day,
            contact: new.contact.clone(),
            comment: new.comment.clone(),
            sent: change.at(),
            status: NoticeStatus::New,
            steps: Vec::new(),
            item: item.id,
            awaits: Vec::new(),
        };
        rows::save(&change, &notice)?;
        start_clock(&change, &notice, ClockKind::NoticeAcknowledged, Cause::Act(change.actor().clone()))?;
        let logged = audit::append(&change, AuditEvent::NoticeSent { notice: id, children: notice.children })?;
        change.commit(logged)?;
        Ok(id)
    }

    fn ready(&self, read: &impl Read, who: &Worker, new: &NewNotice) -> Result<Ready, NoticeError> {
        recipients::check_right(who)?;
        let long = |text: &Text| text.chars().count() > Why::MAX;
        if new.children.len() > MOST_CHILDREN || long(&new.contact) || long(&new.comment) {
            return Err(NoticeError::TooLong);
        }
        let mut children = Vec::new();
        for child in &new.children {
            let child = regroup::in_use(read, *child)?.ok_or(NoticeError::NoChild)?;
            if !children.contains(&child) {
                children.push(child);
            }
        }
        let (from, to) = (new.from.area(read)?, new.to.area(read)?);
        let own = match new.direction {
            Direction::Arrival => &new.to,
            Direction::Departure => &new.from,
        };
        recipients::check_sends(read, &self.exchange, who, own.state)?;
        if from == to {
            return Err(NoticeError::SamePlace);
        }
        if children.is_empty() {
            return Err(NoticeError::NoChild);
        }
        let recipient = if new.direction == Direction::Arrival { from.clone() } else { to.clone() };
        Ok(Ready { children, from, to, recipient, speaks_for: own.state })
    }
}

/// A notice whose places are known.
struct Ready {
    children: Vec<MsixId>,
    from: Area,
    to: Area,
    recipient: Area,
    speaks_for: StateCode,
}

impl Ready {
    /// An open notice of the last days about the same children and places.
    fn same(
        &self,
        read: &impl Read,
        direction: Direction,
        today: crate::model::Date,
    ) -> Result<Option<NoticeId>, NoticeError> {
        let set = |children: &[MsixId]| children.iter().copied().collect::<BTreeSet<_>>();
        let Some(first) = self.children.first() else { return Ok(None) };
        for id in rows::of_child(read, *first)?.into_iter().rev() {
            let one = rows::find(read, id)?;
            let fits = one.status.is_open()
                && one.announced_by().is_some()
                && one.direction == direction
                && (&one.from, &one.to) == (&self.from, &self.to)
                && one.sent.date().days_until(today) <= DAYS_APART
                && set(&one.children) == set(&self.children);
            if fits {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }
}

/// Starts a clock of a notice, for the state that is told.
pub(super) fn start_clock(
    change: &Change,
    notice: &Notice,
    kind: ClockKind,
    cause: Cause,
) -> Result<(), crate::store::StoreError> {
    let district = match &notice.recipient {
        Area::District(_, district) => Some(district.clone()),
        _ => None,
    };
    let (subject, child) = (ClockSubject::Notice(notice.id), notice.children.first().copied());
    let state = notice.recipient.state();
    clocks::start(change, NewClock { kind, subject, child, state, district, cause, due: None }).map(drop)
}
