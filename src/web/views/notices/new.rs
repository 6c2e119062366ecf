//! A move is announced: the form, and a look at what it would do.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{day, place};
use crate::casework::{Face, NewNotice, NoticePlan, NoticeRow, Relation};
use crate::model::{Direction, MsixId, NoticeId, StateCode, Text, Why};
use crate::records::view::ConsolidatedRecord;
use crate::web::desk::Fields;
use crate::web::views::casework::{child, forms};
use crate::web::views::layout::{self, PageContext, csrf_field};
use crate::web::views::record::Words;

/// The children of a preview by their names.
pub(in crate::web) type Faces = BTreeMap<MsixId, Vec<Face>>;

/// What the form knows of the child and the person.
pub(in crate::web) struct Asked {
    pub(in crate::web) record: ConsolidatedRecord,
    /// Who may be of the same family.
    pub(in crate::web) relations: Vec<Relation>,
    /// The open notices about the child, the last sent first.
    pub(in crate::web) open: Vec<NoticeRow>,
    /// The states for which the person may send.
    pub(in crate::web) own: Vec<StateCode>,
    /// The district in which the person works, if it is one alone.
    pub(in crate::web) district: Option<(StateCode, Text)>,
}

/// The form, with what was typed into it before.
pub(in crate::web) fn form(context: &PageContext, asked: &Asked, typed: &Fields, error: Option<&str>) -> Markup {
    let words = Words::new(context.language);
    let (title, id) = (words.t("notices-new"), asked.record.msix_id);
    let way = Direction::ALL.into_iter().find(|way| way.word() == typed.one("direction"));
    let way = way.unwrap_or_else(|| Usual::direction(asked));
    let usual = Usual::of(asked, way);
    // Whoever says that they went the other way round sees the places that are known for that.
    let turned = !typed.one("places").is_empty() && typed.one("places") != way.word();
    let is_fresh = typed.one("direction").is_empty();
    let field = |name: &str, usual: &str| if is_fresh { usual.to_owned() } else { typed.one(name).to_owned() };
    let before = Usual::of(asked, if turned { way.other() } else { way });
    // A place that the person has put there herself is at the other end then.
    let shown = |side: &str, other: &str, usual: &Known, before: &Known| {
        let typed = |side: &str| {
            (typed.one(&format!("{side}_state")).to_owned(), typed.one(&format!("{side}_place")).to_owned())
        };
        let known =
            |(state, within): &Known| (state.map_or_else(String::new, |state| state.to_string()), within.clone());
        match turned {
            true if typed(other) != known(before) => typed(other),
            false if !is_fresh => typed(side),
            _ => known(usual),
        }
    };
    layout::page(
        context,
        &title,
        html! {
            p { a href=(format!("/students/{id}")) { "\u{2190} " (words.t("record-back")) } }
            h1 { (title) }
            (forms::trouble(words, error))
            (already(words, &asked.open))
            @if asked.own.is_empty() { div .notice.notice-stop { p { (words.t("notices-error-setting")) } } }
            form method="post" action="/notices/preview" .stack {
                (csrf_field(context))
                // Enter presses the first button of a form: that must not be the one that turns the direction.
                button .visually-hidden type="submit" tabindex="-1" aria-hidden="true" { (words.t("notices-to-preview")) }
                input type="hidden" name="child" value=(id);
                p { strong { (asked.record.identification.name) } " " span .msix { (id.grouped()) } }
                (family(words, &asked.relations, typed))
                (direction(words, way))
                div .form-grid {
                    @for (side, (state, within)) in [("from", shown("from", "to", &usual.from, &before.to)), ("to", shown("to", "from", &usual.to, &before.from))] {
                        label .field { span { (words.t(&format!("notices-{side}"))) }
                            select name=(format!("{side}_state")) required {
                                option value="" { (words.t("notices-choose-state")) }
                                @for one in StateCode::by_name() { option value=(one) selected[state == one.as_str()] { (one.name()) } }
                            }
                        }
                        label .field { span { (words.t("notices-place")) }
                            input type="text" name=(format!("{side}_place")) maxlength="120" value=(within); }
                    }
                }
                fieldset .choices-line {
                    legend { (words.t("notices-day")) }
                    @for (one, key) in [("known", "notices-when-known"), ("expected", "notices-when-expected"), ("unknown", "notices-day-unknown")] {
                        label .choice { input type="radio" name="when" value=(one) checked[field("when", "unknown") == one]; span { (words.t(key)) } }
                    }
                    label .field { span { (words.t("notices-date")) } input type="date" name="day" value=(field("day", "")); }
                }
                label .field { span { (words.t("notices-contact")) } textarea name="contact" rows="2" maxlength=(Why::MAX) { (field("contact", "")) } }
                label .field { span { (words.t("notices-comment")) } textarea name="comment" rows="3" maxlength=(Why::MAX) { (field("comment", "")) } }
                p .quiet { (words.t("notices-never-mailed")) }
                button .button type="submit" { (words.t("notices-to-preview")) }
            }
        },
    )
}

