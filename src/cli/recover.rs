//! `vereda user recover`: a way back in for somebody who lost what she proves herself with, and whom no administrator
//! of the portal can help.

use serde::{Deserialize, Serialize};

use super::Place;
use super::call::call;
use super::delivery::Delivery;
use super::exit::{Exit, Failure};
use super::request::{Caller, Request, Sink, say};
use crate::server::Services;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The user name.
    name: String,
}

/// A one-time password for an account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UserRecover {
    user_name: String,
}

pub(super) fn run(place: &Place, args: Args) -> Result<Exit, Failure> {
    let request = Request::UserRecover(UserRecover { user_name: args.name });
    call(place, request, Box::new(std::io::empty()), &mut Delivery::terminal())
}

pub(super) fn execute(
    services: &Services,
    caller: &Caller,
    request: &UserRecover,
    sink: &mut dyn Sink,
) -> Result<Exit, Failure> {
    let one_time = services.identity.recover_account(caller.actor(), &request.user_name)?;
    say(sink, "The second factors are gone and all sessions are ended. The next login changes the password.\n")?;
    say(sink, &format!("One-time password, shown this once: {one_time}\n"))?;
    Ok(Exit::Ok)
}
