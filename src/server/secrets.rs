//! Secrets in files: the server starts only when nobody else can read them. It never mends a file's mode by itself:
//! what others could read they may have read, and a person has to know.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::cli::exit::{Exit, Failure};

/// Refuses to go on when a secret can be read by others. A file that is not there is for its reader to report.
pub(super) fn check(files: &[PathBuf]) -> Result<(), Failure> {
    let own = rustix::process::geteuid().as_raw();
    files.iter().try_for_each(|file| check_one(file, own))
}

fn check_one(file: &Path, own: u32) -> Result<(), Failure> {
    let Ok(metadata) = fs::metadata(file) else { return Ok(()) };
    let mode = metadata.permissions().mode() & 0o777;
    if mode & open_to_others(metadata.uid(), own) == 0 {
        return Ok(());
    }
    let path = file.display();
    let advice =
        format!("Nothing was started; run `chmod 600 {path}`, and make a new key if somebody may have read it");
    Err(Failure::new(Exit::Data, format!("the secret {path} can be read by others (mode {mode:03o}). {advice}")))
}

/// The bits that no secret may have. One that root owns may be handed to the server by its group, as system
/// directories for keys and systemd's credentials are.
fn open_to_others(owner: u32, own: u32) -> u32 {
    if owner == 0 && own != 0 { 0o037 } else { 0o077 }
}

#[cfg(test)]
mod tests {
    use std::slice;

    use super::*;

    #[test]
    fn a_secret_that_others_can_read_is_refused_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let key = folder.path().join("key.pem");
        check(slice::from_ref(&key)).unwrap();
        fs::write(&key, "secret").unwrap();
        for (mode, fine) in [(0o600, true), (0o400, true), (0o640, false), (0o604, false), (0o622, false)] {
            fs::set_permissions(&key, fs::Permissions::from_mode(mode)).unwrap();
            let outcome = check(slice::from_ref(&key));
            assert_eq!(outcome.is_ok(), fine, "{mode:o}");
            assert!(outcome.err().is_none_or(|failure| failure.message.contains("run `chmod 600 ")));
        }
    }

    #[test]
    fn what_root_owns_may_come_through_the_group() {
        assert_eq!(0o640 & open_to_others(0, 1000), 0);
        assert_eq!(0o440 & open_to_others(0, 1000), 0);
        assert_ne!(0o644 & open_to_others(0, 1000), 0);
        assert_ne!(0o640 & open_to_others(1000, 1000), 0);
    }
}
