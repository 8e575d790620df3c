//! A file's pieces with their hashes, which a thread of its own takes: whoever verifies reads what the lines say meanwhile.

use std::{
    fs::File,
    io,
    ops::Range,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread::{self, JoinHandle},
};

use super::{Piece, Pieces, ReadError, SegmentFile, at};
use crate::hash::Hex;

/// The pieces of one file.
#[derive(Debug)]
pub(crate) struct Hashed<'a> {
    file: &'a SegmentFile,
    /// None once it ends.
    blocks: Option<Receiver<io::Result<Block>>>,
    reader: Option<JoinHandle<()>>,
    block: Block,
    next: usize,
}

/// Some pieces that follow one another.
#[derive(Debug, Default)]
struct Block {
    text: Vec<u8>,
    parts: Vec<Part>,
    /// Whether nothing follows. A thread that ended without saying so has not read all.
    is_last: bool,
}

/// A piece, with its line's bytes by their place in the block.
#[derive(Debug)]
enum Part {
    Line { bytes: Range<usize>, hash: Hex, line: u64, offset: u64 },
    Oversized { line: u64, offset: u64, bytes: u64 },
    Torn { line: u64, offset: u64, bytes: u64 },
}

/// How many bytes go from one thread to the other at once, and the longest line more.
const BLOCK: usize = 128 * 1024;
/// And how many pieces: a file that somebody made up may be nothing but line feeds.
const PIECES: usize = 4 * 1024;
/// How many of these wait at most.
const WAITING: usize = 2;

impl<'a> Hashed<'a> {
    /// Of this file.
    pub(crate) fn of(file: &'a SegmentFile) -> Result<Self, ReadError> {
        let pieces = file.pieces()?;
        let (sender, blocks) = sync_channel(WAITING);
        let reader = thread::Builder::new().name("authority-verify".to_owned());
        let reader = reader.spawn(move || send(pieces, &sender)).map_err(at(&file.path))?;
        Ok(Self { file, blocks: Some(blocks), reader: Some(reader), block: Block::default(), next: 0 })
    }

    /// The next piece, with the hash of a line; or none at the end.
    pub(crate) fn next(&mut self) -> Result<Option<(Piece<'_>, Hex)>, ReadError> {
        while self.next == self.block.parts.len() {
            if self.block.is_last {
                return Ok(None);
            }
            let block = self.blocks.as_ref().and_then(|blocks| blocks.recv().ok());
            let unread = || Err(io::Error::other("the thread that reads it ended"));
            self.block = block.unwrap_or_else(unread).map_err(at(&self.file.path))?;
            self.next = 0;
        }
        let part = self.block.parts.get(self.next);
        self.next += 1;
        Ok(part.map(|part| part.piece(&self.block.text)))
    }
}

/// Nobody takes blocks any more, so the reader ends at its next one. It is waited for: Windows removes no file that is open.
impl Drop for Hashed<'_> {
    fn drop(&mut self) {
        self.blocks = None;
        let ended = self.reader.take().map(JoinHandle::join);
        debug_assert!(!matches!(ended, Some(Err(_))), "the reader has nothing that panics");
    }
}

impl Part {
    fn piece<'a>(&self, text: &'a [u8]) -> (Piece<'a>, Hex) {
        match *self {
            Self::Line { ref bytes, hash, line, offset } => {
                (Piece::Line { bytes: text.get(bytes.clone()).unwrap_or_default(), line, offset }, hash)
            }
            Self::Oversized { line, offset, bytes } => (Piece::Oversized { line, offset, bytes }, Hex::NONE),
            Self::Torn { line, offset, bytes } => (Piece::Torn { line, offset, bytes }, Hex::NONE),
        }
    }
}

fn send(mut pieces: Pieces<File>, blocks: &SyncSender<io::Result<Block>>) {
    loop {
        let block = Block::read(&mut pieces);
        let goes_on = block.as_ref().is_ok_and(|block| !block.is_last);
        if blocks.send(block).is_err() || !goes_on {
            return;
        }
    }
}

impl Block {
    fn read(pieces: &mut Pieces<File>) -> io::Result<Self> {
        let mut block = Self { text: Vec::with_capacity(BLOCK + BLOCK / 8), ..Self::default() };
        while block.text.len() < BLOCK && block.parts.len() < PIECES {
            let part = match pieces.next()? {
                Some(Piece::Line { bytes, line, offset }) => {
                    let begin = block.text.len();
                    block.text.extend_from_slice(bytes);
                    Part::Line { bytes: begin..block.text.len(), hash: Hex::of(bytes), line, offset }
                }
                Some(Piece::Oversized { line, offset, bytes }) => Part::Oversized { line, offset, bytes },
                Some(Piece::Torn { line, offset, bytes }) => Part::Torn { line, offset, bytes },
                None => {
                    block.is_last = true;
                    break;
                }
            };
            block.parts.push(part);
        }
        Ok(block)
    }
}
