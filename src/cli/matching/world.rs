//! An invented world in memory: what its files say, read as a submission is read, and who is who.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::cli::cannot;
use crate::cli::exit::{Exit, Failure};
use crate::matching::Truth;
use crate::matching::name::{Frequencies, tokens};
use crate::model::{ContributionKey, Date, Evidence, Text};
use crate::sample::{self, Options};
use crate::submission::visit_evidence;

/// Contributions in the order of their files, without those that would be rejected.
pub(in crate::cli) struct World {
    /// What is said about each.
    pub(in crate::cli) evidence: Vec<Evidence>,
    /// Who each is.
    pub(in crate::cli) truth: Truth,
}

impl World {
    /// Invents one. Its files are written into the system's folder for temporary files and removed.
    pub(in crate::cli) fn invent(children: u32, seed: u64, today: Date) -> Result<Self, Failure> {
        let folder = std::env::temp_dir().join(format!("vereda-world-{}-{seed}", std::process::id()));
        let made = sample::write(Options { children, seed, today }, &folder, &|_, _| ())
            .map_err(Failure::from)
            .and_then(|summary| Self::read(&summary.files, &summary.truth, today));
        // What stays behind is in the system's folder for temporary files.
        let _ = std::fs::remove_dir_all(&folder);
        made
    }

    fn read(files: &[PathBuf], truth: &Path, today: Date) -> Result<Self, Failure> {
        let who = read_truth(truth)?;
        let mut world = Self { evidence: Vec::new(), truth: Truth::default() };
        for file in files {
            let mut each = |evidence: Evidence| {
                let Some((child, group)) = who.get(&evidence.key) else { return };
                world.truth.child.push(*child);
                world.truth.group.push(group.clone());
                world.evidence.push(evidence);
            };
            visit_evidence(file, today, &mut each).map_err(|error| cannot("read", file, &error))?;
        }
        Ok(world)
    }

    /// How common the names of this world are, counted.
    pub(in crate::cli) fn frequencies(&self) -> Frequencies {
        let mut bearers: HashMap<Text, f32> = HashMap::new();
        for name in self.evidence.iter().flat_map(|evidence| &evidence.names) {
            for word in name.parts().flat_map(|(_, text)| tokens(text)) {
                *bearers.entry(word).or_default() += 1.0;
            }
        }
        let total = self.evidence.len().max(1) as f32;
        let mut rows: Vec<(Text, f32)> = bearers.into_iter().map(|(word, n)| (word, (n + 0.5) / total)).collect();
        rows.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        Frequencies::new(rows.into_iter(), 0.5 / total)
    }
}

/// The children and groups of `truth.csv` by the state's key.
pub(in crate::cli) fn read_truth(path: &Path) -> Result<HashMap<ContributionKey, (u32, String)>, Failure> {
    let wrong = |error: csv::Error| Failure::new(Exit::Data, format!("cannot read {}: {error}", path.display()));
    let mut reader = csv::Reader::from_path(path).map_err(wrong)?;
    let mut who = HashMap::new();
    for row in reader.records() {
        let row = row.map_err(wrong)?;
        let cell = |at: usize| row.get(at).unwrap_or_default();
        let (Ok(child), Ok(state), Ok(id)) = (cell(0).parse(), cell(1).parse(), cell(2).parse()) else { continue };
        // Without a mandatory element a student is rejected: nobody can link it.
        if !cell(3).split(';').any(|error| error == "mandatory_missing") {
            who.insert(ContributionKey { state, id }, (child, cell(4).to_owned()));
        }
    }
    Ok(who)
}
