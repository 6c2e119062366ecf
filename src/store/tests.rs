//! Tests of the store as a whole.

use super::*;
use crate::model::{Actor, ContributionKey, ContributionNo, MsixId, Sketch, SubmissionId, Text};
use fault::FaultDisk;
use proptest::prelude::*;

fn log(change: &Change, event: crate::model::AuditEvent) -> Result<Logged, StoreError> {
    change.append_log(|seq| Ok(encode(&(seq, event))))
}

fn event() -> crate::model::AuditEvent {
    crate::model::AuditEvent::ServerStarted
}

fn begin(store: &Store) -> Result<Change, StoreError> {
    store.begin(Actor::System("test".into()), Timestamp::default())
}

fn create(directory: &Path) -> Result<Store, StoreError> {
    Store::create(directory, Environment::Training, Timestamp::default(), Options::default(), log)
}

fn open(directory: &Path) -> Result<Store, StoreError> {
    Store::open(directory, Timestamp::default(), Options::default(), log)
}

fn key(id: &str) -> ContributionKey {
    ContributionKey { state: "TX".parse().unwrap(), id: id.parse().unwrap() }
}

#[test]
fn a_change_is_seen_after_its_commit_and_not_without() {
    let directory = tempfile::tempdir().unwrap();
    let store = create(directory.path()).unwrap();
    let change = begin(&store).unwrap();
    change.put(&tables::CONTRIBUTION, &key("1"), &ContributionNo(7)).unwrap();
    assert_eq!(change.get(&tables::CONTRIBUTION, &key("1")).unwrap(), Some(ContributionNo(7)));
    drop(change);
    assert_eq!(store.view().unwrap().get(&tables::CONTRIBUTION, &key("1")).unwrap(), None);

    let change = begin(&store).unwrap();
    assert_eq!(change.next_number("n").unwrap(), 1);
    assert_eq!(change.next_number("n").unwrap(), 2);
    for id in ["3", "1", "2"] {
        change.put(&tables::CONTRIBUTION, &key(id), &ContributionNo(1)).unwrap();
    }
    let logged = log(&change, event()).unwrap();
    change.commit(logged).unwrap();
    assert_eq!(begin(&store).unwrap().next_number("n").unwrap(), 3);
    let view = store.view().unwrap();
    let keys: Vec<_> = view.range(&tables::CONTRIBUTION, key("2")..).unwrap().into_iter().map(|row| row.0).collect();
    assert_eq!(keys, [key("2"), key("3")]);
    assert_eq!(view.last(&tables::CONTRIBUTION, ..key("3")).unwrap().unwrap().0, key("2"));
    assert_eq!(view.len(&tables::CONTRIBUTION).unwrap(), 3);
}

#[test]
fn who_ends_a_change_and_begins_another_lets_the_others_go_first() {
    let store = Store::on_backend(FaultDisk::default(), Environment::Demo, Timestamp::default(), log).unwrap();
    for round in 0..50 {
        let change = begin(&store).unwrap();
        let waiting = std::thread::spawn({
            let store = store.clone();
            move || write_one(&store, round)
        });
        while !store.is_wanted() {
            std::thread::yield_now();
        }
        drop(change);
        let next = begin(&store).unwrap();
        let written = next.get(&tables::CONTRIBUTION, &key(&round.to_string())).unwrap();
        assert!(written.is_some(), "round {round}");
        drop(next);
        waiting.join().unwrap().unwrap();
        assert!(!store.is_wanted(), "round {round}");
    }
}

#[test]
fn one_process_writes_and_the_rest_is_told_so() {
    let directory = tempfile::tempdir().unwrap();
    assert!(matches!(open(directory.path()), Err(StoreError::Missing(_))));
    let store = create(directory.path()).unwrap();
    assert!(matches!(create(directory.path()), Err(StoreError::AlreadyExists(_))));
    assert!(matches!(open(directory.path()), Err(StoreError::Locked(_))));
    drop(store);
    let read_only = ReadOnlyStore::open(directory.path(), Options::default()).unwrap();
    assert_eq!(read_only.info().environment, Environment::Training);
    assert_eq!(read_only.view().unwrap().len(&tables::META).unwrap(), 3);
}

#[test]
fn another_schema_and_another_file_are_refused() {
    let directory = tempfile::tempdir().unwrap();
    let store = create(directory.path()).unwrap();
    let change = begin(&store).unwrap();
    change.put(&tables::META, &Text::from("schema"), &Text::from("99")).unwrap();
    let logged = log(&change, event()).unwrap();
    change.commit(logged).unwrap();
    drop(store);
    assert!(matches!(open(directory.path()), Err(StoreError::NewerSchema { found: 99, .. })));

    std::fs::write(directory.path().join(FILE_NAME), b"something else altogether").unwrap();
    assert!(matches!(open(directory.path()), Err(StoreError::Corrupt(_) | StoreError::Io(_))));
}

