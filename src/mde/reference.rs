//! Reads the public school and district lists of NCES (Common Core of Data, one CSV file a year) and a state's own
//! supplement in the same form. Names of columns differ by year; old and new ones are known.

use std::collections::HashMap;
use std::io::Read;

use csv::ByteRecord;

use super::Reference;
use crate::model::{District, School, StateCode, Text};

/// What a file of reference data holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReferenceFile {
    /// Schools with the year in which the school year begins.
    pub schools: Vec<(u16, School)>,
    /// Districts, likewise.
    pub districts: Vec<(u16, District)>,
    /// Rows that could not be read, at most [`MAX_BAD_ROWS`] of them.
    pub bad_rows: Vec<BadRow>,
    /// How many rows could not be read.
    pub bad_count: u64,
}

/// Most bad rows kept with their reason.
pub const MAX_BAD_ROWS: usize = 100;

/// The year under which a state's supplement is kept.
pub const SUPPLEMENT: u16 = 0;

/// A row that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// Line of the file, from 1.
    pub line: u64,
    /// What is wrong.
    pub why: &'static str,
}

/// Which year the rows of a file belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileYear {
    /// Each row says so (`SCHOOL_YEAR`, `SURVYEAR`).
    FromRows,
    /// Given; for files without such a column.
    Given(u16),
    /// A state's supplement.
    Supplement,
}

/// Why a file holds no reference data.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    /// Neither of the identifying columns is there.
    #[error("the file has no column NCESSCH (schools) or LEAID (districts) in its first line")]
    Heading,
    /// The file cannot be read.
    #[error("the file cannot be read: {0}")]
    Csv(#[from] csv::Error),
}

/// Reads a file to its end. A file with a column `NCESSCH` is a list of schools, one with only `LEAID` a list of
/// districts. Text is UTF-8 or, where it is not, Latin-1.
pub fn read(file: impl Read, year: FileYear) -> Result<ReferenceFile, ReferenceError> {
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(file);
    let columns = Columns::find(rows.byte_headers()?).ok_or(ReferenceError::Heading)?;
    let mut out = ReferenceFile::default();
    let mut row = ByteRecord::new();
    while rows.read_byte_record(&mut row)? {
        if let Err(why) = columns.read(&row, year, &mut out) {
            out.bad_count += 1;
            if out.bad_rows.len() < MAX_BAD_ROWS {
                out.bad_rows.push(BadRow { line: row.position().map_or(0, csv::Position::line), why });
            }
        }
    }
    Ok(out)
}

/// Known names of the columns, the newest first. Old files put the last digits of the year behind some of them.
const SCHOOL_ID: &[&str] = &["NCESSCH"];
const DISTRICT_ID: &[&str] = &["LEAID"];
const SCHOOL_NAME: &[&str] = &["SCH_NAME", "SCHNAM", "NAME"];
const DISTRICT_NAME: &[&str] = &["LEA_NAME", "NAME", "LEANM"];
const STATE: &[&str] = &["LSTATE", "LSTAT", "ST", "STABR", "MSTATE", "MSTAT", "STATE"];
const CITY: &[&str] = &["LCITY", "MCITY", "CITY"];
const ZIP: &[&str] = &["LZIP", "MZIP", "ZIP"];
const PHONE: &[&str] = &["PHONE"];
const YEAR: &[&str] = &["SCHOOL_YEAR", "SURVYEAR", "SCHOOLYEAR"];

/// Where the columns are.
struct Columns {
    school_id: Option<usize>,
    district_id: Option<usize>,
    name: Option<usize>,
    state: Option<usize>,
    city: Option<usize>,
    zip: Option<usize>,
    phone: Option<usize>,
    year: Option<usize>,
}

impl Columns {
    fn find(heading: &ByteRecord) -> Option<Self> {
        let names: Vec<String> = heading.iter().map(column_name).collect();
        let at = |known: &[&str]| known.iter().find_map(|name| names.iter().position(|have| have == name));
        let at = |known: &[&str]| {
            let without_year = || {
                let stem = |have: &String| have.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
                known.iter().find_map(|name| names.iter().position(|have| stem(have) == *name))
            };
            at(known).or_else(without_year)
        };
        let school_id = at(SCHOOL_ID);
        let district_id = at(DISTRICT_ID);
        if school_id.is_none() && district_id.is_none() {
            return None;
        }
        let name = at(if school_id.is_some() { SCHOOL_NAME } else { DISTRICT_NAME });
        Some(Self {
            school_id,
            district_id,
            name,
            state: at(STATE),
            city: at(CITY),
            zip: at(ZIP),
            phone: at(PHONE),
            year: at(YEAR),
        })
    }

