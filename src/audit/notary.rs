//! Signs checkpoints when they are due, keeps them in the store, and appends them to a file in a second directory. A
//! checkpoint that could not be written there is written the next time: the store has them all.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read as _, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::append::append;
use super::checkpoint::{Checkpoint, Signed, parse_file};
use super::key::{KeyError, PublicKey, SigningKey};
use super::read::tree_state;
use super::{tree, verify};
use crate::model::{Actor, AuditEvent, Clock, Text, Timestamp};
use crate::store::{Read, Store, StoreError, View, tables};

/// When checkpoints are signed, and where to.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The key's file.
    pub key: PathBuf,
    /// The second directory.
    pub directory: PathBuf,
    /// After so many entries.
    pub entries: u64,
    /// After so many seconds, if there is any new entry.
    pub seconds: u64,
}

/// Why there is no checkpoint.
#[derive(Debug, thiserror::Error)]
pub enum NotaryError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A checkpoint in the store is none.
    #[error("a checkpoint in the store cannot be read; run `vereda audit verify`")]
    Unreadable,
    /// The key that is there is neither that of the newest checkpoint nor the one that it announces.
    #[error("the key of the audit log, {path}, is not the one that signed last (its ID is {last}): nothing was signed. Put that key back, or hand it over as the credential audit.key; if it is lost for good, `vereda audit new-key --lost` takes the one that is there", path = .path.display())]
    OtherKey {
        /// The file.
        path: PathBuf,
        /// ID of the key that signed last, in hexadecimal.
        last: String,
    },
    /// A lost key was to be replaced, and it is there.
    #[error(
        "the key of the audit log is there, so nothing was changed; `vereda audit new-key` without --lost lets it announce the next one"
    )]
    KeyNotLost,
    /// The file of checkpoints.
    #[error("the checkpoints cannot be written to {0}: {1}")]
    File(PathBuf, io::Error),
    /// The last checkpoint of the file is not one of the store.
    #[error("{file} ends with a checkpoint over {covered} entries that the store, with {entries}, does not have: an older store was put in place, or its log was altered; run `vereda audit verify`, and if a backup was restored on purpose, move the file to a safe place", file = .file.display())]
    Older {
        /// The file of checkpoints.
        file: PathBuf,
        /// Entries the file's last checkpoint covers.
        covered: u64,
        /// Entries there are.
        entries: u64,
    },
}

/// Signs checkpoints of one store.
#[derive(Clone)]
pub struct Notary {
    store: Store,
    clock: Arc<dyn Clock>,
    settings: Settings,
    /// Up to which size the syslog receiver has them: written down with the next checkpoint.
    sent: Arc<AtomicU64>,
    /// One at a time writes to the file.
    writing: Arc<Mutex<()>>,
    /// One at a time signs: no checkpoint comes between the one that announces a key and that key.
    signing: Arc<Mutex<()>>,
}

impl Notary {
    /// Of a store.
    pub fn new(store: Store, clock: Arc<dyn Clock>, settings: Settings) -> Self {
        Self { store, clock, settings, sent: Arc::default(), writing: Arc::default(), signing: Arc::default() }
    }

    /// Signs when a checkpoint is due, and writes to the file what it has not. For a thread that comes by often.
    pub fn tick(&self) -> Result<(), NotaryError> {
        let newest = self.newest()?;
        if self.is_due(newest.as_ref())? {
            self.sign(false)?;
        }
        self.publish().map(drop)
    }

    fn is_due(&self, newest: Option<&Signed>) -> Result<bool, NotaryError> {
        let size = tree_state(&self.store.view()?)?.size;
        let Some(last) = newest.map(|signed| &signed.checkpoint) else { return Ok(size > 0) };
        let fresh = size.saturating_sub(covered(last));
        let waited = self.clock.now().micros().abs_diff(last.at.micros()) / 1_000_000;
        Ok(fresh >= self.settings.entries || (fresh > 0 && waited >= self.settings.seconds))
    }

    /// Whether the key that is there is one that may sign. For the start of a server: what is wrong is told before
    /// anybody works.
    pub fn check_key(&self) -> Result<(), NotaryError> {
        self.key(self.newest()?.as_ref()).map(drop)
    }

