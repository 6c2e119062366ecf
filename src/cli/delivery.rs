//! What the caller gets: text on the terminal, files that appear whole or not at all, a progress bar.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};

use super::cannot;
use super::exit::{Exit, Failure};
use super::request::{Channel, Sink, harmless};
use crate::identity::{OsRandom, Random};
use crate::model::hex;
use crate::store;

/// Delivers to the terminal and to up to two files.
pub(super) struct Delivery {
    files: Vec<PendingFile>,
    bar: Option<ProgressBar>,
}

/// A file that is written beside its place and moved there at the end.
struct PendingFile {
    path: PathBuf,
    /// `None` while there is no file, and when a device or a pipe is written to as it is.
    part: Option<PathBuf>,
    file: Option<BufWriter<File>>,
}

impl Delivery {
    /// To the terminal only.
    pub(super) fn terminal() -> Self {
        Self::files([])
    }

    /// To the terminal and to these files, the first channel's first.
    pub(super) fn files<const N: usize>(paths: [PathBuf; N]) -> Self {
        let pending = |path: PathBuf| PendingFile { path, part: None, file: None };
        Self { files: paths.into_iter().map(pending).collect(), bar: None }
    }

    /// Shows a bar while there is progress, if somebody watches.
    pub(super) fn with_bar(mut self, label: &str) -> Self {
        if io::stderr().is_terminal() {
            let style = ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len} {eta}");
            let bar = ProgressBar::no_length().with_message(harmless(label).into_owned());
            self.bar = Some(bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())));
        }
        self
    }

    /// What is being done now.
    pub(super) fn label(&self, label: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(harmless(label).into_owned());
        }
    }

    /// Moves the files to their places. Says which were written.
    pub(super) fn finish(mut self) -> Result<Vec<PathBuf>, Failure> {
        self.clear_bar();
        let mut written = Vec::new();
        for pending in &mut self.files {
            if let Some(file) = pending.file.take() {
                place(file, pending.part.as_deref(), &pending.path)
                    .map_err(|error| cannot("write", &pending.path, &error))?;
                written.push(pending.path.clone());
            }
        }
        Ok(written)
    }

    fn clear_bar(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

/// Refuses to write `out` over a file that the verb reads, or into a folder whose files are not its to replace: any data
/// directory, with its store, its keys and the model in use.
pub(super) fn spare(out: &Path, kept: &[&Path]) -> Result<(), Failure> {
    // A device, a pipe and a terminal may be both ends.
    if fs::metadata(out).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
        return Ok(());
    }
    let Some(out_is) = canonical(out) else { return Ok(()) };
    let hit = kept.iter().find(|path| canonical(path).is_some_and(|path| out_is.starts_with(path)));
    let kept_by_a_store = || out_is.ancestors().skip(1).find(|folder| folder.join(store::FILE_NAME).exists());
    let Some(path) = hit.copied().or_else(kept_by_a_store) else { return Ok(()) };
    let (out, at) = (out.display(), path.display());
    let why = if path.is_dir() { format!("lies in {at}") } else { format!("is {at}, which is read") };
    Err(Failure::new(Exit::Usage, format!("{out} {why}: name another file to write. Nothing was written")))
}

/// Where a path leads, links followed, whether or not its last part is there yet; `None` where nothing can be written.
fn canonical(path: &Path) -> Option<PathBuf> {
    let parent = || path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::canonicalize(path).ok().or_else(|| Some(fs::canonicalize(parent()).ok()?.join(path.file_name()?)))
}

fn place(file: BufWriter<File>, part: Option<&Path>, path: &Path) -> io::Result<()> {
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    let Some(part) = part else { return Ok(()) };
    file.sync_all()?;
    fs::rename(part, path)
}

