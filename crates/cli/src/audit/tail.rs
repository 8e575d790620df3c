//! The newest lines of a log, and those that are written while it is looked at.

use std::{
    collections::{BTreeMap, VecDeque},
    fs::File,
    io::{Seek as _, SeekFrom, Write},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use authority_audit::read::{Files, Piece, Pieces, ReadError, SegmentFile};
use serde_json::Value;

use super::{Failed, Form, Log, Tail, logs, shown};

/// How often it is looked for new lines.
const EVERY: Duration = Duration::from_millis(250);

/// How far a log was read.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    file: u64,
    offset: u64,
}

pub(super) fn run(dir: &Path, first: &[Log], tail: &Tail, form: Form, out: &mut impl Write) -> Result<(), Failed> {
    let mut marks: BTreeMap<PathBuf, Mark> = BTreeMap::new();
    for log in first {
        let mark = newest(log, tail.lines, form, out)?;
        marks.insert(log.dir.clone(), mark);
    }
    out.flush()?;
    if !tail.follow {
        return Ok(());
    }
    loop {
        thread::sleep(EVERY);
        // Another instance may have begun a log of its own.
        for log in &logs(dir)? {
            let mark = marks.entry(log.dir.clone()).or_default();
            further(log, mark, form, out)?;
        }
        out.flush()?;
    }
}

/// Shows the newest lines, from as many files as it takes.
fn newest(log: &Log, most: usize, form: Form, out: &mut impl Write) -> Result<Mark, Failed> {
    let files = files(&log.dir)?;
    let mut mark = Mark::default();
    let mut lines: VecDeque<Value> = VecDeque::new();
    for file in files.segments.iter().rev() {
        let mut of_file = VecDeque::new();
        let room = most.saturating_sub(lines.len());
        let end = read(file, 0, |line| {
            if of_file.len() == room {
                of_file.pop_front();
            }
            if room > 0 {
                of_file.push_back(line);
            }
            Ok(())
        })?;
        if mark.file == 0 {
            mark = Mark { file: file.number, offset: end };
        }
        of_file.append(&mut lines);
        lines = of_file;
        if lines.len() >= most {
            break;
        }
    }
    for line in &lines {
        shown::line(line, log, form, out)?;
    }
    Ok(mark)
}

/// Shows what was written since.
fn further(log: &Log, mark: &mut Mark, form: Form, out: &mut impl Write) -> Result<(), Failed> {
    let from_file = mark.file;
    for file in files(&log.dir)?.segments.iter().filter(|file| file.number >= from_file) {
        let from = if file.number == mark.file { mark.offset } else { 0 };
        let end = read(file, from, |line| shown::line(&line, log, form, out));
        match end {
            Ok(offset) => *mark = Mark { file: file.number, offset },
            // Removed between the look at the directory and this one.
            Err(Failed::Log(ReadError::Disk { error, .. })) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn files(dir: &Path) -> Result<Files, Failed> {
    Files::of(dir).map_err(disk(dir))
}

/// Reads the whole lines of a file from here on; where they end. A line that is just being written is left for later.
fn read(file: &SegmentFile, from: u64, mut each: impl FnMut(Value) -> Result<(), Failed>) -> Result<u64, Failed> {
    let mut opened = File::open(&file.path).map_err(disk(&file.path))?;
    opened.seek(SeekFrom::Start(from)).map_err(disk(&file.path))?;
    let mut pieces = Pieces::new(opened);
    let mut end = from;
    while let Some(piece) = pieces.next().map_err(disk(&file.path))? {
        match piece {
            Piece::Line { bytes, offset, .. } => {
                end = from.saturating_add(offset).saturating_add(bytes.len() as u64 + 1);
                each(
                    serde_json::from_slice(bytes)
                        .unwrap_or_else(|_| Value::String("a line that is not JSON".to_owned())),
                )?;
            }
            Piece::Oversized { offset, bytes, .. } => {
                end = from.saturating_add(offset).saturating_add(bytes);
                each(Value::String("a line that is too long".to_owned()))?;
            }
            _ => {}
        }
    }
    Ok(end)
}

fn disk(path: &Path) -> impl FnOnce(std::io::Error) -> Failed {
    let path = path.to_owned();
    move |error| Failed::Log(ReadError::Disk { path, error })
}
