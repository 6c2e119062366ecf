//! The children worth a closer look. Each thing typed stands for lists of children in the index, best likeness first; the
//! lists are added up in one table of scores, the rarest thing first, and a child that already lacks too much is
//! never taken up. Nothing typed is ever read as a query language.

use std::cmp::Reverse;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::{BitSet, DocAddress, DocId, InvertedIndexReader, SegmentOrdinal, SegmentReader, Term};

use super::SearchError;
use super::likeness::LEAST;
use super::rank::Need;
use super::shelf::{List, NAME, PARENT, Shelf};
use super::sought::{Place, Sought};

/// Tables of scores that are not in use: one for each search that ran at the same time.
#[derive(Default)]
pub(super) struct Tables {
    free: Mutex<Vec<Table>>,
}

/// What is known of each document of a segment. Clean between searches.
#[derive(Default)]
struct Table {
    rows: Vec<Row>,
    /// Documents whose row is not clean.
    touched: Vec<DocId>,
    /// The best so far, of all segments.
    found: Vec<Scored>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Row {
    score: f32,
    /// The last thing that was counted, plus one.
    last: u8,
    /// Things that need to be there and are.
    had: u8,
}

/// A document and its score.
pub(super) type Scored = (f32, DocAddress);

impl Tables {
    /// The `most` children that fit best and have what they need to, best first, and whether there are more. `allowed`
    /// holds, for each segment, the documents that the advanced form lets pass.
    pub(super) fn gather(
        &self,
        shelf: &Shelf,
        sought: &[Sought],
        need: Need,
        allowed: Option<&[BitSet]>,
        most: usize,
    ) -> Result<(Vec<Scored>, bool), SearchError> {
        let mut table = self.lock().pop().unwrap_or_default();
        let mut outcome = Ok(());
        for (ordinal, segment) in (0..).zip(shelf.searcher.segment_readers()) {
            let allowed = allowed.and_then(|allowed| allowed.get(ordinal as usize));
            outcome = table
                .add_up(shelf, ordinal, segment, sought, need)
                .map(|()| table.pick(ordinal, segment, need.of(sought), allowed, most));
            table.clean();
            if outcome.is_err() {
                break;
            }
        }
        let mut found = table.found.clone();
        table.found.clear();
        self.lock().push(table);
        outcome?;
        found.sort_unstable_by(by_score);
        let more = found.len() > most;
        found.truncate(most);
        Ok((found, more))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Table>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    fn add_up(
        &mut self,
        shelf: &Shelf,
        ordinal: SegmentOrdinal,
        segment: &SegmentReader,
        sought: &[Sought],
        need: Need,
    ) -> Result<(), SearchError> {
        if self.rows.len() < segment.max_doc() as usize {
            self.rows.resize(segment.max_doc() as usize, Row::default());
        }
        let all_optional = sought.iter().all(|one| one.optional);
        let mut order: Vec<(usize, &Sought)> = sought.iter().enumerate().collect();
        order.sort_by_key(|(_, one)| (one.optional, Reverse((one.weight * 1024.0) as u32)));
        // Whoever has enough of the things has one of so many rarest.
        let counted = sought.iter().filter(|one| need.counts(one)).count();
        let mut openers = (counted + 1).saturating_sub(need.of(sought));
        let mut lists = Lists::new(shelf, ordinal, segment)?;
        for (at, one) in order {
            let counts = need.counts(one);
            let opens = all_optional || (counts && openers > 0);
            openers = openers.saturating_sub(usize::from(counts));
            self.add_one(&mut lists, one, at as u8 + 1, (opens, counts))?;
        }
        Ok(())
    }

    fn add_one(
        &mut self,
        lists: &mut Lists,
        one: &Sought,
        mark: u8,
        (opens, counts): (bool, bool),
    ) -> Result<(), SearchError> {
        for (place, likeness) in &one.places {
            let counts = u8::from(counts && *likeness >= LEAST);
            let (rows, touched) = (&mut self.rows, &mut self.touched);
            let add = one.weight * likeness;
            let mut take = |doc: DocId| {
                let Some(row) = rows.get_mut(doc as usize) else { return };
                if row.last == 0 {
                    if !opens {
                        return;
                    }
                    touched.push(doc);
                } else if row.last == mark {
                    return;
                }
                *row = Row { score: row.score + add, last: mark, had: row.had + counts };
            };
            lists.each(place, &mut take)?;
        }
        Ok(())
    }

    /// Adds the documents that have enough to the best, of which `most` and one more are kept.
    fn pick(
        &mut self,
        ordinal: SegmentOrdinal,
        segment: &SegmentReader,
        required: usize,
        allowed: Option<&BitSet>,
        most: usize,
    ) {
        let alive = segment.alive_bitset();
        // Below the last of those that fill the page nobody is kept.
        let mut least = f32::NEG_INFINITY;
        for doc in &self.touched {
            let Some(row) = self.rows.get(*doc as usize) else { continue };
            let passes = || {
                alive.is_none_or(|alive| alive.is_alive(*doc)) && allowed.is_none_or(|allowed| allowed.contains(*doc))
            };
            if row.score >= least && usize::from(row.had) >= required && passes() {
                self.found.push((row.score, DocAddress::new(ordinal, *doc)));
            }
            if self.found.len() >= 4 * (most + 1) {
                least = keep_best(&mut self.found, most);
            }
        }
        keep_best(&mut self.found, most);
    }

    fn clean(&mut self) {
        for doc in self.touched.drain(..) {
            if let Some(row) = self.rows.get_mut(doc as usize) {
                *row = Row::default();
            }
        }
    }
}

/// Keeps the best, and one more where there are more. Says the score of that one.
fn keep_best(found: &mut Vec<Scored>, most: usize) -> f32 {
    if found.len() <= most + 1 {
        return f32::NEG_INFINITY;
    }
    let (_, (least, _), _) = found.select_nth_unstable_by(most, by_score);
    let least = *least;
    found.truncate(most + 1);
    least
}

pub(super) fn by_score(one: &Scored, other: &Scored) -> std::cmp::Ordering {
    other.0.total_cmp(&one.0).then(one.1.cmp(&other.1))
}

/// Reads lists of children of one segment.
struct Lists<'a> {
    shelf: &'a Shelf,
    ordinal: SegmentOrdinal,
    segment: &'a SegmentReader,
    words: [Arc<InvertedIndexReader>; 2],
    postings: BlockSegmentPostings,
}

impl<'a> Lists<'a> {
    fn new(shelf: &'a Shelf, ordinal: SegmentOrdinal, segment: &'a SegmentReader) -> Result<Self, SearchError> {
        let [names, parents] = shelf.fields();
        let words = [segment.inverted_index(names)?, segment.inverted_index(parents)?];
        Ok(Self { shelf, ordinal, segment, words, postings: BlockSegmentPostings::empty() })
    }

