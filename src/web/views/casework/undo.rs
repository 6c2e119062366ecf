//! `/undos/new`: a decision was wrong.

use maud::{Markup, html};

use super::{Words, compare, forms, merge, preview};
use crate::model::Undoing;
use crate::web::draft::{Drafted, Trouble};
use crate::web::views::layout::{self, PageContext};

/// What would move back, whether it may be proposed again, to whom it was shown, and the proposal.
pub(in crate::web) fn page(
    context: &PageContext,
    drafted: &Drafted,
    of: Undoing,
    again: bool,
    trouble: &Trouble,
) -> Markup {
    let words = Words::new(context.language);
    let title = words.t("undo-title");
    let (name, value) = field(of);
    layout::page(
        context,
        &title,
        html! {
            article .case {
                h1 { (title) }
                p {
                    @match of {
                        Undoing::Decision(item) => { (words.t("undo-decision")) " " (compare::item_link(words, item)) },
                        Undoing::Link(_) => (words.t("undo-link")),
                    }
                }
                (forms::trouble(words, trouble.words))
                form method="get" action="/undos/new" .card.stack {
                    input type="hidden" name=(name) value=(value);
                    fieldset .choices-line {
                        legend { (words.t("undo-again")) }
                        label .choice { input type="radio" name="again" value="" checked[!again]; span { (words.t("undo-again-no")) } }
                        label .choice { input type="radio" name="again" value="1" checked[again]; span { (words.t("undo-again-yes")) } }
                    }
                    p .buttons { button .button.button-quiet type="submit" { (words.t("merge-preview")) } }
                }
                (preview::preview(words, &drafted.draft.preview, &drafted.after))
                @if context.decides { p { a href=(format!("/undos/exposure?{name}={value}")) { (words.t("exposure-link")) } " " span .quiet { (words.t("exposure-slow")) } } }
                p { strong { (words.t(if again { "work-again-yes" } else { "work-again-no" })) } }
                (merge::propose(context, "/undos", &drafted.draft, &html! {
                    input type="hidden" name=(name) value=(value);
                    @if again { input type="hidden" name="again" value="1"; }
                }, &trouble.why))
            }
        },
    )
}

/// The field of an address that names what is undone.
pub(super) fn field(of: Undoing) -> (&'static str, String) {
    match of {
        Undoing::Decision(item) => ("item", item.to_string()),
        Undoing::Link(no) => ("link", no.0.to_string()),
    }
}
