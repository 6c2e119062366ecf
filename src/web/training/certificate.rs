//! `GET /training/certificates/{number}`: to print. One's own, or of somebody whom one looks after.

use axum::extract::{Path, State};
use maud::Markup;

use crate::model::LoginStep;
use crate::web::person::Arriving;
use crate::web::views::life::training as view;
use crate::web::{AppState, PageError};

pub(super) async fn show(
    arriving: Arriving,
    State(app): State<AppState>,
    Path(number): Path<String>,
) -> Result<Markup, PageError> {
    let person = arriving.reached(LoginStep::Training)?;
    let number: u64 = number.parse().map_err(|_| PageError::NotFound)?;
    let (identity, account, session) = (app.portal.identity.clone(), person.account.clone(), person.session.clone());
    // Only a login that is complete opens the papers of others.
    let children = arriving.next.is_none().then(|| person.children.clone());
    let found = app
        .blocking(move || -> Result<_, PageError> {
            let keeper = children.map(|children| children.account_keeper(&account, &session)).transpose();
            let keeper = keeper.map_err(|error| PageError::internal("a certificate", &error))?.and_then(Result::ok);
            match (identity.certificate(&account.user_name, number)?, keeper) {
                (None, Some(keeper)) => Ok(identity.certificate_kept(&keeper, number)?),
                (own, _) => Ok(own),
            }
        })
        .await?;
    Ok(view::certificate(&person.page, &found.ok_or(PageError::NotFound)?))
}
