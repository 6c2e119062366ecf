//! What every request passes: a number and a line in the log, headers, language, origin.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use tokio::time::timeout;

use super::i18n::Language;
use super::{PageError, cookies};
use crate::identity::{OsRandom, Random};
use crate::model::hex;

/// The number of a request, in the log and on error pages.
#[derive(Clone, Default)]
pub(super) struct RequestId(pub(super) String);

/// Headers of every answer. Scripts and styles only from our own files, and they ask nobody but us; no other site may
/// show, load or hold on to a page of ours; the browser gives pages nothing but what passkeys need.
const HEADERS: [(&str, &str); 10] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    // Two years, with the names below ours (ASVS 5.0, 3.4.1).
    ("strict-transport-security", "max-age=63072000; includeSubDomains"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
    ("origin-agent-cluster", "?1"),
    (
        "permissions-policy",
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), \
         gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), \
         screen-wake-lock=(), usb=(), xr-spatial-tracking=()",
    ),
];

/// Gives the request a number and writes one line: method, route, status. The route is the pattern, not the address.
pub(super) async fn trace(mut request: Request, next: Next) -> Response {
    let id = RequestId(number());
    request.extensions_mut().insert(id.clone());
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let response = next.run(request).await;
    tracing::info!(request = %id.0, %method, route, status = response.status().as_u16(), "answered");
    response
}

/// Sets the headers of every answer; pages are never kept by a cache.
pub(super) async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Refuses requests for names that are not ours, as they come from pages of others whose name leads to our address.
/// Without names any will do.
pub(super) async fn known_host(State(hosts): State<Arc<[String]>>, request: Request, next: Next) -> Response {
    let header = || request.headers().get(header::HOST).and_then(|value| value.to_str().ok());
    let asked = request.uri().authority().map(Authority::as_str).or_else(header).unwrap_or_default();
    // An address of version 6 stands in brackets and has colons of its own.
    let name = asked.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')).map_or(asked, |(name, _)| name);
    if hosts.is_empty() || hosts.iter().any(|host| host.eq_ignore_ascii_case(name)) {
        return next.run(request).await;
    }
    (StatusCode::MISDIRECTED_REQUEST, "this is not the name of the portal\n").into_response()
}

/// `?lang=es` on any page keeps the language and comes back without it.
pub(super) async fn switch_language(request: Request, next: Next) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let asked = query.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(Language::from_code);
    // The interface for programs keeps no cookies.
    let is_page = *request.method() == Method::GET && !request.uri().path().starts_with("/api/");
    let Some(language) = asked.filter(|_| is_page) else { return next.run(request).await };
    let rest: Vec<_> = query.split('&').filter(|pair| !pair.starts_with("lang=")).collect();
    // One slash at the front: two would name another host.
    let path = format!("/{}", request.uri().path().trim_start_matches('/'));
    let back = if rest.is_empty() { path } else { format!("{path}?{}", rest.join("&")) };
    ([(header::SET_COOKIE, cookies::keep_language(language))], Redirect::to(&back)).into_response()
}

/// How long the body of a form may take.
pub(super) const BODY_PATIENCE: Duration = Duration::from_secs(20);

/// Reads the whole body before anything else is done, in time or not at all.
pub(super) async fn whole_body(State(patience): State<Duration>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    match timeout(patience, to_bytes(body, super::FORM_BYTES)).await {
        Ok(Ok(body)) => next.run(Request::from_parts(parts, Body::from(body))).await,
        Ok(Err(_)) => StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        Err(_) => StatusCode::REQUEST_TIMEOUT.into_response(),
    }
}

/// Refuses forms that another site's page sends: before there is a session there is no token to ask for.
pub(super) async fn same_origin(request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD);
    let host = request.uri().authority().map(|authority| authority.as_str().to_owned());
    if safe || from_here(request.headers(), host.as_deref()) {
        return next.run(request).await;
    }
    PageError::Forged.into_response()
}

/// Every browser in use sends `Sec-Fetch-Site` or `Origin` with a form. Over HTTP/2 the host is in the address.
fn from_here(headers: &HeaderMap, authority: Option<&str>) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    let host = authority.or_else(|| text(header::HOST));
    match text(header::ORIGIN) {
        Some(origin) => origin.strip_prefix("https://").is_some_and(|from| Some(from) == host),
        None => true,
    }
}

fn number() -> String {
    let mut bytes = [0; 6];
    // A request without a number is better than none: the number is for people who read logs.
    if OsRandom.fill(&mut bytes).is_err() {
        return "unnumbered".to_owned();
    }
    hex(&bytes)
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::middleware::from_fn_with_state;
    use axum::routing::post;
    use tower::ServiceExt;

    use super::*;

    /// A body that says it is long and never comes.
    struct Never;

    impl axum::body::HttpBody for Never {
        type Data = axum::body::Bytes;
        type Error = std::convert::Infallible;

        fn poll_frame(
            self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Result<hyper::body::Frame<Self::Data>, Self::Error>>> {
            std::task::Poll::Pending
        }
    }

    #[tokio::test]
    async fn a_body_that_never_comes_is_not_waited_for() {
        let layer = from_fn_with_state(Duration::from_millis(20), whole_body);
        let router: Router = Router::new().route("/", post(|body: String| async move { body })).layer(layer);
        let send = |body| router.clone().oneshot(Request::post("/").body(body).unwrap());
        let late = timeout(Duration::from_secs(60), send(Body::new(Never))).await.unwrap().unwrap();
        assert_eq!(late.status(), StatusCode::REQUEST_TIMEOUT);
        assert_eq!(send(Body::from("in time")).await.unwrap().status(), StatusCode::OK);
        let long = "x".repeat(super::super::FORM_BYTES + 1);
        assert_eq!(send(Body::from(long)).await.unwrap().status(), StatusCode::PAYLOAD_TOO_LARGE);
    }
}
