//! The conversation with a mail server (RFC 5321), over TLS.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, CertificateStore, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;

use super::{MailError, text};
use crate::config::{self, DataDir, SmtpTls};
use crate::model::{Clock, Email, Message, Text};
use crate::outbox::{Outbox, Outcome};
use crate::secret::{self, SecretError};

/// How long an answer of the server is waited for.
const PATIENCE: Duration = Duration::from_secs(60);
/// Messages on one connection: many servers end those that go on for longer.
const PER_CONNECTION: usize = 100;
/// Most characters of a server's answer that are kept.
const ANSWER: usize = 200;
/// Its name among the credentials that systemd hands over.
const CREDENTIAL: &str = "smtp-password";

/// Why no message can be handed over.
#[derive(Debug, thiserror::Error)]
pub(in crate::server) enum SmtpError {
    /// A file that the settings name.
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
    /// The password cannot be used.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// The certificates are none, or the settings of TLS cannot be.
    #[error("the settings of TLS to the mail server: {0}")]
    Tls(String),
    /// The sender is no address for a mail server.
    #[error("the sender {0} is no address that mail servers take")]
    Sender(Email),
    /// The server cannot be reached, is not who it should be, or will have nothing of us.
    #[error("the mail server {server}: {why}")]
    Server {
        /// Its host and port.
        server: String,
        /// What was said.
        why: String,
    },
}

/// A mail server.
pub(super) struct Smtp {
    server: (String, u16),
    tls: SmtpTls,
    parameters: Option<TlsParameters>,
    credentials: Option<Credentials>,
    from: Email,
    sender: Address,
    portal: String,
    hourly: u32,
    retry_days: u32,
}

/// What came of one message.
enum Handed {
    /// The connection is fine.
    Over(Outcome),
    /// The connection is not to be used any more; the server may have the message.
    Broken(String),
    /// It did not come to the message: the server refused the sender, or ended the connection before.
    Sender(String),
}

impl Smtp {
    pub(super) fn new(data: &DataDir, mail: &config::Mail) -> Result<Self, SmtpError> {
        let server = mail.smtp.clone().unwrap_or_default();
        let parameters = match mail.smtp_tls {
            SmtpTls::Plain => None,
            SmtpTls::StartTls | SmtpTls::Implicit => Some(parameters(&server.0, data, mail.smtp_ca.as_deref())?),
        };
        let credentials = match mail.smtp_user.as_str() {
            "" => None,
            user => Some(Credentials::new(user.to_owned(), password(data, &mail.smtp_password)?)),
        };
        let sender = mail.from.as_str().parse().map_err(|_| SmtpError::Sender(mail.from.clone()))?;
        Ok(Self {
            server,
            tls: mail.smtp_tls,
            parameters,
            credentials,
            from: mail.from.clone(),
            sender,
            portal: mail.portal.clone(),
            hourly: mail.hourly,
            retry_days: mail.retry_days,
        })
    }

    /// Hands over what is due; answers with how many messages the server took.
    pub(super) fn pass(
        &self,
        outbox: &Outbox,
        clock: &dyn Clock,
        stopped: &dyn Fn() -> bool,
    ) -> Result<usize, MailError> {
        let mut due = outbox.due()?;
        if self.hourly > 0 && !due.is_empty() {
            let gone = outbox.mailed_since(clock.now().plus_seconds(-3_600))?;
            due.truncate(usize::try_from(self.hourly).unwrap_or(usize::MAX).saturating_sub(gone));
        }
        let mut taken = 0;
        for some in due.chunks(PER_CONNECTION) {
            if stopped() {
                break;
            }
            // Before anything is claimed: a server that is down is no try of any message.
            let mut connection = self.connect().map_err(|error| self.failed(&error))?;
            taken += self.hand_over(&mut connection, some, outbox, stopped)?;
            let _ = connection.quit();
        }
        Ok(taken)
    }

    fn hand_over(
        &self,
        connection: &mut SmtpConnection,
        due: &[u64],
        outbox: &Outbox,
        stopped: &dyn Fn() -> bool,
    ) -> Result<usize, MailError> {
        let (mut taken, mut done) = (0, None);
        for number in due {
            if stopped() {
                break;
            }
            let Some(message) = outbox.settle(done.take(), Some(*number), self.retry_days)? else { continue };
            if message.tries.under_way {
                tracing::warn!("message {number} was handed over before and never answered: it may arrive twice");
            }
            match self.send(connection, *number, &message) {
                Handed::Over(outcome) => {
                    taken += usize::from(outcome == Outcome::Accepted);
                    done = Some((*number, outcome));
                }
                Handed::Broken(why) => {
                    let unanswered = Outcome::Unanswered(why.as_str().into());
                    outbox.settle(Some((*number, unanswered)), None, self.retry_days)?;
                    return Err(self.said(why).into());
                }
                Handed::Sender(why) => {
                    outbox.unclaim(*number, &message)?;
                    return Err(self.said(why).into());
                }
            }
        }
        outbox.settle(done, None, self.retry_days)?;
        Ok(taken)
    }

