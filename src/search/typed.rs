//! What was typed, taken apart: names, dates, identifiers, in any order. A piece may be several things at once; each
//! reading is kept and the children decide. Never fails: what cannot be read is a word that nobody has.

use super::dates::{self, Reading};
use super::words::{folded, folded_id, is_known, joined, says_little};
use crate::matching::name::is_particle;
use crate::model::{MsixId, StateCode, Text};

/// Characters of a query that are read; nobody types more.
const LONGEST: usize = 500;
/// Things of a query that are looked for.
const MOST: usize = 12;

/// One thing that was typed, with all its readings.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Thing {
    /// As a word of a name.
    pub word: Option<Word>,
    /// As a birth date or a part of one: terms of the index, each with the score of a child that has it.
    pub born: Vec<Reading>,
    /// As an MSIX ID.
    pub msix_id: Option<MsixId>,
    /// As a state's identifier.
    pub id: Option<Text>,
    /// As a state, by its code or its name.
    pub state: Option<StateCode>,
    /// Whether it can hardly be anything but the state: `TX` in capitals, `North Carolina`.
    pub surely_state: bool,
}

/// A word of a name.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Word {
    /// Folded.
    pub text: Text,
    /// Written together with its neighbors: `liz` `et` as `lizet`.
    pub joined: Vec<Text>,
    /// Whether it may be half typed.
    pub unfinished: bool,
    /// Whether the last word may be half typed: then this one may be too, of a child of whose name that is the beginning.
    pub before_unfinished: bool,
    /// Whether the last word surely is: then a name that is known may be the beginning of another, too.
    pub cut_short: bool,
    /// Whether it was typed together with another name, and taken apart.
    pub apart: bool,
}

impl Thing {
    /// Whether a child without it is still worth showing.
    pub(super) fn is_optional(&self) -> bool {
        self.surely_state || self.word.as_ref().is_some_and(|word| says_little(&word.text))
    }

    /// The state it may be, and what a child of that state is worth.
    pub(super) fn state(&self) -> Option<(StateCode, f32)> {
        Some((self.state?, if self.surely_state { 1.0 } else { STATE_OR_NAME }))
    }
}

/// What a child of Georgia is worth to somebody who typed `Georgia`, which is a name too.
const STATE_OR_NAME: f32 = 0.6;

/// A last word of so few letters at most that is no name is half typed.
const CUT_SHORT: usize = 4;

/// Takes the text of the box apart.
pub(super) fn things(text: &str) -> Vec<Thing> {
    let text: String = text.chars().take(LONGEST).collect();
    let pieces: Vec<&str> = text.split(|c: char| c.is_whitespace() || ",;|\"()".contains(c)).collect();
    let pieces: Vec<&str> = pieces.into_iter().filter(|piece| !piece.is_empty()).collect();
    // A name all in capitals has particles that look like codes: DE, LA.
    let shouted = !text.chars().any(char::is_lowercase);
    let mut things = Vec::new();
    let mut rest = pieces.as_slice();
    while !rest.is_empty() && things.len() < MOST {
        let used = take_msix_id(rest, &mut things)
            .or_else(|| take_spelled_date(rest, &mut things))
            .or_else(|| take_parted_date(rest, &mut things))
            .or_else(|| take_long_state(rest, &mut things))
            .unwrap_or_else(|| take_piece(rest, shouted, &mut things));
        rest = rest.get(used.max(1)..).unwrap_or_default();
    }
    things.truncate(MOST);
    join_neighbors(&mut things);
    if let Some((Thing { word: Some(last), .. }, before)) = things.split_last_mut() {
        last.unfinished = true;
        let cut_short = (2..=CUT_SHORT).contains(&last.text.len()) && !is_known(&last.text) && !says_little(&last.text);
        for word in before.iter_mut().filter_map(|thing| thing.word.as_mut()) {
            (word.before_unfinished, word.cut_short) = (true, cut_short);
        }
    }
    things
}

