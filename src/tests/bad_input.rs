//! Whatever comes in: a sentence, an exit code that the manual names, and nothing lost.

use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::world::{Operator, answer_path, code, file, said, student, words};

/// Room for the program's addresses in kilobytes: much less than the file of the test that uses it.
const ROOM: &str = "1000000";

#[test]
fn a_file_of_another_state_is_refused_and_its_owner_can_still_send_it() {
    let operator = Keeper::new();
    let path = operator.0.writes("x.mdes", file(&student(1, "Eva", "B1")));
    let output = operator.0.runs(&["submit", "--state", "FL", path.to_str().unwrap()]);
    operator.has_refused(&path, &output, "This is a file of TX, but FL sends it.");
    let output = operator.0.runs(&["submit", "--state", "TX", path.to_str().unwrap()]);
    assert_eq!(code(&output), 0, "{}{}", said(&output), words(&output));
    assert_eq!(code(&operator.0.runs(&["submit", "--state", "ZZ", path.to_str().unwrap()])), 2);
}

#[test]
fn a_file_that_is_damaged_or_no_text_is_refused() {
    let operator = Keeper::new();
    let text = file(&student(1, "Eva", "B1"));
    let zipped = gzip(text.as_bytes());
    operator.refuses("cut.mdes.gz", &zipped[..zipped.len() / 2], "The compressed file is damaged or was cut off");
    let mut zstd = ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    let middle = zstd.len() / 2;
    zstd.truncate(zstd.len() - 3);
    zstd[middle] ^= 0x55;
    operator.refuses("altered.mdes.zst", &zstd, "The compressed file is damaged or was cut off");
    operator.refuses("empty.mdes", b"", "The file is empty.");
    operator.refuses(
        "latin.mdes",
        &text.replace("Eva", "Jos\u{e9}").chars().map(|c| c as u8).collect::<Vec<_>>(),
        "This line is not UTF-8.",
    );
    operator.refuses("image.mdes", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not");
    operator.refuses("short.mdes", &text.as_bytes()[..text.len() - 90], "Part of it may be missing");
}

#[test]
fn a_line_of_2_gb_is_refused_with_little_memory() {
    let operator = Keeper::new();
    let header = "H|1|TX|20241114203000|1|1|||full|NGS\nS|1|";
    let zeros = operator.0.writes("zeros.mdes", header);
    File::options().append(true).open(&zeros).unwrap().set_len(2 << 30).unwrap();
    operator.has_refused(&zeros, &operator.submits_in_a_small_room(&zeros), "too large when unpacked");
    let million = gzip(&[b'a'; 1 << 20]);
    let packed = operator.0.writes("packed.mdes.gz", [gzip(header.as_bytes()), million.repeat(2048)].concat());
    operator.has_refused(&packed, &operator.submits_in_a_small_room(&packed), "This line is longer than 65536 bytes.");
}

#[test]
fn a_nul_rejects_its_student_and_no_other() {
    let operator = Keeper::new();
    let body = student(1, "Jo\0se", "B1") + &student(2, "Eva", "B2");
    let path = operator.0.writes("nul.mdes", file(&body));
    let output = operator.0.submits(std::slice::from_ref(&path));
    assert_eq!(code(&output), 1, "{}", words(&output));
    let answer = fs::read_to_string(answer_path(&path, ".response.csv")).unwrap();
    assert!(answer.contains("student,1,B1,rejected,") && answer.contains("This line holds a NUL"), "{answer}");
    assert!(answer.contains("student,2,B2,created,"), "{answer}");
    operator.has_lost_nothing();
}

#[test]
fn a_child_with_1000_enrollments_is_refused_and_one_with_999_is_not() {
    let operator = Keeper::new();
    let more = |count: usize| student(1, "Eva", "B1") + &"E|2|20240816|01|Lincoln High School\n".repeat(count - 1);
    operator.refuses("1000.mdes", file(&more(1000)).as_bytes(), "A child has more than 999 records E.");
    let path = operator.0.writes("999.mdes", file(&more(999)));
    assert!(code(&operator.0.submits(std::slice::from_ref(&path))) <= 1);
    let answer = fs::read_to_string(answer_path(&path, ".response.csv")).unwrap();
    assert!(answer.contains("student,1,B1,created,"), "{answer}");
    operator.has_lost_nothing();
}

#[test]
fn a_formula_in_a_name_is_no_formula_in_a_table() {
    let operator = Keeper::new();
    let name = format!("=HYPERLINK(\"http://evil.example\"){}", "x".repeat(60));
    let body = student(1, &name, "B1") + &student(2, "Eva", "@SUM(A1)");
    let text = file(&body).replace("full|NGS", "full|+cmd");
    let path = operator.0.writes("=1+1.mdes", text);
    assert_eq!(code(&operator.0.submits(std::slice::from_ref(&path))), 1);
    let answer = fs::read(answer_path(&path, ".response.csv")).unwrap();
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(answer.as_slice());
    let cells: Vec<String> =
        rows.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect();
    for sent in ["'=HYPERLINK", "'@SUM(A1)", "'+cmd", "'=1+1.mdes"] {
        assert!(cells.iter().any(|cell| cell.starts_with(sent)), "{sent} in {cells:?}");
    }
    assert!(!cells.iter().any(|cell| cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{cells:?}");
    operator.has_lost_nothing();
}

#[test]
fn what_is_no_readable_file_is_named() {
    let operator = Keeper::new();
    let folder = operator.0.beside("folder");
    fs::create_dir(&folder).unwrap();
    operator.0.is_refused(&["submit", folder.to_str().unwrap()], 3, "folder: is a directory");
    let closed = operator.0.writes("closed.mdes", file(&student(1, "Eva", "B1")));
    fs::set_permissions(&closed, Permissions::from_mode(0o000)).unwrap();
    // Root reads it all the same.
    if File::open(&closed).is_err() {
        operator.0.is_refused(&["submit", closed.to_str().unwrap()], 3, "closed.mdes: Permission denied");
    }
    // The first file is taken, the second is named.
    let good = operator.0.writes("good.mdes", file(&student(1, "Eva", "B1")));
    let output = operator.0.submits(&[good.clone(), operator.0.beside("missing.mdes")]);
    assert_eq!(code(&output), 3);
    assert!(words(&output).contains("missing.mdes") && answer_path(&good, ".response.json").exists());
    operator.has_lost_nothing();
}

#[test]
fn an_answer_that_cannot_be_written_is_told_and_can_be_had_again() {
    let operator = Keeper::new();
    let path = operator.0.writes("x.mdes", file(&student(1, "Eva", "B1")));
    fs::create_dir(answer_path(&path, ".response.json")).unwrap();
    operator.0.is_refused(&["submit", path.to_str().unwrap()], 3, "cannot write");
    fs::remove_dir(answer_path(&path, ".response.json")).unwrap();
    assert_eq!(code(&operator.0.submits(std::slice::from_ref(&path))), 0);
    assert!(fs::read_to_string(answer_path(&path, ".response.json")).unwrap().contains("\"created\""));
    operator.has_lost_nothing();
}

#[test]
fn a_store_that_was_cut_off_is_refused_and_left_as_it_is() {
    let operator = Keeper::new();
    let store = operator.0.data().join("store.redb");
    let whole = fs::read(&store).unwrap();
    for length in [0, 1, 100, 4096, whole.len() / 2, whole.len() - 1] {
        fs::write(&store, &whole[..length]).unwrap();
        for verb in [&["search", "Ana"][..], &["doctor"], &["serve", "--listen", "127.0.0.1:0"]] {
            operator.0.is_refused(verb, 4, "the store is damaged");
        }
        assert!(fs::read(&store).unwrap() == whole[..length], "cut to {length}");
    }
    fs::write(&store, &whole).unwrap();
    operator.has_lost_nothing();
}

/// A damaged page is found by the doctor or holds nothing that is in use; no verb ends without a sentence.
#[test]
fn a_store_with_altered_bytes_never_ends_a_verb_without_a_word() {
    let operator = Keeper::new();
    let store = operator.0.data().join("store.redb");
    let whole = fs::read(&store).unwrap();
    let step = whole.len() / 24;
    let mut found = 0;
    for place in (0..whole.len() - 16).step_by(step) {
        let mut altered = whole.clone();
        altered[place..place + 16].iter_mut().for_each(|byte| *byte ^= 0xa5);
        fs::write(&store, &altered).unwrap();
        for verb in [&["doctor"][..], &["search", "Ana"]] {
            let output = operator.0.runs(verb);
            assert!([0, 1, 4].contains(&code(&output)), "{verb:?} at {place}: {}", words(&output));
            assert!(words(&output).lines().count() <= 1, "{verb:?} at {place}: {}", words(&output));
            found += u32::from(code(&output) != 0);
        }
    }
    assert!(found > 0, "no place was in use");
    fs::write(&store, &whole).unwrap();
    operator.has_lost_nothing();
}

#[test]
fn an_index_that_is_gone_or_damaged_is_built_anew() {
    let operator = Keeper::new();
    let index = operator.0.data().join("index");
    let files = || fs::read_dir(&index).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let damages: [&dyn Fn(); 4] = [
        &|| fs::remove_dir_all(&index).unwrap(),
        &|| files().for_each(|path| fs::write(path, "no index").unwrap()),
        &|| files().for_each(|path| File::options().write(true).open(path).unwrap().set_len(5).unwrap()),
        &|| files().filter(|path| !path.ends_with("meta.json")).for_each(|path| fs::remove_file(path).unwrap()),
    ];
    for damage in damages {
        damage();
        let found = operator.0.runs(&["search", "Ana"]);
        assert!(code(&found) == 0 && said(&found).contains("Garza"), "{}{}", said(&found), words(&found));
        operator.has_lost_nothing();
    }
}

#[test]
fn a_socket_that_nobody_listens_on_hinders_nobody() {
    let operator = Keeper::new();
    let socket = operator.0.data().join("vereda.sock");
    drop(std::os::unix::net::UnixListener::bind(&socket).unwrap());
    assert!(socket.exists());
    operator.has_lost_nothing();
    let server = operator.0.serves();
    operator.has_lost_nothing();
    assert_eq!(server.stops(), 0);
}

/// An operator whose store holds a child.
struct Keeper(Operator, String);

impl Keeper {
    fn new() -> Self {
        let operator = Operator::with_new_data();
        let path = operator.writes("first.mdes", file(&student(1, "Ana", "A1")));
        let taken = operator.submits(&[path]);
        assert_eq!(code(&taken), 0, "{}{}", said(&taken), words(&taken));
        let row = operator.export("identities").lines().nth(1).unwrap().to_owned();
        Self(operator, row)
    }

    fn refuses(&self, name: &str, bytes: &[u8], sentence: &str) {
        let path = self.0.writes(name, bytes);
        self.has_refused(&path, &self.0.submits(std::slice::from_ref(&path)), sentence);
    }

    /// The file was refused in words and in its answers, and the child is still there.
    fn has_refused(&self, path: &Path, output: &Output, sentence: &str) {
        assert_eq!(code(output), 5, "{}{}", said(output), words(output));
        assert!(said(output).contains(sentence), "{}", said(output));
        let answer = fs::read_to_string(answer_path(path, ".response.csv")).unwrap();
        assert!(answer.contains(",status,,,refused,") && answer.contains(sentence), "{answer}");
        let answer = fs::read_to_string(answer_path(path, ".response.json")).unwrap();
        assert!(answer.contains("\"status\":\"refused\""), "{answer}");
        self.has_lost_nothing();
    }

    fn has_lost_nothing(&self) {
        self.0.is_healthy();
        assert!(self.0.export("identities").lines().any(|row| row == self.1), "the child is gone");
        let spool: Vec<PathBuf> =
            fs::read_dir(self.0.data().join("spool")).unwrap().map(|e| e.unwrap().path()).collect();
        assert!(spool.is_empty(), "{spool:?}");
    }

    fn submits_in_a_small_room(&self, path: &Path) -> Output {
        let mut shell = Command::new("sh");
        shell.args([
            "-c",
            "ulimit -v \"$1\" && shift && exec \"$@\"",
            "sh",
            ROOM,
            env!("CARGO_BIN_EXE_vereda"),
            "--data",
        ]);
        shell.arg(self.0.data()).arg("submit").arg(path).stdin(Stdio::null()).output().unwrap()
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
