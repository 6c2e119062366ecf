//! What a store is: its schema version, environment and identity, and how an older one is brought up to date.

use std::sync::Arc;

use redb::{Database, ReadableDatabase};
use serde::{Deserialize, Serialize};

use super::{Change, Log, Read, StoreError, View, tables};
use crate::model::{Actor, AuditEvent, Text, Timestamp};

/// The schema this program writes.
pub const SCHEMA_VERSION: u32 = 1;

/// Brings a store from one schema version to the next. Runs inside the change that also raises the version.
type Migration = fn(&Change) -> Result<(), StoreError>;

/// `MIGRATIONS[n]` leads from version `n + 1` to `n + 2`.
const MIGRATIONS: &[Migration] = &[];

/// What kind of world a store holds. Written at creation, never changed, shown everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    /// Real children.
    Production,
    /// Invented children, for training.
    Training,
    /// Invented children, thrown away.
    Demo,
}

impl Environment {
    /// The word in the store and in settings.
    pub fn word(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Training => "training",
            Self::Demo => "demo",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::Production, Self::Training, Self::Demo].into_iter().find(|kind| kind.word() == word)
    }

    /// First serial number of MSIX IDs: an identifier of an invented child begins with 9 and can never be taken
    /// for a real one.
    pub fn first_serial(self) -> u64 {
        match self {
            Self::Production => 10_000_000_000,
            Self::Training | Self::Demo => 90_000_000_000,
        }
    }
}

/// What was written when the store was created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreInfo {
    /// Production, training or demo.
    pub environment: Environment,
    /// When.
    pub created: Timestamp,
    /// Schema version of the file.
    pub schema: u32,
}

/// The environment of a store, asked inside a change as well as in a view.
pub fn environment(read: &impl Read) -> Result<Environment, StoreError> {
    let word = read.get(&tables::META, &Text::from("environment"))?.unwrap_or_default();
    Environment::from_word(&word).ok_or_else(|| StoreError::corrupt("meta", "environment"))
}

pub(super) fn create(
    db: &Database,
    environment: Environment,
    now: Timestamp,
    log: Log,
) -> Result<StoreInfo, StoreError> {
    let change = Change::begin(db, Arc::default(), Actor::System("store".into()).into(), now)?;
    for (name, value) in [
        ("schema", SCHEMA_VERSION.to_string()),
        ("environment", environment.word().to_owned()),
        ("created", now.to_string()),
    ] {
        change.put(&tables::META, &Text::from(name), &Text::from(value))?;
    }
    let logged = log(&change, AuditEvent::StoreCreated { environment: environment.word().into() })?;
    change.commit(logged)?;
    Ok(StoreInfo { environment, created: now, schema: SCHEMA_VERSION })
}

/// Reads what a store is; refuses another schema version.
pub(super) fn check(view: &View) -> Result<StoreInfo, StoreError> {
    let info = read(view)?;
    if info.schema < SCHEMA_VERSION {
        return Err(StoreError::OlderSchema { found: info.schema, supported: SCHEMA_VERSION });
    }
    Ok(info)
}

/// Reads what a store is and brings it up to date, all steps in one transaction.
pub(super) fn check_and_migrate(db: &Database, now: Timestamp, log: Log) -> Result<StoreInfo, StoreError> {
    let mut info = read(&View::new(db.begin_read()?))?;
    if info.schema == SCHEMA_VERSION {
        return Ok(info);
    }
    let change = Change::begin(db, Arc::default(), Actor::System("migration".into()).into(), now)?;
    for step in MIGRATIONS.iter().skip(info.schema.saturating_sub(1) as usize) {
        step(&change)?;
    }
    change.put(&tables::META, &"schema".into(), &SCHEMA_VERSION.to_string().into())?;
    let logged = log(&change, AuditEvent::SchemaMigrated { from: info.schema, to: SCHEMA_VERSION })?;
    change.commit(logged)?;
    info.schema = SCHEMA_VERSION;
    Ok(info)
}

fn read(view: &View) -> Result<StoreInfo, StoreError> {
    let fact = |name: &str| -> Result<Text, StoreError> {
        let value = view.get(&tables::META, &Text::from(name))?;
        value.ok_or_else(|| StoreError::Corrupt(format!("the file is no store of this program: it has no {name}")))
    };
    let wrong = |what: &str| StoreError::corrupt("meta", what);
    let schema: u32 = fact("schema")?.parse().map_err(|_| wrong("schema"))?;
    if schema > SCHEMA_VERSION {
        return Err(StoreError::NewerSchema { found: schema, supported: SCHEMA_VERSION });
    }
    let environment = Environment::from_word(&fact("environment")?).ok_or_else(|| wrong("environment"))?;
    let created = fact("created")?.parse().map_err(|_| wrong("created"))?;
    Ok(StoreInfo { environment, created, schema })
}
