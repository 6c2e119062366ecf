//! Passkeys and security keys as the second proof (Web Authentication level 3, sections 7.1 and 7.2). The key never
//! leaves its device and signs for the portal's own address alone, so that a page that looks like ours gets nothing
//! of use. What device it is, is not asked for: attestation is `none` and not looked at.

mod authenticator;
mod client_data;
mod cose;
mod questions;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use super::Identity;
use super::entered::{Entered, StepError};
use super::session::{cookie_hash, expired};
use crate::model::{Passkey, Text, Timestamp, hex};
use crate::store::{Read, tables};
use authenticator::{Attested, Kept, Shown};
use client_data::Ceremony;
pub(super) use questions::Questions;

/// Most passkeys of a person.
pub const MOST_PASSKEYS: usize = 10;
/// Most characters of a passkey's name.
pub const PASSKEY_NAME_CHARS: usize = 60;

/// Why what a browser sent is not taken. People are told only that it does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unfit {
    /// It cannot be read.
    #[error("it is not in the form of the standard")]
    Form,
    /// It was made for something else than what it is used for.
    #[error("it is of another ceremony")]
    Ceremony,
    /// Another site asked for it.
    #[error("it was made for another site")]
    Site,
    /// This session did not ask for it, or too long ago, or it was used.
    #[error("it answers no open question")]
    Question,
    /// Nobody touched the device.
    #[error("nobody was there")]
    Absent,
    /// A kind of key that is not taken.
    #[error("the kind of key is not known")]
    Kind,
    /// The account has no such key, or has it already.
    #[error("it is not of this account")]
    Owner,
    /// The signature is wrong.
    #[error("the signature is wrong")]
    Signature,
    /// The device has counted less than before: there are two of it.
    #[error("the counter went back")]
    Counter,
}

/// The site that passkeys are made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelyingParty {
    /// Scheme, host and port, as browsers write it.
    pub origin: String,
    /// The host.
    pub id: String,
}

impl RelyingParty {
    /// That of a portal's address, `https://` with host and port. `None` for a numeric address: passkeys need a name.
    pub fn of(address: &str) -> Option<Self> {
        let address = address.trim_end_matches('/').to_ascii_lowercase();
        let origin = address.strip_suffix(":443").unwrap_or(&address);
        let authority = origin.strip_prefix("https://")?;
        let id = authority.split(':').next().unwrap_or_default();
        let named = !id.is_empty() && !id.starts_with('[') && id.parse::<std::net::IpAddr>().is_err();
        named.then(|| Self { origin: origin.to_owned(), id: id.to_owned() })
    }
}

/// What a browser is asked; all in base64url as it goes over the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// 32 random bytes, for one answer within five minutes in this session.
    pub challenge: String,
    /// What the account is called on the device: no word about the person.
    pub user: String,
    /// The passkeys that the account has.
    pub ids: Vec<String>,
}

/// What a browser answers when a passkey is made, as it came.
#[derive(Debug, Clone, Default)]
pub struct MadePasskey {
    /// What the person calls it.
    pub name: String,
    /// `clientDataJSON` in base64url.
    pub client_data: String,
    /// `attestationObject` in base64url.
    pub attestation: String,
}

/// What a browser answers when a passkey is shown, as it came.
#[derive(Debug, Clone, Default)]
pub struct ShownPasskey {
    /// Which one, in base64url.
    pub id: String,
    /// `clientDataJSON` in base64url.
    pub client_data: String,
    /// `authenticatorData` in base64url.
    pub authenticator: String,
    /// The signature in base64url.
    pub signature: String,
}

impl Identity {
    /// Asks the browser of a session for a passkey, a new one or one that is there. The question is kept in memory:
    /// after a restart of the server it is asked once more.
    pub fn ask_passkey(&self, cookie: &str) -> Result<Question, StepError> {
        let (key, now, view) = (cookie_hash(cookie), self.clock.now(), self.store.view()?);
        let session = view.get(&tables::SESSION, &key)?.filter(|session| !expired(session, now));
        let session = session.ok_or(StepError::Ended)?;
        let credential = view.get(&tables::CREDENTIAL, &session.user_name)?.ok_or(StepError::Ended)?;
        let mut challenge = [0; 32];
        self.random.fill(&mut challenge)?;
        self.questions.ask(key, challenge, now);
        let user = Sha256::digest(format!("passkey {}", session.user_name).as_bytes());
        Ok(Question {
            challenge: URL_SAFE_NO_PAD.encode(challenge),
            user: URL_SAFE_NO_PAD.encode(user),
            ids: credential.passkeys.iter().map(|passkey| URL_SAFE_NO_PAD.encode(&passkey.id)).collect(),
        })
    }

