//! Schools and districts as NCES, or a state ahead of NCES, lists them.

use serde::{Deserialize, Serialize};

use super::{StateCode, Text};

/// A school in one year's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct School {
    /// NCES school ID, 12 digits (MDE 32).
    pub id: Text,
    /// Name.
    pub name: Text,
    /// NCES LEA ID, 7 digits (MDE 67).
    pub district_id: Text,
    /// State.
    pub state: Option<StateCode>,
    /// City.
    pub city: Text,
    /// Five digits.
    pub zip: Text,
    /// Ten digits.
    pub phone: Text,
}

/// A district in one year's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct District {
    /// NCES LEA ID, 7 digits (MDE 67, 68).
    pub id: Text,
    /// Name (MDE 38).
    pub name: Text,
    /// State.
    pub state: Option<StateCode>,
    /// City.
    pub city: Text,
    /// Five digits.
    pub zip: Text,
    /// Ten digits.
    pub phone: Text,
}
