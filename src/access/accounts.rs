//! Who may look after whose account. A state's user administrator looks after the people of the state, that of a region
//! after those of the region, and OME's after the user administrators of states; nobody after himself, under whatever
//! name. Federal roles and those of the installation are given at the console.

use std::collections::BTreeSet;

use super::{Permission, Refusal, demand, regions};
use crate::model::{Account, Actor, Area, Email, Grant, RegionId, Role, StateCode, Text, Who};
use crate::store::{Read, StoreError};

/// The right to decide about applications and accounts within what one's own roles reach.
#[derive(Debug, Clone)]
pub struct AccountKeeper {
    who: Who,
    user: Text,
    email: Option<Email>,
    grants: Vec<Grant>,
    /// The districts that are now in the regions of the grants, each under its region.
    districts: BTreeSet<(Area, Text)>,
}

/// Why somebody who looks after accounts does not look after this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeepRefusal {
    /// It is his own, by user name or by address.
    #[error("nobody decides about his own account or application")]
    Own,
    /// It is another's to look after, or it holds a role that is.
    #[error("this account or role is not yours to look after")]
    Elsewhere,
}

impl AccountKeeper {
    /// For a person who has logged in, at the place of a request.
    pub(super) fn in_session(account: &Account, who: Who) -> Result<Self, Refusal> {
        Ok(Self { who, ..Self::of(account)? })
    }

    /// For somebody of whom only the account is known: to find out who looks after what. The districts of a region are
    /// unknown until [`AccountKeeper::as_drawn`] has looked.
    pub fn of(account: &Account) -> Result<Self, Refusal> {
        demand(account, Permission::Accounts)?;
        let may = |grant: &&Grant| super::allows(grant.role, Permission::Accounts);
        Ok(Self {
            who: Actor::User(account.user_name.clone()).into(),
            user: account.user_name.clone(),
            email: account.profile.email.parse().ok(),
            grants: account.grants.iter().filter(may).cloned().collect(),
            districts: BTreeSet::new(),
        })
    }

    /// The same with the districts of the regions as they are drawn now.
    pub fn as_drawn(mut self, read: &impl Read) -> Result<Self, StoreError> {
        for grant in &self.grants {
            if let Area::Region(state, region) = grant.area {
                let districts = regions::districts_of(read, state, region)?;
                self.districts.extend(districts.into_iter().map(|district| (grant.area.clone(), district)));
            }
        }
        Ok(self)
    }

    /// The states in which he looks after accounts, in order; all of them for him who does so in the nation.
    pub fn states(&self) -> Vec<StateCode> {
        let mut own: Vec<StateCode> = self.grants.iter().filter_map(|grant| grant.area.state()).collect();
        own.sort_unstable();
        own.dedup();
        if self.is_national() { StateCode::all().collect() } else { own }
    }

    /// Whether he looks after the user administrators of all states.
    pub fn is_national(&self) -> bool {
        self.grants.iter().any(|grant| grant.area == Area::Nation)
    }

    /// User name.
    pub fn user(&self) -> &Text {
        &self.user
    }

    /// For the audit log.
    pub fn actor(&self) -> Who {
        self.who.clone()
    }

    /// Whether a role somewhere is his to give and to take.
    pub fn may_give(&self, grant: &Grant) -> bool {
        self.grants.iter().any(|own| reaches(own, grant, |outer, inner| self.holds(outer, inner)))
    }

    /// The roles that he may give somewhere, in the order of [`Role::ALL`].
    pub fn roles(&self) -> Vec<Role> {
        let areas: Vec<&Area> = self.grants.iter().map(|grant| &grant.area).collect();
        let nation = self.is_national();
        let fits = |role: &Role| {
            // A user administrator of a state makes those of its regions, whatever their numbers.
            let in_some_region = |state| Area::Region(state, RegionId(0));
            let may = |area: Area| self.may_give(&Grant { role: *role, area });
            let within = |area: &&Area| may((*area).clone()) || area.state().map(in_some_region).is_some_and(may);
            role.is_of_a_state() && (areas.iter().any(within) || (nation && *role == Role::StateUserAdministrator))
        };
        Role::ALL.into_iter().filter(fits).collect()
    }

    /// Whether an account is shown to him: one of its roles is his to give.
    pub fn may_see(&self, account: &Account) -> bool {
        account.grants.iter().any(|grant| self.may_give(grant))
    }

    /// Whether he may change an account: all its roles are his to give, and it is not his own.
    pub fn may_keep(&self, account: &Account) -> Result<(), KeepRefusal> {
        if account.user_name == self.user {
            return Err(KeepRefusal::Own);
        }
        self.is_not_own(account.profile.email.parse().ok().as_ref())?;
        let all = !account.grants.is_empty() && account.grants.iter().all(|grant| self.may_give(grant));
        if all { Ok(()) } else { Err(KeepRefusal::Elsewhere) }
    }

    /// Refuses what has his own address: a second account under another name would be himself.
    pub fn is_not_own(&self, address: Option<&Email>) -> Result<(), KeepRefusal> {
        if address.is_some() && address == self.email.as_ref() { Err(KeepRefusal::Own) } else { Ok(()) }
    }

