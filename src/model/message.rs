//! Messages to people: that there is something to see or to do in the portal. Nothing about a child is ever in one.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Text, Timestamp};

/// An e-mail address as it is compared and written into a header: printable ASCII without brackets, quotes or
/// separators, lower case, one `@`, at most 254 characters (RFC 5321, section 4.5.3.1.3).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(Text);

/// A text is no e-mail address that can be written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address")]
pub struct EmailError;

impl Email {
    const MOST: usize = 254;

    /// The sender of an installation that has not set one.
    pub fn of_this_machine() -> Self {
        Self("vereda@localhost.localdomain".into())
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = EmailError;

    fn from_str(typed: &str) -> Result<Self, EmailError> {
        let address = typed.trim().to_ascii_lowercase();
        let (local, domain) = address.split_once('@').ok_or(EmailError)?;
        let plain = |b: u8| b.is_ascii_graphic() && !b"<>()[]\\,;:\"@".contains(&b);
        let label =
            |l: &str| !l.is_empty() && !l.starts_with('-') && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let fits = !local.is_empty()
            && address.len() <= Self::MOST
            && local.bytes().all(plain)
            && domain.contains('.')
            && domain.split('.').all(label);
        if fits { Ok(Self(address.into())) } else { Err(EmailError) }
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a message says. Its words are in the message files under `mail-`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MessageKind {
    /// The user name of a new account: the first of the two messages.
    UserName,
    /// The one-time password of an account, its secret: the second of the two messages.
    OneTimePassword,
    /// Somebody named the addressee as supervisor in an application; the secret is the token of the link.
    ConfirmApplication,
    /// An application waits for a user administrator.
    ApplicationWaiting,
    /// An application was refused; why is said in person.
    ApplicationRefused,
    /// The Rules of Behavior have to be accepted again.
    TermsDue,
    /// The yearly training has to be taken again.
    TrainingDue,
    /// Somebody asked for a new password; the secret is the token of the link.
    PasswordReset,
    /// A password or a second factor was changed.
    CredentialsChanged,
    /// The account was disabled.
    AccountDisabled,
    /// The account may be used again.
    AccountEnabled,
    /// The account was closed for good.
    AccountDeactivated,
    /// A move notice waits.
    NoticeWaiting,
    /// A data request waits.
    RequestWaiting,
    /// What was asked for has come, or the state said why it does not.
    RequestAnswered,
    /// A request for correction waits.
    CorrectionWaiting,
    /// A request for correction was decided by the state to which it was forwarded.
    CorrectionDecided,
    /// Somebody was given an item of the worklist.
    ItemAssigned,
    /// A legal clock is at a point of which somebody is told.
    ClockWarning,
    /// What waits, once a day.
    Digest,
    /// A webhook has failed for so long that it is no longer called.
    WebhookEnded,
    /// Corrected data have come.
    CorrectionArrived,
    /// An application waits in a state that has no user administrator.
    ApplicationUnattended,
    /// A request for correction was taken back by who asked.
    CorrectionWithdrawn,
    /// Whoever received a move notice did something about it.
    NoticeAnswered,
}

impl MessageKind {
    /// All of them.
    pub const ALL: [Self; 25] = [
        Self::UserName,
        Self::OneTimePassword,
        Self::ConfirmApplication,
        Self::ApplicationWaiting,
        Self::ApplicationRefused,
        Self::TermsDue,
        Self::TrainingDue,
        Self::PasswordReset,
        Self::CredentialsChanged,
        Self::AccountDisabled,
        Self::AccountEnabled,
        Self::AccountDeactivated,
        Self::NoticeWaiting,
        Self::RequestWaiting,
        Self::RequestAnswered,
        Self::CorrectionWaiting,
        Self::CorrectionDecided,
        Self::ItemAssigned,
        Self::ClockWarning,
        Self::Digest,
        Self::WebhookEnded,
        Self::CorrectionArrived,
        Self::ApplicationUnattended,
        Self::CorrectionWithdrawn,
        Self::NoticeAnswered,
    ];

    /// Whether it tells of work that waits, so that the person chooses how: the others concern the account itself and
    /// are always sent at once.
    pub fn is_work(self) -> bool {
        matches!(
            self,
            Self::ApplicationWaiting
                | Self::ApplicationUnattended
                | Self::NoticeWaiting
                | Self::NoticeAnswered
                | Self::RequestWaiting
                | Self::RequestAnswered
                | Self::CorrectionWaiting
                | Self::CorrectionDecided
                | Self::CorrectionArrived
                | Self::CorrectionWithdrawn
                | Self::ItemAssigned
                | Self::ClockWarning
        )
    }

    /// The word in keys of messages and in the audit log.
    pub fn word(self) -> &'static str {
        match self {
            Self::UserName => "user-name",
            Self::OneTimePassword => "one-time-password",
            Self::ConfirmApplication => "confirm-application",
            Self::ApplicationWaiting => "application-waiting",
            Self::ApplicationRefused => "application-refused",
            Self::TermsDue => "terms-due",
            Self::TrainingDue => "training-due",
            Self::PasswordReset => "password-reset",
            Self::CredentialsChanged => "credentials-changed",
            Self::AccountDisabled => "account-disabled",
            Self::AccountEnabled => "account-enabled",
            Self::AccountDeactivated => "account-deactivated",
            Self::NoticeWaiting => "notice-waiting",
            Self::RequestWaiting => "request-waiting",
            Self::RequestAnswered => "request-answered",
            Self::CorrectionWaiting => "correction-waiting",
            Self::CorrectionDecided => "correction-decided",
            Self::ItemAssigned => "item-assigned",
            Self::ClockWarning => "clock-warning",
            Self::Digest => "digest",
            Self::WebhookEnded => "webhook-ended",
            Self::CorrectionArrived => "correction-arrived",
            Self::ApplicationUnattended => "application-unattended",
            Self::CorrectionWithdrawn => "correction-withdrawn",
            Self::NoticeAnswered => "notice-answered",
        }
    }
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Delivery {
    /// It waits.
    Waiting,
    /// It was handed to the mail system.
    Mailed {
        /// When.
        at: Timestamp,
    },
    /// A user administrator printed it.
    Printed {
        /// When.
        at: Timestamp,
    },
    /// What it carries stopped working before it went out, so it never did.
    Expired {
        /// When.
        at: Timestamp,
    },
    /// It waits for the next daily message.
    Gathered,
    /// It was not mailed by itself: a daily message told of it, or the person wants no mail and sees it in the portal.
    Kept {
        /// When.
        at: Timestamp,
    },
    /// The mail server refused it for good, or for longer than is tried.
    Failed {
        /// When.
        at: Timestamp,
    },
}

/// What a mail server made of a message so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tries {
    /// How often it was handed over, the last time included.
    pub count: u32,
    /// Whether the last time is not answered yet: if the process dies now, it may go out once more.
    pub under_way: bool,
    /// When it is tried again; none for at once.
    pub next: Option<Timestamp>,
    /// What the server last said against it; empty for nothing.
    pub trouble: Text,
    /// When it first came back from a server: from then on it is known for how long it cannot be delivered. None while
    /// it was only waiting.
    pub first: Option<Timestamp>,
}

/// A message to a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// To whom; none for a person without an address, whose messages can only be printed.
    pub to: Option<Email>,
    /// The account concerned; empty for somebody who has none.
    pub user_name: Text,
    /// What it says.
    pub kind: MessageKind,
    /// `en` or `es`.
    pub language: Text,
    /// What the words leave open: the name of an applicant, the day on which something is due. Never of a child.
    pub about: Text,
    /// What must not be read by anybody else; taken out when the message is delivered.
    pub secret: Option<Text>,
    /// When what it carries stops working; it is not delivered afterwards.
    pub until: Option<Timestamp>,
    /// When it was posted.
    pub created: Timestamp,
    /// What became of it.
    pub delivery: Delivery,
    /// What a mail server made of it so far.
    pub tries: Tries,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_lowered_and_cannot_end_a_header() {
        assert_eq!(" Ana.Paz+x@Tea.Texas.GOV ".parse::<Email>().unwrap().as_str(), "ana.paz+x@tea.texas.gov");
        let wrong = [
            "",
            "ana",
            "@x.gov",
            "ana@gov",
            "ana@x..gov",
            "a\r\nBcc: b@x.gov",
            "a b@x.gov",
            "<a@x.gov>",
            "a@b@x.gov",
            "a@x.gov,b@x.gov",
            "a@-x.gov",
        ];
        for text in wrong {
            assert_eq!(text.parse::<Email>(), Err(EmailError), "{text}");
        }
        assert!(format!("{}@x.gov", "a".repeat(250)).parse::<Email>().is_err());
    }
}
