//! The one place where an error becomes a status, a page and a line in the log.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::feed::api::problem::MEDIA_TYPE;
use super::login::Carried;
use super::middleware::RequestId;
use super::person::{Asking, ContextSlot, Person};
use super::says::Warned;
use super::views::layout::{self, PageContext};
use super::{AppState, cookies, i18n};
use crate::access::{Permission, Refusal};
use crate::identity::StepError;
use crate::model::LoginStep;

/// Why a page cannot be shown. Its public words are in the message files under `error-`.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// Nobody is logged in; the page to come back to.
    #[error("nobody is logged in")]
    LoginFirst(String),
    /// The session ended; the page to come back to.
    #[error("the session is over")]
    SessionOver(String),
    /// The person has to prove herself again before this; what she sent, so that nothing of it is lost.
    #[error("a new proof is asked for")]
    ProveFirst(Carried),
    /// Something has to be done before the login is complete; the page to come back to.
    #[error("the login is not complete: {0:?}")]
    StepFirst(LoginStep, String),
    /// It has to be said why records are opened; the page to come back to.
    #[error("no purpose was said")]
    PurposeFirst(String),
    /// There is no such page, or no such child.
    #[error("not found")]
    NotFound,
    /// No child has, or had, this MSIX ID.
    #[error("no such child")]
    NoSuchChild,
    /// The child was not known on the day that was asked for.
    #[error("not known on that day")]
    NotYetThen,
    /// A day that the calendar does not have.
    #[error("no such day")]
    NoSuchDay,
    /// The page takes another method.
    #[error("method not allowed")]
    Method,
    /// None of the person's roles may see this.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// What somebody wanted to do with a piece of work cannot be done; the message that says why and what to do.
    #[error("cannot be done: {1}")]
    Work(StatusCode, &'static str),
    /// What was typed gives something away of a child; the form as it was sent, so that nothing of it is lost.
    #[error("a text seems to say too much about a child")]
    Warned(Box<Warned>),
    /// The form did not come from this session, or not from this site.
    #[error("the form's token does not fit the session")]
    Forged,
    /// The form could not be read.
    #[error("the form cannot be read")]
    BadForm,
    /// Too many are at it at once, or one too often.
    #[error("too busy")]
    Busy,
    /// The person has opened or searched more in an hour than work asks for.
    #[error("too much in an hour")]
    TooMuch,
    /// Something of ours failed. The text goes to the log, never to the page.
    #[error("{0}")]
    Internal(String),
}

impl PageError {
    /// An error that only the operator can mend. `what` says what was being done; neither may name a child.
    pub fn internal(what: &str, error: &dyn std::error::Error) -> Self {
        Self::Internal(format!("{what}: {error}"))
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::LoginFirst(_) | Self::SessionOver(_) | Self::StepFirst(..) | Self::PurposeFirst(_) => {
                StatusCode::SEE_OTHER
            }
            Self::NotFound | Self::NoSuchChild | Self::NotYetThen => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Refused(_) | Self::Forged | Self::ProveFirst(_) => StatusCode::FORBIDDEN,
            Self::BadForm | Self::NoSuchDay => StatusCode::BAD_REQUEST,
            Self::Work(status, _) => *status,
            Self::Warned(_) => super::says::STATUS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::TooMuch => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What the audit log calls an attempt to get past what holds people back; none for other errors.
    fn taken_down(&self) -> Option<&'static str> {
        match self {
            Self::Refused(refusal) => Some(refusal.word()),
            Self::Forged => Some("forged form"),
            Self::Busy | Self::TooMuch => Some("limit"),
            _ => None,
        }
    }

    /// The three messages of the page: what happened, whether something was lost, what to do.
    fn words(&self) -> (&'static str, &'static str) {
        match self {
            Self::LoginFirst(_) | Self::SessionOver(_) | Self::StepFirst(..) | Self::PurposeFirst(_) => {
                ("error-login-title", "error-login-text")
            }
            Self::ProveFirst(_) => ("again-title", "again-text"),
            Self::NotFound => ("error-missing-title", "error-missing-text"),
            Self::NoSuchChild => ("record-missing-title", "record-missing"),
            Self::NotYetThen => ("record-missing-title", "record-as-of-none"),
            Self::NoSuchDay => ("record-as-of-wrong-title", "record-as-of-wrong"),
            Self::Method => ("error-method-title", "error-method-text"),
            Self::Work(_, words) => ("work-error-title", words),
            Self::Warned(_) => ("says-title", "says-warning"),
            Self::Refused(refusal) => ("error-refused-title", refused(*refusal)),
            Self::Forged => ("error-forged-title", "error-forged-text"),
            Self::BadForm => ("error-form-title", "error-form-text"),
            Self::Busy => ("error-busy-title", "error-busy-text"),
            Self::TooMuch => ("error-pace-title", "error-pace-text"),
            Self::Internal(_) => ("error-internal-title", "error-internal-text"),
        }
    }
}

/// Why, for the permissions of which there is more to say than that no role has them.
fn refused(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Role(Permission::Propose) => "error-refused-propose",
        Refusal::Role(Permission::Decide) => "error-refused-decide",
        Refusal::Role(Permission::AuditLog) => "error-refused-audit",
        Refusal::Role(Permission::Export) => "error-refused-export",
        Refusal::Role(Permission::Disclosures) => "error-refused-disclosures",
        Refusal::Role(Permission::Regions) => "error-refused-regions",
        Refusal::Role(Permission::Accounts) => "error-refused-accounts",
        Refusal::Role(Permission::Read) | Refusal::Purpose => "error-refused-text",
        Refusal::Role(_) => "error-refused-work",
    }
}

