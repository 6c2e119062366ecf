//! What the tests of the program share: an operator with a data directory, a server, invented files, randomness that
//! is the same in every run.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use tempfile::TempDir;
use vereda::model::Date;
use vereda::sample;

/// A data directory and the program.
pub(crate) struct Operator {
    pub(crate) parent: TempDir,
}

impl Operator {
    pub(crate) fn with_new_data() -> Self {
        Self::without_data().creates()
    }

    /// With the data in memory, if there is room: a process that is killed needs no real disk, and waiting for one is
    /// most of the time of a submit.
    pub(crate) fn with_new_data_in_memory() -> Self {
        let memory = Path::new("/dev/shm");
        let room = rustix::fs::statvfs(memory).map_or(0, |stat| stat.f_bavail * stat.f_frsize);
        let parent = if room > 1 << 30 { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        Self { parent: parent.unwrap() }.creates()
    }

    pub(crate) fn without_data() -> Self {
        Self { parent: tempfile::tempdir().unwrap() }
    }

    fn creates(self) -> Self {
        let made = program().arg("init").arg(self.data()).output().unwrap();
        assert_eq!(code(&made), 0, "{}", words(&made));
        self
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.parent.path().join("data")
    }

    /// A place beside the data directory.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.parent.path().join(name)
    }

