//! Nothing about a child leaves in a log line, on the error stream or in an address: MSIX IDs only. A registrar's whole
//! day is played with the log as talkative as it gets, mistakes included.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::world::{Operator, Sample, code, file, said, student, words};

#[test]
fn nothing_about_a_child_is_in_logs_or_addresses() {
    let operator = Operator::with_new_data();
    let sample = Sample::new(60, &[]);
    let (first, last) = sample.files.split_at(sample.files.len() - 1);
    let secrets = Secrets::of(&sample.files);
    let mut told = Vec::new();

    let rules = "[accounts]\nterms_days = 0\ntraining_days = 0\n";
    fs::write(operator.data().join("vereda.toml"), rules).unwrap();
    let server = operator.serves_with(File::create(operator.beside("log")).unwrap().into(), "trace");
    told.push(operator.submits(first));
    told.extend(mistakes(&operator));
    told.push(operator.runs(&["user", "add", "registrar", "--role", "primary", "--state", "TX"]));
    let made = said(told.last().unwrap());
    let password = made.split("shown this once: ").nth(1).unwrap().trim().to_owned();

    let mut browser = Browser::new(&operator);
    browser.day(&secrets, &password);
    // The index goes away under the server: an error for its log.
    fs::remove_dir_all(operator.data().join("index")).unwrap();
    told.push(operator.submits(last));
    let query = secrets.child.join(" ");
    browser.search(&query);
    let verbs = [&["search", &query][..], &["show", "000000000000"], &["index", "rebuild"], &["doctor"]];
    told.extend(verbs.map(|verb| operator.runs(verb)));
    assert_eq!(server.stops(), 0);
    told.extend(verbs.map(|verb| operator.runs(verb)));

    let log = fs::read_to_string(operator.beside("log")).unwrap();
    assert!(log.contains("route=\"/students/{id}/history\"") && log.contains("WARN the search index"), "{log}");
    secrets.are_not_in("the log", &log);
    for output in told {
        secrets.are_not_in("the error stream", &words(&output));
    }
    assert!(browser.addresses.len() > 40, "{:?}", browser.addresses);
    for address in &browser.addresses {
        secrets.are_not_in("an address or a title", address);
    }
    assert!(!secrets.found_in(&browser.shown).is_empty(), "the pages themselves show the child");
}

/// Files that are refused or full of findings, with a child's data where they do not belong.
fn mistakes(operator: &Operator) -> Vec<Output> {
    let good = file(&student(1, "Xochitl", "ZZ9"));
    let texts = [
        ("strays.mdes", good.replace("|1|5|", "|1|6|").replacen("S|1", "D|1|Xochitl||Garza\nS|1", 1)),
        ("header.mdes", "H|Xochitl|Garza|20100503\n".to_owned()),
        ("no-header.mdes", "Xochitl|Garza|20100503\n".to_owned()),
        ("letters.mdes", file(&(student(1, "Xochitl", "ZZ9") + "X|1|Xochitl|Garza\n"))),
        ("values.mdes", good.replace("|Female|20100503|", "|Xochitl|Xochitl|")),
        ("cut.mdes", good[..good.len() - 60].to_owned()),
    ];
    let paths = texts.map(|(name, text)| operator.writes(name, text));
    let submit = |path: &PathBuf| operator.runs(&["submit", path.to_str().unwrap()]);
    let try_out = |path: &PathBuf| operator.runs(&["submit", "--dry-run", path.to_str().unwrap()]);
    let outputs: Vec<Output> = paths.iter().map(try_out).chain(paths.iter().map(submit)).collect();
    assert!(outputs.iter().all(|output| [1, 5].contains(&code(output))));
    outputs
}

/// What must not be seen: words of names, birth dates, identifiers, parents, contacts.
struct Secrets {
    words: BTreeSet<String>,
    dates: BTreeSet<String>,
    /// First name, last name and birth date of a child that is searched for.
    child: [String; 3],
}

