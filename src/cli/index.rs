//! `vereda index rebuild`: a new search index from the store.

use std::cell::RefCell;

use super::Place;
use super::call::call;
use super::delivery::Delivery;
use super::exit::{Exit, Failure};
use super::request::{Request, Sink, say};
use crate::server::Services;

/// Look after the search index.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Throw the index away and build it anew.
    Rebuild,
}

pub(super) fn run(place: &Place, args: Args) -> Result<Exit, Failure> {
    let What::Rebuild = args.what;
    let mut delivery = Delivery::terminal().with_bar("children");
    call(place, Request::IndexRebuild, Box::new(std::io::empty()), &mut delivery)
}

pub(super) fn execute(services: &Services, sink: &mut dyn Sink) -> Result<Exit, Failure> {
    let shared = RefCell::new(sink);
    let children = services.search.rebuild(&services.store, &|done, total| {
        shared.borrow_mut().progress(done, total);
    })?;
    say(shared.into_inner(), &format!("The index was built anew: {children} children.\n"))?;
    Ok(Exit::Ok)
}
