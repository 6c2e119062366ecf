//! One value of one element: from the text of a file to a typed value, or to what is wrong with it.

use super::dictionary::{ElementInfo, ValueKind, dictionary};
use super::settings::{CountryNumbers, Settings, ThirdSex};
use super::text::clean;
use crate::model::{Date, Element, Month, SchoolYear, StateStudentId, Text, Value};

/// A value that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// In the spelling of the dictionary.
    pub value: Value,
    /// Set when the text was not quite as the format wants it.
    pub warning: Option<ValueWarning>,
}

/// What was not quite right about a value that was read all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueWarning {
    /// Another spelling of the value was understood.
    Spelling,
    /// Control or invisible characters were taken out.
    Characters,
    /// The third value of Sex (MDE 9).
    ThirdSex,
    /// A country that is not on the list, or a number that cannot be checked (MDE 14, 23).
    Country,
}

impl ValueWarning {
    /// The last part of a finding's code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Spelling => "SPELLING",
            Self::Characters => "CHARACTERS",
            Self::ThirdSex => "THIRD-SEX",
            Self::Country => "COUNTRY",
        }
    }
}

/// Why a text is not a value of its element. The sentence goes on after the element's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ValueProblem {
    /// No such element.
    #[error("is not an element of the dictionary")]
    Unknown,
    /// Nothing but control characters.
    #[error("holds no readable character; leave it empty or send text")]
    Unreadable,
    /// More characters than the element may have.
    #[error("has more than {0} characters; shorten it")]
    TooLong(u16),
    /// Not in the closed code list.
    #[error("is not a code of the list `{0}`; send one of its codes")]
    Code(&'static str),
    /// Not a day.
    #[error("is not a day of the calendar; send it as YYYYMMDD, such as 20151130")]
    Date,
    /// Not a month.
    #[error("is not a month of a year; send it as MMYYYY, such as 052015")]
    Month,
    /// Not `Yes` or `No`.
    #[error("is neither Yes nor No; send one of these words")]
    Flag,
    /// Not so many digits.
    #[error("does not have exactly {0} digits; send them all, with leading zeros")]
    Digits(u16),
    /// Not a state's identifier.
    #[error("is not an identifier of 1 to 15 letters or digits")]
    Identifier,
    /// Not a telephone number.
    #[error("is not a telephone number of ten digits")]
    Phone,
    /// Not an address.
    #[error("is not an e-mail address of the form name@example.org")]
    Email,
    /// Not a postal code.
    #[error("does not have five or nine digits")]
    Zip,
    /// Not a whole number in the range.
    #[error("is not a whole number of at most {0} digits")]
    Number(u16),
    /// Not a number of Carnegie units.
    #[error("is not a number of Carnegie units from 0.00 to 9.99")]
    Credits,
    /// Not an academic year.
    #[error("is not an academic year; send the years of its begin and end, such as 2014 and 2015")]
    Years,
}

impl ValueProblem {
    /// The last part of a finding's code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unknown => "UNKNOWN",
            Self::Unreadable => "CHARACTERS",
            Self::TooLong(_) => "LENGTH",
            Self::Code(_) => "CODE",
            Self::Date => "DATE",
            Self::Month => "MONTH",
            Self::Flag => "FLAG",
            Self::Digits(_) => "DIGITS",
            Self::Identifier => "ID",
            Self::Phone => "PHONE",
            Self::Email => "EMAIL",
            Self::Zip => "ZIP",
            Self::Number(_) => "NUMBER",
            Self::Credits => "CREDITS",
            Self::Years => "YEARS",
        }
    }
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

fn text_value(info: &ElementInfo, text: &str) -> Result<Read, ValueProblem> {
    let (text, removed) = clean(text);
    if text.is_empty() {
        return Err(ValueProblem::Unreadable);
    }
    if text.len() > usize::from(info.max_length) && text.chars().count() > usize::from(info.max_length) {
        return Err(ValueProblem::TooLong(info.max_length));
    }
    let warning = removed.then_some(ValueWarning::Characters);
    // An open list (MDE 56): its own values as codes, anything else as text.
    if info.list.is_some()
        && let Some((code, true)) = dictionary().codes_of(info.element).and_then(|list| list.find(&text))
    {
        return Ok((Value::Code(code.code.into()), warning));
    }
    Ok((Value::Text(text), warning))
}

