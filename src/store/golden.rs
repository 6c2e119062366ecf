//! Golden bytes of every kind of value in the tables. A change here is a change of the format: it needs a new schema
//! version and a migration. New variants of an enum go to its end.

use super::codec::{decode, plain};
use crate::model::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

fn check<V: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: V, golden: &str) {
    let hex: String = plain(&value).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, golden.replace([' ', '\n'], ""), "{value:?}");
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
    check(version(Some(contribution)), GOLDEN[0]);
    check(version(None), GOLDEN[1]);
    check(Confirmation { version: 2, received: at(), effective: at() }, GOLDEN[17]);
    check(
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
        },
        GOLDEN[2],
    );
}

#[test]
fn links() {
    use LinkKind::{Exact, Judged, Merged, New, Returned, Split};
    let golden = GOLDEN[3..8].iter().chain([&GOLDEN[18]]);
    for (how, golden) in [New, Exact, Judged, Merged, Split, Returned].into_iter().zip(golden) {
        let explanation = (how == Exact).then(explanation);
        check(Membership { msix_id: id(), since: at(), how, live: true, explanation }, golden);
    }
    use StudentStatus::{Active, Inactive, RetiredInto};
    check([Active, Inactive, RetiredInto(id())].map(|status| Student { created: at(), status }), GOLDEN[8]);
    use NearStatus::{Different, Judged as HalfJudged, Open, Same, Superseded};
    let near = |status| NearMatch {
        left: ContributionNo(1),
        right: ContributionNo(2),
        found: at(),
        explanation: explanation(),
        status,
    };
    check([Open, Same, Different, Superseded, HalfJudged].map(near), GOLDEN[9]);
    check([Retirement { since: at(), into: Some(id()) }, Retirement { since: at(), into: None }], GOLDEN[19]);
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
    ];
    let item = |subject, status, level| Item {
        id: ItemId(7),
        subject,
        children: vec![id()],
        states: vec!["TX".parse().unwrap()],
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
    check(with_steps, GOLDEN[20]);
    let closed =
        [ItemStatus::Approved, ItemStatus::Rejected, ItemStatus::Cancelled, ItemStatus::Superseded, ItemStatus::Same];
    let items: Vec<Item> = plans
        .into_iter()
        .zip(closed)
        .map(|(plan, status)| item(Subject::Proposal(proposal(plan)), status, Level::Nation))
        .collect();
    check(items, GOLDEN[21]);
    let brief = |(kind, status)| Brief {
        kind,
        status,
        assignees: vec!["a".into()],
        states: vec!["TX".parse().unwrap()],
        proposed_by: Some("b".into()),
    };
    use ItemStatus as Status;
    let all = [Status::Open, Status::Assigned, Status::Acknowledged, Status::Escalated, Status::Different];
    check(ItemKind::ALL.into_iter().zip(all).map(brief).collect::<Vec<_>>(), GOLDEN[22]);
    check([Level::District, Level::Region, Level::State, Level::Nation], GOLDEN[23]);
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
    check([Applying, Accepted, AcceptedWithErrors, Refused].map(submission).to_vec(), GOLDEN[10]);
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
    check(all.map(answer).to_vec(), GOLDEN[11]);
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
        trained: None,
        last_login: Some(at()),
    };
    use DisabledWhy::{Administrator, Unused, WrongAttempts};
    let disabled = [WrongAttempts, Unused, Administrator].map(|why| AccountStatus::Disabled { since: at(), why });
    let statuses = disabled.into_iter().chain([AccountStatus::Deactivated { since: at() }]);
    let others: Vec<Account> = statuses.map(|status| Account { status, ..account.clone() }).collect();
    check((account, others), GOLDEN[12]);
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
    check(credential, GOLDEN[24]);
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
    check([Participation, Enrollment, Placement, CreditAccrual, MatchResolution].map(session).to_vec(), GOLDEN[13]);
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
    check((school, district), GOLDEN[14]);
}

#[test]
fn the_audit_log() {
    use AuditEvent::*;
    let submission = SubmissionId(1);
    let events = vec![
        StoreCreated { environment: "demo".into() },
        SchemaMigrated { from: 1, to: 2 },
        SubmissionReceived { submission, sha256: [1; 32] },
        StudentsApplied { submission, first: 0, count: 1, digest: [2; 32] },
        SubmissionAnswered { submission, status: "accepted".into() },
        RecordRead { msix_id: id(), purpose: Purpose::Placement, part: "print".into() },
        Searched { purpose: Purpose::Enrollment, children: vec![id()] },
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
        CredentialChanged { user_name: "a".into(), what: "reset".into() },
        SetupLinkMade,
    ];
    check(events, GOLDEN[15]);
    let actors = vec![
        Actor::User("a".into()),
        Actor::Console("root".into()),
        Actor::Sender("TX".parse().unwrap()),
        Actor::System("server".into()),
        Actor::Stranger,
    ];
    check(actors, GOLDEN[16]);
}

