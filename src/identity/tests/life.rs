//! Account life without pages: from the application to the papers' end.

use super::*;
use crate::access::{AccountKeeper, KeepRefusal};
use crate::model::{
    Application, ApplicationId, ApplicationStatus, Email, Message, MessageKind, Placing, RegionId, RegionSwitch,
    StateCode,
};
use crate::store::Environment;
use crate::training::{Course, CourseId, QUESTIONS};

const DAY: i64 = 24 * 60 * 60;

struct Office {
    identity: Identity,
    hand: Arc<Hand>,
    store: Store,
}

/// Two user administrators of Texas, one of Florida, one of OME.
fn office() -> Office {
    let hand = Arc::new(Hand::default());
    hand.turn(1_800_000_000);
    let clock: Arc<dyn Clock> = hand.clone();
    let store = audit::store_in_memory(Environment::Training, clock.now()).unwrap();
    let journal = Arc::new(Journal::new(store.clone(), clock.clone()));
    let identity = Identity::new(store.clone(), journal, clock).with_policy(Policy::of_the_demo());
    for (name, role, state) in [
        ("uma", Role::StateUserAdministrator, Some("TX")),
        ("ugo", Role::StateUserAdministrator, Some("TX")),
        ("ufo", Role::StateUserAdministrator, Some("FL")),
        ("olga", Role::OmeUserAdministrator, None),
    ] {
        let area: Area = state.map(|state| state.parse().unwrap()).into();
        let mut new = NewAccount::settled(name, name, role, area, PASSWORD);
        new.profile.email = format!("{name}@state.gov").into();
        identity.create_account(Actor::Console("root".into()), new).unwrap();
    }
    Office { identity, hand, store }
}

impl Office {
    fn keeper(&self, name: &str) -> AccountKeeper {
        AccountKeeper::of(&self.identity.account(name).unwrap().unwrap()).unwrap()
    }

    /// Somebody applies for a role in Texas; the application's number.
    fn applied(&self, email: &str, role: Role) -> ApplicationId {
        self.identity.apply(application(email, role), nowhere()).unwrap();
        let rows = self.store.view().unwrap().range(&tables::APPLICATION, ..).unwrap();
        ApplicationId(rows.last().unwrap().0)
    }

    fn confirmed(&self, email: &str, role: Role) -> ApplicationId {
        let id = self.applied(email, role);
        self.identity.vouch_by_link(&self.link(), true, nowhere()).unwrap();
        id
    }

    fn link(&self) -> Text {
        self.waiting(MessageKind::ConfirmApplication).pop().unwrap().secret.unwrap()
    }

    fn waiting(&self, kind: MessageKind) -> Vec<Message> {
        let all = self.identity.outbox().waiting().unwrap().into_iter().map(|(_, message)| message);
        all.filter(|message| message.kind == kind).collect()
    }

    fn approve(&self, keeper: &str, id: ApplicationId, name: &str) -> Result<Account, LifeError> {
        let (application, _) = self.identity.application(&self.keeper(keeper), id)?;
        let approval = Approval { user_name: name.to_owned(), grant: application.wanted };
        self.identity.approve(&self.keeper(keeper), id, approval)
    }
}

fn application(email: &str, role: Role) -> NewApplication {
    NewApplication {
        profile: Profile { name: "Ana Paz".into(), email: email.into(), ..Profile::default() },
        wanted: Grant { role, area: Area::State("TX".parse().unwrap()) },
        place: Text::default(),
        supervisor: "Sam Boss".into(),
        supervisor_email: "boss@district.org".parse::<Email>().unwrap(),
        language: "es".into(),
        security_training: None,
    }
}

#[test]
fn from_the_application_to_the_two_messages() {
    let office = office();
    let id = office.applied("ana@district.org", Role::Primary);
    let stored: Vec<Application> =
        office.store.view().unwrap().range(&tables::APPLICATION, ..).unwrap().into_iter().map(|(_, a)| a).collect();
    assert!(!format!("{stored:?}").contains(office.link().as_str()), "the link cannot be made from the store");
    assert!(matches!(office.approve("uma", id, "ana"), Err(LifeError::Unconfirmed)));
    let link = office.link();
    assert!(matches!(office.identity.vouch_by_link("another", true, nowhere()), Err(LifeError::Link)));
    office.identity.vouch_by_link(&link, true, nowhere()).unwrap();
    assert!(matches!(office.identity.vouch_by_link(&link, true, nowhere()), Err(LifeError::Link)), "it works once");
    let told: Vec<Text> =
        office.waiting(MessageKind::ApplicationWaiting).into_iter().map(|message| message.user_name).collect();
    assert_eq!(told, ["ugo", "uma"].map(Text::from), "those of Texas and nobody else");
    let account = office.approve("uma", id, "ana").unwrap();
    assert_eq!((account.language.as_str(), account.trained), ("es", None));
    let [name] = office.waiting(MessageKind::UserName).try_into().unwrap();
    let [password] = office.waiting(MessageKind::OneTimePassword).try_into().unwrap();
    assert_eq!(name.secret, None);
    assert_eq!(password.until, Some(office.hand.now().plus_seconds(7 * DAY)));
    assert!(office.identity.login("ana", &password.secret.unwrap(), &Origin::default()).is_ok());
}

