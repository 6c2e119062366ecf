//! The part of the server that calls the states' webhooks. What is due stands in the store, and so does what became of
//! each call: a process that dies loses nothing, and tells at most its last calls again.

mod body;
mod call;
mod reach;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet, spawn_blocking};

use super::Services;
use crate::casework::{Called, Casework, Due, FeedError, HookAddress};
use crate::cli::exit::Failure;
use crate::config::{Config, DataDir};
use crate::identity::Identity;
use crate::model::{Actor, Clock};
use call::Caller;

/// How often feeds are looked through for what has not been told.
const LOOK: Duration = Duration::from_secs(1);
/// Webhooks that are called at once.
const AT_ONCE: usize = 32;

/// What calls are made from.
struct Source {
    casework: Casework,
    /// Opens the secrets.
    identity: Identity,
    clock: Arc<dyn Clock>,
}

/// Starts the task. It ends when told to stop; calls under way are given up, and made again at the next start.
pub(super) fn start(
    services: &Arc<Services>,
    data: &DataDir,
    config: &Config,
    stopped: watch::Receiver<bool>,
) -> Result<JoinHandle<()>, Failure> {
    let authorities = config.feed.authorities.as_ref().map(|path| data.root().join(path));
    let caller = Arc::new(Caller::new(authorities.as_deref(), config.feed.rules.private_targets)?);
    let (casework, identity) = (services.casework.clone(), services.identity.clone());
    let source = Source { casework, identity, clock: Arc::clone(&services.clock) };
    Ok(tokio::spawn(run(Arc::new(source), caller, stopped)))
}

async fn run(source: Arc<Source>, caller: Arc<Caller>, mut stopped: watch::Receiver<bool>) {
    let (mut calls, mut busy) = (JoinSet::new(), HashSet::new());
    let mut failing = false;
    loop {
        let casework = source.casework.clone();
        match spawn_blocking(move || casework.due_webhooks()).await {
            Ok(Ok(due)) => {
                failing = false;
                for due in due {
                    // One call at a time of each: that keeps the order.
                    if busy.len() < AT_ONCE && busy.insert(due.number) {
                        calls.spawn(one(Arc::clone(&source), Arc::clone(&caller), due));
                    }
                }
            }
            Ok(Err(error)) if !failing => {
                failing = true;
                tracing::error!("webhooks cannot be looked through: {error}");
            }
            _ => (),
        }
        tokio::select! {
            _ = stopped.wait_for(|stopped| *stopped) => return,
            () = tokio::time::sleep(LOOK) => (),
        }
        while let Some(done) = calls.try_join_next() {
            match done {
                Ok(number) => drop(busy.remove(&number)),
                // Which one it was is not known: with none under way none is busy.
                Err(error) => tracing::error!("a call of a webhook ended by a fault: {error}"),
            }
        }
        if calls.is_empty() {
            busy.clear();
        }
    }
}

/// Makes a call and takes it down; answers with the webhook's number.
async fn one(source: Arc<Source>, caller: Arc<Caller>, due: Due) -> u64 {
    let number = due.number;
    let called = match prepared(&source, &due) {
        Ok((address, head, body)) => caller.call(&address, &head, body).await,
        Err(trouble) => Called { status: None, trouble },
    };
    let casework = source.casework.clone();
    let taken_down =
        spawn_blocking(move || casework.webhook_called(Actor::System("webhooks".into()), &due, &called)).await;
    match taken_down {
        Ok(Ok(()) | Err(FeedError::Unknown)) => (),
        Ok(Err(error)) => tracing::error!("a call of webhook {number} could not be taken down: {error}"),
        Err(error) => tracing::error!("a call of webhook {number} could not be taken down: {error}"),
    }
    number
}

/// Where a call goes, its headers and its body.
fn prepared(source: &Source, due: &Due) -> Result<(HookAddress, body::Head, String), String> {
    let address = HookAddress::parse(&due.hook.url).map_err(|error| error.to_string())?;
    let secret = source.identity.unseal(&address.context(due.hook.state), &due.hook.sealed);
    // With another pepper than the one it was sealed with.
    let secret = secret.ok_or_else(|| "the secret of this webhook cannot be opened: make a new one".to_owned())?;
    let body = body::body(due);
    let head = body::Head::signed(due, &body, &secret, source.clock.now());
    Ok((address, head, body))
}

#[cfg(test)]
mod tests;
