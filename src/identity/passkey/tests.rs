//! Passkeys with a device in software: what is taken, and every way in which it is not.

use std::sync::Arc;

use proptest::prelude::*;
use ring::signature::{Ed25519KeyPair, KeyPair};

use super::software::{Device, encoded};
use super::*;
use crate::identity::tests::{Hand, PASSWORD, here, with_rosa};
use crate::identity::{NewAccount, Policy};
use crate::model::{Actor, Area, Clock, Credential, LoginStep, Role};
use crate::store::Store;

struct World {
    identity: Identity,
    hand: Arc<Hand>,
    store: Store,
    site: RelyingParty,
    device: Device,
}

impl World {
    /// Rosa with a passkey; wrong attempts are counted and never disable.
    fn new() -> Self {
        let (identity, hand, store) = with_rosa();
        let mut policy = Policy::default();
        (policy.passwords.disable_after, policy.passwords.delay_after) = (0, 0);
        let identity = identity.with_policy(policy);
        hand.turn(1_000_000);
        let site = RelyingParty::of("https://vereda.example").unwrap();
        let device = Device::new(b"blue key", &site);
        let world = Self { identity, hand, store, site, device };
        let (_, codes) = world.add(&world.log_in(), &world.device).unwrap();
        assert_eq!(codes.len(), crate::identity::RECOVERY_CODES);
        world
    }

    fn log_in(&self) -> String {
        self.identity.login("rosa", PASSWORD, &here()).unwrap()
    }

    fn question(&self, cookie: &str) -> String {
        self.identity.ask_passkey(cookie).unwrap().challenge
    }

    fn add(&self, cookie: &str, device: &Device) -> Result<(String, Vec<String>), StepError> {
        let made = device.make(&self.question(cookie));
        self.identity.add_passkey(cookie, &self.site, &made)
    }

    fn prove(&self, cookie: &str, shown: &ShownPasskey) -> Result<String, StepError> {
        self.identity.prove_by_passkey(cookie, &self.site, shown)
    }

    /// Says that this is refused in a new login, and counted as a wrong attempt.
    fn refuses(&mut self, why: &str, shown: impl FnOnce(&mut Device, &str) -> ShownPasskey) {
        let (cookie, wrong) = (self.log_in(), self.credential().wrong);
        let challenge = self.question(&cookie);
        let shown = shown(&mut self.device, &challenge);
        assert!(matches!(self.prove(&cookie, &shown), Err(StepError::Refused)), "{why}");
        assert_eq!(self.credential().wrong, wrong + 1, "{why}");
        assert_eq!(self.next(&cookie), Some(LoginStep::SecondFactor), "{why}");
    }

    fn next(&self, cookie: &str) -> Option<LoginStep> {
        self.identity.visit(cookie).unwrap().unwrap().next
    }

    fn credential(&self) -> Credential {
        self.store.view().unwrap().get(&tables::CREDENTIAL, &"rosa".into()).unwrap().unwrap()
    }
}

#[test]
fn a_passkey_opens_the_session_under_a_new_cookie() {
    let mut world = World::new();
    let cookie = world.log_in();
    assert_eq!(world.next(&cookie), Some(LoginStep::SecondFactor));
    assert!(world.identity.visit(&cookie).unwrap().unwrap().has_passkey);
    let question = world.identity.ask_passkey(&cookie).unwrap();
    assert_eq!(question.ids, [encoded(b"blue key")]);
    let shown = world.device.show(&question.challenge);
    let new = world.prove(&cookie, &shown).unwrap();
    assert!(world.identity.visit(&cookie).unwrap().is_none(), "the cookie from before is worth nothing");
    assert_eq!(world.next(&new), None);
    let keys = world.identity.factors("rosa").unwrap().unwrap().passkeys;
    assert_eq!((keys.len(), keys[0].1.as_str(), keys[0].3), (1, "Blue key", Some(world.hand.now())));
    let events = crate::identity::tests::events(&world.store);
    let proved = crate::model::AuditEvent::Proved { how: "passkey".into() };
    assert_eq!(events.last().map(|(_, event)| event), Some(&proved));
}

