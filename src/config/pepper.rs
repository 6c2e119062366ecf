//! Where the pepper comes from: a file that is no part of the store, so that a stolen store alone is worth little.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::{Config, DataDir};
use crate::identity::{PEPPER_BYTES, Pepper, Random};
use crate::secret::{self, SecretError};

/// Its name among the credentials that systemd hands over.
const CREDENTIAL: &str = "vereda-pepper";

/// Why there is no pepper.
#[derive(Debug, thiserror::Error)]
pub enum PepperError {
    /// It cannot be written.
    #[error("the pepper {path} cannot be made: {cause}", path = .0.display(), cause = .1)]
    Io(PathBuf, io::Error),
    /// It cannot be read, or others may read it.
    #[error("the pepper, without which no password fits, cannot be used: {0}")]
    Secret(#[from] SecretError),
    /// It is too short to be one.
    #[error("the pepper {path} has {bytes} bytes; it needs 32 random ones at least", path = .0.display(), bytes = .1)]
    Short(PathBuf, usize),
    /// No random numbers to make one of.
    #[error(transparent)]
    Random(#[from] crate::identity::RandomError),
}

/// Makes the pepper of a new data directory: 32 random bytes that only its owner may read.
pub fn make_pepper(data: &DataDir, random: &dyn Random) -> Result<(), PepperError> {
    let mut bytes = [0; PEPPER_BYTES];
    random.fill(&mut bytes)?;
    let path = data.secrets().join("pepper");
    let write = || {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        fs::File::open(data.secrets())?.sync_all()
    };
    write().map_err(|error| PepperError::Io(path.clone(), error))
}

/// Reads the pepper: from the file the settings name, else from systemd's credentials if it is among them, else from
/// the data directory.
pub fn read_pepper(data: &DataDir, config: &Config, credentials: Option<&Path>) -> Result<Pepper, PepperError> {
    let handed = secret::handed(credentials, CREDENTIAL);
    let named = config.pepper.as_ref().map(|path| data.root().join(path));
    let path = named.or(handed).unwrap_or_else(|| data.secrets().join("pepper"));
    let bytes = secret::read(&path)?;
    if bytes.len() < PEPPER_BYTES {
        return Err(PepperError::Short(path, bytes.len()));
    }
    Ok(Pepper::new(&bytes))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::identity::OsRandom;

    #[test]
    fn it_is_read_from_where_it_is_named_and_from_nowhere_else() {
        let parent = tempfile::tempdir().unwrap();
        let data = DataDir::create(&parent.path().join("data")).unwrap();
        let mut config = Config::default();
        let from = |config: &Config| read_pepper(&data, config, Some(parent.path()));
        assert!(matches!(from(&config), Err(PepperError::Secret(SecretError::Io(..)))), "never made up");
        make_pepper(&data, &OsRandom).unwrap();
        make_pepper(&data, &OsRandom).unwrap_err();
        from(&config).unwrap();

        let path = data.secrets().join("pepper");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&data.secrets()), mode(&path)), (0o700, 0o600));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(from(&config), Err(PepperError::Secret(SecretError::OpenToOthers(_, 0o640)))));

        // What systemd hands over goes before the file of the directory, and what the settings name before both.
        let handed = parent.path().join(CREDENTIAL);
        fs::write(&handed, [1; 31]).unwrap();
        fs::set_permissions(&handed, fs::Permissions::from_mode(0o400)).unwrap();
        assert!(matches!(from(&config), Err(PepperError::Short(_, 31))));
        config.pepper = Some("elsewhere".into());
        assert!(
            matches!(from(&config), Err(PepperError::Secret(SecretError::Io(path, _))) if path.ends_with("elsewhere"))
        );
    }
}
