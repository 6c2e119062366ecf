//! Secrets in files: where systemd hands them over, and who may be able to read them. It never mends a file's mode by
//! itself: what others could read they may have read, and a person has to know.

use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// Why a secret is not used.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// It cannot be read.
    #[error("{path} cannot be read: {cause}", path = .0.display(), cause = .1)]
    Io(PathBuf, io::Error),
    /// Others may read it.
    #[error("{path} can be read by others (mode {mode:03o}). Nothing was started; run `chmod 600 {path}`, and make a new one if somebody may have read it", path = .0.display(), mode = .1)]
    OpenToOthers(PathBuf, u32),
}

/// The directory in which systemd hands secrets to the service (`LoadCredential=` in its unit), if it is one.
pub fn credentials() -> Option<PathBuf> {
    std::env::var_os("CREDENTIALS_DIRECTORY").map(PathBuf::from).filter(|folder| folder.is_absolute())
}

/// A file of that directory: for this process alone, and gone with it.
pub fn handed(credentials: Option<&Path>, name: &str) -> Option<PathBuf> {
    credentials.map(|folder| folder.join(name)).filter(|path| path.exists())
}

/// Reads a secret, unless others can.
pub fn read(path: &Path) -> Result<Vec<u8>, SecretError> {
    let mut bytes = Vec::new();
    open(path)?.read_to_end(&mut bytes).map_err(|error| SecretError::Io(path.to_owned(), error))?;
    Ok(bytes)
}

/// Refuses a secret that others can read. One that is not there is for its reader to report.
pub fn check(path: &Path) -> Result<(), SecretError> {
    match open(path) {
        Err(SecretError::Io(_, error)) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        outcome => outcome.map(drop),
    }
}

/// Mode and owner are those of the file that was opened.
fn open(path: &Path) -> Result<File, SecretError> {
    let failed = |error| SecretError::Io(path.to_owned(), error);
    let file = File::open(path).map_err(failed)?;
    let metadata: fs::Metadata = file.metadata().map_err(failed)?;
    let mode = metadata.permissions().mode() & 0o777;
    let own = rustix::process::geteuid().as_raw();
    if mode & open_to_others(metadata.uid(), own) == 0 {
        return Ok(file);
    }
    Err(SecretError::OpenToOthers(path.to_owned(), mode))
}

/// The bits that no secret may have. One that root owns may be handed to the server by its group, as system
/// directories for keys are, or by an access list, as systemd's credentials are: its mask stands where the group's bits
/// are, so that the mode reads 0440.
fn open_to_others(owner: u32, own: u32) -> u32 {
    if owner == 0 && own != 0 { 0o037 } else { 0o077 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_that_others_can_read_is_refused_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let key = folder.path().join("key.pem");
        check(&key).unwrap();
        assert!(matches!(read(&key), Err(SecretError::Io(..))));
        fs::write(&key, "secret").unwrap();
        for (mode, fine) in [(0o600, true), (0o400, true), (0o640, false), (0o604, false), (0o622, false)] {
            fs::set_permissions(&key, fs::Permissions::from_mode(mode)).unwrap();
            let outcome = check(&key);
            assert_eq!(outcome.is_ok(), fine, "{mode:o}");
            assert_eq!(read(&key).is_ok(), fine, "{mode:o}");
            assert!(outcome.err().is_none_or(|error| error.to_string().contains("run `chmod 600 ")));
        }
    }

    #[test]
    fn what_root_owns_may_come_through_the_group() {
        assert_eq!(0o640 & open_to_others(0, 1000), 0);
        assert_eq!(0o440 & open_to_others(0, 1000), 0, "a credential of systemd");
        assert_ne!(0o644 & open_to_others(0, 1000), 0);
        assert_ne!(0o640 & open_to_others(1000, 1000), 0);
    }

    #[test]
    fn what_was_handed_over_is_found_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("one"), "1").unwrap();
        assert_eq!(handed(Some(folder.path()), "one"), Some(folder.path().join("one")));
        assert_eq!((handed(Some(folder.path()), "two"), handed(None, "one")), (None, None));
    }
}
