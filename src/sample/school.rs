//! A child's schooling during its stays in one state: enrollments, courses, assessments, by the calendar.

use super::contribution::Contribution;
use super::data::Data;
use super::journey::Stay;
use super::rng::Rng;
use crate::model::Date;

/// Departures in 10,000 of which no withdrawal tells.
const UNNOTED: u32 = 1_500;

/// One enrollment (MDE 27 to 49, 67 to 81) as far as it is not the same for the whole contribution.
#[derive(Debug, Clone, Default)]
pub(super) struct Enrollment {
    pub(super) enrolled: Option<Date>,
    /// MDE 49, where somebody wrote it down.
    pub(super) withdrawn: Option<Date>,
    /// The day on which the child left, written down or not.
    pub(super) left: Option<Date>,
    pub(super) resident: Option<Date>,
    pub(super) verified: Option<Date>,
    pub(super) term_ends: Option<Date>,
    /// MDE 74, with `Graduation` in MDE 75.
    pub(super) graduated: Option<Date>,
    /// MDE 29.
    pub(super) kind: &'static str,
    /// MDE 31.
    pub(super) project: &'static str,
    pub(super) grade: String,
    pub(super) district: u32,
    /// The school; 0 for a project outside schools and for residency alone.
    pub(super) school: u32,
    pub(super) project_name: String,
    /// First calendar year of its school year.
    pub(super) year: i16,
}

