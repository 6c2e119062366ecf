//! `people.csv`: who the children are, before any state wrote them down.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::SampleError;
use super::family::Child;
use super::files::failed;

const HEADER: &str = "child,first,middle,last_1,last_2,suffix,sex,born,\
                      parent_1_first,parent_1_last,parent_2_first,parent_2_last";

/// The file while it is written.
pub(super) struct People {
    path: PathBuf,
    file: BufWriter<File>,
}

impl People {
    pub(super) fn create(out: &Path) -> Result<Self, SampleError> {
        let path = out.join("people.csv");
        let file = File::create(&path).map_err(|source| failed(&path, source))?;
        let mut people = Self { path, file: BufWriter::with_capacity(1 << 16, file) };
        people.line(HEADER)?;
        Ok(people)
    }

    /// One line. Invented names hold no commas and no quotation marks.
    pub(super) fn add(&mut self, child: &Child) -> Result<(), SampleError> {
        let (person, name) = (&child.person, &child.person.name);
        let [one, two] = &person.parents;
        let sex = if person.female { "Female" } else { "Male" };
        self.line(&format!(
            "{},{},{},{},{},{},{sex},{},{},{},{},{}",
            child.index,
            name.first,
            name.middle,
            name.last1,
            name.last2,
            name.suffix,
            person.born,
            one.first,
            one.last,
            two.first,
            two.last
        ))
    }

    pub(super) fn finish(mut self) -> Result<PathBuf, SampleError> {
        self.file.flush().map_err(|source| failed(&self.path, source))?;
        Ok(self.path)
    }

    fn line(&mut self, line: &str) -> Result<(), SampleError> {
        writeln!(self.file, "{line}").map_err(|source| failed(&self.path, source))
    }
}