fn code(info: &ElementInfo, text: &str, settings: &Settings) -> Result<Read, ValueProblem> {
    let name = info.code_list.unwrap_or_default();
    let problem = ValueProblem::Code(name);
    let list = dictionary().codes_of(info.element).ok_or(problem)?;
    if let Some((code, own)) = list.find(text) {
        let value = Value::Code(code.code.into());
        if name == "sex" && code.last_valid_year.is_some() {
            return match settings.third_sex {
                ThirdSex::Refuse => Err(problem),
                ThirdSex::Accept => Ok(spelled((value, own))),
                ThirdSex::Warn => Ok((value, Some(ValueWarning::ThirdSex))),
            };
        }
        return Ok(spelled((value, own)));
    }
    if name == "country" {
        return country(info, text, settings);
    }
    // A leading zero lost on the way, as spreadsheets do.
    if text.len() < list.width && is_digits(text) {
        let padded = format!("{text:0>width$}", width = list.width);
        if let Some((code, true)) = list.find(&padded) {
            return Ok((Value::Code(code.code.into()), Some(ValueWarning::Spelling)));
        }
    }
    Err(problem)
}

/// A country that is not on the list: a number is taken as the setting says, other short text with a warning.
fn country(info: &ElementInfo, text: &str, settings: &Settings) -> Result<Read, ValueProblem> {
    let (text, _) = clean(text);
    if text.is_empty() || text.chars().count() > usize::from(info.max_length) {
        return Err(ValueProblem::Code("country"));
    }
    let number = text.len() == 4 && is_digits(&text) && settings.country_numbers == CountryNumbers::Accept;
    Ok((Value::Code(text), (!number).then_some(ValueWarning::Country)))
}

/// YYYYMMDD; understood too: YYYY-MM-DD and MM/DD/YYYY.
fn date(text: &str) -> Option<(Value, bool)> {
    if text.len() == 8 && is_digits(text) {
        return Some((Value::Date(Date::parse_compact(text).ok()?), true));
    }
    let day = if text.contains('/') {
        let mut parts = text.split('/');
        let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || year.len() != 4 || !is_digits(year) {
            return None;
        }
        Date::new(year.parse().ok()?, short_number(month)?, short_number(day)?)?
    } else {
        text.parse().ok()?
    };
    Some((Value::Date(day), false))
}

fn short_number(text: &str) -> Option<i8> {
    (text.len() <= 2 && is_digits(text)).then(|| text.parse().ok()).flatten()
}

/// MMYYYY; understood too: YYYY-MM, MM/YYYY, YYYYMM, and MYYYY whose zero was lost.
fn month(text: &str) -> Option<(Value, bool)> {
    if let Ok(month) = Month::parse_compact(text) {
        return Some((Value::Month(month), true));
    }
    let (year, month) = match text.split_once(['-', '/']) {
        Some((year, month)) if year.len() == 4 => (year, month),
        Some((month, year)) => (year, month),
        None if text.len() == 6 => text.split_at_checked(4)?,
        None if text.len() == 5 => {
            let (month, year) = text.split_at_checked(1)?;
            (year, month)
        }
        None => return None,
    };
    if year.len() != 4 || !is_digits(year) {
        return None;
    }
    let month = u32::try_from(short_number(month)?).ok()?;
    let month = Month::from_number(year.parse::<u32>().ok()? * 100 + month).ok()?;
    Some((Value::Month(month), false))
}

fn flag(text: &str) -> Option<(Value, bool)> {
    let is = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is(&["Yes"]) {
        Some((Value::Flag(true), true))
    } else if is(&["No"]) {
        Some((Value::Flag(false), true))
    } else if is(&["Y", "1", "T", "True", "Si", "S\u{ed}"]) {
        Some((Value::Flag(true), false))
    } else if is(&["N", "0", "F", "False"]) {
        Some((Value::Flag(false), false))
    } else {
        None
    }
}

/// As many digits as the element has; one lost leading zero is put back.
fn digits(text: &str, count: u16) -> Result<(Value, bool), ValueProblem> {
    let problem = ValueProblem::Digits(count);
    let count = usize::from(count);
    if !is_digits(text) {
        return Err(problem);
    }
    if text.len() == count {
        return Ok((Value::Text(text.into()), true));
    }
    if text.len() + 1 == count {
        let mut padded = Text::from("0");
        padded.push_str(text);
        return Ok((Value::Text(padded), false));
    }
    Err(problem)
}

