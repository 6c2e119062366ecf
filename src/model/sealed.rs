//! What the audit log keeps of a child, and what its tree keeps between two entries. `src/audit/README.md` has the bytes.

use serde::{Deserialize, Serialize};

use super::MsixId;

/// A child in an entry: SHA-256 over a salt and the MSIX ID. Without the salt it says nothing about anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Commitment(pub [u8; 32]);

/// What opens a commitment. It lies beside the log, not in it, so that it can be erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// Whom the commitment is about.
    pub child: MsixId,
    /// 16 random bytes, of this commitment alone.
    pub salt: [u8; 16],
}

/// The tree over the first entries of the log, as far as the next entry needs it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TreeState {
    /// Entries.
    pub size: u64,
    /// Leaf hash of the last one; zeros when there is none.
    pub last: [u8; 32],
    /// Roots of the perfect subtrees that make up the tree, the largest first: one for each bit of `size` that is set.
    pub frontier: Vec<[u8; 32]>,
}

/// Bytes in hexadecimal, as hashes and key IDs are written.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
