//! `/notices/{id}`: who moved, who looks for them, what was done, what can be done.

use maud::{Markup, html};

use super::{day, place, status_tag};
use crate::casework::{Face, NoticeAct, NoticeCase};
use crate::clocks::{is_late, today};
use crate::model::{Cause, ClockKind, MsixId, NoticeCause, NoticeStatus, RunningClock, Timestamp, Why};
use crate::web::views::casework::{actor, child, dashed, forms, raised, timestamp};
use crate::web::views::layout::{self, PageContext, csrf_field};
use crate::web::views::record::Words;

/// What stands above the page after something was sent.
#[derive(Default)]
pub(in crate::web) struct Said<'a> {
    /// The message of what could not be done.
    pub(in crate::web) error: Option<&'static str>,
    /// Whether the notice was sent just now.
    pub(in crate::web) sent: bool,
    /// Whether it was answered just now.
    pub(in crate::web) done: bool,
    /// The children who were ticked as enrolled.
    pub(in crate::web) enrolled: Vec<&'a str>,
    /// What was typed.
    pub(in crate::web) note: &'a str,
}

/// The page; `decides` says whether the person is a data administrator, for the ways to the worklist.
pub(in crate::web) fn page(
    context: &PageContext,
    case: &NoticeCase,
    now: Timestamp,
    decides: bool,
    said: &Said<'_>,
) -> Markup {
    let words = Words::new(context.language);
    let title = words.with("notices-number", &[("number", case.notice.id.0.to_string().into())]);
    layout::page(
        context,
        &title,
        html! {
            article .case {
                p { a href="/notices" { "\u{2190} " (words.t("notices-title")) } }
                h1 { (title) " " (status_tag(words, case.notice.status)) }
                (forms::trouble(words, said.error))
                @if said.sent { div .notice.notice-done role="status" { p { (words.with("notices-sent", &[("place", place(&case.recipient).into())])) } } }
                @if said.done { (done(words, case)) }
                (facts(words, case))
                section aria-labelledby="children" {
                    h2 id="children" { (words.t("work-children")) }
                    @for (asked, now, faces) in &case.children {
                        (child(words, *now, faces))
                        @if let Some(key) = stands(case, *asked, *now) { p .quiet { (words.t(key)) } }
                        @if asked != now { p .quiet { (words.with("notices-called-then", &[("id", asked.grouped().into())])) } }
                    }
                }
                (holders(words, case))
                (raised(words, &case.item))
                (clocks(words, &case.clocks, now))
                (answers(context, case, said))
                (hand(context, case, decides))
                (thread(words, case))
            }
        },
    )
}

/// What the last answer did, and who is still looked for.
fn done(words: Words, case: &NoticeCase) -> Markup {
    let left = case.notice.looked_for();
    let Some(last) = case.notice.steps.last() else { return html! {} };
    html! {
        div .notice.notice-done role="status" {
            @if !last.enrolled.is_empty() { p { (words.t("notices-done-enrolled")) " " strong { (names(words, case, &last.enrolled)) } "." } }
            @if last.enrolled.is_empty() { p { (words.with("notices-done", &[("status", words.t(&format!("notices-status-{}", last.status.word())).into())])) } }
            @else if case.notice.status.is_open() { p { (words.t("notices-done-open")) " " strong { (names(words, case, &left)) } "." } }
            @else { p { (words.t("notices-done-all")) } }
        }
    }
}

/// The names of some of a notice's children, as the first state spells each.
fn names(words: Words, case: &NoticeCase, of: &[MsixId]) -> String {
    let name = |faces: &[Face]| faces.iter().map(|face| face.name.clone()).find(|name| !name.is_empty());
    let named = case.children.iter().filter(|(asked, ..)| of.contains(asked));
    let names: Vec<String> = named.map(|(.., faces)| name(faces).unwrap_or_else(|| words.t("no-name"))).collect();
    names.join("; ")
}

