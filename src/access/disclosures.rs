//! The accounting of disclosures: to whom a child's record was shown or given, for the parent who asks (FERPA, 34 CFR
//! 99.32; Privacy Act, 5 U.S.C. 552a(c)). Asking for it is itself an entry in the audit log.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Arc;

use super::{Children, Jurisdiction, Permission, Refusal, Way, follow, jurisdiction};
use crate::audit::{self, Journal};
use crate::model::{
    Account, Actor, AuditEvent, ContributionNo, MsixId, Purpose, Role, Session, StateCode, Text, Timestamp,
};
use crate::store::{Read, Store, StoreError, View, tables};

/// Why there is no accounting of a child.
#[derive(Debug, thiserror::Error)]
pub enum AccountingError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No child has, or had, this identifier.
    #[error("no such child")]
    Unknown,
    /// None of the person's states contributes to the child.
    #[error("none of your states contributes to this child")]
    OtherStates,
}

/// The right to see to whom the records of one's own states' children were shown.
#[derive(Clone)]
pub struct Accountant {
    store: Store,
    journal: Arc<Journal>,
    actor: Actor,
    jurisdiction: Jurisdiction,
}

/// One showing of a child's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// When.
    pub at: Timestamp,
    /// To whom.
    pub to: Actor,
    /// The person's name, roles and states as they are now; empty for a program, or an account that is no more.
    pub name: Text,
    /// See `name`.
    pub roles: Vec<Role>,
    /// See `name`; empty also for roles of the nation.
    pub states: Vec<StateCode>,
    /// Which part: `overview`, `print`, ...; `search` for name, birth date and parents in a list; `export` for a file.
    pub part: Text,
    /// Why. A search may come before it is said.
    pub purpose: Option<Purpose>,
    /// Under which identifier.
    pub msix_id: MsixId,
}

/// All showings of a child's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accounting {
    /// The child.
    pub msix_id: MsixId,
    /// The last first.
    pub disclosures: Vec<Disclosure>,
}

impl Children {
    /// For a data administrator or the Privacy Act Administrator who has logged in.
    pub fn accountant(&self, account: &Account, _session: &Session) -> Result<Accountant, Refusal> {
        let jurisdiction = jurisdiction(account, Permission::Disclosures).ok_or(Refusal::Disclosures)?;
        let (store, journal) = (self.store.clone(), Arc::clone(&self.journal));
        Ok(Accountant { store, journal, actor: Actor::User(account.user_name.clone()), jurisdiction })
    }
}

impl Accountant {
    /// To whom a child's record was shown. What the states say about the child counts wherever it was at the time: under
    /// identifiers that were merged since, and with children from which it was split.
    pub fn of_child(&self, asked: MsixId) -> Result<Accounting, AccountingError> {
        let view = self.store.view()?;
        let Way::To(msix_id, _) = follow(&view, asked)? else { return Err(AccountingError::Unknown) };
        let all = (msix_id, ContributionNo(0))..=(msix_id, ContributionNo(u32::MAX));
        let members: Vec<ContributionNo> =
            view.range(&tables::MEMBER, all)?.into_iter().map(|((_, no), ())| no).collect();
        self.check(&view, &members)?;
        self.journal.record(self.actor.clone(), AuditEvent::DisclosuresRead { msix_id })?;
        let stays = stays(&view, &members)?;
        let mut disclosures = Vec::new();
        let identifiers: BTreeSet<MsixId> = stays.iter().map(|stay| stay.child).collect();
        shown(&view, &identifiers, |one| {
            if stays.iter().any(|stay| stay.child == one.msix_id && stay.from <= one.at && one.at < stay.to) {
                disclosures.push(one);
            }
        })?;
        disclosures.sort_by_key(|one| std::cmp::Reverse(one.at));
        name_people(&view, &mut disclosures)?;
        Ok(Accounting { msix_id, disclosures })
    }

    fn check(&self, view: &View, members: &[ContributionNo]) -> Result<(), AccountingError> {
        if self.jurisdiction.is_national() {
            return Ok(());
        }
        for no in members {
            let last = view.last(&tables::VERSION, (*no, 0)..=(*no, u32::MAX))?;
            let state = last.and_then(|(_, version)| version.contribution).map(|said| said.key.state);
            if state.is_some_and(|state| self.jurisdiction.holds(state)) {
                return Ok(());
            }
        }
        Err(AccountingError::OtherStates)
    }
}

/// Where a contribution was, from when until before when.
struct Stay {
    child: MsixId,
    from: Timestamp,
    to: Timestamp,
}

fn stays(view: &View, members: &[ContributionNo]) -> Result<Vec<Stay>, StoreError> {
    let mut stays = Vec::new();
    for no in members {
        let history = view.range(&tables::MEMBERSHIP_HISTORY, (*no, 0)..=(*no, u32::MAX))?;
        for (at, (_, then)) in history.iter().enumerate() {
            let to = history.get(at + 1).map_or(Timestamp::from_micros(i64::MAX), |(_, next)| next.since);
            stays.push(Stay { child: then.msix_id, from: then.since, to });
        }
    }
    Ok(stays)
}

/// What the log has of showings of these identifiers.
fn shown(view: &View, identifiers: &BTreeSet<MsixId>, mut one: impl FnMut(Disclosure)) -> Result<(), StoreError> {
    audit::visit(view, 0, |entry| {
        let (children, part, purpose) = match entry.event {
            AuditEvent::RecordRead { msix_id, purpose, part } => (vec![msix_id], part, Some(purpose)),
            AuditEvent::RecordExported { msix_id, purpose, .. } => (vec![msix_id], "export".into(), Some(purpose)),
            AuditEvent::Searched { purpose, children } => (children, "search".into(), purpose),
            _ => return ControlFlow::Continue(()),
        };
        for msix_id in children.into_iter().filter(|child| identifiers.contains(child)) {
            let (to, part) = (entry.actor.clone(), part.clone());
            let (name, roles, states) = (Text::default(), Vec::new(), Vec::new());
            one(Disclosure { at: entry.at, to, name, roles, states, part, purpose, msix_id });
        }
        ControlFlow::Continue(())
    })
}

fn name_people(view: &View, disclosures: &mut [Disclosure]) -> Result<(), StoreError> {
    let mut known: BTreeMap<Text, Option<Account>> = BTreeMap::new();
    for one in disclosures {
        let Actor::User(user) = &one.to else { continue };
        if !known.contains_key(user) {
            known.insert(user.clone(), view.get(&tables::ACCOUNT, user)?);
        }
        if let Some(Some(account)) = known.get(user) {
            one.name = account.display_name().into();
            one.roles = account.grants.iter().map(|grant| grant.role).collect();
            one.states = account.grants.iter().filter_map(|grant| grant.area.state()).collect();
            one.roles.dedup();
            one.states.sort_unstable();
            one.states.dedup();
        }
    }
    Ok(())
}
