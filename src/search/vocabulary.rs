//! Every word that any child bears, in memory, found by its sound, its group of nicknames, its bones and its near
//! spellings. A typed word becomes the few stored words that are like it; the index then only looks terms up. The
//! words are read from the index's own dictionaries and only ever added to: a word nobody bears any more does no harm.

use std::sync::Arc;

use super::likeness::{Alike, Heard, Like, likeness};
use super::typed::Word;
use super::words::{SHORT, is_known};
use crate::matching::name;
use crate::model::Text;

/// Letters at either end of a word of [`LONG`] letters that two slips seldom both change.
const END: usize = 3;
const LONG: usize = 5;
/// Stored words one key may bring in; only keys that say too little have more.
const MOST_OF_A_KEY: usize = 2_000;
/// Words that begin with what was typed, at most.
const MOST_BEGINNINGS: usize = 400;
/// Words that are worth a thread of their own: a hundredth of a second.
const A_THREADS_WORTH: usize = 4_000;

/// Words by number, in tables that grow like a log: a new word costs its share of few merges.
#[derive(Clone, Default)]
pub(super) struct Vocabulary {
    tables: Vec<Arc<Table>>,
}

/// Words added together. Never changed.
#[derive(Default)]
struct Table {
    /// Number of the first word.
    base: u32,
    words: Vec<Text>,
    heard: Vec<Heard>,
    /// Places of the words in the order of the alphabet.
    sorted: Vec<u32>,
    /// The first letters of each of these: to look there goes to no word.
    fronts: Vec<u64>,
    /// Hashes of keys with the places of the words, sorted.
    keys: Vec<(u32, u32)>,
    /// See [`starts`].
    starts: Vec<u32>,
}

impl Vocabulary {
    /// How many words there are; the next one gets this number.
    pub(super) fn len(&self) -> u32 {
        self.tables.last().map_or(0, |table| table.base + table.words.len() as u32)
    }

    /// Bytes of memory; words of more than 24 letters have a few more.
    pub(super) fn bytes(&self) -> usize {
        let of_table = |table: &Arc<Table>| {
            size_of_val(&*table.words)
                + size_of_val(&*table.heard)
                + size_of_val(&*table.sorted)
                + size_of_val(&*table.fronts)
                + size_of_val(&*table.keys)
                + size_of_val(&*table.starts)
        };
        self.tables.iter().map(of_table).sum()
    }

    /// The number of a word.
    pub(super) fn number(&self, word: &str) -> Option<u32> {
        self.tables.iter().find_map(|table| Some(table.base + table.place(word)?))
    }

    /// The word of a number.
    pub(super) fn word(&self, number: u32) -> Option<&Text> {
        let table = self.tables.iter().rfind(|table| table.base <= number)?;
        table.words.get((number - table.base) as usize)
    }

    /// Adds words that are not in it, no two alike.
    pub(super) fn add(&mut self, words: Vec<Text>) {
        if words.is_empty() {
            return;
        }
        let mut table = Table::new(self.len(), words);
        while let Some(last) = self.tables.pop_if(|last| last.words.len() < 4 * table.words.len()) {
            table = Table::joined(&last, &table);
        }
        self.tables.push(Arc::new(table));
    }

    /// The stored words that are like a typed one, with how and how much. In no order; a word may come twice.
    pub(super) fn like(&self, word: &Word, found: &mut Vec<(u32, Like)>) {
        self.each_like(word, Reach::of(word), found);
    }

    /// The same, of words that sound alike or are one slip away: what two words written together may be.
    pub(super) fn near(&self, text: &Text, found: &mut Vec<(u32, Like)>) {
        self.each_like(&Word { text: text.clone(), ..Word::default() }, Reach::Near, found);
    }

    fn each_like(&self, word: &Word, reach: Reach, found: &mut Vec<(u32, Like)>) {
        let asked = Asked::new(word, reach);
        let mut places: Vec<u32> = Vec::new();
        for table in &self.tables {
            places.clear();
            for key in &asked.keys {
                places.extend(table.of_key(*key));
            }
            places.sort_unstable();
            places.dedup();
            for place in places.drain(..) {
                let Some((stored, heard)) = table.at(place) else { continue };
                if let Some(like) = likeness(&asked.alike, stored, heard) {
                    found.push((table.base + place, like));
                }
            }
            if reach != Reach::Near && word.text.len() > SHORT {
                let any = word.unfinished || word.cut_short || !asked.alike.is_known();
                table.beginnings(word, any, found);
            }
        }
    }
}

