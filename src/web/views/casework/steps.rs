//! What was done about an item: who, when, why.

use maud::{Markup, html};

use super::{Words, actor, dashed, timestamp};
use crate::model::{Item, Step, StepKind};

/// Why an open item stands higher than where it began, on the page of what it is about: who sent it up and in which
/// words, or that its time was over.
pub(in crate::web::views) fn raised(words: Words, item: &Item) -> Markup {
    let up = |what| matches!(what, StepKind::Escalated | StepKind::Overdue | StepKind::Unattended);
    let raised: Vec<&Step> = item.steps.iter().filter(|step| item.status.is_open() && up(step.what)).collect();
    html! {
        @if !raised.is_empty() {
            div .notice {
                p { strong { (words.t("work-raised")) } }
                ul { @for step in raised {
                    li {
                        (words.t(&format!("work-step-{}", dashed(step.what.word())))) " \u{b7} " (actor(words, &step.by)) " \u{b7} "
                        span .quiet { (timestamp(words, step.at)) " \u{b7} " (words.t(&format!("work-level-{}", step.level.word()))) }
                        @if let Some(why) = &step.why { blockquote .as-typed dir="auto" { (why.as_str()) } }
                    }
                } }
            }
        }
    }
}

pub(super) fn steps(words: Words, steps: &[Step]) -> Markup {
    html! {
        section aria-labelledby="steps" {
            h2 id="steps" { (words.t("work-steps")) }
            ol .steps {
                @for step in steps {
                    li {
                        strong { (words.t(&format!("work-step-{}", dashed(step.what.word())))) }
                        " \u{b7} " (actor(words, &step.by)) " \u{b7} " span .quiet { (timestamp(words, step.at)) " \u{b7} " (words.t(&format!("work-level-{}", step.level.word()))) }
                        @if !step.to.is_empty() { br; (words.t("work-has")) ": " (step.to.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")) }
                        @if let Some(why) = &step.why { blockquote { (why.as_str()) } }
                    }
                }
            }
        }
    }
}
