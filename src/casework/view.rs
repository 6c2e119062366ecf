//! What people see of their work: rows, pages and counts of the worklist, a case with its records, a preview.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::access::OpenChild;
use crate::model::{
    Actor, ContributionNo, Date, Item, ItemId, ItemKind, ItemStatus, Level, MsixId, NearMatch, Purpose, StateCode,
    SubmissionId, Text, Timestamp,
};
pub use crate::records::regroup::{LeftOut, Placed, PlanError, Preview, Seen, SeenError, Target, WhyLeft};

/// Which items a list shows. The default shows all that wait for the person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of these kinds; all when empty.
    pub kinds: Vec<ItemKind>,
    /// With these statuses; all when empty.
    pub statuses: Vec<ItemStatus>,
    /// Of this state among the person's own.
    pub state: Option<StateCode>,
    /// At this level.
    pub level: Option<Level>,
    /// By who has them.
    pub whose: Whose,
    /// Only those whose time is over.
    pub overdue: bool,
    /// Only those that were opened so many days ago, or more.
    pub age: Option<u32>,
    /// Of what was decided only that by which people keep children apart now.
    pub apart: bool,
    /// In the order of the exchange's own goals, whatever the law says.
    pub by_goal: bool,
}

/// Items by who has them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Whose {
    /// All.
    #[default]
    Anybodys,
    /// Those the person has.
    Mine,
    /// Those that nobody has.
    Nobodys,
}

/// One line of the worklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The item.
    pub id: ItemId,
    /// Kind.
    pub kind: ItemKind,
    /// How far it is.
    pub status: ItemStatus,
    /// Where it stands.
    pub level: Level,
    /// The states asked.
    pub states: Vec<StateCode>,
    /// The children concerned, as of now.
    pub children: Vec<MsixId>,
    /// Who proposed it, by user name; `None` for what the engine asks.
    pub proposed_by: Option<Text>,
    /// Who has it, by user name.
    pub assignees: Vec<Text>,
    /// When it was opened.
    pub opened: Timestamp,
    /// Whole days since it was opened.
    pub age_days: u32,
    /// When somebody should have taken it up; `None` once somebody has, and when it is closed. A goal: nothing happens
    /// when it passes.
    pub answer_due: Option<Timestamp>,
    /// When it goes up a level; at the top, when it should have been decided. `None` when it is closed.
    pub due: Option<Timestamp>,
    /// Whether that has passed.
    pub overdue: bool,
    /// The last day by law, of the clock that ends first, and whether it is over. `None` when no clock runs.
    pub legal: Option<(Date, bool)>,
    /// The first answer against its goal.
    pub answer: Goal,
    /// The decision against its goal.
    pub resolution: Goal,
    /// What it is about, where that has a page of its own: the number of the notice, request, correction or submission.
    pub about: Option<u64>,
    /// When it was closed.
    pub closed: Option<Timestamp>,
    /// By whom.
    pub closed_by: Option<Actor>,
    /// What came of it: the validation that followed, or the undo that took it back.
    pub followed_by: Option<ItemId>,
    /// What became of the decision since, where its status alone would mislead.
    pub fate: Option<Fate>,
    /// Whether the person who asked may open it.
    pub may_look: bool,
}

/// Something against a day until which it should be done. Nothing happens when the day passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// Not done, and there is time until then.
    Until(Timestamp),
    /// Done in time.
    Met,
    /// Not in time: done later, or not yet.
    Missed,
}

impl Goal {
    /// What became of it so far.
    pub(super) fn of(until: Timestamp, done: Option<Timestamp>, now: Timestamp) -> Self {
        match done {
            Some(at) if at <= until => Self::Met,
            None if now <= until => Self::Until(until),
            _ => Self::Missed,
        }
    }
}

/// What became of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Judged to be one child; the other side has not said yet.
    Waits,
    /// Judged to be one child; the other side refused.
    Refused,
    /// Judged to be one child; it could not be carried out any more.
    Moot,
    /// Carried out, and undone later.
    Undone,
    /// Two children, and people took that back.
    AskedAgain,
}

impl Fate {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Waits, Self::Refused, Self::Moot, Self::Undone, Self::AskedAgain];

    /// The word in the message files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Waits => "waits",
            Self::Refused => "refused",
            Self::Moot => "moot",
            Self::Undone => "undone",
            Self::AskedAgain => "asked-again",
        }
    }
}

/// Some rows of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page {
    /// The rows.
    pub rows: Vec<Row>,
    /// Position of the first in the whole list, from 0.
    pub from: usize,
    /// How many the whole list has.
    pub total: usize,
}

/// What a person sees first of what waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// How much waits, whatever the filter.
    pub counts: WorkCounts,
    /// What fits the filter.
    pub page: Page,
    /// What is due first of all.
    pub first: Option<Row>,
}

