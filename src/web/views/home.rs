//! The start page: a card for each thing that may need the person, what waits first.

use maud::{Markup, html};

use super::casework::list as work;
use super::layout;
use crate::access::Permission;
use crate::casework::{Newcomers, WorkCounts};
use crate::model::{FileStatus, MessageKind, StateCode, Submission, Timestamp};
use crate::web::i18n::{Language, t, t_args};
use crate::web::views::record::Words;
use crate::web::{Person, students, submissions};

/// What is so today. What a role has nothing to do with is absent or empty.
pub(in crate::web) struct Today {
    /// What waits for a data administrator.
    pub(in crate::web) counts: Option<WorkCounts>,
    /// How many notices and requests were given to somebody who decides about nothing.
    pub(in crate::web) given: usize,
    /// Legal clocks: how many are overdue, and how many end this week.
    pub(in crate::web) clocks: Option<(usize, usize)>,
    /// The person's own yearly duties that end within 30 days, or have ended.
    pub(in crate::web) duties: Vec<(MessageKind, Timestamp)>,
    /// Open applications, and people whose duties end soon.
    pub(in crate::web) accounts: Option<(usize, usize)>,
    /// Applications in states where nobody decides about them, for those who can make somebody who does.
    pub(in crate::web) unattended: Vec<(StateCode, usize)>,
    /// Districts without a region, of each state that the person draws; `None` while it works without.
    pub(in crate::web) regions: Vec<(StateCode, Option<usize>)>,
    /// For an auditor: how many entries the newest checkpoint covers, if there is one.
    pub(in crate::web) checkpoint: Option<Option<u64>>,
    /// New students of the last seven days by state.
    pub(in crate::web) new: Vec<(StateCode, u64)>,
    /// The same in the districts of whoever has no whole state.
    pub(in crate::web) near: Option<Newcomers>,
    /// The newest submissions of the person's states.
    pub(in crate::web) files: Vec<Submission>,
}

/// The page.
pub(in crate::web) fn page(person: &Person, today: &Today) -> Markup {
    let lang = person.language;
    let title = t_args(lang, "home-title", &[("name", person.account.display_name().into())]);
    layout::page(
        &person.page,
        &t(lang, "nav-home"),
        html! {
            h1 { (title) }
            (duties(lang, &today.duties))
            (unattended(lang, &today.unattended))
            @if let Some(counts) = &today.counts { (work::home(lang, counts)) }
            @if today.given > 0 { (work::home_given(lang, today.given)) }
            @if let Some(clocks) = today.clocks { (legal_clocks(lang, clocks)) }
            @if person.page.may(Permission::Read) {
                (students::search_form(&person.page, &students::Fields::default()))
            } @else {
                div class="notice" { p { (t(lang, if Files::of(person) == Files::OfStates { "home-no-children" } else { "home-no-children-nation" })) } }
            }
            div class="home-cards" {
                @if let Some((waiting, due)) = today.accounts { (accounts(lang, waiting, due)) }
                @if !today.regions.is_empty() { (regions(lang, &today.regions)) }
                @if let Some(newest) = today.checkpoint { (audit(lang, newest)) }
                @if person.page.may(Permission::Operate) { (operations(lang)) }
                @if let Some(last) = today.files.first().filter(|_| !today.new.is_empty() || today.near.is_some()) { (last_file(lang, last)) }
                @if !today.new.is_empty() { (new_students(lang, &today.new)) }
                @if let Some(near) = today.near { (newcomers(lang, near)) }
            }
            (newest_files(person, &today.files))
        },
    )
}

/// Whose files somebody sees.
#[derive(PartialEq, Eq)]
enum Files {
    All,
    OfStates,
    None,
}

impl Files {
    fn of(person: &Person) -> Self {
        match submissions::reach(person) {
            reach if reach.all => Self::All,
            reach if reach.own.is_empty() => Self::None,
            _ => Self::OfStates,
        }
    }
}

fn newest_files(person: &Person, files: &[Submission]) -> Markup {
    let lang = person.language;
    let (title, all) = match Files::of(person) {
        Files::All => ("home-submissions-nation", "home-all-submissions-nation"),
        Files::OfStates => ("home-submissions", "home-all-submissions"),
        // Nothing ever comes for people of the nation.
        Files::None => return html! {},
    };
    html! {
        section aria-labelledby="mine" {
            h2 id="mine" { (t(lang, title)) }
            (submissions::table(lang, files))
            p { a href="/submissions" { (t(lang, all)) } }
        }
    }
}

fn card(lang: Language, key: &str, body: &Markup) -> Markup {
    html! { section class="card" { h2 { (t(lang, key)) } (body) } }
}

