//! Passwords: Argon2id with the OWASP minimum (19 MiB, two passes, one lane), kept in PHC form.

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use super::IdentityError;
use super::random::Random;

/// Fewest characters of a new password (NIST SP 800-63B asks for length, not for kinds of characters).
pub const MIN_PASSWORD_CHARS: usize = 12;
/// Most characters of a password: what is longer is refused before any work is done on it.
pub const MAX_PASSWORD_CHARS: usize = 256;

/// A well-formed hash that no known password has: checked when there is no account, so that the answer takes as
/// long as with one. Its parameters are those of [`hash`], which a test asserts.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyB0aGlzIQ$oY3Gd0oYf1lqk7nL3c9uFvN0v2WmJ4Yb8pXr5tQeZsA";

/// Why a password cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Too short.
    #[error("a password has at least 12 characters")]
    Short,
    /// Too long.
    #[error("a password has at most 256 characters")]
    Long,
    /// It is the user name.
    #[error("a password must not contain the user name")]
    UserName,
    /// The hash could not be made.
    #[error("the password could not be hashed")]
    Hash,
}

/// Whether a new password may be taken.
pub(super) fn check(password: &str, user_name: &str) -> Result<(), PasswordError> {
    match password.chars().count() {
        ..MIN_PASSWORD_CHARS => Err(PasswordError::Short),
        count if count > MAX_PASSWORD_CHARS => Err(PasswordError::Long),
        _ if password.to_lowercase().contains(user_name) => Err(PasswordError::UserName),
        _ => Ok(()),
    }
}

/// The password's hash in PHC form, with a salt of 128 random bits.
pub(super) fn hash(password: &str, random: &dyn Random) -> Result<String, IdentityError> {
    let mut salt = [0; 16];
    random.fill(&mut salt)?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT);
    let hash = argon2.hash_password_with_salt(password.as_bytes(), &salt).map_err(|_| PasswordError::Hash)?;
    Ok(hash.to_string())
}

/// Whether a password has a hash. Without a hash the same work is done and the answer is no.
pub(super) fn verify(password: &str, hash: Option<&str>) -> bool {
    if password.chars().count() > MAX_PASSWORD_CHARS {
        return false;
    }
    let fits = Argon2::default().verify_password(password.as_bytes(), hash.unwrap_or(NOBODY)).is_ok();
    fits && hash.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::OsRandom;

    #[test]
    fn a_hash_fits_its_password_and_no_other() {
        let hash = hash("correct horse battery", &OsRandom).unwrap();
        assert!(verify("correct horse battery", Some(&hash)));
        assert!(!verify("correct horse batterz", Some(&hash)));
        assert!(!verify("correct horse battery", None));
    }

    /// The time of a refusal tells nothing only while both kinds of refusal do the same work.
    #[test]
    fn a_missing_account_costs_what_a_real_one_does() {
        let real = hash("correct horse battery", &OsRandom).unwrap();
        let cost = |phc: &str| phc.split('$').take(4).collect::<Vec<_>>().join("$");
        assert_eq!(cost(NOBODY), cost(&real));
        assert_eq!(NOBODY.len(), real.len());
        let outcome: Result<(), _> = Argon2::default().verify_password(b"anything", NOBODY);
        assert_eq!(outcome, Err(argon2::password_hash::Error::PasswordInvalid));
    }

    #[test]
    fn weak_passwords_are_refused() {
        assert_eq!(check("short", "rosa"), Err(PasswordError::Short));
        assert_eq!(check(&"x".repeat(257), "rosa"), Err(PasswordError::Long));
        assert_eq!(check("Rosa.Rosa.Rosa", "rosa"), Err(PasswordError::UserName));
        assert_eq!(check("a long sentence", "rosa"), Ok(()));
    }
}
