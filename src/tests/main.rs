//! The integration target: tests that see the program from outside, and tests about the source itself.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test ends where its world does"
)]

mod architecture;
mod asvs;
mod audit;
mod bad_input;
mod cli;
mod disk_full;
mod feed;
mod first_run;
mod hardening;
mod kill;
mod matrix;
mod portal;
mod privacy;
mod static_binary;
mod world;
