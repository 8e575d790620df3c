//! A log's directory: who may write there, and which file is written.

use std::{
    fs::{self, DirBuilder, File, TryLockError},
    io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use crate::{
    chain::Chain,
    lines::milliseconds,
    recover::{self, Found, Left},
    segment::{self, Segment},
    settings::Settings,
    wire::{After, Before, Body, ForgotLine, SegmentLine, Torn},
};

/// A log that is open for writing.
#[derive(Debug)]
pub(crate) struct Store {
    directory: PathBuf,
    /// Nobody else writes for as long as it is held.
    _lock: File,
    log: String,
    segment: Segment,
    /// The files before it, by number and length, oldest first.
    older: Vec<(u64, u64)>,
    limits: Limits,
}

/// How much there may be.
#[derive(Clone, Copy, Debug)]
struct Limits {
    bytes: u64,
    segment_bytes: u64,
    segment_age: Duration,
}

/// A log that was just opened.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) store: Store,
    pub(crate) chain: Chain,
    pub(crate) sums: Before,
    /// The run that wrote last.
    pub(crate) run: Option<After<'static>>,
}

/// Where the writer is, that opens a log again.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) directory: PathBuf,
    pub(crate) log: String,
    pub(crate) segment: u64,
    pub(crate) bytes: u64,
    pub(crate) chain: Chain,
    pub(crate) sums: Before,
}

/// How many instances of an app may write at a time.
const INSTANCES: u32 = 16;

impl Store {
    /// Opens the first log that nobody writes to, or begins one.
    ///
    /// `place` is where the writer was, if it wrote before: it goes on there and nowhere else.
    pub(crate) fn open(settings: &Settings, place: Option<&Place>) -> io::Result<Opened> {
        if let Some(place) = place {
            let lock = lock(&place.directory)?.ok_or_else(|| io::Error::other("another process writes to the log"))?;
            return Self::resume(place, lock, settings);
        }
        let mut unusable = Vec::new();
        for instance in 1..=INSTANCES {
            let directory = settings.directory.join(instance.to_string());
            let Some(lock) = lock(&directory)? else { continue };
            match recover::look(&directory)? {
                Left::Nothing => return Self::begin(&directory, lock, settings),
                Left::Log(found) => return Self::go_on(&directory, lock, *found, settings),
                Left::Unusable(why) => {
                    tracing::warn!(target: "authority", "the audit log in {} is left as it is: {why}", directory.display());
                    unusable.push(why);
                }
            }
        }
        let why = unusable.join("; ");
        let why = if why.is_empty() { format!("{INSTANCES} instances of the app write there") } else { why };
        Err(io::Error::other(format!("no log in {} can be written to: {why}", settings.directory.display())))
    }

    /// Where it is, for [`Store::open`] to find again.
    pub(crate) fn place(&self, chain: Chain, sums: &Before) -> Place {
        Place {
            directory: self.directory.clone(),
            log: self.log.clone(),
            segment: self.segment.number,
            bytes: self.segment.bytes,
            chain,
            sums: sums.clone(),
        }
    }

    /// Puts whole lines into the newest file, or nothing.
    pub(crate) fn append(&mut self, lines: &[u8]) -> io::Result<()> {
        self.segment.append(lines)
    }

    /// Waits until the disk has every line, and finds out whether they are still in the directory.
    pub(crate) fn sync(&self) -> io::Result<()> {
        if !self.segment.is_there() {
            return Err(io::Error::new(io::ErrorKind::NotFound, "the log was removed while it was written"));
        }
        self.segment.sync()
    }

    pub(crate) fn directory(&self) -> &Path {
        &self.directory
    }

    /// The number of the newest file.
    pub(crate) const fn number(&self) -> u64 {
        self.segment.number
    }

    /// Whether the newest file has nothing but its first line. A line that does not fit there fits nowhere.
    pub(crate) const fn is_fresh(&self) -> bool {
        self.segment.fresh
    }

    /// Whether so many bytes more belong into the next file.
    pub(crate) fn is_full(&self, more: usize) -> bool {
        self.segment.bytes + more as u64 > self.limits.segment_bytes
            || self.segment.begun.elapsed() >= self.limits.segment_age
    }

    /// Begins the next file. The chain goes on in it.
    pub(crate) fn rotate(&mut self, chain: &mut Chain, sums: &Before) -> io::Result<()> {
        self.sync()?;
        let number = self.segment.number + 1;
        let next = begin(&self.directory, &self.log, number, chain, sums, None)?;
        let full = std::mem::replace(&mut self.segment, next);
        self.older.push((full.number, full.bytes));
        Ok(())
    }

    /// The oldest file, where there has to be one less, for a line that says so.
    pub(crate) fn to_forget(&self) -> io::Result<Option<Forgotten>> {
        let held: u64 = self.older.iter().map(|(_, bytes)| bytes).sum();
        let Some(&(number, _)) = self.older.first() else { return Ok(None) };
        // The newest may grow to its limit.
        if held + self.limits.segment_bytes <= self.limits.bytes {
            return Ok(None);
        }
        let next = self.older.get(1).map_or(self.segment.number, |(number, _)| *number);
        let first = recover::first_line(&self.directory, number)?;
        let next = recover::first_line(&self.directory, next)?;
        Ok(Some(Forgotten { number, first, next }))
    }

    /// Removes the oldest file. The line that says so is on the disk.
    pub(crate) fn forget(&mut self, number: u64) -> io::Result<()> {
        match fs::remove_file(self.directory.join(segment::name(number))) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        self.older.retain(|(other, _)| *other != number);
        Ok(())
    }