    /// Signs a checkpoint over all entries there are and takes it down; the newest one when there is no entry since. The
    /// backup asks for one with `always`, so that its checkpoint is of its own time.
    pub fn sign(&self, always: bool) -> Result<Signed, NotaryError> {
        let _turn = self.signing.lock().unwrap_or_else(PoisonError::into_inner);
        let newest = self.newest()?;
        if let Some(newest) = newest.as_ref().filter(|_| !always)
            && tree_state(&self.store.view()?)?.size <= covered(&newest.checkpoint)
        {
            return Ok(newest.clone());
        }
        let key = self.key(newest.as_ref())?;
        self.sign_with(&key, newest.is_none().then(|| key.public()))
    }

    /// Makes a new key and puts it in the place of the present one, which announces it: the present one signs over the
    /// entry that says so, in one change, before it goes. The old file stays beside the new one.
    pub fn change_key(&self) -> Result<Signed, NotaryError> {
        let _turn = self.signing.lock().unwrap_or_else(PoisonError::into_inner);
        let newest = self.newest()?;
        let key = self.key(newest.as_ref())?;
        if newest.is_none() {
            self.sign_with(&key, Some(key.public()))?;
        }
        let next = self.beside_key("next");
        // What a change that was broken off has left: `key` has finished one that was announced.
        let _ = fs::remove_file(&next);
        let public = SigningKey::read_or_make(&next)?.public();
        let signed = self.sign_with(&key, Some(public))?;
        self.finish_change(&signed)?;
        Ok(signed)
    }

    /// Takes the key that is there, or makes one, in the place of one that is lost. Nobody announces it: from then on
    /// `verify` says that the key was changed, to everybody and for ever.
    pub fn take_unannounced_key(&self) -> Result<Signed, NotaryError> {
        let _turn = self.signing.lock().unwrap_or_else(PoisonError::into_inner);
        if self.key(self.newest()?.as_ref()).is_ok() {
            return Err(NotaryError::KeyNotLost);
        }
        let key = SigningKey::read_or_make(&self.settings.key)?;
        self.sign_with(&key, Some(key.public()))
    }

    /// The key that may sign: that of the newest checkpoint, or the one that it announced. It is made only for a log that
    /// has never had one: a file that is missing, because a mount is late or systemd hands the key to the service
    /// alone, must not become a second key.
    fn key(&self, newest: Option<&Signed>) -> Result<SigningKey, NotaryError> {
        let Some(newest) = newest else { return Ok(SigningKey::read_or_make(&self.settings.key)?) };
        self.finish_change(newest)?;
        let key = SigningKey::read(&self.settings.key)?;
        let (public, path) = (key.public(), self.settings.key.clone());
        let is_known = newest.key_id == super::checkpoint::key_id(&newest.checkpoint.log, &public)
            || self.announced(newest)? == Some(public);
        if is_known { Ok(key) } else { Err(NotaryError::OtherKey { path, last: newest.key_hex() }) }
    }

    /// The key that a checkpoint announces: its last entry names it.
    fn announced(&self, signed: &Signed) -> Result<Option<PublicKey>, NotaryError> {
        let last = super::read::entry(&self.store.view()?, signed.checkpoint.size)?;
        Ok(last.and_then(|(entry, _)| match entry.event {
            AuditEvent::AuditKeyTaken { public } => Some(PublicKey(public)),
            _ => None,
        }))
    }

    /// Puts a key that a checkpoint announces in the place of the one before, in one step; again after a change that was
    /// broken off. Does nothing when none waits.
    fn finish_change(&self, signed: &Signed) -> Result<(), NotaryError> {
        let (next, old) = (self.beside_key("next"), self.beside_key("old"));
        if !next.exists() || self.announced(signed)? != Some(SigningKey::read(&next)?.public()) {
            return Ok(());
        }
        let failed = |error| NotaryError::File(self.settings.key.clone(), error);
        if self.settings.key.exists() {
            let _ = fs::remove_file(&old);
            fs::hard_link(&self.settings.key, old).map_err(failed)?;
        }
        fs::rename(&next, &self.settings.key).map_err(failed)?;
        let folder = self.settings.key.parent().map_or_else(|| Ok(()), |folder| File::open(folder)?.sync_all());
        folder.map_err(failed)
    }

