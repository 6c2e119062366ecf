//! A store with people, and a clock that the tests set.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::access::{Decider, Proposer};
use crate::audit;
use crate::casework::{self, CaseError, Casework, Days, Filter, Seen, Wish, near};
use crate::model::{
    Account, AccountStatus, Actor, Area, AuditEvent, Clock, ContributionNo, Date, Grant, Item, ItemId, LineKind,
    MsixId, NearStatus, Profile, Purpose, Role, Session, StateCode, Timestamp, Undoing, Why,
};
use crate::records::testing::{World, at, date, line, text, word};
use crate::records::view::ConsolidatedRecord;
use crate::store::{Environment, Read, Store, tables};

pub(super) struct Hand(AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::Relaxed))
    }
}

pub(super) struct Desk {
    pub(super) world: World,
    pub(super) casework: Casework,
    clock: Arc<Hand>,
}

pub(super) fn state(code: &str) -> StateCode {
    code.parse().unwrap()
}

pub(super) fn why(text: &str) -> Why {
    text.parse().unwrap()
}

impl Desk {
    /// Two data administrators in Texas, one in Washington, a registrar in each, at the beginning of 2025.
    pub(super) fn new() -> Self {
        Self::over(audit::store_in_memory(Environment::Training, at("2020-01-01")).unwrap())
    }

    /// The same people at a store of their own.
    pub(super) fn over(store: Store) -> Self {
        let desk = Self::again(store);
        desk.hire("dana", Role::StateDataAdministrator, Some("TX"));
        desk.hire("dora", Role::StateDataAdministrator, Some("TX"));
        desk.hire("wes", Role::StateDataAdministrator, Some("WA"));
        desk.hire("rosa", Role::Primary, Some("TX"));
        desk.hire("will", Role::Primary, Some("WA"));
        desk.hire("tom", Role::Secondary, Some("TX"));
        desk
    }

    /// A store with people in it, opened again.
    pub(super) fn again(store: Store) -> Self {
        let world = World::watched(near::near_changed, near::after_withdrawal).over(store);
        let clock = Arc::new(Hand(AtomicI64::new(0)));
        let casework = Casework::new(world.store().clone(), clock.clone(), Days::default());
        let desk = Self { world, casework, clock };
        desk.on("2025-01-01");
        desk
    }

    /// Sets the clock to noon of a day.
    pub(super) fn on(&self, day: &str) {
        self.clock.0.store(at(day).micros(), Ordering::Relaxed);
    }

    /// Sets the clock to an instant.
    pub(super) fn at_instant(&self, instant: &str) {
        self.clock.0.store(instant.parse::<Timestamp>().unwrap().micros(), Ordering::Relaxed);
    }

