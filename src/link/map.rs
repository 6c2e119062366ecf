//! The map: which column of a CSV is what.

use std::collections::BTreeMap;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// Which column is what. One map serves both files.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Map {
    /// The column that names a record, no two alike in a file; without it, a record is named by its number from 1 on.
    pub id: Option<String>,
    /// One character, or `tab`; a comma if nothing is said.
    pub delimiter: Option<String>,
    /// `utf-8` if nothing is said, or `windows-1252`.
    #[serde(default)]
    pub encoding: Encoding,
    /// Columns that say who a person is.
    #[serde(default)]
    pub person: Person,
    /// What keeps two persons apart whom all but a little says to be one.
    #[serde(default)]
    pub guards: Guards,
    /// Further columns.
    #[serde(default)]
    pub also: Vec<Also>,
    /// What columns are called in the second file, when otherwise.
    #[serde(default)]
    pub second: BTreeMap<String, String>,
}

/// What goes to people instead of being linked by the program.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Guards {
    /// Given names must say that it is one person: those that are merely similar where nobody knows the sex, two names that
    /// are alike, as Maribel and Marisol, and those of which a side says nothing, are for people, since all else is alike between twins and siblings. `false` for persons
    /// among whom there are none: then similar given names are enough, an identifier stands in for them even with a slip,
    /// and without a given name all else must speak by 8 bits more.
    pub given_names: bool,
}

impl Default for Guards {
    fn default() -> Self {
        Self { given_names: true }
    }
}

/// How letters are written as bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub enum Encoding {
    /// UTF-8, with or without a mark at the front.
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    /// Windows-1252, as old spreadsheets write, also by the name of Latin-1, which is a part of it: what a file calls so is
    /// read like this by every browser (Encoding Standard, 4.2).
    #[serde(rename = "windows-1252", alias = "latin1", alias = "latin-1", alias = "iso-8859-1")]
    Windows1252,
}

/// Columns of a person.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Person {
    /// Given name.
    pub first: Option<String>,
    /// Middle name.
    pub middle: Option<String>,
    /// First or only surname.
    pub last: Option<String>,
    /// Second surname.
    pub last_2: Option<String>,
    /// All in one column: `Last, First Middle`, or `First Middle Last` when there is no comma.
    pub full_name: Option<String>,
    /// Generation.
    pub suffix: Option<String>,
    /// Birth date.
    pub birth_date: Option<String>,
    /// Its forms, tried in this order; if nothing is said, `YYYY-MM-DD` and `YYYYMMDD`.
    pub birth_date_format: OneOrMore,
    /// Sex.
    pub sex: Option<String>,
    /// What stands for a woman there, besides `F` and `female`.
    pub female: OneOrMore,
    /// What stands for a man there, besides `M` and `male`.
    pub male: OneOrMore,
    /// Whether born as one of several.
    pub multiple_birth: Option<String>,
    /// Town of birth.
    pub birth_city: Option<String>,
    /// State of birth.
    pub birth_state: Option<String>,
    /// Country of birth.
    pub birth_country: Option<String>,
    /// Columns of parents.
    #[serde(deserialize_with = "parents")]
    pub parents: Vec<ParentColumns>,
    /// Telephones.
    pub phone: OneOrMore,
    /// E-mail addresses.
    pub email: OneOrMore,
    /// State that keeps the record, two letters: with `state_id`, the exchange's rule that a state has a child once holds.
    pub state: Option<String>,
    /// The child's identifier in that state.
    pub state_id: Option<String>,
    /// MSIX ID.
    pub msix_id: Option<String>,
}

/// Columns of one parent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ParentColumns {
    /// Given name.
    pub first: Option<String>,
    /// Surname.
    pub last: Option<String>,
    /// Both in one column.
    pub full_name: Option<String>,
}

/// A list of tables; what else people write there is told how to write it.
fn parents<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<ParentColumns>, D::Error> {
    let how = "`parents` is a list of tables that name columns: parents = [{ first = \"father_first\", last = \"father_last\" }], \
               or { full_name = \"father\" }";
    let toml::Value::Array(all) = toml::Value::deserialize(from)? else { return Err(D::Error::custom(how)) };
    let columns = |one: toml::Value| match one {
        toml::Value::Table(_) => ParentColumns::deserialize(one).map_err(|error| D::Error::custom(error.message())),
        _ => Err(D::Error::custom(how)),
    };
    all.into_iter().map(columns).collect()
}

/// A further column.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Also {
    /// Its name.
    pub column: String,
    /// How its values are compared.
    pub kind: Kind,
}

/// How values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Given to one person alone; two records that share it are always compared.
    Identifier,
    /// Words.
    Text,
    /// Digits.
    Number,
    /// One of a list.
    Code,
}

/// One value or a list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(untagged)]
pub enum OneOrMore {
    /// Nothing was said.
    #[default]
    None,
    /// One.
    One(String),
    /// Several.
    More(Vec<String>),
}

impl OneOrMore {
    /// All of them.
    pub fn all(&self) -> &[String] {
        match self {
            Self::None => &[],
            Self::One(one) => std::slice::from_ref(one),
            Self::More(more) => more,
        }
    }
}

/// Why a map cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MapError {
    /// Not TOML, or not of this form.
    #[error("the map cannot be read: {0}")]
    Form(#[from] toml::de::Error),
    /// Something that cannot be meant.
    #[error("the map {0}")]
    Sense(String),
}

impl Map {
    /// Reads a map.
    pub fn read(text: &str) -> Result<Self, MapError> {
        let map: Self = toml::from_str(text)?;
        let person = &map.person;
        let sense = |text: &str| Err(MapError::Sense(text.to_owned()));
        if person.full_name.is_some() && (person.first.is_some() || person.last.is_some()) {
            return sense("names `full_name` and parts of the name: one of the two");
        }
        if person.first.is_none() && person.last.is_none() && person.full_name.is_none() && map.also.is_empty() {
            return sense("names no column to compare: say at least a name under [person], or an [[also]]");
        }
        if person.state.is_some() != person.state_id.is_some() {
            return sense("names one of `state` and `state_id`: they go together");
        }
        map.delimiter()?;
        for form in person.birth_date_format.all() {
            super::dates::Form::read(form).ok_or_else(|| {
                MapError::Sense(format!(
                    "asks for dates of the form `{form}`: say it with YYYY or YY, MM or M, DD or D"
                ))
            })?;
        }
        Ok(map)
    }

    /// The byte between fields.
    pub fn delimiter(&self) -> Result<u8, MapError> {
        match self.delimiter.as_deref() {
            None => Ok(b','),
            Some("tab" | "\t") => Ok(b'\t'),
            Some(other) => match other.as_bytes() {
                [one] if one.is_ascii_punctuation() && *one != b'"' => Ok(*one),
                _ => Err(MapError::Sense(format!("asks for the delimiter `{other}`: one sign, or `tab`"))),
            },
        }
    }
}
