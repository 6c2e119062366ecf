//! `/worklist/{item}` and `/matches/{id}`: an item with everything that is needed to decide it, and the forms to do so.

use maud::{Markup, html};

use super::compare::{self, Side};
use super::{
    Words, about_path, asked, dashed, due, forms, name, outcome, preview, row_name, states, status_tag, steps, table,
    waterfall,
};
use crate::casework::{Case, Colleague, Fate};
use crate::model::{ItemKind, ItemStatus, MsixId, Plan, Undoing};
use crate::records::view::ConsolidatedRecord;
use crate::web::after::After;
use crate::web::views::layout::{self, PageContext, csrf_field};

/// An item with its records as they are and as they would be.
pub(in crate::web) struct Shown {
    pub(in crate::web) case: Case,
    pub(in crate::web) records: Vec<ConsolidatedRecord>,
    pub(in crate::web) after: Vec<After>,
    /// The records that a merge has made one, each by itself.
    pub(in crate::web) before: Vec<After>,
    /// Which part of the program's own joins is wanted to be right, between 0 and 1.
    pub(in crate::web) sure: f32,
    /// To whom it can be given.
    pub(in crate::web) colleagues: Vec<Colleague>,
    /// Whether the person decides about anything.
    pub(in crate::web) decides: bool,
}

/// What could not be done, and what was typed.
pub(in crate::web) struct Typed {
    pub(in crate::web) error: &'static str,
    pub(in crate::web) why: String,
}

/// The page.
pub(in crate::web) fn page(context: &PageContext, shown: &Shown, typed: Option<&Typed>) -> Markup {
    let words = Words::new(context.language);
    let (case, kind) = (&shown.case, shown.case.row.kind);
    if let Some(own) = case.row.about.and_then(|number| about_path(kind, number)) {
        return handing(context, shown, &own, typed);
    }
    let title = name(words, kind, case.item.id);
    let sides = sides(shown);
    let list = if shown.decides { "/worklist" } else { "/worklist/proposed" };
    layout::page(
        context,
        &title,
        html! {
            article .case {
                p { a href=(list) accesskey="l" { "\u{2190} " (words.t("work-title")) } }
                h1 { (question(words, case)) }
                (forms::trouble(words, typed.map(|typed| typed.error)))
                (facts(words, case))
                @if case.may.judge || case.may.decide { p .no-print { a .button.button-quiet href="#decide" { (words.t("work-to-decision")) } } }
                (proposal(words, shown))
                (locked(words, case))
                @if !case.changed_since.is_empty() {
                    div .notice.notice-warn { p { (words.with("work-changed-since", &[("count", case.changed_since.len().into())])) } }
                }
                @if let Some(near) = &case.near { (asked::asked(words, near, &sides, shown.sure)) }
                (asked::wanted(words, &case.alike, &sides))
                @if !case.beside.is_empty() { p .notice { (words.t("match-beside")) @for item in &case.beside { " " (compare::item_link(words, *item)) } } }
                @if sides.len() > 1 { (compare::table(words, &sides, case.near.as_ref().or(asked::only(&case.alike)))) }
                @else { @for record in &shown.records { p .card { a href=(format!("/students/{}", record.msix_id)) { (record.identification.name) } " " span .msix { (record.msix_id.grouped()) } } } }
                @if let Some(near) = &case.near { (waterfall::waterfall(words, &near.explanation, &asked::compared(words, near, &sides))) }
                (asked::wanted_bars(words, &case.alike, &sides))
                @match &case.preview {
                    // Whoever judges a near match decides by the records; what would move is one press away.
                    Some(moves) if case.near.is_some() => details .preview-more { summary { (words.t("preview-title")) } (preview::preview(words, moves, &shown.after)) },
                    Some(moves) => (preview::preview(words, moves, &shown.after)),
                    None if case.item.status.is_open() => div .notice.notice-warn { p { (words.t("work-moot")) } },
                    None => {},
                }
                (forms::judged_apart(words, case.judged_apart.as_ref()))
                (decision(context, shown, typed))
                (hand(context, shown))
                (steps::steps(words, &case.item.steps))
            }
        },
    )
}

