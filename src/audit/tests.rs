//! The log as a whole: what it holds, what it proves, and seven attacks on it, each with the verdict it gets.

use std::sync::Arc;

use super::tree::{is_consistent, is_included, root_of};
use super::*;
use crate::model::{Actor, Clock, Commitment, MsixId, Opening, Origin, Outcome, Purpose, hex};
use crate::store::{Read, tables};

struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(1_600_000_000_000_000)
    }
}

/// A store in memory with a notary whose key and file lie in a folder of their own.
struct World {
    store: Store,
    notary: Notary,
    folder: tempfile::TempDir,
}

impl World {
    fn new() -> Self {
        Self::over(store_in_memory(Environment::Production, Fixed.now()).unwrap())
    }

    fn over(store: Store) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        let (key, directory) = (path.join("audit.key"), path.join("second"));
        let settings = Settings { key, directory, entries: 1000, seconds: 300 };
        Self { notary: Notary::new(store.clone(), Arc::new(Fixed), settings), store, folder }
    }

    fn write(&self, entries: u64) {
        (0..entries).for_each(|_| self.log(AuditEvent::LoggedIn));
    }

    fn log(&self, event: AuditEvent) {
        record(&self.store, Actor::User("ana".into()), Fixed.now(), event).unwrap();
    }

    fn view(&self) -> crate::store::View {
        self.store.view().unwrap()
    }

    fn size(&self) -> u64 {
        tree_state(&self.view()).unwrap().size
    }

    /// Signs, and takes the file of the second directory away to where the attacker cannot reach.
    fn anchor(&self) -> Anchors {
        self.notary.sign(false).unwrap();
        self.notary.publish().unwrap();
        Anchors::from_text(&std::fs::read_to_string(self.notary.file().unwrap()).unwrap())
    }

    fn verdict(&self, anchors: &Anchors) -> Verdict {
        verify_against(&self.view(), anchors).unwrap().verdict
    }

    /// What somebody does who may write to the file.
    fn attack(&self, attack: impl FnOnce(&crate::store::Change)) {
        let change = self.store.begin(Actor::Stranger, Fixed.now()).unwrap();
        attack(&change);
        change.danger_commit_unlogged().unwrap();
    }

    fn row(&self, seq: u64) -> Vec<u8> {
        let mut found = Vec::new();
        let keep = |_, row: &[u8]| {
            found = row.to_vec();
            Ok(std::ops::ControlFlow::Break(()))
        };
        self.view().visit_log(seq..=seq, false, keep).unwrap();
        found
    }

    /// Writes the whole log anew from an entry on, with chain and tree that fit: nothing inside the store tells.
    fn forge_from(&self, from: u64, event: &AuditEvent) {
        let last = self.size();
        self.attack(|change| {
            let mut state = crate::model::TreeState::default();
            for seq in 1..=last {
                let mut entry = Entry::decode(&self.row(seq)).unwrap();
                if seq == from {
                    entry.event = event.clone();
                }
                entry.previous = state.last;
                let row = crate::store::encode_unpacked(&entry);
                tree::push(&mut state, entry::leaf_of(&row).unwrap(), |_, _, _| ());
                change.danger_alter_log(seq, Some(row)).unwrap();
            }
            change.put(&tables::AUDIT_TREE, &0, &state).unwrap();
        });
    }

    /// Cuts the end off, with a tree that fits what is left.
    fn cut_after(&self, left: u64) {
        let last = self.size();
        self.attack(|change| {
            let mut state = crate::model::TreeState::default();
            for seq in 1..=left {
                tree::push(&mut state, entry::leaf_of(&self.row(seq)).unwrap(), |_, _, _| ());
            }
            (left + 1..=last).for_each(|seq| change.danger_alter_log(seq, None).unwrap());
            change.put(&tables::AUDIT_TREE, &0, &state).unwrap();
            for (size, _) in change.range(&tables::CHECKPOINT, left + 1..).unwrap() {
                change.remove(&tables::CHECKPOINT, &size).unwrap();
            }
        });
    }
}

