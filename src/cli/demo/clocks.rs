//! Legal clocks for the demo: certificates of Texas that were approved some days ago, one met in time, one met late, one
//! of which somebody is warned, one that is overdue. Then those who have to be told are told, as every night.

use super::act::{compact, failed, file};
use crate::cli::exit::Failure;
use crate::model::Date;
use crate::server::Services;

/// Sends them, and tells people.
pub(super) fn run(services: &Services) -> Result<(), Failure> {
    let now = services.clock.now();
    let today = now.date();
    let certificates = [
        certificate(today, "DEMO-6", "Citlalmina||Cuaquehua|||Female|20130118", 40, false),
        certificate(today, "DEMO-7", "Tonatiuh||Zoquiapa|||Male|20140807", 12, false),
        certificate(today, "DEMO-8", "Yaretzi||Acahua|||Female|20101203", 6, true),
        certificate(today, "DEMO-9", "Nahuel||Tepole|||Male|20160421", 45, true),
    ];
    file(services, "TX", &certificates)?;
    services.clocks.scan(now).map(drop).map_err(failed)
}

/// A student of Texas with a certificate approved so many days ago. The clock runs until an enrollment is there that goes
/// on after the move; without it there is one that had ended before.
fn certificate(today: Date, id: &str, who: &str, days: i32, enrolled: bool) -> String {
    let (approved, arrived) = (today.plus_days(-days), today.plus_days(-days - 8));
    let (from, until) = (compact(arrived), compact(arrived.plus_days(1_095)));
    let last = who.split('|').nth(2).unwrap_or_default();
    let [begun, ended] = [300, 60].map(|days| compact(arrived.plus_days(-days)));
    let (since, until_then) = if enrolled { (from.clone(), String::new()) } else { (begun, ended) };
    let enrollment = format!("E|1|{since}|01|Valle Verde Elementary|||||||||Weslaco ISD|TX|||05||||||{until_then}\n");
    format!(
        "S|1|||{id}|01|I\nD|1|{who}||Weslaco|TX|US|1004|Eulalia|{last}\n\
         Q|1|{from}|Zamora|MIC|MX|Weslaco|TX|{until}|COE-{id}|{}\n{enrollment}",
        compact(approved)
    )
}
