//! The key that signs checkpoints: Ed25519, in a file that only the server's user reads (PKCS#8 in PEM, as `openssl
//! genpkey -algorithm ed25519` writes it). It is read for each checkpoint and kept nowhere else.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use rustls_pki_types::PrivatePkcs8KeyDer;
use rustls_pki_types::pem::PemObject;

use crate::model::hex;
use crate::secret::{self, SecretError};

/// Everything in PKCS#8 version 1 (RFC 8410) before the 32 bytes of the key.
const PKCS8_FRONT: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file cannot be made.
    #[error("the key of the audit log, {0}, cannot be made: {1}")]
    Io(PathBuf, io::Error),
    /// It cannot be read, or others can read it.
    #[error("the key of the audit log: {0}")]
    Secret(#[from] SecretError),
    /// It holds no Ed25519 key.
    #[error("{0} is no Ed25519 private key in PEM; `openssl genpkey -algorithm ed25519` makes one")]
    NoKey(PathBuf),
}

/// A key that signs.
pub struct SigningKey(Ed25519KeyPair);

impl SigningKey {
    /// Reads a key. Refuses one that others can read.
    pub fn read(path: &Path) -> Result<Self, KeyError> {
        let text = secret::read(path)?;
        let der = PrivatePkcs8KeyDer::from_pem_slice(&text).map_err(|_| KeyError::NoKey(path.to_owned()))?;
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(der.secret_pkcs8_der());
        pair.map(Self).map_err(|_| KeyError::NoKey(path.to_owned()))
    }

    /// Makes a key where there is none, and reads it; reads the one that is there. Only for a log that has no key yet, or
    /// that is told of this one: a second key that nobody announced looks like an attack for ever.
    pub fn read_or_make(path: &Path) -> Result<Self, KeyError> {
        let failed = |error| KeyError::Io(path.to_owned(), error);
        if let Some(folder) = path.parent() {
            DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(failed)?;
        }
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
            Ok(mut file) => write_new(&mut file).map_err(failed)?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => (),
            Err(error) => return Err(failed(error)),
        }
        Self::read(path)
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        let mut public = [0; 32];
        public.iter_mut().zip(self.0.public_key().as_ref()).for_each(|(to, from)| *to = *from);
        PublicKey(public)
    }

    /// Signs.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.0.sign(message).as_ref().to_vec()
    }
}

fn write_new(file: &mut fs::File) -> io::Result<()> {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(|error| io::Error::other(error.to_string()))?;
    let der = STANDARD.encode([PKCS8_FRONT.as_slice(), &secret].concat());
    file.write_all(format!("-----BEGIN PRIVATE KEY-----\n{der}\n-----END PRIVATE KEY-----\n").as_bytes())?;
    file.sync_all()
}

/// A key that verifies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(pub [u8; 32]);

impl PublicKey {
    /// Whether a signature is this key's.
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, self.0).verify(message, signature).is_ok()
    }

    /// The verifier key as the signed-note tools write it: name, key ID, algorithm and key.
    pub fn to_line(self, name: &str) -> String {
        let id = hex(&super::checkpoint::key_id(name, &self));
        format!("{name}+{id}+{}", STANDARD.encode([[1].as_slice(), &self.0].concat()))
    }

    /// The name and the key of such a line, when its key ID is theirs.
    pub fn from_line(line: &str) -> Option<(&str, Self)> {
        let mut parts = line.trim().splitn(3, '+');
        let (name, id, key) = (parts.next()?, parts.next()?, STANDARD.decode(parts.next()?).ok()?);
        let key = Self(key.strip_prefix(&[1])?.try_into().ok()?);
        (hex(&super::checkpoint::key_id(name, &key)) == id).then_some((name, key))
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_key_is_made_once_and_refused_when_others_can_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secrets/audit.key");
        let key = SigningKey::read_or_make(&path).unwrap();
        assert_eq!(SigningKey::read_or_make(&path).unwrap().public(), key.public());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let signature = key.sign(b"text");
        assert!(key.public().verifies(b"text", &signature));
        assert!(!key.public().verifies(b"texT", &signature));
        let line = key.public().to_line("a");
        assert_eq!(PublicKey::from_line(&line), Some(("a", key.public())));
        assert_eq!(PublicKey::from_line(&line.replacen('a', "b", 1)), None, "the ID is of name and key");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(SigningKey::read(&path), Err(KeyError::Secret(SecretError::OpenToOthers(_, 0o640)))));
    }

    /// Made by `openssl genpkey -algorithm ed25519`; the public half by `openssl pkey -pubout`.
    #[test]
    fn a_key_of_another_program_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key.pem");
        let text = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n";
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        let public = hex(&SigningKey::read(&path).unwrap().public().0);
        // RFC 8032, section 7.1, test 1.
        assert_eq!(public, "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        fs::write(&path, "no key").unwrap();
        assert!(matches!(SigningKey::read(&path), Err(KeyError::NoKey(_))));
    }
}
