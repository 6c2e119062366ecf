//! Vereda: a migrant student records exchange in one static binary.
//!
//! State systems push files in; children are matched across states; a registrar finds one consolidated record.
//!
//! ```text
//! state file -> submission: read -> check (mde) -> apply --one transaction--> contribution, versioned (store)
//!                                                     |-> membership: which MSIX ID it belongs to (records, matching)
//!                                                     |-> audit entry
//!                                                     '-> queue of changed children -> search index
//! person -> web -> access (who, purpose, jurisdiction) -> records: consolidated view, computed when it is read
//! ```
//!
//! | looking for | go to |
//! |---|---|
//! | what a date, a state code, an MSIX ID or a contribution is | [`model`] |
//! | a data element, its codes, a rule and its sentence | [`mde`], data in `assets/mde/` |
//! | why two names are alike, why two records were joined | [`matching`] |
//! | a table, a byte on disk | [`store`], `src/store/FORMAT.md` |
//! | the audit log, its proofs and checkpoints | [`audit`], `src/audit/README.md` |
//! | who may read what | [`access`] |
//! | accounts, passwords, sessions | [`identity`] |
//! | linking any CSV without a data directory | [`link`] |
//! | linking, merging, splitting, the consolidated record, history, as-of | [`records`] |
//! | the worklist, near matches judged, proposals validated by a second person | [`casework`] |
//! | move notices, data requests, corrections, the feed to the states' systems | [`casework`], one folder each |
//! | calendars, working days, legal clocks | [`clocks`], rules in `assets/clocks/` |
//! | messages to people | [`outbox`]; their words in [`web::letters`] |
//! | a state's file and the answer to it | [`submission`] |
//! | the search box | [`search`] |
//! | a page: the URL names the handler file | [`web`] |
//! | listeners, TLS, the local socket | [`server`] |
//! | a verb of the command line | [`cli`] |
//! | a setting | [`config`] |
//! | a secret in a file, a credential of systemd | [`secret`] |
//! | invented children | [`sample`] |
//! | a course, a quiz, the Rules of Behavior | [`training`], texts in `assets/training/` |
//!
//! `src/tests/architecture.rs` holds the table of who may use whom, and fails on any other edge.

// So that what the unit tests and the integration tests share is written once.
#[cfg(test)]
extern crate self as vereda;

pub mod access;
pub mod audit;
pub mod casework;
pub mod cli;
pub mod clocks;
pub mod config;
pub mod identity;
pub mod link;
pub mod matching;
pub mod mde;
pub mod model;
pub mod outbox;
pub mod records;
pub mod sample;
pub mod search;
pub mod secret;
pub mod server;
pub mod store;
pub mod submission;
pub mod training;
pub mod web;
