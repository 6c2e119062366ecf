//! `GET /training/{course}`: the lessons.

use axum::extract::Path;
use maud::Markup;

use super::course;
use crate::model::LoginStep;
use crate::training::Course;
use crate::web::PageError;
use crate::web::person::Arriving;
use crate::web::views::life::training as view;

pub(super) async fn show(arriving: Arriving, Path(word): Path<String>) -> Result<Markup, PageError> {
    let person = arriving.reached(LoginStep::Training)?;
    let text = Course::of(course(&word)?, person.language.code());
    Ok(view::lessons(&person.page, text.map_err(|error| PageError::internal("training", error))?))
}
