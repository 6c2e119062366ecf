//! The records of a file: lines in the sense of RFC 4180, where a quoted value may hold an end of line.

use std::io::Read;

use super::trouble::Trouble;
use super::unpack::Unpacked;

/// Reads one record after the other. Holds one record and one block, however large the file.
pub(super) struct Lines<R: Read> {
    input: Unpacked<R>,
    block: Box<[u8]>,
    at: usize,
    end: usize,
    record: Vec<u8>,
    limit: usize,
    delimiter: Option<u8>,
    /// Physical lines read so far.
    line: u64,
}

/// A line that is not blank.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    /// Number of its first line, from 1.
    pub(super) line: u64,
    /// Its text without the end of line.
    pub(super) text: &'a str,
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

impl<R: Read> Lines<R> {
    /// Over the unpacked bytes; a record may have `limit` bytes.
    pub(super) fn new(input: Unpacked<R>, limit: usize) -> Self {
        let block = vec![0; 64 << 10].into_boxed_slice();
        Self { input, block, at: 0, end: 0, record: Vec::new(), limit, delimiter: None, line: 0 }
    }

    /// The character after the first letter of the file, once that has been read: comma, `|` or TAB, else none.
    pub(super) fn delimiter(&self) -> Option<u8> {
        self.delimiter
    }

    /// The next record that is not blank; `None` at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<Record<'_>>, Trouble> {
        loop {
            let first_line = self.line + 1;
            if !self.read_record(first_line)? {
                return Ok(None);
            }
            if !self.record.trim_ascii().is_empty() {
                let text = std::str::from_utf8(&self.record).map_err(|_| Trouble::NotUtf8 { line: first_line })?;
                return Ok(Some(Record { line: first_line, text }));
            }
        }
    }

    /// Fills `record`; false at the end of the file.
    fn read_record(&mut self, first_line: u64) -> Result<bool, Trouble> {
        self.record.clear();
        let mut quotes = Quotes::default();
        loop {
            let from = self.record.len();
            if !self.read_line(first_line)? {
                return if quotes.open() { Err(Trouble::OpenQuote { line: first_line }) } else { Ok(false) };
            }
            if first_line == 1 && from == 0 && self.record.starts_with(BYTE_ORDER_MARK) {
                self.record.drain(..BYTE_ORDER_MARK.len());
            }
            if self.delimiter.is_none() {
                self.delimiter = delimiter_of(&self.record);
            }
            if let (Some(delimiter), Some(new)) = (self.delimiter, self.record.get(from..)) {
                quotes.feed(new, delimiter);
            }
            if !quotes.open() {
                if self.record.last() == Some(&b'\r') {
                    self.record.pop();
                }
                return Ok(true);
            }
            self.record.push(b'\n');
            quotes.feed(b"\n", 0);
        }
    }

    /// Appends a physical line without its LF to `record`; false when there is none left.
    fn read_line(&mut self, first_line: u64) -> Result<bool, Trouble> {
        let mut any = false;
        loop {
            let Some(rest) = self.block.get(self.at..self.end).filter(|rest| !rest.is_empty()) else {
                self.at = 0;
                self.end = self.input.read(&mut self.block)?;
                if self.end == 0 {
                    self.line += u64::from(any);
                    return Ok(any);
                }
                continue;
            };
            any = true;
            let (part, used, ended) = match memchr::memchr(b'\n', rest) {
                Some(at) => (rest.get(..at).unwrap_or_default(), at + 1, true),
                None => (rest, rest.len(), false),
            };
            if self.record.len() + part.len() > self.limit {
                return Err(Trouble::LongLine { line: first_line, limit: self.limit });
            }
            self.record.extend_from_slice(part);
            self.at += used;
            if ended {
                self.line += 1;
                return Ok(true);
            }
        }
    }
}

fn delimiter_of(first: &[u8]) -> Option<u8> {
    let after = match first {
        [b'"', letter, b'"', after, ..] if letter.is_ascii_alphabetic() => after,
        [letter, after, ..] if letter.is_ascii_alphabetic() => after,
        _ => return None,
    };
    matches!(after, b',' | b'|' | b'\t').then_some(*after)
}

/// Whether a quoted value is open after the bytes seen so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Quotes {
    /// At the start of a value.
    #[default]
    Start,
    /// In a value without quotes.
    Bare,
    /// In a quoted value.
    Open,
    /// After a quotation mark in a quoted value: its end, or the first half of a doubled one.
    Closing,
}

impl Quotes {
    fn open(self) -> bool {
        self == Self::Open
    }

    fn feed(&mut self, bytes: &[u8], delimiter: u8) {
        if *self != Self::Open && memchr::memchr(b'"', bytes).is_none() {
            return;
        }
        for &byte in bytes {
            *self = match (*self, byte) {
                (Self::Start | Self::Closing, b'"') => Self::Open,
                (Self::Open, b'"') => Self::Closing,
                (Self::Open, _) => Self::Open,
                (_, byte) if byte == delimiter => Self::Start,
                _ => Self::Bare,
            };
        }
    }
}

