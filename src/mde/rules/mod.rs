//! The rules within and between elements (exchange rules, section 1.6), each a row of a table with a function of
//! its own. A rule reports, and takes a value out where it must be blank; it must never invent one.

mod assessment;
mod case;
mod course;
mod date;
mod enrollment;
mod load;
mod name;
mod place;
mod retired;
mod secondary;
#[cfg(test)]
mod testing;

use case::Case;
pub use case::{Context, Places};
pub use secondary::applies;

use crate::model::{Contribution, Element, Finding, Severity};

/// A rule that spans elements or lines.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Stable code for machines: `X`, the numbers of the elements, a word where they are not enough.
    pub code: &'static str,
    /// The number of the rule in section 1.6.
    pub section: u8,
    /// The elements it looks at.
    pub elements: &'static [Element],
    /// What follows when it is broken.
    pub severity: Severity,
    /// What is wrong and how to mend it, for a human.
    pub sentence: &'static str,
    check: fn(&mut Case<'_>),
}

/// Checks a whole contribution. Findings are added in the order of the rules; values that must be blank are taken
/// out. A finding with [`Severity::Reject`] means that the student must not load.
pub fn check(contribution: &mut Contribution, places: &Places, context: &Context<'_>, findings: &mut Vec<Finding>) {
    for rule in RULES {
        (rule.check)(&mut Case { rule, contribution, places, context, findings });
    }
}

/// All rules, for listings and help.
pub fn rules() -> &'static [Rule] {
    RULES
}

/// A row of the table: code, section, elements, severity, function, sentence.
macro_rules! table {
    ($($code:literal $section:literal [$($element:ident)*] $severity:ident $check:path: $sentence:literal;)*) => {
        &[$(Rule {
            code: $code,
            section: $section,
            elements: &[$(Element::$element),*],
            severity: Severity::$severity,
            sentence: $sentence,
            check: $check,
        }),*]
    };
}

