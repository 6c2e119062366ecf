//! What is asked of the passwords that people choose, and what follows from wrong ones: profiles of
//! `assets/access/password-policies.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{MAX_PASSWORD_CHARS, common};
use crate::model::{Account, Credential, Timestamp};

const DAY: i64 = 24 * 60 * 60;
const PROFILES: &str = include_str!("../../../assets/access/password-policies.toml");

/// All profiles by name. A test reads the file: it cannot be wrong in a program that was built and tested.
static KNOWN: LazyLock<BTreeMap<String, PasswordRules>> =
    LazyLock::new(|| toml::from_str(PROFILES).unwrap_or_default());

/// One profile. The meaning of each number is in the file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordRules {
    /// Fewest characters.
    pub characters: usize,
    /// Whether an upper case letter is asked for.
    pub upper: bool,
    /// Whether a lower case letter is asked for.
    pub lower: bool,
    /// Whether a digit is asked for.
    pub digit: bool,
    /// Whether something else is asked for.
    pub special: bool,
    /// Days until it has to be changed; 0: never.
    pub days: u32,
    /// How many of the last ones are not taken again.
    pub earlier: usize,
    /// Wrong passwords and codes in a row that disable an account; 0: never.
    pub disable_after: u32,
    /// Wrong ones in a row from which on the next have to wait; 0: never.
    pub delay_after: u32,
    /// The longest wait, in seconds.
    pub longest_delay: u32,
    /// Days without use that lock an account; 0: never.
    pub unused_days: u32,
    /// Days for which a delivered password can be used; 0: for ever.
    pub one_time_days: u32,
}

impl Default for PasswordRules {
    /// The profile `msix`.
    fn default() -> Self {
        // The numbers here are never used while the file has the profile, which a test asserts.
        Self::named("msix").unwrap_or(Self {
            characters: 15,
            upper: true,
            lower: true,
            digit: true,
            special: true,
            days: 90,
            earlier: 6,
            disable_after: 3,
            delay_after: 0,
            longest_delay: 0,
            unused_days: 90,
            one_time_days: 14,
        })
    }
}

/// Why a password cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Too short; the fewest characters.
    #[error("a password has at least {0} characters")]
    Short(usize),
    /// Too long.
    #[error("a password has at most 256 characters")]
    Long,
    /// No upper case letter.
    #[error("a password has an upper case letter")]
    Upper,
    /// No lower case letter.
    #[error("a password has a lower case letter")]
    Lower,
    /// No digit.
    #[error("a password has a digit")]
    Digit,
    /// Nothing else.
    #[error("a password has a character that is no letter and no digit")]
    Special,
    /// It holds the user name or a name of the person.
    #[error("a password must not contain the user name or a name of its owner")]
    Name,
    /// Everybody would try it first.
    #[error("a password must not be one that many people use")]
    Common,
    /// It was used before; how many are not taken again.
    #[error("a password must not be one of the last {0}")]
    Earlier(usize),
    /// The hash could not be made.
    #[error("the password could not be hashed")]
    Hash,
}

impl PasswordRules {
    /// The profile of a name.
    pub fn named(name: &str) -> Option<Self> {
        KNOWN.get(name).cloned()
    }

