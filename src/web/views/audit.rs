//! `/audit` and `/audit/{seq}`: the log, and one entry with its proof. MSIX IDs only.

use maud::{Markup, html};

use super::layout::{self, PageContext};
use super::record::Words;
use super::{purpose, timestamp};
use crate::access::{AuditPage, AuditRow, Filter, Proof};
use crate::model::{Actor, AuditEvent, MsixId, Origin, Outcome, hex};
use crate::web::desk::Fields;

/// A page of the log.
pub(in crate::web) fn list(context: &PageContext, typed: &Fields, filter: &Filter, page: &AuditPage) -> Markup {
    let words = Words::new(context.language);
    let unfiltered = Filter { before: filter.before, ..Filter::default() } == *filter;
    frame(
        context,
        &html! {
            (form(words, typed, !unfiltered))
            p .count { (words.with("audit-size", &[("count", page.size.into())])) }
            @if page.rows.is_empty() {
                div .notice role="status" { p { (words.t(if page.older.is_some() { "audit-none-here" } else { "audit-none" })) } }
            } @else {
                (table(words, &page.rows))
            }
            (pages(words, typed, filter, page))
        },
    )
}

/// The form again, with what cannot be read.
pub(in crate::web) fn mistakes(context: &PageContext, typed: &Fields, wrong: &[&'static str]) -> Markup {
    let words = Words::new(context.language);
    frame(
        context,
        &html! {
            div .notice .notice-stop role="alert" {
                ul { @for name in wrong { li { (words.t(&format!("audit-wrong-{name}"))) } } }
            }
            (form(words, typed, true))
        },
    )
}

fn frame(context: &PageContext, body: &Markup) -> Markup {
    let words = Words::new(context.language);
    let title = words.t("audit-title");
    layout::page(context, &title, html! { h1 { (title) } p .quiet { (words.t("audit-lead")) } (body) })
}

fn form(words: Words, typed: &Fields, open: bool) -> Markup {
    let field = |name: &'static str, kind: &str, inputmode: Option<&str>| {
        html! {
            label .field { span { (words.t(&format!("audit-{name}"))) }
                input type=(kind) name=(name) value=(typed.one(name)) autocomplete="off" inputmode=[inputmode];
            }
        }
    };
    html! {
        details .work-filter open[open] {
            summary { (words.t("audit-filter")) }
            form method="get" action="/audit" .form-grid {
                (field("who", "text", None))
                label .field { span { (words.t("audit-kind")) }
                    select name="kind" {
                        option value="" { (words.t("search-any")) }
                        @for kind in AuditEvent::KINDS {
                            option value=(kind) selected[typed.one("kind") == *kind] { (kind_words(words, kind)) }
                        }
                    }
                }
                (field("child", "text", Some("numeric")))
                (field("from", "date", None))
                (field("to", "date", None))
                label .field { span { (words.t("audit-result")) }
                    select name="result" {
                        option value="" { (words.t("search-any")) }
                        @for outcome in Outcome::ALL {
                            option value=(outcome.word()) selected[typed.one("result") == outcome.word()] { (words.t(&format!("audit-{}", outcome.word()))) }
                        }
                    }
                }
                button .button type="submit" { (words.t("audit-show")) }
            }
        }
    }
}

fn table(words: Words, rows: &[AuditRow]) -> Markup {
    html! {
        table .table {
            thead { tr { @for key in ["audit-seq", "audit-at", "audit-who", "audit-what", "audit-about", "audit-where", "audit-result"] { th scope="col" { (words.t(key)) } } } }
            tbody {
                @for row in rows {
                    tr {
                        td data-label=(words.t("audit-seq")) { a href=(format!("/audit/{}", row.seq)) { (row.seq) } }
                        td data-label=(words.t("audit-at")) { time datetime=(row.at) { (timestamp(words.language, row.at)) } }
                        td data-label=(words.t("audit-who")) { (actor(words, &row.actor)) }
                        td data-label=(words.t("audit-what")) { div { (kind_words(words, row.event.kind())) (more(words, &row.event)) } }
                        td data-label=(words.t("audit-about")) { (children(words, row)) }
                        td data-label=(words.t("audit-where")) { (origin(words, row.origin)) }
                        td data-label=(words.t("audit-result")) { (result(words, row.outcome)) }
                    }
                }
            }
        }
    }
}

/// What the kind alone does not say, where it is worth a line.
fn more(words: Words, event: &AuditEvent) -> Markup {
    let detail = match event {
        AuditEvent::RecordRead { part, .. } => Some(part.to_string()),
        AuditEvent::Exported { what, .. } | AuditEvent::Refused { what } | AuditEvent::LogRead { what, .. } => {
            Some(what.to_string())
        }
        AuditEvent::LoginRefused { user_name: Some(name) } => Some(name.to_string()),
        AuditEvent::AccountCreated { user_name } => Some(user_name.to_string()),
        AuditEvent::CredentialChanged { user_name, what }
        | AuditEvent::AccountChanged { user_name, what }
        | AuditEvent::Reminded { user_name, what } => Some(format!("{user_name}: {what}")),
        AuditEvent::AccountStatusChanged { user_name, status } => Some(format!("{user_name}: {status}")),
        AuditEvent::Proved { how } => Some(how.to_string()),
        AuditEvent::TrainingTaken { course, score, .. } => Some(format!("{course}: {score}")),
        AuditEvent::SettingsTaken { settings } => Some(settings.join("; ")),
        _ => None,
    };
    html! {
        @if let Some(detail) = detail { " \u{b7} " (detail) }
        @if let Some(why) = event.purpose() { " " span .quiet { (purpose(words.language, why)) } }
    }
}

