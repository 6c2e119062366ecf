use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;

fn plan(rhythm: Rhythm, zone: &str) -> Plan {
    Plan::new(rhythm, &TimeZone::get(zone).unwrap()).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn since(text: &str) -> Memory {
    Memory { last: None, since: at(text) }
}

#[test]
fn a_time_that_the_clock_leaves_out_is_later_that_day_and_one_that_comes_twice_is_its_first() {
    let daily = plan(Rhythm::Daily(2, 30), "America/New_York");
    // 10 March 2024: 02:00 EST is 03:00 EDT. 02:30 is read as 03:30 EDT = 07:30 UTC.
    assert_eq!(daily.next(at("2024-03-09T12:00:00Z"), 2), [at("2024-03-10T07:30:00Z"), at("2024-03-11T06:30:00Z")]);
    let twice = plan(Rhythm::Daily(1, 30), "America/New_York");
    // 3 November 2024: 01:30 EDT = 05:30 UTC, and again 01:30 EST = 06:30 UTC.
    assert_eq!(twice.next(at("2024-11-03T04:00:00Z"), 2), [at("2024-11-03T05:30:00Z"), at("2024-11-04T06:30:00Z")]);
    let ran = Memory { last: Some(at("2024-11-03T05:30:00Z")), since: at("2024-11-01T00:00:00Z") };
    assert_eq!(twice.due(ran, Missed::RunOnce, at("2024-11-03T06:30:00Z")), None, "the second half past one");
}

#[test]
fn a_machine_that_slept_catches_up_once_or_not_at_all() {
    let every = plan(Rhythm::Minutes(5), "UTC");
    let slept = Memory { last: Some(at("2024-05-01T00:00:00Z")), since: at("2024-05-01T00:00:00Z") };
    let now = at("2024-05-08T00:03:00Z");
    let due = every.due(slept, Missed::RunOnce, now);
    assert_eq!(due, Some(at("2024-05-08T00:00:00Z")), "one for two thousand");
    assert_eq!(every.due(Memory { last: due, ..slept }, Missed::RunOnce, now), None);
    assert_eq!(every.due(slept, Missed::Skip, now), None);
    assert_eq!(every.due(slept, Missed::Skip, at("2024-05-08T00:05:01Z")), Some(at("2024-05-08T00:05:00Z")));
}

#[test]
fn a_new_job_does_not_make_up_for_the_time_before_it() {
    let daily = plan(Rhythm::Daily(7, 0), "America/Chicago");
    assert_eq!(daily.due(since("2024-05-01T15:00:00Z"), Missed::RunOnce, at("2024-05-01T15:00:00Z")), None);
    let next = daily.due(since("2024-05-01T15:00:00Z"), Missed::RunOnce, at("2024-05-02T12:00:00Z"));
    assert_eq!(next, Some(at("2024-05-02T12:00:00Z")));
}

#[test]
fn a_clock_that_is_set_back_makes_nothing_due_twice_and_one_that_was_years_ahead_stops_nothing() {
    let daily = plan(Rhythm::Daily(7, 0), "UTC");
    let ran = Memory { last: Some(at("2024-05-02T07:00:00Z")), since: at("2024-05-01T00:00:00Z") };
    for now in ["2024-05-02T06:59:00Z", "2024-05-02T07:00:30Z", "2024-05-01T20:00:00Z"] {
        assert_eq!(daily.due(ran, Missed::RunOnce, at(now)), None, "{now}");
    }
    assert!(daily.due(ran, Missed::RunOnce, at("2024-05-03T07:00:00Z")).is_some());
    let ahead = Memory { last: Some(at("2031-05-02T07:00:00Z")), since: at("2024-05-01T12:00:00Z") };
    assert_eq!(daily.due(ahead, Missed::RunOnce, at("2024-05-02T07:01:00Z")), Some(at("2024-05-02T07:00:00Z")));
}

#[test]
fn a_clock_that_is_set_back_holds_frequent_jobs_up_for_no_longer_than_the_grace() {
    let began = at("2024-05-01T00:00:00Z");
    let ran = Memory { last: Some(at("2024-05-02T12:00:00Z")), since: began };
    for rhythm in [Rhythm::Seconds(5), Rhythm::Minutes(1)] {
        let every = plan(rhythm, "America/Chicago");
        let due = |now| every.due(ran, Missed::Skip, at(now));
        assert_eq!(due("2024-05-02T11:58:30Z"), None, "{rhythm:?}: a correction of a slow clock");
        for now in ["2024-05-02T11:57:00Z", "2024-05-02T09:00:00Z", "2024-05-01T12:01:00Z"] {
            assert_eq!(due(now), Some(at(now)), "{rhythm:?}");
        }
    }
}

#[test]
fn workdays_are_those_of_the_zone() {
    let digest = plan(Rhythm::Workdays(7, 0), "Pacific/Honolulu");
    // Saturday 17:00 UTC is Saturday 07:00 in Honolulu; the next is Monday.
    assert_eq!(digest.next(at("2024-05-03T18:00:00Z"), 1), [at("2024-05-06T17:00:00Z")]);
}

#[test]
fn what_is_no_rhythm_is_refused() {
    assert!(Plan::new(Rhythm::Daily(25, 0), &TimeZone::UTC).is_err());
    assert!(Plan::new(Rhythm::Daily(2, 60), &TimeZone::UTC).is_err());
}

const ZONES: [&str; 7] = [
    "America/New_York",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Pacific/Apia",
    "Asia/Kolkata",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever the zone and the time of the day, and however irregularly it is looked at: one run for each civil day
    /// that the zone has, for 2011 (when Samoa left a day out) as for 2018 (the last summer time of Sao Paulo).
    #[test]
    fn a_daily_job_runs_once_on_each_day(
        zone in proptest::sample::select(&ZONES[..]),
        (hour, minute) in (0u8..24, 0u8..60),
        year in proptest::sample::select(&[2011i16, 2018, 2024][..]),
        steps in proptest::collection::vec(1i64..20_000, 64),
    ) {
        let plan = plan(Rhythm::Daily(hour, minute), zone);
        let here = TimeZone::get(zone).unwrap();
        let start = at(&format!("{year}-01-03T00:00:00Z"));
        let (mut memory, mut now) = (Memory { last: None, since: start }, start);
        let mut runs: BTreeMap<civil::Date, u32> = BTreeMap::new();
        for step in steps.iter().cycle() {
            now = now.plus_seconds(*step);
            if now > start.plus_seconds(360 * 86_400) {
                break;
            }
            if let Some(planned) = plan.due(memory, Missed::RunOnce, now) {
                prop_assert!(planned <= now && Some(planned) > memory.last);
                memory.last = Some(planned);
                let day = here.to_datetime(jiff::Timestamp::from_microsecond(planned.micros()).unwrap()).date();
                *runs.entry(day).or_default() += 1;
            }
        }
        prop_assert!(runs.values().all(|count| *count == 1), "{runs:?}");
        let (first, last) = (*runs.keys().next().unwrap(), *runs.keys().last().unwrap());
        let mut days = first.series(jiff::Span::new().days(1)).take_while(|day| *day <= last);
        let samoa = civil::date(2011, 12, 30);
        let left_out = days.find(|day| !(runs.contains_key(day) || zone == "Pacific/Apia" && *day == samoa));
        prop_assert_eq!(left_out, None);
    }

    /// `next` and `latest` agree: from one planned moment to the next nothing lies between.
    #[test]
    fn the_next_moment_is_the_latest_one_when_it_comes(
        zone in proptest::sample::select(&ZONES[..]),
        (hour, minute) in (0u8..24, 0u8..60),
        second in 1_290_000_000i64..1_800_000_000,
    ) {
        let plan = plan(Rhythm::Daily(hour, minute), zone);
        let now = Timestamp::from_micros(second * 1_000_000);
        let next = plan.next(now, 3);
        prop_assert_eq!(next.len(), 3);
        for planned in next {
            prop_assert_eq!(plan.latest(planned), Some(planned));
            prop_assert!(plan.latest(planned.plus_seconds(-1)) < Some(planned));
        }
    }
}
