//! `/undos/exposure`: to whom a wrong record was shown, and in what it counted.

use maud::{Markup, html};

use super::{Words, actor, timestamp, undo};
use crate::casework::Exposure;
use crate::model::Undoing;
use crate::web::i18n::has;
use crate::web::views::layout::{self, PageContext};
use crate::web::views::purpose_said;

/// The page.
pub(in crate::web) fn page(context: &PageContext, of: Undoing, exposure: &Exposure) -> Markup {
    let words = Words::new(context.language);
    let title = words.t("exposure-title");
    let (name, value) = undo::field(of);
    layout::page(
        context,
        &title,
        html! {
            article .case {
                h1 { (title) }
                p { (words.t("exposure-from")) " " (timestamp(words, exposure.from)) " " (words.t("exposure-to")) " " (timestamp(words, exposure.to)) }
                (shown(words, exposure))
                (told(words, exposure))
                (left(words, exposure))
                p { a href=(format!("/undos/new?{name}={value}")) { (words.t("exposure-back")) } }
            }
        },
    )
}

fn shown(words: Words, exposure: &Exposure) -> Markup {
    html! {
        h2 { (words.with("exposure-shown", &[("count", exposure.shown.len().into())])) }
        @if !exposure.shown.is_empty() {
            table .table {
                thead { tr { @for key in ["exposure-at", "exposure-whom", "exposure-why", "exposure-part", "mde-1"] { th scope="col" { (words.t(key)) } } } }
                tbody {
                    @for one in &exposure.shown {
                        tr {
                            td data-label=(words.t("exposure-at")) { (timestamp(words, one.at)) }
                            td data-label=(words.t("exposure-whom")) { (actor(words, &one.to)) }
                            td data-label=(words.t("exposure-why")) { (purpose_said(words.language, one.purpose)) }
                            td data-label=(words.t("exposure-part")) { (part(words, &one.part)) }
                            td data-label=(words.t("mde-1")) { span .msix { (one.msix_id.grouped()) } }
                        }
                    }
                }
            }
        }
    }
}

/// The part of a record that was read, by the name of its page where it has one.
fn part(words: Words, part: &str) -> String {
    let keys = [format!("exposure-part-{part}"), format!("record-tab-{part}")];
    keys.iter().find(|key| has(key)).map_or_else(|| part.to_owned(), |key| words.t(key))
}

fn told(words: Words, exposure: &Exposure) -> Markup {
    html! {
        h2 { (words.with("exposure-told", &[("count", exposure.answers.len().into())])) }
        @if !exposure.answers.is_empty() {
            ul {
                @for one in &exposure.answers {
                    li {
                        (one.state.name()) ", " (timestamp(words, one.at)) ": " a href=(format!("/submissions/{}", one.submission)) { (words.t("exposure-submission")) " " (one.submission) }
                        " \u{b7} " span .msix { (one.msix_id.grouped()) } " \u{b7} " (words.with("exposure-students", &[("count", one.students.into())]))
                    }
                }
            }
        }
    }
}

fn left(words: Words, exposure: &Exposure) -> Markup {
    html! {
        h2 { (words.with("exposure-left", &[("count", exposure.exports.len().into())])) }
        @if !exposure.exports.is_empty() {
            p .quiet { (words.t("exposure-left-note")) }
            ul { @for one in &exposure.exports { li { (one.what) ", " (timestamp(words, one.at)) ", " (actor(words, &one.to)) } } }
        }
    }
}
