//! A checkpoint: size and root of the tree at a time, signed. Its text is a C2SP tlog-checkpoint in a C2SP signed note,
//! so that the tools of other transparency logs read it. `README.md` has the text line by line.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::key::{PublicKey, SigningKey};
use super::tree::Hash;
use crate::model::{Timestamp, hex};

/// What a checkpoint says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: `vereda/`, the environment, a slash and the first half of the leaf hash of its first entry.
    pub log: String,
    /// Entries.
    pub size: u64,
    /// Root of the tree over them.
    pub root: Hash,
    /// When it was signed, by the clock of the server.
    pub at: Timestamp,
    /// The environment: `production`, `training`, `demo`.
    pub environment: String,
}

/// A checkpoint with its signature, which nobody has checked yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// What it says.
    pub checkpoint: Checkpoint,
    /// Which key is said to have signed.
    pub key_id: [u8; 4],
    /// By Ed25519 over the text up to the empty line.
    pub signature: Vec<u8>,
}

/// Name and environment of a log.
pub(super) fn log_name(environment: &str, first: &Hash) -> String {
    let (front, _) = first.split_at(16);
    format!("vereda/{environment}/{}", hex(front))
}

/// First four bytes of SHA-256 over the name, an end of line, the algorithm (1) and the key (C2SP signed-note).
pub fn key_id(name: &str, key: &PublicKey) -> [u8; 4] {
    let hash: Hash = Sha256::new().chain_update(name).chain_update(b"\n\x01").chain_update(key.0).finalize().into();
    let [a, b, c, d, ..] = hash;
    [a, b, c, d]
}

impl Checkpoint {
    /// The signed text: all lines up to the empty one.
    fn body(&self) -> String {
        let root = STANDARD.encode(self.root);
        format!("{}\n{}\n{root}\nenvironment {}\ntime {}\n", self.log, self.size, self.environment, self.at)
    }

    /// Signs.
    pub fn sign(self, key: &SigningKey) -> Signed {
        let signature = key.sign(self.body().as_bytes());
        Signed { key_id: key_id(&self.log, &key.public()), checkpoint: self, signature }
    }
}

impl Signed {
    /// Whether a key has signed it.
    pub fn is_by(&self, key: &PublicKey) -> bool {
        key_id(&self.checkpoint.log, key) == self.key_id
            && key.verifies(self.checkpoint.body().as_bytes(), &self.signature)
    }

    /// The note.
    pub fn text(&self) -> String {
        let signature = STANDARD.encode([self.key_id.as_slice(), &self.signature].concat());
        format!("{}\n\u{2014} {} {signature}\n", self.checkpoint.body(), self.checkpoint.log)
    }

    /// The key's ID in hexadecimal.
    pub fn key_hex(&self) -> String {
        hex(&self.key_id)
    }

    /// The checkpoint of a note; `None` when the text is none, down to the last byte.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let (log, size, root) = (lines.next()?, lines.next()?, lines.next()?);
        let environment = lines.next()?.strip_prefix("environment ")?;
        let at = lines.next()?.strip_prefix("time ")?;
        let signature = lines.nth(1)?.strip_prefix("\u{2014} ")?.strip_prefix(log)?.trim_start();
        let signature = STANDARD.decode(signature).ok()?;
        let (key_id, signature) = signature.split_first_chunk()?;
        let checkpoint = Checkpoint {
            log: log.to_owned(),
            size: size.parse().ok()?,
            root: STANDARD.decode(root).ok()?.try_into().ok()?,
            at: at.parse().ok()?,
            environment: environment.to_owned(),
        };
        let signed = Self { checkpoint, key_id: *key_id, signature: signature.to_vec() };
        (signed.text() == text).then_some(signed)
    }
}

/// A note inside a line of JSON.
#[derive(serde::Deserialize)]
struct InJson {
    note: String,
}

/// What a note in JSON begins with, as syslog receivers and exports have it.
const JSON: &str = "{\"note\":";
/// What an entry's JSON begins with, wherever in a line it stands.
const ENTRY: &str = "{\"actor\":";

/// The checkpoints of a file of notes, an empty line between two, or of lines that have them in JSON (a file of a syslog
/// receiver, an export); and how many pieces are none.
pub fn parse_file(text: &str) -> (Vec<Signed>, usize) {
    let (mut found, mut unreadable, mut note) = (Vec::new(), 0, String::new());
    for line in text.lines().map(str::trim_end) {
        if note.is_empty() && line.is_empty() {
            continue;
        }
        if let Some((_, json)) = line.split_once(JSON) {
            let json = format!("{JSON}{json}");
            let first = serde_json::Deserializer::from_str(&json).into_iter::<InJson>().next();
            match first.and_then(Result::ok).and_then(|json| Signed::parse(&json.note)) {
                Some(signed) => found.push(signed),
                None => unreadable += 1,
            }
            continue;
        }
        // An entry of an export, or of a syslog receiver's file: no note begins so.
        if note.is_empty() && (line.starts_with('{') || line.contains(ENTRY)) {
            continue;
        }
        note.push_str(line);
        note.push('\n');
        if line.starts_with('\u{2014}') {
            match Signed::parse(&note) {
                Some(signed) => found.push(signed),
                None => unreadable += 1,
            }
            note.clear();
        }
    }
    (found, unreadable + usize::from(!note.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(size: u64, key: &SigningKey) -> Signed {
        let log = log_name("demo", &[7; 32]);
        Checkpoint { log, size, root: [3; 32], at: Timestamp::from_micros(1_000_000), environment: "demo".into() }
            .sign(key)
    }

    #[test]
    fn a_note_is_read_as_it_was_written_and_not_otherwise() {
        let folder = tempfile::tempdir().unwrap();
        let key = SigningKey::read_or_make(&folder.path().join("key")).unwrap();
        let other = SigningKey::read_or_make(&folder.path().join("other")).unwrap();
        let note = signed(1000, &key);
        let text = note.text();
        assert!(text.starts_with("vereda/demo/07070707070707070707070707070707\n1000\nAwMDAwMD"), "{text}");
        assert_eq!(Signed::parse(&text).as_ref(), Some(&note));
        assert!(note.is_by(&key.public()) && !note.is_by(&other.public()));
        let raised = Signed::parse(&text.replace("\n1000\n", "\n1001\n")).unwrap();
        assert!(!raised.is_by(&key.public()));
        assert_eq!(Signed::parse(&text.replace("\n1000\n", "\n01000\n")), None);
        let file = format!("{text}\n{}\nhalf a no", signed(2000, &key).text());
        let (found, unreadable) = parse_file(&file);
        assert_eq!((found.iter().map(|s| s.checkpoint.size).collect::<Vec<_>>(), unreadable), (vec![1000, 2000], 1));
    }
}
