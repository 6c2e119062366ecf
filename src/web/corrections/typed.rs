//! What somebody has chosen and typed on the way to a request: it goes from page to page in the forms, nothing of it in
//! an address.

use std::fmt;
use std::str::FromStr;

use crate::casework::{Complaint, NewCorrection, Requesting};
use crate::model::{ContributionNo, Element, LineKind, MsixId};
use crate::web::PageError;
use crate::web::desk::Fields;

/// A value of a record: contribution, kind of line, record id, element. Written `12-d-1-10`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web) struct Pick {
    pub(in crate::web) contribution: ContributionNo,
    pub(in crate::web) kind: LineKind,
    pub(in crate::web) line: u16,
    pub(in crate::web) element: Element,
}

const KINDS: [(&str, LineKind); 5] = [
    ("d", LineKind::Demographics),
    ("m", LineKind::Move),
    ("e", LineKind::Enrollment),
    ("c", LineKind::Course),
    ("a", LineKind::Assessment),
];

impl fmt::Display for Pick {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = KINDS.iter().find(|(_, kind)| *kind == self.kind).map_or("", |(letter, _)| letter);
        write!(f, "{}-{kind}-{}-{}", self.contribution.0, self.line, self.element.0)
    }
}

impl FromStr for Pick {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split('-');
        let mut next = || parts.next().ok_or(());
        let contribution = ContributionNo(next()?.parse().map_err(|_| ())?);
        let letter = next()?;
        let kind = KINDS.iter().find(|(known, _)| *known == letter).map(|(_, kind)| *kind).ok_or(())?;
        let (line, element) = (next()?.parse().map_err(|_| ())?, next()?.parse().map_err(|_| ())?);
        Ok(Self { contribution, kind, line, element: Element(element) })
    }
}

/// A value that was chosen, with what was typed about it.
#[derive(Debug, Clone)]
pub(in crate::web) struct Chosen {
    pub(in crate::web) pick: Pick,
    /// The day that it should be, where a day is asked for.
    pub(in crate::web) day: String,
    /// What it should be, in words.
    pub(in crate::web) wanted: String,
    /// The value that was shown.
    seen: String,
}

/// Everything typed so far.
#[derive(Debug, Clone)]
pub(in crate::web) struct Typed {
    pub(in crate::web) child: MsixId,
    /// What was chosen.
    pub(in crate::web) values: Vec<Chosen>,
    pub(in crate::web) requesting: Requesting,
}

impl Typed {
    pub(super) fn read(fields: &Fields) -> Result<Self, PageError> {
        let child = fields.one("child").parse().map_err(|_| PageError::NoSuchChild)?;
        let mut values: Vec<Chosen> = Vec::new();
        for text in fields.all("pick") {
            let pick: Pick = text.parse().map_err(|()| PageError::BadForm)?;
            if values.iter().all(|known| known.pick != pick) {
                let of = |name: &str| fields.one(&format!("{name}-{pick}")).to_owned();
                values.push(Chosen { pick, day: of("day"), wanted: of("wanted"), seen: of("seen") });
            }
        }
        let one = |name: &str| fields.one(name).to_owned();
        let requesting = Requesting {
            requester: one("requester"),
            state: one("requester-state"),
            name: one("name"),
            address: one("address"),
            channel: one("channel"),
            language: one("language"),
            proof: one("proof"),
            received: one("received"),
        };
        Ok(Self { child, values, requesting })
    }

    /// For the casework module. `compared`: the values have to be those that were shown.
    pub(super) fn wish(&self, compared: bool) -> NewCorrection {
        let complaint = |one: &Chosen| Complaint {
            contribution: one.pick.contribution,
            kind: one.pick.kind,
            line: one.pick.line,
            element: one.pick.element,
            day: one.day.clone(),
            wanted: one.wanted.clone(),
            seen: compared.then(|| one.seen.clone()),
        };
        let values = self.values.iter().map(complaint).collect();
        NewCorrection { child: self.child, requesting: self.requesting.clone(), values }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pick_reads_as_it_is_written() {
        let pick: Pick = "12-d-1-10".parse().unwrap();
        assert_eq!((pick.to_string().as_str(), pick.element), ("12-d-1-10", Element::BIRTH_DATE));
        for wrong in ["", "12", "12-x-1-10", "12-d-1", "12-d-99999-1", "12-d-1-999"] {
            assert!(wrong.parse::<Pick>().is_err(), "{wrong}");
        }
    }
}
