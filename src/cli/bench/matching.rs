//! `vereda bench matching`: how well children are linked, by the truth of an invented world that was submitted as a state
//! submits. What came of the decisions is read from the store; what other thresholds would have made of the same
//! contributions is tried in memory ([`Sequence`]).

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::figures::Figures;
use super::load;
use crate::cli::exit::{Exit, Failure};
use crate::cli::init;
use crate::cli::matching::world::read_truth;
use crate::config::{Config, DataDir};
use crate::matching::{Engine, Filing, Lexicon, Model, Outcome, Sequence, Truth, filing, may_be_one};
use crate::model::{ContributionNo, Evidence, MsixId, NearStatus};
use crate::records;
use crate::server::Services;
use crate::store::{Environment, Read, tables};

/// Measure whether children are linked rightly.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How many contributions, about, when the directory is new.
    #[arg(long, default_value_t = 200_000)]
    contributions: u32,
    /// Which world of invented children, when the directory is new.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// A directory that `vereda bench` or this verb made before, or a new one to make and keep; without it, a temporary
    /// one that is removed.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// One JSON object instead of a table.
    #[arg(long)]
    json: bool,
}

/// Bits from which automatic links are tried.
const TRIED: [f32; 12] = [-4.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];
/// The precision at which recall is compared between tools.
const PRECISION: f64 = 0.999;

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    super::measured(args.dir.as_deref(), args.json, |root| measure(root, args))
}

fn measure(root: &Path, args: &Args) -> Result<Figures, Failure> {
    let mut made = Figures::default();
    let (files, data) = (root.join("files"), root.join("data"));
    if !data.is_dir() {
        let children = (f64::from(args.contributions) / super::PER_CHILD) as u32;
        let sent = load::sample(&files, children, args.seed, &mut made)?;
        let data = init::create(&data, Environment::Demo)?;
        load::submit(&data, &Config::read(Some(&data.config_file()))?, &sent, &mut made)?;
    }
    let data = DataDir::open(&data).map_err(|error| Failure::new(Exit::Internal, error.to_string()))?;
    let services = super::open(&data, &Config::read(Some(&data.config_file()))?)?;
    let mut found = Figures::default();
    figures(&files, &services, &mut found)?;
    Ok(found)
}

/// The figures of what the services hold, by the `truth.csv` in `files`.
pub(super) fn figures(files: &Path, services: &Services, figures: &mut Figures) -> Result<(), Failure> {
    let held = Held::read(&files.join("truth.csv"), services)?;
    let outcome = Outcome::of(&held.truth, &held.assigned, held.near.iter().copied());
    linked(&outcome, figures);
    let model = services.matcher.model();
    let engine = Engine::new(model.clone(), Lexicon::default());
    let sequence = Sequence::new(&engine, held.evidence.iter());
    blocking(&held, &sequence, &engine, figures);
    figures.add(
        "look-ups that a limit cut short, in the store",
        count(records::truncated_lookups(&services.store.view()?)?),
        "",
    );
    let (recall, bits) = at_precision(&held.truth, &sequence, model);
    figures.against("recall of automatic links at a precision of 0.999", recall, "", 0.90);
    figures.add("the threshold of that", bits, "bits");
    figures.add("the thresholds in use: automatic", f64::from(model.automatic()), "bits");
    figures.add("near", f64::from(model.near()), "bits");
    Ok(())
}

fn linked(outcome: &Outcome, figures: &mut Figures) {
    figures.add("contributions with a truth", count(outcome.contributions), "");
    figures.add("pairs of automatic links after closure: precision", outcome.precision(), "");
    figures.against("recall", outcome.recall(), "", 0.90);
    figures.against("F1", outcome.f1(), "", 0.978);
    figures.against("clusters that are exactly one child: F1", outcome.cluster_f1(), "", 0.966);
    figures.against("children in a false merge", outcome.merged_per_100_000(), "of 100,000", 150.0);
    figures.against("near matches", outcome.near_per_100(), "per 100 contributions", 4.0);
    figures.against("of them true", outcome.near_correct() * 100.0, "%", 40.0);
    figures.against("recall when every near match is judged rightly", outcome.judged_recall(), "", 0.985);
    for (group, (pairs, found)) in &outcome.groups {
        let recall = if *pairs == 0 { 0.0 } else { count(*found) / count(*pairs) };
        figures.against(format!("the same, {group} ({pairs} pairs)"), recall, "", 0.95);
    }
}

