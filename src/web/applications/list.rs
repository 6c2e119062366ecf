//! `GET /applications`: what waits first, the longest waiting before the others.

use axum::extract::State;
use maud::Markup;

use crate::web::keeper::Keeper;
use crate::web::views::life::applications as view;
use crate::web::{AppState, PageError};

pub(super) async fn show(keeper: Keeper, State(app): State<AppState>) -> Result<Markup, PageError> {
    let (identity, right) = (app.portal.identity.clone(), keeper.right.clone());
    let (found, unattended) = app
        .blocking(move || -> Result<_, PageError> {
            let unattended = if right.is_national() { identity.unattended()? } else { Vec::new() };
            Ok((identity.applications(&right)?, unattended))
        })
        .await?;
    Ok(view::list(&keeper.person.page, &found, &unattended))
}
