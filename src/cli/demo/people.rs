//! The people of the demo: one for each role, so that every page can be tried.

use super::act::{code, failed, session};
use crate::access::{RegionAct, RegionError};
use crate::cli::exit::Failure;
use crate::cli::user::make_password;
use crate::config::{Config, DataDir};
use crate::identity::{LifeError, NewAccount, NewApplication};
use crate::model::{Account, Actor, Area, Grant, MessageKind, Origin, Profile, RegionId, Role, Text, Who};
use crate::server::{Services, open_store};
use crate::training::Quiz;

/// The people of the demo: user name, name, role, where. It takes the data administrators of two states to clear a near
/// match; those of Texas and Washington share some among the invented children.
const PEOPLE: [(&str, &str, Role, Place); 18] = [
    ("registrar", "Rosa Registrar", Role::Primary, Place::State("TX")),
    ("tutor", "Tomas Tutor", Role::Secondary, Place::State("TX")),
    ("steward", "Dana Steward", Role::StateDataAdministrator, Place::State("TX")),
    ("deputy", "Dario Deputy", Role::StateDataAdministrator, Place::State("TX")),
    ("district", "Diego District", Role::StateDataAdministrator, Place::District("TX", "4899003")),
    ("region", "Rita Region", Role::StateDataAdministrator, Place::Region("TX")),
    ("colleague", "Wade Colleague", Role::StateDataAdministrator, Place::State("WA")),
    ("neighbor", "Nora Neighbor", Role::StateDataAdministrator, Place::State("KY")),
    ("michigan", "Mike Michigan", Role::StateDataAdministrator, Place::State("MI")),
    ("recruiter", "Flora Recruiter", Role::Primary, Place::State("FL")),
    ("keeper", "Ursula Keeper", Role::StateUserAdministrator, Place::State("TX")),
    ("drawer", "Reggie Drawer", Role::StateRegionAdministrator, Place::State("TX")),
    ("government", "Greta Government", Role::GovernmentAdministrator, Place::Nation),
    ("ome", "Olga Ome", Role::OmeUserAdministrator, Place::Nation),
    ("privacy", "Pia Privacy", Role::PrivacyActAdministrator, Place::Nation),
    ("operator", "Otto Operator", Role::Operator, Place::Nation),
    ("trainer", "Tina Trainer", Role::Trainer, Place::Nation),
    ("auditor", "Axel Auditor", Role::Auditor, Place::Nation),
];

/// Where a person of the demo works. Districts are those of the invented lists.
#[derive(Debug, Clone, Copy)]
enum Place {
    Nation,
    State(&'static str),
    /// The one region that the demo draws in a state.
    Region(&'static str),
    /// A district of a state.
    District(&'static str, &'static str),
}

impl Place {
    fn area(self) -> Result<Area, Failure> {
        Ok(match self {
            Self::Nation => Area::Nation,
            Self::State(state) => Area::State(code(state)?),
            Self::Region(state) => Area::Region(code(state)?, RegionId(1)),
            Self::District(state, district) => Area::District(code(state)?, district.into()),
        })
    }

    fn said(self) -> String {
        match self {
            Self::Nation => "all states".to_owned(),
            Self::State(state) => state.to_owned(),
            Self::Region(state) => format!("region {REGION} of {state}"),
            Self::District(state, district) => format!("district {district} of {state}"),
        }
    }
}

/// The region of the demo and its districts.
const REGION: &str = "Valley";
const IN_THE_REGION: std::ops::RangeInclusive<u32> = 1..=20;

/// Creates the accounts, the region and an application. Gives a line for each person, with the password.
pub(super) fn create(data: &DataDir, config: &Config) -> Result<String, Failure> {
    let services = Services::over(open_store(data, config)?, data, config, &|_, _| ())?;
    let mut text = "  User name    Password\n".to_owned();
    for (user_name, display_name, role, place) in PEOPLE {
        let password = make_password()?;
        let mut new = NewAccount::settled(user_name, display_name, role, place.area()?, &password);
        new.profile.email = format!("{user_name}@demo.example").into();
        let account = services.identity.create_account(Actor::System("demo".into()), new)?;
        learn(&services, &account).map_err(|error| failed(&error))?;
        if role == Role::StateRegionAdministrator {
            draw(&services, &account).map_err(failed)?;
        }
        text.push_str(&format!("  {user_name:<12} {password}  {display_name}, {}\n", place.said()));
    }
    apply(&services)?;
    Ok(text)
}

/// Somebody applies for access, and her supervisor confirms it: a user administrator decides next.
fn apply(services: &Services) -> Result<(), Failure> {
    let identity = &services.identity;
    identity.apply(applicant()?, Origin::Program).map_err(|error| failed(&error))?;
    let waiting = identity.outbox().waiting().map_err(|error| failed(&error))?;
    let link = waiting.into_iter().map(|(_, message)| message).find(|one| one.kind == MessageKind::ConfirmApplication);
    match link.and_then(|message| message.secret) {
        Some(link) => identity.vouch_by_link(&link, true, Origin::Program).map_err(|error| failed(&error)),
        None => Ok(()),
    }
}

/// Takes the courses of somebody's roles, as she would: with certificates to show.
fn learn(services: &Services, account: &Account) -> Result<(), LifeError> {
    let who = || Who::from(Actor::User(account.user_name.clone()));
    for required in services.identity.training_of(account)? {
        let quiz = services.identity.quiz(who(), account, required.course, "en")?;
        services.identity.hand_in(who(), account, required.course, "en", &answers(&quiz))?;
    }
    Ok(())
}

/// The right answers of a quiz. Which they are is found by grading one at a time.
fn answers(quiz: &Quiz) -> Vec<Option<u8>> {
    let alone = |place: usize, answer: u8| {
        let mut chosen = vec![None; place];
        chosen.push(Some(answer));
        quiz.grade(&chosen).percent > 0
    };
    (0..quiz.asked.len()).map(|place| (0..4).find(|answer| alone(place, *answer))).collect()
}

/// Draws the region, as the state's region administrator does.
fn draw(services: &Services, account: &Account) -> Result<(), RegionError> {
    let now = services.clock.now();
    let Ok(keeper) = services.children.region_keeper(account, &session(account, now, None)) else { return Ok(()) };
    for state in keeper.states() {
        let id = keeper.create(state, REGION, now)?;
        keeper.switch_on(state, now)?;
        let districts = IN_THE_REGION.map(|number| Text::from(format!("48{:05}", 99_000 + number))).collect();
        let act = RegionAct::Place { to: Some(id), districts };
        let seen = keeper.preview(state, &act)?.seen;
        keeper.carry_out(state, &act, &seen, now)?;
    }
    Ok(())
}

/// Somebody who waits for access to the records of Texas.
fn applicant() -> Result<NewApplication, Failure> {
    let state = code("TX")?;
    Ok(NewApplication {
        profile: Profile {
            name: "Ana Applicant".into(),
            title: "School counselor".into(),
            address: "Valle Verde Middle School, 12 Mesquite Road, Weslaco, TX 78596".into(),
            phone: "956 555 0117".into(),
            email: "ana.applicant@valleverde.example".into(),
        },
        wanted: Grant { role: Role::Primary, area: Area::State(state) },
        place: "Hidalgo County".into(),
        supervisor: "Pilar Principal".into(),
        supervisor_email: "pilar.principal@valleverde.example".parse().map_err(failed)?,
        language: "es".into(),
        security_training: None,
    })
}
