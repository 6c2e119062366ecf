//! `vereda worklist`: what waits to be decided.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::Place;
use super::call::call;
use super::delivery::Delivery;
use super::exit::{Exit, Failure};
use super::request::{Request, Sink, say};
use crate::casework::Page;
use crate::server::Services;

/// List what waits to be decided, what is due first at the top. MSIX IDs only; decisions are made in the portal.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Most items.
    #[arg(long, default_value_t = 50, value_name = "NUMBER")]
    most: usize,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

/// The worklist.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Worklist {
    most: usize,
    json: bool,
}

pub(super) fn run(place: &Place, args: Args) -> Result<Exit, Failure> {
    let request = Request::Worklist(Worklist { most: args.most, json: args.json });
    call(place, request, Box::new(std::io::empty()), &mut Delivery::terminal())
}

pub(super) fn execute(services: &Services, request: &Worklist, sink: &mut dyn Sink) -> Result<Exit, Failure> {
    let page = services.casework.page_at_the_console(0, request.most)?;
    let text = if request.json {
        let json = serde_json::to_string_pretty(&page);
        json.map_err(|error| Failure::new(Exit::Internal, error.to_string()))? + "\n"
    } else {
        in_words(&page)
    };
    say(sink, &text)?;
    Ok(Exit::Ok)
}

fn in_words(page: &Page) -> String {
    let mut text = String::new();
    for row in &page.rows {
        let list = |words: Vec<String>| words.join(" ");
        let states = list(row.states.iter().map(ToString::to_string).collect());
        let children = list(row.children.iter().map(|child| child.grouped().replace(' ', "-")).collect());
        let due = row.due.map(|due| due.date().to_string()).unwrap_or_default();
        let overdue = if row.overdue { " overdue" } else { "" };
        let _ = writeln!(
            text,
            "{:>6}  {:<15} {:<12} {:<8} {:<8} due {due}{overdue}  {children}",
            row.id,
            row.kind.word(),
            row.status.word(),
            row.level.word(),
            states,
        );
    }
    let _ = writeln!(text, "{} of {} items wait to be decided.", page.rows.len(), page.total);
    text
}