/// Who has what has a page of its own, at `own`: a notice, a request, a correction, a file.
fn handing(context: &PageContext, shown: &Shown, own: &str, typed: Option<&Typed>) -> Markup {
    let (words, case) = (Words::new(context.language), &shown.case);
    let title = row_name(words, &case.row);
    layout::page(
        context,
        &title,
        html! {
            article .case {
                p { a href=(own) { "\u{2190} " (title) } }
                h1 { (title) }
                (forms::trouble(words, typed.map(|typed| typed.error)))
                (facts(words, case))
                (hand(context, shown))
                (steps::steps(words, &case.item.steps))
            }
        },
    )
}

/// What is compared: the records as they are; of a split those that would be, of a merge that was done those that were.
fn sides(shown: &Shown) -> Vec<Side<'_>> {
    match (&shown.records, &shown.after, &shown.before) {
        (records, ..) if records.len() > 1 => Side::children(records),
        (_, after, _) if after.len() > 1 => Side::after(after),
        (.., before) => Side::after(before),
    }
}

/// What is asked, as a question; of what is past, how it ended.
fn question(words: Words, case: &Case) -> String {
    if !case.item.status.is_open() {
        let kind = words.t(&format!("work-past-{}", dashed(case.row.kind.word())));
        return format!("{kind}: {}", outcome(words, &case.row));
    }
    let proposal = case.item.proposal();
    // Two records of one state: a colleague asks.
    let one_side = proposal.and_then(|one| one.state).is_some_and(|state| case.row.states.contains(&state));
    let nation = proposal.is_some_and(|one| one.state.is_none());
    match case.row.kind {
        ItemKind::ValidateMatch if one_side || nation => words.t("work-question-validate-match-somebody"),
        kind => words.t(&format!("work-question-{}", dashed(kind.word()))),
    }
}

