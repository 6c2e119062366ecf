//! `vereda bench search`: whether the box finds the child, class of queries by class of queries, and how fast. Who the
//! children truly are comes from the sample, the queries from rules of their own ([`super::search_classes`]): nothing
//! here asks the index's name knowledge how to spell.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

use super::figures::Figures;
use super::load::{self, timed};
use super::search_ceiling::Ceiling;
use super::search_classes::{CLASSES, Class, LATER};
use super::search_truth::{Person, Truth};
use crate::access::{Children, Finder};
use crate::audit::Journal;
use crate::cli::exit::{Exit, Failure};
use crate::cli::init;
use crate::config::{Config, DataDir};
use crate::model::Purpose;
use crate::search::{Hit, Query};
use crate::server::Services;
use crate::store::Environment;

/// Measure whether searches find the child, and how fast.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Invented children to search among, when the directory is new.
    #[arg(long, default_value_t = 200_000)]
    pub(super) children: u32,
    /// Which world of invented children, when the directory is new.
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
    /// Another draw of children to look for and of ways to misspell them.
    #[arg(long, default_value_t = 1)]
    pub(super) draw: u64,
    /// How many searches in each class.
    #[arg(long, default_value_t = 400)]
    pub(super) queries: usize,
    /// A directory that `vereda bench` or this verb made before, or a new one to make and keep.
    #[arg(long, value_name = "DIR")]
    pub(super) dir: PathBuf,
    /// Ask the searches of this class alone, and print those that did not find the child as the first.
    #[arg(long, value_name = "CLASS")]
    pub(super) missed: Option<String>,
}

/// Children on a page that are looked at.
const LIMIT: usize = 20;
/// Searches of each class that are asked again with their line in the audit log.
const LOGGED: usize = 8;

/// What came of the searches of a class.
#[derive(Debug, Default)]
struct Tally {
    asked: usize,
    first: usize,
    in_ten: usize,
    reciprocal: f64,
    /// What the best of rankings could be expected to reach of the three.
    best: [f64; 3],
    times: Vec<Duration>,
    /// What of the time the processor worked for the search: on a busy machine the fairer figure.
    work: Vec<Duration>,
    /// The first of the searches, to be asked again with the line in the audit log.
    logged: Vec<Query>,
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    let (files, data) = (args.dir.join("files"), args.dir.join("data"));
    if !data.is_dir() {
        make(args, &files)?;
    }
    let data = DataDir::open(&data).map_err(|error| Failure::new(Exit::Internal, error.to_string()))?;
    let config = Config::read(Some(&data.config_file()))?;
    let (services, opened) = timed(|| super::open(&data, &config));
    let services = services?;
    let truth = Truth::read(&files, &services)?;
    let ceiling = Ceiling::new(&truth);
    let apart = unlogged(&services)?;
    let mut tallies = Vec::with_capacity(CLASSES.len());
    for (number, class) in (0..).zip(CLASSES.iter().chain(LATER)) {
        if args.missed.as_ref().is_some_and(|only| only != class.name) {
            continue;
        }
        let mut random = Pcg64Mcg::seed_from_u64(args.draw.wrapping_mul(1_000).wrapping_add(number));
        let shown = args.missed.as_deref() == Some(class.name);
        tallies.push((class, measure(args.queries, class, (&truth, &ceiling), &services, &apart, &mut random, shown)?));
    }
    print(&tallies, truth.people.len());
    say(&format!("store and index opened in {:.2} s; {}", opened.as_secs_f64(), services.search.size()?));
    let asked: Vec<&Query> = tallies.iter().flat_map(|(_, tally)| tally.logged.iter()).collect();
    let [median, slow] = spread(&with_the_log(&services, &asked)?);
    say(&format!(
        "{} of these with their line in the audit log on disk: p50 {median:.2} ms, p99 {slow:.2} ms",
        asked.len()
    ));
    Ok(Exit::Ok)
}

