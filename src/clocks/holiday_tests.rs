use super::*;

fn state(code: &str) -> Option<StateCode> {
    Some(code.parse().unwrap())
}

fn days(book: &Book, year: i16) -> Vec<String> {
    book.year(year).iter().map(|holiday| format!("{} {}", holiday.day, holiday.name)).collect()
}

#[test]
fn the_eleven_of_2026_as_the_government_lists_them() {
    // Office of Personnel Management, list of 2026: Independence Day falls on a Saturday.
    assert_eq!(
        days(book(None), 2026),
        [
            "2026-01-01 new-year",
            "2026-01-19 king",
            "2026-02-16 washington",
            "2026-05-25 memorial",
            "2026-06-19 juneteenth",
            "2026-07-03 independence",
            "2026-09-07 labor",
            "2026-10-12 columbus",
            "2026-11-11 veterans",
            "2026-11-26 thanksgiving",
            "2026-12-25 christmas",
        ]
    );
}

#[test]
fn a_new_year_on_a_saturday_is_observed_in_the_year_before() {
    let federal = book(None);
    let eve = Date::new(2021, 12, 31).unwrap();
    assert_eq!(federal.on(eve).map(|h| (h.name.as_str(), h.instead_of)), Some(("new-year", Date::new(2022, 1, 1))));
    assert!(federal.year(2022).iter().all(|holiday| holiday.name != "new-year"));
    assert_eq!(federal.year(2023).first().map(|h| h.day), Date::new(2023, 1, 2), "a Sunday: the Monday after");
}

#[test]
fn every_row_can_be_read_and_every_state_has_a_time_zone() {
    assert_eq!(federal_rules().len(), 11);
    let rows: BTreeMap<String, StateRow> = toml::from_str(STATES).unwrap();
    let federal: Vec<_> = federal_rules().into_iter().map(|rule| rule.id).collect();
    for state in StateCode::all() {
        let row = rows.get(state.as_str()).unwrap_or_else(|| panic!("{state} has no row"));
        assert!(TimeZone::get(&row.zone).is_ok(), "{state}: {}", row.zone);
        assert!(row.not_observed.iter().all(|id| federal.contains(id)), "{state} does not observe what is no holiday");
        for rule in &row.holiday {
            let (name, spanish) = (rule.name.as_deref().unwrap_or_default(), rule.name_es.as_deref());
            assert!(spanish.is_some() && in_spanish(name) == spanish, "{state}: one name in Spanish for {name}");
            assert!(rule.name.is_some() && rule.day_in(2024).is_some(), "{state}: {}", rule.id);
        }
    }
    assert_eq!(rows.len(), StateCode::all().count());
}

#[test]
fn states_keep_their_own() {
    let texas = days(book(state("TX")), 2027);
    assert!(!texas.iter().any(|day| day.ends_with("columbus")), "{texas:?}");
    assert!(texas.contains(&"2027-11-26 Day after Thanksgiving".to_owned()), "{texas:?}");
    // Christmas 2027 is a Saturday; Texas loses it, the federal government has the Friday.
    assert!(texas.contains(&"2027-12-25 christmas".to_owned()), "{texas:?}");
    assert!(days(book(None), 2027).contains(&"2027-12-24 christmas".to_owned()));
    assert!(days(book(state("MI")), 2026).contains(&"2026-11-03 General Election Day".to_owned()));
    assert!(!days(book(state("MI")), 2027).iter().any(|day| day.contains("Election")));
}

#[test]
fn easter_moves() {
    let found: Vec<_> = [2000, 2024, 2025, 2038].iter().map(|year| easter(*year).unwrap().to_string()).collect();
    assert_eq!(found, ["2000-04-23", "2024-03-31", "2025-04-20", "2038-04-25"]);
    assert!(days(book(state("LA")), 2026).contains(&"2026-02-17 Mardi Gras".to_owned()));
}

#[test]
fn outside_of_the_calendar_there_are_none() {
    assert!(
        book(None).year(1899).is_empty() && book(None).year(2200).is_empty() && book(None).year(i16::MIN).is_empty()
    );
    assert!(!book(None).year(1900).is_empty() && !book(None).year(2199).is_empty());
}
