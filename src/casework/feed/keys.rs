//! Keys of the interface: made, replaced, taken out of use, shown to whoever looks after a state's feed.

use super::{FeedError, KEY_BYTES, KeyToken};
use crate::access::{Permission, Worker};
use crate::audit;
use crate::casework::Casework;
use crate::model::{ApiKey, ApiScope, AuditEvent, StateCode, Text, Timestamp, Who};
use crate::store::{Change, Logged, Read, tables};

/// Most keys of a state that are in use at a time.
const MOST_KEYS: usize = 10;
/// Most characters of a name.
const MOST_NAME: usize = 60;
/// Seconds of a day.
const DAY: i64 = 86_400;

/// What an installation wants of keys and webhooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeedRules {
    /// Days for which a key works.
    pub key_days: u32,
    /// Days for which a key that was replaced still works.
    pub overlap_days: u32,
    /// Whether webhooks may lead into private networks.
    pub private_targets: bool,
}

impl Default for FeedRules {
    fn default() -> Self {
        Self { key_days: 365, overlap_days: 7, private_targets: false }
    }
}

/// A key that was just made.
#[derive(Debug, Clone, Copy)]
pub struct NewKey {
    /// As its bearer shows it; nobody can show it again.
    pub token: KeyToken,
    /// When it stops working.
    pub expires: Timestamp,
}

/// A key as it is shown.
#[derive(Debug, Clone)]
pub struct Held {
    /// Its number.
    pub number: u64,
    /// The key.
    pub key: ApiKey,
    /// Whether it opens anything now.
    pub works: bool,
}

/// Whether a key opens anything.
pub(super) fn works(key: &ApiKey, now: Timestamp) -> bool {
    key.revoked.is_none() && now < key.expires
}

/// The right to look after a state's feed.
pub(super) fn mine(who: &Worker, state: StateCode) -> Result<(), FeedError> {
    let fits = who.permission() == Permission::Feed && who.jurisdiction().holds(state);
    fits.then_some(()).ok_or(FeedError::NotYours)
}

impl Casework {
    /// The keys of a state, those out of use too, the newest first.
    pub fn keys(&self, who: &Worker, state: StateCode) -> Result<Vec<Held>, FeedError> {
        mine(who, state)?;
        self.keys_at_the_console(state)
    }

    /// The same for a person at the server's console.
    pub fn keys_at_the_console(&self, state: StateCode) -> Result<Vec<Held>, FeedError> {
        let now = self.clock.now();
        let held = of_state(&self.store.view()?, state)?;
        let held = held.into_iter().rev();
        Ok(held.map(|(number, key)| Held { number, works: works(&key, now), key }).collect())
    }

    /// Makes a key from random bytes.
    pub fn make_key(
        &self,
        who: &Worker,
        state: StateCode,
        name: &str,
        secret: [u8; KEY_BYTES],
    ) -> Result<NewKey, FeedError> {
        mine(who, state)?;
        self.new_key(who.actor(), who.user(), state, name, secret)
    }

    /// The same for a person at the server's console.
    pub fn make_key_at_the_console(
        &self,
        who: Who,
        state: StateCode,
        name: &str,
        secret: [u8; KEY_BYTES],
    ) -> Result<NewKey, FeedError> {
        let by = Text::from(who.actor.name());
        self.new_key(who, &by, state, name, secret)
    }

    fn new_key(
        &self,
        who: Who,
        by: &Text,
        state: StateCode,
        name: &str,
        secret: [u8; KEY_BYTES],
    ) -> Result<NewKey, FeedError> {
        let name = named(name)?;
        let change = self.store.begin(who, self.clock.now())?;
        let in_use = of_state(&change, state)?.iter().filter(|(_, key)| works(key, change.at())).count();
        if in_use >= MOST_KEYS {
            return Err(FeedError::TooMany);
        }
        let (made, logged) = put_new(&change, &self.feed, (name, state, by.clone()), secret)?;
        change.commit(logged)?;
        Ok(made)
    }

    /// Makes a key in place of another, which works for some days more, so that the state's system can change over.
    pub fn replace_key(
        &self,
        who: &Worker,
        state: StateCode,
        number: u64,
        secret: [u8; KEY_BYTES],
    ) -> Result<NewKey, FeedError> {
        mine(who, state)?;
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let old = key_of(&change, state, number)?;
        if !works(&old, change.at()) {
            return Err(FeedError::Ended);
        }
        let until = change.at().plus_seconds(i64::from(self.feed.overlap_days) * DAY);
        let name = old.name.clone();
        change.put(&tables::API_KEY, &number, &ApiKey { expires: old.expires.min(until), ..old })?;
        let (made, logged) = put_new(&change, &self.feed, (name, state, who.user().clone()), secret)?;
        change.commit(logged)?;
        Ok(made)
    }

    /// Takes a key out of use, at once.
    pub fn revoke_key(&self, who: &Worker, state: StateCode, number: u64) -> Result<(), FeedError> {
        mine(who, state)?;
        self.revoke_key_at_the_console(who.actor(), state, number)
    }

    /// The same for a person at the server's console.
    pub fn revoke_key_at_the_console(&self, who: Who, state: StateCode, number: u64) -> Result<(), FeedError> {
        let change = self.store.begin(who, self.clock.now())?;
        let key = key_of(&change, state, number)?;
        if key.revoked.is_some() {
            return Err(FeedError::Ended);
        }
        change.put(&tables::API_KEY, &number, &ApiKey { revoked: Some(change.at()), ..key })?;
        let logged = log(&change, number, state, "revoked")?;
        Ok(change.commit(logged)?)
    }
}

fn put_new(
    change: &Change,
    rules: &FeedRules,
    (name, state, by): (Text, StateCode, Text),
    secret: [u8; KEY_BYTES],
) -> Result<(NewKey, Logged), FeedError> {
    let token = KeyToken::new(change.next_number("api_key")?, secret);
    let expires = change.at().plus_seconds(i64::from(rules.key_days) * DAY);
    let (scopes, hash, created) = (vec![ApiScope::Changes], token.hash(), change.at());
    let key = ApiKey { name, state, scopes, hash, by, created, expires, used: None, revoked: None };
    change.put(&tables::API_KEY, &token.number, &key)?;
    let logged = log(change, token.number, state, "made")?;
    Ok((NewKey { token, expires }, logged))
}

fn log(change: &Change, key: u64, state: StateCode, what: &str) -> Result<Logged, FeedError> {
    Ok(audit::append(change, AuditEvent::ApiKeyChanged { key, state, what: what.into() })?)
}

fn of_state(read: &impl Read, state: StateCode) -> Result<Vec<(u64, ApiKey)>, FeedError> {
    let mut keys = read.range(&tables::API_KEY, ..)?;
    keys.retain(|(_, key)| key.state == state);
    Ok(keys)
}

fn key_of(read: &impl Read, state: StateCode, number: u64) -> Result<ApiKey, FeedError> {
    read.get(&tables::API_KEY, &number)?.filter(|key| key.state == state).ok_or(FeedError::Unknown)
}

fn named(name: &str) -> Result<Text, FeedError> {
    let name = name.trim();
    let fits = !name.is_empty() && name.chars().count() <= MOST_NAME && !name.chars().any(char::is_control);
    fits.then(|| name.into()).ok_or(FeedError::Name)
}
