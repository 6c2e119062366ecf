//! Identifiers. Each can only be built from input that satisfies its rule.

use std::fmt;
use std::str::FromStr;

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// Why a text is not the identifier it claims to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Not two letters of a state or outlying area of the United States.
    #[error("not the postal code of a state or outlying area")]
    State,
    /// Empty, longer than 15 characters, or with characters other than letters, digits, `-`, `_`, `.` and `/`.
    #[error("a State Student Identifier has 1 to 15 letters or digits")]
    StateStudentId,
    /// Not twelve digits.
    #[error("an MSIX ID has 12 digits")]
    MsixLength,
    /// Twelve digits whose last one does not fit the others.
    #[error("the last digit does not fit the others: a digit was mistyped or two were swapped")]
    MsixCheckDigit,
}

/// A state or outlying area by its two postal letters (MDE 25, 39).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StateCode([u8; 2]);

/// Postal codes of the 50 states, the District of Columbia and the outlying areas, with their names.
const STATES: &[(&str, &str)] = &[
    ("AK", "Alaska"),
    ("AL", "Alabama"),
    ("AR", "Arkansas"),
    ("AS", "American Samoa"),
    ("AZ", "Arizona"),
    ("CA", "California"),
    ("CO", "Colorado"),
    ("CT", "Connecticut"),
    ("DC", "District of Columbia"),
    ("DE", "Delaware"),
    ("FL", "Florida"),
    ("FM", "Federated States of Micronesia"),
    ("GA", "Georgia"),
    ("GU", "Guam"),
    ("HI", "Hawaii"),
    ("IA", "Iowa"),
    ("ID", "Idaho"),
    ("IL", "Illinois"),
    ("IN", "Indiana"),
    ("KS", "Kansas"),
    ("KY", "Kentucky"),
    ("LA", "Louisiana"),
    ("MA", "Massachusetts"),
    ("MD", "Maryland"),
    ("ME", "Maine"),
    ("MH", "Marshall Islands"),
    ("MI", "Michigan"),
    ("MN", "Minnesota"),
    ("MO", "Missouri"),
    ("MP", "Northern Mariana Islands"),
    ("MS", "Mississippi"),
    ("MT", "Montana"),
    ("NC", "North Carolina"),
    ("ND", "North Dakota"),
    ("NE", "Nebraska"),
    ("NH", "New Hampshire"),
    ("NJ", "New Jersey"),
    ("NM", "New Mexico"),
    ("NV", "Nevada"),
    ("NY", "New York"),
    ("OH", "Ohio"),
    ("OK", "Oklahoma"),
    ("OR", "Oregon"),
    ("PA", "Pennsylvania"),
    ("PR", "Puerto Rico"),
    ("PW", "Palau"),
    ("RI", "Rhode Island"),
    ("SC", "South Carolina"),
    ("SD", "South Dakota"),
    ("TN", "Tennessee"),
    ("TX", "Texas"),
    ("UT", "Utah"),
    ("VA", "Virginia"),
    ("VI", "Virgin Islands"),
    ("VT", "Vermont"),
    ("WA", "Washington"),
    ("WI", "Wisconsin"),
    ("WV", "West Virginia"),
    ("WY", "Wyoming"),
];

impl StateCode {
    /// The two letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The two letters as bytes: the first part of a contribution's key.
    pub fn letters(self) -> [u8; 2] {
        self.0
    }

    /// The state's English name.
    pub fn name(&self) -> &'static str {
        STATES.iter().find(|(code, _)| code.as_bytes() == self.0).map_or("", |(_, name)| name)
    }

    /// All states and areas in order of their codes.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::named().map(|(state, _)| state)
    }

    /// The same with their English names.
    pub fn named() -> impl Iterator<Item = (Self, &'static str)> {
        STATES.iter().filter_map(|(code, name)| match code.as_bytes() {
            &[a, b] => Some((Self([a, b]), *name)),
            _ => None,
        })
    }

    /// All states and areas in order of their names, as people look for them in a list.
    pub fn by_name() -> Vec<Self> {
        let mut states: Vec<Self> = Self::all().collect();
        states.sort_unstable_by_key(Self::name);
        states
    }
}

impl FromStr for StateCode {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let upper = text.trim().to_ascii_uppercase();
        match upper.as_bytes() {
            &[a, b] if STATES.iter().any(|(code, _)| *code == upper) => Ok(Self([a, b])),
            _ => Err(IdError::State),
        }
    }
}

/// The student's key inside one state (MDE 2).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StateStudentId(CompactString);

impl StateStudentId {
    /// Longest identifier, in characters (MDE 2).
    pub const MAX: usize = 15;

    /// The identifier as sent, without surrounding blanks.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for StateStudentId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let text = text.trim();
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
        if text.is_empty() || text.len() > Self::MAX || !text.chars().all(allowed) {
            return Err(IdError::StateStudentId);
        }
        Ok(Self(text.into()))
    }
}

/// What names a contribution: the reporting state and its student identifier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ContributionKey {
    /// Reporting state.
    pub state: StateCode,
    /// That state's identifier of the child (MDE 2).
    pub id: StateStudentId,
}

