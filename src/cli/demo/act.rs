//! How the people and the states of the demo act: with the rights that they have, and by files.

use std::fmt::Display;

use crate::access::{Permission, Worker};
use crate::cli::exit::{Exit, Failure};
use crate::model::{Account, ContributionKey, Date, MsixId, Purpose, Session, StateCode, Text, Timestamp};
use crate::records::regroup;
use crate::server::Services;
use crate::store::{Read, tables};

/// A session in which somebody does something in the demo.
pub(super) fn session(account: &Account, now: Timestamp, purpose: Option<Purpose>) -> Session {
    Session {
        user_name: account.user_name.clone(),
        began: now,
        last_used: now,
        purpose,
        csrf_token: Text::default(),
        second_factor: false,
        proved: now,
        from: Text::default(),
        browser: "demo".into(),
    }
}

/// The right of one of the people to something.
pub(super) fn worker(services: &Services, user: &str, permission: Permission) -> Result<Worker, Failure> {
    let account = services.store.view()?.get(&tables::ACCOUNT, &user.into())?;
    let account = account.ok_or_else(|| failed(format!("{user} is missing")))?;
    let session = session(&account, services.clock.now(), Some(Purpose::Participation));
    services.children.worker(&account, &session, permission).map_err(failed)
}

/// A file of a state with these students, each in lines that begin with `S|1|`.
pub(super) fn file(services: &Services, state: &str, students: &[String]) -> Result<(), Failure> {
    let stamp = compact(services.clock.now().date());
    let numbered = |(at, lines): (usize, &String)| lines.replacen("S|1|", &format!("S|{}|", at + 1), 1);
    let body: String = students.iter().enumerate().map(numbered).collect();
    let lines = body.lines().count();
    let text = format!("H|1|{state}|{stamp}000000|{}|{lines}|||delta|NGS\n{body}", students.len());
    let taken = services.submissions.submit("demo.mdes", &mut text.as_bytes(), None, false, &mut |_| ());
    taken.map(drop).map_err(failed)
}

/// The child that a state calls by an identifier of its own.
pub(super) fn child(services: &Services, state: &str, id: &str) -> Result<MsixId, Failure> {
    let key = ContributionKey { state: code(state)?, id: id.parse().map_err(failed)? };
    let view = services.store.view()?;
    let no = view.get(&tables::CONTRIBUTION, &key)?.ok_or_else(|| failed(format!("{id} of {state} is missing")))?;
    regroup::child_of(&view, no).map_err(failed)
}

pub(super) fn code(state: &str) -> Result<StateCode, Failure> {
    state.parse().map_err(failed)
}

/// YYYYMMDD.
pub(super) fn compact(day: Date) -> String {
    day.number().to_string()
}

pub(super) fn failed(error: impl Display) -> Failure {
    Failure::new(Exit::Internal, format!("the people of the demo: {error}"))
}
