//! Comparison of two spellings of a name, field by field and across fields.

use super::compare::Compared;
use super::prepared::{Name, Word};
use super::vocabulary::{Agreement, Field};
use super::weights::GIVEN_IN_TWOS;

/// The name's part of a comparison vector.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names {
    pub(super) first: Compared,
    pub(super) middle: Compared,
    pub(super) last_1: Compared,
    pub(super) last_2: Compared,
    pub(super) surnames: Compared,
    pub(super) suffix: Compared,
    /// Whether the given names agree only as those of twins may: Santiago and Diego, Anahi and A, Maria and Maria Elena.
    pub(super) given_in_doubt: bool,
}

impl Default for Names {
    fn default() -> Self {
        let missing = Compared::MISSING;
        Self {
            first: missing,
            middle: missing,
            last_1: missing,
            last_2: missing,
            surnames: missing,
            suffix: missing,
            given_in_doubt: false,
        }
    }
}

impl Names {
    pub(super) fn fields(&self) -> [(Field, Compared); 6] {
        [
            (Field::FirstName, self.first),
            (Field::MiddleName, self.middle),
            (Field::LastName1, self.last_1),
            (Field::LastName2, self.last_2),
            (Field::Surnames, self.surnames),
            (Field::Suffix, self.suffix),
        ]
    }
}

impl Word {
    /// How far two words agree; the same in either order.
    pub(super) fn level(&self, other: &Self) -> Agreement {
        let shorter = self.joined.len().min(other.joined.len());
        if self.joined == other.joined || self.core == other.core {
            Agreement::Same
        } else if !self.sound.is_empty() && self.sound == other.sound {
            Agreement::SoundsAlike
        } else if self.groups.iter().any(|group| other.groups.contains(group)) {
            Agreement::Nickname
        } else if shorter == 1 && self.joined.get(..1) == other.joined.get(..1) {
            Agreement::Part
        } else if is_slip(&self.core, &other.core) {
            Agreement::Similar
        } else {
            Agreement::Different
        }
    }

    /// Whether the agreement of two given names may serve a join: neither an initial nor two names of one origin.
    fn is_sure(&self, other: &Self) -> bool {
        let share = |a: &[u16], b: &[u16]| a.iter().any(|group| b.contains(group));
        let one_origin = || share(self.groups, other.groups) && !share(self.short_for, other.short_for);
        match self.level(other) {
            Agreement::Same => self.joined.len() > 1,
            Agreement::SoundsAlike | Agreement::Nickname => !one_origin(),
            _ => false,
        }
    }

    fn compared(&self, other: &Self) -> Compared {
        let agreement = self.level(other);
        let frequency = |word: &Self| if agreement == Agreement::Same { word.frequency } else { word.class_frequency };
        Compared { agreement, frequency: frequency(self).max(frequency(other)) }
    }
}

/// One slip of the pen in a word of four letters, or two in a long one that begins alike. Short names are too close to
/// each other to tell: Ana, Ava, Eva.
fn is_slip(a: &str, b: &str) -> bool {
    // Jaro's measure may depend on the order of its two words.
    let (a, b) = (a.min(b), a.max(b));
    let shorter = a.len().min(b.len());
    (shorter >= 4 && is_one_slip(a, b))
        || (shorter >= 6 && most_winkler(a, b) >= WINKLER && strsim::jaro_winkler(a, b) >= WINKLER)
}

/// Measure of Jaro and Winkler from which long words are taken for one.
const WINKLER: f64 = 0.92;

/// Whether two words are at most one letter apart, or two neighbors swapped: an optimal string alignment distance of
/// no more than 1, without the table that the distance itself would need.
fn is_one_slip(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let front = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (a.get(front..).unwrap_or_default(), b.get(front..).unwrap_or_default());
    let back = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    match (a.get(..a.len() - back).unwrap_or_default(), b.get(..b.len() - back).unwrap_or_default()) {
        ([] | [_], [] | [_]) => true,
        ([a_1, a_2], [b_1, b_2]) => (a_1, a_2) == (b_2, b_1),
        _ => false,
    }
}

