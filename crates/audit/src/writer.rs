//! The one thread that writes: takes what waits, seals it, appends it, and has the disk keep it.

mod open;
mod usage;

use std::{
    io,
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};

pub(crate) use self::open::SYNC;
use self::{open::Open, usage::Usage};
use crate::{
    chain::Chain,
    lines::{Wording, milliseconds},
    queue::{Call, Queue},
    settings::Settings,
    store::{Opened, Place, Store},
    sums::{Added, Many},
    tally::{Batch, Counted, Queued},
    wire::{After, Body, CheckpointLine, GapLine, Loss, RunLine},
};

/// Writes a log until it is closed.
#[derive(Debug)]
pub(crate) struct Writer {
    queue: Arc<Queue>,
    settings: Settings,
    wording: Arc<Wording>,
    loss: Loss,
    open: Option<Open>,
    /// Where it was when the log could last be written.
    place: Option<Place>,
    gap: Option<Gap>,
    /// Whether the run has its line.
    begun: bool,
    batch: Batch,
    /// How much of the batch is written: its records, then its counts.
    written: usize,
    /// How many decisions of this run have a line, and how many were counted.
    verbatim: u64,
    counted: u64,
    usage: Usage,
    text: Vec<u8>,
}

/// A time in which the log cannot be written.
#[derive(Debug)]
struct Gap {
    since: SystemTime,
    reason: String,
    taken: u64,
}

/// How long it waits before it tries once more to write.
const RETRY: Duration = Duration::from_secs(1);
/// How many bytes are written at once, by and large.
const CHUNK: usize = 256 * 1024;

impl Writer {
    pub(crate) fn new(queue: Arc<Queue>, settings: Settings, wording: Arc<Wording>, loss: Loss) -> Self {
        let usage = Usage::new(settings.max_bytes);
        Self {
            usage,
            queue,
            settings,
            wording,
            loss,
            open: None,
            place: None,
            gap: None,
            begun: false,
            batch: Batch::default(),
            written: 0,
            verbatim: 0,
            counted: 0,
            text: Vec::new(),
        }
    }

    /// Writes until the queue is closed.
    pub(crate) fn run(mut self) {
        while self.turn() {}
        // Whoever waited for the end may open the log at once: the lock goes first.
        self.open = None;
        self.queue.set_closed();
    }

    /// One turn; whether there is to be another.
    fn turn(&mut self) -> bool {
        if let Some(mut open) = self.open.take() {
            let call = self.queue.next(&mut self.batch, open.deadline());
            self.written = 0;
            match self.write(&mut open, call) {
                Ok(()) => self.open = Some(open),
                Err(error) => self.is_in_trouble(open, &error),
            }
            return call != Call::Close || self.open.is_none();
        }
        let last_try = self.gap.is_some() && self.queue.rest(RETRY);
        match self.begin() {
            Ok(open) => self.open = Some(open),
            Err(error) => self.has_no_log(&error),
        }
        self.open.is_some() || !last_try
    }

    /// Opens the log and says what happened since it was open last.
    fn begin(&mut self) -> io::Result<Open> {
        let Opened { store, chain, sums, run } = Store::open(&self.settings, self.place.as_ref())?;
        let mut open = Open { store, chain, sums, dirty: None, unchecked: None, lines: 0 };
        match self.catch_up(&mut open, run) {
            Ok(()) => {
                if self.gap.take().is_some() {
                    tracing::warn!(target: "authority", "the audit log is written again");
                }
                self.queue.set_open(open.store.directory());
                Ok(open)
            }
            Err(error) => {
                self.place = Some(open.store.place(open.chain, &open.sums));
                Err(error)
            }
        }
    }

    fn catch_up(&mut self, open: &mut Open, after: Option<After<'static>>) -> io::Result<()> {
        if !self.begun {
            let line = self.run_line(after);
            open.put(&mut self.text, &line)?;
            self.begun = true;
        }
        if let Some(gap) = &self.gap {
            let line = GapLine {
                run: self.wording.run.as_str().into(),
                since: milliseconds(gap.since),
                until: milliseconds(SystemTime::now()),
                reason: gap.reason.as_str().into(),
                taken: self.queue.taken().saturating_sub(gap.taken),
            };
            open.put(&mut self.text, &Body::Gap(line))?;
        }
        // What was taken from the queue before the trouble began.
        self.flush(open)?;
        open.store.sync()
    }

