//! Who is told, who may answer, who may send.

use std::ops::ControlFlow;

use super::{Exchange, NoticeError};
use crate::access::{Jurisdiction, Permission, Worker, jurisdiction};
use crate::casework::{Colleague, reach};
use crate::model::{Account, Area, Item, Level, Notice, StateCode, Text};
use crate::store::{Read, StoreError, tables};

/// Refuses a capability that is for something else.
pub(super) fn check_right(who: &Worker) -> Result<(), NoticeError> {
    if who.permission() == Permission::Notice { Ok(()) } else { Err(NoticeError::Right) }
}

/// Whether somebody may send for a state: it is hers, and the state's setting does not leave it to other roles.
pub(super) fn check_sends(
    read: &impl Read,
    settings: &Exchange,
    who: &Worker,
    state: StateCode,
) -> Result<(), NoticeError> {
    if !who.jurisdiction().touches(state) {
        return Err(NoticeError::NotYours);
    }
    let Some(roles) = settings.senders.get(&state) else { return Ok(()) };
    let account: Option<Account> = read.get(&tables::ACCOUNT, who.user())?;
    let sends = account
        .iter()
        .flat_map(|account| &account.grants)
        .any(|grant| roles.contains(&grant.role) && (grant.area == Area::Nation || grant.area.state() == Some(state)));
    if sends { Ok(()) } else { Err(NoticeError::Setting(state)) }
}

/// Whether somebody may answer a notice: it is for a place of hers, she has been given it, or as a data administrator
/// she decides about its item wherever that has gone. Never whoever sent it.
pub(super) fn check_answers(
    read: &impl Read,
    notice: &Notice,
    item: Option<&Item>,
    who: &Worker,
) -> Result<(), NoticeError> {
    if notice.announced_by() == Some(who.user()) {
        return Err(NoticeError::Sender);
    }
    let given = item.is_some_and(|item| item.assignees.contains(who.user()));
    if given || who.jurisdiction().holds_area(read, &notice.recipient)? || decides(read, item, who.user())? {
        return Ok(());
    }
    Err(NoticeError::NotRecipient)
}

fn decides(read: &impl Read, item: Option<&Item>, user: &Text) -> Result<bool, NoticeError> {
    let account: Option<Account> = read.get(&tables::ACCOUNT, user)?;
    let reach = account.and_then(|account| jurisdiction(&account, Permission::Decide));
    let (Some(item), Some(reach)) = (item, reach) else { return Ok(false) };
    Ok(reach::check_reach(read, item, user, &reach).is_ok())
}

/// Whether somebody may see a notice: one of its states is hers, she sent it, or has it.
pub(super) fn sees(notice: &Notice, item: Option<&Item>, who: &Worker) -> bool {
    notice.announced_by() == Some(who.user())
        || notice.states().into_iter().any(|state| who.jurisdiction().touches(state))
        || item.is_some_and(|item| item.assignees.contains(who.user()))
}

/// Who of a place can be told, in order of their names: its data administrators and those who work with its children.
/// Each at the level of his own area.
pub(super) fn of_place(read: &impl Read, place: &Area, but: Option<&Text>) -> Result<Vec<Colleague>, StoreError> {
    let (mut all, mut failure) = (Vec::new(), None);
    read.visit(&tables::ACCOUNT, .., |_, account: Account| {
        let Some(reach) = jurisdiction(&account, Permission::Notice) else { return ControlFlow::Continue(()) };
        match reach.holds_area(read, place) {
            Ok(true) if but != Some(&account.user_name) => all.push(Colleague {
                user: account.user_name.clone(),
                name: account.display_name().into(),
                level: level_of(&reach),
            }),
            Ok(_) => {}
            Err(error) => failure = Some(error),
        }
        ControlFlow::Continue(())
    })?;
    all.sort_by(|a, b| (a.level, &a.name).cmp(&(b.level, &b.name)));
    failure.map_or(Ok(all), Err)
}

fn level_of(reach: &Jurisdiction) -> Level {
    match reach {
        Jurisdiction::Nation => Level::Nation,
        reach if !reach.is_local() => Level::State,
        reach if reach.local_parts(false).is_some() => Level::Region,
        _ => Level::District,
    }
}
