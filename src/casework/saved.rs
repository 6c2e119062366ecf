//! Filters of the worklist that somebody saved, each under a name of his own.

use super::{CaseError, Casework};
use crate::audit;
use crate::model::{AuditEvent, Text, Who};
use crate::store::{Read, StoreError, tables};

/// Most filters of a person.
const MOST: usize = 20;
/// Most characters of a name.
const LONGEST: usize = 40;

/// Why a filter cannot be saved or taken out.
#[derive(Debug, thiserror::Error)]
pub enum SavedError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The name is empty or too long.
    #[error("a name has 1 to 40 characters")]
    Name,
    /// There are enough.
    #[error("nobody saves more than 20 filters")]
    Full,
    /// There is none of this name.
    #[error("there is no filter of this name")]
    Unknown,
}

impl Casework {
    /// The filters of a person by name: what each is called, and the query of its address.
    pub fn saved_filters(&self, user: &Text) -> Result<Vec<(Text, Text)>, CaseError> {
        let all = (user.clone(), Text::default())..;
        let mut found = Vec::new();
        self.store.view()?.visit(&tables::SAVED_FILTER, all, |(of, name), query| {
            if of != *user {
                return std::ops::ControlFlow::Break(());
            }
            found.push((name, query));
            std::ops::ControlFlow::Continue(())
        })?;
        Ok(found)
    }

    /// Saves a filter, in place of one of the same name.
    pub fn save_filter(&self, who: Who, user: &Text, name: &str, query: &str) -> Result<(), SavedError> {
        let name: String = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() || name.chars().count() > LONGEST || name.chars().any(char::is_control) {
            return Err(SavedError::Name);
        }
        let (change, name) = (self.store.begin(who, self.clock.now())?, Text::from(name));
        let all = (user.clone(), Text::default())..=(user.clone(), Text::from("\u{10FFFF}"));
        let known = change.range(&tables::SAVED_FILTER, all)?;
        if known.len() >= MOST && known.iter().all(|((_, one), _)| *one != name) {
            return Err(SavedError::Full);
        }
        change.put(&tables::SAVED_FILTER, &(user.clone(), name.clone()), &Text::from(query))?;
        let logged = audit::append(&change, AuditEvent::FilterSaved { name })?;
        Ok(change.commit(logged)?)
    }

    /// Takes a filter out.
    pub fn drop_filter(&self, who: Who, user: &Text, name: &str) -> Result<(), SavedError> {
        let (change, name) = (self.store.begin(who, self.clock.now())?, Text::from(name));
        if !change.remove(&tables::SAVED_FILTER, &(user.clone(), name.clone()))? {
            return Err(SavedError::Unknown);
        }
        let logged = audit::append(&change, AuditEvent::FilterSaved { name })?;
        Ok(change.commit(logged)?)
    }
}