/// What the measure of Jaro and Winkler could be at most by the letters two ASCII words have in common, in whatever
/// order. Most pairs are strangers, and this says so for much less than the measure itself.
fn most_winkler(a: &str, b: &str) -> f64 {
    let mut unmatched = [0_u8; 128];
    for letter in b.bytes() {
        unmatched.get_mut(usize::from(letter)).into_iter().for_each(|count| *count = count.saturating_add(1));
    }
    let mut common = 0_usize;
    for letter in a.bytes() {
        if let Some(count) = unmatched.get_mut(usize::from(letter)).filter(|count| **count > 0) {
            *count -= 1;
            common += 1;
        }
    }
    let common = common as f64;
    let jaro = (common / a.len() as f64 + common / b.len() as f64 + 1.0) / 3.0;
    let prefix = a.bytes().zip(b.bytes()).take(4).take_while(|(a, b)| a == b).count() as f64;
    // Above any rounding of the measure.
    jaro + 0.1 * prefix * (1.0 - jaro) + 1e-6
}

/// Compares two spellings; the same in either order.
pub(super) fn compare_names(a: &Name, b: &Name) -> Names {
    let mut names = Names { suffix: suffix(a.suffix, b.suffix), ..Names::default() };
    (names.first, names.middle) = given(a, b);
    names.given_in_doubt = given_in_doubt(a, b, names.first);
    (names.last_1, names.last_2, names.surnames) = surnames(&a.surnames, &b.surnames);
    let strangers = !names.first.agreement.is_close() && names.last_1.agreement == Agreement::Different;
    if strangers && let (Some(a_first), Some(b_first)) = (&a.first, &b.first) {
        let (across, back) = (best(a_first, &b.surnames), best(b_first, &a.surnames));
        if across.agreement.is_alike() && back.agreement.is_alike() {
            names.first = Compared { agreement: Agreement::Swapped, frequency: across.frequency.max(back.frequency) };
            names.last_1 = Compared { agreement: Agreement::Swapped, ..names.first };
            (names.last_2, names.surnames, names.middle) = (Compared::MISSING, Compared::MISSING, Compared::MISSING);
        }
    }
    names
}

/// First and middle name. When the words are merely spread otherwise over the two fields, the middle says nothing more.
fn given(a: &Name, b: &Name) -> (Compared, Compared) {
    let (Some(a_first), Some(b_first)) = (&a.first, &b.first) else {
        return (Compared::MISSING, Compared::MISSING);
    };
    let first = a_first.compared(b_first);
    if first.agreement.is_alike() {
        let middle = match (&a.middle, &b.middle) {
            (Some(a), Some(b)) => a.compared(b),
            _ => Compared::MISSING,
        };
        return (first, middle);
    }
    // Two compound names with one word in common are not a slip of the pen: Juan Carlos, Juan Marcos.
    let word_by_word = a.given.len() == b.given.len() && a.given.len() > 1;
    let differing = || a.given.iter().zip(&b.given).any(|(a, b)| a.level(b) == Agreement::Different);
    let first = if word_by_word && differing() { Compared::of(Agreement::Different) } else { first };
    let joined = |name: &Name| name.given.iter().map(|word| word.joined.as_str()).collect::<String>();
    let (matched_a, matched_b) = (matched(&a.given, &b.given), matched(&b.given, &a.given));
    let frequency = matched_a.iter().chain(&matched_b).copied().fold(0.0, f32::max);
    let (all_of_a, all_of_b) = (matched_a.len() == a.given.len(), matched_b.len() == b.given.len());
    let agreement = if joined(a) == joined(b) {
        Agreement::Same
    } else if matched_a.is_empty() || !(all_of_a || all_of_b) {
        return (first, Compared::MISSING);
    } else if all_of_a && all_of_b {
        Agreement::Swapped
    } else {
        Agreement::Part
    };
    (Compared { agreement, frequency: if frequency > 0.0 { frequency } else { first.frequency } }, Compared::MISSING)
}

