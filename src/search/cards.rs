//! Where the cards of a segment stand in its file, which is memory-mapped. A search looks at dozens of cards, and tantivy's
//! own way to one (a skip list, a copy of the block, a copy of the value) takes longer than to rank it.
//!
//! The file is tantivy's document store, version 2, without compression: blocks of documents, and after each block where
//! its documents begin, counted from the block, and how many they are, all `u32`, little-endian. A document is the
//! number of its fields (one, the card), the field (`u32`), the kind of its value, its length, the bytes. Each beginning
//! that is read is compared with the block's own list; of a file that says anything else the cards are asked from tantivy.

use std::path::Path;
use std::sync::OnceLock;

use tantivy::directory::{Directory, OwnedBytes};
use tantivy::{DocId, Searcher, SegmentReader};

/// The cards of a segment.
pub(super) struct Cards {
    file: OwnedBytes,
    documents: usize,
    /// From where to where, by the document; of none when the file is of another form. Looked for with the first search:
    /// a start waits for nothing that has to go through a file.
    places: OnceLock<Vec<(u32, u32)>>,
}

impl Cards {
    /// Of a segment of a searcher.
    pub(super) fn of(searcher: &Searcher, segment: &SegmentReader) -> Self {
        let name = format!("{}.store", segment.segment_id().uuid_string());
        let file = searcher.index().directory().open_read(Path::new(&name)).ok();
        let file = file.and_then(|file| file.read_bytes().ok()).unwrap_or_else(OwnedBytes::empty);
        Self { file, documents: segment.max_doc() as usize, places: OnceLock::new() }
    }

    /// The bytes of a document's card; `None` where only tantivy can read them.
    pub(super) fn card(&self, document: DocId) -> Option<&[u8]> {
        let places = self.places.get_or_init(|| places(&self.file, self.documents).unwrap_or_default());
        let (from, to) = places.get(document as usize)?;
        self.file.get(*from as usize..*to as usize)
    }

    /// Bytes of memory, without the file.
    pub(super) fn bytes(&self) -> usize {
        self.places.get().map_or(0, |places| size_of_val(places.as_slice()))
    }
}

/// A document of one field.
const ONE_FIELD: u8 = 0x81;
/// A field's number.
const FIELD: usize = size_of::<u32>();
/// A value that is bytes.
const BYTES: u8 = 4;

fn places(file: &[u8], documents: usize) -> Option<Vec<(u32, u32)>> {
    let mut places = Vec::with_capacity(documents);
    let mut begins: Vec<u32> = Vec::new();
    let mut at = 0;
    while places.len() < documents {
        let block = at;
        begins.clear();
        // No document begins with a zero; the list of the beginnings does, with that of the first.
        while word(file, at)? != 0 {
            begins.push(u32::try_from(at - block).ok()?);
            let (from, to) = card(file, at)?;
            places.push((u32::try_from(from).ok()?, u32::try_from(to).ok()?));
            at = to;
        }
        begins.push(u32::try_from(begins.len()).ok()?);
        for told in &begins {
            if word(file, at)? != *told {
                return None;
            }
            at += size_of::<u32>();
        }
    }
    (places.len() == documents).then_some(places)
}

/// From where to where the card of a document stands that begins at a place.
fn card(file: &[u8], at: usize) -> Option<(usize, usize)> {
    let kind = at + 1 + FIELD;
    if *file.get(at)? != ONE_FIELD || *file.get(kind)? != BYTES {
        return None;
    }
    let (mut length, mut from) = (0, kind + 1);
    // Seven bits in a byte, the low ones first; the last byte has the eighth.
    for shift in (0..u32::BITS).step_by(7) {
        let byte = *file.get(from)?;
        from += 1;
        length |= usize::from(byte & 0x7f) << shift;
        if byte & 0x80 != 0 {
            let to = from.checked_add(length)?;
            return (to <= file.len()).then_some((from, to));
        }
    }
    None
}

fn word(file: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*file.get(at..)?.first_chunk()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block of documents with cards of these lengths.
    fn block(lengths: &[usize]) -> Vec<u8> {
        let (mut block, mut begins) = (Vec::new(), Vec::new());
        for length in lengths {
            begins.push(block.len() as u32);
            block.extend([ONE_FIELD, 11, 0, 0, 0, BYTES]);
            match length {
                0..0x80 => block.push(*length as u8 | 0x80),
                _ => block.extend([(length & 0x7f) as u8, (length >> 7) as u8 | 0x80]),
            }
            block.extend(std::iter::repeat_n(7, *length));
        }
        begins.push(lengths.len() as u32);
        begins.iter().for_each(|begin| block.extend(begin.to_le_bytes()));
        block
    }

    #[test]
    fn every_card_of_every_block_has_its_place() {
        let file = [block(&[3, 0, 300]), block(&[127]), block(&[128, 1]), b"the skip list".to_vec()].concat();
        let lengths: Vec<u32> = places(&file, 6).unwrap().iter().map(|(from, to)| to - from).collect();
        assert_eq!(lengths, [3, 0, 300, 127, 128, 1]);
        assert_eq!(places(&file, 7), None, "more documents than the file has");
        assert_eq!(places(&[], 0), Some(Vec::new()));
    }

    #[test]
    fn a_file_of_another_form_has_no_places() {
        let sound = block(&[3, 5]);
        for at in 0..sound.len() {
            let mut file = sound.clone();
            file[at] ^= 0x40;
            let changed_card = places(&sound, 2).unwrap().iter().any(|(from, to)| (*from..*to).contains(&(at as u32)));
            let changed_field = [0, 10].iter().any(|document| (document + 1..document + 1 + FIELD).contains(&at));
            assert_eq!(places(&file, 2).is_some(), changed_card || changed_field, "{at}");
            assert_eq!(places(sound.get(..at).unwrap(), 2), None, "cut at {at}");
        }
    }
}