/// Twelve digits with a fitting check digit, in one piece or in three groups of four. In one piece they may also be a
/// state's identifier; other groups, such as `2010 0517 1234 567`, are what they are by themselves.
fn take_msix_id(rest: &[&str], things: &mut Vec<Thing>) -> Option<usize> {
    let four = |piece: &&str| piece.len() == 4 && piece.bytes().all(|b| b.is_ascii_digit());
    let piece = *rest.first()?;
    let groups: Vec<&str> = piece.split('-').collect();
    let (digits, used) = if piece.len() == 12 && piece.bytes().all(|b| b.is_ascii_digit()) {
        (piece.to_owned(), 1)
    } else if groups.len() == 3 && groups.iter().all(four) {
        (groups.concat(), 1)
    } else {
        (rest.get(..3).filter(|three| three.iter().all(four))?.concat(), 3)
    };
    let id: MsixId = digits.parse().ok()?;
    let born = if used == 1 { dates::in_digits(piece) } else { Vec::new() };
    things.push(Thing { msix_id: Some(id), id: Some(folded_id(&digits)), born, ..Thing::default() });
    Some(used)
}

fn take_spelled_date(rest: &[&str], things: &mut Vec<Thing>) -> Option<usize> {
    if let Some((used, born)) = dates::spelled_day(rest) {
        things.push(Thing { born, ..Thing::default() });
        return Some(used);
    }
    if let Some((used, born)) = dates::spelled_day_of_any_year(rest) {
        things.push(Thing { born, ..Thing::default() });
        return Some(used);
    }
    // `Julio 2010` may be a month or a child called Julio: the month stays a word as well.
    let (used, month, year) = dates::spelled_month(rest)?;
    let name = rest.iter().find_map(|piece| dates::month_named(piece).and_then(|_| folded(piece).into_iter().next()));
    things.push(Thing { word: name.map(word), born: month, ..Thing::default() });
    things.push(Thing { born: year, ..Thing::default() });
    Some(used)
}

/// A date whose parts are three pieces of digits (`17 5 2010`), or one piece with the month in letters (`17-May-2010`).
fn take_parted_date(rest: &[&str], things: &mut Vec<Thing>) -> Option<usize> {
    let digits = |piece: &&str| piece.bytes().all(|b| b.is_ascii_digit());
    if let Some(three) = rest.get(..3).filter(|three| three.iter().all(digits)) {
        let born = dates::in_digits(&three.join("-"));
        return (!born.is_empty()).then(|| {
            things.push(Thing { born, ..Thing::default() });
            3
        });
    }
    let pieces: Vec<&str> = rest.first()?.split(['-', '/', '.']).filter(|piece| !piece.is_empty()).collect();
    if pieces.len() < 2 || !pieces.iter().any(|piece| dates::month_named(piece).is_some()) {
        return None;
    }
    let before = things.len();
    if take_spelled_date(&pieces, things) == Some(pieces.len()) {
        return Some(1);
    }
    things.truncate(before);
    None
}

/// A state whose name has several words: `North Carolina`, `new mexico`.
fn take_long_state(rest: &[&str], things: &mut Vec<Thing>) -> Option<usize> {
    let first = rest.first()?;
    let is_named = |name: &str| {
        let mut pieces = rest.iter();
        name.split(' ').all(|word| pieces.next().is_some_and(|piece| piece.eq_ignore_ascii_case(word)))
    };
    // Most pieces begin no state's name.
    let mut begun = StateCode::named()
        .filter(|(_, name)| name.split_once(' ').is_some_and(|(word, _)| word.eq_ignore_ascii_case(first)));
    let (state, name) = begun.find(|(_, name)| is_named(name))?;
    things.push(Thing { state: Some(state), surely_state: true, ..Thing::default() });
    Some(name.split(' ').count())
}

fn take_piece(rest: &[&str], shouted: bool, things: &mut Vec<Thing>) -> usize {
    let Some(piece) = rest.first() else { return 1 };
    let words = folded(piece);
    if piece.chars().any(|c| c.is_ascii_digit()) {
        things.push(Thing { born: dates::in_digits(piece), id: Some(folded_id(piece)), ..Thing::default() });
    } else if let [only] = words.as_slice() {
        let id = Some(folded_id(piece)).filter(|id| !id.is_empty());
        let state = state(piece).filter(|_| !(shouted && is_particle(only)));
        let surely_state = state.is_some() && piece.len() == 2 && piece.bytes().all(|b| b.is_ascii_uppercase());
        things.push(Thing { word: Some(word(only.clone())), id, state, surely_state, ..Thing::default() });
    } else {
        things.extend(words.into_iter().map(|text| Thing { word: Some(word(text)), ..Thing::default() }));
    }
    1
}

