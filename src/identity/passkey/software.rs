//! A device in software, for tests: it makes one key of P-256 and signs what it is told to, right or wrong.

use minicbor::Encoder;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};

use super::*;

/// A device with one key.
pub(crate) struct Device {
    pub(super) id: Vec<u8>,
    pub(super) counter: u32,
    /// What it says of its user and its data; a test changes it.
    pub(super) present: bool,
    /// The site it believes to be asked by.
    pub(super) site: RelyingParty,
    keys: EcdsaKeyPair,
}

impl Device {
    pub(crate) fn new(id: &[u8], site: &RelyingParty) -> Self {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let keys = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &random).unwrap();
        Self { id: id.to_vec(), counter: 0, present: true, site: site.clone(), keys }
    }

    /// Makes the key known.
    pub(crate) fn make(&self, challenge: &str) -> MadePasskey {
        let mut data = self.head(ATTESTED);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        data.extend(self.cose());
        let mut object = Encoder::new(Vec::new());
        object.map(3).unwrap().str("fmt").unwrap().str("none").unwrap();
        object.str("attStmt").unwrap().map(0).unwrap().str("authData").unwrap().bytes(&data).unwrap();
        MadePasskey {
            name: " Blue key ".to_owned(),
            client_data: encoded(self.client_data(Ceremony::Create, challenge).as_bytes()),
            attestation: encoded(&object.into_writer()),
        }
    }

    /// Shows it.
    pub(crate) fn show(&mut self, challenge: &str) -> ShownPasskey {
        self.counter += 1;
        let (data, client_data) = (self.head(0), self.client_data(Ceremony::Get, challenge));
        self.signed(&data, client_data.as_bytes())
    }

    pub(super) fn signed(&self, data: &[u8], client_data: &[u8]) -> ShownPasskey {
        let message = [data, Sha256::digest(client_data).as_slice()].concat();
        let signature = self.keys.sign(&SystemRandom::new(), &message).unwrap();
        ShownPasskey {
            id: encoded(&self.id),
            client_data: encoded(client_data),
            authenticator: encoded(data),
            signature: encoded(signature.as_ref()),
        }
    }

    pub(super) fn head(&self, flags: u8) -> Vec<u8> {
        let mut data = Sha256::digest(self.site.id.as_bytes()).to_vec();
        data.push(flags | u8::from(self.present));
        data.extend(self.counter.to_be_bytes());
        data
    }

    pub(super) fn cose(&self) -> Vec<u8> {
        let point = self.keys.public_key().as_ref();
        let mut key = Encoder::new(Vec::new());
        key.map(5).unwrap().u8(1).unwrap().u8(2).unwrap().u8(3).unwrap().i8(-7).unwrap();
        key.i8(-1).unwrap().u8(1).unwrap();
        key.i8(-2).unwrap().bytes(&point[1..33]).unwrap().i8(-3).unwrap().bytes(&point[33..]).unwrap();
        key.into_writer()
    }

    pub(super) fn client_data(&self, what: Ceremony, challenge: &str) -> String {
        let (name, origin) = (what.name(), &self.site.origin);
        format!(r#"{{"type":"{name}","challenge":"{challenge}","origin":"{origin}","crossOrigin":false,"other":1}}"#)
    }
}

const ATTESTED: u8 = 0x40;

pub(super) fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
