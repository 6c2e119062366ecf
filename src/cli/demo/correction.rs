//! A request for correction in the demo: a mother says that a birth date is wrong, and wants her letters in Spanish.

use std::ops::ControlFlow;

use super::act::{failed, worker};
use crate::access::Permission;
use crate::casework::{Complaint, NewCorrection, Requesting};
use crate::cli::exit::Failure;
use crate::model::{ContributionNo, Element, LineKind};
use crate::server::Services;
use crate::store::{Read, View, tables};

/// Who takes it down.
const CLERK: &str = "registrar";

/// Takes it down, about one of the invented children of Texas. Without one there is none.
pub(super) fn take_down(services: &Services) -> Result<(), Failure> {
    let (view, now) = (services.store.view()?, services.clock.now());
    let Some((no, line)) = born_in_texas(&view)? else { return Ok(()) };
    let Some(membership) = view.get(&tables::MEMBERSHIP, &no)? else { return Ok(()) };
    let worker = worker(services, CLERK, Permission::Intake)?;
    let received = now.date().plus_days(-6).to_string();
    let new = NewCorrection {
        child: membership.msix_id,
        requesting: mother(received),
        values: vec![Complaint {
            day: String::new(),
            contribution: no,
            kind: LineKind::Demographics,
            line,
            element: Element::BIRTH_DATE,
            wanted: "Como dice el acta: un a\u{f1}o despu\u{e9}s".to_owned(),
            seen: None,
        }],
    };
    services.casework.take_down_correction(&worker, &new).map_err(failed)?;
    Ok(())
}

fn mother(received: String) -> Requesting {
    Requesting {
        requester: "parent".to_owned(),
        state: String::new(),
        name: "Guadalupe M\u{e9}ndez Ortiz".to_owned(),
        address: "12 Mesquite Road, Lot 7\nWeslaco, TX 78596".to_owned(),
        channel: "in-person".to_owned(),
        language: "es".to_owned(),
        proof: "birth-certificate".to_owned(),
        received,
    }
}

/// The first child of Texas with a birth date, and the line that says it.
fn born_in_texas(view: &View) -> Result<Option<(ContributionNo, u16)>, Failure> {
    let mut numbers = Vec::new();
    view.visit(&tables::CONTRIBUTION, .., |key, no| {
        if key.state.as_str() == "TX" {
            numbers.push(no);
        }
        if numbers.len() < 20 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    for no in numbers {
        let last = view.last(&tables::VERSION, (no, 0)..=(no, u32::MAX))?;
        let said = last.and_then(|(_, version)| version.contribution);
        let line =
            said.and_then(|said| said.demographics.into_iter().find(|line| line.date(Element::BIRTH_DATE).is_some()));
        if let Some(line) = line {
            return Ok(Some((no, line.record_id)));
        }
    }
    Ok(None)
}
