//! `vereda matching train`: a model from the children held, whom nobody labelled; or, for the makers of the program, from
//! labelled invented worlds.

use std::cmp::Ordering;
use std::ops::ControlFlow;
use std::path::PathBuf;

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use serde::{Deserialize, Serialize};

use super::sample::{self, Recipe, say as tell};
use super::tries::with_curve;
use super::world::World;
use super::{Ask, install};
use crate::cli::call::call;
use crate::cli::delivery::{Delivery, spare};
use crate::cli::exit::{Exit, Failure};
use crate::cli::request::{Channel, Request, Sink, say, undelivered};
use crate::cli::{Place, cannot};
use crate::matching::{Comparison, Engine, Lexicon, MOST_MOVED, Model, Sequence, Wanted, learn};
use crate::model::Date;
use crate::server::Services;
use crate::store::{Read, tables};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Learn from labelled invented worlds instead of the children held: for the makers of the program.
    #[arg(long)]
    sample: bool,
    /// With --sample: the worlds to learn from. The first is read with the name frequencies shipped, the others with
    /// their own.
    #[arg(long, value_delimiter = ',', default_values_t = [101, 102, 103])]
    seeds: Vec<u64>,
    /// The invented world on which thresholds are tried.
    #[arg(long, default_value_t = 104)]
    tried_on: u64,
    /// Children in each invented world; without it 125,000, and 20,000 when only thresholds are tried.
    #[arg(long)]
    children: Option<u32>,
    /// With --sample: keep the weights that ship and try thresholds alone, after a change to what forbids a join.
    #[arg(long, requires = "sample")]
    keep_weights: bool,
    /// The day on which the invented states send.
    #[arg(long, value_name = "DATE", default_value = "2026-11-20")]
    today: Date,
    /// With --sample: version of the model, kept with every decision.
    #[arg(long, default_value_t = 1)]
    version: u32,
    /// The model file.
    #[arg(long, value_name = "FILE", default_value = "model.toml")]
    out: PathBuf,
}

/// Learning from the children held.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Train {
    tried_on: u64,
    children: u32,
    today: Date,
}

/// Most contributions that are looked at; of more, a sample by chance.
const MOST_CONTRIBUTIONS: u64 = 400_000;
/// Most pairs learned from; of more, a sample by chance.
const MOST_PAIRS: usize = 1_000_000;
/// Least pairs believed to be one child's, and least believed to be two children's: of fewer, chance moves weights as far as
/// they may move, and thresholds with them.
const LEAST: f32 = 2_000.0;
/// Rounds of learning.
const ROUNDS: usize = 4;
/// Weights that are shown as having moved most.
const SHOWN: usize = 15;

pub(super) fn run(place: &Place, args: &Args) -> Result<Exit, Failure> {
    if args.sample {
        spare(&args.out, &[])?;
        let children = args.children.unwrap_or(125_000);
        let Args { tried_on, today, version, .. } = *args;
        let recipe = Recipe { seeds: &args.seeds, tried_on, children, today, version };
        let model = if args.keep_weights { sample::tried_anew(&recipe)? } else { sample::model(&recipe)? };
        std::fs::write(&args.out, model.write()).map_err(|error| cannot("write", &args.out, &error))?;
        let (automatic, near) = (model.automatic(), model.near());
        tell(&format!("automatic from {automatic:.2} bits, near from {near:.2} bits: {}", args.out.display()));
        return Ok(Exit::Ok);
    }
    let train = Train { tried_on: args.tried_on, children: args.children.unwrap_or(20_000), today: args.today };
    place.spares(&args.out)?;
    let mut delivery = Delivery::files([args.out.clone()]).with_bar("contributions");
    let exit = call(place, Request::Matching(Ask::Train(train)), Box::new(std::io::empty()), &mut delivery)?;
    delivery.finish()?;
    Ok(exit)
}

