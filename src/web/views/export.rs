//! A record as a file: the form that asks what goes in, and the two forms of the file.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::layout::{self, PageContext, csrf_field};
use super::msix;
use crate::model::{Element, MsixId, Value};
use crate::records::view::{ConsolidatedRecord, Source};
use crate::web::desk::Fields;
use crate::web::i18n::{Language, has, t};
use crate::web::views::record::Section;

/// Who the child is, before the sections of lines.
const DEMOGRAPHICS: &str = "demographics";
/// Parts of the record that are computed from several sections: they go out with all of them.
const COMPUTED: [&str; 2] = ["glance", "journey"];

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web) enum Format {
    /// Every line with its state and the day it was received, for a spreadsheet.
    Csv,
    /// The consolidated record with the source of every value, for a program.
    Json,
}

/// What goes into the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct Chosen {
    pub(in crate::web) sections: Vec<&'static str>,
    pub(in crate::web) format: Format,
}

impl Format {
    /// The word in forms, in the audit log and at the end of the file's name.
    pub(in crate::web) fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    pub(in crate::web) fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
        }
    }
}

fn sections() -> impl Iterator<Item = &'static str> {
    [DEMOGRAPHICS].into_iter().chain(Section::ALL.into_iter().map(Section::word))
}

impl From<&Fields> for Chosen {
    fn from(fields: &Fields) -> Self {
        let format = if fields.one("format") == "json" { Format::Json } else { Format::Csv };
        Self { sections: sections().filter(|section| fields.ticked(section)).collect(), format }
    }
}

impl Chosen {
    /// The sections by their words, for the audit log.
    pub(in crate::web) fn words(&self) -> Vec<&'static str> {
        self.sections.clone()
    }

    fn has(&self, section: &str) -> bool {
        self.sections.contains(&section)
    }
}

/// `/students/{id}/export`. Nothing of the record is on it.
pub(in crate::web) fn page(context: &PageContext, id: MsixId, nothing_chosen: bool) -> Markup {
    let lang = context.language;
    let title = t(lang, "export-title");
    layout::page(
        context,
        &title,
        html! {
            p { a href={ "/students/" (id) } { (t(lang, "disclosures-back")) } }
            h1 { (title) }
            p { "MSIX " (msix(id)) ". " (t(lang, "export-what")) }
            @if nothing_chosen { div class="notice notice-stop" role="alert" { p { (t(lang, "export-nothing")) } } }
            form method="post" action={ "/students/" (id) "/export" } class="card stack" {
                (csrf_field(context))
                fieldset {
                    legend { (t(lang, "export-sections")) }
                    ul class="ticks" { @for section in sections() { li { label {
                        input type="checkbox" name=(section) value="1" checked[!nothing_chosen];
                        span { (t(lang, &format!("record-tab-{section}"))) }
                    } } } }
                }
                fieldset {
                    legend { (t(lang, "export-format")) }
                    ul class="ticks" { @for format in [Format::Csv, Format::Json] { li { label {
                        input type="radio" name="format" value=(format.word()) checked[format == Format::Csv];
                        span { (t(lang, &format!("export-{}", format.word()))) }
                    } } } }
                }
                p class="quiet" { (t(lang, "export-care")) }
                button class="button" type="submit" { (t(lang, "export-go")) }
            }
        },
    )
}

/// A line of the file for a spreadsheet.
struct Row<'a> {
    section: &'static str,
    source: &'a Source,
    values: BTreeMap<Element, &'a Value>,
}

/// Every line of the chosen sections: section, state, state student ID, when it was received, and one column for each
/// element that any of the lines has. Begins with the mark by which spreadsheets know UTF-8.
pub(in crate::web) fn csv(
    language: Language,
    record: &ConsolidatedRecord,
    chosen: &Chosen,
) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let rows = rows(record, chosen);
    let mut elements: Vec<Element> = rows.iter().flat_map(|row| row.values.keys().copied()).collect();
    elements.sort_unstable();
    elements.dedup();
    let disputed = !record.statements.is_empty();
    let mut file = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let heads = ["section", "state", "id", "received"].map(|key| t(language, &format!("export-column-{key}")));
    let names = elements.iter().map(|element| head(language, *element));
    // The last column is there when a statement is: it goes with the record, whatever was chosen of it.
    let statement = disputed.then(|| t(language, "statement-title"));
    file.write_record(heads.into_iter().chain(names).chain(statement))?;
    for one in &record.statements {
        let first = [t(language, "statement-title"), String::new(), String::new(), one.statement.at.date().to_string()];
        let none = elements.iter().map(|_| String::new());
        file.write_record(first.into_iter().chain(none).chain([harmless(&one.statement.text)]))?;
    }
    for row in &rows {
        let member = record.members.iter().find(|member| member.no == row.source.no);
        let id = member.map(|member| member.key.id.to_string()).unwrap_or_default();
        let first = [
            t(language, &format!("record-tab-{}", row.section)),
            row.source.state.to_string(),
            harmless(&id),
            row.source.received.date().to_string(),
        ];
        let values = elements.iter().map(|element| row.values.get(element).map(ToString::to_string));
        let values = values.map(|value| harmless(&value.unwrap_or_default()));
        file.write_record(first.into_iter().chain(values).chain(disputed.then(String::new)))?;
    }
    Ok(file.into_inner().map_err(|error| error.to_string())?)
}

fn rows<'a>(record: &'a ConsolidatedRecord, chosen: &Chosen) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = Vec::new();
    if chosen.has(DEMOGRAPHICS) {
        for element in &record.demographics {
            for said in std::iter::once(&element.value).chain(&element.others) {
                let known = rows.iter().position(|row| row.source.no == said.source.no);
                if let Some(row) = known.and_then(|at| rows.get_mut(at)) {
                    row.values.insert(element.element, &said.value);
                } else {
                    let values = BTreeMap::from([(element.element, &said.value)]);
                    rows.push(Row { section: DEMOGRAPHICS, source: &said.source, values });
                }
            }
        }
    }
    for section in Section::ALL.into_iter().filter(|section| chosen.has(section.word())) {
        rows.extend(section.lines(record).iter().map(|line| {
            let values = line.line.values().collect();
            Row { section: section.word(), source: &line.source, values }
        }));
    }
    rows
}

fn head(language: Language, element: Element) -> String {
    let key = format!("mde-{}", element.0);
    if has(&key) { format!("{} ({})", t(language, &key), element.0) } else { element.0.to_string() }
}

/// A text that a spreadsheet would take for a formula is set off by an apostrophe.
pub(super) fn harmless(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula { format!("'{text}") } else { text.to_owned() }
}

/// The consolidated record without the sections that were not chosen.
pub(in crate::web) fn json(
    record: &ConsolidatedRecord,
    chosen: &Chosen,
) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut whole = serde_json::to_value(record)?;
    if let Some(parts) = whole.as_object_mut() {
        let left_out: Vec<&str> = sections().filter(|section| !chosen.has(section)).collect();
        parts.retain(|part, _| !left_out.contains(&part.as_str()));
        if !left_out.is_empty() {
            parts.retain(|part, _| !COMPUTED.contains(&part.as_str()));
        }
        if !chosen.has(DEMOGRAPHICS) {
            parts.remove("identification");
        }
    }
    Ok(serde_json::to_vec_pretty(&whole)?)
}
