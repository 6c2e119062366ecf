//! Views: functions from a view model to a page. No I/O, no script, no inline style.

pub(super) mod account;
pub(super) mod audit;
mod browser;
pub(super) mod casework;
pub(super) mod clocks;
pub(super) mod codes;
pub(super) mod corrections;
pub(super) mod disclosures;
pub(super) mod export;
pub(super) mod feed;
pub(super) mod home;
pub mod layout;
pub(super) mod life;
mod menu;
pub(super) mod notices;
pub(super) mod operations;
pub mod parts;
pub(super) mod passkey;
pub(super) mod people;
pub(super) mod qr;
pub mod record;
pub(super) mod regions;
pub(super) mod requests;
pub(super) mod says;
pub(super) mod setup;

pub use parts::{age, date, month, msix, purpose, purpose_said, timestamp};
