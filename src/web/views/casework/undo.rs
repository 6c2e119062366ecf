//! `/undos/new`: a decision was wrong.

use maud::{Markup, html};

use super::compare::{self, Side};
use super::{Words, case_page, forms, merge, preview};
use crate::access::Permission;
use crate::model::Undoing;
use crate::web::draft::{Drafted, Trouble};
use crate::web::views::layout::PageContext;

/// What would move back, whether it may be proposed again, to whom it was shown, and the proposal.
pub(in crate::web) fn page(
    context: &PageContext,
    drafted: &Drafted,
    of: Undoing,
    again: Option<bool>,
    trouble: &Trouble,
) -> Markup {
    let words = Words::new(context.language);
    let (name, value) = field(of);
    let body = html! {
        p {
            @match of {
                Undoing::Decision(item) => { (words.t("undo-decision")) " " (compare::item_link(words, item)) },
                Undoing::Link(_) => (words.t("undo-link")),
            }
        }
        (forms::trouble(words, trouble.words))
        @if drafted.after.len() > 1 { (compare::table(words, &Side::after(&drafted.after), drafted.draft.near.as_ref())) }
        @else if drafted.records.len() > 1 { (compare::table(words, &Side::children(&drafted.records), None)) }
        (preview::preview(words, &drafted.draft.preview, &drafted.after))
        @if context.may(Permission::Decide) { p { a href=(format!("/undos/exposure?{name}={value}")) { (words.t("exposure-link")) } " " span .quiet { (words.t("exposure-slow")) } } }
        (merge::propose(context, "/undos", &drafted.draft, &html! {
            input type="hidden" name=(name) value=(value);
            @if drafted.after.len() > 1 { (again_or_not(words, again)) }
            // What is put together again leaves nothing to propose.
            @else { input type="hidden" name="again" value="yes"; }
        }, &trouble.why))
    };
    case_page(context, &words.t("undo-title"), &body)
}

/// Neither is chosen beforehand.
fn again_or_not(words: Words, again: Option<bool>) -> Markup {
    html! {
        fieldset .choices-line {
            legend { (words.t("undo-again")) }
            label .choice { input type="radio" name="again" value="no" required checked[again == Some(false)]; span { (words.t("undo-again-no")) } }
            label .choice { input type="radio" name="again" value="yes" required checked[again == Some(true)]; span { (words.t("undo-again-yes")) } }
        }
    }
}

/// The field of an address that names what is undone.
pub(super) fn field(of: Undoing) -> (&'static str, String) {
    match of {
        Undoing::Decision(item) => ("item", item.to_string()),
        Undoing::Link(no) => ("link", no.0.to_string()),
    }
}
