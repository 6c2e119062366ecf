//! What a registrar finds.

use proptest::prelude::*;

use super::super::{Query, reason};
use super::world::{SAID, Said, World, id};
use crate::model::{Action, MsixId, Sex};

const LISSETE: Said =
    Said { first: "Lissete", last_1: "Flores", last_2: "Medina", id: "A-17", mother: ("Rosa", "Medina"), ..SAID };
const LIZETE: Said = Said { first: "Lizete", last_1: "Flores", state: "GA", id: "G2", born: "20110102", ..SAID };
const LIZ_ET: Said = Said { first: "Liz-et", last_1: "Flores", state: "FL", id: "F3", born: "20120304", ..SAID };
const JOSE: Said = Said {
    first: "José",
    middle: "Ángel",
    last_1: "De la Cruz",
    last_2: "Peña",
    state: "WA",
    id: "W4",
    born: "20090605",
    sex: "Male",
    country: "MX",
    school: "Yakima Valley Elementary",
    ..SAID
};
const PEPE: Said =
    Said { first: "Pepe", last_1: "Robles", state: "OR", id: "O5", born: "20080707", sex: "Male", ..SAID };
const ANA: Said = Said { first: "Ana", last_1: "Ibarra-Luna", state: "CA", id: "C6", born: "20101231", ..SAID };

fn world() -> World {
    World::with(&[LISSETE, LIZETE, LIZ_ET, JOSE, PEPE, ANA])
}

#[test]
fn the_three_spellings_find_each_other_and_the_own_one_comes_first() {
    let world = world();
    for (text, first) in [("Lissete", 0), ("Lizete", 1), ("Liz-et", 2), ("lizet", 2)] {
        let found = world.found(text);
        assert_eq!(found[0], first, "{text}: {found:?}");
        assert!([0, 1, 2].iter().all(|child| found.contains(child)), "{text}: {found:?}");
    }
    let results = world.search("Lissete Flores");
    assert_eq!((results.hits[0].score, results.hits[0].reason.as_str()), (1.0, reason::SAME_NAME));
    assert_eq!(results.hits[1].reason, reason::SOUNDS_ALIKE);
    assert!(results.hits[1].score < 1.0);
}

#[test]
fn surnames_in_any_order_or_one_of_two() {
    let world = world();
    for text in ["Lissete Flores Medina", "Flores Medina Lissete", "Lissete Medina", "medina, lissete"] {
        let hit = world.best(text);
        assert_eq!((hit.msix_id, hit.score), (id(0), 1.0), "{text}");
    }
    let hit = world.best("Lissete Medina Flores");
    assert_eq!((hit.msix_id, hit.reason.as_str()), (id(0), reason::SURNAMES_SWAPPED));
}

#[test]
fn of_somebody_who_types_the_beginnings_of_both_names_count_more_than_a_slip_in_one() {
    let isse = Said { first: "Isse", last_1: "Flores", state: "MN", id: "M7", ..SAID };
    let lise = Said { first: "Lise", last_1: "Flores", state: "MN", id: "M8", ..SAID };
    let world = World::with(&[isse, lise, LISSETE]);
    for text in ["Lisse Fl", "Lisse Flo", "lisse flor", "lisse flore"] {
        let hit = world.best(text);
        assert_eq!((hit.msix_id, hit.reason.as_str()), (id(2), reason::STARTS_WITH), "{text}");
    }
    // Also a name that is known may be the beginning of another.
    let emmanuel = Said { first: "Emmanuel", last_1: "Fils-Aim\u{e9}", id: "E9", ..SAID };
    assert_eq!(World::with(&[isse, emmanuel]).found("Emma Fils"), [1]);
    // The word itself counts more, and so does a whole name beside a whole one that sounds the same.
    for (text, first) in [("Isse Fl", 0), ("Lise Fl", 1), ("Lisse Flores", 1)] {
        assert_eq!(world.best(text).msix_id, id(first), "{text}");
    }
}

