//! The value of one element, typed by the dictionary when it is read.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Date, Month, SchoolYear};

/// Short text: up to 24 bytes without an allocation.
pub type Text = compact_str::CompactString;

/// A value of a minimum data element. In JSON it stands for itself: text, `true`, a number, an ISO date, `"0.50"`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
pub enum Value {
    /// Free text, digits, telephone number, e-mail address, postal code.
    Text(Text),
    /// A day.
    Date(Date),
    /// A month of a year (MDE 53).
    Month(Month),
    /// A code of the element's code list, as the list spells it.
    Code(Text),
    /// `Yes` or `No`.
    Flag(bool),
    /// A whole number (MDE 63).
    Number(u32),
    /// Hundredths of a Carnegie unit (MDE 65).
    Hundredths(u32),
    /// An academic year (MDE 60).
    Years(SchoolYear),
}

impl Value {
    /// The text of a free text or a code.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Code(text) => Some(text),
            _ => None,
        }
    }
}

impl Serialize for Value {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let plain = s.is_human_readable();
        match self {
            Self::Flag(flag) if plain => s.serialize_bool(*flag),
            Self::Number(number) if plain => s.serialize_u32(*number),
            other if plain => s.collect_str(other),
            Self::Text(text) => s.serialize_newtype_variant("Value", 0, "Text", text),
            Self::Date(date) => s.serialize_newtype_variant("Value", 1, "Date", date),
            Self::Month(month) => s.serialize_newtype_variant("Value", 2, "Month", month),
            Self::Code(code) => s.serialize_newtype_variant("Value", 3, "Code", code),
            Self::Flag(flag) => s.serialize_newtype_variant("Value", 4, "Flag", flag),
            Self::Number(number) => s.serialize_newtype_variant("Value", 5, "Number", number),
            Self::Hundredths(n) => s.serialize_newtype_variant("Value", 6, "Hundredths", n),
            Self::Years(years) => s.serialize_newtype_variant("Value", 7, "Years", years),
        }
    }
}

impl fmt::Display for Value {
    /// The value in the neutral form of exports: ISO dates, `Yes`/`No`, `0.50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) | Self::Code(text) => f.write_str(text),
            Self::Date(date) => date.fmt(f),
            Self::Month(month) => month.fmt(f),
            Self::Flag(flag) => f.write_str(if *flag { "Yes" } else { "No" }),
            Self::Number(number) => number.fmt(f),
            Self::Hundredths(n) => write!(f, "{}.{:02}", n / 100, n % 100),
            Self::Years(years) => years.fmt(f),
        }
    }
}

/// Sex (MDE 9). `Other` (2022) and `Nonbinary` (2023) are the third value of two versions of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
    /// The third value under either of its names.
    Nonbinary,
}

impl FromStr for Sex {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "Female" => Ok(Self::Female),
            "Male" => Ok(Self::Male),
            "Other" | "Nonbinary" => Ok(Self::Nonbinary),
            _ => Err(()),
        }
    }
}

/// Grade level (MDE 42), ordered as a child passes through them; `00` (out of school) and `UG` (ungraded)
/// have no place in that order and are asked for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Grade {
    /// P0 to P5: age in years, not in kindergarten.
    Age(u8),
    /// PS: age 0-5, in a preschool program.
    Preschool,
    /// PX: age 0-5, preschool attendance unknown.
    PreschoolUnknown,
    /// KG.
    Kindergarten,
    /// 01 to 12.
    Year(u8),
    /// UG.
    Ungraded,
    /// 00.
    OutOfSchool,
}

impl Grade {
    /// The place in the ladder of grades: negative before kindergarten, 0 kindergarten, 1 to 12; `None` when
    /// ungraded or out of school.
    pub fn rank(self) -> Option<i8> {
        match self {
            Self::Age(age) => Some(i8::try_from(age).unwrap_or_default() - 6),
            Self::Preschool | Self::PreschoolUnknown => Some(-1),
            Self::Kindergarten => Some(0),
            Self::Year(year) => i8::try_from(year).ok(),
            Self::Ungraded | Self::OutOfSchool => None,
        }
    }

    /// Whether courses of this grade usually earn credit to a diploma.
    pub fn is_secondary(self) -> bool {
        matches!(self, Self::Year(9..))
    }
}

impl FromStr for Grade {
    type Err = ();

    fn from_str(code: &str) -> Result<Self, ()> {
        Ok(match code {
            "PS" => Self::Preschool,
            "PX" => Self::PreschoolUnknown,
            "KG" => Self::Kindergarten,
            "UG" => Self::Ungraded,
            "00" => Self::OutOfSchool,
            _ => match code.as_bytes() {
                [b'P', age @ b'0'..=b'5'] => Self::Age(age - b'0'),
                [b'0', year @ b'1'..=b'9'] => Self::Year(year - b'0'),
                [b'1', year @ b'0'..=b'2'] => Self::Year(10 + year - b'0'),
                _ => return Err(()),
            },
        })
    }
}

impl fmt::Display for Grade {
    /// The code of the list.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Age(age) => write!(f, "P{age}"),
            Self::Preschool => f.write_str("PS"),
            Self::PreschoolUnknown => f.write_str("PX"),
            Self::Kindergarten => f.write_str("KG"),
            Self::Year(year) => write!(f, "{year:02}"),
            Self::Ungraded => f.write_str("UG"),
            Self::OutOfSchool => f.write_str("00"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_read_and_write_alike() {
        for code in ["P0", "P5", "PS", "PX", "KG", "01", "09", "10", "12", "UG", "00"] {
            assert_eq!(code.parse::<Grade>().unwrap().to_string(), code);
        }
        for wrong in ["13", "P6", "1", "", "kg"] {
            assert!(wrong.parse::<Grade>().is_err(), "{wrong}");
        }
        assert!("KG".parse::<Grade>().unwrap().rank() < "01".parse::<Grade>().unwrap().rank());
    }
}