impl Table {
    fn new(base: u32, words: Vec<Text>) -> Self {
        let mut table = Self { base, ..Self::default() };
        (table.heard, table.keys) = heard_by_all(&words);
        table.keys.sort_unstable();
        table.starts = starts(&table.keys);
        table.sorted = (0..words.len() as u32).collect();
        table.sorted.sort_unstable_by_key(|place| words.get(*place as usize));
        table.fronts = fronts(&table.sorted, &words);
        table.words = words;
        table
    }

    fn joined(one: &Self, two: &Self) -> Self {
        let shift = one.words.len() as u32;
        let words = [one.words.as_slice(), &two.words].concat();
        let heard = [one.heard.as_slice(), &two.heard].concat();
        let mut keys = one.keys.clone();
        keys.extend(two.keys.iter().map(|(key, place)| (*key, place + shift)));
        // Two sorted runs: the sort finds and merges them.
        keys.sort();
        let mut sorted = one.sorted.clone();
        sorted.extend(two.sorted.iter().map(|place| place + shift));
        sorted.sort_by_key(|place| words.get(*place as usize));
        let (starts, fronts) = (starts(&keys), fronts(&sorted, &words));
        Self { base: one.base, words, heard, sorted, fronts, keys, starts }
    }

    fn at(&self, place: u32) -> Option<(&Text, &Heard)> {
        Some((self.words.get(place as usize)?, self.heard.get(place as usize)?))
    }

    fn place(&self, word: &str) -> Option<u32> {
        self.of_key(of_word(word)).find(|place| self.words.get(*place as usize).is_some_and(|known| known == word))
    }

    fn of_key(&self, key: u32) -> impl Iterator<Item = u32> + '_ {
        let first = start_of(key, self.keys.len());
        let bounds = self.starts.get(first).zip(self.starts.get(first + 1));
        let alike = bounds.and_then(|(from, to)| self.keys.get(*from as usize..*to as usize)).unwrap_or_default();
        let rest = alike.get(alike.partition_point(|(known, _)| *known < key)..).unwrap_or_default();
        rest.iter().take(MOST_OF_A_KEY).take_while(move |(known, _)| *known == key).map(|(_, place)| *place)
    }

    /// Words that begin with a typed one: two names written together, and any if the typed word may be half of one.
    fn beginnings(&self, word: &Word, any: bool, found: &mut Vec<(u32, Like)>) {
        let text = word.text.as_str();
        let stored = |place: &u32| self.words.get(*place as usize).map_or("", Text::as_str);
        let typed = front(text);
        let from = self.fronts.partition_point(|front| *front < typed);
        let rest = self.sorted.get(from..).unwrap_or_default();
        // Of a long word the front is a part.
        let before = rest.iter().take_while(|place| text.len() > FRONT && stored(place) < text).count();
        let rest = rest.get(before..).unwrap_or_default();
        for place in rest.iter().take(MOST_BEGINNINGS).take_while(|place| stored(place).starts_with(text)) {
            let like = Like::first_of_two(word, stored(place));
            if let Some(like) = like.or_else(|| Like::beginning(word, stored(place)).filter(|_| any)) {
                found.push((self.base + place, like));
            }
        }
    }
}

/// Letters of a front.
const FRONT: usize = size_of::<u64>();

/// The first letters of a folded word as a number: the order of these is that of the words.
fn front(word: &str) -> u64 {
    let mut letters = [0; FRONT];
    letters.iter_mut().zip(word.bytes()).for_each(|(place, letter)| *place = letter);
    u64::from_be_bytes(letters)
}

fn fronts(sorted: &[u32], words: &[Text]) -> Vec<u64> {
    sorted.iter().map(|place| words.get(*place as usize).map_or(0, |word| front(word))).collect()
}

