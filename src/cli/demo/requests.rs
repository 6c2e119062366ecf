//! Two data requests for the demo: one that waits for Texas, and one that its file has answered.

use super::act::{child, code, failed, file, worker};
use crate::access::Permission;
use crate::casework::NewRequest;
use crate::cli::exit::Failure;
use crate::model::{Area, Date, Wanted};
use crate::server::Services;

/// Who asks, for Washington.
const ASKER: &str = "colleague";

/// Sends a file of Texas with a child in school, asks for what it lacks, and sends a second file with a part of it.
pub(super) fn ask(services: &Services) -> Result<(), Failure> {
    let today = services.clock.now().date();
    file(services, "TX", &[texas(today, "")])?;
    let child = child(services, "TX", "DEMO-1")?;
    for (wanted, words) in [
        (Wanted::GradeToDate { line: 1 }, "She starts here on Monday. Which grade does she have so far?"),
        (Wanted::Assessments, "Has she been tested in your state?"),
    ] {
        let to = Area::State(code("TX")?);
        let needed_by = Some(today.plus_days(14));
        let new = NewRequest { child, to, wanted: vec![wanted], needed_by, words: words.to_owned() };
        let worker = worker(services, ASKER, Permission::Request)?;
        services.casework.send_request(&worker, new).map_err(failed)?;
    }
    file(services, "TX", &[texas(today, "B")])
}

/// A child of Texas with one course of this year, and the grade to date as given.
fn texas(today: Date, grade: &str) -> String {
    let year = if today.month() >= 7 { today.year() } else { today.year() - 1 };
    let next = year + 1;
    format!(
        "S|1|||DEMO-1|01|I\nD|1|Citlali||Robledo|||Female|20110904||Weslaco|TX|US|1004|Juana|Robledo\n\
         Q|1|{year}0702|Zamora|MIC|MX|Weslaco|TX|{}0702\n\
         E|1|{year}0818|01|Valle Verde High School|||||||||Weslaco ISD|TX|||10\n\
         C|1|Algebra 2|Mathematics|01|{year}|{next}||0828||{grade}\n",
        year + 3
    )
}
