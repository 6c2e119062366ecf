//! The Merkle tree over the log (RFC 9162, section 2.1): hashes, growth, proofs and how they are checked. Pure: where
//! the hashes of subtrees come from is the caller's affair.

use sha2::{Digest, Sha256};

use crate::model::TreeState;

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// Hash of an entry: SHA-256 over a zero byte and its bytes.
pub fn leaf_hash(entry: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(entry).finalize().into()
}

/// Hash of two subtrees side by side: SHA-256 over a byte of one and both.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut bytes = [1; 65];
    bytes.iter_mut().skip(1).zip(left.iter().chain(right)).for_each(|(to, from)| *to = *from);
    Sha256::digest(bytes).into()
}

/// Root of the tree whose perfect subtrees, the largest first, are these.
pub fn root_of(frontier: &[Hash]) -> Hash {
    let mut subtrees = frontier.iter().rev();
    let Some(last) = subtrees.next() else { return Sha256::digest([]).into() };
    subtrees.fold(*last, |right, left| node_hash(left, &right))
}

/// Adds a leaf. `complete` hears of each perfect subtree that it completes: the power of two of its leaves (0 for the
/// leaf itself), its place from the left among those of its size, its root.
pub fn push(state: &mut TreeState, leaf: Hash, complete: impl FnMut(u16, u64, &Hash)) {
    push_subtree(state, 0, leaf, complete);
    state.last = leaf;
}

/// Adds a perfect subtree of two to the power of `level` leaves; the tree so far has a multiple of so many. Leaves the
/// hash of the last leaf as it is.
pub fn push_subtree(state: &mut TreeState, level: u16, root: Hash, mut complete: impl FnMut(u16, u64, &Hash)) {
    let (mut level, mut index, mut hash) = (level, state.size >> level, root);
    state.size += 1 << level;
    complete(level, index, &hash);
    while index & 1 == 1
        && let Some(left) = state.frontier.pop()
    {
        hash = node_hash(&left, &hash);
        (level, index) = (level + 1, index >> 1);
        complete(level, index, &hash);
    }
    state.frontier.push(hash);
}

/// Gives the root of the tree over the leaves from the first to before the second number, counted from 0.
pub trait Subtrees {
    /// Why one cannot be given.
    type Error;

    /// The root over the leaves `from..to`; `from` is a multiple of the power of two that is not less than their number.
    fn root(&self, from: u64, to: u64) -> Result<Hash, Self::Error>;
}

/// The largest power of two that is less than a number above 1.
pub(super) fn split(count: u64) -> u64 {
    count.next_power_of_two() >> 1
}

