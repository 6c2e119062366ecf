//! `GET /training`: what I must take, what I passed.

use axum::extract::{Query, State};
use maud::Markup;

use crate::model::LoginStep;
use crate::web::desk::Fields;
use crate::web::login::safe_next;
use crate::web::person::Arriving;
use crate::web::views::life::training as view;
use crate::web::{AppState, PageError};

pub(super) async fn show(
    arriving: Arriving,
    State(app): State<AppState>,
    Query(asked): Query<Fields>,
) -> Result<Markup, PageError> {
    let person = arriving.reached(LoginStep::Training)?;
    let (identity, account) = (app.portal.identity.clone(), person.account.clone());
    let (required, certificates) = app
        .blocking(move || {
            Ok::<_, PageError>((identity.training_of(&account)?, identity.certificates(&account.user_name)?))
        })
        .await?;
    let overview = view::Overview {
        required,
        certificates,
        must: arriving.next == Some(LoginStep::Training),
        trained: person.account.trained,
        next: safe_next(asked.one("next")).to_owned(),
    };
    Ok(view::overview(&person.page, &overview))
}
