//! Tests of submissions as a whole.