impl fmt::Display for ContributionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.state, self.id)
    }
}

/// The number the store gives a contribution key when it first sees it. It grows with time and is never reused,
/// so that everything filed under it is written in the order of arrival.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ContributionNo(pub u32);

/// The number of a submission, growing with time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SubmissionId(pub u64);

impl fmt::Display for SubmissionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A child's number in the exchange (MDE 1): eleven digits and a check digit by Damm's method, which
/// catches every single wrong digit and every swap of two neighbours.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MsixId(u64);

/// Quasigroup of Damm's check digit (H. M. Damm, 2004): `TABLE[interim][digit]`.
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

impl MsixId {
    /// Stands where no child is named: twelve zeros, which are never given out.
    pub const NOBODY: Self = Self(0);

    /// The identifier with the given eleven-digit serial number; `None` when it has more digits.
    pub fn from_serial(serial: u64) -> Option<Self> {
        (serial < 100_000_000_000).then(|| Self(serial * 10 + u64::from(damm(serial))))
    }

    /// The identifier whose twelve digits are `number`, if its check digit fits.
    pub fn from_number(number: u64) -> Result<Self, IdError> {
        if number >= 1_000_000_000_000 {
            return Err(IdError::MsixLength);
        }
        match Self::from_serial(number / 10) {
            Some(id) if id.0 == number => Ok(id),
            _ => Err(IdError::MsixCheckDigit),
        }
    }

    /// The twelve digits as a number: the key in the store.
    pub fn number(self) -> u64 {
        self.0
    }

    /// The twelve digits in groups of four, for reading.
    pub fn grouped(self) -> String {
        let n = self.0;
        format!("{:04} {:04} {:04}", n / 100_000_000, n / 10_000 % 10_000, n % 10_000)
    }
}

fn damm(serial: u64) -> u8 {
    let mut divisor = 10_000_000_000;
    let mut interim = 0u8;
    while divisor > 0 {
        let digit = usize::try_from(serial / divisor % 10).unwrap_or_default();
        let row = DAMM.get(usize::from(interim));
        interim = row.and_then(|row| row.get(digit)).copied().unwrap_or_default();
        divisor /= 10;
    }
    interim
}

impl FromStr for MsixId {
    type Err = IdError;

    /// Reads twelve digits; blanks and hyphens between them are allowed, as people type them.
    fn from_str(text: &str) -> Result<Self, IdError> {
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{a0}')).collect();
        if digits.len() != 12 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(IdError::MsixLength);
        }
        Self::from_number(digits.parse().map_err(|_| IdError::MsixLength)?)
    }
}

macro_rules! as_text {
    ($type:ty, $text:expr) => {
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let text: &dyn Fn(&Self) -> String = &$text;
                f.pad(&text(self))
            }
        }
    };
}

as_text!(StateCode, |s| s.as_str().to_owned());
as_text!(StateStudentId, |s| s.as_str().to_owned());
as_text!(MsixId, |s| format!("{:012}", s.0));

impl fmt::Debug for StateCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for MsixId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Serialize for StateCode {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for StateCode {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        CompactString::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

impl Serialize for StateStudentId {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for StateStudentId {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        CompactString::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

impl Serialize for MsixId {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        if s.is_human_readable() { s.collect_str(self) } else { s.serialize_u64(self.0) }
    }
}

impl<'de> Deserialize<'de> for MsixId {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let read = if d.is_human_readable() {
            CompactString::deserialize(d)?.parse()
        } else {
            Self::from_number(u64::deserialize(d)?)
        };
        read.map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn damm_known_value() {
        // 572 has the check digit 4 in Damm's own example.
        assert_eq!(damm(572), 4);
        assert_eq!(MsixId::from_serial(572).unwrap().to_string(), "000000005724");
    }

    #[test]
    fn reads_what_people_type() {
        let id = MsixId::from_serial(10_000_000_001).unwrap();
        assert_eq!(id.grouped().parse(), Ok(id));
        assert_eq!("12".parse::<MsixId>(), Err(IdError::MsixLength));
        assert_eq!(" tx ".parse::<StateCode>().unwrap().name(), "Texas");
        assert!("ZZ".parse::<StateCode>().is_err());
        assert!("A B".parse::<StateStudentId>().is_err());
    }

    proptest! {
        #[test]
        fn one_wrong_digit_or_swap_is_caught(serial in 0u64..100_000_000_000, at in 0u32..12, add in 1u64..10) {
            let id = MsixId::from_serial(serial).unwrap().number();
            let unit = 10u64.pow(at);
            let digit = id / unit % 10;
            let wrong = id - digit * unit + (digit + add) % 10 * unit;
            prop_assert!(MsixId::from_number(wrong).is_err());
            if at < 11 {
                let next = id / (unit * 10) % 10;
                let swapped = id - digit * unit - next * unit * 10 + next * unit + digit * unit * 10;
                prop_assert_eq!(MsixId::from_number(swapped).is_ok(), digit == next);
            }
        }
    }
}
