//! Training: what somebody has to take, the quiz she is at, and the certificates.

use super::life::DAY;
use super::{Identity, IdentityError, LifeError};
use crate::access::AccountKeeper;
use crate::audit;
use crate::model::{Account, AuditEvent, Certificate, QuizDrawn, Text, Timestamp, Who};
use crate::store::{Read, StoreError, tables};
use crate::training::{Course, CourseId, Quiz, Score, courses_for, draw};

/// A course that somebody has to take, and whether she has.
#[derive(Debug, Clone)]
pub struct Required {
    /// The course.
    pub course: CourseId,
    /// The last certificate.
    pub passed: Option<Certificate>,
    /// Until when that holds; `None` for a course that is taken once, or while there is no certificate.
    pub until: Option<Timestamp>,
    /// Whether it has to be taken now.
    pub due: bool,
}

/// A quiz that was handed in.
#[derive(Debug)]
pub struct Graded {
    /// What it was worth.
    pub score: Score,
    /// The certificate, if it was passed.
    pub certificate: Option<Certificate>,
}

impl Identity {
    /// What somebody has to take, the courses of her roles first.
    pub fn training_of(&self, account: &Account) -> Result<Vec<Required>, IdentityError> {
        let (view, now) = (self.store.view()?, self.clock.now());
        let mut required = Vec::new();
        for course in courses_of(account) {
            let passed = last_passed(&view, &account.user_name, course)?;
            let until = passed.as_ref().and_then(|c| self.holds_until(course, c.passed));
            let due = passed.is_none() || until.is_some_and(|until| until <= now);
            required.push(Required { course, passed, until, due });
        }
        Ok(required)
    }

    /// Her certificates, the last first.
    pub fn certificates(&self, user_name: &str) -> Result<Vec<Certificate>, IdentityError> {
        Ok(certificates_of(&self.store.view()?, &user_name.into())?)
    }

    /// A certificate of her own.
    pub fn certificate(&self, user_name: &str, number: u64) -> Result<Option<Certificate>, IdentityError> {
        let found = self.store.view()?.get(&tables::CERTIFICATE, &number)?;
        Ok(found.filter(|certificate| certificate.user_name == *user_name))
    }

    /// A certificate of somebody whom a user administrator looks after.
    pub fn certificate_kept(&self, who: &AccountKeeper, number: u64) -> Result<Option<Certificate>, IdentityError> {
        let view = self.store.view()?;
        let Some(certificate) = view.get(&tables::CERTIFICATE, &number)? else { return Ok(None) };
        let account = view.get(&tables::ACCOUNT, &certificate.user_name)?;
        Ok(account.is_some_and(|account| who.may_see(&account)).then_some(certificate))
    }

    /// The quiz that somebody is at, in a language; drawn anew when there is none, or when the course has changed since.
    pub fn quiz(&self, who: Who, account: &Account, course: CourseId, language: &str) -> Result<Quiz, LifeError> {
        let text = text(account, course, language)?;
        let key = (account.user_name.clone(), Text::from(course.word()));
        if let Some(quiz) = self.store.view()?.get(&tables::QUIZ, &key)?
            && quiz.version == text.version
        {
            return Ok(draw(text, quiz.seed));
        }
        let mut seed = [0; 32];
        self.random.fill(&mut seed)?;
        let change = self.store.begin(who, self.clock.now())?;
        let quiz = QuizDrawn { seed, version: text.version, drawn: change.at() };
        change.put(&tables::QUIZ, &key, &quiz)?;
        let logged = audit::append(&change, AuditEvent::QuizDrawn { course: course.word().into() })?;
        change.commit(logged)?;
        Ok(draw(text, seed))
    }

