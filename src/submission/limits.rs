//! How large a file may be.

/// Limits on a file. Defaults are those of the submission format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most S lines in a file.
    pub students: u64,
    /// Most lines of one kind in a child.
    pub lines_per_kind: usize,
    /// Most bytes when unpacked.
    pub unpacked_bytes: u64,
    /// Longest line in bytes.
    pub line_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { students: 40_000, lines_per_kind: 999, unpacked_bytes: 1 << 30, line_bytes: 64 << 10 }
    }
}
