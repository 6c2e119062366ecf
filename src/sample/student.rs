//! One contribution as the lines of a file: S, K, D, Q, E, C, A in the columns of the submission format.

use super::campus::Campus;
use super::contribution::{Contribution, Fault};
use super::data::{Data, State};
use super::line::{Lines, compact, flag};
use super::rng::Rng;
use super::school::{self, Assessment, Course, Enrollment, Schooling};
use crate::model::Date;

/// All lines of a contribution that is the `record`th student of its file.
pub(super) fn lines(data: &Data, one: &Contribution, record: u64, today: Date, rng: &mut Rng) -> Lines {
    let Some(state) = data.states.get(one.state) else { return Lines::new(',', false) };
    let mut lines = Lines::new(state.delimiter, state.crlf);
    let schooling = school::of(data, one, today, rng);
    // MDE 1 is never sent: these are first submissions, and the exchange gives the number.
    lines.push('S', &[&record.to_string(), "", &state.code, &one.state_student_id, "01", "I"]);
    if let Some((id, kind)) = &one.alternate {
        lines.push('K', &["1", id, kind]);
    }
    demographics(one, &mut lines, rng);
    moves(data, one, (state, today), &mut lines, rng);
    let mut writer = Writer { data, one, state, schooling: &schooling, today };
    for (number, enrollment) in schooling.enrollments.iter().enumerate() {
        writer.enrollment(number + 1, enrollment, &mut lines, rng);
    }
    for (number, course) in schooling.courses.iter().enumerate() {
        writer.course(number + 1, course, &mut lines);
    }
    for (number, assessment) in schooling.assessments.iter().enumerate() {
        assessment_line(number + 1, assessment, &mut lines);
    }
    lines
}

fn demographics(one: &Contribution, lines: &mut Lines, rng: &mut Rng) {
    let person = &one.person;
    let name = &person.name;
    let mut first = name.first.as_str();
    let mut last1 = name.last1.as_str();
    let mut born = compact(Some(person.born));
    match one.fault {
        Some(Fault::Mandatory(0)) => first = "",
        Some(Fault::Mandatory(1)) => last1 = "",
        Some(Fault::Mandatory(2)) => "20131345".clone_into(&mut born),
        _ => {}
    }
    let verification = match one.fault {
        Some(Fault::Code(0)) => "9998",
        _ => rng.text(&["1004", "1004", "1004", "1007", "1010", "1013", "1008", ""]),
    };
    let multiple = if person.twin {
        "Yes"
    } else if rng.chance(7_000) {
        "No"
    } else {
        ""
    };
    let [parent1, parent2] = &person.parents;
    let mail = if parent1.last.is_empty() || !rng.chance(800) {
        String::new()
    } else {
        let ascii: String = super::spelling::plain(&parent1.last).chars().filter(char::is_ascii_alphabetic).collect();
        format!("{}{}@example.org", ascii.to_lowercase(), rng.between(1, 99))
    };
    let sex = if person.female { "Female" } else { "Male" };
    let place = &person.place;
    lines.push(
        'D',
        &[
            "1",
            first,
            &name.middle,
            last1,
            &name.last2,
            &name.suffix,
            sex,
            &born,
            multiple,
            &place.city,
            &place.state,
            &place.country,
            verification,
            &parent1.first,
            &parent1.last,
            &parent2.first,
            &parent2.last,
            &mail,
            &parent1.phone,
            "",
            &parent2.phone,
        ],
    );
}

/// A qualifying move for each arrival of the last years, the first one always.
fn moves(data: &Data, one: &Contribution, (state, today): (&State, Date), lines: &mut Lines, rng: &mut Rng) {
    let mut number = 0;
    for (place, stay) in one.arrivals.iter().enumerate() {
        if place > 0 && !rng.chance(6_000) {
            continue;
        }
        number += 1;
        // States differ by a day.
        let expires = stay.from.plus_months(36).plus_days(if state.crlf { -1 } else { 0 });
        let mut arrival = compact(Some(stay.from));
        let mut expiry = compact(Some(expires));
        match one.fault {
            Some(Fault::Mandatory(3)) => arrival.clear(),
            Some(Fault::Mandatory(4)) => expiry.clear(),
            _ => {}
        }
        let coe = format!("{}{:07}", state.fips, rng.below(10_000_000));
        let approved = compact(Some(stay.from.plus_days(rng.between(0, 9)).min(today)));
        let town = data.town(one.state, stay.district);
        lines.push(
            'Q',
            &[
                &number.to_string(),
                &arrival,
                &stay.from_city,
                &stay.from_state,
                stay.from_country,
                &town,
                &state.code,
                &expiry,
                &coe,
                &approved,
            ],
        );
    }
}

struct Writer<'a> {
    data: &'a Data,
    one: &'a Contribution,
    state: &'a State,
    schooling: &'a Schooling,
    today: Date,
}

