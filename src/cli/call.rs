//! Sends a request to the server of a data directory, or does it here when there is none.

use std::io::Read;
use std::os::unix::net::UnixStream;
use std::thread::sleep;
use std::time::Duration;

use super::console::own_name;
use super::exit::{Exit, Failure};
use super::request::{Caller, Request, Sink, execute};
use super::{Place, doctor, wire};
use crate::config::{Config, DataDir};
use crate::search::Index;
use crate::server::{self, Services};
use crate::store::StoreError;

/// How often and how long to wait for another verb, or for a server that is about to listen.
const TRIES: u32 = 50;
const PAUSE: Duration = Duration::from_millis(100);

/// Does a request. `input` is what it reads: a file, or standard input.
pub(super) fn call(
    place: &Place,
    request: Request,
    input: Box<dyn Read + Send>,
    sink: &mut dyn Sink,
) -> Result<Exit, Failure> {
    let (data, config) = place.open()?;
    call_on(&data, &config, request, input, sink)
}

/// Does a request on an open data directory.
pub(super) fn call_on(
    data: &DataDir,
    config: &Config,
    mut request: Request,
    mut input: Box<dyn Read + Send>,
    sink: &mut dyn Sink,
) -> Result<Exit, Failure> {
    let mut tries = TRIES;
    loop {
        if let Ok(server) = UnixStream::connect(data.socket()) {
            return wire::call(server, &request, input, sink);
        }
        if let Request::Doctor(doctor) = &mut request {
            match doctor::check_pages(data, config) {
                Err(StoreError::Locked(_)) if tries > 0 => {
                    (tries, ()) = (tries - 1, sleep(PAUSE));
                    continue;
                }
                outcome => doctor.pages = outcome.into(),
            }
        }
        match server::open_store(data, config) {
            Err(StoreError::Locked(_)) if tries > 0 => (tries, ()) = (tries - 1, sleep(PAUSE)),
            Err(error) => return Err(error.into()),
            Ok(store) => {
                if let Request::Doctor(doctor) = &mut request {
                    doctor.index = Index::damage(&data.index(), &store);
                }
                let services = Services::over(store, data, config, &|_, _| ())?;
                return execute(&services, &Caller::here(own_name()), request, &mut input, sink);
            }
        }
    }
}
