//! Applications for access: received from strangers, confirmed by the supervisor, decided by a user administrator.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::life::{DAY, LINK_DAYS, ONE_TIME_DAYS};
use super::random::{readable, token};
use super::{Beginning, Identity, LifeError, NewAccount, insert};
use crate::access::{AccountKeeper, KeepRefusal};
use crate::audit;
use crate::model::{
    Account, AccountStatus, Actor, Application, ApplicationId, ApplicationStatus, AuditEvent, Email, Grant,
    MessageKind, Origin, Profile, Role, StateCode, Text, Timestamp, Verdict, Vouched, Who, Why,
};
use crate::outbox::{NewMessage, post};
use crate::store::{Change, Read, StoreError, tables};

/// Open applications that one applicant, and one supervisor, may have: what comes on top is not kept, so that nobody
/// fills a list or a mailbox.
const MOST_OF_APPLICANT: usize = 3;
const MOST_OF_SUPERVISOR: usize = 20;
/// Open applications of one state.
const MOST_OF_STATE: usize = 5_000;

/// An application as it was sent.
#[derive(Debug, Clone)]
pub struct NewApplication {
    /// Who applies; the address is one that can be written to.
    pub profile: Profile,
    /// What for, and where.
    pub wanted: Grant,
    /// The region or district in the applicant's own words.
    pub place: Text,
    /// The supervisor.
    pub supervisor: Text,
    /// Not the applicant's own.
    pub supervisor_email: Email,
    /// `en` or `es`.
    pub language: Text,
    /// When the last cybersecurity training was, as stated.
    pub security_training: Option<crate::model::Date>,
}

/// How an application is approved.
#[derive(Debug, Clone)]
pub struct Approval {
    /// The name of the new account.
    pub user_name: String,
    /// The role, which need not be that which was asked for, and where.
    pub grant: Grant,
}

impl Identity {
    /// Takes an application of somebody who has not logged in, and writes to the supervisor. What is one too many is
    /// left out without a word: the answer tells a stranger nothing.
    pub fn apply(&self, new: NewApplication, from: Origin) -> Result<(), LifeError> {
        let (now, token) = (self.clock.now(), token(self.random.as_ref())?);
        let until = now.plus_seconds(LINK_DAYS * DAY);
        let change = self.store.begin(Who::new(Actor::Stranger, from), now)?;
        if is_too_many(&change, &new, now)? {
            // The sender is told nothing; the operator sees that the door is shut.
            tracing::warn!("an application for access was left out: too many are open");
            return Ok(());
        }
        let id = ApplicationId(change.next_number("application")?);
        let hash = link_hash(&token);
        let supervisor = NewMessage {
            to: Some(new.supervisor_email.clone()),
            user_name: Text::default(),
            kind: MessageKind::ConfirmApplication,
            language: new.language.clone(),
            about: new.profile.name.clone(),
            secret: Some((token.into(), until)),
        };
        let application = Application {
            id,
            profile: new.profile,
            wanted: new.wanted,
            place: new.place,
            supervisor: new.supervisor,
            supervisor_email: new.supervisor_email,
            language: new.language,
            security_training: new.security_training,
            received: now,
            link: Some((hash, until)),
            confirmation: None,
            decision: None,
        };
        change.put(&tables::APPLICATION, &id.0, &application)?;
        change.put(&tables::APPLICATION_LINK, &hash, &id.0)?;
        post(&change, supervisor)?;
        let logged = audit::append(&change, AuditEvent::ApplicationReceived { application: id.0 })?;
        Ok(change.commit(logged)?)
    }

    /// The application of a supervisor's link, while the link works.
    pub fn application_of_link(&self, token: &str) -> Result<Application, LifeError> {
        linked(&self.store.view()?, token, self.clock.now())
    }

    /// The supervisor says by the link whether identity, need and level are as stated. The link is used up.
    pub fn vouch_by_link(&self, token: &str, confirmed: bool, from: Origin) -> Result<(), LifeError> {
        let change = self.store.begin(Who::new(Actor::Stranger, from), self.clock.now())?;
        let application = linked(&change, token, change.at())?;
        vouch(change, application, confirmed, None)
    }

