//! The pages of the worklist: functions of what the casework module shows. Every status is a word with a shape.

mod asked;
pub(in crate::web) mod compare;
pub(in crate::web) mod decisions;
pub(in crate::web) mod exposure;
pub(in crate::web) mod exposure_file;
pub(in crate::web) mod filters;
pub(in crate::web::views) mod forms;
pub(in crate::web) mod item;
pub(in crate::web) mod list;
pub(in crate::web) mod merge;
mod odds;
mod preview;
pub(in crate::web) mod split;
mod steps;
pub(in crate::web::views) use steps::raised;
mod table;
pub(in crate::web) mod undo;
mod values;
mod waterfall;
pub(in crate::web::views) use waterfall::in_short;

use maud::{Markup, html};

use super::layout::{self, PageContext};
use super::record::Words;
use crate::casework::{Face, Fate, Row};
use crate::model::{Actor, ItemId, ItemKind, ItemStatus, MsixId, StateCode, Timestamp};

/// The page of a case: its title, and what there is to look at and to decide.
fn case_page(context: &PageContext, title: &str, body: &Markup) -> Markup {
    layout::page(context, title, html! { article .case { h1 { (title) } (body) } })
}

/// The address of an item: that of a match when it is about one.
pub(in crate::web) fn item_path(kind: ItemKind, id: ItemId) -> String {
    match kind {
        ItemKind::NearMatch | ItemKind::ValidateMatch => format!("/matches/{id}"),
        _ => format!("/worklist/{id}"),
    }
}

/// The address of what a row is about: a notice, a request, a correction or a file has a page of its own.
fn row_path(row: &Row) -> String {
    row.about.and_then(|number| about_path(row.kind, number)).unwrap_or_else(|| item_path(row.kind, row.id))
}

/// The address of the page of what an item of a kind is about, by its number; none where the item is the page.
pub(in crate::web) fn about_path(kind: ItemKind, number: u64) -> Option<String> {
    let folder = match kind {
        ItemKind::Notice => "notices",
        ItemKind::Request => "requests",
        ItemKind::Correction => "corrections",
        ItemKind::Findings => "submissions",
        _ => return None,
    };
    Some(format!("/{folder}/{number}"))
}

/// What kind of work it is, with its number.
fn name(words: Words, kind: ItemKind, id: ItemId) -> String {
    numbered(words, kind, id.0)
}

/// What a row is called: by the number of what it is about, which its own page shows as well.
fn row_name(words: Words, row: &Row) -> String {
    let about = row.about.filter(|number| about_path(row.kind, *number).is_some());
    numbered(words, row.kind, about.unwrap_or(row.id.0))
}

fn numbered(words: Words, kind: ItemKind, number: u64) -> String {
    format!("{} {number}", words.t(&format!("work-kind-{}", dashed(kind.word()))))
}

/// How far it is, and what became of it: a word with a shape.
fn status_tag(words: Words, row: &Row) -> Markup {
    let class = match row.status {
        _ if row.fate == Some(Fate::Waits) => "tag tag-wait",
        _ if row.fate.is_some() => "tag tag-past",
        ItemStatus::Open | ItemStatus::Assigned => "tag tag-wait",
        ItemStatus::Acknowledged => "tag",
        ItemStatus::Escalated => "tag tag-warn",
        ItemStatus::Same | ItemStatus::Approved | ItemStatus::Done => "tag tag-good",
        ItemStatus::Rejected => "tag tag-stop",
        ItemStatus::Different | ItemStatus::Cancelled | ItemStatus::Superseded => "tag tag-past",
    };
    html! { span class=(class) { (outcome(words, row)) } }
}

/// The status in words, with what became of it: `same child: refused by the other side`.
fn outcome(words: Words, row: &Row) -> String {
    let status = words.t(&format!("work-status-{}", row.status.word()));
    let fate = row.fate.map(|fate| words.t(&format!("work-fate-{}", fate.word())));
    [Some(status), fate].into_iter().flatten().collect::<Vec<_>>().join(": ")
}

/// When it is due, or that it is overdue.
fn due(words: Words, row: &Row) -> Markup {
    html! {
        @match row.due {
            Some(due) if row.overdue => {
                span .tag.tag-stop { (words.t("work-overdue")) } " " time datetime=(due.date()) { (words.date(due.date())) }
            }
            Some(due) => time datetime=(due.date()) { (words.date(due.date())) },
            None => span .quiet { "\u{2013}" },
        }
    }
}

/// The states asked, by their codes with their names behind them.
fn states(states: &[StateCode]) -> Markup {
    html! {
        @for (index, state) in states.iter().enumerate() {
            @if index > 0 { " " }
            abbr .state title=(state.name()) { (state) }
        }
    }
}

/// A child by its names, each with the states that spell it so.
pub(in crate::web::views) fn child(words: Words, id: MsixId, faces: &[Face]) -> Markup {
    let mut names: Vec<(&str, Vec<StateCode>)> = Vec::new();
    for face in faces.iter().filter(|face| !face.name.is_empty()) {
        // Capitals alone make no other name: many states write everything in them.
        match names.iter_mut().find(|(name, _)| name.to_lowercase() == face.name.to_lowercase()) {
            Some((_, states)) => states.push(face.state),
            None => names.push((&face.name, vec![face.state])),
        }
    }
    let born = faces.iter().find_map(|face| face.birth_date);
    html! {
        div .work-child {
            @if names.is_empty() { (words.t("no-name")) }
            @for (index, (name, states)) in names.iter().enumerate() {
                @if index == 0 { strong { (name) } } @else { span .quiet { (name) } } " "
                span .quiet { "(" (states.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")) ") " }
            }
            @if let Some(born) = born { span .quiet { (words.date(born)) } " " }
            a .msix href=(format!("/students/{id}")) { (id.grouped()) }
        }
    }
}

/// Who did something, as people say it.
pub(in crate::web::views) fn actor(words: Words, actor: &Actor) -> String {
    match actor {
        Actor::User(name) | Actor::Console(name) => name.to_string(),
        Actor::Sender(state) => words.with("work-by-state", &[("state", state.name().into())]),
        Actor::System(_) => words.t("work-by-program"),
        Actor::Stranger => words.t("work-by-nobody"),
    }
}

pub(in crate::web::views) fn timestamp(words: Words, at: Timestamp) -> Markup {
    html! { time datetime=(at) { (super::timestamp(words.language, at)) } }
}

/// The words of the wire have underscores, those of the message files hyphens.
pub(in crate::web::views) fn dashed(word: &str) -> String {
    word.replace('_', "-")
}

/// The links between the three lists.
fn tabs(words: Words, decides: bool, current: &str) -> Markup {
    html! {
        nav .tabs.work-tabs aria-label=(words.t("work-lists")) {
            @for (path, key, shown) in [
                ("/worklist", "work-tab-waiting", decides),
                ("/worklist/proposed", "work-tab-proposed", true),
                ("/worklist/decided", "work-tab-decided", decides),
            ] {
                @if shown { a href=(path) aria-current=[(path == current).then_some("page")] { (words.t(key)) } }
            }
        }
    }
}