#[test]
fn a_link_ends_after_fourteen_days() {
    let office = office();
    office.applied("ana@district.org", Role::Primary);
    let link = office.link();
    office.hand.turn(14 * DAY - 1);
    assert!(office.identity.application_of_link(&link).is_ok());
    office.hand.turn(1);
    assert!(matches!(office.identity.vouch_by_link(&link, true, nowhere()), Err(LifeError::Link)));
}

#[test]
fn each_decides_where_he_may_and_nobody_about_himself() {
    let office = office();
    let id = office.confirmed("ana@district.org", Role::Primary);
    for stranger in ["ufo", "olga"] {
        assert!(matches!(office.approve(stranger, id, "ana"), Err(LifeError::Unknown)), "{stranger}");
        let paper = office.identity.vouch_on_paper(&office.keeper(stranger), id, true);
        assert!(matches!(paper, Err(LifeError::Unknown)), "{stranger}");
    }
    let administrator = office.confirmed("una@state.gov", Role::StateUserAdministrator);
    assert!(matches!(office.approve("uma", administrator, "una"), Err(LifeError::Unknown)));
    assert!(office.approve("olga", administrator, "una").is_ok());

    let own = office.confirmed("UMA@state.gov", Role::Primary);
    assert!(matches!(office.approve("uma", own, "other"), Err(LifeError::Keep(KeepRefusal::Own))));
    assert!(matches!(
        office.identity.refuse(&office.keeper("uma"), own, "x".parse().unwrap()),
        Err(LifeError::Keep(KeepRefusal::Own))
    ));
    assert!(matches!(office.approve("ugo", own, "other"), Err(LifeError::EmailTaken)));
    let uma = office.keeper("uma");
    let primary = || Grant { role: Role::Primary, area: Area::State("TX".parse().unwrap()) };
    assert!(office.identity.give(&uma, "uma", primary()).is_err());
    assert!(office.identity.give(&office.keeper("ugo"), "uma", primary()).is_err(), "one of the same level neither");
}

/// Districts are reached as the regions are drawn now, and no other region's.
#[test]
fn a_region_has_its_own_user_administrator() {
    let office = office();
    let texas: StateCode = "TX".parse().unwrap();
    let change = office.store.begin(Actor::Console("root".into()), office.hand.now()).unwrap();
    let since = office.hand.now();
    change.put(&tables::REGION_SWITCH, &texas, &RegionSwitch { on: true, since }).unwrap();
    for (district, region) in [("4800001", 1), ("4800002", 2)] {
        let placing = Placing { region: Some(RegionId(region)), since, by: "reggie".into() };
        change.put(&tables::REGION_DISTRICT, &((texas, district.into()), 0), &placing).unwrap();
    }
    let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
    change.commit(logged).unwrap();
    let region = Area::Region(texas, RegionId(1));
    let ria = NewAccount::settled("ria", "Ria", Role::StateUserAdministrator, region.clone(), PASSWORD);
    let ria = office.identity.create_account(Actor::Console("root".into()), ria).unwrap();
    let ria = AccountKeeper::of(&ria).unwrap().as_drawn(&office.store.view().unwrap()).unwrap();

    let mut ids = Vec::new();
    for (who, area) in [
        ("own", Area::District(texas, "4800001".into())),
        ("other", Area::District(texas, "4800002".into())),
        ("state", Area::State(texas)),
    ] {
        let new = application(&format!("{who}@district.org"), Role::Primary);
        let wanted = Grant { area, ..new.wanted };
        office.identity.apply(NewApplication { wanted, ..new }, nowhere()).unwrap();
        office.identity.vouch_by_link(&office.link(), true, nowhere()).unwrap();
        ids.push(ApplicationId(office.store.view().unwrap().last(&tables::APPLICATION, ..).unwrap().unwrap().0));
    }
    let told = office.waiting(MessageKind::ApplicationWaiting);
    assert_eq!(told.iter().filter(|message| message.user_name == *"ria").count(), 1, "of her own district");
    let seen = office.identity.applications(&ria).unwrap();
    assert_eq!(seen.iter().map(|one| one.id).collect::<Vec<_>>(), ids[..1]);
    let approve = |id: ApplicationId, area: Area| {
        let grant = Grant { role: Role::Primary, area };
        office.identity.approve(&ria, id, Approval { user_name: "ana".into(), grant })
    };
    for area in [Area::State(texas), Area::District(texas, "4800002".into()), Area::Region(texas, RegionId(2))] {
        assert!(matches!(approve(ids[0], area), Err(LifeError::Keep(KeepRefusal::Elsewhere))));
    }
    assert!(matches!(approve(ids[1], region.clone()), Err(LifeError::Unknown)));
    approve(ids[0], region.clone()).unwrap();
    for (area, may) in [(Area::District(texas, "4800001".into()), true), (Area::State(texas), false)] {
        let given = office.identity.give(&ria, "ana", Grant { role: Role::Secondary, area });
        assert_eq!(given.is_ok(), may);
    }
}

