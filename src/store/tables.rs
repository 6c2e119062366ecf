//! Every table with its key and value. `FORMAT.md` describes them; adding one here needs a paragraph there.

use std::marker::PhantomData;

use crate::model::*;

/// A table: its name and the types of its keys and values.
pub struct Table<K, V> {
    pub(super) name: &'static str,
    types: PhantomData<fn() -> (K, V)>,
}

impl<K, V> Table<K, V> {
    const fn new(name: &'static str) -> Self {
        Self { name, types: PhantomData }
    }

    /// The table's name in the file.
    pub fn name(&self) -> &'static str {
        self.name
    }
}

/// Facts about the store itself.
pub const META: Table<Text, Text> = Table::new("meta");
/// The last number given out in each series.
pub const COUNTER: Table<Text, u64> = Table::new("counter");
/// A state's key of a child to the contribution's number.
pub const CONTRIBUTION: Table<ContributionKey, ContributionNo> = Table::new("contribution");
/// All versions of a contribution, oldest first. One range read is its history, the last one its present state.
pub const VERSION: Table<(ContributionNo, u32), Version> = Table::new("version");
/// The last time a contribution's present version was sent again with a later effective day.
pub const CONFIRMATION: Table<ContributionNo, Confirmation> = Table::new("confirmation");
/// Where a contribution belongs now.
pub const MEMBERSHIP: Table<ContributionNo, Membership> = Table::new("membership");
/// Where a contribution belonged, oldest first; the last one equals its membership.
pub const MEMBERSHIP_HISTORY: Table<(ContributionNo, u32), Membership> = Table::new("membership_history");
/// The contributions of a child. One range read is its members.
pub const MEMBER: Table<(MsixId, ContributionNo), ()> = Table::new("member");
/// The children.
pub const STUDENT: Table<MsixId, Student> = Table::new("student");
/// Evidence of identity of each contribution's present version.
pub const EVIDENCE: Table<ContributionNo, Evidence> = Table::new("evidence");
/// Blocking keys to contributions: candidates for linking, with what tells strangers apart.
pub const BLOCK: Table<(u64, ContributionNo), Sketch> = Table::new("block");
/// Rows of `BLOCK` that wait for their place, by turn of the cursor and number.
pub(super) const BLOCK_RECENT: Table<(u32, u32), ()> = Table::new("block_recent");
/// Near matches under the lower of the two numbers, and again (see `NEAR_BY_RIGHT`) under the higher.
pub const NEAR: Table<(ContributionNo, ContributionNo), NearMatch> = Table::new("near");
/// The pairs of `NEAR` with the higher number first.
pub const NEAR_BY_RIGHT: Table<(ContributionNo, ContributionNo), ()> = Table::new("near_by_right");
/// Children whose search entry has to be made anew, in the order of change.
pub const CHANGED: Table<u64, MsixId> = Table::new("changed");
/// The submissions.
pub const SUBMISSION: Table<SubmissionId, Submission> = Table::new("submission");
/// SHA-256 of a file to its submission.
pub const SUBMISSION_BY_HASH: Table<[u8; 32], SubmissionId> = Table::new("submission_by_hash");
/// The answers to the students of a submission, in pieces.
pub const ANSWER: Table<(SubmissionId, u32), Vec<StudentAnswer>> = Table::new("answer");
/// NCES schools by identifier and the year in which the school year begins; year 0 is a state's supplement.
pub const SCHOOL: Table<(Text, u16), School> = Table::new("school");
/// NCES districts, likewise.
pub const DISTRICT: Table<(Text, u16), District> = Table::new("district");
/// Accounts by user name.
pub const ACCOUNT: Table<Text, Account> = Table::new("account");
/// What people prove themselves with, by user name.
pub const CREDENTIAL: Table<Text, Credential> = Table::new("credential");
/// Sessions by the SHA-256 of their cookie.
pub const SESSION: Table<[u8; 32], Session> = Table::new("session");
/// Links to set a new password by the SHA-256 of their token.
pub const RESET: Table<[u8; 32], Reset> = Table::new("reset");
/// Contributions that once belonged to a child and belong elsewhere now: with `MEMBER` all that ever belonged to it.
pub const FORMER: Table<(MsixId, ContributionNo), ()> = Table::new("former");
/// The home of a contribution that is with another child because its home was retired: what an undo gives it back to.
pub const HOME: Table<ContributionNo, MsixId> = Table::new("home");
/// When an MSIX ID was retired and taken into use again, oldest first.
pub const RETIREMENT: Table<(MsixId, u32), Retirement> = Table::new("retirement");
/// The items of the worklist, open and closed.
pub const ITEM: Table<ItemId, Item> = Table::new("item");
/// The open items of each list (state and level) by the microsecond since which they stand there.
pub const WORKLIST: Table<(Text, (u64, ItemId)), Brief> = Table::new("worklist");
/// The closed items of each state by the microsecond at which they were closed.
pub const DECIDED: Table<(Text, (u64, ItemId)), Brief> = Table::new("decided");
/// The items that concern a child.
pub const ITEM_BY_CHILD: Table<(MsixId, ItemId), ()> = Table::new("item_by_child");
/// The proposals of a person.
pub const ITEM_BY_PROPOSER: Table<(Text, ItemId), ()> = Table::new("item_by_proposer");
/// The last item about a near match, by the pair's numbers, the lower first.
pub const NEAR_ITEM: Table<(ContributionNo, ContributionNo), ItemId> = Table::new("near_item");
/// The pending proposal that locks a child against others.
pub const LOCK: Table<MsixId, ItemId> = Table::new("lock");
/// Messages to people, by number.
pub const OUTBOX: Table<u64, Message> = Table::new("outbox");
/// The messages that wait.
pub const OUTBOX_WAITING: Table<u64, ()> = Table::new("outbox_waiting");
/// The messages that a mail server refused, by the account concerned.
pub const OUTBOX_FAILED: Table<(Text, u64), ()> = Table::new("outbox_failed");
/// The regions of each state, those that were closed as well.
pub const REGION: Table<(StateCode, RegionId), Region> = Table::new("region");
/// Where each district belonged, oldest first: the last one holds now.
pub const REGION_DISTRICT: Table<((StateCode, Text), u32), Placing> = Table::new("region_district");
/// Whether a state works with regions; a state that never did has no row.
pub const REGION_SWITCH: Table<StateCode, RegionSwitch> = Table::new("region_switch");
/// What opens the commitments of an entry of the audit log, in their order; `None` for one that was erased.
pub const AUDIT_OPENING: Table<u64, Vec<Option<Opening>>> = Table::new("audit_opening");
/// The entries about a child; under [`MsixId::NOBODY`] those that may concern every child.
pub const AUDIT_CHILD: Table<(MsixId, u64), ()> = Table::new("audit_child");
/// The tree over the audit log as the next entry needs it; one row, under 0.
pub const AUDIT_TREE: Table<u16, TreeState> = Table::new("audit_tree");
/// Roots of perfect subtrees of the audit log, by the power of two of their entries and their place from the left.
pub const AUDIT_NODE: Table<(u16, u64), [u8; 32]> = Table::new("audit_node");
/// Signed checkpoints by the number of entries they cover.
pub const CHECKPOINT: Table<u64, Text> = Table::new("checkpoint");
/// Up to which size checkpoints have been taken by a receiver outside of the store: `syslog`.
pub const CHECKPOINT_SENT: Table<Text, u64> = Table::new("checkpoint_sent");
/// Applications for access, by number.
pub const APPLICATION: Table<u64, Application> = Table::new("application");
/// SHA-256 of the token of a supervisor's link to its application.
pub const APPLICATION_LINK: Table<[u8; 32], u64> = Table::new("application_link");
/// Certificates by number.
pub const CERTIFICATE: Table<u64, Certificate> = Table::new("certificate");
/// The certificates of an account.
pub const CERTIFICATE_OF: Table<(Text, u64), ()> = Table::new("certificate_of");
/// The quiz that somebody is at, by user name and course.
pub const QUIZ: Table<(Text, Text), QuizDrawn> = Table::new("quiz");
/// The day for which somebody was last reminded of something, by user name and what it is.
pub const REMINDED: Table<(Text, Text), Date> = Table::new("reminded");
/// Who left, by user name.
pub const LEAVER: Table<Text, Leaver> = Table::new("leaver");
/// Move notices.
pub const NOTICE: Table<NoticeId, Notice> = Table::new("notice");
/// The notices that name a child.
pub const NOTICE_BY_CHILD: Table<(MsixId, NoticeId), ()> = Table::new("notice_by_child");
/// The notices that a state sent or was sent, by the microsecond of their sending.
pub const NOTICE_BY_STATE: Table<(StateCode, (u64, NoticeId)), NoticeBrief> = Table::new("notice_by_state");
/// The open notices that a state sent or was sent.
pub const NOTICE_OPEN: Table<(StateCode, NoticeId), ()> = Table::new("notice_open");
/// The notices that the next word of a contribution answers: open ones, and those whose clock runs on.
pub const NOTICE_AWAITS: Table<(ContributionNo, NoticeId), ()> = Table::new("notice_awaits");
/// The notices that a file caused, by what the household of their children is found by.
pub const NOTICE_FAMILY: Table<(SubmissionId, (u64, NoticeId)), ()> = Table::new("notice_family");
/// Data requests.
pub const REQUEST: Table<RequestId, DataRequest> = Table::new("request");
/// The requests about a child.
pub const REQUEST_BY_CHILD: Table<(MsixId, RequestId), ()> = Table::new("request_by_child");
/// The open requests that the next version of a contribution may answer.
pub const REQUEST_OPEN: Table<(ContributionNo, RequestId), ()> = Table::new("request_open");
/// The requests that a state sent or was sent, by the microsecond of their sending.
pub const REQUEST_BY_STATE: Table<(StateCode, (u64, RequestId)), ()> = Table::new("request_by_state");
/// The open requests that a state sent or was sent.
pub const REQUEST_WAITS: Table<(StateCode, RequestId), ()> = Table::new("request_waits");
/// Requests for correction.
pub const CORRECTION: Table<CorrectionId, Correction> = Table::new("correction");
/// The requests for correction about a child.
pub const CORRECTION_BY_CHILD: Table<(MsixId, CorrectionId), ()> = Table::new("correction_by_child");
/// The open requests for correction that the next version of a contribution may carry out.
pub const CORRECTION_OPEN: Table<(ContributionNo, CorrectionId), ()> = Table::new("correction_open");
/// The requests for correction that a state received or answers for, by the microsecond at which they were taken down.
pub const CORRECTION_BY_STATE: Table<(StateCode, (u64, CorrectionId)), ()> = Table::new("correction_by_state");
/// The dispute statements in a child's record.
pub const STATEMENT: Table<(MsixId, StatementId), Statement> = Table::new("statement");
/// Legal clocks.
pub const CLOCK: Table<ClockId, RunningClock> = Table::new("clock");
/// The clocks that run, by state (`US` for none) and the day on which they are due.
pub const CLOCK_RUNNING: Table<(Text, (Date, ClockId)), ClockBrief> = Table::new("clock_running");
/// The clocks that were stopped, by state (`US` for none) and the microsecond of their end.
pub const CLOCK_STOPPED: Table<(Text, (u64, ClockId)), ClockBrief> = Table::new("clock_stopped");
/// The clocks of a subject: `child:`, `notice:`, `request:`, `correction:`, `term:` or `coe:` and what names it.
pub const CLOCK_OF: Table<(Text, ClockId), ()> = Table::new("clock_of");
/// Days on which a state or one of its districts does not work; under an empty district the whole state.
pub const CLOSURE: Table<((StateCode, Text), Date), Closure> = Table::new("closure");
/// The terms of a district by their last day.
pub const TERM: Table<((StateCode, Text), Date), Term> = Table::new("term");
/// A district of a state.
type DistrictOf = (StateCode, Text);

