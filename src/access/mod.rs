//! Who may read what. A caller asks for a capability and gets it, or a typed refusal; without one there is no way
//! to a child's record. The capability names actor, purpose and jurisdiction, and every use of it is logged.

mod accounts;
mod casework;
mod permission;
mod retired;

use std::sync::Arc;

use crate::audit::Journal;
use crate::model::{Account, Actor, AuditEvent, MsixId, Purpose, Session, StateCode, Text};
use crate::store::{Store, StoreError, View};
pub use accounts::{AccountKeeper, KeepRefusal};
pub use casework::{Decider, Proposer};
pub use permission::{Permission, allows, jurisdiction};
pub use retired::{LONGEST_WAY, Way, follow, surviving};

/// Why somebody does not get a capability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// None of the person's roles reads children's records.
    #[error("none of your roles may read children's records")]
    Role,
    /// Nobody said yet for which of the routine uses records are opened.
    #[error("say first why you open records")]
    Purpose,
    /// Neither a Primary user nor a data administrator.
    #[error("none of your roles may propose a merge or a split")]
    Propose,
    /// No data administrator.
    #[error("none of your roles may decide about near matches, merges and splits")]
    Decide,
    /// No user administrator.
    #[error("none of your roles may look after accounts")]
    Accounts,
}

/// Where a capability reaches. Reading is national for every role that may read (New York policies).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Jurisdiction {
    /// Children of all states.
    Nation,
    /// What concerns these states, in order of their codes.
    States(Vec<StateCode>),
}

impl Jurisdiction {
    /// Whether it is that of the nation.
    pub fn is_national(&self) -> bool {
        *self == Self::Nation
    }

    /// Whether a state lies in it.
    pub fn holds(&self, state: StateCode) -> bool {
        match self {
            Self::Nation => true,
            Self::States(states) => states.contains(&state),
        }
    }
}

/// Gives out capabilities to read children's records.
#[derive(Clone)]
pub struct Children {
    store: Store,
    journal: Arc<Journal>,
}

impl Children {
    /// Of one store, with the journal that takes down each reading.
    pub fn new(store: Store, journal: Arc<Journal>) -> Self {
        Self { store, journal }
    }

    /// For a person who has logged in.
    pub fn reader(&self, account: &Account, session: &Session) -> Result<ChildReader, Refusal> {
        // Reading is national, wherever the role is held.
        jurisdiction(account, Permission::Read).ok_or(Refusal::Role)?;
        let purpose = session.purpose.ok_or(Refusal::Purpose)?;
        Ok(self.hand_out(Actor::User(account.user_name.clone()), purpose))
    }

    /// For a person at the server's console, who could read the files anyway. Named so that a search finds it.
    pub fn reader_at_the_console(&self, operating_system_user: &str, purpose: Purpose) -> ChildReader {
        self.hand_out(Actor::Console(operating_system_user.into()), purpose)
    }

    fn hand_out(&self, actor: Actor, purpose: Purpose) -> ChildReader {
        let (store, journal) = (self.store.clone(), Arc::clone(&self.journal));
        ChildReader { store, journal, actor, purpose, jurisdiction: Jurisdiction::Nation }
    }
}

/// The right to read children's records.
#[derive(Clone)]
pub struct ChildReader {
    store: Store,
    journal: Arc<Journal>,
    actor: Actor,
    purpose: Purpose,
    jurisdiction: Jurisdiction,
}

impl ChildReader {
    /// Who reads.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Why it is read.
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// Where it reaches.
    pub fn jurisdiction(&self) -> &Jurisdiction {
        &self.jurisdiction
    }

    /// Opens a child's record: takes it down in the audit log, then hands out a view. `part` says which part is
    /// read: `overview`, `enrollments`, `history`, `print`, ...
    pub fn open(&self, msix_id: MsixId, part: &str) -> Result<OpenChild, StoreError> {
        // Under the child that is shown, or a reading through a retired identifier would be missing from its list.
        let shown = surviving(&self.store.view()?, msix_id)?;
        let event = AuditEvent::RecordRead { msix_id: shown, purpose: self.purpose, part: Text::from(part) };
        self.journal.record(self.actor.clone(), event)?;
        Ok(OpenChild { msix_id, view: Arc::new(self.store.view()?) })
    }

    /// A view for finding children. The search that uses it must call [`ChildReader::searched`].
    pub fn look_for_children(&self) -> Result<View, StoreError> {
        self.store.view()
    }

    /// Takes a search down in the audit log, with the children that are shown.
    pub fn searched(&self, children: Vec<MsixId>) -> Result<(), StoreError> {
        self.journal.record(self.actor.clone(), AuditEvent::Searched { purpose: self.purpose, children })
    }
}

/// A child's record that may be read, because its opening is in the log.
pub struct OpenChild {
    msix_id: MsixId,
    view: Arc<View>,
}

impl OpenChild {
    /// The same record at another moment, so that several are seen at one. Who moves it has to see to it that what the
    /// identifier stands for at that moment is in the log as read.
    pub(crate) fn at(self, view: &Arc<View>) -> Self {
        Self { msix_id: self.msix_id, view: Arc::clone(view) }
    }

    /// The identifier that was asked for; it may have been retired.
    pub fn msix_id(&self) -> MsixId {
        self.msix_id
    }

    /// The store as it was when the record was opened.
    pub fn view(&self) -> &View {
        &self.view
    }
}
