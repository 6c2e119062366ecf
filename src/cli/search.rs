//! `vereda search`: find children, by one query or by a query a line.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read};
use std::time::Instant;

use serde::{Deserialize, Serialize};

use super::Place;
use super::call::call;
use super::delivery::Delivery;
use super::exit::{Exit, Failure};
use super::request::{Caller, Request, Sink, say, undelivered};
use crate::access::Finder;
use crate::model::{MsixId, Purpose, StateCode};
use crate::search::{HitMember, Query, Results};
use crate::server::Services;

/// Find children by names, birth date, MSIX or state ID in any order.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Most children to show.
    #[arg(long, default_value_t = 20)]
    limit: usize,
    /// One JSON object in place of text.
    #[arg(long)]
    json: bool,
    /// Read a query a line from standard input and answer each with one JSON object on a line.
    #[arg(long, conflicts_with_all = ["json", "query"])]
    stdin: bool,
    /// What to look for.
    #[arg(required_unless_present = "stdin", value_name = "QUERY")]
    query: Vec<String>,
}

/// One query.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Search {
    query: String,
    limit: usize,
    json: bool,
}

/// A query a line.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SearchLines {
    limit: usize,
}

/// A query with more bytes than this is answered as if it had only these.
const LONGEST_QUERY: u64 = 4096;

pub(super) fn run(place: &Place, args: Args) -> Result<Exit, Failure> {
    let mut delivery = Delivery::terminal();
    if args.stdin {
        let request = Request::SearchLines(SearchLines { limit: args.limit });
        return call(place, request, Box::new(std::io::stdin()), &mut delivery);
    }
    let query = args.query.join(" ");
    if query.trim().is_empty() {
        let why = "there is nothing to look for: type names, a birth date or an ID. Nothing was searched";
        return Err(Failure::new(Exit::Usage, why));
    }
    let request = Request::Search(Search { query, limit: args.limit, json: args.json });
    call(place, request, Box::new(std::io::empty()), &mut delivery)
}

pub(super) fn execute(
    services: &Services,
    caller: &Caller,
    request: &Search,
    sink: &mut dyn Sink,
) -> Result<Exit, Failure> {
    let reader = services.children.from(caller.origin).reader_at_the_console(&caller.user, Purpose::Participation);
    let (results, milliseconds) = find(services, reader.finder(), &request.query, request.limit)?;
    let text =
        if request.json { in_json(&request.query, milliseconds, &results)? } else { in_words(&results, milliseconds) };
    say(sink, &text)?;
    Ok(Exit::Ok)
}

pub(super) fn execute_lines(
    services: &Services,
    caller: &Caller,
    request: &SearchLines,
    input: &mut dyn Read,
    sink: &mut dyn Sink,
) -> Result<Exit, Failure> {
    let reader = services.children.from(caller.origin).reader_at_the_console(&caller.user, Purpose::Participation);
    let mut input = BufReader::new(input);
    while let Some(query) = next_line(&mut input).map_err(|error| undelivered(&error))? {
        let (results, milliseconds) = find(services, reader.finder(), &query, request.limit)?;
        say(sink, &in_json(&query, milliseconds, &results)?)?;
    }
    Ok(Exit::Ok)
}

/// The next line without its end, cut off where no query reaches; bytes that are no text become marks.
fn next_line(input: &mut impl BufRead) -> std::io::Result<Option<String>> {
    let mut line = Vec::new();
    if input.by_ref().take(LONGEST_QUERY).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.last() != Some(&b'\n') && line.len() as u64 == LONGEST_QUERY {
        input.skip_until(b'\n')?;
    }
    Ok(Some(String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']).to_owned()))
}

fn find(services: &Services, finder: &Finder, query: &str, limit: usize) -> Result<(Results, f64), Failure> {
    // Not the clock of the exchange: this is how long the machine took.
    let begun = Instant::now();
    let query = Query { text: query.to_owned(), ..Query::default() };
    let results = services.search.search(finder, &query, limit)?;
    Ok((results, begun.elapsed().as_secs_f64() * 1000.0))
}

#[derive(Serialize)]
struct Line<'a> {
    query: &'a str,
    ms: f64,
    results: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Found<'a> {
    msix_id: MsixId,
    score: f32,
    reason: &'a str,
    members: Vec<Key<'a>>,
}

#[derive(Serialize)]
struct Key<'a> {
    state: StateCode,
    state_student_id: &'a str,
}

