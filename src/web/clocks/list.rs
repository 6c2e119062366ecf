//! `GET /clocks` and `GET /clocks/export`.

use axum::extract::{Query, State};
use axum::http::header;
use axum::response::IntoResponse;
use maud::Markup;

use super::viewer;
use crate::clocks::{Filter, Show};
use crate::model::ClockKind;
use crate::web::desk::Fields;
use crate::web::views::clocks::csv;
use crate::web::views::clocks::list::{self as view, List};
use crate::web::{AppState, PageError, Person};

/// Rows on a page.
pub(in crate::web) const ROWS: usize = 25;

pub(super) async fn show(
    person: Person,
    State(app): State<AppState>,
    Query(asked): Query<Fields>,
) -> Result<Markup, PageError> {
    let (who, clocks) = (viewer(&person)?, app.portal.clocks.clone());
    let (filter, from) = (filter(&asked), asked.one("from").parse().unwrap_or(0));
    let now = app.portal.clock.now();
    let list = app
        .blocking(move || -> Result<_, PageError> {
            let counts = clocks.counts(&who, filter.state)?;
            let page = clocks.page(&who, &filter, from, ROWS)?;
            Ok(List {
                counts,
                page,
                filter,
                own: who.jurisdiction().states_or_all(),
                now,
                system_began: clocks.system_began()?,
            })
        })
        .await?;
    Ok(view::page(&person.page, &list))
}

pub(super) async fn export(
    person: Person,
    State(app): State<AppState>,
    Query(asked): Query<Fields>,
) -> Result<impl IntoResponse, PageError> {
    let (who, clocks, filter) = (viewer(&person)?, app.portal.clocks.clone(), filter(&asked));
    let body = app
        .blocking(move || -> Result<_, PageError> {
            let failed = |error| PageError::Internal(format!("writing clocks: {error}"));
            let (mut file, mut written) = (csv::File::new().map_err(failed)?, Ok(()));
            clocks.export(&who, &filter, |some| {
                if written.is_ok() {
                    written = file.write(some);
                }
            })?;
            written.and_then(|()| file.end()).map_err(failed)
        })
        .await?;
    let name = format!("attachment; filename=\"clocks-{}.csv\"", app.portal.clock.now().date());
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)], body))
}

/// The filter of an address; words that are none are left out.
fn filter(asked: &Fields) -> Filter {
    Filter {
        show: Show::ALL.into_iter().find(|show| show.word() == asked.one("show")).unwrap_or_default(),
        kind: ClockKind::ALL.into_iter().find(|kind| kind.word() == asked.one("kind")),
        state: asked.one("state").parse().ok(),
        days: asked.one("days").parse().ok(),
    }
}