fn child(serial: u64) -> MsixId {
    MsixId::from_serial(10_000_000_000 + serial).unwrap()
}

fn reading(msix_id: MsixId) -> AuditEvent {
    AuditEvent::RecordRead { msix_id, purpose: Purpose::Placement, part: "history".into() }
}

#[test]
fn a_log_that_nobody_touched_is_intact_and_says_how_far_it_is_anchored() {
    let world = World::new();
    world.write(20);
    let anchors = world.anchor();
    world.write(5);
    let report = verify_against(&world.view(), &anchors).unwrap();
    assert_eq!(report.verdict, Verdict::Intact);
    // The creation, twenty entries and the key are under the checkpoint; its own entry and five more are not.
    assert_eq!((report.entries, report.anchored.unwrap().size), (28, 22));
    assert_eq!(report.keys.len(), 1);
    assert_eq!(verify(&world.view()).unwrap().anchored, None, "what lies in the store anchors nothing");
}

#[test]
fn attack_one_an_entry_is_deleted() {
    let world = World::new();
    world.write(20);
    world.attack(|change| change.danger_alter_log(7, None).unwrap());
    let Verdict::Broken(found) = world.verdict(&Anchors::default()) else { panic!() };
    assert_eq!((found.seq, found.why.as_str()), (8, "an entry before it is missing"));
}

#[test]
fn attack_two_the_end_is_cut_off() {
    let world = World::new();
    world.write(20);
    let anchors = world.anchor();
    // Clumsily: the tree still says how long the log was.
    let clumsy = World::new();
    clumsy.write(20);
    clumsy.attack(|change| (15..=21).for_each(|seq| change.danger_alter_log(seq, None).unwrap()));
    assert!(matches!(clumsy.verdict(&Anchors::default()), Verdict::Broken(found) if found.seq == 14));
    // With care: only the checkpoint elsewhere tells.
    world.cut_after(14);
    assert_eq!(world.verdict(&Anchors::default()), Verdict::Intact);
    assert!(matches!(world.verdict(&anchors), Verdict::Shorter { covered: 22, .. }));
}

#[test]
fn attack_three_everything_is_deleted() {
    let world = World::new();
    world.write(20);
    let anchors = world.anchor();
    world.cut_after(0);
    assert_eq!(world.verdict(&Anchors::default()), Verdict::Empty);
    // A new store in its place is sound by itself, and another log.
    let other = store_in_memory(Environment::Production, Timestamp::from_micros(5)).unwrap();
    let other = World::over(other);
    assert_eq!(other.verdict(&Anchors::default()), Verdict::Intact);
    assert!(matches!(other.verdict(&anchors), Verdict::OtherLog(name) if name.starts_with("vereda/production/")));
}

#[test]
fn attack_four_entries_are_reordered() {
    let world = World::new();
    world.write(20);
    let (seventh, eighth) = (world.row(7), world.row(8));
    world.attack(|change| {
        change.danger_alter_log(7, Some(eighth)).unwrap();
        change.danger_alter_log(8, Some(seventh)).unwrap();
    });
    let Verdict::Broken(found) = world.verdict(&Anchors::default()) else { panic!() };
    assert_eq!((found.seq, found.why.as_str()), (7, "it stands in the place of another: it says that it is entry 8"));
    // Renumbered, they no longer follow each other.
    let world = World::new();
    world.log(AuditEvent::LoggedIn);
    world.log(AuditEvent::LoggedOut);
    let swapped = [(2, world.row(3)), (3, world.row(2))]
        .map(|(seq, row)| (seq, crate::store::encode_unpacked(&Entry { seq, ..Entry::decode(&row).unwrap() })));
    world.attack(|change| {
        swapped.into_iter().for_each(|(seq, row)| change.danger_alter_log(seq, Some(row)).unwrap());
    });
    assert!(matches!(world.verdict(&Anchors::default()), Verdict::Broken(found) if found.seq == 2));
}

