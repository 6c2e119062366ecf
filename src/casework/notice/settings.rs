//! What an agency decides about notices.

use std::collections::BTreeMap;

use crate::model::{Role, StateCode};

/// The section `[exchange]` of the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// Which roles may send move notices for a state, where the state says so; elsewhere those of the table of
    /// permissions. New York's own policy leaves it to data specialists (exchange facts, section 5.1).
    pub senders: BTreeMap<StateCode, Vec<Role>>,
    /// Months after which a move that a file tells of is history: nobody is notified of it any more.
    pub move_months: u32,
}

impl Default for Exchange {
    fn default() -> Self {
        Self { senders: BTreeMap::new(), move_months: 12 }
    }
}
