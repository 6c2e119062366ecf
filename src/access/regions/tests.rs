//! A State Region Administrator of Texas at work, and what becomes of those who hold roles in regions.

use super::*;
use crate::audit;
use crate::model::{AccountStatus, Actor, Area, AuditEvent, Grant, Profile, Purpose, Role, Timestamp};
use crate::store::Environment;

const MCALLEN: &str = "4829540";
const EDINBURG: &str = "4818300";

fn now() -> Timestamp {
    Timestamp::from_micros(1_000_000)
}

struct World {
    store: Store,
    keeper: RegionKeeper,
}

fn tx() -> StateCode {
    "TX".parse().unwrap()
}

fn account(name: &str, role: Role, area: Area) -> Account {
    Account {
        user_name: name.into(),
        profile: Profile { name: name.to_uppercase().into(), ..Profile::default() },
        grants: vec![Grant { role, area }],
        language: "en".into(),
        created: now(),
        status: AccountStatus::Active,
        terms_accepted: None,
        terms_version: 0,
        trained: None,
        last_login: None,
        mail: crate::model::MailChoice::default(),
    }
}

impl World {
    fn new() -> Self {
        let store = audit::store_in_memory(Environment::Training, now()).unwrap();
        let keeper = RegionKeeper {
            store: store.clone(),
            user: "reggie".into(),
            who: Actor::User("reggie".into()).into(),
            jurisdiction: Jurisdiction::over([Area::State(tx())].iter()).unwrap(),
        };
        let world = Self { store, keeper };
        world.change(|change| {
            for (id, name, state) in
                [(MCALLEN, "McAllen ISD", "TX"), (EDINBURG, "Edinburg CISD", "TX"), ("1200390", "Dade", "FL")]
            {
                let row = crate::model::District {
                    id: id.into(),
                    name: name.into(),
                    state: state.parse().ok(),
                    city: "X".into(),
                    zip: Text::default(),
                    phone: Text::default(),
                };
                change.put(&tables::DISTRICT, &(id.into(), 2023), &row).unwrap();
            }
            for (name, region) in [("ria", 1), ("rob", 2)] {
                let one = account(name, Role::StateDataAdministrator, Area::Region(tx(), RegionId(region)));
                change.put(&tables::ACCOUNT, &one.user_name, &one).unwrap();
            }
        });
        world
    }

    fn change(&self, what: impl FnOnce(&crate::store::Change)) {
        let change = self.store.begin(Actor::System("test".into()), now()).unwrap();
        what(&change);
        let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
        change.commit(logged).unwrap();
    }

    fn does(&self, act: &Act) -> Effect {
        let effect = self.keeper.preview(tx(), act).unwrap();
        self.keeper.carry_out(tx(), act, &effect.seen, now()).unwrap();
        effect
    }

    fn reaches(&self, name: &str, district: &str) -> bool {
        let view = self.store.view().unwrap();
        let account = view.get(&tables::ACCOUNT, &name.into()).unwrap().unwrap();
        let reach = jurisdiction(&account, Permission::Decide).unwrap();
        reach.holds_district(&view, tx(), &district.into()).unwrap()
    }
}

fn users(people: &[Holder]) -> Vec<&str> {
    people.iter().map(|one| one.user.as_str()).collect()
}

fn put(region: u32, districts: &[&str]) -> Act {
    Act::Place { to: Some(RegionId(region)), districts: districts.iter().map(|id| (*id).into()).collect() }
}

#[test]
fn a_region_stands_for_the_districts_in_it_now() {
    let world = World::new();
    assert_eq!(world.keeper.create(tx(), " Valley  East ", now()).unwrap(), RegionId(1));
    world.keeper.create(tx(), "Valley West", now()).unwrap();
    world.does(&put(1, &[MCALLEN, EDINBURG]));
    assert!(!world.reaches("ria", MCALLEN), "regions are off");
    world.keeper.switch_on(tx(), now()).unwrap();
    assert!(world.reaches("ria", MCALLEN) && world.reaches("ria", EDINBURG) && !world.reaches("rob", MCALLEN));

    let effect = world.does(&put(2, &[MCALLEN]));
    assert_eq!((users(&effect.lose), users(&effect.gain)), (vec!["ria"], vec!["rob"]));
    assert!(!world.reaches("ria", MCALLEN) && world.reaches("ria", EDINBURG) && world.reaches("rob", MCALLEN));

    let drawing = world.keeper.region(tx(), RegionId(1)).unwrap();
    assert_eq!(drawing.region.name, Text::from("Valley East"));
    assert_eq!(drawing.districts.len(), 1);
    let last = drawing.history.iter().find(|one| one.to == Some(RegionId(2))).unwrap();
    assert_eq!(
        (last.from, last.by.as_str(), last.district.name.as_str()),
        (Some(RegionId(1)), "reggie", "McAllen ISD")
    );

    let effect = world.does(&Act::Close(RegionId(2)));
    assert_eq!((users(&effect.lose), effect.shifts.len()), (vec!["rob"], 1));
    assert!(!world.reaches("rob", MCALLEN));
    assert!(matches!(world.keeper.preview(tx(), &put(2, &[MCALLEN])), Err(RegionError::Closed)));
    let effect = world.does(&Act::SwitchOff);
    assert_eq!(users(&effect.lose), ["ria"]);
    assert!(!world.reaches("ria", EDINBURG));
    world.keeper.switch_on(tx(), now()).unwrap();
    assert!(world.reaches("ria", EDINBURG), "what was drawn is kept");
}

