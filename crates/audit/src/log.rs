//! The log as an app has it: a sink for decisions, and what can be waited for.

use std::{
    path::PathBuf,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use authority_core::record::{Record, Sink, Unsettled};

use crate::{
    lines::Wording,
    privacy::Redactor,
    queue::{GATHER, Queue},
    random,
    settings::{Mode, Settings, SettingsError},
    store,
    tally::{self, Limits},
    wire::Loss,
    writer::{SYNC, Writer},
};

/// A log that decisions are written to. Dropping it closes it.
#[derive(Debug)]
pub struct AuditLog {
    queue: Arc<Queue>,
    mode: Mode,
    wording: Arc<Wording>,
}

/// How many records wait for the writer at most.
const RECORDS: usize = 4096;
/// How many bytes they may have.
const BYTES: usize = 4 << 20;
/// How long the end of an app waits for the disk.
const CLOSE: Duration = Duration::from_secs(2);

impl AuditLog {
    /// Makes the directory and begins to write. What else the disk is asked is on a thread of its own: a log that cannot be written is no error here, but a gap in
    /// it, and in [`Mode::Required`] a reason to open nothing.
    ///
    /// # Errors
    ///
    /// Settings that cannot be meant: [`Settings::checked`].
    pub fn open(settings: Settings) -> Result<Self, SettingsError> {
        let settings = settings.checked()?;
        // It is there before any scope is asked where it really lies. Where it cannot be made, the writer says so.
        let _ = store::make(&settings.directory);
        // What waits is written whatever a caller has used of the disk by then: not more than the disk has room for.
        let bytes = usize::try_from(settings.max_bytes / 4).map_or(BYTES, |quarter| quarter.min(BYTES));
        let limits = Limits { records: RECORDS, bytes, verbatim: settings.verbatim };
        let (queue, mode) = (Arc::new(Queue::new(limits)), settings.mode);
        let redactor = Redactor::for_a_run(settings.privacy, settings.secrets, &settings.bases);
        let wording = Arc::new(Wording { run: random::hex::<8>(), begun: Instant::now(), redactor });
        let writer = Writer::new(Arc::clone(&queue), settings, Arc::clone(&wording), loss());
        if let Err(error) = thread::Builder::new().name("authority-audit".to_owned()).spawn(move || writer.run()) {
            tracing::error!(target: "authority", "nothing writes the audit log: {error}");
            queue.set_trouble("the system gives the log no thread");
            queue.set_closed();
        }
        Ok(Self { queue, mode, wording })
    }

    /// How many decisions it took.
    #[must_use]
    pub fn taken(&self) -> u64 {
        self.queue.taken()
    }

    /// Where it lies: one of the numbered directories in that of the settings. None while it could not be opened yet.
    #[must_use]
    pub fn directory(&self) -> Option<PathBuf> {
        self.queue.directory()
    }

    /// What of a decision the log shows.
    #[must_use]
    pub fn redactor(&self) -> &Redactor {
        &self.wording.redactor
    }

    /// A decision as a line of the log has it, without its place in the chain.
    #[must_use]
    pub fn line(&self, record: &Record) -> serde_json::Value {
        serde_json::to_value(self.wording.decision(record)).unwrap_or_default()
    }

    /// Waits until everything that it took is on the disk, in either mode.
    ///
    /// # Errors
    ///
    /// The log cannot be written now, or the disk does not answer.
    pub fn sync(&self) -> Result<(), Unsettled> {
        self.queue.settled()
    }

    /// Writes what is left, says that the log is closed, and waits for the disk two seconds at most. Decisions that
    /// are taken afterwards have no line. Whether it was done by then.
    pub fn close(&self) -> bool {
        self.queue.close(CLOSE)
    }
}

impl Sink for AuditLog {
    fn record(&self, record: &Arc<Record>) {
        self.queue.take(record);
    }

    fn settled(&self) -> Result<(), Unsettled> {
        match self.mode {
            Mode::Buffered => Ok(()),
            Mode::Required => self.sync(),
        }
    }

    fn has_to_be_settled(&self) -> bool {
        self.mode == Mode::Required
    }
}

impl Drop for AuditLog {
    fn drop(&mut self) {
        self.close();
    }
}

fn loss() -> Loss {
    let ms = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    Loss {
        // What waits, and what the writer has taken and not yet written.
        records: 2 * RECORDS as u64,
        written_ms: ms(GATHER),
        synced_ms: ms(SYNC),
        counted_ms: ms(tally::PATIENCE),
    }
}
