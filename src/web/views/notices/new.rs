//! A move is announced: the form, and a look at what it would do.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{day, place};
use crate::casework::{Face, NewNotice, NoticePlan, Relation};
use crate::model::{Direction, MsixId, StateCode, Why};
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
    /// The states for which the person may send.
    pub(in crate::web) own: Vec<StateCode>,
}

/// The form, with what was typed into it before.
pub(in crate::web) fn form(context: &PageContext, asked: &Asked, typed: &Fields, error: Option<&str>) -> Markup {
    let words = Words::new(context.language);
    let (title, id) = (words.t("notices-new"), asked.record.msix_id);
    let usual = Usual::of(asked);
    let field = |name: &str, usual: &str| {
        if typed.one("direction").is_empty() { usual.to_owned() } else { typed.one(name).to_owned() }
    };
    let way = field("direction", usual.direction.word());
    layout::page(
        context,
        &title,
        html! {
            p { a href=(format!("/students/{id}")) { "\u{2190} " (words.t("record-back")) } }
            h1 { (title) }
            (forms::trouble(words, error))
            @if asked.own.is_empty() { div .notice.notice-stop { p { (words.t("notices-error-setting")) } } }
            form method="post" action="/notices/preview" .stack {
                (csrf_field(context))
                input type="hidden" name="child" value=(id);
                p { strong { (asked.record.identification.name) } " " span .msix { (id.grouped()) } }
                (family(words, &asked.relations, typed))
                fieldset .choices-line {
                    legend { (words.t("notices-direction")) }
                    @for one in [Direction::Departure, Direction::Arrival] {
                        label .choice { input type="radio" name="direction" value=(one.word()) checked[way == one.word()]; span { (words.t(&format!("notices-{}-long", one.word()))) } }
                    }
                }
                div .form-grid {
                    @for (side, state, within) in [("from", usual.from, usual.from_place.as_str()), ("to", usual.to, "")] {
                        label .field { span { (words.t(&format!("notices-{side}"))) }
                            select name=(format!("{side}_state")) required {
                                option value="" { (words.t("notices-choose-state")) }
                                @let chosen = field(&format!("{side}_state"), state.as_ref().map_or("", StateCode::as_str));
                                @for one in StateCode::by_name() { option value=(one) selected[chosen == one.as_str()] { (one.name()) } }
                            }
                        }
                        label .field { span { (words.t("notices-place")) }
                            input type="text" name=(format!("{side}_place")) maxlength="120" value=(field(&format!("{side}_place"), within)); }
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

/// Where the child was last, and where the person works: most often that is the move.
struct Usual {
    direction: Direction,
    from: Option<StateCode>,
    from_place: String,
    to: Option<StateCode>,
}

impl Usual {
    fn of(asked: &Asked) -> Self {
        let last = asked.record.enrollments.first();
        let from = last.map(|line| line.source.state);
        let from_place = last.and_then(|line| line.line.district()).unwrap_or_default().to_string();
        let leaves = from.is_some_and(|from| asked.own.contains(&from));
        let direction = if leaves { Direction::Departure } else { Direction::Arrival };
        let to = if leaves { None } else { asked.own.first().copied() };
        Self { direction, from, from_place, to }
    }
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
            @if let Some(same) = plan.same {
                div .notice.notice-warn { p { (words.t("notices-error-twice")) " " a href=(format!("/notices/{}", same.0)) { (words.with("notices-number", &[("number", same.0.to_string().into())])) } } }
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
                @for (name, value) in fields.pairs().filter(|(name, _)| !matches!(*name, "csrf")) { input type="hidden" name=(name) value=(value); }
                @if plan.same.is_none() { button .button type="submit" { (words.t("notices-send")) } }
                button .button.button-quiet type="submit" formaction="/notices/new" { (words.t("notices-change")) }
            }
        },
    )
}