/// Where one of several children stands while the notice is open.
fn stands(case: &NoticeCase, asked: MsixId, now: MsixId) -> Option<&'static str> {
    let notice = &case.notice;
    if notice.children.len() < 2 {
        return None;
    }
    let file = notice.announced_by().is_none() && notice.status.is_open();
    match (notice.looked_for().contains(&asked), case.unspoken.contains(&now)) {
        (false, _) => Some("notices-child-enrolled"),
        (true, true) => Some("notices-child-awaited"),
        (true, false) if file => Some("notices-child-spoken"),
        (true, false) => notice.status.is_open().then_some("notices-child-looked-for"),
    }
}

fn facts(words: Words, case: &NoticeCase) -> Markup {
    let notice = &case.notice;
    html! {
        dl .facts.case-facts {
            div { dt { (words.t("notices-way")) } dd { (place(&case.from)) " \u{2192} " strong { (place(&case.to)) } } }
            div { dt { (words.t("notices-day")) } dd { (day(words, notice.day)) } }
            div { dt { (words.t("notices-told")) } dd { (place(&case.recipient)) } }
            div { dt { (words.t("notices-why")) } dd {
                @match &notice.cause {
                    NoticeCause::Announced { by, .. } => (words.with(if notice.direction == crate::model::Direction::Arrival { "notices-why-arrival" } else { "notices-why-departure" }, &[("by", by.to_string().into())])),
                    NoticeCause::Submitted { submission, .. } => (words.with("notices-why-file", &[("state", notice.sender().state().map_or("", |state| state.name()).into()), ("number", submission.0.to_string().into())])),
                }
                " " (timestamp(words, notice.sent))
            } }
            @if !notice.contact.is_empty() { div { dt { (words.t("notices-contact")) } dd { (notice.contact) } } }
            @if !notice.comment.is_empty() { div { dt { (words.t("notices-comment")) } dd { (notice.comment) } } }
        }
    }
}

fn holders(words: Words, case: &NoticeCase) -> Markup {
    html! {
        section aria-labelledby="holders" {
            h2 id="holders" { (words.t("work-has")) }
            @if case.holders.is_empty() { p { (words.t("work-nobody")) } }
            @else { ul { @for one in &case.holders {
                li { (one.name) " " span .quiet { "(" (one.user) ")" }
                    @if !one.active { " " span .tag.tag-warn { (words.t("notices-left")) } } }
            } } }
            @if case.notice.status.is_open() { p .quiet { (words.with("notices-level", &[("level", words.t(&format!("work-level-{}", case.item.level.word())).into())])) } }
        }
    }
}

/// Each clock with what began it, the days left in its state, what stopped it.
fn clocks(words: Words, clocks: &[RunningClock], now: Timestamp) -> Markup {
    html! {
        @if !clocks.is_empty() {
            section aria-labelledby="clocks" {
                h2 id="clocks" { (words.t("notices-clocks")) }
                ul { @for clock in clocks {
                    li {
                        strong { (words.t(&format!("notices-clock-{}", dashed(clock.kind.word())))) } ": "
                        (words.with("notices-clock-due", &[("day", words.date(clock.due).into())])) " "
                        @match &clock.stopped {
                            Some(mark) => {
                                span .tag.tag-good { (words.t("notices-clock-stopped")) } " "
                                (timestamp(words, mark.at)) ", " (cause(words, &mark.cause))
                            }
                            None if is_late(clock, now) => span .tag.tag-stop { (words.t("work-overdue")) },
                            None => (words.with("notices-clock-left", &[("days", today(clock.state, now).days_until(clock.due).into())])),
                        }
                        @if clock.kind == ClockKind::ChangeOfResidence && clock.stopped.is_none() { br; span .quiet { (words.t("notices-clock-runs-on")) } }
                    }
                } }
            }
        }
    }
}

fn cause(words: Words, cause: &Cause) -> String {
    match cause {
        Cause::Submission(id) => words.with("notices-by-file", &[("number", id.0.to_string().into())]),
        Cause::Act(by) => actor(words, by),
        Cause::Day(day) => words.date(*day),
        Cause::Moot(why) => why.to_string(),
    }
}