    /// Writes a file beside the data directory.
    pub(crate) fn writes(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.beside(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = program();
        command.arg("--data").arg(self.data()).args(arguments);
        command
    }

    pub(crate) fn runs(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Hands in files; the answers are put beside them.
    pub(crate) fn submits(&self, files: &[PathBuf]) -> Output {
        self.command(&["submit"]).args(files).output().unwrap()
    }

    /// Starts a server and waits until its socket answers.
    pub(crate) fn serves(&self) -> Server {
        self.serves_with(Stdio::null(), "info")
    }

    /// The same, with a place for the log and its filter.
    pub(crate) fn serves_with(&self, log: Stdio, filter: &str) -> Server {
        let mut child = self.command(&["serve", "--listen", "127.0.0.1:0"]);
        let mut server = Server(child.env("VEREDA_LOG", filter).stderr(log).spawn().unwrap());
        let socket = self.data().join("vereda.sock");
        while UnixStream::connect(&socket).is_err() {
            assert!(server.0.try_wait().unwrap().is_none(), "the server ended");
            sleep(Duration::from_millis(20));
        }
        server
    }

    /// Looks at a refusal: its code, its words, and that they are one sentence.
    pub(crate) fn is_refused(&self, arguments: &[&str], expected: i32, sentence: &str) {
        let refused = self.runs(arguments);
        assert_eq!(code(&refused), expected, "{}", words(&refused));
        assert!(words(&refused).contains(sentence), "{}", words(&refused));
        assert_eq!(words(&refused).lines().count(), 1, "one sentence a person can read: {}", words(&refused));
    }

    /// Has everything verified.
    pub(crate) fn is_healthy(&self) {
        let doctor = self.runs(&["doctor"]);
        assert_eq!(code(&doctor), 0, "{}{}", said(&doctor), words(&doctor));
    }

    /// One of the exports.
    pub(crate) fn export(&self, what: &str) -> String {
        let out = self.beside(what);
        let exported = self.runs(&["export", what, "--out", out.to_str().unwrap()]);
        assert_eq!(code(&exported), 0, "{}", words(&exported));
        fs::read_to_string(out).unwrap()
    }

    /// All that states get to see: who is who, what is doubtful, and the answers to these files, without times.
    pub(crate) fn account(&self, files: &[PathBuf]) -> Vec<String> {
        let answers =
            files.iter().flat_map(|file| [".response.csv", ".response.json"].map(|ending| answer(file, ending)));
        ["identities", "near-matches"].map(|what| self.export(what)).into_iter().chain(answers).collect()
    }
}

/// A running server; killed with the test.
pub(crate) struct Server(pub(crate) Child);

impl Server {
    pub(crate) fn stops(mut self) -> i32 {
        rustix::process::kill_process(self.pid(), rustix::process::Signal::TERM).unwrap();
        self.0.wait().unwrap().code().unwrap()
    }

    pub(crate) fn kill_hard(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    fn pid(&self) -> rustix::process::Pid {
        rustix::process::Pid::from_child(&self.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A portal as somebody outside sees it: one request on a connection of its own.
pub(crate) struct Portal {
    settings: Arc<ClientConfig>,
    address: String,
}

impl Portal {
    /// Of a server that writes this log.
    pub(crate) fn of(operator: &Operator, log: &Path) -> Self {
        let mut roots = RootCertStore::empty();
        let certificate = operator.data().join("tls/certificate.pem");
        roots.add(CertificateDer::from_pem_file(certificate).unwrap()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let settings = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let settings = Arc::new(settings.with_root_certificates(roots).with_no_client_auth());
        // The line may come a moment after the socket.
        let address = loop {
            let log = fs::read_to_string(log).unwrap();
            if let Some((address, _)) =
                log.split("the portal is at https://").nth(1).and_then(|rest| rest.split_once('\n'))
            {
                break address.trim_end().to_owned();
            }
            sleep(Duration::from_millis(20));
        };
        Self { settings, address }
    }

    /// The whole answer: head and body.
    pub(crate) fn asks(&self, method: &str, path: &str, cookie: &str, form: &str) -> String {
        let length = form.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\nsec-fetch-site: same-origin\r\ncookie: {cookie}\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{form}",
            self.address
        );
        let name = ServerName::try_from("127.0.0.1").unwrap();
        let connection = ClientConnection::new(Arc::clone(&self.settings), name).unwrap();
        let mut stream = StreamOwned::new(connection, TcpStream::connect(&self.address).unwrap());
        stream.write_all(request.as_bytes()).and_then(|()| stream.flush()).unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }
}

/// Invented children as files of a few states.
pub(crate) struct Sample {
    folder: TempDir,
    pub(crate) files: Vec<PathBuf>,
}

impl Sample {
    /// Only the files of these states; all of them when none is named.
    pub(crate) fn new(children: u32, states: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = sample::Options { children, seed: 1, today: Date::new(2026, 11, 20).unwrap() };
        let mut files = sample::write(options, folder.path(), &|_, _| ()).unwrap().files;
        files.retain(|file| states.is_empty() || states.iter().any(|state| name(file).starts_with(state)));
        assert!(files.len() >= states.len());
        Self { folder, files }
    }

    /// Puts a file before the others.
    pub(crate) fn with(mut self, name: &str, text: &str) -> Self {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        self.files.insert(0, path);
        self
    }

    /// The files beside a data directory, so that their answers are too.
    pub(crate) fn for_(&self, operator: &Operator) -> Vec<PathBuf> {
        self.files.iter().map(|file| operator.writes(&name(file), fs::read(file).unwrap())).collect()
    }
}

/// A file of Texas with these students; the control totals fit.
pub(crate) fn file(body: &str) -> String {
    file_of("TX", body)
}

/// The same for any state.
pub(crate) fn file_of(state: &str, body: &str) -> String {
    let students = body.lines().filter(|line| line.starts_with('S')).count();
    format!("H|1|{state}|20241114203000|{students}|{}|||full|NGS\n{body}", body.lines().count())
}

/// The lines of a student that is taken without a finding.
pub(crate) fn student(number: u32, first_name: &str, id: &str) -> String {
    format!(
        "S|{number}|||{id}|01|I\nD|1|{first_name}||Garza|Luna||Female|20100503||McAllen|TX|US|1004|Juan|Garza|Rosa|Luna\n\
         Q|1|20240610|Zamora|MIC|MX|McAllen|TX|20270610\nE|1|20240816|01|Lincoln High School|||||||||McAllen ISD|TX|||09\n"
    )
}

/// Many small students of Texas, no two alike: a file that is applied in several transactions.
pub(crate) fn crowd(count: u32) -> String {
    let word = |number: u32| {
        let syllables =
            ["ma", "ro", "li", "ten", "gus", "dar", "vel", "no", "ki", "sa", "fer", "pol", "zu", "bra", "ci", "len"];
        (0..16).step_by(4).map(|shift| syllables[(number >> shift) as usize % 16]).collect::<String>()
    };
    let student = |number: u32| {
        let (first, last) = (word(number.wrapping_mul(40_503)), word(number.wrapping_mul(30_011)));
        let born = format!("2010{:02}{:02}", 1 + number % 12, 1 + number % 28);
        format!(
            "S|{number}|||A{number}|01|I\nD|1|{first}||{last}|||Female|{born}||McAllen|TX|US|1004|Juan|{last}\n\
             Q|1|20240610|Zamora|MIC|MX|McAllen|TX|20270610\nE|1|20240816|01|Lincoln High School\n"
        )
    };
    file(&(1..=count).map(student).collect::<String>())
}

pub(crate) fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_vereda"));
    program.env_remove("VEREDA_DATA").env_remove("VEREDA_CONFIG").env_remove("VEREDA_LOG").stdin(Stdio::null());
    program
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

pub(crate) fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(crate) fn name(file: &Path) -> String {
    file.file_name().unwrap().to_string_lossy().into_owned()
}

/// The path of an answer to a file.
pub(crate) fn answer_path(file: &Path, ending: &str) -> PathBuf {
    file.with_file_name(name(file) + ending)
}

/// An answer to a file without the times at which it came and was answered.
fn answer(file: &Path, ending: &str) -> String {
    let path = answer_path(file, ending);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    if ending.ends_with(".json") {
        let mut answer: serde_json::Value = serde_json::from_str(&text).unwrap();
        for time in ["received", "answered"] {
            assert!(answer["file"].as_object_mut().unwrap().remove(time).is_some());
        }
        return serde_json::to_string_pretty(&answer).unwrap();
    }
    let is_time = |line: &&str| line.contains(",received,") || line.contains(",answered,");
    text.lines().filter(|line| !(line.starts_with("file,") && is_time(line))).collect::<Vec<_>>().join("\n")
}

/// Numbers that look random and are the same in every run (splitmix64).
pub(crate) struct Seeded(pub(crate) u64);

impl Seeded {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A moment of a stretch of time.
    pub(crate) fn moment_of(&mut self, whole: Duration) -> Duration {
        let thousandths = u32::try_from(self.next() % 1000).unwrap();
        whole * thousandths / 1000
    }
}
