//! Golden bytes of every kind of value in the tables. A change here is a change of the format: it needs a new schema
//! version and a migration. New variants of an enum go to its end. With `VEREDA_GOLDEN` naming a file, the tests append
//! the bytes there instead of comparing: for a change that is meant.

use std::io::Write;

use super::codec::{decode, plain};
use crate::model::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The bytes that are known by a name, in `golden.txt`: a name and its bytes on each line.
fn check<V: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(name: &str, value: V) {
    let hex: String = plain(&value).iter().map(|byte| format!("{byte:02x}")).collect();
    if let Some(path) = std::env::var_os("VEREDA_GOLDEN") {
        let mut file = std::fs::OpenOptions::new().append(true).create(true).open(path).unwrap();
        writeln!(file, "{name} {hex}").unwrap();
        return;
    }
    let known = include_str!("golden.txt").lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    assert_eq!(known, Some(hex.as_str()), "golden.txt has other bytes of {name}: {value:?}");
    let mut bytes = vec![1];
    bytes.extend(plain(&value));
    assert_eq!(decode::<V>(&bytes), Ok(value));
}

fn id() -> MsixId {
    MsixId::from_serial(10_000_000_001).unwrap()
}

fn at() -> Timestamp {
    Timestamp::from_micros(1_000_000)
}

fn explanation() -> Explanation {
    let reason = Reason { field: "sex".into(), agreement: "same".into(), weight: 1.0 };
    Explanation { model: 1, score: 2.5, reasons: vec![reason] }
}

fn finding() -> Finding {
    Finding {
        place: LineRef { line: 7, letter: Some('E'), record_id: Some(2) },
        element: Some(Element::GRADE),
        code: "E-42".into(),
        severity: Severity::Drop,
        value: "x".to_owned(),
        message: "m".to_owned(),
    }
}

#[test]
fn children() {
    let mut line = Line::new(1);
    line.set(Element::CLOCK_HOURS, Value::Number(300));
    line.set(Element::SEX, Value::Code("Male".into()));
    let contribution = Contribution {
        key: ContributionKey { state: "TX".parse().unwrap(), id: "A1".parse().unwrap() },
        id_type: Some("01".into()),
        msix_id_sent: Some(id()),
        alternates: vec![AlternateId { id: "B".into(), id_type: None }],
        demographics: vec![line],
        moves: vec![],
        enrollments: vec![],
        courses: vec![],
        assessments: vec![],
    };
    let version = |contribution| Version { received: at(), submission: SubmissionId(3), effective: at(), contribution };
    check("version", version(Some(contribution)));
    check("version.withdrawn", version(None));
    check("confirmation", Confirmation { version: 2, received: at(), effective: at() });
    check(
        "evidence",
        Evidence {
            key: ContributionKey { state: "FL".parse().unwrap(), id: "9".parse().unwrap() },
            msix_id_sent: None,
            alternates: vec![],
            names: vec![PersonName { first: "Ana".into(), last_1: "Paz".into(), ..PersonName::default() }],
            birth_dates: vec![Date::new(2010, 1, 2).unwrap()],
            sex: Some(Sex::Nonbinary),
            multiple_birth: Some(false),
            birth_city: None,
            birth_state: None,
            birth_country: Some("MX".into()),
            parents: vec![Parent { first: "Eva".into(), last: "Paz".into() }],
            contacts: vec![7],
            moves: vec![QualifyingMove {
                arrived: Date::new(2020, 5, 1).unwrap(),
                from: Some(9),
                from_state: Some("TX".parse().unwrap()),
                to: None,
            }],
            stays: vec![Stay { from: Date::new(2020, 5, 2).unwrap(), to: None, place: Some(8) }],
            cohort: Some(2015),
            residence: Some(Residence { since: Date::new(2020, 5, 2).unwrap(), district: "4800001".into() }),
        },
    );
}

