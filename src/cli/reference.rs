//! `vereda reference import nces`: the public lists of schools and districts (NCES Common Core of Data).
//!
//! The CCD school and district directory files are CSV with a heading. Columns are found by name (`NCESSCH`, `LEAID`,
//! `SCH_NAME`, `LEA_NAME`, `ST`, `LCITY`, `LZIP`, `PHONE`; older and lower-case spellings too); a file with `NCESSCH`
//! lists schools, else one with `LEAID` lists districts. Rows without a valid identifier are counted and left out.

use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

use csv::StringRecord;
use serde::{Deserialize, Serialize};

use super::call::call;
use super::delivery::Delivery;
use super::exit::{Exit, Failure};
use super::request::{Caller, Request, Sink, say};
use super::{Place, cannot};
use crate::audit;
use crate::model::{AuditEvent, District, School, Text};
use crate::server::Services;
use crate::store::tables;

/// Load lists that values are checked against.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Load a list.
    Import(From),
}

#[derive(Debug, clap::Args)]
struct From {
    #[command(subcommand)]
    list: List,
}

#[derive(Debug, clap::Subcommand)]
enum List {
    /// School and district directory files of the NCES Common Core of Data.
    Nces(Nces),
}

#[derive(Debug, clap::Args)]
struct Nces {
    /// The year in which the school year begins; without it, the file's own SCHOOL_YEAR.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1986..=2100))]
    year: Option<u16>,
    /// A state's own additions to the lists, for no year in particular.
    #[arg(long, conflicts_with = "year")]
    supplement: bool,
    /// CSV files.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// One file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Import {
    name: String,
    /// Year 0 is a state's supplement.
    year: Option<u16>,
}

/// Rows in one change: small enough for memory, large enough to be quick.
const BATCH: usize = 5000;

pub(super) fn run(place: &Place, args: Args) -> Result<Exit, Failure> {
    let What::Import(From { list: List::Nces(nces) }) = args.what;
    let mut worst = Exit::Ok;
    for path in &nces.files {
        let file = File::open(path).map_err(|error| cannot("read", path, &error))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let year = if nces.supplement { Some(0) } else { nces.year };
        let request = Request::Reference(Import { name, year });
        worst = worst.max(call(place, request, Box::new(file), &mut Delivery::terminal())?);
    }
    Ok(worst)
}

pub(super) fn execute(
    services: &Services,
    caller: &Caller,
    request: &Import,
    input: &mut dyn Read,
    sink: &mut dyn Sink,
) -> Result<Exit, Failure> {
    let refused = |why: String| Failure::new(Exit::Refused, format!("{}: {why}", request.name));
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(input);
    let heading = rows.byte_headers().map_err(|error| refused(format!("it is no CSV file: {error}")))?.clone();
    let heading = StringRecord::from_byte_record_lossy(heading);
    let columns = Columns::of(&heading)
        .ok_or_else(|| refused("it has neither a column NCESSCH nor LEAID, so nothing was loaded".to_owned()))?;
    let (mut loaded, mut left_out, mut batch) = (0_u64, 0_u64, Vec::with_capacity(BATCH));
    let mut row = csv::ByteRecord::new();
    loop {
        let more = rows.read_byte_record(&mut row).map_err(|error| {
            refused(format!("{error}. {loaded} rows were loaded before; load the file again once it is mended"))
        })?;
        if more {
            match columns.read(&StringRecord::from_byte_record_lossy(row.clone()), request.year) {
                Some(read) => batch.push(read),
                None => left_out += 1,
            }
        }
        if batch.len() >= BATCH || (!more && !batch.is_empty()) {
            loaded += batch.len() as u64;
            keep(services, caller, columns.what(), std::mem::take(&mut batch))?;
        }
        if !more {
            break;
        }
    }
    let what = columns.what();
    say(
        sink,
        &format!("{}: {loaded} {what} loaded, {left_out} rows without identifier or year left out.\n", request.name),
    )?;
    Ok(if left_out > 0 { Exit::Findings } else { Exit::Ok })
}

