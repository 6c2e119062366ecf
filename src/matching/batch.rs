//! Linking in memory, without a store: many records filed in blocks, compared by several threads, and decided in order as the
//! store would decide them. For `vereda link`, for measuring, and for training and replaying models.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use super::compare::{Compared, compare, ids};
use super::{Agreement, Engine, Field, Known, Profile, Verdict, block_keys};
use crate::model::{ContributionNo, Evidence, MsixId};

/// Most records that are looked at under one key, as in the store.
pub const MOST_IN_BLOCK: usize = 300;
/// Records of one piece of work.
const PIECE: usize = 512;
/// No record.
const NOBODY: u32 = u32::MAX;

/// Which records share a key, as sorted arrays: some 20 bytes for each key of a record that another has too.
#[derive(Debug, Default)]
pub struct Blocks {
    /// Where each block begins in `members`, and the end.
    starts: Vec<u32>,
    members: Vec<u32>,
    /// Where each record's blocks begin in `filed`, and the end.
    own: Vec<u32>,
    filed: Vec<u32>,
    /// Size of the greatest block.
    pub largest: usize,
    /// Blocks of more than [`MOST_IN_BLOCK`] records: of each the first so many are looked at.
    pub crowded: usize,
}

impl Blocks {
    /// Of keys with their records' numbers, which go up to `records`, in any order.
    pub fn new(filed: Vec<(u64, u32)>, records: usize) -> Self {
        let (mut low, mut high): (Vec<_>, Vec<_>) = (filed, Vec::new());
        if low.len() > PIECE {
            high = low.extract_if(.., |(key, _)| *key >> 63 == 1).collect();
        }
        std::thread::scope(|scope| {
            scope.spawn(|| high.sort_unstable());
            low.sort_unstable();
        });
        let mut blocks = Self { own: vec![0; records + 2], ..Self::default() };
        for part in [low, high] {
            for block in part.chunk_by(|a, b| a.0 == b.0).filter(|block| block.len() > 1) {
                blocks.starts.push(count(blocks.members.len()));
                let before = blocks.members.len();
                blocks.members.extend(block.iter().map(|(_, record)| *record));
                blocks.largest = blocks.largest.max(blocks.members.len() - before);
                blocks.crowded += usize::from(blocks.members.len() - before > MOST_IN_BLOCK);
            }
        }
        blocks.starts.push(count(blocks.members.len()));
        blocks.file();
        blocks
    }

    /// The blocks of each record, by counting.
    fn file(&mut self) {
        for record in &self.members {
            if let Some(slot) = self.own.get_mut(*record as usize + 2) {
                *slot += 1;
            }
        }
        let mut sum = 0;
        for slot in &mut self.own {
            sum += *slot;
            *slot = sum;
        }
        self.filed = vec![0; self.members.len()];
        for (block, ends) in self.starts.windows(2).enumerate() {
            let &[from, to] = ends else { continue };
            for record in self.members.get(from as usize..to as usize).unwrap_or_default() {
                let Some(next) = self.own.get_mut(*record as usize + 1) else { continue };
                if let Some(slot) = self.filed.get_mut(*next as usize) {
                    *slot = count(block);
                }
                *next += 1;
            }
        }
        self.own.pop();
    }

    fn of(&self, record: u32) -> &[u32] {
        let (Some(from), Some(to)) = (self.own.get(record as usize), self.own.get(record as usize + 1)) else {
            return &[];
        };
        self.filed.get(*from as usize..*to as usize).unwrap_or_default()
    }

    fn members(&self, block: u32) -> &[u32] {
        let (Some(from), Some(to)) = (self.starts.get(block as usize), self.starts.get(block as usize + 1)) else {
            return &[];
        };
        self.members.get(*from as usize..*to as usize).unwrap_or_default()
    }

    /// Visits those that share a key with a record and have a number below `below`, each once.
    pub fn meet(&self, record: u32, below: u32, seen: &mut Seen, mut visit: impl FnMut(u32)) {
        for block in self.of(record) {
            for other in self.members(*block).iter().take(MOST_IN_BLOCK).take_while(|other| **other < below) {
                if seen.first_time(record, *other) {
                    visit(*other);
                }
            }
        }
    }
}

/// Which records were visited already for the present one.
#[derive(Debug)]
pub struct Seen(Vec<u32>);

impl Seen {
    /// None of so many.
    pub fn new(records: usize) -> Self {
        Self(vec![NOBODY; records])
    }

    fn first_time(&mut self, record: u32, other: u32) -> bool {
        let Some(slot) = self.0.get_mut(other as usize).filter(|slot| **slot != record) else { return false };
        *slot = record;
        true
    }
}

fn count(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(NOBODY)
}

/// Does work on pieces of a range in several threads. The outcomes are in the order of the range, whatever the number of
/// threads. `scratch` makes what a thread keeps for itself; `progress` hears how much of the range is done.
pub fn in_pieces<S, T: Send>(
    range: Range<usize>,
    threads: usize,
    scratch: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, Range<usize>) -> T + Sync,
    progress: &mut dyn FnMut(usize),
) -> Vec<T> {
    let pieces = range.len().div_ceil(PIECE);
    let (next, (sender, receiver)) = (AtomicUsize::new(0), mpsc::channel());
    let mut done: Vec<Option<T>> = (0..pieces).map(|_| None).collect();
    std::thread::scope(|scope| {
        for _ in 0..threads.clamp(1, pieces.max(1)) {
            let (sender, next, scratch, work) = (sender.clone(), &next, &scratch, &work);
            scope.spawn(move || {
                let mut own = scratch();
                loop {
                    let piece = next.fetch_add(1, Ordering::Relaxed);
                    let from = range.start + piece * PIECE;
                    if piece >= pieces
                        || sender.send((piece, work(&mut own, from..(from + PIECE).min(range.end)))).is_err()
                    {
                        break;
                    }
                }
            });
        }
        drop(sender);
        for (finished, (piece, outcome)) in receiver.iter().enumerate() {
            if let Some(slot) = done.get_mut(piece) {
                *slot = Some(outcome);
            }
            progress(((finished + 1) * PIECE).min(range.len()));
        }
    });
    done.into_iter().flatten().collect()
}

