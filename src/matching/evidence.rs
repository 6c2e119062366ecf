//! What a contribution says about who the child is.

use super::life;
use crate::model::{AlternateId, Contribution, Element, Evidence, Line, Parent, PersonName, Text};

/// Most spellings of the child's name.
const MOST_NAMES: usize = 8;
/// Most birth dates.
const MOST_BIRTH_DATES: usize = 4;
/// Most parents.
const MOST_PARENTS: usize = 8;
/// Most other identifiers in the same state.
const MOST_ALTERNATES: usize = 16;
/// Most telephones and e-mail addresses.
const MOST_CONTACTS: usize = 6;

/// The evidence of identity in a contribution.
///
/// A state numbers its demographics lines upward as it adds them, so the line with the highest record id is taken as
/// the newest (of equal ids, the later in the file). Names and birth dates come newest first, no two alike; of the
/// other elements the newest line that has a value speaks. A demographics line without any name adds no name.
///
/// Candidates are compared name by name inside the open transaction, so there are at most `MOST_NAMES` names,
/// `MOST_BIRTH_DATES` birth dates, `MOST_PARENTS` parents and `MOST_ALTERNATES` other identifiers, the newest of
/// each: a contribution may have 999 lines, and the work grows with the product of two children's names.
pub fn evidence(contribution: &Contribution) -> Evidence {
    let mut lines: Vec<&Line> = contribution.demographics.iter().rev().collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.record_id));
    let text = |element| lines.iter().find_map(|line| line.text(element)).map(Text::from);
    Evidence {
        key: contribution.key.clone(),
        msix_id_sent: contribution.msix_id_sent,
        alternates: alternates(contribution),
        names: distinct(lines.iter().map(|line| name(line)).filter(|name| name.parts().next().is_some()), MOST_NAMES),
        birth_dates: distinct(lines.iter().filter_map(|line| line.date(Element::BIRTH_DATE)), MOST_BIRTH_DATES),
        sex: lines.iter().find_map(|line| line.text(Element::SEX)?.parse().ok()),
        multiple_birth: lines.iter().find_map(|line| line.flag(Element::MULTIPLE_BIRTH)),
        birth_city: text(Element::BIRTH_CITY),
        birth_state: text(Element::BIRTH_STATE),
        birth_country: text(Element::BIRTH_COUNTRY),
        parents: distinct(lines.iter().flat_map(|line| parents(line)), MOST_PARENTS),
        contacts: distinct(lines.iter().flat_map(|line| life::contacts(line)), MOST_CONTACTS),
        moves: life::moves(&contribution.moves),
        stays: life::stays(&contribution.enrollments),
        cohort: life::cohort(&contribution.enrollments),
        residence: life::residence(&contribution.enrollments),
    }
}

/// The last ones of the file, in its order: like demographics lines they are appended.
fn alternates(contribution: &Contribution) -> Vec<AlternateId> {
    let mut newest = distinct(contribution.alternates.iter().rev().cloned(), MOST_ALTERNATES);
    newest.reverse();
    newest
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

/// The first `most` values, no two alike.
fn distinct<T: PartialEq>(values: impl Iterator<Item = T>, most: usize) -> Vec<T> {
    let mut kept = Vec::new();
    for value in values {
        if !kept.contains(&value) {
            kept.push(value);
        }
        if kept.len() == most {
            break;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::fixtures::key;
    use crate::model::{Date, Sex, Value};

    fn with(demographics: Vec<Line>) -> Contribution {
        Contribution {
            key: key("TX", "1"),
            id_type: None,
            msix_id_sent: None,
            alternates: Vec::new(),
            demographics,
            moves: Vec::new(),
            enrollments: Vec::new(),
            courses: Vec::new(),
            assessments: Vec::new(),
        }
    }

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
        let evidence = evidence(&with(vec![old, new, Line::new(3)]));
        assert_eq!(evidence.names.iter().map(|name| name.first.as_str()).collect::<Vec<_>>(), ["Lizete", "Lissete"]);
        assert_eq!(evidence.birth_dates.len(), 1);
        assert_eq!(evidence.sex, Some(Sex::Female));
        assert_eq!(evidence.parents, [Parent { first: "Ana".into(), last: "".into() }]);
    }

    /// Whatever a state sends, comparing two children stays a small piece of work; the newest words are kept.
    #[test]
    fn the_most_lines_a_file_may_have_leave_little_to_compare() {
        let line = |n: u16| {
            let mut line = Line::new(n);
            line.set(Element::FIRST_NAME, Value::Text(format!("Ana{n}").into()));
            line.set(Element::BIRTH_DATE, Value::Date(Date::new(2010, 1, 1).unwrap().plus_days(n.into())));
            line.set(Element::PARENT_1_LAST, Value::Text(format!("Flores{n}").into()));
            line.set(Element::PARENT_2_LAST, Value::Text(format!("Garza{n}").into()));
            line
        };
        let mut contribution = with((1..=999).map(line).collect());
        let alternate = |n: u16| AlternateId { id: format!("A{n}").into(), id_type: None };
        contribution.alternates = (1..=999).map(alternate).collect();
        let evidence = evidence(&contribution);
        assert_eq!((evidence.names.len(), evidence.birth_dates.len(), evidence.parents.len()), (8, 4, 8));
        assert_eq!((evidence.names[0].first.as_str(), evidence.names[7].first.as_str()), ("Ana999", "Ana992"));
        assert_eq!(evidence.birth_dates[0], Date::new(2010, 1, 1).unwrap().plus_days(999));
        assert_eq!(evidence.alternates, (984..=999).map(alternate).collect::<Vec<_>>());
    }
}
