//! Linking in memory, without a store: many records filed in blocks and looked at by several threads.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use super::shared::{Block, sharing_among};

/// Most records that are looked at under one key, as in the store.
pub const MOST_IN_BLOCK: usize = 300;
/// Records of one piece of work.
const PIECE: usize = 512;

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

    /// Those that share a key with a record, have a number below `below` and are worth a look: of each block as many as
    /// in the store, and those that share the most first.
    pub fn candidates(&self, record: u32, below: u32, most: usize, is_worth: impl Fn(u32) -> bool) -> Vec<u32> {
        let before = |block: &u32| {
            let members = self.members(*block);
            let members = members.get(..MOST_IN_BLOCK).unwrap_or(members);
            members.get(..members.partition_point(|other| *other < below)).unwrap_or_default()
        };
        let blocks = self.of(record).iter().map(before).filter(|members| !members.is_empty());
        let blocks: Vec<Block<&[u32]>> = blocks.map(|members| Block { size: members.len(), members }).collect();
        sharing_among(&blocks, most, is_worth).0
    }
}

fn count(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}

/// Does work on pieces of a range in several threads. The outcomes are in the order of the range, whatever the number of
/// threads. `progress` hears how much of the range is done.
pub fn in_pieces<T: Send>(
    range: Range<usize>,
    threads: usize,
    work: impl Fn(Range<usize>) -> T + Sync,
    progress: &mut dyn FnMut(usize),
) -> Vec<T> {
    let pieces = range.len().div_ceil(PIECE);
    let (next, (sender, receiver)) = (AtomicUsize::new(0), mpsc::channel());
    let mut done: Vec<Option<T>> = (0..pieces).map(|_| None).collect();
    std::thread::scope(|scope| {
        for _ in 0..threads.clamp(1, pieces.max(1)) {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let piece = next.fetch_add(1, Ordering::Relaxed);
                    let from = range.start + piece * PIECE;
                    if piece >= pieces || sender.send((piece, work(from..(from + PIECE).min(range.end)))).is_err() {
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
