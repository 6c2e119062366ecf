//! Small pieces that many pages show.

use maud::{Markup, html};

use crate::model::{Date, Month, MsixId, Purpose, Role, Timestamp};
use crate::web::i18n::{Language, t, t_args};

/// A day that nobody can misread: `14 Oct 2003`, `14 oct 2003`.
pub fn date(language: Language, day: Date) -> String {
    format!("{} {} {}", day.day(), t(language, &format!("month-{}", day.month())), day.year())
}

/// A month of a year: `Oct 2003`, `oct 2003`.
pub fn month(language: Language, month: Month) -> String {
    let day = month.first_day();
    format!("{} {}", t(language, &format!("month-{}", day.month())), day.year())
}

/// An instant: the day, hour and minute in UTC.
pub fn timestamp(language: Language, at: Timestamp) -> String {
    let text = at.to_string();
    let time = text.get(11..16).unwrap_or_default();
    format!("{}, {time} UTC", date(language, at.date()))
}

/// An MSIX ID in groups of four.
pub fn msix(id: MsixId) -> Markup {
    html! { span class="msix" { (id.grouped()) } }
}

/// A birth date with the age beside it.
pub fn age(language: Language, born: Date, today: Date) -> String {
    let years = t_args(language, "age", &[("years", born.age_on(today).into())]);
    format!("{} ({years})", date(language, born))
}

/// A role in words.
pub fn role(language: Language, role: Role) -> String {
    t(language, role_key(role))
}

/// The message of a role.
pub fn role_key(role: Role) -> &'static str {
    match role {
        Role::Primary => "role-primary",
        Role::Secondary => "role-secondary",
        Role::StateDataAdministrator => "role-data-administrator",
        Role::StateUserAdministrator => "role-user-administrator",
        Role::StateRegionAdministrator => "role-region-administrator",
        Role::GovernmentAdministrator => "role-government-administrator",
        Role::OmeUserAdministrator => "role-ome-user-administrator",
        Role::PrivacyActAdministrator => "role-privacy-act-administrator",
        Role::Operator => "role-operator",
        Role::Trainer => "role-trainer",
        Role::Auditor => "role-auditor",
    }
}

/// A purpose of reading in words.
pub fn purpose(language: Language, purpose: Purpose) -> String {
    t(language, purpose_key(purpose))
}

/// A purpose in words, or that none was said.
pub fn purpose_said(language: Language, said: Option<Purpose>) -> String {
    said.map_or_else(|| t(language, "purpose-unsaid"), |said| purpose(language, said))
}

/// The message of a purpose.
pub fn purpose_key(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Participation => "purpose-participation",
        Purpose::Enrollment => "purpose-enrollment",
        Purpose::Placement => "purpose-placement",
        Purpose::CreditAccrual => "purpose-credit",
        Purpose::MatchResolution => "purpose-match",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_one_way() {
        let day = Date::new(2003, 10, 4).unwrap();
        assert_eq!(date(Language::English, day), "4 Oct 2003");
        assert_eq!(date(Language::Spanish, day), "4 oct 2003");
        let today = Date::new(2004, 10, 4).unwrap();
        assert_eq!(age(Language::English, day, today), "4 Oct 2003 (1 year)");
        assert_eq!(age(Language::Spanish, day, today.plus_months(12)), "4 oct 2003 (2 a\u{f1}os)");
        assert_eq!(timestamp(Language::English, Timestamp::start_of(day)), "4 Oct 2003, 00:00 UTC");
    }
}
