//! `vereda matching use`: a model file becomes the one of the data directory.

use std::fs::File;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Ask;
use crate::cli::call::call_on;
use crate::cli::delivery::Delivery;
use crate::cli::exit::{Exit, Failure};
use crate::cli::request::{Caller, Request, say};
use crate::cli::{Place, cannot};
use crate::matching::Model;
use crate::model::AuditEvent;
use crate::server::Services;

/// A model that is taken up.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Installed {
    version: u32,
    sha256: [u8; 32],
}

pub(super) fn run(place: &Place, file: &Path) -> Result<Exit, Failure> {
    let text = std::fs::read_to_string(file).map_err(|error| cannot("read", file, &error))?;
    let model = Model::read(&text)
        .map_err(|error| Failure::new(Exit::Refused, format!("{}: {error}. Nothing was changed", file.display())))?;
    let (data, config) = place.open()?;
    let path = data.model_file();
    let part = path.with_extension("toml.part");
    let failed = |error: std::io::Error| cannot("write", &part, &error);
    let mut options = File::options();
    let mut written = options.write(true).create(true).truncate(true).mode(0o600).open(&part).map_err(failed)?;
    written.write_all(text.as_bytes()).and_then(|()| written.sync_all()).map_err(failed)?;
    // The entry first: no model is in use of which the log knows nothing.
    let installed = Installed { version: model.version(), sha256: Sha256::digest(text.as_bytes()).into() };
    let mut terminal = Delivery::terminal();
    let request = Request::Matching(Ask::Installed(installed));
    call_on(&data, &config, request, Box::new(std::io::empty()), &mut terminal)?;
    std::fs::rename(&part, &path).map_err(|error| cannot("write", &path, &error))?;
    let text = format!(
        "Model {} is in {}. A server that is running goes on with the model it has: start it again. What was decided \
         before stays.\n",
        model.version(),
        path.display()
    );
    say(&mut terminal, &text)?;
    Ok(Exit::Ok)
}

pub(super) fn execute(services: &Services, caller: &Caller, installed: &Installed) -> Result<Exit, Failure> {
    let Installed { version, sha256 } = *installed;
    services.journal.record(caller.who(), AuditEvent::ModelInstalled { version, sha256 })?;
    Ok(Exit::Ok)
}