/// The values of a record, its letter first, without their quotes. `scratch` holds the text when there are quotes.
pub(super) fn split<'a>(text: &'a str, delimiter: u8, scratch: &'a mut String) -> Vec<&'a str> {
    if memchr::memchr(b'"', text.as_bytes()).is_none() {
        let mut values = Vec::with_capacity(memchr::memchr_iter(delimiter, text.as_bytes()).count() + 1);
        values.extend(text.split(char::from(delimiter)));
        return values;
    }
    let delimiter = char::from(delimiter);
    scratch.clear();
    let (mut ends, mut quotes) = (Vec::new(), Quotes::Start);
    for c in text.chars() {
        quotes = match (quotes, c) {
            (Quotes::Start, '"') => Quotes::Open,
            (Quotes::Open, '"') => Quotes::Closing,
            (Quotes::Closing, '"') => {
                scratch.push('"');
                Quotes::Open
            }
            (Quotes::Open, c) => {
                scratch.push(c);
                Quotes::Open
            }
            (_, c) if c == delimiter => {
                ends.push(scratch.len());
                Quotes::Start
            }
            (_, c) => {
                scratch.push(c);
                Quotes::Bare
            }
        };
    }
    ends.push(scratch.len());
    let scratch = scratch.as_str();
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts.zip(&ends).map(|(start, end)| scratch.get(start..*end).unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(bytes: &[u8]) -> Lines<&[u8]> {
        Lines::new(Unpacked::new(bytes, 1 << 20).unwrap(), 100)
    }

    fn read(bytes: &[u8]) -> Result<Vec<(u64, Vec<String>)>, Trouble> {
        let (mut lines, mut all) = (lines(bytes), Vec::new());
        loop {
            let delimiter = lines.delimiter();
            let Some(record) = lines.next()? else { return Ok(all) };
            let fields = split(record.text, delimiter.unwrap_or(b'|'), &mut String::new())
                .into_iter()
                .map(str::to_owned)
                .collect();
            all.push((record.line, fields));
        }
    }

    #[test]
    fn byte_order_mark_blank_lines_and_both_ends_of_line() {
        let records = read(b"\xef\xbb\xbfH|1\r\n\r\n   \nS|2|\n\nD|3").unwrap();
        let lines: Vec<_> = records.iter().map(|(line, fields)| (*line, fields.join("/"))).collect();
        assert_eq!(lines, [(1, "H/1".into()), (4, "S/2/".into()), (6, "D/3".into())]);
    }

    #[test]
    fn quoted_values_hold_delimiters_quotes_and_ends_of_line() {
        let records = read(b"H|1\nD|\"Ana|Mar\xc3\xada\"|a \"b\"|\"say \"\"x\"\"\"|\"two\r\nlines\"|\nK|5\n").unwrap();
        let (line, fields) = &records[1];
        assert_eq!((*line, fields.len()), (2, 6));
        assert_eq!(fields[1..5], ["Ana|María", "a \"b\"", "say \"x\"", "two\r\nlines"]);
        assert_eq!(records[2].0, 4);
    }

    #[test]
    fn every_delimiter_and_no_other() {
        for (first, delimiter) in
            [("H|1", Some(b'|')), ("H,1", Some(b',')), ("H\t1", Some(b'\t')), ("\"H\",1", Some(b',')), ("H;1", None)]
        {
            let mut lines = lines(first.as_bytes());
            lines.next().unwrap();
            assert_eq!(lines.delimiter(), delimiter, "{first}");
        }
    }

    #[test]
    fn what_ends_the_reading_says_where() {
        let long = format!("H|1\nS|1\nD|{}\n", "x".repeat(101));
        assert!(matches!(read(long.as_bytes()), Err(Trouble::LongLine { line: 3, limit: 100 })));
        assert!(matches!(read(b"H|1\nS|\"1\nD|2\n"), Err(Trouble::OpenQuote { line: 2 })));
        assert!(matches!(read(b"H|1\n\nD|Jos\xe9\n"), Err(Trouble::NotUtf8 { line: 3 })));
    }

    /// A line of 2 GB is given up at the limit and never held.
    #[test]
    fn an_endless_line_takes_no_memory() {
        let endless = std::io::repeat(b'x');
        let mut lines = Lines::new(Unpacked::new(endless, u64::MAX).unwrap(), 64 << 10);
        assert!(matches!(lines.next(), Err(Trouble::LongLine { line: 1, .. })));
        assert!(lines.record.capacity() <= 256 << 10);
    }

    proptest! {
        #[test]
        fn any_bytes_end_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            let _ = read(&[b"H|1\n".as_slice(), &bytes].concat());
            let _ = read(&bytes);
        }

        #[test]
        fn values_come_back_as_written(values in proptest::collection::vec("[a-z|\"\r\n ]{0,12}", 1..6)) {
            let quoted: Vec<_> = values.iter().map(|v| format!("\"{}\"", v.replace('"', "\"\""))).collect();
            let file = format!("H|1\nD|{}\n", quoted.join("|"));
            let records = read(file.as_bytes()).unwrap();
            prop_assert_eq!(&records[1].1[1..], values.as_slice());
        }
    }
}
