//! Move notices: a child has moved, or will, and somebody has to look for her (exchange facts, sections 5.1 and 5.3).

use serde::{Deserialize, Serialize};

use super::{Actor, Area, ContributionNo, Date, ItemId, MsixId, StateCode, SubmissionId, Text, Timestamp, Why};

/// The number of a move notice, growing with time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NoticeId(pub u64);

/// Whether the children left the sender's place or came to it. The other place is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// They are here now and came from there.
    Arrival,
    /// They leave here and go there.
    Departure,
}

impl Direction {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Arrival, Self::Departure];

    /// The other way round.
    pub fn other(self) -> Self {
        match self {
            Self::Arrival => Self::Departure,
            Self::Departure => Self::Arrival,
        }
    }

    /// The word in addresses, exports and message files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Arrival => "arrival",
            Self::Departure => "departure",
        }
    }
}

/// Whether the day of the move is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MoveDay {
    /// It was, or will be, on this day.
    Known(Date),
    /// It is expected about this day.
    Expected(Date),
    /// Nobody can say.
    Unknown,
}

/// Why there is a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoticeCause {
    /// A person announced the move.
    Announced {
        /// User name.
        by: Text,
        /// The state for which she spoke; none for the nation.
        state: Option<StateCode>,
    },
    /// A state's file told of a qualifying move or a district of residence elsewhere (section 5.3).
    Submitted {
        /// The file.
        submission: SubmissionId,
        /// The contribution that tells it.
        contribution: ContributionNo,
    },
}

/// How far a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeStatus {
    /// Nobody has said that it was seen.
    New,
    /// Somebody there has taken it up.
    Acknowledged,
    /// The family was found.
    Located,
    /// The children are enrolled there.
    Enrolled,
    /// The family was looked for and not found.
    NotFound,
    /// Done with; the last step says why.
    Closed,
    /// Some of the children are enrolled there, the others are still looked for.
    SomeEnrolled,
}

impl NoticeStatus {
    /// All of them, in the order of the way.
    pub const ALL: [Self; 7] = [
        Self::New,
        Self::Acknowledged,
        Self::Located,
        Self::SomeEnrolled,
        Self::Enrolled,
        Self::NotFound,
        Self::Closed,
    ];

    /// Whether somebody still has to do something.
    pub fn is_open(self) -> bool {
        matches!(self, Self::New | Self::Acknowledged | Self::Located | Self::SomeEnrolled)
    }

    /// The word in addresses, exports and message files.
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Acknowledged => "acknowledged",
            Self::Located => "located",
            Self::SomeEnrolled => "some-enrolled",
            Self::Enrolled => "enrolled",
            Self::NotFound => "not-found",
            Self::Closed => "closed",
        }
    }
}

/// Something that was done about a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeStep {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Actor,
    /// How far it was afterwards.
    pub status: NoticeStatus,
    /// The children whom it says are enrolled, as the notice calls them; none where it says nothing of that.
    pub enrolled: Vec<MsixId>,
    /// What was said.
    pub note: Option<Why>,
}

/// A move notice to one place. It is never removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Its number.
    pub id: NoticeId,
    /// Why there is one.
    pub cause: NoticeCause,
    /// Whether they left or came.
    pub direction: Direction,
    /// The children, as they were called when it was sent.
    pub children: Vec<MsixId>,
    /// From where; never the nation.
    pub from: Area,
    /// To where; never the nation.
    pub to: Area,
    /// Who is told: one of the two places.
    pub recipient: Area,
    /// The day of the move.
    pub day: MoveDay,
    /// Telephone or e-mail of the family or of somebody who knows them; seen after login alone.
    pub contact: Text,
    /// What else helps to find them; empty for nothing.
    pub comment: Text,
    /// When it was sent.
    pub sent: Timestamp,
    /// How far it is.
    pub status: NoticeStatus,
    /// What was done about it, oldest first.
    pub steps: Vec<NoticeStep>,
    /// The item of the worklist that asks for it: who has it is written there.
    pub item: ItemId,
    /// The contributions whose next word from their state does what it asks; none when a person announced it.
    pub awaits: Vec<ContributionNo>,
}

impl Notice {
    /// The place that told of the move: where they came to, or where they left.
    pub fn sender(&self) -> &Area {
        match self.direction {
            Direction::Arrival => &self.to,
            Direction::Departure => &self.from,
        }
    }

    /// The states concerned: that of the sender and that which is told; one when they are the same.
    pub fn states(&self) -> Vec<StateCode> {
        let mut states: Vec<StateCode> = [self.sender(), &self.recipient].into_iter().filter_map(Area::state).collect();
        states.dedup();
        states
    }

    /// The children of whom nobody has said that they are enrolled.
    pub fn looked_for(&self) -> Vec<MsixId> {
        let enrolled = |child: &MsixId| self.steps.iter().any(|step| step.enrolled.contains(child));
        self.children.iter().filter(|child| !enrolled(child)).copied().collect()
    }

    /// User name of the person who announced it; none for what a file told.
    pub fn announced_by(&self) -> Option<&Text> {
        match &self.cause {
            NoticeCause::Announced { by, .. } => Some(by),
            NoticeCause::Submitted { .. } => None,
        }
    }

    /// What a state's list needs to know of it without reading it.
    pub fn brief(&self, state: StateCode) -> NoticeBrief {
        NoticeBrief {
            status: self.status,
            direction: self.direction,
            told: self.recipient.state() == Some(state),
            sent: self.sender().state() == Some(state),
        }
    }
}

/// A notice in the list of one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeBrief {
    /// How far it is.
    pub status: NoticeStatus,
    /// Whether they left or came.
    pub direction: Direction,
    /// Whether this state is told.
    pub told: bool,
    /// Whether this state told of it.
    pub sent: bool,
}
