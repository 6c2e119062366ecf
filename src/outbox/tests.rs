use std::sync::Mutex;

use super::*;
use crate::model::{AccountStatus, Actor, Profile};
use crate::store::Environment;

/// A clock that a test sets.
struct Hand(Mutex<Timestamp>);

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

struct World {
    store: Store,
    outbox: Outbox,
    hand: Arc<Hand>,
}

impl World {
    fn new() -> Self {
        let start: Timestamp = "2026-03-02T10:00:00Z".parse().unwrap();
        let hand = Arc::new(Hand(Mutex::new(start)));
        let store = audit::store_in_memory(Environment::Training, start).unwrap();
        Self { outbox: Outbox::new(store.clone(), Arc::clone(&hand) as Arc<dyn Clock>), store, hand }
    }

    fn goes_on(&self, seconds: i64) {
        let mut now = self.hand.0.lock().unwrap();
        *now = now.plus_seconds(seconds);
    }

    fn person(&self, name: &str, mail: MailChoice) -> Account {
        let account = Account {
            user_name: name.into(),
            profile: Profile { email: format!("{name}@x.gov").as_str().into(), ..Profile::default() },
            grants: Vec::new(),
            language: "es".into(),
            created: self.hand.now(),
            status: AccountStatus::Active,
            terms_accepted: None,
            terms_version: 0,
            trained: None,
            last_login: None,
            mail,
        };
        self.change(|change| change.put(&tables::ACCOUNT, &account.user_name, &account));
        account
    }

    fn posts(&self, to: &Account, kind: MessageKind) -> u64 {
        self.change(|change| post(change, NewMessage::to(to, kind)))
    }

    fn change<T>(&self, act: impl FnOnce(&Change) -> Result<T, StoreError>) -> T {
        let change = self.store.begin(Actor::System("test".into()), self.hand.now()).unwrap();
        let made = act(&change).unwrap();
        let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
        change.commit(logged).unwrap();
        made
    }

    fn message(&self, number: u64) -> Message {
        self.outbox.message(number).unwrap().unwrap()
    }
}

#[test]
fn of_work_people_are_told_as_they_chose_and_of_their_account_at_once() {
    let world = World::new();
    let people = [MailChoice::Each, MailChoice::Daily, MailChoice::Never];
    let people: Vec<Account> =
        people.into_iter().zip(["ana", "ben", "cruz"]).map(|(m, n)| world.person(n, m)).collect();
    let told = people.iter().map(|one| world.posts(one, MessageKind::NoticeWaiting)).collect::<Vec<_>>();
    let at = world.hand.now();
    let ways: Vec<Delivery> = told.iter().map(|number| world.message(*number).delivery).collect();
    assert_eq!(ways, [Delivery::Waiting, Delivery::Gathered, Delivery::Kept { at }]);
    for one in &people {
        let number = world.posts(one, MessageKind::CredentialsChanged);
        assert_eq!(world.message(number).delivery, Delivery::Waiting);
    }
}

#[test]
fn what_was_gathered_comes_in_one_message_that_says_how_much() {
    let world = World::new();
    let ben = world.person("ben", MailChoice::Daily);
    let gathered: Vec<u64> = (0..3).map(|_| world.posts(&ben, MessageKind::RequestWaiting)).collect();
    assert_eq!(world.outbox.post_digests().unwrap(), 1);
    assert_eq!(world.outbox.post_digests().unwrap(), 0, "nothing came since");
    let waiting = world.outbox.waiting().unwrap();
    let [(_, digest)] = waiting.as_slice() else { panic!("{waiting:?}") };
    assert_eq!((digest.kind, digest.about.as_str(), digest.language.as_str()), (MessageKind::Digest, "3", "es"));
    assert!(gathered.iter().all(|number| matches!(world.message(*number).delivery, Delivery::Kept { .. })));
    let view = world.store.view().unwrap();
    assert_eq!(view.len(&tables::DIGEST).unwrap(), 0);
}

