//! The numbers of the minimum data elements.

use serde::{Deserialize, Serialize};

/// A minimum data element by its number (1 to 81), or one of Vereda's extras (101 and up) that the legal
/// clocks and the transcript need. The dictionary (`mde`) says what each is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Element(pub u8);

macro_rules! elements {
    ($($name:ident = $number:literal),* $(,)?) => {
        impl Element {
            $(#[doc = concat!("MDE ", stringify!($number), "; 101 and up: an extra of the submission format.")]
            pub const $name: Self = Self($number);)*
        }
    };
}

elements! {
    MSIX_ID = 1, STATE_STUDENT_ID = 2, STATE_STUDENT_ID_TYPE = 3, FIRST_NAME = 4, MIDDLE_NAME = 5,
    LAST_NAME_1 = 6, LAST_NAME_2 = 7, SUFFIX = 8, SEX = 9, BIRTH_DATE = 10, MULTIPLE_BIRTH = 11,
    BIRTH_CITY = 12, BIRTH_STATE = 13, BIRTH_COUNTRY = 14, BIRTH_VERIFICATION = 15,
    PARENT_1_FIRST = 16, PARENT_1_LAST = 17, PARENT_2_FIRST = 18, PARENT_2_LAST = 19,
    QUALIFYING_ARRIVAL_DATE = 20, FROM_CITY = 21, FROM_STATE = 22, FROM_COUNTRY = 23, TO_CITY = 24,
    TO_STATE = 25, ELIGIBILITY_EXPIRATION_DATE = 26, IMMUNIZATION = 27, ENROLLMENT_DATE = 28,
    ENROLLMENT_TYPE = 29, SCHOOL_NAME = 30, PROJECT_TYPE = 31, SCHOOL_ID = 32, FACILITY_NAME = 33,
    FACILITY_ADDRESS_1 = 34, FACILITY_ADDRESS_2 = 35, FACILITY_ADDRESS_3 = 36, FACILITY_CITY = 37,
    DISTRICT_NAME = 38, FACILITY_STATE = 39, FACILITY_ZIP = 40, TELEPHONE = 41, GRADE = 42,
    ENGLISH_LEARNER = 43, IDEA = 44, CONTINUATION = 45, MED_ALERT = 46, PFS = 47, GRADUATION_SCHOOL = 48,
    WITHDRAWAL_DATE = 49, ASSESSMENT_TITLE = 50, ASSESSMENT_CONTENT = 51, ASSESSMENT_TYPE = 52,
    ASSESSMENT_DATE = 53, REPORTING_METHOD = 54, SCORE = 55, INTERPRETATION = 56, COURSE_TITLE = 57,
    SUBJECT_AREA = 58, COURSE_TYPE = 59, ACADEMIC_YEAR = 60, COURSE_SECTION = 61, TERM_TYPE = 62,
    CLOCK_HOURS = 63, GRADE_TO_DATE = 64, CREDITS = 65, FINAL_GRADE = 66, DISTRICT_ID = 67,
    DISTRICT_OF_RESIDENCE = 68, HOME_SCHOOL = 69, RESIDENCY_DATE = 70, COMMENT = 71,
    OUT_OF_STATE_TRANSCRIPT = 72, RESIDENCY_VERIFICATION_DATE = 73, GRADUATION_DATE = 74,
    GRADUATION = 75, ALGEBRA_1 = 76, PARENT_1_EMAIL = 77, PARENT_2_EMAIL = 78, PARENT_1_PHONE = 79,
    PARENT_2_PHONE = 80, PRIVATE_SCHOOL = 81,
    COE_ID = 101, COE_APPROVAL_DATE = 102, TERM_END_DATE = 103, COURSE_SCHOOL_ID = 104,
    COURSE_ENROLLMENT = 105, ALTERNATE_ID = 106, ALTERNATE_ID_TYPE = 107,
}