/// A finder whose audit log is in memory and not in the times, which are those of the search itself. The log is measured by
/// itself.
fn unlogged(services: &Services) -> Result<Finder, Failure> {
    let log = crate::audit::store_in_memory(Environment::Demo, services.clock.now())?;
    let journal = Arc::new(Journal::new(log, services.clock.clone()));
    let children = Children::new(services.store.clone(), journal);
    Ok(children.reader_at_the_console(&crate::cli::console::own_name(), Purpose::Enrollment).finder().clone())
}

/// Searches as the pages make them: each returns when its line in the audit log is on disk.
fn with_the_log(services: &Services, asked: &[&Query]) -> Result<Vec<Duration>, Failure> {
    let reader = super::reading::reader(services);
    let mut times = Vec::with_capacity(asked.len());
    for query in asked {
        let (found, time) = timed(|| services.search.search(reader.finder(), query, LIMIT));
        found?;
        times.push(time);
    }
    Ok(times)
}

fn make(args: &Args, files: &Path) -> Result<(), Failure> {
    let mut unused = Figures::default();
    std::fs::create_dir_all(&args.dir).map_err(|error| crate::cli::cannot("make", &args.dir, &error))?;
    let sent = load::sample(files, args.children, args.seed, &mut unused)?;
    let data = init::create(&args.dir.join("data"), Environment::Demo)?;
    load::submit(&data, &Config::read(Some(&data.config_file()))?, &sent, &mut unused)
}

