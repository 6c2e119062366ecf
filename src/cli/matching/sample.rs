//! `vereda matching train --sample`: the model that the program ships, from labelled invented worlds. For its makers.

use std::path::PathBuf;

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

use super::world::World;
use crate::cli::cannot;
use crate::cli::exit::{Exit, Failure};
use crate::matching::{
    Comparison, Curve, Engine, Example, Field, JoinPoint, Lexicon, Model, NearPoint, Outcome, Sequence, Training,
    Wanted, fit,
};
use crate::model::Date;

/// Learn a model and write it to a file.
#[derive(Debug, clap::Args)]
pub(super) struct Train {
    /// Learn from labelled invented worlds instead of the children held: for the makers of the program.
    #[arg(long)]
    sample: bool,
    /// The invented worlds to learn from. The first is read with the name frequencies shipped, the others with their own.
    #[arg(long, value_delimiter = ',', default_values_t = [101, 102, 103])]
    seeds: Vec<u64>,
    /// The invented world on which thresholds are tried.
    #[arg(long, default_value_t = 104)]
    tried_on: u64,
    /// Children in each world.
    #[arg(long, default_value_t = 125_000)]
    children: u32,
    /// The day on which the invented states send.
    #[arg(long, value_name = "DATE", default_value = "2026-11-20")]
    today: Date,
    /// Version of the model, kept with every decision.
    #[arg(long, default_value_t = 1)]
    version: u32,
    /// The model file.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// Automatic and near thresholds to try, in bits.
const JOINS: [f32; 17] = [-6.0, -4.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 12.0, 14.0];
const NEARS: [f32; 14] = [-10.0, -9.0, -8.0, -7.0, -6.0, -5.0, -4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 4.0];

pub(super) fn run(args: &Train) -> Result<Exit, Failure> {
    if !args.sample {
        return Err(Failure::new(Exit::Usage, "learning from the children held is not there yet; say --sample"));
    }
    let mut examples = Vec::new();
    let mut random = Pcg64Mcg::seed_from_u64(args.seeds.iter().sum());
    let mut contributions = 0;
    for (number, seed) in args.seeds.iter().enumerate() {
        let world = World::invent(args.children, *seed, args.today)?;
        let lexicon = if number == 0 { Lexicon::default() } else { Lexicon::new(world.frequencies()) };
        contributions += world.evidence.len();
        learn_from(&world, &Engine::new(Model::default(), lexicon), &mut random, &mut examples);
        say(&format!("world {seed}: {} contributions, {} pairs so far", world.evidence.len(), examples.len()));
    }
    let pairs = examples.len();
    let origin = format!(
        "Logistic regression over {pairs} pairs of contributions that share a blocking key, labelled, from {contributions} \
         contributions of the invented worlds {} of `vereda sample`; thresholds tried on the invented world {}. No data \
         about real children.",
        words(&args.seeds),
        args.tried_on
    );
    let model = fit(&examples, Training { steps: 200, restraint: 1.0 }, &origin, args.version);
    drop(examples);
    say("fitted");
    let world = World::invent(args.children, args.tried_on, args.today)?;
    let model = with_curve(&model, &world).with_wanted(Wanted::default());
    std::fs::write(&args.out, model.write()).map_err(|error| cannot("write", &args.out, &error))?;
    say(&format!(
        "automatic from {:.2} bits, near from {:.2} bits; written to {}",
        model.automatic(),
        model.near(),
        args.out.display()
    ));
    Ok(Exit::Ok)
}

/// Every pair that shares a key, some as if a field were not there: no field may be leaned on alone.
fn learn_from(world: &World, engine: &Engine, random: &mut Pcg64Mcg, examples: &mut Vec<Example>) {
    let sequence = Sequence::new(engine, world.evidence.iter());
    let child = |at: u32| usize::try_from(at).ok().and_then(|at| world.truth.child.get(at));
    sequence.visit_pairs(engine, |a, b, mut comparison| {
        forget(&mut comparison, random.random_range(0..100));
        examples.push(Example::new(&comparison, if child(a) == child(b) { 1.0 } else { 0.0 }));
    });
}

fn forget(comparison: &mut Comparison, dice: u32) {
    let mut drop = |applies: bool, fields: &[Field]| {
        if applies {
            comparison.drop_fields(fields);
        }
    };
    drop(dice < 35, &[Field::Contact, Field::Moves]);
    drop(dice < 15, &[Field::Stays, Field::Grade]);
    drop(dice >= 90, &[Field::BirthPlace]);
    drop(dice.is_multiple_of(9), &[Field::Contact]);
    drop(dice.is_multiple_of(7), &[Field::Moves]);
    drop(dice.is_multiple_of(11), &[Field::Parents]);
}

/// Tries thresholds on a labelled world.
fn with_curve(model: &Model, world: &World) -> Model {
    let engine = |automatic: f32, near: f32| Engine::new(model.with_thresholds(automatic, near), Lexicon::default());
    let sequence = Sequence::new(&engine(0.0, 0.0), world.evidence.iter());
    let tried = |automatic: f32, near: f32| {
        let decisions = sequence.decide(&engine(automatic, near), &mut |_| ());
        Outcome::of(&world.truth, &decisions.child, decisions.near.iter().map(|(a, b, _)| (*a, *b)))
    };
    let mut curve = Curve::default();
    for bits in JOINS {
        let outcome = tried(bits, bits.min(0.0));
        let (precision, recall) = (outcome.precision() as f32, outcome.recall() as f32);
        say(&format!(
            "automatic {bits}: precision {precision:.5}, recall {recall:.4}, in a false merge {:.0} of 100,000",
            outcome.merged_per_100_000()
        ));
        curve.join.push(JoinPoint { bits, precision, recall });
    }
    let automatic = curve.automatic(Wanted::default().precision).unwrap_or_default();
    for bits in NEARS.into_iter().filter(|bits| *bits < automatic) {
        let outcome = tried(automatic, bits);
        let (per_100, correct) = (outcome.near_per_100() as f32, outcome.near_correct() as f32);
        let recall = outcome.judged_recall() as f32;
        say(&format!("near {bits}: {per_100:.2} of 100, {correct:.2} of them true, recall when judged {recall:.4}"));
        curve.near.push(NearPoint { bits, per_100, correct, recall });
    }
    model.with_curve(curve)
}

fn words(seeds: &[u64]) -> String {
    seeds.iter().map(u64::to_string).collect::<Vec<_>>().join(", ")
}

#[expect(clippy::print_stderr, reason = "how far it is")]
fn say(line: &str) {
    eprintln!("{line}");
}