/// Keys that one place of the table of beginnings leads to, about.
const KEYS_OF_A_START: usize = 8;

/// How many bits of a key lead to its place in so many.
fn start_bits(keys: usize) -> u32 {
    (keys / KEYS_OF_A_START).max(1).ilog2()
}

/// The first bits of a key, as the place in a table of beginnings.
fn start_of(key: u32, keys: usize) -> usize {
    (u64::from(key) >> (u32::BITS - start_bits(keys))) as usize
}

/// For each value of the first bits, where its keys begin among the sorted ones, and the end of all.
fn starts(keys: &[(u32, u32)]) -> Vec<u32> {
    let mut starts = vec![0; (1 << start_bits(keys.len())) + 1];
    for (key, _) in keys {
        if let Some(after) = starts.get_mut(start_of(*key, keys.len()) + 1) {
            *after += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    starts
}

/// The same as [`heard`], by all processors where there are many words, as at the start of a large store.
fn heard_by_all(words: &[Text]) -> (Vec<Heard>, Vec<(u32, u32)>) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(words.len() / A_THREADS_WORTH);
    if threads < 2 {
        return heard(0, words);
    }
    let share = words.len().div_ceil(threads);
    let (mut all, mut keys) = (Vec::with_capacity(words.len()), Vec::new());
    std::thread::scope(|scope| {
        let shares = (0_u32..).step_by(share).zip(words.chunks(share));
        let threads: Vec<_> = shares.map(|(first, words)| scope.spawn(move || heard(first, words))).collect();
        for thread in threads {
            let (heard, of_words) = thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            all.extend(heard);
            keys.extend(of_words);
        }
    });
    (all, keys)
}

/// How words sound, and their keys with their places, of which the first is given.
fn heard(first: u32, words: &[Text]) -> (Vec<Heard>, Vec<(u32, u32)>) {
    let (mut all, mut keys) = (Vec::with_capacity(words.len()), Vec::new());
    for (place, word) in (first..).zip(words) {
        let sounds = name::sounds(word);
        keys.push((of_word(word), place));
        each_key(word, &sounds, Reach::Far, |key| keys.push((key, place)));
        all.push(Heard::new(word, &sounds));
    }
    (all, keys)
}

/// What is looked up for a typed word.
struct Asked<'a> {
    alike: Alike<'a>,
    keys: Vec<u32>,
}

impl<'a> Asked<'a> {
    fn new(word: &'a Word, reach: Reach) -> Self {
        let sounds = name::sounds(&word.text);
        let alike = Alike::new(&word.text, &sounds);
        let mut keys = Vec::new();
        each_key(&word.text, &sounds, reach, |key| keys.push(key));
        if reach != Reach::Near {
            keys.extend(alike.groups().iter().map(|group| of_group(*group)));
        }
        keys.sort_unstable();
        keys.dedup();
        Self { alike, keys }
    }
}

/// How far to look for words that are like one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// One slip, or the same sound.
    Near,
    /// Also nicknames, other codes of sound, other vowels.
    Known,
    /// Also two slips.
    Far,
}

impl Reach {
    /// A name that is known is seldom two slips away from the name that is meant.
    fn of(word: &Word) -> Self {
        if is_known(&word.text) { Self::Known } else { Self::Far }
    }
}

/// The keys of a word: its near spellings, its sounds and their near spellings, its bones, its groups, and the ends of a
/// long word if two slips are to be found.
fn each_key(word: &str, sounds: &[String], reach: Reach, mut key: impl FnMut(u32)) {
    key(hash(b'd', &[word]));
    each_shorter(word, |before, after| key(hash(b'd', &[before, after])));
    for (at, sound) in sounds.iter().enumerate() {
        if at > 0 {
            if reach != Reach::Near && tells(reach, sound, word) {
                key(hash(b'm', &[sound]));
            }
            continue;
        }
        key(hash(b's', &[sound]));
        if reach == Reach::Far && sound.len() > 3 {
            each_shorter(sound, |before, after| key(hash(b's', &[before, after])));
        }
    }
    if reach == Reach::Near {
        return;
    }
    let bones = name::skeleton(word);
    if tells(reach, &bones, word) {
        key(hash(b'k', &[&bones]));
    }
    for group in name::groups(word) {
        key(of_group(*group));
    }
    if reach == Reach::Far && word.len() >= LONG {
        key(hash(b'b', &[word.get(..END).unwrap_or(word)]));
        key(hash(b'e', &[word.get(word.len() - END..).unwrap_or(word)]));
    }
}

