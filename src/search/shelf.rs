//! What a search looks into: a state of the index, the vocabulary of its names, and where in each segment the children
//! of a word are listed. Made when the index has changed; of segments that stay, nothing is read again.

use std::borrow::Cow;
use std::io;
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::Field;
use tantivy::{DocAddress, DocId, Searcher, SegmentReader};

use super::SearchError;
use super::cards::Cards;
use super::kept::Kept;
use super::schema::Fields;
use super::vocabulary::Vocabulary;
use crate::model::Text;

/// Fields whose words are in the vocabulary.
pub(super) const NAME: usize = 0;
/// See [`NAME`].
pub(super) const PARENT: usize = 1;

/// A searcher and the words of its segments.
#[derive(Clone)]
pub(super) struct Shelf {
    pub searcher: Searcher,
    pub vocabulary: Arc<Vocabulary>,
    /// In the order of the searcher's segments.
    segments: Vec<(SegmentId, Arc<Segment>)>,
    /// Children who bear each word as a name, by the word's number: a search weighs hundreds.
    bearers: Vec<u32>,
    fields: [Field; 2],
}

/// What is known of a segment as long as it stays.
struct Segment {
    /// By field, [`NAME`] and [`PARENT`].
    lists: [Lists; 2],
    cards: Cards,
}

/// Where the lists of children are, by number of the word.
#[derive(Default)]
struct Lists {
    numbers: Vec<u32>,
    infos: Vec<TermInfo>,
    /// Where the children of each word stand in `few`: nowhere if they are many.
    fews: Vec<u32>,
    /// The children of words that hardly anybody bears: a search asks for hundreds of these, and to read as many lists
    /// from the index takes longer than to use them.
    few: Vec<DocId>,
    /// Where the numbers stand in `numbers`, in a segment that has many of the words: a search asks for hundreds.
    places: Vec<u32>,
}

/// A segment with one of so many words has a table of their places.
const MANY: usize = 64;
/// A word that the segment does not have.
const NOWHERE: u32 = u32::MAX;
/// So many children are few.
const FEW: u32 = 8;

/// Where a segment lists the children of a word.
pub(super) enum List<'a> {
    /// Here they are.
    Few(&'a [DocId]),
    /// In the index.
    Many(&'a TermInfo),
}

impl Shelf {
    /// The shelf of a searcher, from the one before.
    pub(super) fn next(before: Option<&Self>, searcher: Searcher, fields: &Fields) -> Result<Self, SearchError> {
        let mut vocabulary = before.map(|shelf| shelf.vocabulary.clone()).unwrap_or_default();
        let mut segments = Vec::new();
        for segment in searcher.segment_readers() {
            let id = segment.segment_id();
            let known = match before.and_then(|shelf| shelf.segments.iter().find(|(known, _)| *known == id)) {
                Some((_, known)) => known.clone(),
                None => {
                    let mut read = |field| Lists::read(segment, field, &mut vocabulary);
                    let lists = [read(fields.name)?, read(fields.parent)?];
                    Arc::new(Segment { lists, cards: Cards::of(&searcher, segment) })
                }
            };
            segments.push((id, known));
        }
        let bearers = bearers(&segments, vocabulary.len());
        Ok(Self { searcher, vocabulary, segments, bearers, fields: [fields.name, fields.parent] })
    }

    /// Where the segment of a place lists the children of a word in a field, [`NAME`] or [`PARENT`].
    pub(super) fn list(&self, segment: usize, field: usize, word: u32) -> Option<List<'_>> {
        let lists = self.segments.get(segment)?.1.lists.get(field)?;
        let place = lists.place(word)?;
        let few = lists.fews.get(place).zip(lists.fews.get(place + 1));
        match few.and_then(|(from, to)| lists.few.get(*from as usize..*to as usize)) {
            Some(few) if !few.is_empty() => Some(List::Few(few)),
            _ => lists.infos.get(place).map(List::Many),
        }
    }

    /// The bytes of the card of a document.
    pub(super) fn card(&self, address: DocAddress) -> Result<Cow<'_, [u8]>, SearchError> {
        let segment = self.segments.get(address.segment_ord as usize);
        if let Some(card) = segment.and_then(|(_, segment)| segment.cards.card(address.doc_id)) {
            return Ok(Cow::Borrowed(card));
        }
        let Kept(bytes) = self.searcher.doc(address)?;
        bytes.map(Cow::Owned).ok_or_else(|| SearchError::Index("a document has no card".to_owned()))
    }

    /// Bytes of memory of the words, of where their children are listed, and of where the cards are.
    pub(super) fn bytes(&self) -> usize {
        let lists = self.segments.iter().flat_map(|(_, segment)| segment.lists.iter());
        let cards = self.segments.iter().map(|(_, segment)| segment.cards.bytes()).sum::<usize>();
        let of_lists = |lists: &Lists| {
            size_of_val(&*lists.infos)
                + [&lists.numbers, &lists.fews, &lists.few, &lists.places]
                    .map(|list| size_of_val(&**list))
                    .iter()
                    .sum::<usize>()
        };
        self.vocabulary.bytes() + size_of_val(&*self.bearers) + lists.map(of_lists).sum::<usize>() + cards
    }

    /// The fields of [`NAME`] and [`PARENT`].
    pub(super) fn fields(&self) -> [Field; 2] {
        self.fields
    }

    /// Documents with a word in a name, deleted ones too.
    pub(super) fn bearers(&self, word: u32) -> u32 {
        self.bearers.get(word as usize).copied().unwrap_or(0)
    }
}

