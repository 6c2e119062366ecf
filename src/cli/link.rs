//! `vereda link`: one CSV with another, or the records of one, without a data directory.

use std::fmt::Write as _;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::delivery::{Delivery, spare};
use super::exit::{Exit, Failure};
use super::request::{Channel, Sink, To, say, undelivered};
use super::{cannot, open_file};
use crate::config::SystemClock;
use crate::link::{LinkError, Map, MapError, Options, Stage, Summary, Table, link};
use crate::matching::Model;
use crate::model::Clock;

/// Most broken lines that are named.
const NAMED: usize = 10;

/// A map to begin with.
const EXAMPLE: &str = "\
A map, for a file with the columns id, first, last, born and mother (all but the name may be left out):
  id = \"id\"                                # names a record
  encoding = \"windows-1252\"                # utf-8 if nothing is said
  [person]
  first = \"first\"
  last = \"last\"
  birth_date = \"born\"
  birth_date_format = [\"M/D/YYYY\", \"YYYY-MM-DD\"]
  parents = [{ full_name = \"mother\" }]     # or { first = \"...\", last = \"...\" }
  [[also]]                                 # further columns
  column = \"school_id\"
  kind = \"identifier\"                      # or text, number, code
Also under [person]: middle, last_2, full_name, suffix, sex, female, male, multiple_birth, birth_city, birth_state,
birth_country, phone, email, state with state_id, msix_id. Under [second] what a column is called in B.csv when otherwise.";

/// Link two CSV files, or find those of one file that are one person. Needs no data directory.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Args {
    /// The file.
    #[arg(value_name = "A.csv")]
    first: PathBuf,
    /// The file to link it with; without it, records of the first are linked with each other.
    #[arg(value_name = "B.csv")]
    second: Option<PathBuf>,
    /// Which column is what, as TOML.
    #[arg(long, value_name = "FILE")]
    map: PathBuf,
    /// The file to write; it is replaced when it exists.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Link a record of one file with one of the other at most.
    #[arg(long, requires = "second")]
    one_to_one: bool,
    /// Bits from which records are linked: 7 is 128 to 1. Without it, as the model says.
    #[arg(long, value_name = "BITS", allow_negative_numbers = true)]
    automatic: Option<f32>,
    /// Link so that this part of the links is expected to be right, such as 0.9995, whatever bits that takes among so many
    /// records.
    #[arg(long, value_name = "PART", conflicts_with = "automatic")]
    precision: Option<f32>,
    /// Bits from which pairs are written for people to look at.
    #[arg(long, value_name = "BITS", allow_negative_numbers = true)]
    review: Option<f32>,
    /// Weights to begin with, instead of those that the program ships.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Keep the weights as they are, instead of adapting them to these records.
    #[arg(long)]
    no_learning: bool,
    /// Write the reasons of each link.
    #[arg(long)]
    explain: bool,
    /// Threads; as many as processors without it. The outcome is the same.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

pub(super) fn run(args: Args) -> Result<Exit, Failure> {
    let began = Instant::now();
    let read = [Some(&args.first), args.second.as_ref(), Some(&args.map), args.model.as_ref()];
    spare(&args.out, &read.into_iter().flatten().map(PathBuf::as_path).collect::<Vec<_>>())?;
    let map = Map::read(&text(&args.map)?).map_err(|error| named(&args.map, &error))?;
    let mut delivery = Delivery::files([args.out.clone()]).with_bar("reading");
    // A place that cannot be written to is known before the work, not after it.
    let mut head = "id_a,id_b,score,probability,pair_score,decision,cluster_a,cluster_b".to_owned();
    head.push_str(if args.explain { ",reasons\n" } else { "\n" });
    delivery.write(Channel::First, head.as_bytes()).map_err(|error| cannot("write", &args.out, &error))?;
    let options = options(&args)?;
    let paths: Vec<&Path> = [Some(args.first.as_path()), args.second.as_deref()].into_iter().flatten().collect();
    let (mut tables, mut broken) = (Vec::new(), Vec::new());
    for path in &paths {
        let table = table(path, &map)?;
        broken.push(table.broken.clone());
        tables.push(table);
    }
    let summary = write(&map, tables, &options, &mut delivery).map_err(|error| match error {
        Stop::Link(LinkError::File(file, error)) => {
            let name = paths.get(file).map(|path| path.display().to_string()).unwrap_or_default();
            nothing(format!("{name} {error}"))
        }
        Stop::Link(error) => nothing(error.to_string()),
        Stop::Deliver(error) => match error.kind() {
            io::ErrorKind::StorageFull => undelivered(&error),
            _ => cannot("write", &args.out, &error),
        },
    })?;
    let mut terminal = Delivery::terminal();
    let mut exit = Exit::Ok;
    let mut report = String::new();
    for (path, lines) in paths.iter().zip(&broken).filter(|(_, lines)| !lines.is_empty()) {
        exit = Exit::Findings;
        let some: Vec<String> = lines.iter().take(NAMED).map(u64::to_string).collect();
        let more = if lines.len() > NAMED { ", ..." } else { "" };
        let (path, count, some) = (path.display(), lines.len(), some.join(", "));
        let _ = writeln!(
            report,
            "{path}: {count} lines left out, which have more or fewer fields than the head: {some}{more}"
        );
    }
    delivery.finish()?;
    report.push_str(&told(&summary, &paths, began, &args.out));
    say(&mut terminal, &report)?;
    Ok(exit)
}

fn options(args: &Args) -> Result<Options, Failure> {
    let model = match &args.model {
        Some(path) => Model::read(&text(path)?).map_err(|error| named(path, &error))?,
        None => Model::default(),
    };
    if args.precision.is_some_and(|part| !(0.5..1.0).contains(&part)) {
        return Err(nothing("--precision is a part of at least 0.5 and below 1, such as 0.9995".to_owned()));
    }
    if [args.automatic, args.review].into_iter().flatten().any(|bits| !bits.is_finite()) {
        return Err(nothing("--automatic and --review are numbers of bits".to_owned()));
    }
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    Ok(Options {
        model,
        learning: !args.no_learning,
        automatic: args.automatic,
        precision: args.precision,
        review: args.review,
        one_to_one: args.one_to_one,
        explain: args.explain,
        threads: args.threads.unwrap_or(processors).max(1),
        this_year: SystemClock.now().date().year(),
    })
}

fn text(path: &Path) -> Result<String, Failure> {
    io::read_to_string(open_file(path)?).map_err(|error| cannot("read", path, &error))
}

fn table(path: &Path, map: &Map) -> Result<Table, Failure> {
    let mut bytes = Vec::new();
    open_file(path)?.read_to_end(&mut bytes).map_err(|error| cannot("read", path, &error))?;
    let delimiter = map.delimiter().map_err(|error: MapError| nothing(error.to_string()))?;
    Table::new(bytes, delimiter, map.encoding).map_err(|error| named(path, &error))
}

fn named(path: &Path, error: &dyn std::error::Error) -> Failure {
    nothing(format!("{}: {}", path.display(), error.to_string().trim_end()))
}

fn nothing(message: String) -> Failure {
    Failure::new(Exit::Data, format!("{message}. Nothing was written"))
}

/// What ends the work.
enum Stop {
    Link(LinkError),
    Deliver(io::Error),
}

impl From<LinkError> for Stop {
    fn from(error: LinkError) -> Self {
        Self::Link(error)
    }
}

fn write(map: &Map, tables: Vec<Table>, options: &Options, delivery: &mut Delivery) -> Result<Summary, Stop> {
    let delivery = std::cell::RefCell::new(delivery);
    let mut present = None;
    let mut progress = |stage: Stage, done: usize, total: usize| {
        let mut delivery = delivery.borrow_mut();
        if present.replace(stage) != Some(stage) {
            delivery.label(match stage {
                Stage::Reading => "reading",
                Stage::Comparing => "comparing",
                Stage::Deciding => "deciding",
            });
        }
        delivery.progress(done as u64, total as u64);
    };
    let mut buffer = Vec::with_capacity(1 << 17);
    let flush = |buffer: &mut Vec<u8>| {
        let mut delivery = delivery.borrow_mut();
        let written = To(&mut **delivery, Channel::First).0.write(Channel::First, buffer);
        buffer.clear();
        written.map_err(Stop::Deliver)
    };
    let summary = link(map, tables, options, &mut progress, &mut |row| {
        let mut writer = csv::WriterBuilder::new().buffer_capacity(1 << 9).from_writer(&mut buffer);
        let numbers = [row.score, row.probability, row.alone].map(|number| format!("{number:.4}"));
        let [score, probability, alone] = &numbers;
        let decision = if row.automatic { "automatic" } else { "review" };
        let clusters = [row.clusters.0, row.clusters.1].map(|number| number.to_string());
        let [one, two] = &clusters;
        let fields = [row.id_a, row.id_b, score, probability, alone, decision, one, two];
        let fields = fields.into_iter().chain(row.reasons);
        writer.write_record(fields).map_err(|error| Stop::Deliver(io::Error::other(error)))?;
        writer.flush().map_err(Stop::Deliver)?;
        drop(writer);
        if buffer.len() > 1 << 16 { flush(&mut buffer) } else { Ok(()) }
    })?;
    flush(&mut buffer)?;
    Ok(summary)
}

fn told(summary: &Summary, read: &[&Path], began: Instant, out: &Path) -> String {
    let mut text = String::new();
    let records: Vec<String> = summary.records.iter().map(usize::to_string).collect();
    let _ = writeln!(text, "records               {}", records.join(" and "));
    let found = summary.found;
    let unread = found.first_unread.and_then(|(file, line)| Some((read.get(file)?, line)));
    let odd = [
        ("birth dates that cannot be read, taken as missing", found.dates_unread),
        ("birth dates read with day and month exchanged", found.dates_swapped),
        ("records that say nothing and are compared with none", found.silent),
    ];
    for (what, count) in odd.into_iter().filter(|(_, count)| *count > 0) {
        let _ = writeln!(text, "  {count} {what}");
    }
    if let Some((path, line)) = unread {
        let path = path.display();
        let _ = writeln!(
            text,
            "    the first in line {line} of {path}; `birth_date_format` in the map says how they are written"
        );
    }
    let _ = writeln!(text, "pairs compared        {}", summary.compared);
    let _ = writeln!(text, "largest block         {} records", summary.largest_block);
    if summary.crowded > 0 {
        let (crowded, most) = (summary.crowded, crate::matching::MOST_IN_BLOCK);
        let _ =
            writeln!(text, "  {crowded} blocks have more than {most} records: of each the first {most} were looked at");
    }
    let _ = match summary.learned {
        Some((believed, pairs)) => {
            writeln!(text, "weights adapted       to {believed:.0} likely matches among {pairs} pairs")
        }
        None => writeln!(text, "weights               as the model has them"),
    };
    let (automatic, review) = (summary.automatic, summary.review);
    let from = if automatic.is_finite() {
        format!("from {automatic:.2} bits")
    } else {
        "none is as sure as --precision wants".to_owned()
    };
    let _ = writeln!(text, "links                 {} in {} clusters, {from}", summary.linked, summary.clusters);
    let _ = writeln!(
        text,
        "  of them {:.0} expected to be wrong, by their scores; --precision sets how many may be",
        summary.expected_wrong
    );
    let _ = writeln!(text, "for people            {} pairs, from {review:.2} bits", summary.doubtful);
    let seconds = began.elapsed().as_secs_f64();
    let memory = peak().map(|megabytes| format!(", {megabytes} MB")).unwrap_or_default();
    let _ = writeln!(text, "time                  {seconds:.1} s{memory}");
    let _ = writeln!(text, "{}", out.display());
    text
}

/// Most memory that the process had, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_map_of_the_help_is_one() {
        let lines = EXAMPLE.lines().filter_map(|line| line.strip_prefix("  "));
        let map = Map::read(&lines.collect::<Vec<_>>().join("\n")).unwrap();
        assert_eq!((map.also.len(), map.person.parents.len(), map.person.birth_date_format.all().len()), (1, 1, 2));
    }

    #[test]
    fn what_is_told_is_in_words() {
        let found = crate::link::Found { dates_unread: 2, first_unread: Some((1, 7)), ..Default::default() };
        let summary = Summary { found, automatic: f32::INFINITY, ..Summary::default() };
        let files = [Path::new("a.csv"), Path::new("b.csv")];
        let text = told(&summary, &files, Instant::now(), Path::new("out.csv"));
        assert!(text.contains("the first in line 7 of b.csv; `birth_date_format` in the map"), "{text}");
        assert!(text.contains("none is as sure as --precision wants") && !text.contains("inf "), "{text}");
    }
}