impl From<crate::records::RecordsError> for PageError {
    fn from(error: crate::records::RecordsError) -> Self {
        Self::internal("records", &error)
    }
}

impl From<crate::outbox::OutboxError> for PageError {
    fn from(error: crate::outbox::OutboxError) -> Self {
        Self::internal("the outbox", &error)
    }
}

impl From<crate::search::SearchError> for PageError {
    fn from(error: crate::search::SearchError) -> Self {
        Self::internal("search", &error)
    }
}

impl From<crate::submission::SubmissionError> for PageError {
    fn from(error: crate::submission::SubmissionError) -> Self {
        Self::internal("submissions", &error)
    }
}

impl From<crate::identity::IdentityError> for PageError {
    fn from(error: crate::identity::IdentityError) -> Self {
        Self::internal("identity", &error)
    }
}

impl From<StepError> for PageError {
    /// For what the pages do not say better by themselves.
    fn from(error: StepError) -> Self {
        match error {
            StepError::Identity(error) => error.into(),
            StepError::Ended => Self::SessionOver("/".to_owned()),
            StepError::Last => Self::Work(StatusCode::CONFLICT, "account-last"),
            StepError::ProveFirst => Self::ProveFirst(Carried::page("/account", true)),
            StepError::Refused | StepError::Password(_) => Self::BadForm,
        }
    }
}

impl IntoResponse for PageError {
    /// The status and the error itself: `render` makes the page, because it knows the language.
    fn into_response(self) -> Response {
        let elsewhere = match &self {
            Self::LoginFirst(next) => Some(super::login::address(next)),
            Self::SessionOver(next) => Some(super::login::over_address(next)),
            Self::StepFirst(step, next) => Some(super::login::step_address(*step, next)),
            Self::PurposeFirst(next) => Some(super::purpose::address(next)),
            _ => None,
        };
        if let Some(elsewhere) = elsewhere {
            return (self.status(), [(header::LOCATION, elsewhere)]).into_response();
        }
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// Turns errors, and bare refusals of the framework, into pages in the person's language.
pub(super) async fn render(State(app): State<AppState>, mut request: Request, next: Next) -> Response {
    let slot = ContextSlot::default();
    request.extensions_mut().insert(slot.clone());
    let headers: HeaderMap = request.headers().clone();
    let path = request.uri().path().to_owned();
    let id = request.extensions().get::<RequestId>().cloned().unwrap_or_default();
    let response = next.run(request).await;
    let error = response.extensions().get::<Arc<PageError>>().cloned();
    let error = match error {
        Some(error) => error,
        // What the framework refuses by itself comes as bare text; our own pages are left as they are.
        None if response.status().is_client_error() && !is_ours(&response) => Arc::new(PageError::BadForm),
        None => return response,
    };
    if let PageError::Internal(why) = &*error {
        tracing::error!(request = %id.0, error = %why, "a page failed");
    }
    let asking = slot.take();
    if let (Some(what), Some(asking)) = (error.taken_down(), &asking) {
        take_down(&app, asking, what, &id).await;
    }
    let context = asking.map_or_else(
        || PageContext::stranger(cookies::language(&headers, None), app.portal.environment, "/"),
        |asking| asking.page,
    );
    let status = if error.status() == StatusCode::BAD_REQUEST { response.status() } else { error.status() };
    let page = match &*error {
        PageError::ProveFirst(carried) => super::login::asks_again(&context, carried, None),
        PageError::Warned(warned) => super::views::says::page(&context, &path, warned),
        error => page(&context, error, &id.0),
    };
    (status, page).into_response()
}

/// A refusal is an entry in the audit log.
async fn take_down(app: &AppState, asking: &Asking, what: &'static str, id: &RequestId) {
    let (children, session) = (asking.children.clone(), asking.session.clone());
    if let Err(error) = app.blocking(move || children.refused(&session, what)).await {
        tracing::error!(request = %id.0, %error, "a refusal could not be taken down");
    }
}

/// The answer to an address that has no page. Asking who it is lets the page keep the person's navigation.
pub(super) async fn not_found(_person: Option<Person>) -> PageError {
    PageError::NotFound
}

/// The answer to a method that the address does not take.
pub(super) async fn wrong_method(_person: Option<Person>) -> PageError {
    PageError::Method
}

/// A page, or a refusal of the interface.
fn is_ours(response: &Response) -> bool {
    let ours = |kind: &[u8]| kind.starts_with(b"text/html") || kind == MEDIA_TYPE.as_bytes();
    response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| ours(kind.as_bytes()))
}

fn page(context: &PageContext, error: &PageError, id: &str) -> Markup {
    let (title, text) = error.words();
    let lang = context.language;
    let title = i18n::t(lang, title);
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            div class="notice notice-stop" role="alert" { p { (i18n::t(lang, text)) } }
            p { a class="button" href="/" { (i18n::t(lang, "error-home")) } }
            p class="quiet" { (i18n::t_args(lang, "error-id", &[("id", id.into())])) }
        },
    )
}
