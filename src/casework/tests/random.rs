//! Random orders of what states send and what people decide, against the obvious model: after each step every
//! contribution belongs to one child, and to the one the model says; no identifier leads nowhere; what people keep apart
//! is what the model keeps apart; at the end nothing is locked.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::desk::{Desk, state, why};
use super::model::{Decision, Key, Model};
use crate::casework::{CaseError, Wish};
use crate::model::{
    Area, ContributionNo, Item, ItemId, ItemStatus, Level, MsixId, NearStatus, Plan, Role, Subject, Undoing,
};
use crate::records::regroup;
use crate::store::{Read, View, tables};

const KEYS: [Key; 7] = ["TX/1", "TX/2", "WA/3", "WA/4", "FL/5", "OR/6", "TX/7"];
/// Where somebody decides for a district.
const MCALLEN: &str = "4829540";
const NAMES: [&str; 5] = ["Ana", "Eva", "Ivy", "Luz", "Sol"];

/// Two of the Texan children are in one district, the third in another; the other states tell none.
fn district(key: Key) -> Option<&'static str> {
    match key {
        "TX/1" | "TX/2" => Some(MCALLEN),
        "TX/7" => Some("4816230"),
        _ => None,
    }
}

#[derive(Debug, Clone)]
enum Step {
    Send(usize, usize),
    Withdraw(usize),
    Judge { item: usize, same: bool },
    Merge(usize, usize),
    Split { child: usize, mask: u8, again: bool },
    Undo { decision: usize, again: bool },
    Unlink { key: usize, again: bool },
    Approve(usize),
    Reject { item: usize, again: bool },
    Cancel(usize),
    Reopen(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let key = 0..KEYS.len();
    prop_oneof![
        6 => (key.clone(), 0..NAMES.len()).prop_map(|(key, name)| Step::Send(key, name)),
        1 => key.clone().prop_map(Step::Withdraw),
        3 => (0..9usize, any::<bool>()).prop_map(|(item, same)| Step::Judge { item, same }),
        6 => (key.clone(), key.clone()).prop_map(|(one, other)| Step::Merge(one, other)),
        3 => (key.clone(), any::<u8>(), any::<bool>())
            .prop_map(|(child, mask, again)| Step::Split { child, mask, again }),
        5 => (0..9usize, any::<bool>()).prop_map(|(decision, again)| Step::Undo { decision, again }),
        1 => (key, any::<bool>()).prop_map(|(key, again)| Step::Unlink { key, again }),
        8 => (0..9usize).prop_map(Step::Approve),
        1 => (0..9usize, any::<bool>()).prop_map(|(item, again)| Step::Reject { item, again }),
        1 => (0..9usize).prop_map(Step::Cancel),
        1 => (0..9usize).prop_map(Step::Reopen),
    ]
}

/// Two data administrators of the nation: who may do what is told elsewhere.
struct Both {
    desk: Desk,
    model: Model,
    decisions: Vec<(ItemId, Decision)>,
}

impl Both {
    fn new() -> Self {
        let desk = Desk::new();
        desk.hire("nora", Role::StateDataAdministrator, None);
        desk.hire("nick", Role::StateDataAdministrator, None);
        desk.hire_in("mac", Role::StateDataAdministrator, Area::District(state("TX"), MCALLEN.into()));
        Self { desk, model: Model::default(), decisions: Vec::new() }
    }

    fn items(&self, fits: impl Fn(&Item) -> bool) -> Vec<Item> {
        let all = self.desk.world.store().view().unwrap().range(&tables::ITEM, ..).unwrap();
        all.into_iter().map(|(_, item)| item).filter(|item| fits(item)).collect()
    }

    fn pick(&self, at: usize, fits: impl Fn(&Item) -> bool) -> Option<Item> {
        let all = self.items(fits);
        all.get(at % all.len().max(1)).cloned()
    }

    fn pending(&self, at: usize) -> Option<Item> {
        self.pick(at, |item| item.status.is_open() && item.proposal().is_some())
    }

    fn key(&self, no: ContributionNo) -> Key {
        self.model.keys[usize::try_from(no.0).unwrap() - 1]
    }

    fn locked(&self, children: &[MsixId]) -> bool {
        let view = self.desk.world.store().view().unwrap();
        children.iter().any(|child| view.get(&tables::LOCK, child).unwrap().is_some())
    }

    fn known(&self, at: usize) -> Option<Key> {
        self.model.keys.get(at % self.model.keys.len().max(1)).copied()
    }

