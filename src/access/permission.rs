//! Which role may do what, read from `assets/access/permissions.tsv`. The reach of a permission is that of the grants
//! whose role has it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::Jurisdiction;
use crate::model::{Account, Role};

/// Something that takes a role (exchange facts, section 8.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Permission {
    /// Search, view and print children of all states.
    Read,
    /// Take a record along as a file.
    Export,
    /// Propose merges, splits and undos.
    Propose,
    /// Judge near matches, validate merges, splits and undos of others.
    Decide,
    /// Escalations and data quality.
    Escalate,
    /// Send move notices.
    Notice,
    /// Send data requests.
    Request,
    /// Reports on students and on the worklist.
    Report,
    /// Reports with numbers only.
    SummaryReport,
    /// The report on accounts.
    AccountsReport,
    /// Create, change, disable and deactivate accounts, and give them roles.
    Accounts,
    /// Switch regions on and off, draw them, put districts in them.
    Regions,
    /// Put a dispute statement into a record.
    Dispute,
    /// Read the audit log.
    AuditLog,
    /// Look after the machine.
    Operate,
    /// Run training worlds.
    Train,
    /// See to whom a child's record was shown: for the parent who asks (34 CFR 99.32; 5 U.S.C. 552a(c)).
    Disclosures,
    /// Take down a request for correction.
    Intake,
    /// Decide about requests for correction of what one's state sent.
    Correct,
    /// See the legal clocks.
    Clocks,
    /// Enter closures and terms.
    Calendar,
    /// Make keys and webhooks for a state's own system.
    Feed,
}

/// All permissions with the words of the table.
const WORDS: [(&str, Permission); 22] = [
    ("read", Permission::Read),
    ("export", Permission::Export),
    ("propose", Permission::Propose),
    ("decide", Permission::Decide),
    ("escalate", Permission::Escalate),
    ("notice", Permission::Notice),
    ("request", Permission::Request),
    ("report", Permission::Report),
    ("summary_report", Permission::SummaryReport),
    ("accounts_report", Permission::AccountsReport),
    ("accounts", Permission::Accounts),
    ("regions", Permission::Regions),
    ("dispute", Permission::Dispute),
    ("audit_log", Permission::AuditLog),
    ("operate", Permission::Operate),
    ("train", Permission::Train),
    ("disclosures", Permission::Disclosures),
    ("intake", Permission::Intake),
    ("correct", Permission::Correct),
    ("clocks", Permission::Clocks),
    ("calendar", Permission::Calendar),
    ("feed", Permission::Feed),
];

impl Permission {
    /// The word of the table, as the audit log names it.
    pub fn word(self) -> &'static str {
        WORDS.iter().find(|(_, one)| *one == self).map_or("", |(word, _)| word)
    }
}

/// Whether a role has a permission.
pub fn allows(role: Role, permission: Permission) -> bool {
    TABLE.contains(&(role, permission))
}

/// Where an account has a permission: nowhere when none of its roles has it, or when its person can neither log in nor
/// go on where she is.
pub fn jurisdiction(account: &Account, permission: Permission) -> Option<Jurisdiction> {
    let areas = account.grants.iter().filter(|grant| allows(grant.role, permission)).map(|grant| &grant.area);
    if account.lets_stay() { Jurisdiction::over(areas) } else { None }
}

/// What an account's roles allow, wherever: for pages that show or hide ways. None when it may not be used.
pub fn permissions(account: &Account) -> BTreeSet<Permission> {
    let held = WORDS.iter().map(|(_, permission)| *permission);
    held.filter(|permission| jurisdiction(account, *permission).is_some()).collect()
}

static TABLE: LazyLock<Vec<(Role, Permission)>> = LazyLock::new(|| {
    let mut lines = include_str!("../../assets/access/permissions.tsv").lines().filter(|line| !line.starts_with('#'));
    let roles: Vec<Option<Role>> = lines.next().unwrap_or_default().split('\t').skip(1).map(role_of).collect();
    let permissions = lines.filter_map(|line| {
        let (word, cells) = line.split_once('\t')?;
        let (_, permission) = WORDS.iter().find(|(known, _)| *known == word)?;
        Some((*permission, cells))
    });
    permissions
        .flat_map(|(permission, cells)| {
            let held = cells.split('\t').zip(&roles).filter(|(cell, _)| *cell == "y");
            held.filter_map(move |(_, role)| Some(((*role)?, permission))).collect::<Vec<_>>()
        })
        .collect()
});

fn role_of(word: &str) -> Option<Role> {
    serde_json::from_value(serde_json::Value::from(word)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A word that is misspelled in the table would silently take a permission away.
    #[test]
    fn every_word_of_the_table_is_known_and_every_permission_is_in_it() {
        let text = include_str!("../../assets/access/permissions.tsv");
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
        assert_eq!(header.len(), 12);
        assert!(header[1..].iter().all(|word| role_of(word).is_some()), "{header:?}");
        let mut found = BTreeSet::new();
        for line in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), header.len(), "{line}");
            assert!(cells[1..].iter().all(|cell| matches!(*cell, "y" | "")), "{line}");
            assert!(found.insert(WORDS.iter().find(|(word, _)| *word == cells[0]).unwrap().1), "{line}");
        }
        assert_eq!(found.len(), WORDS.len());
    }

    /// Separation: who hands out roles sees no child, and who runs the machine neither.
    #[test]
    fn administrators_of_accounts_and_machines_read_no_children() {
        use Permission::{Accounts, Decide, Export, Operate, Propose, Read, Train};
        for role in [Role::StateUserAdministrator, Role::OmeUserAdministrator, Role::Operator, Role::Trainer] {
            assert!([Accounts, Operate, Train].into_iter().any(|permission| allows(role, permission)));
            assert!(![Read, Export, Propose, Decide].into_iter().any(|permission| allows(role, permission)));
        }
    }
}
