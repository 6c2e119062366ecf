//! One state's record as sent, version by version, with what changed from one to the next.

use super::view::{Difference, HistoryVersion, StateHistory};
use super::{RecordsError, members};
use crate::model::{Contribution, Element, Line, LineKind, MsixId, Text, Value};
use crate::store::{Read, tables};

const KINDS: [LineKind; 5] =
    [LineKind::Demographics, LineKind::Move, LineKind::Enrollment, LineKind::Course, LineKind::Assessment];

pub(super) fn history(read: &impl Read, asked: MsixId) -> Result<Vec<StateHistory>, RecordsError> {
    let Some(child) = members::load(read, asked, None)? else { return Ok(Vec::new()) };
    let mut all = Vec::with_capacity(child.members.len());
    for word in child.members {
        let no = word.source.no;
        let (mut versions, mut before): (Vec<HistoryVersion>, Option<Contribution>) = (Vec::new(), None);
        for ((_, number), version) in read.range(&tables::VERSION, (no, 0)..=(no, u32::MAX))? {
            let changes = match (&before, &version.contribution) {
                (Some(before), Some(after)) => differences(before, after),
                _ => Vec::new(),
            };
            // After a withdrawal the state's word is compared with the last one it said.
            before = version.contribution.clone().or(before);
            versions.push(HistoryVersion { number, version, changes });
        }
        versions.reverse();
        all.push(StateHistory { member: word.member, versions });
    }
    Ok(all)
}

fn differences(before: &Contribution, after: &Contribution) -> Vec<Difference> {
    let mut found = of_the_child(before, after);
    for kind in KINDS {
        of_lines(kind, before.lines(kind), after.lines(kind), &mut found);
    }
    found
}

fn of_the_child(before: &Contribution, after: &Contribution) -> Vec<Difference> {
    let facts = |one: &Contribution| {
        let text = |text: String| (!text.is_empty()).then(|| Value::Text(text.into()));
        let alternates: Vec<&str> = one.alternates.iter().map(|alternate| alternate.id.as_str()).collect();
        [
            (Element::MSIX_ID, text(one.msix_id_sent.map(|id| id.to_string()).unwrap_or_default())),
            (Element::STATE_STUDENT_ID_TYPE, text(one.id_type.as_deref().unwrap_or_default().to_owned())),
            (Element::ALTERNATE_ID, text(alternates.join(", "))),
        ]
    };
    let pairs = facts(before).into_iter().zip(facts(after));
    let changed = pairs.filter(|((_, before), (_, after))| before != after);
    changed
        .map(|((element, before), (_, after))| Difference {
            kind: None,
            record_id: 0,
            element: Some(element),
            before,
            after,
        })
        .collect()
}

/// Lines that say the same are the same, whatever their record ids; the others are paired by record id.
fn of_lines(kind: LineKind, before: &[Line], after: &[Line], found: &mut Vec<Difference>) {
    let mut gone: Vec<&Line> = before.iter().collect();
    let mut come: Vec<&Line> = Vec::new();
    for line in after {
        match gone.iter().position(|other| other.values().eq(line.values())) {
            Some(at) => {
                gone.swap_remove(at);
            }
            None => come.push(line),
        }
    }
    gone.sort_by_key(|line| line.record_id);
    for line in come {
        match gone.iter().position(|other| other.record_id == line.record_id) {
            Some(at) => of_values(kind, gone.remove(at), line, found),
            None => found.push(whole_line(kind, line, None, Some(label(line)))),
        }
    }
    found.extend(gone.into_iter().map(|line| whole_line(kind, line, Some(label(line)), None)));
}

fn of_values(kind: LineKind, old: &Line, line: &Line, found: &mut Vec<Difference>) {
    let mut elements: Vec<Element> = old.values().chain(line.values()).map(|(element, _)| element).collect();
    elements.sort_unstable();
    elements.dedup();
    for element in elements {
        let (before, after) = (old.value(element), line.value(element));
        if before != after {
            found.push(Difference {
                kind: Some(kind),
                record_id: line.record_id,
                element: Some(element),
                before: before.cloned(),
                after: after.cloned(),
            });
        }
    }
}

fn whole_line(kind: LineKind, line: &Line, before: Option<Value>, after: Option<Value>) -> Difference {
    Difference { kind: Some(kind), record_id: line.record_id, element: None, before, after }
}

/// What a line is about, for a reader who does not see the line.
fn label(line: &Line) -> Value {
    let telling = [
        Element::QUALIFYING_ARRIVAL_DATE,
        Element::SCHOOL_NAME,
        Element::FACILITY_NAME,
        Element::COURSE_TITLE,
        Element::ASSESSMENT_TITLE,
        Element::LAST_NAME_1,
    ];
    let value = telling.into_iter().find_map(|element| line.value(element));
    value.or_else(|| line.values().next().map(|(_, value)| value)).cloned().unwrap_or(Value::Text(Text::default()))
}
