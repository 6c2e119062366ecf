//! `/undos/exposure`: to whom a wrong record was shown, and in what it counted.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{Words, actor, case_page, timestamp, undo};
use crate::casework::{Exposure, Shown};
use crate::model::{Account, Actor, MsixId, Purpose, Role, Text, Undoing};
use crate::web::i18n::has;
use crate::web::views::layout::{PageContext, csrf_field};
use crate::web::views::purpose_said;

/// One look at a page opens several records: entries so close are one reading. In microseconds.
const ONE_LOOK: i64 = 2_000_000;
/// Parts that people open who work on such decisions, and nobody else.
const DECIDING: [&str; 3] = ["match", "split", "decisions"];

/// The part of a record that is read when it is taken along as a file.
const TAKEN: &str = "export";

/// Who the readers are, by user name, as far as there still is such an account.
pub(in crate::web) type People = BTreeMap<Text, Account>;

/// The user names of the readers.
pub(in crate::web) fn readers(exposure: &Exposure) -> Vec<Text> {
    let actors = exposure.shown.iter().map(|one| &one.to).chain(exposure.exports.iter().map(|one| &one.to));
    let names = actors.filter_map(|actor| if let Actor::User(name) = actor { Some(name.clone()) } else { None });
    names.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}

/// The page.
pub(in crate::web) fn page(context: &PageContext, of: Undoing, exposure: &Exposure, people: &People) -> Markup {
    let words = Words::new(context.language);
    let (name, value) = undo::field(of);
    let Readings { others, deciding } = Readings::of(exposure);
    let body = html! {
        p { (words.t("exposure-from")) " " (timestamp(words, exposure.from)) " " (words.t("exposure-to")) " " (timestamp(words, exposure.to)) }
        (by_person(words, &others, people))
        (shown(words, "exposure-shown", &others, people))
        (told(words, exposure))
        (left(words, exposure, &others, people))
        @if !deciding.is_empty() {
            details {
                summary { (words.with("exposure-deciding", &[("count", deciding.len().into())])) }
                (table(words, &deciding, people))
            }
        }
        form method="post" action="/undos/exposure" .no-print {
            (csrf_field(context))
            input type="hidden" name=(name) value=(value);
            button .button type="submit" { (words.t("exposure-csv")) }
        }
        p .no-print { a href=(format!("/undos/new?{name}={value}")) { (words.t("exposure-back")) } }
    };
    case_page(context, &words.t("exposure-title"), &body)
}

/// One look at a page, whichever records of the decision were on it.
pub(super) struct Look<'a> {
    pub(super) first: &'a Shown,
    pub(super) children: Vec<MsixId>,
}

/// All readings, for the page and for the file alike.
pub(super) struct Readings<'a> {
    /// Of whoever had the record for what it is.
    pub(super) others: Vec<Look<'a>>,
    /// Of those who worked on such decisions.
    pub(super) deciding: Vec<Look<'a>>,
}

impl<'a> Readings<'a> {
    pub(super) fn of(exposure: &'a Exposure) -> Self {
        let (deciding, others) = looks(&exposure.shown).into_iter().partition(|look| is_for_deciding(look.first));
        Self { others, deciding }
    }
}

/// Whether somebody took the record itself along.
pub(super) fn is_file(look: &Look<'_>) -> bool {
    look.first.part == TAKEN
}

/// The worklist is a list of people as well, read for no other purpose.
fn is_for_deciding(one: &Shown) -> bool {
    DECIDING.contains(&one.part.as_str()) || (one.part == "search" && one.purpose == Some(Purpose::MatchResolution))
}

fn looks(shown: &[Shown]) -> Vec<Look<'_>> {
    let mut looks: Vec<Look<'_>> = Vec::new();
    for one in shown {
        let same = |look: &&mut Look<'_>| {
            look.first.to == one.to
                && look.first.part == one.part
                && one.at.micros().saturating_sub(look.first.at.micros()) < ONE_LOOK
        };
        // Others may have read in between; no more than a moment's entries are looked through.
        match looks.iter_mut().rev().take(16).find(same) {
            Some(look) if look.children.contains(&one.msix_id) => {}
            Some(look) => look.children.push(one.msix_id),
            None => looks.push(Look { first: one, children: vec![one.msix_id] }),
        }
    }
    looks
}

/// Who a reader is: name, what she does and where, user name.
fn person(words: Words, to: &Actor, people: &People) -> Markup {
    let known = if let Actor::User(name) = to { people.get(name) } else { None };
    html! {
        @match known {
            Some(account) => {
                strong { (account.display_name()) } " " span .quiet { "(" (account.user_name) ")" }
                @for grant in &account.grants {
                    br; (words.t(role(grant.role)))
                    @if let Some(state) = grant.area.state() { ", " (state.name()) }
                }
                @if !account.profile.phone.is_empty() { br; (account.profile.phone) }
            },
            None => (actor(words, to)),
        }
    }
}

/// A role in words: those that read records.
pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Primary => "exposure-role-primary",
        Role::Secondary => "exposure-role-secondary",
        Role::StateDataAdministrator => "exposure-role-data",
        _ => "exposure-role-other",
    }
}

