//! Tests of the children as a whole: what states send, what people then see.

use std::ops::ControlFlow;
use std::sync::LazyLock;

use super::testing::{World, code, date, day, key, line, text, word, years};
use super::view::{ConsolidatedRecord, JourneyMarkKind};
use super::{IdentityRow, identities, near_matches};
use crate::matching::{Candidate, Verdict};
use crate::model::{
    AlternateId, Contribution, Element, Evidence, LineKind, LinkKind, MatchOutcome, StudentOutcome, StudentStatus,
    Value,
};
use crate::store::{Read, tables};

fn lissete() -> Contribution {
    let moved = [
        (20, date("2022-04-10")),
        (21, text("Laredo")),
        (22, code("TX")),
        (24, text("Quincy")),
        (25, code("WA")),
        (26, date("2025-04-10")),
    ];
    let school = [
        (27, Value::Flag(true)),
        (28, date("2022-04-12")),
        (29, code("01")),
        (30, text("Quincy High")),
        (39, code("WA")),
        (41, text("5095550101")),
        (42, code("10")),
        (43, Value::Flag(true)),
        (49, date("2022-10-30")),
        (72, Value::Flag(true)),
    ];
    let algebra = [(57, text("Algebra I")), (58, text("Mathematics")), (60, years(2021)), (65, Value::Hundredths(50))];
    let word = word("WA/77", "Lissete", "Flores", "2007-03-02");
    let word = line(word, LineKind::Move, &moved);
    let word = line(word, LineKind::Enrollment, &school);
    line(word, LineKind::Course, &algebra)
}

fn lizete() -> Contribution {
    let moved = [(20, date("2023-09-01")), (24, text("Laredo")), (25, code("TX")), (26, date("2026-09-01"))];
    let school = [
        (27, Value::Flag(false)),
        (28, date("2023-09-05")),
        (29, code("01")),
        (30, text("Laredo High")),
        (39, code("TX")),
        (41, text("9565550102")),
        (42, code("11")),
        (43, Value::Flag(false)),
    ];
    let geometry = [(57, text("Geometry")), (58, text("MATHEMATICS")), (60, years(2022)), (65, Value::Hundredths(100))];
    let english = [(57, text("English III")), (58, text("English")), (60, years(2023)), (64, text("88"))];
    let word = word("TX/5", "Lizete", "Flóres", "2007-03-02");
    let word = line(word, LineKind::Move, &moved);
    let word = line(word, LineKind::Enrollment, &school);
    let word = line(word, LineKind::Course, &geometry);
    line(word, LineKind::Course, &english)
}

/// The simple engine does not know accents: the joining tests send the last name without.
fn lizete_plain() -> Contribution {
    let mut word = lizete();
    word.demographics[0].set(Element::LAST_NAME_1, text("FLORES"));
    word
}

fn open_near_matches(world: &World) -> usize {
    let mut open = 0;
    near_matches(&world.store().view().unwrap(), |_| {
        open += 1;
        ControlFlow::Continue(())
    })
    .unwrap();
    open
}