#[test]
fn attack_five_the_history_is_forked() {
    let world = World::new();
    world.write(20);
    let anchors = world.anchor();
    world.forge_from(7, &AuditEvent::LoggedOut);
    // The checkpoint in the store is signed over what was there before.
    assert!(matches!(world.verdict(&Anchors::default()), Verdict::Forked { size: 22, .. }));
    // Without it the store is sound by itself; the one elsewhere tells.
    world.attack(|change| assert!(change.remove(&tables::CHECKPOINT, &22).unwrap()));
    assert_eq!(world.verdict(&Anchors::default()), Verdict::Intact);
    assert!(matches!(world.verdict(&anchors), Verdict::Forked { size: 22, .. }));
}

#[test]
fn attack_six_an_older_store_is_restored() {
    let disk = tempfile::tempdir().unwrap();
    let old = disk.path().join("old");
    let live = disk.path().join("live");
    let options = Options { reserve_bytes: 0, ..Options::default() };
    for path in [&old, &live] {
        std::fs::create_dir(path).unwrap();
    }
    drop(create_store(&live, Environment::Production, Fixed.now(), options).unwrap());
    std::fs::copy(live.join("store.redb"), old.join("store.redb")).unwrap();
    let world = World::over(open_store(&live, Fixed.now(), options).unwrap());
    world.write(20);
    let anchors = world.anchor();
    let restored = World::over(open_store(&old, Fixed.now(), options).unwrap());
    assert_eq!(restored.verdict(&Anchors::default()), Verdict::Intact);
    assert!(matches!(restored.verdict(&anchors), Verdict::Shorter { covered: 22, .. }));
    // The server that runs on it sees it by its own file, before anybody verifies.
    let settings = Settings {
        key: world.folder.path().join("audit.key"),
        directory: world.folder.path().join("second"),
        entries: 1000,
        seconds: 300,
    };
    let notary = Notary::new(restored.store.clone(), Arc::new(Fixed), settings);
    assert!(matches!(notary.publish(), Err(NotaryError::Older { covered: 22, entries: 1, .. })));
    // When it has grown past the checkpoint, its history is another one.
    restored.write(40);
    assert!(matches!(restored.verdict(&anchors), Verdict::Forked { size: 22, .. }));
}

#[test]
fn attack_seven_the_key_is_changed() {
    let world = World::new();
    world.write(20);
    let anchors = world.anchor();
    let pinned = verify(&world.view()).unwrap().keys[0].key;
    std::fs::remove_file(world.folder.path().join("audit.key")).unwrap();
    world.write(3);
    world.notary.take_unannounced_key().unwrap();
    let changed = |verdict| matches!(verdict, Verdict::KeyChanged(_));
    assert!(changed(world.verdict(&Anchors::default())));
    assert!(changed(world.verdict(&anchors)));
    // A log written anew under a key of the attacker's: who knows the key from elsewhere sees it.
    let forged = World::new();
    forged.write(20);
    let theirs = forged.anchor();
    assert_eq!(forged.verdict(&theirs), Verdict::Intact);
    assert!(changed(forged.verdict(&Anchors { key: Some(pinned), ..theirs })));
}

#[test]
fn a_key_that_was_announced_is_no_attack() {
    let world = World::new();
    world.write(3);
    world.notary.change_key().unwrap();
    world.write(3);
    let anchors = world.anchor();
    let report = verify_against(&world.view(), &anchors).unwrap();
    assert_eq!(report.verdict, Verdict::Intact, "{report:?}");
    assert_eq!(report.keys.iter().map(|span| span.announced).collect::<Vec<_>>(), [true, true]);
    let key = Some(report.keys[0].key);
    assert_eq!(world.verdict(&Anchors { key, ..anchors }), Verdict::Intact, "the first key vouches for the second");
    assert!(world.folder.path().join("audit.key.old").exists());
}

