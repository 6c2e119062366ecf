//! `POST /worklist/acknowledge`: takes several items at once, and tells of each what became of it.

use axum::extract::State;
use axum::response::Redirect;

use super::ROWS;
use crate::access::Permission;
use crate::casework::CaseError;
use crate::model::ItemId;
use crate::web::desk::Fields;
use crate::web::form::Signed;
use crate::web::{AppState, PageError, Person};

/// What became of several items.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::web) struct Bulk {
    /// Those that were taken.
    pub(in crate::web) taken: Vec<ItemId>,
    /// Those that were not, each with a key of the messages that says why.
    pub(in crate::web) left: Vec<(ItemId, &'static str)>,
}

/// Why an item was not taken: the word of the address, and the key of the messages.
pub(in crate::web) const LEFT: [(&str, &str); 5] = [
    ("closed", "work-error-closed"),
    ("elsewhere", "work-error-other-states"),
    ("own", "work-error-proposer"),
    ("sender", "notices-error-sender"),
    ("unknown", "work-left-unknown"),
];

pub(super) async fn submit(
    person: Person,
    State(app): State<AppState>,
    Signed(fields): Signed<Fields>,
) -> Result<Redirect, PageError> {
    let ids: Vec<ItemId> = fields.all("item").filter_map(|id| id.parse().ok()).take(ROWS).collect();
    let (children, account, session) = (&person.children, &person.account, &person.session);
    let casework = app.portal.casework.clone();
    let outcomes = match children.decider(account, session) {
        Ok(decider) => app.blocking(move || casework.take_all(&decider, &ids)).await?,
        Err(_) => {
            let worker = children.worker(account, session, Permission::Notice)?;
            app.blocking(move || casework.acknowledge(&worker, &ids)).await?
        }
    };
    let told: Vec<String> = outcomes.iter().map(|(id, outcome)| word(*id, outcome.as_ref().err())).collect();
    Ok(Redirect::to(&format!("/worklist?bulk=1&{}", told.join("&"))))
}

fn word(id: ItemId, error: Option<&CaseError>) -> String {
    let why = match error {
        None => return format!("taken={id}"),
        Some(CaseError::Closed) => "closed",
        Some(CaseError::OtherStates) => "elsewhere",
        Some(CaseError::Proposer) => "own",
        Some(CaseError::Sender) => "sender",
        Some(_) => "unknown",
    };
    format!("left={id}-{why}")
}

/// What an address tells of; `None` when it tells of nothing.
pub(super) fn told(asked: &Fields) -> Option<Bulk> {
    let left = |one: &str| {
        let (id, why) = one.split_once('-')?;
        let (_, key) = LEFT.into_iter().find(|(word, _)| *word == why)?;
        Some((id.parse().ok()?, key))
    };
    let bulk = Bulk {
        taken: asked.all("taken").filter_map(|id| id.parse().ok()).take(ROWS).collect(),
        left: asked.all("left").filter_map(left).take(ROWS).collect(),
    };
    asked.ticked("bulk").then_some(bulk)
}