/// What was decided about one record of a [`Population`].
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// The child it was given: the number of the child's first record.
    pub child: u32,
    /// Why. The numbers of contributions in it are those of records; MSIX IDs are made of children's numbers.
    pub verdict: Verdict,
}

/// Contributions in memory, ready to be decided.
pub struct Population {
    engine: Engine,
    profiles: Vec<Profile>,
    blocks: Blocks,
    threads: usize,
}

impl Population {
    /// Of contributions in the order in which they would arrive.
    pub fn new(engine: Engine, evidence: &[Evidence], threads: usize) -> Self {
        let parts = in_pieces(
            0..evidence.len(),
            threads,
            || (),
            |(), piece| {
                let (mut profiles, mut filed) = (Vec::with_capacity(piece.len()), Vec::new());
                for (number, evidence) in piece.clone().zip(evidence.get(piece).unwrap_or_default()) {
                    profiles.push(engine.profile(evidence));
                    filed.extend(block_keys(evidence).into_iter().map(|key| (key, count(number))));
                }
                (profiles, filed)
            },
            &mut |_| (),
        );
        let (mut profiles, mut filed) = (Vec::with_capacity(evidence.len()), Vec::new());
        for (part, keys) in parts {
            profiles.extend(part);
            filed.extend(keys);
        }
        let blocks = Blocks::new(filed, profiles.len());
        Self { engine, profiles, blocks, threads }
    }

    /// The records made ready, by number.
    pub fn profiles(&self) -> &[Profile] {
        &self.profiles
    }

    /// Which records are compared.
    pub fn blocks(&self) -> &Blocks {
        &self.blocks
    }

    /// What `judge` makes of every pair of records that share a key, the later record first; pairs in order.
    pub fn pairs<T: Send>(
        &self,
        judge: impl Fn(&Profile, &Profile) -> Option<T> + Sync,
        progress: &mut dyn FnMut(usize),
    ) -> Vec<(u32, u32, T)> {
        let work = |seen: &mut Seen, piece: Range<usize>| {
            let mut kept = Vec::new();
            for (number, new) in piece.clone().map(count).zip(self.profiles.get(piece).unwrap_or_default()) {
                self.blocks.meet(number, number, seen, |other| {
                    let judged = self.profiles.get(other as usize).and_then(|other| judge(new, other));
                    kept.extend(judged.map(|judged| (number, other, judged)));
                });
            }
            kept
        };
        let size = self.profiles.len();
        in_pieces(0..size, self.threads, || Seen::new(size), work, progress).into_iter().flatten().collect()
    }

    /// Decides about one record after the other in face of whole children, as [`Engine::decide`] would one by one: pairs are
    /// compared first, by all threads, and a child none of whose records is near is left out, which changes nothing. An
    /// MSIX ID sent means the child of that number.
    pub fn decide(&self, progress: &mut dyn FnMut(usize)) -> Vec<Decided> {
        let model = self.engine.model();
        let near = |new: &Profile, other: &Profile| {
            let mut comparison = compare(new, other, model);
            let same = ids(new, other) == Agreement::Same;
            // As the decision will see it: an MSIX ID sent speaks of the whole child, whatever this record says.
            if new.msix_id_sent.is_some() && !same {
                comparison.set(Field::Ids, Compared::of(Agreement::Contradicts));
            }
            (same || model.score(&comparison) >= model.near()).then_some(())
        };
        let pairs = self.pairs(near, progress);
        let mut pairs = pairs.iter().peekable();
        let mut children: Vec<Vec<u32>> = vec![Vec::new(); self.profiles.len()];
        let mut decided: Vec<Decided> = Vec::with_capacity(self.profiles.len());
        for (number, new) in (0..).zip(&self.profiles) {
            let mut known = BTreeMap::new();
            while let Some((_, other, ())) = pairs.next_if(|(later, _, ())| *later == number) {
                let child = decided.get(*other as usize).map_or(*other, |decided| decided.child);
                known.entry(child).or_insert_with(|| self.known(child, &children));
            }
            if let Some(child) = new.msix_id_sent.map(|sent| count((sent.number() / 10) as usize)) {
                known
                    .entry(child)
                    .or_insert_with(|| self.known(child, &children).filter(|known| !known.members.is_empty()));
            }
            let known: Vec<Known<'_>> = known.into_values().flatten().collect();
            let verdict = if known.is_empty() { Verdict::default() } else { self.engine.decide_ready(new, &known) };
            let child = verdict.join.as_ref().map_or(number, |join| count((join.msix_id.number() / 10) as usize));
            children.get_mut(child as usize).into_iter().for_each(|members| members.push(number));
            decided.push(Decided { child, verdict });
        }
        decided
    }

    fn known(&self, child: u32, children: &[Vec<u32>]) -> Option<Known<'_>> {
        let members = children.get(child as usize)?.iter();
        let members = members.filter_map(|no| Some((ContributionNo(*no), self.profiles.get(*no as usize)?)));
        Some(Known { msix_id: MsixId::from_serial(u64::from(child))?, members: members.collect() })
    }
}
