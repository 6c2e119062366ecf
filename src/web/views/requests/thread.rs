//! `/requests/{id}`: what was asked with what answered it, the clocks, what was said, and what can be done.

use maud::{Markup, html};

use super::{Words, area, heading, side, status_tag, wanted};
use crate::casework::{AskShown, Thread, WORDS};
use crate::clocks::is_late;
use crate::model::{Post, PostKind, RunningClock, Timestamp, Why};
use crate::records::view::ConsolidatedRecord;
use crate::web::views::casework::{actor, dashed, raised};
use crate::web::views::layout::{self, PageContext, csrf_field};

/// What an address may say that was just done: others are not shown.
const DONE: [&str; 5] = ["sent", "acknowledged", "said", "declined", "withdrawn"];

/// A request with the record of its child.
pub(in crate::web) struct Shown {
    pub(in crate::web) thread: Thread,
    /// None when the child has no record any more.
    pub(in crate::web) record: Option<ConsolidatedRecord>,
    pub(in crate::web) now: Timestamp,
}

/// What could not be done, and what was typed.
pub(in crate::web) struct Typed {
    pub(in crate::web) error: &'static str,
    pub(in crate::web) text: String,
    pub(in crate::web) why: String,
}

/// The page.
pub(in crate::web) fn thread(
    context: &PageContext,
    shown: &Shown,
    done: Option<&str>,
    typed: Option<&Typed>,
) -> Markup {
    let (words, thread) = (Words::new(context.language), &shown.thread);
    let title = words.with("request-name", &[("number", thread.request.id.to_string().into())]);
    layout::page(
        context,
        &title,
        html! {
            article .case {
                p { a href="/requests" { "\u{2190} " (words.t("requests-title")) } }
                h1 { (title) " " (status_tag(words, thread.request.status)) }
                @if let Some(done) = DONE.into_iter().find(|one| Some(*one) == done) {
                    div .notice.notice-done role="status" { p { (words.t(&format!("request-done-{done}"))) } }
                }
                @if let Some(typed) = typed {
                    div .notice.notice-stop role="alert" { p { strong { (words.t("request-error-title")) } } p { (words.t(typed.error)) } }
                }
                @if let Some(record) = &shown.record { (heading(record)) }
                (facts(words, shown))
                (raised(words, &thread.item))
                (asks(words, shown))
                (posts(words, &thread.request.thread))
                (actions(context, thread, typed))
                (clocks(words, &thread.clocks, shown.now))
            }
        },
    )
}

