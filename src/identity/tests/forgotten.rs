//! A forgotten password: by link, and by the user administrator.

use super::proofs::Phone;
use super::*;
use crate::identity::Device;

const NEW: &str = "Lantern-9-bees";

/// Rosa, who can be written to.
fn with_mail() -> (Identity, Arc<Hand>, Store) {
    let (identity, hand, store) = with_rosa();
    let profile = Profile { name: "Ana".into(), email: "ana@example.org".into(), ..Profile::default() };
    let ana = NewAccount { user_name: "ana".into(), profile, ..rosa() };
    identity.create_account(Actor::Console("root".into()), ana).unwrap();
    hand.turn(1_000_000);
    (identity, hand, store)
}

/// The tokens of the links that wait in the outbox.
fn links(identity: &Identity) -> Vec<String> {
    let waiting = identity.outbox().waiting().unwrap();
    waiting.into_iter().filter_map(|(_, message)| message.secret.map(|link| link.to_string())).collect()
}

#[test]
fn a_link_works_once_and_ends_all_sessions() {
    let (identity, _, store) = with_mail();
    let cookie = identity.login("ana", PASSWORD, &here()).unwrap();
    identity.forgotten("ANA").unwrap();
    let link = links(&identity).remove(0);
    assert_eq!(link.len(), 43, "256 bits");
    let weak = identity.reset_password(&link, "", "short").unwrap_err();
    assert!(matches!(weak, StepError::Password(_)), "the link still works");
    identity.reset_password(&link, "", NEW).unwrap();
    assert!(identity.visit(&cookie).unwrap().is_none());
    assert!(identity.login("ana", PASSWORD, &here()).is_err());
    identity.login("ana", NEW, &here()).unwrap();
    assert!(matches!(identity.reset_password(&link, "", "Lantern-9-bees-2"), Err(StepError::Ended)));
    assert_eq!(store.view().unwrap().len(&tables::RESET).unwrap(), 0);
}

#[test]
fn a_link_works_for_half_an_hour_and_the_last_one_alone() {
    let (identity, hand, _) = with_mail();
    identity.forgotten("ana").unwrap();
    let first = links(&identity).remove(0);
    identity.forgotten("ana").unwrap();
    let last = links(&identity);
    assert_eq!(last.len(), 1, "the first was taken back");
    assert!(matches!(identity.reset_password(&first, "", NEW), Err(StepError::Ended)));
    hand.turn(RESET_SECONDS);
    assert!(matches!(identity.reset_password(&last[0], "", NEW), Err(StepError::Ended)));
}

#[test]
fn a_mailbox_alone_is_not_enough_where_there_is_a_second_factor() {
    let (identity, hand, _) = with_mail();
    let cookie = identity.login("ana", PASSWORD, &here()).unwrap();
    let (phone, _, codes) = Phone::set_up(&identity, &cookie, hand.now());
    hand.turn(60);
    identity.forgotten("ana").unwrap();
    let link = links(&identity).remove(0);
    assert!(matches!(identity.reset_password(&link, "", NEW), Err(StepError::Refused)));
    let weak = identity.reset_password(&link, &phone.code(hand.now()), "short").unwrap_err();
    assert!(matches!(weak, StepError::Password(_)));
    identity.reset_password(&link, "", NEW).unwrap();
    // Three wrong codes end it here as everywhere.
    identity.forgotten("ana").unwrap();
    let link = links(&identity).remove(0);
    for _ in 0..3 {
        identity.reset_password(&link, "000000", NEW).unwrap_err();
    }
    assert!(matches!(identity.reset_password(&link, &codes[0], NEW), Err(StepError::Ended)));
    assert!(!identity.account("ana").unwrap().unwrap().is_active());
    let told = identity.outbox().waiting().unwrap();
    let disabled = told.iter().filter(|(_, message)| message.kind == crate::model::MessageKind::AccountDisabled);
    assert_eq!(disabled.count(), 1, "she hears of it before she cannot log in");
}

