//! `/accounts`: who has access, for those who look after it.

mod act;
mod leavers;
mod list;
mod report;
mod show;

use axum::routing::{get, post};

use super::Route;
pub(super) use list::Row;

/// The addresses of accounts.
pub(super) const ROUTES: &[Route] = &[
    ("/accounts", || get(list::show)),
    ("/accounts/report", || get(report::show)),
    ("/accounts/leavers", || get(leavers::show)),
    ("/accounts/{user}", || get(show::show)),
    ("/accounts/{user}/profile", || post(act::profile)),
    ("/accounts/{user}/give", || post(act::give)),
    ("/accounts/{user}/take", || post(act::take)),
    ("/accounts/{user}/status", || get(show::preview).post(act::status)),
    ("/accounts/{user}/reset", || post(act::reset)),
    ("/accounts/{user}/letters", || post(act::letters)),
];
