//! What goes on in the background: submissions that a stopped process left in the middle, the search index, items of
//! the worklist that are overdue, messages to people, and checkpoints of the audit log.

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::Services;
use super::pickup::Pickup;
use crate::identity::Pass;
use crate::outbox::Outbox;
use crate::search;

/// How often the worklist is looked through. What is overdue has waited for days: minutes do not matter.
const WORKLIST: Duration = Duration::from_secs(300);
/// How often the outbox is looked through.
const MAIL: Duration = Duration::from_secs(2);
/// How often accounts are looked through: what is due is due by the day.
const ACCOUNTS: Duration = Duration::from_secs(3_600);
/// How long the end may be slept through.
const SLICE: Duration = Duration::from_millis(200);

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
        let (mut failing, mut unsigned) = (false, None);
        let mut looked: Option<Instant> = None;
        let mut looked_after: Option<Instant> = None;
        let mut mail = Mailing::new(services.pickup.clone());
        while !*stopped.borrow() {
            let started = Instant::now();
            if looked.is_none_or(|looked| looked.elapsed() >= WORKLIST) {
                looked = Some(started);
                send_up_overdue(&services);
            }
            sign_checkpoints(&services, &mut unsigned);
            if looked_after.is_none_or(|looked| looked.elapsed() >= ACCOUNTS) {
                looked_after = Some(started);
                look_after_accounts(&services);
            }
            mail.pass(&services.identity.outbox());
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

/// Messages to people, and whether the last attempt failed: a directory that is missing is told once.
struct Mailing {
    pickup: Option<Arc<Pickup>>,
    tried: Option<Instant>,
    failing: bool,
}

impl Mailing {
    fn new(pickup: Option<Arc<Pickup>>) -> Self {
        Self { pickup, tried: None, failing: false }
    }

    fn pass(&mut self, outbox: &Outbox) {
        let Some(pickup) = &self.pickup else { return };
        if self.tried.is_some_and(|tried| tried.elapsed() < MAIL) {
            return;
        }
        self.tried = Some(Instant::now());
        match pickup.pass(outbox) {
            Ok(_) => self.failing = false,
            Err(error) if !self.failing => {
                tracing::error!("messages wait in the outbox: {error}");
                self.failing = true;
            }
            Err(_) => (),
        }
    }
}

/// A trouble is told when it is new: it is met again a moment later.
fn sign_checkpoints(services: &Services, before: &mut Option<String>) {
    let trouble = services.notary.tick().err().map(|error| error.to_string());
    if let Some(trouble) = trouble.as_ref().filter(|trouble| before.as_ref() != Some(*trouble)) {
        tracing::error!("a checkpoint of the audit log could not be signed or laid down: {trouble}");
    }
    *before = trouble;
}

/// Nothing is approved by waiting: what is overdue goes up a level.
fn send_up_overdue(services: &Services) {
    match services.casework.send_up_overdue(services.clock.now()) {
        Ok(0) => {}
        Ok(sent) => tracing::info!("{sent} items of the worklist went up a level"),
        Err(error) => tracing::error!("overdue items of the worklist could not be sent up: {error}"),
    }
}

/// Reminders of what is due, the lock of accounts that nobody uses, the end of papers.
fn look_after_accounts(services: &Services) {
    match services.identity.daily() {
        Ok(pass) if pass == Pass::default() => {}
        Ok(Pass { reminded, locked, papers }) => {
            tracing::info!("accounts: {reminded} reminders, {locked} locked, {papers} papers removed");
        }
        Err(error) => tracing::error!("accounts could not be looked through: {error}"),
    }
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