#[test]
fn hyphens_accents_and_words_written_together() {
    let world = world();
    for text in ["Jose Pena", "JOSÉ PEÑA", "jose angel de la cruz", "José DelaCruz", "joseangel cruz", "de la cruz"]
    {
        assert_eq!(world.best(text).msix_id, id(3), "{text}");
    }
    for text in ["Ana Ibarra Luna", "Ana Ibarra-Luna", "Ana Luna", "ibarraluna"] {
        assert_eq!(world.best(text).msix_id, id(5), "{text}");
    }
    assert_eq!(world.best("José DelaCruz").reason, reason::JOINED_NAME);
}

#[test]
fn nicknames_slips_and_half_typed_words() {
    let world = world();
    assert_eq!(world.best("Jose Robles").msix_id, id(4));
    assert_eq!(world.best("Jose Robles").reason, reason::NICKNAME);
    assert_eq!(world.best("Pepe de la Cruz").msix_id, id(3));
    assert_eq!(world.best("Pepe Rodles").reason, reason::SPELLED_ALIKE);
    let hit = world.best("Pepe Rob");
    assert_eq!((hit.msix_id, hit.reason.as_str()), (id(4), reason::STARTS_WITH));
}

#[test]
fn a_birth_date_however_it_is_written() {
    let world = world();
    for date in ["2010-05-17", "5/17/2010", "17/5/2010", "17 May 2010", "17 de mayo de 2010", "20100517", "5/2010"] {
        for text in [format!("Lissete {date}"), format!("{date} Flores, Lissete")] {
            let hit = world.best(&text);
            assert_eq!((hit.msix_id, hit.score), (id(0), 1.0), "{text}");
        }
    }
    assert_eq!(world.best("Flores May 2010").msix_id, id(0));
    assert_eq!(world.best("Flores 2012").msix_id, id(2));
    assert_eq!(world.found("2010"), [0, 5]);
    assert_eq!(world.best("20100517").reason, reason::BIRTH_DATE);
    // Both orders, the written one first.
    assert_eq!(world.found("6/5/2009"), [3]);
    assert_eq!(world.found("5/6/2009"), [3]);
    assert!(world.best("6/5/2009").score > world.best("5/6/2009").score);
}

#[test]
fn a_part_of_a_birth_date_however_it_is_written() {
    let world = world();
    for part in
        ["May 17", "17 mayo", "17 de mayo", "5/17", "17/5", "17-May-2010", "17/mayo/10", "17 5 2010", "mayo 2010"]
    {
        for text in [format!("Lissete {part}"), format!("{part} Flores")] {
            assert_eq!(world.best(&text).msix_id, id(0), "{text}");
        }
    }
    // 5 July or July 2005: the child of that day.
    assert_eq!(world.best("Pepe 7/7").msix_id, id(4));
}

#[test]
fn the_reason_is_the_nearest_of_those_there_are() {
    let world = World::with(&[
        Said { first: "Lizeth", last_1: "Robles", ..SAID },
        Said { first: "Maria", middle: "Z", last_1: "Tovar", id: "2", born: "20110304", ..SAID },
        Said { first: "Guadalupe", last_1: "Quintero", id: "3", born: "20110911", ..SAID },
    ]);
    for (text, child, reason) in [
        // One group of spellings, and one sound: the sound is what a person hears.
        ("Lissette Robles", 0, reason::SOUNDS_ALIKE),
        ("Lupita Quintero", 2, reason::NICKNAME),
        ("Tovar 3/4/2011", 1, reason::SAME_NAME),
        ("Tovar 4/3/2011", 1, reason::BIRTH_SWAPPED),
        ("Tovar 4/3", 1, reason::BIRTH_SWAPPED),
        ("Tovar 2011-04-03", 1, reason::BIRTH_SWAPPED),
        ("Tovar 2012-03-04", 1, reason::BIRTH_NEAR),
        ("TX Tovar", 1, reason::SAME_NAME),
        ("texas", 0, reason::STATE),
    ] {
        let hit = world.best(text);
        assert_eq!((hit.msix_id, hit.reason.as_str()), (id(child), reason), "{text}");
    }
    let words = world.best("Lupita Quintero").words;
    assert_eq!(words, Some(("lupita".to_owned(), "guadalupe".to_owned())));
    // An initial proves no name, and explains none.
    assert_ne!(world.best("Zulema Tovar 2011-03-04").reason, reason::STARTS_WITH);
    assert_eq!(world.found("zzzz"), [0u64; 0]);
    assert_eq!(world.found("zzzz Tovar"), [0u64; 0]);
}

