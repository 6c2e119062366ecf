//! Finding children: what comes before a record is opened. A search shows names, birth dates and parents, so it takes a
//! role that reads and is taken down with the children shown; why a record is opened is asked when one is.

use std::sync::Arc;

use super::{Children, Permission, Refusal, demand};
use crate::audit::Journal;
use crate::model::{Account, Actor, AuditEvent, MsixId, Purpose, Session, Who};
use crate::store::{Store, StoreError, View};

/// The right to find children of all states and to see who they are, but not to open their records.
#[derive(Clone)]
pub struct Finder {
    store: Store,
    journal: Arc<Journal>,
    who: Who,
    purpose: Option<Purpose>,
}

impl Children {
    /// For a person who has logged in and has a role that reads; the purpose need not be said yet.
    pub fn finder(&self, account: &Account, session: &Session) -> Result<Finder, Refusal> {
        demand(account, Permission::Read)?;
        Ok(self.hand_out_finder(self.person(session), session.purpose))
    }

    pub(super) fn hand_out_finder(&self, who: Who, purpose: Option<Purpose>) -> Finder {
        let (store, journal) = (self.store.clone(), Arc::clone(&self.journal));
        Finder { store, journal, who, purpose }
    }
}

impl Finder {
    /// Who looks.
    pub fn actor(&self) -> &Actor {
        &self.who.actor
    }

    /// Who looks, and from where.
    pub fn who(&self) -> &Who {
        &self.who
    }

    /// A view for finding children. The search that uses it must call [`Finder::searched`].
    pub fn look_for_children(&self) -> Result<View, StoreError> {
        self.store.view()
    }

    /// Takes a search down in the audit log, with the children that are shown.
    pub fn searched(&self, children: Vec<MsixId>) -> Result<(), StoreError> {
        self.note(AuditEvent::Searched { purpose: self.purpose, children })
    }

    pub(super) fn note(&self, event: AuditEvent) -> Result<(), StoreError> {
        self.journal.record(self.who.clone(), event)
    }
}
