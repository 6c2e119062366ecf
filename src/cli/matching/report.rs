//! `vereda matching report`: how linking goes on in this store. Counts only.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::ControlFlow;

use super::blocking;
use crate::cli::exit::{Exit, Failure};
use crate::cli::request::{Sink, say};
use crate::model::{LinkKind, NearStatus};
use crate::records;
use crate::server::Services;
use crate::store::{Read, View, tables};

pub(super) fn execute(services: &Services, sink: &mut dyn Sink) -> Result<Exit, Failure> {
    let view = services.store.view()?;
    let mut text = String::new();
    blocking::sizes(&view, &mut text)?;
    blocking::recall(&view, &mut text)?;
    let cut = records::truncated_lookups(&view)?;
    let _ = writeln!(text, "Look-ups for candidates that a limit cut short: {cut}.");
    let mut models: BTreeMap<u32, u64> = BTreeMap::new();
    let undone = links(&view, &mut models, &mut text)?;
    near(&view, undone, &mut models, &mut text)?;
    let versions: Vec<String> = models.iter().map(|(version, times)| format!("{version} ({times})")).collect();
    let _ = writeln!(
        text,
        "Versions of models behind these decisions: {}. In use: {}.",
        if versions.is_empty() { "none".to_owned() } else { versions.join(", ") },
        services.matcher.model().version()
    );
    say(sink, &text)?;
    Ok(Exit::Ok)
}

/// Automatic links, those still standing and those that people undid.
fn links(view: &View, models: &mut BTreeMap<u32, u64>, text: &mut String) -> Result<(u64, u64), Failure> {
    let (mut automatic, mut undone, mut by_people) = (0_u64, 0_u64, 0_u64);
    let mut joined = None;
    view.visit(&tables::MEMBERSHIP_HISTORY, .., |(no, _), membership| {
        match membership.how {
            LinkKind::Exact => {
                // Withdrawn and sent again: the same link.
                automatic += u64::from(joined != Some((no, membership.msix_id)));
                joined = Some((no, membership.msix_id));
                if let Some(why) = &membership.explanation {
                    *models.entry(why.model).or_default() += 1;
                }
            }
            LinkKind::Split if joined.is_some_and(|(of, _)| of == no) => undone += 1,
            LinkKind::Judged | LinkKind::Merged | LinkKind::Split | LinkKind::Returned => by_people += 1,
            LinkKind::New => {}
        }
        ControlFlow::Continue(())
    })?;
    let _ = writeln!(
        text,
        "Automatic links: {automatic}, of which people split {undone} off again. Memberships decided by people: \
         {}.",
        by_people + undone
    );
    Ok((automatic, undone))
}

fn near(
    view: &View,
    (automatic, undone): (u64, u64),
    models: &mut BTreeMap<u32, u64>,
    text: &mut String,
) -> Result<(), Failure> {
    let (mut open, mut same, mut different, mut waiting, mut moot) = (0_u64, 0_u64, 0_u64, 0_u64, 0_u64);
    view.visit(&tables::NEAR, .., |_, pair| {
        *models.entry(pair.explanation.model).or_default() += 1;
        *match pair.status {
            NearStatus::Open => &mut open,
            NearStatus::Same => &mut same,
            NearStatus::Different => &mut different,
            NearStatus::Judged => &mut waiting,
            NearStatus::Superseded => &mut moot,
        } += 1;
        ControlFlow::Continue(())
    })?;
    models.remove(&0);
    let _ = writeln!(
        text,
        "Near matches: {open} open, {waiting} judged by one person, {same} decided to be one child, {different} two \
         children, {moot} superseded."
    );
    let share = |some: u64, of: u64| some as f64 / of as f64 * 100.0;
    if same + different > 0 {
        let of = same + different;
        let _ =
            writeln!(text, "Of the {of} near matches that people decided, {:.1} % were one child.", share(same, of));
    } else {
        text.push_str("People have not decided any near match yet.\n");
    }
    if automatic > 0 {
        let rest = share(automatic.saturating_sub(undone), automatic);
        let _ = writeln!(text, "Of the automatic links, {rest:.3} % stand: nobody split them off.");
    }
    Ok(())
}
