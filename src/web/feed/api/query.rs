//! What is asked of the feed: every parameter is known, once there, and a number that can be.

use super::problem::Problem;
use crate::casework::MOST_ENTRIES;

/// Entries of a page when nobody says how many.
pub(super) const USUAL: usize = 1_000;

/// A parameter of the address: its name, what it means, its least, usual and largest value.
pub(super) struct Parameter {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) least: u64,
    pub(super) usual: u64,
    pub(super) most: Option<u64>,
}

/// Where to begin.
pub(super) const AFTER: Parameter = Parameter {
    name: "after",
    about: "The entries after this number: 0 for the beginning, then `next` of the page before.",
    least: 0,
    usual: 0,
    most: None,
};

/// How many.
pub(super) const LIMIT: Parameter = Parameter {
    name: "limit",
    about: "The most entries of the page.",
    least: 1,
    usual: USUAL as u64,
    most: Some(MOST_ENTRIES as u64),
};

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) after: u64,
    pub(super) limit: usize,
}

impl Asked {
    /// Reads the query of an address.
    pub(super) fn read(query: Option<&str>) -> Result<Self, Problem> {
        let query = query.unwrap_or_default();
        if query.contains("vk_") {
            return Err(Problem::KeyInAddress);
        }
        let (mut after, mut limit) = (None, None);
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            match name {
                "after" => number(&AFTER, value, &mut after)?,
                "limit" => number(&LIMIT, value, &mut limit)?,
                // Not said again: it may be anything.
                _ => return Err(Problem::Query("the parameters are after and limit, and no others".to_owned())),
            }
        }
        let limit = usize::try_from(limit.unwrap_or(LIMIT.usual)).unwrap_or(MOST_ENTRIES);
        Ok(Self { after: after.unwrap_or(AFTER.usual), limit })
    }
}

fn number(parameter: &Parameter, value: &str, slot: &mut Option<u64>) -> Result<(), Problem> {
    let Parameter { name, least, most, .. } = parameter;
    let most = most.unwrap_or(i64::MAX as u64);
    let digits = !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit());
    let number = value.parse().ok().filter(|number| digits && (*least..=most).contains(number));
    let number =
        number.ok_or_else(|| Problem::Query(format!("{name} must be a whole number from {least} to {most}")))?;
    match slot.replace(number) {
        None => Ok(()),
        Some(_) => Err(Problem::Query(format!("{name} is there twice"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_asked() {
        let read = |query| Asked::read(Some(query)).ok().map(|asked| (asked.after, asked.limit));
        assert_eq!(Asked::read(None).ok().map(|asked| (asked.after, asked.limit)), Some((0, USUAL)));
        assert_eq!(read("after=7&limit=10000"), Some((7, 10_000)));
        assert_eq!(read("limit=1"), Some((0, 1)));
        let wrong = [
            "after=-1",
            "after=",
            "after",
            "after=1.5",
            "after=+1",
            "after=%31",
            "after=99999999999999999999",
            "limit=0",
            "limit=10001",
            "after=1&after=2",
            "AFTER=1",
            "state=TX",
            "after=1&x",
            "after=1\u{e9}",
        ];
        for wrong in wrong {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        assert!(matches!(Asked::read(Some("key=vk_7_x")), Err(Problem::KeyInAddress)));
    }
}
