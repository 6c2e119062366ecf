//! What goes on in the background: submissions that a stopped process left in the middle, and the search index.

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::Services;
use crate::search;

/// Starts the thread. It ends when told to stop; a submission under way goes on at the next start.
pub(super) fn start(services: &Arc<Services>, interval: Duration, stopped: watch::Receiver<bool>) -> JoinHandle<()> {
    let services = Arc::clone(services);
    std::thread::spawn(move || {
        match services.submissions.resume(&mut |_| ()) {
            Ok(resumed) => {
                if !resumed.finished.is_empty() {
                    tracing::info!("{} submissions were taken to their end", resumed.finished.len());
                }
                for (submission, why) in &resumed.halted {
                    tracing::error!("submission {submission} could not be taken to its end: {why}");
                }
            }
            Err(error) => tracing::error!("stopped submissions could not be looked for: {error}"),
        }
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
            std::thread::sleep(search::rest(interval, started.elapsed()));
        }
    })
}
