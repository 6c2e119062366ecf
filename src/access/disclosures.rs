//! The accounting of disclosures: to whom a child's record was shown or given, for the parent who asks (FERPA, 34 CFR
//! 99.32; Privacy Act, 5 U.S.C. 552a(c)). Asking for it is itself an entry in the audit log.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Children, Jurisdiction, Permission, Refusal, Way, demand, follow};
use crate::audit::{self, Journal};
use crate::model::{
    Account, Actor, AuditEvent, ContributionNo, MsixId, Purpose, Role, Session, StateCode, Text, Timestamp, Who,
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
    who: Who,
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
    pub fn accountant(&self, account: &Account, session: &Session) -> Result<Accountant, Refusal> {
        let jurisdiction = demand(account, Permission::Disclosures)?;
        let (store, journal) = (self.store.clone(), Arc::clone(&self.journal));
        Ok(Accountant { store, journal, who: self.person(session), jurisdiction })
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
        self.journal.record(self.who.clone(), AuditEvent::DisclosuresRead { msix_id })?;
        let stays = stays(&view, &members)?;
        let mut disclosures = Vec::new();
        for child in stays.iter().map(|stay| stay.child).collect::<BTreeSet<_>>() {
            disclosures.extend(shown(&view, child, &stays)?);
        }
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

/// What the log has of showings of an identifier while something of the child was under it.
fn shown(view: &View, child: MsixId, stays: &[Stay]) -> Result<Vec<Disclosure>, StoreError> {
    let there = |at: Timestamp| stays.iter().any(|stay| stay.child == child && stay.from <= at && at < stay.to);
    let all = audit::disclosures(view, child)?.into_iter().filter(|one| there(one.at));
    let disclosure = |one: audit::Disclosure| {
        let audit::Disclosure { at, to, purpose, part, .. } = one;
        let (name, roles, states) = (Text::default(), Vec::new(), Vec::new());
        Disclosure { at, to, name, roles, states, part, purpose, msix_id: child }
    };
    Ok(all.map(disclosure).collect())
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
