//! Accounts as their user administrators see and change them: profile, roles, disabled for a while, closed for good.

use super::applications::{is_closed, with_address};
use super::entered::end_sessions;
use super::forgotten::{forget_resets, tell};
use super::{Identity, IdentityError, LifeError};
use crate::access::{AccountKeeper, KeepRefusal};
use crate::audit;
use crate::model::{
    Account, AccountStatus, Actor, AuditEvent, DisabledWhy, Grant, Leaver, MessageKind, Profile, Text, Timestamp,
};
use crate::outbox::{NewMessage, post, withdraw_secrets};
use crate::store::{Change, Read, StoreError, tables};
use crate::training::courses_for;

/// What an account is to become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Become {
    /// It may not be used for a while.
    Disabled,
    /// It may be used again, as it was.
    Enabled,
    /// It is closed for good. The address comes back only by a new application.
    Deactivated,
}

/// An account with what closing it would end.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The account.
    pub account: Account,
    /// Whether whoever asks may change it, or why not.
    pub may: Result<(), KeepRefusal>,
    /// Sessions that are open.
    pub sessions: usize,
    /// Messages with its user name and password that wait to be printed.
    pub letters: Vec<u64>,
    /// Who closed it.
    pub left: Option<Leaver>,
}

impl Identity {
    /// The accounts that somebody looks after, by name.
    pub fn accounts(&self, who: &AccountKeeper) -> Result<Vec<Account>, LifeError> {
        let rows = self.store.view()?.range(&tables::ACCOUNT, ..)?.into_iter().map(|(_, account)| account);
        let mut found: Vec<Account> = rows.filter(|account| who.may_see(account)).collect();
        found.sort_by_cached_key(|account| (account.display_name().to_lowercase(), account.user_name.clone()));
        Ok(found)
    }

    /// The same for the accounts report, which the log takes down as an export.
    pub fn accounts_report(&self, who: &AccountKeeper) -> Result<Vec<Account>, LifeError> {
        let found = self.accounts(who)?;
        let rows = u64::try_from(found.len()).unwrap_or(u64::MAX);
        self.journal.record(who.actor(), AuditEvent::AccountsReported { rows })?;
        Ok(found)
    }

    /// All accounts by user name, for the operator at the console.
    pub fn accounts_at_the_console(&self) -> Result<Vec<Account>, IdentityError> {
        Ok(self.store.view()?.range(&tables::ACCOUNT, ..)?.into_iter().map(|(_, account)| account).collect())
    }

    /// One of them.
    pub fn kept_account(&self, who: &AccountKeeper, user_name: &str) -> Result<Kept, LifeError> {
        let view = self.store.view()?;
        let account = view.get(&tables::ACCOUNT, &user_name.into())?.filter(|account| who.may_see(account));
        let account = account.ok_or(LifeError::Unknown)?;
        let now = self.clock.now();
        let sessions = view.range(&tables::SESSION, ..)?.into_iter();
        let sessions = sessions.filter(|(_, s)| s.user_name == account.user_name && !super::session::expired(s, now));
        let of_birth = |kind| matches!(kind, MessageKind::UserName | MessageKind::OneTimePassword);
        let letters = crate::outbox::waiting(&view)?.into_iter();
        let letters = letters.filter(|(_, m)| m.user_name == account.user_name && of_birth(m.kind));
        Ok(Kept {
            may: who.may_keep(&account),
            sessions: sessions.count(),
            letters: letters.map(|(number, _)| number).collect(),
            left: view.get(&tables::LEAVER, &account.user_name)?,
            account,
        })
    }

    /// Changes what an account says about its person. An address that another account in use has is refused.
    pub fn change_profile(
        &self,
        who: &AccountKeeper,
        user_name: &str,
        profile: Profile,
        language: &str,
    ) -> Result<(), LifeError> {
        let address = profile.email.parse().ok();
        who.is_not_own(address.as_ref())?;
        self.change(who, user_name, |change, account| {
            let others = with_address(change, &profile.email)?;
            let mut others = others.iter().filter(|other| other.user_name != account.user_name);
            match others.clone().find(|other| !is_closed(other)) {
                Some(_) => return Err(LifeError::EmailTaken),
                None if others.next().is_some() && profile.email != account.profile.email => {
                    return Err(LifeError::EmailClosed);
                }
                None => {}
            }
            let moved = profile.email != account.profile.email;
            if moved {
                // Whoever moves it could take the account over with the next reset: its person hears of it where she is.
                tell(change, account)?;
                forget_resets(change, &account.user_name)?;
                withdraw_secrets(change, &account.user_name)?;
            }
            account.profile = profile;
            account.language = Text::from(if language == "es" { "es" } else { "en" });
            Ok(if moved { "address" } else { "profile" }.to_owned())
        })
    }

    /// Gives an account a role somewhere. A role with a course of its own asks for that course at once.
    pub fn give(&self, who: &AccountKeeper, user_name: &str, grant: Grant) -> Result<(), LifeError> {
        if grant.role.is_of_a_state() == grant.area.state().is_none() {
            return Err(LifeError::Area);
        }
        if !who.may_give(&grant) {
            return Err(KeepRefusal::Elsewhere.into());
        }
        self.change(who, user_name, |change, account| {
            let [course, _] = courses_for(grant.role);
            let held = account.grants.iter().any(|own| courses_for(own.role).first() == Some(&course));
            if !held && !super::training::has_passed(change, &account.user_name, course)? {
                account.trained = None;
            }
            if !account.grants.contains(&grant) {
                account.grants.push(grant.clone());
            }
            Ok(format!("given: {}", grant.role.word()))
        })
    }

