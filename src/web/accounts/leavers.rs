//! `GET /accounts/leavers`: who left, when, by whom, and until when the papers are kept.

use axum::extract::State;
use maud::Markup;

use crate::web::keeper::Keeper;
use crate::web::views::life::accounts as view;
use crate::web::{AppState, PageError};

pub(super) async fn show(keeper: Keeper, State(app): State<AppState>) -> Result<Markup, PageError> {
    let (identity, right) = (app.portal.identity.clone(), keeper.right.clone());
    let found = app.blocking(move || identity.leavers(&right)).await?;
    Ok(view::leavers(&keeper.person.page, &found))
}