/// How often each person saw it, the one who saw it most first: whom to call.
fn by_person(words: Words, looks: &[Look<'_>], people: &People) -> Markup {
    let mut counts: Vec<(&Actor, Vec<&Look<'_>>)> = Vec::new();
    for look in looks {
        match counts.iter_mut().find(|(to, _)| **to == look.first.to) {
            Some((_, theirs)) => theirs.push(look),
            None => counts.push((&look.first.to, vec![look])),
        }
    }
    counts.sort_by_key(|(_, theirs)| std::cmp::Reverse(theirs.len()));
    html! {
        h2 { (words.with("exposure-people", &[("count", counts.len().into())])) }
        @if !counts.is_empty() {
            table .table {
                thead { tr { @for key in ["exposure-whom", "exposure-times", "exposure-first", "exposure-last"] { th scope="col" { (words.t(key)) } } } }
                tbody {
                    @for (to, theirs) in &counts {
                        tr {
                            th scope="row" { (person(words, to, people)) }
                            td data-label=(words.t("exposure-times")) { (theirs.len()) }
                            td data-label=(words.t("exposure-first")) { @if let Some(look) = theirs.first() { (timestamp(words, look.first.at)) } }
                            td data-label=(words.t("exposure-last")) { @if let Some(look) = theirs.last() { (timestamp(words, look.first.at)) } }
                        }
                    }
                }
            }
        }
    }
}

fn shown(words: Words, title: &str, looks: &[Look<'_>], people: &People) -> Markup {
    html! {
        h2 { (words.with(title, &[("count", looks.len().into())])) }
        @if !looks.is_empty() { (table(words, looks, people)) }
    }
}

fn table(words: Words, looks: &[Look<'_>], people: &People) -> Markup {
    html! {
        table .table {
            thead { tr { @for key in ["exposure-at", "exposure-whom", "exposure-why", "exposure-part", "mde-1"] { th scope="col" { (words.t(key)) } } } }
            tbody {
                @for look in looks {
                    tr {
                        td data-label=(words.t("exposure-at")) { (timestamp(words, look.first.at)) }
                        td data-label=(words.t("exposure-whom")) { div { (name(words, &look.first.to, people)) } }
                        td data-label=(words.t("exposure-why")) { (purpose_said(words.language, look.first.purpose)) }
                        td data-label=(words.t("exposure-part")) { (part(words, &look.first.part)) }
                        td data-label=(words.t("mde-1")) { div { @for child in &look.children { span .msix { (child.grouped()) } " " } } }
                    }
                }
            }
        }
    }
}

/// The name alone: what she does stands in the summary.
pub(super) fn name(words: Words, to: &Actor, people: &People) -> String {
    let known = if let Actor::User(name) = to { people.get(name) } else { None };
    known.map_or_else(|| actor(words, to), |account| account.display_name().to_owned())
}

/// The part of a record that was read, by the name of its page where it has one.
pub(super) fn part(words: Words, part: &str) -> String {
    let keys = [format!("exposure-part-{part}"), format!("record-tab-{part}")];
    keys.iter().find(|key| has(key)).map_or_else(|| part.to_owned(), |key| words.t(key))
}

fn told(words: Words, exposure: &Exposure) -> Markup {
    html! {
        h2 { (words.with("exposure-told", &[("count", exposure.answers.len().into())])) }
        @if !exposure.answers.is_empty() {
            p .quiet { (words.t("exposure-told-note")) }
            ul {
                @for one in &exposure.answers {
                    li {
                        (one.state.name()) ", " (timestamp(words, one.at)) ": " a href=(format!("/submissions/{}", one.submission)) { (words.t("exposure-submission")) " " (one.submission) }
                        " \u{b7} " span .msix { (one.msix_id.grouped()) } " \u{b7} " (words.with("exposure-students", &[("count", one.students.into())]))
                    }
                }
            }
        }
    }
}

/// Files of the record itself, and those of which the log does not say what they held.
fn left(words: Words, exposure: &Exposure, looks: &[Look<'_>], people: &People) -> Markup {
    let own: Vec<&Look<'_>> = looks.iter().filter(|look| is_file(look)).collect();
    html! {
        h2 { (words.with("exposure-left", &[("count", (own.len() + exposure.exports.len()).into())])) }
        @if !own.is_empty() {
            p { (words.t("exposure-own-note")) }
            ul { @for look in &own { li { (timestamp(words, look.first.at)) ", " (name(words, &look.first.to, people)) } } }
        }
        @if !exposure.exports.is_empty() {
            p .quiet { (words.t("exposure-left-note")) }
            ul { @for one in &exposure.exports { li { (one.what) ", " (timestamp(words, one.at)) ", " (name(words, &one.to, people)) } } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Timestamp;

    #[test]
    fn one_look_at_two_records_is_one_line() {
        let shown = |micros, who: &str, id: u64| Shown {
            at: Timestamp::from_micros(micros),
            to: Actor::User(who.into()),
            purpose: Some(Purpose::MatchResolution),
            part: "overview".into(),
            msix_id: MsixId::from_serial(id).unwrap(),
        };
        let all = [shown(0, "ana", 1), shown(10, "eva", 1), shown(900, "ana", 2), shown(9_000_000, "ana", 1)];
        let found = looks(&all);
        let said: Vec<_> = found.iter().map(|look| (look.first.at.micros(), look.children.len())).collect();
        assert_eq!(said, [(0, 2), (10, 1), (9_000_000, 1)]);
    }
}
