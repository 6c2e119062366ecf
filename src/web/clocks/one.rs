//! `GET /clocks/{id}`: every start, stop and day counted.

use axum::extract::{Path, State};
use maud::Markup;

use super::viewer;
use crate::model::ClockId;
use crate::web::views::clocks::one as view;
use crate::web::{AppState, PageError, Person};

pub(super) async fn show(
    person: Person,
    State(app): State<AppState>,
    Path(id): Path<String>,
) -> Result<Markup, PageError> {
    let (who, clocks) = (viewer(&person)?, app.portal.clocks.clone());
    let id = ClockId(id.parse().map_err(|_| PageError::NotFound)?);
    let shown = app.blocking(move || clocks.one(&who, id)).await?;
    Ok(view::page(&person.page, &shown))
}
