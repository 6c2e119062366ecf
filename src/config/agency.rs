//! What stands at the head and foot of a state's letters.

use std::collections::BTreeMap;

use toml::Value;

use crate::model::StateCode;

/// A state's agency as its letters name it. What is not set has general words in the language of the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// Which state.
    pub state: StateCode,
    /// Its name.
    pub name: Option<String>,
    /// Its address, line by line.
    pub address: Vec<String>,
    /// Its telephone, as it is printed.
    pub phone: Option<String>,
    /// The title of whoever signs.
    pub signature: Option<String>,
}

impl Agency {
    /// The keys of the settings that nobody has set: letters have general words there, or nothing.
    pub fn missing(&self) -> Vec<&'static str> {
        let lacks = [
            ("name", self.name.is_none()),
            ("address", self.address.is_empty()),
            ("phone", self.phone.is_none()),
            ("signature", self.signature.is_none()),
        ];
        lacks.into_iter().filter(|(_, lacks)| *lacks).map(|(key, _)| key).collect()
    }
}

/// The agencies that the settings name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agencies(BTreeMap<StateCode, Agency>);

impl Agencies {
    /// That of a state; without a name when the settings do not have it.
    pub fn of(&self, state: StateCode) -> Agency {
        let nameless = || Agency { state, name: None, address: Vec::new(), phone: None, signature: None };
        self.0.get(&state).cloned().unwrap_or_else(nameless)
    }

    /// Takes up `[agency.TX]`. The mistake, if it is none.
    pub fn read(&mut self, code: &str, value: &Value) -> Result<(), String> {
        let state: StateCode =
            code.parse().map_err(|_| format!("agency.{code} must be named by a state's two letters"))?;
        let table = value.as_table().ok_or_else(|| format!("agency.{code} must be a section [agency.{code}]"))?;
        let mut agency = self.of(state);
        for (key, value) in table {
            let text = value.as_str().filter(|text| fits(text)).map(str::to_owned);
            let lines = || {
                value.as_array()?.iter().map(|line| Some(line.as_str().filter(|line| fits(line))?.to_owned())).collect()
            };
            match (key.as_str(), text) {
                ("name", Some(text)) => agency.name = Some(text),
                ("phone", Some(text)) => agency.phone = Some(text),
                ("signature", Some(text)) => agency.signature = Some(text),
                ("address", _) => {
                    let lines: Option<Vec<String>> = lines();
                    let wrong = || format!("agency.{code}.address must be a list of lines in quotes");
                    agency.address = lines.filter(|lines| lines.len() <= 6).ok_or_else(wrong)?;
                }
                ("name" | "phone" | "signature", None) => {
                    return Err(format!("agency.{code}.{key} must be a text of one line in quotes"));
                }
                _ => return Err(format!("unknown key `agency.{code}.{key}`")),
            }
        }
        self.0.insert(state, agency);
        Ok(())
    }
}

fn fits(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= 200 && !text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Agencies, String> {
        let table: toml::Table = text.parse().unwrap();
        let mut agencies = Agencies::default();
        for (code, value) in &table {
            agencies.read(code, value)?;
        }
        Ok(agencies)
    }

    #[test]
    fn an_agency_has_a_name_or_general_words() {
        let texas: StateCode = "TX".parse().unwrap();
        let known =
            read("[TX]\nname = \"Agency\"\naddress = [\"1 Street\", \"Austin\"]\nphone = \"512 555 0100\"").unwrap();
        assert_eq!(known.of(texas).address, ["1 Street", "Austin"]);
        assert_eq!(known.of("FL".parse().unwrap()).name, None);
        for (wrong, says) in [
            ("[XX]\nname = \"A\"", "two letters"),
            ("TX = 1", "section"),
            ("[TX]\nfax = \"1\"", "unknown key"),
            ("[TX]\nname = \"a\\nb\"", "one line"),
            ("[TX]\naddress = \"a\"", "list of lines"),
        ] {
            assert!(read(wrong).unwrap_err().contains(says), "{wrong}");
        }
    }
}