#[test]
fn links() {
    use LinkKind::{Exact, Judged, Merged, New, Returned, Split};
    for how in [New, Exact, Judged, Merged, Split, Returned] {
        let explanation = (how == Exact).then(explanation);
        check(&format!("membership.{how:?}"), Membership { msix_id: id(), since: at(), how, live: true, explanation });
    }
    use StudentStatus::{Active, Inactive, RetiredInto};
    check("students", [Active, Inactive, RetiredInto(id())].map(|status| Student { created: at(), status }));
    use NearStatus::{Different, Judged as HalfJudged, Open, Same, Superseded};
    let near = |status| NearMatch {
        left: ContributionNo(1),
        right: ContributionNo(2),
        found: at(),
        explanation: explanation(),
        status,
    };
    check("near_matches", [Open, Same, Different, Superseded, HalfJudged].map(near));
    check("retirements", [Retirement { since: at(), into: Some(id()) }, Retirement { since: at(), into: None }]);
}

#[test]
fn casework() {
    let no = ContributionNo(1);
    let step = |what| Step {
        at: at(),
        by: Actor::User("a".into()),
        what,
        level: Level::State,
        to: vec!["b".into()],
        why: Some("x".parse().unwrap()),
    };
    use StepKind::*;
    let steps = [
        Opened,
        Taken,
        Assigned,
        Escalated,
        Overdue,
        JudgedSame,
        JudgedDifferent,
        Approved,
        Rejected,
        Cancelled,
        Superseded,
        Undone,
        Reopened,
        Unattended,
        OwnState,
        Done,
        Released,
    ];
    let item = |subject, status, level| Item {
        id: ItemId(7),
        subject,
        children: vec![id()],
        states: vec!["TX".parse().unwrap()],
        districts: vec![("TX".parse().unwrap(), "4800001".into())],
        level,
        since: at(),
        status,
        assignees: vec!["a".into()],
        steps: Vec::new(),
        followed_by: Some(ItemId(8)),
    };
    let plans = [
        Plan::Match { near: ItemId(1), master: id(), other: id() },
        Plan::Merge { master: id(), others: vec![id()] },
        Plan::Split { child: id(), parts: vec![vec![no]], may_propose_again: true },
        Plan::Undo { of: Undoing::Decision(ItemId(1)), may_propose_again: false },
        Plan::Undo { of: Undoing::Link(no), may_propose_again: false },
    ];
    let proposal = |plan| Proposal {
        plan,
        by: "a".into(),
        state: Some("TX".parse().unwrap()),
        why: "x".parse().unwrap(),
        standing: vec![Standing { no, child: id(), version: 2 }],
        moves: vec![Move { no, from: id(), to: id(), home: id() }],
    };
    let near = Subject::NearMatch { left: no, right: ContributionNo(2) };
    let with_steps = Item { steps: steps.map(step).to_vec(), ..item(near, ItemStatus::Open, Level::District) };
    check("item.steps", with_steps);
    let closed =
        [ItemStatus::Approved, ItemStatus::Rejected, ItemStatus::Cancelled, ItemStatus::Superseded, ItemStatus::Same];
    let items: Vec<Item> = plans
        .into_iter()
        .zip(closed)
        .map(|(plan, status)| item(Subject::Proposal(proposal(plan)), status, Level::Nation))
        .collect();
    check("items", items);
    let brief = |(kind, status)| Brief {
        kind,
        status,
        assignees: vec!["a".into()],
        states: vec!["TX".parse().unwrap()],
        proposed_by: Some("b".into()),
        opened: at(),
        spread: kind == ItemKind::NearMatch,
    };
    use ItemStatus as Status;
    let all = [Status::Open, Status::Assigned, Status::Acknowledged, Status::Escalated, Status::Different];
    check("briefs", ItemKind::ALL.into_iter().zip(all).map(brief).collect::<Vec<_>>());
    check("levels", [Level::District, Level::Region, Level::State, Level::Nation]);
}

