//! `vereda doctor`: is everything as it must be? It changes nothing.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Place;
use super::audit::own_anchors;
use super::call::call;
use super::delivery::Delivery;
use super::exit::{Exit, Failure};
use super::request::{Request, Sink, say};
use crate::audit::{self, Verdict};
use crate::config::{Config, DataDir};
use crate::search::SearchError;
use crate::server::{self, Services};
use crate::store::StoreError;

/// Verify the store page by page, the records against each other, the audit chain and the search index.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// One JSON object in place of text.
    #[arg(long)]
    json: bool,
}

/// A full check.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Doctor {
    json: bool,
    /// What the check of the pages said: it needs the store for itself alone, so it comes before the rest.
    pub(super) pages: Pages,
    /// What was wrong with the index when it was opened, which builds a damaged one anew.
    pub(super) index: Option<String>,
}

/// Outcome of the check of all pages against their checksums.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Pages {
    /// Every page fits.
    Sound,
    /// What was left of an interrupted write was put right.
    Repaired,
    /// Some do not.
    Damaged(String),
    /// A server has the store open.
    NotChecked,
}

impl From<Result<bool, StoreError>> for Pages {
    fn from(outcome: Result<bool, StoreError>) -> Self {
        match outcome {
            Ok(true) => Self::Sound,
            Ok(false) => Self::Repaired,
            Err(error) => Self::Damaged(error.to_string()),
        }
    }
}

pub(super) fn run(place: &Place, args: Args) -> Result<Exit, Failure> {
    let request = Request::Doctor(Doctor { json: args.json, pages: Pages::NotChecked, index: None });
    match call(place, request, Box::new(std::io::empty()), &mut Delivery::terminal()) {
        Err(failure) if args.json => {
            say(&mut Delivery::terminal(), &in_json(&[unopened(&failure)]))?;
            Ok(failure.exit)
        }
        outcome => outcome,
    }
}

/// The account of a store that cannot be opened.
fn unopened(failure: &Failure) -> Check {
    Check { check: "store", ok: Some(false), says: failure.message.clone() }
}

fn in_json(checks: &[Check]) -> String {
    format!("{}\n", json!({ "healthy": healthy(checks), "checks": checks }))
}

/// What could not be looked at speaks neither way.
fn healthy(checks: &[Check]) -> bool {
    checks.iter().all(|check| check.ok != Some(false))
}

/// Checks the pages of a store that nobody has open.
pub(super) fn check_pages(data: &DataDir, config: &Config) -> Result<bool, StoreError> {
    server::open_store(data, config)?.check_integrity()
}

/// One line of the account.
#[derive(Debug, Serialize)]
struct Check {
    check: &'static str,
    /// `None` when it could not be looked at now.
    ok: Option<bool>,
    says: String,
}

impl Check {
    fn word(&self) -> &'static str {
        match self.ok {
            Some(true) => "ok",
            Some(false) => "NOT OK",
            None => "skipped",
        }
    }
}

pub(super) fn execute(services: &Services, request: &Doctor, sink: &mut dyn Sink) -> Result<Exit, Failure> {
    let checks = [
        pages(&request.pages),
        records(services)?,
        worklist(services)?,
        chain(services)?,
        index(services, request.index.as_deref())?,
    ];
    let healthy = healthy(&checks);
    let text = if request.json {
        in_json(&checks)
    } else {
        let mut text = String::new();
        for check in &checks {
            let _ = writeln!(text, "{:<8} {:<9} {}", check.check, check.word(), check.says);
        }
        text + if healthy {
            "Healthy.\n"
        } else {
            "Not healthy: keep a copy of the data directory before anything else.\n"
        }
    };
    say(sink, &text)?;
    Ok(if healthy { Exit::Ok } else { Exit::Findings })
}

fn pages(pages: &Pages) -> Check {
    let (ok, says) = match pages {
        Pages::Sound => (Some(true), "every page fits its checksum".to_owned()),
        Pages::Repaired => (Some(true), "what an interrupted write had left was put right".to_owned()),
        Pages::Damaged(what) => (Some(false), what.clone()),
        Pages::NotChecked => (None, "a server runs; stop it and run doctor again for this".to_owned()),
    };
    Check { check: "pages", ok, says }
}

fn records(services: &Services) -> Result<Check, Failure> {
    let view = services.store.view()?;
    let contradictions = crate::records::check(&view);
    let mut says = match contradictions.as_slice() {
        [] => "no contradiction".to_owned(),
        found => format!("{} contradictions: {}", found.len(), found.join("; ")),
    };
    let truncated = crate::records::truncated_lookups(&view)?;
    if truncated > 0 {
        let _ = write!(says, "; {truncated} times there were more candidates for a match than are looked at");
    }
    Ok(Check { check: "records", ok: Some(contradictions.is_empty()), says })
}

fn worklist(services: &Services) -> Result<Check, Failure> {
    let contradictions = crate::casework::check(&services.store.view()?);
    let says = match contradictions.as_slice() {
        [] => "no contradiction".to_owned(),
        found => format!("{} contradictions: {}", found.len(), found.join("; ")),
    };
    Ok(Check { check: "worklist", ok: Some(contradictions.is_empty()), says })
}

fn chain(services: &Services) -> Result<Check, Failure> {
    let report = audit::verify_against(&services.store.view()?, &own_anchors(services)?)?;
    let says = match &report.verdict {
        Verdict::Intact => format!("{} entries; {}", report.entries, report.verdict),
        wrong => wrong.to_string(),
    };
    Ok(Check { check: "audit", ok: Some(report.verdict.is_intact()), says })
}

fn index(services: &Services, damage: Option<&str>) -> Result<Check, Failure> {
    if let Some(why) = damage {
        let says = format!("was damaged ({why}) and is built anew from the store; run doctor again");
        return Ok(Check { check: "index", ok: Some(false), says });
    }
    // What changed a moment ago is no fault.
    let missing = services.search.catch_up(&services.store).and_then(|_| services.search.check(&services.store));
    let missing = match missing {
        Err(error @ SearchError::Store(_)) => return Err(error.into()),
        Err(error) => return Ok(Check { check: "index", ok: Some(false), says: error.to_string() }),
        Ok(missing) => missing,
    };
    let says = match missing {
        0 => "agrees with the store".to_owned(),
        n => format!("{n} children missing or too many; run `vereda index rebuild`"),
    };
    Ok(Check { check: "index", ok: Some(missing == 0), says })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_looked_at_is_not_called_ok() {
        assert_eq!(pages(&Pages::NotChecked).word(), "skipped");
        assert_eq!(pages(&Pages::Sound).word(), "ok");
        assert_eq!(pages(&Pages::Damaged("page 7".into())).word(), "NOT OK");
    }
}
