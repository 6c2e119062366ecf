//! Keeping the index: opening, following the store, building anew, checking. The watermark is part of the index's
//! own commit, so that the two move together whenever the power is cut.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, TryLockError};

use serde::{Deserialize, Serialize};
use tantivy::merge_policy::LogMergePolicy;
use tantivy::{Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Term};

use super::SearchError;
use super::document::document;
use super::schema::{FORMAT, Fields, schema};
use super::shelf::Shelf;
use crate::model::{ContributionNo, MsixId};
use crate::store::{Read, Store, View, tables};

/// Bytes of memory in which the writer gathers documents before it writes a segment.
const WRITER_BYTES: usize = 50_000_000;
/// Bytes of cards that are written, and read for a search, together: about twenty.
const CARDS_BYTES: usize = 4 << 10;
/// Segments of about one size that are made one. Every search asks every segment for hundreds of words: few large
/// ones are worth the writing.
const MERGED: usize = 3;
/// Rows of the queue that are worked off in one commit.
const BATCH: usize = 20_000;

/// The index on disk, open for reading and writing.
pub(super) struct Keeper {
    folder: PathBuf,
    fields: Fields,
    /// Empty when the index could not be built: then there is nothing to search.
    reading: RwLock<Option<Reading>>,
    /// Empty only while the index is built anew, or after that failed.
    writing: Mutex<Option<Writing>>,
}

/// The index as searches see it.
struct Reading {
    reader: IndexReader,
    shelf: Arc<Shelf>,
}

struct Writing {
    writer: IndexWriter,
    mark: Mark,
}

/// How far the index has followed which store: the payload of each commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Mark {
    format: u32,
    /// When the store was created: another store's index is of no use.
    store: String,
    /// Last number of the queue of changed children that is in the index.
    seq: u64,
}

impl Keeper {
    /// Opens the index of a folder, or builds it when it cannot be used, and brings it up to date.
    pub(super) fn open(folder: &Path, store: &Store, progress: &dyn Fn(u64, u64)) -> Result<Self, SearchError> {
        let (_, fields) = schema();
        // Tantivy answers most damage with an error, and some with a panic (a file cut to a few bytes).
        let existing = catch_unwind(AssertUnwindSafe(|| open_existing(folder, store)))
            .unwrap_or_else(|_| Err(SearchError::Index("a file cannot be read".to_owned())));
        let keeper = match existing {
            Ok((reader, writing)) => {
                let (reading, writing) = (RwLock::new(Some(reader)), Mutex::new(Some(writing)));
                Self { folder: folder.to_owned(), fields, reading, writing }
            }
            Err(SearchError::Store(error)) => return Err(error.into()),
            Err(why) => {
                tracing::info!(%why, "the search index is built anew");
                let (reader, writing) = match build(folder, store, progress) {
                    Ok((reader, writing, _)) => (Some(reader), Some(writing)),
                    Err(error @ SearchError::Store(_)) => return Err(error),
                    Err(why) => {
                        tracing::error!(%why, "the search index cannot be built; the records are not affected");
                        (None, None)
                    }
                };
                Self { folder: folder.to_owned(), fields, reading: RwLock::new(reader), writing: Mutex::new(writing) }
            }
        };
        match keeper.catch_up(store) {
            Err(error @ SearchError::Store(_)) => return Err(error),
            Err(why) => tracing::error!(%why, "the search index is behind; the records are not affected"),
            Ok(_) => (),
        }
        Ok(keeper)
    }

    /// Why the index of a folder cannot be used; `None` when it can, or when there is none yet. Changes nothing.
    pub(super) fn damage(folder: &Path, store: &Store) -> Option<String> {
        std::fs::read_dir(folder).ok()?.next()?.ok()?;
        let opened = catch_unwind(AssertUnwindSafe(|| match is_unfinished(folder) {
            true => None,
            false => open_existing(folder, store).err().map(|why| why.to_string()),
        }));
        opened.unwrap_or_else(|_| Some("a file cannot be read".to_owned()))
    }

    pub(super) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// What searches look into: the newest commit.
    pub(super) fn shelf(&self) -> Result<Arc<Shelf>, SearchError> {
        let reading = self.reading.read().unwrap_or_else(PoisonError::into_inner);
        let none = || SearchError::Index("it could not be built".to_owned());
        Ok(reading.as_ref().ok_or_else(none)?.shelf.clone())
    }

    /// Works off the queue of changed children. Says how many documents were made anew. An index whose files were
    /// taken away, or that could not be finished before, is built anew.
    pub(super) fn catch_up(&self, store: &Store) -> Result<u64, SearchError> {
        let mut writing = self.lock();
        let Some(open) = writing.as_mut() else { return self.build_anew(&mut writing, store, &|_, _| {}) };
        let outcome = self.follow(open, store);
        let Err(why) = &outcome else { return outcome };
        // What was half written must not ride along with the next commit.
        let usable = open.writer.rollback().is_ok() && self.folder.join("meta.json").is_file();
        if usable || matches!(why, SearchError::Store(_)) {
            return outcome;
        }
        tracing::warn!(%why, "the search index is built anew");
        self.build_anew(&mut writing, store, &|_, _| {})
    }

