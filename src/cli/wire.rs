//! A request over the socket of a running server.
//!
//! A frame is one byte of kind, four bytes of length (most significant first) and that many bytes. The caller sends
//! `REQUEST` (JSON), then `INPUT` frames and `INPUT_END`, or `INPUT_FAILED` when it cannot read its file. The server
//! sends `TERMINAL`, `FIRST`, `SECOND` and `PROGRESS` (two numbers of eight bytes) as it goes, then `DONE` (JSON: an
//! exit code or a failure). Both directions run at the same time, so that a query is answered line by line.

use std::io::{self, BufReader, BufWriter, Read, Write};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;

use super::exit::{Exit, Failure};
use super::request::{Caller, Channel, Request, Sink, execute, undelivered};
use crate::server::Services;

const REQUEST: u8 = b'R';
const INPUT: u8 = b'I';
const INPUT_END: u8 = b'E';
const INPUT_FAILED: u8 = b'X';
const TERMINAL: u8 = b'T';
const FIRST: u8 = b'1';
const SECOND: u8 = b'2';
const PROGRESS: u8 = b'P';
const DONE: u8 = b'D';

/// Most bytes in a frame: a caller cannot make the server set aside more.
const LONGEST: usize = 1 << 20;
/// Bytes of a file in one frame.
const PIECE: usize = 1 << 16;

/// The caller's side: sends the request and its input, delivers what comes back.
pub(super) fn call(
    server: UnixStream,
    request: &Request,
    mut input: Box<dyn Read + Send>,
    sink: &mut dyn Sink,
) -> Result<Exit, Failure> {
    let broken = |error: io::Error| {
        let why = format!("the connection to the server broke: {error}. What was answered before stays; try again");
        Failure::new(Exit::Data, why)
    };
    let mut to_server = server.try_clone().map_err(broken)?;
    let request = serde_json::to_vec(request).map_err(|error| broken(error.into()))?;
    write_frame(&mut to_server, REQUEST, &request).map_err(broken)?;
    // Not joined: it may wait for a line that nobody types any more. A failure shows on the other side.
    std::thread::spawn(move || send_input(&mut input, &mut to_server));
    let mut from_server = BufReader::new(server);
    loop {
        let (kind, payload) = read_frame(&mut from_server).map_err(broken)?;
        let channel = match kind {
            TERMINAL => Channel::Terminal,
            FIRST => Channel::First,
            SECOND => Channel::Second,
            PROGRESS => {
                let (done, total) = payload.split_at_checked(8).unwrap_or_default();
                sink.progress(number(done), number(total));
                continue;
            }
            DONE => return serde_json::from_slice(&payload).map_err(|error| broken(error.into()))?,
            _ => return Err(broken(io::ErrorKind::InvalidData.into())),
        };
        sink.write(channel, &payload).map_err(|error| undelivered(&error))?;
    }
}

fn send_input(input: &mut dyn Read, server: &mut UnixStream) -> io::Result<()> {
    let mut piece = vec![0; PIECE];
    loop {
        match input.read(&mut piece) {
            Ok(0) => return write_frame(server, INPUT_END, &[]),
            Ok(length) => write_frame(server, INPUT, piece.get(..length).unwrap_or_default())?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return write_frame(server, INPUT_FAILED, error.to_string().as_bytes()),
        }
    }
}

/// The server's side of one connection. Blocks until it is over.
pub(crate) fn serve_connection(services: &Services, caller: &Caller, connection: &UnixStream) -> io::Result<()> {
    let mut input = Input { from: BufReader::new(connection), piece: Vec::new(), at: 0, ended: false };
    let mut sink = Output { to: BufWriter::with_capacity(PIECE, connection) };
    let (kind, payload) = read_frame(&mut input.from)?;
    let outcome = match serde_json::from_slice::<Request>(&payload) {
        Ok(request) if kind == REQUEST => execute(services, caller, request, &mut input, &mut sink),
        _ => Err(Failure::new(Exit::Usage, "the server does not know this request: it is of another version")),
    };
    write_frame(&mut sink.to, DONE, &serde_json::to_vec(&outcome)?)?;
    sink.to.flush()?;
    connection.shutdown(Shutdown::Write)?;
    // What the caller still sends is taken and dropped, so that it reads the answer before the connection goes.
    io::copy(&mut input.from, &mut io::sink())?;
    Ok(())
}