#[test]
fn an_account_that_cannot_be_used_gets_no_daily_message() {
    let world = World::new();
    let ben = world.person("ben", MailChoice::Daily);
    world.posts(&ben, MessageKind::RequestWaiting);
    let gone = Account { status: AccountStatus::Deactivated { since: world.hand.now() }, ..ben };
    world.change(|change| change.put(&tables::ACCOUNT, &gone.user_name, &gone));
    assert_eq!(world.outbox.post_digests().unwrap(), 0);
    assert!(world.outbox.waiting().unwrap().is_empty());
}

#[test]
fn a_message_claimed_and_never_answered_is_handed_over_again_and_known() {
    let world = World::new();
    let number = world.posts(&world.person("ana", MailChoice::Each), MessageKind::TermsDue);
    let first = world.outbox.settle(None, Some(number), 3).unwrap().unwrap();
    assert!(!first.tries.under_way && first.tries.count == 0);
    // The process dies here. The next one claims it again.
    assert_eq!(world.outbox.due().unwrap(), [number]);
    let again = world.outbox.settle(None, Some(number), 3).unwrap().unwrap();
    assert!(again.tries.under_way && again.tries.count == 1);
    world.outbox.settle(Some((number, Outcome::Accepted)), None, 3).unwrap();
    let kept = world.message(number);
    assert!(matches!(kept.delivery, Delivery::Mailed { .. }) && !kept.tries.under_way && kept.tries.count == 2);
    assert!(world.outbox.due().unwrap().is_empty());
}

#[test]
fn what_is_put_off_rests_longer_each_time_and_fails_after_days() {
    let world = World::new();
    let number = world.posts(&world.person("ana", MailChoice::Each), MessageKind::TermsDue);
    let mut rests = Vec::new();
    while world.message(number).delivery == Delivery::Waiting {
        assert_eq!(world.outbox.due().unwrap(), [number]);
        world.outbox.settle(None, Some(number), 3).unwrap().unwrap();
        world.outbox.settle(Some((number, Outcome::PutOff("450 busy".into()))), None, 3).unwrap();
        assert!(world.outbox.due().unwrap().is_empty());
        if let Some(next) = world.message(number).tries.next {
            rests.push((next.micros() - world.hand.now().micros()) / 1_000_000);
            *world.hand.0.lock().unwrap() = next;
        }
        assert!(rests.len() < 100);
    }
    assert_eq!(rests[..7], [300, 600, 1_200, 2_400, 4_800, 9_600, 14_400]);
    let failed = world.outbox.failed_of(&"ana".into()).unwrap();
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].1.tries.trouble, "450 busy");
    assert_eq!(world.outbox.state().unwrap(), OutboxState { waiting: 0, oldest: None, failed: 1 });
}

#[test]
fn the_days_without_a_server_are_no_days_of_trying() {
    let world = World::new();
    let number = world.posts(&world.person("ana", MailChoice::Each), MessageKind::TermsDue);
    world.goes_on(10 * 86_400);
    let put_off = || {
        world.outbox.settle(None, Some(number), 3).unwrap().unwrap();
        world.outbox.settle(Some((number, Outcome::PutOff("451 later".into()))), None, 3).unwrap();
        world.message(number)
    };
    let first = put_off();
    assert_eq!((first.delivery, first.tries.first), (Delivery::Waiting, Some(world.hand.now())), "its first try");
    world.goes_on(2 * 86_400);
    assert_eq!(put_off().delivery, Delivery::Waiting);
    world.goes_on(86_400);
    assert!(matches!(put_off().delivery, Delivery::Failed { .. }));
}

#[test]
fn a_claim_that_came_to_nothing_is_taken_back_and_a_doubt_stays() {
    let world = World::new();
    let number = world.posts(&world.person("ana", MailChoice::Each), MessageKind::TermsDue);
    let claimed = world.outbox.settle(None, Some(number), 3).unwrap().unwrap();
    world.outbox.unclaim(number, &claimed).unwrap();
    assert_eq!(world.message(number).tries, Tries::default());
    assert_eq!(world.outbox.due().unwrap(), [number], "at once");
    // Claimed and never answered, then claimed in vain: the server may have it all the same.
    world.outbox.settle(None, Some(number), 3).unwrap().unwrap();
    let again = world.outbox.settle(None, Some(number), 3).unwrap().unwrap();
    world.outbox.unclaim(number, &again).unwrap();
    let tries = world.message(number).tries;
    assert_eq!((tries.count, tries.under_way, tries.first), (1, true, None));
}