    fn read(&self, row: &ByteRecord, year: FileYear, out: &mut ReferenceFile) -> Result<(), &'static str> {
        let year = match year {
            FileYear::Supplement => SUPPLEMENT,
            FileYear::Given(year) => year,
            FileYear::FromRows => {
                year_of(&field(row, self.year)).ok_or("the school year is missing; name it when the file has none")?
            }
        };
        let name = field(row, self.name);
        if name.is_empty() {
            return Err("the name is missing");
        }
        let state: Option<StateCode> = field(row, self.state).parse().ok();
        let (city, zip) = (field(row, self.city), zip_of(&field(row, self.zip)));
        let phone = phone_of(&field(row, self.phone));
        let district_id = digits(&field(row, self.district_id), 7);
        if self.school_id.is_none() {
            let id = district_id.ok_or("LEAID does not have seven digits")?;
            out.districts.push((year, District { id, name, state, city, zip, phone }));
            return Ok(());
        }
        let id = digits(&field(row, self.school_id), 12).ok_or("NCESSCH does not have twelve digits")?;
        // The first seven digits of a school are its district's.
        let own = id.get(..7).unwrap_or_default();
        if district_id.as_deref().is_some_and(|district| district != own) {
            return Err("NCESSCH does not begin with LEAID");
        }
        let district_id = Text::from(own);
        out.schools.push((year, School { id, name, district_id, state, city, zip, phone }));
        Ok(())
    }
}

fn column_name(raw: &[u8]) -> String {
    let raw = raw.strip_prefix(b"\xef\xbb\xbf").unwrap_or(raw);
    decode(raw).trim().trim_matches('"').to_ascii_uppercase()
}

/// The text of a field, empty for the marks with which NCES says that there is none.
fn field(row: &ByteRecord, at: Option<usize>) -> Text {
    let text = super::text::clean(&decode(at.and_then(|at| row.get(at)).unwrap_or_default())).0;
    let none = ["-1", "-2", "-9", "M", "N", "N/A", "\u{2020}", "\u{2013}", "."];
    if none.contains(&text.as_str()) { Text::default() } else { text }
}

fn decode(raw: &[u8]) -> std::borrow::Cow<'_, str> {
    match std::str::from_utf8(raw) {
        Ok(text) => text.into(),
        Err(_) => raw.iter().map(|b| char::from(*b)).collect::<String>().into(),
    }
}

/// As many digits as wanted, a lost leading zero put back.
fn digits(text: &str, count: usize) -> Option<Text> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match count.checked_sub(text.len()) {
        Some(0) if digits => Some(text.into()),
        Some(1) if digits => Some(compact_str::format_compact!("0{text}")),
        _ => None,
    }
}

fn zip_of(text: &str) -> Text {
    let five = text.split('-').next().unwrap_or_default();
    digits(five.get(..5).unwrap_or(five), 5).unwrap_or_default()
}

fn phone_of(text: &str) -> Text {
    let digits: Text = text.chars().filter(char::is_ascii_digit).collect();
    if digits.len() == 10 { digits } else { Text::default() }
}

/// `2022-2023`, `2022` and `2022-23` begin in 2022.
fn year_of(text: &str) -> Option<u16> {
    let year = text.get(..4)?.parse().ok()?;
    (1980..2200).contains(&year).then_some(year)
}

/// Reference data in memory: the newest list that has an identifier tells about it, a supplement where no list does.
#[derive(Debug, Clone, Default)]
pub struct MemoryReference {
    schools: HashMap<Text, (u16, School)>,
    districts: HashMap<Text, (u16, District)>,
}

impl MemoryReference {
    /// Adds what a file holds.
    pub fn add(&mut self, file: ReferenceFile) {
        file.schools.into_iter().for_each(|(year, school)| self.add_school_of(year, school));
        file.districts.into_iter().for_each(|(year, district)| self.add_district_of(year, district));
    }

    /// Adds a school of a year's list.
    pub fn add_school_of(&mut self, year: u16, school: School) {
        let known = self.schools.get(&school.id).is_some_and(|(known, _)| *known > year);
        if !known {
            self.schools.insert(school.id.clone(), (year, school));
        }
    }

    /// Adds a district of a year's list.
    pub fn add_district_of(&mut self, year: u16, district: District) {
        let known = self.districts.get(&district.id).is_some_and(|(known, _)| *known > year);
        if !known {
            self.districts.insert(district.id.clone(), (year, district));
        }
    }

    /// Adds a school of a supplement.
    pub fn add_school(&mut self, school: School) {
        self.add_school_of(SUPPLEMENT, school);
    }

    /// Adds a district of a supplement.
    pub fn add_district(&mut self, district: District) {
        self.add_district_of(SUPPLEMENT, district);
    }

    /// How many schools and how many districts are known.
    pub fn counts(&self) -> (usize, usize) {
        (self.schools.len(), self.districts.len())
    }
}

impl Reference for MemoryReference {
    fn school(&self, id: &str) -> Option<School> {
        self.schools.get(id).map(|(_, school)| school.clone())
    }

    fn district(&self, id: &str) -> Option<District> {
        self.districts.get(id).map(|(_, district)| district.clone())
    }

    fn has_schools(&self) -> bool {
        !self.schools.is_empty()
    }

