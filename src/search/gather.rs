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

/// What is known of each document of a segment.
#[derive(Default)]
struct Table {
    rows: Vec<Row>,
    /// Rows of no later stamp are of a segment before.
    before: u16,
    /// Documents that have enough.
    reached: Vec<DocId>,
    /// The best so far, of all segments.
    found: Gathered,
}

/// Children worth a closer look, best first once they are gathered.
#[derive(Debug, Clone, Default)]
pub(super) struct Gathered {
    /// Those who have enough.
    pub enough: Vec<Scored>,
    /// Those who would have, had no birth date been typed.
    pub any_date: Vec<Scored>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Row {
    score: f32,
    /// The last thing that was counted: each thing of each search in each segment has another stamp.
    stamp: u16,
    /// Things that need to be there and are: of all, and of the others than birth dates.
    had: u8,
    had_undated: u8,
}

/// Which children a search takes up.
struct Needs {
    enough: usize,
    /// None where no birth date was typed.
    any_date: Option<usize>,
}

impl Needs {
    fn of(sought: &[Sought]) -> Self {
        let any_date = sought.iter().any(Sought::is_date).then(|| Need::AnyDate.of(sought));
        Self { enough: Need::Enough.of(sought), any_date }
    }

    fn are_met(&self, row: &Row) -> bool {
        usize::from(row.had) >= self.enough || self.any_date.is_some_and(|had| usize::from(row.had_undated) >= had)
    }
}

/// A document and its score.
pub(super) type Scored = (f32, DocAddress);

impl Tables {
    /// The children that fit best and have what they need to, `most` and one more of either kind at most. `allowed` holds,
    /// for each segment, the documents that the advanced form lets pass.
    pub(super) fn gather(
        &self,
        shelf: &Shelf,
        sought: &[Sought],
        allowed: Option<&[BitSet]>,
        most: usize,
    ) -> Result<Gathered, SearchError> {
        let needs = Needs::of(sought);
        let mut table = self.lock().pop().unwrap_or_default();
        let mut outcome = Ok(());
        for (ordinal, segment) in (0..).zip(shelf.searcher.segment_readers()) {
            let allowed = allowed.and_then(|allowed| allowed.get(ordinal as usize));
            outcome = table
                .add_up(shelf, ordinal, segment, sought, &needs)
                .map(|()| table.pick(ordinal, segment, &needs, allowed, most));
            table.reached.clear();
            if outcome.is_err() {
                break;
            }
        }
        let mut found = std::mem::take(&mut table.found);
        self.lock().push(table);
        outcome?;
        found.enough.sort_unstable_by(by_score);
        found.any_date.sort_unstable_by(by_score);
        Ok(found)
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
        needs: &Needs,
    ) -> Result<(), SearchError> {
        if self.rows.len() < segment.max_doc() as usize {
            self.rows.resize(segment.max_doc() as usize, Row::default());
        }
        let things = sought.len() as u16;
        if self.before > u16::MAX - things {
            self.rows.fill(Row::default());
            self.before = 0;
        }
        // Whatever comes of it, the rows are of no use to the next.
        let before = self.before;
        self.before += things;
        let all_optional = sought.iter().all(|one| one.optional);
        let mut order: Vec<(usize, &Sought)> = sought.iter().enumerate().collect();
        order.sort_by_key(|(_, one)| (one.optional, Reverse((one.weight * 1024.0) as u32)));
        // Whoever has enough of the things has one of so many rarest.
        let rarest = |need: Need, had: usize| {
            let counted = sought.iter().filter(|one| need.counts(one)).count();
            (need, (counted + 1).saturating_sub(had))
        };
        let any_date = needs.any_date.map(|had| rarest(Need::AnyDate, had));
        let mut openers: Vec<(Need, usize)> =
            std::iter::once(rarest(Need::Enough, needs.enough)).chain(any_date).collect();
        let mut lists = Lists::new(shelf, ordinal, segment)?;
        for (at, one) in order {
            let mut opens = all_optional;
            for (_, left) in openers.iter_mut().filter(|(need, _)| need.counts(one)) {
                opens |= *left > 0;
                *left = left.saturating_sub(1);
            }
            self.add_one(&mut lists, one, (before, before + 1 + at as u16), opens, needs)?;
        }
        Ok(())
    }

    fn add_one(
        &mut self,
        lists: &mut Lists,
        one: &Sought,
        (before, stamp): (u16, u16),
        opens: bool,
        needs: &Needs,
    ) -> Result<(), SearchError> {
        let Self { rows, reached, .. } = self;
        for (place, likeness) in &one.places {
            let had = |need: Need| u8::from(need.counts(one) && *likeness >= LEAST);
            let (had, had_undated) = (had(Need::Enough), had(Need::AnyDate));
            let add = one.weight * likeness;
            let mut take = |doc: DocId| {
                let Some(row) = rows.get_mut(doc as usize) else { return };
                if row.stamp == stamp {
                    return;
                }
                let known = row.stamp > before;
                if !known && !opens {
                    return;
                }
                let old = if known { *row } else { Row::default() };
                *row = Row {
                    score: old.score + add,
                    stamp,
                    had: old.had + had,
                    had_undated: old.had_undated + had_undated,
                };
                if needs.are_met(row) && !(known && needs.are_met(&old)) {
                    reached.push(doc);
                }
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
        needs: &Needs,
        allowed: Option<&BitSet>,
        most: usize,
    ) {
        let alive = segment.alive_bitset();
        let Gathered { enough, any_date } = &mut self.found;
        // Below the last of those that fill the page nobody is kept.
        let (mut least, mut least_undated) = (f32::NEG_INFINITY, f32::NEG_INFINITY);
        for doc in &self.reached {
            let Some(row) = self.rows.get(*doc as usize) else { continue };
            let (best, least) = if usize::from(row.had) >= needs.enough {
                (&mut *enough, &mut least)
            } else if needs.any_date.is_some_and(|had| usize::from(row.had_undated) >= had) {
                (&mut *any_date, &mut least_undated)
            } else {
                continue;
            };
            let passes = || {
                alive.is_none_or(|alive| alive.is_alive(*doc)) && allowed.is_none_or(|allowed| allowed.contains(*doc))
            };
            if row.score >= *least && passes() {
                best.push((row.score, DocAddress::new(ordinal, *doc)));
            }
            if best.len() >= 4 * (most + 1) {
                *least = keep_best(best, most);
            }
        }
        keep_best(enough, most);
        keep_best(any_date, most);
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
