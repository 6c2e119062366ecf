//! `vereda audit`: verify the log, export it, prove an entry, sign a checkpoint.

mod export;
mod verify;

use std::io::Read;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::Place;
use super::call::call;
use super::delivery::Delivery;
use super::exit::{Exit, Failure};
use super::request::{Caller, Request, Sink, say};
use crate::server::Services;
pub(super) use verify::own_anchors;

/// Verify the audit log, export it, prove an entry, sign a checkpoint.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Verify chain, tree, checkpoints and keys, and say which entries are anchored outside. Needs no network, changes
    /// nothing, and works on a copy of a data directory.
    Verify(verify::Args),
    /// Write entries as JSON Lines; the export is itself an entry.
    Export(export::Args),
    /// Write one entry with its bytes, its inclusion proof and the newest checkpoint as JSON.
    Prove {
        /// Its number.
        #[arg(value_name = "SEQ")]
        seq: u64,
        /// With the proof that the tree of an older checkpoint over so many entries is the beginning of this one.
        #[arg(long, value_name = "SIZE")]
        since: Option<u64>,
    },
    /// Sign a checkpoint over all entries there are, write it to the second directory, and print it.
    Checkpoint,
    /// Take a new key: the present one announces it and signs for the last time.
    NewKey {
        /// The present one is lost: take the key that is there, or make one. Every verification will say that the key
        /// was changed.
        #[arg(long)]
        lost: bool,
    },
}

/// What is asked of the log.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Ask {
    /// A verdict; checkpoint files are the input.
    Verify(verify::Verify),
    /// Entries.
    Export(export::Export),
    /// One entry with its proof.
    Prove {
        /// Its number.
        seq: u64,
        /// The size of an older tree.
        since: Option<u64>,
    },
    /// A checkpoint.
    Checkpoint,
    /// A new key.
    NewKey {
        /// In the place of one that cannot announce it.
        lost: bool,
    },
}

pub(super) fn run(place: &Place, args: Args) -> Result<Exit, Failure> {
    let ask = match args.what {
        What::Verify(args) => return verify::run(place, &args),
        What::Export(args) => return export::run(place, args),
        What::Prove { seq, since } => Ask::Prove { seq, since },
        What::Checkpoint => Ask::Checkpoint,
        What::NewKey { lost } => Ask::NewKey { lost },
    };
    call(place, Request::Audit(ask), Box::new(std::io::empty()), &mut Delivery::terminal())
}

pub(super) fn execute(
    services: &Services,
    caller: &Caller,
    ask: &Ask,
    input: &mut dyn Read,
    sink: &mut dyn Sink,
) -> Result<Exit, Failure> {
    match ask {
        Ask::Verify(asked) => verify::execute(services, asked, input, sink),
        Ask::Export(asked) => export::execute(services, caller, asked, sink),
        Ask::Prove { seq, since } => export::prove(services, caller, *seq, *since, sink),
        Ask::Checkpoint => checkpoint(services, sink),
        Ask::NewKey { lost } => new_key(services, *lost, sink),
    }
}

fn checkpoint(services: &Services, sink: &mut dyn Sink) -> Result<Exit, Failure> {
    let signed = services.notary.sign(false)?;
    say(sink, &signed.text())?;
    services.notary.publish()?;
    Ok(Exit::Ok)
}

fn new_key(services: &Services, lost: bool, sink: &mut dyn Sink) -> Result<Exit, Failure> {
    let signed = if lost { services.notary.take_unannounced_key()? } else { services.notary.change_key()? };
    services.notary.publish()?;
    let size = signed.checkpoint.size;
    let said = if lost {
        format!(
            "A key that nobody announced has signed over {size} entries: `vereda audit verify` says so from now on.\n"
        )
    } else {
        format!("The old key has announced the new one in its last checkpoint, over {size} entries.\n")
    };
    say(sink, &said)?;
    Ok(Exit::Ok)
}

/// A file of checkpoints as text.
fn read_text(path: &PathBuf) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|error| super::cannot("read", path, &error))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