/// How much waits for a person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct WorkCounts {
    /// Everything.
    pub all: usize,
    /// What he has himself.
    pub mine: usize,
    /// What nobody has.
    pub nobodys: usize,
    /// What is overdue.
    pub overdue: usize,
    /// By kind; kinds with nothing are missing.
    pub by_kind: BTreeMap<ItemKind, usize>,
}

/// Somebody who can be given an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Colleague {
    /// User name.
    pub user: Text,
    /// What others see.
    pub name: Text,
    /// The level at which he would have it: the item's own or one further down.
    pub level: Level,
}

/// What a person may do with an item, now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct May {
    /// Take it.
    pub take: bool,
    /// Give it to others.
    pub assign: bool,
    /// Send it up a level.
    pub escalate: bool,
    /// Judge the near match.
    pub judge: bool,
    /// Approve or reject the proposal.
    pub decide: bool,
    /// Take the proposal back.
    pub cancel: bool,
    /// Take a judgement of "different" back, or allow what was split or undone to be proposed again.
    pub reopen: bool,
    /// Propose to undo what was approved.
    pub undo: bool,
}

/// Two children whom a merge would join, as the engine compares them now.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// The children.
    pub children: (MsixId, MsixId),
    /// The comparison. It is stored nowhere.
    pub near: NearMatch,
    /// The items by which people were asked about the two, as far as the person may look at them.
    pub asked: BTreeSet<ItemId>,
}

/// An item with everything that is needed to decide it. Its records are in the log as read.
pub struct Case {
    /// The item.
    pub item: Item,
    /// As a line of the list.
    pub row: Row,
    /// The records concerned, opened, the master first.
    pub children: Vec<OpenChild>,
    /// The engine's comparison, of a near match or of a proposal that came from one.
    pub near: Option<NearMatch>,
    /// How alike those are whom an open merge would join.
    pub alike: Vec<Alike>,
    /// What would move if it were decided now; of a near match, if it were judged to be one child. `None` when it is
    /// closed, or can no longer be carried out.
    pub preview: Option<Preview>,
    /// Contributions that have a new version or have come or gone since it was proposed.
    pub changed_since: Vec<ContributionNo>,
    /// The items by which people have judged these to be different children, when a pending proposal would join them;
    /// `None` when nobody has.
    pub judged_apart: Option<Vec<ItemId>>,
    /// Other open near matches of these children that the person may look at.
    pub beside: Vec<ItemId>,
    /// The pending proposals that lock records of an open near match, so that it cannot be judged to be one child.
    pub locked_by: Vec<ItemId>,
    /// What the person may do.
    pub may: May,
}

/// A proposal before it is made. Its records are in the log as read.
pub struct Draft {
    /// The records concerned, opened, the master first.
    pub children: Vec<OpenChild>,
    /// What would move.
    pub preview: Preview,
    /// States whose data administrators would be asked to validate it.
    pub validators: Vec<StateCode>,
    /// The comparison that was judged by what would be undone.
    pub near: Option<NearMatch>,
    /// How alike those are whom a merge would join.
    pub alike: Vec<Alike>,
    /// The items by which people have judged these to be different children, of a merge; `None` when nobody has.
    pub judged_apart: Option<Vec<ItemId>>,
}

/// What a wrong record did while it stood: to whom it was shown, and in what it counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Exposure {
    /// From the decision that was wrong.
    pub from: Timestamp,
    /// To the undo, or to now.
    pub to: Timestamp,
    /// Readings of the record, oldest first.
    pub shown: Vec<Shown>,
    /// Files that left the store meanwhile. The log does not say whether the record was among their rows.
    pub exports: Vec<Left>,
    /// Submissions whose answers told a state the wrong MSIX ID.
    pub answers: Vec<Told>,
}

/// A reading of a wrong record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// When.
    pub at: Timestamp,
    /// To whom.
    pub to: Actor,
    /// Why; a search may come before it was said.
    pub purpose: Option<Purpose>,
    /// Which part, `search` for a line in a list of results.
    pub part: Text,
    /// Under which MSIX ID.
    pub msix_id: MsixId,
}

/// A file that left the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Left {
    /// When.
    pub at: Timestamp,
    /// To whom.
    pub to: Actor,
    /// `identities`, `near-matches`, ...
    pub what: Text,
}

/// An answer that told a wrong MSIX ID.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The submission.
    pub submission: SubmissionId,
    /// When it was answered.
    pub at: Timestamp,
    /// Whose.
    pub state: StateCode,
    /// The MSIX ID that was told.
    pub msix_id: MsixId,
    /// How many students of the submission it was told for.
    pub students: u32,
}