/// An application that nobody may decide about goes up, and OME's user administrator makes one who may.
#[test]
fn an_application_of_a_state_without_user_administrator_goes_up() {
    let office = office();
    let otto = NewAccount::settled("otto", "Otto", Role::Operator, Area::Nation, PASSWORD);
    office.identity.create_account(Actor::Console("root".into()), otto).unwrap();
    let georgia = || {
        let new = application("ana@district.org", Role::Primary);
        let wanted = Grant { area: Area::State("GA".parse().unwrap()), ..new.wanted };
        office.identity.apply(NewApplication { wanted, ..new }, nowhere()).unwrap();
        office.identity.vouch_by_link(&office.link(), true, nowhere()).unwrap();
    };
    let told = || -> Vec<(Text, Text)> {
        let all = office.waiting(MessageKind::ApplicationUnattended).into_iter();
        all.map(|message| (message.user_name, message.about)).collect()
    };
    office.confirmed("ben@district.org", Role::Primary);
    assert!(told().is_empty() && office.identity.unattended().unwrap().is_empty(), "Texas has its own");
    georgia();
    assert_eq!(told(), [("olga".into(), "Georgia".into())]);
    let one = [("GA".parse().unwrap(), 1)];
    assert_eq!(office.identity.unattended().unwrap(), one);
    let console = || Actor::Console("root".into());
    office.identity.set_status_at_the_console(console(), "olga", Become::Disabled, Text::default()).unwrap();
    georgia();
    assert_eq!(told().last(), Some(&("otto".into(), "Georgia".into())), "then it is the operator's");
    let area = Area::State("GA".parse().unwrap());
    let gina = NewAccount::settled("gina", "Gina", Role::StateUserAdministrator, area, PASSWORD);
    office.identity.create_account(console(), gina).unwrap();
    assert!(office.identity.unattended().unwrap().is_empty());
}

#[test]
fn one_user_administrator_alone_makes_no_account() {
    let office = office();
    let id = office.applied("ana@district.org", Role::Primary);
    office.identity.vouch_on_paper(&office.keeper("uma"), id, true).unwrap();
    assert!(matches!(office.approve("uma", id, "ana"), Err(LifeError::OwnPaper)));
    assert!(office.waiting(MessageKind::OneTimePassword).is_empty());
    assert!(office.approve("ugo", id, "ana").is_ok());
    let refused = office.applied("ben@district.org", Role::Primary);
    office.identity.vouch_on_paper(&office.keeper("uma"), refused, true).unwrap();
    office.identity.refuse(&office.keeper("uma"), refused, "no".parse().unwrap()).unwrap();
}

