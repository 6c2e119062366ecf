//! The bytes of a file as sent to the bytes of its text: plain, gzip or zstd, told apart by their first bytes.

use std::io::{self, BufRead, BufReader, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::FrameDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};

use super::trouble::Trouble;

/// The unpacked bytes of a file, at most as many as allowed.
pub(super) struct Unpacked<R: Read> {
    source: Source<R>,
    left: u64,
}

enum Source<R: Read> {
    Plain(Kept<R>),
    Gzip(Box<MultiGzDecoder<Kept<R>>>),
    Zstd(Box<Zstd<R>>),
}

type Kept<R> = BufReader<Watched<R>>;

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
/// Magic numbers 0x184D2A50 to 0x184D2A5F begin a frame that is to be skipped (RFC 8878, section 3.1.2).
const ZSTD_SKIP: &[u8] = &[0x2a, 0x4d, 0x18];
/// A zstd frame that asks for a larger window is refused: the window is held in memory.
const ZSTD_WINDOW: u64 = 32 << 20;

impl<R: Read> Unpacked<R> {
    /// Looks at the first bytes of `file`. Not more than `limit` bytes come out.
    pub(super) fn new(file: R, limit: u64) -> Result<Self, Trouble> {
        let mut kept = BufReader::with_capacity(64 << 10, Watched { inner: file, failed: false });
        let start = kept.fill_buf().map_err(Trouble::Disk)?;
        let source = if start.starts_with(GZIP) {
            Source::Gzip(Box::new(MultiGzDecoder::new(kept)))
        } else if start.starts_with(ZSTD) || start.get(1..4) == Some(ZSTD_SKIP) {
            Source::Zstd(Box::new(Zstd::new(kept)))
        } else {
            Source::Plain(kept)
        };
        Ok(Self { source, left: limit })
    }

    /// Fills the front of `out`; 0 at the end of the file.
    pub(super) fn read(&mut self, out: &mut [u8]) -> Result<usize, Trouble> {
        let read = match &mut self.source {
            Source::Plain(file) => file.read(out).map_err(Trouble::Disk)?,
            Source::Gzip(gzip) => match gzip.read(out) {
                Ok(read) => read,
                Err(error) if gzip.get_ref().get_ref().failed => return Err(Trouble::Disk(error)),
                Err(error) => return Err(Trouble::Damaged(error.to_string())),
            },
            Source::Zstd(zstd) => zstd.read(out)?,
        };
        self.left = self.left.checked_sub(read as u64).ok_or(Trouble::TooLarge)?;
        Ok(read)
    }
}

/// Remembers whether the file itself could not be read: that is no fault of the sender.
struct Watched<R> {
    inner: R,
    failed: bool,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(out);
        self.failed |= read.as_ref().is_err_and(|error| error.kind() != io::ErrorKind::Interrupted);
        read
    }
}

/// A series of zstd frames.
struct Zstd<R: Read> {
    kept: Kept<R>,
    frames: FrameDecoder,
    in_frame: bool,
}

impl<R: Read> Zstd<R> {
    fn new(kept: Kept<R>) -> Self {
        let mut frames = FrameDecoder::new();
        frames.set_max_window_size(ZSTD_WINDOW);
        Self { kept, frames, in_frame: false }
    }

    /// The decoder is not ours and the bytes are a stranger's: should it panic, the file is damaged.
    fn read(&mut self, out: &mut [u8]) -> Result<usize, Trouble> {
        let read = catch_unwind(AssertUnwindSafe(|| self.read_frames(out)));
        match read.unwrap_or_else(|_| Err("the zstd data make no sense".to_owned())) {
            Ok(read) => Ok(read),
            Err(what) if self.kept.get_ref().failed => Err(Trouble::Disk(io::Error::other(what))),
            Err(what) => Err(Trouble::Damaged(what)),
        }
    }

    fn read_frames(&mut self, out: &mut [u8]) -> Result<usize, String> {
        loop {
            if !self.in_frame && !self.begin_frame()? {
                return Ok(0);
            }
            while self.frames.can_collect() == 0 && !self.frames.is_finished() {
                let step = ruzstd::decoding::BlockDecodingStrategy::UptoBlocks(1);
                self.frames.decode_blocks(&mut self.kept, step).map_err(|e| e.to_string())?;
            }
            let read = Read::read(&mut self.frames, out).map_err(|e| e.to_string())?;
            if read > 0 {
                return Ok(read);
            }
            if self
                .frames
                .get_checksum_from_data()
                .is_some_and(|sum| Some(sum) != self.frames.get_calculated_checksum())
            {
                return Err("the checksum does not fit the data".to_owned());
            }
            self.in_frame = false;
        }
    }

