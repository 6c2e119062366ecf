//! Why the program thinks so: a waterfall from any two children to the verdict, drawn as SVG, with a table behind it.
//! Geometry only, in percent of the width, so that the letters keep their size on a phone: colors are the style sheet's.

use maud::{Markup, html};

use super::{Words, odds};
use crate::model::{Explanation, Reason};
use crate::web::views::record::leaning;

/// Height of a row, of the picture's foot, of a bar; the first line's place in a row.
const ROW: usize = 62;
const FOOT: usize = 40;
const BAR: usize = 16;
const LINE: usize = 16;
/// Fields that say why the program did not join by itself; they carry no weight.
const HINDRANCES: [&str; 2] = ["rivals", "state"];

/// The verdict, the picture and the table. An explanation that does not begin with `start` is not one of odds: it has
/// no verdict in figures.
pub(super) fn waterfall(words: Words, explanation: &Explanation) -> Markup {
    let odds = explanation.reasons.first().is_some_and(|reason| reason.field == "start");
    let weighed: Vec<&Reason> = explanation.reasons.iter().filter(|reason| !is_hindrance(reason)).collect();
    let bars = bars(&weighed);
    html! {
        section aria-labelledby="why" {
            h2 id="why" { (words.t("match-why")) }
            @if odds {
                p .verdict { strong { (odds::verdict(words, explanation.score)) } }
                p .quiet { (words.t("match-verdict-note")) }
            }
            (hindrances(words, explanation))
            p { (words.t("match-how-to-read")) }
            (picture(words, &weighed, &bars, explanation.score, odds))
            details .waterfall-table {
                summary { (words.t("match-table")) }
                (table(words, &weighed, explanation.score, odds))
            }
        }
    }
}

fn is_hindrance(reason: &Reason) -> bool {
    HINDRANCES.contains(&reason.field.as_str()) && reason.weight.abs() < 0.05
}

/// Why people have to look at it.
fn hindrances(words: Words, explanation: &Explanation) -> Markup {
    let found: Vec<&Reason> = explanation.reasons.iter().filter(|reason| is_hindrance(reason)).collect();
    html! {
        @if !found.is_empty() {
            div .notice.notice-warn {
                p { (words.t("match-hindrance")) }
                ul { @for reason in found { li { (field(words, reason)) ": " strong { (agreement(words, reason)) } } } }
            }
        }
    }
}

/// From where to where a reason carries the sum.
struct Bar {
    from: f32,
    to: f32,
}

fn bars(reasons: &[&Reason]) -> Vec<Bar> {
    let mut sum = 0.0;
    let step = |reason: &&Reason| {
        let from = sum;
        sum += reason.weight;
        Bar { from, to: sum }
    };
    reasons.iter().map(step).collect()
}

/// Where a sum lies in the picture, in percent of its width.
struct Scale {
    low: f32,
    high: f32,
}

impl Scale {
    fn of(bars: &[Bar]) -> Self {
        let ends = || bars.iter().flat_map(|bar| [bar.from, bar.to]);
        Self { low: ends().fold(-1.0, f32::min), high: ends().fold(1.0, f32::max) }
    }

    fn x(&self, sum: f32) -> f32 {
        1.0 + 98.0 * (sum - self.low) / (self.high - self.low)
    }
}

fn picture(words: Words, reasons: &[&Reason], bars: &[Bar], score: f32, odds: bool) -> Markup {
    let scale = Scale::of(bars);
    let bottom = ROW * reasons.len();
    let middle = percent(scale.x(0.0));
    html! {
        svg .waterfall width="100%" height=(bottom + FOOT) role="img" aria-labelledby="waterfall-title" {
            title id="waterfall-title" {
                (words.t("match-picture")) " "
                @if odds { (odds::verdict(words, score)) }
            }
            line .even x1=(middle) x2=(middle) y1="0" y2=(bottom + 6) {}
            @for (index, (reason, bar)) in reasons.iter().zip(bars).enumerate() {
                (row(words, reason, bar, &scale, index * ROW))
            }
            text .even-label x=(middle) y=(bottom + 22) text-anchor=(anchor(scale.x(0.0))) { (words.t("match-even")) }
            @if odds {
                text .sum x="100%" y=(bottom + 38) text-anchor="end" { (words.t("match-verdict")) ": " (odds::share(words, score)) }
            }
        }
    }
}

