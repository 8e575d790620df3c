//! What a line says of the lines before it.

use super::{
    Kind,
    forgotten::Spans,
    sums::{Disagrees, Run, Sums, adds_up},
};
use crate::{
    read::lean::{Seen, SeenBody},
    sums::Many,
    wire::{Before, CheckpointLine, RunLine, SegmentLine, Torn, Totals},
};

/// All that the lines up to here hold, as far as later lines speak of it.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) log: Option<String>,
    pub(super) sums: Sums,
    pub(super) run: Option<Run>,
    pub(super) spans: Spans,
    pub(super) torn: Option<Torn>,
    pub(super) runs: u64,
    pub(super) unclosed: u64,
    pub(super) gaps: u64,
    /// A run that does not say that it follows the one before.
    pub(super) unfollowed: u64,
    pub(super) clock: Clock,
    /// The oldest file that is left, and what it says was before it.
    oldest: Option<(u64, Totals)>,
    /// Whether the lines just before this one are not there, so that the next line that adds up is where to begin.
    anew: bool,
    /// Whether a run may have begun where nothing is left.
    within_run: bool,
}

/// The clock on the wall, as decisions have it.
#[derive(Debug, Default)]
pub(super) struct Clock {
    latest: u64,
    /// How often it went back.
    pub(super) back: u64,
}

/// What is wrong with what a line says.
pub(super) type Wrong = (Kind, Disagrees);

impl Told {
    /// The files before the next one are not there.
    pub(super) fn start_anew(&mut self) {
        (self.anew, self.within_run) = (true, true);
        self.sums.sound = false;
        self.run = None;
    }

    /// Whether a line may be of this run.
    pub(super) fn knows_run(&self, name: &str) -> bool {
        self.run.as_ref().map_or(self.within_run, |run| run.name == name)
    }

    /// Takes in what a line says, the first of its file or not, and holds it against what is known. All of it is taken in,
    /// whatever is wrong with it.
    pub(super) fn hear(&mut self, seen: &Seen<'_>, file: u64, is_first: bool) -> Result<(), Wrong> {
        if is_first != matches!(seen.body, SeenBody::Segment(_)) {
            let (meaning, expected) = if is_first {
                ("a file begins with another line than a `segment`", "a `segment`")
            } else {
                ("a `segment` stands within a file, where none is written", "a line of another type")
            };
            return Err((Kind::Malformed, Disagrees::new(expected, "none", meaning)));
        }
        match &seen.body {
            SeenBody::Segment(line) => self.segment(line, file),
            SeenBody::Run(line) => self.begin(line).map_err(totals),
            SeenBody::Decision(asked) => {
                self.clock.tick(asked.first);
                let run = self.run_of(&asked.run)?;
                run.verbatim = run.verbatim.saturating_add(1);
                self.sums.add(asked, Many::Verbatim(1)).map_err(totals)
            }
            SeenBody::Count(asked) => {
                let run = self.run_of(&asked.run)?;
                run.counted = run.counted.saturating_add(asked.count);
                self.sums.add(asked, Many::Counted(asked.count)).map_err(totals)
            }
            SeenBody::Checkpoint(line) => self.add_up(line).map(|_| ()),
            SeenBody::End(line) => {
                self.add_up(line)?.ended = true;
                let meaning = "a run closes its log with decisions that are neither written nor counted";
                Disagrees::unless(line.pending == 0, &0, &line.pending, meaning).map_err(totals)
            }
            SeenBody::Gap(run) => {
                self.gaps += 1;
                self.run_of(run).map(|_| ())
            }
            SeenBody::Forgot(line) => {
                let oldest = self.oldest.unwrap_or_default();
                self.spans.agree(line, file, oldest).map_err(totals)
            }
            SeenBody::Unknown => Ok(()),
        }
    }

