//! `/merges/new`: these records are the same child.

use maud::{Markup, html};

use super::compare::{self, Side};
use super::{Words, asked, case_page, forms, item, preview, states};
use crate::casework::Draft;
use crate::model::MsixId;
use crate::web::draft::{Drafted, Trouble};
use crate::web::views::layout::{self, PageContext, csrf_field};

/// Which records? A number is typed, or two people are ticked in the results of a search.
pub(in crate::web) fn choose(context: &PageContext, children: &[MsixId]) -> Markup {
    let words = Words::new(context.language);
    let title = words.t("merge-title");
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            p { (words.t("merge-intro")) }
            form method="get" action="/merges/new" .card.stack {
                @for (index, child) in children.iter().map(|child| child.grouped()).chain(std::iter::repeat_n(String::new(), 2_usize.saturating_sub(children.len()))).enumerate() {
                    label .field {
                        span { (words.with("merge-number", &[("number", (index + 1).into())])) }
                        input name="child" value=(child) inputmode="numeric" autocomplete="off" maxlength="20" required[index < 2];
                    }
                }
                p .buttons { button .button type="submit" { (words.t("merge-compare")) } }
            }
            p { a href="/students" { (words.t("merge-search")) } }
        },
    )
}

/// Side by side, which number stays, what would become of them, and the proposal.
pub(in crate::web) fn page(
    context: &PageContext,
    drafted: &Drafted,
    children: &[MsixId],
    master: MsixId,
    trouble: &Trouble,
) -> Markup {
    let words = Words::new(context.language);
    let hidden =
        |children: &[MsixId]| html! { @for child in children { input type="hidden" name="child" value=(child); } };
    let (sides, alike) = (Side::children(&drafted.records), drafted.draft.alike.as_slice());
    let body = html! {
        (forms::trouble(words, trouble.words))
        (asked::wanted(words, alike, &sides))
        (compare::table(words, &sides, asked::only(alike)))
        (asked::wanted_bars(words, alike, &sides))
        form method="get" action="/merges/new" .card.stack {
            (hidden(children))
            (item::master(words, "merge-master", children, Some(master)))
            p .buttons { button .button.button-quiet type="submit" { (words.t("merge-preview")) } " " span .quiet { (words.t("merge-master-note")) } }
        }
        (preview::preview(words, &drafted.draft.preview, &drafted.after))
        (forms::judged_apart(words, drafted.draft.judged_apart.as_ref()))
        (propose(context, "/merges", &drafted.draft, &html! { (hidden(children)) input type="hidden" name="master" value=(master); }, &trouble.why))
    };
    case_page(context, &words.t("merge-title"), &body)
}

/// The form that proposes what was previewed.
pub(super) fn propose(context: &PageContext, action: &str, draft: &Draft, hidden: &Markup, typed: &str) -> Markup {
    let words = Words::new(context.language);
    html! {
        section .decide.card.stack aria-labelledby="propose" {
            h2 id="propose" { (words.t("propose-title")) }
            p { (words.t("propose-validators")) " " (states(&draft.validators)) }
            form method="post" action=(action) .stack {
                (csrf_field(context))
                (hidden)
                (forms::seen(&draft.preview.seen))
                (forms::why(words, "work-why", typed, true))
                p .buttons { button .button type="submit" accesskey="s" { (words.t("propose-submit")) } " " span .quiet { (words.t("propose-note")) } }
            }
        }
    }
}