#[test]
fn submissions() {
    let header = SubmissionHeader {
        state: "TX".parse().unwrap(),
        made: at(),
        total_students: 1,
        total_records: 2,
        window_begin: None,
        window_end: Some(at()),
        kind: SubmissionKind::Delta,
        source: "NGS".into(),
    };
    use FileStatus::{Accepted, AcceptedWithErrors, Applying, Refused};
    let submission = |status| Submission {
        id: SubmissionId(1),
        name: "f".into(),
        sha256: [7; 32],
        header: Some(header.clone()),
        status,
        counts: Counts { read: 1, created: 2, updated: 3, unchanged: 4, deleted: 5, rejected: 6 },
        received: at(),
        answered: None,
        done_students: 1,
        answer_chunks: 1,
        findings: vec![finding()],
    };
    check("submissions", [Applying, Accepted, AcceptedWithErrors, Refused].map(submission).to_vec());
    use StudentOutcome::{Created, Deleted, Rejected, Unchanged, Updated};
    let answer = |(outcome, matched)| StudentAnswer {
        record_id: "1".into(),
        state_student_id: "A".into(),
        outcome,
        msix_id: Some(id()),
        matched,
        surviving_msix_id: None,
        findings: vec![],
    };
    use MatchOutcome::{Exact, Near, New, Same};
    let all = [
        (Created, Some(Same)),
        (Updated, Some(Exact)),
        (Unchanged, Some(Near)),
        (Deleted, Some(New)),
        (Rejected, None),
    ];
    check("answers", all.map(answer).to_vec());
}

#[test]
fn people_and_reference() {
    use Role::*;
    let roles = [
        Primary,
        Secondary,
        StateDataAdministrator,
        StateUserAdministrator,
        StateRegionAdministrator,
        GovernmentAdministrator,
        OmeUserAdministrator,
        PrivacyActAdministrator,
        Operator,
        Trainer,
        Auditor,
    ];
    let texas = "TX".parse().unwrap();
    let areas =
        [Area::Nation, Area::State(texas), Area::Region(texas, RegionId(1)), Area::District(texas, "4800001".into())];
    let account = Account {
        user_name: "a".into(),
        profile: Profile {
            name: "A".into(),
            title: "B".into(),
            address: "C".into(),
            phone: "D".into(),
            email: "E".into(),
        },
        grants: roles.into_iter().zip(areas.into_iter().cycle()).map(|(role, area)| Grant { role, area }).collect(),
        language: "es".into(),
        created: at(),
        status: AccountStatus::Active,
        terms_accepted: Some(at()),
        terms_version: 1,
        trained: None,
        last_login: Some(at()),
        mail: MailChoice::default(),
    };
    use DisabledWhy::{Administrator, Unused, WrongAttempts};
    let disabled = [WrongAttempts, Unused, Administrator].map(|why| AccountStatus::Disabled { since: at(), why });
    let statuses = disabled.into_iter().chain([AccountStatus::Deactivated { since: at() }]);
    let others: Vec<Account> = statuses.map(|status| Account { status, ..account.clone() }).collect();
    check("accounts", (account, others));
    let passkey = Passkey { id: vec![1], name: "key".into(), key: vec![2], added: at(), last_used: Some(at()) };
    let credential = Credential {
        password_hash: "$".to_owned(),
        password_set: at(),
        one_time: true,
        earlier: vec!["$".to_owned()],
        wrong: 2,
        last_wrong: Some(at()),
        totp: Some(Totp { sealed: vec![3], confirmed: at(), last_step: 4 }),
        recovery: vec![[5; 32]],
        passkeys: vec![passkey],
    };
    check("credential", credential);
    use Purpose::{CreditAccrual, Enrollment, MatchResolution, Participation, Placement};
    let session = |purpose| Session {
        user_name: "a".into(),
        began: at(),
        last_used: at(),
        purpose: Some(purpose),
        csrf_token: "t".into(),
        second_factor: true,
        proved: at(),
        from: "::1".into(),
        browser: "b".into(),
    };
    check("sessions", [Participation, Enrollment, Placement, CreditAccrual, MatchResolution].map(session).to_vec());
    check("password_reset", Reset { user_name: "a".into(), until: at(), proved: true });
    let school = School {
        id: "1".into(),
        name: "S".into(),
        district_id: "2".into(),
        state: None,
        city: "C".into(),
        zip: "Z".into(),
        phone: "P".into(),
    };
    let district = District {
        id: "1".into(),
        name: "D".into(),
        state: Some("TX".parse().unwrap()),
        city: "C".into(),
        zip: "Z".into(),
        phone: "P".into(),
    };
    check("school_and_district", (school, district));
}

