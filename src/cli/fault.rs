//! A fault of the program itself: where it happened is told, never what it said, since that may be a word of a record.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use super::exit::{Exit, Failure};

/// Where the last one happened: some are caught where damaged data cause them, and are of no interest.
static PLACE: Mutex<String> = Mutex::new(String::new());

/// Runs a verb to its end, come what may.
pub(super) fn contain(verb: impl FnOnce() -> Result<Exit, Failure>) -> Result<Exit, Failure> {
    std::panic::set_hook(Box::new(|fault| {
        let place = fault.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(%place, "a fault of the program");
        *PLACE.lock().unwrap_or_else(PoisonError::into_inner) = place;
    }));
    catch_unwind(AssertUnwindSafe(verb)).unwrap_or_else(|_| {
        let place = PLACE.lock().unwrap_or_else(PoisonError::into_inner);
        let advice = "What was answered before stays; run `vereda doctor`, and report this place";
        Err(Failure::new(Exit::Internal, format!("a fault of the program at {place}. {advice}")))
    })
}
