//! Reading a feed: for the bearer of a key, and for whoever looks after it.

use super::keys::{mine, works};
use super::tell::newest;
use super::{FeedError, KeyToken};
use crate::access::Worker;
use crate::audit;
use crate::casework::Casework;
use crate::model::{Actor, ApiKey, ApiScope, AuditEvent, FeedEntry, Origin, StateCode, Timestamp, Who};
use crate::store::{Read, tables};

/// Most entries of one page.
pub const MOST_ENTRIES: usize = 10_000;
/// Microseconds to which the last use of a key is kept.
const HOUR: i64 = 3_600_000_000;

/// The right to read a state's feed, for whoever shows a key of it. Its readings are logged.
#[derive(Debug, Clone)]
pub struct FeedReader {
    key: u64,
    state: StateCode,
    who: Who,
}

impl FeedReader {
    /// The number of the key: what it may take is counted by it.
    pub fn key(&self) -> u64 {
        self.key
    }

    /// Whose feed.
    pub fn state(&self) -> StateCode {
        self.state
    }
}

/// A page of a feed.
#[derive(Debug, Clone)]
pub struct FeedPage {
    /// The entries with their numbers, in order, without a gap.
    pub entries: Vec<(u64, FeedEntry)>,
    /// What to ask with for the page after this one.
    pub next: u64,
    /// The number of the last entry there is.
    pub newest: u64,
}

impl Casework {
    /// For a system that shows a key, at a place. One look-up; all keys that do not work are refused alike.
    pub fn feed_reader(&self, token: &KeyToken, scope: ApiScope, origin: Origin) -> Result<FeedReader, FeedError> {
        let key = self.store.view()?.get(&tables::API_KEY, &token.number)?;
        let key = key.filter(|key| token.fits(&key.hash) && works(key, self.clock.now())).ok_or(FeedError::Key)?;
        if !key.scopes.contains(&scope) {
            return Err(FeedError::Scope);
        }
        Ok(FeedReader { key: token.number, state: key.state, who: Who::new(Actor::Sender(key.state), origin) })
    }

    /// The number of the last entry of the reader's feed; 0 when there is none.
    pub fn newest_of_feed(&self, reader: &FeedReader) -> Result<u64, FeedError> {
        Ok(newest(&self.store.view()?, reader.state)?)
    }

    /// The entries after a number, at most `most` and never more than [`MOST_ENTRIES`]. What it gives out is taken down
    /// before; a page without entries is taken down once an hour.
    pub fn feed(&self, reader: &FeedReader, after: u64, most: usize) -> Result<FeedPage, FeedError> {
        let page = page(&self.store.view()?, reader.state, after, most)?;
        self.take_down(reader, after, &page)?;
        Ok(page)
    }

    fn take_down(&self, reader: &FeedReader, after: u64, page: &FeedPage) -> Result<(), FeedError> {
        let hour = Timestamp::from_micros(self.clock.now().micros() / HOUR * HOUR);
        let known = |key: &ApiKey| key.used.is_some_and(|used| used >= hour);
        if page.entries.is_empty()
            && self.store.view()?.get(&tables::API_KEY, &reader.key)?.is_some_and(|key| known(&key))
        {
            return Ok(());
        }
        let change = self.store.begin(reader.who.clone(), self.clock.now())?;
        // It may have been taken out of use since.
        let key = change.get(&tables::API_KEY, &reader.key)?.filter(|key| works(key, change.at()));
        let key = key.ok_or(FeedError::Key)?;
        if !known(&key) {
            change.put(&tables::API_KEY, &reader.key, &ApiKey { used: Some(hour), ..key })?;
        }
        let count = u32::try_from(page.entries.len()).unwrap_or(u32::MAX);
        let from = page.entries.first().map_or(after, |(number, _)| *number);
        let logged = audit::append(&change, AuditEvent::FeedRead { key: reader.key, from, count })?;
        Ok(change.commit(logged)?)
    }

    /// The last entries of a state's feed, the newest first, for whoever looks after it; and how many there are.
    pub fn feed_end(
        &self,
        who: &Worker,
        state: StateCode,
        most: usize,
    ) -> Result<(Vec<(u64, FeedEntry)>, u64), FeedError> {
        mine(who, state)?;
        let view = self.store.view()?;
        let newest = newest(&view, state)?;
        let after = newest.saturating_sub(most as u64);
        let mut entries = page(&view, state, after, most)?.entries;
        entries.reverse();
        Ok((entries, newest))
    }
}

/// A page as it is in a view.
pub(super) fn page(read: &impl Read, state: StateCode, after: u64, most: usize) -> Result<FeedPage, FeedError> {
    let newest = newest(read, state)?;
    if after > newest {
        return Err(FeedError::Beyond { after, newest });
    }
    let last = after.saturating_add(most.clamp(1, MOST_ENTRIES) as u64).min(newest);
    let entries: Vec<_> = match after < last {
        true => read.range(&tables::FEED, (state, after + 1)..=(state, last))?,
        false => Vec::new(),
    };
    if entries.len() as u64 != last - after {
        return Err(FeedError::Gap(state));
    }
    let entries: Vec<_> = entries.into_iter().map(|((_, number), entry)| (number, entry)).collect();
    Ok(FeedPage { entries, next: last, newest })
}
