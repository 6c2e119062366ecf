//! What time does to accounts: reminders, the lock of what nobody uses, the end of papers. Done again it does nothing
//! more, so that it may be called as often as one likes, and after a stop in the middle.

use super::life::{DAY, PAPER_YEARS, REMIND_DAYS};
use super::{Identity, IdentityError};
use crate::audit;
use crate::model::{Account, AccountStatus, Actor, AuditEvent, Certificate, DisabledWhy, MessageKind, Text, Timestamp};
use crate::outbox::{NewMessage, post};
use crate::store::{Change, Read, StoreError, tables};

/// What a pass did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pass {
    /// Messages posted.
    pub reminded: usize,
    /// Accounts locked.
    pub locked: usize,
    /// Applications and certificates removed.
    pub papers: usize,
}

impl Identity {
    /// Posts a message for each yearly duty that ends within 30 days: one for each day on which something is due.
    pub fn remind(&self, now: Timestamp) -> Result<usize, IdentityError> {
        let (mut sent, view) = (0, self.store.view()?);
        for (_, account) in view.range(&tables::ACCOUNT, ..)?.into_iter().filter(|(_, account)| account.is_active()) {
            for (kind, due) in self.due_of(&account) {
                let soon = now < due && due <= now.plus_seconds(REMIND_DAYS * DAY);
                if soon && self.remind_of(&account, kind, due, now)? {
                    sent += 1;
                }
            }
        }
        Ok(sent)
    }

    /// When the yearly duties of an account end: the acceptance of the rules, the training. Nothing for what was never
    /// done: that is asked at the next login.
    pub fn due_of(&self, account: &Account) -> Vec<(MessageKind, Timestamp)> {
        let policy = self.policy();
        let duties = [
            (MessageKind::TermsDue, account.terms_accepted, policy.terms_days),
            (MessageKind::TrainingDue, account.trained, policy.training_days),
        ];
        let due = duties
            .into_iter()
            .filter(|(.., days)| *days > 0)
            .filter_map(|(kind, done, days)| done.map(|done| (kind, done.plus_seconds(i64::from(days) * DAY))));
        due.collect()
    }

    /// Locks what nobody has used for so many days; 0 locks nothing. A user administrator unlocks it.
    pub fn lock_unused(&self, now: Timestamp, days: u32) -> Result<usize, IdentityError> {
        let before = now.plus_seconds(-i64::from(days) * DAY);
        let unused = |account: &Account| {
            account.is_active() && days > 0 && account.last_login.unwrap_or(account.created) <= before
        };
        let mut locked = 0;
        for (user_name, account) in self.store.view()?.range(&tables::ACCOUNT, ..)? {
            if !unused(&account) {
                continue;
            }
            let change = self.store.begin(Actor::System("accounts".into()), now)?;
            let Some(account) = change.get(&tables::ACCOUNT, &user_name)?.filter(unused) else { continue };
            let status = AccountStatus::Disabled { since: now, why: DisabledWhy::Unused };
            super::entered::end_sessions(&change, &user_name, None)?;
            post(&change, NewMessage::to(&account, MessageKind::AccountDisabled))?;
            change.put(&tables::ACCOUNT, &user_name, &Account { status, ..account })?;
            let event = AuditEvent::AccountStatusChanged { user_name, status: "disabled: unused".into() };
            let logged = audit::append(&change, event)?;
            change.commit(logged)?;
            locked += 1;
        }
        Ok(locked)
    }

    /// Removes the papers of those whose access ended three years ago, and of applications refused or never decided
    /// three years ago. The account itself stays, so that the audit log keeps its people.
    pub fn remove_old_papers(&self, now: Timestamp) -> Result<usize, IdentityError> {
        let kept_from = Timestamp::start_of(now.date().plus_months(-12 * PAPER_YEARS));
        let (mut removed, view) = (0, self.store.view()?);
        for (user_name, leaver) in view.range(&tables::LEAVER, ..)? {
            if leaver.at < kept_from {
                removed += self.remove_papers(now, &user_name)?;
            }
        }
        for (id, application) in view.range(&tables::APPLICATION, ..)? {
            let end = application.decision.as_ref().map_or(application.received, |decision| decision.at);
            let of_account = application.decision.is_some_and(|decision| decision.user_name.is_some());
            if !of_account && end < kept_from {
                let change = self.store.begin(Actor::System("accounts".into()), now)?;
                removed += usize::from(change.remove(&tables::APPLICATION, &id)?);
                if let Some((hash, _)) = application.link {
                    change.remove(&tables::APPLICATION_LINK, &hash)?;
                }
                log_removed(change, Text::default(), 1, 0)?;
            }
        }
        Ok(removed)
    }

    /// All of it.
    pub fn daily(&self) -> Result<Pass, IdentityError> {
        let now = self.clock.now();
        Ok(Pass {
            reminded: self.remind(now)?,
            locked: self.lock_unused(now, self.policy.passwords.unused_days)?,
            papers: self.remove_old_papers(now)?,
        })
    }

    fn remind_of(
        &self,
        account: &Account,
        kind: MessageKind,
        due: Timestamp,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let (key, day) = ((account.user_name.clone(), Text::from(kind.word())), due.date());
        if self.store.view()?.get(&tables::REMINDED, &key)? == Some(day) {
            return Ok(false);
        }
        let change = self.store.begin(Actor::System("accounts".into()), now)?;
        change.put(&tables::REMINDED, &key, &day)?;
        post(&change, NewMessage { about: day.to_string().into(), ..NewMessage::to(account, kind) })?;
        let event = AuditEvent::Reminded { user_name: account.user_name.clone(), what: kind.word().into() };
        let logged = audit::append(&change, event)?;
        change.commit(logged)?;
        Ok(true)
    }

    fn remove_papers(&self, now: Timestamp, user_name: &Text) -> Result<usize, StoreError> {
        let change = self.store.begin(Actor::System("accounts".into()), now)?;
        let certificates: Vec<Certificate> = super::training::certificates_of(&change, user_name)?;
        for certificate in &certificates {
            change.remove(&tables::CERTIFICATE, &certificate.number)?;
            change.remove(&tables::CERTIFICATE_OF, &(user_name.clone(), certificate.number))?;
        }
        let mut applications = 0;
        for (id, application) in change.range(&tables::APPLICATION, ..)? {
            if application.decision.is_some_and(|decision| decision.user_name.as_ref() == Some(user_name)) {
                change.remove(&tables::APPLICATION, &id)?;
                applications += 1;
            }
        }
        change.remove(&tables::LEAVER, user_name)?;
        let removed = certificates.len() + applications;
        log_removed(change, user_name.clone(), applications, certificates.len())?;
        Ok(removed)
    }
}

fn log_removed(change: Change, user_name: Text, applications: usize, certificates: usize) -> Result<(), StoreError> {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let (applications, certificates) = (count(applications), count(certificates));
    let logged = audit::append(&change, AuditEvent::PapersRemoved { user_name, applications, certificates })?;
    change.commit(logged)
}
