//! A CSV in memory: its columns, and where its records are.

use std::ops::Range;

use super::map::Encoding;

/// Most line ends within a record: more is a quotation mark that is not closed.
const MOST_LINES: usize = 40;

/// Most columns that are named to whoever asked for another.
const MOST_NAMED: usize = 20;

/// Why a file cannot be used. Says lines, never what stands in them.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum TableError {
    /// Nothing but, perhaps, a head.
    #[error("has no records")]
    Empty,
    /// Not UTF-8.
    #[error("is not UTF-8 in line {0}: save it as UTF-8, or say encoding = \"windows-1252\" in the map")]
    Encoding(usize),
    /// UTF-16.
    #[error("is UTF-16: save it as UTF-8")]
    Utf16,
    /// An unclosed quotation mark.
    #[error("opens a quotation mark about line {0} and does not close it")]
    Quote(u64),
    /// Not CSV.
    #[error("is no CSV about line {0}")]
    Csv(u64),
    /// A column that the map names.
    #[error("has no column `{name}`; it has {known}")]
    NoColumn {
        /// That one.
        name: String,
        /// Those it has.
        known: String,
    },
    /// A column that stands twice.
    #[error("has two columns `{0}`")]
    TwoColumns(String),
    /// More than fit.
    #[error("has more than four thousand million records")]
    TooLong,
}

/// A CSV with a head.
pub struct Table {
    bytes: Vec<u8>,
    delimiter: u8,
    columns: Vec<String>,
    /// Where each record begins, then where the last one ends.
    starts: Vec<u64>,
    /// Lines with more or fewer fields than the head: they are left out.
    pub broken: Vec<u64>,
}

impl Table {
    /// Finds the records.
    pub fn new(bytes: Vec<u8>, delimiter: u8, encoding: Encoding) -> Result<Self, TableError> {
        let bytes = decoded(bytes, encoding)?;
        let mut table = Self { bytes, delimiter, columns: Vec::new(), starts: Vec::new(), broken: Vec::new() };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(table.bytes.as_slice());
        let mut record = csv::ByteRecord::new();
        let mut line = 1;
        let mut first = true;
        loop {
            let at = reader.position().byte();
            match reader.read_byte_record(&mut record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(_) => return Err(TableError::Csv(line)),
            }
            let next = reader.position().line();
            if next.saturating_sub(line) > MOST_LINES as u64
                && record.iter().any(|field| field.iter().filter(|byte| **byte == b'\n').count() > MOST_LINES)
            {
                return Err(TableError::Quote(line));
            }
            if first {
                let name = |field: &[u8]| String::from_utf8_lossy(field).trim().to_owned();
                table.columns = record.iter().map(name).collect();
                first = false;
            } else if record.len() == table.columns.len() {
                table.starts.push(at);
            } else {
                table.broken.push(line + ends_before(&table.bytes, at));
            }
            line = next;
        }
        if table.starts.is_empty() && table.broken.is_empty() {
            return Err(TableError::Empty);
        }
        table.starts.push(reader.position().byte());
        if u32::try_from(table.starts.len()).is_err() {
            return Err(TableError::TooLong);
        }
        Ok(table)
    }

    /// How many records.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether all its lines are broken.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where a column stands.
    pub fn column(&self, name: &str) -> Result<usize, TableError> {
        let mut places = self.columns.iter().enumerate().filter(|(_, column)| *column == name.trim());
        match (places.next(), places.next()) {
            (Some((place, _)), None) => Ok(place),
            (Some(_), Some(_)) => Err(TableError::TwoColumns(name.to_owned())),
            (None, _) => {
                let mut known = self.columns.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>().join(", ");
                let more = self.columns.len().saturating_sub(MOST_NAMED);
                if more > 0 {
                    known.push_str(&format!(" and {more} more"));
                }
                Err(TableError::NoColumn { name: name.to_owned(), known })
            }
        }
    }

    /// Visits records by their numbers from 0 on. Broken lines have none.
    pub fn visit(&self, range: Range<usize>, mut each: impl FnMut(usize, &csv::StringRecord)) {
        let (Some(from), Some(to)) = (self.starts.get(range.start), self.starts.get(range.end)) else { return };
        let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
        let bytes = self.bytes.get(place(*from)..place(*to)).unwrap_or_default();
        let mut builder = csv::ReaderBuilder::new();
        let mut reader = builder.delimiter(self.delimiter).has_headers(false).flexible(true).from_reader(bytes);
        let (mut record, mut number) = (csv::StringRecord::new(), range.start);
        while number < range.end && reader.read_record(&mut record).is_ok_and(|some| some) {
            if record.len() == self.columns.len() {
                each(number, &record);
                number += 1;
            }
        }
    }

