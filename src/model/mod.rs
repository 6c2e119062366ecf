//! The shared language of the program: ids and value types that cannot be wrong once built, the contribution a
//! state sends, the people who act. No I/O, no clock, no knowledge of how anything is stored or shown.

mod account;
mod answer;
mod application;
mod audit;
mod casework;
mod clock;
mod contribution;
mod correction;
mod element;
mod evidence;
mod feed;
mod ids;
mod job;
mod link;
mod message;
mod notice;
mod origin;
mod people;
mod proposal;
mod reference;
mod region;
mod request;
mod sealed;
mod sketch;
mod time;
mod value;
mod why;

pub use account::{
    Account, AccountStatus, Area, Credential, DisabledWhy, Grant, LoginStep, MailChoice, Passkey, Profile, RegionId,
    Reset, Session, Totp,
};
pub use answer::{
    Counts, FileStatus, Finding, LineRef, MatchOutcome, Severity, StudentAnswer, StudentOutcome, Submission,
    SubmissionHeader, SubmissionKind,
};
pub use application::{
    Application, ApplicationId, ApplicationStatus, Certificate, Leaver, QuizDrawn, Verdict, Vouched,
};
pub use audit::{AuditEvent, Outcome};
pub use casework::{Brief, Item, ItemId, ItemKind, ItemStatus, Level, Step, StepKind, Subject};
pub use clock::{
    Cause, ClockBrief, ClockEnd, ClockId, ClockKind, ClockSubject, Closure, Coe, DistrictStay, Duties, Mark,
    RunningClock, Skipped, Term, Warning,
};
pub use contribution::{Action, AlternateId, Confirmation, Contribution, Line, LineKind, Version, VersionFront};
pub use correction::{
    Brought, Channel, Correction, CorrectionId, CorrectionLetter, CorrectionStatus, CorrectionStep, Disputed, Intake,
    Requester, Ruling, Statement, StatementId,
};
pub use element::Element;
pub use evidence::{Evidence, NamePart, Parent, PersonName, QualifyingMove, Residence, Stay};
pub use feed::{ApiKey, ApiScope, FeedEntry, FeedEvent, Webhook, WebhookCall};
pub use ids::{ContributionKey, ContributionNo, IdError, MsixId, StateCode, StateStudentId, SubmissionId};
pub use job::{JobResult, JobRun, Missed, Rhythm};
pub use link::{Explanation, LinkKind, Membership, NearMatch, NearStatus, Reason, Retirement, Student, StudentStatus};
pub use message::{Delivery, Email, EmailError, Message, MessageKind, Tries};
pub use notice::{Direction, MoveDay, Notice, NoticeBrief, NoticeCause, NoticeId, NoticeStatus, NoticeStep};
pub use origin::{Origin, Who, one_peer};
pub use people::{Actor, Purpose, Role};
pub use proposal::{Move, Plan, Proposal, Standing, Undoing};
pub use reference::{District, School};
pub use region::{Placing, Region, RegionSwitch};
pub use request::{Answered, Ask, DataRequest, Post, PostKind, RequestId, RequestStatus, Wanted, WantedError};
pub use sealed::{Commitment, Opening, TreeState, hex};
pub use sketch::Sketch;
pub use time::{Clock, Date, DateError, Month, SchoolYear, Timestamp};
pub use value::{Grade, Sex, Text, Value};
pub use why::{Why, WhyError};
