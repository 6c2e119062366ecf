//! Why the reading of a file ended before its end.

use std::io;

/// What ends the reading of a file. All but the first are the file's own fault and go into its answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    /// The file as kept cannot be read: nothing is known about the file itself.
    #[error("the file cannot be read: {0}")]
    Disk(io::Error),
    /// The compression is damaged or cut off.
    #[error("the compressed file is damaged or was cut off ({0}). Pack it again and send it anew")]
    Damaged(String),
    /// More bytes than allowed come out of it.
    #[error("the file is too large when unpacked. Split it into several files")]
    TooLarge,
    /// A line longer than allowed.
    #[error("this line is longer than {limit} bytes. Look for a missing end of line or quotation mark")]
    LongLine {
        /// Where it begins.
        line: u64,
        /// Most bytes.
        limit: usize,
    },
    /// A quoted value without an end.
    #[error("a quotation mark that opens a value on this line is never closed. Close it, or double it if it is meant")]
    OpenQuote {
        /// Where the line begins.
        line: u64,
    },
    /// Bytes that are no text.
    #[error("this line is not UTF-8. Export the file as UTF-8 (not Latin-1 or Windows-1252)")]
    NotUtf8 {
        /// Where it begins.
        line: u64,
    },
}
