//! Vereda: a migrant student records exchange in one static binary.

pub mod model;
