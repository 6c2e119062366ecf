//! The right to work with other states: to send notices and requests, take down and decide about requests for
//! correction, see clocks, enter calendars. One capability, made for one permission.

use super::{ChildReader, Children, Jurisdiction, Permission, Refusal, demand};
use crate::model::{Account, Purpose, Session, Text, Who};

/// The right to do what one permission allows, where one's roles have it. It reads the records concerned; its readings
/// are logged with the purpose that was said, or with [`Purpose::Participation`].
#[derive(Clone)]
pub struct Worker {
    user: Text,
    permission: Permission,
    jurisdiction: Jurisdiction,
    reader: ChildReader,
}

impl Children {
    /// For somebody whose roles have a permission.
    pub fn worker(&self, account: &Account, session: &Session, permission: Permission) -> Result<Worker, Refusal> {
        let jurisdiction = demand(account, permission)?;
        let purpose = session.purpose.unwrap_or(Purpose::Participation);
        let reader = self.hand_out(self.person(session), purpose);
        Ok(Worker { user: account.user_name.clone(), permission, jurisdiction, reader })
    }
}

impl Worker {
    /// User name.
    pub fn user(&self) -> &Text {
        &self.user
    }

    /// For the audit log.
    pub fn actor(&self) -> Who {
        self.reader.finder().who().clone()
    }

    /// What it is for: whoever takes a capability checks that it is the one wanted.
    pub fn permission(&self) -> Permission {
        self.permission
    }

    /// Where it reaches.
    pub fn jurisdiction(&self) -> &Jurisdiction {
        &self.jurisdiction
    }

    /// Reads the records concerned.
    pub fn reader(&self) -> &ChildReader {
        &self.reader
    }
}
