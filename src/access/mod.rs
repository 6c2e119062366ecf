//! Who may read what. A caller asks for a capability and gets it, or a typed refusal; without one there is no way
//! to a child's record. The capability names actor, purpose and jurisdiction, and every use of it is logged.

mod accounts;
mod audit;
mod casework;
mod disclosures;
mod exporter;
mod finder;
mod helpers;
mod jurisdiction;
mod permission;
mod regions;
mod retired;
mod worker;

use std::sync::Arc;

use crate::audit::Journal;
use crate::model::{Account, Actor, AuditEvent, MsixId, Origin, Purpose, Session, Text, Who};
use crate::store::{Store, StoreError, View};
pub use accounts::{AccountKeeper, KeepRefusal};
pub use audit::{AuditError, AuditPage, AuditReader, AuditRow, Filter, Proof};
pub use casework::{Decider, Proposer};
pub use disclosures::{Accountant, Accounting, AccountingError, Disclosure};
pub use exporter::Exporter;
pub use finder::Finder;
pub use helpers::Helper;
pub use jurisdiction::{Areas, Jurisdiction};
pub use permission::{Permission, allows, jurisdiction, permissions};
pub(crate) use regions::districts_of as districts_of_region;
pub(crate) use regions::is_on as regions_are_on;
pub use regions::{
    Act as RegionAct, District as RegionDistrict, Drawing, Drawn, Effect as RegionEffect, Holder, Moved, RegionError,
    RegionKeeper, Seat, Shift,
};
pub use retired::{LONGEST_WAY, Way, follow, surviving};
pub use worker::Worker;

/// Why somebody does not get a capability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// None of the person's roles has the permission.
    #[error("none of your roles has the permission {}", .0.word())]
    Role(Permission),
    /// It was not said yet for which of the routine uses records are opened: the portal asks, then goes on.
    #[error("say first why you open records")]
    Purpose,
}

impl Refusal {
    /// The word in the audit log. Two are older than the words of the permissions.
    pub fn word(self) -> &'static str {
        match self {
            Self::Role(Permission::Read) => "children",
            Self::Role(Permission::AuditLog) => "audit",
            Self::Role(permission) => permission.word(),
            Self::Purpose => "purpose",
        }
    }
}

/// Where an account has a permission; the refusal where it has none.
fn demand(account: &Account, permission: Permission) -> Result<Jurisdiction, Refusal> {
    jurisdiction(account, permission).ok_or(Refusal::Role(permission))
}

/// Gives out capabilities to read children's records.
#[derive(Clone)]
pub struct Children {
    store: Store,
    journal: Arc<Journal>,
    origin: Origin,
}

impl Children {
    /// Of one store, with the journal that takes down each reading.
    pub fn new(store: Store, journal: Arc<Journal>) -> Self {
        Self { store, journal, origin: Origin::Unknown }
    }

    /// For a person who has logged in.
    pub fn reader(&self, account: &Account, session: &Session) -> Result<ChildReader, Refusal> {
        // Reading is national, wherever the role is held.
        demand(account, Permission::Read)?;
        let purpose = session.purpose.ok_or(Refusal::Purpose)?;
        Ok(self.hand_out(self.person(session), purpose))
    }

    /// For a person at the server's console, who could read the files anyway. Named so that a search finds it.
    pub fn reader_at_the_console(&self, operating_system_user: &str, purpose: Purpose) -> ChildReader {
        let actor = Actor::Console(operating_system_user.into());
        let origin = if self.origin == Origin::Unknown { Origin::Console } else { self.origin };
        self.hand_out(Who::new(actor, origin), purpose)
    }

    /// The same, giving out capabilities to somebody at this place: each of their uses is logged with it.
    pub fn from(&self, origin: Origin) -> Self {
        Self { origin, ..self.clone() }
    }

    /// Takes down that somebody asked for what none of his roles may see or do ([`Refusal::word`]), sent a form that is
    /// not of his session, or met a limit.
    pub fn refused(&self, session: &Session, what: &'static str) -> Result<(), AuditError> {
        Ok(self.journal.record(self.person(session), AuditEvent::Refused { what: what.into() })?)
    }

    /// Whose session it is, at the place of this request; where nobody said that, at the one where it began.
    pub fn person(&self, session: &Session) -> Who {
        session.who_at(self.origin)
    }

    /// The place of this request.
    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// The right to look after accounts, at the place of this request, or why not.
    pub fn account_keeper(
        &self,
        account: &Account,
        session: &Session,
    ) -> Result<Result<AccountKeeper, Refusal>, StoreError> {
        match AccountKeeper::in_session(account, self.person(session)) {
            Ok(keeper) => keeper.as_drawn(&self.store.view()?).map(Ok),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    fn hand_out(&self, who: Who, purpose: Purpose) -> ChildReader {
        let finder = self.hand_out_finder(who, Some(purpose));
        ChildReader { finder, purpose, jurisdiction: Jurisdiction::Nation }
    }
}

/// The right to read children's records.
#[derive(Clone)]
pub struct ChildReader {
    finder: Finder,
    purpose: Purpose,
    jurisdiction: Jurisdiction,
}

impl ChildReader {
    /// Who reads.
    pub fn actor(&self) -> &Actor {
        self.finder.actor()
    }

    /// Whoever may read may find.
    pub fn finder(&self) -> &Finder {
        &self.finder
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
        let shown = surviving(&self.finder.look_for_children()?, msix_id)?;
        self.finder.note(AuditEvent::RecordRead { msix_id: shown, purpose: self.purpose, part: Text::from(part) })?;
        Ok(OpenChild { msix_id, view: Arc::new(self.finder.look_for_children()?) })
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

#[cfg(test)]
mod tests;
