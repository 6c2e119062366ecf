//! `/splits/new`: this record is several children.

use maud::{Markup, html};

use super::compare::{self, Side};
use super::{Words, case_page, forms, merge, preview};
use crate::model::MsixId;
use crate::records::view::ConsolidatedRecord;
use crate::web::draft::{Drafted, Trouble};
use crate::web::splits::Parts;
use crate::web::views::layout::PageContext;
use crate::web::views::record::whose;

/// Most new children of one split.
const MOST: usize = 3;

/// Which state's record goes where? `sent` is what each state says by itself.
pub(in crate::web) fn choose(
    context: &PageContext,
    record: &ConsolidatedRecord,
    sent: &[ConsolidatedRecord],
    parts: &Parts,
    again: bool,
    trouble: Option<&str>,
) -> Markup {
    let words = Words::new(context.language);
    let body = html! {
        (forms::trouble(words, trouble))
        (whose(record))
        @if record.members.len() < 2 {
            div .notice { p { (words.t("split-only-one")) } p { a href=(format!("/students/{}/history", record.msix_id)) { (words.t("record-back")) } } }
        } @else {
            p { (words.t("split-intro")) }
            (compare::table(words, &Side::sent(sent), None))
            (choice(words, record, parts, again))
        }
    };
    case_page(context, &words.t("split-title"), &body)
}

fn choice(words: Words, record: &ConsolidatedRecord, parts: &Parts, again: bool) -> Markup {
    let new_children = (record.members.len() - 1).min(MOST);
    html! {
        form method="get" action="/splits/new" .card.stack {
            input type="hidden" name="child" value=(record.msix_id);
            @for member in &record.members {
                fieldset .choices-line {
                    legend {
                        abbr .state title=(member.key.state.name()) { (member.key.state) } " " (member.key.state.name()) " " span .id { (member.key.id) }
                        " " span .quiet { (said(words, record, member.no)) }
                    }
                    @for part in 0..=new_children {
                        label .choice {
                            input type="radio" name=(format!("part-{}", member.no.0)) value=(part) checked[parts.get(&member.no).copied().unwrap_or(0) == part];
                            span { @if part == 0 { (words.t("split-keeps")) } @else { (words.with("split-new", &[("number", part.into())])) } }
                        }
                    }
                }
            }
            (forms::tick(words, "again", "split-again", again))
            p .quiet { (words.t("split-note")) }
            p .buttons { button .button type="submit" { (words.t("split-preview")) } }
        }
    }
}

/// What a state says of name and birth date.
fn said(words: Words, record: &ConsolidatedRecord, no: crate::model::ContributionNo) -> String {
    use crate::model::Element;
    let wanted = [Element::FIRST_NAME, Element::LAST_NAME_1, Element::LAST_NAME_2, Element::BIRTH_DATE];
    let rows = record.demographics.iter().filter(|row| wanted.contains(&row.element));
    let own = rows.filter_map(|row| {
        let value = std::iter::once(&row.value).chain(&row.others).find(|value| value.source.no == no)?;
        Some(crate::web::views::record::cell::plain(&words, row.element, &value.value))
    });
    own.collect::<Vec<_>>().join(" ")
}

/// What would become of them, and the proposal.
pub(in crate::web) fn page(
    context: &PageContext,
    drafted: &Drafted,
    child: MsixId,
    parts: &Parts,
    again: bool,
    trouble: &Trouble,
) -> Markup {
    let words = Words::new(context.language);
    let hidden = html! {
        input type="hidden" name="child" value=(child);
        @for (no, part) in parts { input type="hidden" name=(format!("part-{}", no.0)) value=(part); }
        @if again { input type="hidden" name="again" value="1"; }
    };
    let body = html! {
        (forms::trouble(words, trouble.words))
        @for record in &drafted.records { (choice(words, record, parts, again)) }
        (compare::table(words, &Side::after(&drafted.after), None))
        (preview::preview(words, &drafted.draft.preview, &drafted.after))
        p { (words.t(if again { "work-again-yes" } else { "work-again-no" })) }
        (merge::propose(context, "/splits", &drafted.draft, &hidden, &trouble.why))
    };
    case_page(context, &words.t("split-title"), &body)
}
