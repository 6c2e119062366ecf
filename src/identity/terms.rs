//! The Rules of Behavior: accepted at the start, every year, and whenever they change.

use super::{Identity, LifeError};
use crate::audit;
use crate::model::{AuditEvent, Who};
use crate::store::{Read, tables};
use crate::training::Rules;

/// The version of the rules in use. Those of both languages have the same one.
pub(super) fn version() -> u32 {
    Rules::of("en").map_or(0, |rules| rules.version)
}

impl Identity {
    /// Takes down that somebody accepted the rules of a version: that which is in use, or none.
    pub fn accept_terms(&self, who: Who, user_name: &str, accepted: u32) -> Result<(), LifeError> {
        let version = version();
        if accepted != version {
            return Err(LifeError::Changed);
        }
        let now = self.clock.now();
        let change = self.store.begin(who, now)?;
        let mut account = change.get(&tables::ACCOUNT, &user_name.into())?.ok_or(LifeError::Unknown)?;
        (account.terms_accepted, account.terms_version) = (Some(now), version);
        change.put(&tables::ACCOUNT, &account.user_name, &account)?;
        let logged = audit::append(&change, AuditEvent::TermsAccepted { version })?;
        Ok(change.commit(logged)?)
    }
}
