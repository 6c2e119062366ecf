//! What a state usually sends: windows that join, and a volume near that of the last files. Other files are taken
//! all the same; the data administrator is told.

use super::findings;
use crate::model::{Finding, LineRef, Severity, Submission, SubmissionHeader, SubmissionKind};
use crate::store::{Read, StoreError, tables};

use crate::model::FileStatus;

/// Files of the same kind that make up what is usual; with fewer than `FEWEST` nothing is.
const LAST: usize = 10;
const FEWEST: usize = 3;
/// A volume beyond the median times or by this is flagged.
const FACTOR: u64 = 5;
/// How many submissions of all states are looked at.
const LOOK_BACK: usize = 2_000;

/// Findings about a file in comparison with the state's files before it.
pub(super) fn compare(view: &impl Read, header: &SubmissionHeader) -> Result<Vec<Finding>, StoreError> {
    let before = earlier(view, header)?;
    let findings = [joins(header, before.first()), volume(header, &before)];
    Ok(findings.into_iter().flatten().collect())
}

/// The state's last headers that were not refused, newest first.
fn earlier(view: &impl Read, header: &SubmissionHeader) -> Result<Vec<SubmissionHeader>, StoreError> {
    let mut found: Vec<SubmissionHeader> = Vec::new();
    let mut next = view.last(&tables::SUBMISSION, ..)?;
    for _ in 0..LOOK_BACK {
        let Some((id, Submission { header: Some(earlier), status, .. })) = next else { break };
        if earlier.state == header.state && status != FileStatus::Refused {
            found.push(earlier);
        }
        if found.iter().filter(|earlier| earlier.kind == header.kind).count() >= LAST {
            break;
        }
        next = view.last(&tables::SUBMISSION, ..id)?;
    }
    Ok(found)
}

fn joins(header: &SubmissionHeader, last: Option<&SubmissionHeader>) -> Option<Finding> {
    if header.kind != SubmissionKind::Delta {
        return None;
    }
    // A window that does not fit into one file comes in parts.
    let window = (header.window_begin, header.window_end);
    if let (Some(_), Some(_)) = window
        && last.is_some_and(|last| last.kind == header.kind && (last.window_begin, last.window_end) == window)
    {
        return None;
    }
    let message = match (header.window_begin, last.map(|last| last.window_end.unwrap_or(last.made))) {
        (None, _) | (_, None) if header.window_begin.is_none() || header.window_end.is_none() => {
            "A file of changes without a change window: nobody can tell whether changes are missing.".to_owned()
        }
        (Some(begin), Some(end)) if begin != end => {
            let what = if begin > end { "Changes between the two may be missing" } else { "The two overlap" };
            format!("The change window begins at {begin}; the one before ended at {end}. {what}.")
        }
        (_, None) => "The first file of this state is one of changes: send a full file first.".to_owned(),
        _ => return None,
    };
    let place = LineRef { line: 1, letter: Some('H'), record_id: None };
    Some(findings::at(place, "F-GAP", Severity::Warn, "", message))
}

fn volume(header: &SubmissionHeader, before: &[SubmissionHeader]) -> Option<Finding> {
    let mut totals: Vec<u64> = before
        .iter()
        .filter(|before| before.kind == header.kind)
        .take(LAST)
        .map(|before| before.total_students)
        .collect();
    totals.sort_unstable();
    let median = totals.get(totals.len() / 2).copied()?;
    let total = header.total_students;
    let usual = total.saturating_mul(FACTOR) >= median && total <= median.saturating_mul(FACTOR);
    if totals.len() < FEWEST || usual {
        return None;
    }
    let message = format!("The file has {total} students; the state's files of this kind usually have about {median}.");
    let place = LineRef { line: 1, letter: Some('H'), record_id: None };
    Some(findings::at(place, "F-VOLUME", Severity::Warn, &total.to_string(), message))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(kind: SubmissionKind, total: u64, window: Option<(&str, &str)>) -> SubmissionHeader {
        SubmissionHeader {
            state: "TX".parse().unwrap(),
            made: "20241120000000".parse().unwrap(),
            total_students: total,
            total_records: 0,
            window_begin: window.map(|(begin, _)| begin.parse().unwrap()),
            window_end: window.map(|(_, end)| end.parse().unwrap()),
            kind,
            source: "NGS".into(),
        }
    }

    #[test]
    fn windows_join_overlap_or_leave_a_gap() {
        let delta = |begin, end| header(SubmissionKind::Delta, 10, Some((begin, end)));
        let last = delta("20241101000000", "20241102000000");
        assert_eq!(joins(&delta("20241102000000", "20241103000000"), Some(&last)), None);
        assert_eq!(joins(&last, Some(&last)), None, "the second part of a window");
        assert!(joins(&delta("20241101000000", "20241103000000"), Some(&last)).is_some());
        let said =
            |begin, last: Option<&SubmissionHeader>| joins(&delta(begin, "20241109000000"), last).unwrap().message;
        assert!(said("20241103000000", Some(&last)).contains("missing"));
        assert!(said("20241101120000", Some(&last)).contains("overlap"));
        assert!(said("20241103000000", None).contains("full file first"));
        assert!(joins(&header(SubmissionKind::Delta, 1, None), Some(&last)).unwrap().message.contains("without"));
        assert_eq!(joins(&header(SubmissionKind::Full, 1, None), Some(&last)), None);
    }

    #[test]
    fn a_volume_is_usual_within_a_factor_of_five_of_the_median() {
        let full = |total| header(SubmissionKind::Full, total, None);
        let before: Vec<_> = [100, 120, 5000].map(full).to_vec();
        for (total, flagged) in [(24, false), (23, true), (600, false), (601, true), (0, true)] {
            assert_eq!(volume(&full(total), &before).is_some(), flagged, "{total}");
        }
        assert_eq!(volume(&full(1), &before[..2]), None);
    }
}