/// That a move of the child is announced already, above the form.
fn already(words: Words, open: &[NoticeRow]) -> Markup {
    html! {
        @if !open.is_empty() {
            div .notice.notice-warn {
                p { (words.t("notices-open-of-child")) }
                ul { @for one in open { li {
                    @if one.may_look { (link(words, one.id)) } @else { (words.with("notices-number", &[("number", one.id.0.to_string().into())])) }
                    ": " (place(&one.from)) " \u{2192} " (place(&one.to)) ", " (words.date(one.sent.date()))
                } } }
            }
        }
    }
}

fn link(words: Words, id: NoticeId) -> Markup {
    html! { a href=(format!("/notices/{}", id.0)) { (words.with("notices-number", &[("number", id.0.to_string().into())])) } }
}

/// Which way they went. The other button shows the form again with the places that are known for it, where
/// the person has named none herself.
fn direction(words: Words, way: Direction) -> Markup {
    html! {
        div role="group" aria-label=(words.t("notices-direction")) .buttons {
            @for one in [Direction::Departure, Direction::Arrival] {
                @let long = words.t(&format!("notices-{}-long", one.word()));
                @if one == way { span .chosen aria-current="true" { "\u{2713} " (long) } }
                @else { button .button.button-quiet type="submit" formaction="/notices/new" formnovalidate name="direction" value=(one.word()) { (long) } }
            }
        }
        input type="hidden" name="direction" value=(way.word());
        input type="hidden" name="places" value=(way.word());
    }
}

/// A state and what lies in it, as they go into the form.
type Known = (Option<StateCode>, String);

/// The places that are known of a move: where the child was last, and where the person works.
struct Usual {
    from: Known,
    to: Known,
}

impl Usual {
    /// Whoever has the child now says most often that she leaves, everybody else that she has come.
    fn direction(asked: &Asked) -> Direction {
        let newest = asked.record.enrollments.first().map(|line| line.source.state);
        if newest.is_some_and(|state| asked.own.contains(&state)) { Direction::Departure } else { Direction::Arrival }
    }

    fn of(asked: &Asked, way: Direction) -> Self {
        let none = || (None, String::new());
        let here = || asked.own.first().map_or_else(none, |state| (Some(*state), String::new()));
        let own = asked.district.clone().map(|(state, district)| (Some(state), district.to_string()));
        match way {
            Direction::Departure => {
                let from = last(asked, |state| asked.own.contains(&state));
                Self { from: from.unwrap_or_else(|| own.unwrap_or_else(here)), to: none() }
            }
            Direction::Arrival => {
                let from = last(asked, |state| !asked.own.contains(&state));
                Self { from: from.unwrap_or_else(none), to: own.unwrap_or_else(here) }
            }
        }
    }
}

