//! `vereda feed`: the keys of a state's feed at the server's console, and the description of the interface.

use serde::{Deserialize, Serialize};

use super::Place;
use super::call::call;
use super::delivery::Delivery;
use super::exit::{Exit, Failure};
use super::request::{Caller, Request, Sink, say};
use crate::casework::{FeedError, Held, NewKey};
use crate::model::StateCode;
use crate::server::Services;
use crate::web;

/// Keys of the feed that a state's own system reads, and the OpenAPI description of the interface.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// List the keys of a state, the newest first.
    Keys {
        /// Two letters.
        state: StateCode,
    },
    /// Make a key. It is printed once; nobody can show it again.
    Make {
        /// Two letters.
        state: StateCode,
        /// What it is for.
        #[arg(long)]
        name: String,
    },
    /// Take a key out of use, at once.
    Revoke {
        /// Two letters.
        state: StateCode,
        /// The number in the key: 7 in vk_7_...
        key: u64,
    },
    /// Print the OpenAPI document.
    Openapi,
}

/// What is asked about a state's feed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Ask {
    /// Its keys.
    Keys(StateCode),
    /// A new key, and what it is for.
    Make(StateCode, String),
    /// That a key is taken out of use.
    Revoke(StateCode, u64),
}

pub(super) fn run(place: &Place, args: Args) -> Result<Exit, Failure> {
    let ask = match args.what {
        What::Keys { state } => Ask::Keys(state),
        What::Make { state, name } => Ask::Make(state, name),
        What::Revoke { state, key } => Ask::Revoke(state, key),
        What::Openapi => {
            say(&mut Delivery::terminal(), &web::openapi())?;
            return Ok(Exit::Ok);
        }
    };
    call(place, Request::Feed(ask), Box::new(std::io::empty()), &mut Delivery::terminal())
}

pub(super) fn execute(services: &Services, caller: &Caller, ask: Ask, sink: &mut dyn Sink) -> Result<Exit, Failure> {
    let casework = &services.casework;
    match ask {
        Ask::Keys(state) => {
            let keys = casework.keys_at_the_console(state).map_err(failure)?;
            let text: String = keys.iter().map(line).collect();
            say(sink, &format!("{} keys of {}\n{text}", keys.len(), state.name()))?;
        }
        Ask::Make(state, name) => {
            let secret = services.identity.random_key()?;
            let made = casework.make_key_at_the_console(caller.who(), state, &name, secret).map_err(failure)?;
            let NewKey { token, expires } = made;
            say(sink, &format!("{token}\nIt opens the feed of {} until {expires}. Keep it now.\n", state.name()))?;
        }
        Ask::Revoke(state, key) => {
            casework.revoke_key_at_the_console(caller.who(), state, key).map_err(failure)?;
            say(sink, &format!("Key {key} of {} opens nothing any more.\n", state.name()))?;
        }
    }
    Ok(Exit::Ok)
}

fn line(held: &Held) -> String {
    let Held { number, key, works } = held;
    let until = key.revoked.unwrap_or(key.expires);
    let used = key.used.map_or_else(|| "never".to_owned(), |used| used.to_string());
    let word = if *works { "works" } else { "over" };
    format!("vk_{number}_  {word:<6} until {until}  used {used:<20}  {}\n", key.name)
}

fn failure(error: FeedError) -> Failure {
    match error {
        FeedError::Store(error) => error.into(),
        FeedError::Gap(_) => Failure::new(Exit::Data, error.to_string()),
        other => Failure::new(Exit::Usage, format!("{other}. Nothing was changed")),
    }
}
