//! Clocks as a file: one row each. Children by MSIX ID alone.

use crate::model::{Cause, ClockEnd, RunningClock};

const COLUMNS: [&str; 14] = [
    "clock",
    "kind",
    "state",
    "district",
    "msix_id",
    "began",
    "began_by",
    "due",
    "ended",
    "ended_by",
    "outcome",
    "days_counted",
    "days_skipped",
    "told_at",
];

/// A file that is written.
pub(in crate::web) struct File(csv::Writer<Vec<u8>>);

impl File {
    /// With its first line.
    pub(in crate::web) fn new() -> Result<Self, csv::Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(COLUMNS)?;
        Ok(Self(writer))
    }

    /// Some more clocks.
    pub(in crate::web) fn write(&mut self, clocks: &[RunningClock]) -> Result<(), csv::Error> {
        clocks.iter().try_for_each(|clock| self.0.write_record(row(clock)))
    }

    /// All of it.
    pub(in crate::web) fn end(self) -> Result<Vec<u8>, csv::Error> {
        self.0.into_inner().map_err(|error| error.into_error().into())
    }
}

fn row(clock: &RunningClock) -> [String; 14] {
    let told: Vec<_> = clock.warnings.iter().map(|warning| format!("{}: {}", warning.point, warning.at)).collect();
    let (counted, skipped) = match clock.ended {
        Some(ended) => {
            let skipped = clock.began.days_until(ended).max(0).saturating_sub(clock.counted.into());
            (clock.counted.to_string(), skipped.to_string())
        }
        None => (String::new(), String::new()),
    };
    [
        clock.id.0.to_string(),
        clock.kind.word().to_owned(),
        clock.state.map(|state| state.to_string()).unwrap_or_default(),
        clock.district.as_deref().unwrap_or_default().to_owned(),
        clock.child.map(|child| child.to_string()).unwrap_or_default(),
        clock.began.to_string(),
        cause(&clock.started.cause),
        clock.due.to_string(),
        clock.ended.map(|day| day.to_string()).unwrap_or_default(),
        clock.stopped.as_ref().map(|mark| cause(&mark.cause)).unwrap_or_default(),
        outcome(clock).to_owned(),
        counted,
        skipped,
        told.join("; "),
    ]
}

fn outcome(clock: &RunningClock) -> &'static str {
    match clock.end() {
        None => "running",
        Some(ClockEnd::InTime) => "in_time",
        Some(ClockEnd::Late) => "late",
        Some(ClockEnd::Moot) => "moot",
    }
}

fn cause(cause: &Cause) -> String {
    match cause {
        Cause::Submission(id) => format!("submission {}", id.0),
        Cause::Act(actor) => format!("{} {}", actor.word(), actor.name()),
        Cause::Day(day) => format!("day {day}"),
        Cause::Moot(why) => why.to_string(),
    }
}
