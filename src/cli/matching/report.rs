//! `vereda matching report`: how linking goes on in this store. Counts only.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::ControlFlow;

use super::blocking;
use crate::cli::exit::{Exit, Failure};
use crate::cli::request::{Sink, say};
use crate::model::{ItemKind, ItemStatus, LinkKind, NearStatus, StepKind};
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
    let (mut joined, mut parted) = (None, None);
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
            LinkKind::Split if joined.is_some_and(|(of, _)| of == no) => {
                (undone, by_people, parted) = (undone + 1, by_people + 1, joined);
            }
            // The split was wrong and has been undone: the link stands again.
            LinkKind::Returned if parted == Some((no, membership.msix_id)) => {
                (undone, by_people, parted) = (undone - 1, by_people + 1, None);
            }
            LinkKind::Judged | LinkKind::Merged | LinkKind::Split | LinkKind::Returned => by_people += 1,
            LinkKind::New => {}
        }
        ControlFlow::Continue(())
    })?;
    let _ = writeln!(
        text,
        "Automatic links: {automatic}, of which people split {undone} off again. Memberships decided by people: \
         {}.",
        by_people
    );
    Ok((automatic, undone))
}

fn near(
    view: &View,
    (automatic, undone): (u64, u64),
    models: &mut BTreeMap<u32, u64>,
    text: &mut String,
) -> Result<(), Failure> {
    let mut open = 0_u64;
    view.visit(&tables::NEAR, .., |_, pair| {
        *models.entry(pair.explanation.model).or_default() += 1;
        open += u64::from(pair.status == NearStatus::Open);
        ControlFlow::Continue(())
    })?;
    models.remove(&0);
    let Questions { waiting, judged, same, different, again, moot } = Questions::of(view)?;
    let _ = writeln!(
        text,
        "Near matches: {open} pairs of contributions are open, in {waiting} questions of the worklist: what lies between \
         two children is one.\nPeople have answered {same} with one child, {different} with two children; {again} answers \
         were taken back or refused, {judged} wait for the second person, {moot} questions needed none any more."
    );
    let share = |some: u64, of: u64| some as f64 / of as f64 * 100.0;
    if same + different > 0 {
        let of = same + different;
        let _ = writeln!(text, "Of the {of} questions that people decided, {:.1} % were one child.", share(same, of));
    } else {
        text.push_str("People have not decided any near match yet.\n");
    }
    if automatic > 0 {
        let rest = share(automatic.saturating_sub(undone), automatic);
        let _ = writeln!(text, "Of the automatic links, {rest:.3} % stand: nobody split them off.");
    }
    Ok(())
}

/// What became of the questions that near matches are, each about two children.
#[derive(Debug, Default, PartialEq)]
struct Questions {
    /// Open.
    waiting: u64,
    /// Answered with one child, and the other side has not said yet.
    judged: u64,
    /// One child, validated.
    same: u64,
    /// Two children, and it stands.
    different: u64,
    /// Answers that were refused, undone or taken back.
    again: u64,
    /// Closed without an answer.
    moot: u64,
}

impl Questions {
    fn of(view: &View) -> Result<Self, Failure> {
        let mut found = Self::default();
        let mut validations = Vec::new();
        view.visit(&tables::ITEM, .., |_, item| {
            let taken_back = item.steps.iter().any(|step| step.what == StepKind::Reopened);
            match item.status {
                _ if item.kind() != ItemKind::NearMatch => {}
                status if status.is_open() => found.waiting += 1,
                ItemStatus::Different if taken_back => found.again += 1,
                ItemStatus::Different => found.different += 1,
                ItemStatus::Same => validations.extend(item.followed_by),
                _ => found.moot += 1,
            }
            ControlFlow::Continue(())
        })?;
        for id in validations {
            let Some(item) = view.get(&tables::ITEM, &id)? else { continue };
            match item.status {
                status if status.is_open() => found.judged += 1,
                ItemStatus::Approved if item.followed_by.is_none() => found.same += 1,
                _ => found.again += 1,
            }
        }
        Ok(found)
    }
}
