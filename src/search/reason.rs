//! Why a child was found: keys of the message files.

/// The words typed are among the child's names.
pub const SAME_NAME: &str = "same-name";
/// Parts of the name are written together or apart.
pub const JOINED_NAME: &str = "joined-name";
/// A nickname or a variant of the same name.
pub const NICKNAME: &str = "nickname";
/// Another spelling of the same sound.
pub const SOUNDS_ALIKE: &str = "sounds-alike";
/// A letter or two differ.
pub const SPELLED_ALIKE: &str = "spelled-alike";
/// The two surnames come in the other order.
pub const SURNAMES_SWAPPED: &str = "surnames-swapped";
/// A name begins with what was typed.
pub const STARTS_WITH: &str = "starts-with";
/// The name of a parent.
pub const PARENT: &str = "parent";
/// The birth date, or the part of it that was typed.
pub const BIRTH_DATE: &str = "birth-date";
/// The birth date with day and month in the other order.
pub const BIRTH_SWAPPED: &str = "birth-swapped";
/// A birth date that differs in the day, the month or the year alone.
pub const BIRTH_NEAR: &str = "birth-near";
/// A state that sent the child.
pub const STATE: &str = "state";
/// The MSIX ID, or one that was retired into the child's.
pub const MSIX_ID: &str = "msix-id";
/// An identifier a state gave the child.
pub const STATE_ID: &str = "state-id";
/// Only fields of the advanced form were asked for.
pub const FILTERS: &str = "filters";

/// Every reason, for the test that each has its words in each language.
pub const ALL: &[&str] = &[
    SAME_NAME,
    JOINED_NAME,
    NICKNAME,
    SOUNDS_ALIKE,
    SPELLED_ALIKE,
    SURNAMES_SWAPPED,
    STARTS_WITH,
    PARENT,
    BIRTH_DATE,
    BIRTH_SWAPPED,
    BIRTH_NEAR,
    STATE,
    MSIX_ID,
    STATE_ID,
    FILTERS,
];