    /// Grades a quiz; each draw is graded once. Who passes gets a certificate, and goes on when nothing else is due.
    pub fn hand_in(
        &self,
        who: Who,
        account: &Account,
        course: CourseId,
        language: &str,
        chosen: &[Option<u8>],
    ) -> Result<Graded, LifeError> {
        let text = text(account, course, language)?;
        let user_name = &account.user_name;
        let key = (user_name.clone(), Text::from(course.word()));
        let change = self.store.begin(who, self.clock.now())?;
        let quiz = change.get(&tables::QUIZ, &key)?.filter(|quiz| quiz.version == text.version);
        let score = draw(text, quiz.ok_or(LifeError::NoQuiz)?.seed).grade(chosen);
        change.remove(&tables::QUIZ, &key)?;
        let mut certificate = None;
        if score.passed() {
            let mut account = change.get(&tables::ACCOUNT, user_name)?.ok_or(LifeError::Unknown)?;
            let passed = Certificate {
                number: change.next_number("certificate")?,
                user_name: user_name.clone(),
                name: account.display_name().into(),
                course: course.word().into(),
                version: text.version,
                score: score.percent,
                passed: change.at(),
            };
            change.put(&tables::CERTIFICATE, &passed.number, &passed)?;
            change.put(&tables::CERTIFICATE_OF, &(user_name.clone(), passed.number), &())?;
            account.trained = trained(&change, &account)?.or(account.trained);
            change.put(&tables::ACCOUNT, user_name, &account)?;
            certificate = Some(passed);
        }
        let (number, percent) = (certificate.as_ref().map(|certificate| certificate.number), score.percent);
        let event = AuditEvent::TrainingTaken { course: course.word().into(), score: percent, certificate: number };
        let logged = audit::append(&change, event)?;
        change.commit(logged)?;
        Ok(Graded { score, certificate })
    }

    fn holds_until(&self, course: CourseId, passed: Timestamp) -> Option<Timestamp> {
        let days = i64::from(self.policy().training_days);
        (course == CourseId::Security && days > 0).then(|| passed.plus_seconds(days * DAY))
    }
}

/// The courses of somebody's roles, each once, security last.
pub(super) fn courses_of(account: &Account) -> Vec<CourseId> {
    let mut courses: Vec<CourseId> = account.grants.iter().flat_map(|grant| courses_for(grant.role)).collect();
    courses.sort_unstable();
    courses.dedup();
    courses
}

/// Whether there is a certificate of a course.
pub(super) fn has_passed(read: &impl Read, user_name: &Text, course: CourseId) -> Result<bool, StoreError> {
    Ok(last_passed(read, user_name, course)?.is_some())
}

/// When all was passed: the day of the last certificate on security, once every course of the roles has one.
fn trained(read: &impl Read, account: &Account) -> Result<Option<Timestamp>, StoreError> {
    let mut security = None;
    for course in courses_of(account) {
        let Some(passed) = last_passed(read, &account.user_name, course)? else { return Ok(None) };
        security = Some(passed.passed);
    }
    Ok(security)
}

fn last_passed(read: &impl Read, user_name: &Text, course: CourseId) -> Result<Option<Certificate>, StoreError> {
    Ok(certificates_of(read, user_name)?.into_iter().find(|certificate| certificate.course == *course.word()))
}

pub(super) fn certificates_of(read: &impl Read, user_name: &Text) -> Result<Vec<Certificate>, StoreError> {
    let mut found = Vec::new();
    for ((_, number), ()) in
        read.range(&tables::CERTIFICATE_OF, (user_name.clone(), 0)..=(user_name.clone(), u64::MAX))?
    {
        found.extend(read.get(&tables::CERTIFICATE, &number)?);
    }
    found.reverse();
    Ok(found)
}

/// The course's text, for somebody who has to take it.
fn text(account: &Account, course: CourseId, language: &str) -> Result<&'static Course, LifeError> {
    if !courses_of(account).contains(&course) {
        return Err(LifeError::Unknown);
    }
    Course::of(course, language).map_err(|_| LifeError::Unknown)
}