pub(super) fn execute(services: &Services, train: &Train, sink: &mut dyn Sink) -> Result<Exit, Failure> {
    let before = services.matcher.model();
    let engine = Engine::new(before.clone(), Lexicon::default());
    let (examples, looked_at) = examples(services, &engine, sink)?;
    if examples.is_empty() {
        return Err(Failure::new(
            Exit::Refused,
            "no two contributions share a blocking key: there is nothing to learn",
        ));
    }
    let same: f32 = examples.iter().map(|pair| 1.0 / (1.0 + (-before.score(pair)).exp2())).sum();
    if let Some(short) = short(same, examples.len() as f32 - same) {
        return Err(kept(before, &short));
    }
    let origin = format!(
        "{} Then learned by expectation and maximization from {} pairs of {looked_at} contributions that nobody labelled; \
         thresholds tried on the invented world {}.",
        before.origin(),
        examples.len(),
        train.tried_on
    );
    let learned = learn(before, &examples, ROUNDS, before.version().saturating_add(1), &origin);
    let pairs = examples.len();
    drop(examples);
    let world = World::invent(train.children, train.tried_on, train.today)?;
    let learned = with_curve(&learned, &world, &mut |_| ());
    // The model in use on the same world: whoever takes the new one up should know whether it is better there.
    let as_before = with_curve(before, &world, &mut |_| ());
    if let Some(doubt) = install::doubt(&learned, services.wanted) {
        return Err(kept(before, &format!("what was learned from {pairs} pairs is not to be trusted: {doubt}")));
    }
    sink.write(Channel::First, learned.write().as_bytes()).map_err(|error| undelivered(&error))?;
    say(sink, &moves(before, &learned, pairs, looked_at))?;
    say(sink, &compared(&as_before, &learned, services.wanted))?;
    Ok(Exit::Ok)
}

/// Says of what there is too little to learn from.
fn short(same: f32, other: f32) -> Option<String> {
    (same.min(other) < LEAST).then(|| {
        format!(
            "the data at hand do not suffice: {same:.0} pairs are likely one child's and {other:.0} two children's, and \
             {LEAST} of each are needed"
        )
    })
}

/// Nothing is written: the model in use is the better one.
fn kept(model: &Model, why: &str) -> Failure {
    let (version, automatic, near) = (model.version(), model.automatic(), model.near());
    let message = format!(
        "{why}. No model was written; model {version} stays in use, with its thresholds of {automatic:.2} and {near:.2} bits"
    );
    Failure::new(Exit::Refused, message)
}

/// Evidence is read in one pass; what is kept is bounded.
fn examples(services: &Services, engine: &Engine, sink: &mut dyn Sink) -> Result<(Vec<Comparison>, usize), Failure> {
    let view = services.store.view()?;
    let total = view.len(&tables::EVIDENCE)?;
    let mut random = Pcg64Mcg::seed_from_u64(total);
    let (mut sequence, mut done) = (Sequence::default(), 0);
    view.visit(&tables::EVIDENCE, .., |_, evidence| {
        done += 1;
        if done % 1_000 == 0 {
            sink.progress(done, total * 2);
        }
        if random.random_range(0..total.max(1)) < MOST_CONTRIBUTIONS {
            sequence.push(engine, &evidence);
        }
        ControlFlow::Continue(())
    })?;
    let (mut examples, mut pairs) = (Vec::new(), 0_usize);
    sequence.visit_pairs(engine, |at, _, comparison| {
        if at % 1_000 == 0 {
            sink.progress(total + u64::from(at), total * 2);
        }
        pairs += 1;
        // Every pair has the same chance to be kept (Vitter, 1985).
        if examples.len() < MOST_PAIRS {
            examples.push(comparison);
        } else if let Some(slot) = examples.get_mut(random.random_range(0..pairs)) {
            *slot = comparison;
        }
    });
    Ok((examples, sequence.len()))
}

