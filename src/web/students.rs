//! `/students`: is this child known? What is typed goes in the body of a form and stays on the server; the address
//! carries a random token.

use axum::extract::{Query, State};
use axum::response::Redirect;
use serde::Deserialize;

use super::form::Signed;
use super::pace::Act;
use super::views::people;
use super::{AppState, PageError, Seeker};
use crate::model::{Date, Sex, StateCode};
use crate::search;
pub(super) use people::search_form;

/// Children on a page.
const LIMIT: usize = 25;
/// Children shown while a person types.
const SUGGESTED: usize = 6;
/// Longest text of a field, in characters: longer is cut.
const FIELD_CHARS: usize = 200;

/// The form as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Fields {
    pub(super) text: String,
    pub(super) sex: String,
    pub(super) parent: String,
    pub(super) birth_country: String,
    pub(super) school: String,
    pub(super) state: String,
    pub(super) born_from: String,
    pub(super) born_to: String,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
}

/// Shows the box, and what was found when the address carries a search.
pub(super) async fn show(
    Seeker { person, finder }: Seeker,
    State(app): State<AppState>,
    Query(asked): Query<Asked>,
) -> Result<maud::Markup, PageError> {
    let Some(query) = app.queries.find(&person.session.csrf_token, &asked.q) else {
        return Ok(people::empty(&person.page, !asked.q.is_empty()));
    };
    app.keeps_pace(Act::Search, &person.account)?;
    let (index, today) = (app.portal.search.clone(), app.portal.clock.now().date());
    let fields = Fields::from(&query);
    let results = app.blocking(move || index.search(&finder, &query, LIMIT)).await?;
    Ok(people::results(&person.page, &fields, &results, today))
}

/// Keeps the search and goes to its results.
pub(super) async fn submit(
    Seeker { person, .. }: Seeker,
    State(app): State<AppState>,
    Signed(fields): Signed<Fields>,
) -> Result<Redirect, PageError> {
    let query = fields.query();
    if query == search::Query::default() {
        return Ok(Redirect::to("/students"));
    }
    let token = app.queries.keep(&person.session.csrf_token, query)?;
    Ok(Redirect::to(&format!("/students?q={token}")))
}

/// The first children that fit what is typed so far, as a part of a page: asked by the script of the search box, and
/// taken down like any search.
pub(super) async fn suggest(
    Seeker { person, finder }: Seeker,
    State(app): State<AppState>,
    Signed(fields): Signed<Fields>,
) -> Result<maud::Markup, PageError> {
    app.keeps_pace(Act::Search, &person.account)?;
    let query = fields.query();
    let (index, today) = (app.portal.search.clone(), app.portal.clock.now().date());
    let results = app.blocking(move || index.search(&finder, &query, SUGGESTED)).await?;
    Ok(people::suggestions(person.language, &results, today))
}

impl Fields {
    fn query(&self) -> search::Query {
        let cut = |text: &str| text.trim().chars().take(FIELD_CHARS).collect::<String>();
        search::Query {
            text: cut(&self.text),
            sex: self.sex.parse::<Sex>().ok(),
            parent: cut(&self.parent),
            birth_country: cut(&self.birth_country),
            school: cut(&self.school),
            state: self.state.parse::<StateCode>().ok(),
            born_from: self.born_from.parse::<Date>().ok(),
            born_to: self.born_to.parse::<Date>().ok(),
        }
    }

    /// Whether any field but the one box is filled.
    pub(super) fn is_advanced(&self) -> bool {
        [&self.sex, &self.parent, &self.birth_country, &self.school, &self.state, &self.born_from, &self.born_to]
            .iter()
            .any(|field| !field.is_empty())
    }
}

impl From<&search::Query> for Fields {
    fn from(query: &search::Query) -> Self {
        let day = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        Self {
            text: query.text.clone(),
            sex: query.sex.map(|sex| format!("{sex:?}")).unwrap_or_default(),
            parent: query.parent.clone(),
            birth_country: query.birth_country.clone(),
            school: query.school.clone(),
            state: query.state.map(|state| state.to_string()).unwrap_or_default(),
            born_from: day(query.born_from),
            born_to: day(query.born_to),
        }
    }
}