    fn go(&mut self, step: &Step) {
        match *step {
            Step::Send(key, name) => {
                let got = match district(KEYS[key]) {
                    Some(district) => self.desk.send_from(KEYS[key], NAMES[name], "Garza", district),
                    None => self.desk.send(KEYS[key], NAMES[name], "Garza"),
                };
                self.model.send(KEYS[key], NAMES[name], got);
            }
            Step::Withdraw(at) => {
                if let Some(key) = self.known(at) {
                    self.desk.withdraw(key);
                    self.model.withdraw(key);
                }
            }
            Step::Judge { item, same } => self.judge(item, same),
            Step::Merge(one, other) => self.merge(one, other),
            Step::Split { child, mask, again } => self.split(child, mask, again),
            Step::Undo { decision, again } => self.undo(decision, again),
            Step::Unlink { key, again } => {
                if let Some(key) = self.known(key) {
                    let of = Undoing::Link(self.desk.no(key));
                    let _ = self.desk.propose("nora", &Wish::Undo { of, may_propose_again: again });
                }
            }
            Step::Approve(at) => self.approve(at),
            Step::Reject { item, again } => self.reject(item, again),
            Step::Cancel(at) => {
                if let Some(item) = self.pending(at) {
                    self.desk.casework.cancel(&self.desk.proposer("nora"), item.id, None).unwrap();
                }
            }
            Step::Reopen(at) => self.reopen(at),
        }
    }

    fn judge(&mut self, at: usize, same: bool) {
        let near = self.pick(at, |item| item.status.is_open() && item.proposal().is_none());
        let Some((item, Subject::NearMatch { left, right })) = near.map(|item| (item.id, item.subject)) else { return };
        let (left, right) = (self.key(left), self.key(right));
        if same {
            let locked = self.locked(&[self.model.child(left), self.model.child(right)]);
            assert_eq!(self.desk.judge_same("nora", item).is_ok(), !locked);
        } else {
            let view = self.desk.world.store().view().unwrap();
            let lock = |key| view.get(&tables::LOCK, &self.model.child(key)).unwrap();
            let decided_elsewhere = lock(left).is_some() && lock(left) == lock(right);
            assert_eq!(self.desk.judge_different("nick", item).is_ok(), !decided_elsewhere);
            if !decided_elsewhere {
                self.model.apart.insert((left, right));
            }
        }
    }

    fn merge(&mut self, one: usize, other: usize) {
        let (Some(one), Some(other)) = (self.known(one), self.known(other)) else { return };
        let (master, other) = (self.model.child(one), self.model.child(other));
        let fine = master != other
            && self.model.is_active(master)
            && self.model.is_active(other)
            && !self.locked(&[master, other]);
        assert_eq!(self.desk.merge("nora", master, other).is_ok(), fine);
    }

    fn split(&mut self, at: usize, mask: u8, again: bool) {
        let Some(key) = self.known(at) else { return };
        let child = self.model.child(key);
        let members = self.model.members(child);
        let leaving: Vec<Key> =
            members.iter().enumerate().filter(|(at, _)| mask & (1 << at) != 0).map(|(_, key)| *key).collect();
        // Two of them together, the others each for itself.
        let parts: Vec<Vec<ContributionNo>> =
            leaving.chunks(2).map(|part| part.iter().map(|key| self.desk.no(key)).collect()).collect();
        let fine = !leaving.is_empty() && leaving.len() < members.len() && !self.locked(&[child]);
        let wish = Wish::Split { child, parts, may_propose_again: again };
        assert_eq!(self.desk.propose("nora", &wish).is_ok(), fine);
    }

    fn undo(&mut self, at: usize, again: bool) {
        let Some((id, decision)) = self.decisions.get(at % self.decisions.len().max(1)).cloned() else { return };
        let outcome = self.desk.undo("nora", id, again);
        let undone = self.desk.item(id).followed_by.is_some();
        let moves = self.model.undone(&decision, !again).is_some();
        match outcome {
            Ok(_) => assert!(!undone && moves),
            Err(CaseError::Locked(_)) => {}
            Err(CaseError::Plan(_)) => assert!(undone || !moves),
            Err(other) => panic!("{other}"),
        }
    }

    fn approve(&mut self, at: usize) {
        let Some(item) = self.pending(at) else { return };
        match self.desk.approve("nick", item.id) {
            Ok(()) => {}
            Err(CaseError::Superseded(_)) => return,
            Err(other) => panic!("{other}"),
        }
        let proposal = item.proposal().unwrap();
        match &proposal.plan {
            Plan::Match { master, other, .. } => {
                let decision = self.model.merge(*master, &[*other]);
                self.decisions.push((item.id, decision));
            }
            Plan::Merge { master, others } => {
                let decision = self.model.merge(*master, others);
                self.decisions.push((item.id, decision));
            }
            Plan::Split { parts, may_propose_again, .. } => {
                let parts: Vec<(Key, MsixId)> = parts
                    .iter()
                    .flat_map(|part| {
                        let new = self.desk.child(self.key(part[0]));
                        part.iter().map(move |no| (*no, new))
                    })
                    .map(|(no, new)| (self.key(no), new))
                    .collect();
                assert!(parts.iter().all(|(_, new)| !self.model.known.contains(new)), "a new number for each part");
                let decision = self.model.split(&parts, !may_propose_again);
                self.decisions.push((item.id, decision));
            }
            Plan::Undo { of: Undoing::Link(no), may_propose_again } => {
                let key = self.key(*no);
                let new = self.desk.child(key);
                self.model.split(&[(key, new)], !may_propose_again);
            }
            Plan::Undo { of: Undoing::Decision(id), may_propose_again } => {
                let decision = self.decisions.iter().find(|(known, _)| known == id).unwrap().1.clone();
                self.model = self.model.undone(&decision, !may_propose_again).unwrap();
            }
        }
    }