#[test]
fn what_does_not_fit_is_refused_and_counts() {
    let mut world = World::new();
    world.refuses("another challenge", |device, _| device.show(&encoded(&[7; 32])));
    world.refuses("a part of the challenge", |device, challenge| device.show(challenge.get(..20).unwrap()));
    world.refuses("another site asked", |device, challenge| {
        let ours = std::mem::replace(&mut device.site, RelyingParty::of("https://vereda.example.evil").unwrap());
        let shown = device.show(challenge);
        device.site = ours;
        shown
    });
    world.refuses("made for another site, as ours asked", |device, challenge| {
        let client_data = device.client_data(Ceremony::Get, challenge);
        let evil = Device::new(b"", &RelyingParty::of("https://evil.example").unwrap());
        device.signed(&evil.head(0), client_data.as_bytes())
    });
    world.refuses("another port", |device, challenge| {
        device.site.origin.push_str(":8443");
        let shown = device.show(challenge);
        device.site.origin.truncate(device.site.origin.len() - 5);
        shown
    });
    world.refuses("in a frame of another site", |device, challenge| {
        let client_data = device.client_data(Ceremony::Get, challenge).replace("false", "true");
        device.signed(&device.head(0), client_data.as_bytes())
    });
    world.refuses("of another ceremony", |device, challenge| {
        let client_data = device.client_data(Ceremony::Create, challenge);
        device.signed(&device.head(0), client_data.as_bytes())
    });
    world.refuses("nobody was there", |device, challenge| {
        device.present = false;
        let shown = device.show(challenge);
        device.present = true;
        shown
    });
    world.refuses("another device says it is this one", |device, challenge| {
        let mut other = Device::new(b"blue key", &device.site);
        other.counter = 100;
        other.show(challenge)
    });
    world.refuses("an identifier nobody has", |device, challenge| ShownPasskey {
        id: encoded(b"red key"),
        ..device.show(challenge)
    });
    world.refuses("nothing", |_, _| ShownPasskey::default());
    let cookie = world.log_in();
    let challenge = world.question(&cookie);
    let shown = world.device.show(&challenge);
    assert!(world.prove(&cookie, &shown).is_ok(), "and the right one still opens");
    assert_eq!(world.credential().wrong, 0);
}

#[test]
fn every_flipped_bit_of_a_signature_is_seen() {
    let mut world = World::new();
    for place in [0, 9, 20, 40, 60] {
        world.refuses("a flipped bit", |device, challenge| {
            let shown = device.show(challenge);
            let mut signature = bytes(&shown.signature).unwrap();
            signature[place] ^= 1;
            ShownPasskey { signature: encoded(&signature), ..shown }
        });
    }
}

#[test]
fn an_answer_works_once_and_in_its_own_session() {
    let mut world = World::new();
    let (cookie, other) = (world.log_in(), world.log_in());
    let challenge = world.question(&cookie);
    let shown = world.device.show(&challenge);
    assert!(matches!(world.prove(&other, &shown), Err(StepError::Refused)), "the other session did not ask");
    let new = world.prove(&cookie, &shown).unwrap();
    for session in [&new, &other] {
        assert!(matches!(world.prove(session, &shown), Err(StepError::Refused)), "used up");
    }
}

#[test]
fn a_question_is_open_for_five_minutes() {
    for (seconds, opens) in [(299, true), (300, false), (-1, false)] {
        let mut world = World::new();
        let cookie = world.log_in();
        let challenge = world.question(&cookie);
        let shown = world.device.show(&challenge);
        world.hand.turn(seconds);
        assert_eq!(world.prove(&cookie, &shown).is_ok(), opens, "{seconds}");
    }
}

