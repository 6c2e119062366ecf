//! `vereda matching replay`: what a model would decide where the program or people have decided. It only reads: each
//! past decision is put before the model anew, with the children as they are now.

use std::io::{self, Read};
use std::ops::ControlFlow;

use crate::access::{self, Way};
use crate::cli::exit::{Exit, Failure};
use crate::cli::request::{Caller, Channel, Sink, To, say, undelivered};
use crate::matching::{Candidate, Engine, Lexicon, Model};
use crate::model::{AuditEvent, ContributionNo, Evidence, LinkKind, MsixId, NearStatus};
use crate::server::Services;
use crate::store::{Read as _, View, tables};

/// Largest model file in bytes.
const MOST: u64 = 4 << 20;

/// Something that was decided.
struct Past {
    kind: Kind,
    /// The contribution that was decided about, and the one it was held against; `None` for its child as a whole.
    no: ContributionNo,
    other: Option<ContributionNo>,
    score: Option<f32>,
}

/// What was decided, and by whom.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Automatic,
    Open,
    PeopleSame,
    PeopleDifferent,
}

/// What the model says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Now {
    Join,
    Ask,
    Apart,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Automatic, Self::Open, Self::PeopleSame, Self::PeopleDifferent];

    fn word(self) -> &'static str {
        match self {
            Self::Automatic => "automatic link",
            Self::Open => "near match, open",
            Self::PeopleSame => "people: one child",
            Self::PeopleDifferent => "people: two children",
        }
    }

    /// People said otherwise than the model would do by itself.
    fn contradicted(self, now: Now) -> bool {
        matches!((self, now), (Self::PeopleSame, Now::Apart) | (Self::PeopleDifferent, Now::Join))
    }
}

impl Now {
    const ALL: [Self; 3] = [Self::Join, Self::Ask, Self::Apart];

    fn word(self) -> &'static str {
        match self {
            Self::Join => "join",
            Self::Ask => "ask",
            Self::Apart => "apart",
        }
    }
}

pub(super) fn execute(
    services: &Services,
    caller: &Caller,
    rows: bool,
    input: &mut dyn Read,
    sink: &mut dyn Sink,
) -> Result<Exit, Failure> {
    let mut text = String::new();
    input.take(MOST).read_to_string(&mut text).map_err(|error| refused(&error.to_string()))?;
    let model = Model::read(&text).map_err(|error| Failure::new(Exit::Refused, error.to_string()))?;
    // The thresholds that the model would have here.
    let model = model.with_wanted(services.wanted);
    let engine = Engine::new(model, Lexicon::default());
    let view = services.store.view()?;
    let past = past(&view)?;
    if rows {
        // What has left cannot be taken back, so nothing leaves without an entry.
        let event = AuditEvent::Exported { what: "replay".into(), rows: past.len() as u64 };
        services.journal.record(caller.who(), event)?;
    }
    let mut counts = [[0_u64; 3]; 4];
    let mut table = csv::WriterBuilder::new().buffer_capacity(1 << 16).from_writer(Vec::new());
    let wrong = |error: csv::Error| undelivered(&io::Error::other(error));
    if rows {
        table.write_record(HEADER).map_err(wrong)?;
    }
    let (total, mut moot) = (past.len() as u64, 0_u64);
    for (done, one) in (0_u64..).zip(&past) {
        if done % 1_000 == 0 {
            sink.progress(done, total);
        }
        let Some((now, score, keys)) = decide(&view, &engine, one)? else {
            moot += 1;
            continue;
        };
        if let Some(count) = counts.get_mut(one.kind as usize).and_then(|row| row.get_mut(now as usize)) {
            *count += 1;
        }
        if rows {
            let [l, r] = &keys;
            let number = |score: Option<f32>| score.map(|score| format!("{score:.3}")).unwrap_or_default();
            let contradicts = if one.kind.contradicted(now) { "yes" } else { "" };
            let (then, now) = (number(one.score), now.word());
            let score = number(score);
            let row = [
                one.kind.word(),
                l.key.state.as_str(),
                l.key.id.as_str(),
                r.key.state.as_str(),
                r.key.id.as_str(),
                &then,
                now,
                &score,
                contradicts,
            ];
            table.write_record(row).map_err(wrong)?;
            if table.get_ref().len() > 1 << 20 {
                table = passed_on(table, sink)?;
            }
        }
    }
    passed_on(table, sink)?;
    say(sink, &summary(engine.model(), &counts, moot))?;
    Ok(Exit::Ok)
}

const HEADER: [&str; 9] = [
    "decision",
    "state_l",
    "state_student_id_l",
    "state_r",
    "state_student_id_r",
    "score_then",
    "model_says",
    "score_now",
    "contradicts_people",
];

type Table = csv::Writer<Vec<u8>>;

/// Hands on what is written so far.
fn passed_on(table: Table, sink: &mut dyn Sink) -> Result<Table, Failure> {
    let bytes = table.into_inner().map_err(|error| undelivered(&io::Error::other(error.to_string())))?;
    if !bytes.is_empty() {
        io::Write::write_all(&mut To(sink, Channel::First), &bytes).map_err(|error| undelivered(&error))?;
    }
    Ok(csv::WriterBuilder::new().buffer_capacity(1 << 16).from_writer(Vec::new()))
}

