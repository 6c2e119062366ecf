//! `/requests/new`: what the record lacks is ticked; more can be chosen; who would get it is said before it is sent.

use maud::{Markup, html};

use super::lacks::sentence;
use super::{Words, area, form_path, heading, wanted};
use crate::casework::{Addressee, Blank, WORDS};
use crate::mde::{Category, dictionary};
use crate::model::{Area, Date, Element, Level, RequestId, StateCode, Wanted};
use crate::records::view::ConsolidatedRecord;
use crate::web::desk::Fields;
use crate::web::views::layout::{self, PageContext, csrf_field};

/// The parts of the list, as the form folds them.
const PARTS: [(Category, &str); 5] = [
    (Category::Demographic, "request-part-demographic"),
    (Category::QualifyingMove, "request-part-move"),
    (Category::Enrollment, "request-part-enrollment"),
    (Category::Course, "request-part-course"),
    (Category::Assessment, "request-part-assessment"),
];

/// A form with the child it is about.
pub(in crate::web) struct Form {
    pub(in crate::web) blank: Blank,
    pub(in crate::web) record: ConsolidatedRecord,
    /// Today in the state that is asked.
    pub(in crate::web) today: Date,
    /// The open request that asks for the same, where one stood in the way.
    pub(in crate::web) same: Option<RequestId>,
}

/// The page; `typed` is what was asked of it or sent, `error` why that could not be done.
pub(in crate::web) fn form(context: &PageContext, form: &Form, typed: &Fields, error: Option<&str>) -> Markup {
    let (words, blank) = (Words::new(context.language), &form.blank);
    let title = words.t("request-new");
    layout::page(
        context,
        &title,
        html! {
            article .case {
                p { a href=(format!("/students/{}", blank.child)) { "\u{2190} " (words.t("record-back")) } }
                h1 { (words.with("request-new-of", &[("state", blank.to.name().into())])) }
                (heading(&form.record))
                @if let Some(error) = error {
                    div .notice.notice-stop role="alert" {
                        p { strong { (words.t("request-error-title")) } }
                        p { (words.t(error)) @if let Some(same) = form.same { " " a href=(format!("/requests/{same}")) { (words.with("request-name", &[("number", same.to_string().into())])) } } }
                    }
                }
                (already(words, blank))
                @if !blank.has_record { div .notice { p { (words.with("request-no-record", &[("state", blank.to.name().into())])) } } }
                form method="post" action="/requests" .stack {
                    (csrf_field(context))
                    input type="hidden" name="child" value=(blank.child);
                    input type="hidden" name="state" value=(blank.to);
                    (asks(words, blank, typed))
                    (to(words, blank, typed))
                    label .field { span { (words.t("request-needed-by")) }
                        input type="date" name="needed_by" min=(form.today) value=(typed.one("needed_by")); }
                    label .field { span { (words.t("request-words")) }
                        textarea name="text" rows="4" maxlength=(WORDS) { (typed.one("text")) } }
                    p .quiet { (words.t("request-words-note")) }
                    p .buttons { button .button type="submit" { (words.t("request-send")) } }
                }
                (another(words, form))
            }
        },
    )
}

/// A warning when the same was asked and is open.
fn already(words: Words, blank: &Blank) -> Markup {
    html! {
        @if !blank.open.is_empty() {
            div .notice.notice-warn role="status" {
                p { (words.with("request-open-already", &[("state", blank.to.name().into())])) }
                ul { @for row in &blank.open { li {
                    a href=(format!("/requests/{}", row.id)) { (words.with("request-name", &[("number", row.id.to_string().into())])) }
                    " " (words.with("lacks-request", &[("to", area(words, &row.to).into()), ("day", words.date(row.sent.date()).into())]))
                } } }
            }
        }
    }
}

