//! Schools and districts in the store: written when a list is imported, read whole into memory for checking files.

use std::ops::ControlFlow;

use crate::mde::Reference;
use crate::mde::reference::{MemoryReference, ReferenceFile};
use crate::model::{District, School, Text};
use crate::store::tables::{DISTRICT, SCHOOL};
use crate::store::{Change, Read, StoreError, View};

/// How many rows of each kind an import has written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// Schools.
    pub schools: u64,
    /// Districts.
    pub districts: u64,
}

/// Writes what a file holds. A row of the same identifier and year is replaced; other years stay.
pub fn import(change: &Change, file: &ReferenceFile) -> Result<Imported, StoreError> {
    let mut imported = Imported::default();
    for (year, school) in &file.schools {
        imported.schools += import_schools(change, *year, std::slice::from_ref(school))?;
    }
    for (year, district) in &file.districts {
        imported.districts += import_districts(change, *year, std::slice::from_ref(district))?;
    }
    Ok(imported)
}

/// Writes schools of one year's list; year 0 is a state's supplement. Says how many.
pub fn import_schools(change: &Change, year: u16, rows: &[School]) -> Result<u64, StoreError> {
    for row in rows {
        change.put(&SCHOOL, &(row.id.clone(), year), row)?;
    }
    Ok(rows.len() as u64)
}

/// Writes districts of one year's list; year 0 is a state's supplement. Says how many.
pub fn import_districts(change: &Change, year: u16, rows: &[District]) -> Result<u64, StoreError> {
    for row in rows {
        change.put(&DISTRICT, &(row.id.clone(), year), row)?;
    }
    Ok(rows.len() as u64)
}

/// The reference data of a store as of one moment, in memory: about 20 MB for all schools of the country, however
/// many years are kept, because only the newest row of a school stays.
#[derive(Debug, Clone, Default)]
pub struct StoreReference {
    rows: MemoryReference,
}

impl StoreReference {
    /// Reads all schools and districts.
    pub fn load(view: &View) -> Result<Self, StoreError> {
        let mut rows = MemoryReference::default();
        view.visit(&SCHOOL, .., |(_, year): (Text, u16), school| {
            rows.add_school_of(year, school);
            ControlFlow::Continue(())
        })?;
        view.visit(&DISTRICT, .., |(_, year): (Text, u16), district| {
            rows.add_district_of(year, district);
            ControlFlow::Continue(())
        })?;
        Ok(Self { rows })
    }

    /// How many schools and how many districts are known.
    pub fn counts(&self) -> (usize, usize) {
        self.rows.counts()
    }
}

impl Reference for StoreReference {
    fn school(&self, id: &str) -> Option<School> {
        self.rows.school(id)
    }

    fn district(&self, id: &str) -> Option<District> {
        self.rows.district(id)
    }

    fn has_schools(&self) -> bool {
        self.rows.has_schools()
    }

    fn has_districts(&self) -> bool {
        self.rows.has_districts()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit;
    use crate::mde::reference::{FileYear, read};
    use crate::model::{Actor, AuditEvent, Timestamp};
    use crate::store::Environment;

    #[test]
    fn years_and_a_supplement_stand_side_by_side() {
        let store = audit::store_in_memory(Environment::Training, Timestamp::default()).unwrap();
        let none = StoreReference::load(&store.view().unwrap()).unwrap();
        assert!(!none.has_schools() && !none.has_districts());
        let change = store.begin(Actor::Console("operator".into()), Timestamp::default()).unwrap();
        let new = read(&include_bytes!("../../testdata/nces/ccd_schools_2023.csv")[..], FileYear::FromRows).unwrap();
        let old = read(&include_bytes!("../../testdata/nces/ccd_schools_2013.csv")[..], FileYear::FromRows).unwrap();
        let own = read(&include_bytes!("../../testdata/nces/supplement.csv")[..], FileYear::Supplement).unwrap();
        let districts =
            read(&include_bytes!("../../testdata/nces/ccd_districts_2023.csv")[..], FileYear::FromRows).unwrap();
        assert_eq!(import(&change, &new).unwrap(), Imported { schools: 4, districts: 0 });
        for file in [&old, &own, &districts, &new] {
            import(&change, file).unwrap();
        }
        let logged = audit::append(&change, AuditEvent::ReferenceImported { what: "schools".into(), rows: 8 }).unwrap();
        change.commit(logged).unwrap();

        let view = store.view().unwrap();
        assert_eq!(view.len(&SCHOOL).unwrap(), 8);
        let reference = StoreReference::load(&view).unwrap();
        assert_eq!(reference.counts(), (6, 2));
        assert!(reference.has_schools() && reference.has_districts());
        assert_eq!(reference.school("480000100001").unwrap().name, "SAMPLE ELEMENTARY, NORTH");
        assert_eq!(reference.school("480000100099").unwrap().name, "NEW SAMPLE ACADEMY");
        assert_eq!(reference.district("4800001").unwrap().name, "SAMPLE ISD");
        assert!(reference.district("9999999").is_none());
    }
}
