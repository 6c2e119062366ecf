//! Clocks in a store, with a clock that the tests set.

mod arriving;
mod calendars;
mod running;
mod warning;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use super::{Clocks, NewClock, start, stop};
use crate::access::{Children, Permission, Worker};
use crate::audit::{self, Journal};
use crate::model::*;
use crate::store::{Change, Environment, Read, Store, tables};

struct Hand(AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::Relaxed))
    }
}

/// A store with data administrators of Texas (`dana`), Florida (`flor`), a district of Texas (`lola`) and the nation
/// (`nan`), and a registrar (`rosa`).
struct World {
    store: Store,
    clocks: Clocks,
    children: Children,
    hand: Arc<Hand>,
}

const DISTRICT: &str = "4829540";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn state(code: &str) -> StateCode {
    code.parse().unwrap()
}

impl World {
    fn new() -> Self {
        let hand = Arc::new(Hand(AtomicI64::new(0)));
        let store = audit::store_in_memory(Environment::Training, Timestamp::start_of(day("2026-01-01"))).unwrap();
        let children = Children::new(store.clone(), Arc::new(Journal::new(store.clone(), hand.clone())));
        let world = Self { clocks: Clocks::new(store.clone(), hand.clone()), store, children, hand };
        world.on("2026-11-02");
        let role = Role::StateDataAdministrator;
        world.hire("dana", role, Area::State(state("TX")));
        world.hire("flor", role, Area::State(state("FL")));
        world.hire("lola", role, Area::District(state("TX"), DISTRICT.into()));
        world.hire("nan", role, Area::Nation);
        world.hire("rosa", Role::Primary, Area::State(state("TX")));
        world
    }

    /// Noon of a day in Texas, when it is the same day in all states.
    fn on(&self, at: &str) {
        self.hand.0.store(Timestamp::start_of(day(at)).plus_seconds(18 * 3_600).micros(), Ordering::Relaxed);
    }

    fn hire(&self, name: &str, role: Role, area: Area) {
        let account = Account {
            user_name: name.into(),
            profile: Profile { email: format!("{name}@example.org").into(), ..Profile::default() },
            grants: vec![Grant { role, area }],
            language: "en".into(),
            created: self.hand.now(),
            status: AccountStatus::Active,
            terms_accepted: None,
            terms_version: 0,
            trained: None,
            last_login: None,
            mail: MailChoice::default(),
        };
        self.change(|change| change.put(&tables::ACCOUNT, &name.into(), &account).unwrap());
    }

    fn change<T>(&self, work: impl FnOnce(&Change) -> T) -> T {
        let change = self.store.begin(Actor::User("rosa".into()), self.hand.now()).unwrap();
        let done = work(&change);
        let logged = audit::append(&change, AuditEvent::SessionUsed).unwrap();
        change.commit(logged).unwrap();
        done
    }

    fn worker(&self, name: &str, permission: Permission) -> Worker {
        let account = self.store.view().unwrap().get(&tables::ACCOUNT, &name.into()).unwrap().unwrap();
        let session = Session {
            user_name: name.into(),
            began: self.hand.now(),
            last_used: self.hand.now(),
            purpose: None,
            csrf_token: "t".into(),
            second_factor: true,
            proved: self.hand.now(),
            from: "".into(),
            browser: "".into(),
        };
        self.children.worker(&account, &session, permission).unwrap()
    }

    fn viewer(&self, name: &str) -> Worker {
        self.worker(name, Permission::Clocks)
    }

    fn keeper(&self, name: &str) -> Worker {
        self.worker(name, Permission::Calendar)
    }

    /// A clock about a notice, for a state and perhaps a district.
    fn start(&self, kind: ClockKind, number: u64, of: Option<&str>, district: Option<&str>) -> ClockId {
        self.change(|change| start(change, new(kind, number, of, district)).unwrap())
    }

    fn stop(&self, kind: ClockKind, number: u64) -> Option<ClockId> {
        let subject = ClockSubject::Notice(NoticeId(number));
        self.change(|change| stop(change, &subject, kind, Cause::Submission(SubmissionId(7))).unwrap())
    }

    fn clock(&self, id: ClockId) -> RunningClock {
        self.store.view().unwrap().get(&tables::CLOCK, &id).unwrap().unwrap()
    }

    /// The list of a state as it stands in the store: number and due day.
    fn list(&self, of: &str) -> Vec<(u64, String)> {
        let all = self.store.view().unwrap().range(&tables::CLOCK_RUNNING, ..).unwrap();
        all.into_iter().filter(|((list, _), _)| list == of).map(|((_, (due, id)), _)| (id.0, due.to_string())).collect()
    }

    fn log(&self) -> Vec<&'static str> {
        let mut kinds = Vec::new();
        let note = |entry: audit::Entry| {
            kinds.push(entry.event.kind());
            std::ops::ControlFlow::Continue(())
        };
        audit::visit(&self.store.view().unwrap(), 0, note).unwrap();
        kinds
    }
}

fn new(kind: ClockKind, number: u64, of: Option<&str>, district: Option<&str>) -> NewClock {
    NewClock {
        kind,
        subject: ClockSubject::Notice(NoticeId(number)),
        child: None,
        state: of.map(state),
        district: district.map(Text::from),
        cause: Cause::Act(Actor::User("rosa".into())),
        due: None,
    }
}
