//! Move notices for the demo: a family that waits in Michigan, a child who was found there, and a notice that nobody
//! wrote, because a file of Michigan told of a move from Texas.

use super::act::{child, compact, failed, file, worker};
use crate::access::Permission;
use crate::casework::{NewNotice, NoticeAct, NoticeAnswer, Spot};
use crate::cli::exit::Failure;
use crate::model::{Date, Direction, MoveDay, MsixId, Why};
use crate::server::Services;

/// Who announces, for Florida.
const RECRUITER: &str = "recruiter";
/// Who answers, for Michigan.
const MICHIGAN: &str = "michigan";

/// Sends the files with the children, the notices, and the answers to one of them.
pub(super) fn announce(services: &Services) -> Result<(), Failure> {
    let today = services.clock.now().date();
    file(services, "FL", &florida(today))?;
    let [nayeli, itzcoatl, malinali] = ["DEMO-2", "DEMO-3", "DEMO-4"].map(|id| child(services, "FL", id));
    let (family, found) = (vec![nayeli?, itzcoatl?], vec![malinali?]);
    let words = "They travel with the crew of a grower near Benton Harbor.";
    send(services, family, MoveDay::Expected(today.plus_days(4)), words)?;
    let gone = send(services, found, MoveDay::Known(today.plus_days(-9)), "The grandmother stayed in Immokalee.")?;
    for (act, words) in [
        (NoticeAct::Acknowledge, None),
        (NoticeAct::Located, Some("With relatives in Eau Claire.")),
        (NoticeAct::Enrolled, Some("In the summer school of Berrien RESA.")),
    ] {
        let note: Option<Why> = words.map(str::parse).transpose().map_err(failed)?;
        let who = worker(services, MICHIGAN, Permission::Notice)?;
        services.casework.handle_notice(&who, gone, NoticeAnswer::new(act, note)).map_err(failed)?;
    }
    file(
        services,
        "TX",
        &[student("TX", "DEMO-5", None, "Xiadani||Tehuintle|||Female|20120226", today.plus_days(-200))],
    )?;
    let known = child(services, "TX", "DEMO-5")?;
    let moved = student("MI", "DEMO-5", Some(known), "Xiadani||Tehuintle|||Female|20120226", today.plus_days(-12));
    file(services, "MI", &[moved])
}

fn send(
    services: &Services,
    children: Vec<MsixId>,
    day: MoveDay,
    words: &str,
) -> Result<crate::model::NoticeId, Failure> {
    let spot = |state: &str| Ok::<_, Failure>(Spot { state: super::act::code(state)?, within: String::new() });
    let new = NewNotice {
        children,
        direction: Direction::Departure,
        from: spot("FL")?,
        to: spot("MI")?,
        day,
        contact: "239 555 0163".into(),
        comment: words.into(),
        anyway: false,
    };
    services.casework.announce(&worker(services, RECRUITER, Permission::Notice)?, &new).map_err(failed)
}

fn florida(today: Date) -> [String; 3] {
    let of = |id: &str, who: &str| student("FL", id, None, who, today.plus_days(-150));
    [
        of("DEMO-2", "Nayeli||Ixmatlahua|||Female|20120314"),
        of("DEMO-3", "Itzcoatl||Ixmatlahua|||Male|20150602"),
        of("DEMO-4", "Malinali||Tzompaxtle|||Female|20110928"),
    ]
}

/// A student as a state sends it: a qualifying move, and an enrollment from the day of arrival on.
fn student(state: &str, id: &str, known: Option<MsixId>, who: &str, arrived: Date) -> String {
    let (city, district) = match state {
        "FL" => ("Immokalee", "Collier"),
        "MI" => ("Benton Harbor", "Benton Harbor Area Schools"),
        _ => ("Weslaco", "Weslaco ISD"),
    };
    let msix = known.map(|known| known.to_string()).unwrap_or_default();
    let (from, until) = (compact(arrived), compact(arrived.plus_days(1_095)));
    let last = who.split('|').nth(2).unwrap_or_default();
    format!(
        "S|1|{msix}||{id}|01|I\nD|1|{who}||{city}|{state}|US|1004|Emigdio|{last}\n\
         Q|1|{from}|Zamora|MIC|MX|{city}|{state}|{until}\n\
         E|1|{from}|01|{city} Middle School|||||||||{district}|{state}|||07\n"
    )
}
