//! What is done about a notice: those who are told answer it, the sender may withdraw it.

use super::{NoticeError, recipients, rows};
use crate::access::Worker;
use crate::audit;
use crate::casework::{CaseError, Casework, items};
use crate::clocks;
use crate::model::{
    Account, AuditEvent, Cause, ClockKind, ClockSubject, Item, ItemStatus, MessageKind, MsixId, Notice, NoticeId,
    NoticeStatus, Subject, Text, Why,
};
use crate::outbox::{self, NewMessage};
use crate::store::{Change, Read, StoreError, tables};

/// What can be done about a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoticeAct {
    /// It was seen, and whoever says so takes it.
    Acknowledge,
    /// The family was found.
    Located,
    /// Children are enrolled: those that the answer names.
    Enrolled,
    /// The family was looked for and not found.
    NotFound,
    /// Done with, for another reason that is said.
    Close,
    /// The sender takes it back and says why.
    Withdraw,
}

impl NoticeAct {
    /// All of them, in the order in which a page offers them.
    pub const ALL: [Self; 6] =
        [Self::Acknowledge, Self::Located, Self::Enrolled, Self::NotFound, Self::Close, Self::Withdraw];

    /// The word in addresses and message files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Acknowledge => "acknowledge",
            Self::Located => "located",
            Self::Enrolled => "enrolled",
            Self::NotFound => "not-found",
            Self::Close => "close",
            Self::Withdraw => "withdraw",
        }
    }

    /// How far the notice is afterwards, if what it says is said of all children.
    pub fn status(self) -> NoticeStatus {
        match self {
            Self::Acknowledge => NoticeStatus::Acknowledged,
            Self::Located => NoticeStatus::Located,
            Self::Enrolled => NoticeStatus::Enrolled,
            Self::NotFound => NoticeStatus::NotFound,
            Self::Close | Self::Withdraw => NoticeStatus::Closed,
        }
    }

    /// Whether it has to be said what came of it.
    pub fn needs_words(self) -> bool {
        matches!(self, Self::Close | Self::Withdraw)
    }
}

/// An answer to a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeAnswer {
    /// What is done about it.
    pub act: NoticeAct,
    /// Who is enrolled, as the notice calls the children. May stay empty where one child alone is looked for.
    pub enrolled: Vec<MsixId>,
    /// What is said.
    pub note: Option<Why>,
}

impl NoticeAnswer {
    /// An answer that names no child.
    pub fn new(act: NoticeAct, note: Option<Why>) -> Self {
        Self { act, enrolled: Vec::new(), note }
    }
}

impl Casework {
    /// Answers or withdraws a notice. Whoever is the first to answer acknowledges it and takes it; to acknowledge what one
    /// has acknowledged changes nothing. It stays open for the children of whom nobody has said that they are enrolled.
    /// The sender hears of every answer but the first.
    pub fn handle_notice(&self, who: &Worker, id: NoticeId, answer: NoticeAnswer) -> Result<(), NoticeError> {
        recipients::check_right(who)?;
        let act = answer.act;
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let mut notice = rows::find(&change, id)?;
        let item = change.get(&tables::ITEM, &notice.item)?;
        check(&change, &notice, item.as_ref(), who, act)?;
        if act == NoticeAct::Acknowledge && notice.status != NoticeStatus::New {
            return acknowledged_by(&notice, who);
        }
        if says_again(&notice, &answer) {
            return Ok(());
        }
        let enrolled = enrolled(&notice, &answer)?;
        let (status, note) = (after(&notice, act, &enrolled), answer.note);
        if act.needs_words() && note.is_none() {
            return Err(NoticeError::Outcome);
        }
        settle(&change, &notice, item, who, (act, status), note.clone())?;
        rows::step_of(&change, &mut notice, status, enrolled, note);
        rows::save(&change, &notice)?;
        if !matches!(act, NoticeAct::Acknowledge | NoticeAct::Withdraw) {
            tell_sender(&change, &notice)?;
        }
        let what = if act == NoticeAct::Withdraw { "withdrawn" } else { notice.status.word() };
        let logged = audit::append(&change, AuditEvent::NoticeHandled { notice: id, what: what.into() })?;
        Ok(change.commit(logged)?)
    }
}

fn check(
    read: &impl Read,
    notice: &Notice,
    item: Option<&Item>,
    who: &Worker,
    act: NoticeAct,
) -> Result<(), NoticeError> {
    if !recipients::sees(notice, item, who) && recipients::check_answers(read, notice, item, who).is_err() {
        return Err(NoticeError::Unknown);
    }
    if !notice.status.is_open() {
        return Err(NoticeError::Closed);
    }
    match act {
        NoticeAct::Withdraw if !withdraws(notice, who) => Err(NoticeError::NotSender),
        NoticeAct::Withdraw => Ok(()),
        _ => recipients::check_answers(read, notice, item, who),
    }
}

