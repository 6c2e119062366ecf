//! Everything that works on one open store.

use std::path::PathBuf;
use std::sync::Arc;

use super::machine::Overseer;
use super::mail::Mailing;
use super::scheduler::{Scheduler, jobs};
use crate::access::Children;
use crate::audit::{self, Journal, Notary};
use crate::casework::Casework;
use crate::cli::exit::{Exit, Failure};
use crate::clocks::Clocks;
use crate::config::{Config, DataDir, SystemClock, read_pepper};
use crate::identity::{Identity, Pepper};
use crate::matching::{Lexicon, Model, Wanted};
use crate::model::Clock;
use crate::records::{self, Matcher};
use crate::search::Index;
use crate::secret;
use crate::store::{Read, Store, StoreError, tables};
use crate::submission::Submissions;
use crate::web;

/// The parts of the program over one open store.
#[derive(Clone)]
pub struct Services {
    /// The truth.
    pub store: Store,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The audit log, for what no other change carries.
    pub journal: Arc<Journal>,
    /// Signs its checkpoints.
    pub notary: Notary,
    /// The right to read children's records.
    pub children: Children,
    /// Finding children.
    pub search: Index,
    /// Calendars and legal clocks.
    pub clocks: Clocks,
    /// The worklist, notices, requests, corrections.
    pub casework: Casework,
    /// Who is the same child.
    pub matcher: Matcher,
    /// What is wanted of the matcher's thresholds.
    pub wanted: Wanted,
    /// Taking files.
    pub submissions: Submissions,
    /// Accounts.
    pub identity: Identity,
    /// Mails messages to people; `None` when they are printed, and for who does not serve.
    pub(super) mailing: Option<Arc<Mailing>>,
    /// Jobs at their times.
    pub scheduler: Arc<Scheduler>,
    /// The zone of the times of the day of jobs.
    zone: String,
    /// The directory of the store.
    root: PathBuf,
    /// The portal's address in messages.
    portal: String,
}

/// Opens the store of a data directory; only one process can.
pub fn open_store(data: &DataDir, config: &Config) -> Result<Store, StoreError> {
    audit::open_store(data.root(), SystemClock.now(), config.store)
}

/// Where the checkpoints of the audit log go, and what signs them. What systemd hands over goes before the settings.
fn checkpoints(data: &DataDir, config: &Config) -> audit::Settings {
    let credential = secret::handed(secret::credentials().as_deref(), "audit.key");
    audit::Settings {
        key: credential.unwrap_or_else(|| data.root().join(&config.audit.key)),
        directory: data.root().join(&config.audit.checkpoints),
        entries: config.audit.entries,
        seconds: config.audit.seconds,
    }
}

/// The engine with the model of the data directory, if it has one, or the one the program ships.
/// Its thresholds are those of what is wanted. Strangers agree by chance among as many contributions as are held, and
/// never fewer than the model says: a store that is small today is not small for long.
pub(super) fn matcher(data: &DataDir, wanted: Wanted, held: u64) -> Result<Matcher, Failure> {
    let model = model(data)?.with_wanted(wanted);
    let population = model.population().max(held as f32);
    Ok(Matcher::new(model.among(population), Lexicon::default()))
}

/// The model of the data directory, if it has one, or the one the program ships; with the thresholds of its file.
pub(crate) fn model(data: &DataDir) -> Result<Model, Failure> {
    let path = data.model_file();
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Model::default()),
        Err(error) => return Err(Failure::new(Exit::Data, format!("cannot read {}: {error}", path.display()))),
    };
    Model::read(&text).map_err(|error| Failure::new(Exit::Usage, format!("{}: {error}", path.display())))
}

/// The secret that goes into every password.
fn pepper(data: &DataDir, config: &Config) -> Result<Pepper, Failure> {
    read_pepper(data, config, secret::credentials().as_deref())
        .map_err(|error| Failure::new(Exit::Data, error.to_string()))
}

