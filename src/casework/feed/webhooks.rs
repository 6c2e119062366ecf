//! Webhooks: addresses of a state's system that are called when its feed has grown. What was delivered moves on only
//! with an answer that says so, in the change that takes the call down: each entry is told at least once, in order,
//! whenever the process dies. A webhook that fails for a week is taken out of use, and people are told.

use std::ops::ControlFlow;

use super::FeedError;
use super::keys::mine;
use super::read::page;
use super::tell::newest;
use crate::access::{Permission, Worker, jurisdiction};
use crate::audit;
use crate::casework::Casework;
use crate::model::{Account, AuditEvent, FeedEntry, MessageKind, StateCode, Text, Webhook, WebhookCall, Who};
use crate::outbox::{self, NewMessage};
use crate::store::{Change, Read, StoreError, tables};

/// Most entries that lie in a call. When more wait the call only names them, and the state's system reads them.
pub const MOST_IN_CALL: usize = 100;
/// Most webhooks of a state that are in use at a time.
const MOST_HOOKS: usize = 5;
/// Most bytes of an address.
const MOST_ADDRESS: usize = 500;
/// Calls that are kept of each webhook.
const KEPT_CALLS: u64 = 1_000;
/// Seconds after the first failure, and the longest pause.
const FIRST_PAUSE: i64 = 60;
const LONGEST_PAUSE: i64 = 12 * 3_600;
/// Seconds of failure after which a webhook is taken out of use.
const PATIENCE: i64 = 7 * 86_400;
/// Most characters of what went wrong.
const MOST_TROUBLE: usize = 200;

/// An address that can be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HookAddress {
    /// The whole address.
    pub url: String,
    /// A name, or an address without brackets.
    pub host: String,
    /// 443 when the address names none.
    pub port: u16,
    /// Path and query.
    pub path: String,
}

impl HookAddress {
    /// Reads an address: `https://`, a host, perhaps a port and a path. No user, no password, no fragment.
    pub fn parse(typed: &str) -> Result<Self, FeedError> {
        let typed = typed.trim();
        let plain = typed.bytes().all(|b| b.is_ascii_graphic()) && typed.len() <= MOST_ADDRESS && !typed.contains('#');
        let uri: hyper::Uri = typed.parse().ok().filter(|_| plain).ok_or(FeedError::Address)?;
        let authority = uri.authority().filter(|authority| !authority.as_str().contains('@'));
        let authority = authority.filter(|_| uri.scheme_str() == Some("https")).ok_or(FeedError::Address)?;
        let host = authority.host().trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
        // A port that is there must be one.
        let port = match authority.as_str().rsplit_once(':').filter(|(_, port)| !port.ends_with(']')) {
            None => 443,
            Some((_, port)) => port.parse().ok().filter(|port| *port != 0).ok_or(FeedError::Address)?,
        };
        if host.is_empty() {
            return Err(FeedError::Address);
        }
        let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        Ok(Self { url: typed.to_owned(), host, port, path })
    }

    /// What binds the sealed secret to this address of this state.
    pub fn context(&self, state: StateCode) -> String {
        format!("webhook {state} {}", self.url)
    }
}

/// A webhook as it is shown.
#[derive(Debug, Clone)]
pub struct Hooked {
    /// Its number.
    pub number: u64,
    /// The webhook.
    pub hook: Webhook,
    /// Its last calls with their numbers, the newest first.
    pub calls: Vec<(u64, WebhookCall)>,
    /// The number of the last entry of the feed.
    pub newest: u64,
}

/// A call that is due.
#[derive(Debug, Clone)]
pub struct Due {
    /// The webhook's number.
    pub number: u64,
    /// The webhook.
    pub hook: Webhook,
    /// The first and the last entry that it has not been told.
    pub entries: (u64, u64),
    /// These entries, when they are few.
    pub told: Vec<(u64, FeedEntry)>,
}

/// What became of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// The answer's status; none when there was no answer.
    pub status: Option<u16>,
    /// Why there was none; empty when there was one.
    pub trouble: String,
}

impl Called {
    /// Whether the other side has taken what was told.
    pub fn delivered(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }
}

impl Casework {
    /// The webhooks of a state with their last calls, the newest first.
    pub fn webhooks(&self, who: &Worker, state: StateCode, most: usize) -> Result<Vec<Hooked>, FeedError> {
        mine(who, state)?;
        let view = self.store.view()?;
        let newest = newest(&view, state)?;
        let mut found = Vec::new();
        for (number, hook) in view.range(&tables::WEBHOOK, ..)?.into_iter().rev().filter(|(_, h)| h.state == state) {
            let last = last_call(&view, number)?;
            let from = (last + 1).saturating_sub(most as u64);
            let calls = view.range(&tables::WEBHOOK_CALL, (number, from)..=(number, last))?;
            let calls = calls.into_iter().rev().map(|((_, call), row)| (call, row)).collect();
            found.push(Hooked { number, hook, calls, newest });
        }
        Ok(found)
    }

    /// Makes a webhook, which is told what comes from now on. `sealed` is what its calls are signed with.
    pub fn make_webhook(
        &self,
        who: &Worker,
        state: StateCode,
        target: &HookAddress,
        sealed: Vec<u8>,
    ) -> Result<u64, FeedError> {
        mine(who, state)?;
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let hooks = change.range(&tables::WEBHOOK, ..)?;
        if hooks.iter().filter(|(_, hook)| hook.state == state && hook.ended.is_none()).count() >= MOST_HOOKS {
            return Err(FeedError::TooMany);
        }
        let number = change.next_number("webhook")?;
        let hook = Webhook {
            state,
            url: target.url.as_str().into(),
            sealed,
            by: who.user().clone(),
            created: change.at(),
            delivered: newest(&change, state)?,
            failures: 0,
            rests_until: None,
            ended: None,
        };
        change.put(&tables::WEBHOOK, &number, &hook)?;
        let logged = audit::append(&change, changed(number, state, "made"))?;
        change.commit(logged)?;
        Ok(number)
    }