fn refused(why: &str) -> Failure {
    Failure::new(Exit::Refused, format!("the model cannot be read: {why}"))
}

/// Everything that was decided and still can be judged.
fn past(view: &View) -> Result<Vec<Past>, Failure> {
    let mut past = Vec::new();
    view.visit(&tables::MEMBERSHIP, .., |no, membership| {
        let kind = match membership.how {
            LinkKind::Exact => Kind::Automatic,
            LinkKind::Judged | LinkKind::Merged => Kind::PeopleSame,
            LinkKind::New | LinkKind::Split | LinkKind::Returned => return ControlFlow::Continue(()),
        };
        if membership.live {
            let score = membership.explanation.filter(|why| why.model > 0).map(|why| why.score);
            past.push(Past { kind, no, other: None, score });
        }
        ControlFlow::Continue(())
    })?;
    view.visit(&tables::NEAR, .., |(left, right), pair| {
        let kind = match pair.status {
            NearStatus::Open | NearStatus::Judged => Kind::Open,
            NearStatus::Same => Kind::PeopleSame,
            NearStatus::Different => Kind::PeopleDifferent,
            NearStatus::Superseded => return ControlFlow::Continue(()),
        };
        // Where people decided unasked there is no comparison of then.
        let score = (pair.explanation.model > 0).then_some(pair.explanation.score);
        past.push(Past { kind, no: right, other: Some(left), score });
        ControlFlow::Continue(())
    })?;
    Ok(past)
}

type Said = (Now, Option<f32>, [Evidence; 2]);

/// What the model says; `None` when a side was withdrawn or there is nobody left to hold it against.
fn decide(view: &View, engine: &Engine, past: &Past) -> Result<Option<Said>, Failure> {
    let Some(mut new) = view.get(&tables::EVIDENCE, &past.no)? else { return Ok(None) };
    // A retired MSIX ID means the child that it became; an unknown one nobody.
    if let Some(sent) = new.msix_id_sent {
        new.msix_id_sent = match access::follow(view, sent)? {
            Way::To(msix_id, _) => Some(msix_id),
            Way::Nowhere | Way::Endless => None,
        };
    }
    let Some((child, members)) = against(view, past)? else { return Ok(None) };
    let Some((_, first)) = members.first().cloned() else { return Ok(None) };
    let verdict = engine.decide(&new, &[Candidate { msix_id: child, members: members.clone() }]);
    let (now, score, nearest) = match (&verdict.join, verdict.near.first()) {
        (Some(join), _) => (Now::Join, Some(join.explanation.score), Some(join.nearest)),
        (None, Some((nearest, why))) => (Now::Ask, Some(why.score), Some(*nearest)),
        (None, None) => (Now::Apart, None, None),
    };
    let nearest = members.into_iter().find(|(no, _)| Some(*no) == nearest).map_or(first, |(_, evidence)| evidence);
    Ok(Some((now, score, [nearest, new])))
}

/// Contributions with what they say of identity.
type Members = Vec<(ContributionNo, Evidence)>;

/// The one contribution of a near match; of a membership all others that its child has.
fn against(view: &View, past: &Past) -> Result<Option<(MsixId, Members)>, Failure> {
    let Some(of) = view.get(&tables::MEMBERSHIP, &past.other.unwrap_or(past.no))? else { return Ok(None) };
    let mut numbers: Vec<ContributionNo> = past.other.into_iter().collect();
    if past.other.is_none() {
        let all = (of.msix_id, ContributionNo(0))..=(of.msix_id, ContributionNo(u32::MAX));
        numbers.extend(view.range(&tables::MEMBER, all)?.into_iter().map(|((_, no), ())| no));
        numbers.retain(|no| *no != past.no);
    }
    let mut members = Vec::new();
    for no in numbers {
        members.extend(view.get(&tables::EVIDENCE, &no)?.map(|evidence| (no, evidence)));
    }
    Ok(Some((of.msix_id, members)))
}

fn summary(model: &Model, counts: &[[u64; 3]; 4], moot: u64) -> String {
    let mut text = format!(
        "What model {} would decide (joined from {:.2} bits, shown from {:.2}):\n  {:<22}{:>10}{:>10}{:>10}\n",
        model.version(),
        model.automatic(),
        model.near(),
        "decided before",
        "join",
        "ask",
        "apart"
    );
    let mut contradicted = 0;
    for (kind, row) in Kind::ALL.iter().zip(counts) {
        let [join, ask, apart] = row;
        text.push_str(&format!("  {:<22}{join:>10}{ask:>10}{apart:>10}\n", kind.word()));
        contradicted +=
            Now::ALL.iter().zip(row).filter(|(now, _)| kind.contradicted(**now)).map(|(_, n)| n).sum::<u64>();
    }
    text.push_str(&format!("It would contradict people {contradicted} times. Nothing was changed.\n"));
    if moot > 0 {
        text.push_str(&format!("Left out, since a side was withdrawn or moved since: {moot}.\n"));
    }
    text
}
