//! Who the child is: the words of the heading, and every element with every state's value.

use std::collections::{BTreeMap, BTreeSet};

use super::members::Word;
use super::view::{ElementRow, Identification, Sourced};
use super::{RecordsError, lines};
use crate::model::{Contribution, Date, Element, Line, Parent, PersonName, StateCode, Value, Version};
use crate::store::{Read, tables};

/// The heading, in the words of the newest contribution alone: of its lines the newest that has a name, a birth date,
/// a sex, because a line may bring no more than a parent's address. When every state has withdrawn, in the last words
/// of the one that was received last, so that the child still has a name.
pub(super) fn identification(read: &impl Read, words: &[Word], day: Date) -> Result<Identification, RecordsError> {
    let withdrawn = if words.iter().any(|word| word.contribution.is_some()) {
        Vec::new()
    } else {
        words.iter().map(|word| last_words(read, word)).collect::<Result<Vec<_>, _>>()?
    };
    let live = lines::newest_first(words).into_iter().filter_map(|word| word.contribution.as_ref());
    let said: Vec<(StateCode, Vec<&Line>)> =
        live.chain(withdrawn.iter().flatten()).map(|one| (one.key.state, newest_lines(one))).collect();
    let heading = said.first().map(|(_, lines)| lines.as_slice()).unwrap_or_default();
    let name = heading.iter().map(|line| name_of(line).to_string()).find(|name| !name.is_empty()).unwrap_or_default();
    let birth_date = heading.iter().find_map(|line| line.date(Element::BIRTH_DATE));
    Ok(Identification {
        also_known_as: other_names(&said, &name),
        name,
        birth_date,
        age: birth_date.map(|born| born.age_on(day)),
        sex: heading.iter().find_map(|line| line.text(Element::SEX)).map(str::to_owned),
        parents: parents(&said),
    })
}

/// One row per element that any live contribution fills.
pub(super) fn rows(words: &[Word]) -> Vec<ElementRow> {
    let mut values: BTreeMap<Element, Vec<Sourced<Value>>> = BTreeMap::new();
    for word in lines::newest_first(words) {
        let mut own: BTreeMap<Element, &Value> = BTreeMap::new();
        let lines = word.contribution.as_ref().map(newest_lines).unwrap_or_default();
        for (element, value) in lines.into_iter().flat_map(Line::values) {
            own.entry(element).or_insert(value);
        }
        for (element, value) in own {
            let sourced = Sourced { value: value.clone(), source: word.source.clone() };
            values.entry(element).or_default().push(sourced);
        }
    }
    let row = |(element, said): (Element, Vec<Sourced<Value>>)| {
        let mut said = said.into_iter();
        let value = said.next()?;
        let others: Vec<_> = said.collect();
        let conflict = others.iter().any(|other| !agree(&value.value, &other.value));
        Some(ElementRow { element, value, others, conflict })
    };
    values.into_iter().filter_map(row).collect()
}

/// Case, accents and blanks make no conflict between texts.
fn agree(one: &Value, other: &Value) -> bool {
    match (one.text(), other.text()) {
        (Some(one), Some(other)) => lines::fold(one) == lines::fold(other),
        _ => one == other,
    }
}

/// The demographics lines, the one with the highest record id first (of equals, the last): states append what is
/// new, and the matching engine reads them so.
fn newest_lines(contribution: &Contribution) -> Vec<&Line> {
    let mut lines: Vec<&Line> = contribution.demographics.iter().rev().collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.record_id));
    lines
}

fn last_words(read: &impl Read, word: &Word) -> Result<Option<Contribution>, RecordsError> {
    let no = word.source.no;
    let versions = read.range(&tables::VERSION, (no, 0)..=(no, word.member.versions))?;
    Ok(versions.into_iter().rev().find_map(|(_, Version { contribution, .. })| contribution))
}

fn name_of(line: &Line) -> PersonName {
    let part = |element| line.text(element).unwrap_or_default().into();
    PersonName {
        first: part(Element::FIRST_NAME),
        middle: part(Element::MIDDLE_NAME),
        last_1: part(Element::LAST_NAME_1),
        last_2: part(Element::LAST_NAME_2),
        suffix: part(Element::SUFFIX),
    }
}

/// Every other spelling in order of its age, newest first.
fn other_names(said: &[(StateCode, Vec<&Line>)], heading: &str) -> Vec<(String, Vec<StateCode>)> {
    let mut names: Vec<(String, Vec<StateCode>)> = Vec::new();
    for (state, line) in said.iter().flat_map(|(state, lines)| lines.iter().map(move |line| (*state, line))) {
        let name = name_of(line).to_string();
        if name.is_empty() || name == heading {
            continue;
        }
        match names.iter_mut().find(|(known, _)| *known == name) {
            Some((_, states)) if states.contains(&state) => {}
            Some((_, states)) => states.push(state),
            None => names.push((name, vec![state])),
        }
    }
    names
}

fn parents(said: &[(StateCode, Vec<&Line>)]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut parents = Vec::new();
    for line in said.iter().flat_map(|(_, lines)| lines) {
        let pairs =
            [(Element::PARENT_1_FIRST, Element::PARENT_1_LAST), (Element::PARENT_2_FIRST, Element::PARENT_2_LAST)];
        for (first, last) in pairs {
            let part = |element| line.text(element).unwrap_or_default().into();
            let parent = Parent { first: part(first), last: part(last) }.to_string();
            if !parent.is_empty() && seen.insert(lines::fold(&parent)) {
                parents.push(parent);
            }
        }
    }
    parents
}

#[cfg(test)]
mod tests {
    use crate::model::{Element, LineKind};
    use crate::records::testing::{World, date, day, line, text, word};

    #[test]
    fn a_line_with_no_more_than_an_address_takes_nothing_from_the_heading() {
        let world = World::new();
        let first = word("TX/1", "Ana", "Garza", "2010-05-17");
        let second = line(first, LineKind::Demographics, &[(77, text("ana@example.org"))]);
        let heading = world.record(world.send("2024-01-01", &second).msix_id).identification;
        assert_eq!((heading.name.as_str(), heading.birth_date), ("Ana Garza", Some(day("2010-05-17"))));
        assert_eq!((heading.sex.as_deref(), heading.age), (Some("Female"), Some(14)));
        assert!(heading.also_known_as.is_empty());
        // A newer line that corrects one of them says so for that one.
        let third = line(second, LineKind::Demographics, &[(10, date("2010-05-18"))]);
        let heading = world.record(world.send("2024-01-02", &third).msix_id).identification;
        assert_eq!((heading.name.as_str(), heading.birth_date), ("Ana Garza", Some(day("2010-05-18"))));
    }

    #[test]
    fn the_heading_never_mixes_two_states() {
        let world = World::new();
        world.send("2024-01-01", &word("WA/1", "Ana", "Garza", "2010-05-17"));
        let mut newer = word("TX/1", "Ana", "Garza", "2010-05-17");
        newer.demographics[0].remove(Element::SEX);
        let child = world.send("2024-01-02", &newer).msix_id;
        assert_eq!(world.record(child).members.len(), 2);
        assert_eq!(world.record(child).identification.sex, None);
    }
}
