//! How messages to people go out.

use std::path::PathBuf;

use crate::model::Email;

/// How messages to people go out.
#[derive(Debug, Clone)]
pub struct Mail {
    /// Where a mail system takes files from, relative to the data directory; `None`: nothing is mailed.
    pub pickup: Option<PathBuf>,
    /// The sender.
    pub from: Email,
    /// The portal's address in messages, without a slash at the end.
    pub portal: String,
}

impl Default for Mail {
    fn default() -> Self {
        Self { pickup: None, from: Email::of_this_machine(), portal: "https://localhost:8443".to_owned() }
    }
}

impl Mail {
    /// An address of a portal: `https://`, then what a host and a port are made of. A slash at the end is taken off.
    pub fn portal_of(typed: &str) -> Option<String> {
        let host = typed.strip_prefix("https://")?.trim_end_matches('/');
        let fits = !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:[]".contains(&b));
        fits.then(|| format!("https://{host}"))
    }
}
