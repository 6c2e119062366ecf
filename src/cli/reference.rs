//! `vereda reference import nces`: the public lists of schools and districts (NCES Common Core of Data).
//!
//! A file that cannot be read to its end changes nothing; rows that cannot be read are named and left out.

use std::fmt::Write as _;
use std::io::Read;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::call::call;
use super::delivery::Delivery;
use super::exit::{Exit, Failure};
use super::request::{Caller, Request, Sink, say};
use super::{Place, open_file, skip};
use crate::audit;
use crate::mde::reference::{FileYear, SUPPLEMENT, read};
use crate::model::AuditEvent;
use crate::records::reference::import;
use crate::server::Services;

/// Load lists that values are checked against.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Load a list.
    Import(Lists),
}

#[derive(Debug, clap::Args)]
struct Lists {
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
    /// `None`: each row says its own; `SUPPLEMENT`: none in particular.
    year: Option<u16>,
}

/// Most bad rows that are named; the rest are counted.
const NAMED: usize = 10;

/// The request to load a list whose rows name their own years.
pub(super) fn request_for(name: String) -> Request {
    Request::Reference(Import { name, year: None })
}

pub(super) fn run(place: &Place, args: Args) -> Result<Exit, Failure> {
    let What::Import(Lists { list: List::Nces(nces) }) = args.what;
    let mut worst = Exit::Ok;
    for path in &nces.files {
        let file = match open_file(path) {
            Ok(file) => file,
            Err(failure) => {
                worst = worst.max(skip(&failure));
                continue;
            }
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let year = if nces.supplement { Some(SUPPLEMENT) } else { nces.year };
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
    let year = match request.year {
        None => FileYear::FromRows,
        Some(SUPPLEMENT) => FileYear::Supplement,
        Some(year) => FileYear::Given(year),
    };
    let file = read(input, year)
        .map_err(|error| Failure::new(Exit::Refused, format!("{}: {error}. Nothing of it was loaded", request.name)))?;
    let change = services.store.begin(caller.who(), services.clock.now())?;
    let imported = import(&change, &file)?;
    let (what, rows) =
        if imported.schools > 0 { ("schools", imported.schools) } else { ("districts", imported.districts) };
    let logged = audit::append(&change, AuditEvent::ReferenceImported { what: what.into(), rows })?;
    change.commit(logged)?;
    let mut text = format!("{}: {rows} {what} loaded, {} rows left out.\n", request.name, file.bad_count);
    for bad in file.bad_rows.iter().take(NAMED) {
        let _ = writeln!(text, "  line {}: {}", bad.line, bad.why);
    }
    say(sink, &text)?;
    Ok(if file.bad_count > 0 { Exit::Findings } else { Exit::Ok })
}