fn measure(
    wanted: usize,
    class: &Class,
    (truth, ceiling): (&Truth, &Ceiling<'_>),
    services: &Services,
    finder: &Finder,
    random: &mut Pcg64Mcg,
    shown: bool,
) -> Result<Tally, Failure> {
    let mut tally = Tally::default();
    // A class that few children can be asked in ends early.
    for _ in 0..wanted.saturating_mul(2_000) {
        if tally.asked == wanted {
            break;
        }
        let Some(person) = truth.people.get(random.random_range(0..truth.people.len().max(1))) else { break };
        let Some(typed) = (class.make)(truth, person, random) else { continue };
        let query = Query { text: typed.text.clone(), ..Query::default() };
        let before = work();
        let (found, time) = timed(|| services.search.find(finder, &query, LIMIT));
        let worked = work().saturating_sub(before);
        let hits = found?.taken_down()?.hits;
        let place = hits.iter().position(|hit| person.found_as.contains(&hit.msix_id));
        let best = ceiling.of(&typed, person);
        tally.add(place, best, time, worked);
        if tally.logged.len() < LOGGED {
            tally.logged.push(query.clone());
        }
        if shown && place != Some(0) {
            say_missed(&query, person, place, best[0], &hits);
        }
    }
    Ok(tally)
}

/// A search that did not put its child first: the child, what came before it, and the share of luck in it.
fn say_missed(query: &Query, person: &Person, place: Option<usize>, luck: f64, hits: &[Hit]) {
    let told = |hit: &Hit| {
        let names: Vec<&str> = hit.members.iter().map(|member| member.name.as_str()).collect();
        let born = hit.members.first().and_then(|member| member.birth_date);
        let born = born.map(|date| date.to_string()).unwrap_or_default();
        format!("{} {born} ({:.3} {})", names.join(" / "), hit.score, hit.reason)
    };
    let own = place.and_then(|place| hits.get(place)).map(told).unwrap_or_default();
    let born = person.born.map(|date| date.to_string()).unwrap_or_default();
    let first = hits.first().map(told).unwrap_or_default();
    let (text, spelled, held) = (&query.text, person.spelled(), person.registered.join(" "));
    say(&format!("{text} | {spelled} {born} | {place:?} of {luck:.2} | {own} | {first} | held: {held}"));
}

impl Tally {
    fn add(&mut self, place: Option<usize>, best: [f64; 3], time: Duration, worked: Duration) {
        self.asked += 1;
        self.best.iter_mut().zip(best).for_each(|(sum, best)| *sum += best);
        self.times.push(time);
        self.work.push(worked);
        if let Some(place) = place {
            self.first += usize::from(place == 0);
            self.in_ten += usize::from(place < 10);
            self.reciprocal += 1.0 / (place + 1) as f64;
        }
    }

    fn shares(&self) -> [f64; 3] {
        let asked = self.asked.max(1) as f64;
        [self.first as f64 / asked, self.in_ten as f64 / asked, self.reciprocal / asked]
    }

    fn ceiling(&self) -> [f64; 3] {
        self.best.map(|sum| sum / self.asked.max(1) as f64)
    }
}

/// A line for each class, then the mean over the classes, the worst class, and the times of all searches.
fn print(tallies: &[(&Class, Tally)], children: usize) {
    let line = |name: &str,
                asked: usize,
                shares: [f64; 3],
                best: [f64; 3],
                times: [f64; 2],
                work: [f64; 2],
                how: &str| {
        let ([first, ten, reciprocal], [median, slow], [work, much]) = (shares, times, work);
        let [best, best_ten, best_reciprocal] = best;
        say(&format!(
            "| {name} | {asked} | {first:.3} | {ten:.3} | {reciprocal:.3} | {best:.3} / {best_ten:.3} / {best_reciprocal:.3} | {median:.2} | {slow:.2} | {work:.2} | {much:.2} | {how} |"
        ));
    };
    say(
        "| class | searches | recall@1 | recall@10 | MRR | ceiling of the three | p50 ms | p99 ms | CPU p50 | CPU p99 | how it is typed |",
    );
    say("|---|---|---|---|---|---|---|---|---|---|---|");
    let (mut all, mut all_work) = (Vec::new(), Vec::new());
    let mut names: HashMap<usize, &str> = HashMap::new();
    let (mut sums, mut best, mut worst) = ([0.0; 3], [0.0; 3], (1.0, 0));
    let of_class = |class: &Class, tally: &Tally| {
        let (shares, times, work) = (tally.shares(), spread(&tally.times), spread(&tally.work));
        line(class.name, tally.asked, shares, tally.ceiling(), times, work, class.how);
        shares
    };
    let asked = || tallies.iter().enumerate().filter(|(_, (_, tally))| tally.asked > 0);
    let later = |class: &Class| LATER.iter().any(|later| later.name == class.name);
    for (number, (class, tally)) in asked().filter(|(_, (class, _))| !later(class)) {
        let shares = of_class(class, tally);
        sums.iter_mut().zip(shares).for_each(|(sum, share)| *sum += share);
        best.iter_mut().zip(tally.ceiling()).for_each(|(sum, share)| *sum += share);
        if shares[1] < worst.0 {
            worst = (shares[1], number);
        }
        names.insert(number, class.name);
        all.extend_from_slice(&tally.times);
        all_work.extend_from_slice(&tally.work);
    }
    let [mean, best] = [sums, best].map(|sums| sums.map(|sum| sum / names.len().max(1) as f64));
    line("mean of the classes", all.len(), mean, best, spread(&all), spread(&all_work), "");
    for (_, (class, tally)) in asked().filter(|(_, (class, _))| later(class)) {
        of_class(class, tally);
    }
    say(&format!("\nworst class by recall@10: {} ({:.3})", names.get(&worst.1).unwrap_or(&"none"), worst.0));
    say(&format!("children of the truth that are held: {children}; times are the search's own"));
}

/// What the processor has worked for this thread; nothing where the system does not say.
fn work() -> Duration {
    // The system counts at the next tick of its clock, or when the thread rests.
    std::thread::sleep(Duration::from_micros(1));
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(told.split(' ').next().and_then(|nanoseconds| nanoseconds.parse().ok()).unwrap_or(0))
}

fn spread(times: &[Duration]) -> [f64; 2] {
    let mut sorted = times.to_vec();
    sorted.sort();
    [50, 99].map(|percent| {
        let at = sorted.len().saturating_sub(1) * percent / 100;
        sorted.get(at).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    })
}

#[expect(clippy::print_stdout, reason = "a verb's output")]
fn say(line: &str) {
    println!("{line}");
}