impl Writer<'_> {
    fn enrollment(&mut self, number: usize, e: &Enrollment, lines: &mut Lines, rng: &mut Rng) {
        let traits = self.one.traits;
        let campus = self.campus(e);
        let town = campus.town();
        let district_id = campus.district_id();
        let in_school = e.school > 0;
        let school_name = if in_school { campus.school_name() } else { String::new() };
        let name = if e.project_name.is_empty() { &school_name } else { &e.project_name };
        let facility = match (in_school, e.kind) {
            (true, _) => school_name.clone(),
            (false, "06") => String::new(),
            _ => format!("{town} Migrant Education Office"),
        };
        let placed = in_school || e.kind != "06";
        let street = if placed { campus.street() } else { String::new() };
        let zip = if placed { campus.zip() } else { String::new() };
        let phone = if placed { campus.phone() } else { String::new() };
        let district_name = if in_school { campus.district_name() } else { String::new() };
        let med = match (traits.med_alert, self.one.fault) {
            (_, Some(Fault::Code(1))) => "Sometimes",
            (true, _) => "Chronic",
            _ => "None",
        };
        let kind = if self.one.fault == Some(Fault::Mandatory(5)) { "" } else { e.kind };
        let grade = if self.one.fault == Some(Fault::Code(2)) { "13" } else { e.grade.as_str() };
        let secondary = school::secondary(&e.grade) && in_school;
        let graduation = if secondary && e.grade != "08" { campus.school_id() } else { String::new() };
        // One at a time: only the latest line names it.
        let graduation = if number == self.schooling.enrollments.len() { graduation } else { String::new() };
        let algebra = if !secondary { "" } else { flag(self.schooling.algebra.is_some_and(|year| year <= e.year)) };
        let comment = self.comment(rng);
        let transcript = if secondary && rng.chance(1_500) { flag(rng.chance(5_000)) } else { "" };
        let served = if e.kind == "06" { "" } else { flag(traits.english_learner) };
        lines.push(
            'E',
            &[
                &number.to_string(),
                &compact(e.enrolled),
                kind,
                name,
                if self.one.fault == Some(Fault::Code(3)) { "07" } else { e.project },
                &if in_school { campus.school_id() } else { String::new() },
                &facility,
                &street,
                "",
                "",
                if placed { &town } else { "" },
                if in_school { &district_id } else { "" },
                &district_name,
                if placed { &self.state.code } else { "" },
                &zip,
                &phone,
                grade,
                served,
                if e.kind == "06" { "" } else { flag(traits.idea) },
                med,
                flag(traits.pfs),
                flag(traits.immunized),
                &compact(e.withdrawn),
                &district_id,
                &compact(e.resident),
                &compact(e.verified),
                &graduation,
                if e.graduated.is_some() { "Graduation" } else { "" },
                &compact(e.graduated),
                transcript,
                "",
                algebra,
                comment,
                "",
                "",
                &compact(e.term_ends.filter(|end| *end > self.today)),
            ],
        );
    }

    fn course(&mut self, number: usize, c: &Course, lines: &mut Lines) {
        let Some(course) = self.data.courses.get(c.place) else { return };
        let enrollment = self.schooling.enrollments.get(c.enrollment.saturating_sub(1));
        let school = enrollment.map(|e| self.campus(e).school_id()).unwrap_or_default();
        let (hours, to_date) = c.open.map(|(hours, grade)| (hours.to_string(), grade.to_string())).unwrap_or_default();
        let credits = c.credited.map(|(units, _)| format!("{}.{:02}", units / 100, units % 100)).unwrap_or_default();
        let grade = c.credited.map_or("", |(_, grade)| grade);
        lines.push(
            'C',
            &[
                &number.to_string(),
                &course.title,
                &course.subject,
                &course.kind,
                &c.year.to_string(),
                &(c.year + 1).to_string(),
                c.section,
                c.term,
                &hours,
                &to_date,
                &credits,
                grade,
                &school,
                &c.enrollment.to_string(),
            ],
        );
    }

    fn comment(&self, rng: &mut Rng) -> &str {
        if rng.chance(4) {
            // Personal data where it must not be, so that the scan of comments finds something.
            return rng.word(self.data.list("comment-leak"));
        }
        if rng.chance(1_200) { rng.word(self.data.list("comment")) } else { "" }
    }

    fn campus(&self, e: &Enrollment) -> Campus<'_> {
        Campus { data: self.data, state: self.one.state, district: e.district, school: e.school }
    }
}

fn assessment_line(number: usize, a: &Assessment, lines: &mut Lines) {
    let (number, score) = (number.to_string(), a.score.to_string());
    lines.push('A', &[&number, &a.title, a.content, a.kind, &a.month, a.method, &score, a.interpretation]);
}
