//! What a document of the index keeps, its card, read straight from its bytes: a document of any fields would be made of
//! a list of values first, and a search reads dozens.

use tantivy::schema::Field;
use tantivy::schema::document::{
    DeserializeError, DocumentDeserialize, DocumentDeserializer, ValueDeserialize, ValueDeserializer,
};

/// The bytes of the card; none of a document without one.
pub(super) struct Kept(pub Option<Vec<u8>>);

struct Bytes(Vec<u8>);

impl DocumentDeserialize for Kept {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut document: D) -> Result<Self, DeserializeError> {
        // The card is the only field that is stored.
        let first: Option<(Field, Bytes)> = document.next_field()?;
        Ok(Self(first.map(|(_, Bytes(bytes))| bytes)))
    }
}

impl ValueDeserialize for Bytes {
    fn deserialize<'de, D: ValueDeserializer<'de>>(value: D) -> Result<Self, DeserializeError> {
        value.deserialize_bytes().map(Self)
    }
}