/// The key of the word itself and of no other.
fn of_word(word: &str) -> u32 {
    hash(b'w', &[word])
}

fn of_group(group: u16) -> u32 {
    hash(b'g', &[&group.to_string()])
}

/// Whether a key of consonants says enough to look for it: `MR` of Maria is that of hundreds of names.
fn tells(reach: Reach, key: &str, word: &str) -> bool {
    reach == Reach::Far || key.len() > 2 || word.len() < 5
}

/// The word without each of its letters in turn, in two parts. Folded words are ASCII.
fn each_shorter(word: &str, mut shorter: impl FnMut(&str, &str)) {
    for at in 0..word.len() {
        if let (Some(before), Some(after)) = (word.get(..at), word.get(at + 1..)) {
            shorter(before, after);
        }
    }
}

/// FNV-1a: short words, no attacker worth the name; words of one hash are compared anyway.
fn hash(kind: u8, parts: &[&str]) -> u32 {
    let bytes = std::iter::once(kind).chain(parts.iter().flat_map(|part| part.bytes()));
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::reason;

    fn vocabulary(batches: &[&[&str]]) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        batches.iter().for_each(|words| vocabulary.add(words.iter().map(|word| Text::from(*word)).collect()));
        vocabulary
    }

    fn found(vocabulary: &Vocabulary, typed: &str) -> Vec<(String, &'static str)> {
        let mut found = Vec::new();
        vocabulary.like(&Word { text: typed.into(), ..Word::default() }, &mut found);
        found.sort_by(|(_, a), (_, b)| b.score.total_cmp(&a.score));
        found.into_iter().map(|(number, like)| (vocabulary.word(number).unwrap().to_string(), like.reason)).collect()
    }

    #[test]
    fn words_keep_their_numbers_however_they_come() {
        let mut vocabulary = vocabulary(&[&["maria", "jose"], &["garcia"]]);
        let numbers: Vec<u32> = ["maria", "jose", "garcia"].map(|word| vocabulary.number(word).unwrap()).into();
        for batch in 0..40 {
            vocabulary.add((0..=batch % 7).map(|n| Text::from(format!("w{batch}x{n}"))).collect());
        }
        for (word, number) in ["maria", "jose", "garcia"].iter().zip(numbers) {
            assert_eq!((vocabulary.number(word), vocabulary.word(number).unwrap().as_str()), (Some(number), *word));
        }
        assert!(vocabulary.tables.len() < 6, "{}", vocabulary.tables.len());
        assert_eq!(vocabulary.number("nobody"), None);
    }

    #[test]
    fn each_way_to_be_wrong_leads_to_the_word() {
        let vocabulary =
            vocabulary(&[&["gonzalez", "guadalupe", "hernandez", "velazquez", "lissete"], &["zoila", "z"]]);
        for (typed, stored, reason) in [
            ("gonzalez", "gonzalez", reason::SAME_NAME),
            ("gonsales", "gonzalez", reason::SOUNDS_ALIKE),
            ("gonzlez", "gonzalez", reason::SPELLED_ALIKE),
            ("lupita", "guadalupe", reason::NICKNAME),
            ("guedelupe", "guadalupe", reason::SOUNDS_ALIKE),
            ("hermamdez", "hernandez", reason::SPELLED_ALIKE),
            ("belaskes", "velazquez", reason::SOUNDS_ALIKE),
            ("lizet", "lissete", reason::SOUNDS_ALIKE),
        ] {
            let found = found(&vocabulary, typed);
            assert_eq!(found.first(), Some(&(stored.to_owned(), reason)), "{typed}: {found:?}");
        }
        for typed in ["zzzz", "qwrtzx", "x", ""] {
            assert_eq!(found(&vocabulary, typed), [], "{typed}");
        }
    }
}
