//! The index when it is lost, damaged or behind.

use std::fs;

use super::super::{Index, Query, SearchError};
use super::world::{SAID, Said, World, id, serial};

const ROSA: Said = Said { first: "Rosalinda", last_1: "Quintero", ..SAID };
const LUZ: Said = Said { first: "Luz", last_1: "Tovar", id: "2", ..SAID };

#[test]
fn it_follows_the_store_and_only_what_changed() {
    let world = World::with(&[ROSA, LUZ]);
    assert_eq!(world.index.catch_up(&world.store).unwrap(), 0);
    world.say(id(1), Said { first: "Marisol", ..LUZ });
    assert_eq!(world.found("Marisol"), [0u64; 0]);
    assert_eq!(world.index.catch_up(&world.store).unwrap(), 1);
    assert_eq!(world.found("Marisol"), [1]);
}

#[test]
fn an_old_spelling_still_finds_the_child() {
    let world = World::with(&[ROSA]);
    world.say(id(0), Said { first: "Xochitl", last_1: "Benavides", ..SAID });
    world.index.catch_up(&world.store).unwrap();
    for text in ["Rosalinda Quintero", "Xochitl Benavides"] {
        let hit = world.best(text);
        assert_eq!((hit.msix_id, hit.score), (id(0), 1.0), "{text}");
        assert_eq!(hit.members[0].name, "Xochitl Benavides");
    }
    // Words of both spellings together fit a little less.
    assert!(world.best("Rosalinda Benavides").score < 1.0);
}

#[test]
fn it_is_opened_again_without_being_built() {
    let world = World::with(&[ROSA]);
    let World { folder, store, index, .. } = world;
    drop(index);
    let before = meta(folder.path());
    let again = Index::open(&folder.path().join("index"), &store, &|_, _| panic!("it was built anew")).unwrap();
    assert_eq!(again.check(&store).unwrap(), 0);
    assert_eq!(meta(folder.path()), before);
}

#[test]
fn what_happened_while_it_was_closed_is_made_up_for() {
    let mut world = World::with(&[ROSA]);
    world.close();
    world.say(id(1), LUZ);
    world.index = world.reopen();
    assert_eq!(world.found("Luz Tovar"), [1]);
}

#[test]
fn lost_or_damaged_it_is_built_anew() {
    let damages: [fn(&std::path::Path); 6] = [
        |folder| fs::remove_dir_all(folder).unwrap(),
        |folder| fs::remove_file(folder.join("meta.json")).unwrap(),
        |folder| fs::write(folder.join("meta.json"), "{").unwrap(),
        |folder| fs::remove_file(folder.join(".managed.json")).unwrap(),
        |folder| segment_files(folder).iter().for_each(|file| fs::write(file, "rubbish").unwrap()),
        |folder| segment_files(folder).iter().for_each(|file| flip_a_bit(file)),
    ];
    for (at, damage) in damages.iter().enumerate() {
        let mut world = World::with(&[ROSA, LUZ]);
        world.close();
        let folder = world.folder.path().join("index");
        assert_eq!(Index::damage(&folder, &world.store), None);
        damage(&folder);
        // One that was taken away as a whole is not damaged: it is not there.
        assert_eq!(Index::damage(&folder, &world.store).is_some(), at > 0, "damage {at}");
        world.index = world.reopen();
        assert_eq!(world.found("Quintero"), [0], "damage {at}");
        assert_eq!(world.index.check(&world.store).unwrap(), 0, "damage {at}");
    }
}

#[test]
fn one_that_cannot_be_built_is_tried_again_and_stops_nothing_else() {
    let mut world = World::with(&[ROSA]);
    world.close();
    let folder = world.folder.path().join("index");
    fs::remove_dir_all(&folder).unwrap();
    fs::write(&folder, "a file in its place").unwrap();
    world.index = world.reopen();
    let query = Query { text: "Quintero".to_owned(), ..Query::default() };
    assert!(matches!(world.index.search(world.finder(), &query, 20), Err(SearchError::Index(_))), "never nobody");
    assert!(world.index.catch_up(&world.store).is_err());
    fs::remove_file(&folder).unwrap();
    world.index.catch_up(&world.store).unwrap();
    assert_eq!(world.found("Quintero"), [0]);
}

#[test]
fn taken_away_under_a_running_program_it_is_built_anew() {
    let world = World::with(&[ROSA]);
    fs::remove_dir_all(world.folder.path().join("index")).unwrap();
    assert_eq!(world.found("Quintero"), [0]);
    world.say(id(1), LUZ);
    assert_eq!(world.index.catch_up(&world.store).unwrap(), 2);
    assert_eq!((world.found("Quintero"), world.found("Luz Tovar")), (vec![0], vec![1]));
    assert_eq!(world.index.check(&world.store).unwrap(), 0);
}

#[test]
fn each_lost_segment_file_alone_is_noticed() {
    let mut world = World::with(&[ROSA]);
    for at in 0..segment_files(&world.folder.path().join("index")).len() {
        world.close();
        let files = segment_files(&world.folder.path().join("index"));
        fs::remove_file(&files[at.min(files.len() - 1)]).unwrap();
        world.index = world.reopen();
        assert_eq!(world.found("Quintero"), [0], "{at}");
    }
}

#[test]
fn the_index_of_another_store_is_of_no_use() {
    let mut world = World::with(&[ROSA, LUZ]);
    world.close();
    let mut other = World::with(&[LUZ]);
    // Ahead of the store: the same folder, a store whose queue is shorter.
    other.folder = world.folder;
    other.index = other.reopen();
    assert_eq!(other.found("Quintero"), [0u64; 0]);
    assert_eq!(other.found("Tovar"), [0]);
}

#[test]
fn the_check_counts_what_is_missing() {
    let world = World::with(&[ROSA]);
    world.say(id(1), LUZ);
    assert_eq!(world.index.check(&world.store).unwrap(), 1);
    assert_eq!(world.index.rebuild(&world.store, &|_, _| {}).unwrap(), 2);
    assert_eq!(world.index.check(&world.store).unwrap(), 0);
    assert_eq!(world.found("Luz Tovar"), [1]);
}

#[test]
fn searches_go_on_while_it_is_written_and_built() {
    let world = World::with(&[ROSA]);
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for round in 0..20u64 {
                world.say(id(1 + round), Said { id: "2", ..LUZ });
                world.index.catch_up(&world.store).unwrap();
                if round % 7 == 0 {
                    world.index.rebuild(&world.store, &|_, _| {}).unwrap();
                }
            }
        });
        while !writer.is_finished() {
            assert_eq!(world.search("Quintero").hits.iter().map(serial).collect::<Vec<_>>(), [0]);
        }
    });
}

impl World {
    /// Lets go of the index on disk: an empty one somewhere else takes its place.
    fn close(&mut self) {
        let elsewhere = self.folder.path().join("elsewhere");
        let _ = fs::remove_dir_all(&elsewhere);
        self.index = Index::open(&elsewhere, &self.store, &|_, _| {}).unwrap();
    }
}

fn meta(folder: &std::path::Path) -> Vec<u8> {
    fs::read(folder.join("index/meta.json")).unwrap()
}

fn segment_files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files
        .filter(|path| path.file_name().is_some_and(|name| name.len() > 32) && path.extension().is_some())
        .collect();
    files.sort();
    files
}

fn flip_a_bit(file: &std::path::Path) {
    let mut bytes = fs::read(file).unwrap();
    bytes[0] ^= 1;
    fs::write(file, bytes).unwrap();
}