const GOLDEN: [&str; 25] = [
    "fc80841e0003fc80841e00010254580241310102303101fd11e8764817000000010142000101020903044d616c653f05fb2c0100000000",
    "fc80841e0003fc80841e0000",
    "02464c013900000103416e61000350617a000001fc06b4320101020100000001024d5801034576610350617a010701fc353c34010109010254580001fc363c340100010801fbbe0f",
    "fd11e8764817000000fc80841e00000100",
    "fd11e8764817000000fc80841e00010101010000204001037365780473616d650000803f",
    "fd11e8764817000000fc80841e00020100",
    "fd11e8764817000000fc80841e00030100",
    "fd11e8764817000000fc80841e00040100",
    "fc80841e0000fc80841e0001fc80841e0002fd11e8764817000000",
    "0102fc80841e00010000204001037365780473616d650000803f000102fc80841e00010000204001037365780473616d650000803f010102\
     fc80841e00010000204001037365780473616d650000803f020102fc80841e00010000204001037365780473616d650000803f030102fc80\
     841e00010000204001037365780473616d650000803f04",
    "04010166070707070707070707070707070707070707070707070707070707070707070701025458fc80841e0001020001fc80841e000103\
     4e475300010203040506fc80841e00000101010701450102012a04452d3432010178016d0101660707070707070707070707070707070707\
     07070707070707070707070707070701025458fc80841e0001020001fc80841e0001034e475301010203040506fc80841e00000101010701\
     450102012a04452d3432010178016d010166070707070707070707070707070707070707070707070707070707070707070701025458fc80\
     841e0001020001fc80841e0001034e475302010203040506fc80841e00000101010701450102012a04452d3432010178016d010166070707\
     070707070707070707070707070707070707070707070707070707070701025458fc80841e0001020001fc80841e0001034e475303010203\
     040506fc80841e00000101010701450102012a04452d3432010178016d",
    "05013101410001fd11e876481700000001000000013101410101fd11e876481700000001010000013101410201fd11e87648170000000102\
     0000013101410301fd11e876481700000001030000013101410401fd11e8764817000000000000",
    "0161014101420143014401450b000001010254580202025458010303025458073438303030303104000501025458060202545801070302
     54580734383030303031080009010254580a0202545801026573fc80841e000001fc80841e000001fc80841e0004016101410142014301
     4401450b000001010254580202025458010303025458073438303030303104000501025458060202545801070302545807343830303030
     31080009010254580a0202545801026573fc80841e0001fc80841e000001fc80841e000001fc80841e000161014101420143014401450b
     00000101025458020202545801030302545807343830303030310400050102545806020254580107030254580734383030303031080009
     010254580a0202545801026573fc80841e0001fc80841e000101fc80841e000001fc80841e000161014101420143014401450b00000101
     02545802020254580103030254580734383030303031040005010254580602025458010703025458073438303030303108000901025458
     0a0202545801026573fc80841e0001fc80841e000201fc80841e000001fc80841e000161014101420143014401450b0000010102545802
     0202545801030302545807343830303030310400050102545806020254580107030254580734383030303031080009010254580a020254
     5801026573fc80841e0002fc80841e0001fc80841e000001fc80841e00",
    "050161fc80841e00fc80841e000001740161fc80841e00fc80841e000101740161fc80841e00fc80841e000201740161fc80841e00fc8084\
     1e000301740161fc80841e00fc80841e00040174",
    "013101530132000143015a015001310144010254580143015a0150",
    "17000464656d6f010102020101010101010101010101010101010101010101010101010101010101010101010301000102020202020202
     02020202020202020202020202020202020202020202020202040108616363657074656405fd11e876481700000002057072696e740601
     01fd11e8764817000000070a6964656e746974696573010809000a0b01610c077363686f6f6c73010d0e0f010e76616c69646174655f6d
     6572676501fd11e8764817000000100108617070726f76656401fd11e876481700000011010574616b656e0573746174650101611201fd
     11e8764817000000130203030303030303030303030303030303030303030303030303030303030303031401",
    "050001610104726f6f7402025458030673657276657204",
    "02fc80841e00fc80841e00",
    "fd11e8764817000000fc80841e00050100",
    "fc80841e0001fd11e8764817000000fc80841e0000",
    "0700010201fd11e87648170000000102545800fc80841e00000101610efc80841e000001610002010162010178fc80841e00000161010201\
     0162010178fc80841e000001610202010162010178fc80841e000001610302010162010178fc80841e000001610402010162010178fc8084\
     1e000001610502010162010178fc80841e000001610602010162010178fc80841e000001610702010162010178fc80841e00000161080201\
     0162010178fc80841e000001610902010162010178fc80841e000001610a02010162010178fc80841e000001610b02010162010178fc8084\
     1e000001610c02010162010178fc80841e000001610d020101620101780108",
    "0507010001fd11e8764817000000fd11e876481700000001610102545801780101fd11e8764817000000020101fd11e8764817000000fd11\
     e8764817000000fd11e876481700000001fd11e87648170000000102545803fc80841e0006010161000108070101fd11e876481700000001\
     fd11e876481700000001610102545801780101fd11e8764817000000020101fd11e8764817000000fd11e8764817000000fd11e876481700\
     000001fd11e87648170000000102545803fc80841e0007010161000108070102fd11e87648170000000101010101610102545801780101fd\
     11e8764817000000020101fd11e8764817000000fd11e8764817000000fd11e876481700000001fd11e87648170000000102545803fc8084\
     1e000801016100010807010300010001610102545801780101fd11e8764817000000020101fd11e8764817000000fd11e8764817000000fd\
     11e876481700000001fd11e87648170000000102545803fc80841e000901016100010807010301010001610102545801780101fd11e87648\
     17000000020101fd11e8764817000000fd11e8764817000000fd11e876481700000001fd11e87648170000000102545803fc80841e000401\
     0161000108",
    "0500000101610102545801016201010101610102545801016202020101610102545801016203030101610102545801016204050101610102\
     5458010162",
    "00010203",
    "0124fc80841e00010101240201fc80841e00010103fc80841e000401050505050505050505050505050505050505050505050505050505
     0505050505010101036b65790102fc80841e0001fc80841e00",
];