fn answers(context: &PageContext, case: &NoticeCase, said: &Said<'_>) -> Markup {
    let words = Words::new(context.language);
    let offered = |act: &NoticeAct| match act {
        NoticeAct::Acknowledge => case.may.acknowledge,
        NoticeAct::Withdraw => case.may.withdraw,
        NoticeAct::Located => case.may.answer && case.notice.status != NoticeStatus::SomeEnrolled,
        _ => case.may.answer,
    };
    let path = |act: NoticeAct| format!("/notices/{}/{}", case.notice.id.0, act.word());
    html! {
        @if case.may.answer || case.may.withdraw {
            section .no-print aria-labelledby="answer" {
                h2 id="answer" { (words.t("notices-answer")) }
                form method="post" .card.stack {
                    (csrf_field(context))
                    label .field {
                        span { (words.t("notices-note")) }
                        textarea name="why" rows="2" maxlength=(Why::MAX) { (said.note) }
                    }
                    p .quiet { (words.t("notices-note-hint")) }
                    @if case.may.answer { (who(words, case, &said.enrolled)) }
                    div .buttons {
                        @for act in NoticeAct::ALL.iter().filter(|act| offered(act)) {
                            button .button.button-quiet[*act != NoticeAct::Acknowledge] type="submit" formaction=(path(*act)) { (words.t(&format!("notices-act-{}", act.word()))) }
                        }
                    }
                }
            }
        }
    }
}

/// Who of several is enrolled: nobody is ticked before somebody has looked.
fn who(words: Words, case: &NoticeCase, ticked: &[&str]) -> Markup {
    let looked_for = case.notice.looked_for();
    html! {
        @if looked_for.len() > 1 {
            fieldset {
                legend { (words.t("notices-who-enrolled")) }
                p .quiet { (words.t("notices-who-enrolled-hint")) }
                @for (asked, now, faces) in case.children.iter().filter(|(asked, ..)| looked_for.contains(asked)) {
                    label .choice {
                        input type="checkbox" name="enrolled" value=(asked) checked[ticked.contains(&asked.to_string().as_str())];
                        div { (child(words, *now, faces)) }
                    }
                }
            }
        }
    }
}

/// To give it to others, and to send it up: that goes the worklist's way.
fn hand(context: &PageContext, case: &NoticeCase, decides: bool) -> Markup {
    let words = Words::new(context.language);
    html! {
        @if case.may.answer && !case.colleagues.is_empty() {
            details .no-print {
                summary { (words.t("notices-assign")) }
                form method="post" action=(format!("/notices/{}/assign", case.notice.id.0)) .card.stack {
                    (csrf_field(context))
                    @for one in &case.colleagues {
                        label .choice {
                            input type="checkbox" name="to" value=(one.user) checked[case.item.assignees.contains(&one.user)];
                            span { (one.name) " " span .quiet { (words.t(&format!("work-level-{}", one.level.word()))) } }
                        }
                    }
                    button .button type="submit" { (words.t("notices-assign-do")) }
                }
            }
        }
        @if case.may.escalate && decides {
            details .no-print {
                summary { (words.t("notices-escalate")) }
                form method="post" action=(format!("/worklist/{}/escalate", case.item.id)) .card.stack {
                    (csrf_field(context))
                    label .field { span { (words.t("notices-escalate-why")) } textarea name="why" rows="2" maxlength=(Why::MAX) required {} }
                    button .button type="submit" { (words.t("notices-escalate-do")) }
                }
            }
        }
    }
}

fn thread(words: Words, case: &NoticeCase) -> Markup {
    html! {
        section aria-labelledby="thread" {
            h2 id="thread" { (words.t("notices-thread")) }
            @if case.notice.steps.is_empty() { p { (words.t("notices-thread-none")) } }
            @else { ol .steps { @for step in &case.notice.steps {
                li {
                    (status_tag(words, step.status)) " " (timestamp(words, step.at)) ", " (actor(words, &step.by))
                    @if !step.enrolled.is_empty() { p { (words.t("notices-done-enrolled")) " " (names(words, case, &step.enrolled)) "." } }
                    @if let Some(note) = &step.note { p { (note.as_str()) } }
                }
            } } }
        }
    }
}