#[test]
fn regions() {
    let region = Region { name: "N".into(), created: at(), closed: Some(at()) };
    let placing = Placing { region: Some(RegionId(1)), since: at(), by: "a".into() };
    check("regions", (region, placing, RegionSwitch { on: true, since: at() }));
}

#[test]
fn the_audit_log() {
    use AuditEvent::*;
    let (submission, state) = (SubmissionId(1), "TX".parse().unwrap());
    let events = vec![
        StoreCreated { environment: "demo".into() },
        SchemaMigrated { from: 1, to: 2 },
        SubmissionReceived { submission, sha256: [1; 32] },
        StudentsApplied { submission, first: 0, count: 1, digest: [2; 32] },
        SubmissionAnswered { submission, status: "accepted".into() },
        RecordRead { msix_id: id(), purpose: Purpose::Placement, part: "print".into() },
        Searched { purpose: Some(Purpose::Enrollment), children: vec![id()] },
        Exported { what: "identities".into(), rows: 1 },
        LoggedIn,
        LoginRefused { user_name: None },
        LoggedOut,
        AccountCreated { user_name: "a".into() },
        ReferenceImported { what: "schools".into(), rows: 1 },
        ServerStarted,
        SessionUsed,
        Proposed { item: ItemId(1), kind: "validate_merge".into(), children: vec![id()] },
        ItemClosed { item: ItemId(1), status: "approved".into(), children: vec![id()] },
        ItemHandled { item: ItemId(1), what: "taken".into(), level: "state".into(), to: vec!["a".into()] },
        ExposureRead { children: vec![id()] },
        ModelInstalled { version: 2, sha256: [3; 32] },
        PurposeStated { purpose: Purpose::Enrollment },
        MessageDelivered { message: 1, kind: "user-name".into(), user_name: "a".into(), how: "mailed".into() },
        RegionsSwitched { state, on: true },
        RegionChanged { state, region: RegionId(1), what: "created".into(), name: "N".into() },
        DistrictsPlaced { state, region: None, districts: vec!["4800001".into()] },
        RecordExported {
            msix_id: id(),
            purpose: Purpose::Enrollment,
            sections: vec!["courses".into()],
            format: "csv".into(),
        },
        DisclosuresRead { msix_id: id() },
        BlockKeysRenewed { contributions: 7 },
        Refused { what: "children".into() },
        LogRead { what: "list".into(), children: vec![id()] },
        AuditKeyTaken { public: [4; 32] },
        CheckpointSigned { size: 9, root: [5; 32] },
        LinksErased { links: 3 },
        CredentialChanged { user_name: "a".into(), what: "app".into() },
        Proved { how: "app".into() },
        SessionsEnded { count: 2 },
        ApplicationReceived { application: 1 },
        ApplicationConfirmed { application: 1, confirmed: true, from_paper: false },
        ApplicationDecided { application: 1, user_name: Some("a".into()) },
        TermsAccepted { version: 1 },
        QuizDrawn { course: "primary".into() },
        TrainingTaken { course: "primary".into(), score: 80, certificate: Some(1) },
        AccountChanged { user_name: "a".into(), what: "profile".into() },
        AccountStatusChanged { user_name: "a".into(), status: "enabled".into() },
        Reminded { user_name: "a".into(), what: "terms-due".into() },
        PapersRemoved { user_name: "a".into(), applications: 1, certificates: 2 },
        AccountsReported { rows: 3 },
        SetupLinkMade,
        NoticeSent { notice: NoticeId(1), children: vec![id()] },
        NoticeHandled { notice: NoticeId(1), what: "located".into() },
        RequestSent { request: RequestId(1), children: vec![id()] },
        RequestHandled { request: RequestId(1), what: "answered".into() },
        CorrectionReceived { correction: CorrectionId(1), children: vec![id()] },
        CorrectionHandled { correction: CorrectionId(1), what: "decided".into() },
        StatementChanged { msix_id: id(), statement: StatementId(1), what: "entered".into() },
        CalendarChanged { state: "TX".parse().unwrap(), what: "closure".into(), day: Date::new(2026, 3, 4).unwrap() },
        ClocksWarned { clocks: 1 },
        ClocksSettled { started: 1, stopped: 2 },
        JobBegan { job: "clocks".into() },
        JobEnded { job: "clocks".into(), result: "done".into() },
        FeedRead { key: 1, from: 2, count: 3 },
        ApiKeyChanged { key: 1, state: "TX".parse().unwrap(), what: "made".into() },
        WebhookChanged { webhook: 1, state: "TX".parse().unwrap(), what: "made".into() },
        WebhookCalled { webhook: 1, entries: 2, status: Some(200) },
        FilterSaved { name: "n".into() },
        Posted { what: "digest".into(), count: 3 },
        SettingsTaken { settings: vec!["accounts.terms_days = 365".into()] },
    ];
    assert_eq!(events.iter().map(AuditEvent::kind).collect::<Vec<_>>(), AuditEvent::KINDS);
    // No child is left in an event whose children were taken out.
    let child = plain(&id());
    for mut event in events.clone() {
        event.children_mut().fill(MsixId::NOBODY);
        assert!(!plain(&event).windows(child.len()).any(|bytes| bytes == child), "{event:?}");
    }
    check("audit_events", events);
    let actors = vec![
        Actor::User("a".into()),
        Actor::Console("root".into()),
        Actor::Sender("TX".parse().unwrap()),
        Actor::System("server".into()),
        Actor::Stranger,
    ];
    check("actors", actors);
    let opening = Opening { child: id(), salt: [7; 16] };
    check("audit_openings", vec![Some(opening), None]);
    check("audit_tree", TreeState { size: 2, last: [1; 32], frontier: vec![[2; 32]] });
}

