//! What a state's own system is told, in order, at least once.

use super::arrive::Arrived;
use crate::records::RecordsError;
use crate::store::Change;

/// The state's system hears of the child's MSIX ID.
pub(super) fn arrived(_change: &Change, _arrived: &Arrived) -> Result<(), RecordsError> {
    Ok(())
}
