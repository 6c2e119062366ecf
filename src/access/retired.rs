//! From a retired MSIX ID to the child that stands for it.

use crate::model::{MsixId, Student, StudentStatus};
use crate::store::{Read, StoreError, tables};

/// Identifiers that may be retired one into the next: more is a circle.
pub const LONGEST_WAY: usize = 64;

/// Where an identifier leads.
#[derive(Debug, PartialEq, Eq)]
pub enum Way {
    /// To this child; to itself when it is not retired.
    To(MsixId, Student),
    /// To nobody: it, or one it was retired into, was never given out.
    Nowhere,
    /// In a circle: a sign of damage.
    Endless,
}

/// Follows retired identifiers to the one that stands for them.
pub fn follow(read: &impl Read, asked: MsixId) -> Result<Way, StoreError> {
    let mut msix_id = asked;
    for _ in 0..LONGEST_WAY {
        match read.get(&tables::STUDENT, &msix_id)? {
            None => return Ok(Way::Nowhere),
            Some(Student { status: StudentStatus::RetiredInto(next), .. }) => msix_id = next,
            Some(student) => return Ok(Way::To(msix_id, student)),
        }
    }
    Ok(Way::Endless)
}

/// The identifier that stands for another; itself when it is in use, unknown, or leads nowhere.
pub fn surviving(read: &impl Read, asked: MsixId) -> Result<MsixId, StoreError> {
    Ok(match follow(read, asked)? {
        Way::To(msix_id, _) => msix_id,
        Way::Nowhere | Way::Endless => asked,
    })
}
