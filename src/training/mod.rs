//! The training in the portal: a course for each kind of user, the yearly one on security, their quizzes, and the
//! Rules of Behavior. Texts in `assets/training/`, the same lessons and questions in both languages. Pure: a quiz
//! follows from the random bytes it is given. It must never hand out which answer is right before it is graded, nor
//! know who learns.

mod course;
mod quiz;
mod rules;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::model::Role;
pub use course::{Course, Lesson, Question, TrainingError};
pub use quiz::{Asked, Missed, Quiz, Score, draw};
pub use rules::{Rule, Rules, Section};

/// The share of right answers, in percent, from which a quiz is passed (exchange facts, section 8.2).
pub const PASS_PERCENT: u8 = 80;

/// How many questions a quiz draws from the course's bank.
pub const QUESTIONS: usize = 10;

/// The courses there are. The words are file names, parts of addresses, and what a certificate names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CourseId {
    /// For registrars, counselors and recruiters.
    Primary,
    /// For those who search, view and print.
    Secondary,
    /// For those who decide about near matches, merges and splits.
    DataAdministrator,
    /// For those who create and close accounts.
    UserAdministrator,
    /// For those who draw the regions.
    RegionAdministrator,
    /// For those who run summary reports.
    GovernmentAdministrator,
    /// For those who enter dispute statements.
    PrivacyActAdministrator,
    /// For operators, trainers and auditors.
    Operator,
    /// Cybersecurity and privacy, for everybody, every year.
    Security,
}

impl CourseId {
    /// All, in the order in which they are listed.
    pub const ALL: [Self; 9] = [
        Self::Primary,
        Self::Secondary,
        Self::DataAdministrator,
        Self::UserAdministrator,
        Self::RegionAdministrator,
        Self::GovernmentAdministrator,
        Self::PrivacyActAdministrator,
        Self::Operator,
        Self::Security,
    ];

    /// The word in addresses and certificates.
    pub fn word(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::DataAdministrator => "data-administrator",
            Self::UserAdministrator => "user-administrator",
            Self::RegionAdministrator => "region-administrator",
            Self::GovernmentAdministrator => "government-administrator",
            Self::PrivacyActAdministrator => "privacy-act-administrator",
            Self::Operator => "operator",
            Self::Security => "security",
        }
    }

    /// From the word; `None` for any other.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|id| id.word() == word)
    }
}

/// The courses that somebody in a role takes: that of the role once, and the one on security every year.
pub fn courses_for(role: Role) -> [CourseId; 2] {
    let own = match role {
        Role::Primary => CourseId::Primary,
        Role::Secondary => CourseId::Secondary,
        Role::StateDataAdministrator => CourseId::DataAdministrator,
        Role::StateUserAdministrator | Role::OmeUserAdministrator => CourseId::UserAdministrator,
        Role::StateRegionAdministrator => CourseId::RegionAdministrator,
        Role::GovernmentAdministrator => CourseId::GovernmentAdministrator,
        Role::PrivacyActAdministrator => CourseId::PrivacyActAdministrator,
        Role::Operator | Role::Trainer | Role::Auditor => CourseId::Operator,
    };
    [own, CourseId::Security]
}
