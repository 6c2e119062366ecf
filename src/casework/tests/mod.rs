//! Stories of people at work.

mod correcting;
mod desk;
mod faults;
mod feed;
mod judging;
mod local;
mod merging;
mod mishaps;
mod model;
mod moving;
mod notices;
mod random;
mod requests;
mod routing;
mod undoing;
mod waiting;
