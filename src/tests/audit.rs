//! The audit log as an operator and an outsider meet it: verify, export, prove, on a live server and on a copy.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use vereda::audit::{PublicKey, Signed, tree};

use crate::world::{Operator, code, file, said, student, words};

/// The last line and the exit code.
fn verdict(operator: &Operator, arguments: &[&str]) -> (i32, String) {
    let output = operator.runs(&[&["audit", "verify"], arguments].concat());
    (code(&output), said(&output).lines().last().unwrap_or_default().to_owned())
}

fn checkpoint_file(operator: &Operator) -> PathBuf {
    fs::read_dir(operator.data().join("checkpoints")).unwrap().next().unwrap().unwrap().path()
}

fn hash(value: &Value) -> tree::Hash {
    STANDARD.decode(value.as_str().unwrap()).unwrap().try_into().unwrap()
}

fn leaf(entry: &Value) -> tree::Hash {
    tree::leaf_hash(&STANDARD.decode(entry["bytes"].as_str().unwrap()).unwrap())
}

/// What an outsider does with an entry, a proof and a note: no store, no network.
fn is_proved(entry: &Value, proof: &Value, note: &str) -> bool {
    let signed = Signed::parse(note).unwrap();
    let path: Vec<tree::Hash> = proof.as_array().unwrap().iter().map(hash).collect();
    let place = entry["seq"].as_u64().unwrap() - 1;
    tree::is_included(place, leaf(entry), signed.checkpoint.size, &path, &signed.checkpoint.root)
}