/// Ten digits, with any punctuation and a leading 1; understood too: with an extension, which is left out.
fn phone(text: &str) -> Option<(Value, bool)> {
    let main = text.find(|c: char| c.is_alphabetic()).and_then(|at| text.get(..at)).unwrap_or(text);
    let mut digits = Text::default();
    for c in main.chars() {
        match c {
            '0'..='9' => digits.push(c),
            ' ' | '-' | '.' | '(' | ')' | '/' | '+' | '\u{a0}' => {}
            _ => return None,
        }
    }
    if digits.len() == 11 && digits.starts_with('1') {
        digits.remove(0);
    }
    let same = digits.bytes().all(|b| Some(b) == digits.bytes().next());
    (digits.len() == 10 && !same).then_some((Value::Text(digits), main.len() == text.len()))
}

fn email(info: &ElementInfo, text: &str) -> Result<Value, ValueProblem> {
    if text.chars().count() > usize::from(info.max_length) {
        return Err(ValueProblem::TooLong(info.max_length));
    }
    let (local, domain) = text.split_once('@').ok_or(ValueProblem::Email)?;
    let plain = |part: &str| !part.chars().any(|c| c.is_whitespace() || c.is_control() || "@,;<>\"".contains(c));
    let domain_fits = domain.contains('.') && domain.split('.').all(|label| !label.is_empty());
    if local.is_empty() || !domain_fits || !plain(local) || !plain(domain) {
        return Err(ValueProblem::Email);
    }
    Ok(Value::Text(clean(text).0))
}

/// `12345` or `12345-6789`; a lost leading zero is put back.
fn zip(text: &str) -> Option<(Value, bool)> {
    let digits: Text = text.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    if !is_digits(&digits) {
        return None;
    }
    let full = match digits.len() {
        5 | 9 => digits.clone(),
        4 | 8 => compact_str::format_compact!("0{digits}"),
        _ => return None,
    };
    let whole = full.len() == digits.len();
    Some(match full.split_at_checked(5) {
        Some((five, four)) if !four.is_empty() => (Value::Text(compact_str::format_compact!("{five}-{four}")), whole),
        _ => (Value::Text(full), whole),
    })
}

fn number(info: &ElementInfo, text: &str) -> Result<Value, ValueProblem> {
    let problem = ValueProblem::Number(info.max_length);
    if !is_digits(text) || text.len() > usize::from(info.max_length) {
        return Err(problem);
    }
    text.parse().map(Value::Number).map_err(|_| problem)
}

/// Carnegie units; more than two decimals are rounded with a warning.
fn credits(text: &str) -> Option<(Value, bool)> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits_only = whole.bytes().chain(rest.bytes()).all(|b| b.is_ascii_digit());
    if !digits_only || (whole.is_empty() && rest.is_empty()) || whole.len() > 3 || rest.len() > 9 {
        return None;
    }
    let digit = |at: usize| rest.as_bytes().get(at).map_or(0, |b| u32::from(b - b'0'));
    let whole: u32 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let hundredths = whole * 100 + digit(0) * 10 + digit(1) + u32::from(digit(2) >= 5);
    (hundredths <= 999).then_some((Value::Hundredths(hundredths), rest.bytes().skip(2).all(|b| b == b'0')))
}

/// `2014-2015`; understood too: `2014-15`, `2014/2015`, and `2014` alone.
fn year_pair(text: &str) -> Option<(Value, bool)> {
    let (begin, end) = match text.split_once(['-', '/']) {
        Some((begin, end)) => (year(begin.trim())?, end.trim()),
        None => (year(text)?, ""),
    };
    let century = begin / 100 * 100;
    let (end, full) = match end.len() {
        4 => (year(end)?, true),
        2 if is_digits(end) => {
            let end: u16 = end.parse().ok()?;
            (if end == 0 && begin % 100 == 99 { century + 100 } else { century + end }, false)
        }
        0 => (begin + 1, false),
        _ => return None,
    };
    Some((Value::Years(school_year((begin, end))?), full && text.contains('-')))
}

fn year(text: &str) -> Option<u16> {
    (text.len() == 4 && is_digits(text)).then(|| text.parse().ok()).flatten()
}

fn school_year((begin, end): (u16, u16)) -> Option<SchoolYear> {
    SchoolYear::new(begin, end).ok()
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
#[path = "value_tests.rs"]
mod tests;
