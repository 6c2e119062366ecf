//! A portal over a store in memory. It is compiled into the unit tests and into the integration tests, under the outer name
//! of the crate: whoever needs something else in a part of it replaces that part.

use std::sync::Arc;

use tempfile::TempDir;
use vereda::access::Children;
use vereda::audit::Journal;
use vereda::casework::{Casework, Days};
use vereda::clocks::Clocks;
use vereda::config::Agencies;
use vereda::identity::Identity;
use vereda::model::{Clock, JobRun, Rhythm, Timestamp, Who};
use vereda::search::Index;
use vereda::store::Store;
use vereda::submission::{Limits, Submissions};
use vereda::web::Portal;
use vereda::web::machine::{Condition, JobSeen, Machine, MachineError};

/// The portal, and the folder of its index and spool.
pub(crate) fn portal(store: &Store, clock: Arc<dyn Clock>) -> (Portal, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let journal = Arc::new(Journal::new(store.clone(), clock.clone()));
    let spool = folder.path().join("spool");
    let portal = Portal {
        children: Children::new(store.clone(), journal.clone()),
        identity: Identity::new(store.clone(), journal, clock.clone()),
        search: Index::open(&folder.path().join("index"), store, &|_, _| ()).unwrap(),
        clocks: Clocks::new(store.clone(), clock.clone()),
        casework: Casework::new(store.clone(), clock.clone(), Days::default()),
        submissions: Submissions::new(store.clone(), clock.clone(), &spool, Limits::default()),
        sure: 0.9995,
        clock,
        address: "https://vereda.example".to_owned(),
        mails: false,
        machine: Arc::new(Idle),
        environment: store.info().environment.word(),
        agencies: Agencies::default(),
    };
    (portal, folder)
}

/// A machine with one job, which runs when somebody asks.
struct Idle;

impl Machine for Idle {
    fn condition(&self) -> Result<Condition, MachineError> {
        let next = vec![Timestamp::default()];
        let (name, rhythm) = ("accounts", Rhythm::Daily(2, 30));
        let job = JobSeen { name, rhythm, running: false, last: None, idle: None, next };
        Ok(Condition { jobs: vec![job], zone: "America/Chicago".into(), ..Condition::default() })
    }

    fn history(&self, job: &str, _: Option<u64>) -> Result<Vec<(u64, JobRun)>, MachineError> {
        if job == "accounts" { Ok(Vec::new()) } else { Err(MachineError::Unknown) }
    }

    fn run_now(&self, _: Who, job: &str) -> Result<(), MachineError> {
        if job == "accounts" { Ok(()) } else { Err(MachineError::Unknown) }
    }
}