    /// Whether one area lies in another that is his.
    fn holds(&self, outer: &Area, inner: &Area) -> bool {
        match (outer, inner) {
            (Area::State(state), _) => inner.state() == Some(*state),
            (Area::Region(of, _), Area::District(state, district)) => {
                of == state && self.districts.contains(&(outer.clone(), district.clone()))
            }
            _ => outer == inner,
        }
    }
}

/// Whether somebody with one grant gives another (exchange facts, section 8.1).
fn reaches(own: &Grant, given: &Grant, holds: impl Fn(&Area, &Area) -> bool) -> bool {
    use Role::{Primary, Secondary, StateDataAdministrator, StateRegionAdministrator, StateUserAdministrator};
    match (own.role, given.role) {
        (Role::OmeUserAdministrator, StateUserAdministrator) => given.area.state().is_some(),
        (StateUserAdministrator, Primary | Secondary | StateDataAdministrator) => holds(&own.area, &given.area),
        // Regions are the whole state's to draw.
        (StateUserAdministrator, StateRegionAdministrator) => {
            matches!(own.area, Area::State(_)) && own.area == given.area
        }
        // Below his own level: those of his level are made by OME's.
        (StateUserAdministrator, StateUserAdministrator) => {
            own.area != given.area && matches!(given.area, Area::Region(..)) && holds(&own.area, &given.area)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AccountStatus, Profile, Timestamp};

    fn account(user: &str, grants: &[(Role, Area)]) -> Account {
        Account {
            user_name: user.into(),
            profile: Profile { email: format!("{user}@x.gov").into(), ..Profile::default() },
            grants: grants.iter().cloned().map(|(role, area)| Grant { role, area }).collect(),
            language: "en".into(),
            created: Timestamp::default(),
            status: AccountStatus::Active,
            terms_accepted: None,
            terms_version: 0,
            trained: None,
            last_login: None,
            mail: crate::model::MailChoice::default(),
        }
    }

    fn texas() -> Area {
        Area::State("TX".parse().unwrap())
    }

    fn florida() -> Area {
        Area::State("FL".parse().unwrap())
    }

    fn north() -> Area {
        Area::Region("TX".parse().unwrap(), RegionId(1))
    }

    #[test]
    fn each_level_gives_what_is_below_it() {
        use Role::*;
        let keeper = |role, area| AccountKeeper::of(&account("k", &[(role, area)])).unwrap();
        let (ome, state, region) = (
            keeper(OmeUserAdministrator, Area::Nation),
            keeper(StateUserAdministrator, texas()),
            keeper(StateUserAdministrator, north()),
        );
        let district = Area::District("TX".parse().unwrap(), "4800001".into());
        //                                                          OME, state, region
        let table = [
            (StateUserAdministrator, texas(), [true, false, false]),
            (StateUserAdministrator, florida(), [true, false, false]),
            (StateUserAdministrator, north(), [true, true, false]),
            (Primary, texas(), [false, true, false]),
            (Primary, florida(), [false, false, false]),
            (Secondary, district, [false, true, false]),
            (StateDataAdministrator, north(), [false, true, true]),
            (StateRegionAdministrator, texas(), [false, true, false]),
            (GovernmentAdministrator, Area::Nation, [false; 3]),
            (OmeUserAdministrator, Area::Nation, [false; 3]),
            (Operator, Area::Nation, [false; 3]),
        ];
        for (role, area, expected) in table {
            let grant = Grant { role, area };
            assert_eq!([&ome, &state, &region].map(|keeper| keeper.may_give(&grant)), expected, "{grant:?}");
        }
        assert_eq!(ome.roles(), [StateUserAdministrator]);
        let all = [Primary, Secondary, StateDataAdministrator, StateUserAdministrator, StateRegionAdministrator];
        assert_eq!(state.roles(), all, "user administrators of its regions as well");
        assert_eq!(region.roles(), [Primary, Secondary, StateDataAdministrator]);
    }

    #[test]
    fn nobody_keeps_himself_nor_what_reaches_further_than_he() {
        let keeper = AccountKeeper::of(&account("uma", &[(Role::StateUserAdministrator, texas())])).unwrap();
        assert_eq!(keeper.may_keep(&account("ana", &[(Role::Primary, texas())])), Ok(()));
        assert_eq!(keeper.may_keep(&account("uma", &[(Role::Primary, texas())])), Err(KeepRefusal::Own));
        let mut second = account("other", &[(Role::Primary, texas())]);
        second.profile.email = " UMA@x.gov".into();
        assert_eq!(keeper.may_keep(&second), Err(KeepRefusal::Own));
        let both = account("ben", &[(Role::Primary, texas()), (Role::Primary, florida())]);
        assert!(keeper.may_see(&both));
        assert_eq!(keeper.may_keep(&both), Err(KeepRefusal::Elsewhere));
        assert!(!keeper.may_see(&account("flor", &[(Role::Primary, florida())])));
        let refused = AccountKeeper::of(&account("rosa", &[(Role::Primary, texas())]));
        assert_eq!(refused.unwrap_err(), Refusal::Role(Permission::Accounts));
    }
}
