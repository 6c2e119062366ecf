//! Stories of people at work.

mod desk;
mod faults;
mod judging;
mod local;
mod merging;
mod model;
mod random;
mod routing;
mod undoing;
mod waiting;
