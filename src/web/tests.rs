//! The portal as people meet it: a stranger, a registrar, a user administrator who may not read children's records.

mod audit;
mod languages;
mod people;
mod purpose;
mod safety;
mod work;
mod world;
