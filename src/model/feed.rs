//! What a state's own system is told: the feed, its keys, the webhooks that ring it.

use serde::{Deserialize, Serialize};

use super::{CorrectionId, ItemId, MsixId, NoticeId, RequestId, StateCode, StateStudentId, Text, Timestamp};

/// Something a state's system should know. MSIX IDs and the state's own identifiers only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FeedEvent {
    /// One of the state's children has this MSIX ID now: it is new, or a decision or a file has moved the child.
    Identified {
        /// The state's own identifier (MDE 2).
        student: StateStudentId,
        /// The MSIX ID from now on.
        msix_id: MsixId,
        /// The one it had before, or the state called it by; none when there was none.
        before: Option<MsixId>,
    },
    /// An MSIX ID was retired: another one, of a child of the state, stands for it.
    Retired {
        /// Which.
        msix_id: MsixId,
        /// The one that stands for it.
        into: MsixId,
    },
    /// An MSIX ID that was retired is in use again.
    Restored {
        /// Which.
        msix_id: MsixId,
    },
    /// Children were merged or split, or such a decision was undone: the item tells.
    Decided {
        /// The item of the worklist.
        item: ItemId,
        /// `match`, `merge`, `split`, `undo`.
        what: Text,
        /// The children concerned.
        children: Vec<MsixId>,
    },
    /// A move notice concerns the state: sent by it or to it.
    Notice {
        /// Its number.
        notice: NoticeId,
        /// `new`, `acknowledged`, `located`, ...
        status: Text,
        /// The children.
        children: Vec<MsixId>,
    },
    /// A data request concerns the state.
    Request {
        /// Its number.
        request: RequestId,
        /// `new`, `acknowledged`, `answered`, ...
        status: Text,
        /// The child.
        child: MsixId,
    },
    /// A request for correction concerns the state.
    Correction {
        /// Its number.
        correction: CorrectionId,
        /// `received`, `forwarded`, `decided`, ...
        status: Text,
        /// The child.
        child: MsixId,
    },
}

/// An event in a state's feed. Its number is its place: the first is 1, none is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedEntry {
    /// When it happened.
    pub at: Timestamp,
    /// What.
    pub event: FeedEvent,
}

/// What a key of the interface opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApiScope {
    /// Read the state's feed.
    Changes,
}

/// A key with which a state's system identifies itself. The secret is known to that system alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiKey {
    /// What people call it.
    pub name: Text,
    /// Whose feed it opens.
    pub state: StateCode,
    /// What it opens.
    pub scopes: Vec<ApiScope>,
    /// SHA-256 of the secret, which has 256 random bits.
    pub hash: [u8; 32],
    /// User name of whoever made it.
    pub by: Text,
    /// When.
    pub created: Timestamp,
    /// When it stops working.
    pub expires: Timestamp,
    /// When it was last used, to the hour.
    pub used: Option<Timestamp>,
    /// When it was taken out of use.
    pub revoked: Option<Timestamp>,
}

/// An address of a state's system that is called when its feed grows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Webhook {
    /// Whose feed.
    pub state: StateCode,
    /// An `https` address.
    pub url: Text,
    /// What its calls are signed with, sealed.
    pub sealed: Vec<u8>,
    /// User name of whoever made it.
    pub by: Text,
    /// When.
    pub created: Timestamp,
    /// The last entry of the feed that was delivered.
    pub delivered: u64,
    /// Attempts that failed in a row.
    pub failures: u32,
    /// Not called before; none when nothing failed.
    pub rests_until: Option<Timestamp>,
    /// When it was taken out of use.
    pub ended: Option<Timestamp>,
}

/// One call of a webhook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookCall {
    /// When.
    pub at: Timestamp,
    /// First and last entry of the feed in it.
    pub entries: (u64, u64),
    /// The answer's status; none when there was no answer.
    pub status: Option<u16>,
    /// Why it failed; empty when it did not.
    pub trouble: Text,
}
