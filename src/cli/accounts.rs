//! The accounts there are, for `vereda user list|disable|enable|deactivate`.

use serde::{Deserialize, Serialize};

use super::exit::{Exit, Failure};
use super::request::{Caller, Sink, say};
use crate::identity::{Become, LifeError};
use crate::model::{AccountStatus, Area};
use crate::server::Services;

/// What is asked.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Ask {
    /// All accounts.
    List,
    /// One account becomes something else.
    Set {
        /// Whose.
        user_name: String,
        /// What it becomes.
        become_what: Become,
        /// Why; only kept when it is closed.
        why: String,
    },
}

impl Ask {
    /// That one account becomes something else.
    pub(super) fn of(user_name: String, become_what: Become, why: &str) -> Self {
        Self::Set { user_name, become_what, why: why.to_owned() }
    }
}

pub(super) fn execute(services: &Services, caller: &Caller, ask: Ask, sink: &mut dyn Sink) -> Result<Exit, Failure> {
    match ask {
        Ask::List => list(services, sink),
        Ask::Set { user_name, become_what, why } => {
            let done = services.identity.set_status_at_the_console(caller.actor(), &user_name, become_what, why.into());
            done.map_err(failure)?;
            let word = match become_what {
                Become::Disabled => "disabled",
                Become::Enabled => "enabled",
                Become::Deactivated => "deactivated",
            };
            say(sink, &format!("The account {user_name} is {word}.\n"))?;
            Ok(Exit::Ok)
        }
    }
}

fn list(services: &Services, sink: &mut dyn Sink) -> Result<Exit, Failure> {
    let accounts = services.identity.accounts_at_the_console()?;
    let mut text = format!("{} accounts\n", accounts.len());
    for account in accounts {
        let status = match account.status {
            AccountStatus::Active => "active".to_owned(),
            AccountStatus::Disabled { since, .. } => format!("disabled since {since}"),
            AccountStatus::Deactivated { since } => format!("deactivated {since}"),
        };
        let roles: Vec<String> = account
            .grants
            .iter()
            .map(|grant| match &grant.area {
                Area::Nation => grant.role.word().to_owned(),
                Area::State(state) => format!("{} {state}", grant.role.word()),
                Area::Region(state, region) => format!("{} {state} region {}", grant.role.word(), region.0),
                Area::District(state, district) => format!("{} {state} district {district}", grant.role.word()),
            })
            .collect();
        text.push_str(&format!("{:<24} {status:<12} {}\n", account.user_name, roles.join(", ")));
    }
    say(sink, &text)?;
    Ok(Exit::Ok)
}

fn failure(error: LifeError) -> Failure {
    match error {
        LifeError::Unknown => Failure::new(Exit::Usage, "there is no such account. Nothing was changed"),
        LifeError::Status => {
            let why = "the account is not in a state in which this can be done; see `vereda user list`";
            Failure::new(Exit::Usage, format!("{why}. Nothing was changed"))
        }
        LifeError::Identity(error) => error.into(),
        other => Failure::new(Exit::Usage, format!("{other}. Nothing was changed")),
    }
}