    fn run_line(&self, after: Option<After<'static>>) -> Body<'static> {
        let about = self.settings.about.clone();
        Body::Run(Box::new(RunLine {
            run: self.wording.run.clone().into(),
            at: milliseconds(SystemTime::now()),
            app: about.app.map(Into::into),
            version: about.version.map(Into::into),
            policy: about.policy.map(Into::into),
            mode: self.settings.mode.name().into(),
            privacy: self.settings.privacy.name().into(),
            loss: self.loss,
            after,
        }))
    }

    fn write(&mut self, open: &mut Open, call: Call) -> io::Result<()> {
        self.flush(open)?;
        if open.wants_a_checkpoint() || call == Call::Close {
            let line = self.checkpoint(open);
            let line = if call == Call::Close { Body::End(line) } else { Body::Checkpoint(line) };
            open.put(&mut self.text, &line)?;
            (open.unchecked, open.lines) = (None, 0);
        }
        let now = Instant::now();
        if matches!(call, Call::Settle | Call::Close) || open.dirty.is_some_and(|dirty| dirty + SYNC <= now) {
            open.store.sync()?;
            open.dirty = None;
            if self.batch.pending == 0 {
                self.queue.settle(self.batch.taken);
            }
        }
        if let Some(full) = self.usage.news() {
            self.queue.set_full(full);
        }
        Ok(())
    }

    /// Writes what is left of the batch. What is written when this fails counts as written.
    fn flush(&mut self, open: &mut Open) -> io::Result<()> {
        let total = self.batch.records.len() + self.batch.counts.len();
        while self.written < total {
            let begun = self.written;
            let (end, chain, full) = self.seal(open, total)?;
            open.store.append(&self.text)?;
            open.chain = chain;
            self.written = end;
            self.account(open, begun, end);
            if full {
                self.rotate(open)?;
            }
        }
        Ok(())
    }

    /// Seals the next lines, as many as the file takes. Says where they end, and whether the next one belongs into the next
    /// file.
    fn seal(&mut self, open: &Open, total: usize) -> io::Result<(usize, Chain, bool)> {
        self.text.clear();
        let (mut chain, mut end) = (open.chain, self.written);
        while end < total && self.text.len() < CHUNK {
            let (longer, length) = (chain, self.text.len());
            let Some(body) = body(&self.wording, &self.batch, end) else { break };
            chain.seal(&mut self.text, &body).map_err(io::Error::other)?;
            if open.store.is_full(self.text.len()) && (length > 0 || !open.store.is_fresh()) {
                self.text.truncate(length);
                return Ok((end, longer, true));
            }
            end += 1;
        }
        Ok((end, chain, false))
    }

    /// Adds up what was written.
    fn account(&mut self, open: &mut Open, begun: usize, end: usize) {
        let lengths = self.text.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::len);
        for (at, length) in (begun..end).zip(lengths) {
            let (added, caller) = match (self.batch.records.get(at), at.checked_sub(self.batch.records.len())) {
                (Some(queued), _) => {
                    self.verbatim += 1;
                    (verbatim(queued), queued.caller)
                }
                (None, Some(at)) => {
                    let Some(counts) = self.batch.counts.get(at) else { continue };
                    self.counted += counts.count;
                    (counted(counts), counts.caller)
                }
                (None, None) => continue,
            };
            open.sums.add(added);
            self.usage.add(open.store.number(), caller, length);
        }
        open.has_written(end - begun);
    }

    /// Begins the next file, and forgets the oldest where there are too many.
    fn rotate(&mut self, open: &mut Open) -> io::Result<()> {
        let checkpoint = self.checkpoint(open);
        open.put(&mut self.text, &Body::Checkpoint(checkpoint))?;
        (open.unchecked, open.lines) = (None, 0);
        open.store.rotate(&mut open.chain, &open.sums)?;
        while let Some(forgotten) = open.store.to_forget()? {
            open.put(&mut self.text, &forgotten.line(milliseconds(SystemTime::now())))?;
            // On the disk first: a file that is gone without a line that says so was taken.
            open.store.sync()?;
            open.store.forget(forgotten.number)?;
            self.usage.forget(forgotten.number);
        }
        Ok(())
    }

    fn checkpoint(&self, open: &Open) -> CheckpointLine<'static> {
        CheckpointLine {
            run: self.wording.run.clone().into(),
            at: milliseconds(SystemTime::now()),
            taken: self.batch.taken,
            verbatim: self.verbatim,
            counted: self.counted,
            pending: self.batch.pending + self.left(),
            totals: open.sums.totals,
        }
    }

    /// How many decisions of the batch are in a later line.
    fn left(&self) -> u64 {
        let records = self.batch.records.get(self.written..).unwrap_or_default();
        let counts = self.batch.counts.get(self.written.saturating_sub(self.batch.records.len())..).unwrap_or_default();
        records.len() as u64 + counts.iter().map(|counts| counts.count).sum::<u64>()
    }

    /// Decisions go on, and are counted where the queue is full. It is said once.
    fn is_in_trouble(&mut self, open: Open, error: &io::Error) {
        self.place = Some(open.store.place(open.chain, &open.sums));
        // Its lock goes with it: the next try takes it anew, in whatever directory is there then.
        drop(open);
        self.has_no_log(error);
    }

    fn has_no_log(&mut self, error: &io::Error) {
        if self.gap.is_none() {
            tracing::error!(
                target: "authority",
                "the audit log in {} cannot be written: {error}; decisions are counted until it can",
                self.settings.directory.display()
            );
            self.gap = Some(Gap { since: SystemTime::now(), reason: error.to_string(), taken: self.batch.taken });
        }
        self.queue.set_trouble(&error.to_string());
    }
}

/// What stands at this place of a batch: its records, then its counts.
fn body<'a>(wording: &'a Wording, batch: &'a Batch, at: usize) -> Option<Body<'a>> {
    if let Some(queued) = batch.records.get(at) {
        return Some(wording.decision(&queued.record));
    }
    batch.counts.get(at.checked_sub(batch.records.len())?).map(|counts| wording.count(counts))
}

fn verbatim(queued: &Queued) -> Added<'_> {
    let record = &*queued.record;
    let (decision, code) = (record.decision.name(), Some(record.code.name()));
    Added { decision, code, window: Some(&record.window), many: Many::Verbatim }
}

fn counted(counts: &Counted) -> Added<'_> {
    Added {
        decision: counts.decision.name(),
        code: counts.reason.as_ref().map(|(code, _)| code.name()),
        window: counts.named.as_ref().map(|caller| &*caller.window),
        many: Many::Counted(counts.count),
    }
}
