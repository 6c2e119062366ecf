//! Schools and districts of the store, as the rules look them up.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::mde::Reference;
use crate::model::{District, School, Text};
use crate::store::{Read, Store, StoreError, Table, tables};

/// Most identifiers remembered: a file names the same few schools over and over.
const REMEMBERED: usize = 10_000;

/// Looks identifiers up in the newest year that lists them; a state's supplement comes last.
pub(super) struct StoreReference {
    store: Store,
    loaded: bool,
    schools: Mutex<HashMap<Text, Option<School>>>,
    districts: Mutex<HashMap<Text, Option<District>>>,
}

impl StoreReference {
    /// Over the reference data that are loaded now.
    pub(super) fn new(store: &Store) -> Result<Self, StoreError> {
        let loaded = store.view()?.len(&tables::SCHOOL)? > 0;
        Ok(Self { store: store.clone(), loaded, schools: Mutex::default(), districts: Mutex::default() })
    }

    /// Reference data only warn: when they cannot be read, nothing is known, and the step that writes will say why.
    fn find<V: serde::de::DeserializeOwned + Clone>(
        &self,
        table: &Table<(Text, u16), V>,
        remembered: &Mutex<HashMap<Text, Option<V>>>,
        id: &str,
    ) -> Option<V> {
        let mut remembered = remembered.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = remembered.get(id) {
            return found.clone();
        }
        let key = Text::from(id);
        let row = self.store.view().and_then(|view| view.last(table, (key.clone(), 0)..=(key.clone(), u16::MAX)));
        let found = row.ok().flatten().map(|(_, value)| value);
        if remembered.len() >= REMEMBERED {
            remembered.clear();
        }
        remembered.insert(key, found.clone());
        found
    }
}

impl Reference for StoreReference {
    fn school(&self, id: &str) -> Option<School> {
        self.find(&tables::SCHOOL, &self.schools, id)
    }

    fn district(&self, id: &str) -> Option<District> {
        self.find(&tables::DISTRICT, &self.districts, id)
    }

    fn is_loaded(&self) -> bool {
        self.loaded
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit;
    use crate::model::{Actor, AuditEvent, Timestamp};
    use crate::store::Environment;

    #[test]
    fn the_newest_year_holds_and_nothing_is_known_before_an_import() {
        let store = audit::store_in_memory(Environment::Training, Timestamp::default()).unwrap();
        let reference = StoreReference::new(&store).unwrap();
        assert!(!reference.is_loaded() && reference.school("480000000001").is_none());
        let change = store.begin(Actor::Stranger, Timestamp::default()).unwrap();
        for (year, name) in [(0, "Supplement"), (2023, "Old Name"), (2024, "Lincoln High School")] {
            let (id, empty) = (Text::from("480000000001"), Text::default());
            let (district_id, city, zip, phone) = (empty.clone(), empty.clone(), empty.clone(), empty);
            let school = School { id: id.clone(), name: name.into(), district_id, state: None, city, zip, phone };
            change.put(&tables::SCHOOL, &(id, year), &school).unwrap();
        }
        let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
        change.commit(logged).unwrap();
        let reference = StoreReference::new(&store).unwrap();
        assert!(reference.is_loaded());
        for _ in 0..2 {
            assert_eq!(reference.school("480000000001").unwrap().name, "Lincoln High School");
        }
        assert!(reference.school("48").is_none() && reference.district("480000000001").is_none());
    }
}