#[test]
fn the_outbox() {
    let message = |(kind, delivery)| Message {
        to: Some("a@x.gov".parse().unwrap()),
        user_name: "a".into(),
        kind,
        language: "es".into(),
        about: "b".into(),
        secret: Some("s".into()),
        until: Some(at()),
        created: at(),
        delivery,
        tries: Tries { count: 2, under_way: true, next: Some(at()), trouble: "t".into(), first: Some(at()) },
    };
    use Delivery::{Expired, Failed, Gathered, Kept, Mailed, Printed, Waiting};
    let ways = [
        Waiting,
        Mailed { at: at() },
        Printed { at: at() },
        Expired { at: at() },
        Gathered,
        Kept { at: at() },
        Failed { at: at() },
    ];
    let all = MessageKind::ALL.into_iter().zip(ways.into_iter().cycle());
    check("messages", all.map(message).collect::<Vec<_>>());
}

#[test]
fn papers() {
    let vouched = Vouched { at: at(), confirmed: true, from_paper: Some("u".into()) };
    let verdict = |user_name| Verdict { at: at(), by: "u".into(), user_name, why: Some("x".parse().unwrap()) };
    let application = |decision| Application {
        id: ApplicationId(1),
        profile: Profile { name: "A".into(), ..Profile::default() },
        wanted: Grant { role: Role::Primary, area: Area::State("TX".parse().unwrap()) },
        place: "P".into(),
        supervisor: "S".into(),
        supervisor_email: "s@x.gov".parse().unwrap(),
        language: "es".into(),
        security_training: Date::new(2026, 1, 2),
        received: at(),
        link: Some(([9; 32], at())),
        confirmation: Some(vouched.clone()),
        decision,
    };
    check("applications", [Some("a".into()), None].map(|name| application(Some(verdict(name)))).to_vec());
    let certificate = Certificate {
        number: 1,
        user_name: "a".into(),
        name: "A".into(),
        course: "security".into(),
        version: 1,
        score: 90,
        passed: at(),
    };
    check("certificate", certificate);
    check("quiz", QuizDrawn { seed: [4; 32], version: 1, drawn: at() });
    check("leaver", Leaver { at: at(), by: Actor::User("u".into()), why: "w".into() });
}

