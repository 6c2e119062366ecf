//! Messages to people leave the outbox: handed over to a mail server, or laid into a directory from which a mail system
//! takes them. It must never lose one, and never hold up anything else: it has a thread of its own.
//!
//! What is promised of a mail server: a message is claimed on disk, handed over, and the answer is taken down. A process
//! that dies in between leaves one claimed message of which nobody knows whether the server has it; it is handed over
//! again under the same Message-ID. So each message arrives, and each death doubles one at most. A server that cannot be
//! reached delays everything and loses nothing, for however long.

mod pickup;
mod smtp;
mod text;

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::watch;

use crate::config::{Config, DataDir};
use crate::model::Timestamp;
use crate::outbox::{Outbox, OutboxError};
use pickup::{Pickup, PickupError};
use smtp::{Smtp, SmtpError};

/// How often the outbox is looked through.
const LOOK: Duration = Duration::from_secs(2);
/// Seconds until a mail server that cannot be reached is tried again: this, doubled each time, up to the longest.
const FIRST_REST: i64 = 4;
const LONGEST_REST: i64 = 300;

/// Why messages wait. All of them go out with a later pass.
#[derive(Debug, thiserror::Error)]
pub(super) enum MailError {
    /// The directory.
    #[error(transparent)]
    Pickup(#[from] PickupError),
    /// The mail server.
    #[error(transparent)]
    Smtp(#[from] SmtpError),
    /// The outbox.
    #[error(transparent)]
    Outbox(#[from] OutboxError),
}

/// The way messages go out.
enum Way {
    Directory(Pickup),
    Server(Box<Smtp>),
}

/// The mail of one outbox.
pub(super) struct Mailing {
    outbox: Outbox,
    way: Way,
    clock: Arc<dyn crate::model::Clock>,
    trouble: Mutex<Option<Trouble>>,
}

/// Why nothing goes out.
#[derive(Debug, Clone)]
pub(super) struct Trouble {
    /// In words of the program or of the mail server.
    pub(super) why: String,
    /// Since when.
    pub(super) since: Timestamp,
    failures: u32,
    next: Timestamp,
}

impl Mailing {
    /// As the settings say; `None` when nothing is mailed.
    pub(super) fn new(
        data: &DataDir,
        config: &Config,
        outbox: Outbox,
        clock: Arc<dyn crate::model::Clock>,
    ) -> Result<Option<Self>, SmtpError> {
        let mail = &config.mail;
        let way = match (&mail.smtp, &mail.pickup) {
            (Some(_), _) => Way::Server(Box::new(Smtp::new(data, mail)?)),
            (None, Some(directory)) => {
                Way::Directory(Pickup::new(data.root().join(directory), mail.from.clone(), mail.portal.clone()))
            }
            (None, None) => return Ok(None),
        };
        Ok(Some(Self { outbox, way, clock, trouble: Mutex::new(None) }))
    }

    /// Mails what waits until told to stop.
    pub(super) fn start(self: Arc<Self>, stopped: watch::Receiver<bool>) -> JoinHandle<()> {
        std::thread::spawn(move || {
            while !*stopped.borrow() {
                self.pass_unless_resting(&stopped);
                super::upkeep::sleep(LOOK, &stopped);
            }
        })
    }

    /// Why nothing goes out just now.
    pub(super) fn trouble(&self) -> Option<Trouble> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn pass_unless_resting(&self, stopped: &watch::Receiver<bool>) {
        let now = self.clock.now();
        // A clock that was set back must not make a rest of it that lasts for ever.
        let rests = |t: &Trouble| now < t.next && t.next <= now.plus_seconds(LONGEST_REST);
        if self.trouble().as_ref().is_some_and(rests) {
            return;
        }
        let outcome = self.pass(stopped);
        let mut trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        *trouble = outcome.err().map(|error| Trouble::after(trouble.as_ref(), &error, self.clock.now()));
    }

    /// Mails what waits now; answers with how many messages went out.
    fn pass(&self, stopped: &watch::Receiver<bool>) -> Result<usize, MailError> {
        match &self.way {
            Way::Directory(pickup) => Ok(pickup.pass(&self.outbox)?),
            Way::Server(smtp) => smtp.pass(&self.outbox, &*self.clock, &|| *stopped.borrow()),
        }
    }
}

impl Trouble {
    /// A trouble is told when it is new: it is met again a moment later.
    fn after(before: Option<&Self>, error: &MailError, now: Timestamp) -> Self {
        let why = error.to_string();
        if before.is_none_or(|before| before.why != why) {
            tracing::error!("messages wait in the outbox: {why}");
        }
        let failures = before.map_or(0, |before| before.failures.saturating_add(1));
        let rest = FIRST_REST.saturating_mul(1 << failures.min(10)).min(LONGEST_REST);
        Self { why, since: before.map_or(now, |before| before.since), failures, next: now.plus_seconds(rest) }
    }
}

#[cfg(test)]
mod tests;