    /// A user administrator records what the supervisor said on paper.
    pub fn vouch_on_paper(&self, who: &AccountKeeper, id: ApplicationId, confirmed: bool) -> Result<(), LifeError> {
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let application = kept(&change, who, id)?;
        vouch(change, application, confirmed, Some(who.user().clone()))
    }

    /// The applications that somebody looks after: what waits first, the longest waiting before the others; then the
    /// decided ones, the last first.
    pub fn applications(&self, who: &AccountKeeper) -> Result<Vec<Application>, LifeError> {
        let rows = self.store.view()?.range(&tables::APPLICATION, ..)?.into_iter().map(|(_, one)| one);
        let mut found: Vec<Application> = rows.filter(|one| who.may_give(&one.wanted)).collect();
        found.sort_by_key(|one| match &one.decision {
            None => (0, one.status(), one.received.micros()),
            Some(decision) => (1, ApplicationStatus::Refused, decision.at.micros().saturating_neg()),
        });
        Ok(found)
    }

    /// An application that somebody looks after, with the accounts in use and closed that have its address.
    pub fn application(
        &self,
        who: &AccountKeeper,
        id: ApplicationId,
    ) -> Result<(Application, Vec<Account>), LifeError> {
        let view = self.store.view()?;
        let application = view.get(&tables::APPLICATION, &id.0)?.filter(|one| who.may_give(&one.wanted));
        let application = application.ok_or(LifeError::Unknown)?;
        let mut same = with_address(&view, &application.profile.email)?;
        same.retain(|account| account.status != AccountStatus::Active || who.may_see(account));
        Ok((application, same))
    }

    /// How many open applications wait in states where nobody may decide about them: numbers alone, for those who can
    /// make somebody who may.
    pub fn unattended(&self) -> Result<Vec<(StateCode, usize)>, LifeError> {
        let view = self.store.view()?;
        let (keepers, mut found) = (keepers(&view)?, BTreeMap::new());
        for (_, one) in view.range(&tables::APPLICATION, ..)?.into_iter().filter(|(_, one)| one.is_open()) {
            if let Some(state) = one.wanted.area.state().filter(|_| !is_attended(&keepers, &one)) {
                *found.entry(state).or_default() += 1;
            }
        }
        Ok(found.into_iter().collect())
    }

    /// A user name for an applicant that no account has: the front of the address, with a number if need be.
    pub fn free_user_name(&self, application: &Application) -> Result<String, LifeError> {
        let front = application.profile.email.split('@').next().unwrap_or_default().to_lowercase();
        let plain: String =
            front.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')).take(48).collect();
        let base = if plain.len() < 2 { format!("user{}", application.id) } else { plain };
        let view = self.store.view()?;
        for number in 1..1_000_u32 {
            let name = if number == 1 { base.clone() } else { format!("{base}{number}") };
            if view.get(&tables::ACCOUNT, &Text::from(name.as_str()))?.is_none() {
                return Ok(name);
            }
        }
        Ok(base)
    }

    /// Makes the account and posts the two messages. The first decision holds: a second one is refused. Two people take
    /// part always: the supervisor by the link, or one who wrote down the paper and another who approves.
    pub fn approve(&self, who: &AccountKeeper, id: ApplicationId, how: Approval) -> Result<Account, LifeError> {
        if how.grant.role.is_of_a_state() == how.grant.area.state().is_none() {
            return Err(LifeError::Area);
        }
        if !who.may_give(&how.grant) {
            return Err(KeepRefusal::Elsewhere.into());
        }
        let asked = kept(&self.store.view()?, who, id)?;
        let password = readable(self.random.as_ref())?;
        let made = self.prepare(NewAccount {
            user_name: how.user_name,
            profile: asked.profile,
            grants: vec![how.grant],
            language: asked.language.to_string(),
            password: password.clone(),
            beginning: Beginning::Delivered,
        })?;
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let application = kept(&change, who, id)?;
        match application.status() {
            ApplicationStatus::Confirmed if application.is_from_paper_of(who.user()) => {
                return Err(LifeError::OwnPaper);
            }
            ApplicationStatus::Confirmed => {}
            ApplicationStatus::Received | ApplicationStatus::Denied => return Err(LifeError::Unconfirmed),
            ApplicationStatus::Approved | ApplicationStatus::Refused => return Err(LifeError::Decided),
        }
        if with_address(&change, &made.0.profile.email)?.iter().any(|a| !is_closed(a)) {
            return Err(LifeError::EmailTaken);
        }
        insert(&change, &made)?;
        post_credentials(&change, &made.0, password)?;
        let user_name = Some(made.0.user_name.clone());
        decide(&change, application, Verdict { at: change.at(), by: who.user().clone(), user_name, why: None })?;
        let decided = AuditEvent::ApplicationDecided { application: id.0, user_name: Some(made.0.user_name.clone()) };
        let _ = audit::append(&change, decided)?;
        let created = AuditEvent::AccountCreated { user_name: made.0.user_name.clone() };
        let logged = audit::append(&change, created)?;
        change.commit(logged)?;
        Ok(made.0)
    }

