//! How the engine compares two children whom people want to be one, whether or not it was ever asked about them.

use crate::matching::{Comparison, Profile, compare, twins_about};
use crate::model::{ContributionNo, MsixId, NearMatch, NearStatus, Timestamp};
use crate::records::{Matcher, RecordsError, link};
use crate::store::{Read, tables};

/// The comparison of two children by the two contributions most alike; where a state speaks of a twin, of those that do.
/// It is stored nowhere. `None` when a child has no contribution that says anything.
pub fn likeness(
    read: &impl Read,
    matcher: &Matcher,
    one: MsixId,
    other: MsixId,
    now: Timestamp,
) -> Result<Option<NearMatch>, RecordsError> {
    let (ones, others) = (profiles(read, matcher, one)?, profiles(read, matcher, other)?);
    let model = matcher.model();
    let pairs =
        ones.iter().flat_map(|(no, a)| others.iter().map(move |(other, b)| (*no, *other, compare(a, b, model))));
    let by_twins = |pair: &Comparison| (twins_about(pair), model.score(pair));
    let nearest = pairs.max_by(|x, y| {
        let ((twins_x, x), (twins_y, y)) = (by_twins(&x.2), by_twins(&y.2));
        twins_x.cmp(&twins_y).then(x.total_cmp(&y))
    });
    Ok(nearest.map(|(no, other, comparison)| NearMatch {
        left: no.min(other),
        right: no.max(other),
        found: now,
        explanation: model.weigh(&comparison),
        status: NearStatus::Open,
    }))
}

fn profiles(
    read: &impl Read,
    matcher: &Matcher,
    child: MsixId,
) -> Result<Vec<(ContributionNo, Profile)>, RecordsError> {
    let members = link::members(read, child)?;
    let said = read.get_all(&tables::EVIDENCE, &members)?;
    let profiles = members.into_iter().zip(said).filter_map(|(no, said)| Some((no, matcher.profile(&said?))));
    Ok(profiles.collect())
}
