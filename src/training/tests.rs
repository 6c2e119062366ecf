use std::collections::BTreeSet;

use super::course::Place;
use super::*;
use crate::model::Role;

const LANGUAGES: [&str; 2] = ["en", "es"];

fn course(id: CourseId, language: &str) -> &'static Course {
    Course::of(id, language).unwrap()
}

/// Every course in both languages.
fn courses() -> impl Iterator<Item = &'static Course> {
    CourseId::ALL.into_iter().flat_map(|id| LANGUAGES.map(|language| course(id, language)))
}

fn quiz(number: u8) -> Quiz {
    draw(course(CourseId::Security, "en"), [number; 32])
}

/// The right place of each question, as somebody who knows everything would choose.
fn all_right(quiz: &Quiz) -> Vec<Option<u8>> {
    let right = |asked: &Asked| (0..4).find(|place| asked.answers()[usize::from(*place)] == right(asked.question));
    quiz.asked.iter().map(right).collect()
}

fn right(question: &Question) -> &str {
    question.answers.iter().zip(Place::ALL).find(|(_, place)| *place == question.right).unwrap().0
}

#[test]
fn both_languages_teach_and_ask_the_same() {
    for id in CourseId::ALL {
        let [english, spanish] = LANGUAGES.map(|language| course(id, language));
        let shape = |course: &'static Course| {
            let lessons: Vec<_> = course.lessons.iter().map(|l| (&l.id, l.body.len(), l.points.len())).collect();
            let questions: Vec<_> = course.questions.iter().map(|q| (&q.id, q.right)).collect();
            (course.id, course.version, course.minutes, lessons, questions)
        };
        assert_eq!(shape(english), shape(spanish));
        assert_eq!(english.id, id, "the file of another course");
        assert_ne!(english.title, spanish.title);
    }
}

#[test]
fn every_course_has_lessons_and_a_bank_of_its_own_size() {
    for course in courses() {
        assert!((3..=8).contains(&course.lessons.len()), "{:?}", course.id);
        assert!((14..=20).contains(&course.questions.len()), "{:?}", course.id);
        let ids: BTreeSet<_> = course.questions.iter().map(|question| &question.id).collect();
        assert_eq!(ids.len(), course.questions.len(), "{:?} asks one question twice", course.id);
    }
}

#[test]
fn texts_are_plain_and_answers_differ() {
    for course in courses() {
        for lesson in &course.lessons {
            let texts = lesson.body.iter().chain(&lesson.points).chain([&lesson.title]);
            assert!(texts.clone().count() > 1, "{}", lesson.id);
            assert!(texts.into_iter().all(|text| is_plain(text)), "{:?} {}", course.id, lesson.id);
        }
        for question in &course.questions {
            let different: BTreeSet<_> = question.answers.iter().collect();
            assert_eq!(different.len(), 4, "{:?} {}", course.id, question.id);
            let texts = question.answers.iter().chain([&question.text, &question.why]);
            assert!(texts.into_iter().all(|text| is_plain(text)), "{:?} {}", course.id, question.id);
        }
    }
}

fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && !text.contains(['<', '>', '*', '`', '#', '\n'])
}

/// Whoever always takes the longest or the shortest answer, or the same place, must not get through.
#[test]
fn right_answers_cannot_be_told_by_their_looks() {
    for course in courses() {
        let half = course.questions.len() / 2;
        let count = |looks: &dyn Fn(&Question) -> bool| course.questions.iter().filter(|q| looks(q)).count();
        let length = |text: &str| text.chars().count();
        let longest = count(&|q| q.answers.iter().all(|answer| length(answer) <= length(right(q))));
        let shortest = count(&|q| q.answers.iter().all(|answer| length(answer) >= length(right(q))));
        assert!(longest <= half && shortest <= half, "{:?}: {longest} longest, {shortest} shortest", course.title);
        for place in Place::ALL {
            assert!(count(&|q| q.right == place) <= half, "{:?}", course.id);
        }
    }
}

#[test]
fn a_file_that_is_wrong_is_refused() {
    let good = include_str!("../../assets/training/en/security.toml");
    let refusal = |text: &str| Course::read("x", text).unwrap_err().to_string();
    assert!(refusal(&good.replace("right = 3", "right = 4")).contains("0 to 3"));
    assert!(refusal(&good.replace("why = ", "because = ")).contains("because"));
    let short = good.split("[[question]]").take(10).collect::<Vec<_>>().join("[[question]]");
    assert!(refusal(&short).contains("too few questions"));
}

#[test]
fn every_role_takes_its_own_course_and_the_one_on_security() {
    assert_eq!(courses_for(Role::Primary), [CourseId::Primary, CourseId::Security]);
    assert_eq!(courses_for(Role::OmeUserAdministrator), courses_for(Role::StateUserAdministrator));
    assert_eq!(courses_for(Role::Auditor), courses_for(Role::Operator));
    assert_ne!(courses_for(Role::PrivacyActAdministrator), courses_for(Role::GovernmentAdministrator));
}

