//! Who is asking: the values that a handler takes to say what its visitor must be.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{ConnectInfo, FromRef, FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{Method, Uri};

use super::i18n::Language;
use super::pace::Act;
use super::views::layout::PageContext;
use super::{AppState, PageError, cookies};
use crate::access::{self, ChildReader, Children, Finder, Refusal};
use crate::identity::{Identity, RelyingParty, Visit, same_token};
use crate::model::{Account, LoginStep, Origin, Session};

/// Somebody who knows a password and may still have something to do before she goes on: for the pages of those steps.
#[derive(Clone)]
pub(super) struct Arriving {
    /// Who.
    pub person: Person,
    /// What has to be done first; `None` when nothing has.
    pub next: Option<LoginStep>,
}

/// Somebody who has logged in to the end, whatever the roles.
#[derive(Clone)]
pub struct Person {
    /// The account.
    pub account: Account,
    /// The session.
    pub session: Session,
    /// Gives out rights to do what the roles allow, at the place of this request.
    pub children: Children,
    /// The language of the pages.
    pub language: Language,
    /// What the layout shows around the page.
    pub page: PageContext,
}

/// Somebody who has logged in and may look for children; why their records are opened need not be said yet.
#[derive(Clone)]
pub struct Seeker {
    /// Who.
    pub person: Person,
    /// The right to find children.
    pub finder: Finder,
}

/// Somebody who has logged in, may read children's records and has said why. Who has not said it is asked, and comes
/// back.
#[derive(Clone)]
pub struct LoggedIn {
    /// The account.
    pub account: Account,
    /// The session.
    pub session: Session,
    /// The right to read children's records.
    pub reader: ChildReader,
    /// Gives out further rights, at the place of this request.
    pub children: Children,
    /// The language of the pages.
    pub language: Language,
    /// What the layout shows around the page.
    pub page: PageContext,
}

impl Arriving {
    /// The person, once all steps before this one are done.
    pub(super) fn reached(&self, step: LoginStep) -> Result<&Person, PageError> {
        match self.next {
            Some(next) if next < step => Err(PageError::StepFirst(next, "/".to_owned())),
            _ => Ok(&self.person),
        }
    }
}

impl Person {
    /// Accounts, for what is done at the place of this request.
    pub(super) fn identity(&self, app: &AppState) -> Identity {
        app.portal.identity.from(self.children.origin())
    }

    /// Whether a form carries this session's token.
    pub(super) fn check_token(&self, token: &str) -> Result<(), PageError> {
        same_token(&self.session.csrf_token, token).then_some(()).ok_or(PageError::Forged)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Arriving
where
    AppState: FromRef<S>,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let app = AppState::from_ref(state);
        let name = cookies::session_name(app.portal.environment);
        let login_first = || PageError::LoginFirst(way_back(&parts.method, &parts.uri));
        let cookie = cookies::value(&parts.headers, &name).ok_or_else(login_first)?.to_owned();
        let identity = app.portal.identity.clone();
        let found = app.blocking(move || identity.visit(&cookie)).await?;
        let over = || PageError::SessionOver(way_back(&parts.method, &parts.uri));
        let Visit { account, session, next, has_passkey } = found.ok_or_else(over)?;
        let language = cookies::language(&parts.headers, Some(&account.language));
        let page = PageContext {
            language,
            person: Some(account.display_name().to_owned()),
            environment: app.portal.environment,
            csrf_token: session.csrf_token.to_string(),
            path: way_back(&Method::GET, &parts.uri),
            purpose: session.purpose,
            arrived: next.is_none(),
            permissions: if next.is_none() { access::permissions(&account) } else { BTreeSet::new() },
            locked: account.is_locked(),
            has_passkey,
            site: RelyingParty::of(&app.portal.address),
        };
        let children = children(parts, &app);
        if let Some(slot) = parts.extensions.get::<ContextSlot>() {
            slot.put(Asking { page: page.clone(), session: session.clone(), children: children.clone() });
        }
        Ok(Self { person: Person { account, session, children, language, page }, next })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Person
where
    AppState: FromRef<S>,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let Arriving { person, next } = <Arriving as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        match next {
            None => Ok(person),
            Some(step) => Err(PageError::StepFirst(step, way_back(&parts.method, &parts.uri))),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Seeker
where
    AppState: FromRef<S>,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let person = <Person as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        let finder = person.children.finder(&person.account, &person.session)?;
        Ok(Self { person, finder })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for LoggedIn
where
    AppState: FromRef<S>,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let Person { account, session, children, language, page } =
            <Person as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        let reader = children.reader(&account, &session);
        let reader = reader.map_err(|refusal| match refusal {
            Refusal::Purpose => PageError::PurposeFirst(way_back(&parts.method, &parts.uri)),
            other => other.into(),
        })?;
        AppState::from_ref(state).keeps_pace(Act::Record, &account)?;
        Ok(Self { account, session, children, reader, language, page })
    }
}

/// For pages that are open to everybody.
impl<S: Send + Sync> OptionalFromRequestParts<S> for Person
where
    AppState: FromRef<S>,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, PageError> {
        match <Self as FromRequestParts<S>>::from_request_parts(parts, state).await {
            Ok(person) => Ok(Some(person)),
            Err(PageError::LoginFirst(_) | PageError::SessionOver(_) | PageError::StepFirst(..)) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Gives out capabilities to whoever sends this request, at the address from which it comes.
pub(super) fn children(parts: &Parts, app: &AppState) -> Children {
    app.portal.children.from(origin(parts))
}

/// The address from which a request comes.
pub(super) fn origin(parts: &Parts) -> Origin {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    peer.map_or(Origin::Unknown, |ConnectInfo(peer)| Origin::Network(peer.ip()))
}

/// Somebody who was asking, for the error page.
pub(super) struct Asking {
    pub(super) page: PageContext,
    pub(super) session: Session,
    /// Takes down a refusal at the address from which it was asked.
    pub(super) children: Children,
}

/// Where the error page finds who was asking.
#[derive(Clone, Default)]
pub(super) struct ContextSlot(Arc<Mutex<Option<Asking>>>);

impl ContextSlot {
    fn put(&self, asking: Asking) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(asking);
    }

    pub(super) fn take(&self) -> Option<Asking> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The address to come back to after logging in. A form that was sent is not sent again: back to the start.
fn way_back(method: &Method, uri: &Uri) -> String {
    match uri.path_and_query() {
        // One slash at the front: two would name another host.
        Some(path) if *method == Method::GET => format!("/{}", path.as_str().trim_start_matches('/')),
        _ => "/".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_never_names_another_host() {
        let back = |uri: &str| way_back(&Method::GET, &uri.parse().unwrap());
        assert_eq!(back("//evil.example/x?lang=es"), "/evil.example/x?lang=es");
        assert_eq!(back("/students?page=2"), "/students?page=2");
        assert_eq!(way_back(&Method::POST, &"/students".parse().unwrap()), "/");
    }
}