fn asks(words: Words, blank: &Blank, typed: &Fields) -> Markup {
    let chosen: Vec<&str> = typed.all("want").collect();
    let proposed: Vec<String> = blank.missing.iter().map(|one| one.wanted.to_string()).collect();
    let ticked = |value: &str, proposed: bool| if chosen.is_empty() { proposed } else { chosen.contains(&value) };
    let general = [Wanted::Courses, Wanted::Assessments, Wanted::EnglishTest].map(|one| (one.to_string(), one));
    let general = general.into_iter().filter(|(value, _)| !blank.has_record && !proposed.contains(value));
    html! {
        fieldset {
            legend { (words.t("request-what")) }
            @if blank.missing.is_empty() && blank.has_record { p .quiet { (words.with("request-lacks-nothing", &[("state", blank.to.name().into())])) } }
            @for one in &blank.missing {
                @let value = one.wanted.to_string();
                (choice("checkbox", "want", &value, ticked(&value, true), &html! {
                    (wanted(words, &one.wanted, one.line.as_ref())) br; span .quiet { (sentence(words, one)) }
                }))
            }
            @for (value, one) in general {
                (choice("checkbox", "want", &value, ticked(&value, false), &html! { (wanted(words, &one, None)) }))
            }
        }
        details open[chosen.iter().any(|value| value.starts_with("mde:"))] {
            summary { (words.t("request-more")) }
            @for (part, key) in PARTS {
                fieldset { legend { (words.t(key)) } div .form-grid {
                    @for element in elements(part) {
                        @let value = Wanted::Element(element).to_string();
                        (choice("checkbox", "want", &value, ticked(&value, false), &html! { (words.element(element)) " " span .quiet { (element.0) } }))
                    }
                } }
            }
        }
    }
}

/// The elements of a part that are on the list today and that a state sends.
fn elements(part: Category) -> impl Iterator<Item = Element> {
    let all = dictionary().elements().filter(move |info| info.category == part && info.last_valid_year.is_none());
    all.map(|info| info.element).filter(|element| (Element::FIRST_NAME..=Element(81)).contains(element))
}

/// Who is asked, and who would get it.
fn to(words: Words, blank: &Blank, typed: &Fields) -> Markup {
    let chosen = typed.one("to");
    let known = blank.addressees.iter().any(|one| value_of(&one.area) == chosen);
    html! {
        fieldset {
            legend { (words.t("request-to")) }
            @for (index, one) in blank.addressees.iter().enumerate() {
                @let value = value_of(&one.area);
                (choice("radio", "to", &value, if known { value == chosen } else { index == 0 }, &html! {
                    (name_of(words, one)) br; span .quiet { (who_gets_it(words, one)) }
                }))
            }
        }
    }
}

fn value_of(area: &Area) -> String {
    match area {
        Area::District(state, district) => format!("{state}:{district}"),
        Area::Region(state, region) => format!("{state}:r{}", region.0),
        other => other.state().map(|state| state.to_string()).unwrap_or_default(),
    }
}

fn name_of(words: Words, one: &Addressee) -> String {
    match &one.area {
        Area::District(state, _) if !one.name.is_empty() => {
            words.with("request-district", &[("name", one.name.to_string().into()), ("state", state.name().into())])
        }
        Area::Region(state, _) => {
            words.with("request-region-named", &[("name", one.name.to_string().into()), ("state", state.name().into())])
        }
        other => area(words, other),
    }
}

fn who_gets_it(words: Words, one: &Addressee) -> String {
    let people = one.people.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let to = words.with("request-goes-to", &[("people", people.into())]);
    match (&one.area, one.level) {
        (_, Level::Nation) => words.t("request-goes-to-nation"),
        (Area::District(..) | Area::Region(..), Level::State) => format!("{} {to}", words.t("request-goes-up")),
        _ => to,
    }
}

fn choice(kind: &str, name: &str, value: &str, ticked: bool, label: &Markup) -> Markup {
    html! { label .choice { input type=(kind) name=(name) value=(value) checked[ticked]; span { (label) } } }
}

/// The same form for another state.
fn another(words: Words, form: &Form) -> Markup {
    html! {
        details {
            summary { (words.t("request-another-state")) }
            form method="get" action="/requests/new" .form-grid {
                input type="hidden" name="child" value=(form.blank.child);
                label .field { span { (words.t("work-state")) }
                    select name="state" { @for state in StateCode::by_name() { option value=(state) selected[state == form.blank.to] { (state.name()) } } }
                }
                p { button .button.button-quiet type="submit" { (words.t("request-another-show")) } }
            }
            p .quiet { @for member in form.record.members.iter().filter(|one| one.key.state != form.blank.to) {
                a href=(form_path(form.blank.child, member.key.state)) { (member.key.state.name()) } " "
            } }
        }
    }
}
