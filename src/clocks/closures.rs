//! Closures by hand, read for the calendars that need them. A start reads what lies after it; a walk over a state's
//! clocks reads all of the state's once.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::calendar::Calendar;
use crate::model::{Date, StateCode, Text};
use crate::store::{Read, StoreError, tables};

/// The district of a closure of the whole state.
pub(super) const WHOLE: &str = "";

/// The first and the last day of the calendar, for ranges.
pub(super) fn ends() -> (Date, Date) {
    let day = Date::from_civil(jiff::civil::Date::MIN);
    (day, Date::from_civil(jiff::civil::Date::MAX))
}

/// The calendar of a state, or of one of its districts, with the closures from a day on.
pub(super) fn calendar(
    read: &impl Read,
    state: Option<StateCode>,
    district: Option<&Text>,
    from: Date,
) -> Result<Calendar, StoreError> {
    let mut closures = BTreeMap::new();
    if let Some(state) = state {
        for place in [Some(&Text::from(WHOLE)), district].into_iter().flatten() {
            let of = (state, place.clone());
            let rows = read.range(&tables::CLOSURE, (of.clone(), from)..=(of, ends().1))?;
            closures.extend(rows.into_iter().map(|((_, day), closure)| (day, closure.name)));
        }
    }
    Ok(Calendar::new(state, closures))
}

/// All closures of a state, and a calendar for each of its districts that has some.
pub(super) struct Closures {
    state: Option<StateCode>,
    whole: Calendar,
    districts: BTreeMap<Text, Calendar>,
    of: BTreeMap<Text, BTreeMap<Date, Text>>,
}

impl Closures {
    /// Of one state.
    pub(super) fn read(read: &impl Read, state: Option<StateCode>) -> Result<Self, StoreError> {
        let mut of: BTreeMap<Text, BTreeMap<Date, Text>> = BTreeMap::new();
        if let Some(state) = state {
            let first = ((state, Text::from(WHOLE)), ends().0);
            read.visit(&tables::CLOSURE, first.., |((at, district), day), closure| {
                if at != state {
                    return std::ops::ControlFlow::Break(());
                }
                of.entry(district).or_default().insert(day, closure.name);
                std::ops::ControlFlow::Continue(())
            })?;
        }
        Ok(Self::of(state, of))
    }

    fn of(state: Option<StateCode>, of: BTreeMap<Text, BTreeMap<Date, Text>>) -> Self {
        let whole = of.get(WHOLE).cloned().unwrap_or_default();
        let with = |days: &BTreeMap<Date, Text>| {
            let mut all = whole.clone();
            all.extend(days.iter().map(|(day, name)| (*day, name.clone())));
            Calendar::new(state, all)
        };
        let districts = of.iter().map(|(district, days)| (district.clone(), with(days))).collect();
        Self { state, whole: Calendar::new(state, whole), districts, of }
    }

    /// The same with one more closure, for a look at what it would move.
    pub(super) fn with(self, district: &Text, days: &[Date], name: &Text) -> Self {
        let mut of = self.of;
        of.entry(district.clone()).or_default().extend(days.iter().map(|day| (*day, name.clone())));
        Self::of(self.state, of)
    }

    /// The same without a closure.
    pub(super) fn without(self, district: &Text, day: Date) -> Self {
        let mut of = self.of;
        of.entry(district.clone()).or_default().remove(&day);
        Self::of(self.state, of)
    }

    /// The calendar of the state or of a district.
    pub(super) fn calendar(&self, district: Option<&Text>) -> &Calendar {
        district.and_then(|district| self.districts.get(district)).unwrap_or(&self.whole)
    }
}

/// The calendars of states, each read when it is first asked for; without those of single districts.
#[derive(Debug, Default)]
pub struct Calendars(BTreeMap<Option<StateCode>, Calendar>);

impl Calendars {
    /// Of a state; the federal one where there is none.
    pub fn of(&mut self, read: &impl Read, state: Option<StateCode>) -> Result<&Calendar, StoreError> {
        Ok(match self.0.entry(state) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(calendar(read, state, None, ends().0)?),
        })
    }
}
