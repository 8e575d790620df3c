//! The one thread that writes: takes what waits, seals it, appends it, and has the disk keep it.

mod groups;
mod open;
mod usage;

use std::{
    io,
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};

pub(crate) use self::open::SYNC;
use self::{
    groups::{Group, Groups},
    open::Open,
    usage::Usage,
};
use crate::{
    chain::Chain,
    lines::{Wording, milliseconds},
    queue::{Call, Queue},
    settings::Settings,
    store::{Opened, Place, Store},
    sums::{Added, Many},
    tally::{Batch, Counted, Queued, Waiting},
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
    /// How many decisions of this run have a line, and how many were counted.
    verbatim: u64,
    counted: u64,
    usage: Usage,
    /// The next lines, and what they hold.
    text: Vec<u8>,
    groups: Groups,
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
/// How many bytes are written at once, by and large: they and their records are to fit into a processor's second cache.
const CHUNK: usize = 64 * 1024;

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
            verbatim: 0,
            counted: 0,
            text: Vec::new(),
            groups: Groups::default(),
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
        while self.batch.lines() > 0 {
            let (lines, chain, full) = self.seal(open)?;
            open.store.append(&self.text)?;
            open.chain = chain;
            self.account(open);
            self.batch.wrote(lines);
            if full {
                self.rotate(open)?;
            }
        }
        Ok(())
    }

    /// Seals the next lines, as many as the file takes. Says how many, and whether the next one belongs into the next file.
    fn seal(&mut self, open: &Open) -> io::Result<(usize, Chain, bool)> {
        self.text.clear();
        self.groups.clear();
        let (mut chain, mut lines) = (open.chain, 0);
        while self.text.len() < CHUNK
            && let Some(waiting) = self.batch.at(lines)
        {
            let (shorter, length) = (chain, self.text.len());
            let body = match waiting {
                Waiting::Record(queued) => self.wording.decision(&queued.record),
                Waiting::Count(counts) => self.wording.count(counts),
            };
            chain.seal(&mut self.text, &body).map_err(io::Error::other)?;
            if open.store.is_full(self.text.len()) && (length > 0 || !open.store.is_fresh()) {
                self.text.truncate(length);
                return Ok((lines, shorter, true));
            }
            self.groups.add(&self.batch, lines, (self.text.len() - length) as u64);
            lines += 1;
        }
        Ok((lines, chain, false))
    }

    /// Adds up what was written.
    fn account(&mut self, open: &mut Open) {
        let file = open.store.number();
        let mut written = 0;
        for Group { first, lines, bytes } in self.groups.iter() {
            let Some(waiting) = self.batch.at(first) else { continue };
            let (added, caller) = match waiting {
                Waiting::Record(queued) => {
                    self.verbatim += lines;
                    (verbatim(queued, lines), queued.caller)
                }
                Waiting::Count(counts) => {
                    self.counted += counts.count;
                    (counted(counts), counts.caller)
                }
            };
            open.sums.add(added);
            self.usage.add(file, caller, bytes);
            written += lines;
        }
        open.has_written(written);
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
            pending: self.batch.pending + self.batch.decisions(),
            totals: open.sums.totals,
        }
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

fn verbatim(queued: &Queued, lines: u64) -> Added<'_> {
    let record = &*queued.record;
    let (decision, code) = (record.decision.name(), Some(record.code.name()));
    Added { decision, code, window: Some(&record.caller.window), many: Many::Verbatim(lines) }
}

fn counted(counts: &Counted) -> Added<'_> {
    Added {
        decision: counts.decision.name(),
        code: counts.reason.as_ref().map(|(code, _)| code.name()),
        window: counts.named.as_ref().map(|caller| &*caller.window),
        many: Many::Counted(counts.count),
    }
}
