//! The rows of `block` that wait, in memory. Each contribution asks for a dozen keys and adds as many, at random places
//! of half a million rows: blocking keys are hashes, so their first bits lead to the few rows among which a row is sought.

use std::ops::Bound;

use super::block::{Entry, Value};
use super::merge::Range;

/// Parts into which the keys are divided by their first bits.
const PARTS: usize = 1 << PART_BITS;
const PART_BITS: u32 = 15;

/// A row: `None` for one that was removed.
pub(super) type Waits = (Entry, Option<Value>);

/// Rows in the order of their entries.
#[derive(Debug)]
pub(super) struct Waiting {
    parts: Vec<Vec<Waits>>,
    len: usize,
}

impl Default for Waiting {
    fn default() -> Self {
        Self { parts: vec![Vec::new(); PARTS], len: 0 }
    }
}

impl Waiting {
    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn get(&self, entry: Entry) -> Option<Option<Value>> {
        let part = self.parts.get(part(entry))?;
        let at = part.binary_search_by_key(&entry, |(entry, _)| *entry).ok()?;
        part.get(at).map(|(_, value)| *value)
    }

    /// Puts a row in, in place of one of the same entry.
    pub(super) fn insert(&mut self, entry: Entry, value: Option<Value>) {
        let Some(part) = self.parts.get_mut(part(entry)) else { return };
        match part.binary_search_by_key(&entry, |(entry, _)| *entry) {
            Ok(at) => part.get_mut(at).into_iter().for_each(|row| row.1 = value),
            Err(at) => {
                part.insert(at, (entry, value));
                self.len += 1;
            }
        }
    }

    /// Takes out the first rows after an entry, so many at most.
    pub(super) fn take_after(&mut self, entry: Entry, most: usize) -> Vec<Waits> {
        let mut taken = Vec::new();
        for part in self.parts.iter_mut().skip(part(entry)) {
            let start = part.partition_point(|(one, _)| *one <= entry);
            let end = part.len().min(start.saturating_add(most - taken.len()));
            taken.extend(part.drain(start..end));
            if taken.len() == most {
                break;
            }
        }
        self.len -= taken.len();
        taken
    }

    /// The rows of a range in their order.
    pub(super) fn range(&self, range: &Range<Entry>) -> impl DoubleEndedIterator<Item = &Waits> + use<'_> {
        let (from, to) = *range;
        let first = match from {
            Bound::Included(entry) | Bound::Excluded(entry) => part(entry),
            Bound::Unbounded => 0,
        };
        let last = match to {
            Bound::Included(entry) | Bound::Excluded(entry) => part(entry),
            Bound::Unbounded => PARTS - 1,
        };
        let is_before = move |entry: &Entry| match from {
            Bound::Included(from) => *entry < from,
            Bound::Excluded(from) => *entry <= from,
            Bound::Unbounded => false,
        };
        let is_within = move |entry: &Entry| match to {
            Bound::Included(to) => *entry <= to,
            Bound::Excluded(to) => *entry < to,
            Bound::Unbounded => true,
        };
        self.parts.get(first..=last).unwrap_or_default().iter().flat_map(move |part| {
            let start = part.partition_point(|(entry, _)| is_before(entry));
            let end = part.partition_point(|(entry, _)| is_within(entry));
            part.get(start..end).unwrap_or_default()
        })
    }
}

fn part(entry: Entry) -> usize {
    usize::try_from(entry.key >> (u64::BITS - PART_BITS)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use proptest::prelude::*;

    fn entry((key, no): (u8, u32)) -> Entry {
        // Over the whole range of keys, several of one part.
        Entry { key: u64::from(key / 4) << 58 | u64::from(key % 4), no }
    }

    proptest! {
        /// Against a map.
        #[test]
        fn as_a_map(
            steps in proptest::collection::vec(((any::<u8>(), 0_u32..3), 0_u8..6), 0..120),
            asked in ((any::<u8>(), 0_u32..3), (any::<u8>(), 0_u32..3), 0_u8..3),
        ) {
            let (mut waiting, mut map) = (Waiting::default(), BTreeMap::new());
            for (at, what) in steps {
                match what {
                    0 => {
                        let after = (Bound::Excluded(entry(at)), Bound::Unbounded);
                        let due: Vec<Waits> = map.range(after).take(3).map(|(entry, value)| (*entry, *value)).collect();
                        map.retain(|entry, _| due.iter().all(|(taken, _)| taken != entry));
                        prop_assert_eq!(waiting.take_after(entry(at), 3), due);
                    }
                    _ => {
                        let value = (what > 1).then_some([what; 18]);
                        waiting.insert(entry(at), value);
                        map.insert(entry(at), value);
                    }
                }
                prop_assert_eq!(waiting.get(entry(at)), map.get(&entry(at)).copied());
                prop_assert_eq!(waiting.len(), map.len());
            }
            let (low, high) = (entry(asked.0).min(entry(asked.1)), entry(asked.0).max(entry(asked.1)));
            let ends = [Bound::Included(high), Bound::Excluded(high), Bound::Unbounded];
            let begin = match asked.2 {
                0 => Bound::Included(low),
                1 if low < high => Bound::Excluded(low),
                _ => Bound::Unbounded,
            };
            for range in ends.map(|end| (begin, end)) {
                let expected: Vec<Waits> = map.range(range).map(|(entry, value)| (*entry, *value)).collect();
                prop_assert_eq!(waiting.range(&range).copied().collect::<Vec<_>>(), expected.clone());
                let back: Vec<Waits> = waiting.range(&range).rev().copied().collect();
                prop_assert_eq!(back, expected.into_iter().rev().collect::<Vec<_>>());
            }
        }
    }
}
