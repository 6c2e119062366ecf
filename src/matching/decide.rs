//! The decision on a new contribution in face of whole children, not of pairs.

use super::compare::{Compared, Comparison, compare, compare_if_alike, date_pair, ids};
use super::names::compare_names;
use super::profile::Profile;
use super::second::is_second_id;
use super::twins::{Twins, are_two_names, as_twins_are, is_likely_proof, is_proof, twins_about};
use super::vocabulary::{Agreement, Field};
use super::weights::Model;
use crate::model::{ContributionNo, Explanation, MsixId};

/// Most near matches of one contribution.
pub const MOST_NEAR: usize = 3;

/// A child that may be the new contribution's, with all its contributions made ready.
#[derive(Debug, Clone)]
pub struct Known<'a> {
    /// The child.
    pub msix_id: MsixId,
    /// Its contributions.
    pub members: Vec<(ContributionNo, &'a Profile)>,
}

/// A child that the program would join a contribution to.
#[derive(Debug, Clone, PartialEq)]
pub struct Join {
    /// The child.
    pub msix_id: MsixId,
    /// Its contribution that is most alike.
    pub nearest: ContributionNo,
    /// Why.
    pub explanation: Explanation,
    /// Children that fit about as well and were taken for the same one: where people have said that they are not, people
    /// decide here too.
    pub beside: Vec<MsixId>,
}

/// What the engine would do.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Verdict {
    /// The child to join.
    pub join: Option<Join>,
    /// Contributions that people should compare with the new one, most likely first.
    pub near: Vec<(ContributionNo, Explanation)>,
}

/// Decides about a new contribution in face of all candidates; their order does not matter. A retired MSIX ID sent by
/// the state must have been replaced by the surviving one before.
pub(super) fn decide(model: &Model, new: &Profile, candidates: &[Known<'_>]) -> Verdict {
    let mut judged: Vec<Judged<'_, '_>> = candidates.iter().filter_map(|known| judge(model, new, known)).collect();
    judged.sort_by(|a, b| b.proved.cmp(&a.proved).then(b.score.total_cmp(&a.score)).then(a.nearest.cmp(&b.nearest)));
    let (mut join, mut rivals) = (None, false);
    if let Some((best, others)) = judged.split_first()
        && best.free
        && (best.proved || best.score >= model.automatic())
    {
        let (beside, against): (Vec<_>, Vec<_>) = others
            .iter()
            .filter(|other| other.is_as_near(best, model))
            .partition(|other| one_child(model, best, other));
        rivals = !against.is_empty();
        if !rivals && !twins_forbid(model, best, others) {
            join = Some(Join {
                msix_id: best.known.msix_id,
                nearest: best.nearest,
                explanation: best.explain(model),
                beside: beside.iter().map(|other| other.known.msix_id).collect(),
            });
        }
    }
    let near = judged.iter().filter(|child| Some(child.known.msix_id) != join.as_ref().map(|join| join.msix_id));
    let near = near.filter(|child| child.proved || child.score >= model.near()).take(MOST_NEAR).map(|child| {
        let mut why = child.explain(model);
        if rivals && child.free && child.score >= model.automatic() {
            why.reasons.push(model.reason(Field::Rivals, Agreement::Several, 0.0));
        }
        (child.nearest, why)
    });
    let near = near.collect();
    Verdict { join, near }
}

/// Whether there may be a twin, and it is not proved that the contribution is this child's. Where a side says so, names
/// and birth date are proof, if nobody in sight who may be the twin has given names close to its own. Where nobody says so
/// but one state would stand for the child twice, no twin may be in sight, whatever the name.
fn twins_forbid(model: &Model, best: &Judged<'_, '_>, others: &[Judged<'_, '_>]) -> bool {
    if best.second && !best.proved && others.iter().any(|other| other.twin) {
        return true;
    }
    // What is likely gives way to whose proof is no worse.
    let likely = || best.likely_proof && !others.iter().any(|other| other.proof || other.likely_proof);
    let sure = || (best.proof || likely()) && !others.iter().any(|other| other.close_twin);
    best.flagged && !best.proved && (model.twins() == Twins::People || !sure())
}

/// A candidate that is worth a look.
struct Judged<'a, 'b> {
    known: &'a Known<'b>,
    /// Bits, of the child as a whole.
    score: f32,
    /// An identifier says so.
    proved: bool,
    /// Nothing forbids the program to join by itself, if there is no twin.
    free: bool,
    /// A side says that there is a twin.
    flagged: bool,
    /// Names and birth date prove that it is this child, even if there is a twin.
    proof: bool,
    /// The same but for a slip.
    likely_proof: bool,
    /// It may be the twin: as alike as twins are, and not of the very same given names.
    twin: bool,
    /// The same, of given names that may be the same with something left out or amiss.
    close_twin: bool,
    /// One state stands for it and for the new contribution, and both are proved to be one child.
    second: bool,
    /// The member that is most alike.
    nearest: ContributionNo,
    comparison: Comparison,
    crowded: bool,
}

impl Judged<'_, '_> {
    /// Whether it fits about as well as the best. Where the best bears the very same given names and birth date and this
    /// one does not, they tell the two apart.
    fn is_as_near(&self, best: &Self, model: &Model) -> bool {
        self.score >= model.near()
            && self.proved == best.proved
            && self.score > best.score - model.whole().ahead
            && (self.proof || !best.proof)
    }

    fn explain(&self, model: &Model) -> Explanation {
        let mut why = model.weigh(&self.comparison);
        let dissent = self.score - why.score;
        if dissent < -0.05 {
            why.reasons.push(model.reason(Field::Others, Agreement::Contradicts, dissent));
            why.score = self.score;
        }
        if self.crowded {
            why.reasons.push(model.reason(Field::State, Agreement::TwoInOneState, 0.0));
        }
        why
    }
}

/// A pair of the new contribution and a member.
#[derive(Clone, Copy)]
struct Pair<'a> {
    score: f32,
    number: ContributionNo,
    member: &'a Profile,
    comparison: Comparison,
}

