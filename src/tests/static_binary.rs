//! The release binary needs nothing but a kernel: no loader, no shared library, no file of the system.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Program headers and dynamic section (System V ABI, chapter 5).
const PT_DYNAMIC: u32 = 2;
const PT_INTERP: u32 = 3;
const DT_NEEDED: u64 = 1;

#[test]
fn the_release_binary_names_no_loader_and_no_library() {
    let elf = fs::read(release_binary()).unwrap();
    assert_eq!(elf[..5], *b"\x7fELF\x02", "a 64-bit executable");
    for segment in segments(&elf) {
        assert_ne!(segment.kind, PT_INTERP, "the binary names a loader: it is not static");
        if segment.kind == PT_DYNAMIC {
            let entries = elf[segment.offset..segment.offset + segment.size].chunks_exact(16);
            for tag in entries.map(|entry| number(entry, 0, 8)) {
                assert_ne!(tag, DT_NEEDED, "the binary names a shared library");
            }
        }
    }
}

#[test]
fn the_release_binary_runs_in_an_empty_root() {
    let root = tempfile::tempdir().unwrap();
    fs::copy(release_binary(), root.path().join("vereda")).unwrap();
    fs::create_dir(root.path().join("srv")).unwrap();
    for arguments in [&["version"][..], &["init", "/srv/data"], &["--data", "/srv/data", "doctor"]] {
        let output = run_in(root.path(), arguments);
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?} in an empty root: {words}");
    }
    let mut left: Vec<_> = fs::read_dir(root.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["srv", "vereda"], "it needed nothing and left nothing else behind");
}

/// Where `cargo build --release` puts it. It is not built here: a test that builds for minutes is a surprise.
fn release_binary() -> PathBuf {
    let debug = PathBuf::from(env!("CARGO_BIN_EXE_vereda"));
    let target = debug.parent().and_then(Path::parent).unwrap();
    let path = target.join("release/vereda");
    assert!(path.is_file(), "{} is not there: run `cargo build --release` first", path.display());
    path
}

/// As root by chroot, else in a user namespace.
fn run_in(root: &Path, arguments: &[&str]) -> Output {
    let is_root = rustix::process::geteuid().is_root();
    let mut command = if is_root { Command::new("chroot") } else { Command::new("unshare") };
    if !is_root {
        command.args(["-r", "chroot"]);
    }
    command.arg(root).arg("/vereda").args(arguments).env_clear().env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    command.output().unwrap()
}

struct Segment {
    kind: u32,
    offset: usize,
    size: usize,
}

fn segments(elf: &[u8]) -> Vec<Segment> {
    let at = |offset, length| usize::try_from(number(elf, offset, length)).unwrap();
    let (table, entry, count) = (at(32, 8), at(54, 2), at(56, 2));
    let headers = (0..count).map(|index| &elf[table + index * entry..]);
    headers
        .map(|header| Segment {
            kind: u32::try_from(number(header, 0, 4)).unwrap(),
            offset: usize::try_from(number(header, 8, 8)).unwrap(),
            size: usize::try_from(number(header, 32, 8)).unwrap(),
        })
        .collect()
}

/// A little-endian number.
fn number(bytes: &[u8], offset: usize, length: usize) -> u64 {
    bytes[offset..offset + length].iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}
