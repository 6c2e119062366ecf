//! Demographics: per element the newest value; where states disagree, every state's word beside it.

use maud::{Markup, html};

use super::{Words, cell};
use crate::records::view::ElementRow;

/// The table.
pub(super) fn table(words: &Words, rows: &[ElementRow]) -> Markup {
    let conflicts = rows.iter().filter(|row| row.conflict).count();
    html! {
        @if conflicts > 0 {
            p .notice { strong { (conflicts) } " " (words.t("record-conflicts")) }
        }
        table .table {
            thead { tr {
                th scope="col" { (words.t("record-element")) }
                th scope="col" { (words.t("record-newest")) }
                th scope="col" { (words.t("record-others")) }
            } }
            tbody { @for row in rows { (one(words, row)) } }
        }
    }
}

fn one(words: &Words, row: &ElementRow) -> Markup {
    html! {
        tr .in-conflict[row.conflict] {
            th scope="row" {
                (words.element(row.element))
                @if row.conflict { " " span .tag.tag-warn { (words.t("record-conflict")) } }
            }
            td data-label=(words.t("record-newest")) {
                strong { (cell::value(words, row.element, &row.value.value)) } (words.source(&row.value.source))
            }
            td data-label=(words.t("record-others")) {
                @for other in &row.others {
                    div { (cell::value(words, row.element, &other.value)) (words.source(&other.source)) }
                }
            }
        }
    }
}