#[test]
fn a_full_disk_refuses_a_change_and_keeps_what_is_there() {
    let directory = tempfile::tempdir().unwrap();
    drop(create(directory.path()).unwrap());
    let options = Options { reserve_bytes: u64::MAX, ..Options::default() };
    let store = Store::open(directory.path(), Timestamp::default(), options, log).unwrap();
    assert!(matches!(begin(&store), Err(StoreError::DiskFull)));
    assert_eq!(store.view().unwrap().len(&tables::META).unwrap(), 3);

    let disk = FaultDisk::default();
    let now = Timestamp::default();
    let store = Store::on_backend(disk.clone(), Environment::Demo, now, log).unwrap();
    disk.set_capacity(Some(disk.len().unwrap()));
    let mut outcome = Ok(());
    for number in 0..10_000u32 {
        outcome = write_one(&store, number);
        if outcome.is_err() {
            break;
        }
    }
    assert!(matches!(outcome, Err(StoreError::DiskFull)), "{outcome:?}");
    drop(store);
    disk.set_capacity(None);
    let store = Store::on_backend(disk, Environment::Demo, now, log).unwrap();
    assert!(store.view().unwrap().len(&tables::CONTRIBUTION).unwrap() > 0);
    write_one(&store, 10_001).unwrap();
}

/// Rows of `block` in each change: enough that some are put into their place.
const BLOCKS: u64 = 10;

fn sketched(number: u8) -> Sketch {
    Sketch { given: [number; 3], parents: [1, number], ..Sketch::default() }
}

fn write_one(store: &Store, number: u32) -> Result<(), StoreError> {
    let change = begin(store)?;
    change.put(&tables::CONTRIBUTION, &key(&format!("{number}")), &ContributionNo(number))?;
    change.put_bytes(&tables::ANSWER, &(SubmissionId(u64::from(number)), 0), &[7; 4000])?;
    let blocks = (0..BLOCKS).map(|key| (key * 7_919 + u64::from(number), ContributionNo(number)));
    change.put_all(&tables::BLOCK, blocks, &sketched(number as u8))?;
    let logged = log(&change, event())?;
    change.commit(logged)
}

/// Every acknowledged change survives a power cut before any operation; an unacknowledged one is there whole or
/// not at all.
#[test]
fn a_power_cut_at_any_operation_loses_nothing_acknowledged() {
    let now = Timestamp::default();
    let rehearsal = FaultDisk::default();
    let store = Store::on_backend(rehearsal.clone(), Environment::Demo, now, log).unwrap();
    let begun = rehearsal.operations();
    (0..6).for_each(|n| write_one(&store, n).unwrap());
    let ended = rehearsal.operations();
    drop(store);

    let mut random = 0x2545_f491_4f6c_dd1du64;
    let mut coin = move || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random.is_multiple_of(2)
    };
    for cut in begun..ended {
        let disk = FaultDisk::default();
        let store = Store::on_backend(disk.clone(), Environment::Demo, now, log).unwrap();
        disk.cut_power_at(cut);
        let acknowledged = (0..6).take_while(|n| write_one(&store, *n).is_ok()).count() as u64;
        drop(store);
        let found = disk.after_power_cut(&mut coin);
        let store = Store::on_backend(found, Environment::Demo, now, log).unwrap();
        let view = store.view().unwrap();
        let kept = view.len(&tables::CONTRIBUTION).unwrap();
        assert!(kept == acknowledged || kept == acknowledged + 1, "cut {cut}: {acknowledged} {kept}");
        assert_eq!(view.len(&tables::ANSWER).unwrap(), kept);
        assert_eq!(view.len(&tables::BLOCK).unwrap(), kept * BLOCKS);
        assert_eq!(view.range(&tables::BLOCK, ..).unwrap().len() as u64, kept * BLOCKS);
        assert_eq!(view.last_of_log().unwrap(), kept + 1, "the log has one row a change and one for the creation");
    }
}

fn rows(read: &impl Read, range: impl std::ops::RangeBounds<u64> + Clone) -> Vec<(u64, MsixId)> {
    read.range(&tables::CHANGED, range).unwrap()
}