fn judge<'a, 'b>(model: &Model, new: &Profile, known: &'a Known<'b>) -> Option<Judged<'a, 'b>> {
    let alike: Vec<Option<Comparison>> =
        known.members.iter().map(|(_, member)| compare_if_alike(new, member, model)).collect();
    // What an identifier says is always looked at.
    let named = new.msix_id_sent == Some(known.msix_id)
        || known.members.iter().any(|(_, member)| ids(new, member) == Agreement::Same);
    if !named && alike.iter().all(Option::is_none) {
        return None;
    }
    let mut pairs: Vec<Pair<'_>> = Vec::with_capacity(known.members.len());
    for ((number, member), alike) in known.members.iter().zip(alike) {
        let mut comparison = alike.unwrap_or_else(|| compare(new, member, model));
        // The state names a child of the exchange: this one, or another.
        if let Some(sent) = new.msix_id_sent
            && comparison.of(Field::Ids).agreement != Agreement::Same
        {
            let agreement = if sent == known.msix_id { Agreement::Same } else { Agreement::Contradicts };
            comparison.set(Field::Ids, super::Compared::of(agreement));
        }
        pairs.push(Pair { score: model.score(&comparison), number: *number, member, comparison });
    }
    let best = pairs.iter().copied().max_by(|a, b| a.score.total_cmp(&b.score).then(b.number.cmp(&a.number)))?;
    let worst = pairs.iter().map(|pair| pair.score).fold(f32::INFINITY, f32::min);
    let score = best.score + model.whole().dissent * worst.min(0.0);
    let proved = named && pairs.iter().any(|pair| plausible(&pair.comparison));
    let flagged = pairs.iter().any(|pair| twins_about(&pair.comparison));
    let close = pairs.iter().all(|pair| pair.comparison.of(Field::FirstName).agreement.is_close());
    let proof = close && is_proof(new, best.member, &best.comparison);
    let likely_proof = close && is_likely_proof(new, best.member, &best.comparison);
    let as_twins = || pairs.iter().filter(|pair| as_twins_are(&pair.comparison));
    let (twin, close_twin) = (!proof && as_twins().next().is_some(), !proof && as_twins().any(hides_names));
    if !proved && !named && score < model.near() && !twin {
        return None;
    }
    let of_its_state = || pairs.iter().filter(|pair| pair.member.key.state == new.key.state);
    let is_second = |pair: &Pair<'_>| is_second_id(new, pair.member, &pair.comparison);
    // Such a child may be two, twins often are.
    let crowded = flagged && of_its_state().next().is_some() || !of_its_state().all(is_second);
    let second = !crowded && of_its_state().next().is_some();
    let contradicted = pairs.iter().any(|pair| contradicts(&pair.comparison));
    let given = pairs.iter().all(|pair| given_names_speak(&pair.comparison) || pair.comparison != best.comparison);
    // What is silent about parents ties no two families together.
    let parents = |pair: &Pair<'_>| pair.comparison.of(Field::Parents).agreement;
    let families =
        parents(&best) == Agreement::Missing && pairs.iter().any(|pair| parents(pair) == Agreement::Different);
    let two_names = are_two_names(new, best.member, &best.comparison);
    let newest = known.members.iter().all(|(_, member)| !newest_differ(new, member));
    // An identifier that nothing else bears out is a question for people.
    let free = proved || (!named && !crowded && !contradicted && !families && given && !two_names && newest);
    let Pair { number: nearest, comparison, .. } = best;
    Some(Judged {
        known,
        score,
        proved,
        free,
        flagged,
        proof,
        likely_proof,
        twin,
        close_twin,
        second,
        nearest,
        comparison,
        crowded: crowded && !proved,
    })
}

