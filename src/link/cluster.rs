//! Decisions: records become clusters, the surest first, and each cluster is judged as a whole, so that chains do not grow
//! clusters of strangers.

use std::collections::HashMap;

use super::score::Scorer;

/// Most records of each of two clusters that are compared to judge them.
const JUDGED: usize = 24;
/// Clusters of more records are written as links to one of their records.
const WRITTEN: usize = 64;

/// Two records that share a key and are near each other, with their bits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Near {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) bits: f32,
}

/// What was decided about two records.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Link {
    pub(super) a: u32,
    pub(super) b: u32,
    /// Bits of the whole, with all that their clusters say.
    pub(super) score: f32,
    /// Bits of the two alone.
    pub(super) alone: f32,
    pub(super) automatic: bool,
}

/// What to decide by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    /// Bits from which the program links by itself, and from which people look.
    pub(super) automatic: f32,
    pub(super) review: f32,
    /// A record of one file is linked with one of the other at most.
    pub(super) one_to_one: bool,
}

/// All decisions.
pub(super) struct Decisions {
    pub(super) links: Vec<Link>,
    /// The cluster of each record: the number of one of its records.
    pub(super) clusters: Vec<u32>,
}

/// Decides; the order in which pairs are given does not matter.
pub(super) fn decide(
    scorer: &Scorer<'_>,
    mut near: Vec<Near>,
    rules: Rules,
    progress: &mut dyn FnMut(usize),
) -> Decisions {
    near.sort_unstable_by(|x, y| y.bits.total_cmp(&x.bits).then((x.a, x.b).cmp(&(y.a, y.b))));
    let mut work = Work {
        scorer,
        rules,
        neighbors: neighbors(&near, scorer.records.len()),
        cluster: (0..u32::try_from(scorer.records.len()).unwrap_or(u32::MAX)).collect(),
        members: HashMap::new(),
        links: Vec::new(),
        refused: HashMap::new(),
    };
    for (done, pair) in near.iter().enumerate() {
        work.pair(*pair);
        if done % 4096 == 0 {
            progress(done);
        }
    }
    work.finish(&near)
}

struct Work<'a> {
    scorer: &'a Scorer<'a>,
    rules: Rules,
    neighbors: Neighbors,
    cluster: Vec<u32>,
    /// Of clusters with more than one record.
    members: HashMap<u32, Vec<u32>>,
    links: Vec<Link>,
    /// Two clusters that were not joined, with their sizes then and the pair that people shall see.
    refused: HashMap<(u32, u32), (usize, Link)>,
}

/// Two clusters judged as wholes.
struct Judgement {
    score: f32,
    free: bool,
    /// A side says that there is a twin.
    flagged: bool,
}

