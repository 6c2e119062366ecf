//! Accounts and sessions, with a clock that the test turns.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicI64, Ordering};

use super::*;
use crate::model::{Purpose, Timestamp};
use crate::store::Environment;

#[derive(Default)]
struct Hand(AtomicI64);

impl Hand {
    fn turn(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }
}

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::Relaxed))
    }
}

const PASSWORD: &str = "harvest moon 1962";

fn with_rosa() -> (Identity, Arc<Hand>, Store) {
    let hand = Arc::new(Hand::default());
    let clock: Arc<dyn Clock> = hand.clone();
    let store = audit::store_in_memory(Environment::Training, clock.now()).unwrap();
    let journal = Arc::new(Journal::new(store.clone(), clock.clone()));
    let identity = Identity::new(store.clone(), journal, clock);
    identity.create_account(Actor::Console("root".into()), rosa()).unwrap();
    (identity, hand, store)
}

fn rosa() -> NewAccount {
    NewAccount {
        user_name: "Rosa".into(),
        display_name: "Rosa Marin".into(),
        roles: vec![(Role::Primary, "TX".parse().ok())],
        language: "es".into(),
        password: PASSWORD.into(),
    }
}

fn events(store: &Store) -> Vec<(Actor, AuditEvent)> {
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
    let (cookie, account) = identity.login(" ROSA ", PASSWORD, Purpose::Enrollment).unwrap();
    assert_eq!((account.display_name.as_str(), account.language.as_str()), ("Rosa Marin", "es"));
    let (_, session) = identity.session(&cookie).unwrap().unwrap();
    assert_eq!(session.purpose, Purpose::Enrollment);
    assert_ne!(session.csrf_token.as_str(), cookie);
    let rows = store.view().unwrap().range(&tables::SESSION, ..).unwrap();
    assert_ne!(rows[0].0.as_slice(), cookie.as_bytes());
    assert_eq!(identity.session("another").unwrap(), None);
}

#[test]
fn refusals_do_not_say_why_but_the_log_does() {
    let (identity, _, store) = with_rosa();
    for (user, password) in [("rosa", "wrong wrong wrong"), ("nobody", PASSWORD), ("", "")] {
        let refused = identity.login(user, password, Purpose::Placement);
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
    let (idle, _) = identity.login("rosa", PASSWORD, Purpose::Placement).unwrap();
    hand.turn(IDLE_SECONDS - 1);
    assert!(identity.session(&idle).unwrap().is_some());
    hand.turn(IDLE_SECONDS - 1);
    assert!(identity.session(&idle).unwrap().is_some(), "use prolongs");
    hand.turn(IDLE_SECONDS);
    assert!(identity.session(&idle).unwrap().is_none());

    let (busy, _) = identity.login("rosa", PASSWORD, Purpose::Placement).unwrap();
    let mut lived = 0;
    while identity.session(&busy).unwrap().is_some() {
        hand.turn(600);
        lived += 600;
    }
    assert_eq!(lived, WHOLE_SECONDS);
}

#[test]
fn a_page_rarely_costs_a_write() {
    let (identity, hand, store) = with_rosa();
    let (cookie, _) = identity.login("rosa", PASSWORD, Purpose::Placement).unwrap();
    let before = events(&store).len();
    for _ in 0..59 {
        hand.turn(1);
        identity.session(&cookie).unwrap().unwrap();
    }
    assert_eq!(events(&store).len(), before);
    hand.turn(1);
    identity.session(&cookie).unwrap().unwrap();
    assert_eq!(events(&store).len(), before + 1);
}

#[test]
fn logout_ends_one_session_and_login_sweeps_old_ones() {
    let (identity, hand, store) = with_rosa();
    let (one, _) = identity.login("rosa", PASSWORD, Purpose::Placement).unwrap();
    let (two, _) = identity.login("rosa", PASSWORD, Purpose::Placement).unwrap();
    identity.logout(&one).unwrap();
    identity.logout(&one).unwrap();
    assert!(identity.session(&one).unwrap().is_none());
    assert!(identity.session(&two).unwrap().is_some());
    hand.turn(WHOLE_SECONDS);
    identity.login("rosa", PASSWORD, Purpose::Placement).unwrap();
    assert_eq!(store.view().unwrap().len(&tables::SESSION).unwrap(), 1);
}

#[test]
fn a_closed_account_is_out_at_once() {
    let (identity, _, store) = with_rosa();
    let (cookie, mut account) = identity.login("rosa", PASSWORD, Purpose::Placement).unwrap();
    account.enabled = false;
    let change = store.begin(Actor::Console("root".into()), Timestamp::default()).unwrap();
    change.put(&tables::ACCOUNT, &account.user_name, &account).unwrap();
    let logged = audit::append(&change, AuditEvent::LoggedOut).unwrap();
    change.commit(logged).unwrap();
    assert!(identity.session(&cookie).unwrap().is_none());
    assert!(matches!(identity.login("rosa", PASSWORD, Purpose::Placement), Err(LoginError::Refused)));
}

#[test]
fn accounts_are_checked_when_made() {
    let (identity, ..) = with_rosa();
    let console = || Actor::Console("root".into());
    assert!(matches!(identity.create_account(console(), rosa()), Err(IdentityError::Exists)));
    let short = NewAccount { user_name: "ana".into(), password: "short".into(), ..rosa() };
    assert!(matches!(identity.create_account(console(), short), Err(IdentityError::Password(PasswordError::Short))));
    let odd = NewAccount { user_name: "<ana>".into(), ..rosa() };
    assert!(matches!(identity.create_account(console(), odd), Err(IdentityError::UserName)));
}
