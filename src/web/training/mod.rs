//! `/training`: what I must take, lessons, a quiz, certificates.

mod certificate;
mod lessons;
mod overview;
mod quiz;

use axum::routing::get;

use super::{PageError, Route};
use crate::training::CourseId;

/// The addresses of the training.
pub(super) const ROUTES: &[Route] = &[
    ("/training", || get(overview::show)),
    ("/training/{course}", || get(lessons::show)),
    ("/training/{course}/quiz", || get(quiz::show).post(quiz::submit)),
    ("/training/certificates/{number}", || get(certificate::show)),
];

/// A course's word in an address.
fn course(word: &str) -> Result<CourseId, PageError> {
    CourseId::from_word(word).ok_or(PageError::NotFound)
}
