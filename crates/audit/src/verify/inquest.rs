//! What became of a log where its chain is broken. The line at which that shows is often not the one that was changed.

use super::{
    Finding, Kind,
    evidence::{Asked, Evidence, Place, next_says},
};
use crate::hash::Hex;
use crate::read::{Files, ReadError};

/// A line that does not follow the one before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Broken<'a> {
    pub(super) place: Place,
    pub(super) hash: Hex,
    /// Its number.
    pub(super) seq: u64,
    pub(super) prev: &'a str,
    /// Whether it is of another log, or of a run that has not begun.
    pub(super) foreign: Foreign,
    /// The line before it, if there is one: where it is.
    pub(super) before: Option<Place>,
    /// Whether that is the oldest that is left, and not the one that the log says follows those it forgot.
    pub(super) before_is_doubtful: bool,
    /// The hash of the line before.
    pub(super) expected_prev: Hex,
    pub(super) expected_seq: u64,
}

/// Whether a line is of this log and its run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Foreign {
    No,
    Log,
    /// It is of a run, and nothing is left that would say whether that has begun.
    Unknown,
    /// Of another run. If the line before says that it is of that run, too, then that is what was changed, and this one only
    /// seems to be of another.
    Run {
        like_the_line_before: bool,
    },
}

/// How to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Resume {
    /// The line is as it was written, and the next one must follow it.
    Behind,
    /// The line is none of the log's: the next one must follow the one before.
    Without,
    /// The line is not as it was written, so nothing is known of what the next one says of it.
    Anyhow,
}

pub(super) fn inquest(broken: Broken<'_>, files: &Files) -> Result<(Finding, Resume), ReadError> {
    let case = Case { broken, files };
    let Broken { place, hash, seq, prev, expected_prev, expected_seq, .. } = broken;
    if let Some(before) = broken.before.filter(|_| broken.before_is_doubtful) {
        return Ok((case.changed_before(before, false), Resume::Behind));
    }
    // One changed digit in the line itself says more than all others could.
    if expected_prev.is(prev) || (seq == expected_seq && expected_prev.is_near(prev)) {
        return Ok((case.changed_here(), Resume::Anyhow));
    }
    let asked = Asked { place, hash, prev, before: expected_prev, seq: expected_seq };
    let evidence = Evidence::about(asked, files)?;
    if evidence.same {
        return Ok((case.finding(Kind::Duplicate, "this line stands in the log a second time"), Resume::Without));
    }
    if evidence.expected {
        return Ok(if evidence.parent || evidence.child {
            (case.finding(Kind::OutOfOrder, "this line belongs elsewhere in the log"), Resume::Without)
        } else {
            (case.finding(Kind::Spliced, "this line belongs nowhere in the log: it was put in"), Resume::Without)
        });
    }
    case.with_nothing_in_its_stead()
}

struct Case<'a> {
    broken: Broken<'a>,
    files: &'a Files,
}

impl Case<'_> {
    /// The line that should be here is nowhere: it was changed, or it is gone.
    fn with_nothing_in_its_stead(&self) -> Result<(Finding, Resume), ReadError> {
        let Broken { place, hash, seq, foreign, before, expected_seq, .. } = self.broken;
        let next = next_says(place, self.files)?;
        let is_whole = next.as_deref().is_none_or(|next| hash.is(next));
        let is_alone = next.is_none();
        if foreign == Foreign::Log {
            let meaning = "this file is of another log, or all files before it are";
            return Ok((self.finding(Kind::Spliced, meaning), Resume::Behind));
        }
        // Where the next line agrees with this one, a changed line before it is the simpler story; but for a run that never
        // began, which no change to another line explains.
        let strange = match foreign {
            Foreign::Run { .. } if is_alone && seq > expected_seq.saturating_add(1) => true,
            Foreign::Run { like_the_line_before } => !is_whole || (seq <= expected_seq && !like_the_line_before),
            Foreign::Unknown => !is_whole && seq != expected_seq,
            _ => false,
        };
        if strange {
            let resume = if is_whole { Resume::Behind } else { Resume::Anyhow };
            return Ok((self.finding(Kind::Spliced, "this line is of a run that did not begin here"), resume));
        }
        if seq > expected_seq {
            let many = seq - expected_seq;
            let lines = if many == 1 { "a line is".to_owned() } else { format!("{many} lines are") };
            let mut finding = self.finding(Kind::Missing, &format!("{lines} missing before this one"));
            finding.seq = Some(expected_seq);
            return Ok((finding, Resume::Behind));
        }
        if seq < expected_seq {
            let meaning = "this line belongs nowhere in the log: what it says it follows is not there";
            let resume = if is_whole { Resume::Behind } else { Resume::Anyhow };
            return Ok((self.finding(Kind::Spliced, meaning), resume));
        }
        if !is_whole {
            return Ok((self.changed_here(), Resume::Anyhow));
        }
        Ok(match before {
            Some(before) => (self.changed_before(before, is_alone), Resume::Behind),
            None => (self.changed_here(), Resume::Anyhow),
        })
    }

    fn changed_here(&self) -> Finding {
        let mut meaning =
            "this line was changed: it says something else of its own place than the lines around it".to_owned();
        if !self.broken.expected_prev.is_near(self.broken.prev) {
            meaning +=
                ". Whether the line before it was changed as well cannot be known, as this one alone would say so";
        }
        self.finding(Kind::Changed, &meaning)
    }

    fn changed_before(&self, before: Place, is_alone: bool) -> Finding {
        let mut meaning =
            "this line was changed, or put in another's place: the next line has another hash for it".to_owned();
        if is_alone {
            meaning += ". Or the next line was, which is the last, so that no other speaks of it";
        }
        Finding {
            kind: Kind::Changed,
            file: file_name(self.files, before.file),
            line: before.line,
            seq: self.broken.expected_seq.checked_sub(1),
            expected: format!("a line whose SHA-256 is {}", self.broken.prev),
            found: format!("one whose SHA-256 is {}", self.broken.expected_prev.text()),
            meaning,
        }
    }

    fn finding(&self, kind: Kind, meaning: &str) -> Finding {
        let Broken { place, seq, prev, expected_prev, expected_seq, .. } = self.broken;
        Finding {
            kind,
            file: file_name(self.files, place.file),
            line: place.line,
            seq: Some(seq),
            expected: format!("line {expected_seq} of the log, with `prev` {}", expected_prev.text()),
            found: format!("line {seq}, with `prev` {prev}"),
            meaning: meaning.to_owned(),
        }
    }
}

pub(super) fn file_name(files: &Files, index: usize) -> String {
    files.segments.get(index).map(|file| file.name.clone()).unwrap_or_default()
}
