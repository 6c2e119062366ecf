//! Flags, and what is written in digits.

use super::{ValueProblem, is_digits};
use crate::mde::dictionary::ElementInfo;
use crate::model::{Text, Value};

pub(super) fn flag(text: &str) -> Option<(Value, bool)> {
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
pub(super) fn digits(text: &str, count: u16) -> Result<(Value, bool), ValueProblem> {
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
pub(super) fn phone(text: &str) -> Option<(Value, bool)> {
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

/// `12345` or `12345-6789`; a lost leading zero is put back.
pub(super) fn zip(text: &str) -> Option<(Value, bool)> {
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

pub(super) fn number(info: &ElementInfo, text: &str) -> Result<Value, ValueProblem> {
    let problem = ValueProblem::Number(info.max_length);
    if !is_digits(text) || text.len() > usize::from(info.max_length) {
        return Err(problem);
    }
    text.parse().map(Value::Number).map_err(|_| problem)
}

/// Carnegie units; more than two decimals are rounded with a warning.
pub(super) fn credits(text: &str) -> Option<(Value, bool)> {
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