fn row(words: Words, reason: &Reason, bar: &Bar, scale: &Scale, top: usize) -> Markup {
    let (start, end) = (scale.x(bar.from.min(bar.to)), scale.x(bar.from.max(bar.to)));
    let class = match leaning(reason.weight) {
        "match-for" => "bar bar-for",
        "match-against" => "bar bar-against",
        _ => "bar bar-little",
    };
    let to = percent(scale.x(bar.to));
    html! {
        g {
            text .field x="0" y=(top + LINE) { (field(words, reason)) }
            text .factor x="100%" y=(top + LINE) text-anchor="end" { (said(words, reason)) }
            text .agreement x="0" y=(top + 2 * LINE) { (agreement(words, reason)) }
            rect class=(class) x=(percent(start)) width=(percent((end - start).max(0.6))) y=(top + 2 * LINE + 7) height=(BAR) rx="2" {}
            line .step x1=(to) x2=(to) y1=(top + 2 * LINE + 7) y2=(top + ROW + 2 * LINE + 7) {}
        }
    }
}

/// How much a reason counts, with a sign that does not need color.
fn said(words: Words, reason: &Reason) -> String {
    let sign = match leaning(reason.weight) {
        _ if reason.field == "start" => return odds::share(words, reason.weight),
        "match-for" => "\u{25b6} ",
        "match-against" => "\u{25c0} ",
        _ => "",
    };
    format!("{sign}{}", odds::factor(words, reason.weight))
}

/// The same in a table: what was compared, how it agrees, what that adds, where it leads, why it counts.
fn table(words: Words, reasons: &[&Reason], score: f32, odds: bool) -> Markup {
    let sums: Vec<f32> = bars(reasons).iter().map(|bar| bar.to).collect();
    html! {
        table .table {
            thead { tr {
                @for key in ["match-compared", "match-agrees", "match-counts", "match-so-far", "match-because"] { th scope="col" { (words.t(key)) } }
            } }
            tbody {
                @for (reason, sum) in reasons.iter().zip(sums) {
                    tr {
                        th scope="row" { (field(words, reason)) }
                        td data-label=(words.t("match-agrees")) { (agreement(words, reason)) }
                        td data-label=(words.t("match-counts")) { (said(words, reason)) }
                        td data-label=(words.t("match-so-far")) { @if odds { (odds::share(words, sum)) } @else { (format!("{sum:+.1}")) } }
                        td data-label=(words.t("match-because")) { (words.t(&format!("match-because-{}", reason.field))) }
                    }
                }
            }
            tfoot { tr {
                th scope="row" colspan="3" { (words.t("match-verdict")) }
                td colspan="2" data-label=(words.t("match-verdict")) { strong { @if odds { (odds::share(words, score)) } @else { (format!("{score:+.1}")) } } }
            } }
        }
    }
}

pub(super) fn field(words: Words, reason: &Reason) -> String {
    words.t(&format!("match-field-{}", reason.field))
}

pub(super) fn agreement(words: Words, reason: &Reason) -> String {
    words.agreement(reason)
}

fn percent(x: f32) -> String {
    format!("{x:.2}%")
}

/// A label stays inside the picture.
fn anchor(x: f32) -> &'static str {
    match x {
        x if x < 25.0 => "start",
        x if x > 75.0 => "end",
        _ => "middle",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::i18n::Language;

    fn reason(field: &str, agreement: &str, weight: f32) -> Reason {
        Reason { field: field.into(), agreement: agreement.into(), weight }
    }

    fn explanation() -> Explanation {
        let reasons = vec![
            reason("start", "any-two", -12.0),
            reason("birth-date", "same", 9.0),
            reason("sex", "different", -4.0),
            reason("last-name-1", "same", 9.5),
            reason("rivals", "several", 0.0),
        ];
        Explanation { model: 2, score: 2.5, reasons }
    }

    #[test]
    fn bars_lead_from_nothing_to_the_score() {
        let explanation = explanation();
        let reasons: Vec<_> = explanation.reasons.iter().collect();
        let bars = bars(&reasons);
        assert_eq!(bars.first().map(|bar| bar.from), Some(0.0));
        assert_eq!(bars.last().map(|bar| bar.to), Some(explanation.score));
        for pair in bars.windows(2) {
            assert_eq!(pair[0].to, pair[1].from, "each begins where the last one ended");
        }
        let scale = Scale::of(&bars);
        assert!(bars.iter().flat_map(|bar| [bar.from, bar.to]).all(|sum| (0.0..=100.0).contains(&scale.x(sum))));
    }

    #[test]
    fn the_page_says_it_in_words() {
        for language in Language::ALL {
            let page = waterfall(Words::new(language), &explanation()).into_string();
            assert!(page.contains("85"), "the verdict: {page}");
            assert!(!page.contains("match-"), "a key is shown: {page}");
        }
        let page = waterfall(Words::new(Language::English), &explanation()).into_string();
        assert!(page.contains("one in 4,100") && page.contains("16 times less likely"), "{page}");
        let old = Explanation { reasons: vec![reason("sex", "same", 1.0)], ..explanation() };
        let page = waterfall(Words::new(Language::English), &old).into_string();
        assert!(!page.contains("pairs"), "weights of another kind are no odds: {page}");
    }
}