#[test]
fn two_errors_halves_and_parents() {
    let world = world();
    for (text, child) in [
        ("Lisette Florez Medyna", 0),
        ("Hose Pena", 3),
        ("joseangel delacruz", 3),
        ("Liz et Flo", 2),
        ("lis flores", 2),
        ("Lissete Rosa Medina", 0),
        ("Ybarra Anna", 5),
    ] {
        assert_eq!(world.found(text).first(), Some(&child), "{text}: {:?}", world.found(text));
    }
}

#[test]
fn identifiers_of_the_exchange_and_of_the_states() {
    let world = world();
    for text in [id(3).to_string(), id(3).grouped(), format!("Jose {}", id(3).grouped())] {
        assert_eq!(world.found(&text)[0], 3, "{text}");
    }
    assert_eq!(world.best(&id(3).grouped()).reason, reason::MSIX_ID);
    for text in ["A-17", "a17", "TX/A-17", "TX-A17", "Flores A-17"] {
        assert_eq!(world.found(text)[0], 0, "{text}");
    }
    assert_eq!(world.best("TX/A-17").reason, reason::STATE_ID);
}

#[test]
fn a_retired_identifier_leads_to_the_child() {
    let world = world();
    world.merge(id(1), id(0));
    world.index.catch_up(&world.store).unwrap();
    let hit = world.best(&id(1).grouped());
    assert_eq!((hit.msix_id, hit.members.len()), (id(0), 2));
    // The spelling of the other state still finds the child, once.
    assert_eq!(world.found("Lizete Flores").iter().filter(|child| [0, 1].contains(*child)).count(), 1);
    assert_eq!(world.index.check(&world.store).unwrap(), 0);
}

#[test]
fn a_hit_shows_every_states_word() {
    let world = world();
    world.say(id(0), Said { state: "GA", id: "9", first: "Lisset", last_1: "Flores", school: "Peach Middle", ..SAID });
    world.index.catch_up(&world.store).unwrap();
    let hit = world.best("Lissete Flores Medina");
    let words: Vec<_> = hit.members.iter().map(|member| (member.key.to_string(), member.name.as_str())).collect();
    assert_eq!(words, [("GA/9".to_owned(), "Lisset Flores"), ("TX/A-17".to_owned(), "Lissete Flores Medina")]);
    assert_eq!(hit.members[1].parents, ["Rosa Medina"]);
    assert_eq!(hit.members[1].birth_date.unwrap().to_string(), "2010-05-17");
    assert_eq!(hit.last_school.as_deref(), Some("Peach Middle"));
}

#[test]
fn the_linking_of_records_is_followed_through_joins_and_withdrawals() {
    let world = World::empty();
    let child = world.send(Action::Insert, LISSETE);
    let joined = world.send(Action::Insert, Said { state: "GA", id: "G9", ..LISSETE });
    world.index.catch_up(&world.store).unwrap();
    assert_eq!(child, joined);
    assert_eq!(world.best("Lissete Flores").members.len(), 2);
    world.send(Action::Delete, LISSETE);
    world.index.catch_up(&world.store).unwrap();
    let hit = world.best("TX/A-17");
    let words: Vec<_> = hit.members.iter().map(|m| (m.key.state.as_str().to_owned(), m.live, m.name.clone())).collect();
    let name = "Lissete Flores Medina".to_owned();
    assert_eq!(words, [("TX".to_owned(), false, name.clone()), ("GA".to_owned(), true, name)]);
    let in_texas = Query { text: "Flores".into(), state: "TX".parse().ok(), ..Query::default() };
    assert!(world.ask(&in_texas).hits.is_empty(), "Texas no longer contributes");
    assert_eq!(world.index.check(&world.store).unwrap(), 0);
}

#[test]
fn one_thing_of_three_may_be_wrong_and_one_of_two_may_not() {
    let world = world();
    assert_eq!(world.found("Pepe Robles 2015"), [4]);
    assert_eq!(world.found("Pepe Zzyzx"), [0u64; 0]);
    // All that is known of the child, against a record with one surname and no middle name.
    assert_eq!(world.found("Lizete Guadalupe Flores Zzyzx 2011-01-02")[0], 1);
    assert_eq!(world.best("J Pena").msix_id, id(3));
    assert_eq!(world.found("Zzyzx"), [0u64; 0]);
}

