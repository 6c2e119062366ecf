//! The pages of the operator: jobs and their history, mail, room, index, checkpoint.

use maud::{Markup, html};

use super::layout::{self, PageContext, csrf_field};
use super::timestamp;
use crate::model::{Actor, Delivery, JobResult, JobRun, Rhythm, Timestamp};
use crate::web::i18n::{Language, t, t_args};
use crate::web::machine::{Condition, JobSeen, MailSeen, Unsent};

/// `/operations`. `begun` is the job that somebody has just begun.
pub(in crate::web) fn page(
    context: &PageContext,
    condition: &Condition,
    begun: Option<&str>,
    now: Timestamp,
) -> Markup {
    let lang = context.language;
    let title = t(lang, "operations-title");
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            p .quiet { (t_args(lang, "operations-now", &[("when", timestamp(lang, now).into()), ("version", condition.version.into())])) }
            @if let Some(job) = begun {
                div .notice role="status" { p { (t_args(lang, "operations-begun", &[("job", job_name(lang, job).into())])) } }
            }
            (machine(lang, condition))
            (mail(context, &condition.mail))
            (jobs(context, condition))
        },
    )
}

fn machine(lang: Language, condition: &Condition) -> Markup {
    let size = |bytes: u64| match bytes >> 20 {
        0 => t_args(lang, "operations-kilobytes", &[("count", (bytes >> 10).into())]),
        10_240.. => t_args(lang, "operations-gigabytes", &[("count", (bytes >> 30).into())]),
        megabytes => t_args(lang, "operations-megabytes", &[("count", megabytes.into())]),
    };
    let free = condition.free_bytes.map_or_else(|| t(lang, "operations-unknown"), size);
    let checkpoint = match condition.checkpoint {
        Some((at, entries)) => {
            let args = [("when", timestamp(lang, at).into()), ("count", entries.into())];
            t_args(lang, "operations-checkpoint-at", &args)
        }
        None => t(lang, "operations-checkpoint-none"),
    };
    let behind = match condition.index_behind {
        None => t(lang, "operations-index-busy"),
        Some(0) => t(lang, "operations-index-level"),
        Some(count) => t_args(lang, "operations-index-behind", &[("count", count.into())]),
    };
    html! {
        section .card.stack aria-labelledby="machine" {
            h2 #machine { (t(lang, "operations-machine")) }
            dl .facts {
                (fact(&t(lang, "operations-free"), &free))
                (fact(&t(lang, "operations-store"), &size(condition.store_bytes)))
                (fact(&t(lang, "operations-index"), &format!("{}; {behind}", size(condition.index_bytes))))
                (fact(&t(lang, "operations-checkpoint"), &checkpoint))
            }
        }
    }
}

fn fact(name: &str, value: &str) -> Markup {
    html! { div { dt { (name) } dd { (value) } } }
}

fn mail(context: &PageContext, mail: &MailSeen) -> Markup {
    let lang = context.language;
    let oldest = mail.oldest.map(|at| t_args(lang, "operations-mail-oldest", &[("when", timestamp(lang, at).into())]));
    html! {
        section .card.stack aria-labelledby="mail" {
            h2 #mail { (t(lang, "operations-mail")) }
            @if !mail.mails { p { (t(lang, "operations-mail-off")) } }
            p { (t_args(lang, "operations-mail-waiting", &[("count", mail.waiting.into())])) " " (oldest.unwrap_or_default()) }
            @if let Some((why, since)) = &mail.trouble {
                div .notice.notice-warn {
                    p { strong { (t_args(lang, "operations-mail-trouble", &[("when", timestamp(lang, *since).into())])) } }
                    p { (why) }
                    p { (t(lang, "operations-mail-trouble-hint")) }
                }
            }
            @if mail.failed > 0 {
                h3 { (t_args(lang, "operations-mail-failed", &[("count", mail.failed.into())])) }
                p .quiet { (t(lang, "operations-mail-failed-hint")) }
                ul .findings { @for one in &mail.unsent { li { (unsent(context, one)) } } }
            }
        }
    }
}

