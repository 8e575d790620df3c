//! A response into a file. Pieces go to the disk some at a time, while the next are read: each piece by itself would cost a
//! change of threads, and so more than the reading.

use std::{
    fs::File,
    io::{self, Write},
    sync::Arc,
};

use authority_core::denial::Denial;
use bytes::Bytes;
use tokio::task::{JoinHandle, spawn_blocking};

use crate::answer::Answer;

/// Bytes that are written at once, or the piece more that reaches it. Memory holds two such batches.
const BATCH: usize = 256 * 1024;
/// Pieces of them, at most: a server may send a byte at a time.
const PIECES: usize = 256;

impl Answer {
    /// Writes the body into a file that is open, and says how many bytes that were. Memory holds some hundred kilobytes of it,
    /// which are not in the file yet while it is read.
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
    writing: Option<JoinHandle<io::Result<()>>>,
}

impl Batches {
    fn into(file: File) -> Self {
        Self { file: Arc::new(file), pieces: Vec::new(), bytes: 0, writing: None }
    }

    async fn push(&mut self, piece: Bytes) -> io::Result<()> {
        self.bytes += piece.len();
        self.pieces.push(piece);
        if self.bytes < BATCH && self.pieces.len() < PIECES { Ok(()) } else { self.hand_over().await }
    }

    async fn hand_over(&mut self) -> io::Result<()> {
        self.written().await?;
        let (file, pieces) = (Arc::clone(&self.file), std::mem::take(&mut self.pieces));
        self.bytes = 0;
        self.writing = Some(spawn_blocking(move || pieces.iter().try_for_each(|piece| (&*file).write_all(piece))));
        Ok(())
    }

    async fn written(&mut self) -> io::Result<()> {
        match self.writing.take() {
            Some(writing) => writing.await.map_err(io::Error::other)?,
            None => Ok(()),
        }
    }

    async fn finish(mut self) -> io::Result<()> {
        self.hand_over().await?;
        self.written().await
    }
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
