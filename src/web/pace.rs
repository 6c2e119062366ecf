//! How many records one person opens in an hour, and how often she searches: more than any work asks for is somebody who
//! copies, or a program that does it in her name. In memory; gone with the process.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::model::Text;

const HOUR: Duration = Duration::from_secs(60 * 60);
/// Most people that are remembered before those who have all of their allowance are forgotten.
const MOST: usize = 10_000;

/// What is counted, each apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Act {
    /// A page of a child's record, its print or its export.
    Record,
    /// A search, also one while somebody types.
    Search,
}

/// When each person will have all of her allowance again.
#[derive(Default)]
pub(super) struct Pace {
    whole: Mutex<HashMap<(Act, Text), Instant>>,
}

impl Pace {
    /// Whether somebody may once more, of so many in any hour; 0: without limit. What was used up comes back evenly.
    pub(super) fn allows(&self, act: Act, person: &Text, an_hour: u32, now: Instant) -> bool {
        let Some(each) = HOUR.checked_div(an_hour) else { return true };
        let mut whole = self.whole.lock().unwrap_or_else(PoisonError::into_inner);
        if whole.len() >= MOST {
            whole.retain(|_, at| *at > now);
        }
        let at = whole.entry((act, person.clone())).or_insert(now);
        match (*at).max(now).checked_add(each) {
            Some(next) if next.saturating_duration_since(now) <= HOUR => {
                *at = next;
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_an_hour_and_what_was_used_comes_back() {
        let (pace, now, rosa) = (Pace::default(), Instant::now(), Text::from("rosa"));
        let opens = |now| pace.allows(Act::Record, &rosa, 60, now);
        for _ in 0..60 {
            assert!(opens(now));
        }
        assert!(!opens(now));
        assert!(pace.allows(Act::Search, &rosa, 60, now), "searches are counted apart");
        assert!(pace.allows(Act::Record, &"tomas".into(), 60, now), "and so are other people");
        assert!(pace.allows(Act::Record, &rosa, 0, now), "without limit");
        let later = now + Duration::from_secs(60);
        assert!(opens(later) && !opens(later), "one a minute comes back");
        assert!((0..60).all(|_| opens(now + 3 * HOUR)), "and all of it in an hour");
    }
}
