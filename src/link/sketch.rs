//! A record's sketch, with what proves a person beside the name.

use std::fmt::Display;

use super::person::mark;
use crate::matching::{may_be_one, sketch};
use crate::model::{self, Evidence};

/// Tells most strangers apart without looking at their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sketch {
    seen: model::Sketch,
    /// Marks of the contacts, the MSIX ID and the state's identifier; and a bit for each, so that few are looked at.
    proofs: Box<[u64]>,
    proof_bits: u64,
}

impl Sketch {
    /// Of a record; `of_state` when its state and its identifier there are named.
    pub(super) fn new(evidence: &Evidence, of_state: bool) -> Self {
        let marked = |what: &str, value: &dyn Display| mark(&format!("{what}\0{value}"));
        let contacts = evidence.contacts.iter().map(|contact| marked("tel", contact));
        let sent = evidence.msix_id_sent.map(|sent| marked("msix", &sent));
        let own = of_state.then(|| marked(evidence.key.state.as_str(), &evidence.key.id.as_str()));
        let proofs: Box<[u64]> = contacts.chain(sent).chain(own).collect();
        let proof_bits = proofs.iter().fold(0, |bits, proof| bits | 1_u64 << (proof >> 32 & 63));
        Self { seen: sketch(evidence), proofs, proof_bits }
    }

    /// Whether two records are no strangers, or have a contact or an identifier in common.
    pub(super) fn may_be_one(&self, other: &Self) -> bool {
        may_be_one(&self.seen, &other.seen)
            || (self.proof_bits & other.proof_bits != 0 && self.proofs.iter().any(|one| other.proofs.contains(one)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PersonName;

    #[test]
    fn whoever_shares_a_proof_is_looked_at() {
        let key = |id: &str| crate::model::ContributionKey { state: "TX".parse().unwrap(), id: id.parse().unwrap() };
        let named = |first: &str, id: &str, change: &dyn Fn(&mut Evidence)| {
            let name = PersonName { first: first.into(), last_1: first.into(), ..PersonName::default() };
            let mut evidence = Evidence { names: vec![name], ..Evidence::silent(key(id)) };
            change(&mut evidence);
            Sketch::new(&evidence, true)
        };
        let contacts = |all: &[u32]| named("Lissete", "1", &|e: &mut Evidence| e.contacts = all.to_vec());
        let sent = |first: &str, id: &str| {
            named(first, id, &|e: &mut Evidence| e.msix_id_sent = crate::model::MsixId::from_serial(7))
        };
        let other = |all: &[u32], id: &str| named("Ana", id, &|e: &mut Evidence| e.contacts = all.to_vec());
        assert!(contacts(&[1, 2, 3]).may_be_one(&other(&[9, 3], "2")), "the last contact");
        assert!(contacts(&[]).may_be_one(&other(&[], "1")), "the state's identifier");
        assert!(sent("Lissete", "1").may_be_one(&sent("Ana", "2")), "the MSIX ID");
        assert!(!contacts(&[1, 2]).may_be_one(&other(&[3], "2")));
    }
}