/// One course (MDE 57 to 66).
#[derive(Debug, Clone)]
pub(super) struct Course {
    pub(super) place: usize,
    pub(super) year: i16,
    pub(super) section: &'static str,
    pub(super) term: &'static str,
    /// Open: clock hours and grade to date.
    pub(super) open: Option<(i64, i32)>,
    /// Credited: hundredths of a unit and final grade.
    pub(super) credited: Option<(u32, &'static str)>,
    /// Record number of its enrollment, from 1, and that school.
    pub(super) enrollment: usize,
}

/// One assessment (MDE 50 to 56).
#[derive(Debug, Clone)]
pub(super) struct Assessment {
    pub(super) title: String,
    pub(super) content: &'static str,
    pub(super) kind: &'static str,
    pub(super) month: String,
    pub(super) method: &'static str,
    pub(super) score: i32,
    pub(super) interpretation: &'static str,
}

/// What the stays of a contribution left behind.
#[derive(Debug, Clone, Default)]
pub(super) struct Schooling {
    pub(super) enrollments: Vec<Enrollment>,
    pub(super) courses: Vec<Course>,
    pub(super) assessments: Vec<Assessment>,
    /// The school year in which a full credit of Algebra 1 was granted here (MDE 76).
    pub(super) algebra: Option<i16>,
}

/// Everything that happened in these stays up to today.
pub(super) fn of(data: &Data, one: &Contribution, today: Date, rng: &mut Rng) -> Schooling {
    let mut all = Schooling::default();
    for stay in &one.stays {
        let before = all.enrollments.len();
        let last_year = school_year(stay.to.unwrap_or(today));
        for year in school_year(stay.from)..=last_year {
            regular(one, stay, year, today, &mut all, rng);
            summer(data, one, stay, year, today, &mut all, rng);
        }
        if all.enrollments.len() == before || rng.chance(1_000) {
            residency(one, stay, today, &mut all, rng);
        }
    }
    let mut titles: Vec<usize> = Vec::new();
    let enrollments = std::mem::take(&mut all.enrollments);
    for (number, enrollment) in enrollments.iter().enumerate().map(|(place, one)| (place + 1, one)) {
        let schooled = matches!(enrollment.kind, "01" | "05");
        if schooled && secondary(&enrollment.grade) {
            courses(data, enrollment, number, today, &mut titles, &mut all, rng);
        }
        if schooled {
            assessments(data, one, enrollment, today, &mut all, rng);
        }
    }
    all.enrollments = enrollments;
    all
}

/// The grade of a child in the school year that begins in `year`.
pub(super) fn grade(one: &Contribution, year: i16, day: Date) -> String {
    let first_of_september = Date::new(year, 9, 1).unwrap_or(day);
    let age = if first_of_september > one.born { one.born.age_on(first_of_september) } else { 0 };
    let place = i64::from(age) - 5 - i64::from(one.traits.behind && age >= 7);
    match place {
        ..=-1 => match one.born.age_on(day) {
            0 => "P0".to_owned(),
            years @ 1..=2 => format!("P{years}"),
            _ if one.traits.immunized => "PS".to_owned(),
            years => format!("P{}", years.min(5)),
        },
        0 => "KG".to_owned(),
        11.. if one.traits.out_of_school => "00".to_owned(),
        13.. => "00".to_owned(),
        years => format!("{years:02}"),
    }
}

/// Whether courses of this grade can earn credit.
pub(super) fn secondary(grade: &str) -> bool {
    matches!(grade, "08" | "09" | "10" | "11" | "12")
}

/// The year in which the school year of a day began; it turns on 1 August.
pub(super) fn school_year(day: Date) -> i16 {
    day.year() - i16::from(day.month() < 8)
}

/// The part of a stay between two days; none when it is short of ten days.
fn part(stay: &Stay, begins: Option<Date>, ends: Option<Date>, today: Date) -> Option<(Date, Date)> {
    let from = stay.from.max(begins?);
    let to = stay.to.unwrap_or(today).min(ends?).min(today);
    (from.days_until(to) >= 10).then_some((from, to))
}

/// The basic school program of one school year, 20 August to 5 June, and a project beside it.
fn regular(one: &Contribution, stay: &Stay, year: i16, today: Date, all: &mut Schooling, rng: &mut Rng) {
    let ends = Date::new(year + 1, 6, 5);
    let Some((from, to)) = part(stay, Date::new(year, 8, 20), ends, today) else { return };
    let grade = grade(one, year, from);
    if grade.starts_with('P') && grade != "PS" || grade == "00" {
        return;
    }
    let enrolled = from.plus_days(rng.between(0, 6));
    let over = stay.to.is_some_and(|left| left <= to) || ends.is_some_and(|end| end <= today);
    // Nobody wrote down that the child left.
    let withdrawn = (over && !rng.chance(UNNOTED)).then_some(to);
    let left = over.then_some(to);
    let kind = if rng.chance(3_500) { "05" } else { "01" };
    all.enrollments.push(Enrollment {
        enrolled: Some(enrolled),
        withdrawn,
        left,
        resident: (rng.chance(4_000)).then_some(stay.from),
        verified: None,
        term_ends: (!over).then(|| if to.month() >= 8 { Date::new(year + 1, 1, 15) } else { ends }).flatten(),
        graduated: ends.filter(|end| grade == "12" && *end <= to && rng.chance(8_000)),
        kind,
        project: if kind == "05" { "01" } else { "" },
        school: school_of(&grade, stay.district),
        grade: grade.clone(),
        district: stay.district,
        project_name: String::new(),
        year,
    });
    if rng.chance(2_000) {
        all.enrollments.push(Enrollment {
            enrolled: Some(enrolled),
            withdrawn,
            left,
            kind: "02",
            project: "02",
            grade,
            district: stay.district,
            project_name: "Migrant Tutoring Project".to_owned(),
            year,
            ..Enrollment::default()
        });
    }
}

/// A summer project, 10 June to 10 August after the school year.
fn summer(data: &Data, one: &Contribution, stay: &Stay, year: i16, today: Date, all: &mut Schooling, rng: &mut Rng) {
    let Some((from, to)) = part(stay, Date::new(year + 1, 6, 10), Date::new(year + 1, 7, 31), today) else { return };
    if !rng.chance(3_000) {
        return;
    }
    let grade = grade(one, year, from);
    let based = rng.chance(6_000) && !grade.starts_with('P') && grade != "00";
    all.enrollments.push(Enrollment {
        enrolled: Some(from),
        withdrawn: (to < today && !rng.chance(UNNOTED)).then_some(to),
        left: (to < today).then_some(to),
        kind: "03",
        project: if based { "01" } else { "02" },
        school: if based { school_of(&grade, stay.district) } else { 0 },
        grade,
        district: stay.district,
        project_name: rng.word(data.list("project")).to_owned(),
        year,
        ..Enrollment::default()
    });
}

/// Residency alone, verified once in the performance period.
fn residency(one: &Contribution, stay: &Stay, today: Date, all: &mut Schooling, rng: &mut Rng) {
    let until = stay.to.unwrap_or(today);
    let days = i32::try_from(stay.from.days_until(until)).unwrap_or(0).clamp(0, 60);
    let year = school_year(stay.from);
    all.enrollments.push(Enrollment {
        resident: Some(stay.from),
        verified: rng.chance(6_000).then(|| stay.from.plus_days(rng.between(0, days))),
        withdrawn: None,
        kind: "06",
        grade: grade(one, year, stay.from),
        district: stay.district,
        year,
        ..Enrollment::default()
    });
}

/// The school of a grade in a district: elementary 1 to 3, middle 11, high 21, the same for every child.
fn school_of(grade: &str, district: u32) -> u32 {
    match grade {
        "06" | "07" | "08" => 11,
        "09" | "10" | "11" | "12" => 21,
        _ => 1 + district % 3,
    }
}

fn courses(
    data: &Data,
    enrollment: &Enrollment,
    number: usize,
    today: Date,
    titles: &mut Vec<usize>,
    all: &mut Schooling,
    rng: &mut Rng,
) {
    let (Some(from), wanted) = (enrollment.enrolled, if enrollment.grade == "08" { 2 } else { 5 }) else { return };
    let to = enrollment.left.unwrap_or(today);
    let days = from.days_until(to);
    let open_now = enrollment.term_ends.is_some();
    let offered = data.courses.iter().enumerate().filter(|(_, course)| course.grade == enrollment.grade);
    for (place, course) in offered.take(wanted) {
        // A course once passed in full is not taken again. Algebra 1 is for all, the rest differs from child to child.
        let algebra = course.title == "Algebra 1";
        if titles.contains(&place) || (algebra && all.algebra.is_some()) || (!algebra && rng.chance(4_000)) {
            continue;
        }
        let open = (open_now || days < 75).then(|| (days * 5 / 7, rng.between(58, 98)));
        let full = days > 190;
        let credit = if full { 100 } else { rng.pick(&[50, 50, 33, 25]).copied().unwrap_or(50) };
        let credited = open.is_none().then(|| (credit, rng.text(&["A", "B", "B", "C", "C", "D", "84", "91"])));
        if full && open.is_none() {
            titles.push(place);
            if algebra {
                all.algebra = Some(enrollment.year);
            }
        }
        let autumn = from.month() >= 8 && (to.month() >= 8 || to.month() <= 2);
        let section = if full {
            "01"
        } else if autumn {
            "02"
        } else {
            "03"
        };
        let term = match credit {
            100 => "0827",
            33 => "0829",
            25 => "0830",
            _ => "0828",
        };
        all.courses.push(Course { place, year: enrollment.year, section, term, open, credited, enrollment: number });
    }
}

fn assessments(
    data: &Data,
    one: &Contribution,
    enrollment: &Enrollment,
    today: Date,
    all: &mut Schooling,
    rng: &mut Rng,
) {
    let Some(from) = enrollment.enrolled else { return };
    let to = enrollment.left.unwrap_or(today);
    let there = |month: i8| {
        let year = enrollment.year + i16::from(month < 8);
        Date::new(year, month, 15).filter(|day| *day >= from && *day <= to).map(|_| format!("{month:02}{year}"))
    };
    let state = data.states.get(one.state).map(|state| state.code.as_str()).unwrap_or_default();
    let mut add = |title: String, content: &'static str, kind: &'static str, month: String, rng: &mut Rng| {
        let interpretation =
            rng.text(&["Advanced", "Proficient", "Proficient", "Basic", "Below Basic", "Not Proficient"]);
        let score = rng.between(310, 690);
        all.assessments.push(Assessment { title, content, kind, month, method: "0499", score, interpretation });
    };
    let reported = rng.chance(6_500);
    let tested = reported && matches!(enrollment.grade.as_str(), "03" | "04" | "05" | "06" | "07" | "08" | "10" | "11");
    if let Some(month) = there(4).or_else(|| there(5)).filter(|_| tested) {
        add(format!("{state} Assessment of Progress, Mathematics"), "Mathematics", "09", month.clone(), rng);
        add(format!("{state} Assessment of Progress, Reading"), "Reading", "10", month, rng);
    }
    if let Some(month) =
        there(2).filter(|_| reported && one.traits.english_learner && !enrollment.grade.starts_with('P'))
    {
        add(format!("{state} English Language Proficiency"), "English language", "11", month, rng);
    }
    if let Some(month) = there(9).or_else(|| there(10)).or_else(|| there(1)).filter(|_| rng.chance(1_500)) {
        if enrollment.grade.starts_with('P') || enrollment.grade == "KG" {
            add("Early Development Inventory, Form 2".to_owned(), "School readiness", "07", month, rng);
        } else {
            add("Reading Placement Inventory, Form B".to_owned(), "Reading", "08", month.clone(), rng);
            add("Mathematics Placement Inventory, Form B".to_owned(), "Mathematics", "08", month, rng);
        }
    }
}
