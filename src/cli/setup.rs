//! `vereda user setup`: the address at which the first account is made, when the one of `vereda init` has run out.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::Place;
use super::call::call;
use super::delivery::Delivery;
use super::exit::{Exit, Failure};
use super::request::{Caller, Request, Sink, say};
use crate::config::{Config, Mail};
use crate::identity::{Identity, LINK_MINUTES};
use crate::server::Services;

/// A link under which the first account is made.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UserSetup {
    /// Where the portal is, as the caller's settings say.
    portal: String,
}

pub(super) fn run(place: &Place) -> Result<Exit, Failure> {
    let (_, config) = place.open()?;
    let request = Request::UserSetup(UserSetup { portal: portal(&config) });
    call(place, request, Box::new(std::io::empty()), &mut Delivery::terminal())
}

pub(super) fn execute(
    services: &Services,
    caller: &Caller,
    request: &UserSetup,
    sink: &mut dyn Sink,
) -> Result<Exit, Failure> {
    let address = address(&services.identity, caller, &request.portal)?;
    say(sink, &format!("Make the first account within {LINK_MINUTES} minutes at this address, which works once:\n"))?;
    say(sink, &format!("{address}\n"))?;
    Ok(Exit::Ok)
}

/// A new link; the one before it leads nowhere any more.
pub(super) fn address(identity: &Identity, caller: &Caller, portal: &str) -> Result<String, Failure> {
    Ok(format!("{portal}/setup/{}", identity.make_setup_link(caller.actor())?))
}

/// Where a browser finds the portal: where the messages to people say, else at the address at which it listens.
pub(super) fn portal(config: &Config) -> String {
    if config.mail.portal != Mail::default().portal {
        return config.mail.portal.clone();
    }
    let (address, port) = (config.listen.ip(), config.listen.port());
    let host = match address {
        address if address.is_unspecified() => "localhost".to_owned(),
        IpAddr::V6(address) => format!("[{address}]"),
        IpAddr::V4(address) => address.to_string(),
    };
    if port == 443 { format!("https://{host}") } else { format!("https://{host}:{port}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_portal_is_named_as_a_browser_wants_it() {
        let at = |listen: &str| portal(&Config { listen: listen.parse().unwrap(), ..Config::default() });
        assert_eq!(at("127.0.0.1:8443"), "https://127.0.0.1:8443");
        assert_eq!(at("0.0.0.0:443"), "https://localhost");
        assert_eq!(at("[::1]:8443"), "https://[::1]:8443");
        let mail = Mail { portal: "https://records.example.gov".to_owned(), ..Mail::default() };
        assert_eq!(portal(&Config { mail, ..Config::default() }), "https://records.example.gov");
    }
}
