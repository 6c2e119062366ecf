//! What an agency may decide about the reading of values.

/// Settings of the dictionary.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Settings {
    /// The third value of Sex (MDE 9).
    pub third_sex: ThirdSex,
    /// Four-digit country numbers (MDE 14, 23).
    pub country_numbers: CountryNumbers,
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