    /// Takes a role away. The last one stays: without it nobody would look after the account.
    pub fn take(&self, who: &AccountKeeper, user_name: &str, grant: &Grant) -> Result<(), LifeError> {
        self.change(who, user_name, |_, account| {
            if account.grants.len() < 2 {
                return Err(LifeError::LastGrant);
            }
            let before = account.grants.len();
            account.grants.retain(|own| own != grant);
            if account.grants.len() == before {
                return Err(LifeError::Changed);
            }
            Ok(format!("taken: {}", grant.role.word()))
        })
    }

    /// Disables, enables or closes an account. Its sessions end with the first and the last.
    pub fn set_status(
        &self,
        who: &AccountKeeper,
        user_name: &str,
        become_what: Become,
        why: Text,
    ) -> Result<(), LifeError> {
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let account = change.get(&tables::ACCOUNT, &user_name.into())?.filter(|account| who.may_see(account));
        let account = account.ok_or(LifeError::Unknown)?;
        who.may_keep(&account)?;
        put_status(change, account, become_what, why)
    }

    /// The same for the operator at the console. Named so that a search finds it.
    pub fn set_status_at_the_console(
        &self,
        actor: Actor,
        user_name: &str,
        become_what: Become,
        why: Text,
    ) -> Result<(), LifeError> {
        let change = self.store.begin(actor, self.clock.now())?;
        let account = change.get(&tables::ACCOUNT, &user_name.trim().to_lowercase().into())?;
        put_status(change, account.ok_or(LifeError::Unknown)?, become_what, why)
    }

    /// Who left among those that somebody looks after, the last first.
    pub fn leavers(&self, who: &AccountKeeper) -> Result<Vec<(Account, Leaver)>, LifeError> {
        let view = self.store.view()?;
        let mut found = Vec::new();
        for (user_name, leaver) in view.range(&tables::LEAVER, ..)? {
            let account = view.get(&tables::ACCOUNT, &user_name)?.filter(|account| who.may_see(account));
            found.extend(account.map(|account| (account, leaver)));
        }
        found.sort_by_key(|(_, leaver)| std::cmp::Reverse(leaver.at));
        Ok(found)
    }

    /// `edit` answers with what is written down.
    fn change(
        &self,
        who: &AccountKeeper,
        user_name: &str,
        edit: impl FnOnce(&Change, &mut Account) -> Result<String, LifeError>,
    ) -> Result<(), LifeError> {
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let account = change.get(&tables::ACCOUNT, &user_name.into())?.filter(|account| who.may_see(account));
        let mut account = account.ok_or(LifeError::Unknown)?;
        who.may_keep(&account)?;
        if is_closed(&account) {
            return Err(LifeError::Status);
        }
        let what = edit(&change, &mut account)?;
        change.put(&tables::ACCOUNT, &account.user_name, &account)?;
        let event = AuditEvent::AccountChanged { user_name: account.user_name, what: what.into() };
        let logged = audit::append(&change, event)?;
        Ok(change.commit(logged)?)
    }
}

/// When the papers of somebody who left may be removed.
pub fn papers_until(left: Timestamp) -> crate::model::Date {
    left.date().plus_months(12 * super::life::PAPER_YEARS)
}

fn put_status(change: Change, account: Account, become_what: Become, why: Text) -> Result<(), LifeError> {
    use AccountStatus::{Active, Deactivated, Disabled};
    let since = change.at();
    let (status, word, told) = match (become_what, account.status) {
        // Whoever is locked out by wrong attempts may still be at work: a person's word ends that too.
        (Become::Disabled, Active | Disabled { why: DisabledWhy::WrongAttempts, .. }) => {
            let why = DisabledWhy::Administrator;
            (Disabled { since, why }, "disabled", MessageKind::AccountDisabled)
        }
        (Become::Enabled, Disabled { .. }) => (Active, "enabled", MessageKind::AccountEnabled),
        (Become::Deactivated, Active | Disabled { .. }) => {
            (Deactivated { since }, "deactivated", MessageKind::AccountDeactivated)
        }
        _ => return Err(LifeError::Status),
    };
    let enabled = become_what == Become::Enabled;
    if enabled {
        forget_wrong(&change, &account.user_name)?;
    } else {
        end_sessions(&change, &account.user_name, None)?;
        withdraw_secrets(&change, &account.user_name)?;
    }
    if become_what == Become::Deactivated {
        let leaver = Leaver { at: since, by: change.actor().clone(), why };
        change.put(&tables::LEAVER, &account.user_name, &leaver)?;
    }
    post(&change, NewMessage::to(&account, told))?;
    // Time away does not count as time without use: who comes back is not locked again at once.
    let last_login = if enabled { Some(since) } else { account.last_login };
    change.put(&tables::ACCOUNT, &account.user_name, &Account { status, last_login, ..account.clone() })?;
    let event = AuditEvent::AccountStatusChanged { user_name: account.user_name, status: word.into() };
    let logged = audit::append(&change, event)?;
    Ok(change.commit(logged)?)
}

/// Who is let in again begins anew with wrong passwords.
fn forget_wrong(change: &Change, user_name: &Text) -> Result<(), StoreError> {
    let Some(mut credential) = change.get(&tables::CREDENTIAL, user_name)? else { return Ok(()) };
    (credential.wrong, credential.last_wrong) = (0, None);
    change.put(&tables::CREDENTIAL, user_name, &credential)
}
