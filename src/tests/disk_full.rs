//! The disk is full in the middle of a submission: it is said, nothing is lost, and with room again the same file ends
//! where an undisturbed run ends. The disk is a small one in memory, mounted where only the test sees it.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use crate::world::{Operator, Sample, code, name, said, words};

/// Room on the disk in kilobytes when the files are handed in: from none to more than they need.
const ROOMS: [u32; 10] = [0, 24, 64, 128, 256, 400, 600, 900, 1400, 8000];

/// Mounts a disk, copies the directory onto it, leaves only some room, runs the program, and copies all back.
const ON_A_SMALL_DISK: &str = "
disk=$(mktemp -d) && mount -t tmpfs -o size=200m tmpfs \"$disk\" && cp -a \"$1/.\" \"$disk\" || exit 99
used=$(df -k --output=used \"$disk\" | tail -n 1)
mount -o \"remount,size=$((used + $2))k\" \"$disk\" || exit 99
home=$1 program=$3 && shift 3 && cd \"$disk\" || exit 99
\"$program\" --data data \"$@\"
code=$?
rm -rf \"$home/data\" && cp -a \"$disk/.\" \"$home\" || exit 99
cd / && umount \"$disk\" && rmdir \"$disk\" || exit 99
exit $code";

#[test]
fn a_disk_that_fills_up_stops_a_submission_and_room_lets_it_go_on() {
    let sample = Sample::new(100, &["TX", "FL", "CA"]);
    let undisturbed = operator_without_reserve();
    let files = sample.for_(&undisturbed);
    assert!(code(&undisturbed.submits(&files)) <= 1);
    let account = undisturbed.account(&files);

    let mut stopped = 0;
    for room in ROOMS {
        let operator = operator_without_reserve();
        let files = sample.for_(&operator);
        let output = on_a_small_disk(&operator, room, &files);
        let all = format!("room for {room} kB: {}{}", said(&output), words(&output));
        if code(&output) == 6 {
            assert!(words(&output).contains("the disk is full"), "{all}");
            assert_eq!(words(&output).lines().count(), 1, "{all}");
            stopped += 1;
        } else {
            assert!(code(&output) <= 1, "{all}");
        }
        operator.is_healthy();
        assert!(code(&operator.submits(&files)) <= 1, "{all}");
        assert!(operator.account(&files) == account, "{all}");
        operator.is_healthy();
    }
    assert!(stopped > 3 && stopped < ROOMS.len(), "{stopped} were stopped");
}

/// By default some room is never used up, so that the store need not be opened anew.
#[test]
fn a_change_is_refused_while_the_reserve_is_touched_and_reading_goes_on() {
    let sample = Sample::new(20, &["TX"]);
    let operator = Operator::with_new_data();
    let files = sample.for_(&operator);
    let output = on_a_small_disk(&operator, 32 << 10, &files);
    assert_eq!(code(&output), 6, "{}{}", said(&output), words(&output));
    assert!(words(&output).contains("the disk is full: nothing was lost, make room and run again"));
    operator.is_healthy();
    assert!(code(&operator.submits(&files)) <= 1);
}

/// The reserve is off: the disk is met where it ends.
fn operator_without_reserve() -> Operator {
    let operator = Operator::with_new_data();
    fs::write(operator.data().join("vereda.toml"), "[store]\nreserve_megabytes = 0\n").unwrap();
    operator
}

fn on_a_small_disk(operator: &Operator, room: u32, files: &[PathBuf]) -> Output {
    let mut shell = Command::new("unshare");
    // Root mounts by itself, everybody else in a user namespace.
    shell.arg(if rustix::process::geteuid().is_root() { "-m" } else { "-rm" });
    shell.args(["sh", "-c", ON_A_SMALL_DISK, "sh"]).arg(operator.parent.path()).arg(room.to_string());
    shell.arg(env!("CARGO_BIN_EXE_vereda")).arg("submit").args(files.iter().map(|file| name(file)));
    let output = shell.stdin(Stdio::null()).output().unwrap();
    assert_ne!(code(&output), 99, "no disk could be mounted: {}", words(&output));
    output
}
