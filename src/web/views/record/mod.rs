//! The pages of one child: functions of the consolidated record. No I/O; every value shown names its state.

pub(in crate::web::views) mod cell;
mod demographics;
mod glance;
mod history;
pub(in crate::web::views) mod journey;
mod lines;
mod print;
pub(in crate::web) mod statements;

use maud::{Markup, html};

pub use history::history;
pub use lines::Section;
pub use print::{PrintNote, PrintParts, print};

use crate::model::{Date, Element, Month, MsixId, Reason};
use crate::records::view::{ConsolidatedRecord, Source};
use crate::web::i18n::{self, Language};
use crate::web::views;

/// The words of one language, with the shapes of dates and codes.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    pub(in crate::web::views) language: Language,
}

impl Words {
    /// Of a language.
    pub fn new(language: Language) -> Self {
        Self { language }
    }

    pub(in crate::web::views) fn t(&self, key: &str) -> String {
        i18n::t(self.language, key)
    }

    /// A message with arguments.
    pub(in crate::web::views) fn with(&self, key: &str, args: &[(&'static str, i18n::FluentValue<'_>)]) -> String {
        i18n::t_args(self.language, key, args)
    }

    /// How far two records agree in a field: in words of that field where it has its own.
    pub(in crate::web::views) fn agreement(&self, reason: &Reason) -> String {
        let own = format!("match-{}-{}", reason.field, reason.agreement);
        if i18n::has(&own) { self.t(&own) } else { self.t(&format!("match-{}", reason.agreement)) }
    }

    /// The short label of an element.
    pub(in crate::web::views) fn element(&self, element: Element) -> String {
        self.t(&format!("mde-{}", element.0))
    }

    /// The meaning of a code; the code itself where the list does not have it.
    pub(in crate::web::views) fn code(&self, list: &str, code: &str) -> String {
        let key = format!("code-{}-{}", list.replace('_', "-"), code.to_lowercase().replace(' ', "-"));
        if i18n::has(&key) { self.t(&key) } else { code.to_owned() }
    }

    pub(in crate::web::views) fn yes_no(&self, yes: bool) -> String {
        self.t(if yes { "yes" } else { "no" })
    }

    pub(in crate::web::views) fn date(&self, day: Date) -> String {
        views::date(self.language, day)
    }

    pub(in crate::web::views) fn month(&self, month: Month) -> String {
        views::month(self.language, month)
    }

    /// The state and day a value comes from, small, behind the value.
    fn source(&self, source: &Source) -> Markup {
        html! {
            " " span .source {
                abbr title=(source.state.name()) { (source.state) } " " time datetime=(source.received.date()) { (self.date(source.received.date())) }
            }
        }
    }
}

/// Whose record it is: the name and the MSIX ID, under the title of a page about it.
pub(in crate::web::views) fn whose(record: &ConsolidatedRecord) -> Markup {
    html! { p { strong { (record.identification.name) } " " span .msix { (record.msix_id.grouped()) } } }
}

/// `/students/{id}`: where does she belong. `ways` is what the reader may do about it; it follows the first answers, so
/// that grade, school and telephone stay on the first screen of a phone.
pub fn overview(words: Words, record: &ConsolidatedRecord, ways: &Markup) -> Markup {
    frame(
        words,
        record,
        "overview",
        &html! {
            (glance::panel(&words, record))
            (ways)
            (journey_section(&words, record))
            (glance::details(&words, record))
            (states(words, record))
        },
    )
}

/// `/students/{id}/{enrollments,courses,assessments,moves}`: the detail.
pub fn section(words: Words, record: &ConsolidatedRecord, section: Section) -> Markup {
    frame(
        words,
        record,
        section.word(),
        &html! {
            h2 { (words.t(&format!("record-tab-{}", section.word()))) }
            (lines::table(&words, section, section.lines(record), lines::Rest::Folded))
        },
    )
}

/// `/students/{id}/demographics`: every element with every state's value.
pub fn demographics(words: Words, record: &ConsolidatedRecord) -> Markup {
    frame(
        words,
        record,
        "demographics",
        &html! {
            h2 { (words.t("record-tab-demographics")) }
            (demographics::table(&words, &record.demographics))
        },
    )
}

/// What every page of a child has: who she is, the tabs, the day of the view.
fn frame(words: Words, record: &ConsolidatedRecord, tab: &str, body: &Markup) -> Markup {
    html! {
        article .record {
            (notices(words, record))
            (statements::standing(words, record))
            (heading(words, record))
            (tabs(words, record, tab))
            (body)
            (as_of_form(words, record, tab))
        }
    }
}

fn notices(words: Words, record: &ConsolidatedRecord) -> Markup {
    html! {
        @if let Some(asked) = record.asked_for {
            p .notice role="status" {
                (words.t("record-retired")) " " (asked.grouped()) " \u{2192} " strong { (record.msix_id.grouped()) } ". "
                a href=(path(record.msix_id, "decisions")) { (words.t("record-retired-decisions")) }
            }
        }
        @if let Some(day) = record.as_of {
            p .notice role="status" {
                (words.t("record-as-of-notice")) " " strong { (words.date(day)) } ". "
                a href=(path(record.msix_id, "")) { (words.t("record-as-of-today")) }
            }
        }
        @if !record.members.iter().any(|member| member.live) {
            p .notice role="status" { (words.t("record-inactive")) }
        }
    }
}

