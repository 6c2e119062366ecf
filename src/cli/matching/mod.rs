//! `vereda matching`: the model that says who is the same child. Nothing here changes a decision.

mod blocking;
mod install;
mod replay;
mod report;
mod sample;
mod show;
mod train;
mod tries;
pub(super) mod world;

use std::io::Read;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::call::call;
use super::delivery::{Delivery, spare};
use super::exit::{Exit, Failure};
use super::request::{Caller, Request, Sink};
use super::{Place, open_file};
use crate::server::Services;

/// Look after the model that says who is the same child.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Learn a model and write it to a file. No decision changes.
    Train(train::Args),
    /// Put a model file into the data directory. The server must be started again.
    Use {
        /// The model file.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Take it up although it would join children against the odds, or less precisely than the settings want.
        #[arg(long)]
        yes: bool,
    },
    /// Which model is in use, where it comes from, and what its thresholds mean.
    Show,
    /// Blocks, near matches, automatic links, and how often people agreed.
    Report,
    /// What a model would decide on all that was decided before. No decision changes.
    Replay {
        /// The model file.
        #[arg(value_name = "MODEL")]
        model: PathBuf,
        /// A CSV file with a row for each decision.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

/// Odds as people say them, of what counts so many bits: `128 to 1`, `1 to 8`; near even ones with a half more or less,
/// `1.5 to 1`.
fn odds(bits: f32) -> String {
    let times = bits.abs().exp2();
    let times = if times < 9.5 { format!("{}", (times * 2.0).round() / 2.0) } else { format!("{times:.0}") };
    if bits < 0.0 { format!("1 to {times}") } else { format!("{times} to 1") }
}

/// What is asked of the store.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Ask {
    /// A model from the children held.
    Train(train::Train),
    /// That a model is taken up: an entry in the audit log.
    Installed(install::Installed),
    /// The figures.
    Report,
    /// What the model on the input would decide.
    Replay {
        /// A row for each decision, in the first file.
        rows: bool,
    },
}

pub(super) fn run(place: &Place, args: Args) -> Result<Exit, Failure> {
    match args.what {
        What::Train(args) => train::run(place, &args),
        What::Use { file, yes } => install::run(place, &file, yes),
        What::Show => show::run(place),
        What::Report => {
            call(place, Request::Matching(Ask::Report), Box::new(std::io::empty()), &mut Delivery::terminal())
        }
        What::Replay { model, out } => {
            if let Some(out) = &out {
                spare(out, &[&model])?;
                place.spares(out)?;
            }
            let input = Box::new(open_file(&model)?);
            let request = Request::Matching(Ask::Replay { rows: out.is_some() });
            let mut delivery = match out {
                Some(out) => Delivery::files([out]),
                None => Delivery::terminal(),
            }
            .with_bar("decisions");
            let exit = call(place, request, input, &mut delivery)?;
            delivery.finish()?;
            Ok(exit)
        }
    }
}

pub(super) fn execute(
    services: &Services,
    caller: &Caller,
    ask: &Ask,
    input: &mut dyn Read,
    sink: &mut dyn Sink,
) -> Result<Exit, Failure> {
    match ask {
        Ask::Train(train) => train::execute(services, train, sink),
        Ask::Installed(installed) => install::execute(services, caller, installed),
        Ask::Report => report::execute(services, sink),
        Ask::Replay { rows } => replay::execute(services, caller, *rows, input, sink),
    }
}

#[cfg(test)]
mod tests {
    use super::odds;

    #[test]
    fn odds_that_are_not_even_are_not_said_to_be() {
        let said = [7.0, 0.6, 0.0, -0.6, -3.0, 11.2].map(odds);
        assert_eq!(said, ["128 to 1", "1.5 to 1", "1 to 1", "1 to 1.5", "1 to 8", "2353 to 1"]);
    }
}
