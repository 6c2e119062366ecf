//! How messages to people go out.

use std::path::PathBuf;

use crate::model::Email;

/// How messages to people go out.
#[derive(Debug, Clone)]
pub struct Mail {
    /// Where a mail system takes files from, relative to the data directory; `None`: nothing is mailed that way.
    pub pickup: Option<PathBuf>,
    /// The mail server to which messages are handed over; `None`: nothing is mailed that way.
    pub smtp: Option<(String, u16)>,
    /// How the connection to it is protected.
    pub smtp_tls: SmtpTls,
    /// The user at the mail server; empty for none.
    pub smtp_user: String,
    /// The file of that user's password, relative to the data directory.
    pub smtp_password: PathBuf,
    /// A PEM file with the certificates that may sign that of the mail server, instead of the public ones.
    pub smtp_ca: Option<PathBuf>,
    /// Most messages an hour; 0: as many as there are.
    pub hourly: u32,
    /// Days for which a message is tried that the server puts off.
    pub retry_days: u32,
    /// Days for which messages that went out are kept.
    pub keep_days: u32,
    /// The sender.
    pub from: Email,
    /// The portal's address in messages, without a slash at the end.
    pub portal: String,
}

/// How the connection to a mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpTls {
    /// It begins in the clear and goes over to TLS before anything is said (RFC 3207); a server without it gets nothing.
    StartTls,
    /// TLS from the first byte (RFC 8314).
    Implicit,
    /// None: only to this machine.
    Plain,
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            pickup: None,
            smtp: None,
            smtp_tls: SmtpTls::StartTls,
            smtp_user: String::new(),
            smtp_password: PathBuf::from("secrets/smtp-password"),
            smtp_ca: None,
            hourly: 0,
            retry_days: 3,
            keep_days: 30,
            from: Email::of_this_machine(),
            portal: "https://localhost:8443".to_owned(),
        }
    }
}

impl Mail {
    /// An address of a portal: `https://`, then what a host and a port are made of. A slash at the end is taken off.
    pub fn portal_of(typed: &str) -> Option<String> {
        let host = typed.strip_prefix("https://")?.trim_end_matches('/');
        let fits = !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:[]".contains(&b));
        fits.then(|| format!("https://{host}"))
    }

    /// A mail server: a host and a port.
    pub(super) fn server_of(typed: &str) -> Option<(String, u16)> {
        let (host, port) = typed.rsplit_once(':')?;
        let fits = !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:".contains(&b));
        fits.then_some(())?;
        Some((host.to_owned(), port.parse().ok().filter(|port| *port > 0)?))
    }

    /// Why these settings cannot be together.
    pub(super) fn contradiction(&self) -> Option<&'static str> {
        let here = |host: &str| host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
        if self.smtp.is_some() && self.pickup.is_some() {
            return Some("mail.smtp and mail.pickup are two ways for the same messages: name one");
        }
        let plain = self.smtp_tls == SmtpTls::Plain;
        let far = self.smtp.as_ref().is_some_and(|(host, _)| !here(host));
        (plain && far).then_some("mail.smtp_tls = \"none\" is for a mail server at 127.0.0.1 or ::1 alone")
    }
}

impl SmtpTls {
    /// From the word of the settings.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        match word {
            "starttls" => Some(Self::StartTls),
            "implicit" => Some(Self::Implicit),
            "none" => Some(Self::Plain),
            _ => None,
        }
    }
}
