//! Whom a wrong record was shown to, as a file: a line for each look, each number told to a state, and each export.

use super::Words;
use super::exposure::{Look, People, Readings, is_file, name, part, role};
use crate::casework::{Exposure, Left, Told};
use crate::model::{Account, Actor, Undoing};
use crate::web::i18n::{Language, t};
use crate::web::views::export::harmless;
use crate::web::views::purpose_said;

/// What stands above the columns.
const COLUMNS: [&str; 12] = [
    "exposure-how",
    "exposure-at",
    "exposure-whom",
    "exposure-user",
    "exposure-what-she-is",
    "exposure-telephone",
    "exposure-why",
    "exposure-part",
    "mde-1",
    "exposure-of",
    "exposure-since",
    "exposure-until",
];
/// How many of them say what is told; the others, of what decision and time.
const TELLING: usize = COLUMNS.len() - 3;

/// CSV with a head line, in UTF-8 with a mark at the front, by which spreadsheets know it.
pub(in crate::web) fn csv(
    language: Language,
    of: Undoing,
    exposure: &Exposure,
    people: &People,
) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let words = Words::new(language);
    let mut out = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    out.write_record(COLUMNS.iter().map(|key| t(language, key)))?;
    let about = [decision(words, of), exposure.from.to_string(), exposure.to.to_string()];
    let mut write = |cells: [String; TELLING]| out.write_record(cells.iter().chain(&about).map(|cell| harmless(cell)));
    let Readings { others, deciding } = Readings::of(exposure);
    for look in &others {
        let how = if is_file(look) { "exposure-how-file" } else { "exposure-how-shown" };
        write(shown(words, how, look, people))?;
    }
    for one in &exposure.answers {
        write(told(words, one))?;
    }
    for one in &exposure.exports {
        write(left(words, one, people))?;
    }
    for look in &deciding {
        write(shown(words, "exposure-how-deciding", look, people))?;
    }
    Ok(out.into_inner()?)
}

/// Which decision it was.
fn decision(words: Words, of: Undoing) -> String {
    match of {
        Undoing::Decision(item) => words.with("work-item", &[("number", item.0.to_string().into())]),
        Undoing::Link(no) => words.with("exposure-of-link", &[("number", no.0.to_string().into())]),
    }
}

fn shown(words: Words, how: &str, look: &Look<'_>, people: &People) -> [String; TELLING] {
    let one = look.first;
    let [user, does, telephone] = reader(words, &one.to, people);
    let children = look.children.iter().map(|child| child.to_string()).collect::<Vec<_>>().join(" ");
    let (at, whom) = (one.at.to_string(), name(words, &one.to, people));
    let why = purpose_said(words.language, one.purpose);
    [words.t(how), at, whom, user, does, telephone, why, part(words, &one.part), children]
}

fn told(words: Words, one: &Told) -> [String; TELLING] {
    let at = one.at.to_string();
    let submission = format!("{} {}", words.t("exposure-submission"), one.submission);
    let none = String::new;
    let state = one.state.name().to_owned();
    [words.t("exposure-how-told"), at, state, none(), none(), none(), none(), submission, one.msix_id.to_string()]
}

fn left(words: Words, one: &Left, people: &People) -> [String; TELLING] {
    let [user, does, telephone] = reader(words, &one.to, people);
    let (at, whom) = (one.at.to_string(), name(words, &one.to, people));
    let what = one.what.to_string();
    [words.t("exposure-how-left"), at, whom, user, does, telephone, String::new(), what, String::new()]
}

/// User name, what she does and where, telephone.
fn reader(words: Words, to: &Actor, people: &People) -> [String; 3] {
    let Actor::User(user) = to else { return Default::default() };
    let Some(account) = people.get(user) else { return [user.to_string(), String::new(), String::new()] };
    [user.to_string(), does(words, account), account.profile.phone.to_string()]
}

fn does(words: Words, account: &Account) -> String {
    let grants = account.grants.iter().map(|grant| match grant.area.state() {
        Some(state) => format!("{}, {}", words.t(role(grant.role)), state.name()),
        None => words.t(role(grant.role)),
    });
    grants.collect::<Vec<_>>().join("; ")
}
