//! `/requests`: what was asked of whom, and whether it came. One file per action. Data come by submission only: no form
//! takes a file.

mod act;
mod asking;
mod list;
mod new;
mod thread;

use axum::routing::{get, post};

use super::Route;

/// The addresses.
pub(super) const ROUTES: &[Route] = &[
    ("/requests", || get(list::show).post(new::submit)),
    ("/requests/new", || get(new::show)),
    ("/requests/{id}", || get(thread::show)),
    ("/requests/{id}/acknowledge", || post(act::acknowledge)),
    ("/requests/{id}/say", || post(act::say)),
    ("/requests/{id}/decline", || post(act::decline)),
    ("/requests/{id}/withdraw", || post(act::withdraw)),
];
