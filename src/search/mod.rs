//! Finding a child however the name is spelled: a tantivy index over every name variant every state ever sent. The
//! index is a copy that may be thrown away at any time; it must never be asked for the truth.

mod against;
mod apart;
mod cards;
mod dates;
mod document;
mod filters;
mod find;
mod gather;
mod keeper;
mod kept;
mod likeness;
mod order;
mod rank;
pub mod reason;
mod schema;
mod shelf;
mod shown;
mod slips;
mod sought;
mod typed;
mod vocabulary;
mod words;

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tantivy::TantivyError;
use tantivy::directory::error::OpenWriteError;

use crate::access::Finder;
use crate::model::{ContributionKey, Date, MsixId, StateCode};
use crate::store::{Store, StoreError};

/// Why a search or the index failed.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The index; it is rebuilt by itself.
    #[error("the search index: {0}")]
    Index(String),
}

/// What is asked: the one box, and the fields of the advanced form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Names, birth date, MSIX or state ID in any order.
    pub text: String,
    /// `Female`, `Male`, `Nonbinary`.
    pub sex: Option<crate::model::Sex>,
    /// Any name of any parent.
    pub parent: String,
    /// MDE 14.
    pub birth_country: String,
    /// School or project name.
    pub school: String,
    /// A state that contributes.
    pub state: Option<StateCode>,
    /// Born on or after.
    pub born_from: Option<Date>,
    /// Born on or before.
    pub born_to: Option<Date>,
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Results {
    /// Children, best first.
    pub hits: Vec<Hit>,
    /// Whether there may be more than `hits`.
    pub more: bool,
}

/// What was found and nobody may see: it is not in the audit log yet.
pub struct Found<'a> {
    results: Results,
    finder: &'a Finder,
}

impl Found<'_> {
    /// Takes the search down in the audit log, with the children that are shown.
    pub fn taken_down(self) -> Result<Results, SearchError> {
        self.finder.searched(self.results.hits.iter().map(|hit| hit.msix_id).collect())?;
        Ok(self.results)
    }
}

/// A child that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The child.
    pub msix_id: MsixId,
    /// Higher is better; 1.0 is a perfect match of all that was typed.
    pub score: f32,
    /// Why it was found: a key of the message files, such as `same-name`, `sounds-alike`, `nickname`, `birth-date`.
    pub reason: String,
    /// The typed word and the stored one that the reason is about, folded; none where it is not about two words.
    pub words: Option<(String, String)>,
    /// The states' words about who the child is, the one received last first.
    pub members: Vec<HitMember>,
    /// School of the newest enrollment.
    pub last_school: Option<String>,
}

/// One state's word in a hit.
#[derive(Debug, Clone, PartialEq)]
pub struct HitMember {
    /// State and state student ID.
    pub key: ContributionKey,
    /// As that state spells it.
    pub name: String,
    /// MDE 10.
    pub birth_date: Option<Date>,
    /// Parents as `First Last`.
    pub parents: Vec<String>,
    /// Whether the state still contributes.
    pub live: bool,
}

/// The index. Clones share it. Searches go on while another thread writes.
#[derive(Clone)]
pub struct Index {
    keeper: Arc<keeper::Keeper>,
    scores: Arc<gather::Tables>,
}

impl Index {
    /// Opens the index in a folder; makes a new one when it is missing, damaged or of another version, and brings
    /// it up to date with the store. `progress` hears how many children are done and how many there are.
    ///
    /// An index that cannot be built is logged and tried again at the next catching up; until then searches fail and
    /// nothing else does. Errors are the store's alone.
    pub fn open(folder: &Path, store: &Store, progress: &dyn Fn(u64, u64)) -> Result<Self, SearchError> {
        let keeper = keeper::Keeper::open(folder, store, progress)?;
        Ok(Self { keeper: Arc::new(keeper), scores: Arc::default() })
    }

    /// Why the index in a folder would be built anew by [`Index::open`]; `None` when it is sound, or there is none yet.
    pub fn damage(folder: &Path, store: &Store) -> Option<String> {
        keeper::Keeper::damage(folder, store)
    }

    /// Brings the index up to date with the store: children queued since the watermark. Says how many.
    /// The queue itself is left as it is: another index may have to follow it.
    pub fn catch_up(&self, store: &Store) -> Result<u64, SearchError> {
        self.keeper.catch_up(store)
    }

    /// Throws everything away and builds the index anew from the store. Says how many children it has.
    pub fn rebuild(&self, store: &Store, progress: &dyn Fn(u64, u64)) -> Result<u64, SearchError> {
        self.keeper.rebuild(store, progress)
    }

    /// Finds children, best first, and takes the search down in the audit log. Any text is a fair question.
    pub fn search(&self, finder: &Finder, query: &Query, limit: usize) -> Result<Results, SearchError> {
        self.find(finder, query, limit)?.taken_down()
    }

    /// The first half of [`Index::search`]: what it shows once it is taken down.
    pub fn find<'a>(&self, finder: &'a Finder, query: &Query, limit: usize) -> Result<Found<'a>, SearchError> {
        find::find(&self.keeper, &self.scores, finder, query, limit)
    }

    /// What the words of names in memory come to, for measuring.
    pub fn size(&self) -> Result<Size, SearchError> {
        let shelf = self.keeper.shelf()?;
        Ok(Size { words: shelf.vocabulary.len(), bytes: shelf.bytes() })
    }

    /// How many changes of children wait to be taken up; `None` while some are.
    pub fn behind(&self, store: &Store) -> Result<Option<u64>, SearchError> {
        self.keeper.behind(store)
    }

    /// Compares the index with the store without changing either: how many children are missing or too many.
    pub fn check(&self, store: &Store) -> Result<u64, SearchError> {
        self.keeper.check(store)
    }
}

/// The words of names that are held in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// No two alike.
    pub words: u32,
    /// Bytes of memory, with where their children are listed.
    pub bytes: usize,
}

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} words of names in {:.1} MB of memory", self.words, self.bytes as f64 / 1e6)
    }
}

/// How long to leave the index alone after catching up took so long, when it is looked after every `interval`. Each
/// commit has a cost of its own: while much comes in, the index takes a quarter of a thread's time and no more.
pub fn rest(interval: Duration, took: Duration) -> Duration {
    const LONGEST: Duration = Duration::from_secs(3);
    interval.max((took * 3).min(LONGEST))
}

impl From<TantivyError> for SearchError {
    fn from(error: TantivyError) -> Self {
        match &error {
            TantivyError::IoError(io) if is_full(io) => Self::Store(StoreError::DiskFull),
            TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. }) if is_full(io_error) => {
                Self::Store(StoreError::DiskFull)
            }
            _ => Self::Index(error.to_string()),
        }
    }
}

impl From<io::Error> for SearchError {
    fn from(error: io::Error) -> Self {
        if is_full(&error) { Self::Store(StoreError::DiskFull) } else { Self::Index(error.to_string()) }
    }
}

/// A full disk is nothing that a new index mends.
fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

#[cfg(test)]
mod tests;
