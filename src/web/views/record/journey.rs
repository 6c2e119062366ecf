//! The journey strip: one horizontal picture of a child's way, drawn as SVG, with the same facts as a table beneath
//! for screen readers and for whoever wants the dates. Geometry only: colours are the style sheet's.

use maud::{Markup, html};

use super::Words;
use crate::model::{Date, StateCode};
use crate::records::view::{Journey, JourneyBar, JourneyMark, JourneyMarkKind};

/// Width of the picture in its own units; the page scales it.
const WIDTH: i64 = 1000;
/// Room for the states' letters at the left.
const LEFT: i64 = 52;
/// Room for the years at the top.
const TOP: i64 = 30;
/// Height of a state's row.
const ROW: i64 = 44;
/// Height of a bar inside its row.
const BAR: i64 = 26;
/// A bar is never narrower than this: a week of summer school must be seen.
const NARROWEST: i64 = 6;

/// The strip and its table; a sentence when there is nothing to draw.
pub(super) fn strip(words: &Words, journey: &Journey) -> Markup {
    let (Some(from), Some(to)) = (journey.from, journey.to) else {
        return html! { p .quiet { (words.t("record-journey-empty")) } };
    };
    let scale = Scale { from, days: from.days_until(to).max(1), states: &journey.states };
    let height = TOP + ROW * i64::try_from(journey.states.len()).unwrap_or(1) + 10;
    html! {
        div .journey-scroll tabindex="0" role="group" aria-label=(words.t("record-journey")) {
            svg .journey viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-labelledby="journey-title" {
                title id="journey-title" { (words.t("record-journey")) ": " (summary(words, journey)) }
                (years(&scale, to, height))
                @for (index, state) in journey.states.iter().enumerate() {
                    text .label x="0" y=(scale.row(index) + ROW / 2 + 6) { (state) }
                    line .grid x1=(LEFT) x2=(WIDTH) y1=(scale.row(index) + ROW) y2=(scale.row(index) + ROW) {}
                }
                (steps(&scale, &journey.bars))
                @for bar in &journey.bars { (draw_bar(words, &scale, bar)) }
                @for mark in &journey.marks { (draw_mark(words, &scale, mark, height)) }
            }
        }
        (legend(words))
        details .journey-table {
            summary { (words.t("record-journey-table")) }
            (table(words, journey))
        }
    }
}

struct Scale<'a> {
    from: Date,
    days: i64,
    states: &'a [StateCode],
}

impl Scale<'_> {
    fn x(&self, day: Date) -> i64 {
        let days = self.from.days_until(day).clamp(0, self.days);
        LEFT + days * (WIDTH - LEFT - 8) / self.days
    }

    fn row(&self, index: usize) -> i64 {
        TOP + ROW * i64::try_from(index).unwrap_or_default()
    }

    fn row_of(&self, state: StateCode) -> Option<i64> {
        self.states.iter().position(|other| *other == state).map(|index| self.row(index))
    }
}

fn years(scale: &Scale<'_>, to: Date, height: i64) -> Markup {
    let span = to.year() - scale.from.year();
    let every = if span > 16 {
        4
    } else if span > 9 {
        2
    } else {
        1
    };
    let starts = (scale.from.year() + 1..=to.year()).filter_map(|year| Date::new(year, 1, 1));
    html! {
        @for day in starts {
            line .grid x1=(scale.x(day)) x2=(scale.x(day)) y1=(TOP - 6) y2=(height - 10) {}
            @if day.year() % every == 0 {
                text .axis x=(scale.x(day) + 4) y=(TOP - 12) { (day.year()) }
            }
        }
    }
}

/// The child's steps from one state's row to the next, where one enrollment follows another elsewhere.
fn steps(scale: &Scale<'_>, bars: &[JourneyBar]) -> Markup {
    html! {
        @for pair in bars.windows(2) {
            @if let [before, after] = pair {
                @if let (true, Some(upper), Some(lower)) =
                    (before.state != after.state, scale.row_of(before.state), scale.row_of(after.state))
                {
                    path .step d=(format!(
                        "M {} {} V {}", scale.x(after.from), upper + ROW / 2, lower + ROW / 2
                    )) {}
                }
            }
        }
    }
}

fn draw_bar(words: &Words, scale: &Scale<'_>, bar: &JourneyBar) -> Markup {
    let Some(row) = scale.row_of(bar.state) else { return html! {} };
    let (x, end) = (scale.x(bar.from), scale.x(bar.to));
    let width = (end - x).max(NARROWEST);
    let class = match (bar.residency_only, bar.summer) {
        (true, _) => "bar bar-residency",
        (_, true) => "bar bar-summer",
        _ => "bar",
    };
    let class = if bar.open { format!("{class} bar-open") } else { class.to_owned() };
    let grade = bar.grade.map(|grade| grade.to_string()).unwrap_or_default();
    html! {
        g {
            title { (bar_sentence(words, bar)) }
            rect class=(class) x=(x) y=(row + (ROW - BAR) / 2) width=(width) height=(BAR) rx="4" {}
            @if width > 26 && !grade.is_empty() {
                text .bar-label x=(x + width / 2) y=(row + ROW / 2 + 6) { (grade) }
            }
        }
    }
}

