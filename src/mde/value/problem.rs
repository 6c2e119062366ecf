//! What can be wrong with the text of a value.

/// What was not quite right about a value that was read all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueWarning {
    /// Another spelling of the value was understood.
    Spelling,
    /// Control or invisible characters were taken out.
    Characters,
    /// The third value of Sex (MDE 9).
    ThirdSex,
    /// A country that is not on the list, or a number that cannot be checked (MDE 14, 23).
    Country,
}

impl ValueWarning {
    /// The last part of a finding's code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Spelling => "SPELLING",
            Self::Characters => "CHARACTERS",
            Self::ThirdSex => "THIRD-SEX",
            Self::Country => "COUNTRY",
        }
    }
}

/// Why a text is not a value of its element. The sentence goes on after the element's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ValueProblem {
    /// No such element.
    #[error("is not an element of the dictionary")]
    Unknown,
    /// Nothing but control characters.
    #[error("holds no readable character; leave it empty or send text")]
    Unreadable,
    /// More characters than the element may have.
    #[error("has more than {0} characters; shorten it")]
    TooLong(u16),
    /// Not in the closed code list.
    #[error("is not a code of the list `{0}`; send one of its codes")]
    Code(&'static str),
    /// Not a day.
    #[error("is not a day of the calendar; send it as YYYYMMDD, such as 20151130")]
    Date,
    /// Not a month.
    #[error("is not a month of a year; send it as MMYYYY, such as 052015")]
    Month,
    /// Not `Yes` or `No`.
    #[error("is neither Yes nor No; send one of these words")]
    Flag,
    /// Not so many digits.
    #[error("does not have exactly {0} digits; send them all, with leading zeros")]
    Digits(u16),
    /// Not a state's identifier.
    #[error("is not an identifier of 1 to 15 letters or digits")]
    Identifier,
    /// Not a telephone number.
    #[error("is not a telephone number of ten digits")]
    Phone,
    /// Not an address.
    #[error("is not an e-mail address of the form name@example.org")]
    Email,
    /// Not a postal code.
    #[error("does not have five or nine digits")]
    Zip,
    /// Not a whole number in the range.
    #[error("is not a whole number of at most {0} digits")]
    Number(u16),
    /// Not a number of Carnegie units.
    #[error("is not a number of Carnegie units from 0.00 to 9.99")]
    Credits,
    /// Not an academic year.
    #[error("is not an academic year; send the years of its begin and end, such as 2014 and 2015")]
    Years,
}

impl ValueProblem {
    /// The last part of a finding's code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unknown => "UNKNOWN",
            Self::Unreadable => "CHARACTERS",
            Self::TooLong(_) => "LENGTH",
            Self::Code(_) => "CODE",
            Self::Date => "DATE",
            Self::Month => "MONTH",
            Self::Flag => "FLAG",
            Self::Digits(_) => "DIGITS",
            Self::Identifier => "ID",
            Self::Phone => "PHONE",
            Self::Email => "EMAIL",
            Self::Zip => "ZIP",
            Self::Number(_) => "NUMBER",
            Self::Credits => "CREDITS",
            Self::Years => "YEARS",
        }
    }
}