/// The caller's input, out of its frames.
struct Input<R> {
    from: R,
    piece: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<R: Read> Read for Input<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at == self.piece.len() {
            if self.ended {
                return Ok(0);
            }
            let (kind, payload) = read_frame(&mut self.from)?;
            match kind {
                INPUT => (self.piece, self.at) = (payload, 0),
                INPUT_END => self.ended = true,
                INPUT_FAILED => return Err(io::Error::other(String::from_utf8_lossy(&payload).into_owned())),
                _ => return Err(io::ErrorKind::InvalidData.into()),
            }
        }
        let rest = self.piece.get(self.at..).unwrap_or_default();
        let length = rest.len().min(out.len());
        for (to, from) in out.iter_mut().zip(rest) {
            *to = *from;
        }
        self.at += length;
        Ok(length)
    }
}

/// What goes back to the caller.
struct Output<W: Write> {
    to: W,
}

impl<W: Write> Sink for Output<W> {
    fn write(&mut self, channel: Channel, bytes: &[u8]) -> io::Result<()> {
        let kind = match channel {
            Channel::Terminal => TERMINAL,
            Channel::First => FIRST,
            Channel::Second => SECOND,
        };
        if bytes.is_empty() {
            // That a file has nothing in it is said as well: it takes the place of the one that is there.
            write_frame(&mut self.to, kind, bytes)?;
        }
        for piece in bytes.chunks(PIECE) {
            write_frame(&mut self.to, kind, piece)?;
        }
        if channel == Channel::Terminal { self.to.flush() } else { Ok(()) }
    }

    fn progress(&mut self, done: u64, total: u64) {
        let mut payload = done.to_be_bytes().to_vec();
        payload.extend(total.to_be_bytes());
        // A caller who went away is noticed when its input ends or its answer is written.
        let _ = write_frame(&mut self.to, PROGRESS, &payload).and_then(|()| self.to.flush());
    }
}

fn write_frame(to: &mut impl Write, kind: u8, payload: &[u8]) -> io::Result<()> {
    let length = u32::try_from(payload.len()).map_err(io::Error::other)?.to_be_bytes();
    let mut frame = Vec::with_capacity(payload.len() + 5);
    frame.push(kind);
    frame.extend(length);
    frame.extend(payload);
    to.write_all(&frame)
}

fn read_frame(from: &mut impl Read) -> io::Result<(u8, Vec<u8>)> {
    let (mut kind, mut length) = ([0; 1], [0; 4]);
    from.read_exact(&mut kind)?;
    from.read_exact(&mut length)?;
    let length = usize::try_from(u32::from_be_bytes(length)).map_err(io::Error::other)?;
    if length > LONGEST {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a frame that is too long"));
    }
    let mut payload = vec![0; length];
    from.read_exact(&mut payload)?;
    let [kind] = kind;
    Ok((kind, payload))
}

fn number(bytes: &[u8]) -> u64 {
    bytes.try_into().map_or(0, u64::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn input_comes_out_of_its_frames_as_it_went_in() {
        let text: Vec<u8> = (0..200_000_u32).map(|n| n.to_be_bytes()[3]).collect();
        let (mut here, there) = UnixStream::pair().unwrap();
        let sent = text.clone();
        let sender = std::thread::spawn(move || send_input(&mut sent.as_slice(), &mut here));
        let mut input = Input { from: &there, piece: Vec::new(), at: 0, ended: false };
        let mut got = Vec::new();
        input.read_to_end(&mut got).unwrap();
        sender.join().unwrap().unwrap();
        assert!(got == text);
    }

    #[test]
    fn a_caller_that_dies_in_the_middle_of_a_file_does_not_look_like_its_end() {
        let (mut here, there) = UnixStream::pair().unwrap();
        write_frame(&mut here, INPUT, b"half a file").unwrap();
        drop(here);
        let mut input = Input { from: &there, piece: Vec::new(), at: 0, ended: false };
        let error = input.read_to_end(&mut Vec::new()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
    }

    /// Otherwise an export that found nothing leaves the file of an earlier one where it was.
    #[test]
    fn that_a_file_is_empty_goes_over_the_wire() {
        let (here, mut there) = UnixStream::pair().unwrap();
        let mut output = Output { to: here };
        output.write(Channel::First, b"").unwrap();
        drop(output);
        assert_eq!(read_frame(&mut there).unwrap(), (FIRST, Vec::new()));
    }

    #[test]
    fn a_frame_longer_than_the_limit_is_refused_before_room_is_made_for_it() {
        let frame = [INPUT, 255, 255, 255, 255];
        assert_eq!(read_frame(&mut frame.as_slice()).unwrap_err().kind(), io::ErrorKind::InvalidData);
    }
}