fn draw_mark(words: &Words, scale: &Scale<'_>, mark: &JourneyMark, height: i64) -> Markup {
    let x = scale.x(mark.day);
    let row = mark.state.and_then(|state| scale.row_of(state)).unwrap_or(TOP);
    html! {
        g {
            title { (mark_sentence(words, mark)) }
            @match mark.kind {
                JourneyMarkKind::Arrival => {
                    path .mark.mark-arrival d=(format!("M {} {} h 10 l -5 8 z", x - 5, row)) {}
                }
                JourneyMarkKind::EligibilityEnd => {
                    line .mark-eligibility x1=(x) x2=(x) y1=(TOP) y2=(height - 10) {}
                }
                JourneyMarkKind::Graduation => {
                    path .mark.mark-graduation d=(format!("M {} {} l 9 9 l -9 9 l -9 -9 z", x, row + ROW / 2 - 9)) {}
                }
            }
        }
    }
}

fn legend(words: &Words) -> Markup {
    html! {
        ul .journey-legend {
            li { span .key.key-bar {} (words.t("record-journey-school")) }
            li { span .key.key-summer {} (words.t("record-journey-summer")) }
            li { span .key.key-residency {} (words.t("record-journey-residency")) }
            li { span .key.key-arrival {} (words.t("record-journey-arrival")) }
            li { span .key.key-eligibility {} (words.t("record-journey-eligibility")) }
        }
    }
}

fn table(words: &Words, journey: &Journey) -> Markup {
    let mut rows: Vec<(Date, String)> = journey.bars.iter().map(|bar| (bar.from, bar_sentence(words, bar))).collect();
    rows.extend(journey.marks.iter().map(|mark| (mark.day, mark_sentence(words, mark))));
    rows.sort();
    html! {
        table .table {
            thead { tr { th scope="col" { (words.t("record-day")) } th scope="col" { (words.t("record-what")) } } }
            tbody {
                @for (day, what) in rows {
                    tr {
                        td data-label=(words.t("record-day")) { (words.date(day)) }
                        td data-label=(words.t("record-what")) { (what) }
                    }
                }
            }
        }
    }
}

fn bar_sentence(words: &Words, bar: &JourneyBar) -> String {
    let mut parts = vec![bar.state.name().to_owned()];
    if !bar.place.is_empty() {
        parts.push(bar.place.clone());
    }
    if let Some(grade) = bar.grade {
        parts.push(words.code("grade", &grade.to_string()));
    }
    if bar.residency_only {
        parts.push(words.t("record-journey-residency"));
    } else if bar.summer {
        parts.push(words.t("record-journey-summer"));
    }
    let until = if bar.open { words.t("record-journey-open") } else { words.date(bar.to) };
    parts.push(format!("{} \u{2013} {until}", words.date(bar.from)));
    parts.join(", ")
}

fn mark_sentence(words: &Words, mark: &JourneyMark) -> String {
    let kind = match mark.kind {
        JourneyMarkKind::Arrival => "record-journey-arrival",
        JourneyMarkKind::EligibilityEnd => "record-journey-eligibility",
        JourneyMarkKind::Graduation => "record-journey-graduation",
    };
    let text = if mark.text.is_empty() { String::new() } else { format!(" ({})", mark.text) };
    format!("{}{text}: {}", words.t(kind), words.date(mark.day))
}

fn summary(words: &Words, journey: &Journey) -> String {
    let states: Vec<&str> = journey.states.iter().map(StateCode::name).collect();
    let count = journey.bars.len();
    format!("{}; {count} {}", states.join(", "), words.t("record-journey-enrollments"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::i18n::Language;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn bar(state: &str, from: &str, to: &str) -> JourneyBar {
        JourneyBar {
            state: state.parse().unwrap(),
            from: day(from),
            to: day(to),
            open: false,
            summer: false,
            residency_only: false,
            grade: "07".parse().ok(),
            place: "Rio Elementary".to_owned(),
        }
    }

    #[test]
    fn draws_every_bar_in_its_row_and_tells_the_same_in_words() {
        let journey = Journey {
            from: Some(day("2019-09-01")),
            to: Some(day("2021-06-01")),
            states: vec!["TX".parse().unwrap(), "MI".parse().unwrap()],
            bars: vec![bar("TX", "2019-09-01", "2020-04-01"), bar("MI", "2020-05-01", "2020-05-02")],
            marks: vec![JourneyMark {
                day: day("2020-05-01"),
                kind: JourneyMarkKind::Arrival,
                state: "MI".parse().ok(),
                text: "Weslaco TX".to_owned(),
            }],
        };
        let page = strip(&Words::new(Language::English), &journey).into_string();
        assert_eq!(page.matches("<rect").count(), 2);
        assert_eq!(page.matches("class=\"step\"").count(), 1);
        assert!(page.contains("width=\"6\""), "the shortest bar can still be seen");
        assert!(page.contains("Michigan, Rio Elementary"));
        assert!(page.contains("Weslaco TX"));
        let empty = strip(&Words::new(Language::English), &Journey::default()).into_string();
        assert!(!empty.contains("<svg"));
    }
}
