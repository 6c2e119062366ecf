//! Closures and terms by hand. A closure moves the running clocks of its state or district in the same change; how many
//! is shown before.

use super::closures::{Closures, WHOLE, ends};
use super::holiday::{Holiday, book};
use super::reckon::{moves, reckon};
use super::run::stop_at;
use super::{Clocks, ClocksError};
use crate::access::Worker;
use crate::audit;
use crate::model::{AuditEvent, Cause, Closure, Date, Mark, StateCode, Term, Text};
use crate::store::{Change, Read, tables};

/// Most days of one closure: a summer.
pub const MOST_DAYS: i64 = 92;
/// Longest name, in characters.
const NAME: usize = 80;
/// Longest identifier of a district.
const DISTRICT: usize = 12;
/// The kinds of terms (MDE 62 has more words for them).
pub(super) const TERMS: [&str; 4] = ["fall", "spring", "summer", "intersession"];

/// A closure that is to be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewClosure {
    /// NCES identifier of the district; empty for the whole state.
    pub district: Text,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// What it is called.
    pub name: Text,
}

impl NewClosure {
    fn days(&self) -> Result<Vec<Date>, ClocksError> {
        let count = self.first.days_until(self.last);
        let count = i32::try_from(count).ok().filter(|count| (0..MOST_DAYS).contains(&i64::from(*count)));
        Ok((0..=count.ok_or(ClocksError::Days)?).map(|days| self.first.plus_days(days)).collect())
    }

    fn name(&self) -> Result<Text, ClocksError> {
        let name: String = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        let fits = (1..=NAME).contains(&name.chars().count()) && !name.chars().any(char::is_control);
        fits.then(|| Text::from(name)).ok_or(ClocksError::Name)
    }
}

/// A term that is to be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTerm {
    /// NCES identifier of the district.
    pub district: Text,
    /// `fall`, `spring`, `summer` or `intersession`.
    pub kind: Text,
    /// The first day.
    pub begins: Date,
    /// The last day.
    pub ends: Date,
}

/// The days of a year in a state: holidays by rule, closures and terms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct YearOfDays {
    /// By rule, in order.
    pub holidays: Vec<Holiday>,
    /// By hand, in order: the district (empty for the whole state), the day, the closure.
    pub closures: Vec<(Text, Date, Closure)>,
    /// By hand or told by a file, those that end in the year.
    pub terms: Vec<(Text, Term)>,
}

impl Clocks {
    /// The calendar of a state for a year.
    pub fn year(&self, who: &Worker, state: StateCode, year: i16) -> Result<YearOfDays, ClocksError> {
        if !who.jurisdiction().touches(state) {
            return Err(ClocksError::Unknown);
        }
        let view = self.store.view()?;
        let mut days = YearOfDays { holidays: book(Some(state)).year(year).to_vec(), ..YearOfDays::default() };
        let first = (state, Text::from(WHOLE));
        view.visit(&tables::CLOSURE, (first.clone(), ends().0).., |((at, district), day), closure| {
            if at == state && day.year() == year {
                days.closures.push((district, day, closure));
            }
            go_on(at == state)
        })?;
        view.visit(&tables::TERM, (first, ends().0).., |((at, district), ends), term| {
            if at == state && ends.year() == year {
                days.terms.push((district, term));
            }
            go_on(at == state)
        })?;
        days.closures.sort_by_key(|(_, day, _)| *day);
        days.terms.sort_by_key(|(_, term)| term.ends);
        Ok(days)
    }

    /// How many running clocks a closure would move.
    pub fn preview(&self, who: &Worker, state: StateCode, new: &NewClosure) -> Result<usize, ClocksError> {
        let view = self.store.view()?;
        may_change(who, &view, state, &new.district)?;
        let (days, name) = (new.days()?, new.name()?);
        let closures = Closures::read(&view, Some(state))?.with(&new.district, &days, &name);
        Ok(moves(&view, state, &new.district, new.first, &closures)?.len())
    }

    /// How many running clocks would move without a closure.
    pub fn preview_without(
        &self,
        who: &Worker,
        state: StateCode,
        district: &Text,
        day: Date,
    ) -> Result<usize, ClocksError> {
        let view = self.store.view()?;
        may_change(who, &view, state, district)?;
        let closures = Closures::read(&view, Some(state))?.without(district, day);
        Ok(moves(&view, state, district, day, &closures)?.len())
    }

