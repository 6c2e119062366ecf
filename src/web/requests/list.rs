//! `GET /requests`: what our states were asked and have asked, what is due first at the top.

use axum::extract::{Query, State};
use maud::Markup;

use super::asking::Asking;
use crate::casework::{RequestFilter, Side};
use crate::web::desk::Fields;
use crate::web::views::requests::{self as views, Listed, ROWS};
use crate::web::{AppState, PageError};

pub(super) async fn show(
    asking: Asking,
    State(app): State<AppState>,
    Query(asked): Query<Fields>,
) -> Result<Markup, PageError> {
    let (worker, casework) = (asking.worker.clone(), app.portal.casework.clone());
    // Who decides for no state is asked nothing, and begins with what she asked.
    let side = match asked.one("side") {
        "sent" => Side::Sent,
        "received" => Side::Received,
        _ if asking.decides.is_some() => Side::Received,
        _ => Side::Sent,
    };
    let chosen = !asked.one("side").is_empty();
    let [closed, overdue, mine] = ["closed", "overdue", "mine"].map(|name| asked.ticked(name));
    let (filter, from) = (RequestFilter { side, closed, overdue, mine }, asked.one("from").parse().unwrap_or(0));
    let listed = app
        .blocking(move || -> Result<_, PageError> {
            let (mut filter, mut page) = (filter, casework.requests(&worker, filter, from, ROWS)?);
            // Nobody begins with an empty list while the other one has something.
            if !chosen && page.rows.is_empty() {
                let side = if side == Side::Received { Side::Sent } else { Side::Received };
                let other = RequestFilter { side, ..filter };
                let there = casework.requests(&worker, other, from, ROWS)?;
                if !there.rows.is_empty() {
                    (filter, page) = (other, there);
                }
            }
            let children: Vec<_> = page.rows.iter().map(|row| row.child).collect();
            let faces = casework.faces(worker.reader(), &children)?;
            Ok(Listed { page, faces, filter })
        })
        .await?;
    Ok(views::list(&asking.person.page, &listed))
}
