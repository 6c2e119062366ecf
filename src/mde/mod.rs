//! The data dictionary: what each minimum data element is, how its value is read, and the rules within and between
//! elements. Data in `assets/mde/`. No I/O; it must never decide what happens to a file.

mod comment;
mod dictionary;
mod line;
mod load;
pub mod reference;
mod rules;
mod settings;
mod text;
mod value;

pub use dictionary::{Category, CodeInfo, Column, Dictionary, ElementInfo, FormerName, Mandatory, Part, ValueKind};
pub use dictionary::{dictionary, kind_of, letter_of};
pub use line::read_line;
pub use rules::{Context, Places, Rule, applies, check, rules};
pub use settings::{CountryNumbers, RetiredElements, Settings, ThirdSex};
pub use value::{Parsed, ValueProblem, ValueWarning, parse_value};

use crate::model::{District, School};

/// Reference data that rules look things up in.
pub trait Reference {
    /// A school by its NCES identifier, in any year or the state's supplement.
    fn school(&self, id: &str) -> Option<School>;
    /// A district by its NCES identifier, likewise.
    fn district(&self, id: &str) -> Option<District>;
    /// Whether any schools are loaded at all: without them no school is unknown.
    fn has_schools(&self) -> bool;
    /// Whether any districts are loaded at all: without them no district is unknown.
    fn has_districts(&self) -> bool;
}
