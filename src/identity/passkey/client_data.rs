//! What the browser says of a ceremony (`clientDataJSON`; Web Authentication, section 5.8.1).

use serde::Deserialize;

use super::{RelyingParty, Unfit, bytes};

/// What a passkey is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ceremony {
    /// A new one.
    Create,
    /// One that is there.
    Get,
}

impl Ceremony {
    /// What browsers write in `type`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Create => "webauthn.create",
            Self::Get => "webauthn.get",
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
}

/// Checks all but the challenge, and gives that.
pub(super) fn check(json: &[u8], what: Ceremony, site: &RelyingParty) -> Result<Vec<u8>, Unfit> {
    let data: ClientData = serde_json::from_slice(json).map_err(|_| Unfit::Form)?;
    if data.r#type != what.name() {
        return Err(Unfit::Ceremony);
    }
    if data.origin != site.origin || data.cross_origin {
        return Err(Unfit::Site);
    }
    bytes(&data.challenge)
}
