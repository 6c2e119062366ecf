//! Birth dates in the forms that files have.

use crate::model::Date;

/// One form of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form(Vec<Part>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Digits: of a year, month or day, so many at least and at most.
    Year(usize),
    Month(usize),
    Day(usize),
    Sign(char),
}

/// How a date was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Read {
    /// As it is written.
    Date(Date),
    /// The calendar has it only with day and month in each other's place.
    Swapped(Date),
}

impl Form {
    /// `YYYY-MM-DD`, `M/D/YY` and the like; `None` when it does not name year, month and day once each.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (mut parts, mut letters) = (Vec::new(), text.chars().peekable());
        while let Some(letter) = letters.next() {
            let mut count = 1;
            while letter.is_ascii_alphabetic() && letters.next_if_eq(&letter).is_some() {
                count += 1;
            }
            parts.push(match (letter.to_ascii_uppercase(), count) {
                ('Y', 2 | 4) => Part::Year(count),
                ('M', 1 | 2) => Part::Month(count),
                ('D', 1 | 2) => Part::Day(count),
                (sign, 1) if !sign.is_alphanumeric() => Part::Sign(letter),
                _ => return None,
            });
        }
        let has = |wanted: fn(&Part) -> bool| parts.iter().filter(|part| wanted(part)).count() == 1;
        let whole = has(|part| matches!(part, Part::Year(_)))
            && has(|part| matches!(part, Part::Month(_)))
            && has(|part| matches!(part, Part::Day(_)));
        whole.then_some(Self(parts))
    }

    /// A date of this form. A year of two digits is the latest that is not after `latest`.
    pub(super) fn date(&self, text: &str, latest: i16) -> Option<Read> {
        let (mut rest, [mut year, mut month, mut day]) = (text.trim(), [0_i16; 3]);
        for part in &self.0 {
            match *part {
                Part::Sign(sign) => rest = rest.strip_prefix(sign)?,
                Part::Year(digits) => {
                    (year, rest) = number(rest, digits, digits)?;
                    if digits == 2 {
                        let century = latest - latest.rem_euclid(100);
                        year += if century + year > latest { century - 100 } else { century };
                    }
                }
                Part::Month(least) => (month, rest) = number(rest, least, 2)?,
                Part::Day(least) => (day, rest) = number(rest, least, 2)?,
            }
        }
        // A time of day may follow.
        if !(rest.is_empty() || rest.starts_with([' ', 'T'])) {
            return None;
        }
        let date = |month: i16, day: i16| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        date(month, day).map(Read::Date).or_else(|| date(day, month).map(Read::Swapped))
    }
}

fn number(text: &str, least: usize, most: usize) -> Option<(i16, &str)> {
    let digits = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits)?;
    (digits >= least).then(|| number.parse().ok()).flatten().map(|number| (number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(form: &str, text: &str) -> Option<Read> {
        Form::read(form).unwrap().date(text, 2026)
    }

    #[test]
    fn dates_in_the_usual_forms() {
        let day = |text: &str| Some(Read::Date(text.parse().unwrap()));
        assert_eq!(read("YYYY-MM-DD", "2012-03-04"), day("2012-03-04"));
        assert_eq!(read("YYYY-MM-DD", "2012-03-04T00:00:00"), day("2012-03-04"));
        assert_eq!(read("M/D/YYYY", "3/14/2012"), day("2012-03-14"));
        assert_eq!(read("M/D/YY", "03/14/26"), day("2026-03-14"));
        assert_eq!(read("M/D/YY", "03/14/27"), day("1927-03-14"));
        assert_eq!(read("DD.MM.YYYY", " 04.03.2012 "), day("2012-03-04"));
        assert_eq!(read("YYYYMMDD", "20122503"), Some(Read::Swapped("2012-03-25".parse().unwrap())));
        for wrong in ["", "2012-3-4", "2012-02-30", "2012-03-044", "12-03-04", "\u{661}"] {
            assert_eq!(read("YYYY-MM-DD", wrong), None, "{wrong}");
        }
        for wrong in ["", "YYYY", "YYYY-MM-DD-DD", "YYYYYMMDD", "hello"] {
            assert_eq!(Form::read(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(form in "[YMD/. -]{0,10}", text in "\\PC{0,12}") {
            let _ = Form::read(&form).and_then(|form| form.date(&text, 2026));
        }
    }
}
