//! A connection whose other end has to keep reading. Who asks for a large page and takes it byte by byte would hold its
//! place, and the page in memory, for as long as he likes: below [`LEAST`] bytes in a stretch of patience it ends.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// Bytes that have to be taken in one stretch of waiting.
const LEAST: usize = 4 << 10;

/// A stream that gives up on an end that does not read. Only the time counts for which a write has to wait: a pause of
/// ours is not held against the other end.
pub(super) struct Steady<S> {
    stream: S,
    patience: Duration,
    /// Waited for in this stretch, before the wait that is under way.
    waited: Duration,
    /// Taken in this stretch.
    taken: usize,
    /// The wait that is under way: when it began, and what wakes us at the end of the stretch.
    wait: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl<S> Steady<S> {
    /// `patience`: how long a stretch is.
    pub(super) fn new(stream: S, patience: Duration) -> Self {
        Self { stream, patience, waited: Duration::ZERO, taken: 0, wait: None }
    }

    /// Keeps count of what a write came to.
    fn judge(&mut self, wrote: Poll<io::Result<usize>>, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        let Poll::Ready(wrote) = wrote else { return self.go_on_waiting(cx) };
        if let Some((began, _)) = self.wait.take() {
            self.waited += began.elapsed();
        }
        self.taken = self.taken.saturating_add(*wrote.as_ref().unwrap_or(&0));
        if self.waited >= self.patience {
            self.end_stretch()?;
        }
        Poll::Ready(wrote)
    }

    fn go_on_waiting(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        loop {
            let left = self.patience.saturating_sub(self.waited);
            let (_, end) = self.wait.get_or_insert_with(|| (Instant::now(), Box::pin(sleep(left))));
            ready!(end.as_mut().poll(cx));
            self.wait = None;
            self.end_stretch()?;
        }
    }

    fn end_stretch(&mut self) -> io::Result<()> {
        if self.taken < LEAST {
            return Err(io::ErrorKind::TimedOut.into());
        }
        (self.taken, self.waited) = (0, Duration::ZERO);
        Ok(())
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Steady<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let wrote = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.judge(wrote, cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let wrote = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.judge(wrote, cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Steady<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, bytes)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;

    const PAGE: usize = 256 << 10;

    /// Writes a page to somebody who takes so many bytes at a time, with a pause in between.
    async fn written_to(at_a_time: usize, pause: Duration, patience: Duration) -> io::Result<()> {
        let (ours, mut theirs) = duplex(1 << 10);
        let writing = tokio::spawn(async move { Steady::new(ours, patience).write_all(&vec![7; PAGE]).await });
        let mut taken = vec![0; at_a_time];
        while !writing.is_finished() {
            let _ = theirs.read_exact(&mut taken).await;
            tokio::time::sleep(pause).await;
        }
        writing.await.unwrap()
    }

    #[tokio::test]
    async fn who_reads_gets_the_page_and_who_trickles_does_not() {
        written_to(1 << 10, Duration::ZERO, Duration::from_secs(30)).await.unwrap();
        let pause = Duration::from_millis(20);
        let trickled = written_to(10, pause, Duration::from_millis(300)).await;
        assert_eq!(trickled.unwrap_err().kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn who_reads_nothing_is_waited_for_once() {
        let (ours, theirs) = duplex(64);
        let wrote = Steady::new(ours, Duration::from_millis(50)).write_all(&[7; 65]).await;
        assert_eq!(wrote.unwrap_err().kind(), io::ErrorKind::TimedOut);
        drop(theirs);
    }

    #[tokio::test]
    async fn a_pause_of_ours_is_not_held_against_the_other_end() {
        let (ours, mut theirs) = duplex(64);
        let mut ours = Steady::new(ours, Duration::from_millis(200));
        for _ in 0..3 {
            ours.write_all(&[7; 64]).await.unwrap();
            tokio::time::sleep(Duration::from_millis(250)).await;
            theirs.read_exact(&mut [0; 64]).await.unwrap();
        }
    }
}
