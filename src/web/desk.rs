//! People at the worklist: whoever may propose, and whoever may decide; their forms and what goes wrong with them.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::Deserialize;

use super::pace::Act;
use super::person::children;
use super::{AppState, PageError, Person};
use crate::access::{Decider, Permission, Proposer, Refusal};
use crate::casework::{CaseError, SavedError};
use crate::model::{ItemId, MsixId, Why};
use crate::records::regroup::{PlanError, Seen};

/// Somebody who may propose merges, splits and undos; perhaps also decide about those of others.
#[derive(Clone)]
pub(super) struct Desk {
    /// Who.
    pub(super) person: Person,
    /// The right to propose.
    pub(super) proposer: Proposer,
    decider: Option<Decider>,
}

impl Desk {
    /// The right to decide, or the refusal of it.
    pub(super) fn decider(&self) -> Result<Decider, PageError> {
        self.decider.clone().ok_or(PageError::Refused(Refusal::Role(Permission::Decide)))
    }

    /// Whether the person decides.
    pub(super) fn decides(&self) -> bool {
        self.decider.is_some()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Desk
where
    AppState: FromRef<S>,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let person = <Person as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        let app = AppState::from_ref(state);
        app.keeps_pace(Act::Record, &person.account)?;
        let children = children(parts, &app);
        let decider = children.decider(&person.account, &person.session).ok();
        let proposer = children.proposer(&person.account, &person.session)?;
        Ok(Self { person, proposer, decider })
    }
}

/// Whether something typed fits one line: at most so many characters, none that begins another line.
pub(super) fn is_line(typed: &str, most: usize) -> bool {
    typed.chars().count() <= most && !typed.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))
}

/// The fields of a form or a query as they came: names may come several times.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// The first value of a field; empty when it is absent.
    pub(super) fn one(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// All values of a field.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// All fields.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// The reason that somebody typed.
    pub(super) fn why(&self) -> Result<Why, PageError> {
        self.one("why").parse().map_err(|_| PageError::Work(StatusCode::UNPROCESSABLE_ENTITY, "work-error-why"))
    }

    /// The reason, where none is asked for.
    pub(super) fn why_if_any(&self) -> Result<Option<Why>, PageError> {
        if self.one("why").trim().is_empty() { Ok(None) } else { self.why().map(Some) }
    }

    /// The mark of the page that was looked at.
    pub(super) fn seen(&self) -> Result<Seen, PageError> {
        self.one("seen").parse().map_err(|_| PageError::BadForm)
    }

    /// Whether a box was ticked.
    pub(super) fn ticked(&self, name: &str) -> bool {
        !self.one(name).is_empty()
    }

    /// The children that a field names, each once; fields left empty are no child. Refused when there are more beside
    /// the first than `most`.
    pub(super) fn children(&self, name: &str, most: usize) -> Result<Vec<MsixId>, PageError> {
        let mut children: Vec<MsixId> = Vec::new();
        for typed in self.all(name).filter(|typed| !typed.trim().is_empty()) {
            if children.len() > most {
                return Err(CaseError::Plan(PlanError::TooMany).into());
            }
            let child = typed.parse().map_err(|_| PageError::NoSuchChild)?;
            if !children.contains(&child) {
                children.push(child);
            }
        }
        Ok(children)
    }
}

/// An item's number in an address.
pub(super) fn item_id(text: &str) -> Result<ItemId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

impl From<CaseError> for PageError {
    fn from(error: CaseError) -> Self {
        let (status, words) = match error {
            CaseError::Store(error) => return Self::internal("the worklist", &error),
            CaseError::Records(error) => return error.into(),
            CaseError::Unknown => return Self::NotFound,
            CaseError::OtherStates => (StatusCode::FORBIDDEN, "work-error-other-states"),
            CaseError::NotYours => (StatusCode::FORBIDDEN, "work-error-not-yours"),
            CaseError::Proposer => (StatusCode::FORBIDDEN, "work-error-proposer"),
            CaseError::Sender => (StatusCode::FORBIDDEN, "notices-error-sender"),
            CaseError::NotProposer => (StatusCode::FORBIDDEN, "work-error-not-proposer"),
            CaseError::Kind => (StatusCode::CONFLICT, "work-error-kind"),
            CaseError::Closed => (StatusCode::CONFLICT, "work-error-closed"),
            CaseError::Locked(_) => (StatusCode::CONFLICT, "work-error-locked"),
            CaseError::Changed => (StatusCode::CONFLICT, "work-error-changed"),
            CaseError::Superseded(_) => (StatusCode::CONFLICT, "work-error-superseded"),
            CaseError::Assignee(_) => (StatusCode::UNPROCESSABLE_ENTITY, "work-error-assignee"),
            CaseError::Top => (StatusCode::CONFLICT, "work-error-top"),
            CaseError::Plan(PlanError::NotInUse(_)) => return Self::NoSuchChild,
            CaseError::Plan(error) => (StatusCode::CONFLICT, plan_words(error)),
        };
        Self::Work(status, words)
    }
}

impl From<SavedError> for PageError {
    fn from(error: SavedError) -> Self {
        match error {
            SavedError::Store(error) => Self::internal("the filters of the worklist", &error),
            SavedError::Unknown => Self::NotFound,
            SavedError::Name => Self::Work(StatusCode::UNPROCESSABLE_ENTITY, "work-save-name-wrong"),
            SavedError::Full => Self::Work(StatusCode::CONFLICT, "work-save-full"),
        }
    }
}

fn plan_words(error: PlanError) -> &'static str {
    match error {
        PlanError::NotInUse(_) => "record-missing",
        PlanError::NotSeveral => "work-error-not-several",
        PlanError::Withdrawn(_) => "work-error-withdrawn",
        PlanError::TooMany => "work-error-too-many",
        PlanError::Parts => "work-error-parts",
        PlanError::NothingLeft => "work-error-nothing-left",
        PlanError::UndoneBefore => "work-error-undone-before",
        PlanError::NotUndoable => "work-error-not-undoable",
        PlanError::NoLink => "work-error-no-link",
    }
}
