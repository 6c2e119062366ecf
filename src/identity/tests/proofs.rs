//! Second factors and new passwords, as people meet them.

use super::*;
use crate::identity::totp;

/// Somebody with a telephone.
pub(super) struct Phone {
    secret: Vec<u8>,
}

impl Phone {
    /// Types in the key that the page shows, and the first code that the app gives.
    pub(super) fn set_up(identity: &Identity, cookie: &str, now: Timestamp) -> (Self, String, Vec<String>) {
        let session = identity.visit(cookie).unwrap().unwrap().session;
        let new = identity.new_app(&session).unwrap();
        let phone = Self { secret: from_base32(&new.secret.text) };
        let (cookie, codes) = identity.confirm_app(cookie, &new.sealed, &phone.code(now)).unwrap();
        (phone, cookie, codes)
    }

    pub(super) fn code(&self, now: Timestamp) -> String {
        totp::code(&self.secret, now)
    }
}

fn from_base32(text: &str) -> Vec<u8> {
    let bits: Vec<bool> = text
        .bytes()
        .map(|letter| b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".iter().position(|known| *known == letter).unwrap())
        .flat_map(|five| (0..5).rev().map(move |bit| five >> bit & 1 == 1))
        .collect();
    bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |all, bit| all << 1 | u8::from(*bit))).collect()
}

/// Rosa with an app, logged in with her password a little later; and her recovery codes.
fn with_phone() -> (Identity, Arc<Hand>, Phone, String, Vec<String>) {
    let (identity, hand, _) = with_rosa();
    let identity = identity.with_policy(Policy::default());
    hand.turn(1_000_000);
    let cookie = identity.login("rosa", PASSWORD, &here()).unwrap();
    assert_eq!(next(&identity, &cookie), Some(LoginStep::SetUpSecondFactor));
    let (phone, cookie, codes) = Phone::set_up(&identity, &cookie, hand.now());
    assert_eq!(next(&identity, &cookie), None, "who has just set it up has shown it");
    hand.turn(60);
    let cookie = identity.login("rosa", PASSWORD, &here()).unwrap();
    assert_eq!(next(&identity, &cookie), Some(LoginStep::SecondFactor));
    (identity, hand, phone, cookie, codes)
}

fn next(identity: &Identity, cookie: &str) -> Option<LoginStep> {
    identity.visit(cookie).unwrap().unwrap().next
}

fn log_in(identity: &Identity) -> String {
    identity.login("rosa", PASSWORD, &here()).unwrap()
}

#[test]
fn a_code_opens_the_session_under_a_new_cookie() {
    let (identity, hand, phone, cookie, _) = with_phone();
    let Proof { cookie: new, left } = identity.prove_by_code(&cookie, &phone.code(hand.now())).unwrap();
    assert_eq!(left, None);
    assert_ne!(new, cookie);
    assert!(identity.visit(&cookie).unwrap().is_none(), "the cookie from before is worth nothing");
    assert_eq!(next(&identity, &new), None);
}

#[test]
fn a_code_works_once_and_so_do_those_before_it() {
    let (identity, hand, phone, cookie, _) = with_phone();
    let (earlier, code) = (phone.code(hand.now().plus_seconds(-30)), phone.code(hand.now()));
    identity.prove_by_code(&cookie, &code).unwrap();
    for used in [code, earlier] {
        let again = log_in(&identity);
        assert!(matches!(identity.prove_by_code(&again, &used), Err(StepError::Refused)));
    }
}

#[test]
fn a_phone_may_be_half_a_minute_off() {
    for (drift, fits) in [(-60, false), (-30, true), (30, true), (60, false)] {
        let (identity, hand, phone, cookie, _) = with_phone();
        hand.turn(300);
        let outcome = identity.prove_by_code(&cookie, &phone.code(hand.now().plus_seconds(drift)));
        assert_eq!(outcome.is_ok(), fits, "{drift}");
    }
}

#[test]
fn of_two_logins_at_once_with_one_code_one_wins() {
    let (identity, hand, phone, cookie, codes) = with_phone();
    for code in [phone.code(hand.now()), codes[0].clone()] {
        let cookies = [cookie.clone(), log_in(&identity), log_in(&identity)].map(|_| log_in(&identity));
        let prove = |cookie: &str| identity.prove_by_code(cookie, &code).is_ok();
        let won: usize = std::thread::scope(|scope| {
            let tries = cookies.each_ref().map(|cookie| scope.spawn(|| prove(cookie)));
            tries.into_iter().map(|one| usize::from(one.join().unwrap())).sum()
        });
        assert_eq!(won, 1);
        // The two that lost counted as wrong.
        hand.turn(60);
        identity.prove_by_code(&log_in(&identity), &phone.code(hand.now())).unwrap();
        hand.turn(60);
    }
}