#[test]
fn a_server_signs_by_itself_and_a_copy_is_verified_without_it() {
    let operator = Operator::with_new_data();
    let server = operator.serves();
    let sent = operator.writes("one.mdes", file(&student(1, "Lissete", "A1")));
    assert_eq!(code(&operator.submits(&[sent])), 0);
    let signed = operator.runs(&["audit", "checkpoint"]);
    assert_eq!(code(&signed), 0, "{}", words(&signed));
    let outside = operator.beside("outside.txt");
    fs::copy(checkpoint_file(&operator), &outside).unwrap();
    let outside = outside.to_str().unwrap();
    let (exit, line) = verdict(&operator, &["--checkpoints", outside]);
    assert!(exit == 0 && line.starts_with("INTACT"), "{line}");
    let text = said(&operator.runs(&["audit", "verify", "--checkpoints", outside]));
    assert!(text.contains("anchored  1 to ") && text.contains("nothing outside speaks for them"), "{text}");
    let log = operator.beside("log.jsonl");
    let export = |from: &str| {
        operator.runs(&["audit", "export", "--from", from, "--out", log.to_str().unwrap()]);
        fs::read_to_string(&log).unwrap()
    };
    assert!(export("2000-01-01").contains(r#""kind":"settings_taken""#), "with what the server runs");
    assert_eq!(export("2199-01-01"), "", "asked of a server, and nothing fits");
    assert_eq!(server.stops(), 0);

    // A copy that cannot be written to.
    let store = operator.data().join("store.redb");
    fs::set_permissions(&store, fs::Permissions::from_mode(0o400)).unwrap();
    let key = text.lines().find_map(|line| line.split("entry ").nth(1)?.split(": ").nth(1)).unwrap();
    let json = operator.runs(&["audit", "verify", "--json", "--key", key, "--checkpoints", outside]);
    let report: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!((report["intact"].as_bool(), code(&json)), (Some(true), 0), "{report}");
    assert!(report["anchored"]["size"].as_u64() <= report["entries"].as_u64());
    let stranger = PublicKey([7; 32]).to_line(report["log"].as_str().unwrap());
    let (exit, line) = verdict(&operator, &["--key", &stranger, "--checkpoints", outside]);
    assert!(exit == 1 && line.starts_with("NOT INTACT: the key was changed"), "{line}");
    operator.is_refused(&["audit", "verify", "--key", "nonsense"], 2, "no verifier key");

    // A file that was altered on its way, or holds nothing, speaks for nothing.
    let notes = fs::read_to_string(outside).unwrap();
    for altered in [notes.replace("\ntime ", "\nTime "), String::new()] {
        fs::write(outside, altered).unwrap();
        let (exit, line) = verdict(&operator, &["--checkpoints", outside]);
        assert!(exit == 8 && line.starts_with("NOT ANCHORED: "), "{line}");
        let json = operator.runs(&["audit", "verify", "--json", "--checkpoints", outside]);
        assert_eq!(serde_json::from_slice::<Value>(&json.stdout).unwrap()["intact"], false);
    }
}

#[test]
fn an_older_store_is_noticed_by_verify_and_doctor() {
    let operator = Operator::with_new_data();
    let store = operator.data().join("store.redb");
    let old = fs::read(&store).unwrap();
    assert_eq!(code(&operator.runs(&["audit", "checkpoint"])), 0);
    assert_eq!(verdict(&operator, &[]).0, 0);
    fs::write(&store, old).unwrap();
    let (exit, line) = verdict(&operator, &[]);
    assert!(exit == 1 && line.contains("an older store was put in place"), "{line}");
    let doctor = operator.runs(&["doctor"]);
    assert!(code(&doctor) == 1 && said(&doctor).contains("older store"), "{}", words(&doctor));
    // What the store signs from now on does not go behind what another one has signed.
    operator.is_refused(&["audit", "checkpoint"], 4, "an older store was put in place");
}

#[test]
fn an_export_proves_every_entry_and_names_only_the_child_it_was_asked_for() {
    let operator = Operator::with_new_data();
    let sent = operator.writes("one.mdes", file(&[student(1, "Lissete", "A1"), student(2, "Ramon", "B2")].concat()));
    assert_eq!(code(&operator.submits(&[sent])), 0);
    let identities = operator.export("identities");
    let ids: Vec<&str> = identities.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    ids.iter().for_each(|id| assert_eq!(code(&operator.runs(&["show", id])), 0));
    let out = operator.beside("log.jsonl");
    let out = out.to_str().unwrap();
    let exported = operator.runs(&["audit", "export", "--proofs", "--out", out]);
    assert_eq!(code(&exported), 0, "{}", words(&exported));
    let text = fs::read_to_string(out).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (last, entries) = lines.split_last().unwrap();
    let note = last["checkpoint"]["note"].as_str().unwrap();
    let covered = Signed::parse(note).unwrap().checkpoint.size;
    for entry in entries {
        let proved = entry["seq"].as_u64().unwrap() > covered || is_proved(entry, &entry["proof"], note);
        assert!(proved, "{entry}");
    }
    assert!(entries.iter().any(|entry| entry["kind"] == "log_read"), "the export itself");
    assert!(ids.iter().all(|id| !text.contains(id)), "a commitment is all there is of a child");
    assert_eq!(verdict(&operator, &["--checkpoints", out]).0, 0, "the checkpoint of an export is one");

    let about = operator.runs(&["audit", "export", "--child", ids[0], "--out", out]);
    assert_eq!(code(&about), 0, "{}", words(&about));
    let text = fs::read_to_string(out).unwrap();
    assert!(text.contains(ids[0]) && !text.contains(ids[1]), "{text}");
    assert_eq!(text.lines().count(), 2, "one reading, and the asking for it");
    let none = operator.runs(&["audit", "export", "--from", "2199-01-01", "--out", out]);
    assert!(code(&none) == 1 && said(&none).contains("in UTC as all of its days"), "{}", words(&none));
    assert!(fs::read_to_string(out).unwrap().is_empty(), "nothing of the export before stays");
}

#[test]
fn one_entry_is_proved_and_a_new_key_is_announced() {
    let operator = Operator::with_new_data();
    let proof: Value = serde_json::from_slice(&operator.runs(&["audit", "prove", "1"]).stdout).unwrap();
    assert!(is_proved(&proof["entry"], &proof["inclusion"], proof["checkpoint"]["note"].as_str().unwrap()));
    let old = proof["checkpoint"]["size"].as_u64().unwrap();
    assert_eq!(code(&operator.runs(&["audit", "new-key"])), 0);
    let later = operator.runs(&["audit", "prove", "1", "--since", &old.to_string()]);
    let later: Value = serde_json::from_slice(&later.stdout).unwrap();
    let path: Vec<tree::Hash> = later["consistency"]["proof"].as_array().unwrap().iter().map(hash).collect();
    let at = |proof: &Value| Signed::parse(proof["checkpoint"]["note"].as_str().unwrap()).unwrap().checkpoint;
    let (before, after) = (at(&proof), at(&later));
    assert!(tree::is_consistent((before.size, &before.root), (after.size, &after.root), &path));
    assert_eq!(verdict(&operator, &[]).0, 0);
    assert_eq!(code(&operator.runs(&["audit", "prove", "999"])), 1);
    operator.is_refused(&["audit", "prove", "1", "--since", "0"], 2, "--since must be from 1");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&operator.data().join("secrets/audit.key")), 0o600);
    fs::set_permissions(operator.data().join("secrets/audit.key"), fs::Permissions::from_mode(0o644)).unwrap();
    operator.is_refused(&["audit", "new-key"], 3, "chmod 600");
}
