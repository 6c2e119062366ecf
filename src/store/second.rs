//! A second thread for large commits: the tables of a change are independent of each other, and `block` alone takes near
//! half of the time. One thread for the life of a store: memory that a thread has taken is rarely given back when it
//! ends.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::thread;

use redb::WriteTransaction;

use super::StoreError;
use super::pending::Ready;

/// Rows to be written, and where to say how it went.
struct Job {
    ready: Arc<Ready>,
    transaction: Arc<WriteTransaction>,
    done: Sender<Result<(), StoreError>>,
}

/// The thread, begun with the first job; it ends with the store.
pub(super) struct Second(LazyLock<Mutex<Sender<Job>>>);

impl Default for Second {
    fn default() -> Self {
        Self(LazyLock::new(|| {
            let (send, jobs) = channel::<Job>();
            // Without the thread nobody takes the job, and the caller writes everything.
            let _ = thread::Builder::new().name("commit".into()).spawn(move || jobs.into_iter().for_each(run));
            Mutex::new(send)
        }))
    }
}

/// The transaction is given up before the answer: the caller then has it alone.
fn run(Job { ready, transaction, done }: Job) {
    let written = ready.write(&transaction);
    drop(transaction);
    // Nobody waits for an answer when writing has failed on the other side.
    let _ = done.send(written);
}

impl Second {
    /// Writes rows beside `own`, until both are through.
    pub(super) fn beside(
        &self,
        ready: Ready,
        transaction: WriteTransaction,
        own: impl FnOnce(&WriteTransaction) -> Result<(), StoreError>,
    ) -> Result<WriteTransaction, StoreError> {
        let (ready, transaction) = (Arc::new(ready), Arc::new(transaction));
        let answer = self.send(&ready, &transaction);
        let written = own(&transaction).and_then(|()| ready.write(&transaction));
        // Without an answer nobody has taken the job, or the other thread has panicked over a table.
        let other = answer.recv().unwrap_or(Ok(()));
        written.and(other)?;
        let alone = Arc::into_inner(transaction).filter(|_| ready.is_written());
        alone.ok_or_else(|| StoreError::Corrupt("a commit that did not come to its end".into()))
    }

    fn send(&self, ready: &Arc<Ready>, transaction: &Arc<WriteTransaction>) -> Receiver<Result<(), StoreError>> {
        let (done, answer) = channel();
        let job = Job { ready: Arc::clone(ready), transaction: Arc::clone(transaction), done };
        let _ = self.0.lock().unwrap_or_else(PoisonError::into_inner).send(job);
        answer
    }
}
