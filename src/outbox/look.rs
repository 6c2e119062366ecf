//! How the outbox is: what waits, what failed; and the end of what went out long ago.

use std::ops::ControlFlow;

use super::{Outbox, OutboxError, event};
use crate::audit;
use crate::model::{Actor, AuditEvent, Delivery, Message, Text, Timestamp, Tries, Who};
use crate::store::{Read, tables};

/// Messages removed in one change.
const AT_ONCE: usize = 1_000;

/// The outbox in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct OutboxState {
    /// Messages that wait to be handed over or printed.
    pub waiting: u64,
    /// When the oldest of them was posted.
    pub oldest: Option<Timestamp>,
    /// Messages that failed for good.
    pub failed: u64,
}

impl Outbox {
    /// What waits and what failed.
    pub fn state(&self) -> Result<OutboxState, OutboxError> {
        let view = self.store.view()?;
        let mut first = None;
        view.visit(&tables::OUTBOX_WAITING, .., |number, ()| {
            first = Some(number);
            ControlFlow::Break(())
        })?;
        let oldest = match first {
            Some(number) => view.get(&tables::OUTBOX, &number)?.map(|message| message.created),
            None => None,
        };
        let (waiting, failed) = (view.len(&tables::OUTBOX_WAITING)?, view.len(&tables::OUTBOX_FAILED)?);
        Ok(OutboxState { waiting, oldest, failed })
    }

    /// The last messages that failed, newest first; without their secrets.
    pub fn failed(&self, most: usize) -> Result<Vec<(u64, Message)>, OutboxError> {
        let view = self.store.view()?;
        let mut numbers: Vec<u64> =
            view.range(&tables::OUTBOX_FAILED, ..)?.into_iter().map(|((_, number), ())| number).collect();
        numbers.sort_unstable_by(|a, b| b.cmp(a));
        numbers.truncate(most);
        let messages = view.get_all(&tables::OUTBOX, &numbers)?;
        Ok(numbers.iter().copied().zip(messages).filter_map(|(n, message)| Some((n, message?))).collect())
    }

    /// The messages to somebody that failed, oldest first.
    pub fn failed_of(&self, user_name: &Text) -> Result<Vec<(u64, Message)>, OutboxError> {
        let view = self.store.view()?;
        let mut found = Vec::new();
        let all = (user_name.clone(), 0)..=(user_name.clone(), u64::MAX);
        for ((_, number), ()) in view.range(&tables::OUTBOX_FAILED, all)? {
            found.extend(view.get(&tables::OUTBOX, &number)?.map(|message| (number, message)));
        }
        Ok(found)
    }

    /// Lets a message that failed wait again, with the address that its account has now and all its tries before it. Not
    /// one that carried a secret, which is out of the store: that one is made anew on the page of the account. Answers
    /// with whether it waits now.
    pub fn retry(&self, who: impl Into<Who>, number: u64) -> Result<bool, OutboxError> {
        let change = self.store.begin(who, self.clock.now())?;
        let failed = |message: &Message| may_retry(message) && matches!(message.delivery, Delivery::Failed { .. });
        let Some(message) = change.get(&tables::OUTBOX, &number)?.filter(failed) else { return Ok(false) };
        let account = change.get(&tables::ACCOUNT, &message.user_name)?;
        let now = account.and_then(|account| account.profile.email.parse().ok());
        let (to, tries) = (now.or(message.to.clone()), Tries::default());
        let message = Message { to, tries, created: change.at(), delivery: Delivery::Waiting, ..message };
        change.remove(&tables::OUTBOX_FAILED, &(message.user_name.clone(), number))?;
        change.put(&tables::OUTBOX_WAITING, &number, &())?;
        change.put(&tables::OUTBOX, &number, &message)?;
        let logged = audit::append(&change, event(number, &message, "retried"))?;
        change.commit(logged)?;
        Ok(true)
    }

    /// How many were mailed since a moment.
    pub fn mailed_since(&self, since: Timestamp) -> Result<usize, OutboxError> {
        let mut count = 0;
        self.store.view()?.visit(&tables::OUTBOX, .., |_, message| {
            count += usize::from(matches!(message.delivery, Delivery::Mailed { at } if at > since));
            ControlFlow::Continue(())
        })?;
        Ok(count)
    }

    /// Removes what was done with more than `days` ago: mailed, printed, run out, kept or failed. What waits stays.
    pub fn prune(&self, days: u32) -> Result<usize, OutboxError> {
        let before = self.clock.now().plus_seconds(-i64::from(days) * 86_400);
        let mut old = Vec::new();
        self.store.view()?.visit(&tables::OUTBOX, .., |number, message: Message| {
            if done_at(message.delivery).is_some_and(|at| at < before) {
                old.push((number, message.user_name));
            }
            ControlFlow::Continue(())
        })?;
        for some in old.chunks(AT_ONCE) {
            let change = self.store.begin(Actor::System("outbox".into()), self.clock.now())?;
            for (number, user_name) in some {
                change.remove(&tables::OUTBOX, number)?;
                change.remove(&tables::OUTBOX_FAILED, &(user_name.clone(), *number))?;
            }
            let count = u32::try_from(some.len()).unwrap_or(u32::MAX);
            let logged = audit::append(&change, AuditEvent::Posted { what: "removed".into(), count })?;
            change.commit(logged)?;
        }
        Ok(old.len())
    }
}

/// Whether a message can be sent once more as it was: it never carried a secret.
pub fn may_retry(message: &Message) -> bool {
    message.until.is_none()
}

fn done_at(delivery: Delivery) -> Option<Timestamp> {
    match delivery {
        Delivery::Waiting | Delivery::Gathered => None,
        Delivery::Mailed { at }
        | Delivery::Printed { at }
        | Delivery::Expired { at }
        | Delivery::Kept { at }
        | Delivery::Failed { at } => Some(at),
    }
}