    /// Takes up a new passkey. Gives the session's new cookie, and recovery codes if there were none yet. One that does
    /// not fit guards nothing yet, so it does not count as a wrong attempt.
    pub fn add_passkey(
        &self,
        cookie: &str,
        site: &RelyingParty,
        made: &MadePasskey,
    ) -> Result<(String, Vec<String>), StepError> {
        let mut entered = self.enter_to_set_up(cookie)?;
        let passkey = self.made(&entered, site, made).map_err(refused)?;
        entered.credential.passkeys.push(passkey);
        self.second_factor_added(entered, "passkey")
    }

    /// Checks a passkey as the second factor of a session or as a renewed proof. Gives the session's new cookie. A
    /// wrong one counts like a wrong code.
    pub fn prove_by_passkey(
        &self,
        cookie: &str,
        site: &RelyingParty,
        shown: &ShownPasskey,
    ) -> Result<String, StepError> {
        let mut entered = self.enter(cookie)?;
        if self.policy.passwords.waits(&entered.credential, entered.change.at()) {
            return Err(StepError::Refused);
        }
        match self.shown(&mut entered, site, shown) {
            Ok(()) => {
                entered.session.second_factor = true;
                self.proved(entered, "passkey")
            }
            Err(unfit) => {
                refused(unfit);
                Err(entered.refuse(&self.policy.passwords)?)
            }
        }
    }

    /// Takes a passkey away; `id` is in hexadecimal digits.
    pub fn remove_passkey(&self, cookie: &str, id: &str) -> Result<(), StepError> {
        let mut entered = self.enter_proved(cookie)?;
        let before = entered.credential.passkeys.len();
        entered.credential.passkeys.retain(|passkey| hex(&passkey.id) != id);
        if entered.credential.passkeys.len() == before {
            return Err(StepError::Refused);
        }
        self.keep_removed(entered, "passkey removed")
    }

    fn made(&self, entered: &Entered, site: &RelyingParty, made: &MadePasskey) -> Result<Passkey, Unfit> {
        let now = entered.change.at();
        self.answers(entered, site, Ceremony::Create, &bytes(&made.client_data)?)?;
        let Attested { id, cose } = authenticator::attested(&bytes(&made.attestation)?, site)?;
        let passkeys = &entered.credential.passkeys;
        if passkeys.len() >= MOST_PASSKEYS || passkeys.iter().any(|passkey| passkey.id == id) {
            return Err(Unfit::Owner);
        }
        let name = Text::from(made.name.trim().chars().take(PASSKEY_NAME_CHARS).collect::<String>());
        Ok(Passkey { id, name, key: cose.to_bytes(), added: now, last_used: None })
    }

    fn shown(&self, entered: &mut Entered, site: &RelyingParty, shown: &ShownPasskey) -> Result<(), Unfit> {
        let (client_data, id) = (bytes(&shown.client_data)?, bytes(&shown.id)?);
        self.answers(entered, site, Ceremony::Get, &client_data)?;
        let now = entered.change.at();
        let passkey = entered.credential.passkeys.iter_mut().find(|passkey| passkey.id == id).ok_or(Unfit::Owner)?;
        let (data, signature) = (bytes(&shown.authenticator)?, bytes(&shown.signature)?);
        use_up(passkey, site, &client_data, &Shown { data: &data, signature: &signature }, now)
    }

    /// Whether client data answer a question that this session asked; it is used up, whatever else may be wrong.
    fn answers(&self, entered: &Entered, site: &RelyingParty, what: Ceremony, json: &[u8]) -> Result<(), Unfit> {
        let challenge = client_data::check(json, what, site)?;
        let open = self.questions.take(&entered.key, &challenge, entered.change.at());
        if open { Ok(()) } else { Err(Unfit::Question) }
    }
}

/// Checks what a device signed, and keeps what it has counted.
fn use_up(
    passkey: &mut Passkey,
    site: &RelyingParty,
    client_data: &[u8],
    shown: &Shown<'_>,
    now: Timestamp,
) -> Result<(), Unfit> {
    let mut kept = Kept::from_bytes(&passkey.key)?;
    kept.counter = authenticator::check(shown, client_data, &kept, site)?;
    (passkey.key, passkey.last_used) = (kept.to_bytes(), Some(now));
    Ok(())
}

/// For the operator's log: which check failed, and nothing of what was sent.
fn refused(unfit: Unfit) -> StepError {
    tracing::info!(why = %unfit, "a passkey was refused");
    StepError::Refused
}

/// Bytes from base64url, with or without its padding.
fn bytes(text: &str) -> Result<Vec<u8>, Unfit> {
    URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).map_err(|_| Unfit::Form)
}

#[cfg(test)]
pub(super) mod software;
#[cfg(test)]
mod tests;