    /// The line in which a record begins.
    pub fn line(&self, number: usize) -> u64 {
        let end = self.starts.get(number).map_or(0, |at| usize::try_from(*at).unwrap_or(usize::MAX));
        let before = self.bytes.get(..end).unwrap_or_default();
        1 + before.iter().filter(|byte| **byte == b'\n').count() as u64 + ends_before(&self.bytes, end as u64)
    }
}

/// Ends of lines before a record: the reader takes the second half of the last one, and empty lines, for a part of it.
fn ends_before(bytes: &[u8], at: u64) -> u64 {
    let rest = bytes.get(usize::try_from(at).unwrap_or(usize::MAX)..).unwrap_or_default();
    rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count() as u64
}

fn decoded(bytes: Vec<u8>, encoding: Encoding) -> Result<Vec<u8>, TableError> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(TableError::Utf16);
    }
    match encoding {
        Encoding::Windows1252 => Ok(bytes.iter().map(|byte| western(*byte)).collect::<String>().into_bytes()),
        Encoding::Utf8 => match std::str::from_utf8(&bytes) {
            Ok(_) => Ok(bytes),
            Err(error) => {
                let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
                Err(TableError::Encoding(1 + before.iter().filter(|byte| **byte == b'\n').count()))
            }
        },
    }
}

/// Windows-1252, where it is not Latin-1.
fn western(byte: u8) -> char {
    const HIGH: &str = "\u{20ac}\u{81}\u{201a}\u{192}\u{201e}\u{2026}\u{2020}\u{2021}\u{2c6}\u{2030}\u{160}\u{2039}\u{152}\u{8d}\
                        \u{17d}\u{8f}\u{90}\u{2018}\u{2019}\u{201c}\u{201d}\u{2022}\u{2013}\u{2014}\u{2dc}\u{2122}\u{161}\u{203a}\
                        \u{153}\u{9d}\u{17e}\u{178}";
    match byte {
        0x80..=0x9f => HIGH.chars().nth(usize::from(byte - 0x80)).unwrap_or('\u{fffd}'),
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Result<Table, TableError> {
        Table::new(text.as_bytes().to_vec(), b',', Encoding::Utf8)
    }

    fn rows(table: &Table, range: Range<usize>) -> Vec<String> {
        let mut rows = Vec::new();
        table.visit(range, |number, record| {
            rows.push(format!("{number}:{}", record.iter().collect::<Vec<_>>().join("|")))
        });
        rows
    }

    #[test]
    fn records_are_found_and_broken_lines_are_told() {
        let text = "\u{feff}id,name\r\n1,Ana\r\n2\r\n\r\n3,\"O,\n\"\"x\"\"\"\r\n4,a,b\n5,Eh";
        let table = table(text).unwrap();
        assert_eq!((table.len(), table.broken.as_slice()), (3, [3, 7].as_slice()));
        assert_eq!(rows(&table, 0..3), ["0:1|Ana", "1:3|O,\n\"x\"", "2:5|Eh"]);
        assert_eq!(rows(&table, 1..2), ["1:3|O,\n\"x\""]);
        assert_eq!(table.column("id"), Ok(0));
        assert_eq!(table.column("Name").unwrap_err().to_string(), "has no column `Name`; it has id, name");
    }

    #[test]
    fn of_many_columns_some_are_named() {
        let head = (0..500).map(|n| format!("c{n}")).collect::<Vec<_>>().join(",");
        let said = table(&format!("{head}\n{head}\n")).unwrap().column("x").unwrap_err().to_string();
        assert!(said.ends_with("c18, c19 and 480 more"), "{said}");
    }

    #[test]
    fn what_cannot_be_used_is_said() {
        assert_eq!(table("").err(), Some(TableError::Empty));
        assert_eq!(table("id,name\n").err(), Some(TableError::Empty));
        let bytes = |bytes: &[u8]| Table::new(bytes.to_vec(), b',', Encoding::Utf8).err();
        assert_eq!(bytes(b"a\nx\nPe\xf1a\n"), Some(TableError::Encoding(3)));
        assert_eq!(bytes(b"\xff\xfea\0"), Some(TableError::Utf16));
        assert_eq!(table(&format!("a,b\n1,2\n3,\"x{}", "\n1,2".repeat(50))).err(), Some(TableError::Quote(3)));
        assert_eq!(table("a,a\n1,2\n").unwrap().column("a"), Err(TableError::TwoColumns("a".into())));
        let old = Table::new(b"a\nPe\xf1a \x80\n".to_vec(), b',', Encoding::Windows1252).unwrap();
        assert_eq!(rows(&old, 0..1), ["0:Pe\u{f1}a \u{20ac}"]);
    }
}
