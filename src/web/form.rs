//! Forms of people who have logged in.

use axum::Form;
use axum::body::{Body, Bytes};
use axum::extract::{FromRef, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::login::Carried;
use super::person::Arriving;
use super::{AppState, PageError, Person};

/// A form whose token fits the session of the person who sent it. There is no other way to a form's fields in a
/// session, so that no handler can forget the check. Fields are what `T` says; the token's field is `csrf`.
pub struct Signed<T>(pub T);

/// The same on the pages of a login's steps.
pub(super) struct SignedStep<T>(pub(super) T);

/// The same for what weighs much: the person proved who she is a short while ago, or is asked for it and then sends
/// the form once more with nothing lost.
pub struct Proved<T>(pub T);

#[derive(Deserialize)]
struct Token {
    #[serde(default)]
    csrf: String,
}

impl<S, T> FromRequest<S> for Signed<T>
where
    S: Send + Sync,
    T: DeserializeOwned,
    AppState: FromRef<S>,
{
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        let (mut parts, body) = request.into_parts();
        let person = <Person as FromRequestParts<S>>::from_request_parts(&mut parts, state).await?;
        fields(&person, parts, body).await.map(|(fields, _)| Self(fields))
    }
}

impl<S, T> FromRequest<S> for SignedStep<T>
where
    S: Send + Sync,
    T: DeserializeOwned,
    AppState: FromRef<S>,
{
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        let (mut parts, body) = request.into_parts();
        let arriving = <Arriving as FromRequestParts<S>>::from_request_parts(&mut parts, state).await?;
        fields(&arriving.person, parts, body).await.map(|(fields, _)| Self(fields))
    }
}

impl<S, T> FromRequest<S> for Proved<T>
where
    S: Send + Sync,
    T: DeserializeOwned,
    AppState: FromRef<S>,
{
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        let (mut parts, body) = request.into_parts();
        let person = <Person as FromRequestParts<S>>::from_request_parts(&mut parts, state).await?;
        let action = parts.uri.path().to_owned();
        let (fields, body) = fields(&person, parts, body).await?;
        if AppState::from_ref(state).portal.identity.proof_holds(&person.session) {
            return Ok(Self(fields));
        }
        Err(PageError::ProveFirst(Carried::of(action, &body, person.session.second_factor)))
    }
}

/// The fields of a form that carries the session's token, and the form itself.
async fn fields<T: DeserializeOwned>(person: &Person, parts: Parts, body: Body) -> Result<(T, Bytes), PageError> {
    let body = axum::body::to_bytes(body, super::FORM_BYTES).await.map_err(|_| PageError::BadForm)?;
    let again = || Request::from_parts(parts.clone(), Body::from(body.clone()));
    let Form(token) = Form::<Token>::from_request(again(), &()).await.map_err(|_| PageError::BadForm)?;
    person.check_token(&token.csrf)?;
    let Form(fields) = Form::<T>::from_request(again(), &()).await.map_err(|_| PageError::BadForm)?;
    Ok((fields, body))
}
