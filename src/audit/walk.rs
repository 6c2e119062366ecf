//! The walk over the whole log: chain, tree, side tables. Chunks of 65,536 entries are walked by as many threads as
//! there are processors, and put together in order.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, RandomState};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};

use super::append::NODE_LEVELS;
use super::entry::{Entry, body, commitment};
use super::key::PublicKey;
use super::tree::{self, Hash, leaf_hash};
use crate::model::{AuditEvent, MsixId, Opening, TreeState};
use crate::store::{Read, StoreError, View, tables};

/// Entries in a chunk, as a power of two: one at which the tree keeps roots.
const CHUNK: u16 = if cfg!(test) { NODE_LEVELS } else { 2 * NODE_LEVELS };

/// What is wrong with a log by itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Break {
    /// Where: the entry at which it shows.
    pub seq: u64,
    /// What, in a sentence without its full stop.
    pub why: String,
}

/// What the walk found.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// Entries that fit one another, from the first on.
    pub(super) size: u64,
    /// The first break.
    pub(super) broken: Option<Break>,
    /// What is wrong beside chain and tree, with tables that serve to read the log.
    pub(super) beside: Option<String>,
    /// Root of the tree over the entries.
    pub(super) root: Hash,
    /// Roots of the tree at the sizes that were asked for, as far as the log goes.
    pub(super) roots: BTreeMap<u64, Hash>,
    /// Keys that were taken, with the entry that says so.
    pub(super) keys: Vec<(u64, PublicKey)>,
    /// Leaf hash of the first entry.
    pub(super) first: Hash,
    /// Commitments that nothing opens.
    pub(super) erased: u64,
}

/// One chunk.
#[derive(Default)]
struct Chunk {
    state: TreeState,
    /// What the first entry says about the one before it.
    previous: Hash,
    first: Hash,
    /// The tree of the chunk alone at the sizes that were asked for.
    marks: Vec<(u64, Vec<Hash>)>,
    keys: Vec<(u64, PublicKey)>,
    broken: Option<Break>,
    beside: Option<String>,
    /// Commitments without an opening, and how many the log says were erased.
    unopened: u64,
    erasures: u64,
    /// Sum over what has to be filed by child, so that two tables are compared without sorting.
    filed: u64,
}

