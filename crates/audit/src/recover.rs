//! What an earlier run left, as far as it can be built upon.

use std::{
    fs::{self, File},
    io::{self, Read as _},
    path::Path,
};

use crate::{
    chain::Chain,
    read::{
        LineError,
        lean::{Seen, SeenBody},
    },
    segment,
    sums::{Added, Many},
    wire::{After, Before, LINE_BYTES, SegmentLine},
};

/// A log that can be gone on with.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) log: String,
    pub(crate) chain: Chain,
    pub(crate) sums: Before,
    /// The run that wrote last.
    pub(crate) run: Option<After<'static>>,
    pub(crate) last: Last,
    /// All files by number and length, oldest first.
    pub(crate) files: Vec<(u64, u64)>,
}

/// The newest file.
#[derive(Debug)]
pub(crate) struct Last {
    pub(crate) number: u64,
    /// When it was begun, by the clock on the wall.
    pub(crate) at: u64,
    /// How long it is, to the end of its last whole line.
    pub(crate) whole: u64,
    /// What lies behind.
    pub(crate) torn: u64,
}

/// What there is in a directory.
#[derive(Debug)]
pub(crate) enum Left {
    /// No log.
    Nothing,
    /// One.
    Log(Box<Found>),
    /// Files that no line can be put behind, and why. They are left as they are.
    Unusable(String),
}

/// The longest file that is read when a run begins.
const FILE_BYTES: u64 = 80 << 20;

/// Looks at a directory that nobody else writes to.
pub(crate) fn look(directory: &Path) -> io::Result<Left> {
    let files = files(directory)?;
    let Some(&(number, bytes)) = files.last() else { return Ok(Left::Nothing) };
    let path = directory.join(segment::name(number));
    if bytes > FILE_BYTES {
        return Ok(Left::Unusable(format!("{} is longer than any that this version writes", path.display())));
    }
    Ok(match read_file(directory, number)? {
        Ok((read, bytes)) => {
            let last = Last { number, at: read.at, whole: read.whole, torn: bytes - read.whole };
            let run = read.run.or_else(|| run_before(directory, &files));
            Left::Log(Box::new(Found { log: read.log, chain: read.chain, sums: read.sums, run, last, files }))
        }
        Err(why) => Left::Unusable(format!("{}: {why}", path.display())),
    })
}

/// The run that wrote last, where the newest file has no line of it: it ended just as it had begun the file. A file that cannot
/// be read says nothing of it, and keeps nobody from writing.
fn run_before(directory: &Path, files: &[(u64, u64)]) -> Option<After<'static>> {
    let read = |number| read_file(directory, number).ok()?.ok();
    files.iter().rev().skip(1).find_map(|(number, _)| read(*number)?.0.run)
}

/// Reads as much of a file as can be built upon; says how long it is, too.
fn read_file(directory: &Path, number: u64) -> io::Result<Result<(ReadFile, u64), String>> {
    let text = beginning(directory, number, FILE_BYTES)?;
    Ok(read(&text, number).map(|read| (read, text.len() as u64)))
}

/// So much of a file as is there.
fn beginning(directory: &Path, number: u64, bytes: u64) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    File::open(directory.join(segment::name(number)))?.take(bytes).read_to_end(&mut text)?;
    Ok(text)
}

/// The files of a log by number and length, oldest first.
pub(crate) fn files(directory: &Path) -> io::Result<Vec<(u64, u64)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let Some(number) = entry.file_name().to_str().and_then(segment::number) else { continue };
        let metadata = entry.path().symlink_metadata()?;
        if metadata.is_file() {
            files.push((number, metadata.len()));
        }
    }
    files.sort_unstable();
    Ok(files)
}

/// The first line of a file, where it can be read.
pub(crate) fn first_line(directory: &Path, number: u64) -> io::Result<Option<(u64, String, SegmentLine<'static>)>> {
    let text = beginning(directory, number, LINE_BYTES as u64)?;
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    Ok(match Seen::parse(line) {
        Ok(Seen { seq, prev, body: SeenBody::Segment(first) }) => Some((seq, prev.into_owned(), *first)),
        _ => None,
    })
}

struct ReadFile {
    log: String,
    at: u64,
    chain: Chain,
    sums: Before,
    run: Option<After<'static>>,
    whole: u64,
}

/// Reads whole lines for as long as each follows from the one before: behind a line that does not, nothing is believed.
fn read(text: &[u8], number: u64) -> Result<ReadFile, String> {
    let mut read: Option<ReadFile> = None;
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        let Some(line) = line.strip_suffix(b"\n").filter(|line| line.len() < LINE_BYTES) else { break };
        let seen = match Seen::parse(line) {
            Ok(seen) => seen,
            Err(newer @ LineError::Newer(_)) => return Err(newer.to_string()),
            Err(_) => break,
        };
        let read = match &mut read {
            Some(read) if seen.seq == read.chain.seq() + 1 && seen.prev == read.chain.hash() => read,
            None => match &seen.body {
                SeenBody::Segment(first) if first.segment == number => read.insert(ReadFile::begun(first)),
                _ => break,
            },
            Some(_) => break,
        };
        read.take(&seen);
        read.chain = Chain::ending(seen.seq, line);
        read.whole += line.len() as u64 + 1;
    }
    read.ok_or_else(|| "its first line is none that this version writes".to_owned())
}

impl ReadFile {
    fn begun(first: &SegmentLine<'_>) -> Self {
        let (log, sums) = (first.log.clone().into_owned(), first.before.clone());
        Self { log, at: first.at, chain: Chain::EMPTY, sums, run: None, whole: 0 }
    }

    fn take(&mut self, seen: &Seen<'_>) {
        let added = match &seen.body {
            SeenBody::Decision(asked) => Some((asked, Many::Verbatim(1))),
            SeenBody::Count(asked) => Some((asked, Many::Counted(asked.count))),
            _ => None,
        };
        if let Some((asked, many)) = added {
            self.sums.add(Added::of(asked, many));
        }
        let run = match &seen.body {
            SeenBody::Run(line) => Some(&*line.run),
            _ => seen.run(),
        };
        if let Some(run) = run {
            let closed = matches!(seen.body, SeenBody::End(_));
            self.run = Some(After { run: run.to_owned().into(), closed });
        }
    }
}

#[cfg(test)]
mod tests;
