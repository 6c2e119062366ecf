//! `GET /worklist/proposed`: what became of what I proposed.

use axum::extract::{Query, State};
use maud::Markup;

use super::ROWS;
use super::list::done;
use crate::web::desk::{Desk, Fields};
use crate::web::views::casework::list::{self, Proposed};
use crate::web::{AppState, PageError};

pub(super) async fn show(
    desk: Desk,
    State(app): State<AppState>,
    Query(asked): Query<Fields>,
) -> Result<Markup, PageError> {
    let (proposer, casework) = (desk.proposer.clone(), app.portal.casework.clone());
    let (from, done) = (asked.one("from").parse().unwrap_or(0), done(&asked));
    let proposed = app
        .blocking(move || -> Result<_, PageError> {
            let page = casework.proposed(&proposer, from, ROWS)?;
            let faces = casework.faces(proposer.reader(), &list::children(&page))?;
            Ok(Proposed { page, faces, done })
        })
        .await?;
    Ok(list::proposed(&desk.person.page, &proposed))
}
