//! Stories of people at work.

mod desk;
mod faults;
mod judging;
mod local;
mod merging;
mod model;
mod moving;
mod notices;
mod random;
mod undoing;
mod waiting;
