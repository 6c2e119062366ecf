//! What an installation asks of its people before they may go on. Data, not code: `vereda.toml` sets it.

use super::PasswordRules;
use crate::model::{Account, Credential, LoginStep, Session, Timestamp};
use crate::store::Environment;

const DAY: i64 = 24 * 60 * 60;

/// What is asked of everybody who logs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Whether everybody needs a second factor (mandatory in MSIX since October 2022). Whoever has one is asked for it
    /// in any case.
    pub second_factor: bool,
    /// Days for which an acceptance of the Rules of Behavior holds; 0: it is not asked.
    pub terms_days: u32,
    /// Days for which the yearly training holds; 0: it is not asked.
    pub training_days: u32,
    /// What is asked of passwords, and what follows from wrong ones.
    pub passwords: PasswordRules,
    /// Minutes for which a proof of who somebody is holds for what weighs much.
    pub proof_minutes: u32,
    /// Pages of children's records that one person may open in an hour; 0: without limit.
    pub records_an_hour: u32,
    /// Searches of one person in an hour, those while she types included; 0: without limit.
    pub searches_an_hour: u32,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            second_factor: true,
            terms_days: 365,
            training_days: 365,
            passwords: PasswordRules::default(),
            proof_minutes: 15,
            records_an_hour: 600,
            searches_an_hour: 3_000,
        }
    }
}

impl Policy {
    /// What is asked in a world of this kind when the settings say nothing.
    pub fn of(environment: Environment) -> Self {
        Self::default().in_world(environment)
    }

    /// These settings in a world of this kind: a demo asks nobody to set up a second factor.
    pub fn in_world(self, environment: Environment) -> Self {
        Self { second_factor: self.second_factor && environment != Environment::Demo, ..self }
    }

    /// For invented people in a world that is thrown away: a password is enough. Who sets up a second factor is asked
    /// for it all the same.
    pub fn of_the_demo() -> Self {
        Self { second_factor: false, ..Self::default() }
    }

    /// Whether the Rules of Behavior have changed since they were accepted.
    fn terms_are_new(&self, account: &Account) -> bool {
        self.terms_days > 0 && account.terms_version < super::terms::version()
    }

    /// What the person of a session has to do next; `None` when she may go on.
    pub fn next_step(
        &self,
        account: &Account,
        credential: &Credential,
        session: &Session,
        now: Timestamp,
    ) -> Option<LoginStep> {
        let holds = |since: Option<Timestamp>, days: u32| {
            days == 0 || since.is_some_and(|since| now < since.plus_seconds(i64::from(days) * DAY))
        };
        let steps = [
            (LoginStep::SecondFactor, credential.has_second_factor() && !session.second_factor),
            (LoginStep::NewPassword, credential.one_time || self.passwords.expired(credential, now)),
            (LoginStep::SetUpSecondFactor, self.second_factor && !credential.has_second_factor()),
            (LoginStep::Terms, !holds(account.terms_accepted, self.terms_days) || self.terms_are_new(account)),
            (LoginStep::Training, !holds(account.trained, self.training_days)),
        ];
        steps.into_iter().find(|(_, due)| *due).map(|(step, _)| step)
    }
}
