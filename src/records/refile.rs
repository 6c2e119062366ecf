//! Blocking keys made anew, when the program makes them otherwise than it did when they were filed.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::RecordsError;
use crate::audit;
use crate::matching::{filing, recipe};
use crate::model::{Actor, AuditEvent, ContributionNo, Sketch, Text, Timestamp};
use crate::store::{Read, Store, View, tables};

/// Where the digest of the recipe stands in `meta`.
const META: &str = "block_keys";

/// A row of the table of blocks.
type Filed = (u64, ContributionNo);

/// Files all contributions under the keys of this program, if the store knows another recipe for them or none; all in one
/// change, of the rows that differ alone. Returns of how many contributions; `None` when nothing was to be done.
/// Takes some 200 bytes of memory for each key that differs.
pub fn refile(store: &Store, now: Timestamp) -> Result<Option<u64>, RecordsError> {
    let recipe = recipe();
    let view = store.view()?;
    if view.get(&tables::META, &Text::from(META))?.as_ref() == Some(&recipe) {
        return Ok(None);
    }
    let contributions = view.len(&tables::EVIDENCE)?;
    let Differences { stale, missing, sketches } = differences(&view)?;
    drop(view);
    let change = store.begin(Actor::System("blocking".into()), now)?;
    for row in &stale {
        change.remove(&tables::BLOCK, row)?;
    }
    for row in &missing {
        change.put(&tables::BLOCK, row, &sketches.get(&row.1).copied().unwrap_or_default())?;
    }
    change.put(&tables::META, &Text::from(META), &recipe)?;
    let logged = audit::append(&change, AuditEvent::BlockKeysRenewed { contributions })?;
    change.commit(logged)?;
    Ok(Some(contributions))
}

/// The rows that are filed and should not be, and those that should be and are not, or not with this sketch.
struct Differences {
    stale: Vec<Filed>,
    missing: Vec<Filed>,
    sketches: HashMap<ContributionNo, Sketch>,
}

fn differences(view: &View) -> Result<Differences, RecordsError> {
    let (mut wanted, mut sketches) = (Vec::<Filed>::new(), HashMap::new());
    view.visit(&tables::EVIDENCE, .., |no, evidence| {
        let filing = filing(&evidence);
        wanted.extend(filing.keys.into_iter().map(|key| (key, no)));
        sketches.insert(no, filing.sketch);
        ControlFlow::Continue(())
    })?;
    wanted.sort_unstable();
    let mut wanted = wanted.into_iter().peekable();
    let (mut stale, mut missing) = (Vec::new(), Vec::new());
    view.visit(&tables::BLOCK, .., |row, sketch| {
        while let Some(before) = wanted.next_if(|next| *next < row) {
            missing.push(before);
        }
        match wanted.next_if_eq(&row) {
            Some(row) if sketches.get(&row.1) != Some(&sketch) => missing.push(row),
            Some(_) => (),
            None => stale.push(row),
        }
        ControlFlow::Continue(())
    })?;
    missing.extend(wanted);
    Ok(Differences { stale, missing, sketches })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Action, SubmissionId};
    use crate::records::testing::at;
    use crate::records::{Incoming, Matcher, Sent, apply, testing};
    use crate::store::{Environment, Options};

    fn rows(store: &Store) -> Vec<(Filed, Sketch)> {
        store.view().unwrap().range(&tables::BLOCK, ..).unwrap()
    }

    /// Keys of another recipe go, those of this one come, and what was right is left alone; once.
    #[test]
    fn keys_of_another_recipe_are_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let store =
            audit::create_store(folder.path(), Environment::Demo, at("2026-01-01"), Options::default()).unwrap();
        let change = store.begin(Actor::System("test".into()), at("2026-01-02")).unwrap();
        let word = testing::word("TX/1", "Anahi", "Pantoja", "2012-03-04");
        let incoming = Incoming {
            action: Action::Insert,
            key: word.key.clone(),
            msix_id_sent: None,
            sent: Some(Sent::new(word)),
            submission: SubmissionId(1),
            effective: change.at(),
        };
        apply(&change, &Matcher::default(), &incoming, |_, _| Ok(())).unwrap();
        let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
        change.commit(logged).unwrap();
        let right = rows(&store);
        assert!(right.len() > 3, "{right:?}");

        let change = store.begin(Actor::System("test".into()), at("2026-01-03")).unwrap();
        change.remove(&tables::BLOCK, &right[1].0).unwrap();
        change.put(&tables::BLOCK, &right[2].0, &Sketch::default()).unwrap();
        change.put(&tables::BLOCK, &(7, ContributionNo(1)), &Sketch::default()).unwrap();
        let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
        change.commit(logged).unwrap();
        assert_ne!(rows(&store), right);

        assert_eq!(refile(&store, at("2026-01-04")).unwrap(), Some(1));
        assert_eq!(rows(&store), right);
        assert_eq!(refile(&store, at("2026-01-05")).unwrap(), None);
    }
}