fn in_json(query: &str, milliseconds: f64, results: &Results) -> Result<String, Failure> {
    let results = results.hits.iter().map(|hit| {
        let members = hit.members.iter().map(key_of).collect();
        Found { msix_id: hit.msix_id, score: hit.score, reason: &hit.reason, members }
    });
    let line = Line { query, ms: (milliseconds * 1000.0).round() / 1000.0, results: results.collect() };
    let text = serde_json::to_string(&line).map_err(|error| Failure::new(Exit::Internal, error.to_string()))?;
    Ok(text + "\n")
}

fn key_of(member: &HitMember) -> Key<'_> {
    Key { state: member.key.state, state_student_id: member.key.id.as_str() }
}

fn in_words(results: &Results, milliseconds: f64) -> String {
    let mut text = String::new();
    for hit in &results.hits {
        let _ = writeln!(text, "{}  {:.2}  {}", hit.msix_id.grouped(), hit.score, hit.reason);
        for member in &hit.members {
            let born = member.birth_date.map(|date| format!(", born {date}")).unwrap_or_default();
            let parents = member.parents.join(" and ");
            let parents = if parents.is_empty() { parents } else { format!(", parents {parents}") };
            let _ = writeln!(text, "    {}  {}{born}{parents}", member.key, member.name);
        }
    }
    let _ = match results.hits.len() {
        0 => writeln!(text, "No child found. Try fewer words, one surname, or only the birth date."),
        1 => writeln!(text, "1 child in {milliseconds:.1} ms."),
        n if results.more => writeln!(text, "The best {n} children in {milliseconds:.1} ms; there are more."),
        n => writeln!(text, "{n} children in {milliseconds:.1} ms."),
    };
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_any_length_and_any_bytes_is_one_query() {
        let mut bytes = vec![b'a'; 10_000];
        bytes.extend(b"\nLissete\r\n\xff\0\nlast");
        let mut input = bytes.as_slice();
        let mut lines = Vec::new();
        while let Some(line) = next_line(&mut input).unwrap() {
            lines.push(line);
        }
        assert_eq!(lines.len(), 4);
        assert_eq!(lines[0].len() as u64, LONGEST_QUERY);
        assert_eq!(lines[1..], ["Lissete".to_owned(), "\u{fffd}\0".to_owned(), "last".to_owned()]);
    }

    #[test]
    fn a_line_of_json_has_exactly_the_keys_that_machines_rely_on() {
        let key = crate::model::ContributionKey { state: "TX".parse().unwrap(), id: "A1".parse().unwrap() };
        let member = HitMember { key, name: "X".into(), birth_date: None, parents: Vec::new(), live: true };
        let msix_id = MsixId::from_serial(90_000_000_000).unwrap();
        let hit = crate::search::Hit {
            msix_id,
            score: 0.5,
            reason: "same-name".into(),
            words: None,
            members: vec![member],
            last_school: None,
        };
        let line = in_json("x", 1.25, &Results { hits: vec![hit], more: false }).unwrap();
        let expected = format!(
            "{{\"query\":\"x\",\"ms\":1.25,\"results\":[{{\"msix_id\":\"{msix_id}\",\"score\":0.5,\"reason\":\"same-name\",\
             \"members\":[{{\"state\":\"TX\",\"state_student_id\":\"A1\"}}]}}]}}\n"
        );
        assert_eq!(line, expected);
    }
}