/// Her passkey is with her when the password is not.
#[test]
fn a_passkey_counts_for_a_link() {
    let (identity, hand, _) = with_mail();
    let site = RelyingParty::of("https://vereda.example").unwrap();
    let mut device = Device::new(b"blue key", &site);
    let cookie = identity.login("ana", PASSWORD, &here()).unwrap();
    let made = device.make(&identity.ask_passkey(&cookie).unwrap().challenge);
    let (_, codes) = identity.add_passkey(&cookie, &site, &made).unwrap();
    hand.turn(60);
    identity.forgotten("ana").unwrap();
    let link = links(&identity).remove(0);
    assert_eq!(identity.link_asks("another").unwrap(), None);
    assert!(matches!(identity.ask_passkey_for_link("another"), Err(StepError::Ended)));
    assert_eq!(identity.link_asks(&link).unwrap(), Some(LinkAsks { proved: false, passkey: true }));

    let theirs = identity.ask_passkey(&identity.login("ana", PASSWORD, &here()).unwrap()).unwrap();
    let elsewhere = device.show(&theirs.challenge);
    assert!(matches!(identity.prove_link_by_passkey(&link, &site, &elsewhere), Err(StepError::Refused)));
    let question = identity.ask_passkey_for_link(&link).unwrap();
    assert_eq!(question.ids, theirs.ids);
    identity.prove_link_by_passkey(&link, &site, &device.show(&question.challenge)).unwrap();
    assert_eq!(identity.link_asks(&link).unwrap(), Some(LinkAsks { proved: true, passkey: false }));
    assert_eq!(identity.reset_password(&link, "", NEW).unwrap(), None);
    identity.login("ana", NEW, &here()).unwrap();

    identity.forgotten("ana").unwrap();
    let link = links(&identity).remove(0);
    let left = identity.reset_password(&link, &codes[0], "Lantern-9-bees-2").unwrap();
    assert_eq!(left, Some(RECOVERY_CODES - 1), "and so does a recovery code, which is used up");
}

/// As much is written down for a name that nobody has, one without an address, and one that may not log in.
#[test]
fn asking_for_a_link_tells_nothing() {
    let (identity, _, store) = with_mail();
    for name in ["nobody", "rosa", "not a name", "ana"] {
        let before = events(&store).len();
        identity.forgotten(name).unwrap();
        assert_eq!(events(&store).len(), before + 1, "{name}");
    }
    assert_eq!(links(&identity).len(), 1);
}

/// Letters wait for days where nothing is mailed, and anybody may ask for a link.
#[test]
fn a_stranger_takes_back_no_first_password() {
    let (identity, hand, store) = with_mail();
    let account = identity.account("ana").unwrap().unwrap();
    let change = store.begin(Actor::Console("root".into()), hand.now()).unwrap();
    applications::post_credentials(&change, &account, "plum-7391".into()).unwrap();
    let logged = audit::append(&change, AuditEvent::LoggedIn).unwrap();
    change.commit(logged).unwrap();
    identity.forgotten("ana").unwrap();
    identity.forgotten("ana").unwrap();
    let waiting = links(&identity);
    assert_eq!((waiting.len(), waiting[0].as_str()), (2, "plum-7391"), "the password, and one link");
}

/// A password set by a link, and by whom and from where it was asked for, is what somebody will want to know.
#[test]
fn the_log_says_from_where() {
    let (identity, _, store) = with_mail();
    let place = crate::model::Origin::at("203.0.113.9");
    let there = identity.from(place);
    there.forgotten("ana").unwrap();
    there.forgotten("nobody").unwrap();
    there.reset_password(&links(&identity)[0], "", NEW).unwrap();
    let cookie = identity.login("ana", NEW, &here()).unwrap();
    there.state_purpose(&cookie, Purpose::Enrollment).unwrap();
    there.end_own(&cookie, None).unwrap();
    let mut found = Vec::new();
    let keep = |entry: audit::Entry| {
        found.push((entry.origin, entry.event));
        ControlFlow::Continue(())
    };
    audit::visit(&store.view().unwrap(), 0, keep).unwrap();
    let ours = found.iter().filter(|(_, event)| {
        let credential = matches!(event, AuditEvent::CredentialChanged { .. } | AuditEvent::SessionsEnded { .. });
        credential || matches!(event, AuditEvent::PurposeStated { .. } | AuditEvent::Proved { .. })
    });
    let places: Vec<_> = ours.map(|(origin, _)| *origin).collect();
    assert_eq!(places, vec![place; places.len()], "{found:?}");
    assert!(places.len() >= 5, "{found:?}");
}
