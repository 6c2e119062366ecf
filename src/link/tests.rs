//! What people do with `vereda link`: records of one file, two files, dirty files; and batch decisions against one by one.

use super::*;
use proptest::prelude::*;

const MAP: &str = "id = \"id\"\n[person]\nfirst = \"first\"\nlast = \"last\"\nbirth_date = \"born\"\nsex = \"sex\"\n\
                   [[also]]\ncolumn = \"card\"\nkind = \"identifier\"\n";
const HEAD: &str = "id,first,last,born,sex,card\n";

fn options() -> Options {
    Options {
        model: Model::default(),
        learning: true,
        automatic: None,
        precision: None,
        review: None,
        one_to_one: false,
        explain: true,
        threads: 2,
        this_year: 2026,
    }
}

fn linked(map: &str, files: &[String], options: &Options) -> Result<(Summary, Vec<String>), String> {
    let map = Map::read(map).map_err(|error| error.to_string())?;
    let table = |text: &String| Table::new(text.clone().into_bytes(), b',', map.encoding).map_err(|e| e.to_string());
    let tables = files.iter().map(table).collect::<Result<Vec<_>, _>>()?;
    let mut rows = Vec::new();
    let summary = link(&map, tables, options, &mut |_, _, _| (), &mut |row: Row<'_>| {
        let decision = if row.automatic { "automatic" } else { "review" };
        assert_eq!(row.automatic, row.clusters.0 == row.clusters.1);
        assert!(row.reasons.is_some_and(|reasons| !reasons.is_empty()));
        rows.push(format!("{} {} {decision} {:.3}", row.id_a, row.id_b, row.score));
        Ok::<(), LinkError>(())
    });
    Ok((summary.map_err(|error| error.to_string())?, rows))
}

fn pairs(rows: &[String], decision: &str) -> Vec<String> {
    let with = rows.iter().filter(|row| row.contains(decision));
    with.map(|row| row.split(' ').take(2).collect::<Vec<_>>().join("-")).collect()
}

/// Strangers beside whom the others are told apart.
fn crowd() -> String {
    let names = ["Ana", "Luis", "Eh Doh", "Fadumo", "Jean", "Marisol", "Pedro", "Wilson"];
    let row = |n: usize| {
        let letters: String =
            (0..6).map(|at| char::from(b'a' + person::mark(&format!("{n} {at}")).to_le_bytes()[3] % 26)).collect();
        let card = person::mark(&format!("card {n}")) % 1_000_000_000;
        format!("c{n},{},{letters},{}-0{}-1{},F,{card}\n", names[n % 8], 2005 + n % 15, 1 + n % 9, n % 8)
    };
    (0..200).map(row).collect()
}

#[test]
fn records_of_one_person_meet_and_twins_stay_two() {
    let file = format!(
        "{HEAD}1,Lizeth,Villalobos,2012-03-04,F,443355\n2,Lissete,Villalobos,2012-03-04,F,443355\n\
         3,Daniel,Ortega,2016-06-21,M,\n4,Daniela,Ortega,2016-06-21,F,\n\
         5,\u{5d0}\u{5d1}\u{5d2}\u{5d3},\u{5db}\u{5d4}\u{5df},2011-01-09,M,551122\n6,\u{5d0}\u{5d1}\u{5d2}\u{5d3},\u{5db}\u{5d4}\u{5df},2011-01-09,M,551122\n{}",
        crowd()
    );
    let (summary, rows) = linked(MAP, &[file], &options()).unwrap();
    let automatic = pairs(&rows, "automatic");
    assert!(automatic.contains(&"1-2".to_owned()) && automatic.contains(&"5-6".to_owned()), "{rows:?}");
    assert!(!automatic.contains(&"3-4".to_owned()), "twins: {rows:?}");
    assert_eq!((summary.linked, summary.clusters), (2, 2), "{rows:?}");
}

#[test]
fn a_map_says_what_is_wrong_in_it_and_knows_latin_1() {
    for name in ["windows-1252", "latin1", "latin-1", "iso-8859-1"] {
        let map = Map::read(&format!("encoding = \"{name}\"\n[person]\nfirst = \"first\"\n")).unwrap();
        assert_eq!(map.encoding, Encoding::Windows1252, "{name}");
    }
    for parents in ["[\"mother\"]", "\"mother\"", "{ first = \"mother\" }"] {
        let wrong = Map::read(&format!("[person]\nfirst = \"first\"\nparents = {parents}\n")).unwrap_err().to_string();
        assert!(
            wrong.contains("`parents` is a list of tables that name columns") && !wrong.contains("struct"),
            "{wrong}"
        );
    }
    let wrong = Map::read("[person]\nfirst = \"first\"\nparents = [{ frist = \"x\" }]\n").unwrap_err().to_string();
    assert!(wrong.contains("frist"), "{wrong}");
}

