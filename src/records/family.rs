//! The children who may be of the same family as an opened one: same parents, same telephone, same household.

use std::collections::{BTreeMap, HashSet};
use std::ops::ControlFlow;

use super::{RecordsError, link};
use crate::access::OpenChild;
pub use crate::matching::household_marks;
use crate::matching::{Kinship, MOST_IN_BLOCK, family_keys};
use crate::model::{ContributionNo, Evidence, MsixId};
use crate::store::{Read, tables};

/// Most relatives that are offered.
const MOST: usize = 12;
/// Most contributions that are looked at: parents with the commonest names have more.
const MOST_LOOKED_AT: usize = 1_000;

/// A child who may be a brother or sister, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Relative {
    /// The child.
    pub msix_id: MsixId,
    /// Parents of both, as a state spells them.
    pub parents: Vec<String>,
    /// Whether a telephone or e-mail address of the parents is the same.
    pub contact: bool,
    /// Whether a state has both in one place now.
    pub together: bool,
}

/// The children who may be brothers and sisters of an opened one, the likeliest first: with both parents, a telephone
/// beside a parent or a surname, or a parent, a surname and a state in common.
pub fn relatives(child: &OpenChild) -> Result<Vec<Relative>, RecordsError> {
    let read = child.view();
    let Some((own, _)) = link::resolve(read, child.msix_id())? else { return Ok(Vec::new()) };
    let members = link::members(read, own)?;
    let said: Vec<Evidence> = read.get_all(&tables::EVIDENCE, &members)?.into_iter().flatten().collect();
    let others: Vec<ContributionNo> =
        filed(read, &said)?.into_iter().filter(|no| !members.contains(no)).take(MOST_LOOKED_AT).collect();
    let homes: Vec<Option<MsixId>> = read.get_all_fronts(&tables::MEMBERSHIP, &others)?;
    let evidence = read.get_all(&tables::EVIDENCE, &others)?;
    let mut found: BTreeMap<MsixId, (u32, Relative)> = BTreeMap::new();
    for (home, other) in homes.into_iter().zip(evidence) {
        let (Some(home), Some(other)) = (home, other) else { continue };
        for (likely, relative) in said.iter().filter_map(|one| related(one, &other, home)) {
            let known = found.entry(home).or_insert_with(|| (likely, relative.clone()));
            if likely > known.0 {
                *known = (likely, relative);
            }
        }
    }
    let mut all: Vec<(u32, Relative)> = found.into_values().collect();
    all.sort_by_key(|(likely, relative)| (std::cmp::Reverse(*likely), relative.msix_id));
    Ok(all.into_iter().take(MOST).map(|(_, relative)| relative).collect())
}

/// Whether two contributions are of children of one household, surely enough for what nobody looks at before.
pub fn are_of_one_household(one: &Evidence, other: &Evidence) -> bool {
    Kinship::of(one, other).is_household()
}

/// The contributions that are filed under a key of the family.
fn filed(read: &impl Read, said: &[Evidence]) -> Result<Vec<ContributionNo>, RecordsError> {
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    let keys: Vec<u64> = said.iter().flat_map(family_keys).collect();
    let ranges = keys.iter().map(|key| (*key, ContributionNo(0))..=(*key, ContributionNo(u32::MAX)));
    let (mut block, mut length) = (0, 0);
    read.visit_each(&tables::BLOCK, ranges, |(key, no), _| {
        length = if key == block { length + 1 } else { 1 };
        block = key;
        if seen.insert(no) {
            found.push(no);
        }
        if length >= MOST_IN_BLOCK { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    Ok(found)
}

/// How likely two contributions are of one family, and why; none when they are not, or are of one child.
fn related(one: &Evidence, other: &Evidence, home: MsixId) -> Option<(u32, Relative)> {
    let same_child = one.birth_dates.first() == other.birth_dates.first()
        && one.names.first().map(|name| name.first.to_lowercase())
            == other.names.first().map(|name| name.first.to_lowercase());
    let kin = Kinship::of(one, other);
    let same_state = one.key.state == other.key.state;
    let place = |evidence: &Evidence| evidence.stays.first().and_then(|stay| stay.place);
    let together = same_state && place(one).is_some() && place(one) == place(other);
    if same_child || !kin.is_family(same_state) {
        return None;
    }
    let Kinship { parents, contact, surname } = kin;
    let likely = 4 * u32::from(parents.len() > 1)
        + 4 * u32::from(contact)
        + 2 * u32::from(!parents.is_empty())
        + u32::from(together)
        + u32::from(surname);
    let parents = parents.iter().map(ToString::to_string).collect();
    Some((likely, Relative { msix_id: home, parents, contact, together }))
}