#[test]
fn a_key_lives_through_insert_update_withdrawal_and_return() {
    let world = World::new();
    assert_eq!(world.withdraw("2024-01-01", "TX/1"), None, "an unknown key");
    let first = word("TX/1", "Ana", "Garza", "2010-05-17");
    let created = world.send("2024-01-02", &first);
    assert_eq!(
        (created.outcome, created.matched, created.known_before),
        (StudentOutcome::Created, MatchOutcome::New, false)
    );
    assert!(created.msix_id.to_string().starts_with('9'), "an invented child's identifier begins with 9");

    let same = world.send("2024-01-03", &first);
    assert_eq!((same.outcome, same.matched, same.known_before), (StudentOutcome::Unchanged, MatchOutcome::Same, true));
    assert_eq!(world.history(created.msix_id)[0].versions.len(), 1);

    // The name drifts away altogether: the state's key still says that it is the same child.
    let second = word("TX/1", "Maria", "Lopez", "2009-01-01");
    let updated = world.send("2024-01-04", &second);
    assert_eq!((updated.outcome, updated.msix_id), (StudentOutcome::Updated, created.msix_id));
    assert_eq!(world.faults(), [""; 0]);

    let deleted = world.withdraw("2024-01-05", "TX/1").unwrap();
    assert_eq!((deleted.outcome, deleted.msix_id), (StudentOutcome::Deleted, created.msix_id));
    assert_eq!(world.withdraw("2024-01-06", "TX/1").unwrap().outcome, StudentOutcome::Unchanged);
    let record = world.record(created.msix_id);
    assert_eq!((record.status, record.members[0].live), (StudentStatus::Inactive, false));
    assert_eq!(record.identification.name, "Maria Lopez", "an inactive child still has a name");
    assert!(record.demographics.is_empty(), "what a state has withdrawn is not shown as its word");
    let view = world.store().view().unwrap();
    assert_eq!((view.len(&tables::EVIDENCE).unwrap(), view.len(&tables::BLOCK).unwrap()), (0, 0));
    assert_eq!(world.faults(), [""; 0]);

    let back = world.send("2024-01-07", &first);
    assert_eq!((back.outcome, back.msix_id), (StudentOutcome::Updated, created.msix_id));
    let record = world.record(created.msix_id);
    assert_eq!((record.status, record.members[0].versions), (StudentStatus::Active, 4));
    assert_eq!(world.faults(), [""; 0]);
}

#[test]
fn a_withdrawn_child_is_no_candidate() {
    let world = World::new();
    let gone = world.send("2024-01-02", &word("TX/1", "Ana", "Garza", "2010-05-17"));
    world.withdraw("2024-01-03", "TX/1").unwrap();
    let other = world.send("2024-01-04", &word("WA/2", "Ana", "Garza", "2010-05-17"));
    assert_ne!(other.msix_id, gone.msix_id);
    // Both are there again: people have to say whether they are one child.
    let back = world.send("2024-01-05", &word("TX/1", "Ana", "Garza", "2010-05-17"));
    assert_eq!(back.msix_id, gone.msix_id);
    assert_eq!(open_near_matches(&world), 1);
    assert_eq!(world.faults(), [""; 0]);
}

/// A state gives its child another identifier: the old one goes first, the new one names it or the MSIX ID.
#[test]
fn a_child_whose_old_key_is_withdrawn_first_keeps_its_msix_id() {
    for by_alternate in [true, false] {
        let world = World::with(product());
        let old = world.send("2024-01-02", &word("TX/OLD", "Ana", "Garza", "2010-05-17"));
        world.withdraw("2024-01-03", "TX/OLD").unwrap();
        let mut new = word("TX/NEW", "Ana", "Garza", "2010-05-17");
        match by_alternate {
            true => new.alternates = vec![AlternateId { id: "OLD".into(), id_type: None }],
            false => new.msix_id_sent = Some(old.msix_id),
        }
        let new = world.send("2024-01-03", &new);
        assert_eq!((new.msix_id, new.matched), (old.msix_id, MatchOutcome::Exact), "by alternate: {by_alternate}");
        assert_eq!(world.record(old.msix_id).status, StudentStatus::Active);
        assert_eq!(world.faults(), [""; 0]);
    }
    // A stranger's MSIX ID does not make him the withdrawn child, and opens no question about it.
    let world = World::with(product());
    let old = world.send("2024-01-02", &word("TX/OLD", "Ana", "Garza", "2010-05-17"));
    world.withdraw("2024-01-03", "TX/OLD").unwrap();
    let mut stranger = word("TX/NEW", "Roberto", "Luna", "2013-11-02");
    stranger.msix_id_sent = Some(old.msix_id);
    assert_ne!(world.send("2024-01-03", &stranger).msix_id, old.msix_id);
    assert_eq!(world.faults(), [""; 0]);
}

