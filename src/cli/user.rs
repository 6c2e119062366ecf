//! `vereda user`: accounts of the portal. What becomes of an account is in `accounts.rs`, `recover.rs` and `setup.rs`.

use std::io::{BufRead, Read};

use serde::{Deserialize, Serialize};

use super::accounts::Ask;
use super::call::call;
use super::delivery::Delivery;
use super::exit::{Exit, Failure};
use super::request::{Caller, Request, Sink, say};
use super::{Place, recover, setup};
use crate::identity::{Beginning, NewAccount};
use crate::model::{Email, Grant, Profile, Role, StateCode};
use crate::server::Services;

/// Look after the portal's accounts.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Create an account. Its password is printed once, unless it is read from standard input.
    Add(Add),
    /// Print a new one-time address for the first account, while there is none.
    Setup,
    /// Give somebody who lost password or second factor a one-time password; it takes her second factors away.
    Recover(recover::Args),
    /// List all accounts: user name, status, roles.
    List,
    /// Let an account not be used for a while. Its sessions end.
    Disable(Named),
    /// Let a disabled account be used again.
    Enable(Named),
    /// Close an account for good. Its e-mail address comes back only by a new application.
    Deactivate(Closed),
}

#[derive(Debug, clap::Args)]
struct Named {
    /// User name.
    name: String,
}

#[derive(Debug, clap::Args)]
struct Closed {
    /// User name.
    name: String,
    /// Why, for the report on who left.
    #[arg(long, default_value = "")]
    why: String,
}

#[derive(Debug, clap::Args)]
struct Add {
    /// What the person types to log in.
    name: String,
    /// What the person is.
    #[arg(long, value_enum)]
    role: RoleWord,
    /// In which state; not for federal roles and the installation's own.
    #[arg(long, value_name = "TX")]
    state: Option<StateCode>,
    /// What others see.
    #[arg(long, value_name = "NAME")]
    display_name: Option<String>,
    /// Work e-mail, to which messages about the account go.
    #[arg(long, value_name = "ADDRESS")]
    email: Option<Email>,
    /// Language of the pages; that of the person's browser when none is given.
    #[arg(long, value_parser = ["en", "es"])]
    language: Option<String>,
    /// Read the password from the first line of standard input.
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum RoleWord {
    Primary,
    Secondary,
    StateDataAdministrator,
    StateUserAdministrator,
    StateRegionAdministrator,
    GovernmentAdministrator,
    OmeUserAdministrator,
    PrivacyActAdministrator,
    Operator,
    Trainer,
    Auditor,
}

impl RoleWord {
    /// The role, and whether it is one of a state.
    fn role(self) -> (Role, bool) {
        match self {
            Self::Primary => (Role::Primary, true),
            Self::Secondary => (Role::Secondary, true),
            Self::StateDataAdministrator => (Role::StateDataAdministrator, true),
            Self::StateUserAdministrator => (Role::StateUserAdministrator, true),
            Self::StateRegionAdministrator => (Role::StateRegionAdministrator, true),
            Self::GovernmentAdministrator => (Role::GovernmentAdministrator, false),
            Self::OmeUserAdministrator => (Role::OmeUserAdministrator, false),
            Self::PrivacyActAdministrator => (Role::PrivacyActAdministrator, false),
            Self::Operator => (Role::Operator, false),
            Self::Trainer => (Role::Trainer, false),
            Self::Auditor => (Role::Auditor, false),
        }
    }
}

/// A new account.
#[derive(Clone, Serialize, Deserialize)]
pub struct UserAdd {
    user_name: String,
    display_name: String,
    email: String,
    role: Role,
    state: Option<StateCode>,
    language: String,
    password: String,
}

impl std::fmt::Debug for UserAdd {
    /// Without the password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UserAdd").field("user_name", &self.user_name).finish_non_exhaustive()
    }
}

pub(super) fn run(place: &Place, args: Args) -> Result<Exit, Failure> {
    use crate::identity::Become::{Deactivated, Disabled, Enabled};
    match args.what {
        What::Add(add) => run_add(place, add),
        What::Setup => setup::run(place),
        What::Recover(args) => recover::run(place, args),
        What::List => ask(place, Ask::List),
        What::Disable(Named { name }) => ask(place, Ask::of(name, Disabled, "")),
        What::Enable(Named { name }) => ask(place, Ask::of(name, Enabled, "")),
        What::Deactivate(Closed { name, why }) => ask(place, Ask::of(name, Deactivated, &why)),
    }
}

fn ask(place: &Place, ask: Ask) -> Result<Exit, Failure> {
    call(place, Request::User(ask), Box::new(std::io::empty()), &mut Delivery::terminal())
}

fn run_add(place: &Place, add: Add) -> Result<Exit, Failure> {
    let (role, of_a_state) = add.role.role();
    if of_a_state != add.state.is_some() {
        let why = if of_a_state { "this role is one of a state: say --state" } else { "this role has no --state" };
        return Err(Failure::new(Exit::Usage, format!("{why}. No account was created")));
    }
    let password = if add.password_stdin { read_password()? } else { make_password()? };
    let request = UserAdd {
        display_name: add.display_name.unwrap_or_else(|| add.name.clone()),
        user_name: add.name,
        email: add.email.map(|email| email.to_string()).unwrap_or_default(),
        role,
        state: add.state,
        language: add.language.unwrap_or_default(),
        password: password.clone(),
    };
    let mut terminal = Delivery::terminal();
    let exit = call(place, Request::UserAdd(request), Box::new(std::io::empty()), &mut terminal)?;
    if !add.password_stdin {
        say(&mut terminal, &format!("Password, shown this once: {password}\n"))?;
    }
    Ok(exit)
}

pub(super) fn execute(
    services: &Services,
    caller: &Caller,
    request: UserAdd,
    sink: &mut dyn Sink,
) -> Result<Exit, Failure> {
    let new = NewAccount {
        user_name: request.user_name,
        profile: Profile { name: request.display_name.into(), email: request.email.into(), ..Profile::default() },
        grants: vec![Grant { role: request.role, area: request.state.into() }],
        language: request.language,
        password: request.password,
        beginning: Beginning::Delivered,
    };
    let account = services.identity.create_account(caller.actor(), new)?;
    say(sink, &format!("Created the account {}.\n", account.user_name))?;
    Ok(Exit::Ok)
}

fn read_password() -> Result<String, Failure> {
    let mut line = String::new();
    let read = std::io::stdin().lock().take(1024).read_line(&mut line);
    let password = line.trim_end_matches(['\n', '\r']);
    match read {
        Ok(_) if !password.is_empty() => Ok(password.to_owned()),
        _ => Err(Failure::new(Exit::Usage, "no password on standard input. No account was created")),
    }
}

/// Four groups of five letters and digits that cannot be mistaken for each other: 98 bits.
pub(super) fn make_password() -> Result<String, Failure> {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut random = [0; 20];
    getrandom::fill(&mut random)
        .map_err(|error| Failure::new(Exit::Internal, format!("no random numbers from the system: {error}")))?;
    let letters: Vec<char> =
        random.iter().filter_map(|byte| LETTERS.get(usize::from(byte % 32)).copied().map(char::from)).collect();
    let groups: Vec<String> = letters.chunks(5).map(|group| group.iter().collect()).collect();
    Ok(groups.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_long_and_never_the_same() {
        let (one, other) = (make_password().unwrap(), make_password().unwrap());
        assert_eq!(one.len(), 23);
        assert_ne!(one, other);
    }
}