    /// Goes to the next frame that holds data; false at the end of the file.
    fn begin_frame(&mut self) -> Result<bool, String> {
        while !self.kept.fill_buf().map_err(|e| e.to_string())?.is_empty() {
            match self.frames.reset(&mut self.kept) {
                Ok(()) => {
                    self.in_frame = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    let skipped = io::copy(&mut (&mut self.kept).take(u64::from(length)), &mut io::sink());
                    if skipped.map_err(|e| e.to_string())? < u64::from(length) {
                        return Err("the file ends too early".to_owned());
                    }
                }
                Err(error) => return Err(error.to_string()),
            }
        }
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use proptest::prelude::*;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        compress_to_vec(bytes, CompressionLevel::Fastest)
    }

    fn unpack(bytes: &[u8]) -> Result<Vec<u8>, Trouble> {
        let mut unpacked = Unpacked::new(bytes, 1 << 20)?;
        let (mut all, mut block) = (Vec::new(), [0; 1000]);
        loop {
            match unpacked.read(&mut block)? {
                0 => return Ok(all),
                read => all.extend_from_slice(&block[..read]),
            }
        }
    }

    #[test]
    fn what_was_packed_comes_out_also_in_several_parts() {
        let text = "E|1|20240816|01|Lincoln High School\n".repeat(3000).into_bytes();
        assert_eq!(unpack(&text).unwrap(), text);
        assert_eq!(unpack(&gzip(&text)).unwrap(), text);
        assert_eq!(unpack(&zstd(&text)).unwrap(), text);
        let twice = [text.clone(), text.clone()].concat();
        assert_eq!(unpack(&[gzip(&text), gzip(&text)].concat()).unwrap(), twice);
        let skipped = [0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3];
        assert_eq!(unpack(&[zstd(&text), skipped.to_vec(), zstd(&text)].concat()).unwrap(), twice);
        assert_eq!(unpack(b"").unwrap(), b"");
    }

    #[test]
    fn a_cut_off_or_altered_file_is_damaged_and_a_bomb_too_large() {
        let text = b"S|1||TX|900|01|I\nD|1|Ana||Garza\n".repeat(100);
        for packed in [gzip(&text), zstd(&text)] {
            for cut in [packed.len() - 1, packed.len() - 6, packed.len() / 2, 12] {
                assert!(matches!(unpack(&packed[..cut]), Err(Trouble::Damaged(_))), "cut at {cut}");
            }
            let rubbish_after = [packed.as_slice(), b"rubbish"].concat();
            assert!(matches!(unpack(&rubbish_after), Err(Trouble::Damaged(_))));
        }
        assert!(matches!(unpack(&gzip(&vec![0; 4 << 20])), Err(Trouble::TooLarge)));
        assert!(matches!(unpack(&zstd(&vec![0; 4 << 20])), Err(Trouble::TooLarge)));
    }

    #[test]
    fn a_failing_disk_is_not_the_senders_fault() {
        struct Failing<'a>(&'a [u8]);
        impl Read for Failing<'_> {
            fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
                if self.0.is_empty() { Err(io::Error::other("a bad sector")) } else { self.0.read(out) }
            }
        }
        let text = "C|1|Algebra 1\n".repeat(500).into_bytes();
        for packed in [gzip(&text), zstd(&text), text] {
            let mut unpacked = Unpacked::new(Failing(&packed[..packed.len() / 2]), 1 << 20).unwrap();
            let mut block = [0; 1000];
            let end = std::iter::repeat_with(|| unpacked.read(&mut block)).find(|read| !matches!(read, Ok(1..)));
            assert!(matches!(end, Some(Err(Trouble::Disk(_)))));
        }
    }

    proptest! {
        #[test]
        fn damaged_zstd_never_panics(at in 4usize..400, bits in 1u8.., cut in 0usize..400) {
            let text: Vec<u8> = (0..4000u32).flat_map(|n| (n * 7919).to_string().into_bytes()).collect();
            let mut packed = zstd(&text);
            let at = at % packed.len();
            packed[at] ^= bits;
            packed.truncate(packed.len() - cut % packed.len());
            let _ = unpack(&packed);
        }
    }
}
