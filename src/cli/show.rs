//! `vereda show`: one child's consolidated record.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::Place;
use super::call::call;
use super::delivery::Delivery;
use super::exit::{Exit, Failure};
use super::request::{Caller, Request, Sink, say};
use crate::model::{Date, Element, MsixId, Purpose};
use crate::records::consolidate;
use crate::records::view::{ConsolidatedRecord, SourcedLine};
use crate::server::Services;

/// Show a child's consolidated record.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Twelve digits; blanks and hyphens are allowed.
    #[arg(value_name = "MSIX_ID")]
    msix_id: MsixId,
    /// As JSON, every value with its source.
    #[arg(long)]
    json: bool,
    /// As it was at the end of a day, such as 2026-08-31.
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
}

/// One child.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Show {
    msix_id: MsixId,
    json: bool,
    as_of: Option<Date>,
}

pub(super) fn run(place: &Place, args: Args) -> Result<Exit, Failure> {
    let request = Request::Show(Show { msix_id: args.msix_id, json: args.json, as_of: args.as_of });
    call(place, request, Box::new(std::io::empty()), &mut Delivery::terminal())
}

pub(super) fn execute(
    services: &Services,
    caller: &Caller,
    request: &Show,
    sink: &mut dyn Sink,
) -> Result<Exit, Failure> {
    let reader = services.children.from(caller.origin).reader_at_the_console(&caller.user, Purpose::Participation);
    let child = reader.open(request.msix_id, "console")?;
    let Some(record) = consolidate(&child, request.as_of, services.clock.now().date())? else {
        let when = request.as_of.map(|day| format!(" on {day}")).unwrap_or_default();
        let why = format!("there is no child with MSIX ID {}{when}. Try `vereda search`", request.msix_id);
        return Err(Failure::new(Exit::Findings, why));
    };
    let text = if request.json {
        let json = serde_json::to_string_pretty(&record);
        json.map_err(|error| Failure::new(Exit::Internal, error.to_string()))? + "\n"
    } else {
        in_words(&record)
    };
    say(sink, &text)?;
    Ok(Exit::Ok)
}

fn in_words(record: &ConsolidatedRecord) -> String {
    let mut text = String::new();
    let who = &record.identification;
    let _ = writeln!(text, "{}  MSIX ID {}", who.name, record.msix_id.grouped());
    if let Some(old) = record.asked_for {
        let _ = writeln!(text, "{} was retired by a merge; this is the record that stands for it.", old.grouped());
    }
    if let Some(day) = record.as_of {
        let _ = writeln!(text, "As of the end of {day}.");
    }
    if let Some(born) = who.birth_date {
        let age = who.age.map(|age| format!(" (age {age})")).unwrap_or_default();
        let _ = writeln!(text, "Born {born}{age}{}", who.sex.as_ref().map(|s| format!(", {s}")).unwrap_or_default());
    }
    for (name, states) in &who.also_known_as {
        let states: Vec<_> = states.iter().map(ToString::to_string).collect();
        let _ = writeln!(text, "Also {name} ({})", states.join(", "));
    }
    if !who.parents.is_empty() {
        let _ = writeln!(text, "Parents: {}", who.parents.join(", "));
    }
    for member in &record.members {
        let state = if member.live { "contributes" } else { "withdrawn" };
        let _ = writeln!(text, "{}  {state}, received {}, {}", member.key, member.received.date(), member.how.word());
    }
    section(&mut text, "Qualifying moves", &record.moves, MOVE);
    section(&mut text, "Enrollments", &record.enrollments, ENROLLMENT);
    section(&mut text, "Courses", &record.courses, COURSE);
    section(&mut text, "Assessments", &record.assessments, ASSESSMENT);
    text
}

/// What is shown of a line on a terminal; everything is in the JSON.
const MOVE: &[Element] = &[
    Element::QUALIFYING_ARRIVAL_DATE,
    Element::FROM_CITY,
    Element::FROM_STATE,
    Element::FROM_COUNTRY,
    Element::TO_CITY,
    Element::TO_STATE,
];
const ENROLLMENT: &[Element] = &[
    Element::ENROLLMENT_DATE,
    Element::WITHDRAWAL_DATE,
    Element::GRADE,
    Element::SCHOOL_NAME,
    Element::DISTRICT_NAME,
    Element::FACILITY_CITY,
];
const COURSE: &[Element] =
    &[Element::ACADEMIC_YEAR, Element::COURSE_TITLE, Element::SUBJECT_AREA, Element::CREDITS, Element::FINAL_GRADE];
const ASSESSMENT: &[Element] = &[
    Element::ASSESSMENT_DATE,
    Element::ASSESSMENT_TITLE,
    Element::ASSESSMENT_CONTENT,
    Element::SCORE,
    Element::INTERPRETATION,
];

fn section(text: &mut String, title: &str, lines: &[SourcedLine], elements: &[Element]) {
    let _ = writeln!(text, "\n{title}: {}", lines.len());
    for line in lines {
        let values: Vec<_> =
            elements.iter().filter_map(|element| line.line.value(*element)).map(ToString::to_string).collect();
        let _ = writeln!(text, "  {}  {}", line.source.state, values.join("  "));
    }
}
