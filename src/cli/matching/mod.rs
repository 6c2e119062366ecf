//! `vereda matching`: the model that says who is the same child. Nothing here changes a decision.

mod sample;
pub(super) mod world;

use super::Place;
use super::exit::{Exit, Failure};

/// Look after the model that says who is the same child.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Learn a model and write it to a file.
    Train(sample::Train),
}

pub(super) fn run(_place: &Place, args: Args) -> Result<Exit, Failure> {
    match args.what {
        What::Train(train) => sample::run(&train),
    }
}
