//! One value as people read it: days with the month's name, codes by their meaning, telephone numbers in groups.

use maud::{Markup, html};

use super::{Words, glance};
use crate::mde;
use crate::model::{Element, Line, Value};

/// The value of an element in a line; a dash that is read as "not sent" when it is absent.
pub(super) fn of_line(words: &Words, line: &Line, element: Element) -> Markup {
    match line.value(element) {
        Some(found) => value(words, element, found),
        None if element == Element::SCHOOL_NAME && line.value(Element::FACILITY_NAME).is_some() => {
            of_line(words, line, Element::FACILITY_NAME)
        }
        None => {
            html! { span .absent { span aria-hidden="true" { "\u{2013}" } span .visually-hidden { (words.t("record-not-sent")) } } }
        }
    }
}

/// A value of an element.
pub(super) fn value(words: &Words, element: Element, value: &Value) -> Markup {
    html! { (plain(words, element, value)) }
}

/// The same as text.
pub(in crate::web::views) fn plain(words: &Words, element: Element, value: &Value) -> String {
    match value {
        Value::Date(day) => words.date(*day),
        Value::Month(month) => words.month(*month),
        Value::Flag(flag) => words.yes_no(*flag),
        Value::Hundredths(units) => glance::units(*units),
        Value::Code(code) => coded(words, element, code),
        Value::Text(text) if is_telephone(element) => glance::telephone(text),
        other => other.to_string(),
    }
}

/// The meaning of a code. A country without a message has its English name; states keep their postal codes.
fn coded(words: &Words, element: Element, code: &str) -> String {
    let Some(list) = mde::dictionary().element(element).and_then(|info| info.code_list) else {
        return code.to_owned();
    };
    let meaning = words.code(list, code);
    match mde::dictionary().meaning(element, code) {
        Some(english) if list == "country" && meaning == code => english.to_owned(),
        _ => meaning,
    }
}

fn is_telephone(element: Element) -> bool {
    [Element::TELEPHONE, Element::PARENT_1_PHONE, Element::PARENT_2_PHONE].contains(&element)
}
