//! The feed of a state for whoever looks after it: what it is, its keys and webhooks, its last entries.

use maud::{Markup, html};

use super::layout::{self, PageContext, csrf_field};
use super::timestamp;
use crate::casework::{Held, Hooked, NewKey};
use crate::model::{FeedEntry, StateCode, Timestamp};
use crate::web::feed::api::{Entry, word};
use crate::web::i18n::{Language, t, t_args};

/// A state's feed as the page shows it.
pub(in crate::web) struct StateFeed {
    pub(in crate::web) state: StateCode,
    /// The last ones, the newest first.
    pub(in crate::web) entries: Vec<(u64, FeedEntry)>,
    pub(in crate::web) newest: u64,
    pub(in crate::web) keys: Vec<Held>,
    pub(in crate::web) hooks: Vec<Hooked>,
}

/// What stands above a form that could not be accepted, and what was typed into the forms of its state.
pub(in crate::web) struct Trouble {
    pub(in crate::web) state: StateCode,
    pub(in crate::web) words: &'static str,
    pub(in crate::web) name: String,
    pub(in crate::web) url: String,
}

/// `/feed`.
pub(in crate::web) fn page(
    context: &PageContext,
    address: &str,
    feeds: &[StateFeed],
    now: Timestamp,
    trouble: Option<&Trouble>,
) -> Markup {
    let lang = context.language;
    let title = t(lang, "feed-title");
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            @if let Some(trouble) = trouble { div class="notice notice-stop" role="alert" { p { (t(lang, trouble.words)) } } }
            p { (t(lang, "feed-what")) }
            p { a href="/api/v1/openapi.json" { (t(lang, "feed-description")) } }
            pre class="card hash" { code { (example(address, "vk_...")) } }
            @for feed in feeds { (one(context, feed, now, trouble.filter(|trouble| trouble.state == feed.state))) }
        },
    )
}

/// The call with which a programmer begins.
fn example(address: &str, key: &str) -> String {
    format!("curl -H \"Authorization: Bearer {key}\" \\\n  \"{address}/api/v1/changes?after=0&limit=1000\"")
}

fn one(context: &PageContext, feed: &StateFeed, now: Timestamp, typed: Option<&Trouble>) -> Markup {
    let lang = context.language;
    let here = format!("/feed/{}", feed.state);
    html! {
        section {
            h2 { (feed.state.name()) ": " (t(lang, "feed-keys")) }
            div class="stack" {
                p { (t(lang, "feed-keys-text")) }
                @for held in &feed.keys { (key(context, &here, held, now)) }
                form method="post" action={ (here) "/keys" } class="card stack" {
                    (csrf_field(context))
                    label class="field" {
                        span { (t(lang, "feed-key-name")) }
                        input name="name" required maxlength="60" autocomplete="off" value=[typed.map(|typed| &typed.name)];
                    }
                    button class="button" type="submit" { (t(lang, "feed-key-make")) }
                }
            }
        }
        section {
            h2 { (feed.state.name()) ": " (t(lang, "feed-hooks")) }
            div class="stack" {
                p { (t(lang, "feed-hooks-text")) }
                @for hooked in &feed.hooks { (hook(context, &here, hooked)) }
                form method="post" action={ (here) "/webhooks" } class="card stack" {
                    (csrf_field(context))
                    label class="field" {
                        span { (t(lang, "feed-hook-url")) }
                        input name="url" type="url" required maxlength="500" autocomplete="off" placeholder="https://" value=[typed.map(|typed| &typed.url)];
                    }
                    button class="button" type="submit" { (t(lang, "feed-hook-make")) }
                }
            }
        }
        section {
            h2 { (feed.state.name()) ": " (t(lang, "feed-entries")) }
            p class="count" { (t_args(lang, "feed-newest", &[("newest", feed.newest.into())])) }
            @if !feed.entries.is_empty() { (entries(lang, &feed.entries)) }
        }
    }
}

fn key(context: &PageContext, here: &str, held: &Held, now: Timestamp) -> Markup {
    let (lang, key) = (context.language, &held.key);
    let state = match () {
        () if key.revoked.is_some() => "feed-key-revoked",
        () if key.expires <= now => "feed-key-expired",
        () => "feed-key-works",
    };
    html! {
        div class="card stack" {
            h3 { (key.name) " " span class={ "tag" (if held.works { "" } else { " tag-past" }) } { (t(lang, state)) } }
            dl class="facts" {
                dt { (t(lang, "feed-key-begins")) } dd { code { "vk_" (held.number) "_" } }
                dt { (t(lang, "feed-made")) } dd { (timestamp(lang, key.created)) ", " (key.by) }
                dt { (t(lang, "feed-key-until")) } dd { (timestamp(lang, key.revoked.unwrap_or(key.expires))) }
                dt { (t(lang, "feed-key-used")) }
                dd { @match key.used { Some(used) => (timestamp(lang, used)), None => (t(lang, "feed-never")) } }
            }
            @if held.works {
                div class="stack" {
                    (act(context, &format!("{here}/keys/{}/replace", held.number), "feed-key-replace"))
                    (act(context, &format!("{here}/keys/{}/revoke", held.number), "feed-key-revoke"))
                }
                p class="quiet" { (t(lang, "feed-key-replace-text")) }
            }
        }
    }
}

