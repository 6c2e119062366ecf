//! What people do about a request: forward, decide, note, withdraw, close. Each is one change with its entry in the log.

use super::error::CorrectionError;
use super::{look, save, state, timing};
use crate::access::{Permission, Worker};
use crate::audit;
use crate::casework::reach::Roster;
use crate::casework::{Casework, items};
use crate::model::{
    Area, AuditEvent, Correction, CorrectionId, CorrectionStatus, ItemStatus, MessageKind, Ruling, Subject, Text, Why,
};
use crate::store::Change;

impl Casework {
    /// Hands a request to the state that sent the data: from now on that state answers.
    pub fn forward_correction(&self, who: &Worker, id: CorrectionId) -> Result<(), CorrectionError> {
        let (change, mut one) = self.open_correction(who, id)?;
        if one.is_there() || one.ruling.is_some() {
            return Err(CorrectionError::Stands);
        }
        one.forwarded = Some(change.at());
        items::done(&change, one.item, ItemStatus::Done, None)?;
        let area = Area::State(one.responsible);
        one.item = items::ask(&change, Subject::Correction(id), &[one.child], &area, None)?.id;
        timing::forwarded(&change, &one)?;
        save::step(&change, &mut one, "forwarded", None)?;
        commit(change, id, "forwarded")
    }

    /// Decides: the data will be corrected, or not, and why, as it stands in the letter. Only a data administrator of
    /// the responsible state, or of the part of it in which the child is.
    pub fn decide_correction(
        &self,
        who: &Worker,
        id: CorrectionId,
        granted: bool,
        reason: Why,
    ) -> Result<(), CorrectionError> {
        if who.permission() != Permission::Correct {
            return Err(CorrectionError::Right);
        }
        let (change, mut one) = self.open_correction(who, id)?;
        if !look::decides(&change, who, &one)? {
            return Err(CorrectionError::OtherStates);
        }
        // Two at once: the second finds the first one's decision.
        if one.ruling.is_some() || !one.is_there() {
            return Err(CorrectionError::Stands);
        }
        one.ruling = Some(Ruling { granted, reason, at: change.at(), by: who.user().clone() });
        if granted {
            timing::granted(&change, &one)?;
        }
        let what = if granted { "granted" } else { "denied" };
        save::step(&change, &mut one, what, None)?;
        let heard = [&one.intake.by].into_iter().filter(|user| *user != who.user()).collect::<Vec<&Text>>();
        save::tell(&change, &heard, MessageKind::CorrectionDecided, &one)?;
        commit(change, id, what)
    }

    /// Takes down what was said or found; it stays with the request.
    pub fn note_correction(&self, who: &Worker, id: CorrectionId, note: Why) -> Result<(), CorrectionError> {
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let mut one = save::correction(&change, id)?;
        look::check_sight(who, &one)?;
        save::step(&change, &mut one, "note", Some(note))?;
        commit(change, id, "note")
    }

    /// The requester took it back; nothing was decided. Only where the requester was heard; the other side is told.
    pub fn withdraw_correction(&self, who: &Worker, id: CorrectionId, why: Why) -> Result<(), CorrectionError> {
        let (change, mut one) = self.open_correction(who, id)?;
        if one.ruling.is_some() {
            return Err(CorrectionError::Stands);
        }
        if !look::hears_requester(who, &one) {
            return Err(CorrectionError::Receiver);
        }
        timing::moot(&change, &one, "withdrawn")?;
        let concerned = concerned(&change, &one, who.user())?;
        items::done(&change, one.item, ItemStatus::Superseded, None)?;
        save::last_step(&change, &mut one, CorrectionStatus::Withdrawn, Some(why))?;
        save::tell(&change, &concerned.iter().collect::<Vec<_>>(), MessageKind::CorrectionWithdrawn, &one)?;
        commit(change, id, "withdrawn")
    }

    /// All is done: told, and where it was granted, the state has sent other values. What they are was looked at.
    pub fn close_correction(&self, who: &Worker, id: CorrectionId, note: Option<Why>) -> Result<(), CorrectionError> {
        let (change, mut one) = self.open_correction(who, id)?;
        if !state::may_close(&one) {
            return Err(CorrectionError::Stands);
        }
        items::done(&change, one.item, ItemStatus::Done, None)?;
        save::last_step(&change, &mut one, CorrectionStatus::Closed, note)?;
        commit(change, id, "closed")
    }

    /// A change with an open request that the person may see.
    fn open_correction(&self, who: &Worker, id: CorrectionId) -> Result<(Change, Correction), CorrectionError> {
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let one = save::correction(&change, id)?;
        look::check_sight(who, &one)?;
        if one.status.is_open() { Ok((change, one)) } else { Err(CorrectionError::Stands) }
    }
}

/// Who hears that a request was taken back, but for whoever takes that down: who took the request down, and those who
/// have it; where nobody has it, the data administrators of the other state that was to answer.
fn concerned(change: &Change, one: &Correction, but: &Text) -> Result<Vec<Text>, CorrectionError> {
    let mut users = items::item(change, one.item)?.assignees;
    if users.is_empty() && one.forwarded.is_some() {
        let roster = Roster::of(change)?;
        users.extend(roster.of_states(&[one.responsible], None).map(|account| account.user_name.clone()));
    }
    users.push(one.intake.by.clone());
    users.retain(|user| user != but);
    Ok(users)
}

fn commit(change: Change, correction: CorrectionId, what: &str) -> Result<(), CorrectionError> {
    let logged = audit::append(&change, AuditEvent::CorrectionHandled { correction, what: Text::from(what) })?;
    Ok(change.commit(logged)?)
}
