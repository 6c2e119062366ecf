//! People who guess: how far they get, and what they learn.

use super::*;
use crate::identity::password::tests::WORK;
use crate::model::DisabledWhy;

const WRONG: &str = "wrong wrong wrong";

fn status(identity: &Identity) -> AccountStatus {
    identity.account("rosa").unwrap().unwrap().status
}

fn nist(identity: Identity) -> Identity {
    let passwords = PasswordRules::named("nist-63b-4").unwrap();
    identity.with_policy(Policy { passwords, ..Policy::of_the_demo() })
}

#[test]
fn three_wrong_passwords_disable_an_account() {
    let (identity, hand, store) = with_rosa();
    let cookie = identity.login("rosa", PASSWORD, &here()).unwrap();
    for _ in 0..2 {
        identity.login("rosa", WRONG, &here()).unwrap_err();
    }
    assert!(identity.account("rosa").unwrap().unwrap().is_active());
    identity.login("rosa", PASSWORD, &here()).unwrap();
    for _ in 0..3 {
        assert!(identity.visit(&cookie).unwrap().is_some(), "a right one in between begins the count anew");
        identity.login("rosa", WRONG, &here()).unwrap_err();
    }
    assert_eq!(status(&identity), AccountStatus::Disabled { since: hand.now(), why: DisabledWhy::WrongAttempts });
    assert!(matches!(identity.login("rosa", PASSWORD, &here()), Err(LoginError::Refused)));
    let event =
        AuditEvent::AccountStatusChanged { user_name: "rosa".into(), status: "disabled: wrong attempts".into() };
    assert!(events(&store).iter().any(|(_, logged)| *logged == event));
}

/// The door is locked, not the room: otherwise anybody who knows a user name ends its person's work at any time.
#[test]
fn a_stranger_who_guesses_throws_nobody_out() {
    let (identity, hand, _) = with_rosa();
    let inside = identity.login("rosa", PASSWORD, &here()).unwrap();
    let (phone, inside, _) = proofs::Phone::set_up(&identity, &inside, hand.now());
    hand.turn(60);
    let half_way = identity.login("rosa", PASSWORD, &here()).unwrap();
    for _ in 0..9 {
        identity.login("rosa", WRONG, &here()).unwrap_err();
    }
    assert_eq!(status(&identity), AccountStatus::Disabled { since: hand.now(), why: DisabledWhy::WrongAttempts });
    assert!(identity.visit(&half_way).unwrap().is_none(), "who has not shown the second factor is outside");
    assert!(identity.visit(&inside).unwrap().unwrap().next.is_none());
    let inside = identity.prove_by_code(&inside, &phone.code(hand.now())).unwrap().cookie;
    identity.end_own(&inside, None).unwrap();
    hand.turn(IDLE_SECONDS);
    assert!(identity.visit(&inside).unwrap().is_none(), "it ends as every session does");
    assert!(identity.login("rosa", PASSWORD, &here()).is_err());
}

/// A locked account leaves a thief of a cookie as many tries as an open one does.
#[test]
fn who_guesses_inside_a_session_ends_it() {
    let (identity, hand, _) = with_rosa();
    let stolen = identity.login("rosa", PASSWORD, &here()).unwrap();
    let (_, stolen, _) = proofs::Phone::set_up(&identity, &stolen, hand.now());
    for _ in 0..3 {
        identity.login("rosa", WRONG, &here()).unwrap_err();
    }
    for _ in 0..2 {
        assert!(matches!(identity.prove_by_code(&stolen, "000000"), Err(StepError::Refused)));
    }
    assert!(matches!(identity.prove_by_code(&stolen, "000000"), Err(StepError::Ended)));
    assert!(identity.visit(&stolen).unwrap().is_none());
}

/// Unknown, wrong, disabled, deactivated, unused: one answer, one check of a password, one change of the store.
#[test]
fn a_refusal_costs_the_same_whatever_is_wrong() {
    let cases: [(&str, &str, Option<AccountStatus>); 5] = [
        ("nobody", PASSWORD, None),
        ("not a name", PASSWORD, None),
        ("rosa", WRONG, None),
        ("rosa", PASSWORD, Some(AccountStatus::Deactivated { since: Timestamp::default() })),
        ("rosa", WRONG, Some(AccountStatus::Deactivated { since: Timestamp::default() })),
    ];
    for (name, password, status) in cases {
        let (identity, _, store) = with_rosa();
        if let Some(status) = status {
            let account = Account { status, ..identity.account("rosa").unwrap().unwrap() };
            let change = store.begin(Actor::Console("root".into()), Timestamp::default()).unwrap();
            change.put(&tables::ACCOUNT, &account.user_name, &account).unwrap();
            let logged = audit::append(&change, AuditEvent::LoggedOut).unwrap();
            change.commit(logged).unwrap();
        }
        let (work, entries) = (WORK.get(), events(&store).len());
        let refused = identity.login(name, password, &here()).unwrap_err();
        assert_eq!(refused.to_string(), LoginError::Refused.to_string(), "{name}");
        assert_eq!(WORK.get() - work, 1, "{name}");
        assert_eq!(events(&store).len() - entries, 1, "{name}");
    }
}

#[test]
fn under_nist_guessing_is_slowed_and_a_right_password_in_the_pause_is_no_better_than_a_wrong_one() {
    let (identity, hand, _) = with_rosa();
    let identity = nist(identity);
    for _ in 0..5 {
        identity.login("rosa", WRONG, &here()).unwrap_err();
    }
    assert!(identity.login("rosa", PASSWORD, &here()).is_err());
    hand.turn(2);
    identity.login("rosa", PASSWORD, &here()).unwrap();
    // With all patience in the world: a hundred in a row.
    let mut tries = 0;
    while identity.account("rosa").unwrap().unwrap().is_active() {
        hand.turn(900);
        identity.login("rosa", WRONG, &here()).unwrap_err();
        tries += 1;
    }
    assert_eq!(tries, 100);
}

#[test]
fn what_is_not_used_for_ninety_days_is_locked() {
    let (identity, hand, _) = with_rosa();
    hand.turn(90 * DAY - 1);
    identity.login("rosa", PASSWORD, &here()).unwrap();
    hand.turn(90 * DAY);
    assert!(identity.login("rosa", PASSWORD, &here()).is_err());
    assert_eq!(status(&identity), AccountStatus::Disabled { since: hand.now(), why: DisabledWhy::Unused });
}

#[test]
fn a_delivered_password_waits_a_week_for_its_person() {
    let (identity, hand, _) = with_rosa();
    let ana = NewAccount { user_name: "ana".into(), beginning: Beginning::Delivered, ..rosa() };
    identity.create_account(Actor::Console("root".into()), ana).unwrap();
    hand.turn(7 * DAY - 1);
    identity.login("ana", PASSWORD, &here()).unwrap();
    hand.turn(1);
    assert!(identity.login("ana", PASSWORD, &here()).is_err());
}

#[test]
fn many_who_guess_at_once_get_three_tries_together() {
    let (identity, _, _) = with_rosa();
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| identity.login("rosa", WRONG, &here()).unwrap_err());
        }
    });
    assert!(matches!(status(&identity), AccountStatus::Disabled { .. }));
}