    fn reject(&mut self, at: usize, again: bool) {
        let Some(item) = self.pending(at) else { return };
        self.desk.reject("nick", item.id, again).unwrap();
        if again {
            return;
        }
        let pair = match &item.proposal().unwrap().plan {
            Plan::Match { near, .. } => match self.desk.item(*near).subject {
                Subject::NearMatch { left, right } => (self.key(left), self.key(right)),
                _ => panic!("a proposal about a proposal"),
            },
            Plan::Merge { master, others } => {
                self.model.pair(self.model.members(*master)[0], self.model.members(others[0])[0])
            }
            _ => return,
        };
        self.model.apart.insert(pair);
    }

    fn reopen(&mut self, at: usize) {
        let closed =
            |item: &Item| matches!(item.status, ItemStatus::Different | ItemStatus::Rejected | ItemStatus::Approved);
        let Some(item) = self.pick(at, closed) else { return };
        if self.desk.casework.reopen(&self.desk.decider("nora"), item.id, why("look again")).is_ok() {
            let children: Vec<MsixId> = match item.subject {
                Subject::NearMatch { left, right } => [left, right].map(|no| self.model.child(self.key(no))).to_vec(),
                _ => item.children.iter().map(|child| self.model.resolve(*child)).collect(),
            };
            for one in &children {
                for other in children.iter().filter(|other| *other != one) {
                    self.model.allow(*one, *other);
                }
            }
        }
    }

    fn compare(&self) {
        self.desk.sound();
        let view = self.desk.world.store().view().unwrap();
        for key in &self.model.keys {
            assert_eq!(self.desk.child(key), self.model.child(key), "{key}");
        }
        for id in &self.model.known {
            assert_eq!(regroup::in_use(&view, *id).unwrap(), Some(self.model.resolve(*id)), "{id}");
        }
        let near = view.range(&tables::NEAR, ..).unwrap();
        let different = near.iter().filter(|(_, pair)| pair.status == NearStatus::Different);
        let apart: Vec<_> = different.map(|((left, right), _)| (self.key(*left), self.key(*right))).collect();
        let expected: Vec<_> = self.model.apart.iter().copied().collect();
        let mut apart = apart;
        apart.sort_unstable();
        assert_eq!(apart, expected);
        self.compare_questions(&view);
        self.compare_lists();
    }

    /// Who has a district sees what stands at its level and lies in it as a whole, and nothing else; nothing stands there
    /// that a state without districts has to decide as well.
    fn compare_lists(&self) {
        let texas = state("TX");
        let low = self.items(|item| item.status.is_open() && item.level == Level::District);
        for item in &low {
            assert!(!item.states.contains(&state("WA")), "{item:?}");
            assert!(item.districts.iter().all(|(of, district)| *of == texas && district == MCALLEN), "{item:?}");
            assert!(!item.districts.is_empty(), "{item:?}");
        }
        let mut seen = self.desk.list("mac");
        seen.sort_unstable();
        assert_eq!(seen, low.iter().map(|item| item.id).collect::<Vec<_>>());
    }

    /// Each two children between whom a pair is open are asked about in one item, and nobody else is.
    fn compare_questions(&self, view: &View) {
        let near = view.range(&tables::NEAR, ..).unwrap();
        let open = near.iter().filter(|(_, pair)| pair.status == NearStatus::Open);
        let two = |one: MsixId, other: MsixId| (one.min(other), one.max(other));
        let expected: BTreeSet<_> = open
            .map(|((left, right), _)| two(self.model.child(self.key(*left)), self.model.child(self.key(*right))))
            .collect();
        let mut asked: Vec<_> = self
            .items(|item| item.status.is_open())
            .iter()
            .filter_map(|item| match item.subject {
                Subject::NearMatch { left, right } => {
                    Some(two(self.model.child(self.key(left)), self.model.child(self.key(right))))
                }
                _ => None,
            })
            .collect();
        asked.sort_unstable();
        assert_eq!(asked, expected.into_iter().collect::<Vec<_>>());
    }
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(48)
}

proptest! {
    // Long stories, few of them; set PROPTEST_CASES for more.
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn any_order_ends_where_the_obvious_model_ends(steps in proptest::collection::vec(step(), 20..90)) {
        let mut both = Both::new();
        for step in &steps {
            both.go(step);
            both.compare();
        }
        for item in both.items(|item| item.status.is_open() && item.proposal().is_some()) {
            both.desk.casework.cancel(&both.desk.proposer("nora"), item.id, None).unwrap();
        }
        both.compare();
        prop_assert_eq!(both.desk.world.store().view().unwrap().len(&tables::LOCK).unwrap(), 0);
    }
}