#[test]
fn a_recovery_code_works_once_however_it_is_typed() {
    let (identity, _, _, cookie, codes) = with_phone();
    assert_eq!(codes.len(), RECOVERY_CODES);
    let typed = codes[3].to_uppercase().replace('-', " ");
    let proof = identity.prove_by_code(&cookie, &typed).unwrap();
    let cookie = proof.cookie;
    assert_eq!(proof.left, Some(RECOVERY_CODES - 1));
    assert_eq!(identity.factors("rosa").unwrap().unwrap().recovery, RECOVERY_CODES - 1);
    assert!(matches!(identity.prove_by_code(&log_in(&identity), &codes[3]), Err(StepError::Refused)));
    let new = identity.new_recovery_codes(&cookie).unwrap();
    assert!(matches!(identity.prove_by_code(&log_in(&identity), &codes[4]), Err(StepError::Refused)));
    identity.prove_by_code(&log_in(&identity), &new[4]).unwrap();
}

#[test]
fn wrong_codes_count_like_wrong_passwords_and_a_right_password_does_not_wipe_them_out() {
    let (identity, _, _, cookie, _) = with_phone();
    assert!(matches!(identity.prove_by_code(&cookie, "000000"), Err(StepError::Refused)));
    identity.login("rosa", "wrong wrong wrong", &here()).unwrap_err();
    let cookie = log_in(&identity);
    assert!(matches!(identity.prove_by_code(&cookie, "000000"), Err(StepError::Ended)));
    assert!(!identity.account("rosa").unwrap().unwrap().is_active());
    assert!(identity.login("rosa", PASSWORD, &here()).is_err());
}

#[test]
fn nobody_sets_up_a_second_factor_past_the_one_there_is() {
    let (identity, hand, phone, cookie, _) = with_phone();
    let session = identity.visit(&cookie).unwrap().unwrap().session;
    let new = identity.new_app(&session).unwrap();
    let code = totp::code(&from_base32(&new.secret.text), hand.now());
    assert!(matches!(identity.confirm_app(&cookie, &new.sealed, &code), Err(StepError::ProveFirst)));
    assert!(matches!(identity.change_password(&cookie, PASSWORD, "Qz9#lamp"), Err(StepError::ProveFirst)));
    assert!(matches!(identity.new_recovery_codes(&cookie), Err(StepError::ProveFirst)));
    assert!(matches!(identity.remove_app(&cookie), Err(StepError::ProveFirst)));
    let cookie = identity.prove_by_code(&cookie, &phone.code(hand.now())).unwrap().cookie;
    assert!(matches!(identity.remove_app(&cookie), Err(StepError::Last)), "the policy asks for one");
    // Later it takes a new proof.
    hand.turn(15 * 60);
    assert!(matches!(identity.new_recovery_codes(&cookie), Err(StepError::ProveFirst)));
    let cookie = identity.prove_by_code(&cookie, &phone.code(hand.now())).unwrap().cookie;
    identity.new_recovery_codes(&cookie).unwrap();
}

#[test]
fn an_app_that_is_offered_belongs_to_its_session() {
    let (identity, hand, _) = with_rosa();
    let (mine, theirs) = (log_in(&identity), log_in(&identity));
    let session = identity.visit(&mine).unwrap().unwrap().session;
    let new = identity.new_app(&session).unwrap();
    let code = totp::code(&from_base32(&new.secret.text), hand.now());
    assert!(matches!(identity.confirm_app(&theirs, &new.sealed, &code), Err(StepError::Refused)));
    assert_eq!(identity.offered_app(&session, &new.sealed).unwrap().secret, new.secret);
    identity.confirm_app(&mine, &new.sealed, &code).unwrap();
}

