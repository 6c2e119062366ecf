//! Where things stand in the journey's picture: days become x, states become rows, and bars of one state that would
//! hide each other get lanes of their own.

use crate::model::{Date, StateCode};
use crate::records::view::{Journey, JourneyBar};

/// Width of the picture in its own units; the page scales it.
pub(super) const WIDTH: i64 = 1000;
/// Room for the states' letters at either end: a phone shows only one of them at a time.
pub(super) const SIDE: i64 = 46;
/// Room for the years at the top.
pub(super) const TOP: i64 = 30;
/// Height of a bar.
pub(super) const BAR: i64 = 38;
/// Room above a state's bars, where marks stand.
pub(super) const HEAD: i64 = 15;
/// Room below each lane.
const GAP: i64 = 5;
/// A bar is never narrower than this: a week of summer school must be seen.
const NARROWEST: i64 = 6;

/// The geometry of one journey.
pub(super) struct Scale {
    from: Date,
    days: i64,
    rows: Vec<Row>,
    /// The bars in order of their begin, each with its place.
    pub(super) boxes: Vec<Placed>,
    /// Lower edge of the last row.
    pub(super) bottom: i64,
}

/// A state's row.
pub(super) struct Row {
    pub(super) state: StateCode,
    pub(super) top: i64,
    pub(super) height: i64,
}

/// Where a bar stands.
pub(super) struct Placed {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) width: i64,
}

impl Placed {
    /// The height at which a step leaves or reaches the bar.
    pub(super) fn middle(&self) -> i64 {
        self.y + BAR / 2
    }
}

impl Scale {
    /// Of a journey from a day to another.
    pub(super) fn new(journey: &Journey, from: Date, to: Date) -> Self {
        let mut scale =
            Self { from, days: from.days_until(to).max(1), rows: Vec::new(), boxes: Vec::new(), bottom: TOP };
        let lanes = scale.lanes(&journey.bars);
        for state in &journey.states {
            let most = journey.bars.iter().zip(&lanes).filter(|(bar, _)| bar.state == *state);
            let count = most.map(|(_, lane)| lane + 1).max().unwrap_or(1);
            let height = HEAD + count * (BAR + GAP);
            scale.rows.push(Row { state: *state, top: scale.bottom, height });
            scale.bottom += height;
        }
        for (bar, lane) in journey.bars.iter().zip(lanes) {
            let y = scale.row(bar.state).map_or(TOP, |row| row.top) + HEAD + lane * (BAR + GAP);
            let (x, width) = scale.span(bar);
            scale.boxes.push(Placed { x, y, width });
        }
        scale
    }

    /// Where a day is; days outside the picture stand at its edge.
    pub(super) fn x(&self, day: Date) -> i64 {
        let days = self.from.days_until(day).clamp(0, self.days);
        SIDE + days * (WIDTH - 2 * SIDE) / self.days
    }

    /// The rows from top to bottom.
    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// A state's row.
    pub(super) fn row(&self, state: StateCode) -> Option<&Row> {
        self.rows.iter().find(|row| row.state == state)
    }

    fn span(&self, bar: &JourneyBar) -> (i64, i64) {
        let x = self.x(bar.from);
        (x, (self.x(bar.to) - x).max(NARROWEST))
    }

    /// For each bar the first lane of its state that is free when it begins.
    fn lanes(&self, bars: &[JourneyBar]) -> Vec<i64> {
        let mut taken: Vec<(StateCode, i64, i64)> = Vec::new();
        let mut lanes = Vec::with_capacity(bars.len());
        for bar in bars {
            let (x, width) = self.span(bar);
            let mut own = taken.iter_mut().filter(|(state, ..)| *state == bar.state);
            let free = own.find(|(_, _, end)| *end <= x);
            let lane = if let Some((_, lane, end)) = free {
                *end = x + width;
                *lane
            } else {
                let used = taken.iter().filter(|(state, ..)| *state == bar.state).count();
                let lane = i64::try_from(used).unwrap_or(i64::MAX);
                taken.push((bar.state, lane, x + width));
                lane
            };
            lanes.push(lane);
        }
        lanes
    }
}