    /// Refuses an application and tells the applicant so, without the reason: it is told in person.
    pub fn refuse(&self, who: &AccountKeeper, id: ApplicationId, why: Why) -> Result<(), LifeError> {
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let application = kept(&change, who, id)?;
        if !application.is_open() {
            return Err(LifeError::Decided);
        }
        let told = NewMessage {
            to: application.profile.email.parse().ok(),
            user_name: Text::default(),
            kind: MessageKind::ApplicationRefused,
            language: application.language.clone(),
            about: Text::default(),
            secret: None,
        };
        post(&change, told)?;
        let verdict = Verdict { at: change.at(), by: who.user().clone(), user_name: None, why: Some(why) };
        decide(&change, application, verdict)?;
        let event = AuditEvent::ApplicationDecided { application: id.0, user_name: None };
        let logged = audit::append(&change, event)?;
        Ok(change.commit(logged)?)
    }
}

/// Those who may decide about applications: active accounts with the reach that they have now.
fn keepers(read: &impl Read) -> Result<Vec<(Account, AccountKeeper)>, StoreError> {
    let mut found = Vec::new();
    for (_, account) in read.range(&tables::ACCOUNT, ..)?.into_iter().filter(|(_, account)| account.is_active()) {
        if let Ok(keeper) = AccountKeeper::of(&account) {
            found.push((account, keeper.as_drawn(read)?));
        }
    }
    Ok(found)
}

/// Posts the two messages of an account: the user name, and apart from it the password that works once.
pub(super) fn post_credentials(change: &Change, account: &Account, password: String) -> Result<(), StoreError> {
    let until = change.at().plus_seconds(ONE_TIME_DAYS * DAY);
    post(change, NewMessage::to(account, MessageKind::UserName))?;
    let secret = Some((Text::from(password), until));
    post(change, NewMessage { secret, ..NewMessage::to(account, MessageKind::OneTimePassword) })?;
    Ok(())
}

/// The accounts with an address, however it is capitalized.
pub(super) fn with_address(read: &impl Read, address: &str) -> Result<Vec<Account>, StoreError> {
    let Ok(address) = address.parse::<Email>() else { return Ok(Vec::new()) };
    let rows = read.range(&tables::ACCOUNT, ..)?.into_iter().map(|(_, account)| account);
    Ok(rows.filter(|account| account.profile.email.parse().ok().as_ref() == Some(&address)).collect())
}

pub(super) fn is_closed(account: &Account) -> bool {
    matches!(account.status, AccountStatus::Deactivated { .. })
}

/// An application that is somebody's to decide about: not his own.
fn kept(read: &impl Read, who: &AccountKeeper, id: ApplicationId) -> Result<Application, LifeError> {
    let application = read.get(&tables::APPLICATION, &id.0)?.filter(|one| who.may_give(&one.wanted));
    let application = application.ok_or(LifeError::Unknown)?;
    who.is_not_own(application.profile.email.parse().ok().as_ref())?;
    Ok(application)
}

