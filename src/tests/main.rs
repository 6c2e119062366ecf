//! The integration target: tests that see the program from outside, and tests about the source itself.

mod architecture;
mod cli;
mod static_binary;