impl Work<'_> {
    fn cluster_of(&self, record: u32) -> u32 {
        self.cluster.get(record as usize).copied().unwrap_or(record)
    }

    fn members_of<'a>(&'a self, cluster: &'a u32) -> &'a [u32] {
        self.members.get(cluster).map_or(std::slice::from_ref(cluster), Vec::as_slice)
    }

    fn pair(&mut self, pair: Near) {
        let (x, y) = (self.cluster_of(pair.a), self.cluster_of(pair.b));
        if x == y {
            return;
        }
        let (first, second) = (x.min(y), x.max(y));
        let (ones, others) = (self.members_of(&first), self.members_of(&second));
        let size = ones.len() + others.len();
        let known = self.refused.get(&(first, second)).copied();
        if known.is_some_and(|(before, _)| before == size) || (self.rules.one_to_one && size > 2) {
            return;
        }
        let judged = self.judge(ones, others);
        let score = judged.score;
        let automatic = score >= self.rules.automatic && judged.free && !self.rival(ones, others, pair, &judged);
        if automatic {
            let (kept, moved) = if ones.len() < others.len() { (second, first) } else { (first, second) };
            self.refused.remove(&(first, second));
            self.join(kept, moved, score);
        } else if score >= self.rules.review || known.is_some() {
            let link = Link { a: pair.a.min(pair.b), b: pair.a.max(pair.b), score, alone: pair.bits, automatic };
            let link = known.map_or(link, |(_, before)| if before.score > score { before } else { link });
            self.refused.insert((first, second), (size, link));
        }
    }

    fn judge(&self, ones: &[u32], others: &[u32]) -> Judgement {
        let pairs = ones.iter().take(JUDGED).flat_map(|a| others.iter().take(JUDGED).map(move |b| (*a, *b)));
        let (mut best, mut worst, mut speaks, mut free, mut flagged) = (f32::NEG_INFINITY, 0.0_f32, false, true, false);
        for (a, b, pair) in pairs.filter_map(|(a, b)| Some((a, b, self.scorer.pair(a, b)?))) {
            let score = self.scorer.score(&pair);
            if score > best {
                (best, speaks) = (score, self.scorer.speaks(&pair, score - self.rules.automatic));
            }
            worst = worst.min(score);
            free &= !self.scorer.forbids(a, b, &pair);
            flagged |= pair.flagged();
        }
        Judgement { score: best + self.scorer.model.whole().dissent * worst, free: free && speaks, flagged }
    }

    /// Whether another record is about as likely to be meant, and cannot be the same person; where there may be a twin,
    /// whether another is near at all, and not proved to be the same person.
    fn rival(&self, ones: &[u32], others: &[u32], pair: Near, judged: &Judgement) -> bool {
        let ahead = self.rules.review.max(judged.score - self.scorer.model.whole().ahead);
        let least = if judged.flagged { self.rules.review } else { ahead };
        // In two files, what is near a record and of the other file is the other record's rival.
        let (x, y) = (self.cluster_of(pair.a), self.cluster_of(pair.b));
        let is_rival = |far: &[u32], third: u32, bits: f32| {
            let apart = ![x, y].contains(&self.cluster_of(third));
            let taken = || self.rules.one_to_one && self.has_better(third, bits);
            let alike = || far.iter().take(JUDGED).any(|one| self.alike(*one, third, judged.flagged));
            bits >= least && apart && !taken() && !alike()
        };
        [(ones, others), (others, ones)].iter().any(|(side, far)| {
            let mut near = side.iter().take(JUDGED).flat_map(|one| self.neighbors.of(*one).iter().take(JUDGED));
            near.any(|(third, bits)| is_rival(far, *third, *bits))
        })
    }

    fn has_better(&self, record: u32, bits: f32) -> bool {
        self.neighbors.of(record).first().is_some_and(|(_, best)| *best > bits)
            || self.members.contains_key(&self.cluster_of(record))
    }

    fn alike(&self, a: u32, b: u32, flagged: bool) -> bool {
        let alike =
            |pair| self.scorer.score(&pair) >= self.rules.review && (!flagged || self.scorer.proves(a, b, &pair));
        self.scorer.pair(a, b).is_some_and(alike)
    }

    /// The greater cluster takes in the smaller, so that no record moves more often than a cluster can double.
    fn join(&mut self, kept: u32, moved: u32, score: f32) {
        let taken = |members: Option<Vec<u32>>, alone: u32| members.unwrap_or_else(|| vec![alone]);
        let mut ones = taken(self.members.get_mut(&kept).map(std::mem::take), kept);
        let others = taken(self.members.remove(&moved), moved);
        let whole = ones.len() + others.len() <= WRITTEN;
        for a in ones.iter().take(if whole { WRITTEN } else { 1 }) {
            for b in others.iter().filter(|b| self.scorer.records.below(**b.max(&a)) > **b.min(&a)) {
                let alone = self.scorer.pair(*a, *b).map_or(score, |pair| self.scorer.score(&pair));
                let score = score.max(alone);
                self.links.push(Link { a: *a.min(b), b: *a.max(b), score, alone, automatic: true });
            }
        }
        for member in &others {
            if let Some(slot) = self.cluster.get_mut(*member as usize) {
                *slot = kept;
            }
        }
        ones.extend(others);
        self.members.insert(kept, ones);
    }

    /// What people shall see: the pairs near each other of clusters that were not joined, the nearest with the score of
    /// the whole.
    fn finish(mut self, near: &[Near]) -> Decisions {
        let order = |link: &Link| (link.score, std::cmp::Reverse((link.a, link.b)));
        let mut refused: HashMap<(u32, u32), Link> = HashMap::new();
        for (_, link) in std::mem::take(&mut self.refused).into_values() {
            let (x, y) = (self.cluster_of(link.a), self.cluster_of(link.b));
            let kept = refused.entry((x.min(y), x.max(y))).or_insert(link);
            if order(&link) > order(kept) {
                *kept = link;
            }
        }
        for pair in near {
            let (x, y) = (self.cluster_of(pair.a), self.cluster_of(pair.b));
            let (a, b) = (pair.a.min(pair.b), pair.a.max(pair.b));
            let Some(link) = refused.get(&(x.min(y), x.max(y))).filter(|_| x != y) else { continue };
            let score = if (link.a, link.b) == (a, b) { link.score } else { pair.bits.min(link.score) };
            if score >= self.rules.review {
                self.links.push(Link { a, b, score, alone: pair.bits, automatic: false });
            }
        }
        self.links.sort_unstable_by_key(|link| (link.a, link.b));
        Decisions { links: self.links, clusters: self.cluster }
    }
}

/// Each record's near ones, the nearest first.
struct Neighbors {
    starts: Vec<u32>,
    near: Vec<(u32, f32)>,
}

/// `near` is in order, the nearest first.
fn neighbors(near: &[Near], records: usize) -> Neighbors {
    let mut starts = vec![0_u32; records + 2];
    let ends = || near.iter().flat_map(|pair| [(pair.a, pair.b, pair.bits), (pair.b, pair.a, pair.bits)]);
    for (record, ..) in ends() {
        starts.get_mut(record as usize + 2).into_iter().for_each(|count| *count += 1);
    }
    let mut sum = 0;
    for slot in &mut starts {
        sum += *slot;
        *slot = sum;
    }
    let mut places = vec![(0, 0.0); near.len() * 2];
    for (record, other, bits) in ends() {
        let Some(next) = starts.get_mut(record as usize + 1) else { continue };
        places.get_mut(*next as usize).into_iter().for_each(|slot| *slot = (other, bits));
        *next += 1;
    }
    Neighbors { starts, near: places }
}

impl Neighbors {
    fn of(&self, record: u32) -> &[(u32, f32)] {
        let at = |place: usize| self.starts.get(place).map(|start| *start as usize);
        let (Some(from), Some(to)) = (at(record as usize), at(record as usize + 1)) else { return &[] };
        self.near.get(from..to).unwrap_or_default()
    }
}
