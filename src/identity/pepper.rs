//! The secret outside the store. Without it a stolen store gives neither passwords to guess at nor authenticator apps:
//! it goes into every password's hash, and the key that seals the apps' secrets is derived from it.

use std::sync::Arc;

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf;

use super::random::{Random, RandomError};

/// Bytes of a new pepper.
pub const PEPPER_BYTES: usize = 32;

/// The secret of an installation, from a file that is not part of the store. Cloning is cheap.
#[derive(Clone)]
pub struct Pepper {
    secret: Arc<[u8]>,
}

impl Pepper {
    /// From the bytes of the file.
    pub fn new(secret: &[u8]) -> Self {
        Self { secret: secret.into() }
    }

    /// None at all: for stores in memory that end with their process.
    pub fn none() -> Self {
        Self::new(&[])
    }

    /// 32 bytes for one use; `purpose` names it.
    pub(super) fn derived(&self, purpose: &str) -> [u8; 32] {
        let mut key = [0; 32];
        let root = hkdf::Salt::new(hkdf::HKDF_SHA256, b"vereda").extract(&self.secret);
        let filled = root.expand(&[purpose.as_bytes()], hkdf::HKDF_SHA256).and_then(|okm| okm.fill(&mut key));
        // The only failure is a length that HKDF cannot give, and 32 bytes it can.
        debug_assert!(filled.is_ok());
        key
    }

    /// Seals bytes. They open only with the same context: what belongs to one person cannot be given to another.
    /// Shape: 12 bytes nonce, then ciphertext and tag of ChaCha20-Poly1305.
    pub(super) fn seal(&self, random: &dyn Random, context: &str, plain: &[u8]) -> Result<Vec<u8>, RandomError> {
        let mut nonce = [0; NONCE_LEN];
        random.fill(&mut nonce)?;
        let mut sealed = plain.to_vec();
        self.key()
            .and_then(|key| {
                let aad = Aad::from(context.as_bytes());
                key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut sealed).ok()
            })
            .ok_or_else(|| RandomError("a secret could not be sealed".to_owned()))?;
        Ok([&nonce[..], &sealed].concat())
    }

    /// What was sealed; `None` with another pepper, another context or changed bytes.
    pub(super) fn open(&self, context: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, body) = sealed.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut body = body.to_vec();
        let plain = self.key()?.open_in_place(nonce, Aad::from(context.as_bytes()), &mut body).ok()?;
        Some(plain.to_vec())
    }

    fn key(&self) -> Option<LessSafeKey> {
        let key = UnboundKey::new(&CHACHA20_POLY1305, &self.derived("sealing")).ok()?;
        Some(LessSafeKey::new(key))
    }
}

impl std::fmt::Debug for Pepper {
    /// Without the secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pepper")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::OsRandom;

    #[test]
    fn what_is_sealed_opens_for_its_person_with_its_pepper_alone() {
        let pepper = Pepper::new(&[7; PEPPER_BYTES]);
        let sealed = pepper.seal(&OsRandom, "app rosa", b"twenty secret bytes!").unwrap();
        assert!(!sealed.windows(6).any(|part| part == b"secret"));
        assert_eq!(pepper.open("app rosa", &sealed).unwrap(), b"twenty secret bytes!");
        assert_eq!(pepper.open("app uma", &sealed), None);
        assert_eq!(Pepper::new(&[8; PEPPER_BYTES]).open("app rosa", &sealed), None);
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert_eq!(pepper.open("app rosa", &changed), None, "byte {place}");
        }
        assert_eq!(pepper.open("app rosa", &sealed[..11]), None);
    }

    #[test]
    fn keys_for_different_uses_differ() {
        let pepper = Pepper::new(&[7; PEPPER_BYTES]);
        assert_ne!(pepper.derived("sealing"), pepper.derived("passwords"));
        assert_ne!(pepper.derived("sealing"), Pepper::none().derived("sealing"));
    }
}
