//! The files themselves, read back without the help of the code that wrote them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::{Options, Summary, write};
use crate::model::Date;

/// Columns after the letter, as the submission format counts them.
const COLUMNS: &[(&str, usize)] = &[("H", 9), ("S", 6), ("K", 3), ("D", 21), ("Q", 10), ("E", 36), ("C", 14), ("A", 8)];

type Row = Vec<String>;

/// A contribution as its file has it: rows by letter.
type Student = BTreeMap<String, Vec<Row>>;

fn sample(children: u32, seed: u64, out: &Path) -> Summary {
    write(Options { children, seed, today: Date::new(2026, 11, 20).unwrap() }, out, &|_, _| {}).unwrap()
}

fn rows(path: &Path) -> Vec<Row> {
    let text = fs::read(path).unwrap();
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(text[1]).from_reader(text.as_slice());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// All students of a sample by (state, state student ID).
fn students(summary: &Summary) -> BTreeMap<(String, String), Student> {
    let mut all = BTreeMap::new();
    for file in &summary.files {
        let mut key = (String::new(), String::new());
        for row in rows(file) {
            if row[0] == "H" {
                continue;
            }
            if row[0] == "S" {
                key = (row[3].clone(), row[4].clone());
                assert!(!all.contains_key(&key), "{key:?} twice");
            }
            let student: &mut Student = all.entry(key.clone()).or_default();
            student.entry(row[0].clone()).or_default().push(row);
        }
    }
    all
}

fn truth(summary: &Summary) -> Vec<Row> {
    rows_of_csv(&summary.truth)
}

#[test]
fn files_have_the_columns_and_totals_of_the_format() {
    let dir = tempfile::tempdir().unwrap();
    let summary = sample(1_000, 7, dir.path());
    for file in &summary.files {
        let rows = rows(file);
        for row in &rows {
            let (_, columns) = COLUMNS.iter().find(|(letter, _)| *letter == row[0]).unwrap();
            assert_eq!(row.len(), columns + 1, "{row:?}");
        }
        let header = &rows[0];
        assert_eq!(header[0], "H");
        let name = file.file_name().unwrap().to_str().unwrap();
        assert!(name.starts_with(&format!("{}_{}_", header[2], header[3])), "{name}");
        assert!([3, 6, 7].iter().all(|at| header[*at].parse::<crate::model::Timestamp>().is_ok()), "{header:?}");
        let students: Vec<&Row> = rows.iter().filter(|row| row[0] == "S").collect();
        assert_eq!(header[4].parse::<usize>().unwrap(), students.len());
        assert_eq!(header[5].parse::<usize>().unwrap(), rows.len() - 1);
        assert!(students.iter().zip(1..).all(|(row, n)| row[1] == n.to_string() && row[3] == header[2]));
        assert!(rows[1..].iter().all(|row| row[0] != "H"));
    }
    assert_eq!(students(&summary).len() as u64, summary.contributions);
}

#[test]
fn every_school_sent_is_in_the_lists() {
    let dir = tempfile::tempdir().unwrap();
    let summary = sample(500, 4, dir.path());
    let known = |file: &Path, column: usize| -> BTreeSet<String> {
        rows_of_csv(file).into_iter().map(|row| row[column].clone()).collect()
    };
    let schools = known(&summary.reference[0], 5);
    let districts = known(&summary.reference[1], 3);
    for e in students(&summary).values().flat_map(|student| &student["E"]) {
        assert!(e[6].is_empty() || schools.contains(&e[6]), "{e:?}");
        assert!(districts.contains(&e[24]), "{e:?}");
    }
}

fn rows_of_csv(file: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(file).unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn truth_names_every_contribution_once() {
    let dir = tempfile::tempdir().unwrap();
    let summary = sample(1_000, 8, dir.path());
    let sent: BTreeSet<_> = students(&summary).into_keys().collect();
    let truth = truth(&summary);
    let told: BTreeSet<_> = truth.iter().map(|row| (row[1].clone(), row[2].clone())).collect();
    assert_eq!(sent, told);
    assert_eq!(truth.len() as u64, summary.contributions);
    let children: BTreeSet<_> = truth.iter().map(|row| row[0].parse::<u32>().unwrap()).collect();
    assert_eq!(children, (0..1_000).collect());
}

#[test]
fn the_same_options_give_the_same_bytes_and_another_seed_does_not() {
    let dirs = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let made: Vec<Summary> = dirs.iter().zip([5, 5, 6]).map(|(dir, seed)| sample(300, seed, dir.path())).collect();
    let bytes = |summary: &Summary| -> Vec<Vec<u8>> {
        summary.files.iter().chain([&summary.truth]).map(|file| fs::read(file).unwrap()).collect()
    };
    assert_eq!(bytes(&made[0]), bytes(&made[1]));
    assert_ne!(bytes(&made[0]), bytes(&made[2]));
}

#[test]
fn a_larger_sample_begins_with_the_same_children() {
    let dirs = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let small = truth(&sample(200, 5, dirs[0].path()));
    let large = truth(&sample(400, 5, dirs[1].path()));
    assert_eq!(large[..small.len()], small[..]);
}

#[test]
fn values_stay_inside_the_dictionary() {
    let dir = tempfile::tempdir().unwrap();
    let summary = sample(1_000, 9, dir.path());
    let truth = truth(&summary);
    let spoilt: BTreeSet<_> = truth
        .iter()
        .filter(|row| row[3].contains("mandatory_missing") || row[3].contains("bad_code"))
        .map(|row| (row[1].clone(), row[2].clone()))
        .collect();
    assert!(spoilt.len() * 50 < truth.len(), "{} of {}", spoilt.len(), truth.len());
    for (key, student) in students(&summary).iter().filter(|(key, _)| !spoilt.contains(key)) {
        assert!(key.1.len() <= 15);
        let d = &student["D"][0];
        assert!(!d[2].is_empty() && !d[4].is_empty(), "{d:?}");
        assert!(d[2].chars().count() <= 50 && d[4].chars().count() <= 50);
        assert!(d[14].is_empty() || !d[15].is_empty());
        let born = Date::parse_compact(&d[8]).unwrap();
        let today = Date::new(2026, 11, 20).unwrap();
        assert!(born <= today);
        for q in &student["Q"] {
            let (qad, eed) = (Date::parse_compact(&q[2]).unwrap(), Date::parse_compact(&q[8]).unwrap());
            let months = qad.plus_months(36);
            assert!(qad <= today && (eed == months || eed.plus_days(1) == months), "{q:?}");
        }
        for e in &student["E"] {
            let dates: Vec<_> = [2, 23, 25, 26].map(|at| &e[at]).into_iter().filter(|d| !d.is_empty()).collect();
            assert!(!dates.is_empty(), "{e:?}");
            assert!(dates.iter().all(|d| Date::parse_compact(d).unwrap() <= today), "{e:?}");
            assert!(e[2].is_empty() || e[23].is_empty() || e[2] <= e[23], "{e:?}");
            assert!(e[34].is_empty() && e[35].is_empty(), "elements no longer asked for: {e:?}");
            assert!(["", "Yes", "No"].contains(&e[32].as_str()) && e[28].is_empty() == e[29].is_empty());
            match e[3].as_str() {
                "01" | "06" => assert!(e[5].is_empty()),
                "05" => assert_eq!(e[5], "01"),
                other => assert!(["02", "03"].contains(&other), "{e:?}"),
            }
            assert_eq!(e[6].is_empty(), e[12].is_empty());
            assert!(e[6].starts_with(&e[12]) && (e[6].is_empty() || e[6].len() == 12));
            if e[5] == "02" {
                assert!(e[6].is_empty() && e[12].is_empty() && e[13].is_empty(), "{e:?}");
            }
        }
        for c in student.get("C").into_iter().flatten() {
            assert_ne!(c[9].is_empty(), c[11].is_empty(), "open or credited: {c:?}");
            let enrollment: usize = c[14].parse().unwrap();
            assert_eq!(student["E"][enrollment - 1][6], c[13]);
        }
    }
}

#[test]
fn the_world_has_the_proportions_it_claims() {
    let dir = tempfile::tempdir().unwrap();
    let summary = sample(3_000, 11, dir.path());
    let per_child = summary.contributions as f64 / summary.children as f64;
    assert!((1.4..1.9).contains(&per_child), "{per_child}");
    let truth = truth(&summary);
    let mut of_child: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &truth {
        *of_child.entry(row[0].as_str()).or_default() += 1;
    }
    assert_eq!(of_child.values().min(), Some(&1));
    assert!(of_child.values().any(|n| *n >= 4));
    let erring = truth.iter().filter(|row| !row[3].is_empty()).count() as f64 / truth.len() as f64;
    assert!((0.3..0.75).contains(&erring), "{erring}");
    let kinds: BTreeSet<&str> =
        truth.iter().flat_map(|row| row[3].split(';')).filter(|kind| !kind.is_empty()).collect();
    let missing: Vec<_> =
        super::errors::RATES.iter().map(|(_, name, _)| *name).filter(|n| !kinds.contains(n)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let students = students(&summary);
    let older: Vec<_> = students.values().filter(|s| s["D"][0][8].as_str() < "20130101").collect();
    let mean = |letter: &str| {
        older.iter().map(|s| s.get(letter).map_or(0, Vec::len)).sum::<usize>() as f64 / older.len() as f64
    };
    let counts = (mean("E"), mean("C"), mean("A"));
    assert!(counts.0 > 5.0 && counts.0 < 11.0 && counts.1 > 5.0 && counts.1 < 15.0 && counts.2 > 3.0, "{counts:?}");
}

#[test]
fn lissete_has_three_states_and_a_rich_record() {
    let dir = tempfile::tempdir().unwrap();
    let summary = sample(100, 3, dir.path());
    let truth = truth(&summary);
    let students = students(&summary);
    let of = |child: &str| -> Vec<(String, &Student)> {
        let rows = truth.iter().filter(|row| row[0] == child);
        rows.map(|row| (row[1].clone(), &students[&(row[1].clone(), row[2].clone())])).collect()
    };
    let contributions = of("0");
    let lissete: BTreeMap<_, _> =
        contributions.iter().map(|(state, s)| (state.as_str(), s["D"][0][2..9].to_vec())).collect();
    assert_eq!(lissete["TX"][..4], ["Lissete", "", "Flores", "Ramirez"]);
    assert_eq!(lissete["MI"][..4], ["Lizete", "", "Flores", "Ramirez"]);
    assert_eq!(lissete["FL"][..4], ["Liz-et", "", "Flores", ""]);
    assert_eq!(lissete["TX"][4..], lissete["MI"][4..]);
    assert_eq!((lissete["TX"][6].as_str(), lissete["FL"][6].as_str()), ("20100308", "20100803"));
    let texas = &contributions.iter().find(|(state, _)| state == "TX").unwrap().1;
    let last = texas["E"].iter().map(|e| e[17].as_str()).max().unwrap();
    assert_eq!(last, "11");
    assert!(texas["E"].iter().any(|e| e[18] == "Yes" && e[22] == "Yes"));
    let courses: Vec<_> = contributions.iter().flat_map(|(_, s)| s.get("C").into_iter().flatten()).collect();
    assert!(courses.iter().any(|c| c[2] == "Algebra 1" && c[11] == "1.00"));
    assert!(texas["E"].iter().any(|e| e[17] == "11" && e[32] == "Yes"));
    assert!(courses.iter().any(|c| !c[9].is_empty() && !c[10].is_empty()), "open courses");
    assert!(courses.iter().any(|c| ["0.25", "0.33", "0.50"].contains(&c[11].as_str())), "partial credits");

    for twins in [of("1"), of("2")] {
        assert_eq!(twins.iter().map(|(state, _)| state.as_str()).collect::<Vec<_>>(), ["TX", "WA"]);
        assert_eq!(twins[0].1["D"][0][9], "Yes");
    }
}

#[test]
fn forms_differ_as_often_as_the_readme_says() {
    let dir = tempfile::tempdir().unwrap();
    let summary = sample(6_000, 12, dir.path());
    let (truth, students) = (truth(&summary), students(&summary));
    let share = |some: usize, of: usize| some as f64 / of as f64;
    let of = |row: &Row| &students[&(row[1].clone(), row[2].clone())];
    let phone = |student: &Student| {
        let d = &student["D"][0];
        [&d[19], &d[21]].into_iter().find(|number| !number.is_empty()).cloned()
    };

    let silent = students.values().filter(|student| phone(student).is_none()).count();
    let silent = share(silent, students.len());
    assert!((0.30..0.42).contains(&silent), "telephones missing: {silent}");
    let mut numbers: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for row in &truth {
        numbers.entry(row[0].as_str()).or_default().extend(phone(of(row)));
    }
    let pairs: Vec<_> = numbers.values().flat_map(|all| all.windows(2)).map(|pair| pair[0] == pair[1]).collect();
    let kept = share(pairs.iter().filter(|same| **same).count(), pairs.len());
    assert!((0.38..0.55).contains(&kept), "telephones kept: {kept}");
    let mut of_many: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for row in &truth {
        let last = of(row)["D"][0][4].as_str();
        phone(of(row)).into_iter().for_each(|number| {
            of_many.entry(number).or_default().insert(last);
        });
    }
    assert!(of_many.values().any(|families| families.len() > 4), "a project's number stands for many families");

    let moves: Vec<&Row> = students.values().flat_map(|student| student.get("Q").into_iter().flatten()).collect();
    let nowhere = share(moves.iter().filter(|q| q[3].is_empty()).count(), moves.len());
    assert!((0.09..0.15).contains(&nowhere), "towns of origin missing: {nowhere}");

    let newer = |student: &&Student| student["Q"].iter().all(|q| q[2].as_str() > "20221015");
    let place = |newer: Vec<&Student>| share(newer.iter().filter(|s| s["D"][0][10].is_empty()).count(), newer.len());
    let recent = place(students.values().filter(|s| s.contains_key("Q")).filter(newer).collect());
    assert!((0.52..0.68).contains(&recent), "birth places missing since 2022: {recent}");

    let all: BTreeSet<&str> = truth.iter().map(|row| row[4].as_str()).collect();
    assert_eq!(
        all.into_iter().collect::<Vec<_>>(),
        ["anglo", "filipino", "haitian", "karen", "mayan", "mexican", "somali"]
    );
    let told = |kind: &str| share(truth.iter().filter(|row| row[3].contains(kind)).count(), truth.len());
    assert!((0.045..0.075).contains(&told("stepfather")), "{}", told("stepfather"));
    assert!((0.02..0.05).contains(&told("mother_married_name")), "{}", told("mother_married_name"));
}

/// What makes the hard cases hard: twins as often as in life, and strangers of one name and one birth date.
#[test]
fn twins_are_as_frequent_as_in_life_and_namesakes_share_birth_dates() {
    let dir = tempfile::tempdir().unwrap();
    let people = rows_of_csv(&sample(20_000, 13, dir.path()).people);
    let births: BTreeSet<_> =
        people.iter().zip(&people[1..]).filter(|(a, b)| a[7] == b[7] && a[8..] == b[8..]).collect();
    let twins = 2.0 * births.len() as f64 / people.len() as f64;
    assert!((0.028..0.038).contains(&twins), "children who are twins: {twins}");
    let mut namesakes: BTreeMap<[&str; 3], BTreeSet<&[String]>> = BTreeMap::new();
    for row in &people {
        namesakes.entry([&row[1], &row[3], &row[7]]).or_default().insert(&row[8..]);
    }
    assert!(namesakes.values().any(|parents| parents.len() > 1), "two children of one name and one birth date");
}
