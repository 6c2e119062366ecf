//! How far a request is: it follows from what was done, never from the time that passed.

use crate::model::{Correction, CorrectionLetter, CorrectionStatus};

/// How far a request is that is neither closed nor withdrawn.
pub(super) fn status(of: &Correction) -> CorrectionStatus {
    let told = of.letter(CorrectionLetter::Decision).is_some();
    match &of.ruling {
        Some(ruling) if ruling.granted && told => CorrectionStatus::AwaitingData,
        Some(_) => CorrectionStatus::Decided,
        None if of.forwarded.is_some() => CorrectionStatus::Forwarded,
        None if of.letter(CorrectionLetter::Acknowledgment).is_some() => CorrectionStatus::Acknowledged,
        None => CorrectionStatus::Received,
    }
}

/// Whether all that was to be done has been done: told, and where it was granted, every value has become another.
pub(super) fn may_close(of: &Correction) -> bool {
    let done = of.ruling.as_ref().is_some_and(|ruling| !ruling.granted || of.all_changed());
    of.status.is_open() && done && lacking(of).is_empty()
}

/// The letters without which a decided request is not closed. A family is also told that its request was received: its
/// clock runs until then, and nothing could stop it afterwards.
pub(super) fn lacking(of: &Correction) -> Vec<CorrectionLetter> {
    let owed: &[CorrectionLetter] = match &of.ruling {
        None => &[],
        Some(_) if of.intake.requester.is_family() => &[CorrectionLetter::Acknowledgment, CorrectionLetter::Decision],
        Some(_) => &[CorrectionLetter::Decision],
    };
    owed.iter().copied().filter(|letter| of.status.is_open() && of.letter(*letter).is_none()).collect()
}

/// Whether a letter has something to say and was not made yet.
pub(super) fn may_write(of: &Correction, letter: CorrectionLetter) -> bool {
    let due = match letter {
        CorrectionLetter::Acknowledgment => of.status.is_open(),
        CorrectionLetter::Forwarded => of.status.is_open() && of.forwarded.is_some(),
        CorrectionLetter::Decision => of.ruling.is_some(),
        CorrectionLetter::Data => of.is_granted() && of.all_changed(),
    };
    due && of.status != CorrectionStatus::Withdrawn && of.letter(letter).is_none()
}
