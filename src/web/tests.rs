//! The portal as people meet it: a stranger, a registrar, a user administrator who may not read children's records.

mod arriving;
mod audit;
mod clocks;
mod languages;
mod leaving;
mod life;
mod operations;
mod passkeys;
mod people;
mod purpose;
mod regions;
mod safety;
mod work;
mod world;
