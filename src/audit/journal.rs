//! Entries that no other change carries: reads, logins, refusals. Many callers, one commit.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::append::{append, append_as};
use super::record;
use crate::model::{AuditEvent, Clock, Who};
use crate::store::{Logged, Store, StoreError};

/// Appends entries for callers that must not go on before theirs is on disk. While one caller commits, the entries
/// of the others gather and share the next commit, so that a hundred readers cost a few disk writes.
pub struct Journal {
    store: Store,
    clock: Arc<dyn Clock>,
    queue: Mutex<Queue>,
    turned: Condvar,
}

#[derive(Default)]
struct Queue {
    waiting: Vec<(Who, AuditEvent)>,
    /// Number of the batch that gathers now.
    gathering: u64,
    /// Number of the last batch that was tried.
    done: u64,
    /// Whether a caller is committing.
    busy: bool,
    /// Batches that could not be written, with the reason, until each of their callers has been told.
    failed: Vec<(u64, String, usize)>,
}

impl Journal {
    /// A journal of a store.
    pub fn new(store: Store, clock: Arc<dyn Clock>) -> Self {
        let queue = Queue { gathering: 1, ..Queue::default() };
        Self { store, clock, queue: Mutex::new(queue), turned: Condvar::new() }
    }

    /// Appends an entry and returns when it is on disk. Blocks; call it from a thread that may.
    pub fn record(&self, who: impl Into<Who>, event: AuditEvent) -> Result<(), StoreError> {
        let mut queue = self.lock();
        queue.waiting.push((who.into(), event));
        let mine = queue.gathering;
        while queue.done < mine {
            if queue.busy {
                queue = self.turned.wait(queue).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            queue.busy = true;
            queue.gathering += 1;
            let batch = std::mem::take(&mut queue.waiting);
            drop(queue);
            let mut turn = Turn { journal: self, batch: mine, callers: batch.len(), outcome: None };
            turn.outcome = Some(self.commit(batch));
            drop(turn);
            queue = self.lock();
        }
        queue.outcome_of(mine)
    }

    fn commit(&self, batch: Vec<(Who, AuditEvent)>) -> Result<(), StoreError> {
        let now = self.clock.now();
        let mut batch = batch.into_iter();
        let Some((who, event)) = batch.next() else { return Ok(()) };
        if batch.len() == 0 {
            return record(&self.store, who, now, event);
        }
        let change = self.store.begin(who, now)?;
        let mut logged: Logged = append(&change, event)?;
        for (who, event) in batch {
            logged = append_as(&change, who, event)?;
        }
        change.commit(logged)
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One caller's turn at committing. However it ends, even by a panic, the next caller gets his.
struct Turn<'a> {
    journal: &'a Journal,
    batch: u64,
    callers: usize,
    outcome: Option<Result<(), StoreError>>,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut queue = self.journal.lock();
        queue.busy = false;
        queue.done = self.batch;
        let why = match self.outcome.take() {
            Some(Ok(())) => None,
            Some(Err(error)) => Some(error.to_string()),
            None => Some("the commit was broken off".to_owned()),
        };
        queue.failed.extend(why.map(|why| (self.batch, why, self.callers)));
        self.journal.turned.notify_all();
    }
}

impl Queue {
    fn outcome_of(&mut self, batch: u64) -> Result<(), StoreError> {
        let Some(at) = self.failed.iter().position(|(number, ..)| *number == batch) else { return Ok(()) };
        let Some((_, why, callers)) = self.failed.get_mut(at) else { return Ok(()) };
        let error = StoreError::Io(std::io::Error::other(format!("the audit log could not be written: {why}")));
        *callers -= 1;
        if *callers == 0 {
            self.failed.remove(at);
        }
        Err(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::{store_in_memory, verify};
    use crate::model::{Actor, Timestamp};
    use crate::store::Environment;

    struct Fixed;
    impl Clock for Fixed {
        fn now(&self) -> Timestamp {
            Timestamp::default()
        }
    }

    #[test]
    fn many_readers_lose_no_entry() {
        let store = store_in_memory(Environment::Training, Timestamp::default()).unwrap();
        let journal = Journal::new(store.clone(), Arc::new(Fixed));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| (0..50).for_each(|_| journal.record(Actor::Stranger, AuditEvent::LoggedIn).unwrap()));
            }
        });
        let report = verify(&store.view().unwrap()).unwrap();
        assert!(report.verdict.is_intact() && report.entries == 401, "{report:?}");
    }
}
