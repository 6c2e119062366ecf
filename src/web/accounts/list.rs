//! `GET /accounts`: search and filters; what is due first in the list of what is due.

use axum::extract::{Query, State};
use maud::Markup;

use crate::identity::REMIND_DAYS;
use crate::model::{Account, AccountStatus, MessageKind, Role, Timestamp};
use crate::web::desk::Fields;
use crate::web::keeper::Keeper;
use crate::web::views::life::accounts as view;
use crate::web::{AppState, PageError};

/// An account with its yearly duties that end soon or have ended.
pub(in crate::web) struct Row {
    pub(in crate::web) account: Account,
    pub(in crate::web) due: Vec<(MessageKind, Timestamp)>,
}

pub(super) async fn show(
    keeper: Keeper,
    State(app): State<AppState>,
    Query(asked): Query<Fields>,
) -> Result<Markup, PageError> {
    let (identity, right) = (app.portal.identity.clone(), keeper.right.clone());
    let now = app.portal.clock.now();
    let soon = now.plus_seconds(REMIND_DAYS * 24 * 60 * 60);
    let all = app
        .blocking(move || -> Result<_, PageError> {
            let row = |account: Account| {
                let due = if account.is_active() { identity.due_of(&account) } else { Vec::new() };
                Row { due: due.into_iter().filter(|(_, at)| *at <= soon).collect(), account }
            };
            Ok(identity.accounts(&right)?.into_iter().map(row).collect::<Vec<_>>())
        })
        .await?;
    let total = all.len();
    let mut found: Vec<Row> = all.into_iter().filter(|row| fits(row, &asked)).collect();
    if asked.ticked("due") {
        found.sort_by_key(|row| row.due.iter().map(|(_, at)| *at).min());
    }
    Ok(view::list(&keeper.person.page, &keeper.right.roles(), &asked, &found, total, now))
}

fn fits(row: &Row, asked: &Fields) -> bool {
    let (account, words) = (&row.account, asked.one("q").trim().to_lowercase());
    let profile = &account.profile;
    let texts = [&profile.name, &account.user_name, &profile.email, &profile.title];
    let found = |word: &str| texts.iter().any(|text| text.to_lowercase().contains(word));
    let role = Role::from_word(asked.one("role"));
    words.split_whitespace().all(found)
        && role.is_none_or(|role| account.has(role))
        && has_status(account.status, asked.one("status"))
        && (!asked.ticked("due") || !row.due.is_empty())
}

fn has_status(status: AccountStatus, asked: &str) -> bool {
    match asked {
        "active" => status == AccountStatus::Active,
        "disabled" => matches!(status, AccountStatus::Disabled { .. }),
        "deactivated" => matches!(status, AccountStatus::Deactivated { .. }),
        _ => true,
    }
}
