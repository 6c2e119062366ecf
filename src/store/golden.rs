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
        },
        GOLDEN[2],
    );
}

#[test]
fn links() {
    use LinkKind::{Exact, Judged, Merged, New, Split};
    for (how, golden) in [New, Exact, Judged, Merged, Split].into_iter().zip(&GOLDEN[3..8]) {
        let explanation = (how == Exact).then(explanation);
        check(Membership { msix_id: id(), since: at(), how, live: true, explanation }, golden);
    }
    use StudentStatus::{Active, Inactive, RetiredInto};
    check([Active, Inactive, RetiredInto(id())].map(|status| Student { created: at(), status }), GOLDEN[8]);
    use NearStatus::{Different, Open, Same, Superseded};
    let near = |status| NearMatch {
        left: ContributionNo(1),
        right: ContributionNo(2),
        found: at(),
        explanation: explanation(),
        status,
    };
    check([Open, Same, Different, Superseded].map(near), GOLDEN[9]);
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
    let account = Account {
        user_name: "a".into(),
        display_name: "A".into(),
        roles: roles.map(|role| (role, None)).to_vec(),
        password_hash: "$".to_owned(),
        language: "es".into(),
        created: at(),
        enabled: true,
    };
    check(account, GOLDEN[12]);
    use Purpose::{CreditAccrual, Enrollment, MatchResolution, Participation, Placement};
    let session =
        |purpose| Session { user_name: "a".into(), began: at(), last_used: at(), purpose, csrf_token: "t".into() };
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

const GOLDEN: [&str; 18] = [
    "fc80841e0003fc80841e00010254580241310102303101fd11e8764817000000010142000101020903044d616c653f05fb2c01000000\
     00",
    "fc80841e0003fc80841e0000",
    "02464c013900000103416e61000350617a000001fc06b4320101020100000001024d5801034576610350617a",
    "fd11e8764817000000fc80841e00000100",
    "fd11e8764817000000fc80841e00010101010000204001037365780473616d650000803f",
    "fd11e8764817000000fc80841e00020100",
    "fd11e8764817000000fc80841e00030100",
    "fd11e8764817000000fc80841e00040100",
    "fc80841e0000fc80841e0001fc80841e0002fd11e8764817000000",
    "0102fc80841e00010000204001037365780473616d650000803f000102fc80841e00010000204001037365780473616d650000803f01\
     0102fc80841e00010000204001037365780473616d650000803f020102fc80841e00010000204001037365780473616d650000803f03",
    "04010166070707070707070707070707070707070707070707070707070707070707070701025458fc80841e0001020001fc80841e00\
     01034e475300010203040506fc80841e00000101010701450102012a04452d3432010178016d01016607070707070707070707070707\
     0707070707070707070707070707070707070701025458fc80841e0001020001fc80841e0001034e475301010203040506fc80841e00\
     000101010701450102012a04452d3432010178016d010166070707070707070707070707070707070707070707070707070707070707\
     070701025458fc80841e0001020001fc80841e0001034e475302010203040506fc80841e00000101010701450102012a04452d343201\
     0178016d010166070707070707070707070707070707070707070707070707070707070707070701025458fc80841e0001020001fc80\
     841e0001034e475303010203040506fc80841e00000101010701450102012a04452d3432010178016d",
    "05013101410001fd11e876481700000001000000013101410101fd11e876481700000001010000013101410201fd11e8764817000000\
     01020000013101410301fd11e876481700000001030000013101410401fd11e8764817000000000000",
    "016101410b00000100020003000400050006000700080009000a000124026573fc80841e0001",
    "050161fc80841e00fc80841e000001740161fc80841e00fc80841e000101740161fc80841e00fc80841e000201740161fc80841e00fc\
     80841e000301740161fc80841e00fc80841e00040174",
    "013101530132000143015a015001310144010254580143015a0150",
    "0f000464656d6f0101020201010101010101010101010101010101010101010101010101010101010101010103010001020202020202\
     0202020202020202020202020202020202020202020202020202040108616363657074656405fd11e876481700000002057072696e74\
     060101fd11e8764817000000070a6964656e746974696573010809000a0b01610c077363686f6f6c73010d0e",
    "050001610104726f6f7402025458030673657276657204",
    "02fc80841e00fc80841e00",
];
