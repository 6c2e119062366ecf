//! Undoing, years later and independently of what else was decided.

use super::desk::{Desk, why};
use crate::casework::{CaseError, Filter, Wish};
use crate::model::{ItemId, LinkKind, MsixId, NearStatus, StudentStatus, Undoing};
use crate::records::regroup::{PlanError, WhyLeft};

/// Ana of Texas with Maria of Washington merged into her.
fn merged() -> (Desk, MsixId, MsixId, ItemId) {
    let desk = Desk::new();
    let ana = desk.send("TX/1", "Ana", "Garza");
    let maria = desk.send("WA/2", "Maria", "Lopez");
    desk.on("2025-01-02");
    let merge = desk.done(desk.merge("rosa", ana, maria), "wes");
    (desk, ana, maria, merge)
}

#[test]
fn a_merge_is_undone_by_two_people_years_later() {
    let (desk, ana, maria, merge) = merged();
    desk.on("2031-06-01");
    desk.send("FL/3", "Ana", "Garza");
    let wish = Wish::Undo { of: Undoing::Decision(merge), may_propose_again: false };
    let preview = desk.casework.draft(&desk.proposer("dana"), &wish).unwrap().preview;
    assert_eq!(preview.revived, [maria]);
    assert_eq!(preview.moves.iter().map(|one| one.key.to_string()).collect::<Vec<_>>(), ["WA/2"]);
    let left: Vec<_> = preview.left_out.iter().map(|one| (one.key.to_string(), one.why)).collect();
    assert_eq!(left, [("FL/3".to_owned(), WhyLeft::CameLater)]);
    let undo = desk.undo("dana", merge, false).unwrap();
    assert!(matches!(desk.approve("dana", undo), Err(CaseError::Proposer)));
    desk.approve("wes", undo).unwrap();
    desk.sound();
    assert_eq!((desk.keys(ana), desk.keys(maria)), (vec!["FL/3".into(), "TX/1".into()], vec!["WA/2".to_owned()]));
    let record = desk.record(maria);
    assert_eq!((record.asked_for, record.members[0].how), (None, LinkKind::Returned), "in use again");
    assert_eq!(desk.item(merge).followed_by, Some(undo));
    let apart = || {
        let filter = Filter { apart: true, ..Filter::default() };
        let page = desk.casework.decided(&desk.decider("wes"), &filter, 0, 10).unwrap();
        page.rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(apart(), [undo], "it keeps them apart");
    // Each day as it was.
    for (asked, day, keys) in [
        (maria, "2025-01-01", vec!["WA/2"]),
        (maria, "2028-01-01", vec!["TX/1", "WA/2"]),
        (ana, "2028-01-01", vec!["TX/1", "WA/2"]),
        (maria, "2031-06-01", vec!["WA/2"]),
        (ana, "2031-06-01", vec!["FL/3", "TX/1"]),
    ] {
        assert_eq!(desk.keys_as_of(asked, day), keys, "{asked} on {day}");
    }
    assert!(matches!(desk.undo("dana", merge, false), Err(CaseError::Plan(PlanError::UndoneBefore))));
    assert!(matches!(desk.undo("dana", undo, false), Err(CaseError::Plan(PlanError::NotUndoable))));
    // Merged anew, and undone anew.
    let again = desk.done(desk.merge("will", maria, ana), "dana");
    assert_eq!(desk.record(ana).msix_id, maria);
    desk.done(desk.undo("wes", again, true), "dora");
    assert_eq!((desk.child("TX/1"), desk.child("WA/2")), (ana, maria));
}

/// The choice whether the engine may propose the pair again is made with the undo.
#[test]
fn what_was_undone_is_proposed_again_only_if_that_was_chosen() {
    for again in [false, true] {
        let desk = Desk::new();
        desk.send("TX/1", "Ana", "Garza");
        desk.send("WA/2", "Eva", "Garza");
        let validation = desk.judge_same("dana", desk.list("dana")[0]).unwrap();
        desk.approve("wes", validation).unwrap();
        desk.done(desk.undo("dora", validation, again), "wes");
        let expected = if again { NearStatus::Superseded } else { NearStatus::Different };
        assert_eq!(desk.near("TX/1", "WA/2"), Some(expected));
        desk.send("WA/2", "Evita", "Garza");
        assert_eq!(desk.list("dana").len(), usize::from(again));
        desk.sound();
    }
}

/// A merged into B, B into C: each is undone by itself, in whatever order.
#[test]
fn merges_are_undone_independently_of_each_other() {
    for first_first in [true, false] {
        let (desk, ana, maria, first) = merged();
        let ivy = desk.send("FL/3", "Ivy", "Ortega");
        let second = desk.done(desk.merge("dana", ivy, ana), "wes");
        assert_eq!(desk.keys(maria), ["FL/3", "TX/1", "WA/2"], "through two retirements");
        let order = if first_first { [first, second] } else { [second, first] };
        desk.done(desk.undo("dana", order[0], false), "wes");
        match first_first {
            true => assert_eq!((desk.keys(ivy), desk.child("WA/2")), (vec!["FL/3".into(), "TX/1".into()], maria)),
            false => assert_eq!((desk.keys(ana), desk.child("FL/3")), (vec!["TX/1".into(), "WA/2".into()], ivy)),
        }
        desk.done(desk.undo("dana", order[1], false), "wes");
        let children = [desk.child("TX/1"), desk.child("WA/2"), desk.child("FL/3")];
        assert_eq!(children, [ana, maria, ivy]);
    }
}

#[test]
fn what_people_moved_since_stays_where_they_put_it() {
    let (desk, ana, maria, merge) = merged();
    desk.done(desk.split("rosa", ana, &["WA/2"]), "wes");
    let own = desk.child("WA/2");
    assert_ne!(own, maria, "a split gives a new number");
    let nothing = desk.undo("dana", merge, false);
    assert!(matches!(nothing, Err(CaseError::Plan(PlanError::NothingLeft))), "{nothing:?}");
    assert_eq!(desk.record(maria).msix_id, ana, "the retired number still leads to the one it was merged into");
    desk.sound();
}

#[test]
fn a_split_is_undone_and_its_number_retired() {
    let desk = Desk::new();
    let ana = desk.send("TX/1", "Ana", "Garza");
    desk.send("WA/2", "Ana", "Garza");
    let split = desk.done(desk.split("rosa", ana, &["WA/2"]), "wes");
    let own = desk.child("WA/2");
    assert_eq!(desk.send("FL/3", "Ana", "Garza"), ana, "the engine takes the one with the lower number");
    desk.done(desk.undo("rosa", split, false), "wes");
    assert_eq!(desk.keys(own), ["FL/3", "TX/1", "WA/2"]);
    assert_eq!(desk.record(own).msix_id, ana);
    assert_eq!(desk.near("TX/1", "WA/2"), Some(NearStatus::Superseded), "no longer kept apart");
}

/// What a split gave a number of its own may have become a child of several states meanwhile: they stay.
#[test]
fn who_joined_the_part_since_keeps_its_number() {
    let desk = Desk::new();
    let ana = desk.send("TX/1", "Ana", "Garza");
    desk.send("WA/2", "Ana", "Garza");
    let split = desk.done(desk.split("rosa", ana, &["WA/2"]), "wes");
    let own = desk.child("WA/2");
    let maria = desk.send("FL/3", "Maria", "Lopez");
    desk.done(desk.merge("will", own, maria), "dana");
    desk.done(desk.undo("rosa", split, false), "wes");
    assert_eq!((desk.keys(ana), desk.keys(own)), (vec!["TX/1".into(), "WA/2".into()], vec!["FL/3".to_owned()]));
}

/// Undone in either order, a split and a later merge leave the same: what a split would give back to a number that is
/// retired waits for it with the child that stands for it.
#[test]
fn a_split_and_a_later_merge_are_undone_in_either_order() {
    for split_first in [true, false] {
        let desk = Desk::new();
        let ana = desk.send("TX/1", "Ana", "Garza");
        desk.send("WA/2", "Ana", "Garza");
        let split = desk.done(desk.split("rosa", ana, &["WA/2"]), "wes");
        let maria = desk.send("TX/3", "Maria", "Lopez");
        let merge = desk.done(desk.merge("dana", maria, ana), "dora");
        let undone = if split_first { [split, merge] } else { [merge, split] };
        for decision in undone {
            let undo = desk.undo("dana", decision, false).unwrap();
            let by = if desk.list("wes").contains(&undo) { "wes" } else { "dora" };
            desk.approve(by, undo).unwrap();
            desk.sound();
        }
        assert_eq!((desk.keys(ana), desk.keys(maria)), (vec!["TX/1".into(), "WA/2".into()], vec!["TX/3".to_owned()]));
    }
}

/// What was split off while a merge stood goes back to where it was at home before the merge, once both are undone.
#[test]
fn a_merge_and_a_later_split_are_undone_in_either_order() {
    for merge_first in [true, false] {
        let desk = Desk::new();
        let ana = desk.send("TX/1", "Ana", "Garza");
        let maria = desk.send("WA/2", "Maria", "Lopez");
        assert_eq!(desk.send("WA/3", "Maria", "Lopez"), maria);
        let merge = desk.done(desk.merge("dana", ana, maria), "wes");
        let split = desk.done(desk.split("dana", ana, &["WA/3"]), "wes");
        let own = desk.child("WA/3");
        for decision in if merge_first { [merge, split] } else { [split, merge] } {
            let undo = desk.undo("will", decision, false).unwrap();
            let by = if desk.list("wes").contains(&undo) { "wes" } else { "dora" };
            desk.done(Ok(undo), by);
        }
        assert_eq!((desk.keys(ana), desk.keys(maria)), (vec!["TX/1".into()], vec!["WA/2".into(), "WA/3".to_owned()]));
        assert_eq!(desk.record(own).msix_id, maria);
    }
}

#[test]
fn a_link_of_the_engine_is_undone() {
    let desk = Desk::new();
    let ana = desk.send("TX/1", "Ana", "Garza");
    assert_eq!(desk.send("WA/2", "Ana", "Garza"), ana);
    let link = |key, may_propose_again| Wish::Undo { of: Undoing::Link(desk.no(key)), may_propose_again };
    let first = desk.propose("rosa", &link("TX/1", false));
    assert!(matches!(first, Err(CaseError::Plan(PlanError::NoLink))), "the first of a child was linked to nobody");
    desk.done(desk.propose("rosa", &link("WA/2", false)), "wes");
    let own = desk.child("WA/2");
    assert_ne!(own, ana);
    desk.send("WA/2", "Anita", "Garza");
    assert_eq!((desk.list("wes"), desk.record(own).status), (vec![], StudentStatus::Active));
    desk.sound();
}

/// Withdrawn contributions go back too, and come back to where they belong.
#[test]
fn what_was_withdrawn_goes_back_as_well() {
    let (desk, ana, maria, merge) = merged();
    desk.send("WA/4", "Maria", "Lopez");
    assert_eq!(desk.child("WA/4"), ana);
    desk.withdraw("WA/2");
    desk.done(desk.undo("dana", merge, false), "wes");
    assert_eq!((desk.child("WA/2"), desk.record(maria).status), (maria, StudentStatus::Inactive));
    assert_eq!(desk.keys(ana), ["TX/1", "WA/4"]);
    desk.send("WA/2", "Maria", "Lopez");
    assert_eq!((desk.child("WA/2"), desk.record(maria).status), (maria, StudentStatus::Active));
    desk.sound();
}

/// A master that would be left with nothing is retired into the one that took its last contribution.
#[test]
fn no_identifier_is_left_that_leads_nowhere() {
    let (desk, ana, maria, merge) = merged();
    desk.done(desk.split("rosa", ana, &["TX/1"]), "wes");
    let own = desk.child("TX/1");
    desk.done(desk.undo("will", merge, true), "wes");
    assert_eq!((desk.child("WA/2"), desk.child("TX/1")), (maria, own));
    assert_eq!(desk.record(ana).msix_id, maria);
    desk.sound();
}

#[test]
fn a_rejected_or_cancelled_undo_changes_nothing() {
    let (desk, ana, maria, merge) = merged();
    let undo = desk.undo("dana", merge, false).unwrap();
    desk.reject("wes", undo, false).unwrap();
    let undo = desk.undo("dana", merge, false).unwrap();
    desk.casework.cancel(&desk.proposer("dana"), undo, Some(why("mistaken"))).unwrap();
    assert_eq!(desk.record(maria).msix_id, ana);
    desk.done(desk.undo("dana", merge, false), "wes");
    assert_eq!(desk.child("WA/2"), maria);
}