#[test]
fn the_first_of_two_decisions_holds() {
    let office = office();
    let (office, id) = (&office, office.confirmed("ana@district.org", Role::Primary));
    let both: Vec<_> = std::thread::scope(|scope| {
        let deciding =
            ["uma", "ugo"].map(|keeper| scope.spawn(move || office.approve(keeper, id, &format!("ana-{keeper}"))));
        deciding.map(|one| one.join().unwrap()).into_iter().collect()
    });
    let refused = |one: &Result<Account, LifeError>| matches!(one, Err(LifeError::Decided));
    assert_eq!(both.iter().filter(|one| one.is_ok()).count(), 1, "{both:?}");
    assert_eq!(both.iter().filter(|one| refused(one)).count(), 1, "{both:?}");
    assert_eq!(office.waiting(MessageKind::OneTimePassword).len(), 1);
    let late = office.identity.refuse(&office.keeper("uma"), id, "late".parse().unwrap());
    assert!(matches!(late, Err(LifeError::Decided)));
}

#[test]
fn a_closed_address_comes_back_only_by_an_application() {
    let office = office();
    let id = office.confirmed("ana@district.org", Role::Primary);
    office.approve("uma", id, "ana").unwrap();
    let again = office.confirmed("ana@district.org", Role::Primary);
    assert!(matches!(office.approve("uma", again, "ana2"), Err(LifeError::EmailTaken)));
    let (uma, identity) = (office.keeper("uma"), &office.identity);
    identity.set_status(&uma, "ana", Become::Deactivated, "moved".into()).unwrap();
    assert!(office.waiting(MessageKind::OneTimePassword).is_empty(), "what was not delivered never is");
    for what in [Become::Enabled, Become::Disabled, Become::Deactivated] {
        assert!(matches!(identity.set_status(&uma, "ana", what, Text::default()), Err(LifeError::Status)), "{what:?}");
    }
    assert!(matches!(identity.reset_credentials(&uma, "ana"), Err(LifeError::Status)));
    let other = office.confirmed("ben@district.org", Role::Primary);
    office.approve("uma", other, "ben").unwrap();
    let taken = Profile { email: "Ana@district.org".into(), ..Profile::default() };
    assert!(matches!(identity.change_profile(&uma, "ben", taken, "en"), Err(LifeError::EmailClosed)));
    assert_eq!(identity.leavers(&uma).unwrap()[0].1.why.as_str(), "moved");
    assert!(office.approve("uma", again, "ana2").is_ok());
}

#[test]
fn one_applicant_cannot_fill_the_list_or_a_mailbox() {
    let office = office();
    for _ in 0..10 {
        office.identity.apply(application("ana@district.org", Role::Primary), nowhere()).unwrap();
    }
    assert_eq!(office.identity.applications(&office.keeper("uma")).unwrap().len(), 3);
    for n in 0..40 {
        office.identity.apply(application(&format!("n{n}@district.org"), Role::Primary), nowhere()).unwrap();
    }
    assert_eq!(office.waiting(MessageKind::ConfirmApplication).len(), 20);
    let listed = office.identity.applications(&office.keeper("uma")).unwrap();
    assert!(listed.iter().all(|one| one.status() == ApplicationStatus::Received));
    // What nobody confirmed shuts nobody out for longer than its link works.
    let before = listed.len();
    office.hand.turn(14 * DAY);
    office.identity.apply(application("ana@district.org", Role::Primary), nowhere()).unwrap();
    assert_eq!(office.identity.applications(&office.keeper("uma")).unwrap().len(), before + 1);
}

#[test]
fn a_quiz_is_drawn_once_graded_once_and_passed_at_eighty() {
    let office = office();
    let account = {
        let id = office.confirmed("ana@district.org", Role::Primary);
        office.approve("uma", id, "ana").unwrap()
    };
    let identity = &office.identity;
    let course = |right: usize, id: CourseId| {
        let quiz = identity.quiz(herself(), &account, id, "en").unwrap();
        assert_eq!(quiz, identity.quiz(herself(), &account, id, "en").unwrap(), "a reload shows the same");
        assert_eq!(quiz.asked.len(), QUESTIONS);
        let answers = right_answers(&quiz, right);
        identity.hand_in(herself(), &account, id, "es", &answers).unwrap()
    };
    let failed = course(7, CourseId::Primary);
    assert_eq!((failed.score.percent, failed.certificate), (70, None));
    let passed = course(8, CourseId::Primary);
    assert_eq!(passed.certificate.as_ref().map(|c| (c.score, c.number)), Some((80, 1)));
    assert!(matches!(identity.hand_in(herself(), &account, CourseId::Primary, "en", &[]), Err(LifeError::NoQuiz)));
    assert_eq!(identity.account("ana").unwrap().unwrap().trained, None, "security is missing");
    assert!(matches!(identity.quiz(herself(), &account, CourseId::Operator, "en"), Err(LifeError::Unknown)));
    course(10, CourseId::Security);
    assert_eq!(identity.account("ana").unwrap().unwrap().trained, Some(office.hand.now()));
    let required = identity.training_of(&account).unwrap();
    assert!(required.iter().all(|one| !one.due) && required.len() == 2);
    office.hand.turn(365 * DAY);
    let due: Vec<_> = identity.training_of(&account).unwrap().into_iter().filter(|one| one.due).collect();
    assert_eq!(due.iter().map(|one| one.course).collect::<Vec<_>>(), [CourseId::Security]);
}

