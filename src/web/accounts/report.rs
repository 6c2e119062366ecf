//! `GET /accounts/report`: the accounts report as CSV.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use crate::model::{Account, AccountStatus, Area, Grant, MessageKind, Timestamp};
use crate::web::keeper::Keeper;
use crate::web::{AppState, PageError};

const COLUMNS: [&str; 15] = [
    "user_name",
    "name",
    "title",
    "address",
    "phone",
    "email",
    "roles",
    "language",
    "created",
    "status",
    "status_since",
    "last_login",
    "terms_accepted",
    "training_passed",
    "next_due",
];

pub(super) async fn show(keeper: Keeper, State(app): State<AppState>) -> Result<impl IntoResponse, PageError> {
    let (identity, right) = (app.portal.identity.clone(), keeper.right.clone());
    let text = app
        .blocking(move || -> Result<_, PageError> {
            let mut lines = vec![COLUMNS.map(str::to_owned)];
            for account in identity.accounts_report(&right)? {
                let due = identity.due_of(&account);
                lines.push(line(&account, &due));
            }
            Ok(lines.iter().map(|cells| csv_line(cells)).collect::<String>())
        })
        .await?;
    let kind = (header::CONTENT_TYPE, "text/csv; charset=utf-8");
    Ok(([kind, (header::CONTENT_DISPOSITION, "attachment; filename=\"accounts.csv\"")], text))
}

fn line(account: &Account, due: &[(MessageKind, Timestamp)]) -> [String; 15] {
    let (status, since) = match account.status {
        AccountStatus::Active => ("active", None),
        AccountStatus::Disabled { since, .. } => ("disabled", Some(since)),
        AccountStatus::Deactivated { since } => ("deactivated", Some(since)),
    };
    let at = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
    let profile = &account.profile;
    let roles: Vec<String> = account.grants.iter().map(grant).collect();
    let texts = [&account.user_name, &profile.name, &profile.title, &profile.address, &profile.phone, &profile.email];
    let [user_name, name, title, address, phone, email] = texts.map(ToString::to_string);
    [
        user_name,
        name,
        title,
        address,
        phone,
        email,
        roles.join("; "),
        account.language.to_string(),
        at(Some(account.created)),
        status.to_owned(),
        at(since),
        at(account.last_login),
        at(account.terms_accepted),
        at(account.trained),
        at(due.iter().map(|(_, at)| *at).min()),
    ]
}

fn grant(grant: &Grant) -> String {
    let place = match &grant.area {
        Area::Nation => "nation".to_owned(),
        Area::State(state) => state.to_string(),
        Area::Region(state, region) => format!("{state} region {}", region.0),
        Area::District(state, district) => format!("{state} district {district}"),
    };
    format!("{} ({place})", grant.role.word())
}

/// One line of RFC 4180. What a spreadsheet would run is made text by an apostrophe.
fn csv_line(cells: &[String]) -> String {
    let quoted = cells.iter().map(|cell| {
        let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
        format!("\"{guard}{}\"", cell.replace('"', "\"\""))
    });
    quoted.collect::<Vec<_>>().join(",") + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_runs_nothing() {
        let cells = ["=cmd|x", "a \"b\", c", "+1", ""].map(str::to_owned);
        assert_eq!(csv_line(&cells), "\"'=cmd|x\",\"a \"\"b\"\", c\",\"'+1\",\"\"\r\n");
    }
}
