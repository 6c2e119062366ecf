//! Values to bytes and back: the only place that knows bincode. `FORMAT.md` has the bytes.

use std::borrow::Cow;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// First byte of a value: bincode's standard form follows.
pub(super) const PLAIN: u8 = 1;
/// First byte of a value: four bytes of length, little endian, then one LZ4 block of a plain body.
const LZ4: u8 = 2;
/// First byte of a value: four bytes of length, little endian, so many bytes of the body's front, then the rest of
/// the body as one of the forms above.
const JOINED: u8 = 3;
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
pub fn encode<V: Serialize + ?Sized>(value: &V) -> Vec<u8> {
    let body = plain(value);
    if body.len() >= COMPRESS_FROM {
        let packed = lz4_flex::block::compress_prepend_size(&body);
        if packed.len() < body.len() {
            return prefixed(LZ4, &packed);
        }
    }
    prefixed(PLAIN, &body)
}

/// The bytes of a value, never packed: for what is hashed as it is stored.
pub fn encode_unpacked<V: Serialize + ?Sized>(value: &V) -> Vec<u8> {
    prefixed(PLAIN, &plain(value))
}

/// The body of a value that was never packed.
pub fn unpacked_body(bytes: &[u8]) -> Option<&[u8]> {
    bytes.strip_prefix(&[PLAIN])
}

/// The body of a value, never packed: what hashes cover, so that they do not depend on a version of the packer.
pub fn plain<V: Serialize + ?Sized>(value: &V) -> Vec<u8> {
    bincode::serde::encode_to_vec(value, CONFIG).unwrap_or_default()
}

/// The bytes of a value whose last field was encoded before, `front` being the fields ahead of it: costly packing can
/// then be done before the front is known.
pub fn encode_joined<F: Serialize>(front: &F, last: &[u8]) -> Vec<u8> {
    let front = plain(front);
    let mut bytes = Vec::with_capacity(front.len() + last.len() + 5);
    bytes.push(JOINED);
    bytes.extend_from_slice(&(front.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&front);
    bytes.extend_from_slice(last);
    bytes
}

/// The parts of what [`encode_joined`] made: the front as a plain body, and the last field as it was encoded.
pub fn joined(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.strip_prefix(&[JOINED])?.split_first_chunk()?;
    rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)
}

/// The value of a plain body.
pub fn decode_plain<V: DeserializeOwned>(body: &[u8]) -> Result<V, String> {
    match bincode::serde::decode_from_slice(body, CONFIG) {
        Ok((value, used)) if used == body.len() => Ok(value),
        Ok(_) => Err("a value with bytes left over".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// Whether two encoded values are one value: they may be packed by two versions of the packer.
pub fn same(one: &[u8], other: &[u8]) -> bool {
    one == other || matches!((unpacked(one), unpacked(other)), (Ok(one), Ok(other)) if one == other)
}

/// The value of bytes, or a sentence about what is wrong with them.
pub fn decode<V: DeserializeOwned>(bytes: &[u8]) -> Result<V, String> {
    decode_plain(&body(bytes)?)
}

/// The first fields of a value, for those who need no more of a long one.
pub(super) fn decode_front<F: DeserializeOwned>(bytes: &[u8]) -> Result<F, String> {
    let decoded = bincode::serde::decode_from_slice(&body(bytes)?, CONFIG);
    decoded.map(|(front, _)| front).map_err(|error| error.to_string())
}

fn body(bytes: &[u8]) -> Result<Cow<'_, [u8]>, String> {
    if bytes.first() != Some(&JOINED) {
        return unpacked(bytes);
    }
    let (front, last) = joined(bytes).ok_or_else(|| "a value that is cut off".to_owned())?;
    Ok([front, &unpacked(last)?].concat().into())
}

fn unpacked(bytes: &[u8]) -> Result<Cow<'_, [u8]>, String> {
    match bytes.split_first() {
        Some((&PLAIN, body)) => Ok(body.into()),
        Some((&LZ4, packed)) => {
            let size = packed.first_chunk().map_or(usize::MAX, |size| u32::from_le_bytes(*size) as usize);
            if size > MAX_BODY {
                return Err("a value with an impossible length".to_owned());
            }
            Ok(lz4_flex::block::decompress_size_prepended(packed).map_err(|e| e.to_string())?.into())
        }
        Some((form, _)) => Err(format!("a value of the unknown form {form}")),
        None => Err("an empty value".to_owned()),
    }
}

pub(super) fn prefixed(version: u8, body: &[u8]) -> Vec<u8> {
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

    #[test]
    fn a_last_field_may_be_encoded_before_the_others() {
        for last in ["short".to_owned(), "Garza ".repeat(1000)] {
            let bytes = encode_joined(&(7_u32, true), &encode(&last));
            assert_eq!(decode::<(u32, bool, String)>(&bytes), Ok((7, true, last)));
            assert_eq!(decode_front::<(u32, bool)>(&bytes), Ok((7, true)));
            assert!(decode::<(u32, bool)>(&bytes).is_err());
        }
        let golden = [JOINED, 2, 0, 0, 0, 7, 1, PLAIN, 2, b'o', b'k'];
        assert_eq!(encode_joined(&(7_u32, true), &encode("ok")), golden);
        for end in 0..golden.len() {
            assert!(decode::<(u32, bool, String)>(&golden[..end]).is_err());
        }
        let nested = [[JOINED, 0, 0, 0, 0].as_slice(), &golden].concat();
        assert!(decode::<(u32, bool, String)>(&nested).is_err(), "one front is enough: no depth for an attacker");
    }

    proptest! {
        #[test]
        fn damaged_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = decode::<crate::model::Version>(&bytes);
            let _ = decode::<crate::model::Membership>(&bytes);
        }
    }
}
