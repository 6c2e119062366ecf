//! Weights in words. A weight is the logarithm to the base 2 of how many times likelier something makes it that two
//! records are one child; weights add up to the logarithm of the odds.

use super::Words;

/// Weights smaller than this change the odds by less than four in ten: they are said to say little.
const LITTLE: f32 = 0.5;

/// How much a single reason counts: `32 times likelier`, `8 times less likely`, `counts little either way`.
pub(super) fn factor(words: Words, weight: f32) -> String {
    let times = [("times", times(weight.abs()).into())];
    match weight {
        weight if weight >= LITTLE => words.with("match-times-for", &times),
        weight if weight <= -LITTLE => words.with("match-times-against", &times),
        _ => words.t("match-neutral"),
    }
}

/// Odds as a share of pairs: `one in 4,000`, `85 in 100`, `all but one in 2,000`.
pub(super) fn share(words: Words, bits: f32) -> String {
    match Share::of(bits) {
        Share::OneIn(n) => words.with("match-one-in", &[("n", n.into())]),
        Share::Percent(n) => words.with("match-in-hundred", &[("n", n.into())]),
        Share::AllBut(n) => words.with("match-all-but", &[("n", n.into())]),
    }
}

/// The verdict as a sentence.
pub(super) fn verdict(words: Words, bits: f32) -> String {
    match Share::of(bits) {
        Share::OneIn(n) => words.with("match-verdict-low", &[("n", n.into())]),
        Share::Percent(n) => words.with("match-verdict-middle", &[("n", n.into())]),
        Share::AllBut(n) => words.with("match-verdict-high", &[("n", n.into())]),
    }
}

/// A probability as people can picture it.
#[derive(Debug, PartialEq, Eq)]
enum Share {
    /// Few: one in so many.
    OneIn(String),
    /// So many in a hundred.
    Percent(u32),
    /// Nearly all: all but one in so many.
    AllBut(String),
}

impl Share {
    fn of(bits: f32) -> Self {
        let odds = f64::from(bits).exp2();
        let share = odds / (1.0 + odds);
        if share < 0.05 {
            Self::OneIn(rounded(1.0 + 1.0 / odds))
        } else if share <= 0.95 {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 5 and 95")]
            Self::Percent((share * 100.0).round() as u32)
        } else {
            Self::AllBut(rounded(1.0 + odds))
        }
    }
}

fn times(bits: f32) -> String {
    let times = f64::from(bits).exp2();
    if times < 9.5 { format!("{}", (times * 2.0).round() / 2.0) } else { rounded(times) }
}

/// Two figures that count, thousands set off: 4,000; 130; 1,000,000 at most.
fn rounded(number: f64) -> String {
    let most = 1_000_000.0;
    let number = if number.is_finite() { number.min(most) } else { most };
    let mut unit = 1.0;
    while number / unit >= 100.0 {
        unit *= 10.0;
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and a million")]
    let whole = ((number / unit).round() * unit) as u64;
    let digits = whole.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::i18n::Language;

    #[test]
    fn shares_are_said_as_people_say_them() {
        assert_eq!(Share::of(-12.0), Share::OneIn("4,100".into()));
        assert_eq!(Share::of(-40.0), Share::OneIn("1,000,000".into()));
        assert_eq!(Share::of(0.0), Share::Percent(50));
        assert_eq!(Share::of(2.5), Share::Percent(85));
        assert_eq!(Share::of(11.0), Share::AllBut("2,000".into()));
        assert_eq!(Share::of(f32::INFINITY), Share::AllBut("1,000,000".into()));
    }

    #[test]
    fn weights_are_said_as_times() {
        let words = Words::new(Language::English);
        assert_eq!(factor(words, 5.0), "32 times likelier");
        assert_eq!(factor(words, -1.3), "2.5 times less likely");
        assert_eq!(factor(words, 0.2), "says little");
        assert_eq!(rounded(123_456.0), "120,000");
    }
}