/// How many documents have each of so many words in a name.
fn bearers(segments: &[(SegmentId, Arc<Segment>)], words: u32) -> Vec<u32> {
    let mut bearers = vec![0; words as usize];
    for lists in segments.iter().filter_map(|(_, segment)| segment.lists.get(NAME)) {
        for (word, info) in lists.numbers.iter().zip(&lists.infos) {
            if let Some(bearers) = bearers.get_mut(*word as usize) {
                *bearers += info.doc_freq;
            }
        }
    }
    bearers
}

impl Lists {
    fn read(segment: &SegmentReader, field: Field, vocabulary: &mut Arc<Vocabulary>) -> Result<Self, SearchError> {
        let mut terms: Vec<(Text, TermInfo)> = Vec::new();
        let index = segment.inverted_index(field)?;
        let mut stream = index.terms().stream()?;
        while let Some((term, info)) = stream.next() {
            let word = std::str::from_utf8(term).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))?;
            terms.push((Text::from(word), info.clone()));
        }
        let fresh = terms.iter().map(|(word, _)| word).filter(|word| vocabulary.number(word).is_none());
        let fresh: Vec<Text> = fresh.cloned().collect();
        if !fresh.is_empty() {
            Arc::make_mut(vocabulary).add(fresh);
        }
        let mut lists: Vec<(u32, TermInfo)> =
            terms.into_iter().filter_map(|(word, info)| Some((vocabulary.number(&word)?, info))).collect();
        lists.sort_unstable_by_key(|(number, _)| *number);
        let (numbers, infos): (Vec<u32>, Vec<TermInfo>) = lists.into_iter().unzip();
        let (mut fews, mut few) = (Vec::with_capacity(infos.len() + 1), Vec::new());
        let mut postings = BlockSegmentPostings::empty();
        for info in &infos {
            fews.push(few.len() as u32);
            if info.doc_freq <= FEW {
                index.reset_block_postings_from_terminfo(info, &mut postings)?;
                few.extend_from_slice(postings.docs());
            }
        }
        fews.push(few.len() as u32);
        let span = numbers.last().map_or(0, |last| *last as usize + 1);
        let mut places = Vec::new();
        if numbers.len() > span / MANY {
            places.resize(span, NOWHERE);
            for (at, number) in (0..).zip(&numbers) {
                if let Some(place) = places.get_mut(*number as usize) {
                    *place = at;
                }
            }
        }
        Ok(Self { numbers, infos, fews, few, places })
    }

    fn place(&self, word: u32) -> Option<usize> {
        if self.places.is_empty() {
            return self.numbers.binary_search(&word).ok();
        }
        self.places.get(word as usize).filter(|place| **place != NOWHERE).map(|place| *place as usize)
    }
}
