//! A quiz: questions drawn from the bank, their answers in an order of their own, and what the answers are worth.

use sha2::{Digest, Sha256};

use super::course::{Course, Place, Question};
use super::{PASS_PERCENT, QUESTIONS};

/// A quiz of one course.
#[derive(Debug, PartialEq, Eq)]
pub struct Quiz {
    /// What is asked, in order.
    pub asked: Vec<Asked>,
}

/// A question of a quiz, with its answers in the order in which this quiz shows them.
#[derive(Debug, PartialEq, Eq)]
pub struct Asked {
    /// The question.
    pub question: &'static Question,
    answers: [(Place, &'static str); 4],
}

impl Asked {
    /// The answers to choose from. What is sent back is a place in this order, from 0.
    pub fn answers(&self) -> [&'static str; 4] {
        self.answers.map(|(_, text)| text)
    }

    fn is_right(&self, chosen: Option<u8>) -> bool {
        chosen.and_then(|place| self.answers.get(usize::from(place))).is_some_and(|(at, _)| *at == self.question.right)
    }
}

/// Draws the quiz that belongs to a seed. The same seed and version of the course give the same quiz in both languages,
/// so that it can be drawn again to grade it and the language can change on the way. The texts are public: whoever knows the seed knows the
/// right answers, so it stays on the server, is fresh for each attempt, and is used once.
pub fn draw(course: &'static Course, seed: [u8; 32]) -> Quiz {
    let mut stream = Stream { seed, drawn: 0 };
    let mut questions: Vec<&'static Question> = course.questions.iter().collect();
    stream.shuffle(&mut questions);
    questions.truncate(QUESTIONS);
    let asked = questions.into_iter().map(|question| ask(question, &mut stream)).collect();
    Quiz { asked }
}

fn ask(question: &'static Question, stream: &mut Stream) -> Asked {
    let ([first, second, third, fourth], [a, b, c, d]) = (Place::ALL, &question.answers);
    let mut answers = [(first, a.as_str()), (second, b), (third, c), (fourth, d)];
    stream.shuffle(&mut answers);
    Asked { question, answers }
}

/// What the answers to a quiz are worth.
#[derive(Debug, PartialEq, Eq)]
pub struct Score {
    /// Right answers of a hundred, rounded down: 79.9 does not pass.
    pub percent: u8,
    /// What was answered wrong or not at all, in the order of the quiz.
    pub missed: Vec<Missed>,
}

/// A question that was not answered rightly.
#[derive(Debug, PartialEq, Eq)]
pub struct Missed {
    /// The question.
    pub question: &'static Question,
    /// Why the right answer is right.
    pub why: &'static str,
}

impl Score {
    /// Whether the course is passed.
    pub fn passed(&self) -> bool {
        self.percent >= PASS_PERCENT
    }
}

impl Quiz {
    /// Grades the chosen places, one for each question in order. `None`, a place above 3 and answers that are missing
    /// at the end count as wrong; what is too much is not looked at.
    pub fn grade(&self, chosen: &[Option<u8>]) -> Score {
        let chosen = chosen.iter().copied().chain(std::iter::repeat(None));
        let missed: Vec<Missed> = self
            .asked
            .iter()
            .zip(chosen)
            .filter(|(asked, chosen)| !asked.is_right(*chosen))
            .map(|(Asked { question, .. }, _)| Missed { question, why: &question.why })
            .collect();
        let right = self.asked.len().saturating_sub(missed.len());
        let percent = (right * 100).checked_div(self.asked.len()).and_then(|percent| u8::try_from(percent).ok());
        Score { percent: percent.unwrap_or(0), missed }
    }
}

/// Numbers that follow from a seed. Written here and not taken from a library, whose next version could draw another
/// quiz from the same seed while somebody is in the middle of it.
struct Stream {
    seed: [u8; 32],
    drawn: u64,
}

impl Stream {
    /// Below `bound`; 0 for 0. Of 64 bits, so that the bias of the remainder is beyond notice.
    fn below(&mut self, bound: usize) -> usize {
        let hash = Sha256::new().chain_update(self.seed).chain_update(self.drawn.to_le_bytes()).finalize();
        self.drawn = self.drawn.wrapping_add(1);
        let number = hash.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        let rest = u64::try_from(bound).ok().and_then(|bound| number.checked_rem(bound));
        rest.and_then(|rest| usize::try_from(rest).ok()).unwrap_or(0)
    }

    /// Fisher and Yates.
    fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            items.swap(end, self.below(end + 1));
        }
    }
}
