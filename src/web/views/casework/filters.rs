//! What narrows a list: the shortcuts with their counts, the form, what somebody saved; and the address that says it.

use maud::{Markup, html};

use super::{Words, dashed};
use crate::casework::{Filter, Whose, WorkCounts};
use crate::model::{ItemKind, ItemStatus, StateCode, Text};
use crate::web::views::layout::{PageContext, csrf_field};
use crate::web::worklist::{AGES, LEVELS};

/// The lists that are looked at most, each with how many: all, mine, nobody's, overdue, and each kind.
pub(super) fn shortcut_links(words: Words, counts: &WorkCounts, open: Option<&Filter>) -> Markup {
    let all = Filter::default();
    let mine = Filter { whose: Whose::Mine, ..Filter::default() };
    let nobodys = Filter { whose: Whose::Nobodys, ..Filter::default() };
    let overdue = Filter { overdue: true, ..Filter::default() };
    html! {
        ul .work-counts {
            @for (filter, key, count) in [
                (all, "work-all", counts.all),
                (mine, "work-mine", counts.mine),
                (nobodys, "work-nobodys", counts.nobodys),
                (overdue, "work-late", counts.overdue),
            ] {
                li { a href=(address("/worklist", &filter, 0)) aria-current=[(Some(&filter) == open).then_some("true")] {
                    strong { (count) } " " (words.t(key))
                } }
            }
            @if counts.by_kind.len() > 1 {
                @for (kind, count) in &counts.by_kind {
                    @let filter = Filter { kinds: vec![*kind], ..Filter::default() };
                    li .work-kind { a href=(address("/worklist", &filter, 0)) aria-current=[(Some(&filter) == open).then_some("true")] {
                        strong { (count) } " " (words.t(&format!("work-kind-{}", dashed(kind.word()))))
                    } }
                }
            }
        }
    }
}

/// The filters that somebody saved, and the form that saves the one that is open.
pub(super) fn saved(
    context: &PageContext,
    saved: &[(Text, Text)],
    open: &Filter,
    trouble: Option<&'static str>,
) -> Markup {
    let words = Words::new(context.language);
    let query = query(open);
    let known = saved.iter().any(|(_, one)| *one == query);
    html! {
        @if let Some(key) = trouble { div .notice.notice-stop role="alert" { p { (words.t(key)) } } }
        @if !saved.is_empty() {
            ul .work-saved aria-label=(words.t("work-saved")) {
                @for (name, one) in saved {
                    li {
                        a href=(format!("/worklist?{one}")) aria-current=[(*one == query).then_some("true")] { (name) }
                        form method="post" action="/worklist/filters/remove" {
                            (csrf_field(context))
                            input type="hidden" name="name" value=(name);
                            button .button.button-quiet type="submit" aria-label=(words.with("work-saved-remove", &[("name", name.to_string().into())])) { "\u{d7}" }
                        }
                    }
                }
            }
        }
        @if !query.is_empty() && !known {
            form .work-save method="post" action="/worklist/filters" {
                (csrf_field(context))
                @for (name, value) in query.split('&').filter_map(|one| one.split_once('=')) { input type="hidden" name=(name) value=(value); }
                label .field { span { (words.t("work-save-name")) } input type="text" name="name" maxlength="40" required autocomplete="off"; }
                button .button.button-quiet type="submit" { (words.t("work-save")) }
            }
        }
    }
}

/// Whether a list is narrowed by something that only the form shows.
fn is_narrow(filter: &Filter) -> bool {
    let shown = Filter { kinds: Vec::new(), whose: Whose::Anybodys, overdue: false, by_goal: false, ..filter.clone() };
    shown != Filter::default()
}

fn open_statuses() -> Vec<ItemStatus> {
    vec![ItemStatus::Open, ItemStatus::Assigned, ItemStatus::Acknowledged, ItemStatus::Escalated]
}

fn closed_statuses() -> Vec<ItemStatus> {
    use ItemStatus::{Approved, Cancelled, Different, Done, Rejected, Same, Superseded};
    vec![Same, Different, Approved, Rejected, Cancelled, Superseded, Done]
}

