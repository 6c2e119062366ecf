//! `/training/{course}/quiz`: ten questions, graded here. A reload shows the same ones; each draw is graded once.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use super::course;
use crate::identity::LifeError;
use crate::model::LoginStep;
use crate::training::{Course, QUESTIONS};
use crate::web::desk::Fields;
use crate::web::form::SignedStep;
use crate::web::person::Arriving;
use crate::web::views::life::training as view;
use crate::web::{AppState, PageError};

/// The questions.
pub(super) async fn show(
    arriving: Arriving,
    State(app): State<AppState>,
    Path(word): Path<String>,
) -> Result<Markup, PageError> {
    let person = arriving.reached(LoginStep::Training)?;
    let (id, language) = (course(&word)?, person.language.code());
    let (identity, account, who) =
        (app.portal.identity.clone(), person.account.clone(), person.children.person(&person.session));
    let quiz = app.blocking(move || identity.quiz(who, &account, id, language)).await?;
    let text = Course::of(id, language).map_err(|error| PageError::internal("training", error))?;
    Ok(view::quiz(&person.page, text, &quiz))
}

/// The result. What was handed in before leads to a new draw.
pub(super) async fn submit(
    arriving: Arriving,
    State(app): State<AppState>,
    Path(word): Path<String>,
    SignedStep(fields): SignedStep<Fields>,
) -> Result<Response, PageError> {
    let person = arriving.reached(LoginStep::Training)?;
    let (id, language) = (course(&word)?, person.language.code());
    let chosen: Vec<Option<u8>> = (0..QUESTIONS).map(|number| fields.one(&format!("q{number}")).parse().ok()).collect();
    let (identity, account, who) =
        (app.portal.identity.clone(), person.account.clone(), person.children.person(&person.session));
    let graded = app
        .blocking(move || match identity.hand_in(who, &account, id, language, &chosen) {
            Ok(graded) => Ok(Some(graded)),
            Err(LifeError::NoQuiz) => Ok(None),
            Err(error) => Err(error),
        })
        .await?;
    let Some(graded) = graded else {
        return Ok(Redirect::to(&format!("/training/{}/quiz", id.word())).into_response());
    };
    let text = Course::of(id, language).map_err(|error| PageError::internal("training", error))?;
    Ok(view::graded(&person.page, text, &graded).into_response())
}
