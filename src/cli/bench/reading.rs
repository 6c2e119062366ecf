//! Reading in process: start, search, consolidated record.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

use super::figures::Figures;
use super::load::timed;
use crate::access::ChildReader;
use crate::cli::exit::Failure;
use crate::config::{Config, DataDir};
use crate::model::{ContributionNo, MsixId, PersonName, Purpose};
use crate::records;
use crate::search::Query;
use crate::server::Services;
use crate::store::{Read, tables};

/// Opens store and index as a server does at its start.
pub(super) fn cold_start(data: &DataDir, config: &Config, figures: &mut Figures) -> Result<Services, Failure> {
    let (services, time) = timed(|| super::open(data, config));
    figures.against("cold start: store and index open", time.as_secs_f64(), "s", 1.0);
    services
}

/// Searches as people type them: whole names, one surname, a slip of the finger, surnames swapped, a birth date.
pub(super) fn queries(services: &Services, count: usize) -> Result<Vec<String>, Failure> {
    let mut random = Pcg64Mcg::seed_from_u64(7);
    let view = services.store.view()?;
    let contributions = u32::try_from(view.len(&tables::CONTRIBUTION)?).unwrap_or(u32::MAX);
    let mut asked = Vec::with_capacity(count);
    while asked.len() < count {
        let no = ContributionNo(random.random_range(1..=contributions));
        let Some(evidence) = view.get(&tables::EVIDENCE, &no)? else { continue };
        let (Some(name), Some(born)) = (evidence.names.first(), evidence.birth_dates.first()) else { continue };
        asked.push(match asked.len() % 5 {
            0 => name.to_string(),
            1 => format!("{} {}", name.first, name.last_1),
            2 => format!("{} {}", slip(&name.first, &mut random), name.last_1),
            3 => swapped(name),
            _ => format!("{} {born}", name.last_1),
        });
    }
    Ok(asked)
}

fn slip(word: &str, random: &mut Pcg64Mcg) -> String {
    let letters = word.chars().count().max(1);
    let gone = random.random_range(0..letters);
    word.chars().enumerate().filter(|(at, _)| *at != gone).map(|(_, letter)| letter).collect()
}

fn swapped(name: &PersonName) -> String {
    format!("{} {} {}", name.last_2, name.last_1, name.first)
}

/// Search in process, with the line in the audit log that every search writes.
pub(super) fn searches(services: &Services, asked: &[String], figures: &mut Figures) -> Result<(), Failure> {
    let reader = reader(services);
    let mut times = Vec::with_capacity(asked.len());
    for text in asked {
        let query = Query { text: text.clone(), ..Query::default() };
        let (found, time) = timed(|| services.search.search(reader.finder(), &query, 20));
        found?;
        times.push(time);
    }
    figures.spread(["search in process, p50", "search in process, p99"], times, Some(20.0));
    Ok(())
}

/// Consolidated records: opened (which commits a line to the audit log), then computed.
pub(super) fn records(services: &Services, count: usize, figures: &mut Figures) -> Result<(), Failure> {
    let reader = reader(services);
    let today = services.clock.now().date();
    let children: Vec<MsixId> =
        services.store.view()?.range(&tables::STUDENT, ..)?.into_iter().map(|(msix_id, _)| msix_id).collect();
    let step = (children.len() / count.max(1)).max(1);
    let (mut opening, mut computing) = (Vec::new(), Vec::new());
    for msix_id in children.into_iter().step_by(step) {
        let (child, time) = timed(|| reader.open(msix_id, "overview"));
        opening.push(time);
        let child = child?;
        let (record, time) = timed(|| records::consolidate(&child, None, today));
        record?;
        computing.push(time);
    }
    figures.spread(["consolidated record, p50", "consolidated record, p99"], computing, Some(5.0));
    figures.spread(["its line in the audit log on disk, p50", "its line in the audit log on disk, p99"], opening, None);
    Ok(())
}

pub(super) fn reader(services: &Services) -> ChildReader {
    services.children.reader_at_the_console(&crate::cli::console::own_name(), Purpose::Enrollment)
}