impl Services {
    /// Everything over an open store. Brings the search index up to date; `progress` hears how far that is.
    pub fn over(store: Store, data: &DataDir, config: &Config, progress: &dyn Fn(u64, u64)) -> Result<Self, Failure> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let journal = Arc::new(Journal::new(store.clone(), Arc::clone(&clock)));
        records::refile(&store, clock.now())?;
        let matcher = matcher(data, config.matching, store.view()?.len(&tables::EVIDENCE)?)?;
        let submissions = Submissions::new(store.clone(), Arc::clone(&clock), &data.spool(), config.limits)
            .with_matcher(matcher.clone())
            .with_exchange(config.exchange.clone());
        // Whoever opens the store is alone with the directory: what lies in the spool is of a process that stopped.
        submissions.sweep()?;
        let identity = Identity::new(store.clone(), Arc::clone(&journal), Arc::clone(&clock))
            .with_policy(config.policy.clone().in_world(store.info().environment))
            .with_pepper(pepper(data, config)?);
        let ground = jobs::Ground {
            clocks: Clocks::new(store.clone(), Arc::clone(&clock)),
            casework: Casework::new(store.clone(), Arc::clone(&clock), config.worklist)
                .with_matcher(matcher.clone())
                .with_feed(config.feed.rules)
                .with_exchange(config.exchange.clone()),
            notary: Notary::new(store.clone(), Arc::clone(&clock), checkpoints(data, config)),
            search: Index::open(&data.index(), &store, progress)?,
            outbox: identity.outbox(),
            keep_days: config.mail.keep_days,
            store: store.clone(),
            clock: Arc::clone(&clock),
            submissions,
            identity,
        };
        let jobs = jobs::all(&ground);
        let scheduler = Arc::new(Scheduler::new(store.clone(), Arc::clone(&clock), &config.zone, jobs)?);
        let jobs::Ground { clocks, casework, notary, search, submissions, identity, .. } = ground;
        Ok(Self {
            children: Children::new(store.clone(), Arc::clone(&journal)),
            search,
            clocks,
            casework,
            submissions,
            matcher,
            wanted: config.matching,
            identity,
            notary,
            mailing: None,
            scheduler,
            zone: config.zone.iana_name().unwrap_or("UTC").to_owned(),
            root: data.root().to_owned(),
            portal: config.mail.portal.clone(),
            store,
            clock,
            journal,
        })
    }

    /// The same with the mail that the settings name: for who serves. A verb that only opens the store mails nothing, and
    /// settings of mail that cannot be used are no reason for it to stop.
    pub fn with_mail(self, data: &DataDir, config: &Config) -> Result<Self, Failure> {
        let mailing = Mailing::new(data, config, self.identity.outbox(), Arc::clone(&self.clock));
        let mailing = mailing.map_err(|error| Failure::new(Exit::Usage, format!("[mail]: {error}")))?;
        Ok(Self { mailing: mailing.map(Arc::new), ..self })
    }

    /// What the operator sees of all this.
    pub(crate) fn overseer(&self) -> Overseer {
        Overseer {
            store: self.store.clone(),
            outbox: self.identity.outbox(),
            search: self.search.clone(),
            notary: self.notary.clone(),
            scheduler: Arc::clone(&self.scheduler),
            mailing: self.mailing.clone(),
            zone: self.zone.clone(),
            root: self.root.clone(),
        }
    }

    /// The portal over these, for the names that the settings give it.
    pub(super) fn router(&self, config: &Config) -> axum::Router {
        let pages = web::router(web::Portal {
            children: self.children.clone(),
            identity: self.identity.clone(),
            search: self.search.clone(),
            clocks: self.clocks.clone(),
            casework: self.casework.clone(),
            submissions: self.submissions.clone(),
            sure: self.wanted.precision,
            clock: Arc::clone(&self.clock),
            address: self.portal.clone(),
            mails: self.mailing.is_some(),
            machine: Arc::new(self.overseer()),
            environment: self.store.info().environment.word(),
            agencies: config.agencies.clone(),
        });
        web::for_hosts(pages, &config.hosts)
    }
}
