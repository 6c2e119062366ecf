//! One value of one element: from the text of a file to a typed value, or to what is wrong with it. It must never
//! guess where a text leaves a doubt, and never keep what nobody can read.

mod date;
mod number;
mod problem;
#[cfg(test)]
mod tests;
mod text;

use super::dictionary::{ValueKind, dictionary};
use super::settings::Settings;
use crate::model::{Element, StateStudentId, Value};
use date::{date, month, school_year, year, year_pair};
use number::{credits, digits, flag, number, phone, zip};
pub use problem::{ValueProblem, ValueWarning};
use text::{code, email, text_value};

/// A value that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// In the spelling of the dictionary.
    pub value: Value,
    /// Set when the text was not quite as the format wants it.
    pub warning: Option<ValueWarning>,
}

/// Reads the value of an element. Blank text is no value. Upper and lower case of codes, blanks around and between
/// words, and the punctuation of telephone numbers do not matter; other spellings that leave no doubt (`9` for grade
/// `09`, `Y`, `F`, dates with hyphens or slashes, a lost leading zero) are read with a warning.
pub fn parse_value(element: Element, raw: &str, settings: &Settings) -> Result<Option<Parsed>, ValueProblem> {
    let text = raw.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let info = dictionary().element(element).ok_or(ValueProblem::Unknown)?;
    let (value, warning) = match info.kind {
        ValueKind::Text => text_value(info, text)?,
        ValueKind::Code => code(info, text, settings)?,
        ValueKind::Date => spelled(date(text).ok_or(ValueProblem::Date)?),
        ValueKind::Month => spelled(month(text).ok_or(ValueProblem::Month)?),
        ValueKind::YesNo => spelled(flag(text).ok_or(ValueProblem::Flag)?),
        ValueKind::Digits => spelled(digits(text, info.max_length)?),
        ValueKind::Phone => spelled(phone(text).ok_or(ValueProblem::Phone)?),
        ValueKind::Email => (email(info, text)?, None),
        ValueKind::Zip => spelled(zip(text).ok_or(ValueProblem::Zip)?),
        ValueKind::Number => (number(info, text)?, None),
        ValueKind::Decimal => spelled(credits(text).ok_or(ValueProblem::Credits)?),
        ValueKind::YearPair => spelled(year_pair(text).ok_or(ValueProblem::Years)?),
        ValueKind::Alphanumeric => {
            let id: StateStudentId = text.parse().map_err(|_| ValueProblem::Identifier)?;
            (Value::Text(id.as_str().into()), None)
        }
    };
    Ok(Some(Parsed { value, warning }))
}

/// An academic year from its two columns. A missing end is the next year, with a warning.
pub(super) fn years(begin: &str, end: &str) -> Result<Option<Parsed>, ValueProblem> {
    let (begin, end) = (begin.trim(), end.trim());
    if begin.is_empty() && end.is_empty() {
        return Ok(None);
    }
    let (value, warning) = if end.is_empty() {
        spelled(year_pair(begin).ok_or(ValueProblem::Years)?)
    } else {
        (Value::Years(year(begin).zip(year(end)).and_then(school_year).ok_or(ValueProblem::Years)?), None)
    };
    Ok(Some(Parsed { value, warning }))
}

type Read = (Value, Option<ValueWarning>);

fn spelled((value, as_wanted): (Value, bool)) -> Read {
    (value, (!as_wanted).then_some(ValueWarning::Spelling))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}