#[test]
fn the_first_birth_date_that_cannot_be_read_is_named() {
    let file = format!("{HEAD}1,Ana,Garza,2012-03-04,F,\n2,Eva,Garza,03/08/2010,F,\n3,Ivy,Garza,04/08/2010,F,\n");
    let (summary, _) = linked(MAP, std::slice::from_ref(&file), &options()).unwrap();
    assert_eq!((summary.found.dates_unread, summary.found.first_unread), (2, Some((0, 3))));
    let sound = format!("{HEAD}1,Ana,Garza,2012-03-04,F,\n");
    let (summary, _) = linked(MAP, &[sound, file.clone()], &options()).unwrap();
    assert_eq!(summary.found.first_unread, Some((1, 3)));
    // A first file of which every line is left out is a file too.
    let (summary, _) = linked(MAP, &[format!("{HEAD}1,2\n"), file], &options()).unwrap();
    assert_eq!(summary.found.first_unread, Some((1, 3)));
}

/// A state that does not say that there is a twin, and two names that a slip of the pen would hardly make of each other.
#[test]
fn two_names_that_are_alike_are_for_people_and_a_misspelled_one_is_not() {
    let map = format!("{}[[also]]\ncolumn = \"town\"\nkind = \"text\"\n", MAP);
    let head = HEAD.replace("card", "card,town");
    let family = |a: &str, b: &str| {
        let crowd: String = crowd().lines().enumerate().map(|(n, line)| format!("{line},town {n}\n")).collect();
        let of = |id: &str, first: &str| format!("{id},{first},Villalobos,2012-03-04,F,,Weslaco\n");
        let file = format!("{head}{}{}{crowd}", of("1", a), of("2", b));
        linked(&map, &[file], &options()).unwrap().1
    };
    for (a, b) in [("Maribel", "Marisol"), ("Mariana", "Marina")] {
        assert!(pairs(&family(a, b), "review").contains(&"1-2".to_owned()), "{a} {b}");
    }
    for (a, b) in [("Maribel", "Maribell"), ("Maribel", "Mairbel"), ("Marisol", "Marisool")] {
        assert!(pairs(&family(a, b), "automatic").contains(&"1-2".to_owned()), "{a} {b}");
    }
}

#[test]
fn twins_with_neighboring_or_shared_numbers_stay_two() {
    for (one, other) in [("443355", "443356"), ("443355", "443355")] {
        let file = format!(
            "{HEAD}1,Yesenia,Villalobos,2012-03-04,F,{one}\n2,Monserrat,Villalobos,2012-03-04,F,{other}\n{}",
            crowd()
        );
        let options = Options { automatic: Some(-20.0), review: Some(-20.0), ..options() };
        let (_, rows) = linked(MAP, &[file], &options).unwrap();
        assert!(pairs(&rows, "review").contains(&"1-2".to_owned()), "{one} {other}: {rows:?}");
    }
}

#[test]
fn without_a_sex_similar_given_names_are_for_people_unless_the_map_says_otherwise() {
    let map = "id = \"id\"\n[person]\nfirst = \"first\"\nlast = \"last\"\nbirth_date = \"born\"\n";
    let other = format!("{map}[guards]\ngiven_names = false\n");
    let options = Options { automatic: Some(-20.0), review: Some(-20.0), ..options() };
    for second in ["Daniela", ""] {
        let file = format!(
            "{HEAD}1,Daniel,Villalobos,2012-03-04,,\n2,{second},Villalobos,2012-03-04,,\n{}",
            crowd().replace(",F,", ",,")
        );
        let of = |map: &str, decision: &str| {
            let (_, rows) = linked(map, std::slice::from_ref(&file), &options).unwrap();
            pairs(&rows, decision).contains(&"1-2".to_owned())
        };
        assert!(of(map, "review") && !of(map, "automatic"), "{second}");
        assert!(of(&other, "automatic"), "{second}");
    }
}

#[test]
fn two_files_are_linked_across_and_one_to_one_when_asked() {
    let a = format!("{HEAD}1,Lizeth,Villalobos,2012-03-04,F,443355\n{}", crowd());
    let b = format!("{HEAD}1,Lizeth,Villalobos,2012-03-04,F,443355\n2,Lissete,Villalobos,2012-03-04,F,443355\n");
    let (_, rows) = linked(MAP, &[a.clone(), b.clone()], &options()).unwrap();
    assert_eq!(pairs(&rows, "automatic"), ["1-1", "1-2"]);
    let (_, rows) = linked(MAP, &[a.clone(), b], &Options { one_to_one: true, ..options() }).unwrap();
    assert!(pairs(&rows, "automatic").len() <= 1, "{rows:?}");
    let renamed = "num,first,last,born,sex,card\nx,Lizeth,Villalobos,2012-03-04,F,443355\n".to_owned();
    let map = format!("{MAP}[second]\nid = \"num\"\n");
    assert_eq!(pairs(&linked(&map, &[a, renamed], &options()).unwrap().1, "automatic"), ["1-x"]);
}

