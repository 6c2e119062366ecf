//! `vereda version`: which program this is.

use serde_json::json;

use super::exit::{Exit, Failure};
use crate::store::SCHEMA_VERSION;

/// Print the version of the program and of the store's schema.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// As JSON.
    #[arg(long)]
    json: bool,
}

#[expect(clippy::print_stdout, reason = "a verb's output")]
pub(super) fn run(args: Args) -> Result<Exit, Failure> {
    let version = env!("CARGO_PKG_VERSION");
    if args.json {
        println!("{}", json!({ "version": version, "schema": SCHEMA_VERSION }));
    } else {
        println!("vereda {version} (store schema {SCHEMA_VERSION})");
    }
    Ok(Exit::Ok)
}
