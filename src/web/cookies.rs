//! The two cookies: the session and the language.

use axum::http::{HeaderMap, header};

use super::i18n::Language;

const LANGUAGE: &str = "__Host-vereda-lang";

/// The name of the session's cookie: each environment has its own, so that a training session is never taken for one
/// of production.
pub fn session_name(environment: &str) -> String {
    format!("__Host-vereda-{environment}")
}

/// The session's cookie of a request; empty when there is none.
pub fn session(headers: &HeaderMap, environment: &str) -> String {
    value(headers, &session_name(environment)).unwrap_or_default().to_owned()
}

/// The `Set-Cookie` line that begins a session.
pub fn begin_session(environment: &str, value: &str) -> String {
    format!("{}={value}; Path=/; Secure; HttpOnly; SameSite=Lax", session_name(environment))
}

/// The `Set-Cookie` line that ends a session.
pub fn end_session(environment: &str) -> String {
    format!("{}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0", session_name(environment))
}

/// The `Set-Cookie` line that keeps a language for a year.
pub fn keep_language(language: Language) -> String {
    format!("{LANGUAGE}={}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=31536000", language.code())
}

/// The value of a cookie.
pub fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// The language of a request: what was chosen here, else what the person chose for
/// her account (nothing, when nobody did), else what the browser asks for.
pub fn language(headers: &HeaderMap, account: Option<&str>) -> Language {
    let chosen = value(headers, LANGUAGE).and_then(Language::from_code);
    let asked = || headers.get(header::ACCEPT_LANGUAGE).and_then(|line| line.to_str().ok());
    chosen
        .or_else(|| account.and_then(Language::from_code))
        .or_else(|| asked().and_then(Language::from_accept))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    /// Spanish before the login is Spanish after it, unless somebody chose otherwise.
    #[test]
    fn a_language_that_nobody_chose_is_the_browsers() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static("es-MX,es;q=0.9,en;q=0.5"));
        assert_eq!(language(&headers, Some("")), Language::Spanish);
        assert_eq!(language(&headers, Some("en")), Language::English);
        headers.insert(header::COOKIE, HeaderValue::from_static("__Host-vereda-lang=es"));
        assert_eq!(language(&headers, Some("en")), Language::Spanish);
    }
}
