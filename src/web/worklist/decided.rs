//! `GET /worklist/decided`: who decided what, the last one first; also what was judged to be two children.

use axum::extract::{Query, State};
use maud::Markup;

use super::ROWS;
use super::list::filter;
use crate::web::desk::{Desk, Fields};
use crate::web::views::casework::list::{self, Decided};
use crate::web::{AppState, PageError};

pub(super) async fn show(
    desk: Desk,
    State(app): State<AppState>,
    Query(asked): Query<Fields>,
) -> Result<Markup, PageError> {
    let (decider, proposer, casework) = (desk.decider()?, desk.proposer.clone(), app.portal.casework.clone());
    let (filter, from) = (filter(&asked), asked.one("from").parse().unwrap_or(0));
    let (chosen, own) = (filter.clone(), decider.jurisdiction().states_or_all());
    let decided = app
        .blocking(move || -> Result<_, PageError> {
            let page = casework.decided(&decider, &filter, from, ROWS)?;
            let faces = casework.faces(proposer.reader(), &list::children(&page))?;
            Ok(Decided { page, faces, filter: chosen, own })
        })
        .await?;
    Ok(list::decided(&desk.person.page, &decided))
}