#[test]
fn words_lead_back_to_their_courses() {
    for id in CourseId::ALL {
        assert_eq!(CourseId::from_word(id.word()), Some(id));
        assert_eq!(serde_json::to_value(id).unwrap(), id.word());
    }
    assert_eq!(CourseId::from_word("../security"), None);
}

#[test]
fn a_seed_gives_one_quiz_and_another_seed_another() {
    assert_eq!(quiz(1), quiz(1));
    assert_ne!(quiz(1), quiz(2));
    assert_eq!(quiz(1).asked.len(), QUESTIONS);
    let ids: BTreeSet<_> = quiz(1).asked.iter().map(|asked| &asked.question.id).collect();
    assert_eq!(ids.len(), QUESTIONS, "a question is asked once");
}

/// An attempt that is open while the server is updated is graded as the quiz that was shown. Whoever changes the
/// questions of a course raises its version, and this line with it.
#[test]
fn the_quiz_of_a_seed_stays_the_same_while_the_version_does() {
    assert_eq!(course(CourseId::Security, "en").version, 1);
    let ids = quiz(7).asked.iter().map(|asked| asked.question.id.as_str()).collect::<Vec<_>>().join(" ");
    let expected = "second-factor recovery-codes unknown-login wrong-recipient old-computer what-is-pii mail-link \
                    monitoring ferpa-purpose approve-code";
    assert_eq!(ids, expected);
}

#[test]
fn the_language_may_change_in_the_middle_of_a_quiz() {
    for id in CourseId::ALL {
        let [english, spanish] = LANGUAGES.map(|language| draw(course(id, language), [9; 32]));
        assert_eq!(all_right(&english), all_right(&spanish));
        assert!(english.asked.iter().zip(&spanish.asked).all(|(one, other)| one.question.id == other.question.id));
    }
}

#[test]
fn each_question_and_each_place_comes_up_about_equally_often() {
    let quizzes: Vec<Quiz> = (0..=255).map(quiz).collect();
    let bank = &course(CourseId::Security, "en").questions;
    for question in bank {
        let times = quizzes.iter().filter(|quiz| quiz.asked.iter().any(|asked| asked.question == question)).count();
        let expected = 256 * QUESTIONS / bank.len();
        assert!(times.abs_diff(expected) < 40, "{} was asked {times} times of {expected}", question.id);
    }
    for place in 0..4 {
        let times = quizzes.iter().flat_map(all_right).filter(|right| *right == Some(place)).count();
        assert!(times.abs_diff(640) < 100, "place {place} was right {times} times of 2560");
    }
}

#[test]
fn eighty_percent_passes_and_less_does_not() {
    let quiz = quiz(3);
    let mut chosen = all_right(&quiz);
    assert_eq!(quiz.grade(&chosen), Score { percent: 100, missed: Vec::new() });
    chosen[0] = None;
    chosen[4] = chosen[4].map(|right| (right + 1) % 4);
    let score = quiz.grade(&chosen);
    assert!(score.passed());
    assert_eq!(score.percent, PASS_PERCENT);
    let missed: Vec<_> = score.missed.iter().map(|missed| missed.question).collect();
    assert_eq!(missed, [quiz.asked[0].question, quiz.asked[4].question]);
    assert_eq!(score.missed[1].why, quiz.asked[4].question.why);
    chosen[9] = Some(4);
    let score = quiz.grade(&chosen);
    assert!(!score.passed());
    assert_eq!(score.percent, 70);
}

#[test]
fn answers_that_are_missing_are_wrong_and_answers_too_many_change_nothing() {
    let quiz = quiz(5);
    assert_eq!(quiz.grade(&[]).percent, 0);
    let mut chosen = all_right(&quiz);
    assert_eq!(quiz.grade(&chosen[..8]).percent, 80);
    chosen.extend([Some(0); 90]);
    assert_eq!(quiz.grade(&chosen).percent, 100);
}

#[test]
fn the_rules_are_the_same_in_both_languages() {
    let [english, spanish] = LANGUAGES.map(|language| Rules::of(language).unwrap());
    let shape = |rules: &'static Rules| {
        let sections = rules.sections.iter().map(|s| (&s.id, s.rules.iter().map(|r| &r.id).collect::<Vec<_>>()));
        (rules.version, rules.date, rules.intro.len(), sections.collect::<Vec<_>>())
    };
    assert_eq!(shape(english), shape(spanish));
    assert_ne!(english.title, spanish.title);
    for rules in [english, spanish] {
        let ids: Vec<_> = rules.sections.iter().flat_map(|section| &section.rules).map(|rule| &rule.id).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
        assert!(rules.sections.iter().flat_map(|section| &section.rules).all(|rule| is_plain(&rule.text)));
    }
}

#[test]
fn another_language_gets_english() {
    assert_eq!(course(CourseId::Primary, "fr"), course(CourseId::Primary, "en"));
    assert_eq!(Rules::of("").unwrap(), Rules::of("en").unwrap());
}