#[test]
fn the_oldest_of_many_questions_is_forgotten() {
    let mut world = World::new();
    let cookie = world.log_in();
    let asked: Vec<String> = (0..5).map(|_| world.question(&cookie)).collect();
    let (first, second) = (world.device.show(&asked[0]), world.device.show(&asked[1]));
    assert!(matches!(world.prove(&cookie, &first), Err(StepError::Refused)));
    assert!(world.prove(&cookie, &second).is_ok());
}

#[test]
fn a_counter_never_goes_back_but_may_stay_at_nothing() {
    for (counters, opens) in [([0, 0], true), ([5, 6], true), ([5, 5], false), ([5, 4], false), ([5, 0], false)] {
        let mut world = World::new();
        let mut outcome = false;
        for counter in counters {
            let cookie = world.log_in();
            let client_data = world.device.client_data(Ceremony::Get, &world.question(&cookie));
            world.device.counter = counter;
            let shown = world.device.signed(&world.device.head(0), client_data.as_bytes());
            outcome = world.prove(&cookie, &shown).is_ok();
        }
        assert_eq!(outcome, opens, "{counters:?}");
    }
}

#[test]
fn the_key_of_another_account_opens_nothing() {
    let mut world = World::new();
    let area: Area = Area::State("TX".parse().unwrap());
    let dana = NewAccount::settled("dana", "Dana", Role::Secondary, area, PASSWORD);
    world.identity.create_account(Actor::Console("root".into()), dana).unwrap();
    let cookie = world.identity.login("dana", PASSWORD, &here()).unwrap();
    let mut hers = Device::new(b"key of Dana", &world.site);
    world.add(&cookie, &hers).unwrap();
    world.refuses("the key of Dana", |_, challenge| hers.show(challenge));
}

#[test]
fn too_many_wrong_ones_disable_like_wrong_codes() {
    let (identity, hand, _) = with_rosa();
    let identity = identity.with_policy(Policy::default());
    hand.turn(1_000_000);
    let site = RelyingParty::of("https://vereda.example").unwrap();
    let device = Device::new(b"k", &site);
    let cookie = identity.login("rosa", PASSWORD, &here()).unwrap();
    let made = device.make(&identity.ask_passkey(&cookie).unwrap().challenge);
    identity.add_passkey(&cookie, &site, &made).unwrap();
    let cookie = identity.login("rosa", PASSWORD, &here()).unwrap();
    let mut last = None;
    for _ in 0..Policy::default().passwords.disable_after {
        last = identity.prove_by_passkey(&cookie, &site, &ShownPasskey::default()).err();
    }
    assert!(matches!(last, Some(StepError::Ended)), "{last:?}");
    assert!(!identity.account("rosa").unwrap().unwrap().is_active());
}

#[test]
fn a_new_key_is_taken_up_only_if_it_fits() {
    let world = World::new();
    let mut device = Device::new(b"second", &world.site);
    let cookie = world.log_in();
    assert!(matches!(world.add(&cookie, &device), Err(StepError::ProveFirst)), "the first one is to be shown first");
    let mut world = world;
    let challenge = world.question(&cookie);
    let shown = world.device.show(&challenge);
    let cookie = world.prove(&cookie, &shown).unwrap();
    let wrong = device.make(&encoded(&[1; 32]));
    assert!(matches!(world.identity.add_passkey(&cookie, &world.site, &wrong), Err(StepError::Refused)));
    device.present = false;
    assert!(matches!(world.add(&cookie, &device), Err(StepError::Refused)));
    device.present = true;
    let mine = Device::new(b"blue key", &world.site);
    assert!(matches!(world.add(&cookie, &mine), Err(StepError::Refused)), "there is one with this identifier");
    assert_eq!(world.credential().wrong, 0, "a new key guards nothing yet");
    let (cookie, codes) = world.add(&cookie, &device).unwrap();
    assert_eq!((world.credential().passkeys.len(), codes.len()), (2, 0));
    world.identity.remove_passkey(&cookie, &hex(b"second")).unwrap();
    assert!(matches!(world.identity.remove_passkey(&cookie, &hex(b"second")), Err(StepError::Refused)));
    let last = world.identity.remove_passkey(&cookie, &hex(b"blue key"));
    assert!(matches!(last, Err(StepError::Last)), "{last:?}");
}

