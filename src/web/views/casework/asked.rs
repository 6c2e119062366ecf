//! Why people have to decide about a near match: what the program compared, what kept it from joining by itself, and
//! the warning that two records may be of twins or siblings, whom figures do not tell apart.

use maud::{Markup, html};

use super::compare::{self, Side};
use super::{Words, waterfall};
use crate::casework::Alike;
use crate::model::{Explanation, NearMatch, StateCode};
use crate::records::view::Member;

/// Fields by which the program says why it did not join; they carry no weight.
const HINDRANCES: [&str; 2] = ["rivals", "state"];
/// Fields that never come along with a join when their values contradict each other.
const FORBIDDING: [&str; 2] = ["suffix", "ids"];

/// What stands above the records. `sure` is which part of its own joins the program wants to be right, between 0 and 1.
pub(super) fn asked(words: Words, near: &NearMatch, sides: &[Side<'_>], sure: f32) -> Markup {
    let why = &near.explanation;
    // What has become one record since has no sides any more, and why it was asked is past.
    if sides.len() < 2 {
        return html! {};
    }
    html! {
        @if may_be_siblings(why) { (siblings(words, sides)) }
        div .notice.notice-warn {
            p { (words.t("match-hindrance")) }
            ul { @for line in hindrances(words, near, sides, sure) { li { (line) } } }
        }
    }
}

/// The same of a merge that somebody wants: what would have kept the program from joining them, and where it asked. What
/// nothing in particular speaks against has only its bars.
pub(super) fn wanted(words: Words, alike: &[Alike], sides: &[Side<'_>]) -> Markup {
    html! {
        @for one in alike {
            @let sides = pair_of(one, sides);
            @let why = &one.near.explanation;
            @let lines = objections(words, why, &sides);
            @if may_be_siblings(why) { (siblings(words, &sides)) }
            @if !lines.is_empty() || !one.asked.is_empty() {
                div .notice.notice-warn {
                    @if !lines.is_empty() {
                        p { (words.t("merge-hindrance")) @if alike.len() > 1 { " (" (compare::names(words, &sides)) ")" } }
                        ul { @for line in lines { li { (line) } } }
                    }
                    @if !one.asked.is_empty() {
                        p { (words.t("merge-asked")) @for item in &one.asked { " " (compare::item_link(words, *item)) } }
                    }
                }
            }
        }
    }
}

/// The bars of a merge that somebody wants; of more than two children only the boxes say something.
pub(super) fn wanted_bars(words: Words, alike: &[Alike], sides: &[Side<'_>]) -> Markup {
    match alike {
        [one] => waterfall::waterfall(words, &one.near.explanation, &compared(words, &one.near, sides)),
        _ => html! {},
    }
}

/// The comparison of a merge of two.
pub(super) fn only(alike: &[Alike]) -> Option<&NearMatch> {
    if let [one] = alike { Some(&one.near) } else { None }
}

/// Of the sides those of two children.
fn pair_of<'a>(one: &Alike, sides: &[Side<'a>]) -> Vec<Side<'a>> {
    let of = |side: &&Side<'_>| [one.children.0, one.children.1].contains(&side.record.msix_id);
    sides.iter().filter(of).copied().collect()
}

/// Whether a field is about the child as a whole and carries no weight.
pub(super) fn is_hindrance(field: &str, weight: f32) -> bool {
    HINDRANCES.contains(&field) && weight.abs() < 0.05
}

fn of<'a>(why: &'a Explanation, field: &str) -> &'a str {
    why.reasons.iter().find(|reason| reason.field == field).map_or("", |reason| reason.agreement.as_str())
}

/// Whether what agrees is what a family shares, and the given names are not clearly one name. Weights are learned from
/// all pairs; among brothers and sisters they mean something else, so no odds are told then.
pub(super) fn may_be_siblings(why: &Explanation) -> bool {
    let alike = ["same", "sounds-alike", "nickname", "part", "crossed", "swapped", "moved", "similar"];
    let surname = ["last-name-1", "last-name-2", "surnames"].iter().any(|field| alike.contains(&of(why, field)));
    let family = alike.contains(&of(why, "parents")) || of(why, "contact") == "same";
    let day = ["same", "same-new-year"].contains(&of(why, "birth-date"));
    (surname || family || day) && !one_given_name(why) || (surname || family) && is_twin(why)
}

/// Names that are merely alike are a boy's and a girl's as often as one child's: Daniel and Daniela. Two letters apart
/// are Maribel and Marisol as often as a slip.
fn one_given_name(why: &Explanation) -> bool {
    let one_sex = of(why, "sex") == "same";
    match of(why, "first-name") {
        "different" | "contradicts" | "variant" | "roughly" => false,
        "similar" | "part" | "initial" => one_sex,
        _ => true,
    }
}

fn is_twin(why: &Explanation) -> bool {
    ["flagged", "same", "contradicts"].contains(&of(why, "multiple-birth"))
}

