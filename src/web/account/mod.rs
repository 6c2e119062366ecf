//! `/account`: one's own password, second factors, recovery codes and sessions.

mod act;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::{get, post};
use maud::Markup;

use super::views::account::{self as view, Own};
use super::{AppState, PageError, Person, Route, cookies};

/// The addresses of one's own account.
pub(super) const ROUTES: &[Route] = &[
    ("/account", || get(show)),
    ("/account/stay", || post(act::stay)),
    ("/account/recovery-codes", || post(act::recovery_codes)),
    ("/account/app/remove", || post(act::remove_app)),
    ("/account/passkeys/remove", || post(act::remove_passkey)),
    ("/account/mail", || post(act::choose_mail)),
    ("/account/sessions/end", || post(act::end_sessions)),
];

/// Shows all of it.
async fn show(State(app): State<AppState>, headers: HeaderMap, person: Person) -> Result<Markup, PageError> {
    let (identity, name) = (app.portal.identity.clone(), person.account.user_name.clone());
    let cookie = cookies::session(&headers, app.portal.environment);
    let own = app
        .blocking(move || {
            let (factors, failed) = (identity.factors(&name)?, identity.outbox().failed_of(&name)?);
            Ok::<_, PageError>(factors.map(|factors| (factors, identity.own_sessions(&cookie), failed)))
        })
        .await?;
    let (factors, sessions, failed) = own.ok_or(PageError::NotFound)?;
    let asked = app.portal.identity.policy().second_factor;
    let own = Own { account: person.account, factors, sessions: sessions?, failed, asked };
    Ok(view::page(&person.page, &own))
}
