//! A response into a file, some pieces at a time. A disk that is quick, as the kernel's cache is, is written to where the
//! response is read: to wake another thread for it took half as much again as all the rest. A disk that is not would hold up
//! whatever else the runtime does: another thread waits for it, while the next pieces are read.

use std::{
    fs::File,
    io::{self, Write},
    sync::Arc,
    time::{Duration, Instant},
};

use authority_core::denial::Denial;
use bytes::Bytes;
use tokio::task::{JoinHandle, spawn_blocking};

use crate::answer::Answer;

/// Bytes that are written at once, or the piece more that reaches it. Memory holds two such batches.
const BATCH: usize = 256 * 1024;
/// Pieces of them, at most: a server may send a byte at a time.
const PIECES: usize = 256;
/// A disk that takes a batch in less is quick, until a batch takes longer. It is some ten times what the kernel's cache needs.
const QUICK: Duration = Duration::from_millis(2);

impl Answer {
    /// Writes the body into a file that is open, and says how many bytes that were. Memory holds some hundred kilobytes of it,
    /// which are not in the file yet while it is read. While each such batch is written in less than 2 ms it is written on this
    /// thread, and else on one of the runtime's for what blocks.
    ///
    /// # Errors
    ///
    /// As [`Answer::chunk`], or the disk's answer. What was read until then stays in the file.
    pub async fn save(mut self, file: File) -> Result<u64, SaveError> {
        let mut batches = Batches::into(file);
        let read = loop {
            match self.chunk().await {
                Ok(Some(piece)) => batches.push(piece).await?,
                Ok(None) => break Ok(self.read()),
                Err(denial) => break Err(denial),
            }
        };
        batches.finish().await?;
        Ok(read?)
    }
}

/// Pieces on their way into a file.
struct Batches {
    file: Arc<File>,
    pieces: Vec<Bytes>,
    bytes: usize,
    /// The batch that is written now. One at a time, so that they stay in order.
    writing: Option<JoinHandle<io::Result<Disk>>>,
    /// How the last batch found it.
    disk: Disk,
}

impl Batches {
    /// What was never written to may be a disk that hangs.
    fn into(file: File) -> Self {
        Self { file: Arc::new(file), pieces: Vec::new(), bytes: 0, writing: None, disk: Disk::Slow }
    }

    async fn push(&mut self, piece: Bytes) -> io::Result<()> {
        self.bytes += piece.len();
        self.pieces.push(piece);
        if self.bytes < BATCH && self.pieces.len() < PIECES { Ok(()) } else { self.hand_over().await }
    }

    async fn hand_over(&mut self) -> io::Result<()> {
        self.written().await?;
        let pieces = std::mem::take(&mut self.pieces);
        self.bytes = 0;
        match self.disk {
            Disk::Quick => self.disk = write(&self.file, &pieces)?,
            Disk::Slow => {
                let file = Arc::clone(&self.file);
                self.writing = Some(spawn_blocking(move || write(&file, &pieces)));
            }
        }
        Ok(())
    }

    async fn written(&mut self) -> io::Result<()> {
        if let Some(writing) = self.writing.take() {
            self.disk = writing.await.map_err(io::Error::other)??;
        }
        Ok(())
    }

    async fn finish(mut self) -> io::Result<()> {
        self.hand_over().await?;
        self.written().await
    }
}

/// How a batch found what it was written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Disk {
    Quick,
    Slow,
}

impl Disk {
    fn found(took: Duration, file: &File) -> Self {
        // Whoever reads from a pipe may stop at any time, however quick it was.
        let quick = took < QUICK && file.metadata().is_ok_and(|of| of.is_file());
        if quick { Self::Quick } else { Self::Slow }
    }
}

fn write(mut file: &File, pieces: &[Bytes]) -> io::Result<Disk> {
    let start = Instant::now();
    pieces.iter().try_for_each(|piece| file.write_all(piece))?;
    Ok(Disk::found(start.elapsed(), file))
}

/// Why a response could not be written into a file.
#[derive(Debug)]
#[expect(clippy::exhaustive_enums, reason = "there are these two families, and a caller should handle both")]
pub enum SaveError {
    /// The response could not be read. Recorded.
    Denied(Denial),
    /// The disk's answer.
    Io(io::Error),
}

impl From<Denial> for SaveError {
    fn from(denial: Denial) -> Self {
        Self::Denied(denial)
    }
}

impl From<io::Error> for SaveError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_is_quick_until_it_takes_longer() {
        let file = tempfile::tempfile().unwrap();
        assert_eq!(Disk::found(QUICK / 2, &file), Disk::Quick);
        assert_eq!(Disk::found(QUICK, &file), Disk::Slow);
    }
}
