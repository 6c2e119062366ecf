//! Messages as files that a mail system picks up: RFC 5322, one file each, each once.
//!
//! A file is written under a name that no mail system takes (`.7.tmp`), the delivery is committed, and then the file
//! gets its name (`7.eml`). A process killed before the commit leaves a file to throw away, one killed after it a file
//! to rename: the next pass does the one or the other, so that nothing is lost and nothing goes out twice.

use std::fs::{self, File, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::text;
use crate::model::{Actor, Delivery, Email, Message};
use crate::outbox::{Outbox, OutboxError, Way};

/// Why messages could not be written. What was committed goes out with the next pass.
#[derive(Debug, thiserror::Error)]
pub(in crate::server) enum PickupError {
    /// The directory.
    #[error("the directory for mail {0}: {1}")]
    Directory(PathBuf, io::Error),
    /// The outbox.
    #[error(transparent)]
    Outbox(#[from] OutboxError),
}

/// The directory from which a mail system takes files.
pub(super) struct Pickup {
    directory: PathBuf,
    from: Email,
    portal: String,
}

impl Pickup {
    pub(super) fn new(directory: PathBuf, from: Email, portal: String) -> Self {
        Self { directory, from, portal }
    }

    /// Writes what waits; answers with how many files got their names. Called by one thread.
    pub(super) fn pass(&self, outbox: &Outbox) -> Result<usize, PickupError> {
        let failed = |error| PickupError::Directory(self.directory.clone(), error);
        fs::create_dir_all(&self.directory).map_err(failed)?;
        let mut sent = self.finish(outbox)?;
        for (number, message) in outbox.waiting()? {
            let Some(to) = &message.to else { continue };
            let text = text::write(&self.from, &self.portal, number, to, &message);
            write(&self.unfinished(number), &text).map_err(failed)?;
            if outbox.deliver(Actor::System("mail".into()), number, Way::Mail)?.is_some() {
                self.release(number).map_err(failed)?;
                sent += 1;
            } else {
                fs::remove_file(self.unfinished(number)).map_err(failed)?;
            }
        }
        Ok(sent)
    }

    /// What a process that was stopped left behind.
    fn finish(&self, outbox: &Outbox) -> Result<usize, PickupError> {
        let failed = |error| PickupError::Directory(self.directory.clone(), error);
        let mut sent = 0;
        for entry in fs::read_dir(&self.directory).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let Some(number) = number_of(&path) else { continue };
            let mailed = |message: Message| matches!(message.delivery, Delivery::Mailed { .. });
            if outbox.message(number)?.is_some_and(mailed) {
                self.release(number).map_err(failed)?;
                sent += 1;
            } else {
                fs::remove_file(&path).map_err(failed)?;
            }
        }
        Ok(sent)
    }

    fn unfinished(&self, number: u64) -> PathBuf {
        self.directory.join(format!(".{number}.tmp"))
    }

    fn release(&self, number: u64) -> io::Result<()> {
        fs::rename(self.unfinished(number), self.directory.join(format!("{number}.eml")))
    }
}

fn number_of(path: &Path) -> Option<u64> {
    path.file_name()?.to_str()?.strip_prefix('.')?.strip_suffix(".tmp")?.parse().ok()
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    // The mail system may write here too: what lies under this name may be a link to a file of ours. A new file follows
    // none.
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => (),
    }
    let mut file = File::options().write(true).create_new(true).mode(0o600).open(path)?;
    // A mail may carry a password: for the group that the directory's owner chose, whatever the umask, not for everybody.
    file.set_permissions(Permissions::from_mode(0o640))?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    use super::*;
    use crate::audit;
    use crate::config::SystemClock;
    use crate::model::{AuditEvent, Clock, MessageKind, Text, Timestamp};
    use crate::outbox::{NewMessage, post};
    use crate::store::{Environment, Read, Store, tables};

    fn world() -> (Store, Outbox, tempfile::TempDir, Pickup) {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let store = audit::store_in_memory(Environment::Training, clock.now()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let from = "vereda@x.gov".parse().unwrap();
        let pickup = Pickup::new(folder.path().join("mail"), from, "https://x.gov".to_owned());
        (store.clone(), Outbox::new(store.clone(), clock), folder, pickup)
    }

    fn post_one(store: &Store, to: Option<&str>, until: Timestamp) -> u64 {
        let change = store.begin(Actor::System("test".into()), SystemClock.now()).unwrap();
        let new = NewMessage {
            to: to.map(|to| to.parse().unwrap()),
            user_name: "ana".into(),
            kind: MessageKind::OneTimePassword,
            language: "es".into(),
            about: Text::default(),
            secret: Some(("plum-7391".into(), until)),
        };
        let number = post(&change, new).unwrap();
        let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
        change.commit(logged).unwrap();
        number
    }

    fn names(pickup: &Pickup) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(&pickup.directory).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_message_goes_out_once_and_its_secret_leaves_the_store() {
        let (store, outbox, _folder, pickup) = world();
        let later = SystemClock.now().plus_seconds(60);
        let number = post_one(&store, Some("ana@x.gov"), later);
        post_one(&store, None, later);
        assert_eq!(pickup.pass(&outbox).unwrap(), 1);
        assert_eq!(names(&pickup), [format!("{number}.eml")]);
        let text = fs::read_to_string(pickup.directory.join(format!("{number}.eml"))).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.contains("To: <ana@x.gov>\r\n") && head.contains("Subject: =?utf-8?B?"), "{head}");
        assert!(text.lines().all(|line| line.len() <= 998) && text.is_ascii());
        let body = STANDARD.decode(body.replace("\r\n", "")).unwrap();
        assert!(String::from_utf8(body).unwrap().contains("plum-7391"));
        fs::remove_file(pickup.directory.join(format!("{number}.eml"))).unwrap();
        assert_eq!(pickup.pass(&outbox).unwrap(), 0, "taken by the mail system and not written again");
        assert!(names(&pickup).is_empty());
        let kept = outbox.message(number).unwrap().unwrap();
        assert_eq!(kept.secret, None);
        assert_eq!(outbox.waiting().unwrap().len(), 1, "without an address it waits to be printed");
    }

    /// Killed before the commit: the file is thrown away and made anew. Killed after it: the file gets its name.
    #[test]
    fn what_a_stopped_process_left_is_finished() {
        let (store, outbox, _folder, pickup) = world();
        let later = SystemClock.now().plus_seconds(60);
        let (before, after) = (post_one(&store, Some("a@x.gov"), later), post_one(&store, Some("b@x.gov"), later));
        fs::create_dir_all(&pickup.directory).unwrap();
        fs::write(pickup.unfinished(before), "half").unwrap();
        fs::write(pickup.unfinished(after), "whole").unwrap();
        outbox.deliver(Actor::System("mail".into()), after, Way::Mail).unwrap().unwrap();
        assert_eq!(pickup.pass(&outbox).unwrap(), 2);
        assert_eq!(names(&pickup), [format!("{before}.eml"), format!("{after}.eml")]);
        assert_eq!(fs::read_to_string(pickup.directory.join(format!("{after}.eml"))).unwrap(), "whole");
        assert_ne!(fs::read_to_string(pickup.directory.join(format!("{before}.eml"))).unwrap(), "half");
    }

    /// A program that may write to the directory puts a link to the store where the next file will be.
    #[test]
    fn a_planted_link_is_not_followed() {
        let (store, _, folder, pickup) = world();
        let number = post_one(&store, Some("ana@x.gov"), SystemClock.now().plus_seconds(60));
        let (precious, path) = (folder.path().join("store.redb"), pickup.unfinished(number));
        fs::write(&precious, "precious").unwrap();
        fs::create_dir_all(&pickup.directory).unwrap();
        std::os::unix::fs::symlink(&precious, &path).unwrap();
        write(&path, "mail").unwrap();
        assert_eq!(fs::read_to_string(&precious).unwrap(), "precious");
        let metadata = fs::symlink_metadata(&path).unwrap();
        assert_eq!((metadata.is_file(), metadata.permissions().mode() & 0o777), (true, 0o640));
        write(&path, "mail").unwrap();
    }

    #[test]
    fn what_ran_out_is_not_sent() {
        let (store, outbox, _folder, pickup) = world();
        let number = post_one(&store, Some("ana@x.gov"), SystemClock.now());
        assert_eq!(pickup.pass(&outbox).unwrap(), 0);
        assert!(names(&pickup).is_empty());
        let kept = store.view().unwrap().get(&tables::OUTBOX, &number).unwrap().unwrap();
        assert!(matches!(kept.delivery, Delivery::Expired { .. }) && kept.secret.is_none());
    }
}
