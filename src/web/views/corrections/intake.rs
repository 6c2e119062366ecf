//! `/corrections/new`, second page: what each value should be, and who asks.

use maud::{Markup, html};

use super::choose::said;
use super::{Words, head, value};
use crate::casework::{ADDRESS_LONGEST, Mistake, NAME_LONGEST, PROOFS, WANTED_LONGEST};
use crate::mde::{ValueKind, dictionary};
use crate::model::{Channel, Date, Element, StateCode, Value};
use crate::records::view::{ConsolidatedRecord, StateHistory};
use crate::web::corrections::{Chosen, Typed};
use crate::web::i18n::Language;
use crate::web::views::layout::{self, PageContext, csrf_field};

pub(in crate::web) fn page(
    context: &PageContext,
    typed: &Typed,
    (record, sent): (&ConsolidatedRecord, &[StateHistory]),
    wrong: &[Mistake],
    last_day: Date,
) -> Markup {
    let words = Words::new(context.language);
    let title = words.t("corrections-new");
    layout::page(
        context,
        &title,
        html! {
            (head((&format!("/corrections/new?child={}", typed.child), &words.t("corrections-other-values")), &title, record))
            @if !wrong.is_empty() {
                div .notice.notice-stop role="alert" {
                    p { (words.t("corrections-error-mistakes")) }
                    ul { @for mistake in wrong { li {
                        (words.t(&format!("corrections-wrong-{}", mistake.word())))
                        @if let Mistake::Again(other) = mistake { " " a href=(format!("/corrections/{other}")) { "C-" (other) } }
                    } } }
                }
            }
            form method="post" action="/corrections/new" .stack {
                (csrf_field(context))
                input type="hidden" name="child" value=(typed.child);
                fieldset .card.stack {
                    legend { h2 { (words.t("corrections-what-should")) } }
                    @for chosen in &typed.values { (wish(words, chosen, wrong, sent)) }
                }
                (who(words, typed, wrong, last_day))
                p { button .button type="submit" name="step" value="preview" { (words.t("corrections-look")) } }
            }
        },
    )
}

fn wish(words: Words, chosen: &Chosen, wrong: &[Mistake], sent: &[StateHistory]) -> Markup {
    let Chosen { pick, day, wanted, .. } = chosen;
    let state = sent.iter().find(|state| state.member.no == pick.contribution);
    let line =
        state.and_then(said).and_then(|said| said.lines(pick.kind).iter().find(|line| line.record_id == pick.line));
    let stands: Option<&Value> = line.and_then(|line| line.value(pick.element));
    let head = html! {
        span { (words.element(pick.element)) @if let Some(state) = state { ", " (state.member.key.state.name()) } }
        span .quiet { (words.t("corrections-stands")) ": " (value(words, pick.element, stands)) }
    };
    let said = |rows: &str, needed: bool| html! { textarea name=(format!("wanted-{pick}")) rows=(rows) maxlength=(WANTED_LONGEST) required[needed] { (wanted) } };
    let invalid = wrong.contains(&Mistake::Day).then_some("true");
    html! {
        div {
            input type="hidden" name="pick" value=(pick);
            @if is_day(pick.element) {
                label .field { (head) input type="date" name=(format!("day-{pick}")) value=(day) aria-invalid=[invalid]; }
                label .field { span { (words.t("corrections-day-words")) } (said("1", false)) }
            } @else { label .field { (head) (said("2", true)) } }
        }
    }
}

/// Whether a value is a day.
fn is_day(element: Element) -> bool {
    dictionary().element(element).is_some_and(|info| info.kind == ValueKind::Date)
}

fn who(words: Words, typed: &Typed, wrong: &[Mistake], last_day: Date) -> Markup {
    let of = &typed.requesting;
    let is = |mistake: Mistake| wrong.contains(&mistake).then_some("true");
    let language = if of.language.is_empty() { words.language.code() } else { &of.language };
    html! {
        fieldset .card.stack {
            legend { h2 { (words.t("corrections-who-asks")) } }
            div .form-grid {
                (select(words, "requester", &of.requester, is(Mistake::Requester), &["parent", "guardian", "child", "state", "ed"]))
                label .field { span { (words.t("corrections-requester-which")) }
                    select name="requester-state" {
                        option value="" { "\u{2013}" }
                        @for state in StateCode::by_name() { option value=(state) selected[of.state == state.as_str()] { (state.name()) } }
                    }
                }
                label .field { span { (words.t("corrections-name")) }
                    input name="name" value=(of.name) maxlength=(NAME_LONGEST) required autocomplete="off" aria-invalid=[is(Mistake::Name)]; }
                label .field { span { (words.t("corrections-address")) }
                    textarea name="address" rows="3" maxlength=(ADDRESS_LONGEST) required aria-invalid=[is(Mistake::Address)] { (of.address) } }
                (select(words, "channel", &of.channel, is(Mistake::Channel), &Channel::ALL.map(Channel::word)))
                label .field { span { (words.t("corrections-language")) }
                    select name="language" required aria-invalid=[is(Mistake::Language)] {
                        @for one in Language::ALL { option value=(one.code()) selected[language == one.code()] { (one.own_name()) } }
                    }
                }
                (select(words, "proof", &of.proof, is(Mistake::Proof), &PROOFS))
                label .field { span { (words.t("corrections-received")) }
                    input type="date" name="received" value=(of.received) max=(last_day) required aria-invalid=[is(Mistake::Received).or(is(Mistake::Future))]; }
            }
            p .quiet { (words.t("corrections-proof-hint")) }
        }
    }
}

fn select(words: Words, name: &str, chosen: &str, wrong: Option<&str>, values: &[&str]) -> Markup {
    html! {
        label .field { span { (words.t(&format!("corrections-{name}"))) }
            select name=(name) required aria-invalid=[wrong] {
                option value="" { (words.t("corrections-please")) }
                @for value in values { option value=(value) selected[chosen == *value] { (words.t(&format!("corrections-{name}-{value}"))) } }
            }
        }
    }
}
