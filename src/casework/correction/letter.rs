//! Letters: making one is a step, with who and when. Its words are in the message files.

use super::error::CorrectionError;
use super::{look, save, state};
use crate::access::Worker;
use crate::audit;
use crate::casework::Casework;
use crate::model::{AuditEvent, Correction, CorrectionId, CorrectionLetter, MsixId};

impl Casework {
    /// Makes a letter, for whoever may see the request. One that was made already can be printed again without a step.
    pub fn make_correction_letter(
        &self,
        who: &Worker,
        id: CorrectionId,
        letter: CorrectionLetter,
    ) -> Result<(), CorrectionError> {
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let mut one = save::correction(&change, id)?;
        look::check_sight(who, &one)?;
        if one.letter(letter).is_some() {
            return Ok(());
        }
        if !state::may_write(&one, letter) {
            return Err(CorrectionError::Stands);
        }
        save::step(&change, &mut one, letter.step(), None)?;
        let event = AuditEvent::CorrectionHandled { correction: id, what: letter.step().into() };
        let logged = audit::append(&change, event)?;
        Ok(change.commit(logged)?)
    }

    /// A request of which a letter was made, for printing it, and the child to which its first value belongs now.
    pub fn correction_letter(
        &self,
        who: &Worker,
        id: CorrectionId,
        letter: CorrectionLetter,
    ) -> Result<(Correction, MsixId), CorrectionError> {
        let view = self.store.view()?;
        let one = save::correction(&view, id)?;
        look::check_sight(who, &one)?;
        one.letter(letter).ok_or(CorrectionError::NoLetter)?;
        let child = look::children_now(&view, &one)?.1;
        Ok((one, child))
    }
}
