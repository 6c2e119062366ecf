//! Who may use whom. A new edge is a decision: it belongs into this table first.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Module, and the modules it may use. `model` is open to all. `*` is everything.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("mde", &[]),
    ("matching", &[]),
    ("store", &[]),
    ("secret", &[]),
    ("audit", &["store", "secret"]),
    ("access", &["store", "audit"]),
    ("outbox", &["store", "audit"]),
    ("identity", &["store", "audit", "access", "outbox", "training"]),
    ("records", &["store", "audit", "access", "matching", "mde"]),
    ("clocks", &["store", "audit", "access", "outbox", "mde"]),
    ("casework", &["store", "audit", "access", "records", "clocks", "outbox", "mde"]),
    ("submission", &["store", "audit", "access", "records", "casework", "clocks", "mde"]),
    ("search", &["store", "access", "matching"]),
    ("link", &["matching"]),
    ("sample", &["mde"]),
    ("training", &[]),
    ("config", &["store", "identity", "submission", "casework", "clocks", "matching", "secret"]),
    // Never `store`: what the portal shows it gets through capabilities.
    (
        "web",
        &[
            "access",
            "identity",
            "outbox",
            "records",
            "casework",
            "clocks",
            "submission",
            "search",
            "mde",
            "config",
            "training",
        ],
    ),
    ("server", &["*"]),
    ("cli", &["*"]),
];

#[test]
fn modules_use_only_what_they_may() {
    let mut wrong = Vec::new();
    for file in sources() {
        let text = fs::read_to_string(&file).unwrap();
        let module = module_of(&file);
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
            assert!(["lib", "main", "tests"].contains(&module.as_str()), "{module} has no row in the table");
            continue;
        };
        let is_test = file.iter().skip(root().iter().count() + 1).any(|part| part == "tests" || part == "tests.rs");
        let product = if is_test { String::new() } else { without_tests(&text) };
        for used in used_modules(&product) {
            let fine = used == module || used == "model" || allowed.contains(&"*") || allowed.contains(&used.as_str());
            if !fine {
                wrong.push(format!("{} uses {used}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "edges that are not in the table:\n{}", wrong.join("\n"));
}

/// The one way to a committed change leads through the audit module.
#[test]
fn only_the_audit_module_appends_to_the_log() {
    for file in sources() {
        let text = fs::read_to_string(&file).unwrap();
        let module = module_of(&file);
        if text.contains(".append_log(") {
            assert!(["audit", "store", "tests"].contains(&module.as_str()), "{}", file.display());
        }
    }
}

/// bincode has one owner, so that it can be replaced in a day.
#[test]
fn only_the_codec_knows_bincode() {
    for file in sources().iter().filter(|file| !file.ends_with("tests/architecture.rs")) {
        let text = fs::read_to_string(file).unwrap();
        let owner = file.ends_with("store/codec.rs");
        assert!(owner || !text.contains("bincode::"), "{}", file.display());
    }
}

/// Two libraries of dates would be one too many: the cron crate and its own stay in the scheduler, mail in its folder.
#[test]
fn cron_and_its_dates_stay_in_the_scheduler_and_the_mail_library_in_its_folder() {
    for file in sources().iter().filter(|file| !file.ends_with("tests/architecture.rs")) {
        let (text, path) = (fs::read_to_string(file).unwrap(), file.display().to_string());
        for (library, home) in
            [("chrono::", "server/scheduler/"), ("cron::", "server/scheduler/"), ("lettre::", "server/mail/")]
        {
            assert!(!text.contains(library) || path.contains(home), "{path} uses {library}");
        }
    }
}

/// The source without items under `#[cfg(test)]`. Formatted sources close an item at the depth at which it opens.
fn without_tests(text: &str) -> String {
    let mut product = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim() != "#[cfg(test)]" {
            product.push_str(line);
            product.push('\n');
            continue;
        }
        let depth = line.len() - line.trim_start().len();
        let item = lines.by_ref().find(|line| !line.trim_start().starts_with("#["));
        if item.is_some_and(|item| item.ends_with('{')) {
            lines.by_ref().find(|line| line.trim() == "}" && line.len() == depth + 1);
        }
    }
    product
}

#[test]
fn what_stands_behind_a_test_item_is_looked_at() {
    let text = "use crate::a;\n#[cfg(test)]\n#[path = \"x.rs\"]\nmod x;\nuse crate::b;\n#[cfg(test)]\nmod tests {\n    \
                use crate::c;\n    fn f() {\n    }\n}\nuse crate::d;\n";
    assert_eq!(used_modules(&without_tests(text)).into_iter().collect::<Vec<_>>(), ["a", "b", "d"]);
}

fn used_modules(text: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let group = group.split('}').next().unwrap_or_default();
            used.extend(group.split(',').map(|part| first_word(part.trim())));
        } else {
            used.insert(first_word(rest));
        }
    }
    used.retain(|word| !word.is_empty());
    used
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn module_of(file: &Path) -> String {
    let inside = file.strip_prefix(root()).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources() -> Vec<PathBuf> {
    let (mut folders, mut files) = (vec![root()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files
}

/// `ring` is the only dependency with C in it: nothing else in the lock file asks for a C compiler.
#[test]
fn no_dependency_but_ring_compiles_c() {
    let lock = fs::read_to_string(root().join("../Cargo.lock")).unwrap();
    let mut with_c: Vec<&str> = lock
        .split("[[package]]")
        .filter(|package| {
            let needs = package.split("dependencies = [").nth(1).unwrap_or_default();
            ["\"cc\"", "\"cc ", "\"cmake", "\"pkg-config", "\"bindgen"].iter().any(|tool| needs.contains(tool))
        })
        .filter_map(|package| package.split("name = \"").nth(1)?.split('"').next())
        .collect();
    with_c.sort_unstable();
    // What the cron crate's library of dates asks on another operating system for its zone is never built here.
    with_c.retain(|name| *name != "iana-time-zone-haiku");
    assert_eq!(with_c, ["ring"]);
}