fn duties(lang: Language, duties: &[(MessageKind, Timestamp)]) -> Markup {
    let words = Words::new(lang);
    html! {
        @if !duties.is_empty() {
            section class="notice notice-warn" aria-labelledby="duties" {
                h2 id="duties" { (t(lang, "home-duties")) }
                @for (kind, at) in duties {
                    @let (href, key) = match kind {
                        MessageKind::TermsDue => ("/terms", "home-duty-terms"),
                        _ => ("/training", "home-duty-training"),
                    };
                    p { a href=(href) { (t(lang, key)) } ", " (t_args(lang, "home-duty-by", &[("day", words.date(at.date()).into())])) }
                }
            }
        }
    }
}

/// Applications that nobody decides about, and what is to be done.
pub(in crate::web) fn unattended(lang: Language, states: &[(StateCode, usize)]) -> Markup {
    html! {
        @if !states.is_empty() {
            section class="notice notice-warn" aria-labelledby="unattended" {
                h2 id="unattended" { (t(lang, "applications-unattended")) }
                ul { @for (state, count) in states {
                    li { (state.name()) ": " (t_args(lang, "applications-count", &[("count", (*count).into())])) }
                } }
                p { (t(lang, "applications-unattended-hint")) }
            }
        }
    }
}

fn legal_clocks(lang: Language, (overdue, week): (usize, usize)) -> Markup {
    html! {
        section aria-labelledby="clocks" {
            h2 id="clocks" { a href="/clocks" { (t(lang, "home-clocks")) } }
            @if overdue + week == 0 { p class="quiet" { (t(lang, "home-clocks-none")) } }
            @else {
                ul class="work-counts" {
                    @for (count, key) in [(overdue, "home-clocks-overdue"), (week, "home-clocks-week")] {
                        li { a href="/clocks" { strong { (count) } " " (t(lang, key)) } }
                    }
                }
            }
        }
    }
}

fn accounts(lang: Language, waiting: usize, due: usize) -> Markup {
    card(
        lang,
        "home-accounts",
        &html! {
            p { a href="/applications" { (t_args(lang, "home-applications", &[("count", waiting.into())])) } }
            p { a href="/accounts?due=1" { (t_args(lang, "home-accounts-due", &[("count", due.into())])) } }
        },
    )
}

fn regions(lang: Language, states: &[(StateCode, Option<usize>)]) -> Markup {
    card(
        lang,
        "home-regions",
        &html! {
            @for (state, without) in states {
                p { a href="/regions" {
                    @match without {
                        Some(count) => { (t_args(lang, "home-regions-without", &[("state", state.name().into()), ("count", (*count).into())])) },
                        None => { (t_args(lang, "home-regions-off", &[("state", state.name().into())])) },
                    }
                } }
            }
        },
    )
}

fn audit(lang: Language, newest: Option<u64>) -> Markup {
    card(
        lang,
        "home-audit",
        &html! {
            p {
                @match newest {
                    Some(entries) => { (t_args(lang, "home-audit-checkpoint", &[("entries", entries.to_string().into())])) },
                    None => { (t(lang, "home-audit-none")) },
                }
            }
            p { a href="/audit" { (t(lang, "home-audit-link")) } }
        },
    )
}

fn operations(lang: Language) -> Markup {
    card(lang, "home-operations", &html! { p { a href="/operations" { (t(lang, "home-operations-link")) } } })
}

fn last_file(lang: Language, last: &Submission) -> Markup {
    let (rejected, read) = (last.counts.rejected, last.counts.read);
    let wrong = last.status == FileStatus::AcceptedWithErrors || last.status == FileStatus::Refused;
    card(
        lang,
        "home-last-file",
        &html! {
            p { a href=(format!("/submissions/{}", last.id)) { (last.name) } " " (submissions::status(lang, last.status)) }
            @if wrong { p { (t_args(lang, "home-last-file-errors", &[("rejected", rejected.into()), ("read", read.into())])) } }
        },
    )
}

fn newcomers(lang: Language, near: Newcomers) -> Markup {
    let key = if near.more { "home-new-near-more" } else { "home-new-near" };
    card(lang, "home-new", &html! { p { (t_args(lang, key, &[("count", near.count.into())])) } })
}

fn new_students(lang: Language, states: &[(StateCode, u64)]) -> Markup {
    card(
        lang,
        "home-new",
        &html! {
            @for (state, count) in states {
                p { (t_args(lang, "home-new-count", &[("state", state.name().into()), ("count", (*count).into())])) }
            }
        },
    )
}
