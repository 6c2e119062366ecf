//! Authenticator apps (RFC 6238): SHA-1, six digits, 30 seconds, one step of drift, which is what every app takes.

use totp_rs::{Builder, Totp};

use crate::model::Timestamp;

/// Bytes of a secret: the length of SHA-1, as RFC 4226 recommends.
pub(super) const SECRET_BYTES: usize = 20;

/// What a person puts into an app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppSecret {
    /// The secret in base 32, for typing.
    pub text: String,
    /// The address of the QR code.
    pub uri: String,
}

/// The step for which a code is right, at most one off the present one. The caller sees to it that none is used twice.
pub(super) fn step_of(secret: &[u8], code: &str, now: Timestamp) -> Option<u64> {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    app(secret)?.check(&digits, seconds(now))
}

/// How the secret is shown to its owner.
pub(super) fn shown(secret: &[u8], user_name: &str) -> Option<AppSecret> {
    let text = app(secret)?.secret().to_base32();
    let name = user_name.replace('@', "%40");
    let uri = format!("otpauth://totp/Vereda:{name}?secret={text}&issuer=Vereda&algorithm=SHA1&digits=6&period=30");
    Some(AppSecret { text, uri })
}

fn app(secret: &[u8]) -> Option<Totp> {
    Builder::new().with_secret(Box::<[u8]>::from(secret)).build().ok()
}

fn seconds(now: Timestamp) -> u64 {
    u64::try_from(now.micros() / 1_000_000).unwrap_or_default()
}

/// What an app would show: for tests, which stand in for people with telephones.
#[cfg(test)]
pub(super) fn code(secret: &[u8], now: Timestamp) -> String {
    app(secret).unwrap().generate(seconds(now)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"12345678901234567890";

    fn at(seconds: i64) -> Timestamp {
        Timestamp::default().plus_seconds(seconds)
    }

    /// RFC 6238, appendix B, the last six of its eight digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(super::code(SECRET, at(seconds)), code);
            assert_eq!(step_of(SECRET, code, at(seconds)), Some(seconds as u64 / 30));
        }
    }

    #[test]
    fn a_code_is_right_for_one_step_before_and_after() {
        let now = at(1_111_111_109);
        for (drift, right) in [(-60, false), (-30, true), (0, true), (30, true), (60, false)] {
            let code = super::code(SECRET, now.plus_seconds(drift));
            assert_eq!(step_of(SECRET, &code, now).is_some(), right, "{drift}");
        }
        for wrong in ["", "28708", "2870822", "abcdef", "\u{0662}\u{0662}\u{0662}\u{0662}\u{0662}\u{0662}"] {
            assert_eq!(step_of(SECRET, wrong, now), None, "{wrong}");
        }
        assert!(step_of(SECRET, "081 804", now).is_some(), "as apps show it");
    }

    #[test]
    fn the_secret_is_shown_as_apps_read_it() {
        let shown = shown(SECRET, "rosa@tx").unwrap();
        assert_eq!(shown.text, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert!(shown.uri.starts_with("otpauth://totp/Vereda:rosa%40tx?secret=GEZDGNBV"), "{}", shown.uri);
    }
}