    /// The names there are.
    pub fn names() -> impl Iterator<Item = &'static str> {
        KNOWN.keys().map(String::as_str)
    }

    /// Everything that is wrong with a password that somebody chose, but for its being an earlier one.
    pub fn mistakes(&self, password: &str, account: &Account) -> Vec<PasswordError> {
        let count = password.chars().count();
        let has = |kind: fn(char) -> bool| password.chars().any(kind);
        let own = [account.user_name.as_str(), &account.profile.name, &account.profile.email].join(" ");
        let checks = [
            (count < self.characters, PasswordError::Short(self.characters)),
            (count > MAX_PASSWORD_CHARS, PasswordError::Long),
            (self.upper && !has(char::is_uppercase), PasswordError::Upper),
            (self.lower && !has(char::is_lowercase), PasswordError::Lower),
            (self.digit && !has(char::is_numeric), PasswordError::Digit),
            (self.special && !has(|c| !c.is_alphanumeric()), PasswordError::Special),
            (common::holds(password, &own), PasswordError::Name),
            (common::is_common(password), PasswordError::Common),
        ];
        checks.into_iter().filter(|(wrong, _)| *wrong).map(|(_, mistake)| mistake).collect()
    }

    /// Whether a password is so old that it has to be changed.
    pub(in crate::identity) fn expired(&self, credential: &Credential, now: Timestamp) -> bool {
        past(Some(credential.password_set), self.days, now)
    }

    /// Whether a password that was delivered has waited too long to be used.
    pub(in crate::identity) fn stale(&self, credential: &Credential, now: Timestamp) -> bool {
        credential.one_time && past(Some(credential.password_set), self.one_time_days, now)
    }

    /// Whether an account has lain unused for too long. One that never logged in counts from its password on.
    pub(in crate::identity) fn unused(&self, account: &Account, credential: &Credential, now: Timestamp) -> bool {
        past(account.last_login.max(Some(credential.password_set)), self.unused_days, now)
    }

    /// Whether the next attempt comes too soon after wrong ones.
    pub(in crate::identity) fn waits(&self, credential: &Credential, now: Timestamp) -> bool {
        let over = credential.wrong.saturating_add(1).saturating_sub(self.delay_after);
        if self.delay_after == 0 || over == 0 {
            return false;
        }
        let delay = 1_i64.checked_shl(over.min(30)).unwrap_or(i64::MAX).min(i64::from(self.longest_delay));
        credential.last_wrong.is_some_and(|last| now < last.plus_seconds(delay))
    }

    /// Whether so many wrong ones in a row disable an account.
    pub(in crate::identity) fn disables(&self, wrong: u32) -> bool {
        self.disable_after > 0 && wrong >= self.disable_after
    }
}

fn past(since: Option<Timestamp>, days: u32, now: Timestamp) -> bool {
    days > 0 && since.is_some_and(|since| since.plus_seconds(i64::from(days) * DAY) <= now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AccountStatus, Profile};

    fn rosa() -> Account {
        Account {
            user_name: "rosa".into(),
            profile: Profile { name: "Rosa Marin".into(), ..Profile::default() },
            grants: Vec::new(),
            language: "en".into(),
            created: Timestamp::default(),
            status: AccountStatus::Active,
            terms_accepted: None,
            terms_version: 0,
            trained: None,
            last_login: None,
            mail: crate::model::MailChoice::default(),
        }
    }

    #[test]
    fn the_file_has_both_profiles() {
        assert_eq!(PasswordRules::names().collect::<Vec<_>>(), ["msix", "nist-63b-4"]);
        assert_eq!(PasswordRules::default().characters, 8);
    }

    #[test]
    fn msix_wants_kinds_and_nist_wants_length() {
        let [msix, nist] = ["msix", "nist-63b-4"].map(|name| PasswordRules::named(name).unwrap());
        assert_eq!(msix.mistakes("Qz9#lamp", &rosa()), []);
        assert_eq!(nist.mistakes("Qz9#lamp", &rosa()), [PasswordError::Short(15)]);
        assert_eq!(nist.mistakes("seven green owls sing", &rosa()), []);
        let kinds = [PasswordError::Upper, PasswordError::Digit];
        assert_eq!(msix.mistakes("seven green owls sing", &rosa()), kinds);
        for rules in [msix, nist] {
            assert!(rules.mistakes("Marin-lamp-2026-green", &rosa()).contains(&PasswordError::Name));
            assert!(rules.mistakes("P@ssw0rd1234567!", &rosa()).contains(&PasswordError::Common));
        }
    }
}