fn moves(before: &Model, after: &Model, pairs: usize, looked_at: usize) -> String {
    let mut text = format!(
        "Learned from {pairs} pairs of {looked_at} contributions that share a blocking key. Model {} becomes {}. Nothing \
         is decided anew; `vereda matching replay` says what would be, `vereda matching use` takes it up.\n\
         Weights that moved most, in bits:\n",
        before.version(),
        after.version()
    );
    let mut moved: Vec<_> = before
        .levels()
        .zip(after.levels())
        .filter(|((field, level, _), (other, other_level, _))| (field, level) == (other, other_level))
        .map(|((field, level, was), (_, _, is))| (field, level, was.weight, is.weight))
        .collect();
    moved.sort_by(|a, b| (b.3 - b.2).abs().total_cmp(&(a.3 - a.2).abs()));
    let capped = moved.iter().filter(|(_, _, was, is)| (is - was).abs() > MOST_MOVED - 0.005).count();
    for (field, level, was, is) in moved.into_iter().take(SHOWN) {
        text.push_str(&format!("  {:<16} {:<18} {was:>7.2} -> {is:>7.2}\n", field.key(), level.key()));
    }
    text.push_str(&format!(
        "No weight is moved by more than {MOST_MOVED} bit at a time; {capped} were moved that far.\n"
    ));
    text.push_str(&format!(
        "Thresholds: automatic {:.2} -> {:.2}, near {:.2} -> {:.2}.\n",
        before.automatic(),
        after.automatic(),
        before.near(),
        after.near()
    ));
    text
}

fn compared(before: &Model, after: &Model, wanted: Wanted) -> String {
    let recall = |model: &Model| {
        let bits = model.curve().automatic(wanted.precision)?;
        model.curve().recall(bits)
    };
    let (Some(was), Some(is)) = (recall(before), recall(after)) else { return String::new() };
    // No finer than it is written.
    let tenth = |part: f32| (part * 1_000.0).round();
    let advice = match tenth(is).total_cmp(&tenth(was)) {
        Ordering::Less => " The model in use is the better one there: look at the replay before you take this one up.",
        Ordering::Equal => " Neither is better there: look at the replay before you take this one up.",
        Ordering::Greater => "",
    };
    format!(
        "On the invented world, at a precision of {}, automatic links found {:.1} % of the pairs of one child with the model \
         in use, and {:.1} % with this one.{advice}\n",
        wanted.precision,
        was * 100.0,
        is * 100.0
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::{Curve, JoinPoint, adapt, compare};

    #[test]
    fn what_is_learned_from_too_little_is_not_written() {
        assert_eq!(short(2_000.0, 5_000.0), None);
        for (same, other) in [(1_999.0, 90_000.0), (90_000.0, 1_999.0)] {
            assert!(short(same, other).unwrap().contains("2000 of each are needed"));
        }
        let said = kept(&Model::default(), "why").message;
        assert!(said.contains("No model was written; model 1 stays in use"), "{said}");
    }

    #[test]
    fn it_is_said_that_weights_stopped_at_their_bound_and_which_model_is_better() {
        let model = Model::default();
        let world = World::invent(20, 5, Date::new(2026, 11, 20).unwrap()).unwrap();
        let engine = Engine::new(model.clone(), Lexicon::default());
        let [one, other] = [0, 1].map(|at| engine.profile(&world.evidence[at]));
        let pair = compare(&one, &other, &model);
        let told = moves(&model, &adapt(&model, std::iter::repeat_n((&pair, 1.0), 90_000)), 90_000, 500);
        assert!(told.contains("No weight is moved by more than 1 bit at a time; "), "{told}");
        assert!(!told.contains("at a time; 0 were"), "{told}");
        let with = |recall| {
            let join = vec![JoinPoint { bits: 3.0, precision: 0.9999, recall }];
            model.with_curve(Curve { join, near: Vec::new() })
        };
        let said = |was, is| compared(&with(was), &with(is), Wanted::default());
        assert!(said(0.9674, 0.9671).contains("Neither is better"), "{}", said(0.9674, 0.9671));
        assert!(said(0.9674, 0.95).contains("in use is the better one"));
        assert!(said(0.95, 0.9674).trim_end().ends_with("with this one."));
    }
}
