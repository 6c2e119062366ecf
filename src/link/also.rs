//! Further columns, which the person's fields do not know: how far two values agree, and how common a value is.

use std::collections::HashMap;

use super::map::Kind;
use super::person::mark;
use crate::matching::name::{compact, tokens};
use crate::model::Text;

/// How far two values agree, from the strongest down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// Once folded.
    Same,
    /// A letter or digit apart, or two neighbors swapped.
    Slip,
    /// Two apart, cut short, or most words alike.
    Rough,
    Different,
    /// A side says nothing.
    Missing,
}

impl Likeness {
    pub(super) const COUNT: usize = Self::Missing as usize;

    /// For people.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Slip => "one slip",
            Self::Rough => "rough",
            Self::Different => "different",
            Self::Missing => "missing",
        }
    }
}

/// One column's values, each kept once.
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
    numbers: HashMap<Text, u32>,
    values: Vec<Value>,
    /// Records that say something.
    pub(super) said: u64,
}

struct Value {
    text: Text,
    /// Marks of its words, in order; for text alone.
    words: Box<[u64]>,
    count: u32,
}

/// Nothing was said.
pub(super) const SILENT: u32 = u32::MAX;

impl Column {
    pub(super) fn new(name: String, kind: Kind) -> Self {
        Self { name, kind, numbers: HashMap::new(), values: Vec::new(), said: 0 }
    }

    /// The value as it is compared.
    pub(super) fn folded(text: &str) -> Text {
        compact(text)
    }

    /// The number of a value; `raw` is as it was written, `folded` as [`Self::folded`] says.
    pub(super) fn number(&mut self, raw: &str, folded: Text) -> u32 {
        if folded.is_empty() {
            return SILENT;
        }
        self.said += 1;
        let known = self.numbers.get(&folded).copied();
        let number = known.unwrap_or_else(|| {
            let number = u32::try_from(self.values.len()).unwrap_or(SILENT);
            let mut words: Vec<u64> = match self.kind {
                Kind::Text => tokens(raw).iter().map(|word| mark(word)).collect(),
                _ => Vec::new(),
            };
            words.sort_unstable();
            self.values.push(Value { text: folded.clone(), words: words.into(), count: 0 });
            self.numbers.insert(folded, number);
            number
        });
        if let Some(value) = self.values.get_mut(number as usize) {
            value.count += 1;
        }
        number
    }

    /// No more values come: what was needed to number them is let go.
    pub(super) fn close(&mut self) {
        self.numbers = HashMap::new();
        self.values.shrink_to_fit();
    }

    /// The part of records that say something which say this.
    pub(super) fn frequency(&self, number: u32) -> f32 {
        let count = self.values.get(number as usize).map_or(1, |value| value.count);
        (f64::from(count) / (self.said.max(1) as f64)) as f32
    }

    /// How many records say this.
    pub(super) fn held(&self, number: u32) -> u32 {
        self.values.get(number as usize).map_or(0, |value| value.count)
    }

    /// How often two records say the same by chance.
    pub(super) fn agree_by_chance(&self) -> f32 {
        let said = self.said.max(1) as f64;
        let pairs = |count: u32| f64::from(count) * (f64::from(count) - 1.0);
        let sum: f64 = self.values.iter().map(|value| pairs(value.count)).sum();
        (sum / (said * (said - 1.0)).max(1.0)).max(1.0 / (said * said)).min(1.0) as f32
    }

    /// How far two values agree; the same in either order.
    pub(super) fn likeness(&self, a: u32, b: u32) -> Likeness {
        if a == SILENT || b == SILENT {
            return Likeness::Missing;
        }
        if a == b {
            return Likeness::Same;
        }
        let (Some(a), Some(b)) = (self.values.get(a as usize), self.values.get(b as usize)) else {
            return Likeness::Missing;
        };
        let (x, y) = (a.text.as_bytes(), b.text.as_bytes());
        let (shorter, longer) = (x.len().min(y.len()), x.len().max(y.len()));
        // In a list of short codes every code is a slip away from another.
        let slips = if self.kind == Kind::Code { 4 } else { 3 };
        if longer >= slips && within(x, y, 1) {
            return Likeness::Slip;
        }
        let rough = match self.kind {
            Kind::Text => alike_in_words(&a.words, &b.words) || cut(x, y) || (longer >= 8 && within(x, y, longer / 5)),
            Kind::Identifier | Kind::Number => shorter >= 6 && within(x, y, 2) || (shorter >= 4 && cut(x, y)),
            Kind::Code => false,
        };
        if rough { Likeness::Rough } else { Likeness::Different }
    }
}