fn unsent(context: &PageContext, one: &Unsent) -> Markup {
    let lang = context.language;
    let when = match one.delivery {
        Delivery::Failed { at } => timestamp(lang, at),
        _ => String::new(),
    };
    html! {
        p { strong { (kind(lang, one)) } " " (one.user_name) ", " (when) }
        p { (one.why) }
        p .quiet { (t_args(lang, "operations-mail-tries", &[("count", one.tries.into()), ("number", one.number.into())])) }
        @if one.again {
            form method="post" action={ "/operations/messages/" (one.number) "/retry" } {
                (csrf_field(context))
                button .button.button-quiet type="submit" {
                    (t(lang, "operations-mail-retry"))
                    // Which one, for who only hears the button.
                    span .visually-hidden { " " (one.number) }
                }
            }
        } @else { p .quiet { (t(lang, "operations-mail-secret")) } }
    }
}

/// The subject of the kind of message: nothing of the message itself.
fn kind(lang: Language, one: &Unsent) -> String {
    t(lang, &format!("mail-{}-subject", one.kind.word()))
}

fn jobs(context: &PageContext, condition: &Condition) -> Markup {
    let lang = context.language;
    let [job, result, next, act] =
        ["operations-job", "operations-last", "operations-next", "operations-act"].map(|key| t(lang, key));
    html! {
        section aria-labelledby="jobs" {
            h2 #jobs { (t(lang, "operations-jobs")) }
            p .quiet { (zone(lang, &condition.zone)) }
            table .table {
                thead { tr { th scope="col" { (job) } th scope="col" { (result) } th scope="col" { (next) } th scope="col" { (act) } } }
                tbody {
                    @for one in &condition.jobs {
                        tr {
                            td data-label=(job) { div { (name_and_rhythm(lang, one)) } }
                            td data-label=(result) { div { (last(lang, one)) } }
                            td data-label=(next) { div { @for at in one.next.iter().take(1) { (timestamp(lang, *at)) } } }
                            td data-label=(act) { div { (run_form(context, one)) } }
                        }
                    }
                }
            }
        }
    }
}

fn zone(lang: Language, zone: &str) -> String {
    match zone {
        "UTC" => t(lang, "operations-zone-utc"),
        other => t_args(lang, "operations-zone", &[("zone", other.into())]),
    }
}

fn name_and_rhythm(lang: Language, job: &JobSeen) -> Markup {
    html! {
        a href={ "/operations/jobs/" (job.name) } { (job_name(lang, job.name)) }
        p .quiet { (rhythm(lang, job.rhythm)) }
    }
}

fn last(lang: Language, job: &JobSeen) -> Markup {
    html! {
        @if job.running { p { span .tag { (t(lang, "operations-running")) } } }
        @if let Some(run) = &job.last { p { (timestamp(lang, run.began)) " " (result_tag(lang, &run.result)) } }
        @if let Some(at) = job.idle { p .quiet { (t_args(lang, "operations-idle", &[("when", timestamp(lang, at).into())])) } }
        @if job.last.is_none() && job.idle.is_none() && !job.running { p .quiet { (t(lang, "operations-never")) } }
    }
}

fn run_form(context: &PageContext, job: &JobSeen) -> Markup {
    let lang = context.language;
    html! {
        form method="post" action={ "/operations/jobs/" (job.name) "/run" } {
            (csrf_field(context))
            button .button.button-quiet type="submit" disabled[job.running] {
                (t(lang, "operations-run"))
                // Which one, for who only hears the button.
                span .visually-hidden { " " (job_name(lang, job.name)) }
            }
        }
    }
}