/// Opens the file that becomes `path`, under a name that nobody can have put there. What is no regular file
/// (`/dev/stdout`, a pipe) cannot be replaced by one: it is written to directly.
fn open(path: &Path) -> io::Result<(File, Option<PathBuf>)> {
    if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
        return Ok((OpenOptions::new().write(true).open(path)?, None));
    }
    let mut bytes = [0; 6];
    OsRandom.fill(&mut bytes).map_err(io::Error::other)?;
    let mut part = path.to_owned().into_os_string();
    part.push(".");
    part.push(hex(&bytes));
    part.push(".part");
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part)?;
    Ok((file, Some(part.into())))
}

impl Drop for Delivery {
    fn drop(&mut self) {
        self.clear_bar();
        for pending in self.files.iter().filter(|pending| pending.file.is_some()) {
            // An unfinished file is of no use; if it cannot be removed, its name still says so.
            let _ = pending.part.as_ref().map(fs::remove_file);
        }
    }
}

impl Sink for Delivery {
    fn write(&mut self, channel: Channel, bytes: &[u8]) -> io::Result<()> {
        let index = match channel {
            Channel::Terminal => {
                self.clear_bar();
                let mut out = io::stdout().lock();
                out.write_all(bytes)?;
                return out.flush();
            }
            Channel::First => 0,
            Channel::Second => 1,
        };
        let Some(pending) = self.files.get_mut(index) else { return Ok(()) };
        if pending.file.is_none() {
            let (file, part) = open(&pending.path)?;
            (pending.file, pending.part) = (Some(BufWriter::with_capacity(1 << 16, file)), part);
        }
        match &mut pending.file {
            Some(file) => file.write_all(bytes),
            None => Ok(()),
        }
    }

    fn progress(&mut self, done: u64, total: u64) {
        if let Some(bar) = &self.bar {
            bar.set_length(total);
            bar.set_position(done);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_file_appears_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.csv");
        let mut cut_off = Delivery::files([path.clone()]);
        cut_off.write(Channel::First, b"half").unwrap();
        drop(cut_off);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);

        let mut whole = Delivery::files([path.clone()]);
        whole.write(Channel::First, b"whole").unwrap();
        assert!(!path.exists());
        whole.finish().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"whole");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn what_is_read_is_not_written_over_by_whatever_name() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("in.csv"), "a").unwrap();
        fs::create_dir(at("data")).unwrap();
        std::os::unix::fs::symlink(at("in.csv"), at("link.csv")).unwrap();
        let (read, data) = (at("in.csv"), at("data"));
        let spared = |out: PathBuf| spare(&out, &[&read, &data]);
        for out in ["in.csv", "data/../in.csv", "link.csv", "data/new.toml", "data"] {
            let refused = spared(at(out)).unwrap_err();
            assert!(refused.exit == Exit::Usage && refused.message.contains("Nothing was written"), "{out}: {refused}");
        }
        for out in ["out.csv", "in.csv.out", "database.csv", "no-such-folder/out.csv"] {
            assert_eq!(spared(at(out)), Ok(()), "{out}");
        }
        fs::create_dir_all(at("exchange/tls")).unwrap();
        fs::write(at("exchange/store.redb"), "").unwrap();
        for out in ["exchange/store.redb", "exchange/links.csv", "exchange/tls/key.pem", "data/../exchange/new.csv"] {
            let refused = spare(&at(out), &[]).unwrap_err();
            assert!(refused.exit == Exit::Usage && refused.message.contains("lies in"), "{out}: {refused}");
        }
        assert_eq!(spare(Path::new("/dev/null"), &[Path::new("/dev/null")]), Ok(()));
    }

    #[test]
    fn a_device_is_written_to_and_stays_what_it_is() {
        use std::os::unix::fs::FileTypeExt;
        let mut delivery = Delivery::files(["/dev/null".into()]);
        delivery.write(Channel::First, b"gone").unwrap();
        delivery.finish().unwrap();
        assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
        assert!(!Path::new("/dev/null.part").exists());
    }
}