#[test]
fn what_cannot_be_used_is_said_and_no_value_with_it() {
    let fails = |map: &str, file: &str| linked(map, &[file.to_owned()], &options()).unwrap_err();
    assert_eq!(fails(MAP, "id,first\n1,Ana\n"), "file 0 has no column `last`; it has id, first");
    let twice = fails(MAP, &format!("{HEAD}7,Ana,Paz,,,\n8,Ana,Paz,,,\n7,Eh,Doh,,,\n"));
    assert!(twice.contains("column `id`, lines 2 and 4") && !twice.contains("Ana"), "{twice}");
    assert!(fails(MAP, &format!("{HEAD},Ana,Paz,,,\n")).contains("without a name in column `id`, line 2"));
    assert!(fails("[person]\n", HEAD).contains("names no column"));
    assert!(fails("[person]\nfrist = \"x\"\n", HEAD).contains("frist"));
    assert!(fails("[person]\nlast = \"last\"\nbirth_date_format = \"D.M\"\n", HEAD).contains("D.M"));
    let (summary, rows) = linked(MAP, &[format!("{HEAD}1,,,31.12.2012,,\n2,,,,,\n")], &options()).unwrap();
    assert_eq!((summary.found.dates_unread, summary.found.silent, rows.len()), (1, 2, 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Any text in any column: no panic, the same outcome whatever the number of threads, no pair twice.
    #[test]
    fn the_outcome_does_not_depend_on_threads(
        cells in prop::collection::vec(("\\PC{0,8}", "[A-C][ab]{0,3}", prop::sample::select(vec!["2012-03-04", "2012-04-03", "x", ""])), 1..40),
        one_to_one in any::<bool>(),
    ) {
        let clean = |text: &str| text.replace(['"', ',', '\n', '\r'], " ");
        let row = |(n, (first, last, born)): (usize, &(String, String, &str))| format!("{n},{},{last},{born},,{}\n", clean(first), n % 7);
        let text = format!("{HEAD}{}", cells.iter().enumerate().map(row).collect::<String>());
        let run = |threads| linked(MAP, &[text.clone(), text.clone()], &Options { threads, one_to_one, review: Some(-5.0), ..options() });
        let (one, five) = (run(1).unwrap(), run(5).unwrap());
        prop_assert_eq!(&one, &five);
        let mut distinct: Vec<String> = pairs(&one.1, " ");
        distinct.sort();
        distinct.dedup();
        prop_assert_eq!(distinct.len(), one.1.len());
        if one_to_one {
            let automatic = pairs(&one.1, "automatic");
            let mut firsts: Vec<&str> = automatic.iter().filter_map(|pair| pair.split('-').next()).collect();
            firsts.dedup();
            prop_assert_eq!(firsts.len(), automatic.len());
        }
    }
}

/// The same files, and twice the certainty asked for: fewer links, and fewer of them expected to be wrong.
#[test]
fn who_asks_for_precision_gets_fewer_links() {
    let people = (0..60).map(|n| {
        let surname: String =
            (0..6).map(|at| char::from(b'a' + person::mark(&format!("p{n} {at}")).to_le_bytes()[3] % 26)).collect();
        // Of every second person all agrees, of the others the day of birth has a slip.
        let other = if n % 2 == 0 { 10 } else { 20 };
        format!("a{n},Lizeth,{surname},2012-03-1{},F,\nb{n},Lissete,{surname},2012-03-{},F,\n", n % 8, other + n % 8)
    });
    let file = format!("{HEAD}{}{}", people.collect::<String>(), crowd());
    let of = |precision| {
        let (summary, rows) =
            linked(MAP, std::slice::from_ref(&file), &Options { precision, learning: false, ..options() }).unwrap();
        assert_eq!(pairs(&rows, "automatic").len(), summary.linked);
        summary
    };
    let (all, sure) = (of(Some(0.9)), of(Some(0.9999)));
    assert!(sure.automatic > all.automatic && sure.linked < all.linked && all.linked > 0, "{all:?} {sure:?}");
    assert!(sure.expected_wrong <= sure.linked as f32 * 0.0001 && all.expected_wrong > sure.expected_wrong);
}
