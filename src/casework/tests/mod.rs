//! Stories of people at work.

mod correcting;
mod desk;
mod faults;
mod judging;
mod local;
mod merging;
mod model;
mod random;
mod undoing;
mod waiting;
