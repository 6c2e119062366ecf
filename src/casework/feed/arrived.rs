//! What a state's file brings into its own feed.

use super::tell;
use crate::casework::arrive::Arrived;
use crate::model::{FeedEvent, StudentOutcome};
use crate::records::RecordsError;
use crate::store::Change;

/// The state's system hears of the MSIX ID of a child that is new, and of one whose record has changed and that the
/// state calls by another MSIX ID. What was sent again without a change is not told again. It looks nothing up.
pub(in crate::casework) fn arrived(change: &Change, arrived: &Arrived<'_>) -> Result<(), RecordsError> {
    let (applied, sent) = (&arrived.applied, arrived.msix_id_sent);
    let told = match applied.outcome {
        StudentOutcome::Created => true,
        StudentOutcome::Updated => sent.is_some_and(|sent| sent != applied.msix_id),
        _ => false,
    };
    if !told {
        return Ok(());
    }
    let before = sent.filter(|sent| *sent != applied.msix_id);
    let event = FeedEvent::Identified { student: arrived.key.id.clone(), msix_id: applied.msix_id, before };
    Ok(tell(change, arrived.key.state, event)?)
}
