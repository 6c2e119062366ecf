//! On a child's record: what it lacks, with the way to ask, and what was asked about it.

use maud::{Markup, html};

use super::{Words, area, form_path, line_name, status_tag};
use crate::access::Permission;
use crate::casework::{Missing, RequestRow};
use crate::model::{MsixId, StateCode, Wanted};
use crate::web::views::layout::PageContext;

/// How many sentences about one state stand on the page unfolded.
const SHOWN: usize = 3;

/// What a record lacks, state by state, and the requests about the child.
pub(in crate::web) fn lacks(context: &PageContext, child: MsixId, lacks: &[Missing], asked: &[RequestRow]) -> Markup {
    let words = Words::new(context.language);
    let mut states: Vec<StateCode> = Vec::new();
    for one in lacks {
        if !states.contains(&one.state) {
            states.push(one.state);
        }
    }
    html! {
        @if context.may(Permission::Request) {
            section .no-print aria-labelledby="lacks" {
                h2 id="lacks" { (words.t("lacks-title")) }
                @if lacks.is_empty() { p .quiet { (words.t("lacks-nothing")) } }
                @for state in &states {
                    div .card.stack {
                        (sentences(words, lacks.iter().filter(|one| one.state == *state).collect()))
                        p { a .button.button-quiet href=(form_path(child, *state)) { (words.with("lacks-ask", &[("state", state.name().into())])) } }
                    }
                }
                @if states.is_empty() { p { a href=(format!("/requests/new?child={child}")) { (words.t("lacks-ask-anyway")) } } }
                (requests(words, asked))
            }
        }
    }
}

/// The first of them, the rest behind a line: a child with ten open courses is no page of her own.
fn sentences(words: Words, mut lacks: Vec<&Missing>) -> Markup {
    let folded = if lacks.len() > SHOWN + 1 { lacks.split_off(SHOWN) } else { Vec::new() };
    html! {
        ul .lacks { @for one in &lacks { li { (sentence(words, one)) } } }
        @if !folded.is_empty() {
            details {
                summary { (words.with("lacks-more", &[("count", folded.len().into())])) }
                ul .lacks { @for one in &folded { li { (sentence(words, one)) } } }
            }
        }
    }
}

fn requests(words: Words, asked: &[RequestRow]) -> Markup {
    html! {
        @if !asked.is_empty() {
            h3 { (words.t("lacks-requests")) }
            ul .links {
                @for row in asked {
                    li {
                        a href=(format!("/requests/{}", row.id)) { (words.with("request-name", &[("number", row.id.to_string().into())])) }
                        " " (words.with("lacks-request", &[("to", area(words, &row.to).into()), ("day", words.date(row.sent.date()).into())]))
                        " " (status_tag(words, row.status))
                        " " span .quiet { (words.with("request-came", &[("came", row.asked.1.into()), ("asked", row.asked.0.into())])) }
                    }
                }
            }
        }
    }
}

/// What a state did not send, and why it matters.
pub(super) fn sentence(words: Words, one: &Missing) -> String {
    let line = one.line.as_ref().map(|line| line_name(words, line)).unwrap_or_default();
    let args = [("state", one.state.name().into()), ("line", line.into())];
    match one.wanted {
        Wanted::Withdrawal { .. } => words.with("lacks-withdrawal", &args),
        Wanted::GradeToDate { .. } => words.with("lacks-grade", &args),
        Wanted::FinalGrade { .. } => words.with("lacks-final", &args),
        Wanted::Courses => words.with("lacks-courses", &args),
        Wanted::Assessments => words.with("lacks-assessments", &args),
        Wanted::EnglishTest => words.with("lacks-english", &args),
        Wanted::Element(_) => String::new(),
    }
}
