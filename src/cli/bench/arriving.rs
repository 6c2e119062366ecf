//! One more contribution: how long it takes to find the child among those held.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

use super::figures::Figures;
use super::load::timed;
use crate::audit;
use crate::casework::Exchange;
use crate::cli::exit::{Exit, Failure};
use crate::model::{Action, Actor, AuditEvent, Contribution, ContributionNo, Element, StateCode, SubmissionId, Value};
use crate::records::{Incoming, Sent};
use crate::server::Services;
use crate::store::{Read, tables};

/// How many are committed: each waits for the disk.
const COMMITTED: usize = 200;

/// Contributions of children that are held, as another state would send them, every other one with a slip in the given
/// name. Each is applied in a change of its own. The time is that of everything from the parsed contribution to the
/// written rows: evidence, keys, candidates, decision, packing; then, for some, that of the commit.
pub(super) fn arriving(services: &Services, count: usize, figures: &mut Figures) -> Result<(), Failure> {
    let (mut finding, mut committing) = (Vec::with_capacity(count), Vec::with_capacity(COMMITTED));
    for (at, contribution) in newcomers(services, count)?.into_iter().enumerate() {
        let change = services.store.begin(Actor::Console("bench".into()), services.clock.now())?;
        let (applied, time) = timed(|| {
            let incoming = Incoming {
                action: Action::Insert,
                key: contribution.key.clone(),
                msix_id_sent: None,
                sent: Some(Sent::new(contribution)),
                submission: SubmissionId(1),
                effective: change.at(),
            };
            crate::casework::apply(&change, &services.matcher, &Exchange::default(), &incoming)
        });
        applied?.ok_or_else(|| Failure::new(Exit::Internal, "a new contribution was not applied"))?;
        finding.push(time);
        if at < COMMITTED {
            let logged = audit::append(&change, AuditEvent::ServerStarted)?;
            let (committed, time) = timed(|| change.commit(logged));
            committed?;
            committing.push(time);
        }
    }
    let what = ["one new contribution, linked, p50", "one new contribution, linked, p99"];
    figures.spread_against(what, finding, [1.0, 10.0]);
    figures.spread(["its commit, p50", "its commit, p99"], committing, None);
    Ok(())
}

fn newcomers(services: &Services, count: usize) -> Result<Vec<Contribution>, Failure> {
    let mut random = Pcg64Mcg::seed_from_u64(11);
    let view = services.store.view()?;
    let held = u32::try_from(view.len(&tables::CONTRIBUTION)?).unwrap_or(u32::MAX);
    let mut newcomers = Vec::with_capacity(count);
    while newcomers.len() < count {
        let no = ContributionNo(random.random_range(1..=held));
        let Some((_, version)) = view.last(&tables::VERSION, (no, 0)..=(no, u32::MAX))? else { continue };
        let Some(mut contribution) = version.contribution else { continue };
        let other = ["TX", "WA", "FL", "CA"].into_iter().filter_map(|code| code.parse::<StateCode>().ok());
        let mut other = other.filter(|code| *code != contribution.key.state);
        let (Some(state), Ok(id)) = (other.next(), format!("BENCH{}", newcomers.len()).parse()) else { continue };
        (contribution.key.state, contribution.key.id) = (state, id);
        (contribution.msix_id_sent, contribution.alternates) = (None, Vec::new());
        if newcomers.len() % 2 == 1 {
            contribution.demographics.iter_mut().for_each(slip);
        }
        newcomers.push(contribution);
    }
    Ok(newcomers)
}

/// Drops the second letter of the given name.
fn slip(line: &mut crate::model::Line) {
    let Some(name) = line.text(Element::FIRST_NAME) else { return };
    let slipped: String = name.chars().take(1).chain(name.chars().skip(2)).collect();
    line.set(Element::FIRST_NAME, Value::Text(slipped.into()));
}
