//! Why the program thinks so: a waterfall from any two children to the verdict, its bars drawn as SVG, with a table
//! behind it. Geometry only, in percent of the width; the letters stand beside the picture, so that they wrap on a
//! phone. Colors are the style sheet's.

use maud::{Markup, html};

use super::{Words, odds};
use crate::model::{Explanation, Reason};
use crate::web::views::record::leaning;

/// Height of a row's picture.
const HEIGHT: usize = 22;
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
    let sum = Bar { from: 0.0, to: score };
    html! {
        figure .waterfall aria-label=(words.t("match-picture")) {
            ol {
                @for (reason, bar) in reasons.iter().zip(bars) {
                    li {
                        strong { (field(words, reason)) } span .factor { (said(words, reason)) }
                        span .agreement { (agreement(words, reason)) }
                        (strip(bar, &scale, leaning(reason.weight)))
                    }
                }
                @if odds {
                    li .sum {
                        strong { (words.t("match-verdict")) } span .factor { (odds::share(words, score)) }
                        (strip(&sum, &scale, leaning(score)))
                    }
                }
            }
            figcaption .quiet { span .even-key aria-hidden="true" {} " " (words.t("match-even")) }
        }
    }
}

/// A bar in its place on the way; the line is where both are as likely.
fn strip(bar: &Bar, scale: &Scale, leaning: &str) -> Markup {
    let (start, end) = (scale.x(bar.from.min(bar.to)), scale.x(bar.from.max(bar.to)));
    let (middle, begin) = (percent(scale.x(0.0)), percent(scale.x(bar.from)));
    let class = match leaning {
        "match-for" => "bar bar-for",
        "match-against" => "bar bar-against",
        _ => "bar bar-little",
    };
    html! {
        svg width="100%" height=(HEIGHT) aria-hidden="true" focusable="false" {
            rect .track x="0" y="0" width="100%" height=(HEIGHT) {}
            line .even x1=(middle) x2=(middle) y1="0" y2=(HEIGHT) {}
            rect class=(class) x=(percent(start)) width=(percent((end - start).max(0.8))) y="3" height=(HEIGHT - 6) {}
            line .begin x1=(begin) x2=(begin) y1="0" y2=(HEIGHT) {}
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
