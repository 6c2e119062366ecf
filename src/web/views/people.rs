//! The search box and what it finds: children as people.

use maud::{Markup, html};

use super::layout::{self, PageContext, csrf_field};
use super::{age, msix};
use crate::access::Permission;
use crate::model::{Date, StateCode};
use crate::search::{Hit, Results, reason};
use crate::web::assets;
use crate::web::i18n::{Language, has, t, t_args};
use crate::web::students::Fields;

/// The box with the place for what is found while a person types, the form for more, and the button below all of it.
pub(in crate::web) fn search_form(context: &PageContext, fields: &Fields) -> Markup {
    let lang = context.language;
    html! {
        form method="post" action="/students" class="search card stack" role="search" data-suggest="/students/suggestions" {
            (csrf_field(context))
            label class="field" {
                span { (t(lang, "search-box")) }
                input name="text" value=(fields.text) type="search" autocomplete="off" autocapitalize="words" enterkeyhint="search"
                    spellcheck="false" maxlength="200" aria-describedby="search-hint" aria-controls="found";
            }
            p class="count" id="found-said" role="status" {}
            div id="found" {}
            p class="quiet" id="search-hint" { (t(lang, "search-hint")) }
            details open[fields.is_advanced()] {
                summary { (t(lang, "search-more")) }
                div class="form-grid" { (more(lang, fields)) }
            }
            button class="button" type="submit" { (t(lang, "search-submit")) }
        }
        script src=(assets::search_script_path()) defer {}
    }
}

/// The page before a search, or when a search is no longer kept.
pub(in crate::web) fn empty(context: &PageContext, forgotten: bool) -> Markup {
    let lang = context.language;
    let title = t(lang, "search-title");
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            @if forgotten {
                div class="notice" role="status" { p { (t(lang, "search-forgotten")) } }
            }
            (search_form(context, &Fields::default()))
        },
    )
}

/// The page of a search.
pub(in crate::web) fn results(context: &PageContext, fields: &Fields, results: &Results, today: Date) -> Markup {
    let lang = context.language;
    let title = t(lang, "search-title");
    let mut said = String::new();
    if !results.hits.is_empty() {
        said = t_args(lang, "search-count", &[("count", results.hits.len().into())]);
        if results.more {
            said = format!("{said} {}", t(lang, "search-more-hits"));
        }
    }
    let found = html! {
        @if results.hits.is_empty() {
            (nothing(lang))
        } @else {
            (cards(context, results, today))
        }
    };
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            (search_form(context, fields))
            // What is found while a person types takes its place.
            div id="results" {
                @if !said.is_empty() { p class="count" role="status" { (said) } }
                (found)
            }
        },
    )
}

/// What is shown while a person types, below the box: a part of the page. The script puts the count where it is read
/// aloud.
pub(in crate::web) fn suggestions(lang: Language, results: &Results, today: Date) -> Markup {
    let count = ("count", results.hits.len().into());
    let key = if results.more { "search-so-far-more" } else { "search-so-far" };
    html! {
        p class="count" { (t_args(lang, key, &[count])) }
        @if !results.hits.is_empty() {
            ol class="people" { @for hit in &results.hits { (brief(lang, hit, today)) } }
        }
    }
}

/// A child on two or three lines.
fn brief(lang: Language, hit: &Hit, today: Date) -> Markup {
    let newest = hit.members.first();
    let mut states: Vec<StateCode> = Vec::new();
    for member in &hit.members {
        if !states.contains(&member.key.state) {
            states.push(member.key.state);
        }
    }
    html! {
        li class="card person brief" {
            h2 { a href={ "/students/" (hit.msix_id) } { (name(lang, hit)) } }
            p {
                @for state in states { abbr class="state" title=(state.name()) { (state) } " " }
                @if let Some(born) = newest.and_then(|member| member.birth_date) { (t(lang, "born")) " " (age(lang, born, today)) }
                @if let Some(school) = &hit.last_school { br; (school) }
            }
            p class="why" { (tag(lang, hit)) }
        }
    }
}

fn name(lang: Language, hit: &Hit) -> String {
    hit.members.first().map_or_else(|| t(lang, "no-name"), |member| member.name.clone())
}

