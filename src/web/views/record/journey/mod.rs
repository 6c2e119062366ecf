//! The journey strip: one horizontal picture of a child's way, drawn as SVG, with the same facts as a table beneath
//! for screen readers and for whoever wants the dates. Geometry only: colours are the style sheet's.

mod scale;

use maud::{Markup, html};

use self::scale::{BAR, HEAD, Placed, SIDE, Scale, TOP, WIDTH};
use super::Words;
use crate::model::{Date, StateCode};
use crate::records::view::{Journey, JourneyBar, JourneyMark, JourneyMarkKind};

/// Room for the line about what comes after the picture.
const LATER: i64 = 30;
/// Width of a letter of a school's name in a bar, and of the space around it.
const LETTER: usize = 7;
const AROUND: usize = 12;

/// The strip and its table; a sentence when there is nothing to draw.
pub(in crate::web::views) fn strip(words: &Words, journey: &Journey) -> Markup {
    let (Some(from), Some(to)) = (journey.from, journey.to) else {
        return html! { p .quiet { (words.t("record-journey-empty")) } };
    };
    let scale = Scale::new(journey, from, to);
    let later: Vec<_> = journey.marks.iter().filter(|mark| mark.day > to).collect();
    let height = scale.bottom + if later.is_empty() { 8 } else { LATER };
    html! {
        div .journey-scroll tabindex="0" role="group" aria-label=(words.t("record-journey")) {
            svg .journey viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-labelledby="journey-title" {
                title id="journey-title" { (words.t("record-journey")) ": " (summary(words, journey)) }
                (rows(&scale))
                (years(&scale, from, to))
                (steps(&scale, &journey.bars))
                @for (bar, place) in journey.bars.iter().zip(&scale.boxes) { (draw_bar(words, bar, place)) }
                @for mark in journey.marks.iter().filter(|mark| mark.day <= to) { (draw_mark(words, &scale, mark)) }
                @if let Some(mark) = later.first() { (draw_later(words, mark, height)) }
            }
        }
        (legend(words, journey))
        details .journey-table {
            summary { (words.t("record-journey-table")) }
            (table(words, journey))
        }
    }
}

fn rows(scale: &Scale) -> Markup {
    html! {
        @for (index, row) in scale.rows().iter().enumerate() {
            rect .row.row-alt[index % 2 == 1] x="0" y=(row.top) width=(WIDTH) height=(row.height) {}
            @let y = row.top + HEAD + BAR / 2 + 6;
            text .label x="10" y=(y) { (row.state) }
            text .label.label-end x=(WIDTH - 10) y=(y) { (row.state) }
        }
    }
}

fn years(scale: &Scale, from: Date, to: Date) -> Markup {
    let every = match to.year() - from.year() {
        17.. => 4,
        10.. => 2,
        _ => 1,
    };
    let starts = (from.year() + 1..=to.year()).filter_map(|year| Date::new(year, 1, 1));
    html! {
        @for day in starts {
            line .grid x1=(scale.x(day)) x2=(scale.x(day)) y1=(TOP - 6) y2=(scale.bottom) {}
            @if day.year() % every == 0 {
                text .axis x=(scale.x(day) + 4) y=(TOP - 10) { (day.year()) }
            }
        }
    }
}

/// The child's steps from one state's row to the next, where one enrollment follows another elsewhere.
fn steps(scale: &Scale, bars: &[JourneyBar]) -> Markup {
    let states = bars.iter().map(|bar| bar.state);
    let placed: Vec<_> = states.zip(&scale.boxes).collect();
    html! {
        @for pair in placed.windows(2) {
            @if let [(before, from), (after, to)] = pair {
                @if before != after {
                    path .step d=(format!("M {} {} V {}", to.x + 1, from.middle(), to.middle())) {}
                }
            }
        }
    }
}

fn draw_bar(words: &Words, bar: &JourneyBar, place: &Placed) -> Markup {
    let class = match (bar.residency_only, bar.summer) {
        (true, _) => "bar bar-residency",
        (_, true) => "bar bar-summer",
        _ => "bar",
    };
    let class = if bar.open { format!("{class} bar-open") } else { class.to_owned() };
    let grade = short_grade(bar);
    let school = shortened(&bar.place, place.width);
    let (center, baseline) = (place.x + place.width / 2, place.y + if school.is_some() { 17 } else { 25 });
    html! {
        g {
            title { (bar_sentence(words, bar)) }
            rect class=(class) x=(place.x) y=(place.y) width=(place.width) height=(BAR) rx="4" {}
            @if place.width >= 16 && !grade.is_empty() {
                text .bar-label.bar-label-narrow[place.width < 26] x=(center) y=(baseline) { (grade) }
            }
            @if let Some(school) = school {
                text .bar-label.bar-school x=(center) y=(place.y + 32) { (school) }
            }
        }
    }
}

/// `7` for `07`, `OSY` for out-of-school youth; other letters as they are.
fn short_grade(bar: &JourneyBar) -> String {
    let grade = bar.grade.map(|grade| grade.to_string()).unwrap_or_default();
    if grade == "00" { "OSY".to_owned() } else { grade.trim_start_matches('0').to_owned() }
}

/// As much of a school's name as a bar has room for; nothing when that would say nothing.
fn shortened(name: &str, width: i64) -> Option<String> {
    let room = usize::try_from(width).unwrap_or_default().saturating_sub(AROUND) / LETTER;
    match name.chars().count() {
        0 => None,
        count if count <= room => Some(name.to_owned()),
        _ if room < 8 => None,
        _ => Some(format!("{}\u{2026}", name.chars().take(room - 1).collect::<String>().trim_end())),
    }
}