/// A mount that is late, a credential that only the service has, a file of another installation.
#[test]
fn a_second_key_is_never_taken_without_a_word() {
    let world = World::new();
    let key = world.folder.path().join("audit.key");
    let away = world.folder.path().join("away");
    world.write(3);
    let anchors = world.anchor();
    std::fs::rename(&key, &away).unwrap();
    world.write(3);
    assert!(matches!(world.notary.sign(false), Err(NotaryError::Key(_))));
    assert!(matches!(world.notary.check_key(), Err(NotaryError::Key(_))) && !key.exists());
    SigningKey::read_or_make(&key).unwrap();
    for refused in [world.notary.sign(true), world.notary.change_key()] {
        assert!(matches!(refused, Err(NotaryError::OtherKey { .. })));
    }
    std::fs::rename(&away, &key).unwrap();
    world.notary.sign(false).unwrap();
    assert!(matches!(world.notary.take_unannounced_key(), Err(NotaryError::KeyNotLost)));
    assert_eq!(world.verdict(&anchors), Verdict::Intact);
}

/// Power goes between the checkpoint that announces a key and the key's last step into its place.
#[test]
fn a_change_of_keys_that_was_broken_off_is_finished() {
    let world = World::new();
    let path = |name: &str| world.folder.path().join(name);
    world.write(3);
    world.notary.sign(false).unwrap();
    std::fs::copy(path("audit.key"), path("before")).unwrap();
    world.notary.change_key().unwrap();
    std::fs::rename(path("audit.key"), path("audit.key.next")).unwrap();
    std::fs::rename(path("before"), path("audit.key")).unwrap();
    world.write(3);
    world.notary.sign(false).unwrap();
    assert!(!path("audit.key.next").exists());
    world.notary.change_key().unwrap();
    let anchors = world.anchor();
    let report = verify_against(&world.view(), &anchors).unwrap();
    assert_eq!((report.verdict, report.keys.len()), (Verdict::Intact, 3), "{:?}", report.keys);
    // A key that was made and not announced is none.
    SigningKey::read_or_make(&path("audit.key.next")).unwrap();
    world.write(1);
    world.notary.sign(false).unwrap();
    assert_eq!(world.verdict(&anchors), Verdict::Intact);
}

#[test]
fn an_altered_entry_and_a_forged_signature_are_seen() {
    let world = World::new();
    world.write(5);
    let anchors = world.anchor();
    let mut entry = Entry::decode(&world.row(4)).unwrap();
    entry.actor = Actor::User("eva".into());
    let mut forged = anchors.outside[0].clone();
    forged.signature[0] ^= 1;
    let anchors = Anchors { outside: vec![forged], ..Anchors::default() };
    assert_eq!(world.verdict(&anchors), Verdict::BadSignature { size: 7 });
    world.attack(|change| change.danger_alter_log(4, Some(crate::store::encode_unpacked(&entry))).unwrap());
    assert!(matches!(world.verdict(&Anchors::default()), Verdict::Broken(found) if found.seq == 5));
}

#[test]
fn entries_name_nobody_and_the_side_table_does() {
    let world = World::new();
    let (ana, eva) = (child(1), child(2));
    world.log(reading(ana));
    let children = vec![eva, ana, ana];
    world.log(AuditEvent::Searched { purpose: Some(Purpose::Enrollment), children });
    world.log(reading(eva));
    // Neither the bytes nor a guess at the identifier without its salt.
    let bytes = crate::store::plain(&ana);
    let row = world.row(2);
    assert!(!row.windows(bytes.len()).any(|window| window == bytes));
    let guess = commitment(&Opening { child: ana, salt: [0; 16] });
    let sealed = Entry::decode(&row).unwrap();
    assert_ne!(sealed.children, [guess]);
    assert_eq!(sealed.event, reading(MsixId::NOBODY));
    assert_eq!(entry(&world.view(), 2).unwrap().unwrap().0.event, reading(ana));
    let shown: Vec<_> = disclosures(&world.view(), ana).unwrap().into_iter().map(|one| (one.seq, one.part)).collect();
    assert_eq!(shown, [(2, "history".into()), (3, "search".into())]);
    assert_eq!(about(&world.view(), eva).unwrap(), [3, 4]);
    assert_eq!(world.verdict(&Anchors::default()), Verdict::Intact);
}