/// `/operations/jobs/{job}`: a page of runs, the newest first.
pub(in crate::web) fn history(context: &PageContext, job: &str, runs: &[(u64, JobRun)], later: bool) -> Markup {
    let lang = context.language;
    let title = job_name(lang, job);
    let [began, by, took, result] =
        ["operations-began", "operations-by", "operations-took", "operations-result"].map(|key| t(lang, key));
    let oldest = runs.last().map(|(number, _)| *number).filter(|number| *number > 1);
    layout::page(
        context,
        &title,
        html! {
            p { a href="/operations" { (t(lang, "operations-title")) } }
            h1 { (title) }
            p { (t(lang, &format!("operations-job-{job}-text"))) }
            @if runs.is_empty() { div .notice { p { (t(lang, "operations-history-none")) } } }
            @if !runs.is_empty() {
                table .table {
                    thead { tr { th scope="col" { (began) } th scope="col" { (by) } th scope="col" { (took) } th scope="col" { (result) } } }
                    tbody {
                        @for (_, run) in runs {
                            tr {
                                td data-label=(began) { (timestamp(lang, run.began)) }
                                td data-label=(by) { (set_going(lang, run)) }
                                td data-label=(took) { (lasted(lang, run)) }
                                td data-label=(result) { div { (result_tag(lang, &run.result)) " " (details(lang, &run.result)) } }
                            }
                        }
                    }
                }
                nav aria-label=(t(lang, "work-pages")) {
                    @if later { a href={ "/operations/jobs/" (job) } { (t(lang, "operations-newest")) } " " }
                    @if let Some(before) = oldest { a href={ "/operations/jobs/" (job) "?before=" (before) } { (t(lang, "operations-older")) } }
                }
            }
        },
    )
}

fn set_going(lang: Language, run: &JobRun) -> String {
    match (&run.by, run.planned) {
        (Actor::User(name) | Actor::Console(name), _) => name.to_string(),
        (_, Some(planned)) => t_args(lang, "operations-planned", &[("when", timestamp(lang, planned).into())]),
        (by, None) => by.name().to_string(),
    }
}

fn lasted(lang: Language, run: &JobRun) -> String {
    let seconds = |ended: Timestamp| ended.micros().saturating_sub(run.began.micros()).max(0) / 1_000_000;
    run.ended.map_or_else(String::new, |ended| t_args(lang, "operations-seconds", &[("count", seconds(ended).into())]))
}

fn result_tag(lang: Language, result: &JobResult) -> Markup {
    let (shape, key) = match result {
        JobResult::Begun => ("tag", "operations-result-begun"),
        JobResult::Done(_) => ("tag tag-good", "operations-result-done"),
        JobResult::Failed(_) => ("tag tag-stop", "operations-result-failed"),
        JobResult::CutOff => ("tag tag-warn", "operations-result-cut-off"),
    };
    html! { span class=(shape) { (t(lang, key)) } }
}

/// What was done, from the words and counts of the run; or why it failed, as the program said it.
fn details(lang: Language, result: &JobResult) -> String {
    match result {
        JobResult::Begun | JobResult::CutOff => String::new(),
        JobResult::Failed(why) => why.to_string(),
        JobResult::Done(did) => {
            let counts = did.split(' ').filter_map(|part| part.split_once('='));
            let words = counts.map(|(word, count)| {
                let count: u64 = count.parse().unwrap_or(0);
                t_args(lang, &format!("operations-did-{word}"), &[("count", count.into())])
            });
            words.collect::<Vec<_>>().join(", ")
        }
    }
}

fn job_name(lang: Language, job: &str) -> String {
    t(lang, &format!("operations-job-{job}"))
}

fn rhythm(lang: Language, rhythm: Rhythm) -> String {
    let time = |hour: u8, minute: u8| format!("{hour:02}:{minute:02}");
    match rhythm {
        Rhythm::Seconds(every) => t_args(lang, "operations-every-seconds", &[("count", every.into())]),
        Rhythm::Minutes(every) => t_args(lang, "operations-every-minutes", &[("count", every.into())]),
        Rhythm::Daily(hour, minute) => t_args(lang, "operations-daily", &[("time", time(hour, minute).into())]),
        Rhythm::Workdays(hour, minute) => t_args(lang, "operations-workdays", &[("time", time(hour, minute).into())]),
    }
}
