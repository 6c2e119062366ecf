//! Contributions decided one after the other in memory, as the store would: for measuring, training and replaying. The
//! candidates of each are those that share a blocking key and came before it, within the store's limits.

use std::collections::{HashMap, HashSet};

use super::batch::MOST_IN_BLOCK;
use super::block::filing;
use super::compare::{Comparison, compare};
use super::decide::Known;
use super::engine::Engine;
use super::profile::Profile;
use super::shared::{Block, MOST_CANDIDATES, sharing};
use super::sketch::may_be_one;
use crate::model::{ContributionNo, Evidence, MsixId, Sketch};

/// Contributions made ready, in the order in which they come.
#[derive(Default)]
pub struct Sequence {
    numbers: HashMap<u64, u32>,
    profiles: Vec<Profile>,
    sketches: Vec<Sketch>,
    /// Numbers of blocks.
    keys: Vec<Box<[u32]>>,
    /// Numbers of contributions, upward.
    blocks: Vec<Vec<u32>>,
    /// Numbers of the blocks in which strangers are looked at too.
    proofs: HashSet<u32>,
}

/// What was decided.
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    /// The child of each contribution: the number of its first one.
    pub child: Vec<u32>,
    /// Near matches: the contribution, the earlier one, bits.
    pub near: Vec<(u32, u32, f32)>,
    /// Candidates of all contributions together.
    pub candidates: u64,
    /// Most candidates of one.
    pub most_candidates: usize,
    /// Look-ups that a limit cut short.
    pub truncated: u64,
}

impl Sequence {
    /// Makes contributions ready.
    pub fn new<'a>(engine: &Engine, evidence: impl Iterator<Item = &'a Evidence>) -> Self {
        let mut sequence = Self::default();
        evidence.for_each(|evidence| sequence.push(engine, evidence));
        sequence
    }

    /// The next one.
    pub fn push(&mut self, engine: &Engine, evidence: &Evidence) {
        let at = number(self.profiles.len());
        self.profiles.push(engine.profile(evidence));
        let filing = filing(evidence);
        self.sketches.push(filing.sketch);
        let mut own = Vec::new();
        for key in filing.keys {
            let next = number(self.blocks.len());
            let block = *self.numbers.entry(key).or_insert(next);
            if block == next {
                self.blocks.push(Vec::new());
                self.proofs.extend(filing.proofs.contains(&key).then_some(block));
            }
            if let Some(members) = usize::try_from(block).ok().and_then(|at| self.blocks.get_mut(at)) {
                members.push(at);
            }
            own.push(block);
        }
        self.keys.push(own.into());
    }

    /// How many contributions.
    pub fn len(&self) -> usize {
        self.profiles.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.profiles.is_empty()
    }

    /// The sizes of all blocks.
    pub fn block_sizes(&self) -> impl Iterator<Item = usize> {
        self.blocks.iter().map(Vec::len)
    }

    /// Those before `at` that share a key with it and are no strangers at a glance, those that share the most first, and
    /// whether a limit left any out.
    pub fn candidates(&self, at: u32) -> (Vec<u32>, bool) {
        let own = self.sketch(at);
        self.sharing(at, |block, other| self.proofs.contains(&block) || may_be_one(&own, &self.sketch(other)))
    }

    fn sharing(&self, at: u32, is_worth: impl Fn(u32, u32) -> bool) -> (Vec<u32>, bool) {
        let keys = usize::try_from(at).ok().and_then(|at| self.keys.get(at)).map_or(&[][..], |keys| keys);
        let mut crowded = false;
        let mut blocks: Vec<Block<Vec<u32>>> = Vec::with_capacity(keys.len());
        for key in keys {
            let Some(block) = usize::try_from(*key).ok().and_then(|key| self.blocks.get(key)) else { continue };
            let before = block.partition_point(|other| *other < at);
            crowded |= before > MOST_IN_BLOCK;
            let looked_at = block.get(..before.min(MOST_IN_BLOCK)).unwrap_or_default();
            let members = looked_at.iter().copied().filter(|other| is_worth(*key, *other)).collect();
            blocks.push(Block { size: looked_at.len(), members });
        }
        let (found, left_out) = sharing(&blocks, MOST_CANDIDATES);
        (found, crowded | left_out)
    }

    fn sketch(&self, at: u32) -> Sketch {
        usize::try_from(at).ok().and_then(|at| self.sketches.get(at)).copied().unwrap_or_default()
    }

    /// Compares every two that share a key, strangers too, within the limits: the later, the earlier, how they agree. What
    /// strangers share is what chance does.
    pub fn visit_pairs(&self, engine: &Engine, mut each: impl FnMut(u32, u32, Comparison)) {
        for (at, profile) in (0_u32..).zip(&self.profiles) {
            for other in &self.sharing(at, |_, _| true).0 {
                if let Some(other_profile) = self.profile(*other) {
                    each(at, *other, compare(profile, other_profile, engine.model()));
                }
            }
        }
    }

    /// Decides about all, one after the other; `progress` hears how many are done, about every thousand.
    pub fn decide(&self, engine: &Engine, progress: &mut dyn FnMut(u64)) -> Decisions {
        let mut decisions = Decisions::default();
        let mut members: HashMap<u32, Vec<u32>> = HashMap::new();
        let mut children = Vec::new();
        for (at, profile) in (0_u32..).zip(&self.profiles) {
            let (found, truncated) = self.candidates(at);
            decisions.truncated += u64::from(truncated);
            decisions.candidates += u64::try_from(found.len()).unwrap_or_default();
            decisions.most_candidates = decisions.most_candidates.max(found.len());
            let child_of = |other: &u32| decisions.child.get(usize::try_from(*other).ok()?).copied();
            children.clear();
            children.extend(found.iter().filter_map(child_of));
            children.sort_unstable();
            children.dedup();
            let known: Vec<Known<'_>> = children.iter().filter_map(|child| self.known(*child, &members)).collect();
            let verdict = engine.decide_ready(profile, &known);
            let joined = verdict.join.as_ref().and_then(|join| child_of(&join.nearest.0));
            decisions.near.extend(verdict.near.iter().map(|(other, why)| (at, other.0, why.score)));
            let child = joined.unwrap_or(at);
            decisions.child.push(child);
            members.entry(child).or_default().push(at);
            if at % 1_000 == 999 {
                progress(u64::from(at) + 1);
            }
        }
        decisions
    }

    fn known(&self, child: u32, members: &HashMap<u32, Vec<u32>>) -> Option<Known<'_>> {
        let members = members.get(&child)?.iter();
        Some(Known {
            msix_id: MsixId::from_serial(u64::from(child) + 1)?,
            members: members.filter_map(|at| Some((ContributionNo(*at), self.profile(*at)?))).collect(),
        })
    }

    fn profile(&self, at: u32) -> Option<&Profile> {
        self.profiles.get(usize::try_from(at).ok()?)
    }
}

