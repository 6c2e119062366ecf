//! What the states' own systems are told, and how.

use std::path::PathBuf;

use crate::casework::FeedRules;

/// Settings of keys and webhooks.
#[derive(Debug, Clone, Default)]
pub struct FeedSettings {
    /// How long keys work, where webhooks may lead.
    pub rules: FeedRules,
    /// PEM file with certificates by which webhooks' servers may be signed beside those that browsers know; relative to
    /// the data directory.
    pub authorities: Option<PathBuf>,
}
