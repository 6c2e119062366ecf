//! The pages of one child's consolidated record.

use axum::Router;

use super::AppState;

/// The pages under `/students/{id}`.
pub fn routes() -> Router<AppState> {
    Router::new()
}