fn number(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::fixtures::child;

    #[test]
    fn one_child_is_joined_and_a_stranger_is_not() {
        let all = [
            child("TX", "1", "Lissete", "Villalobos", "2012-03-04"),
            child("TX", "2", "Ana", "Flores", "2010-01-09"),
            child("WA", "3", "Lissete", "Villalobos", "2012-03-04"),
        ];
        let engine = Engine::default();
        let engine =
            Engine::new(engine.model().with_thresholds(-4.0, -8.0).among(10.0), crate::matching::Lexicon::default());
        let sequence = Sequence::new(&engine, all.iter());
        let decisions = sequence.decide(&engine, &mut |_| ());
        assert_eq!(decisions.child, [0, 1, 0]);
        let mut pairs = Vec::new();
        sequence.visit_pairs(&engine, |at, other, _| pairs.push((at, other)));
        assert_eq!(pairs, [(2, 0)]);
    }

    /// However many share a key, few are looked at, and that some were not is told.
    #[test]
    fn a_great_block_is_cut() {
        let all: Vec<_> =
            (0..MOST_IN_BLOCK + 2).map(|n| child("TX", &n.to_string(), "Ana", "Flores", "2010-05-09")).collect();
        let sequence = Sequence::new(&Engine::default(), all.iter());
        let most = u32::try_from(MOST_CANDIDATES).unwrap();
        let (found, cut) = sequence.candidates(most);
        assert_eq!((found.len(), cut), (MOST_CANDIDATES, false));
        let (found, cut) = sequence.candidates(most + 1);
        assert_eq!((found.len(), cut), (MOST_CANDIDATES, true));
    }
}
