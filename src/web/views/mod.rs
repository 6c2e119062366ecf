//! Views: functions from a view model to a page. No I/O, no script, no inline style.

pub(super) mod audit;
pub(super) mod casework;
pub mod layout;
pub mod parts;
pub(super) mod people;
pub mod record;
pub(super) mod setup;

pub use parts::{age, date, month, msix, purpose, purpose_said, timestamp};
