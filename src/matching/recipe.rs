//! The recipe of the blocking keys as one number: keys are stored, so a store must notice when they are made otherwise.

use super::block::{filing, fnv, sound};
use super::name::known_words;
use crate::model::{AlternateId, ContributionKey, Date, Evidence, MsixId, Parent, PersonName, Text};

/// A digest (FNV-1a, 64 bits, in hex) of what every word of the names table becomes in a key, and of the keys of invented
/// contributions with all that gives keys. Another table of names, another sound of a word, another part of a key: another
/// digest.
pub fn recipe() -> Text {
    let mut digest = fnv("recipe", &[]);
    let mut mix = |text: &str| digest = fnv(&digest.to_string(), &[text]);
    for word in known_words() {
        mix(word);
        mix(&sound(word));
    }
    for specimen in specimens() {
        let filing = filing(&specimen);
        filing.keys.iter().for_each(|key| mix(&key.to_string()));
        mix(&format!("{:?}", filing.sketch));
    }
    Text::from(format!("{digest:016x}"))
}

/// Of an ordinary birth date, and of 1 January; and one that says everything several times.
fn specimens() -> impl Iterator<Item = Evidence> {
    let days = [20_120_304, 20_110_101, 19_790_228];
    days.into_iter().filter_map(|day| specimen(Date::from_number(day).ok()?)).chain(repeated())
}

fn repeated() -> Option<Evidence> {
    let mut said = specimen(Date::from_number(20_120_304).ok()?)?;
    said.names.push(PersonName { first: "Lisset".into(), middle: "Maria Jose Ana".into(), ..PersonName::default() });
    said.birth_dates.push(Date::from_number(20_120_403).ok()?);
    said.parents.extend(["Rosa", "Luis"].map(|first| Parent { first: first.into(), last: "Paz".into() }));
    Some(said)
}

fn specimen(born: Date) -> Option<Evidence> {
    let key = ContributionKey { state: "TX".parse().ok()?, id: "1".parse().ok()? };
    let alternate = |id: &str| AlternateId { id: id.into(), id_type: None };
    let name = PersonName {
        first: "Liz-et".into(),
        middle: "Guadalupe".into(),
        last_1: "De la Cruz Vill\u{e1}robos".into(),
        last_2: "Hernandez".into(),
        suffix: "Jr".into(),
    };
    Some(Evidence {
        msix_id_sent: MsixId::from_serial(7),
        alternates: ["old", "newer", "newest"].map(alternate).to_vec(),
        names: vec![name],
        birth_dates: vec![born],
        parents: vec![Parent { first: "Xochitl".into(), last: "Quispe Yllescas".into() }],
        contacts: vec![9_565_550],
        ..Evidence::silent(key)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// When this fails, keys are made otherwise than in the stores that are in use: each makes them anew at its next start.
    /// Write the new digest here, if that is what you want.
    #[test]
    fn the_recipe_is_the_one_that_stores_know() {
        assert_eq!(recipe().as_str(), "87247d68f196c80f");
        assert_eq!(specimens().count(), 4);
    }
}
