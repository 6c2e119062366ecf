//! A key as it is handed over: `vk_`, its number, `_`, 32 random bytes in base64url without padding. The number makes
//! finding it one look-up; what the store keeps of the bytes is their SHA-256, which 256 random bits need no salt for.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use subtle::ConstantTimeEq as _;

/// Random bytes of a key.
pub const KEY_BYTES: usize = 32;

/// A key as its bearer shows it.
#[derive(Clone, Copy)]
pub struct KeyToken {
    pub(super) number: u64,
    secret: [u8; KEY_BYTES],
}

/// It is not a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a key: one looks like vk_7_ and 43 letters, digits, - and _")]
pub struct NotAToken;

impl KeyToken {
    pub(super) fn new(number: u64, secret: [u8; KEY_BYTES]) -> Self {
        Self { number, secret }
    }

    /// What the store keeps.
    pub(super) fn hash(&self) -> [u8; 32] {
        let mut hash = [0; 32];
        // SHA-256 has 32 bytes: nothing is cut.
        hash.iter_mut().zip(digest(&SHA256, &self.secret).as_ref()).for_each(|(to, from)| *to = *from);
        hash
    }

    /// Compares in a time that does not depend on where the difference is.
    pub(super) fn fits(&self, hash: &[u8; 32]) -> bool {
        self.hash().ct_eq(hash).into()
    }
}

impl fmt::Display for KeyToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "vk_{}_{}", self.number, URL_SAFE_NO_PAD.encode(self.secret))
    }
}

impl fmt::Debug for KeyToken {
    /// Without the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "vk_{}_...", self.number)
    }
}

impl FromStr for KeyToken {
    type Err = NotAToken;

    fn from_str(text: &str) -> Result<Self, NotAToken> {
        let (number, secret) = text.strip_prefix("vk_").and_then(|rest| rest.split_once('_')).ok_or(NotAToken)?;
        let plain = number.bytes().all(|b| b.is_ascii_digit()) && !number.starts_with('0');
        let number = number.parse().ok().filter(|_| plain).ok_or(NotAToken)?;
        let secret = URL_SAFE_NO_PAD.decode(secret).ok().and_then(|bytes| bytes.try_into().ok()).ok_or(NotAToken)?;
        Ok(Self { number, secret })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_as_it_was_written_and_nothing_else_does() {
        let token = KeyToken::new(7, [9; KEY_BYTES]);
        let text = token.to_string();
        let read: KeyToken = text.parse().unwrap();
        assert!(read.number == 7 && read.fits(&token.hash()));
        assert!(!KeyToken::new(7, [8; KEY_BYTES]).fits(&token.hash()));
        let secret = text.strip_prefix("vk_7_").unwrap();
        assert!(!format!("{token:?}").contains(secret), "not in a log");
        for wrong in ["", "vk_", "vk__", "vk_07_", "vk_+7_", "vk_-1_", "VK_7_", "vk_99999999999999999999_"] {
            assert!(format!("{wrong}{secret}").parse::<KeyToken>().is_err(), "{wrong}");
        }
        for wrong in ["vk_7".to_owned(), "vk_7_".to_owned(), format!("{text}A"), text.replacen("CQ", "C", 1)] {
            assert!(wrong.parse::<KeyToken>().is_err(), "{wrong}");
        }
    }
}
