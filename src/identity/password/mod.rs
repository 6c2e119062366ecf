//! Passwords: Argon2id with the OWASP minimum (19 MiB, two passes, one lane) and the pepper, kept in PHC form.

mod common;
mod rules;

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use super::random::Random;
use super::{IdentityError, Pepper};
pub use rules::{PasswordError, PasswordRules};

/// Fewest characters of a password that is given to somebody; those that people choose obey [`PasswordRules`].
pub const MIN_PASSWORD_CHARS: usize = 12;
/// Most characters of a password: what is longer is refused before any work is done on it.
pub const MAX_PASSWORD_CHARS: usize = 256;

/// A well-formed hash that no known password has: checked when there is no account, so that the answer takes as
/// long as with one. Its parameters are those of [`hash`], which a test asserts.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyB0aGlzIQ$oY3Gd0oYf1lqk7nL3c9uFvN0v2WmJ4Yb8pXr5tQeZsA";

/// Whether a password may be given to somebody.
pub(super) fn check(password: &str, user_name: &str) -> Result<(), PasswordError> {
    match password.chars().count() {
        ..MIN_PASSWORD_CHARS => Err(PasswordError::Short(MIN_PASSWORD_CHARS)),
        count if count > MAX_PASSWORD_CHARS => Err(PasswordError::Long),
        _ if password.to_lowercase().contains(user_name) => Err(PasswordError::Name),
        _ => Ok(()),
    }
}

/// The password's hash in PHC form, with a salt of 128 random bits.
pub(super) fn hash(password: &str, pepper: &Pepper, random: &dyn Random) -> Result<String, IdentityError> {
    let mut salt = [0; 16];
    random.fill(&mut salt)?;
    let secret = pepper.derived("passwords");
    let argon2 = argon2(&secret).ok_or(PasswordError::Hash)?;
    let hash = argon2.hash_password_with_salt(password.as_bytes(), &salt).map_err(|_| PasswordError::Hash)?;
    Ok(hash.to_string())
}

/// Whether a password has a hash. Without a hash the same work is done and the answer is no.
pub(super) fn verify(password: &str, hash: Option<&str>, pepper: &Pepper) -> bool {
    if password.chars().count() > MAX_PASSWORD_CHARS {
        return false;
    }
    #[cfg(test)]
    tests::WORK.with(|work| work.set(work.get() + 1));
    let secret = pepper.derived("passwords");
    let Some(argon2) = argon2(&secret) else { return false };
    let fits = argon2.verify_password(password.as_bytes(), hash.unwrap_or(NOBODY)).is_ok();
    fits && hash.is_some()
}

fn argon2(secret: &[u8]) -> Option<Argon2<'_>> {
    Argon2::new_with_secret(secret, Algorithm::Argon2id, Version::V0x13, Params::DEFAULT).ok()
}

#[cfg(test)]
pub(super) mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::identity::OsRandom;

    thread_local! {
        /// How often this thread has checked a password: for tests that ask whether refusals cost the same.
        pub(in crate::identity) static WORK: Cell<u32> = const { Cell::new(0) };
    }

    #[test]
    fn a_hash_fits_its_password_with_its_pepper_and_no_other() {
        let pepper = Pepper::new(&[1; 32]);
        let hash = hash("correct horse battery", &pepper, &OsRandom).unwrap();
        assert!(verify("correct horse battery", Some(&hash), &pepper));
        assert!(!verify("correct horse batterz", Some(&hash), &pepper));
        assert!(!verify("correct horse battery", Some(&hash), &Pepper::new(&[2; 32])));
        assert!(!verify("correct horse battery", None, &pepper));
    }

    /// The time of a refusal tells nothing only while both kinds of refusal do the same work.
    #[test]
    fn a_missing_account_costs_what_a_real_one_does() {
        let real = hash("correct horse battery", &Pepper::none(), &OsRandom).unwrap();
        let cost = |phc: &str| phc.split('$').take(4).collect::<Vec<_>>().join("$");
        assert_eq!(cost(NOBODY), cost(&real));
        assert_eq!(NOBODY.len(), real.len());
        let outcome: Result<(), _> = Argon2::default().verify_password(b"anything", NOBODY);
        assert_eq!(outcome, Err(argon2::password_hash::Error::PasswordInvalid));
    }

    #[test]
    fn weak_passwords_are_not_given_to_anybody() {
        assert_eq!(check("short", "rosa"), Err(PasswordError::Short(MIN_PASSWORD_CHARS)));
        assert_eq!(check(&"x".repeat(257), "rosa"), Err(PasswordError::Long));
        assert_eq!(check("Rosa.Rosa.Rosa", "rosa"), Err(PasswordError::Name));
        assert_eq!(check("a long sentence", "rosa"), Ok(()));
    }
}