/// The form that narrows a list.
pub(super) fn filters(words: Words, action: &str, filter: &Filter, own: &[StateCode], waiting: bool) -> Markup {
    let statuses = if waiting { open_statuses() } else { closed_statuses() };
    html! {
        details .work-filter open[is_narrow(filter)] {
            summary { (words.t("work-filter")) }
            form method="get" action=(action) .form-grid {
                label .field { span { (words.t("work-kind")) }
                    select name="kind" {
                        option value="" { (words.t("search-any")) }
                        @for kind in ItemKind::ALL {
                            option value=(kind.word()) selected[filter.kinds.contains(&kind)] { (words.t(&format!("work-kind-{}", dashed(kind.word())))) }
                        }
                    }
                }
                label .field { span { (words.t("work-status")) }
                    select name="status" {
                        option value="" { (words.t("search-any")) }
                        @for status in statuses {
                            option value=(status.word()) selected[filter.statuses.contains(&status)] { (words.t(&format!("work-status-{}", status.word()))) }
                        }
                    }
                }
                @if own.len() > 1 {
                    label .field { span { (words.t("work-state")) }
                        select name="state" {
                            option value="" { (words.t("search-any")) }
                            @for state in own { option value=(state) selected[filter.state == Some(*state)] { (state.name()) } }
                        }
                    }
                }
                @if waiting {
                    label .field { span { (words.t("work-whose")) }
                        select name="whose" {
                            option value="" { (words.t("search-any")) }
                            option value="mine" selected[filter.whose == Whose::Mine] { (words.t("work-mine")) }
                            option value="nobodys" selected[filter.whose == Whose::Nobodys] { (words.t("work-nobodys")) }
                        }
                    }
                    label .field { span { (words.t("work-level")) }
                        select name="level" {
                            option value="" { (words.t("search-any")) }
                            @for level in LEVELS { option value=(level.word()) selected[filter.level == Some(level)] { (words.t(&format!("work-level-{}", level.word()))) } }
                        }
                    }
                    label .field { span { (words.t("work-age")) }
                        select name="age" {
                            option value="" { (words.t("search-any")) }
                            @for days in AGES { option value=(days) selected[filter.age == Some(days)] { (words.with("work-age-days", &[("days", days.into())])) } }
                        }
                    }
                    @if filter.by_goal { input type="hidden" name="sort" value="goal"; }
                    label .choice { input type="checkbox" name="overdue" value="1" checked[filter.overdue]; span { (words.t("work-only-overdue")) } }
                }
                @else { label .choice { input type="checkbox" name="apart" value="1" checked[filter.apart]; span { (words.t("work-only-apart")) } } }
                button .button type="submit" { (words.t("work-filter-show")) }
            }
        }
    }
}

/// In which order the list stands, and the way to the other order.
pub(super) fn order(words: Words, filter: &Filter) -> Markup {
    let other = Filter { by_goal: !filter.by_goal, ..filter.clone() };
    let (now, way) =
        if filter.by_goal { ("work-sorted-goal", "work-sort-law") } else { ("work-sorted-law", "work-sort-goal") };
    html! { p .quiet { (words.t(now)) " " a href=(address("/worklist", &other, 0)) { (words.t(way)) } } }
}

/// A list with its filter, from a row on.
pub(super) fn address(path: &str, filter: &Filter, from: usize) -> String {
    let mut asked = asked(filter);
    asked.extend((from > 0).then(|| format!("from={from}")));
    if asked.is_empty() { path.to_owned() } else { format!("{path}?{}", asked.join("&")) }
}

/// A filter as the query of an address, as it is saved.
pub(in crate::web) fn query(filter: &Filter) -> String {
    asked(filter).join("&")
}

fn asked(filter: &Filter) -> Vec<String> {
    let mut asked: Vec<String> = filter.kinds.iter().map(|kind| format!("kind={}", kind.word())).collect();
    asked.extend(filter.statuses.iter().map(|status| format!("status={}", status.word())));
    asked.extend(filter.state.map(|state| format!("state={state}")));
    asked.extend(filter.level.map(|level| format!("level={}", level.word())));
    match filter.whose {
        Whose::Anybodys => {}
        Whose::Mine => asked.push("whose=mine".to_owned()),
        Whose::Nobodys => asked.push("whose=nobodys".to_owned()),
    }
    asked.extend(filter.overdue.then(|| "overdue=1".to_owned()));
    asked.extend(filter.age.map(|days| format!("age={days}")));
    asked.extend(filter.apart.then(|| "apart=1".to_owned()));
    asked.extend(filter.by_goal.then(|| "sort=goal".to_owned()));
    asked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_the_filter_on_the_next_page() {
        let filter = Filter {
            kinds: vec![ItemKind::NearMatch],
            state: "TX".parse().ok(),
            whose: Whose::Mine,
            overdue: true,
            level: Some(crate::model::Level::Region),
            age: Some(7),
            apart: true,
            ..Filter::default()
        };
        assert_eq!(address("/w", &Filter::default(), 0), "/w");
        assert_eq!(
            address("/w", &filter, 25),
            "/w?kind=near_match&state=TX&level=region&whose=mine&overdue=1&age=7&apart=1&from=25"
        );
    }
}
