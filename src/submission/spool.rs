//! The folder where a file lies, as sent, until it is answered. Names are SHA-256: nothing about a sender or a child.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

use super::SubmissionError;
use crate::model::hex;
use crate::store::StoreError;

/// The folder.
#[derive(Debug, Clone)]
pub(super) struct Spool {
    folder: PathBuf,
}

/// A file that was taken in.
#[derive(Debug)]
pub(super) struct Kept {
    /// SHA-256 of all bytes sent.
    pub(super) sha256: [u8; 32],
    /// Whether it is longer than allowed; then it was not kept.
    pub(super) too_large: bool,
    part: Part,
}

/// A file under a name of its own; goes when it is dropped, unless it was settled.
#[derive(Debug)]
struct Part(PathBuf);

impl Drop for Part {
    fn drop(&mut self) {
        // Best effort: one that stays is removed at the next start.
        let _ = fs::remove_file(&self.0);
    }
}

/// Whether there is room in a folder.
pub(super) type Room<'a> = &'a dyn Fn(&Path) -> Result<(), StoreError>;

/// Bytes that are written between two looks at the room there is.
const PIECE: u64 = 1 << 20;

/// Tells files apart while their SHA-256 is not known.
static ARRIVALS: AtomicU64 = AtomicU64::new(0);

impl Spool {
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// Copies a file to disk under a name of its own: the same file may arrive twice at once. `room` refuses when the
    /// folder must not grow further; it is asked for each piece, since several files may arrive at once.
    pub(super) fn keep(&self, file: &mut dyn Read, limit: u64, room: Room<'_>) -> Result<Kept, SubmissionError> {
        fs::create_dir_all(&self.folder)?;
        let part = Part(self.temporary_name("part"));
        let (sha256, too_large) = copy(file, &part.0, limit, &mut || Ok(room(&self.folder)?))?;
        Ok(Kept { sha256, too_large, part })
    }

    /// Puts a file that was taken in under its SHA-256. When this returns the file survives a power cut.
    pub(super) fn settle(&self, kept: &Kept) -> io::Result<()> {
        fs::rename(&kept.part.0, self.path(&kept.sha256))?;
        File::open(&self.folder)?.sync_all()
    }

    /// Opens a file that was kept.
    pub(super) fn open(&self, sha256: &[u8; 32]) -> io::Result<File> {
        File::open(self.path(sha256))
    }

    /// Whether a kept file is there, whole and unaltered.
    pub(super) fn holds(&self, sha256: &[u8; 32]) -> io::Result<bool> {
        let mut file = match self.open(sha256) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error),
        };
        let mut hash = Sha256::new();
        let mut block = vec![0; 64 << 10];
        loop {
            let read = file.read(&mut block)?;
            if read == 0 {
                return Ok(<[u8; 32]>::from(hash.finalize()) == *sha256);
            }
            hash.update(block.get(..read).unwrap_or_default());
        }
    }

    /// Removes a file that is answered. One that is gone already is no error.
    pub(super) fn remove(&self, sha256: &[u8; 32]) -> io::Result<()> {
        match fs::remove_file(self.path(sha256)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Whether nothing lies in it.
    pub(super) fn is_empty(&self) -> io::Result<bool> {
        match fs::read_dir(&self.folder) {
            Ok(mut entries) => Ok(entries.next().is_none()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
            Err(error) => Err(error),
        }
    }

    /// Removes what a stopped process left, but the files with these hashes.
    pub(super) fn remove_all_but(&self, wanted: &[[u8; 32]]) -> io::Result<()> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        let wanted: Vec<PathBuf> = wanted.iter().map(|sha256| self.path(sha256)).collect();
        for entry in entries {
            let path = entry?.path();
            let ours = path.extension().is_some_and(|extension| extension == "part" || extension == "mdes");
            if ours && !wanted.contains(&path) {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }

    /// A file without a name: it goes when it is closed, however that happens.
    pub(super) fn nameless(&self) -> io::Result<File> {
        fs::create_dir_all(&self.folder)?;
        let path = self.temporary_name("part");
        let file = File::options().read(true).write(true).create_new(true).open(&path)?;
        fs::remove_file(&path)?;
        Ok(file)
    }

    fn temporary_name(&self, extension: &str) -> PathBuf {
        let arrival = ARRIVALS.fetch_add(1, Ordering::Relaxed);
        self.folder.join(format!("{}-{arrival}.{extension}", std::process::id()))
    }

    fn path(&self, sha256: &[u8; 32]) -> PathBuf {
        self.folder.join(format!("{}.mdes", hex(sha256)))
    }
}

/// SHA-256, and whether there was more than allowed; only then the copy is not whole.
fn copy(
    file: &mut dyn Read,
    part: &Path,
    limit: u64,
    room: &mut dyn FnMut() -> Result<(), SubmissionError>,
) -> Result<([u8; 32], bool), SubmissionError> {
    let mut out = File::options().write(true).create_new(true).open(part)?;
    let (mut hash, mut block, mut left) = (Sha256::new(), vec![0; 64 << 10], Some(limit));
    let mut piece = PIECE;
    loop {
        if piece >= PIECE {
            room()?;
            piece = 0;
        }
        let read = match file.read(&mut block) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        let bytes = block.get(..read).unwrap_or_default();
        hash.update(bytes);
        left = left.and_then(|left| left.checked_sub(read as u64));
        if left.is_some() {
            out.write_all(bytes)?;
            piece += read as u64;
        }
    }
    out.sync_all()?;
    Ok((hash.finalize().into(), left.is_none()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_kept_whole_under_its_hash_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let spool = Spool::new(&folder.path().join("spool"));
        let kept = spool.keep(&mut b"abc".as_slice(), 3, &|_| Ok(())).unwrap();
        assert_eq!(hex(&kept.sha256), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert!(!spool.holds(&kept.sha256).unwrap());
        spool.settle(&kept).unwrap();
        assert!(spool.holds(&kept.sha256).unwrap());
        spool.remove_all_but(&[kept.sha256]).unwrap();
        assert!(spool.holds(&kept.sha256).unwrap());
        fs::write(spool.path(&kept.sha256), b"abd").unwrap();
        assert!(!spool.holds(&kept.sha256).unwrap());
        spool.remove(&kept.sha256).unwrap();
        spool.remove(&kept.sha256).unwrap();
        assert!(!spool.holds(&kept.sha256).unwrap());

        let kept = spool.keep(&mut b"abcd".as_slice(), 3, &|_| Ok(())).unwrap();
        assert!(kept.too_large);
        drop(kept);
        assert_eq!(fs::read_dir(&spool.folder).unwrap().count(), 0);
    }

    #[test]
    fn a_file_that_would_fill_the_disk_is_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let spool = Spool::new(&folder.path().join("spool"));
        let room = |folder: &Path| -> Result<(), StoreError> {
            let used: u64 = fs::read_dir(folder).unwrap().map(|one| one.unwrap().metadata().unwrap().len()).sum();
            if used > 2 * PIECE { Err(StoreError::DiskFull) } else { Ok(()) }
        };
        let kept = spool.keep(&mut io::repeat(b'x').take(100 * PIECE), 1 << 30, &room);
        assert!(matches!(kept, Err(SubmissionError::Store(StoreError::DiskFull))), "{kept:?}");
        assert_eq!(fs::read_dir(&spool.folder).unwrap().count(), 0);
        spool.keep(&mut io::repeat(b'x').take(PIECE), 1 << 30, &room).unwrap();
    }
}
