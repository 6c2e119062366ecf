//! Regions: the list, one region with its districts, people and history, and what an act would change.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::layout::{self, PageContext, csrf_field};
use super::parts::role;
use super::timestamp;
use crate::access::{Drawing, Drawn, Holder, RegionAct, RegionDistrict, RegionEffect, Seat};
use crate::model::{RegionId, StateCode, Text};
use crate::web::i18n::{Language, t, t_args};
use crate::web::regions::path;

/// A state with its regions.
pub(in crate::web) struct StateRegions {
    pub(in crate::web) state: StateCode,
    pub(in crate::web) on: bool,
    pub(in crate::web) regions: Vec<Drawn>,
}

/// A name that could not be taken.
pub(in crate::web) struct Trouble {
    pub(in crate::web) state: StateCode,
    pub(in crate::web) typed: String,
}

/// Districts that were looked for.
pub(in crate::web) struct Found {
    pub(in crate::web) typed: String,
    pub(in crate::web) seats: Vec<Seat>,
    pub(in crate::web) more: bool,
}

/// An act before it is done.
pub(in crate::web) struct Asking {
    pub(in crate::web) state: StateCode,
    /// The region whose page it comes from.
    pub(in crate::web) region: Option<RegionId>,
    pub(in crate::web) act: RegionAct,
    pub(in crate::web) effect: RegionEffect,
    pub(in crate::web) regions: Vec<Drawn>,
}

/// `/regions`.
pub(in crate::web) fn list(context: &PageContext, states: &[StateRegions], trouble: Option<&Trouble>) -> Markup {
    let lang = context.language;
    let title = t(lang, "regions-title");
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            p { (t(lang, "regions-what")) }
            @for one in states { (state(context, one, trouble.filter(|trouble| trouble.state == one.state))) }
        },
    )
}

fn state(context: &PageContext, one: &StateRegions, trouble: Option<&Trouble>) -> Markup {
    let lang = context.language;
    html! {
        section {
            h2 { (one.state.name()) }
            form method="post" action={ "/regions/" (one.state) "/switch" } class="card stack" {
                (csrf_field(context))
                p { strong { (t(lang, if one.on { "regions-on" } else { "regions-off" })) } " "
                    (t(lang, if one.on { "regions-on-text" } else { "regions-off-text" })) }
                button class="button button-quiet" type="submit" name="on" value=(if one.on { "no" } else { "yes" }) {
                    (t(lang, if one.on { "regions-switch-off" } else { "regions-switch-on" }))
                }
            }
            p class="count" { (t_args(lang, "regions-count", &[("count", one.regions.len().into())])) }
            @if !one.regions.is_empty() { (table(lang, one)) }
            form method="post" action={ "/regions/" (one.state) } class="card stack" {
                (csrf_field(context))
                (name_field(lang, "region-new", trouble.map_or("", |trouble| &trouble.typed), trouble.is_some()))
                button class="button" type="submit" { (t(lang, "region-create")) }
            }
        }
    }
}

fn table(lang: Language, one: &StateRegions) -> Markup {
    let [name, districts, people, made] =
        ["region-name", "region-districts", "region-people", "region-made"].map(|key| t(lang, key));
    html! {
        table class="table" {
            thead { tr {
                th scope="col" { (name) } th scope="col" class="number" { (districts) }
                th scope="col" class="number" { (people) } th scope="col" { (made) }
            } }
            tbody { @for drawn in &one.regions { tr {
                td data-label=(name) { a href=(path(one.state, drawn.id)) { (drawn.region.name) } }
                td data-label=(districts) class="number" { (drawn.districts) }
                td data-label=(people) class="number" { (drawn.people) }
                td data-label=(made) {
                    (timestamp(lang, drawn.region.created))
                    @if let Some(closed) = drawn.region.closed { " " span class="tag tag-past" { (t(lang, "region-closed")) } " " (timestamp(lang, closed)) }
                }
            } } }
        }
    }
}

fn name_field(lang: Language, key: &str, value: &str, wrong: bool) -> Markup {
    html! {
        @if wrong { div class="notice notice-stop" role="alert" { p { (t(lang, "region-error-name")) } } }
        label class="field" {
            span { (t(lang, key)) }
            input name="name" value=(value) required maxlength="60" autocomplete="off" aria-invalid=[wrong.then_some("true")];
        }
    }
}