proptest! {
    /// Whatever is written, removed and handed over in whatever order, a change reads as a map does, and the store
    /// after its commit is that map.
    #[test]
    fn a_change_reads_what_it_wrote_over_what_was_there(
        changes in proptest::collection::vec(proptest::collection::vec((0u64..12, 0u8..8), 0..20), 1..4),
        asked in (0u64..12, 0u64..12),
    ) {
        let store = Store::on_backend(FaultDisk::default(), Environment::Demo, Timestamp::default(), log).unwrap();
        let mut model = std::collections::BTreeMap::new();
        for (round, steps) in changes.into_iter().enumerate() {
            let change = begin(&store).unwrap();
            for (at, (key, what)) in steps.into_iter().enumerate() {
                let value = MsixId::from_serial(90_000_000_000 + (round * 100 + at) as u64).unwrap();
                match what {
                    0..5 => {
                        change.put(&tables::CHANGED, &key, &value).unwrap();
                        model.insert(key, value);
                    }
                    5 | 6 => prop_assert_eq!(change.remove(&tables::CHANGED, &key).unwrap(), model.remove(&key).is_some()),
                    _ => prop_assert_eq!(change.len(&tables::CHANGED).unwrap(), model.len() as u64),
                }
                let (low, high) = (asked.0.min(asked.1), asked.0.max(asked.1));
                let expected: Vec<_> = model.range(low..=high).map(|(key, value)| (*key, *value)).collect();
                prop_assert_eq!(rows(&change, low..=high), expected.clone());
                prop_assert_eq!(change.last(&tables::CHANGED, low..=high).unwrap(), expected.last().copied());
                prop_assert_eq!(change.get(&tables::CHANGED, &key).unwrap(), model.get(&key).copied());
                let mut first = None;
                change.visit(&tables::CHANGED, low.., |key, _| {
                    first = Some(key);
                    std::ops::ControlFlow::Break(())
                }).unwrap();
                prop_assert_eq!(first, model.range(low..).next().map(|(key, _)| *key));
                prop_assert_eq!(rows(&change, 5..5), []);
            }
            let logged = log(&change, event()).unwrap();
            change.commit(logged).unwrap();
            let kept = rows(&store.view().unwrap(), ..);
            prop_assert_eq!(kept, model.clone().into_iter().collect::<Vec<_>>());
        }
    }
}

type Blocks = std::collections::BTreeMap<(u64, ContributionNo), Sketch>;

fn blocks(read: &impl Read, key: u64) -> Vec<((u64, ContributionNo), Sketch)> {
    let all = (key, ContributionNo(0))..=(key, ContributionNo(u32::MAX));
    read.range(&tables::BLOCK, all).unwrap()
}

fn of_model(model: &Blocks, key: u64) -> Vec<((u64, ContributionNo), Sketch)> {
    let all = (key, ContributionNo(0))..=(key, ContributionNo(u32::MAX));
    model.range(all).map(|(row, sketch)| (*row, *sketch)).collect()
}

proptest! {
    /// Wherever a row of `block` is, in a change, waiting, or in its place, and however often the cursor has gone
    /// round and the store been opened anew: what is read is what was written.
    #[test]
    fn rows_that_wait_are_read_as_those_in_their_place(
        changes in proptest::collection::vec(
            (proptest::collection::vec((0u64..40, 1u32..5, 0u8..10), 0..30), any::<bool>(), any::<bool>()), 1..14),
    ) {
        let disk = FaultDisk::default();
        let open = || Store::on_backend(disk.clone(), Environment::Demo, Timestamp::default(), log).unwrap();
        let mut store = open();
        let mut model = Blocks::new();
        for (steps, kept, anew) in changes {
            let change = begin(&store).unwrap();
            let mut after = model.clone();
            for (key, no, what) in steps {
                // Keys as they are: over the whole range of numbers.
                let row = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15), ContributionNo(no));
                match what {
                    0..6 => {
                        change.put(&tables::BLOCK, &row, &sketched(what)).unwrap();
                        after.insert(row, sketched(what));
                    }
                    _ => {
                        prop_assert_eq!(change.remove(&tables::BLOCK, &row).unwrap(), after.remove(&row).is_some());
                    }
                }
                prop_assert_eq!(blocks(&change, row.0), of_model(&after, row.0));
                prop_assert_eq!(change.get(&tables::BLOCK, &row).unwrap(), after.get(&row).copied());
            }
            prop_assert_eq!(change.len(&tables::BLOCK).unwrap(), after.len() as u64);
            if kept {
                let logged = log(&change, event()).unwrap();
                change.commit(logged).unwrap();
                model = after;
            } else {
                drop(change);
            }
            if anew {
                drop(store);
                store = open();
            }
            let view = store.view().unwrap();
            prop_assert_eq!(view.len(&tables::BLOCK).unwrap(), model.len() as u64);
            let all = view.range(&tables::BLOCK, ..).unwrap();
            prop_assert_eq!(&all, &model.iter().map(|(row, sketch)| (*row, *sketch)).collect::<Vec<_>>());
            prop_assert_eq!(view.last(&tables::BLOCK, ..).unwrap(), all.last().copied());
            for (row, sketch) in &all {
                prop_assert_eq!(view.get(&tables::BLOCK, row).unwrap(), Some(*sketch));
                prop_assert_eq!(blocks(&view, row.0), of_model(&model, row.0));
            }
        }
    }
}
