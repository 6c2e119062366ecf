//! Requests for correction and dispute statements (exchange facts, section 6).

use super::arrive::Arrived;
use crate::records::RecordsError;
use crate::store::Change;

/// A value that was to be corrected has come.
pub(super) fn arrived(_change: &Change, _arrived: &Arrived) -> Result<(), RecordsError> {
    Ok(())
}
