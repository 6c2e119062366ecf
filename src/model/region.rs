//! Regions of a state: groups of districts whose administrators share the state's work (exchange facts, section 8.1).

use serde::{Deserialize, Serialize};

use super::{RegionId, Text, Timestamp};

/// A region. Its number is never given to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// What the state calls it.
    pub name: Text,
    /// When it was made.
    pub created: Timestamp,
    /// When it was closed; it has no districts from then on.
    pub closed: Option<Timestamp>,
}

/// One entry in the history of where a district belongs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placing {
    /// The region; none when the district was taken out.
    pub region: Option<RegionId>,
    /// From when on.
    pub since: Timestamp,
    /// User name of whoever put it there.
    pub by: Text,
}

/// Whether a state works with regions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegionSwitch {
    /// While off, no region stands for any district; nothing that was drawn is lost.
    pub on: bool,
    /// When it was last turned.
    pub since: Timestamp,
}