/// Why the child was found, with the two words it is about.
fn tag(lang: Language, hit: &Hit) -> Markup {
    let told = hit.words.as_ref().filter(|_| TELLS_WORDS.contains(&hit.reason.as_str()));
    html! {
        span class="tag" {
            (reason_text(lang, &hit.reason))
            @if let Some((typed, stored)) = told { ": " (capital(typed)) " / " (capital(stored)) }
        }
    }
}

/// Reasons that are about two words.
const TELLS_WORDS: [&str; 4] = [reason::NICKNAME, reason::SOUNDS_ALIKE, reason::SPELLED_ALIKE, reason::STARTS_WITH];

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
}

fn more(lang: Language, fields: &Fields) -> Markup {
    let text = |name: &str, key: &str, value: &str| {
        html! {
            label class="field" { span { (t(lang, key)) } input name=(name) value=(value) maxlength="200" autocomplete="off"; }
        }
    };
    let day = |name: &str, key: &str, value: &str| {
        html! { label class="field" { span { (t(lang, key)) } input type="date" name=(name) value=(value); } }
    };
    html! {
        (text("parent", "search-parent", &fields.parent))
        (text("school", "search-school", &fields.school))
        (day("born_from", "search-born-from", &fields.born_from))
        (day("born_to", "search-born-to", &fields.born_to))
        label class="field" {
            span { (t(lang, "search-sex")) }
            select name="sex" {
                option value="" { (t(lang, "search-any")) }
                @for (value, key) in [("Female", "sex-female"), ("Male", "sex-male"), ("Nonbinary", "sex-nonbinary")] {
                    option value=(value) selected[fields.sex == value] { (t(lang, key)) }
                }
            }
        }
        label class="field" {
            span { (t(lang, "search-state")) }
            select name="state" {
                option value="" { (t(lang, "search-any")) }
                @for state in StateCode::by_name() {
                    option value=(state) selected[fields.state == state.as_str()] { (state.name()) }
                }
            }
        }
        (text("birth_country", "search-birth-country", &fields.birth_country))
    }
}

fn nothing(lang: Language) -> Markup {
    html! {
        div class="notice" role="status" {
            p { strong { (t(lang, "search-none")) } }
            ul { @for key in ["search-try-less", "search-try-other", "search-try-date", "search-try-id", "search-try-new"] { li { (t(lang, key)) } } }
        }
    }
}

/// The cards; whoever may propose can tick those that are the same child.
fn cards(context: &PageContext, results: &Results, today: Date) -> Markup {
    let lang = context.language;
    let ticks = context.may(Permission::Propose) && results.hits.len() > 1;
    let list = html! { ol class="people" { @for hit in &results.hits { (card(lang, hit, today, ticks)) } } };
    html! {
        @if ticks {
            form method="get" action="/merges/new" {
                (list)
                p class="buttons" { button class="button button-quiet" type="submit" { (t(lang, "merge-ticked")) } }
            }
        } @else { (list) }
    }
}

fn card(lang: Language, hit: &Hit, today: Date, tick: bool) -> Markup {
    html! {
        li class="card person" {
            h2 { a href={ "/students/" (hit.msix_id) } { (name(lang, hit)) } }
            p class="why" { (tag(lang, hit)) " " (msix(hit.msix_id)) }
            ul class="spellings" {
                @for member in &hit.members {
                    li {
                        abbr class="state" title=(member.key.state.name()) { (member.key.state) }
                        div {
                            strong { (member.name) }
                            @if !member.live { " " span class="tag tag-past" { (t(lang, "withdrawn")) } }
                            @if let Some(born) = member.birth_date {
                                br; (t(lang, "born")) " " (age(lang, born, today))
                            }
                            @if !member.parents.is_empty() {
                                br; (t(lang, "parents")) " " (member.parents.join(", "))
                            }
                        }
                    }
                }
            }
            @if let Some(school) = &hit.last_school {
                p { (t(lang, "last-school")) " " strong { (school) } }
            }
            @if tick {
                label class="choice quiet" { input type="checkbox" name="child" value=(hit.msix_id); span { (t(lang, "merge-tick")) } }
            }
        }
    }
}

/// The search names its reason by a key; a reason that has no message yet is told in general.
fn reason_text(lang: Language, key: &str) -> String {
    let key = format!("reason-{key}");
    t(lang, if has(&key) { &key } else { "reason-other" })
}
