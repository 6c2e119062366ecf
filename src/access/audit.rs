//! Who may read the audit log: auditors, and each reading is an entry of it. Children are MSIX IDs here and nothing else.

use std::ops::ControlFlow;

use super::{Children, Permission, Refusal, demand};
use crate::audit::{self, Signed, tree};
use crate::model::{Account, Actor, AuditEvent, Date, MsixId, Outcome, Session, Text, Who};
use crate::store::{Read, Store, StoreError, View, tables};

pub use crate::audit::Entry as AuditRow;

/// The right to read the audit log.
#[derive(Clone)]
pub struct AuditReader {
    store: Store,
    journal: std::sync::Arc<audit::Journal>,
    who: Who,
}

/// Why the log could not be read.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct AuditError(#[from] StoreError);

/// Which entries are wanted: those that fit everything that is set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Name of the actor; empty for all.
    pub who: Text,
    /// One of [`AuditEvent::KINDS`]; empty for all.
    pub kind: Text,
    /// A child.
    pub child: Option<MsixId>,
    /// From this day on, in UTC.
    pub from: Option<Date>,
    /// Up to this day, in UTC.
    pub to: Option<Date>,
    /// Done or refused.
    pub outcome: Option<Outcome>,
    /// Only entries before this one: for the next page.
    pub before: Option<u64>,
}

/// Entries, the newest first.
#[derive(Debug)]
pub struct AuditPage {
    /// Those that fit.
    pub rows: Vec<AuditRow>,
    /// Where to go on: there may be more before this entry.
    pub older: Option<u64>,
    /// Entries in the whole log.
    pub size: u64,
}

/// An entry with what proves that it is in the log.
#[derive(Debug)]
pub struct Proof {
    /// The entry.
    pub row: AuditRow,
    /// Its leaf hash.
    pub leaf: tree::Hash,
    /// The newest checkpoint, and the inclusion proof to it; none when no checkpoint covers the entry yet.
    pub proof: Option<(Signed, Vec<tree::Hash>)>,
}

/// Entries that one page looks at: a filter that fits few goes on where the reader asks it to.
const LOOKED_AT: usize = 100_000;

impl Children {
    /// For an auditor who has logged in.
    pub fn auditor(&self, account: &Account, session: &Session) -> Result<AuditReader, Refusal> {
        demand(account, Permission::AuditLog)?;
        let (store, journal) = (self.store.clone(), self.journal.clone());
        Ok(AuditReader { store, journal, who: self.person(session) })
    }
}

impl AuditReader {
    /// A page of entries, `most` at most. Logged first, with the child that was asked for.
    pub fn page(&self, filter: &Filter, most: usize) -> Result<AuditPage, AuditError> {
        self.log("list", filter.child)?;
        let view = self.store.view()?;
        let mut looking = Looking { filter, most, rows: Vec::new(), looked: 0, older: None };
        match filter.child {
            Some(child) => looking.about(&view, child)?,
            None => {
                let before = filter.before.unwrap_or(u64::MAX);
                audit::visit_range(&view, ..before, true, |row| looking.take(row))?;
            }
        }
        Ok(AuditPage { rows: looking.rows, older: looking.older, size: audit::tree_state(&view)?.size })
    }

    /// How many entries the newest checkpoint covers; `None` when none was signed yet. It says nothing of the entries, so
    /// it is no look at them.
    pub fn newest_checkpoint(&self) -> Result<Option<u64>, AuditError> {
        Ok(self.store.view()?.last(&tables::CHECKPOINT, ..)?.map(|(size, _)| size))
    }

    /// One entry with its proof; `None` when there is none of this number. Logged first.
    pub fn entry(&self, seq: u64) -> Result<Option<Proof>, AuditError> {
        self.log("entry", None)?;
        let view = self.store.view()?;
        let Some((row, leaf)) = audit::entry(&view, seq)? else { return Ok(None) };
        let newest = view.last(&tables::CHECKPOINT, seq..)?.and_then(|(_, text)| Signed::parse(&text));
        let proof = match newest {
            Some(signed) => {
                let path = tree::inclusion(&audit::Tree(&view), seq.saturating_sub(1), signed.checkpoint.size)?;
                Some((signed, path))
            }
            None => None,
        };
        Ok(Some(Proof { row, leaf, proof }))
    }

    fn log(&self, what: &str, child: Option<MsixId>) -> Result<(), StoreError> {
        let event = AuditEvent::LogRead { what: what.into(), children: child.into_iter().collect() };
        self.journal.record(self.who.clone(), event)
    }
}

struct Looking<'a> {
    filter: &'a Filter,
    most: usize,
    rows: Vec<AuditRow>,
    looked: usize,
    older: Option<u64>,
}

impl Looking<'_> {
    /// The entries about a child: one range, however long the log is.
    fn about(&mut self, view: &View, child: MsixId) -> Result<(), StoreError> {
        let before = self.filter.before.unwrap_or(u64::MAX);
        for seq in audit::about(view, child)?.into_iter().rev().filter(|seq| *seq < before) {
            let Some((row, _)) = audit::entry(view, seq)? else { continue };
            if self.take(row).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn take(&mut self, row: AuditRow) -> ControlFlow<()> {
        if self.rows.len() >= self.most || self.looked >= LOOKED_AT {
            self.older = Some(row.seq + 1);
            return ControlFlow::Break(());
        }
        self.looked += 1;
        if self.filter.fits(&row) {
            self.rows.push(row);
        }
        ControlFlow::Continue(())
    }
}

impl Filter {
    /// Whether an entry fits, but for the child.
    fn fits(&self, row: &AuditRow) -> bool {
        let day = row.at.date();
        (self.who.is_empty() || names(&row.actor, &self.who))
            && (self.kind.is_empty() || row.event.kind() == &*self.kind)
            && self.from.is_none_or(|from| day >= from)
            && self.to.is_none_or(|to| day <= to)
            && self.outcome.is_none_or(|outcome| row.outcome == outcome)
    }
}

fn names(actor: &Actor, typed: &str) -> bool {
    actor.name().eq_ignore_ascii_case(typed)
}
