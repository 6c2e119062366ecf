//! What a contribution says about who the child is: the part of it that linking and searching look at.

use serde::{Deserialize, Serialize};

use super::{AlternateId, ContributionKey, Date, MsixId, Sex, StateCode, Text};

/// Evidence of identity, small enough to be read by the hundred. Names are as sent; folding is the matcher's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Whose word this is.
    pub key: ContributionKey,
    /// MDE 1 as sent.
    pub msix_id_sent: Option<MsixId>,
    /// Identifiers under which the same state knew the child.
    pub alternates: Vec<AlternateId>,
    /// Names, the newest demographics line first, no two alike.
    pub names: Vec<PersonName>,
    /// Birth dates (MDE 10), in the order of `names`, no two alike.
    pub birth_dates: Vec<Date>,
    /// MDE 9.
    pub sex: Option<Sex>,
    /// MDE 11.
    pub multiple_birth: Option<bool>,
    /// MDE 12.
    pub birth_city: Option<Text>,
    /// MDE 13.
    pub birth_state: Option<Text>,
    /// MDE 14.
    pub birth_country: Option<Text>,
    /// MDE 16 to 19, parents that have any name, no two alike.
    pub parents: Vec<Parent>,
    /// Marks of the parents' telephones and e-mail addresses (MDE 77 to 80), no two alike: they can be compared, not read.
    pub contacts: Vec<u32>,
    /// Qualifying moves, the newest first.
    pub moves: Vec<QualifyingMove>,
    /// Stays, the newest first; enrollments of one place that follow each other are one stay.
    pub stays: Vec<Stay>,
    /// The autumn in which the child was in kindergarten, or would have been, by grades and school years.
    pub cohort: Option<i16>,
    /// The district of the newest enrollment, if it says one.
    pub residence: Option<Residence>,
}

impl Evidence {
    /// Of a contribution that says nothing else.
    pub fn silent(key: ContributionKey) -> Self {
        Self {
            key,
            msix_id_sent: None,
            alternates: Vec::new(),
            names: Vec::new(),
            birth_dates: Vec::new(),
            sex: None,
            multiple_birth: None,
            birth_city: None,
            birth_state: None,
            birth_country: None,
            parents: Vec::new(),
            contacts: Vec::new(),
            moves: Vec::new(),
            stays: Vec::new(),
            cohort: None,
            residence: None,
        }
    }
}

/// A qualifying move (MDE 20 to 25). A place is the mark of its folded city and state: equal for equal places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct QualifyingMove {
    /// MDE 20.
    pub arrived: Date,
    /// MDE 21 and 22; `None` when no city is given.
    pub from: Option<u32>,
    /// MDE 22 of a state of the exchange.
    pub from_state: Option<StateCode>,
    /// MDE 24 and 25.
    pub to: Option<u32>,
}

/// The district in which a child is, by the newest enrollment that has a date (MDE 28).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Residence {
    /// MDE 28.
    pub since: Date,
    /// NCES identifier: MDE 67, else that in MDE 32, else MDE 68.
    pub district: Text,
}

/// A time in one place (MDE 28, 49, 70, 73, 37, 39).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stay {
    /// The first day known.
    pub from: Date,
    /// The day of withdrawal; `None` when none is known.
    pub to: Option<Date>,
    /// Mark of the place.
    pub place: Option<u32>,
}

/// A child's name as one line spells it (MDE 4 to 8).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PersonName {
    /// MDE 4.
    pub first: Text,
    /// MDE 5.
    pub middle: Text,
    /// MDE 6.
    pub last_1: Text,
    /// MDE 7.
    pub last_2: Text,
    /// MDE 8.
    pub suffix: Text,
}

impl PersonName {
    /// The parts that are not empty, in reading order.
    pub fn parts(&self) -> impl Iterator<Item = (NamePart, &str)> {
        [
            (NamePart::First, &self.first),
            (NamePart::Middle, &self.middle),
            (NamePart::Last1, &self.last_1),
            (NamePart::Last2, &self.last_2),
            (NamePart::Suffix, &self.suffix),
        ]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(part, text)| (part, text.as_str()))
    }
}

impl std::fmt::Display for PersonName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, (_, part)) in self.parts().enumerate() {
            if index > 0 {
                f.write_str(" ")?;
            }
            f.write_str(part)?;
        }
        Ok(())
    }
}

/// The parts of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NamePart {
    /// MDE 4.
    First,
    /// MDE 5.
    Middle,
    /// MDE 6.
    Last1,
    /// MDE 7.
    Last2,
    /// MDE 8.
    Suffix,
}

/// A parent, guardian or person in a parent's place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Parent {
    /// MDE 16 or 18.
    pub first: Text,
    /// MDE 17 or 19.
    pub last: Text,
}

impl std::fmt::Display for Parent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.first.is_empty(), self.last.is_empty()) {
            (false, false) => write!(f, "{} {}", self.first, self.last),
            _ => write!(f, "{}{}", self.first, self.last),
        }
    }
}
