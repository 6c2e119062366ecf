//! Recovery codes: ten that work once each, for the day when the telephone is gone. 120 bits, so SHA-256 is enough
//! (ASVS 5.0, 6.5.2 asks for 112).

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::random::{Random, RandomError};
use crate::model::Credential;

/// How many are made at a time.
pub const RECOVERY_CODES: usize = 10;
/// So few are left that their person is told to make new ones.
pub const FEW_CODES: usize = 2;
/// Letters and digits that cannot be mistaken for each other: five bits each.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// Letters of a code.
const LENGTH: usize = 24;

/// New codes in groups of four, and what is kept of them.
pub(super) fn make(random: &dyn Random) -> Result<(Vec<String>, Vec<[u8; 32]>), RandomError> {
    let mut codes = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        let letters = letters::<LENGTH>(random)?;
        codes.push(letters.chunks(4).map(|group| group.iter().collect()).collect::<Vec<String>>().join("-"));
    }
    let kept = codes.iter().filter_map(|code| digest(code)).collect();
    Ok((codes, kept))
}

/// So many letters and digits that nobody can guess, five bits each.
pub(super) fn letters<const COUNT: usize>(random: &dyn Random) -> Result<Vec<char>, RandomError> {
    let mut bytes = [0; COUNT];
    random.fill(&mut bytes)?;
    let letters = bytes.iter().filter_map(|byte| LETTERS.get(usize::from(byte % 32)));
    Ok(letters.copied().map(char::from).collect())
}

/// Takes a code away if it is one of those that are left.
pub(super) fn take(credential: &mut Credential, typed: &str) -> bool {
    let Some(digest) = digest(typed) else { return false };
    let before = credential.recovery.len();
    credential.recovery.retain(|kept| !bool::from(kept.ct_eq(&digest)));
    credential.recovery.len() < before
}

/// `None` for what cannot be a code.
fn digest(typed: &str) -> Option<[u8; 32]> {
    let letters: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    (letters.len() == LENGTH).then(|| Sha256::digest(letters.to_ascii_lowercase().as_bytes()).into())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::identity::OsRandom;

    #[test]
    fn codes_have_112_bits_at_least() {
        let (codes, kept) = make(&OsRandom).unwrap();
        assert_eq!((codes.len(), kept.len()), (RECOVERY_CODES, RECOVERY_CODES));
        assert_eq!(LETTERS.iter().collect::<BTreeSet<_>>().len(), 1 << 5);
        for code in codes {
            assert!(5 * code.chars().filter(char::is_ascii_alphanumeric).count() >= 112, "{code}");
        }
    }
}
