//! What people searched for, kept here so that no name is in an address, a browser's history or a log.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use super::PageError;
use crate::identity::{OsRandom, Random, same_token};
use crate::model::hex;
use crate::search::Query;

/// Most searches kept for one session, and for all together: the oldest go first.
const PER_SESSION: usize = 32;
const IN_ALL: usize = 8192;

/// Searches by their random token, each bound to the session that made it. Gone with the process.
#[derive(Default)]
pub(super) struct Queries {
    kept: Mutex<VecDeque<Kept>>,
}

struct Kept {
    token: String,
    session: String,
    query: Query,
}

impl Queries {
    /// Keeps a search and names it. `session` is anything that only the session has.
    pub(super) fn keep(&self, session: &str, query: Query) -> Result<String, PageError> {
        let mut bytes = [0; 12];
        OsRandom.fill(&mut bytes).map_err(|error| PageError::internal("a search", &error))?;
        let token = hex(&bytes);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.iter().filter(|k| k.session == session).count() >= PER_SESSION
            && let Some(oldest) = kept.iter().position(|k| k.session == session)
        {
            kept.remove(oldest);
        }
        if kept.len() >= IN_ALL {
            kept.pop_front();
        }
        kept.push_back(Kept { token: token.clone(), session: session.to_owned(), query });
        Ok(token)
    }

    /// Forgets the searches of a session that is over.
    pub(super) fn forget(&self, session: &str) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).retain(|k| k.session != session);
    }

    /// The search of a token, for the session that made it.
    pub(super) fn find(&self, session: &str, token: &str) -> Option<Query> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|k| same_token(&k.token, token) && k.session == session).map(|k| k.query.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(text: &str) -> Query {
        Query { text: text.into(), ..Query::default() }
    }

    #[test]
    fn a_search_is_its_sessions_own() {
        let queries = Queries::default();
        let token = queries.keep("one", query("Lissete")).unwrap();
        assert_eq!(queries.find("one", &token).map(|q| q.text), Some("Lissete".into()));
        assert_eq!(queries.find("two", &token), None);
        queries.forget("one");
        assert_eq!(queries.find("one", &token), None);
    }

    #[test]
    fn a_session_pushes_out_only_its_own_searches() {
        let queries = Queries::default();
        let other = queries.keep("two", query("Ana")).unwrap();
        let first = queries.keep("one", query("0")).unwrap();
        let last = (1..=PER_SESSION).map(|n| queries.keep("one", query(&n.to_string())).unwrap()).last().unwrap();
        assert_eq!(queries.find("one", &first), None);
        assert!(queries.find("one", &last).is_some());
        assert!(queries.find("two", &other).is_some());
    }
}