/// The engine of the product.
fn product() -> super::Engine<'static> {
    static MATCHER: LazyLock<super::Matcher> = LazyLock::new(super::Matcher::default);
    super::Engine::new(&|new, candidates| MATCHER.decide(new, candidates), |_, _| Ok(()))
}

fn joined() -> (World, ConsolidatedRecord) {
    let world = World::new();
    let first = world.send("2022-05-01", &lissete());
    let second = world.send("2023-10-01", &lizete_plain());
    assert_eq!((second.outcome, second.matched), (StudentOutcome::Created, MatchOutcome::Exact));
    assert_eq!(second.msix_id, first.msix_id);
    assert_eq!(world.faults(), [""; 0]);
    let record = world.record(first.msix_id);
    (world, record)
}

#[test]
fn two_states_make_one_record() {
    let (_, record) = joined();
    assert_eq!(record.identification.name, "Lizete FLORES");
    assert_eq!(record.identification.also_known_as, [("Lissete Flores".to_owned(), vec!["WA".parse().unwrap()])]);
    assert_eq!(record.identification.age, Some(17));
    assert_eq!(
        record.members.iter().map(|m| (m.key.to_string(), m.how)).collect::<Vec<_>>(),
        [("TX/5".to_owned(), LinkKind::Exact), ("WA/77".to_owned(), LinkKind::New)]
    );
    assert_eq!(record.members[0].explanation.as_ref().unwrap().score, 9.0);
    let row = |element| record.demographics.iter().find(|row| row.element == element).unwrap();
    assert!(row(Element::FIRST_NAME).conflict);
    assert_eq!(row(Element::FIRST_NAME).value.value, text("Lizete"));
    assert_eq!(row(Element::FIRST_NAME).others[0].value, text("Lissete"));
    assert!(!row(Element::LAST_NAME_1).conflict, "case is no conflict");
    assert_eq!(row(Element::LAST_NAME_1).others.len(), 1, "and still shown");
    assert!(!row(Element::BIRTH_DATE).conflict);
    let grades: Vec<_> = record.enrollments.iter().filter_map(|line| line.line.text(Element::GRADE)).collect();
    assert_eq!(grades, ["11", "10"]);
    assert_eq!(record.moves[0].source.state.as_str(), "TX");
}

/// The product's engine, and the spellings as two states send them.
#[test]
fn lissete_and_lizete_meet_by_the_engine_of_the_product() {
    let world = World::with(product());
    // Of Lissetes named Flores the nation has more than one: the mother's name tells which.
    let [lissete, lizete] = [lissete(), lizete()].map(|mut word| {
        word.demographics[0].set(Element::LAST_NAME_2, text("Ibarra"));
        word
    });
    let first = world.send("2022-05-01", &lissete);
    let second = world.send("2023-10-01", &lizete);
    let stranger = world.send("2023-10-02", &word("FL/9", "Marisol", "Ortega", "2011-11-20"));
    assert_ne!(stranger.msix_id, first.msix_id);
    assert_eq!(second.msix_id, first.msix_id, "{:?}", second.matched);
    assert_eq!(world.faults(), [""; 0]);
    let drifted = world.send("2023-10-03", &word("TX/5", "Marisol", "Ortega", "2011-11-20"));
    assert_eq!(drifted.msix_id, first.msix_id, "the state's key stays with its child");
    assert_eq!(world.faults(), [""; 0]);
}

#[test]
fn accents_are_no_conflict() {
    let world = World::new();
    let first = world.send("2022-05-01", &word("WA/1", "José", "Peña", "2007-03-02"));
    let mut again = word("WA/1", "José", "Peña", "2007-03-02");
    // A second line of the same state, newer by its record id, spells the name without accents.
    again = line(again, LineKind::Demographics, &[(4, text("Jose")), (6, text("Pena"))]);
    world.send("2022-05-02", &again);
    let record = world.record(first.msix_id);
    assert_eq!(record.identification.name, "Jose Pena");
    assert_eq!(record.identification.also_known_as[0].0, "José Peña");
    assert_eq!(super::lines::fold("  JOSÉ   Peña "), super::lines::fold("jose pena"));
}