fn cut(a: &[u8], b: &[u8]) -> bool {
    a.len().min(b.len()) >= 4 && (a.starts_with(b) || b.starts_with(a))
}

/// At least half of all words stand on both sides. Both are in order.
fn alike_in_words(a: &[u64], b: &[u64]) -> bool {
    let (mut both, mut i, mut j) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        both += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    both > 0 && a.len().max(b.len()) > 1 && both * 2 >= a.len() + b.len() - both
}

/// Whether two values are no more than `most` apart by optimal string alignment: letters put in, left out, taken for
/// another, neighbors swapped. Only the band of the table around its diagonal is filled in.
fn within(a: &[u8], b: &[u8], most: usize) -> bool {
    const WIDE: usize = 64;
    if a.len().abs_diff(b.len()) > most {
        return false;
    }
    let front = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(front..).unwrap_or_default(), b.get(front..).unwrap_or_default());
    let back = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(..a.len() - back).unwrap_or_default(), b.get(..b.len() - back).unwrap_or_default());
    if a.len().max(b.len()) <= most {
        return true;
    }
    if a.is_empty() || b.is_empty() || most == 0 || a.len().max(b.len()) >= WIDE {
        return false;
    }
    // Two rows back, one row back, and the present row.
    let (mut before, mut last, mut now) = ([u8::MAX; WIDE + 1], [u8::MAX; WIDE + 1], [u8::MAX; WIDE + 1]);
    for (slot, value) in last.iter_mut().take(b.len() + 1).zip(0_u8..) {
        *slot = value;
    }
    let at = |row: &[u8; WIDE + 1], j: usize| row.get(j).copied().unwrap_or(u8::MAX);
    for (i, x) in a.iter().enumerate() {
        let (from, to) = (i.saturating_sub(most), (i + most + 1).min(b.len()));
        now.fill(u8::MAX);
        if let Some(slot) = now.first_mut() {
            *slot = u8::try_from(i + 1).unwrap_or(u8::MAX);
        }
        let mut least = u8::MAX;
        for j in from..to {
            let Some(y) = b.get(j) else { continue };
            let mut best = at(&last, j).saturating_add(u8::from(x != y));
            best = best.min(at(&last, j + 1).saturating_add(1)).min(at(&now, j).saturating_add(1));
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(at(&before, j - 1).saturating_add(1));
            }
            if let Some(slot) = now.get_mut(j + 1) {
                *slot = best;
            }
            least = least.min(best);
        }
        if usize::from(least) > most {
            return false;
        }
        (before, last, now) = (last, now, before);
    }
    usize::from(at(&last, b.len())) <= most
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn likeness(kind: Kind, a: &str, b: &str) -> Likeness {
        let mut column = Column::new("c".into(), kind);
        let (a, b) = (column.number(a, Column::folded(a)), column.number(b, Column::folded(b)));
        assert_eq!(column.likeness(a, b), column.likeness(b, a));
        column.likeness(a, b)
    }

    #[test]
    fn values_agree_by_their_kind() {
        assert_eq!(likeness(Kind::Identifier, "123-45-6789", "123456789"), Likeness::Same);
        assert_eq!(likeness(Kind::Identifier, "5304218", "5304281"), Likeness::Slip);
        assert_eq!(likeness(Kind::Identifier, "5304218", "5314281"), Likeness::Rough);
        assert_eq!(likeness(Kind::Identifier, "5304218", "9104281"), Likeness::Different);
        assert_eq!(likeness(Kind::Text, "8 Stanley Street", "stanley st. 8"), Likeness::Rough);
        assert_eq!(likeness(Kind::Text, "Winston Hills", "Winstno Hills"), Likeness::Slip);
        assert_eq!(likeness(Kind::Code, "nsw", "nsv"), Likeness::Different);
        assert_eq!(likeness(Kind::Number, "", "17"), Likeness::Missing);
    }

    proptest! {
        #[test]
        fn the_band_says_what_the_whole_table_says(a in "[ab]{0,4}[a-d]{0,8}", b in "[ab]{0,4}[a-d]{0,8}", most in 0_usize..4) {
            prop_assert_eq!(within(a.as_bytes(), b.as_bytes(), most), strsim::osa_distance(&a, &b) <= most);
        }
    }
}