/// The places of the first so many right answers: which they are is found by grading one answer at a time.
fn right_answers(quiz: &crate::training::Quiz, right: usize) -> Vec<Option<u8>> {
    let only = |place: usize, answer: u8| {
        let mut chosen = vec![None; QUESTIONS];
        chosen[place] = Some(answer);
        quiz.grade(&chosen).percent > 0
    };
    let all = (0..QUESTIONS).map(|place| (0..4).find(|answer| only(place, *answer)));
    all.enumerate().map(|(place, answer)| answer.filter(|_| place < right)).collect()
}

#[test]
fn reminders_come_once_for_each_day_that_something_is_due() {
    let office = office();
    let remind = || office.identity.remind(office.hand.now()).unwrap();
    office.hand.turn(334 * DAY);
    assert_eq!(remind(), 0);
    office.hand.turn(DAY);
    assert_eq!(remind(), 8, "terms and training of four people");
    assert_eq!(remind(), 0);
    office.hand.turn(DAY);
    assert_eq!(remind(), 0, "the day is the same");
    let version = Course::of(CourseId::Security, "en").unwrap().version;
    assert!(version > 0);
    assert!(matches!(office.identity.accept_terms(herself(), "uma", 0), Err(LifeError::Changed)));
    office.identity.accept_terms(herself(), "uma", crate::training::Rules::of("es").unwrap().version).unwrap();
    office.hand.turn(335 * DAY);
    assert_eq!(remind(), 1, "only hers has not run out");
}

#[test]
fn what_nobody_uses_is_locked_and_papers_end() {
    let office = office();
    let (uma, identity) = (office.keeper("uma"), &office.identity);
    let id = office.confirmed("ana@district.org", Role::Primary);
    office.approve("uma", id, "ana").unwrap();
    let quiz = identity.quiz(herself(), &identity.account("ana").unwrap().unwrap(), CourseId::Primary, "en").unwrap();
    let ana = identity.account("ana").unwrap().unwrap();
    identity.hand_in(herself(), &ana, CourseId::Primary, "en", &right_answers(&quiz, 10)).unwrap();
    office.hand.turn(89 * DAY);
    assert_eq!(identity.lock_unused(office.hand.now(), 90).unwrap(), 0);
    office.hand.turn(DAY);
    assert_eq!(identity.lock_unused(office.hand.now(), 0).unwrap(), 0);
    assert_eq!(identity.lock_unused(office.hand.now(), 90).unwrap(), 5);
    identity.set_status(&uma, "ana", Become::Enabled, Text::default()).unwrap();
    assert_eq!(identity.lock_unused(office.hand.now(), 90).unwrap(), 0, "back for another ninety days");
    identity.set_status(&uma, "ana", Become::Deactivated, "left".into()).unwrap();
    office.hand.turn(3 * 365 * DAY);
    assert_eq!(identity.remove_old_papers(office.hand.now()).unwrap(), 0);
    office.hand.turn(2 * DAY);
    assert_eq!(identity.remove_old_papers(office.hand.now()).unwrap(), 2);
    assert!(identity.certificates("ana").unwrap().is_empty() && identity.account("ana").unwrap().is_some());
    let removed = AuditEvent::PapersRemoved { user_name: "ana".into(), applications: 1, certificates: 1 };
    assert!(events(&office.store).iter().any(|(_, event)| *event == removed));
}

#[test]
fn a_new_role_asks_for_its_course_and_the_last_one_stays() {
    let office = office();
    let (uma, identity) = (office.keeper("uma"), &office.identity);
    let mut new = NewAccount::settled("ana", "Ana", Role::Secondary, uma_area(), PASSWORD);
    new.profile.email = "ana@district.org".into();
    identity.create_account(Actor::Console("root".into()), new).unwrap();
    let primary = Grant { role: Role::Primary, area: uma_area() };
    let secondary = Grant { role: Role::Secondary, area: uma_area() };
    identity.give(&uma, "ana", primary).unwrap();
    let ana = identity.account("ana").unwrap().unwrap();
    assert_eq!((ana.grants.len(), ana.trained), (2, None));
    identity.take(&uma, "ana", &secondary).unwrap();
    assert!(matches!(identity.take(&uma, "ana", &secondary), Err(LifeError::LastGrant)));
    let nowhere = Grant { role: Role::Primary, area: Area::Nation };
    assert!(matches!(identity.give(&uma, "ana", nowhere), Err(LifeError::Area)));
}

