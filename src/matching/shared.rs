//! Candidates by what they share: of the many that share one crowded block with a contribution, only those are looked at
//! that share more than most.

use std::cmp::Reverse;

/// Most contributions that are candidates at all. Each costs a few reads and comparisons, and strangers that share a
/// birth date and an initial grow in number with the children held: without a limit a nation would be joined ten times
/// slower than a state.
pub const MOST_CANDIDATES: usize = 40;

/// What a block with one member beside the contribution is worth.
const WHOLE: u32 = 1_000_000;

/// One of the blocks of a contribution.
#[derive(Debug, Clone, Default)]
pub struct Block<M> {
    /// How many are filed there.
    pub size: usize,
    /// Those of them that are worth a look.
    pub members: M,
}

/// The members of some blocks, each once, and whether the limit left any out. A block is worth the less the more are
/// filed there; who shares blocks that are worth more together comes first, of equals the one that came earlier.
pub fn sharing<N: Copy + Ord, M: AsRef<[N]>>(blocks: &[Block<M>], most: usize) -> (Vec<N>, bool) {
    sharing_among(blocks, most, |_| true)
}

/// The same among those that are worth a look whatever they share.
pub(super) fn sharing_among<N: Copy + Ord, M: AsRef<[N]>>(
    blocks: &[Block<M>],
    most: usize,
    is_worth: impl Fn(N) -> bool,
) -> (Vec<N>, bool) {
    let mut shares: Vec<(N, u32)> = Vec::with_capacity(blocks.iter().map(|block| block.members.as_ref().len()).sum());
    for block in blocks {
        let worth = WHOLE / u32::try_from(block.size.max(1)).unwrap_or(WHOLE);
        shares.extend(block.members.as_ref().iter().map(|member| (*member, worth)));
    }
    shares.sort_unstable();
    let mut found: Vec<(Reverse<u32>, N)> = Vec::with_capacity(shares.len());
    for (member, worth) in shares {
        match found.last_mut().filter(|(_, last)| *last == member) {
            Some((Reverse(sum), _)) => *sum = sum.saturating_add(worth),
            None => found.push((Reverse(worth), member)),
        }
    }
    found.retain(|(_, member)| is_worth(*member));
    let left_out = found.len() > most;
    if left_out {
        found.select_nth_unstable(most);
        found.truncate(most);
    }
    found.sort_unstable();
    (found.into_iter().map(|(_, member)| member).collect(), left_out)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use proptest::prelude::*;

    fn whole(members: &[u32]) -> Block<&[u32]> {
        Block { size: members.len(), members }
    }

    #[test]
    fn who_shares_more_comes_first() {
        let crowded: Vec<u32> = (1..=100).collect();
        let (found, left_out) = sharing(&[&crowded, &[77, 300][..], &[78]].map(whole), 3);
        assert_eq!(found, [78, 77, 300], "a block of its own is worth more than one of two");
        assert!(left_out);
        let (found, left_out) = sharing(&[&crowded, &[100, 50][..]].map(whole), 200);
        assert_eq!((found.len(), &found[..2], left_out), (100, &[50, 100][..], false));
        assert_eq!(sharing::<u32, &[u32]>(&[], 3), (vec![], false));
        let alone = Block { size: 100, members: [5_u32].as_slice() };
        assert_eq!(sharing(&[alone, whole(&[6, 7])], 3).0, [6, 7, 5], "strangers beside it count for the block");
    }

    proptest! {
        /// Against a slow sum over all.
        #[test]
        fn as_a_slow_sum(blocks in prop::collection::vec(prop::collection::btree_set(0_u32..40, 1..20), 0..6), most in 1_usize..50) {
            let blocks: Vec<Vec<u32>> = blocks.into_iter().map(|block| block.into_iter().collect()).collect();
            let mut sums: BTreeMap<u32, u32> = BTreeMap::new();
            for block in &blocks {
                block.iter().for_each(|one| *sums.entry(*one).or_default() += WHOLE / block.len() as u32);
            }
            let mut slow: Vec<(u32, u32)> = sums.into_iter().collect();
            slow.sort_by_key(|(one, sum)| (Reverse(*sum), *one));
            let left_out = slow.len() > most;
            slow.truncate(most);
            let borrowed: Vec<_> = blocks.iter().map(|members| whole(members)).collect();
            let expected: Vec<u32> = slow.into_iter().map(|(one, _)| one).collect();
            prop_assert_eq!(sharing(&borrowed, most), (expected, left_out));
        }
    }
}
