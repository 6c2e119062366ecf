//! `/corrections/{id}`: what is disputed, what was done, what comes next.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::letter::sender;
use super::preview::intake;
use super::{Words, path, status_tag, values};
use crate::access::Permission;
use crate::casework::CorrectionCase;
use crate::clocks::is_late;
use crate::config::Agencies;
use crate::model::{Actor, Correction, CorrectionLetter, Item, RunningClock, Timestamp, Why};
use crate::records::view::ConsolidatedRecord;
use crate::web::views::casework::raised;
use crate::web::views::layout::{self, PageContext, csrf_field};
use crate::web::views::record::statements;
use crate::web::views::timestamp;

/// What the page shows.
pub(in crate::web) struct Shown {
    pub(in crate::web) case: CorrectionCase,
    /// The record of the child as it is now; none when there is no such child any more.
    pub(in crate::web) record: Option<ConsolidatedRecord>,
    pub(in crate::web) now: Timestamp,
    /// The agencies as the letters name them.
    pub(in crate::web) agencies: Agencies,
}

/// `done`: what was done just now. `trouble`: why something could not be done, and what was typed.
pub(in crate::web) fn page(context: &PageContext, shown: &Shown, done: &str, trouble: Option<(&str, &str)>) -> Markup {
    let words = Words::new(context.language);
    let (case, of) = (&shown.case, &shown.case.correction);
    let title = format!("{} C-{}", words.t("corrections-one"), of.id);
    let known = ["received", "forwarded", "decided", "note", "withdrawn", "closed"];
    layout::page(
        context,
        &title,
        html! {
            p { a href="/corrections" { "\u{2190} " (words.t("nav-corrections")) } }
            h1 { (title) }
            @if let Some(done) = known.into_iter().find(|known| *known == done) {
                div .notice role="status" { p { (words.t(&format!("corrections-done-{done}"))) } }
            }
            @if let Some((why, _)) = trouble { div .notice.notice-stop role="alert" { p { strong { (words.t("work-error-title")) } } p { (words.t(why)) } } }
            p { (status_tag(words, of.status, of.ruling.as_ref().map(|ruling| ruling.granted), of.all_changed())) }
            (arrived(words, of))
            (child(words, shown))
            @if let Some(record) = &shown.record { (statements::standing(words, record)) }
            (together(words, of))
            section { h2 { (words.t("corrections-disputed")) } (values(words, &of.disputed)) }
            (ruling(words, of))
            (next(context, case, trouble.map(|(_, typed)| typed).unwrap_or_default()))
            (letters(context, shown))
            (clocks(words, &case.clocks, shown.now))
            (who_has_it(context, case))
            section { h2 { (words.t("corrections-who-asks")) } (intake(words, &of.intake)) }
            (steps(words, of))
        },
    )
}

/// The corrected data have come: what is left is to tell the requester and to close.
fn arrived(words: Words, of: &Correction) -> Markup {
    let last = of.disputed.iter().filter_map(|one| one.changed.as_ref()).max_by_key(|brought| brought.at);
    html! {
        @if of.is_granted() && of.status.is_open() && of.all_changed() && let Some(last) = last {
            div .notice.notice-done role="status" {
                p {
                    strong { (words.t("corrections-arrived")) } " "
                    a href=(format!("/submissions/{}", last.submission.0)) { (words.t("corrections-file")) " " (last.submission.0) }
                    ", " (timestamp(words.language, last.at))
                }
                p { (words.t(if of.letter(CorrectionLetter::Data).is_some() { "corrections-arrived-close" } else { "corrections-arrived-tell" })) }
            }
        }
    }
}

fn child(words: Words, shown: &Shown) -> Markup {
    let of = &shown.case.correction;
    html! {
        p {
            @if let Some(record) = &shown.record { strong { (record.identification.name) } " " }
            @for child in &shown.case.children { a .msix href=(format!("/students/{child}")) { (child.grouped()) } " " }
            " \u{b7} " (words.with("corrections-answers-for", &[("state", of.responsible.name().into())]))
        }
        @if shown.case.children.len() > 1 { div .notice { p { (words.t("corrections-split")) } } }
        @else if !shown.case.children.contains(&of.child) {
            div .notice { p { (words.t("corrections-moved")) " " span .msix { (of.child.grouped()) } } }
        }
        @if !shown.case.attended && of.status.is_open() {
            div .notice.notice-warn { p { (words.with("corrections-unattended", &[("state", of.responsible.name().into())])) } }
        }
    }
}

