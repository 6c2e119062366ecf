//! What would move, before anybody decides: which number stays, which is retired, and the record of each child after.

use maud::{Markup, html};

use super::Words;
use crate::casework::{LeftOut, Placed, Preview, Target, WhyLeft};
use crate::records::view::ConsolidatedRecord;
use crate::web::after::After;
use crate::web::views::record::journey;

/// The whole preview.
pub(super) fn preview(words: Words, preview: &Preview, after: &[After]) -> Markup {
    html! {
        section aria-labelledby="preview" {
            h2 id="preview" { (words.t("preview-title")) }
            p .quiet { (words.t("preview-note")) }
            ul .preview-numbers {
                @for (gone, into) in &preview.retired {
                    li { span .tag.tag-past { (words.t("preview-retired")) } " " span .msix { (gone.grouped()) } " \u{2192} " span .msix { (into.grouped()) } br; span .quiet { (words.t("preview-retired-note")) } }
                }
                @for back in &preview.revived {
                    li { span .tag.tag-good { (words.t("preview-revived")) } " " span .msix { (back.grouped()) } }
                }
            }
            div .columns { @for one in after { (child(words, preview, one)) } }
            @if let [one] = after { (journey_of(words, &one.record)) }
            (left_out(words, &preview.left_out))
        }
    }
}

fn journey_of(words: Words, record: &ConsolidatedRecord) -> Markup {
    html! {
        h3 { (words.t("preview-journey")) }
        p .quiet { (words.t("preview-journey-note")) }
        (journey::strip(&words, &record.journey))
    }
}

fn child(words: Words, preview: &Preview, after: &After) -> Markup {
    let here = |one: &&Placed| one.to == after.target;
    let who = &after.record.identification;
    html! {
        div .card.stack.after {
            h3 {
                @match after.target {
                    Target::Known(id) => {
                        span .msix { (id.grouped()) } " "
                        span .tag.tag-good { (words.t(if preview.revived.contains(&id) { "preview-revived" } else { "preview-stays" })) }
                    },
                    Target::New(_) => span .tag.tag-wait { (words.t("preview-new")) },
                }
            }
            p {
                strong { (who.name) }
                @if let Some(born) = who.birth_date { br; (words.t("born")) " " (words.date(born)) }
                @if !who.also_known_as.is_empty() {
                    br; (words.t("record-also")) " "
                    (who.also_known_as.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join("; "))
                }
            }
            ul .moves {
                @for one in preview.stays.iter().filter(here) { li { (placed(one)) } }
                @for one in preview.moves.iter().filter(here) {
                    li { (placed(one)) " " span .tag.tag-warn { (words.t("preview-moves")) } " " span .quiet { (words.t("preview-from")) " " span .msix { (one.from.grouped()) } } }
                }
            }
            (counts(words, &after.record))
        }
    }
}

fn placed(one: &Placed) -> Markup {
    html! { abbr .state title=(one.key.state.name()) { (one.key.state) } " " span .id { (one.key.id) } }
}

/// The record after, in figures: what a registrar would find.
fn counts(words: Words, record: &ConsolidatedRecord) -> Markup {
    let figures = [
        ("record-tab-enrollments", record.enrollments.len()),
        ("record-tab-courses", record.courses.len()),
        ("record-tab-assessments", record.assessments.len()),
        ("record-tab-moves", record.moves.len()),
        ("preview-conflicts", record.demographics.iter().filter(|row| row.conflict).count()),
    ];
    html! {
        dl .facts.small-facts {
            @for (key, figure) in figures { div { dt { (words.t(key)) } dd { (figure) } } }
            @if let Some(grade) = &record.glance.last_grade {
                div { dt { (words.t("record-last-grade")) } dd { (words.code("grade", &grade.value.to_string())) } }
            }
        }
    }
}

fn left_out(words: Words, left: &[LeftOut]) -> Markup {
    html! {
        @if !left.is_empty() {
            h3 { (words.t("preview-left-out")) }
            ul {
                @for one in left {
                    li {
                        abbr .state title=(one.key.state.name()) { (one.key.state) } " " span .id { (one.key.id) } ": "
                        (words.t(match one.why {
                            WhyLeft::MovedSince => "preview-moved-since",
                            WhyLeft::CameLater => "preview-came-later",
                            WhyLeft::TogetherSince => "preview-together-since",
                        }))
                    }
                }
            }
        }
    }
}