#[test]
fn exchange() {
    use crate::model::Direction::{Arrival, Departure};
    let texas: StateCode = "TX".parse().unwrap();
    let day = Date::new(2026, 3, 4).unwrap();
    let why = || Some("w".parse().unwrap());
    let user = || Actor::User("a".into());
    let causes = [
        NoticeCause::Announced { by: "a".into(), state: Some(texas) },
        NoticeCause::Submitted { submission: SubmissionId(1), contribution: ContributionNo(2) },
    ];
    let days = [MoveDay::Known(day), MoveDay::Expected(day), MoveDay::Unknown];
    let notice = |((status, cause), (direction, day))| Notice {
        id: NoticeId(1),
        cause,
        direction,
        children: vec![id()],
        from: Area::State(texas),
        to: Area::District(texas, "4800001".into()),
        recipient: Area::State(texas),
        day,
        contact: "c".into(),
        comment: "d".into(),
        sent: at(),
        status,
        steps: vec![NoticeStep { at: at(), by: user(), status, enrolled: vec![id()], note: why() }],
        item: ItemId(7),
        awaits: vec![ContributionNo(3)],
    };
    check("notices.brief", NoticeBrief { status: NoticeStatus::New, direction: Arrival, told: true, sent: false });
    let kinds = NoticeStatus::ALL.into_iter().zip(causes.into_iter().cycle());
    let moves = [Arrival, Departure].into_iter().cycle().zip(days.into_iter().cycle());
    check("notices", kinds.zip(moves).map(notice).collect::<Vec<_>>());

    let wanted = [
        Wanted::Withdrawal { line: 1 },
        Wanted::GradeToDate { line: 2 },
        Wanted::FinalGrade { line: 3 },
        Wanted::Courses,
        Wanted::Assessments,
        Wanted::EnglishTest,
        Wanted::Element(Element::GRADE),
    ];
    let answered = Answered { at: at(), submission: SubmissionId(1), contribution: ContributionNo(2), version: 3 };
    let mut line = Line::new(1);
    line.set(Element::SCHOOL_NAME, Value::Text("s".into()));
    let asks = wanted.map(|wanted| Ask { wanted, line: Some(line.clone()), answered: Some(answered) });
    let request = |status| DataRequest {
        id: RequestId(1),
        child: id(),
        contribution: Some(ContributionNo(2)),
        asks: asks.to_vec(),
        to: Area::Region(texas, RegionId(1)),
        by: "a".into(),
        state: Some(texas),
        needed_by: Some(day),
        sent: at(),
        status,
        thread: PostKind::ALL.map(|what| Post { at: at(), by: user(), what, text: "t".into() }).to_vec(),
        item: ItemId(7),
    };
    check("requests", RequestStatus::ALL.map(request).to_vec());
}

#[test]
fn corrections() {
    let texas: StateCode = "TX".parse().unwrap();
    let day = Date::new(2026, 3, 4).unwrap();
    let requesters = [Requester::Parent, Requester::Guardian, Requester::Child, Requester::State(texas), Requester::Ed];
    let channels = [Channel::InPerson, Channel::Telephone, Channel::Letter, Channel::Email, Channel::Portal];
    let intake = |(requester, channel)| Intake {
        requester,
        name: "n".into(),
        address: "a".into(),
        channel,
        language: "es".into(),
        proof: "p".into(),
        received: day,
        by: "u".into(),
        state: Some(texas),
    };
    let disputed = Disputed {
        contribution: ContributionNo(2),
        kind: LineKind::Demographics,
        line: 1,
        element: Element::GRADE,
        about: Some((Element::SCHOOL_NAME, Value::Text("a".into()))),
        stands: Some(Value::Code("s".into())),
        wanted: "w".into(),
        changed: Some(Brought { submission: SubmissionId(1), version: 3, value: Some(Value::Flag(true)), at: at() }),
    };
    let ruling = Ruling { granted: true, reason: "r".parse().unwrap(), at: at(), by: "u".into() };
    let correction = |(status, intake)| Correction {
        id: CorrectionId(1),
        child: id(),
        intake,
        disputed: vec![disputed.clone()],
        responsible: texas,
        forwarded: Some(at()),
        ruling: Some(ruling.clone()),
        status,
        steps: vec![CorrectionStep {
            at: at(),
            by: Actor::Stranger,
            status,
            what: "received".into(),
            note: Some("n".parse().unwrap()),
        }],
        item: ItemId(7),
        with: vec![CorrectionId(2)],
    };
    let intakes = requesters.into_iter().zip(channels).map(intake).cycle();
    check("corrections", CorrectionStatus::ALL.into_iter().zip(intakes).map(correction).collect::<Vec<_>>());
    let ended = Some((at(), Text::from("u"), "w".parse().unwrap()));
    check(
        "statement",
        Statement { text: "t".into(), correction: Some(CorrectionId(1)), by: "u".into(), at: at(), ended },
    );
}

