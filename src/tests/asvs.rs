//! The table `src/web/ASVS.md` is held to: no item is missing, every test it names is a test, every file is there, and it counts
//! right.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const NUMBERS: &str = include_str!("../../testdata/asvs-5.0.tsv");
const TABLE: &str = include_str!("../web/ASVS.md");
const VERDICTS: [&str; 4] = ["passed", "setting", "open", "n/a"];

struct Item<'a> {
    number: &'a str,
    level: &'a str,
    asks: &'a str,
    verdict: &'a str,
    shown_by: &'a str,
}

fn items() -> Vec<Item<'static>> {
    let rows =
        TABLE.lines().filter(|line| line.starts_with("| ") && line[2..].starts_with(|c: char| c.is_ascii_digit()));
    let item = |row: &'static str| {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [number, level, asks, verdict, shown_by] = cells[..] else { panic!("five cells: {row}") };
        Item { number, level, asks, verdict, shown_by }
    };
    rows.map(item).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Names of all test functions.
fn tests() -> BTreeSet<String> {
    let (mut folders, mut names) = (vec![root().join("src")], BTreeSet::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                names.extend(tests_in(&fs::read_to_string(path).unwrap()));
            }
        }
    }
    names
}

fn tests_in(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut is_test = false;
    for line in text.lines().map(str::trim_start) {
        if line.starts_with("#[") {
            is_test |= line == "#[test]" || line.starts_with("#[tokio::test");
            continue;
        }
        if let Some((_, rest)) = line.split_once("fn ").filter(|_| is_test) {
            names.push(rest.split(['(', '<']).next().unwrap().to_owned());
        }
        is_test = false;
    }
    names
}

/// What stands between backticks: names of tests have underscores, files have a slash.
fn references(shown_by: &str) -> Vec<&str> {
    let quoted = shown_by.split('`').skip(1).step_by(2);
    quoted.filter(|word| word.contains('/') || word.matches('_').count() > 1).collect()
}

#[test]
fn the_table_has_every_item_of_levels_1_and_2_once() {
    let wanted: BTreeMap<&str, &str> = NUMBERS.lines().filter_map(|line| line.split_once('\t')).collect();
    assert_eq!(wanted.len(), 253);
    let (mut missing, mut seen) = (wanted.clone(), BTreeSet::new());
    for item in items() {
        assert_eq!(wanted.get(item.number), Some(&item.level), "{}", item.number);
        assert!(seen.insert(item.number), "{} stands twice", item.number);
        assert!(item.asks.len() > 5 && VERDICTS.contains(&item.verdict), "{}: {}", item.number, item.verdict);
        missing.remove(item.number);
    }
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn what_the_table_names_is_there() {
    let (tests, root, mut wrong) = (tests(), root(), Vec::new());
    for item in items() {
        let references = references(item.shown_by);
        if matches!(item.verdict, "passed" | "setting") && references.is_empty() {
            wrong.push(format!("{} names nothing that shows it", item.number));
        }
        if item.verdict != "passed" && item.shown_by.len() < 15 {
            wrong.push(format!("{} does not say why", item.number));
        }
        for name in references {
            let there = if name.contains('/') { root.join(name).exists() } else { tests.contains(name) };
            if !there {
                wrong.push(format!("{} names {name}, which is not there", item.number));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_summary_counts_right() {
    let count = |verdict: &str| items().iter().filter(|item| item.verdict == verdict).count();
    let (out, passed, setting, open) = (count("n/a"), count("passed"), count("setting"), count("open"));
    let line = format!(
        "Of 253 items of levels 1 and 2, {out} do not apply. Of the {} that do, {passed} are passed, {setting} are passed \
         under a setting that is not the default, {open} are open.",
        253 - out
    );
    let told = TABLE.split("\n\n").find(|paragraph| paragraph.starts_with("Of 253 items")).unwrap_or_default();
    assert_eq!(told.replace('\n', " "), line);
}

#[test]
fn a_function_that_is_no_test_does_not_count_as_one() {
    let text =
        "#[test]\n#[ignore]\nfn one_of_them() {}\nfn not_of_them() {}\n#[tokio::test]\nasync fn and_this_one() {}\n";
    assert_eq!(tests_in(text), ["one_of_them", "and_this_one"]);
}