    /// Sets the clock to hours after a day has begun at Greenwich.
    pub(super) fn hours_into(&self, day: Date, hours: i64) {
        let at = Timestamp::start_of(day).plus_seconds(hours * 3_600);
        self.clock.0.store(at.micros(), Ordering::Relaxed);
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn today(&self) -> String {
        self.now().date().to_string()
    }

    pub(super) fn hire(&self, name: &str, role: Role, of: Option<&str>) {
        self.hire_in(name, role, of.map(state).into());
    }

    pub(super) fn hire_in(&self, name: &str, role: Role, area: Area) {
        let grants = vec![Grant { role, area }];
        self.put(Account {
            user_name: name.into(),
            profile: Profile { name: name.to_uppercase().into(), ..Profile::default() },
            grants,
            language: "en".into(),
            created: self.now(),
            status: AccountStatus::Active,
            terms_accepted: None,
            terms_version: 0,
            trained: None,
            last_login: None,
            mail: crate::model::MailChoice::default(),
        });
    }

    pub(super) fn dismiss(&self, name: &str) {
        self.put(Account { status: AccountStatus::Deactivated { since: self.now() }, ..self.account(name) });
    }

    fn put(&self, account: Account) {
        let change = self.world.store().begin(Actor::Console("root".into()), self.now()).unwrap();
        change.put(&tables::ACCOUNT, &account.user_name, &account).unwrap();
        let event = AuditEvent::AccountCreated { user_name: account.user_name.clone() };
        let logged = audit::append(&change, event).unwrap();
        change.commit(logged).unwrap();
    }

    pub(super) fn account(&self, name: &str) -> Account {
        self.world.store().view().unwrap().get(&tables::ACCOUNT, &name.into()).unwrap().unwrap()
    }

    pub(super) fn session(&self, name: &str) -> Session {
        Session {
            user_name: name.into(),
            began: self.now(),
            last_used: self.now(),
            purpose: Some(Purpose::Enrollment),
            csrf_token: "t".into(),
            second_factor: true,
            proved: self.now(),
            from: "".into(),
            browser: "".into(),
        }
    }

    pub(super) fn decider(&self, name: &str) -> Decider {
        self.world.children().decider(&self.account(name), &self.session(name)).unwrap()
    }

    pub(super) fn proposer(&self, name: &str) -> Proposer {
        self.world.children().proposer(&self.account(name), &self.session(name)).unwrap()
    }

    /// A state's word, applied today.
    pub(super) fn send(&self, of: &str, first: &str, last: &str) -> MsixId {
        self.world.send(&self.today(), &word(of, first, last, "2010-05-17")).msix_id
    }

    /// The same with an enrollment in a district.
    pub(super) fn send_from(&self, of: &str, first: &str, last: &str, district: &str) -> MsixId {
        let enrolled = [(28, date("2024-08-20")), (67, text(district))];
        let word = line(word(of, first, last, "2010-05-17"), LineKind::Enrollment, &enrolled);
        self.world.send(&self.today(), &word).msix_id
    }

    pub(super) fn withdraw(&self, of: &str) {
        self.world.withdraw(&self.today(), of).unwrap();
    }

    pub(super) fn no(&self, of: &str) -> ContributionNo {
        let key = crate::records::testing::key(of);
        self.world.store().view().unwrap().get(&tables::CONTRIBUTION, &key).unwrap().unwrap()
    }

    pub(super) fn item(&self, id: ItemId) -> Item {
        self.world.store().view().unwrap().get(&tables::ITEM, &id).unwrap().unwrap()
    }

    /// The numbers of what waits for a data administrator, what is due first at the top.
    pub(super) fn list(&self, name: &str) -> Vec<ItemId> {
        self.listed(name, &Filter::default())
    }

    pub(super) fn listed(&self, name: &str, filter: &Filter) -> Vec<ItemId> {
        let page = self.casework.page(&self.decider(name), filter, 0, 100).unwrap();
        page.rows.iter().map(|row| row.id).collect()
    }

    pub(super) fn seen(&self, name: &str, id: ItemId) -> Seen {
        self.casework.look(self.decider(name).as_proposer(), id).unwrap().preview.unwrap().seen
    }

    pub(super) fn judge_same(&self, name: &str, id: ItemId) -> Result<ItemId, CaseError> {
        let seen = self.seen(name, id);
        self.casework.judge_same(&self.decider(name), id, None, why("same mother"), &seen)
    }

    pub(super) fn judge_different(&self, name: &str, id: ItemId) -> Result<(), CaseError> {
        let case = self.casework.look(self.decider(name).as_proposer(), id)?;
        let seen = case.preview.map_or("0".repeat(64).parse().unwrap(), |preview| preview.seen);
        self.casework.judge_different(&self.decider(name), id, why("twins"), &seen)
    }

    pub(super) fn reject(&self, name: &str, id: ItemId, again: bool) -> Result<(), CaseError> {
        let seen = self.casework.look(self.decider(name).as_proposer(), id)?.preview.map(|preview| preview.seen);
        self.casework.reject(&self.decider(name), id, why("not hers"), again, seen.as_ref())
    }

    pub(super) fn propose(&self, name: &str, wish: &Wish) -> Result<ItemId, CaseError> {
        let who = self.proposer(name);
        let seen = self.casework.draft(&who, wish)?.preview.seen;
        self.casework.propose(&who, wish, why("as the papers say"), &seen)
    }

    pub(super) fn merge(&self, name: &str, master: MsixId, other: MsixId) -> Result<ItemId, CaseError> {
        self.propose(name, &Wish::Merge { master, others: vec![other] })
    }

    /// Each of the keys becomes a child of its own.
    pub(super) fn split(&self, name: &str, child: MsixId, keys: &[&str]) -> Result<ItemId, CaseError> {
        let parts = keys.iter().map(|key| vec![self.no(key)]).collect();
        self.propose(name, &Wish::Split { child, parts, may_propose_again: false })
    }

    pub(super) fn undo(&self, name: &str, of: ItemId, may_propose_again: bool) -> Result<ItemId, CaseError> {
        self.propose(name, &Wish::Undo { of: Undoing::Decision(of), may_propose_again })
    }

    pub(super) fn approve(&self, name: &str, id: ItemId) -> Result<(), CaseError> {
        let case = self.casework.look(self.decider(name).as_proposer(), id)?;
        let seen = case.preview.map_or("0".repeat(64).parse().unwrap(), |preview| preview.seen);
        self.casework.approve(&self.decider(name), id, None, &seen)
    }

    /// Proposed by one and approved by the other: done.
    pub(super) fn done(&self, proposed: Result<ItemId, CaseError>, by: &str) -> ItemId {
        let id = proposed.unwrap();
        self.approve(by, id).unwrap();
        self.sound();
        id
    }

    /// The child of a state's key, and whose keys it has.
    pub(super) fn child(&self, of: &str) -> MsixId {
        let membership = self.world.store().view().unwrap().get(&tables::MEMBERSHIP, &self.no(of)).unwrap();
        membership.unwrap().msix_id
    }

    pub(super) fn near(&self, one: &str, other: &str) -> Option<NearStatus> {
        let (one, other) = (self.no(one), self.no(other));
        let key = (one.min(other), one.max(other));
        self.world.store().view().unwrap().get(&tables::NEAR, &key).unwrap().map(|pair| pair.status)
    }

    pub(super) fn record(&self, asked: MsixId) -> ConsolidatedRecord {
        self.world.record(asked)
    }

    /// The keys that a record showed at the end of a day; none when there was no such child.
    pub(super) fn keys_as_of(&self, asked: MsixId, day: &str) -> Vec<String> {
        let record = self.world.record_as_of(asked, day);
        let mut keys: Vec<String> =
            record.iter().flat_map(|record| &record.members).map(|member| member.key.to_string()).collect();
        keys.sort();
        keys
    }

    pub(super) fn keys(&self, asked: MsixId) -> Vec<String> {
        let mut keys: Vec<String> = self.record(asked).members.iter().map(|member| member.key.to_string()).collect();
        keys.sort();
        keys
    }

    /// Nothing that is written twice contradicts itself.
    pub(super) fn sound(&self) {
        assert_eq!(self.world.faults(), [""; 0]);
        assert_eq!(casework::check(&self.world.store().view().unwrap()), [""; 0]);
    }

    /// What the audit log says, from the first entry on.
    pub(super) fn log(&self) -> Vec<(Actor, AuditEvent)> {
        let mut all = Vec::new();
        audit::visit(&self.world.store().view().unwrap(), 0, |entry| {
            all.push((entry.actor, entry.event));
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
        all
    }
}
