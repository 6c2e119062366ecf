//! `/submissions`: did our file arrive, and what is wrong with it?

use axum::extract::{Path, State};
use maud::{Markup, html};

use super::i18n::{Language, t, t_args};
use super::views::{layout, timestamp};
use super::{AppState, PageError, Person};
use crate::model::{FileStatus, Finding, Role, StateCode, Submission, SubmissionId};

/// Most submissions looked at.
const LIMIT: usize = 500;

/// The submissions that concern the person.
pub(super) async fn list(person: Person, State(app): State<AppState>) -> Result<Markup, PageError> {
    let found = visible(&person, &app).await?;
    let lang = person.language;
    let title = t(lang, "nav-submissions");
    Ok(layout::page(
        &person.page,
        &title,
        html! {
            h1 { (title) }
            p class="count" { (t_args(lang, "submissions-count", &[("count", found.len().into())])) }
            (table(lang, &found))
        },
    ))
}

/// One submission. Another state's is not found rather than refused.
pub(super) async fn detail(
    person: Person,
    State(app): State<AppState>,
    Path(id): Path<u64>,
) -> Result<Markup, PageError> {
    let found = visible(&person, &app).await?;
    let one = found.iter().find(|one| one.id == SubmissionId(id)).ok_or(PageError::NotFound)?;
    Ok(view(&person, one))
}

/// Whether a submission concerns a person with roles in these states. Files whose header could not be read have no
/// state: those whose roles reach beyond one state see them.
pub(super) fn may_see(own: &[StateCode], submission: &Submission) -> bool {
    submission.header.as_ref().is_some_and(|header| own.contains(&header.state))
}

/// A table of submissions.
pub(super) fn table(lang: Language, submissions: &[Submission]) -> Markup {
    if submissions.is_empty() {
        return html! { div class="notice" { p { (t(lang, "submissions-none")) } } };
    }
    let keys =
        ["submission-file", "submission-received", "submission-status", "submission-children", "submission-rejected"];
    let heads = keys.map(|key| t(lang, key));
    let [file, received, state, children, rejected] = &heads;
    html! {
        table class="table" {
            thead {
                tr {
                    @for head in [file, received, state] { th scope="col" { (head) } }
                    @for head in [children, rejected] { th class="number" scope="col" { (head) } }
                }
            }
            tbody {
                @for one in submissions {
                    tr {
                        td data-label=(file) { a href={ "/submissions/" (one.id) } { (one.name) } }
                        td data-label=(received) { (timestamp(lang, one.received)) }
                        td data-label=(state) { (status(lang, one.status)) }
                        td class="number" data-label=(children) { (one.counts.read) }
                        td class="number" data-label=(rejected) { (one.counts.rejected) }
                    }
                }
            }
        }
    }
}

async fn visible(person: &Person, app: &AppState) -> Result<Vec<Submission>, PageError> {
    let roles = &person.account.roles;
    let own: Vec<StateCode> = roles.iter().filter_map(|(_, state)| *state).collect();
    let all = roles.iter().any(|(role, _)| matches!(role, Role::Operator | Role::Auditor));
    let shared = app.clone();
    let listed = app.blocking(move || shared.portal.submissions.list(LIMIT)).await?;
    Ok(listed.into_iter().filter(|one| all || may_see(&own, one)).collect())
}

fn view(person: &Person, one: &Submission) -> Markup {
    let lang = person.language;
    let counts = one.counts;
    layout::page(
        &person.page,
        &one.name,
        html! {
            p { a href="/submissions" { (t(lang, "submissions-back")) } }
            h1 { (one.name) }
            p { (status(lang, one.status)) " " (timestamp(lang, one.received)) }
            dl class="glance" {
                @for (key, number) in [
                    ("count-read", counts.read), ("count-created", counts.created), ("count-updated", counts.updated),
                    ("count-unchanged", counts.unchanged), ("count-deleted", counts.deleted),
                    ("count-rejected", counts.rejected),
                ] {
                    div { dt { (t(lang, key)) } dd { (number) } }
                }
            }
            h2 { (t(lang, "findings-title")) }
            @if one.findings.is_empty() {
                div class="notice" { p { (t(lang, "findings-none")) } }
            } @else {
                ul class="findings" { @for (code, findings) in grouped(&one.findings) { (rule(lang, code, &findings)) } }
            }
            p class="quiet" { (t(lang, "findings-elsewhere")) }
        },
    )
}

fn rule(lang: Language, code: &str, findings: &[&Finding]) -> Markup {
    html! {
        li class="card" {
            p { strong { (code) } " " span class="tag" { (t_args(lang, "findings-count", &[("count", findings.len().into())])) } }
            @if let Some(first) = findings.first() { p { (first.message) } }
        }
    }
}

/// Findings by rule, the first seen first.
fn grouped(findings: &[Finding]) -> Vec<(&str, Vec<&Finding>)> {
    let mut groups: Vec<(&str, Vec<&Finding>)> = Vec::new();
    for finding in findings {
        match groups.iter_mut().find(|(code, _)| *code == finding.code) {
            Some((_, members)) => members.push(finding),
            None => groups.push((&finding.code, vec![finding])),
        }
    }
    groups
}

fn status(lang: Language, status: FileStatus) -> Markup {
    let (class, key) = match status {
        FileStatus::Applying => ("tag tag-wait", "status-applying"),
        FileStatus::Accepted => ("tag tag-good", "status-accepted"),
        FileStatus::AcceptedWithErrors => ("tag tag-warn", "status-errors"),
        FileStatus::Refused => ("tag tag-stop", "status-refused"),
    };
    html! { span class=(class) { (t(lang, key)) } }
}
