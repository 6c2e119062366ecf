//! The papers of account life: applications, certificates, who left (OMB 1810-0686; exchange facts, section 8.2).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Actor, Date, Email, Grant, Profile, Text, Timestamp, Why};

/// Number of an application, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ApplicationId(pub u64);

impl fmt::Display for ApplicationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for ApplicationId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// An application for access. Four steps: the applicant; the supervisor, who vouches for identity, need and level; the
/// user administrator, who decides; and the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// Its number.
    pub id: ApplicationId,
    /// Who applies.
    pub profile: Profile,
    /// What for, and where.
    pub wanted: Grant,
    /// The region or district in the applicant's own words; may be empty.
    pub place: Text,
    /// The verifying authority: the direct supervisor or somebody above.
    pub supervisor: Text,
    /// Work e-mail of the supervisor.
    pub supervisor_email: Email,
    /// `en` or `es`.
    pub language: Text,
    /// When the applicant last took a cybersecurity training, as stated.
    pub security_training: Option<Date>,
    /// When it arrived.
    pub received: Timestamp,
    /// SHA-256 of the token of the supervisor's link, and until when it works; none once it was used.
    pub link: Option<([u8; 32], Timestamp)>,
    /// What the supervisor said.
    pub confirmation: Option<Vouched>,
    /// What the user administrator decided.
    pub decision: Option<Verdict>,
}

/// What the supervisor said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vouched {
    /// When.
    pub at: Timestamp,
    /// Whether identity, need and level are as stated.
    pub confirmed: bool,
    /// The user administrator who recorded it from paper; none when it came by the link.
    pub from_paper: Option<Text>,
}

/// What the user administrator decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: Text,
    /// The account that was made; none when the application was refused.
    pub user_name: Option<Text>,
    /// Why; always there for a refusal.
    pub why: Option<Why>,
}

/// What an application waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ApplicationStatus {
    /// The user administrator's decision.
    Confirmed,
    /// The user administrator's decision, about somebody for whom the supervisor does not vouch.
    Denied,
    /// The supervisor.
    Received,
    /// Nothing: the account was made.
    Approved,
    /// Nothing.
    Refused,
}

impl ApplicationStatus {
    /// The word in keys of messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Denied => "denied",
            Self::Received => "received",
            Self::Approved => "approved",
            Self::Refused => "refused",
        }
    }
}

impl Application {
    /// What it waits for.
    pub fn status(&self) -> ApplicationStatus {
        match (&self.decision, &self.confirmation) {
            (Some(Verdict { user_name: Some(_), .. }), _) => ApplicationStatus::Approved,
            (Some(_), _) => ApplicationStatus::Refused,
            (None, Some(Vouched { confirmed: true, .. })) => ApplicationStatus::Confirmed,
            (None, Some(_)) => ApplicationStatus::Denied,
            (None, None) => ApplicationStatus::Received,
        }
    }

    /// Whether this user administrator wrote down what the supervisor said on paper.
    pub fn is_from_paper_of(&self, user_name: &Text) -> bool {
        self.confirmation.as_ref().is_some_and(|vouched| vouched.from_paper.as_ref() == Some(user_name))
    }

    /// Whether it still waits for somebody.
    pub fn is_open(&self) -> bool {
        self.decision.is_none()
    }
}

/// Proof that a course was passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Number, from 1.
    pub number: u64,
    /// Whose.
    pub user_name: Text,
    /// The name at that time.
    pub name: Text,
    /// The course's word: `primary`, `security`, ...
    pub course: Text,
    /// The version of the course.
    pub version: u32,
    /// Right answers of a hundred.
    pub score: u8,
    /// When.
    pub passed: Timestamp,
}

/// A quiz that was drawn and not yet handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuizDrawn {
    /// Whoever knows it knows the right answers.
    pub seed: [u8; 32],
    /// The version of the course it was drawn from.
    pub version: u32,
    /// When.
    pub drawn: Timestamp,
}

/// Somebody whose account was closed for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaver {
    /// When.
    pub at: Timestamp,
    /// Who closed it.
    pub by: Actor,
    /// Why, in the words of who did it.
    pub why: Text,
}
