//! `GET /students/{id}/disclosures`: to whom this record was shown. No part of the record is opened for it.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use maud::Markup;

use crate::access::AccountingError;
use crate::model::MsixId;
use crate::web::views::disclosures as view;
use crate::web::{AppState, PageError, Person};

pub(super) async fn show(
    person: Person,
    State(app): State<AppState>,
    Path(id): Path<String>,
) -> Result<Markup, PageError> {
    let accountant = person.children.accountant(&person.account, &person.session)?;
    let id: MsixId = id.parse().map_err(|_| PageError::NoSuchChild)?;
    let accounting = app.blocking(move || accountant.of_child(id)).await?;
    Ok(view::page(&person.page, &accounting, app.portal.clock.now()))
}

impl From<AccountingError> for PageError {
    fn from(error: AccountingError) -> Self {
        match error {
            AccountingError::Store(error) => Self::internal("the accounting of disclosures", &error),
            AccountingError::Unknown => Self::NoSuchChild,
            AccountingError::OtherStates => Self::Work(StatusCode::FORBIDDEN, "disclosures-other-states"),
        }
    }
}