/// `TX`, `tx`, `Texas`. In small letters particles and names are no codes: `de`, `la`, `ma`.
fn state(piece: &str) -> Option<StateCode> {
    if piece.len() != 2 {
        return StateCode::named().find(|(_, name)| name.eq_ignore_ascii_case(piece)).map(|(state, _)| state);
    }
    let small = piece.to_ascii_lowercase();
    let says_code = piece.bytes().all(|b| b.is_ascii_uppercase()) || !(is_particle(&small) || is_known(&small));
    says_code.then(|| piece.to_ascii_uppercase().parse().ok()).flatten()
}

fn word(text: Text) -> Word {
    Word { text, ..Word::default() }
}

/// Gives each word what it forms with the one or two next to it.
fn join_neighbors(things: &mut [Thing]) {
    for length in [2, 3] {
        for start in 0..things.len() {
            let Some(run) = things.get_mut(start..start + length) else { break };
            let texts: Option<Vec<Text>> = run.iter().map(|thing| Some(thing.word.as_ref()?.text.clone())).collect();
            let Some(texts) = texts else { continue };
            let together = joined(&texts);
            for word in run.iter_mut().filter_map(|thing| thing.word.as_mut()) {
                word.joined.push(together.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_dates_and_identifiers_in_any_order() {
        let id = MsixId::from_serial(10_000_000_001).unwrap();
        for text in [format!("{} Flores", id.grouped()), format!("Flores {id}"), format!("{id},Flores")] {
            let things = things(&text);
            assert_eq!(things.len(), 2, "{text}");
            assert!(things.iter().any(|thing| thing.msix_id == Some(id)), "{text}");
            assert!(things.iter().any(|thing| thing.word.as_ref().is_some_and(|word| word.text == "flores")));
        }
        let things = things("17 May 2010 Liz-et TX-44/1");
        assert_eq!(things.len(), 4);
        assert_eq!(things[0].born[0].term, "20100517");
        assert_eq!(things[1].word.as_ref().unwrap().joined[0], "lizet");
        assert_eq!(things[3].id.as_deref(), Some("tx441"));
    }

    #[test]
    fn a_month_may_be_a_name() {
        let things = things("Julio 2010");
        assert_eq!(things[0].word.as_ref().unwrap().text, "julio");
        assert_eq!(things[0].born[0].term, "m07");
        assert_eq!(things[1].born[0].term, "2010");
    }

    #[test]
    fn only_twelve_digits_in_one_piece_or_in_fours_are_an_msix_id() {
        let id = MsixId::from_serial(10_000_000_001).unwrap();
        let digits = id.to_string();
        let ((a, rest), (date, _)) = (digits.split_at(4), digits.split_at(8));
        let (b, c) = rest.split_at(4);
        let found = |text: &str| things(text).iter().any(|thing| thing.msix_id == Some(id));
        for text in [digits.clone(), format!("{a}-{b}-{c}"), format!("{a} {b} {c}")] {
            assert!(found(&text), "{text}");
        }
        for text in [format!("{date} {c}"), format!("{a} {rest}"), format!("{a}-{b} {c}")] {
            assert!(!found(&text), "{text}");
            assert!(things(&text).len() > 1, "{text}: each piece is read by itself");
        }
    }

    #[test]
    fn a_state_by_its_code_or_name_and_no_particle() {
        let state = |text: &str| things(text).iter().find_map(|thing| thing.state.map(|state| state.to_string()));
        for (text, code) in [("Flores TX", "TX"), ("flores tx", "TX"), ("Texas", "TX"), ("ana north carolina", "NC")] {
            assert_eq!(state(text).as_deref(), Some(code), "{text}");
        }
        for text in ["de la cruz", "MARIA DE LA CRUZ", "Flores xx", "Carolina Flores"] {
            assert_eq!(state(text), None, "{text}");
        }
    }

    #[test]
    fn a_wrong_check_digit_is_no_msix_id_and_no_error() {
        assert_eq!(things("1000 0000 0013").iter().filter(|thing| thing.msix_id.is_some()).count(), 0);
    }
}