fn vouch(change: Change, application: Application, confirmed: bool, from_paper: Option<Text>) -> Result<(), LifeError> {
    if !application.is_open() {
        return Err(LifeError::Decided);
    }
    if let Some((hash, _)) = application.link {
        change.remove(&tables::APPLICATION_LINK, &hash)?;
    }
    let id = application.id.0;
    let event = AuditEvent::ApplicationConfirmed { application: id, confirmed, from_paper: from_paper.is_some() };
    tell_keepers(&change, &application, from_paper.as_ref())?;
    let confirmation = Some(Vouched { at: change.at(), confirmed, from_paper });
    change.put(&tables::APPLICATION, &id, &Application { confirmation, link: None, ..application })?;
    let logged = audit::append(&change, event)?;
    Ok(change.commit(logged)?)
}

/// Writes to those who may decide. Where nobody may, to those who make user administrators: OME's, or else the operators.
fn tell_keepers(change: &Change, application: &Application, but: Option<&Text>) -> Result<(), StoreError> {
    let keepers = keepers(change)?;
    let deciding = |keeper: &AccountKeeper| keeper.may_give(&application.wanted);
    if is_attended(&keepers, application) {
        for (account, _) in keepers.iter().filter(|(_, keeper)| deciding(keeper) && Some(keeper.user()) != but) {
            post(change, NewMessage::to(account, MessageKind::ApplicationWaiting))?;
        }
        return Ok(());
    }
    let mut above: Vec<Account> =
        keepers.into_iter().filter(|(_, keeper)| keeper.is_national()).map(|(account, _)| account).collect();
    if above.is_empty() {
        let all = change.range(&tables::ACCOUNT, ..)?.into_iter().map(|(_, account)| account);
        above = all.filter(|account| account.is_active() && account.has(Role::Operator)).collect();
    }
    let about: Text = application.wanted.area.state().map_or("", |state| state.name()).into();
    for account in &above {
        let message = NewMessage::to(account, MessageKind::ApplicationUnattended);
        post(change, NewMessage { about: about.clone(), ..message })?;
    }
    Ok(())
}

/// Whether somebody may decide about an application. Its own applicant may not.
fn is_attended(keepers: &[(Account, AccountKeeper)], application: &Application) -> bool {
    let address = application.profile.email.parse().ok();
    let may =
        |keeper: &AccountKeeper| keeper.may_give(&application.wanted) && keeper.is_not_own(address.as_ref()).is_ok();
    keepers.iter().any(|(_, keeper)| may(keeper))
}

fn decide(change: &Change, application: Application, verdict: Verdict) -> Result<(), StoreError> {
    if let Some((hash, _)) = application.link {
        change.remove(&tables::APPLICATION_LINK, &hash)?;
    }
    let decided = Application { decision: Some(verdict), link: None, ..application };
    change.put(&tables::APPLICATION, &decided.id.0, &decided)
}

fn linked(read: &impl Read, token: &str, now: Timestamp) -> Result<Application, LifeError> {
    let id = read.get(&tables::APPLICATION_LINK, &link_hash(token))?.ok_or(LifeError::Link)?;
    let application = read.get(&tables::APPLICATION, &id)?.ok_or(LifeError::Link)?;
    let works = application.link.is_some_and(|(_, until)| now < until) && application.is_open();
    if works { Ok(application) } else { Err(LifeError::Link) }
}

/// What a link is stored under: whoever reads the store cannot make the link from it.
fn link_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// What nobody has confirmed counts while its link works: strangers cannot fill the list with what is only sent.
fn is_too_many(read: &impl Read, new: &NewApplication, now: Timestamp) -> Result<bool, StoreError> {
    let (mut of_state, mut of_applicant, mut of_supervisor) = (0, 0, 0);
    let counts = |one: &Application| {
        one.is_open() && (one.confirmation.is_some() || one.link.is_some_and(|(_, until)| now < until))
    };
    for (_, one) in read.range(&tables::APPLICATION, ..)?.into_iter().filter(|(_, one)| counts(one)) {
        of_state += usize::from(one.wanted.area.state() == new.wanted.area.state());
        of_applicant += usize::from(one.profile.email == new.profile.email);
        of_supervisor += usize::from(one.supervisor_email == new.supervisor_email);
    }
    Ok(of_state >= MOST_OF_STATE || of_applicant >= MOST_OF_APPLICANT || of_supervisor >= MOST_OF_SUPERVISOR)
}