/// The children of an entry, a few of them.
fn children(words: Words, row: &AuditRow) -> Markup {
    const SHOWN: usize = 3;
    let all = named(row);
    html! {
        div {
            @for child in all.iter().take(SHOWN) { (one_child(words, *child)) " " }
            @if all.len() > SHOWN { (words.with("audit-more", &[("count", (all.len() - SHOWN).into())])) }
        }
    }
}

fn named(row: &AuditRow) -> Vec<MsixId> {
    row.event.clone().children_mut().to_vec()
}

fn one_child(words: Words, child: MsixId) -> Markup {
    if child == MsixId::NOBODY {
        return html! { span .quiet { (words.t("audit-erased")) } };
    }
    html! { a .msix href=(format!("/audit?child={child}")) { (child.grouped()) } }
}

fn kind_words(words: Words, kind: &str) -> String {
    words.t(&format!("audit-kind-{}", kind.replace('_', "-")))
}

fn actor(words: Words, actor: &Actor) -> Markup {
    let link = |name: &str| html! { a href=(format!("/audit?who={name}")) { (name) } };
    html! {
        @match actor {
            Actor::User(name) => (link(name)),
            Actor::Console(name) => { (name) " " span .quiet { (words.t("audit-at-console")) } },
            Actor::Sender(state) => (words.with("work-by-state", &[("state", state.name().into())])),
            Actor::System(name) => { (words.t("work-by-program")) " " span .quiet { "(" (name) ")" } },
            Actor::Stranger => (words.t("audit-stranger")),
        }
    }
}

fn origin(words: Words, origin: Origin) -> String {
    match origin {
        Origin::Network(address) => address.to_string(),
        other => words.t(&format!("audit-from-{other}")),
    }
}

fn result(words: Words, outcome: Outcome) -> Markup {
    let class = if outcome == Outcome::Done { "tag tag-good" } else { "tag tag-stop" };
    html! { span class=(class) { (words.t(&format!("audit-{}", outcome.word()))) } }
}

fn pages(words: Words, typed: &Fields, filter: &Filter, page: &AuditPage) -> Markup {
    // Forms, not links: what was typed goes with them as it is.
    let go = |before: Option<u64>, key: &str| {
        html! {
            form method="get" action="/audit" {
                @for (name, value) in typed.pairs().filter(|(name, value)| !["before", "lang"].contains(name) && !value.is_empty()) {
                    input type="hidden" name=(name) value=(value);
                }
                @if let Some(before) = before { input type="hidden" name="before" value=(before); }
                button .button .button-quiet type="submit" { (words.t(key)) }
            }
        }
    };
    html! {
        nav .pages aria-label=(words.t("audit-pages")) {
            @if filter.before.is_some() { (go(None, "audit-newest")) }
            @if let Some(older) = page.older { (go(Some(older), "audit-older")) }
        }
    }
}

/// One entry with what proves it.
pub(in crate::web) fn detail(context: &PageContext, proof: &Proof) -> Markup {
    let words = Words::new(context.language);
    let (row, title) = (&proof.row, words.with("audit-entry", &[("seq", proof.row.seq.to_string().into())]));
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            dl .facts {
                dt { (words.t("audit-at")) } dd { (timestamp(words.language, row.at)) " " span .quiet { (row.at.micros()) } }
                dt { (words.t("audit-who")) } dd { (actor(words, &row.actor)) }
                dt { (words.t("audit-where")) } dd { (origin(words, row.origin)) }
                dt { (words.t("audit-what")) } dd { (kind_words(words, row.event.kind())) (more(words, &row.event)) }
                dt { (words.t("audit-result")) } dd { (result(words, row.outcome)) }
                dt { (words.t("audit-about")) }
                dd {
                    @let all = named(row);
                    @if all.is_empty() { (words.t("audit-nobody")) }
                    ul .links { @for (child, sealed) in all.iter().zip(&row.children) { li { (one_child(words, *child)) " " code .hash { (hex(&sealed.0)) } } } }
                }
                dt { (words.t("audit-event")) } dd { pre .hash { (format!("{:#?}", row.event)) } }
                dt { (words.t("audit-previous")) } dd { code .hash { (hex(&row.previous)) } }
                dt { (words.t("audit-leaf")) } dd { code .hash { (hex(&proof.leaf)) } }
            }
            (proved(words, proof))
            p { a href="/audit" { (words.t("audit-back")) } }
        },
    )
}

fn proved(words: Words, proof: &Proof) -> Markup {
    html! {
        h2 { (words.t("audit-proof")) }
        @if let Some((signed, path)) = &proof.proof {
            p { (words.with("audit-proof-text", &[("size", signed.checkpoint.size.to_string().into()), ("time", timestamp(words.language, signed.checkpoint.at).into())])) }
            ol { @for hash in path { li { code .hash { (hex(hash)) } } } }
            h2 { (words.t("audit-checkpoint")) }
            pre .hash { (signed.text()) }
        } @else {
            p { (words.t("audit-proof-none")) }
        }
    }
}