fn siblings(words: Words, sides: &[Side<'_>]) -> Markup {
    html! {
        div .notice.notice-warn.siblings {
            p .verdict { strong { (words.t("match-siblings")) } }
            p { strong { (compare::names(words, sides)) } }
            p { (words.t("match-siblings-note")) }
        }
    }
}

/// At least one sentence: nobody should have to ask why an item is in the list.
fn hindrances(words: Words, near: &NearMatch, sides: &[Side<'_>], sure: f32) -> Vec<String> {
    let mut lines = objections(words, &near.explanation, sides);
    if lines.is_empty() {
        lines.push(plain(words, near, sides, sure));
    }
    lines
}

/// What in particular stands in the way.
fn objections(words: Words, why: &Explanation, sides: &[Side<'_>]) -> Vec<String> {
    let mut lines = Vec::new();
    // Strangers are not taken for a family.
    if !one_given_name(why) && may_be_siblings(why) {
        lines.push(words.t("asked-given"));
    }
    if is_twin(why) {
        lines.push(words.t("asked-twin"));
    }
    for reason in &why.reasons {
        if FORBIDDING.contains(&reason.field.as_str()) && reason.agreement == "contradicts" {
            lines.push(format!("{}: {}", waterfall::field(words, reason), words.agreement(reason)));
        }
    }
    for state in in_several(sides) {
        lines.push(words.with("asked-both", &[("state", state.name().into())]));
    }
    for (field, key) in [("rivals", "asked-rivals"), ("others", "asked-others")] {
        if !of(why, field).is_empty() {
            lines.push(words.t(key));
        }
    }
    lines
}

/// The states that have sent more than one of the records.
fn in_several(sides: &[Side<'_>]) -> Vec<StateCode> {
    let mut states: Vec<StateCode> = Vec::new();
    for (at, side) in sides.iter().enumerate() {
        let others = || sides.iter().skip(at + 1).flat_map(|other| &other.record.members);
        for member in side.record.members.iter().filter(|member| member.live) {
            let state = member.key.state;
            if others().any(|other| other.live && other.key.state == state) && !states.contains(&state) {
                states.push(state);
            }
        }
    }
    states
}

/// When nothing particular stood in the way: both were children of their own already, or it was not sure enough.
fn plain(words: Words, near: &NearMatch, sides: &[Side<'_>], sure: f32) -> String {
    let came_alone = sides.iter().any(|side| {
        let own = |one: &Member| one.no == near.right && one.first_received == near.found;
        side.record.members.len() == 1 && side.record.members.iter().any(own)
    });
    if of(&near.explanation, "ids") == "same" {
        return words.t("asked-ids");
    }
    if !came_alone {
        return words.t("asked-known");
    }
    #[allow(clippy::cast_possible_truncation, reason = "a share written with six digits")]
    let one_in = (1.0 / (1.0 - f64::from(sure)).max(1e-6)).round() as i64;
    // A share has no more than two figures that mean something.
    let one_in = if one_in >= 100 { (one_in + 5) / 10 * 10 } else { one_in };
    words.with("asked-sure", &[("n", one_in.into())])
}

/// Whose records the bars compare, and what belongs to the two children by now and is not in them.
pub(super) fn compared(words: Words, near: &NearMatch, sides: &[Side<'_>]) -> Markup {
    if sides.len() < 2 {
        return html! {};
    }
    // A state may have sent several: each by its number, as in the table above.
    let name = |one: &Member| format!("{} ({})", one.key.state.name(), one.key.id);
    let is_of = |one: &Member| one.no == near.left || one.no == near.right;
    let of = |side: &Side<'_>, weighed: bool| {
        let fits = |one: &&Member| one.live && is_of(one) == weighed;
        side.record.members.iter().filter(fits).map(name).collect::<Vec<_>>().join(", ")
    };
    let weighed: Vec<String> = sides.iter().map(|side| of(side, true)).filter(|names| !names.is_empty()).collect();
    html! {
        p { (words.with("match-weighed", &[("records", weighed.join(" \u{2013} ").into())])) }
        @for (index, side) in sides.iter().enumerate() {
            @let rest = of(side, false);
            @if !rest.is_empty() {
                p { (words.with("match-weighed-rest", &[("letter", compare::letter(index).to_string().into()), ("records", rest.into())])) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Reason;

    fn why(said: &[(&str, &str)]) -> Explanation {
        let reason = |(field, agreement): &(&str, &str)| Reason {
            field: (*field).into(),
            agreement: (*agreement).into(),
            weight: 1.0,
        };
        Explanation { model: 3, score: 7.8, reasons: said.iter().map(reason).collect() }
    }

    #[test]
    fn who_shares_a_family_and_no_given_name_may_be_a_twin() {
        let twins = [("first-name", "roughly"), ("last-name-1", "same"), ("birth-date", "same"), ("sex", "same")];
        assert!(may_be_siblings(&why(&twins)));
        let siblings = [("first-name", "different"), ("parents", "same"), ("birth-date", "different")];
        assert!(may_be_siblings(&why(&siblings)));
        let boy_and_girl = [("first-name", "similar"), ("last-name-1", "same"), ("sex", "different")];
        assert!(may_be_siblings(&why(&boy_and_girl)));
        let flagged = [("first-name", "same"), ("last-name-1", "same"), ("multiple-birth", "flagged")];
        assert!(may_be_siblings(&why(&flagged)));
    }

    #[test]
    fn a_slip_in_a_name_is_no_sibling() {
        let slip = [("first-name", "similar"), ("last-name-1", "same"), ("birth-date", "same"), ("sex", "same")];
        assert!(!may_be_siblings(&why(&slip)));
        let nickname = [("first-name", "nickname"), ("last-name-1", "same"), ("birth-date", "one-digit")];
        assert!(!may_be_siblings(&why(&nickname)));
        let strangers = [("first-name", "different"), ("last-name-1", "different"), ("birth-date", "nearby")];
        assert!(!may_be_siblings(&why(&strangers)));
    }
}