    fn segment(&mut self, line: &SegmentLine<'_>, file: u64) -> Result<(), Wrong> {
        let started = self.oldest.is_some();
        let expected = std::mem::replace(&mut self.sums.before, line.before.clone());
        let sound = std::mem::replace(&mut self.sums.sound, true);
        let torn = self.torn.take();
        let anew = std::mem::take(&mut self.anew);
        if !started {
            self.oldest = Some((file, line.before.totals));
        }
        let log = self.log.get_or_insert_with(|| line.log.clone().into_owned());
        let meaning = "this file is of another log, or all files before it are";
        Disagrees::unless(*log == line.log, log, &line.log, meaning).map_err(spliced)?;
        let meaning = "the file's name has another number than its first line: it is another's content";
        Disagrees::unless(line.segment == file, &file, &line.segment, meaning).map_err(spliced)?;
        let meaning = "`torn` is not what lies behind the last line of the file before";
        Disagrees::unless(torn == line.torn || anew, &torn, &line.torn, meaning)
            .map_err(|wrong| (Kind::Torn, wrong))?;
        if !started && !anew {
            let none = Before::default();
            let meaning = "the first file of a log says that something was before it";
            Disagrees::unless(line.before == none, &none, &line.before, meaning).map_err(totals)
        } else if !sound {
            adds_up(&line.before).map_err(totals)
        } else {
            let meaning = "`before` is not what the lines before this file hold";
            Disagrees::unless(line.before == expected, &expected, &line.before, meaning).map_err(totals)
        }
    }

    fn begin(&mut self, line: &RunLine<'_>) -> Result<(), Disagrees> {
        let before = self.run.replace(Run::new(&line.run, true));
        self.runs += 1;
        let Some(before) = before else { return Ok(()) };
        self.unclosed += u64::from(!before.ended);
        let Some(after) = &line.after else {
            self.unfollowed += 1;
            return Ok(());
        };
        let is = (before.name.as_str(), before.ended);
        let says = (&*after.run, after.closed);
        let meaning = "`after` is not the run before, or not whether that closed the log";
        Disagrees::unless(is == says || !self.sums.sound, &is, &says, meaning)
    }

    /// The run of a line, which must be the one that goes on.
    fn run_of(&mut self, name: &str) -> Result<&mut Run, Wrong> {
        let is_new = self.run.is_none() && self.within_run;
        if let Some(run) = self.run.as_mut().filter(|run| run.name == name) {
            run.sure = true;
        } else if is_new || !self.sums.sound {
            self.run = Some(Run::new(name, false));
            self.runs += 1;
        }
        let Some(run) = &mut self.run else {
            let meaning = "a line of a run before any run began";
            return Err(spliced(Disagrees::new("the line `run` of this run", "none", meaning)));
        };
        if run.name != name {
            let meaning = "this line is of a run that did not begin here";
            return Err(spliced(Disagrees::new(run.name.clone(), name, meaning)));
        }
        if run.ended {
            let meaning = "a line of a run behind the `end` with which it closed the log";
            return Err((Kind::OutOfOrder, Disagrees::new("no more lines of this run", name, meaning)));
        }
        Ok(run)
    }

    fn add_up(&mut self, line: &CheckpointLine<'_>) -> Result<&mut Run, Wrong> {
        let sound = self.sums.sound;
        let expected = std::mem::replace(&mut self.sums.before.totals, line.totals);
        let run = self.run_of(&line.run)?;
        if !sound {
            // Something was wrong before, and is known: this is the next number to go by.
            [run.verbatim, run.counted] = [line.verbatim, line.counted];
        }
        run.agrees(line).map_err(totals)?;
        let meaning = "`totals` is not what all lines above hold";
        Disagrees::unless(expected == line.totals || !sound, &expected, &line.totals, meaning).map_err(totals)?;
        Ok(run)
    }
}

impl Clock {
    fn tick(&mut self, at: u64) {
        // Threads decide at once, so a few milliseconds mean nothing.
        self.back += u64::from(at.saturating_add(2_000) < self.latest);
        self.latest = at.max(if at.saturating_add(2_000) < self.latest { 0 } else { self.latest });
    }
}

fn totals(wrong: Disagrees) -> Wrong {
    (Kind::Totals, wrong)
}

fn spliced(wrong: Disagrees) -> Wrong {
    (Kind::Spliced, wrong)
}
