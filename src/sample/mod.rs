//! Invented children who move between states, with the spelling variants real ones have: for demonstrations, training,
//! tests and measurements. It must never be fed with anything about a real child.
//!
//! How it is made and what its rates are: `README.md` beside this file.

mod anchors;
mod campus;
mod contribution;
mod data;
mod errors;
mod family;
mod files;
mod form;
mod journey;
mod line;
mod people;
mod rng;
mod school;
mod spelling;
mod student;
#[cfg(test)]
mod tests;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::model::Date;
use contribution::Contribution;
use data::Data;
use files::{Files, failed};
use people::People;
use rng::Rng;

/// What to make. The same options give the same bytes on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// How many children; each has one to four contributions.
    pub children: u32,
    /// Another seed is another world.
    pub seed: u64,
    /// The day on which the states send; nobody is older than 21 on it.
    pub today: Date,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The submission files, in the order in which they should be submitted.
    pub files: Vec<PathBuf>,
    /// `truth.csv`: which state student IDs are the same child, and what was done to each.
    pub truth: PathBuf,
    /// `people.csv`: who the children are, before any state wrote them down.
    pub people: PathBuf,
    /// The invented schools and districts in the form of the NCES lists, for `reference import`.
    pub reference: Vec<PathBuf>,
    /// Children.
    pub children: u64,
    /// Contributions, one line of the truth file each.
    pub contributions: u64,
}

/// Why a sample could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// A file or the directory could not be written.
    #[error("cannot write {path}: {source}")]
    Write {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// Writes the sample into the directory `out`, which is created when it is not there. Memory does not grow with the
/// number of children. `progress` hears how many children of how many are done, about every thousand and at the end.
pub fn write(options: Options, out: &Path, progress: &dyn Fn(u64, u64)) -> Result<Summary, SampleError> {
    fs::create_dir_all(out).map_err(|source| failed(out, source))?;
    let data = Data::load();
    let mut files: Vec<Files<'_>> =
        data.states.iter().enumerate().map(|(place, state)| Files::new(state, place, out, options.today)).collect();
    let truth_path = out.join("truth.csv");
    let truth = File::create(&truth_path).map_err(|source| failed(&truth_path, source))?;
    let mut truth = BufWriter::new(truth);
    truth.write_all(b"child,state,state_student_id,errors,group\n").map_err(|source| failed(&truth_path, source))?;
    let mut people = People::create(out)?;
    let total = u64::from(options.children);
    let mut contributions = 0;
    for number in 0..options.children.div_ceil(family::BLOCK) {
        let mut children = family::block(&data, &options, number);
        anchors::place(&data, &options, &mut children);
        for child in children.iter().filter(|child| child.index < options.children) {
            people.add(child)?;
            for (order, one) in contribution::of(&data, &options, child).iter().enumerate() {
                let Some(files) = files.get_mut(one.state) else { continue };
                let purpose = 3 + u64::try_from(order).unwrap_or(0);
                let mut rng = Rng::new(options.seed, purpose, u64::from(child.index));
                files.add(&student::lines(&data, one, files.next_record(), options.today, &mut rng))?;
                let line = truth_line(&data, one);
                truth.write_all(line.as_bytes()).map_err(|source| failed(&truth_path, source))?;
                contributions += 1;
            }
        }
        let done = (u64::from(number) + 1) * u64::from(family::BLOCK);
        if done % 1_008 == 0 && done < total {
            progress(done, total);
        }
    }
    truth.flush().map_err(|source| failed(&truth_path, source))?;
    let people = people.finish()?;
    let reference = campus::write_reference(&data, out, options.today)?;
    let mut written = Vec::new();
    for files in files {
        written.extend(files.finish()?);
    }
    written.sort();
    progress(total, total);
    let files = written.into_iter().map(|(_, path)| path).collect();
    Ok(Summary { files, truth: truth_path, people, reference, children: total, contributions })
}

fn truth_line(data: &Data, one: &Contribution) -> String {
    let state = data.states.get(one.state).map_or("", |state| state.code.as_str());
    format!("{},{state},{},{},{}\n", one.child, one.state_student_id, one.errors.join(";"), one.group)
}
