//! Move notices: announced by people, or made when a file tells of a move (exchange facts, sections 5.1 and 5.3).

use super::arrive::Arrived;
use crate::records::RecordsError;
use crate::store::Change;

/// A qualifying move or a district of residence elsewhere is told to the states that hold the child, and starts the
/// clock of the change of residence.
pub(super) fn arrived(_change: &Change, _arrived: &Arrived) -> Result<(), RecordsError> {
    Ok(())
}
