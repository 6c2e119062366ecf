//! Lines of the submission format, version 1: positional columns, RFC 4180 quoting.

use crate::model::Date;

/// Collects the lines of one child and counts them.
pub(super) struct Lines {
    text: String,
    delimiter: char,
    crlf: bool,
    count: u64,
}

impl Lines {
    /// For a state that writes with this delimiter and line end.
    pub(super) fn new(delimiter: char, crlf: bool) -> Self {
        Self { text: String::with_capacity(8 * 1024), delimiter, crlf, count: 0 }
    }

    /// One line: its letter and its columns.
    pub(super) fn push(&mut self, letter: char, columns: &[&str]) {
        self.text.push(letter);
        for column in columns {
            self.text.push(self.delimiter);
            self.column(column);
        }
        self.text.push_str(if self.crlf { "\r\n" } else { "\n" });
        self.count += 1;
    }

    /// The text so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// How many lines.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    fn column(&mut self, column: &str) {
        let special = |c: char| c == self.delimiter || matches!(c, '"' | '\n' | '\r');
        if column.contains(special) {
            self.text.push('"');
            self.text.push_str(&column.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(column);
        }
    }
}

/// YYYYMMDD, or nothing.
pub(super) fn compact(date: Option<Date>) -> String {
    date.map(|date| date.number().to_string()).unwrap_or_default()
}

/// `Yes` or `No`.
pub(super) fn flag(value: bool) -> &'static str {
    if value { "Yes" } else { "No" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_what_needs_it() {
        let mut lines = Lines::new(',', true);
        lines.push('S', &["1", "a,b", "say \"x\"", ""]);
        assert_eq!(lines.text(), "S,1,\"a,b\",\"say \"\"x\"\"\",\r\n");
        assert_eq!(lines.count(), 1);
    }
}
