//! Two people at once, and the power going off.

use super::desk::{Desk, why};
use crate::audit;
use crate::casework::CaseError;
use crate::model::{AuditEvent, ItemId, ItemStatus, LinkKind, MsixId, Role};
use crate::records::testing::at;
use crate::store::fault::FaultDisk;
use crate::store::{Environment, Read, Store, tables};

fn proposed(desk: &Desk) -> (MsixId, MsixId, ItemId) {
    let ana = desk.send("TX/1", "Ana", "Garza");
    let maria = desk.send("WA/2", "Maria", "Lopez");
    (ana, maria, desk.merge("rosa", ana, maria).unwrap())
}

#[test]
fn of_two_who_decide_at_once_one_is_told_that_it_is_done() {
    let desk = Desk::new();
    for name in ["wilma", "wanda", "wade", "wyatt"] {
        desk.hire(name, Role::StateDataAdministrator, Some("WA"));
    }
    let (ana, _, merge) = proposed(&desk);
    let seen = desk.seen("wes", merge);
    let outcomes: Vec<Result<(), CaseError>> = std::thread::scope(|scope| {
        let approve = |name| {
            let who = desk.decider(name);
            let (casework, seen) = (&desk.casework, &seen);
            scope.spawn(move || casework.approve(&who, merge, None, seen))
        };
        let reject = |name| {
            let who = desk.decider(name);
            let casework = &desk.casework;
            scope.spawn(move || casework.reject(&who, merge, why("no"), true))
        };
        let all = [approve("wilma"), approve("wes"), reject("wanda"), approve("wade"), reject("wyatt")];
        all.map(|one| one.join().unwrap()).into_iter().collect()
    });
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Ok(()) | Err(CaseError::Closed))), "{outcomes:?}");
    let closings = desk.log().into_iter().filter(|(_, event)| matches!(event, AuditEvent::ItemClosed { .. })).count();
    assert_eq!(closings, 1);
    let merged = desk.item(merge).status == ItemStatus::Approved;
    assert_eq!(desk.keys(ana).len(), if merged { 2 } else { 1 });
    desk.sound();
}

#[test]
fn what_was_superseded_is_not_approved() {
    let desk = Desk::new();
    let (ana, maria, merge) = proposed(&desk);
    let seen = desk.seen("wes", merge);
    desk.withdraw("TX/1");
    let late = desk.casework.approve(&desk.decider("wes"), merge, None, &seen);
    assert!(matches!(late, Err(CaseError::Closed)), "{late:?}");
    assert_eq!((desk.child("TX/1"), desk.child("WA/2")), (ana, maria));
    desk.sound();
}

/// Wherever the power goes off while a merge is carried out, it is either done with all that belongs to it or not begun.
#[test]
fn a_merge_is_whole_or_not_at_all() {
    let mut whole = 0;
    for cut in 0_u64.. {
        let disk = FaultDisk::default();
        let open = |disk: FaultDisk| Store::on_backend(disk, Environment::Training, at("2020-01-01"), audit::append);
        let desk = Desk::over(open(disk.clone()).unwrap());
        let (ana, maria, merge) = proposed(&desk);
        let seen = desk.seen("wes", merge);
        disk.cut_power_at(disk.operations() + cut);
        let outcome = desk.casework.approve(&desk.decider("wes"), merge, None, &seen);
        drop(desk);
        let mut odd = cut;
        let found = disk.after_power_cut(|| {
            odd = odd.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            odd >> 63 == 1
        });
        let desk = Desk::again(open(found).unwrap());
        desk.sound();
        let done = desk.item(merge).status == ItemStatus::Approved;
        assert!(done || outcome.is_err(), "what was acknowledged is on disk");
        let expected = if done { (ana, ana, 0) } else { (ana, maria, 2) };
        let locks = desk.world.store().view().unwrap().len(&tables::LOCK).unwrap();
        assert_eq!((desk.child("TX/1"), desk.child("WA/2"), locks), expected);
        if outcome.is_ok() {
            whole += 1;
            let member = desk.record(ana).members.into_iter().find(|member| member.key.to_string() == "WA/2");
            assert_eq!(member.unwrap().how, LinkKind::Merged);
            assert!(cut > 3, "the cuts before hit the change");
            break;
        }
    }
    assert_eq!(whole, 1);
}