impl Secrets {
    /// Reads them out of submission files: columns of the records S, K and D.
    fn of(files: &[PathBuf]) -> Self {
        let mut secrets = Self { words: BTreeSet::new(), dates: BTreeSet::new(), child: Default::default() };
        secrets.words.extend(["xochitl", "garza", "zz9"].map(str::to_owned));
        secrets.dates.insert("20100503".to_owned());
        // The child that is searched for is of the first file, which is handed in first.
        files.iter().rev().for_each(|file| secrets.read(file));
        for date in secrets.dates.clone() {
            secrets.dates.insert(format!("{}-{}-{}", &date[..4], &date[4..6], &date[6..]));
        }
        secrets
    }

    fn read(&mut self, file: &Path) {
        let text = fs::read(file).unwrap();
        let mut rows = csv::ReaderBuilder::new();
        let mut rows = rows.has_headers(false).flexible(true).delimiter(text[1]).from_reader(text.as_slice());
        for row in rows.records() {
            let row = row.unwrap();
            let columns: &[usize] = match &row[0] {
                "S" => &[4],
                "K" => &[2],
                "D" => &[2, 3, 4, 5, 14, 15, 16, 17, 19],
                _ => continue,
            };
            let values = columns.iter().filter_map(|column| row.get(*column));
            self.words.extend(values.flat_map(words_of).filter(|word| word.chars().count() > 2));
            if &row[0] == "D" {
                self.dates.insert(row[8].to_owned());
                self.child = [2, 4, 8].map(|column| row[column].to_owned());
            }
        }
    }

    fn found_in(&self, text: &str) -> Vec<String> {
        let said: BTreeSet<String> = words_of(text).collect();
        let dates = self.dates.iter().filter(|date| text.contains(*date));
        self.words.intersection(&said).chain(dates).cloned().collect()
    }

    fn are_not_in(&self, what: &str, text: &str) {
        let found = self.found_in(text);
        let lines = || text.lines().filter(|line| !self.found_in(line).is_empty()).take(5).collect::<Vec<_>>();
        assert!(found.is_empty(), "{found:?} in {what}: {:#?}", lines());
    }
}

/// The value of the first hidden field of a name.
fn field<'a>(page: &'a str, name: &str) -> &'a str {
    let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1).expect(name);
    rest.split('"').next().unwrap()
}

