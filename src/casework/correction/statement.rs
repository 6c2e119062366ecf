//! Dispute statements: entered and ended by the Privacy Act Administrator. They are read with the record they are about
//! (see [`crate::records::view::ConsolidatedRecord::statements`]); nothing in the data changes.

use super::error::{CorrectionError, Mistake};
use super::typed;
use crate::access::{Permission, Worker};
use crate::audit;
use crate::casework::Casework;
use crate::model::{AuditEvent, CorrectionId, MsixId, Statement, StatementId, Text, Why};
use crate::records::regroup::in_use;
use crate::store::{Change, Read, tables};

/// Series of the numbers of statements.
const SERIES: &str = "statement";
/// Longest statement, in characters.
pub const STATEMENT_LONGEST: usize = 4_000;

impl Casework {
    /// Enters a statement into a child's record; it stays with the MSIX ID that is in use now, and with whatever is
    /// joined to it or cut from it.
    pub fn enter_statement(
        &self,
        who: &Worker,
        child: MsixId,
        correction: Option<CorrectionId>,
        text: &str,
    ) -> Result<StatementId, CorrectionError> {
        check(who)?;
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let child = in_use(&change, child)?.ok_or(CorrectionError::Unknown)?;
        if let Some(id) = correction {
            change.get(&tables::CORRECTION, &id)?.ok_or(CorrectionError::Unknown)?;
        }
        let text = typed::lines(text, STATEMENT_LONGEST).ok_or(CorrectionError::Mistakes(vec![Mistake::Statement]))?;
        let id = StatementId(change.next_number(SERIES)?);
        let statement = Statement { text, correction, by: who.user().clone(), at: change.at(), ended: None };
        change.put(&tables::STATEMENT, &(child, id), &statement)?;
        commit(change, child, id, "entered")?;
        Ok(id)
    }

    /// Takes a statement out again. It stays readable in the child's history.
    pub fn end_statement(&self, who: &Worker, child: MsixId, id: StatementId, why: Why) -> Result<(), CorrectionError> {
        check(who)?;
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let known = change.get(&tables::STATEMENT, &(child, id))?.ok_or(CorrectionError::Unknown)?;
        if known.ended.is_some() {
            return Err(CorrectionError::Stands);
        }
        let ended = Some((change.at(), who.user().clone(), why));
        change.put(&tables::STATEMENT, &(child, id), &Statement { ended, ..known })?;
        commit(change, child, id, "ended")
    }
}

fn check(who: &Worker) -> Result<(), CorrectionError> {
    if who.permission() == Permission::Dispute { Ok(()) } else { Err(CorrectionError::Right) }
}

fn commit(change: Change, msix_id: MsixId, statement: StatementId, what: &str) -> Result<(), CorrectionError> {
    let logged = audit::append(&change, AuditEvent::StatementChanged { msix_id, statement, what: Text::from(what) })?;
    Ok(change.commit(logged)?)
}
