//! Work that people do for each other: items of the worklist, and what was done about each.

use serde::{Deserialize, Serialize};

use super::{
    Actor, ClockSubject, ContributionNo, CorrectionId, MsixId, NoticeId, Plan, Proposal, RequestId, StateCode,
    SubmissionId, Text, Timestamp, Why,
};

/// The number of an item of the worklist, growing with time. A proposal and the item that asks for its validation are
/// one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ItemId(pub u64);

impl std::fmt::Display for ItemId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for ItemId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// Where an item stands on its way up (exchange facts, section 3.2). The order is the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// A school district.
    District,
    /// A region of a state.
    Region,
    /// A state.
    State,
    /// All states: nothing is above it.
    Nation,
}

impl Level {
    /// The level above; `None` above the nation.
    pub fn above(self) -> Option<Self> {
        match self {
            Self::District => Some(Self::Region),
            Self::Region => Some(Self::State),
            Self::State => Some(Self::Nation),
            Self::Nation => None,
        }
    }

    /// The word used in addresses, exports and the audit log.
    pub fn word(self) -> &'static str {
        match self {
            Self::District => "district",
            Self::Region => "region",
            Self::State => "state",
            Self::Nation => "nation",
        }
    }
}

/// What kind of decision an item asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// The engine asks: are these two one child?
    NearMatch,
    /// One side says that a near match is one child: does the other agree?
    ValidateMatch,
    /// Somebody wants children merged.
    ValidateMerge,
    /// Somebody wants a child split.
    ValidateSplit,
    /// Somebody wants a decision undone.
    ValidateUndo,
    /// A child has moved here, or from here.
    Notice,
    /// Another state asks for data.
    Request,
    /// Somebody wants data corrected.
    Correction,
    /// A state's file had errors.
    Findings,
}

impl ItemKind {
    /// All kinds, in the order in which a filter offers them.
    pub const ALL: [Self; 9] = [
        Self::NearMatch,
        Self::ValidateMatch,
        Self::ValidateMerge,
        Self::ValidateSplit,
        Self::ValidateUndo,
        Self::Notice,
        Self::Request,
        Self::Correction,
        Self::Findings,
    ];

    /// Whether it asks which records are one child, and not for the daily work of a state.
    pub fn decides_about_children(self) -> bool {
        !matches!(self, Self::Notice | Self::Request | Self::Correction | Self::Findings)
    }

    /// Whether the law may set a day for what it asks.
    pub fn has_clock(self) -> bool {
        matches!(self, Self::Notice | Self::Request | Self::Correction)
    }

    /// The word used in addresses, exports and the audit log.
    pub fn word(self) -> &'static str {
        match self {
            Self::NearMatch => "near_match",
            Self::ValidateMatch => "validate_match",
            Self::ValidateMerge => "validate_merge",
            Self::ValidateSplit => "validate_split",
            Self::ValidateUndo => "validate_undo",
            Self::Notice => "notice",
            Self::Request => "request",
            Self::Correction => "correction",
            Self::Findings => "findings",
        }
    }
}

/// How far an item is (exchange facts, section 3.6). There is no automatic approval: silence never approves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemStatus {
    /// Nobody has it yet.
    Open,
    /// Given to people who have not yet taken it up.
    Assigned,
    /// Somebody has taken it up.
    Acknowledged,
    /// Went up a level, by somebody's will or because it was overdue; nobody has it there yet.
    Escalated,
    /// A near match, judged to be one child; another item asks the other side.
    Same,
    /// A near match, judged to be two children.
    Different,
    /// A proposal that was validated and carried out.
    Approved,
    /// A proposal that was refused.
    Rejected,
    /// A proposal that its proposer took back.
    Cancelled,
    /// What the states sent since, or another decision, made the question moot.
    Superseded,
    /// What was asked for has been done.
    Done,
}

impl ItemStatus {
    /// Whether the item still waits for a decision.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Assigned | Self::Acknowledged | Self::Escalated)
    }

    /// The word used in addresses, exports and the audit log.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Assigned => "assigned",
            Self::Acknowledged => "acknowledged",
            Self::Escalated => "escalated",
            Self::Same => "same",
            Self::Different => "different",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Cancelled => "cancelled",
            Self::Superseded => "superseded",
            Self::Done => "done",
        }
    }
}

/// One item of the worklist with all that was done about it. It is never removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its number.
    pub id: ItemId,
    /// What it asks.
    pub subject: Subject,
    /// The children concerned. Of a near match that is open: none; they follow from its two contributions.
    pub children: Vec<MsixId>,
    /// The states whose data administrators are asked, in order of their codes.
    pub states: Vec<StateCode>,
    /// The districts, by NCES identifier, in which what it is about lies, each of one of the states, in order; a state
    /// without one is asked as a whole.
    pub districts: Vec<(StateCode, Text)>,
    /// Where it stands.
    pub level: Level,
    /// Since when it stands there: the days of the level count from here.
    pub since: Timestamp,
    /// How far it is.
    pub status: ItemStatus,
    /// User names of those who have it, all of one level.
    pub assignees: Vec<Text>,
    /// What was done about it, oldest first. The first step opened it.
    pub steps: Vec<Step>,
    /// The item that came of it: the validation that follows on a judgement, or the undo that took the decision back.
    pub followed_by: Option<ItemId>,
}

