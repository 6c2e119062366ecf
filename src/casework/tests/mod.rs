//! Stories of people at work.

mod desk;
mod judging;
mod merging;
mod undoing;
mod waiting;
