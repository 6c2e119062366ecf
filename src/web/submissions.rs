//! `/submissions`: did our file arrive, and what is wrong with it?

use std::ops::ControlFlow;

use axum::extract::{Path, State};
use maud::{Markup, html};

use super::i18n::{Language, t, t_args};
use super::views::{layout, layout::PageContext, timestamp};
use super::{AppState, PageError, Person};
use crate::access::Permission;
use crate::mde;
use crate::model::{FileStatus, Finding, Role, Severity, StateCode, Submission, SubmissionId};
use crate::submission::{Outcome, SubmissionError, Submissions};

/// Most submissions looked at.
const LIMIT: usize = 500;
/// Most lines of the file named for one rule.
const LINES: usize = 8;

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
    let (submissions, reach) = (app.portal.submissions.clone(), reach(&person));
    let found = app.blocking(move || read(&submissions, SubmissionId(id), &reach)).await?;
    let (one, rules) = found.ok_or(PageError::NotFound)?;
    Ok(view(&person, &one, &rules))
}

/// One rule's findings: how many, the first as an example, and the first lines of the file.
struct Rule {
    count: usize,
    first: Finding,
    lines: Vec<u64>,
}

/// A submission with its findings by rule, those of the file first. One that the person may not see is not read.
fn read(
    submissions: &Submissions,
    id: SubmissionId,
    reach: &Reach,
) -> Result<Option<(Submission, Vec<Rule>)>, SubmissionError> {
    let Some(one) = submissions.find(id)?.filter(|one| reach.sees(one)) else { return Ok(None) };
    let mut rules = Vec::new();
    one.findings.iter().for_each(|finding| note(&mut rules, finding));
    submissions.visit_answers(&Outcome::Stored(one.clone()), &mut |answer| {
        answer.findings.iter().for_each(|finding| note(&mut rules, finding));
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(Some((one, rules)))
}

fn note(rules: &mut Vec<Rule>, finding: &Finding) {
    let Some(rule) = rules.iter_mut().find(|rule| rule.first.code == finding.code) else {
        return rules.push(Rule { count: 1, first: finding.clone(), lines: vec![finding.place.line] });
    };
    rule.count += 1;
    if rule.lines.len() < LINES {
        rule.lines.push(finding.place.line);
    }
}

/// Whose submissions a person sees.
pub(super) struct Reach {
    /// Those of these states.
    pub(super) own: Vec<StateCode>,
    /// Those of all.
    pub(super) all: bool,
}

impl Reach {
    /// Files whose header could not be read have no state: those whose roles reach beyond states see them.
    fn sees(&self, submission: &Submission) -> bool {
        self.all || submission.header.as_ref().is_some_and(|header| self.own.contains(&header.state))
    }
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

/// The newest submissions that concern the person, newest first.
pub(super) async fn visible(person: &Person, app: &AppState) -> Result<Vec<Submission>, PageError> {
    let reach = reach(person);
    let shared = app.clone();
    let listed = app.blocking(move || shared.portal.submissions.list(LIMIT)).await?;
    Ok(listed.into_iter().filter(|one| reach.sees(one)).collect())
}

/// Whose submissions the person sees.
pub(super) fn reach(person: &Person) -> Reach {
    let account = &person.account;
    let all = account.has(Role::Operator) || account.has(Role::Auditor);
    Reach { own: account.grants.iter().filter_map(|grant| grant.area.state()).collect(), all }
}

fn view(person: &Person, one: &Submission, rules: &[Rule]) -> Markup {
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
            @if rules.is_empty() {
                div class="notice" { p { (t(lang, "findings-none")) } }
            } @else {
                ul class="findings" { @for found in rules { (rule(&person.page, found)) } }
            }
            @if !person.page.may(Permission::Read) { p class="quiet" { (t(lang, "findings-counts-only")) } }
            p class="quiet" { (t(lang, "findings-elsewhere")) }
        },
    )
}

/// What a rule found. A value as sent is never shown: it stays in the answer file. A message may speak of the value,
/// so that without the right to read children only the rule's own sentence is shown. Sentences are English.
fn rule(page: &PageContext, found: &Rule) -> Markup {
    let lang = page.language;
    let Rule { count, first, lines } = found;
    let (class, key) = match first.severity {
        Severity::Warn => ("tag tag-wait", "severity-warn"),
        Severity::Drop => ("tag tag-warn", "severity-drop"),
        Severity::Reject => ("tag tag-stop", "severity-reject"),
    };
    let element = first.element.map(|element| t(lang, &format!("mde-{}", element.0)));
    let fixed = || mde::rules().iter().find(|rule| rule.code == first.code.as_str()).map(|rule| rule.sentence);
    let sentence = if page.may(Permission::Read) { Some(first.message.as_str()) } else { fixed() };
    let lines: Vec<_> = lines.iter().filter(|line| **line > 0).map(ToString::to_string).collect();
    html! {
        li class="card finding" {
            h3 {
                @if let Some(element) = element { (element) " " }
                code { (first.code) }
            }
            p {
                span class=(class) { (t(lang, key)) } " "
                (t_args(lang, "findings-count", &[("count", (*count).into())]))
            }
            @if let Some(sentence) = sentence { p lang="en" { (sentence) } }
            @if page.may(Permission::Read) && !lines.is_empty() {
                p class="quiet" {
                    (t(lang, "findings-lines")) " " (lines.join(", ")) @if lines.len() < *count { ", \u{2026}" }
                }
            }
        }
    }
}

pub(super) fn status(lang: Language, status: FileStatus) -> Markup {
    let (class, key) = match status {
        FileStatus::Applying => ("tag tag-wait", "status-applying"),
        FileStatus::Accepted => ("tag tag-good", "status-accepted"),
        FileStatus::AcceptedWithErrors => ("tag tag-warn", "status-errors"),
        FileStatus::Refused => ("tag tag-stop", "status-refused"),
    };
    html! { span class=(class) { (t(lang, key)) } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Element, LineRef};

    fn found(code: &str, line: u64) -> Finding {
        Finding {
            place: LineRef { line, ..LineRef::default() },
            element: Some(Element::BIRTH_DATE),
            code: code.into(),
            severity: Severity::Warn,
            value: "Lissete Flores".to_owned(),
            message: "Lissete is no date.".to_owned(),
        }
    }

    fn shown(reads_children: bool, code: &str) -> String {
        let mut rules = Vec::new();
        (1..=20).for_each(|line| note(&mut rules, &found(code, line)));
        assert_eq!(rules.len(), 1);
        let page = PageContext {
            permissions: reads_children.then_some(Permission::Read).into_iter().collect(),
            ..PageContext::stranger(Language::Spanish, "demo", "/submissions/1")
        };
        rule(&page, &rules[0]).into_string()
    }

    #[test]
    fn who_reads_children_sees_what_is_wrong_and_where_but_never_the_value() {
        let page = shown(true, "D-10-DATE");
        assert!(page.contains(r#"lang="en">Lissete is no date."#) && page.contains("20 veces"));
        assert!(page.contains("1, 2, 3, 4, 5, 6, 7, 8, \u{2026}"));
        assert!(!page.contains("Flores"));
    }

    #[test]
    fn who_does_not_read_children_sees_counts_and_the_rule() {
        let page = shown(false, "D-10-DATE");
        assert!(page.contains("20 veces") && page.contains("Fecha de nacimiento"));
        assert!(!page.contains("Lissete") && !page.contains("1, 2"));
        assert!(shown(false, "X-71-PERSONAL").contains("Take it out and send the record again."));
    }
}