impl Item {
    /// What kind of decision it asks for.
    pub fn kind(&self) -> ItemKind {
        match &self.subject {
            Subject::NearMatch { .. } => ItemKind::NearMatch,
            Subject::Proposal(proposal) => match proposal.plan {
                Plan::Match { .. } => ItemKind::ValidateMatch,
                Plan::Merge { .. } => ItemKind::ValidateMerge,
                Plan::Split { .. } => ItemKind::ValidateSplit,
                Plan::Undo { .. } => ItemKind::ValidateUndo,
            },
            Subject::Notice(_) => ItemKind::Notice,
            Subject::Request(_) => ItemKind::Request,
            Subject::Correction(_) => ItemKind::Correction,
            Subject::Findings(_) => ItemKind::Findings,
        }
    }

    /// The proposal, if it is one.
    pub fn proposal(&self) -> Option<&Proposal> {
        match &self.subject {
            Subject::Proposal(proposal) => Some(proposal),
            _ => None,
        }
    }

    /// When it was opened.
    pub fn opened(&self) -> Timestamp {
        self.steps.first().map_or(self.since, |step| step.at)
    }

    /// The step that closed it; `None` while it is open.
    pub fn closed(&self) -> Option<&Step> {
        if self.status.is_open() { None } else { self.steps.iter().rev().find(|step| step.what.closes()) }
    }
}

/// What an item asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// Whether two contributions are one child.
    NearMatch {
        /// The contribution with the lower number.
        left: ContributionNo,
        /// The contribution with the higher number.
        right: ContributionNo,
    },
    /// Whether a proposal is right.
    Proposal(Proposal),
    /// That children who moved be looked for, or their data completed.
    Notice(NoticeId),
    /// That data asked for be sent.
    Request(RequestId),
    /// That a request for correction be dealt with.
    Correction(CorrectionId),
    /// That the errors of a file be mended.
    Findings(SubmissionId),
}

impl Subject {
    /// What its clocks run for; none where the law sets no day.
    pub fn clock(&self) -> Option<ClockSubject> {
        match self {
            Self::Notice(id) => Some(ClockSubject::Notice(*id)),
            Self::Request(id) => Some(ClockSubject::Request(*id)),
            Self::Correction(id) => Some(ClockSubject::Correction(*id)),
            Self::NearMatch { .. } | Self::Proposal(_) | Self::Findings(_) => None,
        }
    }
}

/// Something that was done about an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// By whom: a state's system for what its file caused, the program for what was overdue.
    pub by: Actor,
    /// What.
    pub what: StepKind,
    /// The level at which the item stood afterwards.
    pub level: Level,
    /// The people to whom it was given, by user name.
    pub to: Vec<Text>,
    /// Why; absent where none is asked for.
    pub why: Option<Why>,
}

/// What can be done about an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// It came into being.
    Opened,
    /// Somebody took it for himself.
    Taken,
    /// It was given to people.
    Assigned,
    /// It went up a level because somebody wanted so.
    Escalated,
    /// It went up a level because its days were over.
    Overdue,
    /// Judged to be one child.
    JudgedSame,
    /// Judged to be two children.
    JudgedDifferent,
    /// Validated and carried out.
    Approved,
    /// Refused.
    Rejected,
    /// Taken back by the proposer.
    Cancelled,
    /// Made moot.
    Superseded,
    /// An approved decision was undone.
    Undone,
    /// A judgement was taken back: the question is open again in a new item.
    Reopened,
    /// Nobody at this level could decide it.
    Unattended,
    /// At the nation's level only people of the state that proposed it can decide: no other state has anybody.
    OwnState,
    /// What was asked for has been done.
    Done,
    /// Whoever had it works here no longer: nobody has it.
    Released,
}

impl StepKind {
    /// Whether the item waits for nobody afterwards.
    pub fn closes(self) -> bool {
        matches!(
            self,
            Self::JudgedSame
                | Self::JudgedDifferent
                | Self::Approved
                | Self::Rejected
                | Self::Cancelled
                | Self::Superseded
                | Self::Done
        )
    }

    /// The word used in exports and the audit log.
    pub fn word(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Taken => "taken",
            Self::Assigned => "assigned",
            Self::Escalated => "escalated",
            Self::Overdue => "overdue",
            Self::JudgedSame => "judged_same",
            Self::JudgedDifferent => "judged_different",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Cancelled => "cancelled",
            Self::Superseded => "superseded",
            Self::Undone => "undone",
            Self::Reopened => "reopened",
            Self::Unattended => "unattended",
            Self::OwnState => "own_state",
            Self::Done => "done",
            Self::Released => "released",
        }
    }
}

/// What a list needs to know of an item without reading it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// Kind.
    pub kind: ItemKind,
    /// How far it is.
    pub status: ItemStatus,
    /// User names of those who have it.
    pub assignees: Vec<Text>,
    /// The states asked.
    pub states: Vec<StateCode>,
    /// User name of whoever proposed it.
    pub proposed_by: Option<Text>,
    /// When it was opened.
    pub opened: Timestamp,
    /// Whether it lies in several districts of one state, so that who has one of them may not have it.
    pub spread: bool,
}
