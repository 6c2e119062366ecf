//! Calendars, working days and the legal clocks (34 CFR 200.85). A clock keeps its evidence: what began it, what
//! stopped it, which days counted and which did not. It must never stop a clock without saying by what, and never lose
//! one: a clock that nobody answers is overdue, and stays so.
//!
//! Others start and stop clocks inside their own changes with [`start`] and [`stop`]; their lengths, units and warnings
//! are data in `assets/clocks/`. How days are counted is decided in `days.rs`: the day on which a clock starts does not
//! count, and its last day is in time until it ends in the state's time zone.

mod arrive;
pub mod calendar;
mod closures;
mod days;
mod edit;
mod first;
pub mod holiday;
mod late;
mod look;
mod one;
mod reckon;
pub mod rule;
mod run;
mod scan;
mod settle;
mod terms;
#[cfg(test)]
mod tests;
mod told;

use std::sync::Arc;

pub use arrive::{Arrival, arrived};
pub use calendar::Calendar;
pub use closures::Calendars;
pub use days::Reckoned;
pub use edit::{MOST_DAYS, NewClosure, NewTerm, YearOfDays};
pub use first::{first_days, is_late};
pub use late::overdue;
pub use look::{Counts, Filter, Page, Show, Week, today};
pub use one::{Day, Progress, Shown};
pub use run::{NewClock, first_due, of_subject, running, start, start_since, stop};
pub use scan::Scanned;
pub use settle::Settled;

use crate::audit;
use crate::model::{Actor, Clock, StateCode, Text, Timestamp};
use crate::store::{Store, StoreError, View};

/// The clocks and calendars of one store. Cloning is cheap. Its methods block: call them from a thread that may.
#[derive(Clone)]
pub struct Clocks {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
}

impl Clocks {
    /// Of one store.
    pub fn new(store: Store, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock }
    }

    /// When this system began: what was due before then is history.
    pub fn system_began(&self) -> Result<Timestamp, ClocksError> {
        Ok(began(&self.store.view()?)?)
    }
}

/// Clocks or calendars could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum ClocksError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No such clock, closure or term where the person may look.
    #[error("no such clock, closure or term")]
    Unknown,
    /// The calendar of this state or district is not the person's to change.
    #[error("this calendar is not yours to change")]
    NotYours,
    /// The name is empty or too long.
    #[error("a closure has a name of 1 to 80 characters")]
    Name,
    /// The days do not follow each other, or are too many at once.
    #[error("the last day is not before the first, and a closure has at most 92 days")]
    Days,
    /// A term without a district, or of a kind that is none.
    #[error("a term has a district, and is fall, spring, summer or intersession")]
    Term,
}

/// The instant of the first entry of the audit log. Their numbers begin at 1.
fn began(view: &View) -> Result<Timestamp, StoreError> {
    Ok(audit::entry(view, 1)?.map_or(Timestamp::default(), |(entry, _)| entry.at))
}

/// The list of a state, or of the Department of Education.
fn list_of(state: Option<StateCode>) -> Text {
    state.map_or(Text::from(NATION), |state| Text::from(state.as_str()))
}

/// All lists, each with its state.
fn lists() -> impl Iterator<Item = (Text, Option<StateCode>)> {
    StateCode::all().map(Some).chain([None]).map(|state| (list_of(state), state))
}

/// In the names of lists: no state.
const NATION: &str = "US";

/// The program itself, where it warns and settles.
fn program() -> Actor {
    Actor::System(Text::from("clocks"))
}
