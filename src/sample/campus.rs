//! Invented districts and schools, the same in every sample, and the lists of them in the form of the NCES files, so
//! that a sample's identifiers can be known ones.

use std::fs;
use std::path::{Path, PathBuf};

use super::SampleError;
use super::data::Data;
use super::files::failed;
use crate::model::Date;

/// Districts of a state.
pub(super) const DISTRICTS: u32 = 40;

/// Numbers of the schools of a district: elementary 1 to 3, middle 11, high 21.
const SCHOOLS: &[u32] = &[1, 2, 3, 11, 21];

/// A school of a district of a state.
#[derive(Clone, Copy)]
pub(super) struct Campus<'a> {
    pub(super) data: &'a Data,
    pub(super) state: usize,
    pub(super) district: u32,
    pub(super) school: u32,
}

impl Campus<'_> {
    /// Seven digits: the state, then a number from 99001 that no agency has.
    pub(super) fn district_id(&self) -> String {
        let fips = self.data.states.get(self.state).map_or("", |state| state.fips.as_str());
        format!("{fips}{:05}", 99_000 + self.district)
    }

    /// Name of the district.
    pub(super) fn district_name(&self) -> String {
        format!("{} Unified School District", self.town())
    }

    /// Twelve digits, the district's first.
    pub(super) fn school_id(&self) -> String {
        format!("{}{:05}", self.district_id(), self.school)
    }

    /// Name of the school.
    pub(super) fn school_name(&self) -> String {
        let level = match self.school {
            11 => "Middle School",
            21 => "High School",
            _ => "Elementary School",
        };
        format!("{} {level}", self.data.school(self.state, self.district, self.school))
    }

    /// Town of the district.
    pub(super) fn town(&self) -> String {
        self.data.town(self.state, self.district)
    }

    /// Postal code, five digits.
    pub(super) fn zip(&self) -> String {
        let zip3 = self.data.states.get(self.state).map_or("", |state| state.zip3.as_str());
        format!("{zip3}{:02}", self.district)
    }

    /// Telephone number, ten digits, in the 555 exchange.
    pub(super) fn phone(&self) -> String {
        format!("{}555{:04}", 301 + self.district * 11, 100 + self.school)
    }

    /// Street and number.
    pub(super) fn street(&self) -> String {
        let streets = self.data.list("street");
        let place = usize::try_from(self.district).unwrap_or(0) % streets.len().max(1);
        format!("{} {}", 100 + self.district * 7, streets.get(place).map_or("", String::as_str))
    }
}

/// Writes the lists of all invented schools and districts.
pub(super) fn write_reference(data: &Data, out: &Path, today: Date) -> Result<Vec<PathBuf>, SampleError> {
    let begin = today.year() - i16::from(today.month() < 8);
    let year = format!("{begin}-{}", begin + 1);
    let mut schools = "SCHOOL_YEAR,ST,SCH_NAME,LEA_NAME,LEAID,NCESSCH,LSTREET1,LCITY,LSTATE,LZIP,PHONE\n".to_owned();
    let mut districts = "SCHOOL_YEAR,ST,LEA_NAME,LEAID,LCITY,LSTATE,LZIP\n".to_owned();
    for (state, info) in data.states.iter().enumerate() {
        let code = &info.code;
        for district in 1..=DISTRICTS {
            let campus = |school| Campus { data, state, district, school };
            let office = campus(0);
            let (lea, name, town, zip) = (office.district_id(), office.district_name(), office.town(), office.zip());
            districts.push_str(&format!("{year},{code},{name},{lea},{town},{code},{zip}\n"));
            for school in SCHOOLS.iter().map(|school| campus(*school)) {
                let (title, id, street, phone) =
                    (school.school_name(), school.school_id(), school.street(), school.phone());
                let line = format!("{year},{code},{title},{name},{lea},{id},{street},{town},{code},{zip},{phone}\n");
                schools.push_str(&line);
            }
        }
    }
    let files = [("ccd_schools.csv", schools), ("ccd_districts.csv", districts)];
    let written = files.into_iter().map(|(name, text)| {
        let path = out.join(name);
        fs::write(&path, text).map_err(|source| failed(&path, source))?;
        Ok(path)
    });
    written.collect()
}
