//! Tests of the search as people use it, and of the index when it is lost, damaged or behind.

mod finding;
mod keeping;
mod world;
