//! `/`: what needs me today. Each part is there for the roles that have it; what waits stands first.

use axum::extract::State;
use maud::Markup;

use super::views::home::{self, Today};
use super::{AppState, PageError, Person, submissions};
use crate::access::{AccountKeeper, Permission, RegionKeeper};
use crate::casework::Newcomers;
use crate::identity::{Identity, LifeError, REMIND_DAYS};
use crate::model::{StateCode, Submission, Timestamp};

/// Submissions shown on the start page.
const SHOWN: usize = 5;
/// Most states whose regions are counted: who draws those of all looks at the page of regions.
const STATES: usize = 3;
/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;

/// Shows what waits for the person, the search box, and what came in the person's states.
pub(super) async fn show(person: Person, State(app): State<AppState>) -> Result<Markup, PageError> {
    let files = submissions::visible(&person, &app).await?;
    let (shared, who, now) = (app.clone(), person.clone(), app.portal.clock.now());
    let today = app
        .blocking(move || -> Result<_, PageError> {
            let portal = &shared.portal;
            let (children, account, session) = (&who.children, &who.account, &who.session);
            let decider = children.decider(account, session).ok();
            let worker = children.worker(account, session, Permission::Notice).ok().filter(|_| decider.is_none());
            let keeper = children.account_keeper(account, session);
            let keeper = keeper.map_err(|error| PageError::internal("the start page", &error))?.ok();
            let clocks = children.worker(account, session, Permission::Clocks).ok();
            let regions = children.region_keeper(account, session).ok();
            let auditor = children.auditor(account, session).ok();
            let soon = |at: Timestamp| at <= now.plus_seconds(REMIND_DAYS * DAY);
            Ok(Today {
                counts: decider.map(|who| portal.casework.counts(&who)).transpose()?,
                given: worker.map(|who| portal.casework.given(&who, 0, 0)).transpose()?.map_or(0, |page| page.total),
                clocks: clocks
                    .map(|who| portal.clocks.counts(&who, None))
                    .transpose()?
                    .map(|due| (due.overdue, due.week)),
                duties: portal.identity.due_of(account).into_iter().filter(|(_, at)| soon(*at)).collect(),
                unattended: match keeper.as_ref().is_some_and(AccountKeeper::is_national)
                    || who.page.may(Permission::Operate)
                {
                    true => portal.identity.unattended()?,
                    false => Vec::new(),
                },
                accounts: keeper.map(|right| accounts(&portal.identity, &right, soon)).transpose()?,
                regions: regions.map(|right| undrawn(&right)).transpose()?.unwrap_or_default(),
                checkpoint: auditor.map(|reader| reader.newest_checkpoint()).transpose()?,
                new: Vec::new(),
                near: None,
                files: Vec::new(),
            })
        })
        .await?;
    let recent: Vec<Submission> =
        files.iter().filter(|file| file.received.plus_seconds(7 * DAY) >= now).cloned().collect();
    let near = newcomers(&person, &app, recent.clone()).await?;
    let counted = person.page.may(Permission::Read) && near.is_none();
    let new = if counted { new_students(&recent) } else { Vec::new() };
    let files = files.into_iter().take(SHOWN).collect();
    Ok(home::page(&person, &Today { new, near, files, ..today }))
}

/// The new students in the districts of whoever has no whole state.
async fn newcomers(person: &Person, app: &AppState, files: Vec<Submission>) -> Result<Option<Newcomers>, PageError> {
    let Ok(who) = person.children.worker(&person.account, &person.session, Permission::Notice) else { return Ok(None) };
    let casework = app.portal.casework.clone();
    app.blocking(move || Ok::<_, PageError>(casework.newcomers(&who, &files)?)).await
}

/// Applications that wait for the person's decision or the supervisor's word, and people whose yearly duties end soon.
fn accounts(
    identity: &Identity,
    right: &AccountKeeper,
    soon: impl Fn(Timestamp) -> bool,
) -> Result<(usize, usize), LifeError> {
    let waiting = identity.applications(right)?.iter().filter(|one| one.decision.is_none()).count();
    let due = |account: &crate::model::Account| identity.due_of(account).into_iter().any(|(_, at)| soon(at));
    let people = identity.accounts(right)?.iter().filter(|account| account.is_active() && due(account)).count();
    Ok((waiting, people))
}

/// How many districts of each state have no region; `None` where the state works without regions.
fn undrawn(right: &RegionKeeper) -> Result<Vec<(StateCode, Option<usize>)>, PageError> {
    let states = right.states();
    let few = if states.len() > STATES { Vec::new() } else { states };
    few.into_iter().map(|state| Ok((state, right.without_region(state)?))).collect()
}

/// The students that the states' files brought for the first time, as their answers count them: no record is read for it.
fn new_students(files: &[Submission]) -> Vec<(StateCode, u64)> {
    let mut new: Vec<(StateCode, u64)> = Vec::new();
    for file in files {
        let Some(state) = file.header.as_ref().map(|header| header.state) else { continue };
        match new.iter_mut().find(|(of, _)| *of == state) {
            Some((_, sum)) => *sum += file.counts.created,
            None => new.push((state, file.counts.created)),
        }
    }
    new.sort_unstable();
    new
}