#[test]
fn what_the_server_refuses_for_good_fails_at_once_and_the_next_is_claimed_in_the_same_commit() {
    let world = World::new();
    let ana = world.person("ana", MailChoice::Each);
    let [bad, good] = [MessageKind::TermsDue, MessageKind::TrainingDue].map(|kind| world.posts(&ana, kind));
    world.outbox.settle(None, Some(bad), 3).unwrap().unwrap();
    let refused = Outcome::Refused("550 no such user".into());
    world.outbox.settle(Some((bad, refused)), Some(good), 3).unwrap().unwrap();
    assert!(matches!(world.message(bad).delivery, Delivery::Failed { .. }));
    assert!(world.message(good).tries.under_way);
    assert_eq!(world.outbox.state().unwrap().waiting, 1);
}

#[test]
fn what_went_out_long_ago_is_removed_and_what_waits_stays() {
    let world = World::new();
    let ana = world.person("ana", MailChoice::Each);
    let [gone, failed, waits] = [MessageKind::TermsDue; 3].map(|kind| world.posts(&ana, kind));
    world.outbox.settle(None, Some(gone), 3).unwrap();
    world.outbox.settle(Some((gone, Outcome::Accepted)), Some(failed), 3).unwrap();
    world.outbox.settle(Some((failed, Outcome::Refused("550".into()))), None, 3).unwrap();
    world.goes_on(29 * 86_400);
    assert_eq!(world.outbox.prune(30).unwrap(), 0);
    world.goes_on(2 * 86_400);
    assert_eq!(world.outbox.prune(30).unwrap(), 2);
    assert_eq!(world.outbox.message(gone).unwrap(), None);
    assert!(world.outbox.failed_of(&"ana".into()).unwrap().is_empty());
    assert_eq!(world.message(waits).delivery, Delivery::Waiting);
}

#[test]
fn what_failed_waits_again_with_the_address_of_today() {
    let world = World::new();
    let ana = world.person("ana", MailChoice::Each);
    let number = world.posts(&ana, MessageKind::TermsDue);
    world.outbox.settle(None, Some(number), 3).unwrap();
    world.outbox.settle(Some((number, Outcome::Refused("550 no such user".into()))), None, 3).unwrap();
    let profile = crate::model::Profile { email: "ana.new@example.gov".into(), ..ana.profile.clone() };
    let moved = Account { profile, ..ana };
    world.change(|change| change.put(&tables::ACCOUNT, &moved.user_name, &moved));
    world.goes_on(10 * 86_400);
    let operator = || crate::model::Actor::Console("root".into());
    assert!(world.outbox.retry(operator(), number).unwrap());
    assert!(!world.outbox.retry(operator(), number).unwrap(), "it waits already");
    let kept = world.message(number);
    assert_eq!((kept.delivery, kept.tries.count), (Delivery::Waiting, 0));
    assert_eq!(kept.to.unwrap().as_str(), "ana.new@example.gov");
    assert_eq!((world.outbox.due().unwrap(), world.outbox.state().unwrap().failed), (vec![number], 0));
    // Put off now, it is tried for as long as a new one.
    world.outbox.settle(None, Some(number), 3).unwrap();
    world.outbox.settle(Some((number, Outcome::PutOff("450 busy".into()))), None, 3).unwrap();
    assert_eq!(world.message(number).delivery, Delivery::Waiting);
}

#[test]
fn a_secret_that_failed_is_not_sent_without_it() {
    let world = World::new();
    let ana = world.person("ana", MailChoice::Each);
    let number = world.change(|change| {
        let until = change.at().plus_seconds(90 * 86_400);
        let secret = Some(("plum-7391".into(), until));
        super::post(change, super::NewMessage { secret, ..super::NewMessage::to(&ana, MessageKind::OneTimePassword) })
    });
    world.outbox.settle(None, Some(number), 3).unwrap();
    world.outbox.settle(Some((number, Outcome::Refused("550".into()))), None, 3).unwrap();
    assert!(!world.outbox.retry(crate::model::Actor::Console("root".into()), number).unwrap());
    assert_eq!(world.outbox.state().unwrap(), OutboxState { waiting: 0, oldest: None, failed: 1 });
}
