//! `/setup/{token}`: the first account of an installation, made under the link that `vereda init` printed. It leads
//! somewhere only while there is no account; afterwards its page is the one for links that have run out.

use std::net::SocketAddr;
use std::time::Duration;

use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Form};
use maud::Markup;
use serde::Deserialize;
use tokio::time::timeout;

use super::apply::place_of;
use super::desk::is_line;
use super::login::new_password;
use super::views::layout::PageContext;
use super::views::setup as view;
use super::{AppState, PageError, cookies};
use crate::identity::{Beginning, IdentityError, NewAccount, SetupError};
use crate::model::{Area, Grant, Profile, Role, StateCode};

/// How long a password waits for its turn to be hashed.
const TURN: Duration = Duration::from_secs(5);

/// What the form asks.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Fields {
    pub(super) name: String,
    pub(super) email: String,
    /// Two letters; empty for the federal office.
    pub(super) state: String,
    pub(super) user_name: String,
    password: String,
    again: String,
}

impl Fields {
    /// The account, or the message that says what to mend.
    fn account(self, language: &str) -> Result<NewAccount, &'static str> {
        let (name, email) = (self.name.trim(), self.email.trim());
        if name.is_empty() || !is_line(name, 200) {
            return Err("setup-wrong-name");
        }
        if !email.split_once('@').is_some_and(|(who, host)| !who.is_empty() && !host.is_empty()) || email.len() > 254 {
            return Err("setup-wrong-email");
        }
        if self.password != self.again {
            return Err("setup-wrong-again");
        }
        let state: Option<StateCode> = match self.state.as_str() {
            "" => None,
            code => Some(code.parse().map_err(|_| "setup-wrong-state")?),
        };
        let role = if state.is_some() { Role::StateUserAdministrator } else { Role::OmeUserAdministrator };
        Ok(NewAccount {
            profile: Profile { name: name.into(), email: email.into(), ..Profile::default() },
            grants: vec![Grant { role, area: Area::from(state) }],
            language: language.to_owned(),
            beginning: Beginning::Chosen,
            user_name: self.user_name,
            password: self.password,
        })
    }
}

/// Shows the form.
pub(super) async fn show(
    State(app): State<AppState>,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    let context = context(&app, &headers, &token);
    Ok(match holds(&app, token).await? {
        true => view::form(&context, &Fields::default(), None, &wanted(&app, &context)).into_response(),
        false => gone(&context),
    })
}

/// Makes the account and sends its person to the login.
pub(super) async fn submit(
    State(app): State<AppState>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    Path(token): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    let context = context(&app, &headers, &token);
    if !holds(&app, token.clone()).await? {
        return Ok(gone(&context));
    }
    let (lang, wanted) = (context.language, wanted(&app, &context));
    let again = |wrong: Markup| {
        (StatusCode::UNPROCESSABLE_ENTITY, view::form(&context, &fields, Some(&wrong), &wanted)).into_response()
    };
    let told = |wrong: &str| view::wrong(lang, wrong);
    let new = match fields.clone().account(context.language.code()) {
        Ok(new) => new,
        Err(wrong) => return Ok(again(told(wrong))),
    };
    let _turn = timeout(TURN, app.passwords.acquire()).await.map_err(|_| PageError::Busy)?;
    let identity = app.portal.identity.from(place_of(peer.map(|Extension(ConnectInfo(peer))| peer.ip())));
    let made = app.blocking(move || Ok::<_, PageError>(identity.set_up(&token, new))).await?;
    match made {
        Ok(_) => Ok(Redirect::to("/login").into_response()),
        Err(SetupError::Settled | SetupError::Link) => Ok(gone(&context)),
        Err(SetupError::Password(mistakes)) => Ok(again(new_password::wrong(lang, &mistakes))),
        Err(SetupError::Identity(IdentityError::UserName)) => Ok(again(told("setup-wrong-user-name"))),
        Err(SetupError::Identity(error)) => Err(error.into()),
    }
}

fn wanted(app: &AppState, context: &PageContext) -> Markup {
    new_password::wanted(context.language, &app.portal.identity.policy().passwords)
}

async fn holds(app: &AppState, token: String) -> Result<bool, PageError> {
    let identity = app.portal.identity.clone();
    app.blocking(move || identity.setup_link_holds(&token)).await
}

fn gone(context: &PageContext) -> Response {
    (StatusCode::NOT_FOUND, view::gone(context)).into_response()
}

fn context(app: &AppState, headers: &HeaderMap, token: &str) -> PageContext {
    // The token comes back in the addresses of the page: nothing but what a token is made of.
    let plain = token.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    let path = if plain { format!("/setup/{token}") } else { "/".to_owned() };
    PageContext::stranger(cookies::language(headers, None), app.portal.environment, &path)
}