/// Proof that a leaf, counted from 0, is in the tree over the first `size` leaves (RFC 9162, section 2.1.3.1).
pub fn inclusion<S: Subtrees>(subtrees: &S, leaf: u64, size: u64) -> Result<Vec<Hash>, S::Error> {
    let (mut from, mut to, mut proof) = (0, size, Vec::new());
    while to - from > 1 {
        let middle = from + split(to - from);
        if leaf < middle {
            proof.push(subtrees.root(middle, to)?);
            to = middle;
        } else {
            proof.push(subtrees.root(from, middle)?);
            from = middle;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// Proof that the tree over the first `old` leaves is the beginning of the one over the first `new`, `old` above 0 (RFC
/// 9162, section 2.1.4.1).
pub fn consistency<S: Subtrees>(subtrees: &S, old: u64, new: u64) -> Result<Vec<Hash>, S::Error> {
    let (mut from, mut to, mut proof) = (0, new, Vec::new());
    while old != to {
        let middle = from + split(to - from);
        if old <= middle {
            proof.push(subtrees.root(middle, to)?);
            to = middle;
        } else {
            proof.push(subtrees.root(from, middle)?);
            from = middle;
        }
    }
    if from > 0 {
        proof.push(subtrees.root(from, to)?);
    }
    proof.reverse();
    Ok(proof)
}

/// Whether a proof shows that a leaf with this hash is in the tree with this root (RFC 9162, section 2.1.3.2).
pub fn is_included(leaf: u64, hash: Hash, size: u64, proof: &[Hash], root: &Hash) -> bool {
    if leaf >= size {
        return false;
    }
    let (mut place, mut last, mut hash) = (leaf, size - 1, hash);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            hash = node_hash(sibling, &hash);
            while place & 1 == 0 && place != 0 {
                (place, last) = (place >> 1, last >> 1);
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    last == 0 && hash == *root
}

/// Whether a proof shows that one tree is the beginning of another (RFC 9162, section 2.1.4.2).
pub fn is_consistent((old, old_root): (u64, &Hash), (new, new_root): (u64, &Hash), proof: &[Hash]) -> bool {
    if old == 0 || old >= new {
        return old == new && proof.is_empty() && old_root == new_root;
    }
    let mut proof = proof.iter();
    let first = if old.is_power_of_two() { Some(old_root) } else { proof.next() };
    let Some(first) = first else { return false };
    let (mut place, mut last) = (old - 1, new - 1);
    while place & 1 == 1 {
        (place, last) = (place >> 1, last >> 1);
    }
    let (mut was, mut is) = (*first, *first);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            (was, is) = (node_hash(sibling, &was), node_hash(sibling, &is));
            while place & 1 == 0 && place != 0 {
                (place, last) = (place >> 1, last >> 1);
            }
        } else {
            is = node_hash(&is, sibling);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    last == 0 && was == *old_root && is == *new_root
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The tree by its definition in RFC 9162, section 2.1.1.
    struct Leaves(Vec<Hash>);

    impl Subtrees for Leaves {
        type Error = std::convert::Infallible;

        fn root(&self, from: u64, to: u64) -> Result<Hash, Self::Error> {
            let count = to - from;
            Ok(match count {
                0 => Sha256::digest([]).into(),
                1 => self.0[from as usize],
                _ => node_hash(&self.root(from, from + split(count))?, &self.root(from + split(count), to)?),
            })
        }
    }

    fn leaves(count: u64) -> Leaves {
        Leaves((0..count).map(|at| leaf_hash(&at.to_be_bytes())).collect())
    }

    /// Roots that other implementations publish for these leaves (the test data of Certificate Transparency).
    #[test]
    fn known_roots() {
        let inputs: [&[u8]; 8] = [
            b"",
            b"\x00",
            b"\x10",
            b"\x20\x21",
            b"\x30\x31",
            b"\x40\x41\x42\x43",
            b"\x50\x51\x52\x53\x54\x55\x56\x57",
            b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
        ];
        let roots = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        let mut state = TreeState::default();
        for (input, expected) in inputs.iter().zip(roots) {
            push(&mut state, leaf_hash(input), |_, _, _| ());
            assert_eq!(crate::model::hex(&root_of(&state.frontier)), expected);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_tree_that_grows_is_the_one_of_the_definition(size in 0_u64..600) {
            let all = leaves(size);
            let mut state = TreeState::default();
            let mut complete = Vec::new();
            for leaf in &all.0 {
                push(&mut state, *leaf, |level, index, root| complete.push((level, index, *root)));
            }
            prop_assert_eq!(root_of(&state.frontier), all.root(0, size).unwrap());
            prop_assert_eq!(state.frontier.len() as u32, size.count_ones());
            for (level, index, root) in complete {
                prop_assert_eq!(root, all.root(index << level, (index + 1) << level).unwrap());
            }
        }

        #[test]
        fn proofs_prove_and_nothing_else_does(size in 1_u64..300, leaf in 0_u64..300, old in 1_u64..300, bit: u8) {
            let (leaf, old, all) = (leaf % size, 1 + (old - 1) % size, leaves(size));
            let root = all.root(0, size).unwrap();
            let mut proof = inclusion(&all, leaf, size).unwrap();
            let hash = all.0[leaf as usize];
            prop_assert!(is_included(leaf, hash, size, &proof, &root));
            prop_assert!(!is_included(leaf, leaf_hash(b"other"), size, &proof, &root));
            prop_assert!(!is_included(size, hash, size, &proof, &root));
            if let Some(first) = proof.first_mut() {
                first[usize::from(bit) % 32] ^= 1;
                prop_assert!(!is_included(leaf, hash, size, &proof, &root));
            }
            let before = all.root(0, old).unwrap();
            let mut proof = consistency(&all, old, size).unwrap();
            prop_assert!(is_consistent((old, &before), (size, &root), &proof));
            prop_assert!(!is_consistent((old, &leaf_hash(b"other")), (size, &root), &proof));
            if let Some(first) = proof.first_mut() {
                first[usize::from(bit) % 32] ^= 1;
                prop_assert!(!is_consistent((old, &before), (size, &root), &proof));
            }
        }
    }
}