/// Whether an answer names children who are all said to be enrolled: a form that went off twice, or one of before.
fn says_again(notice: &Notice, answer: &NoticeAnswer) -> bool {
    let looked_for = notice.looked_for();
    let is_known = |child: &MsixId| notice.children.contains(child) && !looked_for.contains(child);
    answer.act == NoticeAct::Enrolled && !answer.enrolled.is_empty() && answer.enrolled.iter().all(is_known)
}

/// Whom an answer says to be enrolled, of those who are looked for. The only one need not be named.
fn enrolled(notice: &Notice, answer: &NoticeAnswer) -> Result<Vec<MsixId>, NoticeError> {
    if answer.act != NoticeAct::Enrolled {
        return if answer.enrolled.is_empty() { Ok(Vec::new()) } else { Err(NoticeError::Ticked) };
    }
    let mut looked_for = notice.looked_for();
    if looked_for.len() > 1 || !answer.enrolled.is_empty() {
        looked_for.retain(|child| answer.enrolled.contains(child));
    }
    if looked_for.is_empty() { Err(NoticeError::Which) } else { Ok(looked_for) }
}

/// How far a notice is after an act that says of some children that they are enrolled.
fn after(notice: &Notice, act: NoticeAct, enrolled: &[MsixId]) -> NoticeStatus {
    let left = notice.looked_for().len() - enrolled.len();
    match act {
        NoticeAct::Enrolled if left > 0 => NoticeStatus::SomeEnrolled,
        NoticeAct::Located if left < notice.children.len() => NoticeStatus::SomeEnrolled,
        _ => act.status(),
    }
}

/// Whether somebody may take a notice back: who announced it, or who answers for the whole state that did.
pub(super) fn withdraws(notice: &Notice, who: &Worker) -> bool {
    let Some(by) = notice.announced_by() else { return false };
    by == who.user() || notice.sender().state().is_some_and(|state| who.jurisdiction().holds(state))
}

fn acknowledged_by(notice: &Notice, who: &Worker) -> Result<(), NoticeError> {
    let first = notice.steps.iter().find(|step| step.status != NoticeStatus::New);
    match first.map(|step| step.by.name()) {
        Some(by) if by == *who.user() => Ok(()),
        Some(by) => Err(NoticeError::Taken(by)),
        None => Err(NoticeError::Closed),
    }
}

/// Brings the item and the clocks into step with what is done. The clock of a change of residence is not among them: the
/// state's next file about the child ends it, and nothing that a person says (34 CFR 200.85).
fn settle(
    change: &Change,
    notice: &Notice,
    item: Option<Item>,
    who: &Worker,
    (act, status): (NoticeAct, NoticeStatus),
    note: Option<Why>,
) -> Result<(), StoreError> {
    let by = Cause::Act(change.actor().clone());
    clocks::stop(change, &ClockSubject::Notice(notice.id), ClockKind::NoticeAcknowledged, by)?;
    if !status.is_open() {
        let status = if act == NoticeAct::Withdraw { ItemStatus::Superseded } else { ItemStatus::Done };
        return items::done(change, notice.item, status, note);
    }
    match item.filter(|item| item.status.is_open() && notice.status == NoticeStatus::New) {
        Some(item) => items::take(change, item, who.user()).map(drop),
        None => Ok(()),
    }
}

/// Whoever sent a notice takes nothing up for those who are told.
pub(in crate::casework) fn check_taker(read: &impl Read, item: &Item, user: &Text) -> Result<(), CaseError> {
    let Subject::Notice(id) = item.subject else { return Ok(()) };
    let notice = read.get(&tables::NOTICE, &id)?;
    let sent = notice.is_some_and(|notice| notice.announced_by() == Some(user));
    if sent { Err(CaseError::Sender) } else { Ok(()) }
}

/// Whoever takes the item of a notice acknowledges it: in the change of the taking.
pub(in crate::casework) fn taken(change: &Change, item: &Item) -> Result<(), StoreError> {
    let Subject::Notice(id) = item.subject else { return Ok(()) };
    let Some(mut notice) = change.get(&tables::NOTICE, &id)?.filter(|one| one.status == NoticeStatus::New) else {
        return Ok(());
    };
    let cause = Cause::Act(change.actor().clone());
    clocks::stop(change, &ClockSubject::Notice(id), ClockKind::NoticeAcknowledged, cause)?;
    rows::step(change, &mut notice, NoticeStatus::Acknowledged, None);
    rows::save(change, &notice)?;
    let what = Text::from(notice.status.word());
    audit::append(change, AuditEvent::NoticeHandled { notice: id, what }).map(drop)
}

/// The sender hears that there is news; the message says no more than an MSIX ID.
fn tell_sender(change: &Change, notice: &Notice) -> Result<(), StoreError> {
    let (Some(by), Some(child)) = (notice.announced_by(), notice.children.first()) else { return Ok(()) };
    let account: Option<Account> = change.get(&tables::ACCOUNT, by)?;
    if let Some(account) = account.filter(Account::is_active) {
        let about = Text::from(child.grouped());
        outbox::post(change, NewMessage { about, ..NewMessage::to(&account, MessageKind::NoticeAnswered) })?;
    }
    Ok(())
}