fn blocking(held: &Held, sequence: &Sequence, engine: &Engine, figures: &mut Figures) {
    let filed: Vec<Filing> = held.evidence.iter().map(filing).collect();
    let mut members: HashMap<u32, Vec<&Filing>> = HashMap::new();
    for (child, filing) in held.truth.child.iter().zip(&filed) {
        members.entry(*child).or_default().push(filing);
    }
    let (mut pairs, mut met, mut seen) = (0_u64, 0_u64, 0_u64);
    for own in members.values() {
        for (at, a) in own.iter().enumerate() {
            for b in own.iter().take(at) {
                let share = |keys: &[u64]| keys.iter().any(|key| b.keys.contains(key));
                pairs += 1;
                met += u64::from(share(&a.keys));
                seen += u64::from(share(&a.proofs) || (share(&a.keys) && may_be_one(&a.sketch, &b.sketch)));
            }
        }
    }
    let share = |some: u64| if pairs == 0 { 0.0 } else { count(some) / count(pairs) };
    figures.add("blocking: pairs of one child that share a key", share(met), "");
    figures.add("and are no strangers at a glance", share(seen), "");
    let decisions = sequence.decide(engine, &mut |_| ());
    let size = count(u64::try_from(sequence.len()).unwrap_or_default()).max(1.0);
    figures.add("candidates, mean", count(decisions.candidates) / size, "contributions");
    figures.add("candidates, worst", decisions.most_candidates as f64, "contributions");
    figures.add("worst block", sequence.block_sizes().max().unwrap_or_default() as f64, "contributions");
}

/// The best recall among thresholds that are precise enough, between two that were tried by a straight line, and where.
fn at_precision(truth: &Truth, sequence: &Sequence, model: &Model) -> (f64, f64) {
    let tried = |bits: f32| {
        let engine = Engine::new(model.with_thresholds(bits, bits.min(model.near())), Lexicon::default());
        let decisions = sequence.decide(&engine, &mut |_| ());
        Outcome::of(truth, &decisions.child, std::iter::empty())
    };
    let (one, two) = TRIED.split_at(TRIED.len() / 2);
    let part = |bits: &[f32]| bits.iter().map(|bits| (f64::from(*bits), tried(*bits))).collect::<Vec<_>>();
    let mut points = std::thread::scope(|scope| {
        let other = scope.spawn(|| part(two));
        let mut points = part(one);
        points.extend(other.join().unwrap_or_default());
        points
    });
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((bits, outcome)) = points.first().filter(|(_, outcome)| outcome.precision() >= PRECISION) {
        return (outcome.recall(), *bits);
    }
    // From the top down as long as it is precise enough, and a part of the way to the first that is not.
    let enough = points.iter().rev().take_while(|(_, outcome)| outcome.precision() >= PRECISION).count();
    let split = points.len() - enough;
    let (below, above) = (split.checked_sub(1).and_then(|at| points.get(at)), points.get(split));
    match (below, above) {
        (Some((low, poor)), Some((high, good))) => {
            let part = (good.precision() - PRECISION) / (good.precision() - poor.precision()).max(1e-12);
            (good.recall() + part * (poor.recall() - good.recall()), high + part * (low - high))
        }
        _ => (0.0, f64::INFINITY),
    }
}

/// What the store holds of the children of a truth.
struct Held {
    evidence: Vec<Evidence>,
    truth: Truth,
    assigned: Vec<u32>,
    near: Vec<(u32, u32)>,
}

impl Held {
    fn read(truth: &Path, services: &Services) -> Result<Self, Failure> {
        let who = read_truth(truth)?;
        let view = services.store.view()?;
        let mut numbers: Vec<(ContributionNo, u32, String)> = Vec::with_capacity(who.len());
        for (key, (child, group)) in who {
            if let Some(no) = view.get(&tables::CONTRIBUTION, &key)? {
                numbers.push((no, child, group));
            }
        }
        // In the order in which they came.
        numbers.sort_unstable();
        let mut held = Self { evidence: Vec::new(), truth: Truth::default(), assigned: Vec::new(), near: Vec::new() };
        let mut clusters: HashMap<MsixId, u32> = HashMap::new();
        let mut places: HashMap<ContributionNo, u32> = HashMap::new();
        for (no, child, group) in numbers {
            let (evidence, of) = (view.get(&tables::EVIDENCE, &no)?, view.get(&tables::MEMBERSHIP, &no)?);
            let (Some(evidence), Some(of)) = (evidence, of) else { continue };
            let next = u32::try_from(clusters.len()).unwrap_or(u32::MAX);
            places.insert(no, u32::try_from(held.evidence.len()).unwrap_or(u32::MAX));
            held.assigned.push(*clusters.entry(of.msix_id).or_insert(next));
            held.evidence.push(evidence);
            held.truth.child.push(child);
            held.truth.group.push(group);
        }
        view.visit(&tables::NEAR, .., |(left, right), pair| {
            if pair.status != NearStatus::Superseded
                && let (Some(left), Some(right)) = (places.get(&left), places.get(&right))
            {
                held.near.push((*left, *right));
            }
            std::ops::ControlFlow::Continue(())
        })?;
        Ok(held)
    }
}

fn count(number: u64) -> f64 {
    number as f64
}