    fn each(&mut self, place: &Place, take: &mut impl FnMut(DocId)) -> Result<(), SearchError> {
        match place {
            Place::Name(word) => self.word(NAME, *word, take),
            Place::Parent(word) => self.word(PARENT, *word, take),
            Place::Both(one, other) => self.both(*one, *other, take),
            Place::Term(field, text) => self.term(&Term::from_field_text(*field, text), take),
            Place::Number(field, number) => self.term(&Term::from_field_u64(*field, *number), take),
        }
    }

    fn word(&mut self, field: usize, word: u32, take: &mut impl FnMut(DocId)) -> Result<(), SearchError> {
        match (self.shelf.list(self.ordinal as usize, field, word), self.words.get(field)) {
            (Some(List::Few(few)), _) => few.iter().for_each(|doc| take(*doc)),
            (Some(List::Many(info)), Some(index)) => read(index, info, &mut self.postings, take)?,
            _ => {}
        }
        Ok(())
    }

    fn term(&mut self, term: &Term, take: &mut impl FnMut(DocId)) -> Result<(), SearchError> {
        let index = self.segment.inverted_index(term.field())?;
        match index.get_term_info(term)? {
            Some(info) => read(&index, &info, &mut self.postings, take),
            None => Ok(()),
        }
    }

    fn both(&mut self, one: u32, other: u32, take: &mut impl FnMut(DocId)) -> Result<(), SearchError> {
        let mut have = Vec::new();
        self.word(NAME, one, &mut |doc| have.push(doc))?;
        let mut rest = have.into_iter().peekable();
        self.word(NAME, other, &mut |doc| {
            while rest.next_if(|known| *known < doc).is_some() {}
            if rest.peek() == Some(&doc) {
                take(doc);
            }
        })
    }
}

fn read(
    index: &InvertedIndexReader,
    info: &TermInfo,
    postings: &mut BlockSegmentPostings,
    take: &mut impl FnMut(DocId),
) -> Result<(), SearchError> {
    index.reset_block_postings_from_terminfo(info, postings)?;
    while !postings.docs().is_empty() {
        postings.docs().iter().for_each(|doc| take(*doc));
        postings.advance();
    }
    Ok(())
}
