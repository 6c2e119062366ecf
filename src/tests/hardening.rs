//! What must not be in the program at all.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use vereda::audit;
use vereda::model::{Clock, Timestamp};
use vereda::store::Environment;
use vereda::submission::{Limits, Submissions};

use crate::world::{file, student};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Path and text of all files under a folder with one of these endings.
fn files(folder: &str, endings: &[&str]) -> Vec<(PathBuf, String)> {
    let (mut folders, mut found) = (vec![root().join(folder)], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|one| endings.iter().any(|ending| one == *ending)) {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found
}

/// Sources without their tests.
fn product() -> Vec<(PathBuf, String)> {
    let is_test = |path: &Path| path.iter().any(|part| part == "tests" || part == "tests.rs" || part == "testing.rs");
    let sources = files("src", &["rs"]).into_iter().filter(|(path, _)| !is_test(path));
    sources.map(|(path, text)| (path, text.split("\n#[cfg(test)]\nmod tests {").next().unwrap().to_owned())).collect()
}

/// Secrets are compared by `subtle`, or looked up by their hash: never letter by letter until they differ.
#[test]
fn secrets_are_not_compared_with_equals() {
    // Words of a comparison that tell what is compared; each exception is no secret.
    const SECRET: [&str; 8] = ["token", "csrf", "password", "secret", "cookie", "code_hash", "otp", "signature"];
    // What is typed twice by the same person, two hashes out of the store (salted, none of them typed), a step's name.
    const KNOWN: [&str; 3] = ["self.password != self.again", "password_hash", "LoginStep::NewPassword"];
    let mut wrong = Vec::new();
    for (path, text) in product() {
        for line in text.lines().map(str::trim).filter(|line| !line.starts_with("//")) {
            for (at, _) in line.match_indices(" == ").chain(line.match_indices(" != ")) {
                let word = |text: &str| text.to_lowercase();
                let left = word(line[..at].rsplit(['(', ' ', '!', '|', '&']).next().unwrap_or_default());
                let right = word(line[at + 4..].split([')', ' ', ';', ',', '|', '&']).next().unwrap_or_default());
                let secret = |side: &str| SECRET.iter().any(|secret| side.contains(secret)) && !side.contains("len");
                let known = KNOWN.iter().any(|known| line.contains(known));
                if (secret(&left) || secret(&right)) && !known {
                    wrong.push(format!("{}: {line}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is not there cannot be injected into, taken over or misconfigured (ASVS 5.0: 1.2, 1.3, 1.5, 4.3, 4.4, 9, 10, 17).
#[test]
fn nothing_interprets_what_people_send() {
    const NONE_OF: &[&str] = &[
        // Databases with a query language, caches, directories.
        "rusqlite",
        "sqlx",
        "diesel",
        "postgres",
        "tokio-postgres",
        "mysql",
        "mongodb",
        "redis",
        "memcache",
        "ldap3",
        // XML, XPath, LaTeX, templates at run time, Markdown, scripts.
        "quick-xml",
        "xml-rs",
        "libxml",
        "roxmltree",
        "sxd-xpath",
        "tectonic",
        "tera",
        "handlebars",
        "minijinja",
        "liquid",
        "pulldown-cmark",
        "comrak",
        "rhai",
        "mlua",
        "rquickjs",
        "boa_engine",
        "wasmtime",
        // Tokens, federation, other protocols.
        "jsonwebtoken",
        "oauth2",
        "openidconnect",
        "samael",
        "async-graphql",
        "juniper",
        "tungstenite",
        "tokio-tungstenite",
        "webrtc",
        "str0m",
        // Other TLS, insecure hashes, requests to elsewhere.
        "openssl",
        "native-tls",
        "md5",
        "md-5",
        "reqwest",
        "ureq",
        "isahc",
    ];
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let there: Vec<&str> =
        NONE_OF.iter().copied().filter(|name| lock.contains(&format!("name = \"{name}\"\n"))).collect();
    assert!(there.is_empty(), "{there:?}");
}

/// Every dependency comes from the one registry, with its checksum.
#[test]
fn dependencies_come_from_one_registry_with_checksums() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    for package in lock.split("[[package]]").skip(1).filter(|package| !package.contains("name = \"vereda\"")) {
        let name = package.split('"').nth(1).unwrap();
        assert!(package.contains("source = \"registry+https://github.com/rust-lang/crates.io-index\""), "{name}");
        assert!(package.contains("checksum = \""), "{name}");
    }
}

#[test]
fn no_other_program_is_run() {
    for (path, text) in product() {
        for call in ["process::Command", "Command::new(", "libc::system", "execv"] {
            assert!(!text.contains(call), "{}: {call}", path.display());
        }
    }
}

/// The scripts of the pages put text where text belongs, run nothing that they are sent, and keep nothing.
#[test]
fn scripts_run_nothing_and_keep_nothing() {
    let scripts = files("assets", &["js"]);
    assert!(!scripts.is_empty());
    for (path, text) in scripts {
        for call in [
            "eval(",
            "new Function",
            "document.write",
            "innerHTML =",
            "outerHTML =",
            "insertAdjacentHTML",
            "localStorage",
            "sessionStorage",
            "indexedDB",
            "document.cookie",
            // Between tabs there is a channel of the same origin; between windows nothing.
            "window.postMessage",
            "globalThis.postMessage",
            "parent.postMessage",
            "opener.postMessage",
            "onmessage",
            "window.addEventListener('message'",
            "globalThis.addEventListener('message'",
            "__proto__",
            "javascript:",
            "importScripts",
        ] {
            assert!(!text.contains(call), "{}: {call}", path.display());
        }
    }
}

/// No key, password or token is written into the sources: what looks like one is in tests alone.
#[test]
fn no_secret_is_in_the_sources() {
    // How private keys begin in base64: PKCS#8 of Ed25519, P-256 and RSA, SEC1 of P-256.
    const KEYS: [&str; 4] = ["MC4CAQAwBQYDK2Vw", "MIGHAgEAMBMGByqGSM49", "MIIEv", "MHcCAQEE"];
    for (path, text) in product().into_iter().chain(files("assets", &["toml", "tsv", "ftl", "js", "css"])) {
        assert!(KEYS.iter().all(|key| !text.contains(key)), "{}", path.display());
    }
    for (path, text) in product() {
        for line in text.lines().filter(|line| line.contains("PASSWORD: &str")) {
            assert!(path.ends_with("src/cli/bench/browser.rs"), "{}: {line}", path.display());
        }
    }
}

struct Noon;

impl Clock for Noon {
    fn now(&self) -> Timestamp {
        "2026-11-21T12:00:00Z".parse().unwrap()
    }
}

/// The name of a file that is handed in is a label: nothing is opened, made or moved by it.
#[test]
fn a_name_of_a_file_is_never_a_path() {
    let parent = tempfile::tempdir().unwrap();
    let spool = parent.path().join("a/b/spool");
    fs::create_dir_all(&spool).unwrap();
    let store = audit::store_in_memory(Environment::Training, Noon.now()).unwrap();
    let submissions = Submissions::new(store, Arc::new(Noon), &spool, Limits::default());
    let names = ["../../evil", "/tmp/vereda-evil", "..", "", "a\0b", "con:evil", "..\\..\\evil", "%2e%2e%2fevil"];
    for (number, name) in names.iter().enumerate() {
        let text = file(&student(1, "Ana", &format!("A{number}")));
        submissions.submit(name, &mut text.as_bytes(), None, false, &mut |_| ()).unwrap();
    }
    let left: Vec<_> = ["", "a", "a/b", "a/b/spool"]
        .iter()
        .flat_map(|folder| fs::read_dir(parent.path().join(folder)).unwrap())
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !["a", "b", "spool"].contains(&name.as_str()))
        .collect();
    assert!(left.is_empty(), "{left:?}");
    assert!(!Path::new("/tmp/vereda-evil").exists());
}