    /// Takes a webhook out of use.
    pub fn end_webhook(&self, who: &Worker, state: StateCode, number: u64) -> Result<(), FeedError> {
        mine(who, state)?;
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let hook = change.get(&tables::WEBHOOK, &number)?.filter(|hook| hook.state == state);
        let hook = hook.ok_or(FeedError::Unknown)?;
        if hook.ended.is_some() {
            return Err(FeedError::Ended);
        }
        change.put(&tables::WEBHOOK, &number, &Webhook { ended: Some(change.at()), ..hook })?;
        let logged = audit::append(&change, changed(number, state, "ended"))?;
        Ok(change.commit(logged)?)
    }

    /// The calls that are due: for the part of the server that makes them.
    pub fn due_webhooks(&self) -> Result<Vec<Due>, FeedError> {
        let (view, now) = (self.store.view()?, self.clock.now());
        let mut due = Vec::new();
        for (number, hook) in view.range(&tables::WEBHOOK, ..)? {
            // A clock that was set back must not make it rest for longer than the longest pause.
            let rests = hook.rests_until.is_some_and(|until| now < until && until <= now.plus_seconds(LONGEST_PAUSE));
            let last = newest(&view, hook.state)?;
            if hook.ended.is_some() || rests || hook.delivered >= last {
                continue;
            }
            let few = last - hook.delivered <= MOST_IN_CALL as u64;
            let told = if few { page(&view, hook.state, hook.delivered, MOST_IN_CALL)?.entries } else { Vec::new() };
            due.push(Due { number, entries: (hook.delivered + 1, last), told, hook });
        }
        Ok(due)
    }

    /// Takes a call down, and moves on what was delivered.
    pub fn webhook_called(&self, who: impl Into<Who>, due: &Due, called: &Called) -> Result<(), FeedError> {
        let change = self.store.begin(who, self.clock.now())?;
        let (number, (first, last)) = (due.number, due.entries);
        let hook = change.get(&tables::WEBHOOK, &number)?.ok_or(FeedError::Unknown)?;
        let call = last_call(&change, number)? + 1;
        let trouble = called.trouble.chars().take(MOST_TROUBLE).collect::<String>().into();
        let row = WebhookCall { at: change.at(), entries: due.entries, status: called.status, trouble };
        change.put(&tables::WEBHOOK_CALL, &(number, call), &row)?;
        if let Some(old) = call.checked_sub(KEPT_CALLS) {
            change.remove(&tables::WEBHOOK_CALL, &(number, old))?;
        }
        let hook = if called.delivered() {
            Webhook { delivered: hook.delivered.max(last), failures: 0, rests_until: None, ..hook }
        } else {
            failed(&change, (number, call), hook)?
        };
        change.put(&tables::WEBHOOK, &number, &hook)?;
        let entries = u32::try_from(last - first + 1).unwrap_or(u32::MAX);
        let logged =
            audit::append(&change, AuditEvent::WebhookCalled { webhook: number, entries, status: called.status })?;
        Ok(change.commit(logged)?)
    }
}

/// A webhook after one more failure: it rests, or it has failed for so long that it is taken out of use.
fn failed(change: &Change, (number, call): (u64, u64), hook: Webhook) -> Result<Webhook, FeedError> {
    let failures = hook.failures.saturating_add(1);
    let first = change.get(&tables::WEBHOOK_CALL, &(number, (call + 1).saturating_sub(u64::from(failures))))?;
    let since = first.map_or(change.at(), |first| first.at);
    if hook.ended.is_none() && change.at() >= since.plus_seconds(PATIENCE) {
        tell_people(change, hook.state, number)?;
        audit::append(change, changed(number, hook.state, "given up")).map(drop)?;
        return Ok(Webhook { failures, rests_until: None, ended: Some(change.at()), ..hook });
    }
    let rests_until = Some(change.at().plus_seconds(pause(failures)));
    Ok(Webhook { failures, rests_until, ..hook })
}

/// Seconds until the next attempt: twice as long each time.
fn pause(failures: u32) -> i64 {
    FIRST_PAUSE.saturating_mul(1 << failures.saturating_sub(1).min(20)).min(LONGEST_PAUSE)
}

/// A message to everybody who looks after the state's feed.
fn tell_people(change: &Change, state: StateCode, number: u64) -> Result<(), StoreError> {
    let mut people: Vec<Account> = Vec::new();
    change.visit(&tables::ACCOUNT, .., |_, account| {
        if jurisdiction(&account, Permission::Feed).is_some_and(|reach| reach.holds(state)) {
            people.push(account);
        }
        ControlFlow::Continue(())
    })?;
    for account in people {
        let about: Text = number.to_string().into();
        outbox::post(change, NewMessage { about, ..NewMessage::to(&account, MessageKind::WebhookEnded) })?;
    }
    Ok(())
}

fn changed(webhook: u64, state: StateCode, what: &str) -> AuditEvent {
    AuditEvent::WebhookChanged { webhook, state, what: what.into() }
}

/// The number of a webhook's last call; 0 when there was none.
fn last_call(read: &impl Read, number: u64) -> Result<u64, StoreError> {
    let last = read.last(&tables::WEBHOOK_CALL, (number, 0)..=(number, u64::MAX))?;
    Ok(last.map_or(0, |((_, call), _)| call))
}
