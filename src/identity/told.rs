//! How somebody wants to be told of work that waits.

use super::{Identity, IdentityError};
use crate::audit;
use crate::model::{Account, AuditEvent, MailChoice, Session};
use crate::store::{Read, tables};

impl Identity {
    /// The person of a session chooses. What was gathered for her until now still comes in one message.
    pub fn choose_mail(&self, session: &Session, mail: MailChoice) -> Result<(), IdentityError> {
        let change = self.store.begin(session.who(), self.clock.now())?;
        let Some(account) = change.get(&tables::ACCOUNT, &session.user_name)? else { return Ok(()) };
        let user_name = account.user_name.clone();
        change.put(&tables::ACCOUNT, &user_name, &Account { mail, ..account })?;
        let logged = audit::append(&change, AuditEvent::AccountChanged { user_name, what: "mail".into() })?;
        Ok(change.commit(logged)?)
    }
}
