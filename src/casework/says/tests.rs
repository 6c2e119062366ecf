use super::*;

fn found(text: &str) -> Vec<Finding> {
    let names = ["Jos\u{e9} Garc\u{ed}a L\u{f3}pez".to_owned(), "Will O'Brien".to_owned(), "Li \u{738b}".to_owned()];
    personal_data(text, &names, &[Date::new(2010, 4, 9).unwrap()])
}

#[test]
fn names_are_found_in_any_spelling() {
    for text in [
        "Garcia moved to Texas",
        "the boy GARC\u{cd}A",
        "jose garcia is here",
        "Please call about Jose\u{301}.",
        "his name is O\u{2019}Brien",
        "Will is in grade 4",
        "\u{738b} came",
    ] {
        assert_eq!(found(text), [Finding::Name], "{text}");
    }
    for text in ["they will come back", "los padres viven en San Antonio", "the garciaparra field", "no names here"] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn numbers_of_people_are_found_by_their_shape() {
    for text in ["SSN 123-45-6789", "ssn: 123456789", "su seguro social es 123 45 6789", "123-45-6789"] {
        assert_eq!(found(text), [Finding::Ssn], "{text}");
    }
    for text in [
        "call (956) 555-0117",
        "956-555-0117",
        "956.555.0117 after five",
        "1-956-555-0117",
        "+1 956 555 0117",
        "+52 81 1234 5678",
        "cel 9565550117",
        "Tel\u{e9}fono: 9565550117",
    ] {
        assert_eq!(found(text), [Finding::Phone], "{text}");
    }
    for text in ["write to ana.paz@tea.texas.gov.", "<ana@x.org>", "a+b@mail.example.com"] {
        assert_eq!(found(text), [Finding::Email], "{text}");
    }
}

#[test]
fn birth_dates_are_found_as_people_write_them() {
    for text in [
        "2010-04-09",
        "20100409",
        "04/09/2010",
        "9/4/2010",
        "9-4-10",
        "April 9, 2010",
        "9 Apr 2010",
        "9 de abril de 2010",
        "el 9 de abril del 2010",
        "April 9th, 2010",
        "DOB 1/2/2011",
        "naci\u{f3} el 3 de mayo de 2012",
        "fecha de nacimiento: 03/05/2012",
    ] {
        assert_eq!(found(text), [Finding::BirthDate], "{text}");
    }
}

#[test]
fn what_only_looks_like_it_is_left_alone() {
    for text in [
        "MSIX ID 1234 5678 9012",
        "MSIX ID 123456789012",
        "zip 78596-1234, 78596",
        "state ID 123456789",
        "student 9565550117",
        "grades 9-10, GPA 3.45, 12 of 24 credits",
        "enrolled 08/15/2024, withdrew 2025-01-10",
        "in May 2024 they moved",
        "rooms 101-22-3333 4",
        "000-12-3456, 666-12-3456, 900-12-3456",
        "school year 2024-2025, course 03001, section 2.1.3",
        "ratio 3@5, meet @ noon",
        "1234-5678-9012 was merged",
        "",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn no_text_makes_it_stumble() {
    for text in ["\u{300}", "'''", "1", "1-", "--", "\u{202e}abc", "\u{1f600}@\u{1f600}.\u{1f600}", "@", "@.", "9 de"] {
        let _ = found(text);
    }
}
