//! The outbox. A message is posted inside the change that gives cause for it and waits until it is mailed or printed;
//! its secret is taken out of the store at that moment. Of work that waits people are told as they have chosen: at
//! once, once a day, or only in the portal.

mod digest;
mod hand_over;
mod look;

use std::sync::Arc;

pub use hand_over::Outcome;
pub use look::{OutboxState, may_retry};

use crate::audit;
use crate::model::{
    Account, AuditEvent, Clock, Delivery, Email, MailChoice, Message, MessageKind, Text, Timestamp, Tries, Who,
};
use crate::store::{Change, Read, Store, StoreError, tables};

/// The outbox could not be read or written.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct OutboxError(#[from] pub StoreError);

/// A message before it is posted.
#[derive(Debug, Clone)]
pub struct NewMessage {
    /// To whom; `None` when it can only be printed.
    pub to: Option<Email>,
    /// The account concerned; empty for none.
    pub user_name: Text,
    /// What it says.
    pub kind: MessageKind,
    /// `en` or `es`.
    pub language: Text,
    /// What the words leave open; never of a child.
    pub about: Text,
    /// What nobody else may read, and when it stops working.
    pub secret: Option<(Text, Timestamp)>,
}

impl NewMessage {
    /// To the person of an account, without a secret.
    pub fn to(account: &Account, kind: MessageKind) -> Self {
        Self {
            to: account.profile.email.parse().ok(),
            user_name: account.user_name.clone(),
            kind,
            language: account.language.clone(),
            about: Text::default(),
            secret: None,
        }
    }
}

/// How a message was delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Handed to the mail system.
    Mail,
    /// Printed by a user administrator.
    Print,
}

/// Puts a message into the outbox; answers with its number. It is sent when the change is committed, or as the person
/// concerned has chosen to be told of work.
pub fn post(change: &Change, new: NewMessage) -> Result<u64, StoreError> {
    let delivery = at_first(change, &new)?;
    let number = change.next_number("message")?;
    let (secret, until) = new.secret.unzip();
    let message = Message {
        to: new.to,
        user_name: new.user_name,
        kind: new.kind,
        language: new.language,
        about: new.about,
        secret,
        until,
        created: change.at(),
        delivery,
        tries: Tries::default(),
    };
    match delivery {
        Delivery::Waiting => change.put(&tables::OUTBOX_WAITING, &number, &())?,
        Delivery::Gathered => digest::gather(change, &message.user_name, number)?,
        _ => (),
    }
    change.put(&tables::OUTBOX, &number, &message)?;
    Ok(number)
}

/// How a message begins: as the person has chosen where it tells of work, else always to be sent at once.
fn at_first(change: &Change, new: &NewMessage) -> Result<Delivery, StoreError> {
    if !new.kind.is_work() {
        return Ok(Delivery::Waiting);
    }
    let account = change.get(&tables::ACCOUNT, &new.user_name)?;
    Ok(match account.map(|account| account.mail).unwrap_or_default() {
        MailChoice::Each => Delivery::Waiting,
        MailChoice::Daily => Delivery::Gathered,
        MailChoice::Never => Delivery::Kept { at: change.at() },
    })
}

/// Takes back all that waits for an account with a secret.
pub fn withdraw_secrets(change: &Change, user_name: &Text) -> Result<(), StoreError> {
    withdraw(change, user_name, |_| true)
}

/// Takes back what waits for an account with a secret of this kind: a later one replaces it.
pub fn withdraw_kind(change: &Change, user_name: &Text, kind: MessageKind) -> Result<(), StoreError> {
    withdraw(change, user_name, |other| other == kind)
}

fn withdraw(change: &Change, user_name: &Text, is_meant: impl Fn(MessageKind) -> bool) -> Result<(), StoreError> {
    for (number, message) in waiting(change)? {
        if message.user_name == *user_name && message.secret.is_some() && is_meant(message.kind) {
            close(change, number, message, Delivery::Expired { at: change.at() })?;
        }
    }
    Ok(())
}

/// The messages of one store. Cloning is cheap. Its methods block: call them from a thread that may.
#[derive(Clone)]
pub struct Outbox {
    store: Store,
    clock: Arc<dyn Clock>,
}

impl Outbox {
    /// Of one store.
    pub fn new(store: Store, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock }
    }

    /// What waits, oldest first. Only for what delivers: the secrets are in it.
    pub fn waiting(&self) -> Result<Vec<(u64, Message)>, OutboxError> {
        Ok(waiting(&self.store.view()?)?)
    }

    /// Takes down that a message was delivered, and takes its secret out. Answers with the message as it was, for whom
    /// it is still in hand; `None` when it does not wait, because somebody else delivered it or it ran out.
    pub fn deliver(&self, who: impl Into<Who>, number: u64, way: Way) -> Result<Option<Message>, OutboxError> {
        let at = self.clock.now();
        let change = self.store.begin(who, at)?;
        let Some(message) = change.get(&tables::OUTBOX, &number)?.filter(|m| m.delivery == Delivery::Waiting) else {
            return Ok(None);
        };
        let ran_out = message.until.is_some_and(|until| until <= at);
        let (delivery, how) = match way {
            _ if ran_out => (Delivery::Expired { at }, "expired"),
            Way::Mail => (Delivery::Mailed { at }, "mailed"),
            Way::Print => (Delivery::Printed { at }, "printed"),
        };
        let event = event(number, &message, how);
        close(&change, number, message.clone(), delivery)?;
        let logged = audit::append(&change, event)?;
        change.commit(logged)?;
        Ok((!ran_out).then_some(message))
    }

    /// A message of the outbox.
    pub fn message(&self, number: u64) -> Result<Option<Message>, OutboxError> {
        Ok(self.store.view()?.get(&tables::OUTBOX, &number)?)
    }
}

/// What waits, as a change or a view sees it.
pub fn waiting(read: &impl Read) -> Result<Vec<(u64, Message)>, StoreError> {
    let mut found = Vec::new();
    for (number, ()) in read.range(&tables::OUTBOX_WAITING, ..)? {
        found.extend(read.get(&tables::OUTBOX, &number)?.map(|message| (number, message)));
    }
    Ok(found)
}

/// The entry of the audit log about a message.
fn event(number: u64, message: &Message, how: &str) -> AuditEvent {
    AuditEvent::MessageDelivered {
        message: number,
        kind: message.kind.word().into(),
        user_name: message.user_name.clone(),
        how: how.into(),
    }
}

fn close(change: &Change, number: u64, message: Message, delivery: Delivery) -> Result<(), StoreError> {
    change.put(&tables::OUTBOX, &number, &Message { secret: None, delivery, ..message })?;
    change.remove(&tables::OUTBOX_WAITING, &number)?;
    Ok(())
}

#[cfg(test)]
mod tests;