#[test]
fn a_new_password_ends_all_other_sessions_and_is_none_of_the_last_six() {
    let (identity, _, store) = with_rosa();
    let (mut cookie, other) = (log_in(&identity), log_in(&identity));
    let first = "Lantern-9-bees";
    let change = |cookie: &str, present: &str, new: &str| identity.change_password(cookie, present, new);
    assert!(matches!(change(&cookie, "wrong wrong wrong", first), Err(StepError::Refused)));
    let weak = change(&cookie, PASSWORD, "lantern").unwrap_err();
    assert!(matches!(weak, StepError::Password(mistakes) if mistakes.len() == 4), "everything at once");
    cookie = change(&cookie, PASSWORD, first).unwrap();
    assert!(identity.visit(&other).unwrap().is_none());
    assert!(identity.visit(&cookie).unwrap().is_some());
    assert!(identity.login("rosa", PASSWORD, &here()).is_err());

    let mut present = first.to_owned();
    for turn in 0..5 {
        assert!(matches!(change(&cookie, &present, first), Err(StepError::Password(_))), "{turn}");
        let new = format!("Lantern-9-bees-{turn}");
        cookie = change(&cookie, &present, &new).unwrap();
        present = new;
    }
    assert!(matches!(change(&cookie, &present, first), Err(StepError::Password(_))), "the sixth");
    cookie = change(&cookie, &present, "Lantern-9-bees-x").unwrap();
    change(&cookie, "Lantern-9-bees-x", first).unwrap();
    let kept = store.view().unwrap().get(&tables::CREDENTIAL, &"rosa".into()).unwrap().unwrap();
    assert_eq!(kept.earlier.len(), 5);
}

#[test]
fn a_password_is_changed_after_ninety_days() {
    let (identity, hand, _) = with_rosa();
    let identity = identity.with_policy(Policy { terms_days: 0, training_days: 0, ..Policy::of_the_demo() });
    let cookie = log_in(&identity);
    hand.turn(60 * DAY);
    identity.change_password(&log_in(&identity), PASSWORD, "Lantern-9-bees").unwrap();
    assert!(identity.visit(&cookie).unwrap().is_none());
    hand.turn(90 * DAY - 1);
    let cookie = identity.login("rosa", "Lantern-9-bees", &here()).unwrap();
    assert_eq!(next(&identity, &cookie), None);
    hand.turn(1);
    assert_eq!(next(&identity, &cookie), Some(LoginStep::NewPassword));
    let cookie = identity.change_password(&cookie, "Lantern-9-bees", "Lantern-9-bees-2").unwrap();
    assert_eq!(next(&identity, &cookie), None);
}

#[test]
fn ones_own_sessions_are_seen_and_ended() {
    let (identity, _, _) = with_rosa();
    let uma = NewAccount { user_name: "uma".into(), ..rosa() };
    identity.create_account(Actor::Console("root".into()), uma).unwrap();
    let theirs = identity.login("uma", PASSWORD, &here()).unwrap();
    let [mine, one, two] = [(); 3].map(|()| log_in(&identity));
    let own = identity.own_sessions(&mine).unwrap();
    assert_eq!(own.iter().map(|own| own.this).collect::<Vec<_>>(), [true, false, false]);
    let of_uma = identity.own_sessions(&theirs).unwrap()[0].id.clone();
    assert_eq!(identity.end_own(&mine, Some(&of_uma)).unwrap(), 0, "nobody else's");
    assert_eq!(identity.end_own(&mine, Some(&own[0].id)).unwrap(), 0, "not the one that asks");
    assert_eq!(identity.end_own(&mine, Some(&own[1].id)).unwrap(), 1);
    assert_eq!([&one, &two].iter().filter(|cookie| identity.visit(cookie).unwrap().is_some()).count(), 1);
    assert_eq!(identity.end_own(&mine, None).unwrap(), 1);
    assert!(identity.visit(&mine).unwrap().is_some() && identity.visit(&theirs).unwrap().is_some());
}

#[test]
fn who_has_a_password_alone_proves_herself_with_it() {
    let (identity, hand, _) = with_rosa();
    let cookie = log_in(&identity);
    hand.turn(15 * 60);
    let session = |cookie: &str| identity.visit(cookie).unwrap().unwrap().session;
    assert!(!identity.proof_holds(&session(&cookie)));
    assert!(matches!(identity.prove_by_password(&cookie, "wrong wrong wrong"), Err(StepError::Refused)));
    let new = identity.prove_by_password(&cookie, PASSWORD).unwrap();
    assert!(identity.proof_holds(&session(&new)));
    let (_, with_app, _) = Phone::set_up(&identity, &new, hand.now());
    assert!(
        matches!(identity.prove_by_password(&with_app, PASSWORD), Err(StepError::Refused)),
        "then the app is asked"
    );
}