/// In the order of section 1.6. Values that must be blank come before rules that look at them.
const RULES: &[Rule] = table![
    "X-04-MISSING" 1 [FIRST_NAME] Reject load::first_name:
        "First Name (MDE 4) is on no demographics line; a student does not load without it. Send it on at least one D line.";
    "X-06-MISSING" 1 [LAST_NAME_1] Reject load::last_name:
        "Last Name 1 (MDE 6) is on no demographics line; a student does not load without it. Send it on at least one D line.";
    "X-09-MISSING" 1 [SEX] Reject load::sex:
        "Sex (MDE 9) is on no demographics line; a student does not load without it. Send it on at least one D line.";
    "X-10-MISSING" 1 [BIRTH_DATE] Reject load::birth_date:
        "Birth Date (MDE 10) is on no demographics line; a student does not load without it. Send it on at least one D line.";
    "X-20-MISSING" 1 [QUALIFYING_ARRIVAL_DATE] Reject load::arrival_date:
        "Qualifying Arrival Date (MDE 20) is on no qualifying move; a student does not load without it. Send at least one Q line with it.";
    "X-26-MISSING" 1 [ELIGIBILITY_EXPIRATION_DATE] Reject load::expiration_date:
        "Eligibility Expiration Date (MDE 26) is on no qualifying move; a student does not load without it. Send at least one Q line with it.";
    "X-29-MISSING" 1 [ENROLLMENT_TYPE] Reject load::enrollment_type:
        "Enrollment Type (MDE 29) is on no enrollment; a student does not load without it. Send at least one E line with it.";
    "X-28-49-70-73-MISSING" 1 [ENROLLMENT_DATE WITHDRAWAL_DATE RESIDENCY_DATE RESIDENCY_VERIFICATION_DATE] Reject load::enrollment_dates:
        "No enrollment has any of Enrollment Date (MDE 28), Withdrawal Date (49), Residency Date (70) and Residency Verification Date (73); a student does not load without one. Send at least one.";
    "X-29-31-BLANK" 2 [ENROLLMENT_TYPE PROJECT_TYPE] Drop enrollment::project_type_blank:
        "MEP Project Type (MDE 31) must be blank when Enrollment Type (MDE 29) is 01, 06 or 07; it is left out. Leave it blank or correct the enrollment type.";
    "X-29-31" 2 [ENROLLMENT_TYPE PROJECT_TYPE] Warn enrollment::project_type_school_based:
        "MEP Project Type (MDE 31) must be 01, school-based, when Enrollment Type (MDE 29) is 05. Send 01 or correct the enrollment type.";
    "X-29-07" 2 [ENROLLMENT_TYPE ENROLLMENT_DATE QUALIFYING_ARRIVAL_DATE] Warn enrollment::non_migrant:
        "Enrollment Type (MDE 29) 07 is only for courses taken before the child became eligible. Send the courses with it, and another type for enrollments after the first qualifying arrival (MDE 20).";
    "X-16-17" 3 [PARENT_1_FIRST PARENT_1_LAST] Warn name::parent_1:
        "Parent 1 First Name (MDE 16) needs Parent 1 Last Name (MDE 17). Send both, or neither when the parent is not disclosed.";
    "X-18-19" 3 [PARENT_2_FIRST PARENT_2_LAST] Warn name::parent_2:
        "Parent 2 First Name (MDE 18) needs Parent 2 Last Name (MDE 19). Send both, or neither when the parent is not disclosed.";
    "X-74-75" 3 [GRADUATION_DATE GRADUATION] Warn enrollment::graduation:
        "Graduation/HSE Date (MDE 74) and Graduation/HSE Indicator (MDE 75) come together. Send both or neither.";
    "X-22-23" 4 [FROM_STATE FROM_COUNTRY] Warn place::from_state:
        "Qualifying Move From State (MDE 22) is not a state or province of the country in MDE 23. Send its postal or ISO code; free text is only for countries other than the United States, Canada and Mexico.";
    "X-20-26" 4 [QUALIFYING_ARRIVAL_DATE ELIGIBILITY_EXPIRATION_DATE] Warn date::expiration_before_arrival:
        "Eligibility Expiration Date (MDE 26) is before the Qualifying Arrival Date (MDE 20), so the child was never eligible by this move. Check both dates.";
    "X-20-26-MONTHS" 4 [QUALIFYING_ARRIVAL_DATE ELIGIBILITY_EXPIRATION_DATE] Warn date::expiration_after_36_months:
        "Eligibility Expiration Date (MDE 26) is more than 36 months after the Qualifying Arrival Date (MDE 20). Send 36 months, one day less, or an earlier end.";
    "X-31-32-BLANK" 5 [PROJECT_TYPE SCHOOL_ID] Drop enrollment::school_id_blank:
        "School Identification Code (MDE 32) must be blank for a non-school-based project (MDE 31 = 02); it is left out. Leave it blank or correct the project type.";
    "X-31-38-BLANK" 5 [PROJECT_TYPE DISTRICT_NAME] Drop enrollment::district_name_blank:
        "School District Name (MDE 38) must be blank for a non-school-based project (MDE 31 = 02); it is left out. Leave it blank or correct the project type.";
    "X-31-67-BLANK" 5 [PROJECT_TYPE DISTRICT_ID] Drop enrollment::district_id_blank:
        "School District ID (MDE 67) must be blank for a non-school-based project (MDE 31 = 02); it is left out. Leave it blank or correct the project type.";
    "X-32-NCES" 5 [SCHOOL_ID] Warn place::school_known:
        "School Identification Code (MDE 32) is in no loaded NCES list and in no supplement. Check the 12 digits; a school newer than the NCES list can be loaded as a supplement.";
    "X-67-NCES" 5 [DISTRICT_ID] Warn place::district_known:
        "School District ID (MDE 67) is in no loaded NCES list and in no supplement. Check the 7 digits; a new district can be loaded as a supplement.";
    "X-68-NCES" 5 [DISTRICT_OF_RESIDENCE] Warn place::residence_known:
        "District of Residence (MDE 68) is in no loaded NCES list and in no supplement. Check the 7 digits; work for this child cannot be sent to a district that is not known.";
    "X-48-NCES" 5 [GRADUATION_SCHOOL] Warn place::graduation_school_known:
        "Designated Graduation School (MDE 48) is in no loaded NCES list and in no supplement. Send the school's 12 digits.";
    "X-104-NCES" 5 [COURSE_SCHOOL_ID] Warn place::course_school_known:
        "The course's School Identification Code is in no loaded NCES list and in no supplement. Check the 12 digits.";
    "X-32-39" 5 [SCHOOL_ID FACILITY_STATE] Warn place::facility_state:
        "Facility State (MDE 39) is not the state of the school in MDE 32 by the NCES list. Correct one of the two.";
    "X-32-40" 5 [SCHOOL_ID FACILITY_ZIP] Warn place::facility_zip:
        "Facility Zip (MDE 40) is not the postal code of the school in MDE 32 by the NCES list. Correct one of the two.";
    "X-52-56" 6 [ASSESSMENT_TYPE INTERPRETATION] Drop assessment::interpretation:
        "Assessment Interpretation (MDE 56) must be one of the nine values of the list when Assessment Type (MDE 52) is 09, 10 or 11; it is left out. Send one of the nine.";
    "X-43-52" 6 [ENGLISH_LEARNER ASSESSMENT_TYPE ASSESSMENT_TITLE] Warn assessment::language_test:
        "The state's test of English proficiency is sent as Assessment Type (MDE 52) 11, other language tests as 03. Correct the type of this assessment of an English learner (MDE 43).";
    "X-63-66" 7 [CLOCK_HOURS GRADE_TO_DATE CREDITS FINAL_GRADE] Warn course::open_or_credited:
        "Clock Hours and Grade-to-Date (MDE 63, 64) belong to open courses, Credits Granted and Final Grade (MDE 65, 66) to credited ones. Send one pair.";
    "X-26-45" 8 [CONTINUATION ELIGIBILITY_EXPIRATION_DATE] Warn enrollment::continuation:
        "Continuation of Services (MDE 45) is only for services after eligibility has ended (MDE 26). Leave it blank, or correct the dates of the enrollment.";
    "X-73-PERIOD" 8 [RESIDENCY_VERIFICATION_DATE ENROLLMENT_DATE WITHDRAWAL_DATE RESIDENCY_DATE] Warn date::verification_period:
        "Residency Verification Date (MDE 73) lies in no performance period (1 September to 31 August) of this enrollment. Check it against the enrollment, residency and withdrawal dates (MDE 28, 70, 49).";
    "X-28-49" 8 [ENROLLMENT_DATE WITHDRAWAL_DATE] Warn date::withdrawal_before_enrollment:
        "Withdrawal Date (MDE 49) is before Enrollment Date (MDE 28). Check both dates.";
    "X-FUTURE" 8 [BIRTH_DATE QUALIFYING_ARRIVAL_DATE ENROLLMENT_DATE WITHDRAWAL_DATE RESIDENCY_DATE RESIDENCY_VERIFICATION_DATE GRADUATION_DATE ASSESSMENT_DATE COE_APPROVAL_DATE] Warn date::in_the_future:
        "This date is in the future. Only the Eligibility Expiration Date (MDE 26) and the end of a term may be. Send the date when it has come, or correct it.";
    "X-71-PERSONAL" 9 [COMMENT FIRST_NAME MIDDLE_NAME LAST_NAME_1 LAST_NAME_2 BIRTH_DATE] Warn name::comment:
        "Enrollment Comment (MDE 71) seems to hold personal or health information: a name of the child, its birth date, a social security or telephone number, an e-mail address or a word of health. Take it out and send the record again.";
    "X-48-ONE" 9 [GRADUATION_SCHOOL] Warn secondary::one_graduation_school:
        "A child has one Designated Graduation School (MDE 48) at a time, and open enrollments name different ones. Send the one that holds.";
    "X-42-48" 9 [GRADE GRADUATION_SCHOOL] Warn secondary::graduation_school:
        "Designated Graduation School (MDE 48) is for secondary students, and the Grade Level (MDE 42) of this line is below. Leave it blank or correct the grade.";
    "X-42-57" 10 [GRADE COURSE_TITLE CREDITS] Warn secondary::courses:
        "Course history is for secondary students (any grade in which courses earn credit to a diploma), and no enrollment of this child is in grade 7 or above. Check the grades (MDE 42).";
    "X-42-APPLIES" 11 [GRADE ALGEBRA_1 GRADUATION_DATE GRADUATION OUT_OF_STATE_TRANSCRIPT] Warn secondary::applicable:
        "This element does not apply to the Grade Level (MDE 42) of this line. Leave it blank or correct the grade.";
    "X-RETIRED" 11 [BIRTH_CITY BIRTH_STATE BIRTH_COUNTRY HOME_SCHOOL PRIVATE_SCHOOL] Warn retired::retired:
        "This element was taken off the list of elements before this year. Its value is kept; leave it blank from now on.";
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::testing::{check_sample, sample};
    use super::*;

    #[test]
    fn codes_are_unique_and_all_eleven_rules_are_there() {
        let codes: HashSet<_> = rules().iter().map(|rule| rule.code).collect();
        assert_eq!(codes.len(), rules().len());
        let sections: HashSet<_> = rules().iter().map(|rule| rule.section).collect();
        assert_eq!(sections, (1..=11).collect());
        for rule in rules() {
            assert!(!rule.elements.is_empty() && rule.sentence.ends_with('.'), "{}", rule.code);
            assert!(rule.sentence.is_ascii(), "{}", rule.code);
        }
    }

    #[test]
    fn a_good_contribution_says_nothing_and_stays_as_it_is() {
        let before = sample();
        let (after, findings) = check_sample(before.clone());
        assert_eq!(findings, []);
        assert_eq!(after, before);
    }
}
