//! Who the children of a list are, in a line each: as every state spells them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{CaseError, Casework};
use crate::access::{ChildReader, Finder};
use crate::model::{Date, MsixId, StateCode};
use crate::records::regroup;
use crate::store::{Read, tables};

/// A child in one state's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Face {
    /// The state.
    pub state: StateCode,
    /// The name as it spells it; empty when it has withdrawn the child.
    pub name: String,
    /// MDE 10.
    pub birth_date: Option<Date>,
}

impl Casework {
    /// The children of a list by their names. They are taken down in the audit log as those of a search: in one entry,
    /// before anything is shown. A retired identifier has the faces of the child that stands for it.
    pub fn faces(&self, who: &ChildReader, children: &[MsixId]) -> Result<BTreeMap<MsixId, Vec<Face>>, CaseError> {
        self.faces_of(who.finder(), children)
    }

    /// The same for whoever may find children.
    pub(super) fn faces_of(&self, who: &Finder, children: &[MsixId]) -> Result<BTreeMap<MsixId, Vec<Face>>, CaseError> {
        let mut asked = children.to_vec();
        asked.sort_unstable();
        asked.dedup();
        if asked.is_empty() {
            return Ok(BTreeMap::new());
        }
        let view = self.store.view()?;
        let mut shown = Vec::with_capacity(asked.len());
        for child in &asked {
            shown.push(regroup::in_use(&view, *child)?.unwrap_or(*child));
        }
        who.searched(shown.clone())?;
        let mut faces = BTreeMap::new();
        for (asked, child) in asked.into_iter().zip(shown) {
            faces.insert(asked, of_child(&view, child)?);
        }
        Ok(faces)
    }
}

/// A child in the words of its states, of which somebody has taken down that they are shown.
pub(super) fn of_child(read: &impl Read, child: MsixId) -> Result<Vec<Face>, CaseError> {
    let mut faces = Vec::new();
    for no in regroup::members(read, child)? {
        let evidence = read.get(&tables::EVIDENCE, &no)?;
        faces.push(Face {
            state: regroup::key_of(read, no)?.state,
            name: evidence.as_ref().and_then(|one| one.names.first()).map(ToString::to_string).unwrap_or_default(),
            birth_date: evidence.and_then(|one| one.birth_dates.first().copied()),
        });
    }
    Ok(faces)
}