#[test]
fn clocks() {
    let texas: StateCode = "TX".parse().unwrap();
    let day = Date::new(2026, 3, 4).unwrap();
    let subjects = [
        ClockSubject::Child(id()),
        ClockSubject::Notice(NoticeId(1)),
        ClockSubject::Request(RequestId(1)),
        ClockSubject::Correction(CorrectionId(1)),
        ClockSubject::Term("4800001".into(), day),
        ClockSubject::Coe(ContributionNo(1), day),
    ];
    let causes = [
        Cause::Submission(SubmissionId(1)),
        Cause::Act(Actor::User("a".into())),
        Cause::Day(day),
        Cause::Moot("m".into()),
    ];
    let clock = |((kind, subject), cause): ((_, _), Cause)| RunningClock {
        id: ClockId(1),
        kind,
        subject,
        child: Some(id()),
        state: Some(texas),
        district: Some("4800001".into()),
        started: Mark { at: at(), cause: cause.clone() },
        began: day,
        due: day,
        named: true,
        stopped: Some(Mark { at: at(), cause }),
        ended: Some(day),
        counted: 3,
        skipped: vec![Skipped { day, why: "thanksgiving".into() }],
        warnings: vec![Warning { point: 50, at: at(), told: vec!["u".into()] }],
    };
    let all = ClockKind::ALL.into_iter().zip(subjects.into_iter().cycle()).zip(causes.into_iter().cycle());
    let all: Vec<_> = all.map(clock).collect();
    let ends = [None, Some(ClockEnd::InTime), Some(ClockEnd::Late), Some(ClockEnd::Moot)];
    let brief = |(clock, end): (&RunningClock, _)| ClockBrief { end, ..clock.brief() };
    check("clock_briefs", all.iter().zip(ends).map(brief).collect::<Vec<_>>());
    check("clocks", all);
    check("closure", Closure { name: "n".into(), by: "u".into(), at: at() });
    check("term", Term { kind: "fall".into(), begins: day, ends: day, by: "u".into(), clock: Some(ClockId(1)) });
}

#[test]
fn feed_and_jobs() {
    let texas: StateCode = "TX".parse().unwrap();
    let events = [
        FeedEvent::Identified { student: "A1".parse().unwrap(), msix_id: id(), before: Some(id()) },
        FeedEvent::Retired { msix_id: id(), into: id() },
        FeedEvent::Restored { msix_id: id() },
        FeedEvent::Decided { item: ItemId(1), what: "merge".into(), children: vec![id()] },
        FeedEvent::Notice { notice: NoticeId(1), status: "new".into(), children: vec![id()] },
        FeedEvent::Request { request: RequestId(1), status: "new".into(), child: id() },
        FeedEvent::Correction { correction: CorrectionId(1), status: "received".into(), child: id() },
    ];
    check("feed", events.map(|event| FeedEntry { at: at(), event }).to_vec());
    let key = ApiKey {
        name: "n".into(),
        state: texas,
        scopes: vec![ApiScope::Changes],
        hash: [7; 32],
        by: "u".into(),
        created: at(),
        expires: at(),
        used: Some(at()),
        revoked: None,
    };
    check("api_key", key);
    let webhook = Webhook {
        state: texas,
        url: "https://x.gov/hook".into(),
        sealed: vec![1],
        by: "u".into(),
        created: at(),
        delivered: 2,
        failures: 3,
        rests_until: Some(at()),
        ended: None,
    };
    check("webhook", webhook);
    check("webhook_call", WebhookCall { at: at(), entries: (1, 2), status: Some(200), trouble: "t".into() });
    let results = [JobResult::Begun, JobResult::Done("d".into()), JobResult::Failed("f".into()), JobResult::CutOff];
    let run = |result| JobRun {
        job: "clocks".into(),
        planned: Some(at()),
        by: Actor::System("scheduler".into()),
        began: at(),
        ended: Some(at()),
        result,
    };
    check("job_runs", results.map(run).to_vec());
}