/// `/regions/{state}/{region}`.
pub(in crate::web) fn one(
    context: &PageContext,
    drawing: &Drawing,
    found: Option<&Found>,
    trouble: Option<&Trouble>,
) -> Markup {
    let lang = context.language;
    let (here, open) = (path(drawing.state, drawing.id), drawing.region.closed.is_none());
    layout::page(
        context,
        &drawing.region.name,
        html! {
            p { a href="/regions" { (t(lang, "regions-title")) } }
            h1 { (drawing.region.name) ", " (drawing.state.name()) }
            @if !drawing.on { div class="notice" { p { strong { (t(lang, "regions-off")) } " " (t(lang, "regions-off-text")) } } }
            @if let Some(closed) = drawing.region.closed { div class="notice" { p { strong { (t(lang, "region-closed")) } " " (timestamp(lang, closed)) } } }
            (districts(context, drawing, &here))
            @if open { (search(context, drawing, found, &here)) }
            section { h2 { (t_args(lang, "region-people-count", &[("count", drawing.people.len().into())])) } (people(lang, &drawing.people)) }
            (history(lang, drawing))
            @if open { (keep(context, drawing, &here, trouble)) }
        },
    )
}

fn districts(context: &PageContext, drawing: &Drawing, here: &str) -> Markup {
    let lang = context.language;
    html! {
        section {
            h2 { (t_args(lang, "region-district-count", &[("count", drawing.districts.len().into())])) }
            @if !drawing.districts.is_empty() {
                form method="post" action={ (here) "/districts" } {
                    (csrf_field(context))
                    input type="hidden" name="out" value="yes";
                    ul class="ticks" { @for seat in &drawing.districts { li { label {
                        input type="checkbox" name="district" value=(seat.district.id);
                        span { (district(&seat.district)) @if let Some((_, since)) = seat.region {
                            " " span class="quiet" { (t(lang, "region-since")) " " (timestamp(lang, since)) } } }
                    } } } }
                    button class="button button-quiet" type="submit" { (t(lang, "region-take-out")) }
                }
            }
        }
    }
}

fn search(context: &PageContext, drawing: &Drawing, found: Option<&Found>, here: &str) -> Markup {
    let lang = context.language;
    html! {
        section {
            h2 { (t(lang, "region-add")) }
            form method="get" action=(here) class="card stack" role="search" {
                label class="field" { span { (t(lang, "region-find")) }
                    input type="search" name="q" value=(found.map_or("", |found| &found.typed)) autocomplete="off" maxlength="80"; }
                button class="button button-quiet" type="submit" { (t(lang, "region-find-go")) }
            }
            @if let Some(found) = found {
                p class="count" role="status" { (t_args(lang, "region-found", &[("count", found.seats.len().into())]))
                    @if found.more { " " (t(lang, "region-found-more")) } }
                @if !found.seats.is_empty() {
                    form method="post" action={ (here) "/districts" } {
                        (csrf_field(context))
                        ul class="ticks" { @for seat in &found.seats { li { label {
                            input type="checkbox" name="district" value=(seat.district.id)
                                disabled[seat.region.is_some_and(|(region, _)| region == drawing.id)];
                            span { (district(&seat.district)) @if let Some((region, since)) = seat.region {
                                " " span class="quiet" { (region_name(lang, &drawing.names, Some(region))) " " (t(lang, "region-since")) " " (timestamp(lang, since)) } } }
                        } } } }
                        button class="button" type="submit" { (t(lang, "region-put-in")) }
                    }
                }
            }
        }
    }
}

fn keep(context: &PageContext, drawing: &Drawing, here: &str, trouble: Option<&Trouble>) -> Markup {
    let lang = context.language;
    let name = trouble.map_or(&*drawing.region.name, |trouble| &trouble.typed);
    html! {
        section {
            h2 { (t(lang, "region-keep")) }
            form method="post" action={ (here) "/name" } class="card stack" {
                (csrf_field(context))
                (name_field(lang, "region-name", name, trouble.is_some()))
                button class="button button-quiet" type="submit" { (t(lang, "region-rename")) }
            }
            form method="post" action={ (here) "/close" } {
                (csrf_field(context))
                button class="button button-quiet" type="submit" { (t(lang, "region-close")) }
            }
        }
    }
}

