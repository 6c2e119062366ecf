//! Free text, codes of lists, addresses.

use super::{Read, ValueProblem, ValueWarning, is_digits, spelled};
use crate::mde::dictionary::{ElementInfo, dictionary};
use crate::mde::settings::{CountryNumbers, Settings, ThirdSex};
use crate::mde::text::clean;
use crate::model::Value;

pub(super) fn text_value(info: &ElementInfo, text: &str) -> Result<Read, ValueProblem> {
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

pub(super) fn code(info: &ElementInfo, text: &str, settings: &Settings) -> Result<Read, ValueProblem> {
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

pub(super) fn email(info: &ElementInfo, text: &str) -> Result<Value, ValueProblem> {
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