    /// Enters a closure, each of its days, and moves the running clocks. Says how many were moved.
    pub fn close(&self, who: &Worker, state: StateCode, new: &NewClosure) -> Result<usize, ClocksError> {
        let (days, name) = (new.days()?, new.name()?);
        let change = self.store.begin(who.actor(), self.clock.now())?;
        may_change(who, &change, state, &new.district)?;
        let closure = Closure { name, by: who.user().clone(), at: change.at() };
        for day in days {
            change.put(&tables::CLOSURE, &((state, new.district.clone()), day), &closure)?;
        }
        let moved = reckon(&change, state, &new.district, new.first)?;
        commit(change, state, "closure", new.first)?;
        Ok(moved)
    }

    /// Takes a day of a closure out, and moves the running clocks. Says how many were moved.
    pub fn open(&self, who: &Worker, state: StateCode, district: &Text, day: Date) -> Result<usize, ClocksError> {
        let change = self.store.begin(who.actor(), self.clock.now())?;
        may_change(who, &change, state, district)?;
        if !change.remove(&tables::CLOSURE, &((state, district.clone()), day))? {
            return Err(ClocksError::Unknown);
        }
        let moved = reckon(&change, state, district, day)?;
        commit(change, state, "closure removed", day)?;
        Ok(moved)
    }

    /// Enters a term, or changes its kind and first day. The children of the term are those whose files name it, and
    /// those about whom the state sends something afterwards.
    pub fn add_term(&self, who: &Worker, state: StateCode, new: &NewTerm) -> Result<(), ClocksError> {
        let known = TERMS.contains(&new.kind.as_str()) && is_district(&new.district);
        if !known {
            return Err(ClocksError::Term);
        }
        if !(0..=400).contains(&new.begins.days_until(new.ends)) {
            return Err(ClocksError::Days);
        }
        let change = self.store.begin(who.actor(), self.clock.now())?;
        may_change(who, &change, state, &new.district)?;
        let key = ((state, new.district.clone()), new.ends);
        let clock = change.get(&tables::TERM, &key)?.and_then(|term| term.clock);
        let NewTerm { kind, begins, ends, .. } = new.clone();
        change.put(&tables::TERM, &key, &Term { kind, begins, ends, by: who.user().clone(), clock })?;
        commit(change, state, "term", ends)
    }

    /// Takes a term out. A clock that runs for it stops, and says why.
    pub fn remove_term(&self, who: &Worker, state: StateCode, district: &Text, ends: Date) -> Result<(), ClocksError> {
        let change = self.store.begin(who.actor(), self.clock.now())?;
        may_change(who, &change, state, district)?;
        let of = (state, district.clone());
        let term = change.get(&tables::TERM, &(of.clone(), ends))?.ok_or(ClocksError::Unknown)?;
        let clock = match term.clock {
            Some(id) => change.get(&tables::CLOCK, &id)?.filter(|clock| clock.stopped.is_none()),
            None => None,
        };
        if let Some(clock) = clock {
            let cause = Cause::Moot(Text::from("term-removed"));
            stop_at(&change, clock, Mark { at: change.at(), cause })?;
        }
        change.remove(&tables::TERM, &(of.clone(), ends))?;
        change.remove_range(&tables::TERM_CHILD, super::settle::children(&of, ends))?;
        commit(change, state, "term removed", ends)
    }
}

fn go_on(same: bool) -> std::ops::ControlFlow<()> {
    if same { std::ops::ControlFlow::Continue(()) } else { std::ops::ControlFlow::Break(()) }
}

/// The whole state's calendar takes the whole state; a district's takes the district.
fn may_change(who: &Worker, read: &impl Read, state: StateCode, district: &Text) -> Result<(), ClocksError> {
    use crate::access::Permission::Calendar;
    let reach = who.jurisdiction();
    let holds = if district.is_empty() { reach.holds(state) } else { reach.holds_district(read, state, district)? };
    if who.permission() != Calendar || !holds {
        return Err(ClocksError::NotYours);
    }
    if district.is_empty() || is_district(district) { Ok(()) } else { Err(ClocksError::Term) }
}

fn is_district(id: &str) -> bool {
    (1..=DISTRICT).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn commit(change: Change, state: StateCode, what: &str, day: Date) -> Result<(), ClocksError> {
    let event = AuditEvent::CalendarChanged { state, what: Text::from(what), day };
    let logged = audit::append(&change, event)?;
    Ok(change.commit(logged)?)
}