    /// Changes of children that wait to be taken up; `None` while they are.
    pub(super) fn behind(&self, store: &Store) -> Result<Option<u64>, SearchError> {
        let writing = match self.writing.try_lock() {
            Ok(writing) => writing,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return Ok(None),
        };
        let mark = writing.as_ref().map_or(0, |open| open.mark.seq);
        let last = store.view()?.last(&tables::CHANGED, ..)?.map_or(0, |(seq, _)| seq);
        Ok(Some(last.saturating_sub(mark)))
    }

    fn follow(&self, writing: &mut Writing, store: &Store) -> Result<u64, SearchError> {
        let mut done = 0;
        loop {
            let view = store.view()?;
            let (changed, last) = queued(&view, writing.mark.seq)?;
            let Some(last) = last else { return Ok(done) };
            self.write_batch(writing, &view, &changed, last)?;
            done += changed.len() as u64;
        }
    }

    fn write_batch(
        &self,
        writing: &mut Writing,
        view: &View,
        changed: &BTreeSet<MsixId>,
        last: u64,
    ) -> Result<(), SearchError> {
        for msix_id in changed {
            let bounds = (*msix_id, ContributionNo(0))..=(*msix_id, ContributionNo(u32::MAX));
            let members: Vec<_> = view.range(&tables::MEMBER, bounds)?.into_iter().map(|((_, no), ())| no).collect();
            writing.writer.delete_term(Term::from_field_u64(self.fields.msix, msix_id.number()));
            if let Some(document) = document(view, &self.fields, *msix_id, &members)? {
                writing.writer.add_document(document)?;
            }
        }
        let mark = Mark { seq: last, ..writing.mark.clone() };
        commit(&mut writing.writer, &mark)?;
        writing.mark = mark;
        self.show_newest()
    }

    /// Lets searches see the newest commit. The words of its segments are read while the last one is still in use.
    fn show_newest(&self) -> Result<(), SearchError> {
        let (searcher, before) = {
            let reading = self.reading.read().unwrap_or_else(PoisonError::into_inner);
            let Some(reading) = reading.as_ref() else { return Ok(()) };
            reading.reader.reload()?;
            (reading.reader.searcher(), reading.shelf.clone())
        };
        let shelf = Arc::new(Shelf::next(Some(&before), searcher, &self.fields)?);
        if let Some(reading) = self.reading.write().unwrap_or_else(PoisonError::into_inner).as_mut() {
            reading.shelf = shelf;
        }
        Ok(())
    }

    /// Throws the index away and builds it from the store. Searches meanwhile see the old one.
    pub(super) fn rebuild(&self, store: &Store, progress: &dyn Fn(u64, u64)) -> Result<u64, SearchError> {
        self.build_anew(&mut self.lock(), store, progress)
    }

    fn build_anew(
        &self,
        writing: &mut Option<Writing>,
        store: &Store,
        progress: &dyn Fn(u64, u64),
    ) -> Result<u64, SearchError> {
        // The old writer holds the lock of the folder, and its merges write into it until they are done.
        if let Some(Err(why)) = writing.take().map(|old| old.writer.wait_merging_threads()) {
            tracing::warn!(%why, "the search index is thrown away after a failed merge");
        }
        let (reader, fresh, count) = build(&self.folder, store, progress)?;
        *self.reading.write().unwrap_or_else(PoisonError::into_inner) = Some(reader);
        *writing = Some(fresh);
        Ok(count)
    }

    /// How many children of the store have no document, and how many documents have no child.
    pub(super) fn check(&self, store: &Store) -> Result<u64, SearchError> {
        let mut documents = BTreeSet::new();
        let searcher = self.shelf()?.searcher.clone();
        let mut wrong = 0;
        for segment in searcher.segment_readers() {
            let ids = segment.fast_fields().u64("msix")?;
            for doc in segment.doc_ids_alive() {
                // A second document of one child is one too many.
                wrong += ids.values_for_doc(doc).map(|id| u64::from(!documents.insert(id))).sum::<u64>();
            }
        }
        let mut missing = 0;
        visit_children(&store.view()?, |msix_id, _| {
            missing += u64::from(!documents.remove(&msix_id.number()));
            Ok(())
        })?;
        Ok(wrong + missing + documents.len() as u64)
    }