fn together(words: Words, of: &Correction) -> Markup {
    html! {
        @if !of.with.is_empty() {
            p { (words.t("corrections-with")) @for other in &of.with { " " a href=(format!("/corrections/{other}")) { "C-" (other) } } }
        }
    }
}

fn ruling(words: Words, of: &Correction) -> Markup {
    html! {
        @if let Some(ruling) = &of.ruling {
            section {
                h2 { (words.t(if ruling.granted { "corrections-granted-title" } else { "corrections-denied-title" })) }
                blockquote .as-typed dir="auto" { (ruling.reason.as_str()) }
                p .quiet { (ruling.by) ", " (timestamp(words.language, ruling.at)) }
            }
        }
    }
}

fn next(context: &PageContext, case: &CorrectionCase, typed: &str) -> Markup {
    let words = Words::new(context.language);
    let (may, here) = (&case.may, path(&case.correction));
    html! {
        section .no-print {
            h2 { (words.t("corrections-next-title")) }
            @if may.forward {
                form .card.stack method="post" action=(format!("{here}/forward")) {
                    (csrf_field(context))
                    p { (words.with("corrections-forward-text", &[("state", case.correction.responsible.name().into())])) }
                    button .button type="submit" { (words.t("corrections-forward")) }
                }
            }
            @if may.decide {
                form .card.stack method="post" action=(format!("{here}/decide")) {
                    (csrf_field(context))
                    fieldset {
                        legend { (words.t("corrections-decide")) }
                        @for (value, key) in [("granted", "corrections-decide-granted"), ("denied", "corrections-decide-denied")] {
                            label .choice { input type="radio" name="ruling" value=(value) required; span { (words.t(key)) } }
                        }
                    }
                    (why(words, "corrections-reason", typed, true))
                    button .button type="submit" { (words.t("corrections-decide-go")) }
                }
            }
            @if may.close {
                form .card.stack method="post" action=(format!("{here}/close")) {
                    (csrf_field(context))
                    p { (words.t("corrections-close-text")) }
                    (why(words, "corrections-note", typed, false))
                    button .button type="submit" { (words.t("corrections-close")) }
                }
            }
            @if !may.lacking.is_empty() {
                div .notice {
                    p { (words.t("corrections-close-lacks")) }
                    ul { @for letter in &may.lacking { li { (words.t(&format!("corrections-letter-{}", letter.word()))) } } }
                }
            }
            (more(context, case, typed, &here))
        }
    }
}

/// What is seldom wanted, folded away.
fn more(context: &PageContext, case: &CorrectionCase, typed: &str, here: &str) -> Markup {
    let words = Words::new(context.language);
    let forms = [("note", "corrections-note", true), ("withdraw", "corrections-withdraw", case.may.withdraw)];
    html! {
        @for (act, key, shown) in forms { @if shown {
            details {
                summary { (words.t(key)) }
                form .card.stack method="post" action=(format!("{here}/{act}")) {
                    (csrf_field(context))
                    (why(words, &format!("{key}-why"), typed, true))
                    button .button.button-quiet type="submit" { (words.t(key)) }
                }
            }
        } }
        @if context.may(Permission::Dispute) && let Some(child) = case.children.first() {
            p { a .button.button-quiet href=(format!("/students/{child}/statement?correction={}", case.correction.id)) { (words.t("statement-way")) } }
        }
    }
}

fn why(words: Words, label: &str, typed: &str, needed: bool) -> Markup {
    html! {
        label .field { span { (words.t(label)) } textarea name="why" rows="3" maxlength=(Why::MAX) required[needed] { (typed) } }
    }
}

fn letters(context: &PageContext, shown: &Shown) -> Markup {
    let case = &shown.case;
    let (words, of, here) = (Words::new(context.language), &case.correction, path(&case.correction));
    html! {
        section .no-print {
            h2 { (words.t("corrections-letters")) }
            p .quiet { (words.t("corrections-letters-text")) }
            (unnamed(words, shown))
            ul .links { @for letter in CorrectionLetter::ALL {
                @let address = format!("{here}/letters/{}", letter.word());
                @if let Some(made) = of.letter(letter) {
                    li {
                        a href=(address) { (words.t(&format!("corrections-letter-{}", letter.word()))) } " \u{b7} "
                        a href=(format!("{address}/pdf")) { "PDF" } " "
                        span .quiet { (words.t("corrections-letter-made")) " " (timestamp(words.language, made.at)) ", " (actor(words, &made.by)) }
                    }
                } @else if case.may.write.contains(&letter) {
                    li { form method="post" action=(address) {
                        (csrf_field(context))
                        button .button type="submit" { (words.t("corrections-letter-make")) ": " (words.t(&format!("corrections-letter-{}", letter.word()))) }
                    } }
                }
            } }
        }
    }
}

