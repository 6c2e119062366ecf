//! Why the program thinks so: a waterfall from any two children to the verdict, its bars drawn as SVG, with a table
//! behind it. Geometry only, in percent of the width; the letters stand beside the picture, so that they wrap on a
//! phone. Colors are the style sheet's.

use maud::{Markup, html};

use super::{Words, asked, odds};
use crate::model::{Explanation, Reason};
use crate::web::views::record::leaning;

/// Height of a row's picture.
const HEIGHT: usize = 22;
/// Fields that are compared, in the order in which they are shown; the two surnames or both together.
const FIELDS: [&str; 15] = [
    "first-name",
    "middle-name",
    "last-name-1",
    "last-name-2",
    "suffix",
    "birth-date",
    "sex",
    "parents",
    "birth-place",
    "multiple-birth",
    "contact",
    "moves",
    "stays",
    "grade",
    "ids",
];

/// The same in few lines, for a record: what was compared, how it agrees, what that counts; and the verdict.
pub(in crate::web::views) fn in_short(words: Words, explanation: &Explanation) -> Markup {
    let reasons: Vec<&Reason> = explanation.reasons.iter().collect();
    let weighed = |reason: &Reason| !asked::is_hindrance(&reason.field, reason.weight);
    html! {
        ul .reasons { @for reason in &reasons {
            li {
                (field(words, reason)) ": " strong { (said_of(words, &reasons, reason)) }
                @if weighed(reason) { " " span .quiet { "(" (said(words, reason)) ")" } }
            }
        } }
        @if begins(explanation) && !asked::may_be_siblings(explanation) { p { (odds::verdict(words, explanation.score)) } }
    }
}

/// Whether the weights are those of odds: such an explanation tells where it begins.
fn begins(explanation: &Explanation) -> bool {
    explanation.reasons.first().is_some_and(|reason| reason.field == "start")
}

/// The verdict, the picture and the table; `compared` says of what. An explanation that does not begin with `start` is
/// not one of odds, and where two may be siblings the odds are not theirs: no verdict in figures, and the bars are folded
/// away.
pub(super) fn waterfall(words: Words, explanation: &Explanation, compared: &Markup) -> Markup {
    let odds = begins(explanation) && !asked::may_be_siblings(explanation);
    let weighed: Vec<&Reason> =
        explanation.reasons.iter().filter(|reason| !asked::is_hindrance(&reason.field, reason.weight)).collect();
    let bars = bars(&weighed);
    html! {
        section aria-labelledby="why" {
            h2 id="why" { (words.t("match-why")) }
            @if odds {
                p .verdict { strong { (odds::verdict(words, explanation.score)) } }
                p .quiet { (words.t("match-verdict-note")) }
            }
            (compared)
            details .waterfall-bars {
                summary { (words.t("match-bars")) }
                p { (words.t(if asked::may_be_siblings(explanation) { "match-siblings-bars" } else { "match-how-to-read" })) }
                (picture(words, &weighed, &bars, explanation.score, odds))
            }
            details .waterfall-table {
                summary { (words.t("match-table")) }
                (table(words, &weighed, explanation.score, odds))
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
                        span .agreement { (said_of(words, reasons, reason)) }
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
                @for key in ["match-compared", "match-agrees", "match-counts"] { th scope="col" { (words.t(key)) } }
                @if odds { th scope="col" { (words.t("match-so-far")) } }
                th scope="col" { (words.t("match-because")) }
            } }
            tbody {
                @for (reason, sum) in reasons.iter().zip(sums) {
                    tr {
                        th scope="row" { (field(words, reason)) }
                        td data-label=(words.t("match-agrees")) { (said_of(words, reasons, reason)) }
                        td data-label=(words.t("match-counts")) { (said(words, reason)) }
                        @if odds { td data-label=(words.t("match-so-far")) { (odds::share(words, sum)) } }
                        td data-label=(words.t("match-because")) { (words.t(&format!("match-because-{}", reason.field))) }
                    }
                }
            }
            @if odds {
                tfoot { tr {
                    th scope="row" colspan="3" { (words.t("match-verdict")) }
                    td colspan="2" data-label=(words.t("match-verdict")) { strong { (odds::share(words, score)) } }
                } }
            }
        }
    }
}

pub(super) fn field(words: Words, reason: &Reason) -> String {
    words.t(&format!("match-field-{}", reason.field))
}

/// How the two compare in a field; of what they do not both say, which fields those are.
fn said_of(words: Words, reasons: &[&Reason], reason: &Reason) -> String {
    if reason.field != "rest" {
        return words.agreement(reason);
    }
    let said = |field: &str| reasons.iter().any(|reason| reason.field == field);
    let surnames = said("surnames");
    let told = |field: &str| said(field) || (surnames && field.starts_with("last-name"));
    // Two that say there is no twin say the same, and that is not weighed: it is not left out.
    let silent = FIELDS.iter().filter(|field| !told(field) && **field != "multiple-birth");
    let names: Vec<String> = silent.map(|field| words.t(&format!("match-field-{field}"))).collect();
    if names.is_empty() {
        return words.agreement(reason);
    }
    words.with("match-rest-fields", &[("fields", names.join(", ").into())])
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
    fn a_record_says_it_in_the_same_words() {
        let short = in_short(Words::new(Language::English), &explanation()).into_string();
        assert!(short.contains("one in 4,100") && short.contains("16 times less likely"), "{short}");
        assert!(short.contains("Of 100 pairs that look like this one, about 85"), "{short}");
        assert!(!short.contains("-4.0") && !short.contains("2.5"), "no bits: {short}");
    }

    #[test]
    fn the_page_says_it_in_words() {
        for language in Language::ALL {
            let page = waterfall(Words::new(language), &explanation(), &html! {}).into_string();
            assert!(page.contains("85"), "the verdict: {page}");
            assert!(!page.contains("match-"), "a key is shown: {page}");
        }
        let page = waterfall(Words::new(Language::English), &explanation(), &html! {}).into_string();
        assert!(page.contains("one in 4,100") && page.contains("16 times less likely"), "{page}");
        let old = Explanation { reasons: vec![reason("sex", "same", 1.0)], ..explanation() };
        let page = waterfall(Words::new(Language::English), &old, &html! {}).into_string();
        assert!(!page.contains("pairs"), "weights of another kind are no odds: {page}");
    }

    /// A sum over what is learned from all pairs says nothing about brothers and sisters.
    #[test]
    fn twins_get_no_odds() {
        let mut twins = explanation();
        twins.reasons.push(reason("first-name", "different", -3.0));
        let page = waterfall(Words::new(Language::English), &twins, &html! {}).into_string();
        assert!(!page.contains("85") && !page.contains("All together"), "{page}");
    }

    #[test]
    fn what_they_do_not_both_say_is_named() {
        let rest = reason("rest", "missing", -4.3);
        let explanation = Explanation { reasons: [explanation().reasons, vec![rest]].concat(), ..explanation() };
        let page = waterfall(Words::new(Language::English), &explanation, &html! {}).into_string();
        assert!(page.contains("left out by one or by both: First name, Middle name, Second surname"), "{page}");
        assert!(!page.contains("Twin"), "two that say no say the same: {page}");
    }
}
