//! The machine as its operator sees it: jobs, mail, room, the index, the newest checkpoint.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::mail::Mailing;
use super::scheduler::{JobError, Scheduler};
use crate::audit::Notary;
use crate::model::{JobRun, Who};
use crate::outbox::{self, Outbox};
use crate::search::Index;
use crate::store::{self, Store};
use crate::web::machine::{Condition, Machine, MachineError, MailSeen, Unsent};

/// Planned moments that are shown of a job.
const NEXT: usize = 3;
/// Messages that failed, of those that are shown.
const FAILED: usize = 50;

/// Looks after the parts of a running server.
pub(crate) struct Overseer {
    pub(super) store: Store,
    pub(super) outbox: Outbox,
    pub(super) search: Index,
    pub(super) notary: Notary,
    pub(super) scheduler: Arc<Scheduler>,
    pub(super) mailing: Option<Arc<Mailing>>,
    pub(super) zone: String,
    pub(super) root: PathBuf,
}

impl Machine for Overseer {
    fn condition(&self) -> Result<Condition, MachineError> {
        let checkpoint = self.notary.newest().map_err(broken)?;
        Ok(Condition {
            jobs: self.scheduler.jobs(NEXT).map_err(broken)?,
            zone: self.zone.clone(),
            mail: self.mail()?,
            free_bytes: free(&self.root),
            store_bytes: size(&self.root.join(store::FILE_NAME)),
            index_bytes: folder_size(&self.root.join("index")),
            index_behind: self.search.behind(&self.store).map_err(broken)?,
            checkpoint: checkpoint.map(|signed| (signed.checkpoint.at, signed.checkpoint.size)),
            version: env!("CARGO_PKG_VERSION"),
        })
    }

    fn history(&self, job: &str, before: Option<u64>) -> Result<Vec<(u64, JobRun)>, MachineError> {
        Ok(self.scheduler.history(job, before)?)
    }

    fn run_now(&self, who: Who, job: &str) -> Result<(), MachineError> {
        self.scheduler.is_free(job)?;
        let (scheduler, job) = (Arc::clone(&self.scheduler), job.to_owned());
        // Nobody waits for it: the page shows how it goes.
        std::thread::spawn(move || {
            if let Err(error) = scheduler.run_now(&who, &job) {
                tracing::error!("the job {job} could not be run: {error}");
            }
        });
        Ok(())
    }
}

impl Overseer {
    fn mail(&self) -> Result<MailSeen, MachineError> {
        let state = self.outbox.state().map_err(broken)?;
        let unsent = |(number, message): (u64, crate::model::Message)| Unsent {
            number,
            again: outbox::may_retry(&message),
            user_name: message.user_name,
            kind: message.kind,
            delivery: message.delivery,
            tries: message.tries.count,
            why: message.tries.trouble,
        };
        Ok(MailSeen {
            mails: self.mailing.is_some(),
            waiting: state.waiting,
            oldest: state.oldest,
            failed: state.failed,
            unsent: self.outbox.failed(FAILED).map_err(broken)?.into_iter().map(unsent).collect(),
            trouble: self.mailing.as_ref().and_then(|mailing| mailing.trouble()).map(|t| (t.why, t.since)),
        })
    }
}

fn broken(error: impl std::fmt::Display) -> MachineError {
    MachineError::Broken(error.to_string())
}

impl From<JobError> for MachineError {
    fn from(error: JobError) -> Self {
        match error {
            JobError::Unknown => Self::Unknown,
            JobError::Running => Self::Running,
            JobError::Store(error) => Self::Broken(error.to_string()),
        }
    }
}

/// Bytes that are left on the disk for this program; none where the system does not say.
fn free(root: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(root).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

fn size(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |file| file.len())
}

/// The files of a folder without folders in it. One that goes meanwhile counts nothing.
fn folder_size(folder: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    entries.flatten().filter_map(|entry| entry.metadata().ok()).filter(fs::Metadata::is_file).map(|m| m.len()).sum()
}
