//! Two data requests for the demo: one that waits for Texas, and one that its file has answered.

use crate::access::Permission;
use crate::casework::NewRequest;
use crate::cli::exit::{Exit, Failure};
use crate::model::{Area, Date, MsixId, Purpose, Session, StateCode, Wanted};
use crate::server::Services;
use crate::store::{Read, tables};

/// Who asks, for Washington.
const ASKER: &str = "colleague";

/// Sends a file of Texas with a child in school, asks for what it lacks, and sends a second file with a part of it.
pub(super) fn ask(services: &Services) -> Result<(), Failure> {
    let today = services.clock.now().date();
    file(services, &texas(today, ""), today)?;
    let texas_code: StateCode = "TX".parse().map_err(failed)?;
    let child = child(services, texas_code)?;
    for (wanted, words) in [
        (Wanted::GradeToDate { line: 1 }, "She starts here on Monday. Which grade does she have so far?"),
        (Wanted::Assessments, "Has she been tested in your state?"),
    ] {
        let to = Area::State(texas_code);
        let needed_by = Some(today.plus_days(14));
        let new = NewRequest { child, to, wanted: vec![wanted], needed_by, words: words.to_owned() };
        let worker = worker(services)?;
        services.casework.send_request(&worker, new).map_err(failed)?;
    }
    file(services, &texas(today, "B"), today)
}

/// A child of Texas with one course of this year, and the grade to date as given.
fn texas(today: Date, grade: &str) -> String {
    let year = if today.month() >= 7 { today.year() } else { today.year() - 1 };
    let next = year + 1;
    format!(
        "S|1|||DEMO-1|01|I\nD|1|Citlali||Robledo|||Female|20110904||Weslaco|TX|US|1004|Juana|Robledo\n\
         Q|1|{year}0702|Zamora|MIC|MX|Weslaco|TX|{}0702\n\
         E|1|{year}0818|01|Valle Verde High School|||||||||Weslaco ISD|TX|||10\n\
         C|1|Algebra 2|Mathematics|01|{year}|{next}||0828||{grade}\n",
        year + 3
    )
}

fn file(services: &Services, body: &str, today: Date) -> Result<(), Failure> {
    let stamp = today.to_string().replace('-', "");
    let text = format!("H|1|TX|{stamp}000000|1|{}|||delta|NGS\n{body}", body.lines().count());
    let taken = services.submissions.submit("demo.mdes", &mut text.as_bytes(), None, false, &mut |_| ());
    taken.map(drop).map_err(failed)
}

fn child(services: &Services, state: StateCode) -> Result<MsixId, Failure> {
    let key = crate::model::ContributionKey { state, id: "DEMO-1".parse().map_err(failed)? };
    let view = services.store.view()?;
    let no = view.get(&tables::CONTRIBUTION, &key)?.ok_or_else(|| failed("the demo's child is missing"))?;
    crate::records::regroup::child_of(&view, no).map_err(failed)
}

fn worker(services: &Services) -> Result<crate::access::Worker, Failure> {
    let account = services.store.view()?.get(&tables::ACCOUNT, &ASKER.into())?;
    let account = account.ok_or_else(|| failed("the demo's asker is missing"))?;
    let now = services.clock.now();
    let session = Session {
        user_name: ASKER.into(),
        began: now,
        last_used: now,
        purpose: Some(Purpose::CreditAccrual),
        csrf_token: "".into(),
        second_factor: false,
        proved: now,
        from: "".into(),
        browser: "".into(),
    };
    services.children.worker(&account, &session, Permission::Request).map_err(failed)
}

fn failed(error: impl std::fmt::Display) -> Failure {
    Failure::new(Exit::Internal, format!("the demo's requests: {error}"))
}