/// The contributions with an enrollment in a district during a term, and when the state spoke about each after the term
/// had ended.
pub const TERM_CHILD: Table<(DistrictOf, (Date, ContributionNo)), Option<Timestamp>> = Table::new("term_child");
/// The feed of each state, from 1.
pub const FEED: Table<(StateCode, u64), FeedEntry> = Table::new("feed");
/// Keys of the interface by number.
pub const API_KEY: Table<u64, ApiKey> = Table::new("api_key");
/// Webhooks by number.
pub const WEBHOOK: Table<u64, Webhook> = Table::new("webhook");
/// The calls of a webhook, from 1.
pub const WEBHOOK_CALL: Table<(u64, u64), WebhookCall> = Table::new("webhook_call");
/// The runs of each job of the scheduler, from 1.
pub const JOB_RUN: Table<(Text, u64), JobRun> = Table::new("job_run");
/// The filters that somebody saved for the worklist, by user name and what they are called: the query of the address.
pub const SAVED_FILTER: Table<(Text, Text), Text> = Table::new("saved_filter");
/// What waits for the next daily message to somebody, by user name: numbers of messages of the outbox.
pub const DIGEST: Table<Text, Vec<u64>> = Table::new("digest");
/// The audit log. Rows are the audit module's own; this module only sees to it that each change appends one.
pub(super) const AUDIT: &str = "audit";

