//! What each state says about a child: its own identifier, its own spelling, its own stays.

use super::Options;
use super::anchors;
use super::data::Data;
use super::errors;
use super::family::{Child, Person, Traits};
use super::form;
use super::journey::Stay;
use super::rng::{Rng, mix};
use super::spelling;
use crate::model::Date;

/// A fault in the data itself, so that the answer to a file has something to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// A mandatory element is missing or unreadable: the student is rejected. The number chooses which.
    Mandatory(usize),
    /// A code outside its list in an optional element. The number chooses which.
    Code(usize),
}

/// One contribution to come.
#[derive(Debug, Clone)]
pub(super) struct Contribution {
    pub(super) child: u32,
    /// The child's population group.
    pub(super) group: &'static str,
    pub(super) state: usize,
    pub(super) state_student_id: String,
    /// The child's other identifier in this state, with its type.
    pub(super) alternate: Option<(String, &'static str)>,
    /// As this state has it.
    pub(super) person: Person,
    /// The true birth date: grades follow life, not the form.
    pub(super) born: Date,
    /// As the schools noted them.
    pub(super) stays: Vec<Stay>,
    /// The same as the recruiters noted them: each is a qualifying move.
    pub(super) arrivals: Vec<Stay>,
    pub(super) traits: Traits,
    pub(super) errors: Vec<&'static str>,
    pub(super) fault: Option<Fault>,
}

/// All contributions of a child, in the order in which it came to the states.
pub(super) fn of(data: &Data, options: &Options, child: &Child) -> Vec<Contribution> {
    let mut rng = Rng::new(options.seed, 2, u64::from(child.index));
    let mut states: Vec<usize> = Vec::new();
    for stay in &child.stays {
        if !states.contains(&stay.state) {
            states.push(stay.state);
        }
    }
    let mut all = Vec::new();
    for (order, state) in states.into_iter().enumerate() {
        let mut one = new(data, options, child, state, u64::from(child.index));
        if anchors::is_anchor(options, child.index) {
            one.errors = anchors::spell(child.index, order, &mut one.person);
            all.push(one);
            continue;
        }
        one.errors = form::fill(data, options, child, 0, &mut one, &mut rng);
        one.errors.extend(errors::apply(data, &mut one.person, options.today, &mut rng));
        one.fault = fault(&mut rng, &mut one.errors);
        house_style(data, &mut one);
        if rng.chance(800) {
            one.alternate =
                Some((format!("A{}", identifier(data, options, state, u64::from(child.index) + 3_000_000_000)), "02"));
        }
        // Recruited twice: a second identifier in the same state.
        let second = rng.chance(100).then(|| duplicate(data, options, child, &one, &mut rng));
        all.push(one);
        all.extend(second);
    }
    all
}

fn new(data: &Data, options: &Options, child: &Child, state: usize, number: u64) -> Contribution {
    let stays: Vec<Stay> = child.stays.iter().filter(|stay| stay.state == state).cloned().collect();
    Contribution {
        child: child.index,
        group: child.group,
        state,
        state_student_id: identifier(data, options, state, number),
        alternate: None,
        person: child.person.clone(),
        born: child.person.born,
        arrivals: stays.clone(),
        stays,
        traits: child.traits,
        errors: Vec::new(),
        fault: None,
    }
}

fn duplicate(data: &Data, options: &Options, child: &Child, first: &Contribution, rng: &mut Rng) -> Contribution {
    let mut second = new(data, options, child, first.state, u64::from(child.index) + 5_000_000_000);
    second.errors = form::fill(data, options, child, 1, &mut second, rng);
    second.errors.extend(errors::apply(data, &mut second.person, options.today, rng));
    house_style(data, &mut second);
    second.errors.push("second_id_in_state");
    if rng.chance(4_000) {
        second.alternate = Some((first.state_student_id.clone(), "02"));
        second.errors.push("alternate_id_given");
    }
    second
}

/// Some state systems know capitals without accents only. That is no error, and the truth file does not name it.
fn house_style(data: &Data, one: &mut Contribution) {
    let capitals = data.states.get(one.state).is_some_and(|state| matches!(state.system.as_str(), "SMART" | "COEstar"));
    if !capitals {
        return;
    }
    let name = &mut one.person.name;
    for field in [&mut name.first, &mut name.middle, &mut name.last1, &mut name.last2] {
        *field = spelling::plain(field).to_uppercase();
    }
    for parent in &mut one.person.parents {
        parent.first = spelling::plain(&parent.first).to_uppercase();
        parent.last = spelling::plain(&parent.last).to_uppercase();
    }
}

fn fault(rng: &mut Rng, errors: &mut Vec<&'static str>) -> Option<Fault> {
    if rng.chance(50) {
        errors.push("mandatory_missing");
        return Some(Fault::Mandatory(rng.below(6)));
    }
    if rng.chance(60) {
        errors.push("bad_code");
        return Some(Fault::Code(rng.below(4)));
    }
    None
}

/// A state's identifier of a child: ten digits that no other number of this state gets, since the multiplier has no
/// divisor in common with ten. Some states put letters before them.
fn identifier(data: &Data, options: &Options, state: usize, number: u64) -> String {
    const DIGITS: u128 = 10_000_000_000;
    let key = mix(options.seed ^ mix(u64::try_from(state).unwrap_or(0) + 77));
    let multiplier = u128::from(key % 999_999_999) * 10 + 1;
    let shift = u128::from(mix(key));
    let digits = (u128::from(number) * multiplier + shift) % DIGITS;
    match data.states.get(state) {
        Some(found) if found.crlf => format!("{}{digits:010}", found.code),
        Some(found) if found.delimiter == '|' => format!("{digits:010}"),
        _ => format!("9{digits:010}"),
    }
}
