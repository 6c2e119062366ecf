//! What free text gives away of a child, the one check of all forms: whoever typed it is told once, before it is sent,
//! and everything that came with it goes from page to page. It is a warning: one more press sends it as it is.

use axum::http::StatusCode;

use super::desk::Fields;
use super::{AppState, PageError};
use crate::casework::Casework;
use crate::casework::says::Finding;
use crate::model::MsixId;

/// The field by which a form says that its writer has been warned.
pub(super) const SAID: &str = "said";

/// A form that waits until its writer has seen what its texts give away.
#[derive(Debug, Clone)]
pub struct Warned {
    /// All that was sent.
    fields: Vec<(String, String)>,
    /// The names of the fields with text, each with what was found in it.
    texts: Vec<(&'static str, Vec<Finding>)>,
}

impl Warned {
    /// The texts: name of the field, what was typed, what was found.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&str, &str, &[Finding])> {
        let typed = |name: &str| self.fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value);
        self.texts.iter().map(move |(name, found)| (*name, typed(name), found.as_slice()))
    }

    /// The rest, but for what the page adds by itself.
    pub(super) fn others(&self) -> impl Iterator<Item = (&str, &str)> {
        let own = |name: &str| matches!(name, "csrf" | SAID) || self.texts.iter().any(|(text, _)| *text == name);
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).filter(move |(name, _)| !own(name))
    }
}

/// Refuses a form whose texts give something away of the children it is about, until its writer has seen it.
/// `children` finds them; where it cannot, what the form asks for is refused in its own words.
pub(super) async fn heed<C>(
    app: &AppState,
    fields: &Fields,
    names: &[&'static str],
    children: C,
) -> Result<(), PageError>
where
    C: FnOnce(&Casework) -> Result<Vec<MsixId>, PageError> + Send + 'static,
{
    let typed: Vec<(&'static str, String)> =
        names.iter().map(|name| (*name, fields.one(name).to_owned())).filter(|(_, text)| !text.is_empty()).collect();
    if typed.is_empty() || fields.ticked(SAID) {
        return Ok(());
    }
    let casework = app.portal.casework.clone();
    let texts = app
        .blocking(move || -> Result<_, PageError> {
            let Ok(children) = children(&casework) else { return Ok(Vec::new()) };
            typed.into_iter().map(|(name, text)| Ok((name, casework.says(&text, &children)?))).collect()
        })
        .await?;
    if texts.iter().all(|(_, found): &(_, Vec<Finding>)| found.is_empty()) {
        return Ok(());
    }
    let fields = fields.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    Err(PageError::Warned(Box::new(Warned { fields, texts })))
}

/// The status of the page that warns.
pub(super) const STATUS: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