/// Walks the log of a view. `sizes` are those at which the root is wanted.
pub(super) fn walk(view: &View, sizes: &BTreeSet<u64>) -> Result<Walk, StoreError> {
    let last = view.last_of_log()?;
    let (chunks, next) = (last.div_ceil(1 << CHUNK), AtomicU64::new(0));
    let keyed = RandomState::new();
    let work = || -> Result<Vec<(u64, Chunk)>, StoreError> {
        let mut mine = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= chunks {
                return Ok(mine);
            }
            let to = last.min((at + 1) << CHUNK);
            mine.push((at, Chunk::walk(view, (at << CHUNK) + 1, to, sizes, &keyed)?));
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let parts = std::thread::scope(|scope| {
        let started: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let failed = || Err(StoreError::Corrupt("its pages make no sense".to_owned()));
        started.into_iter().map(|thread| thread.join().unwrap_or_else(|_| failed())).collect::<Result<Vec<_>, _>>()
    })?;
    let ordered: BTreeMap<u64, Chunk> = parts.into_iter().flatten().collect();
    assemble(view, ordered, last, &keyed)
}

fn assemble(view: &View, chunks: BTreeMap<u64, Chunk>, last: u64, keyed: &RandomState) -> Result<Walk, StoreError> {
    let (mut walk, mut state) = (Walk::default(), TreeState::default());
    let (mut filed, mut erasures) = (0_u64, 0);
    for (at, chunk) in chunks {
        if at == 0 {
            walk.first = chunk.first;
        }
        if walk.broken.is_none() && chunk.state.size > 0 && chunk.previous != state.last {
            walk.broken = Some(Break { seq: state.size + 1, why: NOT_AFTER.to_owned() });
        }
        for (size, marked) in chunk.marks.into_iter().filter(|_| walk.broken.is_none()) {
            walk.roots.insert(size, tree::root_of(&[state.frontier.as_slice(), &marked].concat()));
        }
        walk.keys.extend(chunk.keys);
        walk.broken = walk.broken.or(chunk.broken);
        walk.beside = walk.beside.or(chunk.beside);
        (walk.erased, erasures) = (walk.erased + chunk.unopened, erasures + chunk.erasures);
        filed = filed.wrapping_add(chunk.filed);
        if walk.broken.is_some() {
            state.size += chunk.state.size;
            break;
        }
        state.last = chunk.state.last;
        match chunk.state.frontier.as_slice() {
            [root] if chunk.state.size == 1 << CHUNK => tree::push_subtree(&mut state, CHUNK, *root, |_, _, _| ()),
            rest => {
                state.frontier.extend_from_slice(rest);
                state.size += chunk.state.size;
            }
        }
    }
    (walk.size, walk.root) = (state.size, tree::root_of(&state.frontier));
    if walk.broken.is_none() {
        walk.broken = end(view, &state, last)?;
    }
    if walk.broken.is_none() && walk.beside.is_none() {
        walk.beside = beside(view, filed, walk.erased, erasures, keyed)?;
    }
    Ok(walk)
}

const MISSING: &str = "an entry before it is missing";
const NOT_AFTER: &str = "it does not follow the entry before it";

/// The log must end where the tree that was kept says.
fn end(view: &View, state: &TreeState, last: u64) -> Result<Option<Break>, StoreError> {
    let kept = super::read::tree_state(view)?;
    Ok(match () {
        () if kept.size > last => {
            let why = format!("it is the last of the log, and the tree was kept over {} entries", kept.size);
            Some(Break { seq: last, why })
        }
        () if kept != *state => {
            Some(Break { seq: last, why: "the tree that was kept is not the one of the entries".to_owned() })
        }
        () => None,
    })
}

/// The table by child must hold what the openings say, and every commitment without one must be accounted for.
fn beside(
    view: &View,
    filed: u64,
    unopened: u64,
    erasures: u64,
    keyed: &RandomState,
) -> Result<Option<String>, StoreError> {
    if unopened != erasures {
        return Ok(Some(format!(
            "{unopened} links to children are gone, and the log tells of {erasures} that were erased"
        )));
    }
    let mut found = 0_u64;
    view.visit(&tables::AUDIT_CHILD, .., |row: (MsixId, u64), ()| {
        found = found.wrapping_add(keyed.hash_one(row));
        ControlFlow::Continue(())
    })?;
    Ok((found != filed).then(|| "the table of entries by child is not what the entries say".to_owned()))
}

impl Chunk {
    fn walk(view: &View, from: u64, to: u64, sizes: &BTreeSet<u64>, keyed: &RandomState) -> Result<Self, StoreError> {
        let mut chunk = Self::default();
        let mut openings = Openings::over(view, from, to)?;
        let mut wanted = sizes.range(from..=to).copied().peekable();
        let mut nodes = Vec::new();
        view.visit_log(from..=to, false, |seq, row| {
            let expected = from + chunk.state.size;
            let (entry, leaf) = match readable(row, seq, expected) {
                Ok(read) => read,
                Err(why) => {
                    chunk.broken = Some(Break { seq, why });
                    return Ok(ControlFlow::Break(()));
                }
            };
            if seq == from {
                (chunk.previous, chunk.first) = (entry.previous, leaf);
            } else if entry.previous != chunk.state.last {
                chunk.broken = Some(Break { seq, why: NOT_AFTER.to_owned() });
                return Ok(ControlFlow::Break(()));
            }
            tree::push(&mut chunk.state, leaf, |level, index, root| {
                if level > 0 && level.is_multiple_of(NODE_LEVELS) {
                    nodes.push((level, index + ((from - 1) >> level), *root));
                }
            });
            chunk.note(&entry, &openings.take(seq), keyed);
            if wanted.next_if_eq(&seq).is_some() {
                chunk.marks.push((seq, chunk.state.frontier.clone()));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        if chunk.broken.is_none() && chunk.state.size < to - from + 1 {
            let seq = from + chunk.state.size;
            chunk.broken = Some(Break { seq, why: "it is missing, and others come after it".to_owned() });
        }
        let keys: Vec<(u16, u64)> = nodes.iter().map(|(level, index, _)| (*level, *index)).collect();
        let kept = view.get_all(&tables::AUDIT_NODE, &keys)?;
        let alike = kept.iter().zip(&nodes).all(|(kept, (.., root))| kept.as_ref() == Some(root));
        if !alike && chunk.broken.is_none() {
            chunk.beside = Some(format!("the roots kept of the entries {from} to {to} are not theirs"));
        }
        Ok(chunk)
    }

    /// What the entry says about children, keys and erasures.
    fn note(&mut self, entry: &Entry, openings: &[Option<Opening>], keyed: &RandomState) {
        match &entry.event {
            AuditEvent::AuditKeyTaken { public } => self.keys.push((entry.seq, PublicKey(*public))),
            AuditEvent::LinksErased { links } => self.erasures += links,
            _ => (),
        }
        if entry.event.concerns_all() {
            self.file(MsixId::NOBODY, entry.seq, keyed);
        }
        let mut about = Vec::with_capacity(entry.children.len());
        for (at, sealed) in entry.children.iter().enumerate() {
            match openings.get(at).copied().flatten() {
                None => self.unopened += 1,
                Some(opening) if commitment(&opening) == *sealed => about.push(opening.child),
                Some(_) => self.beside = Some(format!("entry {} is filed under a child it is not about", entry.seq)),
            }
        }
        about.sort_unstable();
        about.dedup();
        about.into_iter().for_each(|child| self.file(child, entry.seq, keyed));
    }

    fn file(&mut self, child: MsixId, seq: u64, keyed: &RandomState) {
        self.filed = self.filed.wrapping_add(keyed.hash_one((child, seq)));
    }
}

/// An entry that can be read and stands in its place, with its leaf hash.
fn readable(row: &[u8], seq: u64, expected: u64) -> Result<(Entry, Hash), String> {
    let bytes = body(row).map_err(|error| error.to_string())?;
    let entry = Entry::decode(row).map_err(|error| error.to_string())?;
    if seq != expected {
        return Err(MISSING.to_owned());
    }
    if entry.seq != seq {
        return Err(format!("it stands in the place of another: it says that it is entry {}", entry.seq));
    }
    Ok((entry, leaf_hash(bytes)))
}

/// The openings of a range of entries, in their order. An entry without children has none.
struct Openings {
    rows: std::iter::Peekable<std::vec::IntoIter<Row>>,
}

/// The number of an entry, and its openings.
type Row = (u64, Vec<Option<Opening>>);

impl Openings {
    fn over(view: &View, from: u64, to: u64) -> Result<Self, StoreError> {
        Ok(Self { rows: view.range(&tables::AUDIT_OPENING, from..=to)?.into_iter().peekable() })
    }

    fn take(&mut self, seq: u64) -> Vec<Option<Opening>> {
        while self.rows.next_if(|(at, _)| *at < seq).is_some() {}
        self.rows.next_if(|(at, _)| *at == seq).map(|(_, openings)| openings).unwrap_or_default()
    }
}