    /// Signs over all entries there are. With `taken`, an entry that names a key comes before, in the same change.
    fn sign_with(&self, key: &SigningKey, taken: Option<PublicKey>) -> Result<Signed, NotaryError> {
        // The log is created with the store, so there is an entry to name it by.
        let log = verify::log_name_of(&self.store.view()?)?;
        let now = Timestamp::from_micros(self.clock.now().micros() / 1_000_000 * 1_000_000);
        let change = self.store.begin(Actor::System("audit".into()), self.clock.now())?;
        if let Some(PublicKey(public)) = taken {
            let _in_the_same_change = append(&change, AuditEvent::AuditKeyTaken { public })?;
        }
        let state = tree_state(&change)?;
        let (size, root) = (state.size, tree::root_of(&state.frontier));
        let environment = self.store.info().environment.word().to_owned();
        let signed = Checkpoint { log, size, root, at: now, environment }.sign(key);
        let logged = append(&change, AuditEvent::CheckpointSigned { size, root })?;
        change.put(&tables::CHECKPOINT, &size, &Text::from(signed.text()))?;
        change.put(&tables::CHECKPOINT_SENT, &SYSLOG.into(), &self.sent_to_syslog()?)?;
        change.commit(logged)?;
        Ok(signed)
    }

    fn beside_key(&self, word: &str) -> PathBuf {
        let mut path = self.settings.key.clone().into_os_string();
        path.push(".");
        path.push(word);
        path.into()
    }

    /// The newest checkpoint in the store.
    pub fn newest(&self) -> Result<Option<Signed>, NotaryError> {
        let last = self.store.view()?.last(&tables::CHECKPOINT, ..)?;
        last.map(|(_, text)| Signed::parse(&text).ok_or(NotaryError::Unreadable)).transpose()
    }

    /// The texts of the checkpoints in the store over more than so many entries.
    pub fn after(&self, size: u64) -> Result<Vec<(u64, Text)>, StoreError> {
        match size.checked_add(1) {
            Some(from) => self.store.view()?.range(&tables::CHECKPOINT, from..),
            None => Ok(Vec::new()),
        }
    }

    /// The file of the second directory.
    pub fn file(&self) -> Result<PathBuf, StoreError> {
        file_of(&self.store.view()?, &self.settings.directory)
    }

    /// Appends to the file what it has not. Says up to which size it has them now.
    pub fn publish(&self) -> Result<u64, NotaryError> {
        let _turn = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let path = self.file()?;
        let failed = |error| NotaryError::File(path.clone(), error);
        let last = last_in(&path).map_err(failed)?;
        let known = last.as_ref().map_or(0, |signed| signed.checkpoint.size);
        let view = self.store.view()?;
        if let Some(last) = last
            && view.get(&tables::CHECKPOINT, &known)?.is_none_or(|own| *own != *last.text())
        {
            let entries = tree_state(&view)?.size;
            return Err(NotaryError::Older { file: path, covered: known, entries });
        }
        let fresh = self.after(known)?;
        let Some((size, _)) = fresh.last() else { return Ok(known) };
        let text: String = fresh.iter().map(|(_, text)| format!("{text}\n")).collect();
        append_to(&path, &text).map_err(failed)?;
        Ok(*size)
    }

    /// The log as it is now.
    pub fn view(&self) -> Result<View, StoreError> {
        self.store.view()
    }

    /// Up to which size the syslog receiver has entries and checkpoints.
    pub fn sent_to_syslog(&self) -> Result<u64, StoreError> {
        let written = self.store.view()?.get(&tables::CHECKPOINT_SENT, &SYSLOG.into())?.unwrap_or(0);
        Ok(written.max(self.sent.load(Ordering::Relaxed)))
    }

    /// Notes that the syslog receiver has them up to a size.
    pub fn was_sent_to_syslog(&self, size: u64) {
        self.sent.fetch_max(size, Ordering::Relaxed);
    }
}

const SYSLOG: &str = "syslog";

/// Entries that a checkpoint speaks of: those under it, and the one that says that it was signed.
fn covered(checkpoint: &Checkpoint) -> u64 {
    checkpoint.size.saturating_add(1)
}

/// The file of a view's log in the second directory, which several installations may share.
pub fn file_of(view: &impl Read, directory: &Path) -> Result<PathBuf, StoreError> {
    Ok(directory.join(format!("{}.txt", verify::log_name_of(view)?.replace('/', "-"))))
}

/// Bytes at the end of the file in which its last whole checkpoint lies.
const TAIL: u64 = 4096;

/// The last checkpoint in a file.
fn last_in(path: &Path) -> io::Result<Option<Signed>> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    let tail = String::from_utf8_lossy(&tail);
    // The first piece may be the second half of one, which is none.
    let (mut found, _) = parse_file(&tail);
    Ok(found.pop())
}

fn append_to(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let mut file = OpenOptions::new().append(true).create(true).mode(0o600).open(path)?;
    // What a power cut left of a note ends here: the reader counts it as unreadable and goes on behind it.
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
