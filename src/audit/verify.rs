//! The verdict on a log: by itself, and held against checkpoints that lie elsewhere.

use std::collections::BTreeSet;

use super::checkpoint::{Signed, log_name, parse_file};
use super::key::PublicKey;
use super::walk::{Break, Walk, walk};
use crate::model::{Text, Timestamp, hex};
use crate::store::{Read, StoreError, View, environment, tables};

/// What a log is held against.
#[derive(Debug, Default)]
pub struct Anchors {
    /// Checkpoints from outside of the store.
    pub outside: Vec<Signed>,
    /// Pieces of the files that are no checkpoint.
    pub unreadable: usize,
    /// A key known from elsewhere; without it the keys are those that the log names.
    pub key: Option<PublicKey>,
}

impl Anchors {
    /// The checkpoints of files, one after the other.
    pub fn from_text(text: &str) -> Self {
        let (outside, unreadable) = parse_file(text);
        Self { outside, unreadable, key: None }
    }
}

/// What came of a verification.
#[derive(Debug)]
pub struct Report {
    /// Entries that fit one another.
    pub entries: u64,
    /// Root of the tree over them.
    pub root: [u8; 32],
    /// The newest checkpoint from outside that the log contains: the entries up to its size are anchored.
    pub anchored: Option<Anchor>,
    /// The newest checkpoint inside the store. It proves nothing against somebody who has the key.
    pub signed: Option<Anchor>,
    /// The keys in the order in which they were taken.
    pub keys: Vec<KeySpan>,
    /// Links to children that were erased.
    pub erased: u64,
    /// Pieces of the checkpoint files that could not be read.
    pub unreadable: usize,
    /// The verdict.
    pub verdict: Verdict,
}

/// A checkpoint that the log contains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// Entries it covers.
    pub size: u64,
    /// When it was signed.
    pub at: Timestamp,
    /// By which key, in hexadecimal.
    pub key: String,
}

/// A key, and whether the one before it vouches for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySpan {
    /// The entry that says that it was taken.
    pub from: u64,
    /// The key.
    pub key: PublicKey,
    /// Whether a checkpoint that the key before has signed covers that entry. Always for the first.
    pub announced: bool,
}

/// What is said of a log in the end. `README.md` tells which attack gets which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Entries, tree, side tables and all checkpoints agree.
    Intact,
    /// There is no entry at all.
    Empty,
    /// Entries were taken out, moved or altered.
    Broken(Break),
    /// A table beside the log was altered: what it says about children is not what was written.
    Beside(String),
    /// A checkpoint covers more entries than there are: the end was cut off, or an older store was put in place.
    Shorter {
        /// Entries that were covered.
        covered: u64,
        /// When that was signed.
        at: Timestamp,
    },
    /// A checkpoint was signed over other entries than these: there are two histories.
    Forked {
        /// Entries it covers.
        size: u64,
        /// When it was signed.
        at: Timestamp,
    },
    /// A checkpoint is of another log: everything was deleted, and a new one begun.
    OtherLog(String),
    /// A checkpoint is signed by a key that the log does not know, or a key was taken that the one before did not
    /// announce.
    KeyChanged(String),
    /// A checkpoint with a signature that does not fit it.
    BadSignature {
        /// Entries it claims to cover.
        size: u64,
    },
}

impl Verdict {
    /// Whether nothing is wrong.
    pub fn is_intact(&self) -> bool {
        *self == Self::Intact
    }
}

impl std::fmt::Display for Verdict {
    /// One sentence without its full stop.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Intact => f.write_str("nothing was altered, taken out or moved"),
            Self::Empty => f.write_str("the log is empty: every entry was deleted"),
            Self::Broken(broken) => write!(f, "entry {}: {}", broken.seq, broken.why),
            Self::Beside(why) => write!(f, "the entries are sound, but {why}"),
            Self::Shorter { covered, at } => write!(
                f,
                "a checkpoint of {at} covers {covered} entries and there are fewer: the end was cut off, or an older store was put in place"
            ),
            Self::Forked { size, at } => {
                write!(
                    f,
                    "a checkpoint of {at} was signed over other entries than the first {size}: there are two histories"
                )
            }
            Self::OtherLog(name) => {
                write!(
                    f,
                    "a checkpoint is of another log, {name}: everything was deleted and begun anew, or it is not this one's"
                )
            }
            Self::KeyChanged(why) => write!(f, "the key was changed: {why}"),
            Self::BadSignature { size } => {
                write!(f, "the signature of the checkpoint over {size} entries does not fit it")
            }
        }
    }
}

/// Verifies the log of a view by itself.
pub fn verify(view: &View) -> Result<Report, StoreError> {
    verify_against(view, &Anchors::default())
}

/// Verifies the log of a view, and holds it against checkpoints.
pub fn verify_against(view: &View, anchors: &Anchors) -> Result<Report, StoreError> {
    let inside = checkpoints(view)?;
    let Ok(inside) = inside else { return Ok(unread(Verdict::Beside("a checkpoint cannot be read".to_owned()))) };
    let all = || anchors.outside.iter().chain(&inside);
    let sizes: BTreeSet<u64> = all().map(|signed| signed.checkpoint.size).collect();
    let walk = walk(view, &sizes)?;
    let judge = Judge { log: log_name(environment(view)?.word(), &walk.first), walk: &walk, key: anchors.key };
    let keys = judge.keys(all());
    let verdict = judge.verdict(&anchors.outside, &inside, &keys);
    Ok(Report {
        entries: walk.size,
        root: walk.root,
        anchored: judge.newest(&anchors.outside, &keys),
        signed: judge.newest(&inside, &keys),
        erased: walk.erased,
        unreadable: anchors.unreadable,
        keys,
        verdict,
    })
}

