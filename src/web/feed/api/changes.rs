//! `GET /api/v1/changes`: a page of the feed of the state whose key is shown.

use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::Entry;
use super::problem::Problem;
use super::query::Asked;
use super::shape::{Field, Kind};
use crate::casework::{FeedError, FeedPage, FeedReader, KeyToken};
use crate::model::ApiScope;
use crate::web::{AppState, PageError, person};

/// One JSON object.
pub(super) const JSON: &str = "application/json";
/// An object a line, without anything around them.
pub(super) const LINES: &str = "application/x-ndjson";

/// What a page has beside its entries.
pub(super) const PAGE: [Field; 2] = [
    Field("next", Kind::Number, "Ask for the next page with `after` of this number."),
    Field("newest", Kind::Number, "The number of the newest entry: when `next` equals it, there is no more for now."),
];

#[derive(Serialize)]
struct Page<'a> {
    entries: Vec<Entry<'a>>,
    next: u64,
    newest: u64,
}

pub(in crate::web) async fn show(State(app): State<AppState>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    match answer(&app, &parts).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn answer(app: &AppState, parts: &Parts) -> Result<Response, Problem> {
    let asked = Asked::read(parts.uri.query())?;
    let (token, origin) = (bearer(&parts.headers)?, person::origin(parts));
    let casework = app.portal.casework.clone();
    let reader = blocking(app, move || casework.feed_reader(&token, ApiScope::Changes, origin)).await?;
    let _turn = app.feeds.enter(reader.key(), Instant::now())?;
    let known = parts.headers.get(header::IF_NONE_MATCH).cloned();
    let lines = parts.headers.get(header::ACCEPT).is_some_and(|kind| kind.as_bytes().starts_with(LINES.as_bytes()));
    let casework = app.portal.casework.clone();
    blocking(app, move || {
        let newest = casework.newest_of_feed(&reader)?;
        let tag = tag(&reader, asked, newest);
        if known.is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
            return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
        }
        let page = casework.feed(&reader, asked.after, asked.limit)?;
        let tag = self::tag(&reader, asked, page.newest);
        let (kind, body) = if lines { (LINES, as_lines(&page)) } else { (JSON, as_json(&page)) };
        Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::ETAG, tag)], body).into_response())
    })
    .await
}

/// The key of the one header in which it may come.
fn bearer(headers: &HeaderMap) -> Result<KeyToken, Problem> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return Err(Problem::NoKey) };
    let (scheme, token) = value.to_str().ok().and_then(|text| text.split_once(' ')).ok_or(Problem::NoKey)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Problem::NoKey);
    }
    token.trim().parse().map_err(|_| Problem::Key)
}

/// The same page of the same feed looks the same as long as nothing came after it.
fn tag(reader: &FeedReader, asked: Asked, newest: u64) -> String {
    format!("\"{}-{}-{}-{newest}\"", reader.state(), asked.after, asked.limit)
}

fn as_json(page: &FeedPage) -> Vec<u8> {
    let entries = page.entries.iter().map(|(number, entry)| Entry(*number, entry)).collect();
    // Numbers and text in maps with keys of text: there is nothing in them that JSON cannot say.
    serde_json::to_vec(&Page { entries, next: page.next, newest: page.newest }).unwrap_or_default()
}

fn as_lines(page: &FeedPage) -> Vec<u8> {
    let mut body = Vec::with_capacity(page.entries.len() * 128);
    for (number, entry) in &page.entries {
        body.extend(serde_json::to_vec(&Entry(*number, entry)).unwrap_or_default());
        body.push(b'\n');
    }
    body
}

async fn blocking<T: Send + 'static>(
    app: &AppState,
    work: impl FnOnce() -> Result<T, FeedError> + Send + 'static,
) -> Result<T, Problem> {
    Ok(app.blocking(move || Ok::<_, PageError>(work())).await??)
}
