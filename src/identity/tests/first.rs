//! The first account, and the way back in from the console.

use super::*;

/// A password that every profile takes.
const CHOSEN: &str = "Harvest-moon+1962-over-Texas";

fn empty() -> (Identity, Arc<Hand>, Store) {
    let hand = Arc::new(Hand::default());
    let clock: Arc<dyn Clock> = hand.clone();
    let store = audit::store_in_memory(Environment::Production, clock.now()).unwrap();
    let journal = Arc::new(Journal::new(store.clone(), clock.clone()));
    (Identity::new(store.clone(), journal, clock), hand, store)
}

fn console() -> Actor {
    Actor::Console("root".into())
}

fn chosen() -> NewAccount {
    NewAccount { beginning: Beginning::Chosen, password: CHOSEN.to_owned(), ..rosa() }
}

fn disable(store: &Store, identity: &Identity, status: AccountStatus) {
    let mut account = identity.account("rosa").unwrap().unwrap();
    account.status = status;
    let change = store.begin(console(), Timestamp::default()).unwrap();
    change.put(&tables::ACCOUNT, &account.user_name, &account).unwrap();
    let logged = audit::append(&change, AuditEvent::LoggedOut).unwrap();
    change.commit(logged).unwrap();
}

#[test]
fn a_new_installation_has_no_account_and_no_password_gets_in() {
    let (identity, _, store) = empty();
    assert_eq!(store.view().unwrap().len(&tables::ACCOUNT).unwrap(), 0);
    for (user, password) in [("admin", "admin"), ("root", ""), ("vereda", "vereda"), ("", "")] {
        assert!(matches!(identity.login(user, password, &here()), Err(LoginError::Refused)));
    }
}

#[test]
fn a_setup_link_works_once_and_the_store_does_not_hold_it() {
    let (identity, _, store) = empty();
    let token = identity.make_setup_link(console()).unwrap();
    assert_eq!(token.len(), 43, "256 bits");
    for (key, value) in store.view().unwrap().range(&tables::META, ..).unwrap() {
        assert!(!value.contains(&token), "{key:?}");
    }
    assert!(identity.setup_link_holds(&token).unwrap());
    assert!(!identity.setup_link_holds("").unwrap() && !identity.setup_link_holds(&format!("{token}A")).unwrap());
    assert!(matches!(identity.set_up("another", chosen()), Err(SetupError::Link)));
    // A slip of the hand costs nothing: the link is still good.
    let short = NewAccount { password: "short".into(), ..chosen() };
    assert!(matches!(identity.set_up(&token, short), Err(SetupError::Password(_))));
    identity.set_up(&token, chosen()).unwrap();
    assert!(!identity.setup_link_holds(&token).unwrap());
    let again = NewAccount { user_name: "other".into(), ..chosen() };
    assert!(matches!(identity.set_up(&token, again), Err(SetupError::Link)));
    assert!(matches!(identity.make_setup_link(console()), Err(SetupError::Settled)));
    assert!(events(&store).contains(&(console(), AuditEvent::SetupLinkMade)));

    let cookie = identity.login("rosa", CHOSEN, &here()).unwrap();
    let next = identity.visit(&cookie).unwrap().unwrap().next;
    assert_eq!(next, Some(LoginStep::SetUpSecondFactor), "the password is hers, the other steps are still to do");
}

#[test]
fn a_setup_link_ends_after_half_an_hour_and_with_the_next_one() {
    let (identity, hand, _) = empty();
    let first = identity.make_setup_link(console()).unwrap();
    let second = identity.make_setup_link(console()).unwrap();
    assert!(!identity.setup_link_holds(&first).unwrap());
    hand.turn(LINK_MINUTES * 60 - 1);
    assert!(identity.setup_link_holds(&second).unwrap());
    hand.turn(1);
    assert!(!identity.setup_link_holds(&second).unwrap());
    assert!(matches!(identity.set_up(&second, chosen()), Err(SetupError::Link)));
}

#[test]
fn a_setup_link_is_closed_by_an_account_made_at_the_console() {
    let (identity, ..) = empty();
    let token = identity.make_setup_link(console()).unwrap();
    identity.create_account(console(), chosen()).unwrap();
    assert!(!identity.setup_link_holds(&token).unwrap());
}

#[test]
fn recovering_gives_a_one_time_password_and_takes_all_else_away() {
    let (identity, hand, store) = with_rosa();
    let cookie = identity.login("rosa", PASSWORD, &here()).unwrap();
    let mut credential = store.view().unwrap().get(&tables::CREDENTIAL, &"rosa".into()).unwrap().unwrap();
    credential.totp = Some(Totp { sealed: vec![1], confirmed: hand.now(), last_step: 0 });
    credential.recovery = vec![[1; 32]];
    let change = store.begin(console(), hand.now()).unwrap();
    change.put(&tables::CREDENTIAL, &"rosa".into(), &credential).unwrap();
    let logged = audit::append(&change, AuditEvent::LoggedOut).unwrap();
    change.commit(logged).unwrap();

    disable(&store, &identity, AccountStatus::Disabled { since: hand.now(), why: DisabledWhy::WrongAttempts });
    let one_time = identity.recover_account(console(), " ROSA ").unwrap();
    assert!(identity.visit(&cookie).unwrap().is_none(), "her sessions are over");
    assert!(matches!(identity.login("rosa", PASSWORD, &here()), Err(LoginError::Refused)));
    let cookie = identity.login("rosa", &one_time, &here()).unwrap();
    assert_eq!(identity.visit(&cookie).unwrap().unwrap().next, Some(LoginStep::NewPassword));
    let credential = store.view().unwrap().get(&tables::CREDENTIAL, &"rosa".into()).unwrap().unwrap();
    assert!(!credential.has_second_factor() && credential.recovery.is_empty());
    assert_eq!(credential.earlier.len(), 1, "the password from before is not taken again");
    let told = AuditEvent::CredentialChanged { user_name: "rosa".into(), what: "reset".into() };
    assert!(events(&store).contains(&(console(), told)));
}

#[test]
fn what_an_administrator_closed_is_not_opened_at_the_console() {
    let (identity, hand, store) = with_rosa();
    let reset = |name| identity.recover_account(console(), name);
    assert!(matches!(reset("nobody"), Err(RecoverError::Unknown)));
    for status in [
        AccountStatus::Disabled { since: hand.now(), why: DisabledWhy::Administrator },
        AccountStatus::Deactivated { since: hand.now() },
    ] {
        disable(&store, &identity, status);
        assert!(matches!(reset("rosa"), Err(RecoverError::Closed)));
    }
}
