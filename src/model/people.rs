//! The people who act, and what they may be.

use serde::{Deserialize, Serialize};

use super::{StateCode, Text};

/// Who makes a change or reads a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actor {
    /// A person who logged in, by user name.
    User(Text),
    /// A person at the server's console, by operating system user.
    Console(Text),
    /// A state's own system, sending a file.
    Sender(StateCode),
    /// A part of the program itself.
    System(Text),
    /// Somebody who has not logged in.
    Stranger,
}

impl Actor {
    /// What kind of actor, in exports and filters.
    pub fn word(&self) -> &'static str {
        match self {
            Self::User(_) => "user",
            Self::Console(_) => "console",
            Self::Sender(_) => "sender",
            Self::System(_) => "system",
            Self::Stranger => "stranger",
        }
    }

    /// Its name: a user name, a state, a part of the program; empty for a stranger.
    pub fn name(&self) -> Text {
        match self {
            Self::User(name) | Self::Console(name) | Self::System(name) => name.clone(),
            Self::Sender(state) => state.as_str().into(),
            Self::Stranger => Text::default(),
        }
    }
}

/// What a person is (New York policies; exchange facts, section 8.1), and three roles of the installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Registrar, counselor, recruiter: search, view, print, export, propose.
    Primary,
    /// Search, view and print.
    Secondary,
    /// Validates near matches, merges and splits; answers for the state's data.
    StateDataAdministrator,
    /// Creates and closes accounts.
    StateUserAdministrator,
    /// Draws the regions.
    StateRegionAdministrator,
    /// Summary reports only.
    GovernmentAdministrator,
    /// Accounts of state user administrators.
    OmeUserAdministrator,
    /// Dispute statements.
    PrivacyActAdministrator,
    /// Runs the server.
    Operator,
    /// Runs training worlds.
    Trainer,
    /// Reads the audit log.
    Auditor,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Primary,
        Self::Secondary,
        Self::StateDataAdministrator,
        Self::StateUserAdministrator,
        Self::StateRegionAdministrator,
        Self::GovernmentAdministrator,
        Self::OmeUserAdministrator,
        Self::PrivacyActAdministrator,
        Self::Operator,
        Self::Trainer,
        Self::Auditor,
    ];

    /// The word used in forms, exports and the table of permissions.
    pub fn word(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::StateDataAdministrator => "state_data_administrator",
            Self::StateUserAdministrator => "state_user_administrator",
            Self::StateRegionAdministrator => "state_region_administrator",
            Self::GovernmentAdministrator => "government_administrator",
            Self::OmeUserAdministrator => "ome_user_administrator",
            Self::PrivacyActAdministrator => "privacy_act_administrator",
            Self::Operator => "operator",
            Self::Trainer => "trainer",
            Self::Auditor => "auditor",
        }
    }

    /// From the word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// Whether it is held in a state, a region or a district; the others are held for the nation.
    pub fn is_of_a_state(self) -> bool {
        matches!(
            self,
            Self::Primary
                | Self::Secondary
                | Self::StateDataAdministrator
                | Self::StateUserAdministrator
                | Self::StateRegionAdministrator
        )
    }
}

/// The routine uses for which a child's record may be opened (SORN 18-14-04; New York policies).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Taking part in the migrant education program.
    Participation,
    /// Enrolling the child in school.
    Enrollment,
    /// Placing the child in a grade or course.
    Placement,
    /// Accruing credit.
    CreditAccrual,
    /// Deciding whether two records are one child.
    MatchResolution,
}

impl Purpose {
    /// The word used in forms and exports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Participation => "participation",
            Self::Enrollment => "enrollment",
            Self::Placement => "placement",
            Self::CreditAccrual => "credit_accrual",
            Self::MatchResolution => "match_resolution",
        }
    }
}
