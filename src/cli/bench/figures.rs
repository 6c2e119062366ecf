//! What was measured, and how it is printed.

use std::borrow::Cow;
use std::time::Duration;

/// Figures in the order in which they were measured.
#[derive(Debug, Default)]
pub(super) struct Figures {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    what: Cow<'static, str>,
    value: f64,
    unit: &'static str,
    goal: Option<f64>,
}

impl Figures {
    /// A figure without a goal.
    pub(super) fn add(&mut self, what: impl Into<Cow<'static, str>>, value: f64, unit: &'static str) {
        self.rows.push(Row { what: what.into(), value, unit, goal: None });
    }

    /// A figure with the goal it is held against.
    pub(super) fn against(&mut self, what: impl Into<Cow<'static, str>>, value: f64, unit: &'static str, goal: f64) {
        self.rows.push(Row { what: what.into(), value, unit, goal: Some(goal) });
    }

    /// Median and 99th percentile of many durations, in milliseconds.
    pub(super) fn spread(&mut self, what: [&'static str; 2], mut times: Vec<Duration>, goal: Option<f64>) {
        times.sort();
        let [median, slow] = what;
        self.add(median, milliseconds(&times, 50), "ms");
        self.rows.push(Row { what: slow.into(), value: milliseconds(&times, 99), unit: "ms", goal });
    }

    /// The same with a goal for each of the two.
    pub(super) fn spread_against(&mut self, what: [&'static str; 2], mut times: Vec<Duration>, goals: [f64; 2]) {
        times.sort();
        for ((what, percent), goal) in what.into_iter().zip([50, 99]).zip(goals) {
            self.against(what, milliseconds(&times, percent), "ms", goal);
        }
    }

    /// A Markdown table, or one JSON object.
    #[expect(clippy::print_stdout, reason = "a verb's output")]
    pub(super) fn print(&self, json: bool) {
        if json {
            let object: serde_json::Map<_, _> =
                self.rows.iter().map(|row| (format!("{} ({})", row.what, row.unit), row.value.into())).collect();
            println!("{}", serde_json::Value::Object(object));
            return;
        }
        println!("| what | measured | goal |");
        println!("|---|---|---|");
        for Row { what, value, unit, goal } in &self.rows {
            let goal = goal.map(|goal| format!("{} {unit}", number(goal, unit))).unwrap_or_default();
            println!("| {what} | {} {unit} | {goal} |", number(*value, unit));
        }
    }
}

fn milliseconds(sorted: &[Duration], percent: usize) -> f64 {
    let at = sorted.len().saturating_sub(1) * percent / 100;
    sorted.get(at).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

/// Shares have no unit, and are told apart by their last digits.
fn number(value: f64, unit: &str) -> String {
    match (value, unit) {
        (0.0..=1.0, "") if value.fract() > 0.0 => format!("{value:.5}"),
        (_, "") if value.fract() == 0.0 => format!("{value:.0}"),
        (100.0.., _) => format!("{value:.0}"),
        _ => format!("{value:.2}"),
    }
}
