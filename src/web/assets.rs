//! The style sheet, the icon and the scripts. Their names carry a hash of what they hold, so browsers may keep them for ever.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::PageError;
use crate::model::hex;

const CSS: &str = include_str!("../../assets/css/vereda.css");
const SEARCH: &str = include_str!("../../assets/js/search.js");
const PASSKEY: &str = include_str!("../../assets/js/passkey.js");
const SESSION: &str = include_str!("../../assets/js/session.js");
const WORKLIST: &str = include_str!("../../assets/js/worklist.js");
const ICON: &str = include_str!("../../assets/icons/vereda.svg");

static CSS_NAME: LazyLock<String> = LazyLock::new(|| named("vereda", CSS, "css"));
static SEARCH_NAME: LazyLock<String> = LazyLock::new(|| named("search", SEARCH, "js"));
static PASSKEY_NAME: LazyLock<String> = LazyLock::new(|| named("passkey", PASSKEY, "js"));
static SESSION_NAME: LazyLock<String> = LazyLock::new(|| named("session", SESSION, "js"));
static WORKLIST_NAME: LazyLock<String> = LazyLock::new(|| named("worklist", WORKLIST, "js"));
static ICON_NAME: LazyLock<String> = LazyLock::new(|| named("vereda", ICON, "svg"));

/// Address of the style sheet.
pub fn css_path() -> String {
    format!("/assets/{}", *CSS_NAME)
}

/// Address of the script of the search box.
pub fn search_script_path() -> String {
    format!("/assets/{}", *SEARCH_NAME)
}

/// Address of the script that asks for passkeys.
pub fn passkey_script_path() -> String {
    format!("/assets/{}", *PASSKEY_NAME)
}

/// Address of the script that warns before a session ends.
pub fn session_script_path() -> String {
    format!("/assets/{}", *SESSION_NAME)
}

/// Address of the script of the worklist.
pub fn worklist_script_path() -> String {
    format!("/assets/{}", *WORKLIST_NAME)
}

/// Address of the icon.
pub fn icon_path() -> String {
    format!("/assets/{}", *ICON_NAME)
}

pub(super) async fn show(Path(name): Path<String>) -> Result<Response, PageError> {
    if name == *CSS_NAME {
        Ok(forever("text/css; charset=utf-8", CSS))
    } else if name == *SEARCH_NAME {
        Ok(forever("text/javascript; charset=utf-8", SEARCH))
    } else if name == *PASSKEY_NAME {
        Ok(forever("text/javascript; charset=utf-8", PASSKEY))
    } else if name == *SESSION_NAME {
        Ok(forever("text/javascript; charset=utf-8", SESSION))
    } else if name == *WORKLIST_NAME {
        Ok(forever("text/javascript; charset=utf-8", WORKLIST))
    } else if name == *ICON_NAME {
        Ok(forever("image/svg+xml", ICON))
    } else {
        Err(PageError::NotFound)
    }
}

/// For browsers that ask without looking at the page.
pub(super) async fn icon() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "image/svg+xml")], ICON)
}

fn forever(kind: &'static str, body: &'static str) -> Response {
    let keep = "public, max-age=31536000, immutable";
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, keep)], body).into_response()
}

fn named(stem: &str, content: &str, extension: &str) -> String {
    let hash = Sha256::digest(content.as_bytes());
    let short = hex(hash.get(..6).unwrap_or_default());
    format!("{stem}-{short}.{extension}")
}