fn people(lang: Language, people: &[Holder]) -> Markup {
    html! {
        @if !people.is_empty() { ul { @for one in people { li { strong { (one.name) } " (" (one.user) "), " (role(lang, one.role)) } } } }
    }
}

fn history(lang: Language, drawing: &Drawing) -> Markup {
    let [at, what, from, to, by] =
        ["region-at", "region-district", "region-from", "region-to", "region-by"].map(|key| t(lang, key));
    html! {
        section {
            h2 { (t(lang, "region-history")) }
            @if drawing.history.is_empty() { p { (t(lang, "region-history-none")) } } @else {
                table class="table" {
                    thead { tr { @for head in [&at, &what, &from, &to, &by] { th scope="col" { (head) } } } }
                    tbody { @for moved in &drawing.history { tr {
                        td data-label=(at) { (timestamp(lang, moved.at)) }
                        td data-label=(what) { (district(&moved.district)) }
                        td data-label=(from) { (region_name(lang, &drawing.names, moved.from)) }
                        td data-label=(to) { (region_name(lang, &drawing.names, moved.to)) }
                        td data-label=(by) { (moved.by) }
                    } } }
                }
            }
        }
    }
}

/// What an act would change, with the form that does it.
pub(in crate::web) fn preview(context: &PageContext, asking: &Asking) -> Markup {
    let lang = context.language;
    let names: BTreeMap<RegionId, Text> =
        asking.regions.iter().map(|drawn| (drawn.id, drawn.region.name.clone())).collect();
    let back = asking.region.map_or("/regions".to_owned(), |region| path(asking.state, region));
    let action = match asking.act {
        RegionAct::SwitchOff => format!("/regions/{}/switch", asking.state),
        RegionAct::Close(_) => format!("{back}/close"),
        RegionAct::Place { .. } => format!("{back}/districts"),
    };
    let title = t(
        lang,
        match asking.act {
            RegionAct::SwitchOff => "region-ask-off",
            RegionAct::Close(_) => "region-ask-close",
            RegionAct::Place { to: None, .. } => "region-ask-out",
            RegionAct::Place { .. } => "region-ask-put",
        },
    );
    let effect = &asking.effect;
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            p { (t(lang, "region-ask-nothing-yet")) }
            h2 { (t_args(lang, "region-district-count", &[("count", effect.shifts.len().into())])) }
            ul { @for shift in &effect.shifts { li {
                (district(&shift.district)) ": " (region_name(lang, &names, shift.from))
                @if asking.act != RegionAct::SwitchOff { " \u{2192} " (region_name(lang, &names, shift.to)) }
            } } }
            h2 { (t_args(lang, "region-lose", &[("count", effect.lose.len().into())])) }
            (people(lang, &effect.lose))
            h2 { (t_args(lang, "region-gain", &[("count", effect.gain.len().into())])) }
            (people(lang, &effect.gain))
            form method="post" action=(action) class="buttons" {
                (csrf_field(context))
                input type="hidden" name="seen" value=(effect.seen);
                @if let RegionAct::Place { to, districts } = &asking.act {
                    @if to.is_none() { input type="hidden" name="out" value="yes"; }
                    @for one in districts { input type="hidden" name="district" value=(one); }
                }
                button class="button" type="submit" { (t(lang, "region-do")) }
                a class="button button-quiet" href=(back) { (t(lang, "region-do-not")) }
            }
        },
    )
}

fn district(one: &RegionDistrict) -> Markup {
    html! { @if !one.name.is_empty() { (one.name) ", " (one.city) " " } span class="quiet" { (one.id) } }
}

fn region_name(lang: Language, names: &BTreeMap<RegionId, Text>, region: Option<RegionId>) -> String {
    let known = region.and_then(|region| names.get(&region));
    known.map_or_else(|| t(lang, "region-none"), ToString::to_string)
}
