//! The decision on a new contribution in face of whole children, not of pairs.

use super::compare::{self, Compared, Comparison, compare};
use super::prepared::Prepared;
use super::vocabulary::{Agreement, Field};
use super::weights::{COMMON, NEAR_THRESHOLD, reason, weigh};
use super::{Candidate, Decision};
use crate::model::{ContributionNo, Evidence, Explanation, MsixId};

/// Most near matches of one contribution.
pub const MOST_NEAR: usize = 5;

/// Two names at least this common need one more thing that agrees when the birth date is 1 January.
const KNOWN: f32 = 0.001;

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
/// is cut, or stands elsewhere has one more thing to show. No doubt remains that people would look into.
fn qualifies(c: &Comparison) -> bool {
    let [first, last] = [c.first_name, c.last_name_1].map(|name| name.agreement);
    let swapped = c.surnames.agreement == Agreement::Swapped;
    // Half of a common double name is another child's name too: Maria Elena, Maria Guadalupe.
    let cut = first == Agreement::Part && c.first_name.frequency < COMMON;
    if !(first.is_alike() || cut) || !(last.is_alike() || swapped) || c.birth_date.agreement != Agreement::Same {
        return false;
    }
    // Two bearers of common names may well be two children when their birth places or parents are.
    let both = |least| c.first_name.frequency >= least && (swapped || c.last_name_1.frequency >= least);
    let elsewhere = c.doubts.parents || c.birth_place.agreement == Agreement::Different;
    if c.doubts.given || c.doubts.newest || (both(COMMON) && elsewhere) {
        return false;
    }
    let loose = |name: Compared| name.agreement != Agreement::Same && name.frequency >= COMMON;
    let second_surname = c.last_name_2.agreement.is_alike();
    let other = matches!(c.parents.agreement, Agreement::Same | Agreement::Part)
        || c.birth_place.agreement == Agreement::Same
        || c.middle_name.agreement.is_alike();
    let needs_more = loose(c.first_name) || (!swapped && loose(c.last_name_1));
    let undated = c.doubts.new_year && both(KNOWN);
    let needs_other = cut || swapped || undated || c.sex.agreement != Agreement::Same;
    (!needs_more || second_surname || other) && (!needs_other || other)
}

/// What forbids a join, whichever member of the child says it.
fn contradicts(c: &Comparison) -> bool {
    use Agreement::{Contradicts, Different};
    let values = [c.first_name, c.middle_name, c.last_name_1, c.last_name_2, c.birth_date, c.sex, c.parents];
    values.iter().any(|value| value.agreement == Different)
        || twins_about(c)
        || [c.suffix, c.ids].iter().any(|value| value.agreement == Contradicts)
}

/// Whether a side says that there is a twin.
fn twins_about(c: &Comparison) -> bool {
    matches!(c.multiple_birth.agreement, Agreement::Flagged | Agreement::Contradicts)
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
    let (given, sex) = (c.first_name.agreement, c.sex.agreement);
    if sex == Agreement::Different || c.middle_name.agreement == Agreement::Different {
        return false;
    }
    if given.is_alike() && !c.doubts.given {
        return date || surname;
    }
    // Given names that are merely similar are two children's as often as one's: Daniel and Daniela.
    let all_else = c.birth_date.agreement == Agreement::Same && sex == Agreement::Same && !contradicts(c);
    given.is_close() && surname && all_else
}

/// Whether people should see it. Siblings and twins share everything but the given name: without evidence in the given
/// name, nothing else counts.
fn near(comparison: &Comparison, explanation: &Explanation) -> bool {
    comparison.first_name.agreement.is_close() && explanation.score >= NEAR_THRESHOLD
}

fn note(explanation: &mut Explanation, field: Field, agreement: Agreement) {
    explanation.reasons.push(reason(field, Compared::of(agreement)));
}