/// The place of the child's newest enrollment in one of some states.
fn last(asked: &Asked, of: impl Fn(StateCode) -> bool) -> Option<Known> {
    let line = asked.record.enrollments.iter().find(|line| of(line.source.state))?;
    Some((Some(line.source.state), line.line.district().unwrap_or_default().to_string()))
}

fn family(words: Words, relations: &[Relation], typed: &Fields) -> Markup {
    let ticked: Vec<&str> = typed.all("child").collect();
    html! {
        @if !relations.is_empty() {
            fieldset {
                legend { (words.t("notices-family")) }
                p .quiet { (words.t("notices-family-hint")) }
                @for one in relations {
                    @let id = one.relative.msix_id;
                    label .choice {
                        input type="checkbox" name="child" value=(id) checked[ticked.contains(&id.to_string().as_str())];
                        div { (child(words, id, &one.faces)) span .quiet { (why(words, one)) } }
                    }
                }
            }
        }
    }
}

/// Why a child is offered: `same parents: Rosa Ruiz; same telephone or e-mail; same place now`.
fn why(words: Words, one: &Relation) -> String {
    let relative = &one.relative;
    let parents = (!relative.parents.is_empty())
        .then(|| words.with("notices-kin-parents", &[("names", relative.parents.join(", ").into())]));
    let contact = relative.contact.then(|| words.t("notices-kin-contact"));
    let together = relative.together.then(|| words.t("notices-kin-together"));
    [parents, contact, together].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// What sending would do: who is told, where it lands, who there can take it.
pub(in crate::web) fn preview(
    context: &PageContext,
    new: &NewNotice,
    plan: &NoticePlan,
    faces: &Faces,
    fields: &Fields,
) -> Markup {
    let words = Words::new(context.language);
    let title = words.t("notices-preview");
    let told = place(&plan.recipient);
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            @if !plan.open.is_empty() {
                div .notice.notice-warn role="alert" {
                    p { strong { (words.t(if plan.same.is_some() { "notices-error-twice" } else { "notices-open-already" })) } }
                    ul { @for id in &plan.open { li { (link(words, *id)) } } }
                    @if plan.same.is_none() { p { (words.t("notices-open-anyway")) } }
                }
            }
            dl .facts.case-facts {
                div { dt { (words.t("work-children")) } dd { @for id in &new.children { (child(words, *id, faces.get(id).map(Vec::as_slice).unwrap_or_default())) } } }
                div { dt { (words.t("notices-way")) } dd { (place(&plan.from)) " \u{2192} " (place(&plan.to)) } }
                div { dt { (words.t("notices-day")) } dd { (day(words, new.day)) } }
                @if !new.contact.is_empty() { div { dt { (words.t("notices-contact")) } dd { (new.contact) } } }
                @if !new.comment.is_empty() { div { dt { (words.t("notices-comment")) } dd { (new.comment) } } }
            }
            div .notice role="status" {
                p { strong { (words.with("notices-will-tell", &[("place", told.as_str().into())])) } }
                @if !plan.attended { p { (words.with("notices-unattended", &[("state", plan.recipient.state.name().into())])) } }
                @else if plan.people.is_empty() { p { (words.t("notices-nobody-there")) } }
                @else { p { (words.t("notices-people")) } ul { @for one in &plan.people { li { (one.name) " " span .quiet { (words.t(&format!("work-level-{}", one.level.word()))) } } } } }
                p .quiet { (words.t("notices-never-mailed")) }
            }
            form method="post" action="/notices" .buttons {
                (csrf_field(context))
                @for (name, value) in fields.pairs().filter(|(name, _)| !matches!(*name, "csrf" | "anyway")) { input type="hidden" name=(name) value=(value); }
                @if plan.same.is_none() && plan.open.is_empty() { button .button type="submit" { (words.t("notices-send")) } }
                @else if plan.same.is_none() { button .button type="submit" name="anyway" value="1" { (words.t("notices-send-anyway")) } }
                button .button.button-quiet type="submit" formaction="/notices/new" { (words.t("notices-change")) }
            }
        },
    )
}
