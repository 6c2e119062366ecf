//! The last number given out in each series against the numbers in use: one that is given out again, above all an
//! MSIX ID, would mix two children.

use super::go_on;
use crate::model::Text;
use crate::records::{Engine, RecordsError};
use crate::store::{Read, View, environment, tables};

pub(super) fn numbers(view: &View, _: &Engine, found: &mut Vec<String>) -> Result<(), RecordsError> {
    let first = environment(view)?.first_serial();
    let contribution = [
        view.last(&tables::MEMBERSHIP, ..)?.map(|(no, _)| no),
        view.last(&tables::VERSION, ..)?.map(|((no, _), _)| no),
    ];
    let in_use = [
        ("contribution", contribution.into_iter().flatten().map(|no| u64::from(no.0)).max()),
        ("submission", view.last(&tables::SUBMISSION, ..)?.map(|(id, _)| id.0)),
        ("changed", view.last(&tables::CHANGED, ..)?.map(|(position, _)| position)),
        // The check digit stands last: the highest identifier has the highest serial number.
        ("msix", view.last(&tables::STUDENT, ..)?.map(|(id, _)| (id.number() / 10).saturating_sub(first))),
    ];
    for (series, highest) in in_use {
        let given = view.get(&tables::COUNTER, &Text::from(series))?.unwrap_or_default();
        if let Some(highest) = highest.filter(|highest| *highest > given && go_on(found).is_continue()) {
            found.push(format!(
                "series {series} stands at {given} and {highest} is in use: numbers would be given twice"
            ));
        }
    }
    Ok(())
}