/// Names of all tables, for checks that walk the whole store.
pub const NAMES: &[&str] = &[
    META.name,
    COUNTER.name,
    CONTRIBUTION.name,
    VERSION.name,
    CONFIRMATION.name,
    MEMBERSHIP.name,
    MEMBERSHIP_HISTORY.name,
    MEMBER.name,
    STUDENT.name,
    EVIDENCE.name,
    BLOCK.name,
    BLOCK_RECENT.name,
    NEAR.name,
    NEAR_BY_RIGHT.name,
    CHANGED.name,
    SUBMISSION.name,
    SUBMISSION_BY_HASH.name,
    ANSWER.name,
    SCHOOL.name,
    DISTRICT.name,
    ACCOUNT.name,
    CREDENTIAL.name,
    SESSION.name,
    RESET.name,
    FORMER.name,
    HOME.name,
    RETIREMENT.name,
    ITEM.name,
    WORKLIST.name,
    DECIDED.name,
    ITEM_BY_CHILD.name,
    ITEM_BY_PROPOSER.name,
    NEAR_ITEM.name,
    LOCK.name,
    OUTBOX.name,
    OUTBOX_WAITING.name,
    OUTBOX_FAILED.name,
    REGION.name,
    REGION_DISTRICT.name,
    REGION_SWITCH.name,
    AUDIT_OPENING.name,
    AUDIT_CHILD.name,
    AUDIT_TREE.name,
    AUDIT_NODE.name,
    CHECKPOINT.name,
    CHECKPOINT_SENT.name,
    APPLICATION.name,
    APPLICATION_LINK.name,
    CERTIFICATE.name,
    CERTIFICATE_OF.name,
    QUIZ.name,
    REMINDED.name,
    LEAVER.name,
    NOTICE.name,
    NOTICE_BY_CHILD.name,
    NOTICE_BY_STATE.name,
    NOTICE_OPEN.name,
    NOTICE_AWAITS.name,
    NOTICE_FAMILY.name,
    REQUEST.name,
    REQUEST_BY_CHILD.name,
    REQUEST_OPEN.name,
    REQUEST_BY_STATE.name,
    REQUEST_WAITS.name,
    CORRECTION.name,
    CORRECTION_BY_CHILD.name,
    CORRECTION_OPEN.name,
    CORRECTION_BY_STATE.name,
    STATEMENT.name,
    CLOCK.name,
    CLOCK_RUNNING.name,
    CLOCK_STOPPED.name,
    CLOCK_OF.name,
    CLOSURE.name,
    TERM.name,
    TERM_CHILD.name,
    FEED.name,
    API_KEY.name,
    WEBHOOK.name,
    WEBHOOK_CALL.name,
    JOB_RUN.name,
    SAVED_FILTER.name,
    DIGEST.name,
    AUDIT,
];
