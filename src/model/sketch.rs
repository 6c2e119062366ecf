//! A contribution in a few bytes, beside each of its blocking keys.

use serde::{Deserialize, Serialize};

/// The name, birth date and parents of a contribution in 18 bytes: tells most strangers apart where they are filed under
/// one blocking key, without a look at their evidence. The matching module makes and compares it. All zeros: nothing is
/// known, and nobody is a stranger.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    /// Marks of how the words of the given names sound; 0 for none.
    pub given: [u8; 3],
    /// The same of the surnames.
    pub last: [u8; 3],
    /// The letters of the given names, a bit each, little endian; none when they are not known.
    pub given_letters: [u8; 4],
    /// The same of the surnames.
    pub last_letters: [u8; 4],
    /// The birth date, little endian: years since 1980 times 512, month times 32, day; 0 when it is not known.
    pub born: [u8; 2],
    /// Marks of how the given names of two parents sound; 0 for none.
    pub parents: [u8; 2],
}
