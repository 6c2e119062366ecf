//! How many slips of the finger lie between two words: letters left out, added, changed, or two neighbors in the other
//! order (optimal string alignment). A small table on the stack, given up as soon as there are too many.

/// Letters of a word that are looked at; folded words have few more.
const LONGEST: usize = 40;

/// The number of slips, or one more than `most` when there are more than that.
pub(super) fn slips(one: &str, other: &str, most: usize) -> usize {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let (one, other) = (one.get(..LONGEST).unwrap_or(one), other.get(..LONGEST).unwrap_or(other));
    if one.len().abs_diff(other.len()) > most {
        return most + 1;
    }
    // What begins and ends alike needs no table.
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.get(same..).unwrap_or_default(), other.get(same..).unwrap_or_default());
    let same = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let one = one.get(..one.len() - same).unwrap_or_default();
    let other = other.get(..other.len() - same).unwrap_or_default();
    if one.is_empty() || other.is_empty() {
        return (one.len() + other.len()).min(most + 1);
    }
    in_table(one, other, most)
}

fn in_table(one: &[u8], other: &[u8], most: usize) -> usize {
    let mut rows = [[0_u8; LONGEST + 1]; 3];
    let [before, last, this] = &mut rows;
    last.iter_mut().zip(0..).for_each(|(cell, at)| *cell = at);
    let mut previous = 0_u8;
    for (row, letter) in (1_u8..).zip(one) {
        let mut least = row;
        let mut left = row;
        if let Some(first) = this.first_mut() {
            *first = row;
        }
        let mut neighbor = 0_u8;
        for (at, against) in other.iter().enumerate() {
            let cell = |row: &[u8; LONGEST + 1], at: usize| row.get(at).copied().unwrap_or(u8::MAX);
            let mut cost = (left + 1).min(cell(last, at + 1) + 1).min(cell(last, at) + u8::from(letter != against));
            if row > 1 && at > 0 && *letter == neighbor && previous == *against {
                cost = cost.min(cell(before, at - 1) + 1);
            }
            if let Some(cell) = this.get_mut(at + 1) {
                *cell = cost;
            }
            (left, neighbor, least) = (cost, *against, least.min(cost));
        }
        if usize::from(least) > most {
            return most + 1;
        }
        previous = *letter;
        std::mem::swap(before, last);
        std::mem::swap(last, this);
    }
    last.get(other.len()).map_or(most + 1, |slips| usize::from(*slips).min(most + 1))
}

/// Which letters a word has, a bit each: two words that differ in many are many slips apart.
pub(super) fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |letters, byte| letters | 1 << (byte & 31))
}

/// Whether two words may be so few slips apart, by their letters: one slip changes two of them at most.
pub(super) fn may_be_near(one: u32, other: u32, most: u32) -> bool {
    (one ^ other).count_ones() <= 2 * most
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn slips_are_counted() {
        for (one, other, count) in [
            ("hernandez", "hernandez", 0),
            ("hernandez", "hernadez", 1),
            ("hernandez", "hernandze", 1),
            ("mendoza", "menfeza", 2),
            ("vazquez", "vazwuze", 2),
            ("", "ana", 3),
        ] {
            assert_eq!((slips(one, other, 5), slips(other, one, 5)), (count, count), "{one} {other}");
        }
        assert_eq!(slips("maria", "guadalupe", 2), 3);
    }

    proptest! {
        #[test]
        fn as_the_textbook_counts(one in "[a-d]{0,9}", other in "[a-d]{0,9}", most in 0usize..6) {
            let exact = strsim::osa_distance(&one, &other);
            prop_assert_eq!(slips(&one, &other, most), exact.min(most + 1));
            prop_assert!(may_be_near(letters(&one), letters(&other), exact as u32));
        }
    }
}