fn uma_area() -> Area {
    Area::State("TX".parse().unwrap())
}

#[test]
fn a_reset_ends_sessions_and_posts_a_password_that_works_once() {
    let office = office();
    let (uma, identity) = (office.keeper("uma"), &office.identity);
    let mut new = NewAccount::settled("ana", "Ana", Role::Primary, uma_area(), PASSWORD);
    new.profile.email = "ana@district.org".into();
    identity.create_account(Actor::Console("root".into()), new).unwrap();
    let cookie = identity.login("ana", PASSWORD, &Origin::default()).unwrap();
    assert_eq!(identity.kept_account(&uma, "ana").unwrap().sessions, 1);
    identity.reset_credentials(&uma, "ana").unwrap();
    identity.reset_credentials(&uma, "ana").unwrap();
    assert!(identity.visit(&cookie).unwrap().is_none());
    assert!(identity.login("ana", PASSWORD, &Origin::default()).is_err());
    let [letter] = office.waiting(MessageKind::OneTimePassword).try_into().unwrap();
    assert!(identity.login("ana", &letter.secret.unwrap(), &Origin::default()).is_ok());
}

/// Whoever moves the address of an account and then resets it has it: its person hears of both where she is.
#[test]
fn a_new_address_is_told_to_the_old_one() {
    let office = office();
    let (uma, identity) = (office.keeper("uma"), &office.identity);
    let mut new = NewAccount::settled("ana", "Ana", Role::Primary, uma_area(), PASSWORD);
    new.profile.email = "ana@district.org".into();
    identity.create_account(Actor::Console("root".into()), new).unwrap();
    identity.forgotten("ana").unwrap();
    let profile = identity.account("ana").unwrap().unwrap().profile;
    identity.change_profile(&uma, "ana", profile.clone(), "en").unwrap();
    assert!(office.waiting(MessageKind::CredentialsChanged).is_empty(), "the address is the same");
    let elsewhere = Profile { email: "uma.two@state.gov".into(), ..profile };
    identity.change_profile(&uma, "ana", elsewhere, "en").unwrap();
    let told: Vec<_> = office.waiting(MessageKind::CredentialsChanged).into_iter().map(|one| one.to).collect();
    assert_eq!(told, ["ana@district.org".parse::<Email>().ok()]);
    assert!(office.waiting(MessageKind::PasswordReset).is_empty(), "a link on its way ends");
    assert_eq!(office.store.view().unwrap().len(&tables::RESET).unwrap(), 0);
    let said = AuditEvent::AccountChanged { user_name: "ana".into(), what: "address".into() };
    assert!(events(&office.store).iter().any(|(_, event)| *event == said));
}

fn nowhere() -> crate::model::Origin {
    crate::model::Origin::Unknown
}

fn herself() -> crate::model::Who {
    Actor::User("ana".into()).into()
}

/// Her session goes on when a stranger locks her account; a user administrator's word ends it all the same.
#[test]
fn a_locked_account_can_be_disabled() {
    let office = office();
    let id = office.confirmed("ana@district.org", Role::Primary);
    office.approve("uma", id, "ana").unwrap();
    let password = office.waiting(MessageKind::OneTimePassword).pop().unwrap().secret.unwrap();
    let cookie = office.identity.login("ana", &password, &Origin::default()).unwrap();
    for _ in 0..3 {
        office.identity.login("ana", "wrong wrong wrong", &Origin::default()).unwrap_err();
    }
    assert!(office.identity.visit(&cookie).unwrap().is_some());
    let uma = office.keeper("uma");
    office.identity.set_status(&uma, "ana", Become::Disabled, Text::default()).unwrap();
    assert!(office.identity.visit(&cookie).unwrap().is_none());
    office.identity.set_status(&uma, "ana", Become::Enabled, Text::default()).unwrap();
    let told = [MessageKind::AccountDisabled, MessageKind::AccountEnabled].map(|kind| office.waiting(kind).len());
    assert_eq!(told, [2, 1], "she is told each time");
}
