//! Values to bytes and back: the only place that knows bincode. `FORMAT.md` has the bytes.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// First byte of a value: bincode's standard form follows.
const PLAIN: u8 = 1;
/// First byte of a value: four bytes of length, little endian, then one LZ4 block of a plain body.
const LZ4: u8 = 2;
/// Bodies at least this long are compressed when that makes them shorter.
const COMPRESS_FROM: usize = 512;
/// No value is longer than this when unpacked: a damaged length must not take the memory.
const MAX_BODY: usize = 64 << 20;

/// Lengths inside a body are held to the same limit.
const CONFIG: bincode::config::Configuration<
    bincode::config::LittleEndian,
    bincode::config::Varint,
    bincode::config::Limit<MAX_BODY>,
> = bincode::config::standard().with_limit::<MAX_BODY>();

/// The bytes of a value. Never fails: the types of the tables have a form in bincode.
pub fn encode<V: Serialize>(value: &V) -> Vec<u8> {
    let body = plain(value);
    if body.len() >= COMPRESS_FROM {
        let packed = lz4_flex::block::compress_prepend_size(&body);
        if packed.len() < body.len() {
            return prefixed(LZ4, &packed);
        }
    }
    prefixed(PLAIN, &body)
}

/// The body of a value, never packed: what hashes cover, so that they do not depend on a version of the packer.
pub fn plain<V: Serialize>(value: &V) -> Vec<u8> {
    bincode::serde::encode_to_vec(value, CONFIG).unwrap_or_default()
}

/// The value of bytes, or a sentence about what is wrong with them.
pub fn decode<V: DeserializeOwned>(bytes: &[u8]) -> Result<V, String> {
    match bytes.split_first() {
        Some((&PLAIN, body)) => from_body(body),
        Some((&LZ4, packed)) => {
            let size = packed.first_chunk().map_or(usize::MAX, |size| u32::from_le_bytes(*size) as usize);
            if size > MAX_BODY {
                return Err("a value with an impossible length".to_owned());
            }
            from_body(&lz4_flex::block::decompress_size_prepended(packed).map_err(|e| e.to_string())?)
        }
        Some((version, _)) => Err(format!("a value of the unknown form {version}")),
        None => Err("an empty value".to_owned()),
    }
}

fn from_body<V: DeserializeOwned>(body: &[u8]) -> Result<V, String> {
    match bincode::serde::decode_from_slice(body, CONFIG) {
        Ok((value, used)) if used == body.len() => Ok(value),
        Ok(_) => Err("a value with bytes left over".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

fn prefixed(version: u8, body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len() + 1);
    bytes.push(version);
    bytes.extend_from_slice(body);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Action, Date, Element, Line, Month, SchoolYear, Value};
    use proptest::prelude::*;

    /// Golden bytes: a change here is a change of the format, and needs a new schema version.
    #[test]
    fn golden() {
        let mut line = Line::new(300);
        line.set(Element::FIRST_NAME, Value::Text("Zoé".into()));
        line.set(Element::BIRTH_DATE, Value::Date(Date::new(2010, 5, 17).unwrap()));
        line.set(Element::MULTIPLE_BIRTH, Value::Flag(true));
        line.set(Element::ASSESSMENT_DATE, Value::Month(Month::parse_compact("052024").unwrap()));
        line.set(Element::ACADEMIC_YEAR, Value::Years(SchoolYear::new(2024, 2025).unwrap()));
        line.set(Element::CREDITS, Value::Hundredths(50));
        let bytes = encode(&(line.clone(), Action::Delete));
        let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(
            hex,
            "01fb2c010604\
             00045a6fc3a90a01fca5b532010b04013502fca51603003c07fbe807fbe907410632\
             02"
            .replace(' ', "")
        );
        assert_eq!(decode::<(Line, Action)>(&bytes), Ok((line, Action::Delete)));
    }

    #[test]
    fn long_values_are_packed_and_bombs_refused() {
        let long = "Garza ".repeat(1000);
        let bytes = encode(&long);
        assert!(bytes.len() < 200);
        assert_eq!(decode::<String>(&bytes), Ok(long));
        assert!(decode::<String>(&[LZ4, 255, 255, 255, 255, 0]).is_err());
        assert!(decode::<String>(&[9, 1]).is_err());
        // A text that claims to be 2^62 bytes long.
        assert!(decode::<String>(&[PLAIN, 253, 0, 0, 0, 0, 0, 0, 0, 64]).is_err());
    }

    proptest! {
        #[test]
        fn damaged_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = decode::<crate::model::Version>(&bytes);
            let _ = decode::<crate::model::Membership>(&bytes);
        }
    }
}
