//! What goes on in the background without a pause: the search index takes up changes. What is done at its time is a job
//! of the scheduler; mail has a thread of its own. None of them holds up another.

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::Services;
use crate::search;

/// How long the end may be slept through.
const SLICE: Duration = Duration::from_millis(200);

/// The threads in the background.
pub(super) struct Upkeep(Vec<JoinHandle<()>>);

impl Upkeep {
    /// Whether all of them have ended.
    pub(super) fn is_finished(&self) -> bool {
        self.0.iter().all(JoinHandle::is_finished)
    }
}

/// Starts the threads. They end when told to stop; a submission or a job under way goes on at the next start.
pub(super) fn start(services: &Arc<Services>, interval: Duration, stopped: &watch::Receiver<bool>) -> Upkeep {
    let mut threads = vec![index(Arc::clone(services), interval, stopped.clone())];
    threads.push(services.scheduler.start(stopped.clone()));
    threads.extend(services.mailing.as_ref().map(|mailing| Arc::clone(mailing).start(stopped.clone())));
    Upkeep(threads)
}

fn index(services: Arc<Services>, interval: Duration, stopped: watch::Receiver<bool>) -> JoinHandle<()> {
    std::thread::spawn(move || {
        let mut failing = false;
        while !*stopped.borrow() {
            let started = Instant::now();
            match services.search.catch_up(&services.store) {
                Ok(_) => failing = false,
                Err(error) if !failing => {
                    tracing::error!("the search index is behind: {error}");
                    failing = true;
                }
                Err(_) => (),
            }
            sleep(search::rest(interval, started.elapsed()), &stopped);
        }
    })
}

/// Sleeps, but wakes soon after the end was called.
pub(super) fn sleep(interval: Duration, stopped: &watch::Receiver<bool>) {
    let mut left = interval;
    while !left.is_zero() && !*stopped.borrow() {
        let slice = left.min(SLICE);
        std::thread::sleep(slice);
        left -= slice;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_not_slept_through() {
        let (stop, stopped) = watch::channel(false);
        let sleeper = std::thread::spawn(move || sleep(Duration::from_secs(3_600), &stopped));
        stop.send(true).unwrap();
        sleeper.join().unwrap();
    }
}