fn unread(verdict: Verdict) -> Report {
    let (keys, root) = (Vec::new(), [0; 32]);
    Report { entries: 0, root, anchored: None, signed: None, keys, erased: 0, unreadable: 0, verdict }
}

/// The checkpoints in the store; `Err` inside when one is no checkpoint.
fn checkpoints(view: &View) -> Result<Result<Vec<Signed>, ()>, StoreError> {
    let rows = view.range(&tables::CHECKPOINT, ..)?;
    Ok(rows.iter().map(|(_, text): &(u64, Text)| Signed::parse(text).ok_or(())).collect())
}

/// The name of the log of a view, as its checkpoints have it.
pub fn log_name_of(view: &impl Read) -> Result<String, StoreError> {
    let first = super::read::entry(view, 1)?.map_or([0; 32], |(_, leaf)| leaf);
    Ok(log_name(environment(view)?.word(), &first))
}

struct Judge<'a> {
    log: String,
    walk: &'a Walk,
    key: Option<PublicKey>,
}

impl Judge<'_> {
    /// The keys that the log names; each but the first is announced when the one before has signed over its entry.
    fn keys<'s>(&self, all: impl Iterator<Item = &'s Signed> + Clone) -> Vec<KeySpan> {
        let mut keys: Vec<KeySpan> = Vec::new();
        for (from, key) in &self.walk.keys {
            if keys.last().is_some_and(|last| last.key == *key) {
                continue;
            }
            let covers = |before: &KeySpan| {
                all.clone().any(|one| one.checkpoint.size >= *from && self.holds(one) && one.is_by(&before.key))
            };
            let announced = keys.last().is_none_or(covers);
            keys.push(KeySpan { from: *from, key: *key, announced });
        }
        keys
    }

    /// Whether the log contains what a checkpoint covers.
    fn holds(&self, signed: &Signed) -> bool {
        let of = &signed.checkpoint;
        of.log == self.log && self.walk.roots.get(&of.size) == Some(&of.root)
    }

    /// Whether a key that counts has signed.
    fn signer(&self, signed: &Signed, keys: &[KeySpan]) -> Signer {
        let known: Vec<PublicKey> = match self.key {
            Some(pinned) => self.trusted(pinned, keys),
            None => keys.iter().map(|span| span.key).collect(),
        };
        let log = &signed.checkpoint.log;
        match known.iter().find(|key| super::checkpoint::key_id(log, key) == signed.key_id) {
            Some(key) if signed.is_by(key) => Signer::Known,
            Some(_) => Signer::Forged,
            None => Signer::Unknown,
        }
    }

    /// A key from elsewhere, and those that were announced one after the other from it on.
    fn trusted(&self, pinned: PublicKey, keys: &[KeySpan]) -> Vec<PublicKey> {
        let mut trusted = vec![pinned];
        let after = keys.iter().skip_while(|span| span.key != pinned).skip(1);
        trusted.extend(after.take_while(|span| span.announced).map(|span| span.key));
        trusted
    }

    fn newest(&self, signed: &[Signed], keys: &[KeySpan]) -> Option<Anchor> {
        let sound = signed.iter().filter(|one| self.holds(one) && self.signer(one, keys) == Signer::Known);
        let newest = sound.max_by_key(|one| one.checkpoint.size)?;
        Some(Anchor { size: newest.checkpoint.size, at: newest.checkpoint.at, key: newest.key_hex() })
    }

    /// What tells most comes first: a log that is not this one, then a break inside, then what checkpoints say.
    fn verdict(&self, outside: &[Signed], inside: &[Signed], keys: &[KeySpan]) -> Verdict {
        if self.walk.size == 0 && self.walk.broken.as_ref().is_none_or(|broken| broken.seq == 0) {
            return Verdict::Empty;
        }
        if let Some(broken) = &self.walk.broken {
            return Verdict::Broken(broken.clone());
        }
        for signed in outside.iter().chain(inside) {
            if let Some(wrong) = self.objection(signed, keys) {
                return wrong;
            }
        }
        if let Some(span) = keys.iter().find(|span| !span.announced) {
            let id = super::checkpoint::key_id(&self.log, &span.key);
            let id = hex(&id);
            return Verdict::KeyChanged(format!(
                "key {id} was taken at entry {} and the key before did not announce it",
                span.from
            ));
        }
        match &self.walk.beside {
            Some(why) => Verdict::Beside(why.clone()),
            None => Verdict::Intact,
        }
    }

    /// What is wrong with a checkpoint, or with the log when it is held against it.
    fn objection(&self, signed: &Signed, keys: &[KeySpan]) -> Option<Verdict> {
        let (of, signer) = (&signed.checkpoint, self.signer(signed, keys));
        if of.log != self.log {
            return Some(Verdict::OtherLog(of.log.clone()));
        }
        if signer == Signer::Forged {
            return Some(Verdict::BadSignature { size: of.size });
        }
        match self.walk.roots.get(&of.size) {
            None => Some(Verdict::Shorter { covered: of.size, at: of.at }),
            Some(root) if *root != of.root => Some(Verdict::Forked { size: of.size, at: of.at }),
            Some(_) if signer == Signer::Known => None,
            Some(_) => {
                let (size, key) = (of.size, signed.key_hex());
                let who = if self.key.is_some() { "the given key does not vouch for" } else { "the log does not know" };
                Some(Verdict::KeyChanged(format!(
                    "the checkpoint over {size} entries is signed by key {key}, that {who}"
                )))
            }
        }
    }
}

/// Who signed a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Signer {
    Known,
    Unknown,
    /// It names a key that counts, and the signature is not that key's.
    Forged,
}
