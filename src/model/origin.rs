//! Who acts, and from where.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

use serde::{Deserialize, Serialize};

use super::Actor;

/// From where something is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Origin {
    /// Nobody said: a caller that does not know, or does not hand it on.
    Unknown,
    /// From the network, at this address.
    Network(IpAddr),
    /// A verb at the server's console that opened the store itself.
    Console,
    /// A verb at the server's console, through the socket of the running server.
    Socket,
    /// The program itself.
    Program,
}

impl Origin {
    /// A network address as text; unknown when it is none.
    pub fn at(address: &str) -> Self {
        address.parse().map_or(Self::Unknown, Self::Network)
    }
}

/// What counts as one peer where requests or connections are limited: an IPv4 address, however it is written, or the /64
/// of an IPv6 address, all of which one line has (RFC 6177).
pub fn one_peer(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64))),
        old => old,
    }
}

impl fmt::Display for Origin {
    /// The address, or the word of the exports: `unknown`, `console`, `socket`, `program`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("unknown"),
            Self::Network(address) => address.fmt(f),
            Self::Console => f.write_str("console"),
            Self::Socket => f.write_str("socket"),
            Self::Program => f.write_str("program"),
        }
    }
}

/// An actor with the place from which he acts: what a change and an entry in the audit log ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// Who.
    pub actor: Actor,
    /// From where.
    pub origin: Origin,
}

impl Who {
    /// An actor at a place.
    pub fn new(actor: Actor, origin: Origin) -> Self {
        Self { actor, origin }
    }
}

/// What an actor alone says about the place.
impl From<Actor> for Who {
    fn from(actor: Actor) -> Self {
        let origin = match actor {
            Actor::Console(_) => Origin::Console,
            Actor::System(_) => Origin::Program,
            Actor::User(_) | Actor::Sender(_) | Actor::Stranger => Origin::Unknown,
        };
        Self { actor, origin }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_peer() {
        let same = |one: &str, other: &str| one_peer(one.parse().unwrap()) == one_peer(other.parse().unwrap());
        assert!(same("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"));
        assert!(!same("2001:db8:1:2::1", "2001:db8:1:3::1"));
        assert!(same("::ffff:192.0.2.1", "192.0.2.1"));
        assert!(!same("::ffff:192.0.2.1", "::ffff:192.0.2.2"));
    }
}
