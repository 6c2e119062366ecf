//! `vereda sample`: invented children as submission files.

use std::path::PathBuf;

use super::delivery::{Delivery, spare};
use super::exit::{Exit, Failure};
use super::request::{Sink, say};
use crate::config::SystemClock;
use crate::model::{Clock, Date};
use crate::sample::{Options, SampleError, write};

/// Write invented children who move between states: submission files, and a file of the truth about them.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How many children; each has one to four contributions.
    #[arg(long, default_value_t = 1000)]
    children: u32,
    /// Another seed is another world.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The day on which the states send. The same options and day give the same bytes.
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    /// Directory for the files.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub(super) fn run(args: Args) -> Result<Exit, Failure> {
    spare(&args.out.join("truth.csv"), &[])?;
    let today = args.today.unwrap_or_else(|| SystemClock.now().date());
    let options = Options { children: args.children, seed: args.seed, today };
    let mut terminal = Delivery::terminal().with_bar("children");
    let bar = std::cell::RefCell::new(&mut terminal);
    let made = write(options, &args.out, &|done, total| bar.borrow_mut().progress(done, total))?;
    let (children, contributions) = (made.children, made.contributions);
    let mut text = format!("{children} invented children, {contributions} contributions, in this order:\n");
    for path in made.files.iter().chain([&made.truth]) {
        text.push_str(&format!("{}\n", path.display()));
    }
    say(&mut terminal, &text)?;
    Ok(Exit::Ok)
}

impl From<SampleError> for Failure {
    fn from(error: SampleError) -> Self {
        let SampleError::Write { path, source } = error;
        super::cannot("write", &path, &source)
    }
}
