//! The decision on a new contribution in face of whole children, not of pairs.

use super::compare::{self, Compared, Comparison, compare};
use super::prepared::Prepared;
use super::vocabulary::{Agreement, Field};
use super::weights::{NEAR_THRESHOLD, reason, weigh};
use super::{Candidate, Decision};
use crate::model::{ContributionNo, Evidence, Explanation, MsixId};

/// Most near matches of one contribution.
pub const MOST_NEAR: usize = 5;

/// A given name or surname this common needs one more thing that agrees before a match by sound alone joins.
const COMMON: f32 = 0.003;

/// Decides about a new contribution in face of all candidates; their order does not matter. A retired MSIX ID sent by
/// the state must have been replaced by the surviving one before.
///
/// It joins the one child that qualifies. When several do, or something forbids (a multiple birth flag, two live
/// contributions of one state, a contradiction with any member), people decide: near matches, one per child.
pub fn decide(new: &Evidence, candidates: &[Candidate]) -> Decision {
    let prepared = Prepared::new(new);
    let mut judged: Vec<Judged> = candidates.iter().filter_map(|candidate| judge(&prepared, candidate)).collect();
    judged.sort_by(|a, b| b.explanation.score.total_cmp(&a.explanation.score).then(a.nearest.cmp(&b.nearest)));
    // A child proved by an identifier needs no contest with those that merely qualify.
    let best = judged.iter().map(|child| child.verdict).max().unwrap_or(Verdict::Near);
    let mut winners = judged.iter().filter(|child| child.verdict == best);
    if best > Verdict::Near
        && let (Some(child), None) = (winners.next(), winners.next())
    {
        return Decision::Join { msix_id: child.msix_id, explanation: child.explanation.clone() };
    }
    let near = judged.into_iter().take(MOST_NEAR).map(|mut child| {
        if child.verdict > Verdict::Near {
            note(&mut child.explanation, Field::Rivals, Agreement::Several);
        }
        (child.nearest, child.explanation)
    });
    Decision::New { near: near.collect() }
}

/// A candidate that is at least near.
struct Judged {
    msix_id: MsixId,
    verdict: Verdict,
    /// The member that is most alike.
    nearest: ContributionNo,
    explanation: Explanation,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Near,
    Qualifies,
    Proved,
}

fn judge(new: &Prepared<'_>, candidate: &Candidate) -> Option<Judged> {
    let members: Vec<_> = candidate.members.iter().map(|(no, evidence)| (no, Prepared::new(evidence))).collect();
    if !members.iter().any(|(_, member)| may_be_near(new, member, candidate.msix_id)) {
        return None;
    }
    let mut pairs: Vec<(ContributionNo, Comparison, Explanation)> = Vec::with_capacity(members.len());
    for (number, member) in &members {
        let mut comparison = compare(new, member);
        // The state names a child of the exchange: this one, or another.
        if let Some(sent) = new.evidence.msix_id_sent {
            let agreement = if sent == candidate.msix_id { Agreement::Same } else { Agreement::Contradicts };
            if comparison.ids.agreement != Agreement::Same {
                comparison.ids = Compared::of(agreement);
            }
        }
        pairs.push((**number, comparison, weigh(&comparison)));
    }
    pairs.sort_by(|a, b| b.2.score.total_cmp(&a.2.score).then(a.0.cmp(&b.0)));
    let proved = pairs.iter().any(|(_, comparison, _)| comparison.ids.agreement == Agreement::Same);
    let contradicted = pairs.iter().any(|(_, comparison, _)| contradicts(comparison));
    let qualifies = pairs.iter().any(|(_, comparison, _)| qualifies(comparison));
    let plausible = pairs.iter().any(|(_, comparison, _)| plausible(comparison));
    let crowded = crowded(new.evidence, candidate);
    let (nearest, comparison, mut explanation) = pairs.into_iter().next()?;
    let verdict = if proved && plausible {
        Verdict::Proved
    } else if qualifies && !contradicted && !crowded {
        Verdict::Qualifies
    } else if proved || near(&comparison, &explanation) {
        Verdict::Near
    } else {
        return None;
    };
    // `TwoInOneState` between the pair itself already stands in the explanation.
    if crowded && verdict == Verdict::Near && comparison.ids.agreement != Agreement::TwoInOneState {
        note(&mut explanation, Field::State, Agreement::TwoInOneState);
    }
    Some(Judged { msix_id: candidate.msix_id, verdict, nearest, explanation })
}