fn act(context: &PageContext, action: &str, key: &str) -> Markup {
    html! {
        form method="post" action=(action) {
            (csrf_field(context))
            button class="button button-quiet" type="submit" { (t(context.language, key)) }
        }
    }
}

fn hook(context: &PageContext, here: &str, hooked: &Hooked) -> Markup {
    let (lang, hook) = (context.language, &hooked.hook);
    let (over, failing) = (hook.ended.is_some(), hook.failures > 0);
    let state = if over {
        "feed-hook-ended"
    } else if failing {
        "feed-hook-failing"
    } else {
        "feed-hook-works"
    };
    let told = [("delivered", hook.delivered.into()), ("newest", hooked.newest.into())];
    html! {
        div class="card stack" {
            h3 { code class="hash" { (hook.url) } " " span class={ "tag" (if over { " tag-past" } else { "" }) } { (t(lang, state)) } }
            dl class="facts" {
                dt { (t(lang, "feed-hook-number")) } dd { (hooked.number) }
                dt { (t(lang, "feed-made")) } dd { (timestamp(lang, hook.created)) ", " (hook.by) }
                dt { (t(lang, "feed-hook-delivered")) } dd { (t_args(lang, "feed-hook-told", &told)) }
                @if let Some(until) = hook.rests_until.filter(|_| !over) {
                    dt { (t(lang, "feed-hook-next")) } dd { (timestamp(lang, until)) }
                }
                @if let Some(ended) = hook.ended { dt { (t(lang, "feed-hook-over")) } dd { (timestamp(lang, ended)) } }
            }
            @if !over { (act(context, &format!("{here}/webhooks/{}/end", hooked.number), "feed-hook-end")) }
            @if !hooked.calls.is_empty() { (calls(lang, hooked)) }
        }
    }
}

fn calls(lang: Language, hooked: &Hooked) -> Markup {
    let [at, entries, status] = ["feed-at", "feed-call-entries", "feed-call-status"].map(|key| t(lang, key));
    html! {
        details {
            summary { (t(lang, "feed-calls")) }
            table class="table" {
                thead { tr { th scope="col" { (at) } th scope="col" { (entries) } th scope="col" { (status) } } }
                tbody { @for (_, call) in &hooked.calls { tr {
                    td data-label=(at) { (timestamp(lang, call.at)) }
                    td data-label=(entries) { (call.entries.0) "-" (call.entries.1) }
                    td data-label=(status) {
                        @match call.status { Some(status) => (status), None => (call.trouble) }
                    }
                } } }
            }
        }
    }
}

fn entries(lang: Language, entries: &[(u64, FeedEntry)]) -> Markup {
    let [number, at, what, as_json] =
        ["feed-number", "feed-at", "feed-entry-what", "feed-entry-json"].map(|key| t(lang, key));
    html! {
        table class="table" {
            thead { tr {
                th scope="col" class="number" { (number) } th scope="col" { (at) } th scope="col" { (what) }
                th scope="col" { (as_json) }
            } }
            tbody { @for (place, entry) in entries { tr {
                td data-label=(number) class="number" { (place) }
                td data-label=(at) { (timestamp(lang, entry.at)) }
                td data-label=(what) { (t(lang, &format!("feed-type-{}", word(&entry.event)))) }
                td data-label=(as_json) { code class="hash" { (json(*place, entry)) } }
            } } }
        }
    }
}

/// As the interface gives it: what a programmer compares.
fn json(number: u64, entry: &FeedEntry) -> String {
    serde_json::to_string(&Entry(number, entry)).unwrap_or_default()
}

/// A new key, shown once.
pub(in crate::web) fn new_key(context: &PageContext, address: &str, made: &NewKey) -> Markup {
    let lang = context.language;
    let key = made.token.to_string();
    let until = [("until", timestamp(lang, made.expires).into())];
    secret(
        context,
        "feed-new-key",
        html! {
            p { (t_args(lang, "feed-new-key-text", &until)) }
            p class="card" { code class="secret" { (key) } }
            pre class="card hash" { code { (example(address, "$KEY")) } }
        },
    )
}

/// What signs the calls of a new webhook, shown once.
pub(in crate::web) fn new_webhook(context: &PageContext, signs: &str) -> Markup {
    let lang = context.language;
    secret(
        context,
        "feed-new-hook",
        html! {
            p { (t(lang, "feed-new-hook-text")) }
            p class="card" { code class="secret" { (signs) } }
        },
    )
}

fn secret(context: &PageContext, title: &str, body: Markup) -> Markup {
    let lang = context.language;
    let title = t(lang, title);
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            (body)
            p class="quiet" { (t(lang, "feed-once")) }
            p { a class="button" href="/feed" { (t(lang, "feed-kept")) } }
        },
    )
}