#[test]
fn the_glance_answers_what_a_registrar_asks() {
    let (_, record) = joined();
    let glance = &record.glance;
    assert_eq!(glance.last_grade.as_ref().unwrap().value.to_string(), "11");
    assert_eq!(glance.last_school.as_ref().unwrap().value.name, "Laredo High");
    assert!(!glance.english_learner.as_ref().unwrap().value, "the newest enrollment's word");
    let immunization = glance.immunization.as_ref().unwrap();
    assert_eq!((immunization.value, immunization.source.state.as_str()), (true, "WA"), "a Yes anywhere stays");
    assert_eq!(glance.eligible_until.as_ref().unwrap().value, day("2026-09-01"));
    assert_eq!(glance.credits_total, 150);
    let subjects: Vec<_> = glance.credits.iter().map(|s| (s.subject.as_str(), s.hundredths, s.courses)).collect();
    assert_eq!(subjects, [("MATHEMATICS", 150, 2)]);
    let open: Vec<_> = glance.courses_in_progress.iter().filter_map(|l| l.line.text(Element::COURSE_TITLE)).collect();
    assert_eq!(open, ["English III"]);
    let contacts: Vec<_> = glance.contacts.iter().map(|c| c.value.name.as_str()).collect();
    assert_eq!(contacts, ["Quincy High", "Laredo High"], "who holds the transcript comes first");
}

#[test]
fn the_journey_shows_bars_moves_and_lapses() {
    let (_, record) = joined();
    let journey = &record.journey;
    assert_eq!(journey.states.iter().map(|s| s.as_str()).collect::<Vec<_>>(), ["WA", "TX"]);
    let bars: Vec<_> = journey.bars.iter().map(|bar| (bar.from, bar.to, bar.open)).collect();
    assert_eq!(bars, [(day("2022-04-12"), day("2022-10-30"), false), (day("2023-09-05"), day("2025-01-01"), true)]);
    let marks: Vec<_> = journey.marks.iter().map(|mark| (mark.day, mark.kind, mark.text.as_str())).collect();
    assert_eq!(
        marks,
        [
            (day("2022-04-10"), JourneyMarkKind::Arrival, "Laredo, TX -> Quincy, WA"),
            (day("2023-09-01"), JourneyMarkKind::Arrival, "Laredo, TX"),
            // The first move's end was carried on by the second: no lapse.
            (day("2026-09-01"), JourneyMarkKind::EligibilityEnd, ""),
        ]
    );
    // The picture ends three months after the day of the view, not where eligibility ends.
    assert_eq!((journey.from, journey.to), (Some(day("2022-04-10")), Some(day("2025-04-01"))));
}

