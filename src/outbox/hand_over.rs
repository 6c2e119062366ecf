//! Handing messages to a mail server: nothing is lost, and each death of the process doubles one message at most.
//!
//! A message is claimed on disk before it is handed over, and what the server answered is taken down together with the
//! next claim, in one commit. So there is never more than one message of which it is not known whether the server has
//! it: that one is handed over again, with the same Message-ID, and its claim says how often that was.

use super::{Outbox, OutboxError, close, event, waiting};
use crate::audit;
use crate::model::{Actor, Delivery, Message, Text, Timestamp, Tries};
use crate::store::{Change, Logged, Read, StoreError, tables};

/// Seconds until a message that was put off is tried again: this, doubled each time, up to the longest.
const FIRST_REST: i64 = 300;
const LONGEST_REST: i64 = 4 * 3_600;

/// What became of a message that was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The server has it.
    Accepted,
    /// The server will not take it now (4xx).
    PutOff(Text),
    /// The connection broke before the answer: the server may have it.
    Unanswered(Text),
    /// The server will never take it (5xx).
    Refused(Text),
}

impl Outbox {
    /// The messages with an address that may be handed over now, oldest first.
    pub fn due(&self) -> Result<Vec<u64>, OutboxError> {
        let now = self.clock.now();
        let due = |message: &Message| message.to.is_some() && message.tries.next.is_none_or(|next| next <= now);
        let all = waiting(&self.store.view()?)?;
        Ok(all.into_iter().filter(|(_, message)| due(message)).map(|(number, _)| number).collect())
    }

    /// Takes down what became of one message, and claims the next: one commit for both. Answers with the message
    /// claimed; `None` when it does not wait any more, because it was printed or what it carries ran out. What is put
    /// off for longer than `days` since the first time has failed: the days on which no server was reached are no days
    /// of trying.
    pub fn settle(
        &self,
        done: Option<(u64, Outcome)>,
        next: Option<u64>,
        days: u32,
    ) -> Result<Option<Message>, OutboxError> {
        let change = self.store.begin(Actor::System("mail".into()), self.clock.now())?;
        let mut logged = match done {
            Some((number, outcome)) => take_down(&change, number, outcome, days)?,
            None => None,
        };
        let mut claimed = None;
        if let Some(number) = next
            && let Some(message) = change.get(&tables::OUTBOX, &number)?.filter(|m| m.delivery == Delivery::Waiting)
        {
            if message.until.is_some_and(|until| until <= change.at()) {
                logged = Some(audit::append(&change, event(number, &message, "expired"))?);
                close(&change, number, message, Delivery::Expired { at: change.at() })?;
            } else {
                logged = Some(audit::append(&change, event(number, &message, "handed over"))?);
                claimed = Some(claim(&change, number, message)?);
            }
        }
        if let Some(logged) = logged {
            change.commit(logged)?;
        }
        Ok(claimed)
    }

    /// Takes a claim back: the server would hear of no message at all, so this one was not tried. `before` is what
    /// [`Self::settle`] gave.
    pub fn unclaim(&self, number: u64, before: &Message) -> Result<(), OutboxError> {
        let change = self.store.begin(Actor::System("mail".into()), self.clock.now())?;
        let waits = |message: &Message| message.delivery == Delivery::Waiting;
        let Some(message) = change.get(&tables::OUTBOX, &number)?.filter(waits) else { return Ok(()) };
        let logged = audit::append(&change, event(number, &message, "not tried"))?;
        change.put(&tables::OUTBOX, &number, &Message { tries: before.tries.clone(), ..message })?;
        Ok(change.commit(logged)?)
    }
}

/// Before the server is given it. Answers with the message as it was, so that the caller sees whether it was claimed
/// before and never answered.
fn claim(change: &Change, number: u64, message: Message) -> Result<Message, StoreError> {
    let tries = Tries { count: message.tries.count.saturating_add(1), under_way: true, ..message.tries.clone() };
    change.put(&tables::OUTBOX, &number, &Message { tries, ..message.clone() })?;
    Ok(message)
}

fn take_down(change: &Change, number: u64, outcome: Outcome, days: u32) -> Result<Option<Logged>, StoreError> {
    let waits = |message: &Message| message.delivery == Delivery::Waiting;
    let Some(mut message) = change.get(&tables::OUTBOX, &number)?.filter(waits) else { return Ok(None) };
    let at = change.at();
    let first = message.tries.first.unwrap_or(at);
    let given_up = first.plus_seconds(i64::from(days) * 86_400) <= at;
    message.tries.under_way = matches!(outcome, Outcome::Unanswered(_));
    let how = match outcome {
        Outcome::Accepted => {
            message.tries.trouble = Text::default();
            close(change, number, message.clone(), Delivery::Mailed { at })?;
            "mailed"
        }
        Outcome::Refused(why) => {
            message.tries.trouble = why;
            fail(change, number, message.clone())?;
            "refused"
        }
        Outcome::PutOff(why) | Outcome::Unanswered(why) if given_up => {
            message.tries.trouble = why;
            fail(change, number, message.clone())?;
            "failed"
        }
        Outcome::PutOff(why) | Outcome::Unanswered(why) => {
            (message.tries.trouble, message.tries.next) = (why, Some(rest(at, message.tries.count)));
            message.tries.first = Some(first);
            change.put(&tables::OUTBOX, &number, &message)?;
            "put off"
        }
    };
    audit::append(change, event(number, &message, how)).map(Some)
}

fn fail(change: &Change, number: u64, message: Message) -> Result<(), StoreError> {
    change.put(&tables::OUTBOX_FAILED, &(message.user_name.clone(), number), &())?;
    close(change, number, message, Delivery::Failed { at: change.at() })
}

fn rest(at: Timestamp, tries: u32) -> Timestamp {
    let doubled = 1_i64.checked_shl(tries.saturating_sub(1).min(16)).unwrap_or(1).saturating_mul(FIRST_REST);
    at.plus_seconds(doubled.min(LONGEST_REST))
}
