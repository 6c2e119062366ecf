//! Keys to bytes whose order is the order of the keys.

use crate::model::{
    ClockId, ContributionKey, ContributionNo, CorrectionId, Date, ItemId, MsixId, NoticeId, RegionId, RequestId,
    StateCode, StatementId, SubmissionId, Text,
};

/// A key of a table. The bytes of two keys compare as the keys do, so that a range of keys is one range of bytes.
pub trait Key: Sized {
    /// Appends the bytes.
    fn write(&self, out: &mut Vec<u8>);

    /// Takes the key off the front of the bytes.
    fn read(bytes: &mut &[u8]) -> Option<Self>;

    /// The bytes of this key alone.
    fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(24);
        self.write(&mut out);
        out
    }
}

fn take<'a>(bytes: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (front, rest) = bytes.split_at_checked(count)?;
    *bytes = rest;
    Some(front)
}

macro_rules! number {
    ($($type:ty),*) => {
        $(impl Key for $type {
            fn write(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_be_bytes());
            }
            fn read(bytes: &mut &[u8]) -> Option<Self> {
                Some(Self::from_be_bytes(take(bytes, size_of::<Self>())?.try_into().ok()?))
            }
        })*
    };
}

number!(u16, u32, u64);

macro_rules! through_number {
    ($($type:ty, $number:ty, $to:expr, $from:expr);*) => {
        $(impl Key for $type {
            fn write(&self, out: &mut Vec<u8>) {
                let to: fn(&Self) -> $number = $to;
                to(self).write(out);
            }
            fn read(bytes: &mut &[u8]) -> Option<Self> {
                let from: fn($number) -> Option<Self> = $from;
                from(<$number>::read(bytes)?)
            }
        })*
    };
}

through_number!(
    ContributionNo, u32, |no| no.0, |n| Some(ContributionNo(n));
    SubmissionId, u64, |id| id.0, |n| Some(SubmissionId(n));
    ItemId, u64, |id| id.0, |n| Some(ItemId(n));
    RegionId, u32, |id| id.0, |n| Some(RegionId(n));
    ClockId, u64, |id| id.0, |n| Some(ClockId(n));
    NoticeId, u64, |id| id.0, |n| Some(NoticeId(n));
    RequestId, u64, |id| id.0, |n| Some(RequestId(n));
    CorrectionId, u64, |id| id.0, |n| Some(CorrectionId(n));
    StatementId, u64, |id| id.0, |n| Some(StatementId(n));
    Date, u32, |day| day.number(), |n| Date::from_number(n).ok();
    MsixId, u64, |id| id.number(), |n| MsixId::from_number(n).ok()
);

impl Key for StateCode {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.letters());
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        std::str::from_utf8(take(bytes, 2)?).ok()?.parse().ok()
    }
}

/// Text ends with a zero byte, so that it can stand before another part. A zero inside is left out.
impl Key for Text {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.as_bytes().iter().filter(|b| **b != 0));
        out.push(0);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let end = bytes.iter().position(|b| *b == 0)?;
        let text = take(bytes, end + 1)?.get(..end)?;
        Some(std::str::from_utf8(text).ok()?.into())
    }
}

impl Key for ContributionKey {
    fn write(&self, out: &mut Vec<u8>) {
        self.state.write(out);
        Text::from(self.id.as_str()).write(out);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let state = StateCode::read(bytes)?;
        Some(Self { state, id: Text::read(bytes)?.parse().ok()? })
    }
}

impl Key for [u8; 32] {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        take(bytes, 32)?.try_into().ok()
    }
}

impl<A: Key, B: Key> Key for (A, B) {
    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
        self.1.write(out);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Some((A::read(bytes)?, B::read(bytes)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn order_and_round_trip(a in "[a-z0-9]{1,15}", b in "[a-z0-9]{1,15}", x: u32, y: u32) {
            let key = |id: &str, n| (ContributionKey { state: "TX".parse().unwrap(), id: id.parse().unwrap() }, n);
            let (left, right) = (key(&a, x), key(&b, y));
            prop_assert_eq!(left.cmp(&right), left.bytes().cmp(&right.bytes()));
            prop_assert_eq!(<(ContributionKey, u32)>::read(&mut left.bytes().as_slice()), Some(left));
        }
    }
}