fn facts(words: Words, shown: &Shown) -> Markup {
    let (request, item) = (&shown.thread.request, &shown.thread.item);
    html! {
        dl .facts.case-facts {
            div { dt { (words.t("requests-asker")) } dd { (side(words, request.state)) " \u{b7} " (request.by) } }
            div { dt { (words.t("requests-asked")) } dd { (area(words, &request.to)) } }
            div { dt { (words.t("request-sent-on")) } dd { (words.date(request.sent.date())) } }
            @if let Some(day) = request.needed_by { div { dt { (words.t("request-needed-by")) } dd { (words.date(day)) } } }
            div { dt { (words.t("requests-has")) } dd {
                @if item.assignees.is_empty() { (words.t("work-nobody")) }
                @else { (item.assignees.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")) }
                " (" (words.t(&format!("work-level-{}", item.level.word()))) ")"
            } }
        }
    }
}

fn asks(words: Words, shown: &Shown) -> Markup {
    html! {
        section aria-labelledby="asks" {
            h2 id="asks" { (words.t("request-what")) }
            table .table {
                thead { tr { th scope="col" { (words.t("request-what")) } th scope="col" { (words.t("request-evidence")) } } }
                tbody { @for one in &shown.thread.asks {
                    tr {
                        th scope="row" { (wanted(words, &one.ask.wanted, one.ask.line.as_ref())) }
                        td data-label=(words.t("request-evidence")) { div { (evidence(words, one, shown)) } }
                    }
                } }
            }
        }
    }
}

/// Which file brought it, in which version of the state's record, and when.
fn evidence(words: Words, one: &AskShown, shown: &Shown) -> Markup {
    html! {
        @match &one.ask.answered {
            Some(answered) => {
                span .tag.tag-good { (words.t("request-has-come")) } " " (words.date(answered.at.date())) " \u{b7} "
                a href=(format!("/submissions/{}", answered.submission.0)) { (words.with("request-file", &[("number", answered.submission.0.to_string().into())])) }
                " \u{b7} "
                a href=(format!("/students/{}/history", shown.thread.row.child)) { (words.with("request-version", &[("number", answered.version.into())])) }
                @if one.taken_away { br; span .tag.tag-warn { (words.t("request-taken-away")) } }
            }
            None => span .tag.tag-wait { (words.t("request-has-not-come")) },
        }
    }
}

fn posts(words: Words, posts: &[Post]) -> Markup {
    html! {
        section aria-labelledby="thread" {
            h2 id="thread" { (words.t("request-thread")) }
            ol .steps {
                @for post in posts {
                    li {
                        @if post.what != PostKind::Said { strong { (words.t(&format!("request-post-{}", dashed(post.what.word())))) } " \u{b7} " }
                        (actor(words, &post.by)) " \u{b7} "
                        span .quiet { time datetime=(post.at) { (crate::web::views::timestamp(words.language, post.at)) } }
                        @if !post.text.is_empty() { blockquote { (post.text) } }
                    }
                }
            }
        }
    }
}

fn clocks(words: Words, clocks: &[RunningClock], now: Timestamp) -> Markup {
    html! {
        @if !clocks.is_empty() {
            section aria-labelledby="clocks" {
                h2 id="clocks" { (words.t("request-clocks")) }
                table .table {
                    thead { tr { @for key in ["request-clock", "request-clock-began", "requests-due", "request-clock-ended"] { th scope="col" { (words.t(key)) } } } }
                    tbody { @for clock in clocks { tr {
                        th scope="row" { (words.t(&format!("request-clock-{}", dashed(clock.kind.word())))) }
                        td data-label=(words.t("request-clock-began")) { (words.date(clock.started.at.date())) }
                        td data-label=(words.t("requests-due")) { div {
                            (words.date(clock.due)) " "
                            @if is_late(clock, now) { span .tag.tag-stop { (words.t("work-overdue")) } }
                        } }
                        td data-label=(words.t("request-clock-ended")) { @match &clock.stopped {
                            Some(stopped) => (words.date(stopped.at.date())),
                            None => (words.t("request-clock-runs")),
                        } }
                    } } }
                }
            }
        }
    }
}

fn actions(context: &PageContext, thread: &Thread, typed: Option<&Typed>) -> Markup {
    let (words, may) = (Words::new(context.language), thread.may);
    let path = |verb: &str| format!("/requests/{}/{verb}", thread.request.id);
    if !(may.acknowledge || may.say || may.hand || may.decline || may.withdraw) {
        return html! {};
    }
    html! {
        section .card.decide.stack aria-labelledby="act" {
            h2 id="act" { (words.t("request-act")) }
            @if may.acknowledge {
                form method="post" action=(path("acknowledge")) {
                    (csrf_field(context))
                    p { button .button type="submit" accesskey="t" { (words.t("request-acknowledge")) } " " span .quiet { (words.t("request-acknowledge-note")) } }
                }
            }
            @if may.say {
                form method="post" action=(path("say")) .stack {
                    (csrf_field(context))
                    label .field { span { (words.t("request-say")) }
                        textarea name="text" rows="3" maxlength=(WORDS) required { (typed.map_or("", |typed| &typed.text)) } }
                    p .quiet { (words.t("request-words-note")) }
                    p .buttons { button .button.button-quiet type="submit" { (words.t("request-say-send")) } }
                }
            }
            @if may.hand { p { a href=(format!("/worklist/{}?hand=1#hand", thread.item.id)) { (words.t("request-hand")) } } }
            @if may.decline {
                details open[typed.is_some_and(|typed| !typed.why.is_empty())] {
                    summary { (words.t("request-decline")) }
                    form method="post" action=(path("decline")) .stack {
                        (csrf_field(context))
                        label .field { span { (words.t("work-why")) }
                            textarea name="why" rows="2" maxlength=(Why::MAX) required { (typed.map_or("", |typed| &typed.why)) } }
                        p .buttons { button .button.button-other type="submit" { (words.t("request-decline-send")) } }
                    }
                }
            }
            @if may.withdraw {
                details {
                    summary { (words.t("request-withdraw")) }
                    form method="post" action=(path("withdraw")) .stack {
                        (csrf_field(context))
                        label .field { span { (words.t("work-why-optional")) } textarea name="words" rows="2" maxlength=(WORDS) {} }
                        p .buttons { button .button.button-quiet type="submit" { (words.t("request-withdraw-send")) } }
                    }
                }
            }
        }
    }
}
