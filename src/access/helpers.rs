//! Who can help me: the user administrators and data administrators of a state, its regions and districts, with how to
//! reach them at work. For everybody who has logged in; a stranger gets no list of accounts.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::{Children, Permission, allows, regions};
use crate::model::{Account, Area, Grant, Role, StateCode, Text};
use crate::store::{Read, StoreError, View, tables};

/// Most helpers that are given.
const MOST: usize = 200;

/// Somebody who helps, in one of her roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Helper {
    /// Name.
    pub name: Text,
    /// Title or position.
    pub title: Text,
    /// Work telephone.
    pub phone: Text,
    /// Work e-mail.
    pub email: Text,
    /// In which role.
    pub role: Role,
    /// Where it is held.
    pub area: Area,
    /// The name of the region or district; empty for a whole state.
    pub place: Text,
}

impl Children {
    /// The helpers of a state: those whose name, title or place fits the words typed, or who have a district whose name
    /// does; after them those of the whole state, who help everybody. `_who` has logged in.
    pub fn helpers(&self, _who: &Account, state: StateCode, typed: &str) -> Result<Vec<Helper>, StoreError> {
        let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
        let view = self.store.view()?;
        let named = districts(&view, state, &words)?;
        let (mut all, mut failure) = (Vec::new(), None);
        view.visit(&tables::ACCOUNT, .., |_, account| {
            for grant in account.grants.iter().filter(|grant| account.is_active() && helps(grant, state)) {
                match helper(&view, &account, grant, &words, &named) {
                    Ok(helper) => all.extend(helper),
                    Err(error) => failure = Some(error),
                }
            }
            ControlFlow::Continue(())
        })?;
        if let Some(error) = failure {
            return Err(error);
        }
        all.sort_by_key(|one: &Helper| {
            let decides = allows(one.role, Permission::Decide);
            (matches!(one.area, Area::State(_)), decides, one.place.to_lowercase(), one.name.to_lowercase())
        });
        all.truncate(MOST);
        Ok(all)
    }
}

fn helps(grant: &Grant, state: StateCode) -> bool {
    let role = allows(grant.role, Permission::Accounts) || allows(grant.role, Permission::Decide);
    role && grant.area.state() == Some(state)
}

/// The districts of a state whose name or city holds all words; none when nothing was typed.
fn districts(view: &View, state: StateCode, words: &[String]) -> Result<BTreeSet<Text>, StoreError> {
    let mut found = BTreeSet::new();
    if words.is_empty() {
        return Ok(found);
    }
    view.visit(&tables::DISTRICT, .., |(id, _), row| {
        if row.state == Some(state) && holds(&format!("{id} {} {}", row.name, row.city), words) {
            found.insert(id);
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

fn helper(
    view: &View,
    account: &Account,
    grant: &Grant,
    words: &[String],
    named: &BTreeSet<Text>,
) -> Result<Option<Helper>, StoreError> {
    let (place, has_it) = match &grant.area {
        Area::Region(state, id) => {
            let region = view.get(&tables::REGION, &(*state, *id))?;
            let mut has_it = false;
            for district in named {
                has_it |= regions::region_of(view, *state, district)? == Some(*id);
            }
            (region.map(|region| region.name).unwrap_or_default(), has_it)
        }
        Area::District(_, id) => {
            let row = view.last(&tables::DISTRICT, (id.clone(), 0)..=(id.clone(), u16::MAX))?;
            (row.map_or_else(|| id.clone(), |(_, row)| row.name), named.contains(id))
        }
        Area::State(_) | Area::Nation => (Text::default(), true),
    };
    let profile = &account.profile;
    let fits = has_it || holds(&format!("{} {} {place}", profile.name, profile.title), words);
    Ok(fits.then(|| Helper {
        name: account.display_name().into(),
        title: profile.title.clone(),
        phone: profile.phone.clone(),
        email: profile.email.to_string().into(),
        role: grant.role,
        area: grant.area.clone(),
        place,
    }))
}

fn holds(text: &str, words: &[String]) -> bool {
    let text = text.to_lowercase();
    words.iter().all(|word| text.contains(word.as_str()))
}
