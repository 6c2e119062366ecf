//! Taking a child's record along as a file. The entry in the audit log says which parts went out in which form.

use std::sync::Arc;

use super::{ChildReader, Children, OpenChild, Permission, Refusal, demand, surviving};
use crate::model::{Account, AuditEvent, MsixId, Session, Text};
use crate::store::StoreError;

/// The right to export children's records.
#[derive(Clone)]
pub struct Exporter {
    reader: ChildReader,
}

impl Children {
    /// For a Primary user or a data administrator who has logged in and said why (exchange facts, section 8.1).
    pub fn exporter(&self, account: &Account, session: &Session) -> Result<Exporter, Refusal> {
        demand(account, Permission::Export)?;
        Ok(Exporter { reader: self.reader(account, session)? })
    }
}

impl Exporter {
    /// Opens a child's record for a file: takes down what goes out, then hands out a view.
    pub fn open(&self, msix_id: MsixId, sections: &[&str], format: &str) -> Result<OpenChild, StoreError> {
        let finder = self.reader.finder();
        let shown = surviving(&finder.look_for_children()?, msix_id)?;
        let sections = sections.iter().map(|section| Text::from(*section)).collect();
        let (purpose, format) = (self.reader.purpose(), Text::from(format));
        finder.note(AuditEvent::RecordExported { msix_id: shown, purpose, sections, format })?;
        Ok(OpenChild { msix_id, view: Arc::new(finder.look_for_children()?) })
    }
}
