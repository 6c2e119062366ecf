//! The consolidated record: every state's word about a child put side by side.

use std::cmp::Reverse;

use super::view::{ConsolidatedRecord, SourcedLine};
use super::{RecordsError, demographics, glance, journey, lines, link, members, statements};
use crate::model::{ContributionNo, Date, Element, LineKind, MsixId, SchoolYear, StudentStatus, Value};
use crate::store::Read;

pub(super) fn consolidate(
    read: &impl Read,
    asked: MsixId,
    as_of: Option<Date>,
    today: Date,
) -> Result<Option<ConsolidatedRecord>, RecordsError> {
    let Some(child) = members::load(read, asked, as_of)? else { return Ok(None) };
    Ok(Some(side_by_side(read, child, asked, as_of, today)?))
}

/// The record that some contributions of several children would be; `None` when none of them is there.
pub(super) fn imagine(
    read: &impl Read,
    from: &[MsixId],
    these: &[ContributionNo],
    today: Date,
) -> Result<Option<ConsolidatedRecord>, RecordsError> {
    let mut whole: Option<members::Child> = None;
    for child in from {
        let Some(mut child) = members::load(read, *child, None)? else { continue };
        child.members.retain(|word| these.contains(&word.source.no));
        match &mut whole {
            _ if child.members.is_empty() => {}
            None => whole = Some(child),
            Some(whole) if whole.msix_id == child.msix_id => {}
            Some(whole) => whole.members.extend(child.members),
        }
    }
    let Some(mut whole) = whole else { return Ok(None) };
    whole.members.sort_by_key(|word| Reverse((word.source.received, word.source.no)));
    let msix_id = whole.msix_id;
    Ok(Some(side_by_side(read, whole, msix_id, None, today)?))
}

fn side_by_side(
    read: &impl Read,
    child: members::Child,
    asked: MsixId,
    as_of: Option<Date>,
    today: Date,
) -> Result<ConsolidatedRecord, RecordsError> {
    let day = as_of.unwrap_or(today);
    let any_live = child.members.iter().any(|word| word.member.live);
    let status = match (as_of, any_live) {
        (None, _) => child.student.status,
        (Some(_), true) => StudentStatus::Active,
        (Some(_), false) => StudentStatus::Inactive,
    };
    let moves =
        lines::union(&child.members, LineKind::Move, |line| Reverse(line.date(Element::QUALIFYING_ARRIVAL_DATE)));
    let enrollments = lines::union(&child.members, LineKind::Enrollment, |line| Reverse(lines::begin(line)));
    let courses = lines::union(&child.members, LineKind::Course, |line| Reverse(lines::academic_year(line)));
    let assessments = lines::union(&child.members, LineKind::Assessment, |line| {
        Reverse(line.value(Element::ASSESSMENT_DATE).and_then(month))
    });
    // Also in the view of an earlier day: by what belongs to the child now.
    let present = link::members(read, child.msix_id)?;
    let numbers = child.members.iter().map(|word| word.source.no).chain(present);
    let (statements, ended_statements) = statements::of_record(read, child.msix_id, numbers)?;
    Ok(ConsolidatedRecord {
        msix_id: child.msix_id,
        asked_for: (child.msix_id != asked).then_some(asked),
        status,
        as_of,
        identification: demographics::identification(read, &child.members, day)?,
        demographics: demographics::rows(&child.members),
        glance: glance::glance(&moves, &enrollments, &courses),
        journey: journey::journey(&moves, &enrollments, day),
        moves,
        enrollments,
        courses,
        assessments,
        statements,
        ended_statements,
        members: child.members.into_iter().map(|word| word.member).collect(),
    })
}

fn month(value: &Value) -> Option<u32> {
    match value {
        Value::Month(month) => Some(month.number()),
        _ => None,
    }
}

/// The newest academic year of all lines.
pub(super) fn newest_year(courses: &[SourcedLine]) -> Option<SchoolYear> {
    courses.iter().filter_map(|course| lines::academic_year(&course.line)).max()
}
