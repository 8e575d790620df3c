//! What an earlier run left, as far as it can be built upon.

use std::{
    borrow::Cow,
    fs::{self, File},
    io::{self, Read as _},
    path::Path,
};

use serde::Deserialize;

use crate::{
    chain::Chain,
    segment,
    sums::{Added, Many},
    wire::{After, Before, LINE_BYTES, SegmentLine, VERSION},
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
    let mut text = Vec::new();
    File::open(&path)?.take(FILE_BYTES).read_to_end(&mut text)?;
    Ok(match read(&text, number) {
        Ok(read) => {
            let last = Last { number, at: read.at, whole: read.whole, torn: text.len() as u64 - read.whole };
            Left::Log(Box::new(Found { log: read.log, chain: read.chain, sums: read.sums, run: read.run, last, files }))
        }
        Err(why) => Left::Unusable(format!("{}: {why}", path.display())),
    })
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
    let mut text = Vec::new();
    File::open(directory.join(segment::name(number)))?.take(LINE_BYTES as u64).read_to_end(&mut text)?;
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let (Ok(seen), Ok(first)) = (serde_json::from_slice::<Seen<'_>>(line), serde_json::from_slice(line)) else {
        return Ok(None);
    };
    Ok(Some((seen.seq, seen.prev.into_owned(), first)))
}

struct ReadFile {
    log: String,
    at: u64,
    chain: Chain,
    sums: Before,
    run: Option<After<'static>>,
    whole: u64,
}

/// What a line must have to be counted.
#[derive(Deserialize)]
struct Seen<'a> {
    v: u32,
    seq: u64,
    #[serde(borrow)]
    prev: Cow<'a, str>,
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
    #[serde(default, borrow)]
    run: Option<Cow<'a, str>>,
    #[serde(default, borrow)]
    decision: Option<Cow<'a, str>>,
    #[serde(default, borrow)]
    code: Option<Cow<'a, str>>,
    #[serde(default, borrow)]
    window: Option<Cow<'a, str>>,
    #[serde(default)]
    count: u64,
}

/// Reads whole lines for as long as each follows from the one before: behind a line that does not, nothing is believed.
fn read(text: &[u8], number: u64) -> Result<ReadFile, String> {
    let mut whole = 0;
    let mut read: Option<ReadFile> = None;
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        let Some(line) = line.strip_suffix(b"\n").filter(|line| line.len() < LINE_BYTES) else { break };
        let Ok(seen) = serde_json::from_slice::<Seen<'_>>(line) else { break };
        if seen.v > VERSION {
            return Err(format!("it was written by a newer version ({}; this one writes {VERSION})", seen.v));
        }
        let follows =
            read.as_ref().is_none_or(|read| seen.seq == read.chain.seq() + 1 && seen.prev == read.chain.hash());
        if !follows {
            break;
        }
        let read = match &mut read {
            Some(read) => read,
            None => {
                let Ok(first) = serde_json::from_slice::<SegmentLine<'_>>(line) else { break };
                if seen.kind != "segment" || first.segment != number {
                    break;
                }
                let (log, sums) = (first.log.into_owned(), first.before);
                read.insert(ReadFile { log, at: first.at, chain: Chain::EMPTY, sums, run: None, whole: 0 })
            }
        };
        read.take(&seen);
        read.chain = Chain::ending(seen.seq, line);
        whole += line.len() as u64 + 1;
        read.whole = whole;
    }
    read.ok_or_else(|| "its first line is none that this version writes".to_owned())
}

impl ReadFile {
    fn take(&mut self, seen: &Seen<'_>) {
        let many = match &*seen.kind {
            "decision" => Some(Many::Verbatim),
            "count" => Some(Many::Counted(seen.count)),
            _ => None,
        };
        if let (Some(many), Some(decision)) = (many, seen.decision.as_deref()) {
            self.sums.add(Added { decision, code: seen.code.as_deref(), window: seen.window.as_deref(), many });
        }
        if let Some(run) = &seen.run {
            let closed = seen.kind == "end";
            self.run = Some(After { run: run.clone().into_owned().into(), closed });
        }
    }
}

#[cfg(test)]
mod tests;
