//! `/corrections/new`, third page: what would be taken down.

use maud::{Markup, html};

use super::{Words, letter::requester, values};
use crate::casework::{CorrectionDraft, CorrectionPart};
use crate::model::{Intake, Value};
use crate::records::view::ConsolidatedRecord;
use crate::web::corrections::{Chosen, Pick, Typed};
use crate::web::i18n::Language;
use crate::web::views::layout::{self, PageContext, csrf_field};
use crate::web::views::record::{statements, whose};

pub(in crate::web) fn page(
    context: &PageContext,
    typed: &Typed,
    draft: &CorrectionDraft,
    record: &ConsolidatedRecord,
) -> Markup {
    let words = Words::new(context.language);
    let title = words.t("corrections-preview");
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            (whose(record))
            (statements::standing(words, record))
            @if draft.old { div .notice.notice-warn role="status" { p { (words.t("corrections-old")) } } }
            @if draft.parts.len() > 1 { div .notice role="status" { p { (words.with("corrections-several", &[("count", draft.parts.len().into())])) } } }
            @for part in &draft.parts { (one(words, part)) }
            section .card { h2 { (words.t("corrections-who-asks")) } (intake(words, &draft.intake)) }
            form method="post" action="/corrections" .stack {
                (csrf_field(context))
                (carried(typed, draft))
                p {
                    button .button type="submit" { (words.t("corrections-take-down")) } " "
                    button .button.button-quiet type="submit" formaction="/corrections/new" name="step" value="details" { (words.t("corrections-change")) }
                }
            }
        },
    )
}

fn one(words: Words, part: &CorrectionPart) -> Markup {
    let clock = words.t(&format!("corrections-clock-{}", part.clock.word().replace('_', "-")));
    html! {
        section {
            h2 { (words.with("corrections-answers-for", &[("state", part.state.name().into())])) }
            (values(words, &part.values))
            p {
                (words.t("corrections-clock-begins")) " " strong { (clock) }
                @if let Some(due) = part.due { ", " (words.t("corrections-until")) " " (words.date(due)) }
                "."
            }
            @if !part.attended {
                div .notice.notice-warn { p { (words.with("corrections-unattended", &[("state", part.state.name().into())])) } }
            }
        }
    }
}

/// Who asks, with the address of the letters.
pub(super) fn intake(words: Words, of: &Intake) -> Markup {
    let language = Language::from_code(&of.language).unwrap_or_default();
    html! {
        dl .facts {
            div { dt { (words.t("corrections-requester")) } dd { (requester(words, of.requester)) } }
            div { dt { (words.t("corrections-name")) } dd dir="auto" { (of.name) } }
            div { dt { (words.t("corrections-address")) } dd .as-typed dir="auto" { (of.address) } }
            div { dt { (words.t("corrections-channel")) } dd { (words.t(&format!("corrections-channel-{}", of.channel.word()))) } }
            div { dt { (words.t("corrections-language")) } dd { (language.own_name()) } }
            div { dt { (words.t("corrections-proof")) } dd { (words.t(&format!("corrections-proof-{}", of.proof))) } }
            div { dt { (words.t("corrections-received")) } dd { (words.date(of.received)) } }
            div { dt { (words.t("corrections-received-by")) } dd { @if let Some(state) = of.state { (state.name()) ", " } (of.by) } }
        }
    }
}

/// Everything once more, with the values as they were shown.
fn carried(typed: &Typed, draft: &CorrectionDraft) -> Markup {
    let of = &typed.requesting;
    let shown = |pick: &Pick| {
        let mut all = draft.parts.iter().flat_map(|part| &part.values);
        let one = all.find(|one| {
            (one.contribution, one.kind, one.line, one.element)
                == (pick.contribution, pick.kind, pick.line, pick.element)
        });
        one.and_then(|one| one.stands.as_ref()).map(Value::to_string).unwrap_or_default()
    };
    html! {
        input type="hidden" name="child" value=(typed.child);
        @for Chosen { pick, day, wanted, .. } in &typed.values {
            input type="hidden" name="pick" value=(pick);
            @if !day.is_empty() { input type="hidden" name=(format!("day-{pick}")) value=(day); }
            input type="hidden" name=(format!("wanted-{pick}")) value=(wanted);
            input type="hidden" name=(format!("seen-{pick}")) value=(shown(pick));
        }
        @for (name, value) in [
            ("requester", &of.requester), ("requester-state", &of.state), ("name", &of.name), ("address", &of.address),
            ("channel", &of.channel), ("language", &of.language), ("proof", &of.proof), ("received", &of.received),
        ] { input type="hidden" name=(name) value=(value); }
    }
}
