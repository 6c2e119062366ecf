//! The two languages of the portal. Messages are in `assets/locales/`, one file per topic.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "the loader's macro reads files that a test has read")]

use std::borrow::Cow;
use std::collections::HashMap;

pub use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid, static_loader};

static_loader! {
    static MESSAGES = {
        locales: "./assets/locales",
        fallback_language: "en",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

static EN: LanguageIdentifier = langid!("en");
static ES: LanguageIdentifier = langid!("es");

/// A language of the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// American English.
    #[default]
    English,
    /// Spanish as written in the United States and Mexico.
    Spanish,
}

impl Language {
    /// Both.
    pub const ALL: [Self; 2] = [Self::English, Self::Spanish];

    /// `en` or `es`: the value of `lang` attributes, cookies and accounts.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
        }
    }

    /// The language's own name.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Spanish => "Espa\u{f1}ol",
        }
    }

    /// From a code; `None` for other languages.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The first language of an `Accept-Language` header that the portal has. Weights are not read: browsers send
    /// the list in order of preference.
    pub fn from_accept(header: &str) -> Option<Self> {
        header.split(',').find_map(|item| {
            let tag = item.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
            Self::from_code(tag.split('-').next().unwrap_or_default())
        })
    }

    fn identifier(self) -> &'static LanguageIdentifier {
        match self {
            Self::English => &EN,
            Self::Spanish => &ES,
        }
    }
}

/// A message. A key without a message shows the key, and a test finds it.
pub fn t(language: Language, key: &str) -> String {
    MESSAGES.try_lookup(language.identifier(), key).unwrap_or_else(|| key.to_owned())
}

/// A message with arguments: numbers choose the plural.
pub fn t_args(language: Language, key: &str, args: &[(&'static str, FluentValue<'_>)]) -> String {
    let args: HashMap<Cow<'static, str>, FluentValue<'_>> =
        args.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect();
    MESSAGES.try_lookup_with_args(language.identifier(), key, &args).unwrap_or_else(|| key.to_owned())
}

/// Whether a key has a message: for keys that another module names.
pub fn has(key: &str) -> bool {
    MESSAGES.try_lookup(&EN, key).is_some()
}