/// Whether the given names of one may be those of the other with something left out, added or a letter amiss. Of names
/// further apart, none is written for the other to the letter.
fn hides_names(pair: &Pair<'_>) -> bool {
    let agreement = pair.comparison.of(Field::FirstName).agreement;
    agreement.is_close()
        && !matches!(agreement, Agreement::Roughly | Agreement::Variant)
        && pair.comparison.of(Field::MiddleName).agreement != Agreement::Different
}

/// What forbids a join, whichever member of the child says it.
pub fn contradicts(comparison: &Comparison) -> bool {
    [Field::Suffix, Field::Ids].iter().any(|field| comparison.of(*field).agreement == Agreement::Contradicts)
}

/// Whether the given names are evidence for one child: all else is as alike between twins and siblings. Names that are
/// merely similar are a boy's and a girl's as often as one child's: Daniel and Daniela.
pub fn given_names_speak(comparison: &Comparison) -> bool {
    use Agreement::{Crossed, Nickname, Part, Roughly, Same, Similar, SoundsAlike, Swapped};
    match comparison.of(Field::FirstName).agreement {
        Same | SoundsAlike | Nickname | Swapped | Crossed => true,
        Similar | Roughly | Part => comparison.of(Field::Sex).agreement == Same,
        _ => false,
    }
}

/// Older values agree, but the newest name or birth date of one side is another than that of the other.
fn newest_differ(a: &Profile, b: &Profile) -> bool {
    if a.names.len().max(b.names.len()) < 2 && a.born.len().max(b.born.len()) < 2 {
        return false;
    }
    let different = |compared: Compared| compared.agreement == Agreement::Different;
    let names = a.names.first().zip(b.names.first()).map(|(a, b)| compare_names(a, b));
    let dates = a.born.first().zip(b.born.first()).map(|(a, b)| date_pair(*a, *b));
    names.is_some_and(|names| different(names.first) || different(names.last_1)) || dates.is_some_and(different)
}

/// Enough agreement to believe an identifier: a state that pastes a twin's or a stranger's number is stopped here.
fn plausible(comparison: &Comparison) -> bool {
    use Agreement::{DayMonthSwapped, DefaultDate, Different, Missing, OneDigit, Same, SameNewYear, YearOff};
    let of = |field| comparison.of(field).agreement;
    let date = matches!(of(Field::BirthDate), Same | SameNewYear | DayMonthSwapped | YearOff | OneDigit | DefaultDate);
    let surname = of(Field::LastName1).is_close() || of(Field::Surnames) != Missing;
    if of(Field::Sex) == Different || of(Field::MiddleName) == Different {
        return false;
    }
    let given = of(Field::FirstName);
    if given.is_alike() || given == Agreement::Swapped {
        return date || surname;
    }
    // Given names that are merely similar are two children's as often as one's: Daniel and Daniela.
    given.is_close()
        && surname
        && of(Field::BirthDate) == Same
        && of(Field::Sex) == Same
        && !twins_about(comparison)
        && of(Field::Parents) != Different
}

/// Whether two known children may be one: a contribution that fits both is then no contest between strangers. Two that the
/// program would have joined if it went by their score are so only if nothing that twins show keeps them apart.
/// Given names that differ tell nothing where the contribution has both, as Pedro Gaspar beside Pedro and Gaspar.
fn one_child(model: &Model, best: &Judged<'_, '_>, other: &Judged<'_, '_>) -> bool {
    let (members, others) = (&best.known.members, &other.known.members);
    let pairs = members.iter().flat_map(|(_, a)| others.iter().map(move |(_, b)| (a, b)));
    let compared: Vec<Comparison> = pairs.map(|(a, b)| compare(a, b, model)).collect();
    let score = compared.iter().map(|pair| model.score(pair)).fold(f32::NEG_INFINITY, f32::max);
    let first = |child: &Judged<'_, '_>| child.comparison.of(Field::FirstName).agreement;
    let has_both = first(best).is_alike() && first(other) == Agreement::Crossed;
    score >= model.near() && (score < model.automatic() || !compared.iter().any(|pair| may_be_two(pair, has_both)))
}

/// Whether two are told apart by what tells twins apart, or by what no weight outvotes.
fn may_be_two(pair: &Comparison, has_both: bool) -> bool {
    let differ = |field| pair.of(field).agreement == Agreement::Different;
    let names = !has_both && differ(Field::FirstName);
    names || twins_about(pair) || contradicts(pair) || differ(Field::MiddleName) || differ(Field::Sex)
}