fn keep(services: &Services, caller: &Caller, what: &str, batch: Vec<(u16, Row)>) -> Result<(), Failure> {
    let change = services.store.begin(caller.actor(), services.clock.now())?;
    let rows = batch.len() as u64;
    for (year, row) in batch {
        match row {
            Row::School(school) => change.put(&tables::SCHOOL, &(school.id.clone(), year), &school)?,
            Row::District(district) => change.put(&tables::DISTRICT, &(district.id.clone(), year), &district)?,
        }
    }
    let logged = audit::append(&change, AuditEvent::ReferenceImported { what: what.into(), rows })?;
    Ok(change.commit(logged)?)
}

enum Row {
    School(School),
    District(District),
}

/// Where in a row what is.
struct Columns {
    school: Option<usize>,
    district: Option<usize>,
    name: Option<usize>,
    state: Option<usize>,
    city: Option<usize>,
    zip: Option<usize>,
    phone: Option<usize>,
    year: Option<usize>,
}

impl Columns {
    fn of(heading: &StringRecord) -> Option<Self> {
        let find = |names: &[&str]| {
            names.iter().find_map(|name| {
                heading.iter().position(|column| column.trim_matches(['\u{feff}', ' ']).eq_ignore_ascii_case(name))
            })
        };
        let (school, district) = (find(&["NCESSCH"]), find(&["LEAID"]));
        district.or(school)?;
        let name = if school.is_some() { find(&["SCH_NAME", "SCHNAM"]) } else { find(&["LEA_NAME", "NAME"]) };
        let (state, city) = (find(&["ST", "LSTATE", "STABR"]), find(&["LCITY", "MCITY"]));
        let (zip, phone, year) = (find(&["LZIP", "MZIP"]), find(&["PHONE"]), find(&["SCHOOL_YEAR", "SURVYEAR"]));
        Some(Self { school, district, name, state, city, zip, phone, year })
    }

    fn what(&self) -> &'static str {
        if self.school.is_some() { "schools" } else { "districts" }
    }

    /// A row; `None` without a valid identifier or a year.
    fn read(&self, row: &StringRecord, year: Option<u16>) -> Option<(u16, Row)> {
        let field = |column: Option<usize>| column.and_then(|at| row.get(at)).unwrap_or_default().trim();
        let year = year.or_else(|| field(self.year).get(..4)?.parse().ok())?;
        let district_id = identifier(field(self.district), 7);
        let state = field(self.state).parse().ok();
        let (name, city) = (Text::from(field(self.name)), Text::from(field(self.city)));
        let (zip, phone) = (digits(field(self.zip), 5), digits(field(self.phone), 10));
        if self.school.is_none() {
            return Some((year, Row::District(District { id: district_id?, name, state, city, zip, phone })));
        }
        let id = identifier(field(self.school), 12)?;
        let district_id = district_id.or_else(|| id.get(..7).map(Text::from))?;
        Some((year, Row::School(School { id, name, district_id, state, city, zip, phone })))
    }
}

/// Digits of the given number; spreadsheets drop zeros in front, so up to two are put back.
fn identifier(text: &str, length: usize) -> Option<Text> {
    let fits = text.len() <= length && text.len() + 2 >= length && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| Text::from(format!("{text:0>length$}")))
}

/// The first digits of a text.
fn digits(text: &str, length: usize) -> Text {
    Text::from(text.chars().filter(char::is_ascii_digit).take(length).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_school_is_read_whatever_the_order_and_case_of_the_columns() {
        let heading = StringRecord::from(vec!["\u{feff}SCHOOL_YEAR", "ST", "sch_name", "NCESSCH", "LEAID", "PHONE"]);
        let columns = Columns::of(&heading).unwrap();
        let row = ["2025-2026", "CA", "Vista School", "62271003230", "0622710", "(559) 555-0100"];
        let Some((2025, Row::School(school))) = columns.read(&StringRecord::from(row.to_vec()), None) else { panic!() };
        assert_eq!((school.id.as_str(), school.district_id.as_str()), ("062271003230", "0622710"));
        assert_eq!(school.phone.as_str(), "5595550100");
        assert!(columns.read(&StringRecord::from(vec!["2025-2026", "CA", "X", "no"]), None).is_none());
        assert!(Columns::of(&StringRecord::from(vec!["name", "city"])).is_none());
    }
}
