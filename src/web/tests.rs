//! The portal as people meet it: a stranger, a registrar, a user administrator who may not read children's records.

mod arriving;
mod audit;
mod clocks;
mod corrections;
mod feed;
mod languages;
mod leaving;
mod life;
mod moves;
mod operations;
mod passkeys;
mod people;
#[path = "../tests/portal.rs"]
mod portal;
mod purpose;
mod regions;
mod requests;
mod safety;
mod says;
mod work;
mod worklist;
mod world;
