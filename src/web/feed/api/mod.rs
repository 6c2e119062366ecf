//! The interface for the states' own systems. What it takes and gives is described beside the code that does it, and the
//! OpenAPI document is made from these descriptions; `assets/api/openapi.json` is a copy for those who read it here.

pub(super) mod changes;
mod entry;
mod limit;
pub(in crate::web) mod openapi;
pub(in crate::web) mod problem;
mod query;
mod shape;

use crate::model::FeedEntry;
pub(in crate::web) use entry::{Entry, word};
pub(in crate::web) use limit::Limits;

/// An entry as the interface gives it.
pub fn feed_entry(number: u64, entry: &FeedEntry) -> serde_json::Value {
    serde_json::to_value(Entry(number, entry)).unwrap_or_default()
}

/// A page of the feed.
pub(super) const CHANGES: &str = "/api/v1/changes";
/// The description.
pub(super) const OPENAPI: &str = "/api/v1/openapi.json";
