//! The closed lists of what is compared and how far two values agree, with their keys in the message files.

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $key:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),* }

        impl $name {
            /// All of them, in the order in which they are shown.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// By its key.
            pub fn read(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.key() == key)
            }

            /// Its key in the message files.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),* }
            }
        }
    };
}

words! {
    /// What is compared.
    Field {
        /// MDE 4.
        FirstName = "first-name",
        /// MDE 5.
        MiddleName = "middle-name",
        /// MDE 6.
        LastName1 = "last-name-1",
        /// MDE 7.
        LastName2 = "last-name-2",
        /// MDE 6 of one side with MDE 7 of the other.
        Surnames = "surnames",
        /// MDE 8.
        Suffix = "suffix",
        /// MDE 10.
        BirthDate = "birth-date",
        /// MDE 9.
        Sex = "sex",
        /// MDE 16 to 19.
        Parents = "parents",
        /// MDE 12 to 14.
        BirthPlace = "birth-place",
        /// MDE 11.
        MultipleBirth = "multiple-birth",
        /// MDE 77 to 80.
        Contact = "contact",
        /// MDE 20 to 25 of one side, the places of the other.
        Moves = "moves",
        /// Whether both were somewhere at the same time.
        Stays = "stays",
        /// MDE 42 in the course of the school years.
        Grade = "grade",
        /// MDE 1, 2 and alternate identifiers.
        Ids = "ids",
        /// Before anything is compared.
        Start = "start",
        /// All on which a side is silent.
        Rest = "rest",
        /// How many strangers would agree as much.
        Chance = "chance",
        /// What the child's other contributions say.
        Others = "others",
        /// Which states contribute.
        State = "state",
        /// How many children could be meant.
        Rivals = "rivals",
    }
}

words! {
    /// How far two values agree.
    Agreement {
        /// Alike once folded.
        Same = "same",
        /// One spelling, read aloud, is the other.
        SoundsAlike = "sounds-alike",
        /// Nickname or variant of one name.
        Nickname = "nickname",
        /// Both in each other's place.
        Swapped = "swapped",
        /// The words are parted otherwise over the fields of the name.
        Moved = "moved",
        /// One agrees, in another place.
        Crossed = "crossed",
        /// One side has part of the other's words.
        Part = "part",
        /// A letter apart.
        Similar = "similar",
        /// Names of one origin, each given in its own right.
        Variant = "variant",
        /// The first letter of the other.
        Initial = "initial",
        /// Two letters apart, heard amiss, or cut short.
        Roughly = "roughly",
        /// The same 1 January, as clerks write when they do not know.
        SameNewYear = "same-new-year",
        /// Day and month in each other's place.
        DayMonthSwapped = "day-month-swapped",
        /// One digit apart.
        OneDigit = "one-digit",
        /// Year off by one or ten.
        YearOff = "year-off",
        /// One of them is 1 January of the same year, as clerks write when they do not know.
        DefaultDate = "default-date",
        /// Two digits apart.
        TwoDigits = "two-digits",
        /// Within two months.
        Nearby = "nearby",
        /// Only one side has another name.
        Lone = "lone",
        /// One left there shortly before the other came here.
        Handover = "handover",
        /// Never in two places at once; of parents: one side names another than the other.
        Apart = "apart",
        /// In two places at once.
        Overlap = "overlap",
        /// Not alike.
        Different = "different",
        /// Both sides speak and cannot both be right.
        Contradicts = "contradicts",
        /// A side says nothing: left out of explanations.
        Missing = "missing",
        /// Said by at least one side.
        Flagged = "flagged",
        /// Two live contributions of one state would be one child.
        TwoInOneState = "two-in-one-state",
        /// More than one child qualifies.
        Several = "several",
        /// Any two children who have something in common.
        AnyTwo = "any-two",
    }
}

impl Field {
    /// How many of them are compared; those after it are said of a child as a whole.
    pub const COMPARED: usize = Self::Ids as usize + 1;
}

impl Agreement {
    /// Whether two names at this level may be one name, for a join.
    pub fn is_alike(self) -> bool {
        matches!(self, Self::Same | Self::SoundsAlike | Self::Nickname)
    }

    /// Whether two names at this level may be one name with a slip in it, for a near match.
    pub fn is_close(self) -> bool {
        self.is_alike()
            || matches!(
                self,
                Self::Similar
                    | Self::Part
                    | Self::Swapped
                    | Self::Crossed
                    | Self::Moved
                    | Self::Variant
                    | Self::Initial
                    | Self::Roughly
            )
    }
}

/// Every key that can stand in a [`crate::model::Reason`]: its fields, then its agreements.
pub fn vocabulary() -> (Vec<&'static str>, Vec<&'static str>) {
    (Field::ALL.iter().map(|field| field.key()).collect(), Agreement::ALL.iter().map(|level| level.key()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_kebab_case_and_distinct() {
        let (fields, levels) = vocabulary();
        for mut keys in [fields, levels] {
            assert!(
                keys.iter().all(|key| key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'))
            );
            let count = keys.len();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), count);
        }
    }
}