#[test]
fn what_changed_since_the_preview_is_refused() {
    let world = World::new();
    world.keeper.create(tx(), "East", now()).unwrap();
    world.keeper.create(tx(), "West", now()).unwrap();
    world.keeper.switch_on(tx(), now()).unwrap();
    let act = put(1, &[MCALLEN]);
    let seen = world.keeper.preview(tx(), &act).unwrap().seen;
    world.does(&put(2, &[MCALLEN]));
    assert!(matches!(world.keeper.carry_out(tx(), &act, &seen, now()), Err(RegionError::Changed)));
    assert!(world.reaches("rob", MCALLEN), "nothing moved");
}

#[test]
fn another_states_regions_and_districts_are_out_of_reach() {
    let world = World::new();
    let fl: StateCode = "FL".parse().unwrap();
    assert!(matches!(world.keeper.create(fl, "South", now()), Err(RegionError::Unknown)));
    assert!(matches!(world.keeper.list(fl), Err(RegionError::Unknown)));
    world.keeper.create(tx(), "South", now()).unwrap();
    assert!(matches!(world.keeper.preview(tx(), &put(1, &["1200390"])), Err(RegionError::Districts)));
    let (found, more) = world.keeper.find_districts(tx(), "isd", 10).unwrap();
    assert_eq!((found.len(), more), (2, false), "McAllen ISD, Edinburg CISD; Dade is Florida's");
    assert_eq!(world.keeper.find_districts(tx(), "mcallen isd", 10).unwrap().0[0].district.id, Text::from(MCALLEN));
}

#[test]
fn names_are_kept_apart_and_every_act_is_in_the_log() {
    let world = World::new();
    world.keeper.create(tx(), "East", now()).unwrap();
    for wrong in ["", "  ", "EAST", &"x".repeat(61)] {
        assert!(matches!(world.keeper.create(tx(), wrong, now()), Err(RegionError::Name)), "{wrong}");
    }
    world.keeper.rename(tx(), RegionId(1), "South", now()).unwrap();
    world.keeper.switch_on(tx(), now()).unwrap();
    world.does(&put(1, &[MCALLEN]));
    world.does(&Act::Close(RegionId(1)));
    let mut log = Vec::new();
    audit::visit(&world.store.view().unwrap(), 0, |entry| {
        log.extend((entry.actor == Actor::User("reggie".into())).then_some(entry.event));
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(log.len(), 6, "created, renamed, on, placed, taken out, closed: {log:?}");
    let region = Some(RegionId(1));
    assert_eq!(log[3], AuditEvent::DistrictsPlaced { state: tx(), region, districts: vec![MCALLEN.into()] });
}

#[test]
fn nobody_but_a_region_administrator_draws() {
    let world = World::new();
    let journal = crate::audit::Journal::new(world.store.clone(), std::sync::Arc::new(crate::access::tests::Fixed));
    let children = Children::new(world.store.clone(), std::sync::Arc::new(journal));
    let session = crate::access::tests::session(Some(Purpose::Enrollment));
    for role in [Role::StateDataAdministrator, Role::StateUserAdministrator, Role::Operator] {
        let one = account("x", role, Area::State(tx()));
        assert!(matches!(children.region_keeper(&one, &session), Err(Refusal::Role(Permission::Regions))), "{role:?}");
    }
    let one = account("x", Role::StateRegionAdministrator, Area::State(tx()));
    assert_eq!(children.region_keeper(&one, &session).unwrap().states(), [tx()]);
}
