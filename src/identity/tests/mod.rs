//! Accounts and sessions, with a clock that the test turns.

mod first;
mod forgotten;
mod guessing;
mod life;
mod proofs;

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicI64, Ordering};

use super::*;
use crate::model::{DisabledWhy, LoginStep, Purpose, Session, Timestamp, Totp};
use crate::store::Environment;

#[derive(Default)]
pub(super) struct Hand(AtomicI64);

impl Hand {
    pub(super) fn turn(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }
}

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::Relaxed))
    }
}

pub(super) const PASSWORD: &str = "harvest moon 1962";
const DAY: i64 = 24 * 60 * 60;

pub(super) fn with_rosa() -> (Identity, Arc<Hand>, Store) {
    let hand = Arc::new(Hand::default());
    let clock: Arc<dyn Clock> = hand.clone();
    let store = audit::store_in_memory(Environment::Training, clock.now()).unwrap();
    let journal = Arc::new(Journal::new(store.clone(), clock.clone()));
    let identity = Identity::new(store.clone(), journal, clock).with_policy(Policy::of_the_demo());
    identity.create_account(Actor::Console("root".into()), rosa()).unwrap();
    (identity, hand, store)
}

fn rosa() -> NewAccount {
    let area: Area = Area::State("TX".parse().unwrap());
    NewAccount { language: "es".into(), ..NewAccount::settled("Rosa", "Rosa Marin", Role::Primary, area, PASSWORD) }
}

pub(super) fn here() -> Origin {
    Origin { from: "192.0.2.1".into(), browser: "b".repeat(500).into() }
}

pub(super) fn events(store: &Store) -> Vec<(Actor, AuditEvent)> {
    let mut events = Vec::new();
    let keep = |entry: audit::Entry| {
        events.push((entry.actor, entry.event));
        ControlFlow::Continue(())
    };
    audit::visit(&store.view().unwrap(), 0, keep).unwrap();
    events
}

#[test]
fn a_session_knows_its_person_and_the_store_not_its_cookie() {
    let (identity, _, store) = with_rosa();
    let cookie = identity.login(" ROSA ", PASSWORD, &here()).unwrap();
    identity.state_purpose(&cookie, Purpose::Enrollment).unwrap();
    let Visit { account, session, next, .. } = identity.visit(&cookie).unwrap().unwrap();
    assert_eq!((account.display_name(), account.language.as_str(), next), ("Rosa Marin", "es", None));
    assert_eq!(session.purpose, Some(Purpose::Enrollment));
    assert_eq!((session.from.as_str(), session.browser.len()), ("192.0.2.1", Origin::BROWSER));
    assert_ne!(session.csrf_token.as_str(), cookie);
    let rows = store.view().unwrap().range(&tables::SESSION, ..).unwrap();
    assert_ne!(rows[0].0.as_slice(), cookie.as_bytes());
    assert_eq!(identity.visit("another").unwrap(), None);
}

#[test]
fn refusals_do_not_say_why_but_the_log_does() {
    let (identity, _, store) = with_rosa();
    for (user, password) in [("rosa", "wrong wrong wrong"), ("nobody", PASSWORD), ("", "")] {
        let refused = identity.login(user, password, &here());
        assert!(matches!(refused, Err(LoginError::Refused)));
    }
    let refused: Vec<_> =
        events(&store).into_iter().filter(|(_, e)| matches!(e, AuditEvent::LoginRefused { .. })).collect();
    let names = [Some("rosa".into()), None, None];
    assert_eq!(refused, names.map(|user_name| (Actor::Stranger, AuditEvent::LoginRefused { user_name })));
}

#[test]
fn a_session_ends_when_idle_and_when_old() {
    let (identity, hand, _) = with_rosa();
    let idle = identity.login("rosa", PASSWORD, &here()).unwrap();
    hand.turn(IDLE_SECONDS - 1);
    assert!(identity.visit(&idle).unwrap().is_some());
    hand.turn(IDLE_SECONDS - 1);
    assert!(identity.visit(&idle).unwrap().is_some(), "use prolongs");
    hand.turn(IDLE_SECONDS);
    assert!(identity.visit(&idle).unwrap().is_none());

    let busy = identity.login("rosa", PASSWORD, &here()).unwrap();
    let mut lived = 0;
    while identity.visit(&busy).unwrap().is_some() {
        hand.turn(600);
        lived += 600;
    }
    assert_eq!(lived, WHOLE_SECONDS);
}

