//! What an agency may decide about the reading of values.

/// Settings of the dictionary.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Settings {
    /// The third value of Sex (MDE 9).
    pub third_sex: ThirdSex,
    /// Four-digit country numbers (MDE 14, 23).
    pub country_numbers: CountryNumbers,
    /// Values of elements that are no longer on the list.
    pub retired: RetiredElements,
}

/// How the third value of Sex is taken. `Other` was on the list of 2022, `Nonbinary` on those of 2023 and 2024;
/// `Female` and `Male` are always accepted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ThirdSex {
    /// Accepted with a warning.
    #[default]
    Warn,
    /// Accepted.
    Accept,
    /// Not a value of the element; since the element is mandatory, the student is rejected.
    Refuse,
}

/// How four-digit country numbers are taken. States are known to transmit them, but their list is not public, so
/// a number cannot be checked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CountryNumbers {
    /// Accepted as sent.
    #[default]
    Accept,
    /// Accepted with a warning.
    Warn,
}

/// How values of elements are taken that were on no list any more when they came: birth place (MDE 12 to 14) since
/// 2023, home and private school (MDE 69, 81) since 2024. They are kept in any case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RetiredElements {
    /// With a warning, but for the birth place, by which children are still matched.
    #[default]
    WarnUnlessMatched,
    /// With a warning.
    Warn,
    /// As they come.
    Accept,
}