    fn has_districts(&self) -> bool {
        !self.districts.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SCHOOLS_NEW: &[u8] = include_bytes!("../../testdata/nces/ccd_schools_2023.csv");
    const SCHOOLS_OLD: &[u8] = include_bytes!("../../testdata/nces/ccd_schools_2013.csv");
    const DISTRICTS_NEW: &[u8] = include_bytes!("../../testdata/nces/ccd_districts_2023.csv");
    const DISTRICTS_OLD: &[u8] = include_bytes!("../../testdata/nces/ccd_districts_2013.csv");
    const STATE_SUPPLEMENT: &[u8] = include_bytes!("../../testdata/nces/supplement.csv");

    /// New headings, a byte order mark, quoted names, one damaged row.
    #[test]
    fn a_new_list_of_schools() {
        let file = read(SCHOOLS_NEW, FileYear::FromRows).unwrap();
        assert_eq!(file.bad_rows, [BadRow { line: 5, why: "NCESSCH does not have twelve digits" }]);
        assert_eq!(file.bad_count, 1);
        assert_eq!(file.districts, []);
        let (year, school) = &file.schools[0];
        assert_eq!(*year, 2023);
        assert_eq!(
            school,
            &School {
                id: "480000100001".into(),
                name: "SAMPLE ELEMENTARY, NORTH".into(),
                district_id: "4800001".into(),
                state: "TX".parse().ok(),
                city: "Sampleton".into(),
                zip: "78501".into(),
                phone: "9565550101".into(),
            }
        );
        // A leading zero that a spreadsheet has taken is put back.
        assert_eq!(file.schools[2].1.id, "060000100001");
        assert_eq!(file.schools[2].1.zip, "02139");
    }

    /// Old headings with the year behind the names, Latin-1, marks for what is missing.
    #[test]
    fn an_old_list_of_schools() {
        let file = read(SCHOOLS_OLD, FileYear::FromRows).unwrap();
        assert_eq!(file.bad_count, 0);
        let (year, school) = &file.schools[0];
        assert_eq!((*year, school.name.as_str()), (2013, "ESCUELA PE\u{d1}A MUESTRA"));
        assert_eq!((school.phone.as_str(), school.zip.as_str()), ("", "78501"));
    }

    #[test]
    fn districts() {
        let file = read(DISTRICTS_NEW, FileYear::FromRows).unwrap();
        assert_eq!((file.districts.len(), file.schools.len(), file.bad_count), (2, 0, 0));
        assert_eq!(file.districts[0].1.name, "SAMPLE ISD");
        let old = read(DISTRICTS_OLD, FileYear::FromRows).unwrap();
        assert_eq!((old.districts[0].0, old.districts[0].1.name.as_str()), (2013, "OLD SAMPLE ISD"));
    }

    #[test]
    fn a_supplement_fills_gaps_and_the_newest_list_speaks() {
        let mut reference = MemoryReference::default();
        assert!(!reference.has_schools() && !reference.has_districts());
        reference.add(read(SCHOOLS_NEW, FileYear::FromRows).unwrap());
        reference.add(read(SCHOOLS_OLD, FileYear::FromRows).unwrap());
        reference.add(read(STATE_SUPPLEMENT, FileYear::Supplement).unwrap());
        assert!(reference.has_schools() && !reference.has_districts());
        assert_eq!(reference.school("480000100001").unwrap().name, "SAMPLE ELEMENTARY, NORTH");
        assert_eq!(reference.school("480000100090").unwrap().name, "CLOSED SAMPLE SCHOOL");
        assert_eq!(reference.school("480000100099").unwrap().name, "NEW SAMPLE ACADEMY");
        assert!(reference.school("480000100077").is_none());
    }

    #[test]
    fn a_file_without_years_needs_one() {
        let file: &[u8] = b"LEAID,NAME\n4800001,Sample\n";
        let without = read(file, FileYear::FromRows).unwrap();
        assert_eq!(without.bad_rows[0].line, 2);
        let given = read(file, FileYear::Given(2020)).unwrap();
        assert_eq!(given.districts[0].0, 2020);
        assert!(matches!(read(&b"A,B\n1,2\n"[..], FileYear::Supplement), Err(ReferenceError::Heading)));
        assert!(matches!(read(&b""[..], FileYear::Supplement), Err(ReferenceError::Heading)));
        let mixed: &[u8] = b"NCESSCH,LEAID,SCH_NAME\n480000100001,4800002,Sample\n";
        assert_eq!(read(mixed, FileYear::Supplement).unwrap().bad_rows[0].why, "NCESSCH does not begin with LEAID");
    }

    proptest! {
        #[test]
        fn damaged_files_never_panic(tail in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut bytes = b"SCHOOL_YEAR,NCESSCH,LEAID,SCH_NAME,LZIP,PHONE\n2023-2024,".to_vec();
            bytes.extend(tail);
            let _ = read(bytes.as_slice(), FileYear::FromRows);
        }
    }
}