/// What every verdict asks of some member: a given name that is close, or an identifier. Most children that share a
/// blocking key with the new contribution have neither, and need no further look.
fn may_be_near(new: &Prepared<'_>, member: &Prepared<'_>, msix_id: MsixId) -> bool {
    new.evidence.msix_id_sent == Some(msix_id)
        || compare::names(new, member).first.agreement.is_close()
        || compare::ids(new.evidence, member.evidence) == Agreement::Same
}

/// Whether one state would stand for the child twice: such a child may be two, twins often are.
fn crowded(new: &Evidence, candidate: &Candidate) -> bool {
    let mut states: Vec<_> = candidate.members.iter().map(|(_, member)| member.key.state).collect();
    states.push(new.key.state);
    states.sort_unstable();
    states.windows(2).any(|pair| matches!(pair, [a, b] if a == b))
}

/// First name, last name 1, birth date and sex agree, and a name that is common and agrees by sound or nickname alone,
/// is cut, or stands elsewhere has one more thing to show.
fn qualifies(c: &Comparison) -> bool {
    let [first, last] = [c.first_name, c.last_name_1].map(|name| name.agreement);
    let swapped = c.surnames.agreement == Agreement::Swapped;
    // Half of a common double name is another child's name too: Maria Elena, Maria Guadalupe.
    let cut = first == Agreement::Part && c.first_name.frequency < COMMON;
    if !(first.is_alike() || cut) || !(last.is_alike() || swapped) || c.birth_date.agreement != Agreement::Same {
        return false;
    }
    let loose = |name: Compared| name.agreement != Agreement::Same && name.frequency >= COMMON;
    let second_surname = c.last_name_2.agreement.is_alike();
    let other = matches!(c.parents.agreement, Agreement::Same | Agreement::Part)
        || c.birth_place.agreement == Agreement::Same
        || c.middle_name.agreement.is_alike();
    let needs_more = loose(c.first_name) || (!swapped && loose(c.last_name_1));
    let needs_other = cut || swapped || c.sex.agreement != Agreement::Same;
    (!needs_more || second_surname || other) && (!needs_other || other)
}

/// What forbids a join, whichever member of the child says it.
fn contradicts(c: &Comparison) -> bool {
    use Agreement::{Contradicts, Different, Flagged};
    let values = [c.first_name, c.middle_name, c.last_name_1, c.last_name_2, c.birth_date, c.sex, c.parents];
    values.iter().any(|value| value.agreement == Different)
        || [c.suffix, c.multiple_birth, c.ids].iter().any(|value| matches!(value.agreement, Contradicts | Flagged))
}

/// Enough agreement to believe an identifier: a state that pastes a twin's or a stranger's number is stopped here.
fn plausible(c: &Comparison) -> bool {
    let date = matches!(
        c.birth_date.agreement,
        Agreement::Same
            | Agreement::DayMonthSwapped
            | Agreement::YearOff
            | Agreement::OneDigit
            | Agreement::DefaultDate
    );
    let surname = c.last_name_1.agreement.is_close() || c.surnames.agreement != Agreement::Missing;
    let given = c.first_name.agreement.is_close();
    // With two given names that are merely similar and twins about, people look.
    let twins = matches!(c.multiple_birth.agreement, Agreement::Flagged | Agreement::Contradicts);
    let given = if twins { c.first_name.agreement.is_alike() } else { given };
    given && (date || surname) && c.middle_name.agreement != Agreement::Different
}

/// Whether people should see it. Siblings and twins share everything but the given name: without evidence in the given
/// name, nothing else counts.
fn near(comparison: &Comparison, explanation: &Explanation) -> bool {
    comparison.first_name.agreement.is_close() && explanation.score >= NEAR_THRESHOLD
}

fn note(explanation: &mut Explanation, field: Field, agreement: Agreement) {
    explanation.reasons.push(reason(field, Compared::of(agreement)));
}
