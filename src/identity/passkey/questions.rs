//! The questions that are open: each for one answer, in one session or under one link, for five minutes. In memory, because they are
//! worth nothing after that, and because a page that is only looked at writes nothing to the disk.

use std::sync::{Mutex, PoisonError};

use subtle::ConstantTimeEq;

use crate::model::Timestamp;

/// How long a question is open, in seconds.
const OPEN_SECONDS: i64 = 5 * 60;
/// Most open questions of a session: some tabs, and no more.
const OF_A_SESSION: usize = 4;

struct Asked {
    session: [u8; 32],
    challenge: [u8; 32],
    at: Timestamp,
}

impl Asked {
    /// Whether it is open. A clock that was set back closes it: nobody knows then how long ago it was.
    fn is_open(&self, now: Timestamp) -> bool {
        self.at <= now && now < self.at.plus_seconds(OPEN_SECONDS)
    }
}

/// The open questions of all sessions, the oldest first.
#[derive(Default)]
pub(in crate::identity) struct Questions(Mutex<Vec<Asked>>);

impl Questions {
    /// Keeps a question; those that are over are forgotten, and the oldest of a session that has too many.
    pub(super) fn ask(&self, session: [u8; 32], challenge: [u8; 32], now: Timestamp) {
        let mut asked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        asked.retain(|one| one.is_open(now));
        if asked.iter().filter(|one| one.session == session).count() >= OF_A_SESSION
            && let Some(oldest) = asked.iter().position(|one| one.session == session)
        {
            asked.remove(oldest);
        }
        asked.push(Asked { session, challenge, at: now });
    }

    /// Whether a session was asked this and it is still open; it is not any more then.
    pub(super) fn take(&self, session: &[u8; 32], challenge: &[u8], now: Timestamp) -> bool {
        let mut asked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |one: &Asked| one.session == *session && bool::from(one.challenge.as_slice().ct_eq(challenge));
        match asked.iter().position(same) {
            Some(place) => asked.remove(place).is_open(now),
            None => false,
        }
    }
}
