//! A fault of the program itself: where it happened is told, never what it said, since that may be a word of a record.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use super::exit::{Exit, Failure};

/// Where the last one happened: some are caught where damaged data cause them, and are of no interest.
static PLACE: Mutex<String> = Mutex::new(String::new());

/// Runs a verb to its end, come what may.
pub(super) fn contain(verb: impl FnOnce() -> Result<Exit, Failure>) -> Result<Exit, Failure> {
    std::panic::set_hook(Box::new(|fault| {
        let place = fault.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(%place, "a fault of the program");
        *PLACE.lock().unwrap_or_else(PoisonError::into_inner) = place;
    }));
    catch_unwind(AssertUnwindSafe(verb)).unwrap_or_else(|_| {
        let place = PLACE.lock().unwrap_or_else(PoisonError::into_inner);
        Err(told(&place))
    })
}

/// The store's library answers some damaged pages by giving up: that is the disk's fault, not the program's.
fn told(place: &str) -> Failure {
    // A library's place begins with folders of the machine on which the program was built.
    let place = place.rsplit_once("/registry/src/").and_then(|(_, rest)| rest.split_once('/')).map_or(place, |p| p.1);
    if place.starts_with("redb-") {
        let advice = "Nothing was changed; keep a copy of the data directory and restore a backup";
        return Failure::new(Exit::Store, format!("the store is damaged: a page cannot be read ({place}). {advice}"));
    }
    let advice = "What was answered before stays; run `vereda doctor`, and report this place";
    Failure::new(Exit::Internal, format!("a fault of the program at {place}. {advice}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_page_is_the_stores_and_no_folder_of_the_builder_is_told() {
        let damaged = told("/home/builder/.cargo/registry/src/index-1/redb-4.5.0/src/btree.rs:11:2");
        assert_eq!(damaged.exit, Exit::Store);
        assert!(damaged.message.contains("(redb-4.5.0/src/btree.rs:11:2)") && !damaged.message.contains("/home"));
        assert_eq!(told("src/cli/mod.rs:1:1").exit, Exit::Internal);
    }
}