fn words_of(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// A browser that keeps its cookies, and every address and title it gets to see.
struct Browser {
    settings: Arc<ClientConfig>,
    address: String,
    cookies: BTreeMap<String, String>,
    addresses: BTreeSet<String>,
    shown: String,
}

impl Browser {
    fn new(operator: &Operator) -> Self {
        let mut roots = RootCertStore::empty();
        let certificate = operator.data().join("tls/certificate.pem");
        roots.add(CertificateDer::from_pem_file(certificate).unwrap()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let settings = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let settings = Arc::new(settings.with_root_certificates(roots).with_no_client_auth());
        let log = fs::read_to_string(operator.beside("log")).unwrap();
        let address = log.split("the portal is at https://").nth(1).unwrap().lines().next().unwrap().to_owned();
        Self { settings, address, cookies: BTreeMap::new(), addresses: BTreeSet::new(), shown: String::new() }
    }

    /// Logs in, finds a child, reads every page about it, and makes mistakes.
    fn day(&mut self, secrets: &Secrets, password: &str) {
        let [first, last, born] = &secrets.child;
        let entry = format!("user_name=registrar&next=%2Fstudents&password={password}");
        self.asks("POST", "/login", &entry.replace(password, last));
        assert!(self.asks("POST", "/login", &entry).contains("303"));
        self.arrives(password, last);
        for query in [format!("{first} {last}"), format!("{last} {born}"), "%00<b>".to_owned()] {
            self.search(&query);
        }
        let found = self.search(&format!("{first} {last}"));
        let child = found.split("href=\"/students/").nth(1).expect("the child is found")[..12].to_owned();
        let pages = ["", "/demographics", "/history", "/print", "/enrollments", "/courses", "/assessments", "/moves"];
        for page in pages {
            for asked in ["", "?lang=es", "?lang=en", "?as_of=2026-11-21", "?as_of=1999-01-01", "?as_of=never"] {
                let page = self.asks("GET", &format!("/students/{child}{page}{asked}"), "");
                self.shown.push_str(&page);
            }
        }
        for page in ["/", "/students", "/submissions", "/submissions/1", "/submissions/2", "/help", "/none"] {
            self.asks("GET", page, "");
        }
        // What somebody types into the address line is theirs, but the log keeps quiet about it.
        let kept = self.addresses.clone();
        for path in [format!("/students/{first}"), format!("/students?q={last}"), format!("/{last}?born={born}")] {
            self.asks("GET", &path, "");
        }
        let cookies = std::mem::take(&mut self.cookies);
        self.asks("GET", &format!("/students/{child}?as_of={born}"), "");
        self.cookies = cookies;
        self.addresses = kept;
        // Forms that fail: without a token, with bytes that are no text, much too long.
        self.asks("POST", "/students", &format!("text={first}+{last}&born_from={born}"));
        self.asks("POST", "/students", &format!("csrf=x&text={first}%ff%00"));
        self.asks("POST", "/students", &format!("text={}", last.repeat(20_000)));
        self.asks("PUT", "/students", &format!("text={first}"));
    }

    /// Goes through the steps of a first login: a password of her own, an authenticator app.
    fn arrives(&mut self, password: &str, last: &str) {
        let page = self.asks("GET", "/login/new-password", "");
        let new = |new: &str| format!("csrf={}&present={password}&new={new}&repeated={new}", field(&page, "csrf"));
        assert!(self.asks("POST", "/login/new-password", &new(last)).contains(" 422 "));
        assert!(self.asks("POST", "/login/new-password", &new("Lantern-9-bees")).contains(" 303 "));
        let page = self.asks("GET", "/login/set-up", "");
        let secret = page.split("<code class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().replace(' ', "");
        let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
        let code = totp_rs::Builder::new().with_secret(secret).build().unwrap().generate_current();
        let first = format!("csrf={}&sealed={}&code={code}", field(&page, "csrf"), field(&page, "sealed"));
        assert!(self.asks("POST", "/login/set-up", &first.replace("code=", "code=1")).contains(" 422 "));
        assert!(self.asks("POST", "/login/set-up", &first).contains(" 200 "));
        let page = self.asks("GET", "/purpose", "");
        let stated = format!("csrf={}&purpose=enrollment", field(&page, "csrf"));
        assert!(self.asks("POST", "/purpose", &stated).contains(" 303 "));
    }

    /// Sends the search form and goes where it leads.
    fn search(&mut self, text: &str) -> String {
        let form = self.asks("GET", "/students", "");
        let token = form.split("name=\"csrf\" value=\"").nth(1).expect("a form with a token");
        let token = token.split('"').next().unwrap();
        let sent = self.asks("POST", "/students", &format!("csrf={token}&text={}", text.replace(' ', "+")));
        let way = sent.split("location: ").nth(1).expect("a way to the results").lines().next().unwrap().to_owned();
        self.asks("GET", way.trim(), "")
    }

    /// One request on a connection of its own. Gives the whole answer: head and body.
    fn asks(&mut self, method: &str, path: &str, form: &str) -> String {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let (cookie, length) = (cookies.join("; "), form.len());
        let path = path.replace(' ', "%20");
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\nsec-fetch-site: same-origin\r\ncookie: {cookie}\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{form}",
            self.address
        );
        let name = ServerName::try_from("127.0.0.1").unwrap();
        let connection = ClientConnection::new(Arc::clone(&self.settings), name).unwrap();
        let mut stream = StreamOwned::new(connection, TcpStream::connect(&self.address).unwrap());
        // Who sends too much is cut off.
        let _ = stream.write_all(request.as_bytes()).and_then(|()| stream.flush());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        self.keep(&answer);
        answer
    }

    fn keep(&mut self, answer: &str) {
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
        for line in head.lines() {
            if let Some(cookie) = line.strip_prefix("set-cookie: ") {
                self.addresses.insert(cookie.to_owned());
                let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
            self.addresses.extend(line.strip_prefix("location: ").map(str::to_owned));
        }
        let ends = |rest: &str| rest.split(['"', '<']).next().unwrap_or_default().to_owned();
        for start in ["href=\"", "action=\"", "src=\""] {
            self.addresses.extend(body.split(start).skip(1).map(ends));
        }
        // The first one goes into the browser's history; others are of drawings in the page.
        self.addresses.extend(body.split("<title>").nth(1).map(ends));
    }
}
