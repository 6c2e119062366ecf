//! Data requests: what a record lacks, asked of the state that should send it (exchange facts, section 5.2).

use super::arrive::Arrived;
use crate::records::RecordsError;
use crate::store::Change;

/// A request is answered when what it asks for has come; the clock of a change of residence that waits for this state's
/// data is stopped.
pub(super) fn arrived(_change: &Change, _arrived: &Arrived) -> Result<(), RecordsError> {
    Ok(())
}
