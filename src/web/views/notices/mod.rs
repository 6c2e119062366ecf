//! The pages of move notices: functions of what the casework module shows. Every status is a word with a shape.

pub(in crate::web) mod list;
pub(in crate::web) mod log;
pub(in crate::web) mod new;
pub(in crate::web) mod show;

use maud::{Markup, html};

use super::record::Words;
use crate::access::Permission;
use crate::casework::Place;
use crate::model::{MoveDay, NoticeStatus};
use crate::records::view::ConsolidatedRecord;
use crate::web::views::layout::PageContext;

/// On a child's record: telling the next state that she moves, and what was told.
pub(in crate::web) fn ways(context: &PageContext, record: &ConsolidatedRecord) -> Markup {
    let (words, child) = (Words::new(context.language), record.msix_id);
    html! {
        @if context.may(Permission::Notice) {
            a .button.button-quiet href=(format!("/notices/new?child={child}")) { (words.t("notices-moved")) }
            a .button.button-quiet href=(format!("/notices?child={child}")) { (words.t("notices-title")) }
        }
    }
}

/// How far a notice is: a word with a shape.
fn status_tag(words: Words, status: NoticeStatus) -> Markup {
    let class = match status {
        NoticeStatus::New => "tag tag-wait",
        NoticeStatus::Acknowledged | NoticeStatus::Located => "tag",
        NoticeStatus::SomeEnrolled => "tag tag-wait",
        NoticeStatus::Enrolled => "tag tag-good",
        NoticeStatus::NotFound => "tag tag-stop",
        NoticeStatus::Closed => "tag tag-past",
    };
    html! { span class=(class) { (words.t(&format!("notices-status-{}", status.word()))) } }
}

/// `Sample ISD (4800001), Texas`.
fn place(place: &Place) -> String {
    if place.within.is_empty() {
        place.state.name().to_owned()
    } else {
        format!("{}, {}", place.within, place.state.name())
    }
}

/// The day of the move in words.
fn day(words: Words, day: MoveDay) -> String {
    match day {
        MoveDay::Known(day) => words.date(day),
        MoveDay::Expected(day) => words.with("notices-about", &[("day", words.date(day).into())]),
        MoveDay::Unknown => words.t("notices-day-unknown"),
    }
}
