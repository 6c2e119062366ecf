//! `vereda user recover`: a way back in for somebody who lost what she proves herself with, and whom no administrator
//! of the portal can help.

use serde::{Deserialize, Serialize};

use super::Place;
use super::call::call;
use super::delivery::Delivery;
use super::exit::{Exit, Failure};
use super::request::{Caller, Request, Sink, say};
use super::user::make_password;
use crate::server::Services;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The user name.
    name: String,
}

/// A one-time password for an account.
#[derive(Clone, Serialize, Deserialize)]
pub struct UserRecover {
    user_name: String,
    password: String,
}

impl std::fmt::Debug for UserRecover {
    /// Without the password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UserRecover").field("user_name", &self.user_name).finish_non_exhaustive()
    }
}

pub(super) fn run(place: &Place, args: Args) -> Result<Exit, Failure> {
    let password = make_password()?;
    let request = UserRecover { user_name: args.name, password: password.clone() };
    let mut terminal = Delivery::terminal();
    let exit = call(place, Request::UserRecover(request), Box::new(std::io::empty()), &mut terminal)?;
    say(&mut terminal, &format!("One-time password, shown this once: {password}\n"))?;
    Ok(exit)
}

pub(super) fn execute(
    services: &Services,
    caller: &Caller,
    request: &UserRecover,
    sink: &mut dyn Sink,
) -> Result<Exit, Failure> {
    services.identity.recover_account(caller.actor(), &request.user_name, &request.password)?;
    say(sink, "The second factors are gone and all sessions are ended. The next login changes the password.\n")?;
    Ok(Exit::Ok)
}
