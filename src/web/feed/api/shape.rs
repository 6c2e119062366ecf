//! What a value of the interface looks like, as JSON Schema says it.

use serde_json::{Map, Value, json};

/// What a field holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// A whole number from 0.
    Number,
    /// Any text.
    Text,
    /// One of these words, among others that may come later.
    Words(&'static [&'static str]),
    /// Always this word.
    Word(&'static str),
    /// RFC 3339, in UTC.
    Time,
    /// Twelve digits.
    MsixId,
    /// Twelve digits or null.
    MsixIdOrNull,
    /// A list of MSIX IDs.
    MsixIds,
}

/// A field: its name, what it holds, what it means. All fields of an answer are always there.
pub(super) struct Field(pub(super) &'static str, pub(super) Kind, pub(super) &'static str);

impl Kind {
    fn schema(self) -> Value {
        let msix_id = json!({ "type": "string", "pattern": "^[0-9]{12}$" });
        match self {
            Self::Number => json!({ "type": "integer", "minimum": 0 }),
            Self::Text => json!({ "type": "string" }),
            Self::Words(words) => json!({ "type": "string", "examples": words }),
            Self::Word(word) => json!({ "type": "string", "const": word }),
            Self::Time => json!({ "type": "string", "format": "date-time" }),
            Self::MsixId => msix_id,
            Self::MsixIdOrNull => json!({ "type": ["string", "null"], "pattern": "^[0-9]{12}$" }),
            Self::MsixIds => json!({ "type": "array", "items": msix_id }),
        }
    }
}

/// An object with these fields and no others.
pub(super) fn object<'a>(about: &str, fields: impl IntoIterator<Item = &'a Field>) -> Value {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for Field(name, kind, about) in fields {
        let mut schema = kind.schema();
        if let Value::Object(map) = &mut schema {
            map.insert("description".to_owned(), json!(about));
        }
        properties.insert((*name).to_owned(), schema);
        required.push(*name);
    }
    json!({
        "type": "object", "description": about, "properties": properties, "required": required,
        "additionalProperties": false,
    })
}
