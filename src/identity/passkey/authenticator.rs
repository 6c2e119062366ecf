//! What a device says (Web Authentication, sections 6.1, 6.5 and 7.2): authenticator data, and the attestation object
//! around those of a new key.

use minicbor::Decoder;
use sha2::{Digest, Sha256};

use super::cose::{self, PublicKey};
use super::{RelyingParty, Unfit};

/// Somebody touched the device.
const USER_PRESENT: u8 = 0x01;
/// A new key is in the data.
const ATTESTED: u8 = 0x40;
/// Bytes of the device's model, which is not asked for.
const AAGUID: usize = 16;
/// Longest identifier, in bytes (section 5.8.3).
const LONGEST_ID: usize = 1023;

/// A device's answer: its data, and the signature over them and the hash of the client data.
pub(super) struct Shown<'a> {
    pub(super) data: &'a [u8],
    pub(super) signature: &'a [u8],
}

/// A new key.
pub(super) struct Attested {
    pub(super) id: Vec<u8>,
    pub(super) cose: Kept,
}

/// What is kept of a key: how far its device has counted, in four bytes with the highest first, and the key as COSE.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) counter: u32,
    pub(super) key: Vec<u8>,
}

impl Kept {
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        [self.counter.to_be_bytes().as_slice(), &self.key].concat()
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self, Unfit> {
        let (counter, key) = bytes.split_first_chunk().ok_or(Unfit::Form)?;
        Ok(Self { counter: u32::from_be_bytes(*counter), key: key.to_vec() })
    }
}

/// The beginning of authenticator data.
struct Head<'a> {
    flags: u8,
    counter: u32,
    rest: &'a [u8],
}

/// Reads and checks the beginning: the site, and that somebody was there.
fn head<'a>(data: &'a [u8], site: &RelyingParty) -> Result<Head<'a>, Unfit> {
    let (hash, rest) = data.split_first_chunk::<32>().ok_or(Unfit::Form)?;
    let (&flags, rest) = rest.split_first().ok_or(Unfit::Form)?;
    let (counter, rest) = rest.split_first_chunk::<4>().ok_or(Unfit::Form)?;
    if *hash != <[u8; 32]>::from(Sha256::digest(site.id.as_bytes())) {
        return Err(Unfit::Site);
    }
    if flags & USER_PRESENT == 0 {
        return Err(Unfit::Absent);
    }
    Ok(Head { flags, counter: u32::from_be_bytes(*counter), rest })
}

/// The new key in an attestation object.
pub(super) fn attested(object: &[u8], site: &RelyingParty) -> Result<Attested, Unfit> {
    let head = head(data_of(object)?, site)?;
    if head.flags & ATTESTED == 0 {
        return Err(Unfit::Form);
    }
    let (_, rest) = head.rest.split_at_checked(AAGUID).ok_or(Unfit::Form)?;
    let (length, rest) = rest.split_first_chunk::<2>().ok_or(Unfit::Form)?;
    let length = usize::from(u16::from_be_bytes(*length));
    let (id, rest) = rest.split_at_checked(length).ok_or(Unfit::Form)?;
    if !(1..=LONGEST_ID).contains(&id.len()) {
        return Err(Unfit::Form);
    }
    // What follows the key are extensions, which nobody asked for.
    let (_, length) = PublicKey::read(rest)?;
    let key = rest.get(..length).ok_or(Unfit::Form)?.to_vec();
    Ok(Attested { id: id.to_vec(), cose: Kept { counter: head.counter, key } })
}

/// Checks a device's answer with a key that is kept. Gives how far it has counted now; devices that do not count say 0.
pub(super) fn check(shown: &Shown<'_>, client_data: &[u8], kept: &Kept, site: &RelyingParty) -> Result<u32, Unfit> {
    let head = head(shown.data, site)?;
    let (key, _) = PublicKey::read(&kept.key)?;
    let message = [shown.data, Sha256::digest(client_data).as_slice()].concat();
    if !key.signed(&message, shown.signature) {
        return Err(Unfit::Signature);
    }
    let counts = head.counter != 0 || kept.counter != 0;
    if counts && head.counter <= kept.counter { Err(Unfit::Counter) } else { Ok(head.counter) }
}

/// The authenticator data of an attestation object: a map of `fmt`, `attStmt` and `authData`.
fn data_of(object: &[u8]) -> Result<&[u8], Unfit> {
    let mut reader = Decoder::new(object);
    let pairs = cose::pairs(&mut reader)?;
    let mut data = None;
    for _ in 0..pairs {
        match reader.str()? {
            "authData" => data = Some(reader.bytes()?),
            _ => reader.skip()?,
        }
    }
    data.ok_or(Unfit::Form)
}