fn heading(words: Words, record: &ConsolidatedRecord) -> Markup {
    let who = &record.identification;
    html! {
        header .who-she-is {
            h1 { (who.name) }
            dl .facts {
                div { dt { (words.t("mde-1")) } dd .msix { (record.msix_id.grouped()) } }
                @if let Some(day) = who.birth_date {
                    div {
                        dt { (words.t("mde-10")) }
                        dd {
                            (words.date(day))
                            @if let Some(age) = who.age { " \u{b7} " (i18n::t_args(words.language, "record-age", &[("years", i64::from(age).into())])) }
                        }
                    }
                }
                @if let Some(sex) = &who.sex { div { dt { (words.t("mde-9")) } dd { (words.code("sex", sex)) } } }
                @if !who.parents.is_empty() {
                    div { dt { (words.t("record-parents")) } dd { (who.parents.join(", ")) } }
                }
            }
            @if !who.also_known_as.is_empty() {
                p .aka {
                    (words.t("record-also")) " "
                    @for (index, (name, states)) in who.also_known_as.iter().enumerate() {
                        @if index > 0 { ", " }
                        strong { (name) } " ("
                        (states.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")) ")"
                    }
                }
            }
        }
    }
}

fn tabs(words: Words, record: &ConsolidatedRecord, current: &str) -> Markup {
    let mut tabs = vec![("overview", None)];
    tabs.extend(Section::ALL.iter().map(|section| (section.word(), Some(section.lines(record).len()))));
    tabs.extend([("demographics", None), ("history", None), ("print", None)]);
    html! {
        nav .tabs aria-label=(words.t("record-parts")) {
            @for (tab, count) in tabs {
                a href=(tab_path(record, tab)) aria-current=[(tab == current).then_some("page")] {
                    (words.t(&format!("record-tab-{tab}")))
                    @if let Some(count) = count { " " span .count-badge { (count) } }
                }
            }
        }
    }
}

fn tab_path(record: &ConsolidatedRecord, tab: &str) -> String {
    let path = path(record.msix_id, if tab == "overview" { "" } else { tab });
    match record.as_of {
        Some(day) if tab != "history" => format!("{path}?as_of={day}"),
        _ => path,
    }
}

/// The path of a child's page.
fn path(msix_id: MsixId, part: &str) -> String {
    if part.is_empty() { format!("/students/{msix_id}") } else { format!("/students/{msix_id}/{part}") }
}

fn journey_section(words: &Words, record: &ConsolidatedRecord) -> Markup {
    html! {
        section aria-labelledby="journey" {
            h2 id="journey" { (words.t("record-journey")) }
            (journey::strip(words, &record.journey))
        }
    }
}

/// Which states contribute, under which identifiers, and how they were joined.
fn states(words: Words, record: &ConsolidatedRecord) -> Markup {
    html! {
        section aria-labelledby="states" {
            h2 id="states" { (words.t("record-states")) }
            table .table {
                thead { tr {
                    @for key in ["record-state", "mde-2", "record-received", "record-versions", "record-how"] {
                        th scope="col" { (words.t(key)) }
                    }
                } }
                tbody {
                    @for member in &record.members {
                        tr {
                            td data-label=(words.t("record-state")) { (member.key.state.name()) @if !member.live { " " span .tag { (words.t("record-withdrawn")) } } }
                            td data-label=(words.t("mde-2")) .id { (member.key.id) }
                            td data-label=(words.t("record-received")) { (words.date(member.received.date())) }
                            td data-label=(words.t("record-versions")) {
                                a href=(path(record.msix_id, "history")) { (member.versions) }
                            }
                            td data-label=(words.t("record-how")) { (how(words, member)) }
                        }
                    }
                }
            }
        }
    }
}

/// How a contribution came to belong to this child, in words; the comparison folded away beneath.
fn how(words: Words, member: &crate::records::view::Member) -> Markup {
    html! {
        (words.t(&format!("record-how-{}", member.how.word())))
        @if let Some(explanation) = &member.explanation {
            details {
                summary { (words.t("record-why")) }
                (views::casework::in_short(words, explanation))
            }
        }
    }
}

/// What a weight (log2 of the odds) means, in words.
pub(in crate::web::views) fn leaning(weight: f32) -> &'static str {
    match weight {
        weight if weight >= 0.5 => "match-for",
        weight if weight <= -0.5 => "match-against",
        _ => "match-neutral",
    }
}

fn as_of_form(words: Words, record: &ConsolidatedRecord, tab: &str) -> Markup {
    let action = path(record.msix_id, if tab == "overview" { "" } else { tab });
    html! {
        details .as-of {
            summary { (words.t("record-as-of")) }
            form method="get" action=(action) {
                label for="as_of" { (words.t("record-as-of-label")) }
                input id="as_of" name="as_of" type="date" value=[record.as_of] required;
                " " button .button type="submit" { (words.t("record-as-of-show")) }
            }
        }
    }
}