#[test]
fn erasing_a_childs_links_breaks_nothing_and_hiding_one_is_seen() {
    let world = World::new();
    let (ana, eva) = (child(1), child(2));
    [ana, eva, ana].into_iter().for_each(|one| world.log(reading(one)));
    world.log(AuditEvent::Searched { purpose: Some(Purpose::Enrollment), children: vec![ana, eva] });
    let anchors = world.anchor();
    let change = world.store.begin(Actor::Console("root".into()), Fixed.now()).unwrap();
    let logged = erase_links(&change, ana).unwrap();
    change.commit(logged).unwrap();
    let report = verify_against(&world.view(), &anchors).unwrap();
    assert_eq!((report.verdict, report.erased), (Verdict::Intact, 3));
    assert!(disclosures(&world.view(), ana).unwrap().is_empty());
    assert_eq!(entry(&world.view(), 2).unwrap().unwrap().0.event, reading(MsixId::NOBODY));
    assert_eq!(about(&world.view(), eva).unwrap(), [3, 5]);
    // Taking a row of the table by child away hides a disclosure, and so does filing it under somebody else.
    world.attack(|change| assert!(change.remove(&tables::AUDIT_CHILD, &(eva, 3)).unwrap()));
    assert!(matches!(world.verdict(&anchors), Verdict::Beside(_)));
    world.attack(|change| change.put(&tables::AUDIT_CHILD, &(eva, 3), &()).unwrap());
    assert_eq!(world.verdict(&anchors), Verdict::Intact);
    let other = vec![Some(Opening { child: ana, salt: [1; 16] })];
    world.attack(|change| change.put(&tables::AUDIT_OPENING, &3, &other).unwrap());
    assert!(matches!(world.verdict(&anchors), Verdict::Beside(why) if why.contains("entry 3")));
    world.attack(|change| assert!(change.remove(&tables::AUDIT_OPENING, &3).unwrap()));
    assert!(matches!(world.verdict(&anchors), Verdict::Beside(_)), "a link that is gone and was never erased");
}

#[test]
fn proofs_from_the_store_prove() {
    let world = World::new();
    let change = world.store.begin(Actor::Stranger, Fixed.now()).unwrap();
    let mut logged = append(&change, AuditEvent::LoggedIn).unwrap();
    for _ in 0..1300 {
        logged = append(&change, AuditEvent::SessionUsed).unwrap();
    }
    change.commit(logged).unwrap();
    let view = world.view();
    let size = world.size();
    let root = root_of(&tree_state(&view).unwrap().frontier);
    for seq in [1, 2, 255, 256, 257, 700, 1024, 1025, size] {
        let (_, leaf) = entry(&view, seq).unwrap().unwrap();
        let proof = tree::inclusion(&Tree(&view), seq - 1, size).unwrap();
        assert!(is_included(seq - 1, leaf, size, &proof, &root), "{seq}");
    }
    for old in [1, 256, 300, 512, 1024, 1300] {
        let before = tree::Subtrees::root(&Tree(&view), 0, old).unwrap();
        let proof = tree::consistency(&Tree(&view), old, size).unwrap();
        assert!(is_consistent((old, &before), (size, &root), &proof), "{old}");
    }
    assert_eq!(verify(&view).unwrap().verdict, Verdict::Intact);
}

