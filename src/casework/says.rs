//! What free text gives away about a child. People are warned before they send it: notices, requests and reasons are
//! read by others, and stay. It is a warning and no filter: it would rather miss a nickname than cry at every number.

mod days;
mod numbers;

use std::collections::BTreeSet;

use super::{CaseError, Casework};
use crate::model::{Date, MsixId};
use crate::records::regroup;
use crate::store::{Read, tables};

/// What was found in a text, the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Finding {
    /// A name of the child, in any of its spellings.
    Name,
    /// A Social Security number.
    Ssn,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A birth date: the child's, or any that is called one.
    BirthDate,
}

impl Finding {
    /// The end of the key of its words, after `says-`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Ssn => "ssn",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::BirthDate => "birth-date",
        }
    }
}

/// A piece of a text: letters, or digits, and what stands before it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    /// Folded to lower-case ASCII.
    folded: String,
    /// Whether it begins with a capital, or its script has none.
    capital: bool,
    /// The characters between the piece before and this one.
    gap: String,
}

impl Piece {
    fn is_number(&self) -> bool {
        !self.folded.is_empty() && self.folded.bytes().all(|b| b.is_ascii_digit())
    }
}

/// What a text gives away about a child with these names and birth dates. Each kind is told once.
pub fn personal_data(text: &str, names: &[String], birth_dates: &[Date]) -> Vec<Finding> {
    let pieces = pieces(text);
    let mut found = BTreeSet::new();
    if has_name(&pieces, names) {
        found.insert(Finding::Name);
    }
    found.extend(numbers::find(&pieces));
    if has_email(text) {
        found.insert(Finding::Email);
    }
    if days::find(&pieces, birth_dates) {
        found.insert(Finding::BirthDate);
    }
    found.into_iter().collect()
}

impl Casework {
    /// What a text gives away about these children: all spellings and birth dates that any state sent are looked for.
    /// Nothing about them is shown, so nothing is taken down.
    pub fn says(&self, text: &str, children: &[MsixId]) -> Result<Vec<Finding>, CaseError> {
        look(&self.store.view()?, text, children)
    }
}

/// The same within a view or a change.
pub fn look(read: &impl Read, text: &str, children: &[MsixId]) -> Result<Vec<Finding>, CaseError> {
    let (mut names, mut birth_dates) = (Vec::new(), Vec::new());
    for child in children {
        let child = regroup::in_use(read, *child)?.unwrap_or(*child);
        for no in regroup::members(read, child)? {
            let Some(evidence) = read.get(&tables::EVIDENCE, &no)? else { continue };
            names.extend(evidence.names.iter().map(ToString::to_string));
            birth_dates.extend(evidence.birth_dates);
        }
    }
    Ok(personal_data(text, &names, &birth_dates))
}

/// Letters of a name that count: initials and particles are in every text.
const SHORTEST_NAME: usize = 3;
/// Words that are parts of names and of every other text.
const COMMON: [&str; 12] = ["los", "las", "del", "san", "santa", "von", "van", "der", "dos", "das", "jr", "iii"];

fn has_name(pieces: &[Piece], names: &[String]) -> bool {
    let names: Vec<Vec<Piece>> = names.iter().map(|name| self::pieces(name)).collect();
    let counts = |part: &str| part.len() >= SHORTEST_NAME && !COMMON.contains(&part);
    let parts: BTreeSet<&str> = names.iter().flatten().map(|part| part.folded.as_str()).filter(|p| counts(p)).collect();
    // One part counts where it is written as a name: "will" is a word, "Will" may be the child. Two in a row count
    // however they are written.
    let is_part = |piece: &Piece| parts.contains(piece.folded.as_str());
    let in_a_row = pieces.windows(2).any(|two| two.iter().all(is_part));
    in_a_row || pieces.iter().any(|piece| piece.capital && is_part(piece))
}

/// One `@` between what may be a mailbox and a host with a point in it.
fn has_email(text: &str) -> bool {
    let mailbox = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    text.split_whitespace().any(|word| {
        word.split_once('@').is_some_and(|(before, after)| {
            let host: String = after.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '-')).collect();
            let labels = host.trim_matches('.').split('.').filter(|label| !label.is_empty()).count();
            before.chars().next_back().is_some_and(mailbox) && labels >= 2
        })
    })
}

fn pieces(text: &str) -> Vec<Piece> {
    let kind = |c: char| {
        if c.is_ascii_digit() {
            1
        } else if c.is_alphabetic() || c == '\'' || c == '\u{2019}' {
            2
        } else {
            0
        }
    };
    let (mut found, mut gap, mut run, mut of) = (Vec::new(), String::new(), String::new(), 0);
    let mut close = |run: &mut String, gap: &mut String| {
        let Some(first) = run.chars().next() else { return };
        let folded: String = any_ascii::any_ascii(run).to_ascii_lowercase();
        let folded: String = folded.chars().filter(char::is_ascii_alphanumeric).collect();
        let capital = !first.is_lowercase();
        found.push(Piece { folded, capital, gap: std::mem::take(gap) });
        run.clear();
    };
    for c in text.chars() {
        let here = kind(c);
        // An accent that stands by itself belongs to the letter before it.
        let accent = ('\u{300}'..='\u{36f}').contains(&c);
        if accent && of == 2 {
            continue;
        }
        if here != of {
            close(&mut run, &mut gap);
            of = here;
        }
        if here == 0 { gap.push(c) } else { run.push(c) }
    }
    close(&mut run, &mut gap);
    found
}

#[cfg(test)]
mod tests;
