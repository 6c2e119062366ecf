//! The slow, obvious model that the store is held against: each contribution has a home, a merge lets one identifier
//! stand for another, and where a contribution belongs is worked out anew each time.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::MsixId;

pub(super) type Key = &'static str;

#[derive(Default)]
pub(super) struct Model {
    /// In the order in which they came.
    pub(super) keys: Vec<Key>,
    homes: BTreeMap<Key, MsixId>,
    /// Who stands for an identifier that was retired.
    stands_for: BTreeMap<MsixId, MsixId>,
    names: BTreeMap<Key, &'static str>,
    live: BTreeSet<Key>,
    /// Pairs that people say are two, in the order of their coming.
    pub(super) apart: BTreeSet<(Key, Key)>,
    /// Every identifier there ever was.
    pub(super) known: BTreeSet<MsixId>,
}

/// An approved decision, as much as an undo needs.
#[derive(Clone)]
pub(super) enum Decision {
    Merge(Vec<MsixId>),
    Split(Vec<(Key, MsixId, MsixId)>),
}

impl Model {
    pub(super) fn resolve(&self, mut id: MsixId) -> MsixId {
        while let Some(next) = self.stands_for.get(&id) {
            id = *next;
        }
        id
    }

    pub(super) fn child(&self, key: Key) -> MsixId {
        self.resolve(self.homes[key])
    }

    pub(super) fn members(&self, child: MsixId) -> Vec<Key> {
        self.keys.iter().copied().filter(|key| self.child(key) == child).collect()
    }

    pub(super) fn is_active(&self, child: MsixId) -> bool {
        self.members(child).iter().any(|key| self.live.contains(key))
    }

    pub(super) fn pair(&self, one: Key, other: Key) -> (Key, Key) {
        let at = |key| self.keys.iter().position(|known| *known == key);
        if at(one) < at(other) { (one, other) } else { (other, one) }
    }

    /// The engine of the tests joins a new key to the first child that has a live member of the same name.
    pub(super) fn joins(&self, name: &str) -> Option<MsixId> {
        let mut seen = Vec::new();
        for key in self.keys.iter().filter(|key| self.live.contains(*key)) {
            let child = self.child(key);
            if !seen.contains(&child) {
                seen.push(child);
            }
        }
        let same =
            |child: &MsixId| self.members(*child).iter().any(|key| self.live.contains(key) && self.names[key] == name);
        seen.into_iter().find(same)
    }

    /// A state's word; `new` is the identifier that a new child would get.
    pub(super) fn send(&mut self, key: Key, name: &'static str, new: MsixId) {
        if !self.homes.contains_key(key) {
            let home = self.joins(name).unwrap_or(new);
            self.known.insert(home);
            self.keys.push(key);
            self.homes.insert(key, home);
        }
        self.names.insert(key, name);
        self.live.insert(key);
    }

    pub(super) fn withdraw(&mut self, key: Key) {
        self.live.remove(key);
    }

    pub(super) fn merge(&mut self, master: MsixId, others: &[MsixId]) -> Decision {
        for other in others {
            self.stands_for.insert(*other, master);
        }
        self.forget_apart();
        Decision::Merge(others.to_vec())
    }

    /// Each key to its new home.
    pub(super) fn split(&mut self, parts: &[(Key, MsixId)], keep_apart: bool) -> Decision {
        let before = self.partition();
        let mut moved = Vec::new();
        for (key, new) in parts {
            moved.push((*key, self.homes[key], *new));
            self.homes.insert(key, *new);
            self.known.insert(*new);
        }
        self.after(&before, keep_apart);
        Decision::Split(moved)
    }

    /// What it would be if the decision were undone; `None` when nothing would move.
    pub(super) fn undone(&self, decision: &Decision, keep_apart: bool) -> Option<Self> {
        let mut then = Self {
            keys: self.keys.clone(),
            homes: self.homes.clone(),
            stands_for: self.stands_for.clone(),
            names: self.names.clone(),
            live: self.live.clone(),
            apart: self.apart.clone(),
            known: self.known.clone(),
        };
        let before = self.partition();
        match decision {
            Decision::Merge(others) => {
                let pointers: Vec<_> = others.iter().map(|other| (*other, then.stands_for.remove(other))).collect();
                for (other, pointer) in pointers {
                    if then.members(other).is_empty() {
                        then.stands_for.extend(pointer.map(|pointer| (other, pointer)));
                    }
                }
            }
            Decision::Split(moved) => {
                for (key, old, new) in moved {
                    if self.homes[key] == *new && self.resolve(*old) != self.child(key) {
                        then.homes.insert(key, *old);
                    }
                }
            }
        }
        if then.partition() == before {
            return None;
        }
        let order: Vec<Key> = match decision {
            Decision::Merge(_) => self.keys.clone(),
            Decision::Split(moved) => moved.iter().map(|(key, ..)| *key).collect(),
        };
        for child in before.values().copied().collect::<BTreeSet<_>>() {
            if then.members(child).is_empty() && !then.stands_for.contains_key(&child) {
                let last = order.iter().rev().find(|key| before[*key] == child && then.child(key) != child);
                then.stands_for.insert(child, then.homes[last.unwrap()]);
            }
        }
        then.after(&before, keep_apart);
        Some(then)
    }

    fn partition(&self) -> BTreeMap<Key, MsixId> {
        self.keys.iter().map(|key| (*key, self.child(key))).collect()
    }

    fn after(&mut self, before: &BTreeMap<Key, MsixId>, keep_apart: bool) {
        let keys = self.keys.clone();
        for (at, one) in keys.iter().enumerate().filter(|_| keep_apart) {
            for other in &keys[at + 1..] {
                if before[one] == before[other] && self.child(one) != self.child(other) {
                    self.apart.insert((one, other));
                }
            }
        }
        self.forget_apart();
    }

    /// What is one is not kept apart.
    fn forget_apart(&mut self) {
        let apart = std::mem::take(&mut self.apart);
        self.apart = apart.into_iter().filter(|(one, other)| self.child(one) != self.child(other)).collect();
    }

    /// Two children may be proposed to be one again.
    pub(super) fn allow(&mut self, one: MsixId, other: MsixId) {
        let apart = std::mem::take(&mut self.apart);
        let between = |(a, b): &(Key, Key)| {
            let (a, b) = (self.child(a), self.child(b));
            (a, b) == (one, other) || (b, a) == (one, other)
        };
        self.apart = apart.into_iter().filter(|pair| !between(pair)).collect();
    }
}
