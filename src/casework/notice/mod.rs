//! Move notices: announced by people, or made when a file tells of a move (exchange facts, sections 5.1 and 5.3). A
//! family is one notice. Who has it is written in its item of the worklist; what was done about it, here. It must never
//! say a word about a child outside of the portal, and never close a notice without taking down who or which file did.

mod act;
mod announce;
mod arrived;
mod check;
mod error;
mod family;
mod hand;
mod list;
mod log;
mod look;
mod place;
mod recipients;
mod rows;
mod settings;

pub use act::{NoticeAct, NoticeAnswer};
pub(super) use act::{check_taker, taken};
pub use announce::{NewNotice, NoticePlan, Relation};
pub(super) use arrived::arrived;
pub(super) use check::check;
pub use error::NoticeError;
pub use list::{NoticeBox, NoticeCounts, NoticeFilter, NoticePage, NoticeRow};
pub use log::{LogPeriod, NoticeLogPage, NoticeLogRow};
pub use look::{Holder, NoticeCase, NoticeMay};
pub use place::{Place, Spot};
pub use settings::Exchange;