#[test]
fn a_wrong_birth_date_hides_nobody_when_there_is_room() {
    let world = world();
    assert_eq!(world.found("Ibarra 1999"), [5]);
    assert_eq!(world.found("Ibarra 05/2010"), [5]);
    // Who was born then comes first, and a date alone is nobody's name.
    assert_eq!(world.found("Flores 01/2011")[0], 1);
    assert_eq!(world.found("Zzyzx 2010-05-17"), [0u64; 0]);
}

#[test]
fn a_record_that_lacks_a_name_comes_before_one_that_has_another() {
    let said = |id, first, last_1, last_2| Said { id, first, last_1, last_2, ..SAID };
    let world = World::with(&[
        said("1", "Pedro", "Salinas", "Tzunux"),
        said("2", "Pedro", "Salinas", ""),
        said("3", "Karina", "Robles", "Quintero"),
        said("4", "Alma", "Ochoa", "Quintero"),
        said("5", "Alma", "Robles", ""),
        said("6", "Elena M", "Tovar", "Ibarra"),
        said("7", "Elena S", "Tovar", "Ibarra"),
        said("8", "Monicta", "Prado", "Lara"),
        said("9", "Rosaura", "Prado", "Lara"),
    ]);
    // The surname that was not told says nothing against the child.
    assert_eq!(world.found("Pedro Salinas Mendoza")[..2], [1, 0]);
    // One surname alone is less wrong than another surname.
    assert_eq!(world.found("Alma Robles Quintero")[..1], [4]);
    assert_eq!(world.found("Mariana Tovar Ibarra")[..2], [5, 6], "an initial speaks for the name");
    // A short form of a name that the state misspelled.
    assert_eq!(world.found("Moni Prado Lara")[..2], [7, 8]);
}

#[test]
fn the_very_birth_date_says_more_than_one_of_two_surnames() {
    let world = World::empty();
    let one = Said { first: "Jennifer", last_1: "Tovar", id: "A", born: "20100806", ..SAID };
    world.say(id(0), one);
    world.say(id(1), Said { last_1: "Salinas", last_2: "Ochoa", id: "B", born: "20170628", ..one });
    // Many are called Tovar, and many are born in the month, which makes the day no commoner.
    for serial in 2..40 {
        let of = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
        let (number, born) = (of(format!("N{serial}")), of(format!("201706{:02}", serial % 27 + 1)));
        let last_1 = if serial % 4 == 0 { "Tovar" } else { "Quintero" };
        world.say(id(serial), Said { first: "Alma", last_1, id: number, born, ..SAID });
    }
    world.index.catch_up(&world.store).unwrap();
    assert_eq!(world.found("Jennifer Tovar 06/28/2017")[0], 1);
}

#[test]
fn of_two_who_fit_alike_the_one_a_state_still_has_comes_first() {
    let world = World::empty();
    let gone = Said { first: "Noemi", last_1: "Ochoa", ..SAID };
    let here = Said { state: "GA", id: "2", born: "20120304", ..gone };
    world.send(Action::Insert, gone);
    let here = world.send(Action::Insert, here);
    world.send(Action::Delete, gone);
    world.index.catch_up(&world.store).unwrap();
    assert_eq!(world.best("Noemi Ochoa").msix_id, here);
}

#[test]
fn the_advanced_form_narrows() {
    let world = world();
    let ask = |query: Query| -> Vec<u64> { world.ask(&query).hits.iter().map(super::world::serial).collect() };
    let text = "Flores".to_owned();
    assert_eq!(ask(Query { text: text.clone(), state: "GA".parse().ok(), ..Query::default() }), [1]);
    assert_eq!(ask(Query { text: text.clone(), parent: "rosa".into(), ..Query::default() }), [0]);
    assert_eq!(ask(Query { text, sex: Some(Sex::Male), ..Query::default() }), [0u64; 0]);
    assert_eq!(ask(Query { sex: Some(Sex::Male), ..Query::default() }), [3, 4]);
    for country in ["Mexico", "México", "MX", "mex"] {
        assert_eq!(ask(Query { birth_country: country.into(), ..Query::default() }), [3], "{country}");
    }
    assert_eq!(ask(Query { school: "yakima elem".into(), ..Query::default() }), [3]);
    let born =
        |from: &str, to: &str| Query { born_from: from.parse().ok(), born_to: to.parse().ok(), ..Query::default() };
    assert_eq!(ask(born("20100517", "20110102")), [0, 1, 5]);
    assert_eq!(ask(born("20120101", "")), [2]);
    assert_eq!(world.ask(&born("", "20080707")).hits[0].reason, reason::FILTERS);
}

