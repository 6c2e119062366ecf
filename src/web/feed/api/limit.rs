//! How much one key may ask: so many at once, and so many a minute. In memory; gone with the process.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::problem::Problem;

/// Requests under way with one key.
const AT_ONCE: u32 = 4;
/// Requests that may come in a row, and how many more each second: a million entries are a hundred requests.
const BURST: f64 = 120.0;
const PER_SECOND: f64 = 2.0;

/// What each key has asked lately.
#[derive(Clone, Default)]
pub(in crate::web) struct Limits {
    keys: Arc<Mutex<HashMap<u64, Bucket>>>,
}

struct Bucket {
    left: f64,
    last: Instant,
    under_way: u32,
}

/// A request under way; over when it is dropped.
pub(super) struct Turn {
    limits: Limits,
    key: u64,
}

impl Limits {
    /// Lets a request in, or says how many seconds to wait.
    pub(super) fn enter(&self, key: u64, now: Instant) -> Result<Turn, Problem> {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        // Only keys that work come here, and they are few.
        let bucket = keys.entry(key).or_insert(Bucket { left: BURST, last: now, under_way: 0 });
        let passed = now.saturating_duration_since(bucket.last).as_secs_f64();
        bucket.left = (bucket.left + passed * PER_SECOND).min(BURST);
        bucket.last = now;
        if bucket.under_way >= AT_ONCE || bucket.left < 1.0 {
            return Err(Problem::TooMany(1));
        }
        bucket.left -= 1.0;
        bucket.under_way += 1;
        Ok(Turn { limits: self.clone(), key })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut keys = self.limits.keys.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bucket) = keys.get_mut(&self.key) {
            bucket.under_way = bucket.under_way.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn one_key_does_not_take_all() {
        let (limits, now) = (Limits::default(), Instant::now());
        let turns: Vec<_> = (0..AT_ONCE).map(|_| limits.enter(1, now).ok().unwrap()).collect();
        assert!(limits.enter(1, now).is_err(), "so many at once");
        assert!(limits.enter(2, now).is_ok(), "another key");
        drop(turns);
        for _ in AT_ONCE..BURST as u32 {
            assert!(limits.enter(1, now).is_ok());
        }
        assert!(limits.enter(1, now).is_err(), "so many in a row");
        assert!(limits.enter(1, now + Duration::from_secs(1)).is_ok(), "and on");
    }
}
