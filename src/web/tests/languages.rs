//! English and Spanish say the same things.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::http::{Request, header};

use super::world::World;
use crate::casework::Fate;
use crate::model::{ItemKind, Level, LinkKind, MessageKind, Role};
use crate::web::i18n::{Language, has, t};
use crate::{matching, mde, search};

#[tokio::test]
async fn a_language_is_chosen_by_link_then_account_then_browser() {
    let world = World::new();
    let english = world.get("", "/login").await;
    assert!(english.body.contains(r#"<html lang="en">"#));
    let asked = Request::get("/login").header(header::ACCEPT_LANGUAGE, "es-MX,es;q=0.9,en;q=0.5");
    assert!(world.send(asked.body(Body::empty()).unwrap()).await.body.contains("Iniciar sesi\u{f3}n"));

    let switched = world.get("", "/login?next=/students&lang=es").await;
    assert_eq!(switched.header(header::LOCATION), "/login?next=/students");
    let cookie = switched.header(header::SET_COOKIE).split(';').next().unwrap().to_owned();
    let spanish = world.get(&cookie, "/login").await;
    assert!(spanish.body.contains(r#"<html lang="es">"#) && spanish.body.contains("Contrase\u{f1}a"));

    let rosa = world.log_in("rosa").await;
    assert!(world.get(&rosa, "/").await.body.contains("Welcome"));
    assert!(world.get(&format!("{rosa}; {cookie}"), "/none").await.body.contains("Esta p\u{e1}gina no existe"));
    assert_eq!(world.get("", "//evil.example?lang=es").await.header(header::LOCATION), "/evil.example");
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_arguments() {
    let (english, spanish) = (messages("en"), messages("es"));
    let keys = |of: &BTreeMap<String, BTreeSet<String>>| of.keys().cloned().collect::<BTreeSet<_>>();
    let differ: Vec<_> = keys(&english).symmetric_difference(&keys(&spanish)).cloned().collect();
    assert!(differ.is_empty(), "in one language only: {differ:?}");
    for (key, arguments) in &english {
        assert_eq!(Some(arguments), spanish.get(key), "{key}");
    }
    assert!(english.len() > 100);
}

/// Keys written in the code as whole strings. Keys that are put together are tried below.
#[test]
fn every_key_in_the_code_has_its_message() {
    let known = messages("en");
    let prefixes: BTreeSet<_> = known.keys().filter_map(|key| key.split_once('-').map(|(first, _)| first)).collect();
    let mut missing = Vec::new();
    for file in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web"), "rs") {
        let text = fs::read_to_string(&file).unwrap();
        let product = text.split("#[cfg(test)]").next().unwrap();
        for call in [
            "t(lang, \"",
            "t(language, \"",
            "t(context.language, \"",
            "t_args(lang, \"",
            "t_args(language, \"",
            "words.t(\"",
            "words.with(\"",
            "t(words.language, \"",
            "t_args(words.language, \"",
        ] {
            let keys = product.split(call).skip(1).map(|rest| rest.split('"').next().unwrap());
            missing
                .extend(keys.filter(|key| !known.contains_key(*key)).map(|key| format!("{}: {key}", file.display())));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(prefixes.contains("error") && prefixes.contains("search"));
}

#[test]
fn keys_that_are_put_together_exist() {
    let months = (1..=12).map(|n| format!("month-{n}"));
    let help = [("search", 4), ("record", 3), ("submissions", 3), ("privacy", 4)];
    let help = help.iter().flat_map(|(page, n)| (1..=*n).map(move |n| format!("help-{page}-{n}")));
    let reasons = search::reason::ALL.iter().copied().chain(["other"]).map(|reason| format!("reason-{reason}"));
    for key in months.chain(help).chain(reasons) {
        assert!(has(&key), "{key}");
        assert_ne!(t(Language::Spanish, &key), key);
    }
}

#[test]
fn every_explanation_has_its_words() {
    let (fields, agreements) = matching::vocabulary();
    let fields = fields.iter().map(|field| format!("match-field-{field}"));
    let agreements = agreements.iter().map(|agreement| format!("match-{agreement}"));
    let kinds =
        [LinkKind::New, LinkKind::Exact, LinkKind::Judged, LinkKind::Merged, LinkKind::Split, LinkKind::Returned];
    let kinds = kinds.iter().map(|kind| format!("record-how-{}", kind.word()));
    in_both_languages(fields.chain(agreements).chain(kinds));
}

/// What the pages of account life and the messages to people put together.
#[test]
fn account_life_has_its_words() {
    let of = |prefix: &str, words: &[&str]| words.iter().map(|word| format!("{prefix}-{word}")).collect::<Vec<_>>();
    let fields = [
        "name",
        "title-field",
        "address",
        "phone",
        "email",
        "place",
        "security_training",
        "supervisor",
        "supervisor_email",
        "step-1",
        "step-2",
        "step-3",
        "step-4",
    ];
    let wrong = ["name", "title", "address", "phone", "email", "role", "place", "supervisor", "supervisor_email"];
    let statuses = ["confirmed", "denied", "received", "approved", "refused"];
    let errors = [
        "user-name",
        "exists",
        "link",
        "decided",
        "unconfirmed",
        "own",
        "elsewhere",
        "email-taken",
        "email-closed",
        "status",
        "area",
        "last-grant",
        "changed",
        "no-quiz",
        "profile",
        "mailed",
        "no-letters",
    ];
    let changes = ["disabled", "enabled", "deactivated"];
    let changes = changes.iter().flat_map(|word| of("status", &[word]).into_iter());
    let changes = changes.flat_map(|word| ["title", "text", "submit"].map(|part| format!("{word}-{part}")));
    let roles = Role::ALL.iter().map(|role| format!("role-{}", role.word()));
    let mails =
        MessageKind::ALL.iter().flat_map(|kind| ["subject", "text"].map(|p| format!("mail-{}-{p}", kind.word())));
    let keys = of("apply", &fields).into_iter().chain(of("apply-wrong", &wrong)).chain(of("application", &statuses));
    let keys = keys.chain(of("life-error", &errors)).chain(changes).chain(roles).chain(mails);
    let keys = keys.chain(of("account-done", &["changed", "status", "reset"]));
    in_both_languages(keys.chain(of("confirm", &["identity", "need", "level", "all"])));
}

/// What the pages of data requests put together.
#[test]
fn requests_have_their_words() {
    use crate::model::{Element, PostKind, RequestStatus, Wanted};
    let statuses = RequestStatus::ALL.iter().map(|status| format!("request-status-{}", status.word()));
    let posts = PostKind::ALL.iter().map(|post| format!("request-post-{}", post.word().replace('_', "-")));
    let wanted = [
        Wanted::Withdrawal { line: 1 },
        Wanted::GradeToDate { line: 1 },
        Wanted::FinalGrade { line: 1 },
        Wanted::Courses,
        Wanted::Assessments,
        Wanted::EnglishTest,
        Wanted::Element(Element::GRADE),
    ];
    let asks = wanted.iter().map(|wanted| format!("request-ask-{}", wanted.word()));
    let done = ["sent", "acknowledged", "said", "declined", "withdrawn"].map(|word| format!("request-done-{word}"));
    let clocks = ["acknowledged", "answered"].map(|word| format!("request-clock-request-{word}"));
    let columns = ["request", "child", "asker", "asked", "came", "has", "age", "due", "status"];
    let columns = columns.map(|word| format!("requests-{word}"));
    let errors = [
        "title",
        "other-states",
        "not-asker",
        "closed",
        "there",
        "no-line",
        "nothing",
        "too-many",
        "no-element",
        "no-state",
        "day",
        "no-words",
        "too-long",
        "files",
    ];
    let errors = errors.map(|word| format!("request-error-{word}"));
    let parts =
        ["demographic", "move", "enrollment", "course", "assessment"].map(|word| format!("request-part-{word}"));
    let heads = ["clock", "clock-began", "clock-ended"].map(|word| format!("request-{word}"));
    let keys = statuses.chain(posts).chain(asks).chain(done).chain(clocks).chain(columns).chain(errors);
    in_both_languages(keys.chain(parts).chain(heads));
}

/// What the pages of the worklist put together: fields with their reasons, kinds, statuses, steps, levels.
#[test]
fn the_worklist_has_its_words() {
    const FIELDS: [&str; 21] = [
        "first-name",
        "middle-name",
        "last-name-1",
        "last-name-2",
        "surnames",
        "suffix",
        "birth-date",
        "sex",
        "parents",
        "birth-place",
        "multiple-birth",
        "contact",
        "moves",
        "stays",
        "grade",
        "ids",
        "start",
        "rest",
        "others",
        "state",
        "rivals",
    ];
    const AGREEMENTS: [&str; 32] = [
        "same",
        "sounds-alike",
        "nickname",
        "swapped",
        "moved",
        "crossed",
        "part",
        "similar",
        "variant",
        "initial",
        "roughly",
        "same-new-year",
        "day-month-swapped",
        "one-digit",
        "year-off",
        "default-date",
        "two-digits",
        "nearby",
        "lone",
        "handover",
        "apart",
        "overlap",
        "different",
        "contradicts",
        "missing",
        "flagged",
        "two-in-one-state",
        "several",
        "any-two",
        "for",
        "against",
        "neutral",
    ];
    let known = matching::vocabulary().0.into_iter().chain(FIELDS);
    let fields = known.flat_map(|field| [format!("match-field-{field}"), format!("match-because-{field}")]);
    let agreements = AGREEMENTS.iter().map(|agreement| format!("match-{agreement}"));
    let kinds = ItemKind::ALL.map(|kind| kind.word().replace('_', "-"));
    let kinds = kinds.iter().flat_map(|kind| [format!("work-kind-{kind}"), format!("work-question-{kind}")]);
    let past = ItemKind::ALL.map(|kind| format!("work-past-{}", kind.word().replace('_', "-")));
    let fates = Fate::ALL.map(|fate| format!("work-fate-{}", fate.word()));
    let levels = [Level::District, Level::Region, Level::State, Level::Nation];
    let levels = levels.iter().map(|level| format!("work-level-{}", level.word()));
    let statuses = [
        "open",
        "assigned",
        "acknowledged",
        "escalated",
        "same",
        "different",
        "approved",
        "rejected",
        "cancelled",
        "superseded",
        "done",
    ];
    let statuses = statuses.iter().map(|status| format!("work-status-{status}"));
    let steps = [
        "opened",
        "taken",
        "assigned",
        "escalated",
        "overdue",
        "judged-same",
        "judged-different",
        "approved",
        "rejected",
        "cancelled",
        "superseded",
        "undone",
        "reopened",
        "unattended",
        "own-state",
        "done",
        "released",
    ];
    let steps = steps.iter().map(|step| format!("work-step-{step}"));
    let done =
        crate::web::worklist::DONE.iter().flat_map(|what| [format!("work-done-{what}"), format!("work-then-{what}")]);
    let left = crate::web::worklist::LEFT.map(|(_, key)| key.to_owned());
    let keys = ["down", "up", "open", "take", "tick", "help"].map(|key| format!("work-key-{key}"));
    let more = past.into_iter().chain(fates).chain(left).chain(keys);
    in_both_languages(
        fields.chain(agreements).chain(kinds).chain(levels).chain(statuses).chain(steps).chain(done).chain(more),
    );
}

#[test]
fn every_element_and_every_code_has_its_words() {
    let dictionary = mde::dictionary();
    let elements = dictionary.elements().map(|info| format!("mde-{}", info.element.0));
    // Postal codes of states are read as they are; countries that few children come from keep their English names.
    let lists = dictionary.code_lists().filter(|list| !["us_state", "country"].contains(list));
    let codes = lists.flat_map(|list| {
        let key =
            move |code: &str| format!("code-{}-{}", list.replace('_', "-"), code.to_lowercase().replace(' ', "-"));
        dictionary.code_list(list).iter().map(move |info| key(info.code))
    });
    let countries = ["us", "mx", "gt", "hn", "sv"].map(|code| format!("code-country-{code}"));
    in_both_languages(elements.chain(codes).chain(countries));
}

#[test]
fn every_kind_of_entry_in_the_audit_log_has_its_words() {
    let kinds = crate::model::AuditEvent::KINDS.iter().map(|kind| format!("audit-kind-{}", kind.replace('_', "-")));
    let origins = ["unknown", "console", "socket", "program"].map(|origin| format!("audit-from-{origin}"));
    let fields = ["who", "child", "from", "to"].map(|field| format!("audit-{field}"));
    let wrong = ["child", "from", "to"].map(|field| format!("audit-wrong-{field}"));
    let outcomes = crate::model::Outcome::ALL.map(|outcome| format!("audit-{}", outcome.word()));
    in_both_languages(kinds.chain(origins).chain(fields).chain(wrong).chain(outcomes));
}

#[test]
fn clocks_have_their_words() {
    use crate::clocks::{Show, holiday};
    let kinds = crate::model::ClockKind::ALL.map(|kind| format!("clock-kind-{}", kind.word().replace('_', "-")));
    let shows = Show::ALL.map(|show| format!("clock-show-{}", show.word()));
    let holidays = holiday::book(None).year(2026).iter().map(|holiday| format!("clock-holiday-{}", holiday.name));
    let days = (1..=7).map(|day| format!("clock-weekday-{day}"));
    let terms = ["fall", "spring", "summer", "intersession"].map(|kind| format!("calendar-term-{kind}"));
    let moot = ["withdrawn", "term-removed"].map(|why| format!("clock-moot-{why}"));
    in_both_languages(kinds.into_iter().chain(shows).chain(holidays).chain(days).chain(terms).chain(moot));
}

fn in_both_languages(keys: impl Iterator<Item = String>) {
    let (english, spanish) = (messages("en"), messages("es"));
    let missing: Vec<_> = keys.filter(|key| !english.contains_key(key) || !spanish.contains_key(key)).collect();
    assert!(missing.is_empty(), "without words: {missing:#?}");
}

/// The keys of a language, each with the arguments its message names.
fn messages(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/locales").join(language);
    for file in files(&folder, "ftl") {
        let text = fs::read_to_string(&file).unwrap();
        let mut key = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
                name.clone_into(&mut key);
                assert!(found.insert(key.clone(), BTreeSet::new()).is_none(), "{key} twice in {language}");
            }
            let arguments =
                line.split('$').skip(1).map(|rest| rest.chars().take_while(|c| c.is_alphanumeric()).collect());
            found.entry(key.clone()).or_default().extend(arguments.collect::<Vec<String>>());
        }
    }
    found.retain(|key, _| !key.is_empty());
    found
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
    found
}