#[test]
fn every_search_is_taken_down_and_an_empty_one_finds_nobody() {
    let world = world();
    assert_eq!(world.found(""), [0u64; 0]);
    assert_eq!(world.found("!!! ... \u{1f600}"), [0u64; 0]);
    assert_eq!(world.found("Pepe"), [4, 3]);
    assert_eq!(world.searches_logged(), 3);
}

#[test]
fn more_than_is_shown_is_said() {
    let world = World::empty();
    for serial in 0..30 {
        let id_text: &'static str = Box::leak(format!("N{serial}").into_boxed_str());
        world.say(id(serial), Said { first: "Maria", last_1: "Lopez", id: id_text, ..SAID });
    }
    world.index.catch_up(&world.store).unwrap();
    let results = world.search("Maria Lopez");
    assert_eq!((results.hits.len(), results.more), (20, true));
    // Equal hits come in the order of their MSIX IDs.
    assert!(results.hits.is_sorted_by_key(|hit| hit.msix_id));
    assert!(!world.search("N7").more);
}

#[test]
fn the_first_are_the_same_however_many_are_asked_for() {
    let world = World::empty();
    let (firsts, lasts) = (["Maria", "Mario", "Marta", "Mari", "Amalia"], ["Lopez", "Lopes", "Robles", "de la Luz"]);
    let (seconds, births) = (["Garcia", "", "Lopez"], ["20100517", "20100518"]);
    let mut serial = 0;
    for (first, last_1) in firsts.into_iter().flat_map(|first| lasts.map(|last| (first, last))) {
        for (last_2, born) in seconds.into_iter().flat_map(|second| births.map(|born| (second, born))) {
            let id_text: &'static str = Box::leak(format!("N{serial}").into_boxed_str());
            world.say(id(serial), Said { first, last_1, last_2, born, id: id_text, ..SAID });
            serial += 1;
        }
    }
    world.index.catch_up(&world.store).unwrap();
    let texts = ["Maria Lopez", "Maria Lopez Garcia 2010-05-18", "Marya Lopes", "M de la Luz", "maria de la luz 2010"];
    for text in texts {
        let query = Query { text: text.into(), ..Query::default() };
        let ask = |limit| world.index.search(world.finder(), &query, limit).unwrap().hits;
        let (few, many) = (ask(3), ask(120));
        assert!(few.len() == 3 && many.len() >= few.len(), "{text}");
        assert_eq!(few[..], many[..3], "{text}");
    }
}

#[test]
fn a_known_name_of_two_is_looked_for_as_both() {
    let world = World::with(&[
        Said { first: "Juan", middle: "Carlos", last_1: "Quintero", ..SAID },
        Said { first: "Juliana", last_1: "Quintero", id: "2", ..SAID },
        Said { first: "Julia", middle: "Ana", last_1: "Quintero", id: "3", ..SAID },
    ]);
    assert_eq!(world.found("juancarlos quintero").first(), Some(&0));
    // Of whose parts neither is far more common.
    assert_eq!(world.found("Juliana Quintero").first(), Some(&1));
}

#[test]
fn of_children_who_fit_alike_the_first_name_and_the_first_surname_decide() {
    let world = World::with(&[
        Said { first: "Rosa", middle: "Ana", last_1: "Quintero", last_2: "Tovar", ..SAID },
        Said { first: "Ana", middle: "Rosa", last_1: "Quintero", last_2: "Tovar", id: "2", ..SAID },
        Said { first: "Luz", last_1: "Ibarra", last_2: "Robles", id: "3", ..SAID },
        Said { first: "Luz", last_1: "Robles", last_2: "Ibarra", id: "4", ..SAID },
    ]);
    assert_eq!(world.found("Ana Quintero"), [1, 0]);
    assert_eq!(world.found("Luz Robles"), [3, 2]);
}

