//! When identifiers were retired, against what they are now.

use std::collections::BTreeMap;

use super::go_on;
use crate::model::{MsixId, Retirement, StudentStatus};
use crate::records::export::visit_all;
use crate::records::{Engine, RecordsError};
use crate::store::{Read, View, tables};

/// The last retirement of each identifier says what its child says, and a retired child has one. Few identifiers are
/// ever retired: they fit into memory.
pub(super) fn retirements(view: &View, _: &Engine, found: &mut Vec<String>) -> Result<(), RecordsError> {
    let mut last: BTreeMap<MsixId, (u32, Retirement)> = BTreeMap::new();
    view.visit(&tables::RETIREMENT, .., |(child, number), retirement| {
        let before = last.insert(child, (number, retirement));
        let follows = match before {
            None => number == 1 && retirement.into.is_some(),
            Some((before, earlier)) => number == before + 1 && earlier.since <= retirement.since,
        };
        if !follows {
            found.push(format!("the retirements of {child} do not follow each other"));
        }
        go_on(found)
    })?;
    visit_all(view, &tables::STUDENT, |child, student| {
        let noted = last.remove(&child).and_then(|(_, retirement)| retirement.into);
        let is = match student.status {
            StudentStatus::RetiredInto(into) => Some(into),
            StudentStatus::Active | StudentStatus::Inactive => None,
        };
        if noted != is {
            found.push(format!("the child {child} and its last retirement contradict each other"));
        }
        Ok(go_on(found))
    })?;
    // Where the walk came to its end, what is left has no child.
    if go_on(found).is_continue() {
        found.extend(last.into_keys().map(|child| format!("{child} was retired and never given out")));
    }
    Ok(())
}
