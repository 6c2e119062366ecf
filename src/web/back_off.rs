//! Patience with wrong passwords: after a few in a row from one address, or for one user name, the next are not even
//! checked for a while. What is refused so costs no work and no entry in the audit log.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::model::one_peer;

/// Refusals in a row that cost nothing but themselves: people mistype.
const FREE: u32 = 5;
/// The same of one address, behind which a whole school may sit.
const FREE_FOR_ADDRESSES: u32 = 20;
/// The longest pause: nobody is locked out of an account by strangers for more than this.
const LONGEST: Duration = Duration::from_secs(60);
/// After this much quiet all is forgotten.
const FORGOTTEN: Duration = Duration::from_secs(15 * 60);
/// Most names and addresses that are remembered.
const MOST: usize = 10_000;

/// Who is being guessed, or from where.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Source {
    /// An address.
    Address(IpAddr),
    /// A user name as typed, folded; whether there is such an account does not matter here.
    Name(String),
    /// The person of a session: a stranger who guesses at her name from outside does not slow her down inside.
    Inside(String),
    /// A link to a new password, or the name for which one is asked: who asks for links shuts nobody out.
    Link(String),
}

impl Source {
    /// Of a request: one address, or one line of IPv6.
    pub(super) fn at(peer: IpAddr) -> Self {
        Self::Address(one_peer(peer))
    }
}

/// Refusals in memory; gone with the process.
#[derive(Default)]
pub(super) struct BackOff {
    refused: Mutex<HashMap<Source, Refused>>,
}

struct Refused {
    count: u32,
    last: Instant,
}

impl Refused {
    fn pause(&self, source: &Source) -> Duration {
        let free = if matches!(source, Source::Address(_)) { FREE_FOR_ADDRESSES } else { FREE };
        match self.count.checked_sub(free) {
            None => Duration::ZERO,
            Some(more) => Duration::from_secs(1 << more.min(10)).min(LONGEST),
        }
    }
}

impl BackOff {
    /// Whether any of these has to wait.
    pub(super) fn waits(&self, sources: &[Source], now: Instant) -> bool {
        let refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        let waits = |source| {
            refused.get(source).is_some_and(|one: &Refused| now.saturating_duration_since(one.last) < one.pause(source))
        };
        sources.iter().any(waits)
    }

    /// A password was wrong.
    pub(super) fn refused(&self, sources: &[Source], now: Instant) {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        for source in sources {
            if refused.len() >= MOST && !refused.contains_key(source) {
                refused.retain(|_, one| now.saturating_duration_since(one.last) < FORGOTTEN);
            }
            if refused.len() >= MOST
                && !refused.contains_key(source)
                && let Some(oldest) = refused.iter().min_by_key(|(_, one)| one.last).map(|(source, _)| source.clone())
            {
                refused.remove(&oldest);
            }
            let one = refused.entry(source.clone()).or_insert(Refused { count: 0, last: now });
            if now.saturating_duration_since(one.last) >= FORGOTTEN {
                one.count = 0;
            }
            (one.count, one.last) = (one.count.saturating_add(1), now);
        }
    }

    /// A password was right: the name starts anew. The address does not, or one account of one's own would pay for all.
    pub(super) fn accepted(&self, name: &Source) {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end() {
        let (back_off, rosa, begin) = (BackOff::default(), [Source::Name("rosa".into())], Instant::now());
        for _ in 0..FREE - 1 {
            back_off.refused(&rosa, begin);
        }
        assert!(!back_off.waits(&rosa, begin));
        back_off.refused(&rosa, begin);
        assert!(back_off.waits(&rosa, begin));
        assert!(!back_off.waits(&[Source::Name("uma".into())], begin), "only who is guessed");
        assert!(!back_off.waits(&rosa, begin + Duration::from_secs(1)));
        for _ in 0..100 {
            back_off.refused(&rosa, begin);
        }
        assert!(back_off.waits(&rosa, begin + LONGEST - Duration::from_secs(1)));
        assert!(!back_off.waits(&rosa, begin + LONGEST), "never longer");
        back_off.accepted(&rosa[0]);
        assert!(!back_off.waits(&rosa, begin));
    }

    #[test]
    fn one_line_is_one_source() {
        assert_eq!(Source::at("2001:db8::1".parse().unwrap()), Source::at("2001:db8::ffff".parse().unwrap()));
    }

    #[test]
    fn memory_is_bounded() {
        let (back_off, begin) = (BackOff::default(), Instant::now());
        for n in 0..MOST + 10 {
            back_off.refused(&[Source::Name(n.to_string())], begin);
        }
        assert_eq!(back_off.refused.lock().unwrap().len(), MOST);
    }
}