#[test]
fn a_near_match_is_recorded_once_and_superseded_when_it_no_longer_holds() {
    let world = World::new();
    let first = world.send("2024-01-01", &word("TX/1", "Ana", "Garza", "2010-05-17"));
    let second = world.send("2024-01-02", &word("WA/2", "Eva", "Garza", "2010-05-17"));
    assert_ne!(first.msix_id, second.msix_id);
    assert_eq!(second.matched, MatchOutcome::Near);
    // A change of evidence that leaves the pair as it is.
    world.send("2024-01-03", &word("WA/2", "Evita", "Garza", "2010-05-17"));
    let view = world.store().view().unwrap();
    assert_eq!(view.len(&tables::NEAR).unwrap(), 1);
    let mut rows = Vec::new();
    near_matches(&view, |row| {
        rows.push((row.left, row.right, row.score));
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(rows, [(key("TX/1"), key("WA/2"), 3.0)]);

    world.send("2024-01-04", &word("WA/2", "Evita", "Lopez", "2010-05-17"));
    assert_eq!(open_near_matches(&world), 0);
    // What the engine would now join stays a question: nothing moves a contribution from child to child.
    let joinable = world.send("2024-01-05", &word("WA/2", "Ana", "Garza", "2010-05-17"));
    assert_eq!(joinable.msix_id, second.msix_id);
    assert_eq!(open_near_matches(&world), 1);
    world.withdraw("2024-01-06", "TX/1").unwrap();
    assert_eq!(open_near_matches(&world), 0);
    assert_eq!(world.faults(), [""; 0]);
}

fn open_pairs(world: &World) -> Vec<(u32, u32)> {
    let rows = world.store().view().unwrap().range(&tables::NEAR, ..).unwrap();
    let open = rows.into_iter().filter(|(_, pair)| pair.status == crate::model::NearStatus::Open);
    open.map(|((left, right), _)| (left.0, right.0)).collect()
}

/// The simple engine with a list of one.
fn cut(new: &Evidence, candidates: &[Candidate]) -> Verdict {
    let mut verdict = (super::testing::SIMPLE.decide)(new, candidates);
    verdict.near.sort_by_key(|(no, _)| *no);
    verdict.near.truncate(1);
    verdict
}

#[test]
fn a_near_match_that_the_cut_list_does_not_name_stays_while_it_holds() {
    let world = World::with(super::Engine { decide: &cut, ..super::testing::SIMPLE });
    world.send("2024-01-01", &word("TX/1", "Ana", "Garza", "2010-05-17"));
    world.send("2024-01-02", &word("WA/2", "Eva", "Garza", "2010-05-17"));
    world.send("2024-01-03", &word("FL/3", "Ivy", "Garza", "2010-05-17"));
    assert_eq!(open_pairs(&world), [(1, 2), (1, 3)]);
    world.send("2024-01-04", &word("TX/1", "Ann", "Garza", "2010-05-17"));
    assert_eq!(open_pairs(&world), [(1, 2), (1, 3)], "both still hold");
    world.send("2024-01-05", &word("TX/1", "Ann", "Garza", "2011-05-17"));
    assert_eq!(open_pairs(&world), []);
    assert_eq!(world.faults(), [""; 0]);
}

#[test]
fn a_near_match_names_the_member_that_is_most_alike() {
    let world = World::new();
    let ana = |key| word(key, "Ana", "Garza", "2010-05-17");
    let child = world.send("2024-01-01", &ana("WA/1")).msix_id;
    assert_eq!(world.send("2024-01-02", &ana("FL/2")).msix_id, child);
    world.send("2024-01-03", &word("WA/1", "Eva", "Garza", "2010-05-17"));
    world.send("2024-01-04", &word("TX/3", "Zoe", "Lopez", "2012-02-02"));
    world.send("2024-01-05", &ana("TX/3"));
    assert_eq!(open_pairs(&world), [(2, 3)]);
}

#[test]
fn a_mistyped_year_does_not_win_for_ever_and_a_word_sent_again_counts_as_of_then() {
    let world = World::new();
    let child = world.send_effective("2024-01-01", "2044-01-01", &lissete()).msix_id;
    assert_eq!(world.send("2024-02-01", &lizete_plain()).msix_id, child);
    assert_eq!(world.record(child).identification.name, "Lizete FLORES", "the year 2044 has not come");
    let again = world.send("2024-03-01", &lissete());
    assert_eq!(again.outcome, StudentOutcome::Unchanged);
    assert_eq!(world.record(child).identification.name, "Lissete Flores", "confirmed since");
    let then = world.record_as_of(child, "2024-02-15").unwrap();
    assert_eq!(then.identification.name, "Lizete FLORES");
    // An older file that says the same again takes nothing back; a new version counts by its own day.
    world.send_effective("2024-03-02", "2024-01-15", &lissete());
    assert_eq!(world.record(child).identification.name, "Lissete Flores");
    let mut newer = lissete();
    newer.courses.clear();
    world.send_effective("2024-03-03", "2024-01-20", &newer);
    assert_eq!(world.record(child).identification.name, "Lizete FLORES");
    assert_eq!(world.faults(), [""; 0]);
}

#[test]
fn the_past_is_shown_as_it_was() {
    let (world, record) = joined();
    let mut newer = lissete();
    newer.demographics[0].set(Element::FIRST_NAME, text("Lisette"));
    world.send("2024-02-01", &newer);
    let name = |as_of| world.record_as_of(record.msix_id, as_of).map(|then| then.identification.name);
    assert_eq!(name("2022-04-30"), None, "no such child yet");
    assert_eq!(name("2022-05-01").as_deref(), Some("Lissete Flores"));
    assert_eq!(name("2023-10-01").as_deref(), Some("Lizete FLORES"));
    assert_eq!(name("2024-02-01").as_deref(), Some("Lisette Flores"));
    let before = world.record_as_of(record.msix_id, "2023-09-30").unwrap();
    assert_eq!((before.members.len(), before.identification.age), (1, Some(16)));
    world.withdraw("2024-03-01", "TX/5").unwrap();
    let then = world.record_as_of(record.msix_id, "2024-02-28").unwrap();
    assert!(then.members.iter().all(|member| member.live));
    let now = world.record(record.msix_id);
    assert_eq!(now.members.iter().filter(|member| member.live).count(), 1);
    assert_eq!(now.status, StudentStatus::Active);
}

#[test]
fn the_history_says_what_changed() {
    let world = World::new();
    let first = world.send("2024-01-01", &lissete());
    let mut newer = lissete();
    newer.demographics[0].set(Element::FIRST_NAME, text("Lisette"));
    newer.courses.clear();
    let newer = line(newer, LineKind::Assessment, &[(50, text("STAAR"))]);
    world.send("2024-01-02", &newer);
    let history = world.history(first.msix_id);
    let versions = &history[0].versions;
    assert_eq!(versions.iter().map(|version| version.number).collect::<Vec<_>>(), [2, 1]);
    assert!(versions[1].changes.is_empty());
    let changes: Vec<_> =
        versions[0].changes.iter().map(|c| (c.kind.unwrap(), c.element, c.before.clone(), c.after.clone())).collect();
    assert_eq!(
        changes,
        [
            (LineKind::Demographics, Some(Element::FIRST_NAME), Some(text("Lissete")), Some(text("Lisette"))),
            (LineKind::Course, None, Some(text("Algebra I")), None),
            (LineKind::Assessment, None, None, Some(text("STAAR"))),
        ]
    );
}

#[test]
fn a_retired_identifier_leads_to_the_one_that_stands_for_it() {
    let (world, record) = joined();
    let change = world.store().begin(crate::model::Actor::Stranger, super::testing::at("2024-01-01")).unwrap();
    let serial = 90_000_000_000 + change.next_number("msix").unwrap();
    let retired = crate::model::MsixId::from_serial(serial).unwrap();
    let status = StudentStatus::RetiredInto(record.msix_id);
    let student = crate::model::Student { created: change.at(), status };
    change.put(&tables::STUDENT, &retired, &student).unwrap();
    let retirement = crate::model::Retirement { since: student.created, into: Some(record.msix_id) };
    change.put(&tables::RETIREMENT, &(retired, 1), &retirement).unwrap();
    let logged = crate::audit::append(&change, crate::model::AuditEvent::ServerStarted).unwrap();
    change.commit(logged).unwrap();
    let asked = world.record(retired);
    assert_eq!((asked.msix_id, asked.asked_for), (record.msix_id, Some(retired)));
    let read = world.last_read();
    assert_eq!(read, Some(record.msix_id), "the reading is in the list of the child that was shown");
    let mut sent = lissete();
    sent.msix_id_sent = Some(retired);
    let applied = world.send("2024-02-01", &sent);
    assert_eq!(applied.surviving, Some(record.msix_id));
    assert_eq!(world.faults(), [""; 0]);
}

#[test]
fn lines_of_a_state_fold_and_a_thousand_of_them_are_shown() {
    let world = World::new();
    let mut many = word("TX/1", "Ana", "Garza", "2010-05-17");
    let enrolled = |n: u16| {
        let from = day("2020-01-01").plus_days(i32::from(n));
        [(28, Value::Date(from)), (29, code("01")), (30, text(&format!("School {n}")))]
    };
    for n in 1..=999 {
        many = line(many, LineKind::Enrollment, &enrolled(n));
    }
    let child = world.send("2024-01-01", &many).msix_id;
    let again = line(word("TX/2", "Ana", "Garza", "2010-05-17"), LineKind::Enrollment, &enrolled(7));
    assert_eq!(world.send("2024-01-02", &again).msix_id, child);
    let other = line(word("WA/2", "Ana", "Garza", "2010-05-17"), LineKind::Enrollment, &enrolled(7));
    assert_eq!(world.send("2024-01-03", &other).msix_id, child);
    let record = world.record(child);
    assert_eq!(record.enrollments.len(), 1000, "the same line of one state folds, that of another stays");
    assert_eq!(record.enrollments[0].line.text(Element::SCHOOL_NAME), Some("School 999"));
    assert_eq!(record.journey.bars.len(), 1000);
}

#[test]
fn every_contribution_is_exported_with_its_child() {
    let (world, record) = joined();
    world.withdraw("2024-03-01", "TX/5").unwrap();
    let view = world.store().view().unwrap();
    let mut rows = Vec::new();
    identities(&view, |row| {
        rows.push(row);
        ControlFlow::Continue(())
    })
    .unwrap();
    let row = |of, live, how| IdentityRow { msix_id: record.msix_id, key: key(of), live, how };
    assert_eq!(rows, [row("WA/77", true, LinkKind::New), row("TX/5", false, LinkKind::Exact)]);
}

#[test]
fn the_check_finds_what_was_broken() {
    let (world, record) = joined();
    let change = world.store().begin(crate::model::Actor::Stranger, super::testing::at("2024-01-01")).unwrap();
    let stranger = crate::model::MsixId::from_serial(90_000_009_999).unwrap();
    let (no, _) = (record.members[0].no, change.put(&tables::MEMBER, &(stranger, record.members[0].no), &()).unwrap());
    change.remove(&tables::BLOCK, &(20_070_302, no)).unwrap();
    let logged = crate::audit::append(&change, crate::model::AuditEvent::ServerStarted).unwrap();
    change.commit(logged).unwrap();
    let faults = world.faults().join("\n");
    for expected in ["without belonging there", "does not exist", "blocking keys", "table member has 3 rows"] {
        assert!(faults.contains(expected), "{expected} in {faults}");
    }
}

mod any_order {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// Whatever is sent in whatever order: nothing contradicts itself, and a key never changes its child.
        #[test]
        fn the_store_never_contradicts_itself(steps in proptest::collection::vec((0usize..5, 0usize..4, 0usize..6), 1..24)) {
            let world = World::new();
            let mut children = std::collections::HashMap::new();
            for (key, name, what) in steps {
                let of = ["TX/1", "TX/2", "WA/1", "FL/1", "CA/1"][key];
                let (first, last) = [("Ana", "Garza"), ("Eva", "Garza"), ("Ana", "Lopez"), ("Lissete", "Garza")][name];
                let born = if what == 1 { "2011-01-01" } else { "2010-05-17" };
                let applied = match what {
                    0 => world.withdraw("2024-01-01", of),
                    _ => Some(world.send("2024-01-01", &word(of, first, last, born))),
                };
                if let Some(applied) = applied {
                    let child = *children.entry(of).or_insert(applied.msix_id);
                    prop_assert_eq!(child, applied.msix_id);
                }
                prop_assert_eq!(world.faults(), Vec::<String>::new());
            }
            let view = world.store().view().unwrap();
            prop_assert_eq!(view.len(&tables::MEMBER).unwrap(), children.len() as u64);
        }
    }
}
