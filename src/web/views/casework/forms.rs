//! Pieces of the forms of decisions.

use maud::{Markup, html};

use super::Words;
use super::compare::item_link;
use crate::casework::Seen;
use crate::model::{ItemId, Why};

/// The reason in one's own words.
pub(super) fn why(words: Words, label: &str, typed: &str, needed: bool) -> Markup {
    html! {
        label .field {
            span { (words.t(label)) }
            textarea name="why" rows="2" maxlength=(Why::MAX) required[needed] { (typed) }
        }
    }
}

/// What was looked at: it goes back with the decision.
pub(super) fn seen(seen: &Seen) -> Markup {
    html! { input type="hidden" name="seen" value=(seen); }
}

/// A box to tick.
pub(super) fn tick(words: Words, name: &str, label: &str, ticked: bool) -> Markup {
    html! { label .choice { input type="checkbox" name=(name) value="1" checked[ticked]; span { (words.t(label)) } } }
}

/// That people have judged the records to be different children, above the form that would join them.
pub(super) fn judged_apart(words: Words, items: Option<&Vec<ItemId>>) -> Markup {
    html! {
        @if let Some(items) = items {
            div .notice.notice-warn { p { (words.t("work-judged-apart")) @for item in items { " " (item_link(words, *item)) } } }
        }
    }
}

/// What could not be done, above the form that was sent.
pub(in crate::web::views) fn trouble(words: Words, error: Option<&str>) -> Markup {
    html! {
        @if let Some(error) = error {
            div .notice.notice-stop role="alert" { p { strong { (words.t("work-error-title")) } } p { (words.t(error)) } }
        }
    }
}