#[test]
fn passkeys_are_for_names_not_for_numbers() {
    let site = |address| RelyingParty::of(address).map(|site| (site.origin, site.id));
    let named = |origin: &str, id: &str| Some((origin.to_owned(), id.to_owned()));
    assert_eq!(site("https://Vereda.Example.gov:443/"), named("https://vereda.example.gov", "vereda.example.gov"));
    assert_eq!(site("https://localhost:8443"), named("https://localhost:8443", "localhost"));
    for none in ["http://vereda.example", "https://192.0.2.1:8443", "https://[::1]:8443", "https://", "vereda.example"]
    {
        assert_eq!(site(none), None, "{none}");
    }
}

/// The other two kinds: Ed25519 signs here; of RSA the public half of a certificate of the standard's size is read.
#[test]
fn the_kinds_of_keys_are_told_apart() {
    let keys = Ed25519KeyPair::from_seed_unchecked(&[3; 32]).unwrap();
    let mut cose = minicbor::Encoder::new(Vec::new());
    cose.map(4).unwrap().u8(1).unwrap().u8(1).unwrap().u8(3).unwrap().i8(-8).unwrap();
    cose.i8(-1).unwrap().u8(6).unwrap().i8(-2).unwrap().bytes(keys.public_key().as_ref()).unwrap();
    let cose = cose.into_writer();
    let (key, length) = cose::PublicKey::read(&[cose.as_slice(), b"extensions"].concat()).unwrap();
    assert_eq!(length, cose.len());
    let signature = keys.sign(b"message");
    assert!(key.signed(b"message", signature.as_ref()) && !key.signed(b"massage", signature.as_ref()));

    let rsa = |bits: usize, algorithm: i32| {
        let mut cose = minicbor::Encoder::new(Vec::new());
        cose.map(4).unwrap().u8(1).unwrap().u8(3).unwrap().u8(3).unwrap().i32(algorithm).unwrap();
        cose.i8(-1).unwrap().bytes(&vec![0xC5; bits / 8]).unwrap().i8(-2).unwrap().bytes(&[1, 0, 1]).unwrap();
        cose::PublicKey::read(&cose.into_writer())
    };
    let (key, _) = rsa(2048, -257).unwrap();
    assert!(!key.signed(b"message", &[0; 256]));
    assert_eq!(rsa(1024, -257), Err(Unfit::Kind), "too short");
    assert_eq!(rsa(2048, -65535), Err(Unfit::Kind), "SHA-1");
}

proptest! {
    /// Whatever a browser sends, it is refused and nothing falls over.
    #[test]
    fn no_bytes_are_a_fault(data: Vec<u8>, cut in 0..400_usize, place in 0..400_usize, bit in 0..8_u8) {
        let site = RelyingParty::of("https://vereda.example").unwrap();
        let _ = cose::PublicKey::read(&data);
        let _ = authenticator::attested(&data, &site);
        let _ = client_data::check(&data, Ceremony::Get, &site);
        let _ = Kept::from_bytes(&data).map(|kept| {
            authenticator::check(&Shown { data: &data, signature: &data }, &data, &kept, &site)
        });
        // Nearly right ones reach deeper.
        let device = Device::new(b"id", &site);
        let mut object = bytes(&device.make("AAAA").attestation).unwrap();
        object.truncate(cut.max(1));
        let place = place % object.len();
        object[place] ^= 1 << bit;
        let _ = authenticator::attested(&object, &site);
    }
}