fn facts(words: Words, case: &Case) -> Markup {
    let row = &case.row;
    html! {
        dl .facts.case-facts {
            div { dt { (words.t("work-what")) } dd { (row_name(words, row)) } }
            div { dt { (words.t("work-status")) } dd { (status_tag(words, row)) } }
            div { dt { (words.t("work-asked")) } dd { (states(&row.states)) " " (words.t(&format!("work-level-{}", row.level.word()))) } }
            @if row.status.is_open() {
                div { dt { (words.t("work-has")) } dd {
                    @if row.assignees.is_empty() { (words.t("work-nobody")) }
                    @else { (row.assignees.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")) }
                } }
                div { dt { (words.t("work-due")) } dd { (due(words, row)) (table::goals(words, row)) } }
            }
            @if let Some(next) = row.followed_by {
                div { dt { (words.t("work-followed")) } dd { (compare::item_link(words, next)) } }
            }
        }
    }
}

/// Who proposed it and why; what it comes from.
fn proposal(words: Words, shown: &Shown) -> Markup {
    let case = &shown.case;
    let Some(proposal) = case.item.proposal() else { return html! {} };
    let from = match &proposal.plan {
        Plan::Match { near, .. } => Some(*near),
        Plan::Undo { of: Undoing::Decision(item), .. } => Some(*item),
        _ => None,
    };
    // What is put together again leaves nothing to propose.
    let joins = case.preview.is_some() && shown.after.len() < 2;
    let again = match &proposal.plan {
        Plan::Undo { .. } if joins => None,
        Plan::Split { may_propose_again, .. } | Plan::Undo { may_propose_again, .. } => Some(*may_propose_again),
        _ => None,
    };
    html! {
        div .notice {
            p {
                (words.t("work-proposed-by")) " " strong { (proposal.by) }
                @if let Some(state) = proposal.state { " (" (state.name()) ")" }
                @if let Some(from) = from { " \u{b7} " (words.t("work-comes-from")) " " (compare::item_link(words, from)) }
            }
            blockquote { (proposal.why.as_str()) }
            @if let Some(again) = again { p { (words.t(if again { "work-again-yes" } else { "work-again-no" })) } }
            @if let Some(exposed) = exposed(shown) { p { a href=(format!("/undos/exposure?{exposed}")) { (words.t("exposure-link")) } } }
        }
    }
}

/// The decision whose wrong record was shown: that which is undone, or a split, match or merge that was undone.
fn exposed(shown: &Shown) -> Option<String> {
    let case = &shown.case;
    let undone = case.row.fate == Some(Fate::Undone);
    match &case.item.proposal()?.plan {
        _ if !shown.decides => None,
        Plan::Undo { of: Undoing::Link(no), .. } => Some(format!("link={}", no.0)),
        Plan::Undo { of: Undoing::Decision(item), .. } => Some(format!("item={item}")),
        _ => undone.then(|| format!("item={}", case.item.id)),
    }
}

/// That a judgement has to wait for another proposal, before anybody writes a reason in vain.
fn locked(words: Words, case: &Case) -> Markup {
    let mut items = case.locked_by.clone();
    items.dedup();
    html! {
        @if !items.is_empty() {
            div .notice.notice-warn { p { (words.t("work-locked")) @for item in &items { " " (compare::item_link(words, *item)) } } }
        }
    }
}

fn decision(context: &PageContext, shown: &Shown, typed: Option<&Typed>) -> Markup {
    let (words, case) = (Words::new(context.language), &shown.case);
    let may = case.may;
    html! {
        @if may.judge || may.decide || may.cancel || may.reopen || may.undo {
            section .decide.card.stack aria-labelledby="decide" {
                h2 id="decide" { (words.t("work-decide")) }
                @if may.judge { (judge(context, case, typed)) }
                @if may.decide { (validate(context, case, typed)) }
                @if may.cancel {
                    p { (words.t("work-second-person")) }
                    (simple(context, case, "cancel", "work-cancel", "work-cancel-note", false))
                }
                @if may.reopen { (simple(context, case, "reopen", "work-reopen", "work-reopen-note", true)) }
                @if may.undo {
                    p { a .button.button-quiet href=(format!("/undos/new?item={}", case.item.id)) { (words.t("work-undo")) } " " span .quiet { (words.t("work-undo-note")) } }
                }
            }
        } @else if case.item.status.is_open() {
            p .notice { (words.with("work-states-decide", &[("states", named(case).into())])) }
        } @else if let (Some(Fate::Refused), Some(next)) = (case.row.fate, case.row.followed_by) {
            p .notice { (words.t("work-refused-there")) " " (compare::item_link(words, next)) }
        }
    }
}

/// The states asked, by their names.
fn named(case: &Case) -> String {
    case.row.states.iter().map(|state| state.name()).collect::<Vec<_>>().join(", ")
}

/// One reason, two buttons; only one while another proposal is pending for a record, none while it is for both.
fn judge(context: &PageContext, case: &Case, typed: Option<&Typed>) -> Markup {
    let words = Words::new(context.language);
    if let [one, other] = case.locked_by.as_slice()
        && one == other
    {
        return html! { p { (words.t("work-decided-there")) " " (compare::item_link(words, *one)) } };
    }
    let free = case.preview.is_some() && case.locked_by.is_empty();
    let note = if case.row.states.len() > 1 { "work-judge-note" } else { "work-judge-note-one" };
    let path = |verb: &str| format!("/worklist/{}/{verb}", case.item.id);
    html! {
        form method="post" action=(path("same")) .stack {
            (csrf_field(context))
            @if let Some(preview) = &case.preview { (forms::seen(&preview.seen)) }
            (reason(words, "work-why", typed, true))
            @if let Some(preview) = case.preview.as_ref().filter(|_| free) {
                (master(words, "work-master", &case.row.children, preview.retired.first().map(|(_, into)| *into)))
            }
            p .buttons {
                @if free { button .button type="submit" accesskey="s" { (words.t("work-same")) } }
                button .button.button-other type="submit" formaction=(path("different")) accesskey="d" { (words.t("work-different")) }
            }
            p .quiet { (words.with(note, &[("states", named(case).into())])) }
        }
    }
}

/// The reason as it was typed.
fn reason(words: Words, label: &str, typed: Option<&Typed>, needed: bool) -> Markup {
    forms::why(words, label, typed.map_or("", |typed| &typed.why), needed)
}

/// Which number stays.
pub(super) fn master(words: Words, label: &str, children: &[MsixId], chosen: Option<MsixId>) -> Markup {
    html! {
        fieldset .choices-line {
            legend { (words.t(label)) }
            @for child in children {
                label .choice { input type="radio" name="master" value=(child) checked[Some(*child) == chosen]; span .msix { (child.grouped()) } }
            }
        }
    }
}

fn validate(context: &PageContext, case: &Case, typed: Option<&Typed>) -> Markup {
    let words = Words::new(context.language);
    let joins = matches!(case.item.kind(), ItemKind::ValidateMatch | ItemKind::ValidateMerge);
    let path = |verb: &str| format!("/worklist/{}/{verb}", case.item.id);
    html! {
        form method="post" action=(path("approve")) .stack {
            (csrf_field(context))
            @if let Some(preview) = &case.preview { (forms::seen(&preview.seen)) }
            (reason(words, "work-why-validate", typed, false))
            @if joins { (forms::tick(words, "again", "work-reject-again", false)) }
            p .buttons {
                @if case.preview.is_some() { button .button type="submit" accesskey="s" { (words.t("work-approve")) } }
                button .button.button-other type="submit" formaction=(path("reject")) accesskey="d" { (words.t("work-reject")) }
            }
            p .quiet { (words.t("work-validate-note")) }
        }
    }
}

fn simple(context: &PageContext, case: &Case, verb: &str, label: &str, note: &str, needed: bool) -> Markup {
    let words = Words::new(context.language);
    html! {
        form method="post" action=(format!("/worklist/{}/{verb}", case.item.id)) .stack {
            (csrf_field(context))
            (forms::why(words, if needed { "work-why" } else { "work-why-optional" }, "", needed))
            p .buttons { button .button.button-quiet type="submit" { (words.t(label)) } " " span .quiet { (words.t(note)) } }
        }
    }
}

/// Who has it: take it, give it to others, send it up.
fn hand(context: &PageContext, shown: &Shown) -> Markup {
    let (words, case) = (Words::new(context.language), &shown.case);
    let path = |verb: &str| format!("/worklist/{}/{verb}", case.item.id);
    html! {
        @if case.may.take || case.may.assign || case.may.escalate {
            section .hand aria-labelledby="hand" {
                h2 id="hand" { (words.t("work-hand")) }
                @if case.may.take && case.item.status != ItemStatus::Acknowledged {
                    form method="post" action=(path("take")) {
                        (csrf_field(context))
                        p { button .button.button-quiet type="submit" accesskey="t" { (words.t("work-take")) } " " span .quiet { (words.t("work-take-note")) } }
                    }
                }
                @if case.may.assign && !shown.colleagues.is_empty() {
                    details {
                        summary { (words.t("work-assign")) }
                        form method="post" action=(path("assign")) .stack {
                            (csrf_field(context))
                            fieldset .choices-line {
                                legend { (words.t("work-assign-to")) }
                                @for colleague in &shown.colleagues {
                                    label .choice {
                                        input type="checkbox" name="to" value=(colleague.user) checked[case.row.assignees.contains(&colleague.user)];
                                        span { (colleague.name) " " span .quiet { (words.t(&format!("work-level-{}", colleague.level.word()))) } }
                                    }
                                }
                            }
                            button .button.button-quiet type="submit" { (words.t("work-assign-submit")) }
                        }
                    }
                }
                @if case.may.escalate {
                    details {
                        summary { (words.t("work-escalate")) }
                        form method="post" action=(path("escalate")) .stack {
                            (csrf_field(context))
                            (forms::why(words, "work-why", "", true))
                            button .button.button-quiet type="submit" { (words.t("work-escalate-submit")) }
                        }
                    }
                }
            }
        }
    }
}
