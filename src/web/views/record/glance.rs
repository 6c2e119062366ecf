//! At a glance: what a registrar needs before anything else, each answer with the state that gave it.

use maud::{Markup, html};

use super::{Words, lines};
use crate::records::view::{ConsolidatedRecord, Glance, Place, Sourced};

/// The panel.
pub(super) fn panel(words: &Words, record: &ConsolidatedRecord) -> Markup {
    let glance = &record.glance;
    html! {
        section aria-labelledby="glance" {
            h2 id="glance" { (words.t("record-glance")) }
            dl .glance {
                (grade(words, glance))
                (answer(words, "mde-43", glance.english_learner.as_ref(), |yes| words.yes_no(*yes)))
                (answer(words, "mde-44", glance.idea.as_ref(), |yes| words.yes_no(*yes)))
                (answer(words, "mde-47", glance.pfs.as_ref(), |yes| words.yes_no(*yes)))
                (answer(words, "mde-27", glance.immunization.as_ref(), |yes| words.yes_no(*yes)))
                (answer(words, "mde-46", glance.med_alert.as_ref(), |code| words.code("med_alert", code)))
                (answer(words, "mde-76", glance.algebra_1.as_ref(), |yes| words.yes_no(*yes)))
                (answer(words, "mde-26", glance.eligible_until.as_ref(), |day| words.date(*day)))
                @if glance.graduated.is_some() {
                    (answer(words, "mde-75", glance.graduated.as_ref(), |code| words.code("graduation", code)))
                }
            }
        }
    }
}

/// Credits, telephone numbers and courses in progress: what follows from the answers.
pub(super) fn details(words: &Words, record: &ConsolidatedRecord) -> Markup {
    let glance = &record.glance;
    html! {
        div .columns {
            (credits(words, glance))
            (phone(words, glance))
        }
        @if !glance.courses_in_progress.is_empty() {
            section aria-labelledby="in-progress" {
                h2 id="in-progress" { (words.t("record-in-progress")) }
                (lines::in_progress(words, &glance.courses_in_progress))
            }
        }
    }
}

fn grade(words: &Words, glance: &Glance) -> Markup {
    html! {
        div .glance-main {
            dt { (words.t("record-last-grade")) }
            dd {
                @match &glance.last_grade {
                    Some(grade) => { strong { (words.code("grade", &grade.value.to_string())) } (words.source(&grade.source)) }
                    None => span .quiet { (words.t("record-unknown")) },
                }
                @if let Some(school) = &glance.last_school { p .place { (place_line(&school.value)) } }
            }
        }
        div .glance-main {
            dt { (words.t("record-phone")) }
            dd {
                @match glance.contacts.first() {
                    Some(first) => { (call(&first.value)) p .place { (first.value.name) } },
                    None => span .quiet { (words.t("record-unknown")) },
                }
            }
        }
    }
}

fn call(place: &Place) -> Markup {
    html! { a .phone href=(format!("tel:+1{}", place.phone)) { (telephone(&place.phone)) } }
}

fn answer<T>(words: &Words, label: &str, value: Option<&Sourced<T>>, show: impl Fn(&T) -> String) -> Markup {
    html! {
        div {
            dt { (words.t(label)) }
            dd {
                @match value {
                    Some(value) => { strong { (show(&value.value)) } (words.source(&value.source)) }
                    None => span .quiet { (words.t("record-unknown")) },
                }
            }
        }
    }
}

fn credits(words: &Words, glance: &Glance) -> Markup {
    html! {
        section aria-labelledby="credits" {
            h2 id="credits" { (words.t("record-credits")) }
            @if glance.credits.is_empty() {
                p .quiet { (words.t("record-credits-none")) }
            } @else {
                table .table.small {
                    thead { tr {
                        th scope="col" { (words.t("mde-58")) }
                        th scope="col" .number { (words.t("record-courses")) }
                        th scope="col" .number { (words.t("mde-65")) }
                    } }
                    tbody {
                        @for subject in &glance.credits {
                            tr {
                                th scope="row" { (subject.subject) }
                                td .number { (subject.courses) }
                                td .number { (units(subject.hundredths)) }
                            }
                        }
                    }
                    tfoot { tr {
                        th scope="row" { (words.t("record-total")) }
                        td .number { (glance.credits.iter().map(|subject| subject.courses).sum::<u32>()) }
                        td .number { strong { (units(glance.credits_total)) } }
                    } }
                }
            }
        }
    }
}

fn phone(words: &Words, glance: &Glance) -> Markup {
    html! {
        section aria-labelledby="phone" {
            h2 id="phone" { (words.t("record-phone")) }
            @if glance.contacts.is_empty() {
                p .quiet { (words.t("record-phone-none")) }
            } @else {
                ul .contacts {
                    @for contact in glance.contacts.iter().take(4) {
                        li {
                            strong { (contact.value.name) }
                            @if contact.value.has_transcript { " " span .tag { (words.t("record-transcript")) } }
                            br;
                            (place_line(&Place { name: String::new(), ..contact.value.clone() }))
                            br;
                            (call(&contact.value))
                        }
                    }
                }
            }
        }
    }
}

/// Hundredths of a Carnegie unit as people write them.
pub(super) fn units(hundredths: u32) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// Ten digits in groups; anything else as it is.
pub(super) fn telephone(digits: &str) -> String {
    match (digits.get(..3), digits.get(3..6), digits.get(6..)) {
        (Some(area), Some(exchange), Some(line)) if digits.len() == 10 => format!("({area}) {exchange}-{line}"),
        _ => digits.to_owned(),
    }
}

fn place_line(place: &Place) -> String {
    let state = place.state.map(|state| state.to_string()).unwrap_or_default();
    let parts = [place.name.as_str(), &place.district, &place.city, &state];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        assert_eq!(telephone("9565550142"), "(956) 555-0142");
        assert_eq!(telephone("555"), "555");
        assert_eq!(units(150), "1.50");
        let place = Place { name: "Rio Elementary".into(), city: "Weslaco".into(), ..Place::default() };
        assert_eq!(place_line(&place), "Rio Elementary, Weslaco");
    }
}