#[test]
fn a_page_rarely_costs_a_write() {
    let (identity, hand, store) = with_rosa();
    let cookie = identity.login("rosa", PASSWORD, &here()).unwrap();
    let before = events(&store).len();
    for _ in 0..59 {
        hand.turn(1);
        identity.visit(&cookie).unwrap().unwrap();
    }
    assert_eq!(events(&store).len(), before);
    hand.turn(1);
    identity.visit(&cookie).unwrap().unwrap();
    assert_eq!(events(&store).len(), before + 1);
}

#[test]
fn logout_ends_one_session_and_login_sweeps_old_ones() {
    let (identity, hand, store) = with_rosa();
    let one = identity.login("rosa", PASSWORD, &here()).unwrap();
    let two = identity.login("rosa", PASSWORD, &here()).unwrap();
    identity.logout(&one).unwrap();
    identity.logout(&one).unwrap();
    assert!(identity.visit(&one).unwrap().is_none());
    assert!(identity.visit(&two).unwrap().is_some());
    hand.turn(WHOLE_SECONDS);
    identity.login("rosa", PASSWORD, &here()).unwrap();
    assert_eq!(store.view().unwrap().len(&tables::SESSION).unwrap(), 1);
}

#[test]
fn a_closed_account_is_out_at_once() {
    let (identity, _, store) = with_rosa();
    let cookie = identity.login("rosa", PASSWORD, &here()).unwrap();
    let mut account = identity.account("rosa").unwrap().unwrap();
    account.status = AccountStatus::Deactivated { since: Timestamp::default() };
    let change = store.begin(Actor::Console("root".into()), Timestamp::default()).unwrap();
    change.put(&tables::ACCOUNT, &account.user_name, &account).unwrap();
    let logged = audit::append(&change, AuditEvent::LoggedOut).unwrap();
    change.commit(logged).unwrap();
    assert!(identity.visit(&cookie).unwrap().is_none());
    assert!(matches!(identity.login("rosa", PASSWORD, &here()), Err(LoginError::Refused)));
}

#[test]
fn accounts_are_checked_when_made() {
    let (identity, ..) = with_rosa();
    let console = || Actor::Console("root".into());
    assert!(matches!(identity.create_account(console(), rosa()), Err(IdentityError::Exists)));
    let short = NewAccount { user_name: "ana".into(), password: "short".into(), ..rosa() };
    assert!(matches!(
        identity.create_account(console(), short),
        Err(IdentityError::Password(PasswordError::Short(MIN_PASSWORD_CHARS)))
    ));
    let odd = NewAccount { user_name: "<ana>".into(), ..rosa() };
    assert!(matches!(identity.create_account(console(), odd), Err(IdentityError::UserName)));
}

/// The steps come one at a time and in their order, each because of what is missing, and again when it has run out.
#[test]
fn a_login_goes_in_steps() {
    let (identity, hand, store) = with_rosa();
    let identity = identity.with_policy(Policy::default());
    let cookie = identity.login("rosa", PASSWORD, &here()).unwrap();
    let Visit { mut account, mut session, .. } = identity.visit(&cookie).unwrap().unwrap();
    let mut credential = store.view().unwrap().get(&tables::CREDENTIAL, &account.user_name).unwrap().unwrap();
    (account.terms_accepted, account.trained, credential.one_time) = (None, None, true);
    let now = || hand.now();
    let next = |account: &Account, credential: &Credential, session: &Session| {
        identity.policy().next_step(account, credential, session, now())
    };
    assert_eq!(next(&account, &credential, &session), Some(LoginStep::NewPassword));
    credential.one_time = false;
    assert_eq!(next(&account, &credential, &session), Some(LoginStep::SetUpSecondFactor));
    credential.totp = Some(Totp { sealed: Vec::new(), confirmed: now(), last_step: 0 });
    assert_eq!(next(&account, &credential, &session), Some(LoginStep::SecondFactor));
    session.second_factor = true;
    assert_eq!(next(&account, &credential, &session), Some(LoginStep::Terms));
    account.terms_accepted = Some(now());
    assert_eq!(next(&account, &credential, &session), Some(LoginStep::Training));
    account.trained = Some(now());
    assert_eq!(next(&account, &credential, &session), None);
    hand.turn(365 * DAY);
    credential.password_set = now();
    assert_eq!(next(&account, &credential, &session), Some(LoginStep::Terms));
}
