//! `/students/{id}/statement`: enter a dispute statement, and take one out again.

use maud::{Markup, html};

use super::{Words, head_of_record};
use crate::casework::STATEMENT_LONGEST;
use crate::model::Why;
use crate::records::view::{ConsolidatedRecord, RecordStatement};
use crate::web::views::layout::{self, PageContext, csrf_field};
use crate::web::views::record::statements;

/// `refused`: what was typed and could not be taken.
pub(in crate::web) fn page(
    context: &PageContext,
    record: &ConsolidatedRecord,
    correction: &str,
    refused: Option<&str>,
) -> Markup {
    let words = Words::new(context.language);
    let title = words.t("statement-way");
    let count = [("most", STATEMENT_LONGEST.into())];
    layout::page(
        context,
        &title,
        html! {
            (head_of_record(words, &title, record))
            p { (words.t("statement-intro")) }
            (statements::standing(words, record))
            @for one in &record.statements { (end(context, one)) }
            @if refused.is_some() { div .notice.notice-stop role="alert" { p { (words.with("statement-wrong", &count)) } } }
            form .card.stack method="post" action=(format!("/students/{}/statement", record.msix_id)) {
                (csrf_field(context))
                input type="hidden" name="correction" value=(correction);
                label .field {
                    span { (words.t("statement-text")) }
                    textarea name="text" rows="8" maxlength=(STATEMENT_LONGEST) required { (refused.unwrap_or_default()) }
                }
                p .quiet { (words.with("statement-hint", &count)) }
                button .button type="submit" { (words.t("statement-enter")) }
            }
        },
    )
}

fn end(context: &PageContext, one: &RecordStatement) -> Markup {
    let words = Words::new(context.language);
    html! {
        details {
            summary { (words.t("statement-end")) " " (one.id.0) }
            form .card.stack method="post" action=(format!("/students/{}/statement/{}/end", one.msix_id, one.id.0)) {
                (csrf_field(context))
                label .field { span { (words.t("statement-end-why")) } textarea name="why" rows="2" maxlength=(Why::MAX) required {} }
                button .button type="submit" { (words.t("statement-end")) }
            }
        }
    }
}
