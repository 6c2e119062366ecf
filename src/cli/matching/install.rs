//! `vereda matching use`: a model file becomes the one of the data directory.

use std::fs::File;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Ask, odds};
use crate::cli::call::call_on;
use crate::cli::delivery::Delivery;
use crate::cli::exit::{Exit, Failure};
use crate::cli::request::{Caller, Request, say};
use crate::cli::{Place, cannot};
use crate::matching::{EVEN_ODDS, Model, Wanted};
use crate::model::AuditEvent;
use crate::server::Services;

/// A model that is taken up.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Installed {
    version: u32,
    sha256: [u8; 32],
}

pub(super) fn run(place: &Place, file: &Path, sure: bool) -> Result<Exit, Failure> {
    let text = std::fs::read_to_string(file).map_err(|error| cannot("read", file, &error))?;
    let model = Model::read(&text)
        .map_err(|error| Failure::new(Exit::Refused, format!("{}: {error}. Nothing was changed", file.display())))?;
    let (data, config) = place.open()?;
    if let Some(doubt) = doubt(&model, config.matching).filter(|_| !sure) {
        let message = format!("{}: {doubt}. Nothing was changed; --yes takes it up all the same", file.display());
        return Err(Failure::new(Exit::Refused, message));
    }
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

/// What speaks against letting a model join children by itself, by its own words.
pub(super) fn doubt(model: &Model, wanted: Wanted) -> Option<String> {
    let curve = model.curve();
    let automatic = curve.automatic(wanted.precision).unwrap_or(model.automatic());
    if automatic < EVEN_ODDS {
        return Some(format!(
            "it would join from {automatic:.2} bits, where it is {} that it is two children",
            odds(-automatic)
        ));
    }
    let highest = curve.join.last().filter(|_| !curve.reaches(wanted.precision))?;
    let (wanted, reached, bits) = (wanted.precision, highest.precision, highest.bits);
    Some(format!(
        "of what it joins {wanted} shall be right, and by its own curve no more than {reached:.5} is, from {bits:.2} bits"
    ))
}

pub(super) fn execute(services: &Services, caller: &Caller, installed: &Installed) -> Result<Exit, Failure> {
    let Installed { version, sha256 } = *installed;
    services.journal.record(caller.who(), AuditEvent::ModelInstalled { version, sha256 })?;
    Ok(Exit::Ok)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::{Curve, JoinPoint};

    #[test]
    fn a_model_that_joins_against_the_odds_or_too_loosely_is_doubted() {
        let shipped = Model::default();
        assert_eq!(doubt(&shipped, Wanted::default()), None);
        let with = |bits, precision| {
            let join = vec![JoinPoint { bits, precision, recall: 0.9 }];
            shipped.with_curve(Curve { join, near: Vec::new() })
        };
        assert_eq!(doubt(&with(2.0, 0.9996), Wanted::default()), None);
        let against = doubt(&with(-3.0, 0.9996), Wanted::default()).unwrap();
        assert!(against.contains("-3.00 bits, where it is 8 to 1"), "{against}");
        let little = doubt(&with(-0.6, 0.9996), Wanted::default()).unwrap();
        assert!(little.contains("-0.60 bits, where it is 1.5 to 1"), "{little}");
        let loose = doubt(&with(12.0, 0.997), Wanted::default()).unwrap();
        assert!(loose.contains("no more than 0.99700"), "{loose}");
        // What is in use never joins against the odds, whatever its file says.
        assert_eq!(with(-3.0, 0.9996).with_wanted(Wanted::default()).automatic(), EVEN_ODDS);
        let without = shipped.with_curve(Curve::default()).with_thresholds(-1.0, -2.0);
        assert!(doubt(&without, Wanted::default()).is_some());
    }
}
