//! Messages as words: for the mail, and for the letters that a user administrator prints.

use super::i18n::{Language, t, t_args};
use super::views::{date, timestamp};
use crate::model::{Date, Message, MessageKind, Timestamp};

/// A message in the language of the person it goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The codes of its languages, as a header names them: `es`, or `es, en`.
    pub languages: String,
    /// One line.
    pub subject: String,
    /// Lines with `\n`; an empty line between paragraphs.
    pub text: String,
}

/// Puts a message into words. `portal` is the portal's address, without a slash at the end.
pub fn letter(message: &Message, portal: &str) -> Letter {
    let language = Language::from_code(&message.language).unwrap_or_default();
    let letter = in_language(message, portal, language);
    if message.kind != MessageKind::ConfirmApplication {
        return letter;
    }
    // The applicant's language is known, not the supervisor's: she reads it in hers.
    let others = Language::ALL.into_iter().filter(|other| *other != language);
    others.map(|other| in_language(message, portal, other)).fold(letter, |first, other| Letter {
        languages: format!("{}, {}", first.languages, other.languages),
        subject: format!("{} / {}", first.subject, other.subject),
        text: format!("{}\n* * *\n\n{}", first.text, other.text),
    })
}

fn in_language(message: &Message, portal: &str, language: Language) -> Letter {
    let word = message.kind.word();
    let secret = message.secret.as_deref().unwrap_or_default();
    // A link that works for minutes ends at a time, not on a day.
    let said = |until: Timestamp| match message.kind {
        MessageKind::PasswordReset => timestamp(language, until),
        _ => date(language, until.date()),
    };
    let until = message.until.map(said).unwrap_or_default();
    // A day is kept as such and said in the language of the letter.
    let about = message.about.parse::<Date>().map_or_else(|_| message.about.to_string(), |day| date(language, day));
    let args = [
        ("portal", portal.into()),
        ("user", message.user_name.as_str().into()),
        ("about", about.into()),
        ("until", until.into()),
        ("secret", secret.into()),
        ("link", link(message.kind, portal, secret).into()),
    ];
    let text = t_args(language, &format!("mail-{word}-text"), &args);
    Letter {
        languages: language.code().to_owned(),
        subject: t_args(language, &format!("mail-{word}-subject"), &args),
        text: format!("{text}\n\n{}\n", t(language, "mail-foot")),
    }
}

/// The address of a one-time link. The token is part of the path of a page that shows a form and changes nothing.
fn link(kind: MessageKind, portal: &str, secret: &str) -> String {
    match kind {
        MessageKind::ConfirmApplication => format!("{portal}/applications/confirm/{secret}"),
        MessageKind::PasswordReset => format!("{portal}/login/forgotten/{secret}"),
        _ => portal.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Delivery, Text, Tries};

    fn message(kind: MessageKind, language: &str) -> Message {
        Message {
            to: None,
            user_name: "ana.paz".into(),
            kind,
            language: language.into(),
            about: "Ben Roe".into(),
            secret: Some(Text::from("s3cret")),
            until: Some(Timestamp::default()),
            created: Timestamp::default(),
            delivery: Delivery::Waiting,
            tries: Tries::default(),
        }
    }

    /// The secret is in the three kinds that must carry it, and the user name is never beside the password.
    #[test]
    fn every_kind_has_words_and_only_some_carry_the_secret() {
        use MessageKind::{ConfirmApplication, OneTimePassword, PasswordReset};
        for language in ["en", "es"] {
            for kind in MessageKind::ALL {
                let Letter { subject, text, .. } = letter(&message(kind, language), "https://x.gov");
                assert!(!subject.starts_with("mail-") && !text.contains("mail-"), "{subject} {text}");
                assert!(!subject.contains("s3cret") && !subject.contains('\n'));
                assert!(text.contains("https://x.gov"), "{text}");
                let carries = matches!(kind, ConfirmApplication | OneTimePassword | PasswordReset);
                assert_eq!(text.contains("s3cret"), carries, "{text}");
                assert_eq!(text.contains("ana.paz"), kind == MessageKind::UserName, "{text}");
            }
        }
        let link = letter(&message(PasswordReset, "en"), "https://x.gov").text;
        assert!(link.contains(&timestamp(Language::default(), Timestamp::default())), "it ends at a time: {link}");
        let both = letter(&message(ConfirmApplication, "es"), "https://x.gov");
        assert_eq!(both.languages, "es, en");
        assert!(both.subject.starts_with("Confirme") && both.subject.contains(" / Please confirm"), "{}", both.subject);
        assert_eq!(both.text.matches("https://x.gov/applications/confirm/s3cret").count(), 2, "{}", both.text);
        let spanish = letter(&message(MessageKind::UserName, "es"), "https://x.gov");
        assert_ne!(spanish, letter(&message(MessageKind::UserName, "en"), "https://x.gov"));
    }
}
