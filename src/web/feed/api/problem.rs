//! What went wrong, as RFC 9457 writes it: for programs, in English.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::shape::{Field, Kind};
use crate::casework::FeedError;
use crate::web::PageError;

/// The media type.
pub(in crate::web) const MEDIA_TYPE: &str = "application/problem+json";

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(in crate::web) enum Problem {
    /// No key was shown, or none that looks like one.
    #[error("send your key in the header Authorization: Bearer vk_...")]
    NoKey,
    /// A key that does not work. Why not is nobody's business but the administrator's.
    #[error("this key is not known, has run out or was taken out of use")]
    Key,
    /// A key for something else.
    #[error("this key does not open the feed")]
    Scope,
    /// A key in the address.
    #[error(
        "a key must never be part of an address, where logs keep it: take this one out of use, and send a new one in the header Authorization"
    )]
    KeyInAddress,
    /// A parameter that is unknown, is there twice, or cannot be.
    #[error("{0}")]
    Query(String),
    /// After the newest entry.
    #[error(
        "the newest entry of the feed is {newest}: nothing can come after {after}. Has your system changed to another installation?"
    )]
    Beyond {
        /// Asked.
        after: u64,
        /// There is.
        newest: u64,
    },
    /// Asked too often, or too many times at once.
    #[error("too many requests with this key: wait {0} s, and ask for up to 10000 entries at once")]
    TooMany(u64),
    /// There is nothing here.
    #[error("there is nothing at this address: see /api/v1/openapi.json")]
    NotFound,
    /// Another method.
    #[error("this address takes GET alone")]
    Method,
    /// Something of ours.
    #[error("something failed here; nothing was lost. Try again later")]
    Internal,
}

/// The fields of every problem.
pub(super) const FIELDS: [Field; 4] = [
    Field("type", Kind::Text, "What it is, for programs: a URN that does not change."),
    Field("title", Kind::Text, "The status in words."),
    Field("status", Kind::Number, "The HTTP status."),
    Field("detail", Kind::Text, "What happened and what to do, for people."),
];

impl Problem {
    /// The statuses that a page of the feed may answer with beside success.
    pub(super) const STATUSES: [(u16, &'static str); 6] = [
        (400, "A parameter is unknown or cannot be, or a key is part of the address."),
        (401, "There is no key, or one that does not work."),
        (403, "The key opens something else."),
        (409, "`after` lies beyond the newest entry."),
        (429, "Too many requests with this key; `Retry-After` says how many seconds to wait."),
        (500, "Something failed; nothing was lost."),
    ];

    fn status(&self) -> StatusCode {
        match self {
            Self::NoKey | Self::Key => StatusCode::UNAUTHORIZED,
            Self::Scope => StatusCode::FORBIDDEN,
            Self::KeyInAddress | Self::Query(_) => StatusCode::BAD_REQUEST,
            Self::Beyond { .. } => StatusCode::CONFLICT,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn word(&self) -> &'static str {
        match self {
            Self::NoKey => "no-key",
            Self::Key => "key",
            Self::Scope => "scope",
            Self::KeyInAddress => "key-in-address",
            Self::Query(_) => "query",
            Self::Beyond { .. } => "beyond-newest",
            Self::TooMany(_) => "too-many",
            Self::NotFound => "not-found",
            Self::Method => "method",
            Self::Internal => "internal",
        }
    }
}

impl From<FeedError> for Problem {
    fn from(error: FeedError) -> Self {
        match error {
            FeedError::Key => Self::Key,
            FeedError::Scope => Self::Scope,
            FeedError::Beyond { after, newest } => Self::Beyond { after, newest },
            error => PageError::from(error).into(),
        }
    }
}

impl From<PageError> for Problem {
    /// The log has what the other side does not need to know.
    fn from(error: PageError) -> Self {
        tracing::error!(%error, "the interface failed");
        Self::Internal
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status();
        let body = json!({
            "type": format!("urn:vereda:problem:{}", self.word()),
            "title": status.canonical_reason().unwrap_or_default(),
            "status": status.as_u16(),
            "detail": self.to_string(),
        });
        let mut response = (status, [(header::CONTENT_TYPE, MEDIA_TYPE)], body.to_string()).into_response();
        let headers = response.headers_mut();
        match self {
            Self::NoKey | Self::Key => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"vereda\""));
            }
            Self::TooMany(seconds) => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
            _ => (),
        }
        response
    }
}

/// For addresses below `/api` that there are not.
pub(in crate::web) async fn not_found() -> Problem {
    Problem::NotFound
}

/// For methods that an address does not take.
pub(in crate::web) async fn wrong_method() -> Problem {
    Problem::Method
}