#[test]
fn a_log_of_several_chunks_is_walked_as_one() {
    let world = World::new();
    let change = world.store.begin(Actor::Stranger, Fixed.now()).unwrap();
    let mut logged = append(&change, AuditEvent::LoggedIn).unwrap();
    for _ in 0..700 {
        logged = append(&change, AuditEvent::SessionUsed).unwrap();
    }
    change.commit(logged).unwrap();
    let anchors = world.anchor();
    assert_eq!(world.verdict(&anchors), Verdict::Intact);
    let root = root_of(&tree_state(&world.view()).unwrap().frontier);
    assert_eq!(verify(&world.view()).unwrap().root, root);
    // The last of one chunk, the first of the next, and one in the middle of it.
    for seq in [256, 257, 300, 512] {
        let row = world.row(seq);
        let moved = Entry { at: Timestamp::default(), ..Entry::decode(&row).unwrap() };
        let moved = crate::store::encode_unpacked(&moved);
        world.attack(|change| change.danger_alter_log(seq, Some(moved)).unwrap());
        assert!(matches!(world.verdict(&anchors), Verdict::Broken(found) if found.seq == seq + 1), "{seq}");
        world.attack(|change| change.danger_alter_log(seq, Some(row)).unwrap());
    }
    assert_eq!(world.verdict(&anchors), Verdict::Intact);
}

#[test]
fn a_log_whose_tree_was_taken_away_takes_no_more_entries() {
    let world = World::new();
    world.attack(|change| assert!(change.remove(&tables::AUDIT_TREE, &0).unwrap()));
    let refused = record(&world.store, Actor::Stranger, Fixed.now(), AuditEvent::LoggedIn);
    assert!(matches!(refused, Err(StoreError::Corrupt(_))));
}

#[test]
fn a_checkpoint_is_due_after_so_many_entries_or_so_much_time_and_lost_by_nobody() {
    let world = World::new();
    world.notary.tick().unwrap();
    world.notary.tick().unwrap();
    assert_eq!(world.notary.after(0).unwrap().len(), 1, "nothing new, nothing signed");
    world.write(999);
    world.notary.tick().unwrap();
    assert_eq!(world.notary.after(0).unwrap().len(), 1);
    world.write(1);
    world.notary.tick().unwrap();
    assert_eq!(world.notary.after(0).unwrap().len(), 2);
    // The second directory was away for a while: it gets what it missed, behind what a power cut left of a note.
    let file = world.notary.file().unwrap();
    let whole = std::fs::read_to_string(&file).unwrap();
    let first_end = whole.find("\n\n\u{2014}").unwrap() + 20;
    std::fs::write(&file, whole.get(..first_end).unwrap()).unwrap();
    world.notary.tick().unwrap();
    let anchors = Anchors::from_text(&std::fs::read_to_string(&file).unwrap());
    let sizes: Vec<u64> = anchors.outside.iter().map(|one| one.checkpoint.size).collect();
    assert_eq!(sizes.last(), Some(&1003));
    assert_eq!(world.verdict(&anchors), Verdict::Intact);
}

/// Golden bytes of an entry and its leaf hash: outsiders compute them from `README.md`.
#[test]
fn golden() {
    let entry = Entry {
        seq: 3,
        at: Timestamp::from_micros(1_000_000),
        actor: Actor::User("ana".into()),
        origin: Origin::Network([192, 0, 2, 7].into()),
        event: reading(MsixId::NOBODY),
        outcome: Outcome::Done,
        children: vec![Commitment([5; 32])],
        previous: [6; 32],
    };
    let bytes = crate::store::plain(&entry);
    let (five, six) = ("05".repeat(32), "06".repeat(32));
    assert_eq!(hex(&bytes), format!("03fc80841e000003616e610100c0000207050002{}0001{five}{six}", "07686973746f7279"));
    assert_eq!(crate::store::decode_plain::<Entry>(&bytes), Ok(entry));
    let opening = Opening { child: child(1), salt: [9; 16] };
    assert_eq!(
        hex(&commitment(&opening).0),
        "932b45d80e09a20ad2eb2df82c3d404ff5e1a3ebb4715ea8c8967f0e860ad3ec",
        "computed by another program from the contract"
    );
}
