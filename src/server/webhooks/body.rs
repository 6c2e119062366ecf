//! What a call says, signed as Standard Webhooks has it: HMAC-SHA256 over `id.timestamp.body`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;
use serde_json::json;

use crate::casework::Due;
use crate::model::Timestamp;
use crate::web::feed_entry;

/// The three headers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    /// `webhook-id`: the same for the same entries, however often they are told.
    pub(super) id: String,
    /// `webhook-timestamp`: seconds since 1970.
    pub(super) timestamp: String,
    /// `webhook-signature`.
    pub(super) signature: String,
}

/// `state`, `first`, `last`, and `entries` when they are few; the same shapes as those of the feed.
pub(super) fn body(due: &Due) -> String {
    let (first, last) = due.entries;
    let mut body = json!({ "state": due.hook.state.as_str(), "first": first, "last": last });
    if !due.told.is_empty()
        && let Some(map) = body.as_object_mut()
    {
        let entries = due.told.iter().map(|(number, entry)| feed_entry(*number, entry)).collect();
        map.insert("entries".to_owned(), entries);
    }
    body.to_string()
}

impl Head {
    pub(super) fn signed(due: &Due, body: &str, secret: &[u8], now: Timestamp) -> Self {
        let id = format!("msg_{}_{}_{}", due.number, due.entries.0, due.entries.1);
        let timestamp = now.micros().div_euclid(1_000_000).to_string();
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
        let tag = hmac::sign(&key, format!("{id}.{timestamp}.{body}").as_bytes());
        let signature = format!("v1,{}", STANDARD.encode(tag));
        Self { id, timestamp, signature }
    }
}
