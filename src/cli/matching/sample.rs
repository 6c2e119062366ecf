//! `vereda matching train --sample`: the model that the program ships, from labelled invented worlds. For its makers.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

use super::tries::with_curve;
use super::world::World;
use crate::cli::exit::Failure;
use crate::matching::{Comparison, Engine, Example, Field, Lexicon, Model, Sequence, Training, fit};
use crate::model::Date;

/// How the shipped model is made.
pub(super) struct Recipe<'a> {
    /// The worlds to learn from. The first is read with the name frequencies shipped, the others with their own.
    pub(super) seeds: &'a [u64],
    /// The world on which thresholds are tried.
    pub(super) tried_on: u64,
    /// Children in each world.
    pub(super) children: u32,
    /// The day on which the invented states send.
    pub(super) today: Date,
    /// Of the model.
    pub(super) version: u32,
}

/// Learns it.
pub(super) fn model(args: &Recipe<'_>) -> Result<Model, Failure> {
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
        words(args.seeds),
        args.tried_on
    );
    let model = fit(&examples, Training { steps: 200, restraint: 1.0 }, &origin, args.version);
    drop(examples);
    say("fitted");
    let world = World::invent(args.children, args.tried_on, args.today)?;
    Ok(with_curve(&model, &world, &mut |line| say(line)))
}

/// The weights that ship, with thresholds tried anew.
pub(super) fn tried_anew(args: &Recipe<'_>) -> Result<Model, Failure> {
    let world = World::invent(args.children, args.tried_on, args.today)?;
    Ok(with_curve(&Model::default().with_version(args.version), &world, &mut |line| say(line)))
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

fn words(seeds: &[u64]) -> String {
    seeds.iter().map(u64::to_string).collect::<Vec<_>>().join(", ")
}

/// How far it is.
#[expect(clippy::print_stderr, reason = "how far it is")]
pub(super) fn say(line: &str) {
    eprintln!("{line}");
}
