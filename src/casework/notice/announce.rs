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
pub(super) const MOST_CHILDREN: usize = 16;

/// Whether two places may be one: a state's, of which one may be named more closely.
fn may_be_one(one: &Area, other: &Area) -> bool {
    let apart = matches!((one, other), (Area::District(_, one), Area::District(_, other)) if one != other);
    one.state() == other.state() && !apart
}

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
    /// Whether it is sent although one of the same move is open.
    pub anyway: bool,
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
    /// The open notices of the same move, the last sent first, whoever told of it.
    pub open: Vec<NoticeId>,
    /// The one of them that the same person has sent with the same words: it is not sent again.
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
        let alike = ready.alike(&view)?;
        Ok(NoticePlan {
            from: place(&ready.from)?,
            to: place(&ready.to)?,
            recipient: place(&ready.recipient)?,
            people: recipients::of_place(&view, &ready.recipient, Some(who.user()))?,
            attended: ask::level_for(&view, &ready.children, &ready.recipient)? != Level::Nation,
            same: alike.iter().find(|one| ready.is_in(one, who, new)).map(|one| one.id),
            open: alike.iter().map(|one| one.id).collect(),
        })
    }

    /// Sends a notice: one for the whole family, with one item of the worklist and the clock of its acknowledgement.
    /// Refused when one of the same move is open, unless it is to be sent anyway; and always when the same person has
    /// sent the same words.
    pub fn announce(&self, who: &Worker, new: &NewNotice) -> Result<NoticeId, NoticeError> {
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let ready = self.ready(&change, who, new)?;
        ready.check_open(&change, who, new)?;
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
    fn check_open(&self, read: &impl Read, who: &Worker, new: &NewNotice) -> Result<(), NoticeError> {
        let alike = self.alike(read)?;
        if let Some(same) = alike.iter().find(|one| self.is_in(one, who, new)) {
            return Err(NoticeError::Twice(same.id));
        }
        match alike.first() {
            Some(open) if !new.anyway => Err(NoticeError::Open(open.id)),
            _ => Ok(()),
        }
    }

    /// The open notices that tell of one of the children's way between the same two states, the last sent first. Both
    /// states may have told of it, and a file.
    fn alike(&self, read: &impl Read) -> Result<Vec<Notice>, NoticeError> {
        let mut ids = BTreeSet::new();
        for child in &self.children {
            ids.extend(rows::of_child(read, *child)?);
        }
        let mut alike = ids.into_iter().rev().map(|id| rows::find(read, id)).collect::<Result<Vec<_>, _>>()?;
        alike.retain(|one| one.status.is_open() && may_be_one(&one.from, &self.from) && may_be_one(&one.to, &self.to));
        Ok(alike)
    }

    /// Whether a notice is this one, sent before by the same person: a form that went off twice.
    fn is_in(&self, sent: &Notice, who: &Worker, new: &NewNotice) -> bool {
        let set = |children: &[MsixId]| children.iter().copied().collect::<BTreeSet<_>>();
        sent.announced_by() == Some(who.user())
            && (sent.direction, sent.day) == (new.direction, new.day)
            && (&sent.from, &sent.to) == (&self.from, &self.to)
            && (&sent.contact, &sent.comment) == (&new.contact, &new.comment)
            && set(&sent.children) == set(&self.children)
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
