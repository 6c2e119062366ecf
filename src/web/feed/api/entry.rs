//! An entry of a feed as the interface gives it: one object, its fields those of its type.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::shape::{Field, Kind};
use crate::model::{FeedEntry, FeedEvent};

/// An entry with its number.
pub(in crate::web) struct Entry<'a>(pub(in crate::web) u64, pub(in crate::web) &'a FeedEntry);

/// What all entries have.
pub(super) const EVERY: [Field; 2] = [
    Field("number", Kind::Number, "Its place in the feed: the first is 1, none is left out."),
    Field("at", Kind::Time, "When it happened."),
];

const CHILD: Field = Field("child", Kind::MsixId, "The child.");
const CHILDREN: Field = Field("children", Kind::MsixIds, "The children concerned.");
/// What a notice, request or correction may be; others may come.
const STATUS: &[&str] = &["new", "acknowledged", "closed"];

/// A type of entries: its word, its own fields, what it means.
pub(super) struct Type {
    pub(super) word: &'static str,
    pub(super) about: &'static str,
    pub(super) fields: &'static [Field],
}

/// All types there are.
pub(super) const TYPES: [Type; 7] = [
    Type {
        word: "identified",
        about: "A child of the state has this MSIX ID now: it is new, or a file or a decision gave it another.",
        fields: &[
            Field("student", Kind::Text, "The state's own identifier (MDE 2)."),
            Field("msix_id", Kind::MsixId, "The MSIX ID from now on."),
            Field("before", Kind::MsixIdOrNull, "The one before, or the one that the state sent; null when none was."),
        ],
    },
    Type {
        word: "retired",
        about: "An MSIX ID is no longer in use: the one of a child of the state stands for it.",
        fields: &[
            Field("msix_id", Kind::MsixId, "Which."),
            Field("into", Kind::MsixId, "The one that stands for it from now on."),
        ],
    },
    Type {
        word: "restored",
        about: "An MSIX ID that was retired is in use again.",
        fields: &[Field("msix_id", Kind::MsixId, "Which.")],
    },
    Type {
        word: "decided",
        about: "People decided that children are one, or several, or took such a decision back. What it changes for the \
                state follows in entries of its own.",
        fields: &[
            Field("item", Kind::Number, "The item of the worklist."),
            Field("what", Kind::Words(&["match", "merge", "split", "undo"]), "What was decided."),
            CHILDREN,
        ],
    },
    Type {
        word: "notice",
        about: "A move notice that the state sent, or was sent, is new or has gone on.",
        fields: &[
            Field("notice", Kind::Number, "Its number."),
            Field("status", Kind::Words(STATUS), "What has become of it."),
            CHILDREN,
        ],
    },
    Type {
        word: "request",
        about: "A data request that the state sent, or was sent, is new or has gone on.",
        fields: &[
            Field("request", Kind::Number, "Its number."),
            Field("status", Kind::Words(STATUS), "What has become of it."),
            CHILD,
        ],
    },
    Type {
        word: "correction",
        about: "A request for correction that the state received, or has to decide, is new or has gone on.",
        fields: &[
            Field("correction", Kind::Number, "Its number."),
            Field("status", Kind::Words(STATUS), "What has become of it."),
            CHILD,
        ],
    },
];

/// The word of an event's type.
pub(in crate::web) fn word(event: &FeedEvent) -> &'static str {
    match event {
        FeedEvent::Identified { .. } => "identified",
        FeedEvent::Retired { .. } => "retired",
        FeedEvent::Restored { .. } => "restored",
        FeedEvent::Decided { .. } => "decided",
        FeedEvent::Notice { .. } => "notice",
        FeedEvent::Request { .. } => "request",
        FeedEvent::Correction { .. } => "correction",
    }
}

impl Serialize for Entry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(number, FeedEntry { at, event }) = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("number", number)?;
        map.serialize_entry("at", &at.to_string())?;
        map.serialize_entry("type", word(event))?;
        match event {
            FeedEvent::Identified { student, msix_id, before } => {
                map.serialize_entry("student", student)?;
                map.serialize_entry("msix_id", &msix_id.to_string())?;
                map.serialize_entry("before", &before.map(|id| id.to_string()))?;
            }
            FeedEvent::Retired { msix_id, into } => {
                map.serialize_entry("msix_id", &msix_id.to_string())?;
                map.serialize_entry("into", &into.to_string())?;
            }
            FeedEvent::Restored { msix_id } => map.serialize_entry("msix_id", &msix_id.to_string())?,
            FeedEvent::Decided { item, what, children } => {
                map.serialize_entry("item", &item.0)?;
                map.serialize_entry("what", what)?;
                map.serialize_entry("children", &texts(children))?;
            }
            FeedEvent::Notice { notice, status, children } => {
                map.serialize_entry("notice", &notice.0)?;
                map.serialize_entry("status", status)?;
                map.serialize_entry("children", &texts(children))?;
            }
            FeedEvent::Request { request, status, child } => {
                map.serialize_entry("request", &request.0)?;
                map.serialize_entry("status", status)?;
                map.serialize_entry("child", &child.to_string())?;
            }
            FeedEvent::Correction { correction, status, child } => {
                map.serialize_entry("correction", &correction.0)?;
                map.serialize_entry("status", status)?;
                map.serialize_entry("child", &child.to_string())?;
            }
        }
        map.end()
    }
}

fn texts(children: &[crate::model::MsixId]) -> Vec<String> {
    children.iter().map(ToString::to_string).collect()
}