#[test]
fn the_order_in_which_names_are_typed_decides_too() {
    let world = World::with(&[
        Said { first: "Ali", middle: "Yusuf", last_1: "Roble", ..SAID },
        Said { first: "Yusuf", middle: "Omar", last_1: "Ali", id: "2", ..SAID },
        Said { first: "Marta", last_1: "Quintero", last_2: "Hernandez", id: "3", ..SAID },
        Said { first: "Marta", last_1: "Hernandez", last_2: "Quintero", id: "4", ..SAID },
    ]);
    for (text, first) in [("Yusuf Ali", 1), ("marta quintero hernan dez", 2), ("marta hernan dez quintero", 3)] {
        assert_eq!(world.found(text).first(), Some(&first), "{text}: {:?}", world.found(text));
    }
}

#[test]
fn two_names_held_as_one_and_several_slips_in_a_word() {
    let world = World::with(&[
        Said { first: "Mariapetrona", last_1: "Quintero", ..SAID },
        Said { first: "Carmen", last_1: "Gomez", last_2: "Morales", id: "2", ..SAID },
    ]);
    assert_eq!(world.found("Maria Quintero"), [0]);
    assert_eq!(world.best("Maria Quintero").reason, reason::JOINED_NAME);
    let hit = world.best("carmen gomez moaes");
    assert_eq!((hit.msix_id, hit.reason.as_str()), (id(1), reason::SPELLED_ALIKE));
}

/// A search ends when no child left can come to the head of the page: the head is that of a search which looks at all.
#[test]
fn a_search_that_ends_early_has_the_same_head() {
    let firsts = ["Lissete", "Lizet", "Isse", "Maria", "Mariela", "Ana", "Anahi", "Guadalupe", "Lupita"];
    let lasts = ["Flores", "Florez", "Hernandez", "Hernades", "Garcia", "Gracia", "De la Cruz", "Lopez"];
    let names = firsts.iter().flat_map(|first| lasts.iter().map(move |last| (*first, *last)));
    let children: Vec<Said> = (0..)
        .zip(names)
        .map(|(n, (first, last_1))| Said { first, last_1, id: format!("{n}").leak(), born: BORN[n % 3], ..SAID })
        .collect();
    let world = World::with(&children);
    let ids = |text: &str, limit| -> Vec<MsixId> {
        let query = Query { text: text.to_owned(), ..Query::default() };
        let hits = world.index.search(world.finder(), &query, limit).unwrap().hits;
        hits.iter().map(|hit| hit.msix_id).collect()
    };
    for text in ["Lissete Flores", "lisete hernandes 2011", "Lisse Fl", "Maria Lopez Garcia", "lupe garsia 3 apr 2012"]
    {
        let all = ids(text, 1_000);
        assert!(all.len() >= 3, "{text}: {}", all.len());
        for limit in 1..4 {
            assert_eq!(ids(text, limit), all[..limit], "{text} {limit}");
        }
    }
}

const BORN: [&str; 3] = ["20110102", "20120403", "20120404"];

#[test]
fn nothing_typed_is_ever_read_as_a_query_language() {
    let world = world();
    for text in ["name:flores", "(Flores", "\"Flores", "Flores^9 OR *", "+-&&||!{}[]~?:\\/ Flores", "NOT Flores"] {
        world.search(text);
    }
    for text in ["a".repeat(10_000), "\u{1f600} ".repeat(3_000), "\u{0}\u{202e}\u{fffd}".repeat(99), "1-".repeat(5_000)]
    {
        world.search(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn any_text_is_a_fair_question(text in "\\PC{0,80}", parent in "\\PC{0,20}", school in "\\PC{0,20}") {
        thread_local!(static WORLD: World = world());
        let query = Query { text, parent: parent.clone(), school, birth_country: parent, ..Query::default() };
        WORLD.with(|world| world.ask(&query));
    }

    #[test]
    fn digits_and_separators_are_fair_too(text in "[0-9/. ,-]{0,40}") {
        thread_local!(static WORLD: World = world());
        WORLD.with(|world| world.search(&text));
    }
}