/// What the settings do not say of the agencies whose letters can be made: said before one is made.
fn unnamed(words: Words, shown: &Shown) -> Markup {
    let senders: BTreeSet<_> =
        shown.case.may.write.iter().map(|letter| sender(*letter, &shown.case.correction)).collect();
    html! {
        @for state in senders {
            @let missing = shown.agencies.of(state).missing();
            @if !missing.is_empty() {
                div .notice.notice-warn {
                    p { (words.with("corrections-letters-unnamed", &[("state", state.name().into())])) }
                    ul { @for key in missing { li { (words.t(&format!("corrections-letters-no-{key}"))) } } }
                    p .quiet { (words.with("corrections-letters-setting", &[("section", format!("[agency.{state}]").into())])) }
                }
            }
        }
    }
}

fn clocks(words: Words, clocks: &[RunningClock], now: Timestamp) -> Markup {
    let [what, whose, began, due, stopped] = [
        "corrections-clock",
        "corrections-clock-whose",
        "corrections-clock-began",
        "corrections-due",
        "corrections-clock-stopped",
    ]
    .map(|key| words.t(key));
    html! {
        section {
            h2 { (words.t("corrections-clocks")) }
            table .table {
                thead { tr { @for head in [&what, &whose, &began, &due, &stopped] { th scope="col" { (head) } } } }
                tbody { @for clock in clocks { tr {
                    th scope="row" { (words.t(&format!("corrections-clock-{}", clock.kind.word().replace('_', "-")))) }
                    td data-label=(whose) { @if let Some(state) = clock.state { abbr .state title=(state.name()) { (state) } } }
                    td data-label=(began) { (words.date(clock.began)) }
                    td data-label=(due) { span { (words.date(clock.due)) @if is_late(clock, now) { " " span .tag.tag-stop { (words.t("corrections-late")) } } } }
                    td data-label=(stopped) { @match &clock.stopped {
                        None => span .tag.tag-wait { (words.t("corrections-clock-runs")) },
                        Some(mark) => (timestamp(words.language, mark.at)),
                    } }
                } } }
            }
        }
    }
}

fn who_has_it(context: &PageContext, case: &CorrectionCase) -> Markup {
    let (words, item): (Words, &Item) = (Words::new(context.language), &case.item);
    html! {
        section {
            h2 { (words.t("work-has")) }
            p {
                @if item.assignees.is_empty() { (words.t("work-nobody")) } @else { strong { (item.assignees.join(", ")) } }
                " \u{b7} " (words.t(&format!("work-level-{}", item.level.word())))
                @for state in &item.states { " " abbr .state title=(state.name()) { (state) } }
            }
            (raised(words, item))
            @if context.may(Permission::Decide) && item.status.is_open() {
                form .no-print method="post" action=(format!("/worklist/{}/take", item.id)) {
                    (csrf_field(context))
                    button .button.button-quiet type="submit" { (words.t("corrections-take")) } " "
                    a href=(format!("/worklist/{}?hand=1#hand", item.id)) { (words.t("corrections-hand")) }
                }
            }
        }
    }
}

fn steps(words: Words, of: &Correction) -> Markup {
    html! {
        section {
            h2 { (words.t("work-steps")) }
            ol .steps { @for step in &of.steps { li {
                strong { (words.t(&format!("corrections-step-{}", step.what.replace(": ", "-").replace(' ', "-")))) }
                " \u{b7} " (actor(words, &step.by)) " \u{b7} " span .quiet { (timestamp(words.language, step.at)) }
                @if let Some(note) = &step.note { blockquote .as-typed dir="auto" { (note.as_str()) } }
            } } }
        }
    }
}

fn actor(words: Words, actor: &Actor) -> String {
    match actor {
        Actor::User(name) | Actor::Console(name) => name.to_string(),
        Actor::Sender(state) => words.with("work-by-state", &[("state", state.name().into())]),
        Actor::System(_) => words.t("work-by-program"),
        Actor::Stranger => words.t("work-by-nobody"),
    }
}
