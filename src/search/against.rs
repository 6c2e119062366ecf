//! What speaks against a child because its record says otherwise: another first name, another surname, another day of
//! birth. A record that merely lacks what was typed, as one with the first surname alone, says nothing otherwise.

use super::document::{Card, CardName};
use super::likeness::{LEAST, Like};
use super::sought::Sought;
use super::words::says_little;
use crate::model::Text;

/// What speaks against a child, in natural logarithms like the weights: that none of its given names was typed, and a
/// word was that it does not have. The typed one may be a nickname nobody knows, or a name that the state was not told.
const OTHER_GIVEN: f32 = 1.0;
/// Another surname instead of one that was typed: seldom does a state have a surname that is not the child's.
const OTHER_SURNAME: f32 = 3.0;
/// Another birth date.
const OTHER_BIRTH: f32 = 1.5;

/// Words of a spelling of the name that explain nothing of what was typed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Left {
    /// Whether all given names are left.
    given: bool,
    /// Surnames that are left.
    surnames: usize,
}

impl Left {
    /// `taken` says of each word of the name, given names first, whether it explains something.
    pub(super) fn of(name: &CardName, taken: &[bool]) -> Self {
        let (given, family) = taken.split_at_checked(name.given.len()).unwrap_or((taken, &[]));
        let mut names = telling(&name.given, given).peekable();
        let given = names.peek().is_some() && !names.any(|taken| taken);
        Self { given, surnames: telling(&name.family, family).filter(|taken| !taken).count() }
    }

    /// What it speaks against the child that `lacked` words that were typed are explained by nothing.
    pub(super) fn against(self, lacked: usize) -> f32 {
        let given = usize::from(self.given).min(lacked);
        let surnames = self.surnames.min(lacked - given);
        OTHER_GIVEN * given as f32 + OTHER_SURNAME * surnames as f32
    }
}

/// Of each word that says something, whether it is taken.
fn telling(words: &[Text], taken: &[bool]) -> impl Iterator<Item = bool> {
    words.iter().zip(taken).filter(|(word, _)| !says_little(word)).map(|(_, taken)| *taken)
}

/// What the birth date speaks against a child, when it is not what was typed. `facts` is what the child's facts are worth
/// against each thing.
pub(super) fn of_dates(sought: &[Sought], card: &Card, facts: &[Like]) -> f32 {
    let other = sought.iter().zip(facts).filter(|(one, fact)| one.is_date() && fact.score < LEAST).count();
    if card.births.is_empty() { 0.0 } else { OTHER_BIRTH * other as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(taken: [bool; 4]) -> Left {
        let words = |text: &str| text.split(' ').map(Text::from).collect();
        let name = CardName { given: words("ana m"), family: words("cruz lopez"), together: Vec::new() };
        Left::of(&name, &taken)
    }

    #[test]
    fn what_is_lacking_says_nothing_and_what_is_otherwise_does() {
        let all = left([true, true, true, true]);
        assert_eq!((all.against(0), all.against(2)), (0.0, 0.0));
        // The second surname was not typed: nothing is otherwise until a word is left that it could have been.
        let surname = left([true, false, true, false]);
        assert_eq!((surname.against(0), surname.against(1), surname.against(3)), (0.0, OTHER_SURNAME, OTHER_SURNAME));
        // An initial is no other given name, and explains none.
        let given = left([false, true, true, true]);
        assert_eq!((given.against(0), given.against(2)), (0.0, OTHER_GIVEN));
        assert!(left([false; 4]).against(3) > surname.against(3));
    }
}
