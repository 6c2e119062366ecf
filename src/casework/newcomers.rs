//! New students in somebody's part of a state, for the start page: where a file says that a student is new, the word that
//! it brought is asked for the district. No record is opened and nobody is named.

use super::{CaseError, Casework, district};
use crate::access::{Jurisdiction, Worker};
use crate::model::{ContributionKey, StudentAnswer, StudentOutcome, Submission};
use crate::store::{Read, tables};

/// Most students whose district is looked up: a state's first file has all of them.
const MOST: usize = 1_000;

/// How many new students there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Newcomers {
    /// So many were found.
    pub count: u64,
    /// There are more new students than were looked at.
    pub more: bool,
}

impl Casework {
    /// The students whom these files brought for the first time and whose last enrollment is in a district of somebody who
    /// has parts of states alone; `None` for whoever has a whole state.
    pub fn newcomers(&self, who: &Worker, files: &[Submission]) -> Result<Option<Newcomers>, CaseError> {
        let reach = who.jurisdiction();
        if !reach.is_local() {
            return Ok(None);
        }
        let (view, mut found, mut looked) = (self.store.view()?, Newcomers::default(), 0);
        for file in files {
            // Piece by piece: the rest of a large file is not read when enough were looked at.
            for piece in 0..file.answer_chunks {
                let students = view.get(&tables::ANSWER, &(file.id, piece))?.unwrap_or_default();
                for student in students.iter().filter(|student| student.outcome == StudentOutcome::Created) {
                    looked += 1;
                    if looked > MOST {
                        return Ok(Some(Newcomers { more: true, ..found }));
                    }
                    found.count += u64::from(is_in(&view, reach, file, student)?);
                }
            }
        }
        Ok(Some(found))
    }
}

fn is_in(
    read: &impl Read,
    reach: &Jurisdiction,
    file: &Submission,
    student: &StudentAnswer,
) -> Result<bool, CaseError> {
    let (Some(header), Ok(id)) = (&file.header, student.state_student_id.parse()) else { return Ok(false) };
    let key = ContributionKey { state: header.state, id };
    let Some(no) = read.get(&tables::CONTRIBUTION, &key)? else { return Ok(false) };
    let Some(district) = district::of_contribution(read, no)? else { return Ok(false) };
    Ok(reach.holds_district(read, header.state, &district)?)
}
