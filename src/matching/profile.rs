//! Evidence made ready for comparison: folded once, compared often.

use std::sync::Arc;

use super::lexicon::Lexicon;
use super::name::{compact, is_suffix, tokens};
use super::word::{Field, Word};
use crate::model::{AlternateId, ContributionKey, Date, Evidence, MsixId, PersonName, QualifyingMove, Sex, Stay, Text};

/// Evidence with folded names, small enough to be held by the million.
#[derive(Debug, Clone)]
pub struct Profile {
    pub(super) key: ContributionKey,
    pub(super) msix_id_sent: Option<MsixId>,
    pub(super) alternates: Box<[AlternateId]>,
    pub(super) names: Box<[Name]>,
    pub(super) born: Box<[Date]>,
    pub(super) sex: Option<Sex>,
    pub(super) multiple_birth: Option<bool>,
    pub(super) place: [Text; 3],
    pub(super) parents: Box<[ParentName]>,
    pub(super) contacts: Box<[u32]>,
    pub(super) moves: Box<[QualifyingMove]>,
    pub(super) stays: Box<[Stay]>,
    pub(super) cohort: Option<i16>,
}

/// A parent's first and last names.
#[derive(Debug, Clone)]
pub(super) struct ParentName {
    pub(super) first: Arc<Field>,
    pub(super) last: Arc<Field>,
}

impl Profile {
    /// Folds what was not folded before.
    pub fn new(evidence: &Evidence, lexicon: &Lexicon) -> Self {
        let folded = |text: &Option<Text>| text.as_deref().map(compact).unwrap_or_default();
        let parents = evidence
            .parents
            .iter()
            .map(|parent| ParentName { first: lexicon.field(&parent.first), last: lexicon.field(&parent.last) });
        Self {
            key: evidence.key.clone(),
            msix_id_sent: evidence.msix_id_sent,
            alternates: evidence.alternates.as_slice().into(),
            names: evidence.names.iter().map(|name| Name::new(name, lexicon)).collect(),
            born: evidence.birth_dates.as_slice().into(),
            sex: evidence.sex,
            multiple_birth: evidence.multiple_birth,
            place: [folded(&evidence.birth_city), folded(&evidence.birth_state), folded(&evidence.birth_country)],
            parents: parents.collect(),
            contacts: evidence.contacts.as_slice().into(),
            moves: evidence.moves.as_slice().into(),
            stays: evidence.stays.as_slice().into(),
            cohort: evidence.cohort,
        }
    }
}

/// One spelling of a child's name.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub(super) first: Arc<Field>,
    pub(super) middle: Arc<Field>,
    last_1: Arc<Field>,
    last_2: Arc<Field>,
    /// MDE 8, or one found at the end of another field.
    pub(super) suffix: Option<&'static str>,
}

impl Name {
    fn new(name: &PersonName, lexicon: &Lexicon) -> Self {
        let [first, middle, last_1, last_2] =
            [&name.first, &name.middle, &name.last_1, &name.last_2].map(|text| lexicon.field(text));
        let own =
            if name.suffix.is_empty() { None } else { tokens(&name.suffix).iter().find_map(|word| is_suffix(word)) };
        let suffix = own.or(first.suffix).or(middle.suffix).or(last_1.suffix).or(last_2.suffix);
        Self { first, middle, last_1, last_2, suffix }
    }

    /// Every word of first and middle name.
    pub(super) fn given(&self) -> impl Iterator<Item = &Word> + Clone {
        self.first.words.iter().chain(&self.middle.words)
    }

    /// Every word.
    pub(super) fn words(&self) -> impl Iterator<Item = &Word> + Clone {
        self.given().chain(self.surnames())
    }

    /// Every word of both last names.
    pub(super) fn surnames(&self) -> impl Iterator<Item = &Word> + Clone {
        self.last_1.words.iter().chain(&self.last_2.words)
    }
}
