//! One message a day for people who want it so.

use super::{NewMessage, Outbox, OutboxError, post};
use crate::audit;
use crate::model::{Actor, AuditEvent, Delivery, Message, MessageKind, Text};
use crate::store::{Change, Read, StoreError, tables};

/// Keeps a message for the next daily one.
pub(super) fn gather(change: &Change, user_name: &Text, number: u64) -> Result<(), StoreError> {
    let mut waiting = change.get(&tables::DIGEST, user_name)?.unwrap_or_default();
    waiting.push(number);
    change.put(&tables::DIGEST, user_name, &waiting)
}

impl Outbox {
    /// Posts one message to everybody for whom something was gathered: how many things wait, nothing else. Each in a
    /// change of its own, so that it may be cut off between two. An account that cannot be used is told nothing.
    pub fn post_digests(&self) -> Result<usize, OutboxError> {
        let (mut posted, view) = (0, self.store.view()?);
        for (user_name, _) in view.range(&tables::DIGEST, ..)? {
            posted += usize::from(self.post_digest(&user_name)?);
        }
        Ok(posted)
    }

    fn post_digest(&self, user_name: &Text) -> Result<bool, OutboxError> {
        let change = self.store.begin(Actor::System("outbox".into()), self.clock.now())?;
        let Some(numbers) = change.get(&tables::DIGEST, user_name)? else { return Ok(false) };
        let mut told = 0_u32;
        for number in &numbers {
            let gathered = change.get(&tables::OUTBOX, number)?.filter(|m| m.delivery == Delivery::Gathered);
            if let Some(message) = gathered {
                told += 1;
                let delivery = Delivery::Kept { at: change.at() };
                change.put(&tables::OUTBOX, number, &Message { delivery, ..message })?;
            }
        }
        change.remove(&tables::DIGEST, user_name)?;
        let account = change.get(&tables::ACCOUNT, user_name)?.filter(|account| account.is_active() && told > 0);
        if let Some(account) = &account {
            let about = told.to_string().into();
            post(&change, NewMessage { about, ..NewMessage::to(account, MessageKind::Digest) })?;
        }
        let count = u32::from(account.is_some());
        let logged = audit::append(&change, AuditEvent::Posted { what: "digest".into(), count })?;
        change.commit(logged)?;
        Ok(account.is_some())
    }
}
