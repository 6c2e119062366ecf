//! Blocks in the store: how great they are, and how many pairs of one child they bring together.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use crate::cli::exit::Failure;
use crate::matching::{MOST_IN_BLOCK, block_keys};
use crate::model::{ContributionNo, LinkKind};
use crate::store::{Read, View, tables};

/// Blocks are rows of one table in the order of their keys: nothing is kept but counts.
pub(super) fn sizes(view: &View, text: &mut String) -> Result<(), Failure> {
    let (mut blocks, mut rows, mut size, mut worst, mut over) = (0_u64, 0_u64, 0_usize, 0, 0_u64);
    let mut last = None;
    view.visit(&tables::BLOCK, .., |(key, _), _| {
        if last != Some(key) {
            (last, size) = (Some(key), 0);
            blocks += 1;
        }
        rows += 1;
        size += 1;
        worst = worst.max(size);
        over += u64::from(size == MOST_IN_BLOCK + 1);
        ControlFlow::Continue(())
    })?;
    let contributions = view.len(&tables::EVIDENCE)?;
    let mean = |some: u64, of: u64| if of == 0 { 0.0 } else { some as f64 / of as f64 };
    let _ = writeln!(
        text,
        "Contributions: {contributions}, filed under {:.1} keys each.\n\
         Blocks: {blocks}, of {:.2} contributions on average, {worst} in the greatest; {over} hold more than the \
         {MOST_IN_BLOCK} that are looked at.",
        mean(rows, contributions),
        mean(rows, blocks)
    );
    Ok(())
}

/// Pairs of one child, and those of them that share a key.
#[derive(Default)]
struct Met {
    pairs: u64,
    met: u64,
}

impl Met {
    fn add(&mut self, met: bool) {
        self.pairs += 1;
        self.met += u64::from(met);
    }

    fn share(&self) -> f64 {
        if self.pairs == 0 { 0.0 } else { self.met as f64 / self.pairs as f64 * 100.0 }
    }
}

/// The recall of blocking, by what is known: of the pairs of contributions that are one child now, how many share a key.
/// The program finds only those that do. Children whom people merged by themselves tell how many it does not find.
pub(super) fn recall(view: &View, text: &mut String) -> Result<(), Failure> {
    let (mut all, mut merged) = (Met::default(), Met::default());
    let mut own: Vec<ContributionNo> = Vec::new();
    let mut child = None;
    let mut wrong = Ok(());
    view.visit(&tables::MEMBER, .., |(msix_id, no), ()| {
        if child.replace(msix_id) != Some(msix_id) {
            wrong = count(view, &own, &mut all, &mut merged);
            own.clear();
        }
        own.push(no);
        if wrong.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    wrong?;
    count(view, &own, &mut all, &mut merged)?;
    let _ = writeln!(
        text,
        "Recall of blocking: of {} pairs of contributions that are one child now, {:.2} % share a key.",
        all.pairs,
        all.share()
    );
    let _ = match merged.pairs {
        0 => writeln!(text, "People have merged none unasked, so what blocking misses is not known."),
        pairs => writeln!(text, "Of the {pairs} that people merged unasked, {:.2} %.", merged.share()),
    };
    Ok(())
}

/// Counts the pairs of one child.
fn count(view: &View, own: &[ContributionNo], all: &mut Met, merged: &mut Met) -> Result<(), Failure> {
    if own.len() < 2 {
        return Ok(());
    }
    let mut filed: Vec<(Vec<u64>, bool)> = Vec::with_capacity(own.len());
    for no in own {
        // What is withdrawn has no evidence and is in no block.
        let Some(evidence) = view.get(&tables::EVIDENCE, no)? else { continue };
        let how = view.get(&tables::MEMBERSHIP, no)?.map(|membership| membership.how);
        filed.push((block_keys(&evidence), how == Some(LinkKind::Merged)));
    }
    for (at, (keys, by_people)) in filed.iter().enumerate() {
        for (others, others_by_people) in filed.iter().take(at) {
            let met = keys.iter().any(|key| others.contains(key));
            all.add(met);
            if *by_people != *others_by_people {
                merged.add(met);
            }
        }
    }
    Ok(())
}
