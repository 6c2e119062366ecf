//! Who may propose that memberships change, and who may decide. Two capabilities, because it takes two people: the
//! casework module asks for the one or the other and sees to it that they are not the same person's.

use super::{ChildReader, Children, Jurisdiction, Permission, Refusal, allows, demand};
use crate::model::{Account, Area, Purpose, Role, Session, Text, Who};

/// The right to propose merges, splits and undos for children to which one's own states contribute, and to look at the
/// records concerned. Its readings are logged with the purpose [`Purpose::MatchResolution`].
#[derive(Clone)]
pub struct Proposer {
    user: Text,
    jurisdiction: Jurisdiction,
    decides: Option<Jurisdiction>,
    reader: ChildReader,
}

/// The right to judge near matches and to decide about what others propose, where one's own states are asked.
#[derive(Clone)]
pub struct Decider {
    jurisdiction: Jurisdiction,
    proposer: Proposer,
}

impl Children {
    /// For a Primary user or a data administrator who has logged in (exchange facts, sections 3.4 and 8.1).
    pub fn proposer(&self, account: &Account, session: &Session) -> Result<Proposer, Refusal> {
        let jurisdiction = proposes_in(account)?;
        Ok(self.hand_out_proposer(account, session, jurisdiction))
    }

    /// For a data administrator who has logged in. A data administrator of no state is one of the nation.
    pub fn decider(&self, account: &Account, session: &Session) -> Result<Decider, Refusal> {
        let jurisdiction = demand(account, Permission::Decide)?;
        let proposer = self.hand_out_proposer(account, session, proposes_in(account)?);
        Ok(Decider { jurisdiction, proposer })
    }

    fn hand_out_proposer(&self, account: &Account, session: &Session, jurisdiction: Jurisdiction) -> Proposer {
        let reader = self.hand_out(self.person(session), Purpose::MatchResolution);
        Proposer {
            user: account.user_name.clone(),
            jurisdiction,
            decides: super::jurisdiction(account, Permission::Decide),
            reader,
        }
    }
}

/// Where somebody may propose. A Primary user proposes for the students of her state wherever in it she works (New
/// York policies); a regional or district data administrator within his area.
fn proposes_in(account: &Account) -> Result<Jurisdiction, Refusal> {
    demand(account, Permission::Propose)?;
    let grants = account.grants.iter().filter(|grant| allows(grant.role, Permission::Propose));
    let areas: Vec<Area> = grants
        .map(|grant| if grant.role == Role::Primary { Area::from(grant.area.state()) } else { grant.area.clone() })
        .collect();
    Jurisdiction::over(areas.iter()).ok_or(Refusal::Role(Permission::Propose))
}

impl Proposer {
    /// User name.
    pub fn user(&self) -> &Text {
        &self.user
    }

    /// For the audit log.
    pub fn actor(&self) -> Who {
        self.reader.finder().who().clone()
    }

    /// Where it reaches.
    pub fn jurisdiction(&self) -> &Jurisdiction {
        &self.jurisdiction
    }

    /// Where the same person decides, as a data administrator; `None` when he is none.
    pub fn decides(&self) -> Option<&Jurisdiction> {
        self.decides.as_ref()
    }

    /// Reads the records concerned.
    pub fn reader(&self) -> &ChildReader {
        &self.reader
    }
}

impl Decider {
    /// User name.
    pub fn user(&self) -> &Text {
        self.proposer.user()
    }

    /// For the audit log.
    pub fn actor(&self) -> Who {
        self.proposer.actor()
    }

    /// Where it reaches.
    pub fn jurisdiction(&self) -> &Jurisdiction {
        &self.jurisdiction
    }

    /// Whoever decides may also propose, and decide about the proposals of others.
    pub fn as_proposer(&self) -> &Proposer {
        &self.proposer
    }
}
