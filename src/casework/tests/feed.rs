//! What states hear of decisions, and how webhooks go on.

use super::desk::{Desk, state};
use crate::access::{Permission, Worker};
use crate::casework::{Called, FeedError, HookAddress};
use crate::model::{FeedEvent, MessageKind, MsixId, Role};
use crate::store::{Read, tables};

fn keeper(desk: &Desk, of: &str) -> Worker {
    let name = format!("ursa-{}", of.to_lowercase());
    desk.hire(&name, Role::StateUserAdministrator, Some(of));
    desk.world.children().worker(&desk.account(&name), &desk.session(&name), Permission::Feed).unwrap()
}

/// A state's feed in short: the kind of each event and its MSIX IDs.
fn told(desk: &Desk, of: &str) -> Vec<(&'static str, Vec<MsixId>)> {
    let feed = desk.world.store().view().unwrap().range(&tables::FEED, (state(of), 1)..=(state(of), u64::MAX)).unwrap();
    feed.into_iter()
        .map(|(_, entry)| match entry.event {
            FeedEvent::Identified { msix_id, before, .. } => {
                ("identified", before.into_iter().chain([msix_id]).collect())
            }
            FeedEvent::Retired { msix_id, into } => ("retired", vec![msix_id, into]),
            FeedEvent::Restored { msix_id } => ("restored", vec![msix_id]),
            FeedEvent::Decided { children, .. } => ("decided", children),
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn states_hear_of_a_merge_and_of_its_undo() {
    let desk = Desk::new();
    let ana = desk.send("TX/1", "Ana", "Garza");
    let maria = desk.send("WA/2", "Maria", "Lopez");
    desk.send("FL/3", "Olga", "Reyes");
    let merge = desk.done(desk.merge("rosa", maria, ana), "wes");
    let both = vec![ana.min(maria), ana.max(maria)];
    let merged = [("decided", both.clone()), ("identified", vec![ana, maria]), ("retired", vec![ana, maria])];
    assert_eq!(told(&desk, "TX"), merged);
    assert_eq!(told(&desk, "WA"), [merged[0].clone(), merged[2].clone()], "none of its own has moved");
    assert_eq!(told(&desk, "FL"), [], "no matter of Florida's");
    desk.done(desk.undo("rosa", merge, true), "wes");
    let undone = [("decided", both), ("restored", vec![ana]), ("identified", vec![maria, ana])];
    assert_eq!(told(&desk, "TX")[3..], undone);
    assert_eq!(told(&desk, "WA")[2..], undone[..2]);
    desk.sound();
}

#[test]
fn a_split_gives_a_state_a_new_msix_id() {
    let desk = Desk::new();
    let ana = desk.send("TX/1", "Ana", "Garza");
    let maria = desk.send("WA/2", "Maria", "Lopez");
    desk.done(desk.merge("rosa", maria, ana), "wes");
    let before = told(&desk, "TX").len();
    desk.done(desk.split("will", maria, &["TX/1"]), "dana");
    let new = desk.child("TX/1");
    let mut both = vec![maria, new];
    both.sort();
    assert_eq!(told(&desk, "TX")[before..], [("decided", both), ("identified", vec![maria, new])]);
}

/// What failed is called again, more and more seldom; a week of it ends the webhook, and people are told.
#[test]
fn a_webhook_rests_goes_on_and_ends() {
    let desk = Desk::new();
    let (texas, address) = (keeper(&desk, "TX"), HookAddress::parse("https://x.gov/hook").unwrap());
    let hook = desk.casework.make_webhook(&texas, state("TX"), &address, vec![1]).unwrap();
    assert!(desk.casework.due_webhooks().unwrap().is_empty(), "nothing has happened");
    let ana = desk.send("TX/1", "Ana", "Garza");
    let maria = desk.send("WA/2", "Maria", "Lopez");
    desk.done(desk.merge("rosa", maria, ana), "wes");
    let call = |status| {
        let due = desk.casework.due_webhooks().unwrap().remove(0);
        let called = Called { status, trouble: String::new() };
        desk.casework.webhook_called(crate::model::Actor::System("webhooks".into()), &due, &called).unwrap();
        due
    };
    let due = call(Some(500));
    assert_eq!((due.entries, due.told.len()), ((1, 3), 3));
    assert!(desk.casework.due_webhooks().unwrap().is_empty(), "it rests");
    desk.on("2025-01-03");
    assert_eq!(call(None).entries, (1, 3), "the same again");
    desk.on("2025-01-04");
    assert_eq!(call(Some(204)).entries, (1, 3));
    assert!(desk.casework.due_webhooks().unwrap().is_empty(), "all is told");
    let shown = desk.casework.webhooks(&texas, state("TX"), 2).unwrap().remove(0);
    assert_eq!((shown.hook.delivered, shown.hook.failures, shown.calls.len()), (3, 0, 2));
    desk.done(desk.split("will", maria, &["TX/1"]), "dana");
    for day in ["2025-02-01", "2025-02-02", "2025-02-07"] {
        desk.on(day);
        call(Some(503));
    }
    desk.on("2025-02-08");
    call(Some(503));
    let ended = desk.casework.webhooks(&texas, state("TX"), 0).unwrap().remove(0);
    assert!(ended.hook.ended.is_some());
    desk.on("2025-03-01");
    assert!(desk.casework.due_webhooks().unwrap().is_empty(), "it is called no more");
    let letters = desk.world.store().view().unwrap().range(&tables::OUTBOX, ..).unwrap();
    let letters: Vec<_> = letters.iter().filter(|(_, one)| one.kind == MessageKind::WebhookEnded).collect();
    assert_eq!(letters.len(), 1);
    assert_eq!((letters[0].1.user_name.as_str(), letters[0].1.about.as_str()), ("ursa-tx", hook.to_string().as_str()));
    desk.sound();
}

#[test]
fn a_feed_is_looked_after_by_its_own_state() {
    let desk = Desk::new();
    let (texas, florida) = (keeper(&desk, "TX"), keeper(&desk, "FL"));
    let made = desk.casework.make_key(&texas, state("TX"), " nightly ", [1; 32]).unwrap();
    assert!(matches!(desk.casework.keys(&florida, state("TX")), Err(FeedError::NotYours)));
    assert!(matches!(desk.casework.make_key(&florida, state("TX"), "x", [1; 32]), Err(FeedError::NotYours)));
    assert!(matches!(desk.casework.revoke_key(&florida, state("FL"), 1), Err(FeedError::Unknown)));
    let calendar = desk.world.children().worker(&desk.account("dana"), &desk.session("dana"), Permission::Calendar);
    assert!(matches!(desk.casework.keys(&calendar.unwrap(), state("TX")), Err(FeedError::NotYours)), "another right");
    for wrong in ["", "  ", "a\nb", &"x".repeat(61)] {
        assert!(matches!(desk.casework.make_key(&texas, state("TX"), wrong, [1; 32]), Err(FeedError::Name)), "{wrong}");
    }
    // Both work while the state's system changes over, then the old one ends.
    let next = desk.casework.replace_key(&texas, state("TX"), 1, [2; 32]).unwrap();
    let opens = |token| {
        desk.casework.feed_reader(token, crate::model::ApiScope::Changes, crate::model::Origin::Unknown).is_ok()
    };
    assert!(opens(&made.token) && opens(&next.token));
    desk.on("2025-01-09");
    assert!(!opens(&made.token) && opens(&next.token));
    assert!(matches!(desk.casework.replace_key(&texas, state("TX"), 1, [3; 32]), Err(FeedError::Ended)));
    for number in 0..9 {
        desk.casework.make_key(&texas, state("TX"), "more", [number; 32]).unwrap();
    }
    assert!(matches!(desk.casework.make_key(&texas, state("TX"), "more", [9; 32]), Err(FeedError::TooMany)));
}

#[test]
fn addresses_that_can_be_called() {
    for (url, host, port, path) in [
        ("https://x.gov", "x.gov", 443, "/"),
        (" https://X.gov:8443/a/b?c=d ", "x.gov", 8443, "/a/b?c=d"),
        ("https://[2001:db8::1]:444/h", "2001:db8::1", 444, "/h"),
        ("https://[2001:db8::1]/h", "2001:db8::1", 443, "/h"),
    ] {
        let address = HookAddress::parse(url).unwrap();
        assert_eq!((address.host.as_str(), address.port, address.path.as_str()), (host, port, path), "{url}");
    }
    for wrong in [
        "",
        "x.gov",
        "http://x.gov",
        "ftp://x.gov",
        "https://",
        "https://a:b@x.gov",
        "https://x.gov#a",
        "https://x.gov:0",
        "https://x.gov:99999",
        "https://x.gov/a\r\nhost: y",
        "https://x gov",
        "https://x.gov/\u{e9}",
    ] {
        assert!(matches!(HookAddress::parse(wrong), Err(FeedError::Address)), "{wrong}");
    }
    assert!(HookAddress::parse(&format!("https://x.gov/{}", "a".repeat(500))).is_err());
}
