//! `/worklist`: what must I decide. One file per action. Each decision goes back with the mark of the page that was
//! looked at, so that nobody decides about records that have changed since.

mod act;
mod bulk;
mod decided;
mod hand;
mod item;
mod list;
mod proposed;
mod saved;

use axum::routing::{get, post};

use super::Route;
pub(super) use bulk::Bulk;
#[cfg(test)]
pub(super) use bulk::LEFT;
#[cfg(test)]
pub(super) use list::DONE;
pub(super) use list::{AGES, Done, LEVELS, address};

/// Rows on a page of a list.
const ROWS: usize = 25;

/// The addresses of the worklist.
pub(super) const ROUTES: &[Route] = &[
    ("/worklist", || get(list::show)),
    ("/worklist/decided", || get(decided::show)),
    ("/worklist/proposed", || get(proposed::show)),
    ("/worklist/acknowledge", || post(bulk::submit)),
    ("/worklist/filters", || post(saved::save)),
    ("/worklist/filters/remove", || post(saved::remove)),
    ("/worklist/{item}", || get(item::show)),
    ("/matches/{id}", || get(item::show)),
    ("/worklist/{item}/take", || post(hand::take)),
    ("/worklist/{item}/assign", || post(hand::assign)),
    ("/worklist/{item}/escalate", || post(hand::escalate)),
    ("/worklist/{item}/same", || post(act::same)),
    ("/worklist/{item}/different", || post(act::different)),
    ("/worklist/{item}/approve", || post(act::approve)),
    ("/worklist/{item}/reject", || post(act::reject)),
    ("/worklist/{item}/cancel", || post(act::cancel)),
    ("/worklist/{item}/done", || post(act::mended)),
    ("/worklist/{item}/reopen", || post(act::reopen)),
];
