//! How good decisions are, when the truth is known.

use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Who is who, for each contribution by its number.
#[derive(Debug, Clone, Default)]
pub struct Truth {
    /// The child.
    pub child: Vec<u32>,
    /// Its population group, the same for all its contributions.
    pub group: Vec<String>,
}

/// The figures. Pairs are pairs of contributions, after closure.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    /// Contributions.
    pub contributions: u64,
    /// Children.
    pub children: u64,
    /// Pairs of one child.
    pub pairs: u64,
    /// Of those, the pairs that were joined.
    pub found: u64,
    /// Pairs of two children that were joined.
    pub wrong: u64,
    /// Clusters, and those that hold all contributions of one child and nothing else.
    pub clusters: u64,
    /// See above.
    pub exact: u64,
    /// Children who share a cluster with another child.
    pub merged_children: u64,
    /// Near matches.
    pub near: u64,
    /// Of those, the ones of one child.
    pub near_true: u64,
    /// Pairs of one child that are together when every near match is judged rightly.
    pub judged: u64,
    /// The same by population group: pairs of one child, and those together.
    pub groups: BTreeMap<String, (u64, u64)>,
}

impl Outcome {
    /// Of assigned children (any numbers) and near matches.
    pub fn of(truth: &Truth, assigned: &[u32], near: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut outcome = Self { contributions: length(assigned.len()), ..Self::default() };
        let mut sizes: HashMap<u32, u64> = HashMap::new();
        let mut clusters: HashMap<u32, BTreeMap<u32, u64>> = HashMap::new();
        for (child, cluster) in truth.child.iter().zip(assigned) {
            *sizes.entry(*child).or_default() += 1;
            *clusters.entry(*cluster).or_default().entry(*child).or_default() += 1;
        }
        outcome.children = length(sizes.len());
        outcome.clusters = length(clusters.len());
        outcome.pairs = sizes.values().copied().map(pairs).sum();
        let mut merged = BTreeSet::new();
        for cluster in clusters.values() {
            let found: u64 = cluster.values().copied().map(pairs).sum();
            outcome.found += found;
            outcome.wrong += pairs(cluster.values().sum()) - found;
            if cluster.len() > 1 {
                merged.extend(cluster.keys().copied());
            } else if let Some((child, size)) = cluster.first_key_value() {
                outcome.exact += u64::from(sizes.get(child) == Some(size));
            }
        }
        outcome.merged_children = length(merged.len());
        outcome.judge(truth, assigned, near);
        outcome
    }

    /// Joins clusters by the true near matches.
    fn judge(&mut self, truth: &Truth, assigned: &[u32], near: impl Iterator<Item = (u32, u32)>) {
        let mut leads: HashMap<u32, u32> = HashMap::new();
        let get = |list: &[u32], at: u32| usize::try_from(at).ok().and_then(|at| list.get(at).copied());
        for (a, b) in near {
            self.near += 1;
            if get(&truth.child, a).is_none() || get(&truth.child, a) != get(&truth.child, b) {
                continue;
            }
            self.near_true += 1;
            if let (Some(a), Some(b)) = (get(assigned, a), get(assigned, b)) {
                let (a, b) = (end(&leads, a), end(&leads, b));
                if a != b {
                    leads.insert(a, b);
                }
            }
        }
        let mut together: HashMap<(u32, u32), u64> = HashMap::new();
        let mut all: BTreeMap<u32, (u64, &str)> = BTreeMap::new();
        let groups = truth.group.iter().map(String::as_str).chain(std::iter::repeat(""));
        for ((child, cluster), group) in truth.child.iter().zip(assigned).zip(groups) {
            *together.entry((*child, end(&leads, *cluster))).or_default() += 1;
            all.entry(*child).or_insert((0, group)).0 += 1;
        }
        for (size, group) in all.values() {
            self.groups.entry((*group).to_owned()).or_default().0 += pairs(*size);
        }
        for ((child, _), size) in together {
            self.judged += pairs(size);
            let group = all.get(&child).map_or("", |(_, group)| group);
            self.groups.entry(group.to_owned()).or_default().1 += pairs(size);
        }
    }

    /// Which part of the pairs joined are of one child.
    pub fn precision(&self) -> f64 {
        part(self.found, self.found + self.wrong)
    }

    /// Which part of the pairs of one child were joined.
    pub fn recall(&self) -> f64 {
        part(self.found, self.pairs)
    }

    /// The harmonic mean of precision and recall of pairs.
    pub fn f1(&self) -> f64 {
        mean(self.precision(), self.recall())
    }

    /// The same of clusters: exact ones among those made, and among the children.
    pub fn cluster_f1(&self) -> f64 {
        mean(part(self.exact, self.clusters), part(self.exact, self.children))
    }

    /// Children in a false merge for every 100,000 children.
    pub fn merged_per_100_000(&self) -> f64 {
        part(self.merged_children, self.children) * 100_000.0
    }

    /// Near matches for every 100 contributions.
    pub fn near_per_100(&self) -> f64 {
        part(self.near, self.contributions) * 100.0
    }

    /// Which part of the near matches are of one child.
    pub fn near_correct(&self) -> f64 {
        part(self.near_true, self.near)
    }

    /// Which part of the pairs of one child are together when every near match is judged rightly.
    pub fn judged_recall(&self) -> f64 {
        part(self.judged, self.pairs)
    }
}

/// The last of a row of clusters that lead to each other.
fn end(leads: &HashMap<u32, u32>, from: u32) -> u32 {
    let mut at = from;
    while let Some(next) = leads.get(&at) {
        at = *next;
    }
    at
}

fn pairs(size: u64) -> u64 {
    size * size.saturating_sub(1) / 2
}

fn part(some: u64, of: u64) -> f64 {
    if of == 0 { 0.0 } else { some as f64 / of as f64 }
}

fn mean(a: f64, b: f64) -> f64 {
    if a + b > 0.0 { 2.0 * a * b / (a + b) } else { 0.0 }
}

fn length(size: usize) -> u64 {
    u64::try_from(size).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counted_by_hand() {
        // Children 1 (three contributions), 2 (two), 3 (one). One pair is found, two are wrong, one is near.
        let truth =
            Truth { child: vec![1, 1, 1, 2, 2, 3], group: ["a", "a", "a", "b", "b", "b"].map(str::to_owned).to_vec() };
        let outcome = Outcome::of(&truth, &[0, 0, 2, 3, 4, 0], [(2, 0), (5, 4)].into_iter());
        assert_eq!((outcome.pairs, outcome.found, outcome.wrong), (4, 1, 2));
        assert_eq!((outcome.children, outcome.clusters, outcome.exact), (3, 4, 0));
        assert_eq!(outcome.merged_children, 2);
        assert_eq!((outcome.near, outcome.near_true, outcome.judged), (2, 1, 3));
        assert_eq!(outcome.groups["a"], (3, 3));
        assert_eq!(outcome.groups["b"], (1, 0));
        let close = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert!(close(outcome.precision(), 1.0 / 3.0) && close(outcome.recall(), 0.25));
        assert!(close(outcome.judged_recall(), 0.75) && close(outcome.near_per_100(), 100.0 / 3.0));
    }

    #[test]
    fn a_perfect_answer_is_perfect() {
        let truth = Truth { child: vec![7, 7, 8], group: Vec::new() };
        let outcome = Outcome::of(&truth, &[5, 5, 9], std::iter::empty());
        assert!((outcome.f1() - 1.0).abs() < 1e-9 && (outcome.cluster_f1() - 1.0).abs() < 1e-9);
        assert!(outcome.merged_per_100_000() < 1e-9);
    }
}
