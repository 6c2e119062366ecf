//! Courses, quizzes and certificates.

use maud::{Markup, html};

use crate::identity::{Graded, Required};
use crate::model::{Certificate, Timestamp};
use crate::training::{Course, CourseId, PASS_PERCENT, Quiz};
use crate::web::i18n::{Language, t, t_args};
use crate::web::views::layout::{self, PageContext, csrf_field};
use crate::web::views::{date, timestamp};

/// `/training`.
pub(in crate::web) struct Overview {
    pub(in crate::web) required: Vec<Required>,
    pub(in crate::web) certificates: Vec<Certificate>,
    /// Whether the login waits for it.
    pub(in crate::web) must: bool,
    /// When all was last passed.
    pub(in crate::web) trained: Option<Timestamp>,
    /// Where to go on.
    pub(in crate::web) next: String,
}

/// The title of a course; its word if its file cannot be read.
pub(super) fn title(lang: Language, course: &str) -> String {
    let known = CourseId::from_word(course).and_then(|id| Course::of(id, lang.code()).ok());
    known.map_or_else(|| course.to_owned(), |course| course.title.clone())
}

/// What must be taken, what was passed.
pub(in crate::web) fn overview(context: &PageContext, shown: &Overview) -> Markup {
    let lang = context.language;
    let heading = t(lang, "training-title");
    layout::page(
        context,
        &heading,
        html! {
            h1 { (heading) }
            @if shown.must { div .notice.notice-warn { p { (t(lang, "training-must")) } } }
            @else {
                div .notice role="status" { p { (t(lang, "training-done")) @if let Some(at) = shown.trained { " " (timestamp(lang, at)) } } }
                @if shown.next != "/" { p { a .button href=(shown.next) { (t(lang, "training-on")) } } }
            }
            ol .people { @for one in &shown.required { (required(lang, one)) } }
            (certificates(lang, &shown.certificates))
        },
    )
}

fn required(lang: Language, one: &Required) -> Markup {
    let word = one.course.word();
    html! {
        li .card.person.brief {
            h2 { a href={ "/training/" (word) } { (title(lang, word)) } }
            p {
                @match (&one.passed, one.due) {
                    (Some(passed), false) => { span .tag.tag-good { (t(lang, "training-passed")) } " " (timestamp(lang, passed.passed)) ", " (passed.score) "%" }
                    _ => span .tag.tag-warn { (t(lang, "training-due")) },
                }
            }
            @if let Some(until) = one.until { p .quiet { (t_args(lang, "training-until", &[("date", date(lang, until.date()).into())])) } }
        }
    }
}

/// The certificates of somebody.
pub(super) fn certificates(lang: Language, found: &[Certificate]) -> Markup {
    html! {
        @if !found.is_empty() {
            h2 { (t(lang, "training-certificates")) }
            table .table {
                thead { tr { @for key in ["certificate-course", "certificate-date", "certificate-score"] { th scope="col" { (t(lang, key)) } } } }
                tbody {
                    @for one in found {
                        tr {
                            td data-label=(t(lang, "certificate-course")) { a href={ "/training/certificates/" (one.number) } { (title(lang, &one.course)) } }
                            td data-label=(t(lang, "certificate-date")) { (timestamp(lang, one.passed)) }
                            td data-label=(t(lang, "certificate-score")) { (one.score) "%" }
                        }
                    }
                }
            }
        }
    }
}

/// The lessons of a course, one below the other.
pub(in crate::web) fn lessons(context: &PageContext, course: &Course) -> Markup {
    let lang = context.language;
    layout::page(
        context,
        &course.title,
        html! {
            p { a href="/training" { (t(lang, "training-title")) } }
            h1 { (course.title) }
            p .quiet { (t_args(lang, "training-minutes", &[("minutes", course.minutes.into())])) }
            nav aria-label=(t(lang, "training-lessons")) { ol { @for one in &course.lessons { li { a href={ "#" (one.id) } { (one.title) } } } } }
            @for one in &course.lessons {
                section id=(one.id) {
                    h2 { (one.title) }
                    @for text in &one.body { p { (text) } }
                    @if !one.points.is_empty() { ul { @for point in &one.points { li { (point) } } } }
                }
            }
            p { a .button href={ "/training/" (course.id.word()) "/quiz" } { (t(lang, "training-quiz")) } }
            p .quiet { (t_args(lang, "training-pass", &[("percent", PASS_PERCENT.into())])) }
        },
    )
}

/// The questions.
pub(in crate::web) fn quiz(context: &PageContext, course: &Course, quiz: &Quiz) -> Markup {
    let lang = context.language;
    layout::page(
        context,
        &course.title,
        html! {
            p { a href={ "/training/" (course.id.word()) } { (course.title) } }
            h1 { (t(lang, "training-quiz-title")) }
            p { (t_args(lang, "training-pass", &[("percent", PASS_PERCENT.into())])) }
            form method="post" action={ "/training/" (course.id.word()) "/quiz" } .print-choice {
                (csrf_field(context))
                @for (number, asked) in quiz.asked.iter().enumerate() {
                    fieldset .card {
                        legend { (number + 1) ". " (asked.question.text) }
                        @for (place, answer) in asked.answers().into_iter().enumerate() {
                            label .choice { input type="radio" name={ "q" (number) } value=(place) required; span { (answer) } }
                        }
                    }
                }
                button .button type="submit" { (t(lang, "training-hand-in")) }
            }
        },
    )
}

/// The result.
pub(in crate::web) fn graded(context: &PageContext, course: &Course, graded: &Graded) -> Markup {
    let lang = context.language;
    let words = if graded.certificate.is_some() { "training-graded-passed" } else { "training-graded-failed" };
    let heading = t_args(lang, words, &[("percent", graded.score.percent.into())]);
    layout::page(
        context,
        &heading,
        html! {
            h1 { (heading) }
            p { (course.title) }
            @if !graded.score.missed.is_empty() {
                h2 { (t(lang, "training-missed")) }
                ol .findings { @for missed in &graded.score.missed { li .card { p { strong { (missed.question.text) } } p { (missed.why) } } } }
            }
            @match &graded.certificate {
                Some(one) => {
                    p { a .button href="/training" { (t(lang, "training-go-on")) } }
                    p { a href={ "/training/certificates/" (one.number) } { (t(lang, "training-certificate")) } }
                }
                None => {
                    p { (t(lang, "training-again-hint")) }
                    p { a .button href={ "/training/" (course.id.word()) "/quiz" } { (t(lang, "training-again")) } }
                }
            }
        },
    )
}

/// A certificate, to print.
pub(in crate::web) fn certificate(context: &PageContext, one: &Certificate) -> Markup {
    let lang = context.language;
    let heading = t(lang, "certificate-title");
    layout::page(
        context,
        &heading,
        html! {
            article .card.stack {
                h1 { (heading) }
                p { (t(lang, "certificate-says")) }
                p { strong { (one.name) } " (" (one.user_name) ")" }
                dl .facts {
                    dt { (t(lang, "certificate-course")) } dd { (title(lang, &one.course)) " (" (one.version) ")" }
                    dt { (t(lang, "certificate-date")) } dd { (timestamp(lang, one.passed)) }
                    dt { (t(lang, "certificate-score")) } dd { (one.score) "%" }
                    dt { (t(lang, "certificate-number")) } dd { (one.number) }
                }
            }
            p .no-print { a href="/training" { (t(lang, "training-title")) } }
        },
    )
}