    fn lock(&self) -> MutexGuard<'_, Option<Writing>> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The children queued after a number, no two alike, and the number of the last row read.
fn queued(view: &View, after: u64) -> Result<(BTreeSet<MsixId>, Option<u64>), SearchError> {
    let (mut changed, mut last, mut rows) = (BTreeSet::new(), None, 0);
    view.visit(&tables::CHANGED, after.saturating_add(1).., |seq, msix_id| {
        changed.insert(msix_id);
        last = Some(seq);
        rows += 1;
        if rows < BATCH { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok((changed, last))
}

/// Whether the making of an index was broken off: that is none yet, and no damage. Tantivy's own list and locks, which
/// come first, have names that begin with a dot.
fn is_unfinished(folder: &Path) -> bool {
    let mut names = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
    let mark = || Index::open_in_dir(folder).and_then(|index| index.load_metas()).map(|metas| metas.payload);
    names.all(|name| name.as_encoded_bytes().starts_with(b".")) || matches!(mark(), Ok(None))
}

fn open_existing(folder: &Path, store: &Store) -> Result<(Reading, Writing), SearchError> {
    let damaged = |what: &str| SearchError::Index(what.to_owned());
    // Without its list of files tantivy would have nothing to verify.
    if !folder.join(".managed.json").is_file() {
        return Err(damaged("it is missing"));
    }
    let index = Index::open_in_dir(folder)?;
    if index.schema() != schema().0 {
        return Err(damaged("its fields are not this program's"));
    }
    if !index.validate_checksum()?.is_empty() {
        return Err(damaged("a file does not fit its checksum"));
    }
    let payload = index.load_metas()?.payload.ok_or_else(|| damaged("it was never finished"))?;
    let mark: Mark = serde_json::from_str(&payload).map_err(|_| damaged("its watermark cannot be read"))?;
    let last = store.view()?.last(&tables::CHANGED, ..)?.map_or(0, |(seq, _)| seq);
    if mark.format != FORMAT || mark.store != identity(store) || mark.seq > last {
        return Err(damaged("it is of another version or another store"));
    }
    Ok((reading(&index)?, Writing { writer: writer(&index)?, mark }))
}

fn build(folder: &Path, store: &Store, progress: &dyn Fn(u64, u64)) -> Result<(Reading, Writing, u64), SearchError> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => std::fs::create_dir_all(folder)?,
    }
    let (schema, fields) = schema();
    // Unpacking would cost more than the disk is worth: a search reads dozens of cards.
    let docstore_compression = tantivy::store::Compressor::None;
    let settings = IndexSettings { docstore_blocksize: CARDS_BYTES, docstore_compression, ..IndexSettings::default() };
    let index = Index::builder().schema(schema).settings(settings).create_in_dir(folder)?;
    let mut writer = writer(&index)?;
    let view = store.view()?;
    let total = view.len(&tables::STUDENT)?;
    let mut done = 0;
    visit_children(&view, |msix_id, members| {
        if let Some(document) = document(&view, &fields, msix_id, members)? {
            writer.add_document(document)?;
        }
        done += 1;
        if done % 1000 == 0 {
            progress(done, total.max(done));
        }
        Ok(())
    })?;
    let seq = view.last(&tables::CHANGED, ..)?.map_or(0, |(seq, _)| seq);
    let mark = Mark { format: FORMAT, store: identity(store), seq };
    commit(&mut writer, &mark)?;
    // The merges go on behind a commit; searches are to begin with what they make.
    writer.wait_merging_threads()?;
    progress(done, done);
    Ok((reading(&index)?, Writing { writer: self::writer(&index)?, mark }, done))
}

/// Visits every child that has contributions, with their numbers. Memory: one child.
fn visit_children(
    view: &View,
    mut child: impl FnMut(MsixId, &[ContributionNo]) -> Result<(), SearchError>,
) -> Result<(), SearchError> {
    let mut present: Option<MsixId> = None;
    let mut members = Vec::new();
    let mut outcome = Ok(());
    view.visit(&tables::MEMBER, .., |(msix_id, no), ()| {
        if let Some(done) = present.replace(msix_id).filter(|done| *done != msix_id) {
            outcome = child(done, &members);
            members.clear();
        }
        members.push(no);
        if outcome.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    outcome?;
    present.map_or(Ok(()), |last| child(last, &members))
}

fn commit(writer: &mut IndexWriter, mark: &Mark) -> Result<(), SearchError> {
    let payload = serde_json::to_string(mark).map_err(|e| SearchError::Index(e.to_string()))?;
    let mut commit = writer.prepare_commit()?;
    commit.set_payload(&payload);
    commit.commit()?;
    Ok(())
}

fn writer(index: &Index) -> Result<IndexWriter, SearchError> {
    let writer: IndexWriter = index.writer_with_num_threads(1, WRITER_BYTES)?;
    let mut merging = LogMergePolicy::default();
    merging.set_min_num_segments(MERGED);
    writer.set_merge_policy(Box::new(merging));
    Ok(writer)
}

fn reading(index: &Index) -> Result<Reading, SearchError> {
    let reader: IndexReader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    let shelf = Arc::new(Shelf::next(None, reader.searcher(), &schema().1)?);
    Ok(Reading { reader, shelf })
}

/// The store's time of creation to the second, as the store keeps it.
fn identity(store: &Store) -> String {
    store.info().created.to_string()
}
