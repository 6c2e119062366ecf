//! `GET /applications/{id}`: an application with what can be done about it.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use super::number;
use crate::model::ApplicationId;
use crate::web::desk::Fields;
use crate::web::keeper::Keeper;
use crate::web::views::life::applications as view;
use crate::web::{AppState, PageError};

pub(super) async fn show(
    keeper: Keeper,
    State(app): State<AppState>,
    Path(id): Path<String>,
) -> Result<Markup, PageError> {
    page(&keeper, &app, number(&id)?, None).await
}

async fn page(
    keeper: &Keeper,
    app: &AppState,
    id: ApplicationId,
    again: Option<(&'static str, &Fields)>,
) -> Result<Markup, PageError> {
    let (identity, right) = (app.portal.identity.clone(), keeper.right.clone());
    let shown = app
        .blocking(move || -> Result<_, PageError> {
            let (application, same) = identity.application(&right, id)?;
            let free = identity.free_user_name(&application)?;
            let own = right.is_not_own(application.profile.email.parse().ok().as_ref()).is_err();
            let own_paper = application.is_from_paper_of(right.user());
            Ok(view::Shown { roles: right.roles(), states: right.states(), application, same, free, own, own_paper })
        })
        .await?;
    Ok(view::item(&keeper.person.page, &shown, again))
}

/// On when it went well; else the application as it is now, with the reason and what was typed.
pub(super) async fn finish(
    keeper: &Keeper,
    app: &AppState,
    id: ApplicationId,
    fields: &Fields,
    outcome: Result<String, PageError>,
) -> Result<Response, PageError> {
    match outcome {
        Ok(on) => Ok(Redirect::to(&on).into_response()),
        Err(PageError::Work(status, words)) => {
            Ok((status, page(keeper, app, id, Some((words, fields))).await?).into_response())
        }
        Err(error) => Err(error),
    }
}