    fn send(&self, connection: &mut SmtpConnection, number: u64, message: &Message) -> Handed {
        let to = message.to.as_ref().and_then(|to| Some((to, to.as_str().parse::<Address>().ok()?)));
        let Some((to, recipient)) = to else {
            return Handed::Over(Outcome::Refused("no address that mail servers take".into()));
        };
        let text = text::write(&self.from, &self.portal, number, to, message);
        if let Err(error) = connection.command(Mail::new(Some(self.sender.clone()), Vec::new())) {
            return Handed::Sender(words(&error));
        }
        let mut said = connection.command(Rcpt::new(recipient, Vec::new()));
        if said.is_ok() {
            said = connection.command(Data);
        }
        if said.is_ok() {
            said = connection.message(text.as_bytes());
        }
        match said {
            Ok(_) => Handed::Over(Outcome::Accepted),
            // 421: the server ends the connection (RFC 5321, section 3.8).
            Err(error) if error.status().is_none() || ends(&error) => Handed::Broken(words(&error)),
            Err(error) => {
                let why = Text::from(words(&error));
                let outcome = if error.is_permanent() { Outcome::Refused(why) } else { Outcome::PutOff(why) };
                match connection.command(Rset) {
                    Ok(_) => Handed::Over(outcome),
                    // The answer about the message stands; the next one finds the connection broken.
                    Err(_) => {
                        connection.abort();
                        Handed::Over(outcome)
                    }
                }
            }
        }
    }

    fn connect(&self) -> Result<SmtpConnection, Error> {
        let hello = ClientId::Domain(text::domain(&self.from).to_owned());
        let at_once = self.parameters.as_ref().filter(|_| self.tls == SmtpTls::Implicit);
        let server = (self.server.0.as_str(), self.server.1);
        let mut connection = SmtpConnection::connect(server, Some(PATIENCE), &hello, at_once, None)?;
        if let Some(parameters) = self.parameters.as_ref().filter(|_| self.tls == SmtpTls::StartTls) {
            connection.starttls(parameters, &hello)?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials)?;
        }
        Ok(connection)
    }

    fn failed(&self, error: &Error) -> SmtpError {
        self.said(words(error))
    }

    fn said(&self, why: String) -> SmtpError {
        SmtpError::Server { server: format!("{}:{}", self.server.0, self.server.1), why }
    }
}

/// The public authorities, or those of a file in their stead.
fn parameters(host: &str, data: &DataDir, authorities: Option<&Path>) -> Result<TlsParameters, SmtpError> {
    let wrong = |error: Error| SmtpError::Tls(error.to_string());
    let builder = TlsParameters::builder(host.to_owned());
    let Some(path) = authorities else {
        return builder.certificate_store(CertificateStore::WebpkiRoots).build().map_err(wrong);
    };
    let path = data.root().join(path);
    let pem = fs::read(&path).map_err(|error| SmtpError::File(path, error))?;
    let certificate = Certificate::from_pem(&pem).map_err(wrong)?;
    builder.certificate_store(CertificateStore::None).add_root_certificate(certificate).build().map_err(wrong)
}

/// The password: systemd's credential goes before the file. A line end behind it is no part of it.
fn password(data: &DataDir, file: &Path) -> Result<String, SmtpError> {
    let handed = secret::handed(secret::credentials().as_deref(), CREDENTIAL);
    let path = handed.unwrap_or_else(|| data.root().join(file));
    let bytes = secret::read(&path)?;
    let text = String::from_utf8(bytes).map_err(|_| SmtpError::File(path, io::ErrorKind::InvalidData.into()))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

fn ends(error: &Error) -> bool {
    error.status().is_some_and(|code| code.to_string() == "421")
}

/// What went wrong, on one line, in plain characters.
fn words(error: &Error) -> String {
    let mut said = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        let inner_words = inner.to_string();
        if !said.contains(&inner_words) {
            said = format!("{said}: {inner_words}");
        }
        cause = inner.source();
    }
    said.chars().map(|c| if c.is_control() { ' ' } else { c }).take(ANSWER).collect()
}
