//! Sums over a log.

use std::{collections::BTreeMap, path::Path};

use serde::Serialize;

use crate::{
    read::{
        Files, LineError, Piece, ReadError, SegmentFile, at,
        lean::{Asked, Seen, SeenBody},
    },
    sums::{Added, Many},
    wire::{Before, Totals},
};

/// What a log holds, added up. It is not verified.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Stats {
    /// How much was decided since the log began, forgotten files included.
    pub totals: Totals,
    /// The same by code; `*` for what was counted without one.
    pub codes: BTreeMap<String, u64>,
    /// The same by window; `*` for what was counted without one, and for windows beyond the first.
    pub windows: BTreeMap<String, u64>,
    /// By command, in the files that are left; `*` for what was counted without one, and for commands beyond the first 256.
    pub commands: BTreeMap<String, u64>,
    /// When the oldest file that is left was begun, in milliseconds since the Unix epoch.
    pub first: Option<u64>,
    /// When the newest decision was taken, by the clock on the wall.
    pub last: Option<u64>,
    /// How many runs began in the files that are left.
    pub runs: u64,
    /// How many closed the log.
    pub closed: u64,
    /// How often the log could not be written for a time.
    pub gaps: u64,
    /// How many files were removed to stay within the budget.
    pub forgotten: u64,
    /// How many files are left.
    pub files: u64,
    /// How many lines they have.
    pub lines: u64,
    /// How many of them could not be read. Verify the log.
    pub skipped: u64,
}

/// How many commands have a number of their own.
const COMMANDS: usize = 256;
/// How many codes: more than there are, so only a log that somebody made up has as many.
const CODES: usize = 2_000;

/// Adds up a log.
///
/// # Errors
///
/// The disk does not give it out, or a newer version has written it.
pub fn stats(dir: &Path) -> Result<Stats, ReadError> {
    let files = Files::of(dir).map_err(at(dir))?;
    let mut sums = Sums::default();
    sums.stats.files = files.segments.len() as u64;
    for file in &files.segments {
        match sums.read(file) {
            // The writer removed it meanwhile. The next one says what it held.
            Err(error) if error.is_gone() => sums.stats.files -= 1,
            read => read?,
        }
    }
    let Sums { mut stats, before, .. } = sums;
    (stats.totals, stats.codes, stats.windows) = (before.totals, before.codes, before.windows);
    Ok(stats)
}

#[derive(Debug, Default)]
struct Sums {
    stats: Stats,
    before: Before,
}

impl Sums {
    fn read(&mut self, file: &SegmentFile) -> Result<(), ReadError> {
        let mut pieces = file.pieces()?;
        while let Some(piece) = pieces.next().map_err(at(&file.path))? {
            let Piece::Line { bytes, line, .. } = piece else {
                self.stats.skipped += u64::from(matches!(piece, Piece::Oversized { .. }));
                continue;
            };
            self.stats.lines += 1;
            match Seen::parse(bytes) {
                Ok(seen) => self.take(&seen.body),
                Err(error @ LineError::Newer(_)) => {
                    return Err(ReadError::Line { file: file.name.clone(), line, error });
                }
                Err(_) => self.stats.skipped += 1,
            }
        }
        Ok(())
    }

    fn take(&mut self, body: &SeenBody<'_>) {
        match body {
            SeenBody::Segment(line) => {
                if self.stats.first.is_none() {
                    self.stats.first = Some(line.at);
                    self.stats.forgotten = line.segment.saturating_sub(1);
                }
                // All that was before, whether it was there to be read or not.
                self.before.clone_from(&line.before);
            }
            SeenBody::Run(_) => self.stats.runs += 1,
            SeenBody::Decision(asked) => self.add(asked, Many::Verbatim(1)),
            SeenBody::Count(asked) => self.add(asked, Many::Counted(asked.count)),
            SeenBody::End(_) => self.stats.closed += 1,
            SeenBody::Gap(_) => self.stats.gaps += 1,
            _ => {}
        }
    }

    fn add(&mut self, asked: &Asked<'_>, many: Many) {
        let code = asked.code.as_deref();
        let code = code.filter(|code| self.before.codes.len() < CODES || self.before.codes.contains_key(*code));
        self.before.add(Added { decision: &asked.decision, code, window: asked.window.as_deref(), many });
        self.stats.last = self.stats.last.max(Some(asked.last));
        let commands = &mut self.stats.commands;
        let command = asked.command.as_deref();
        let command =
            command.filter(|command| commands.contains_key(*command) || commands.len() < COMMANDS).unwrap_or("*");
        if let Some(number) = commands.get_mut(command) {
            *number = number.saturating_add(asked.count);
        } else {
            commands.insert(command.to_owned(), asked.count);
        }
    }
}
