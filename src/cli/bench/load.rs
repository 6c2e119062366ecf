//! Loading: files in, contributions validated, linked, committed and indexed.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::figures::Figures;
use crate::cli::exit::{Exit, Failure};
use crate::config::{Config, DataDir, SystemClock};
use crate::model::Clock;
use crate::sample;
use crate::search;
use crate::server::Services;
use crate::store::{Read, tables};
use crate::submission::{Outcome, Progress};

/// Writes the files of an invented world.
pub(super) fn sample(folder: &Path, children: u32, seed: u64, figures: &mut Figures) -> Result<Vec<PathBuf>, Failure> {
    let options = sample::Options { children, seed, today: SystemClock.now().date() };
    let summary = sample::write(options, folder, &|_, _| ())?;
    figures.add("invented children", summary.children as f64, "");
    figures.add("contributions", summary.contributions as f64, "");
    Ok(summary.files)
}

/// Submits them as `vereda submit` does, the search index following as it does in a server.
pub(super) fn submit(data: &DataDir, config: &Config, files: &[PathBuf], figures: &mut Figures) -> Result<(), Failure> {
    let services = super::open(data, config)?;
    forget_peak_memory();
    let started = Instant::now();
    let (all, here) = (busy("self"), busy("thread-self"));
    let done = AtomicBool::new(false);
    let mut steps = Vec::new();
    let read = std::thread::scope(|scope| -> Result<u64, Failure> {
        let upkeep = scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                // A failure shows itself at the end, when the index is brought up to date.
                let (_, took) = timed(|| services.search.catch_up(&services.store));
                std::thread::park_timeout(search::rest(config.index_interval, took));
            }
        });
        let mut before = 0;
        let outcome = files.iter().try_fold(0, |read, file| {
            let mut told = |progress: Progress| steps.push((started.elapsed(), before + progress.done));
            before = read + one(&services, file, &mut told)?;
            Ok(before)
        });
        done.store(true, Ordering::Relaxed);
        upkeep.thread().unpark();
        outcome
    })?;
    let (applied, applying) = (started.elapsed(), busy("thread-self") - here);
    services.search.catch_up(&services.store)?;
    let seconds = started.elapsed().as_secs_f64();
    let contributions = services.store.view()?.len(&tables::CONTRIBUTION)? as f64;
    figures.against("contributions applied, linked, committed, indexed", read as f64 / seconds, "a second", 5_000.0);
    figures.add(
        "the last tenth of them, without the index's last commit",
        last_tenth(&steps, read, applied),
        "a second",
    );
    let micros = |seconds: f64| seconds * 1e6 / read as f64;
    figures.add("processor time of all threads", micros(busy("self") - all), "\u{b5}s a contribution");
    figures.add("... of the thread that applies", micros(applying), "\u{b5}s a contribution");
    figures.against("peak resident memory while loading", peak_memory(), "MB", 500.0);
    figures.add("store", services.store.file_bytes() as f64 / contributions, "bytes a contribution");
    figures.add("index", folder_bytes(&data.index()) as f64 / contributions, "bytes a contribution");
    Ok(())
}

/// How fast the last tenth was applied, when nearly all were held: contributions a second.
fn last_tenth(steps: &[(Duration, u64)], read: u64, ended: Duration) -> f64 {
    let from = steps.iter().find(|(_, done)| *done >= read / 10 * 9);
    from.map_or(0.0, |(time, done)| (read - done) as f64 / (ended.saturating_sub(*time)).as_secs_f64())
}

fn one(services: &Services, path: &Path, progress: &mut dyn FnMut(Progress)) -> Result<u64, Failure> {
    let mut file = File::open(path).map_err(|error| super::super::cannot("read", path, &error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match services.submissions.submit(&name, &mut file, None, false, progress)? {
        Outcome::Stored(submission) => Ok(submission.counts.read),
        Outcome::Preview(_) => Err(Failure::new(Exit::Internal, "a submission turned into a dry run")),
    }
}

/// Peak resident memory of this process since [`forget_peak_memory`], in megabytes; 0 where the system does not say.
fn peak_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse().unwrap_or_default();
    kilobytes / 1024.0
}

/// Seconds of a processor that this process (`self`) or this thread (`thread-self`) has had; 0 where the system does
/// not say.
fn busy(whose: &str) -> f64 {
    // Of `utime` and `stime`, in hundredths of a second; the name before them may hold anything but this bracket.
    let stat = std::fs::read_to_string(format!("/proc/{whose}/stat")).unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    fields.filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn forget_peak_memory() {
    // Where this cannot be written the figure includes the making of the sample.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

fn folder_bytes(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.metadata().ok()).map(|metadata| metadata.len()).sum()
}

/// How long something takes.
pub(super) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let started = Instant::now();
    (work(), started.elapsed())
}
