//! What a contribution says about who the child is.

use crate::model::{Contribution, Element, Evidence, Line, Parent, PersonName, Text};

/// The evidence of identity in a contribution.
///
/// A state numbers its demographics lines upward as it adds them, so the line with the highest record id is taken as
/// the newest (of equal ids, the later in the file). Names and birth dates come newest first, no two alike; of the
/// other elements the newest line that has a value speaks. A demographics line without any name adds no name.
pub fn evidence(contribution: &Contribution) -> Evidence {
    let mut lines: Vec<&Line> = contribution.demographics.iter().rev().collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.record_id));
    let text = |element| lines.iter().find_map(|line| line.text(element)).map(Text::from);
    Evidence {
        key: contribution.key.clone(),
        msix_id_sent: contribution.msix_id_sent,
        alternates: contribution.alternates.clone(),
        names: distinct(lines.iter().map(|line| name(line)).filter(|name| name.parts().next().is_some())),
        birth_dates: distinct(lines.iter().filter_map(|line| line.date(Element::BIRTH_DATE))),
        sex: lines.iter().find_map(|line| line.text(Element::SEX)?.parse().ok()),
        multiple_birth: lines.iter().find_map(|line| line.flag(Element::MULTIPLE_BIRTH)),
        birth_city: text(Element::BIRTH_CITY),
        birth_state: text(Element::BIRTH_STATE),
        birth_country: text(Element::BIRTH_COUNTRY),
        parents: distinct(lines.iter().flat_map(|line| parents(line))),
    }
}

fn name(line: &Line) -> PersonName {
    PersonName {
        first: part(line, Element::FIRST_NAME),
        middle: part(line, Element::MIDDLE_NAME),
        last_1: part(line, Element::LAST_NAME_1),
        last_2: part(line, Element::LAST_NAME_2),
        suffix: part(line, Element::SUFFIX),
    }
}

fn parents(line: &Line) -> impl Iterator<Item = Parent> {
    [(Element::PARENT_1_FIRST, Element::PARENT_1_LAST), (Element::PARENT_2_FIRST, Element::PARENT_2_LAST)]
        .map(|(first, last)| Parent { first: part(line, first), last: part(line, last) })
        .into_iter()
        .filter(|parent| !(parent.first.is_empty() && parent.last.is_empty()))
}

fn part(line: &Line, element: Element) -> Text {
    line.text(element).unwrap_or_default().trim().into()
}

fn distinct<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut kept = Vec::new();
    for value in values {
        if !kept.contains(&value) {
            kept.push(value);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::fixtures::key;
    use crate::model::{Date, Sex, Value};

    #[test]
    fn the_newest_line_speaks_first_and_nothing_twice() {
        let mut old = Line::new(1);
        old.set(Element::FIRST_NAME, Value::Text("Lissete".into()));
        old.set(Element::LAST_NAME_1, Value::Text("Flores".into()));
        old.set(Element::BIRTH_DATE, Value::Date(Date::new(2012, 3, 4).unwrap()));
        old.set(Element::SEX, Value::Code("Female".into()));
        old.set(Element::PARENT_2_FIRST, Value::Text("Ana".into()));
        let mut new = old.clone();
        new.record_id = 2;
        new.set(Element::FIRST_NAME, Value::Text("Lizete".into()));
        new.remove(Element::SEX);
        let contribution = Contribution {
            key: key("TX", "1"),
            id_type: None,
            msix_id_sent: None,
            alternates: Vec::new(),
            demographics: vec![old, new, Line::new(3)],
            moves: Vec::new(),
            enrollments: Vec::new(),
            courses: Vec::new(),
            assessments: Vec::new(),
        };
        let evidence = evidence(&contribution);
        assert_eq!(evidence.names.iter().map(|name| name.first.as_str()).collect::<Vec<_>>(), ["Lizete", "Lissete"]);
        assert_eq!(evidence.birth_dates.len(), 1);
        assert_eq!(evidence.sex, Some(Sex::Female));
        assert_eq!(evidence.parents, [Parent { first: "Ana".into(), last: "".into() }]);
    }
}