/// Twins are often given one very common name and another each (Maria Elena, Maria Guadalupe): of such a name, a lone
/// second one may be a difference.
fn given_in_doubt(a: &Name, b: &Name, first: Compared) -> bool {
    let sure = |a: &Option<Word>, b: &Option<Word>| matches!((a, b), (Some(a), Some(b)) if a.is_sure(b));
    let all_sure = |words: &[Word], others: &[Word]| words.iter().all(|a| others.iter().any(|b| a.is_sure(b)));
    let joined = |name: &Name| name.given.iter().map(|word| word.joined.as_str()).collect::<String>();
    if a.first.as_ref().zip(b.first.as_ref()).is_some_and(|(a, b)| a.level(b).is_alike()) {
        let lone = a.middle.is_some() != b.middle.is_some();
        let middle = a.middle.as_ref().zip(b.middle.as_ref()).map(|(a, b)| a.level(b).is_alike() && !a.is_sure(b));
        return !sure(&a.first, &b.first) || (lone && first.frequency >= GIVEN_IN_TWOS) || middle.unwrap_or_default();
    }
    joined(a) != joined(b) && !all_sure(&a.given, &b.given) && !all_sure(&b.given, &a.given)
}

/// The frequencies of the words that have a fellow on the other side.
fn matched(words: &[Word], others: &[Word]) -> Vec<f32> {
    let has_fellow = |word: &&Word| {
        let level = best(word, others).agreement;
        level.is_alike() || level == Agreement::Part
    };
    words.iter().filter(has_fellow).map(|word| word.frequency).collect()
}

/// Last name 1, last name 2, and the two across. A state may join, split, swap or cut them.
fn surnames(a: &[Word], b: &[Word]) -> (Compared, Compared, Compared) {
    let missing = Compared::MISSING;
    let (Some((a_first, a_rest)), Some((b_first, b_rest))) = (a.split_first(), b.split_first()) else {
        return (missing, missing, missing);
    };
    let joined = |words: &[Word]| words.iter().map(|word| word.joined.as_str()).collect::<String>();
    let straight = a_first.compared(b_first);
    let second = || match (a_rest.first(), b_rest.first()) {
        (Some(a), Some(b)) => a.compared(b),
        _ => missing,
    };
    if straight.agreement.is_alike() {
        return (straight, second(), missing);
    }
    if joined(a) == joined(b) {
        return (Compared { agreement: Agreement::Same, ..straight }, missing, missing);
    }
    let (across, back) = (best(a_first, b_rest), best(b_first, a_rest));
    let frequency = |x: Compared| if x.agreement.is_alike() { x.frequency } else { 0.0 };
    let frequency = frequency(across).max(frequency(back));
    match (across.agreement.is_alike(), back.agreement.is_alike()) {
        (true, true) => (missing, missing, Compared { agreement: Agreement::Swapped, frequency }),
        (true, false) | (false, true) => (missing, missing, Compared { agreement: Agreement::Part, frequency }),
        (false, false) => (straight, second(), missing),
    }
}

fn best(word: &Word, others: &[Word]) -> Compared {
    let levels = others.iter().map(|other| word.compared(other));
    // Levels are declared from the strongest down.
    let best = levels.min_by(|x, y| x.agreement.cmp(&y.agreement).then(y.frequency.total_cmp(&x.frequency)));
    best.unwrap_or(Compared::of(Agreement::Different))
}

fn suffix(a: Option<&str>, b: Option<&str>) -> Compared {
    match (a, b) {
        (Some(a), Some(b)) if a == b => Compared::of(Agreement::Same),
        (Some(_), Some(_)) => Compared::of(Agreement::Contradicts),
        _ => Compared::MISSING,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The short ways say what the measures themselves say.
        #[test]
        fn a_slip_is_what_the_measures_call_one(a in "[abc]{0,7}[a-z0-9]{0,4}", b in "[abc]{0,7}[a-z0-9]{0,4}") {
            prop_assert_eq!(is_one_slip(&a, &b), strsim::osa_distance(&a, &b) <= 1);
            if !a.is_empty() && !b.is_empty() {
                prop_assert!(most_winkler(&a, &b) >= strsim::jaro_winkler(&a, &b));
            }
        }

        #[test]
        fn neighbors_swapped_are_one_slip(word in "[a-z]{4,9}", at in 0_usize..3) {
            let mut letters = word.clone().into_bytes();
            letters.swap(at, at + 1);
            prop_assert!(is_one_slip(&word, &String::from_utf8(letters).unwrap()));
        }
    }
}
