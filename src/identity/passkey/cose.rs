//! Public keys as devices write them (COSE, RFC 9052 and 9053; Web Authentication, section 5.8.5): the three kinds that
//! every device has one of.

use minicbor::Decoder;
use minicbor::data::Type;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};

use super::Unfit;

/// Most pairs in a map: a key has five, and a device adds few.
const MOST_PAIRS: u64 = 16;

/// A public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PublicKey {
    /// ES256 (-7): a point of P-256, not compressed.
    P256(Vec<u8>),
    /// EdDSA (-8) with Ed25519.
    Ed25519(Vec<u8>),
    /// RS256 (-257): modulus and exponent.
    Rsa { n: Vec<u8>, e: Vec<u8> },
}

/// The numbered fields of a key; what they mean depends on its kind.
#[derive(Default)]
struct Fields<'a> {
    kind: i64,
    algorithm: i64,
    curve: i64,
    /// -1, -2, -3 where they are bytes.
    parts: [&'a [u8]; 3],
}

impl PublicKey {
    /// Reads a key at the beginning of some bytes. Says how many it takes.
    pub(super) fn read(bytes: &[u8]) -> Result<(Self, usize), Unfit> {
        let mut reader = Decoder::new(bytes);
        let fields = fields(&mut reader)?;
        let [first, second, third] = fields.parts;
        let key = match (fields.kind, fields.algorithm, fields.curve) {
            (2, -7, 1) if second.len() == 32 && third.len() == 32 => Self::P256([&[4], second, third].concat()),
            (1, -8, 6) if second.len() == 32 => Self::Ed25519(second.to_vec()),
            (3, -257, 0) if (256..=1024).contains(&first.len()) && (1..=8).contains(&second.len()) => {
                Self::Rsa { n: first.to_vec(), e: second.to_vec() }
            }
            _ => return Err(Unfit::Kind),
        };
        Ok((key, reader.position()))
    }

    /// Whether a signature over a message is this key's.
    pub(super) fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::P256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(message, signature).is_ok()
            }
            Self::Ed25519(key) => UnparsedPublicKey::new(&ED25519, key).verify(message, signature).is_ok(),
            Self::Rsa { n, e } => {
                RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature).is_ok()
            }
        }
    }
}

fn fields<'a>(reader: &mut Decoder<'a>) -> Result<Fields<'a>, Unfit> {
    let mut fields = Fields::default();
    for _ in 0..pairs(reader)? {
        let label = reader.i64()?;
        let is_bytes = reader.datatype()? == Type::Bytes;
        match (label, is_bytes) {
            (1, false) => fields.kind = reader.i64()?,
            (3, false) => fields.algorithm = reader.i64()?,
            (-1, false) => fields.curve = reader.i64()?,
            (-3..=-1, true) => {
                let [first, second, third] = &mut fields.parts;
                let part = match label {
                    -1 => first,
                    -2 => second,
                    _ => third,
                };
                *part = reader.bytes()?;
            }
            _ => reader.skip()?,
        }
    }
    Ok(fields)
}

/// How many pairs the map has that begins here. Devices write its length (CTAP2 canonical form).
pub(super) fn pairs(reader: &mut Decoder<'_>) -> Result<u64, Unfit> {
    reader.map()?.filter(|pairs| *pairs <= MOST_PAIRS).ok_or(Unfit::Form)
}

impl From<minicbor::decode::Error> for Unfit {
    fn from(_: minicbor::decode::Error) -> Self {
        Self::Form
    }
}