    /// Begins a log.
    fn begin(directory: &Path, lock: File, settings: &Settings) -> io::Result<Opened> {
        let log = crate::random::hex::<16>();
        Self::next_file(
            directory,
            lock,
            settings,
            Next { log, number: 1, torn: None, older: vec![] },
            Chain::EMPTY,
            Before::default(),
        )
    }

    /// Goes on with what an earlier run left.
    fn go_on(directory: &Path, lock: File, found: Found, settings: &Settings) -> io::Result<Opened> {
        let Found { log, chain, sums, run, last, files } = found;
        let limits = Limits::of(settings);
        let age = milliseconds(SystemTime::now()).checked_sub(last.at).map(Duration::from_millis);
        // Of a clock that was set back nobody knows how old the file is.
        let old = age.is_none_or(|age| age >= limits.segment_age);
        let mut older = files;
        let opened = if last.torn == 0 && !old && last.whole < limits.segment_bytes {
            older.pop();
            let segment = Segment::reopen(directory, last.number, last.whole)?;
            let store = Self { directory: directory.to_owned(), _lock: lock, log, segment, older, limits };
            Opened { store, chain, sums, run: None }
        } else {
            let torn = (last.torn > 0).then_some(Torn { segment: last.number, bytes: last.torn });
            let next = Next { log, number: last.number + 1, torn, older };
            Self::next_file(directory, lock, settings, next, chain, sums)?
        };
        Ok(Opened { run, ..opened })
    }

    /// Goes on where this very writer was. What is on the disk behind its last line was never said to be there, and counts
    /// for nothing.
    fn resume(place: &Place, lock: File, settings: &Settings) -> io::Result<Opened> {
        let mut older = recover::files(&place.directory)?;
        let last = older.iter().find(|(number, _)| *number == place.segment).copied();
        if last == Some((place.segment, place.bytes)) {
            let segment = Segment::reopen(&place.directory, place.segment, place.bytes)?;
            older.retain(|(number, _)| *number < place.segment);
            let (directory, log) = (place.directory.clone(), place.log.clone());
            let store = Self { directory, _lock: lock, log, segment, older, limits: Limits::of(settings) };
            return Ok(Opened { store, chain: place.chain, sums: place.sums.clone(), run: None });
        }
        let torn = last.and_then(|(segment, bytes)| Some(Torn { segment, bytes: bytes.checked_sub(place.bytes)? }));
        let newest = older.last().map_or(0, |(number, _)| *number);
        let next = Next { log: place.log.clone(), number: newest.max(place.segment) + 1, torn, older };
        Self::next_file(&place.directory, lock, settings, next, place.chain, place.sums.clone())
    }

    fn next_file(
        directory: &Path,
        lock: File,
        settings: &Settings,
        next: Next,
        mut chain: Chain,
        sums: Before,
    ) -> io::Result<Opened> {
        let Next { log, number, torn, older } = next;
        let segment = begin(directory, &log, number, &mut chain, &sums, torn)?;
        let store =
            Self { directory: directory.to_owned(), _lock: lock, log, segment, older, limits: Limits::of(settings) };
        Ok(Opened { store, chain, sums, run: None })
    }
}

/// The file that comes next.
struct Next {
    log: String,
    number: u64,
    torn: Option<Torn>,
    older: Vec<(u64, u64)>,
}

/// A file that is to be removed, by its first line and that of the next.
#[derive(Debug)]
pub(crate) struct Forgotten {
    pub(crate) number: u64,
    first: Option<(u64, String, SegmentLine<'static>)>,
    next: Option<(u64, String, SegmentLine<'static>)>,
}

impl Forgotten {
    /// The line that says so.
    pub(crate) fn line(&self, at: u64) -> Body<'_> {
        let begun = |line: &Option<(u64, String, SegmentLine<'static>)>| {
            line.as_ref().map_or((0, Before::default()), |(seq, _, line)| (*seq, line.before.clone()))
        };
        let ((first, before), (next, after)) = (begun(&self.first), begun(&self.next));
        Body::Forgot(ForgotLine {
            at,
            segment: self.number,
            first,
            last: next.saturating_sub(1),
            hash: self.next.as_ref().map_or("", |(_, prev, _)| prev).into(),
            held: after.totals.since(&before.totals),
        })
    }
}

impl Limits {
    const fn of(settings: &Settings) -> Self {
        Self { bytes: settings.max_bytes, segment_bytes: settings.segment_bytes, segment_age: settings.segment_age }
    }
}

/// Makes a file with its first line. The chain has that line only if the disk has.
fn begin(
    directory: &Path,
    log: &str,
    number: u64,
    chain: &mut Chain,
    sums: &Before,
    torn: Option<Torn>,
) -> io::Result<Segment> {
    let at = milliseconds(SystemTime::now());
    let line = SegmentLine { log: log.into(), segment: number, at, before: sums.clone(), torn };
    let (mut text, mut longer) = (Vec::new(), *chain);
    longer.seal(&mut text, &Body::Segment(line)).map_err(io::Error::other)?;
    let segment = Segment::create(directory, number, &text)?;
    *chain = longer;
    Ok(segment)
}

/// Makes the directory where there is none, and takes it for this process; none where another has it.
fn lock(directory: &Path) -> io::Result<Option<File>> {
    make(directory)?;
    let lock = segment::private().create(true).truncate(false).write(true).open(directory.join("lock"))?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(TryLockError::WouldBlock) => Ok(None),
        // Android has no such lock in the standard library, and runs one instance of an app.
        Err(TryLockError::Error(error))
            if cfg!(target_os = "android") && error.kind() == io::ErrorKind::Unsupported =>
        {
            Ok(Some(lock))
        }
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Makes the directory where there is none, for the user alone.
pub(crate) fn make(directory: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(directory)
}