fn draw_mark(words: &Words, scale: &Scale, mark: &JourneyMark) -> Markup {
    let x = scale.x(mark.day);
    let top = mark.state.and_then(|state| scale.row(state)).map_or(TOP, |row| row.top);
    html! {
        g {
            title { (mark_sentence(words, mark)) }
            @match mark.kind {
                JourneyMarkKind::Arrival => {
                    path .mark.mark-arrival d=(format!("M {} {} h 14 l -7 11 z", x - 7, top + 2)) {}
                }
                JourneyMarkKind::EligibilityEnd => {
                    line .mark-eligibility x1=(x) x2=(x) y1=(TOP) y2=(scale.bottom) {}
                }
                JourneyMarkKind::Graduation => {
                    path .mark.mark-graduation d=(format!("M {x} {} l 10 10 l -10 10 l -10 -10 z", top + HEAD + BAR / 2 - 10)) {}
                }
            }
        }
    }
}

/// What comes years after the picture stands at its edge, in words with an arrow.
fn draw_later(words: &Words, mark: &JourneyMark, height: i64) -> Markup {
    let y = height - LATER / 2;
    html! {
        g {
            text .label-end.later x=(WIDTH - SIDE) y=(y + 6) { (mark_sentence(words, mark)) }
            path .mark.mark-end d=(format!("M {} {y} h 20 m -7 -6 l 7 6 l -7 6", WIDTH - SIDE + 8)) {}
        }
    }
}

/// Only what the picture shows.
fn legend(words: &Words, journey: &Journey) -> Markup {
    let bar = |wanted: fn(&JourneyBar) -> bool| journey.bars.iter().any(wanted);
    let mark = |kind| journey.marks.iter().any(|mark| mark.kind == kind);
    let keys = [
        (bar(|bar| !bar.summer && !bar.residency_only), "bar", "record-journey-school"),
        (bar(|bar| bar.summer && !bar.residency_only), "summer", "record-journey-summer"),
        (bar(|bar| bar.residency_only), "residency", "record-journey-residency"),
        (bar(|bar| bar.open), "open", "record-journey-open"),
        (mark(JourneyMarkKind::Arrival), "arrival", "record-journey-arrival"),
        (mark(JourneyMarkKind::EligibilityEnd), "eligibility", "record-journey-eligibility"),
        (mark(JourneyMarkKind::Graduation), "graduation", "record-journey-graduation"),
    ];
    html! {
        ul .journey-legend {
            @for (_, class, key) in keys.into_iter().filter(|(shown, ..)| *shown) {
                li { span class={ "key key-" (class) } {} (words.t(key)) }
            }
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
        assert_eq!(page.matches("class=\"bar\"").count(), 2);
        assert_eq!(page.matches("class=\"step\"").count(), 1);
        assert!(page.contains("width=\"6\""), "the shortest bar can still be seen");
        assert!(page.contains(">Rio Elementary</text>"), "the school's name stands in a wide bar");
        assert!(page.contains("Michigan, Rio Elementary"));
        assert!(page.contains("Weslaco TX"));
        assert!(page.contains("key-bar") && !page.contains("key-summer"), "the legend names what is there");
        let empty = strip(&Words::new(Language::English), &Journey::default()).into_string();
        assert!(!empty.contains("<svg"));
    }

    #[test]
    fn bars_of_one_state_never_hide_each_other() {
        let mut journey = Journey {
            from: Some(day("2019-09-01")),
            to: Some(day("2021-06-01")),
            states: vec!["TX".parse().unwrap()],
            bars: vec![
                bar("TX", "2019-09-01", "2020-04-01"),
                bar("TX", "2019-09-01", "2020-05-01"),
                bar("TX", "2020-04-15", "2020-06-01"),
            ],
            marks: Vec::new(),
        };
        journey.bars.sort_by_key(|bar| bar.from);
        let scale = Scale::new(&journey, day("2019-09-01"), day("2021-06-01"));
        let heights: Vec<_> = scale.boxes.iter().map(|place| place.y).collect();
        assert!(heights[0] < heights[1] && heights[2] == heights[0], "{heights:?}");
        assert_eq!(scale.rows().len(), 1);
    }

    #[test]
    fn an_end_of_eligibility_after_the_picture_is_told_at_its_edge() {
        let journey = Journey {
            from: Some(day("2019-09-01")),
            to: Some(day("2021-06-01")),
            states: vec!["TX".parse().unwrap()],
            bars: vec![bar("TX", "2019-09-01", "2020-04-01")],
            marks: vec![JourneyMark {
                day: day("2023-05-01"),
                kind: JourneyMarkKind::EligibilityEnd,
                state: None,
                text: String::new(),
            }],
        };
        let page = strip(&Words::new(Language::English), &journey).into_string();
        assert!(page.contains("Eligibility ends: 1 May 2023</text>") && !page.contains("mark-eligibility"));
    }

    #[test]
    fn a_name_is_cut_only_where_enough_is_left() {
        assert_eq!(shortened("Rio Elementary", 200).as_deref(), Some("Rio Elementary"));
        assert_eq!(shortened("Rio Elementary", 90).as_deref(), Some("Rio Elemen\u{2026}"));
        assert_eq!(shortened("Rio Elementary", 60), None);
        assert_eq!(shortened("", 500), None);
    }
}
