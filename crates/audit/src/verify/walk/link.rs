//! Whether a line follows the one before.

use super::{Place, Walk};
use crate::{
    hash::Hex,
    read::{
        ReadError,
        lean::{Seen, SeenBody},
    },
    verify::{
        Kind,
        evidence::run_at,
        inquest::{Broken, Foreign, Resume, inquest},
    },
};

impl Walk<'_> {
    /// The oldest line that is left has nothing before it to be held against, but the log says what it follows.
    pub(super) fn start(&mut self, seen: &Seen<'_>) {
        let Some((prev, seq)) = self.behind.take() else { return };
        if matches!(seen.body, SeenBody::Segment(_)) {
            self.oldest_is_doubtful = seen.seq != seq || !prev.is(&seen.prev);
        } else {
            (self.prev, self.seq) = (Some(prev), Some(seq));
        }
    }

    /// Holds the line against the chain.
    pub(super) fn follow(&mut self, seen: &Seen<'_>, place: Place, hash: Hex) -> Result<Resume, ReadError> {
        let prev = self.prev.filter(|prev| !prev.is(&seen.prev));
        let seq = self.seq.filter(|seq| *seq != seen.seq);
        if prev.is_none() && seq.is_none() {
            return Ok(Resume::Behind);
        }
        let Some(expected_prev) = self.prev else {
            // Nothing is known but its number.
            let kind = if seq.is_some_and(|seq| seen.seq > seq) { Kind::Missing } else { Kind::OutOfOrder };
            let expected = seq.unwrap_or_default().to_string();
            self.find(place, kind, [&expected, &seen.seq.to_string()], "the line has another number than follows");
            return Ok(Resume::Behind);
        };
        let broken = Broken {
            place,
            hash,
            seq: seen.seq,
            prev: &seen.prev,
            foreign: self.foreign(seen)?,
            before: self.last,
            before_is_doubtful: self.oldest_is_doubtful
                && self.last.is_some_and(|last| last.line == 1)
                && place.line == 2,
            expected_prev,
            expected_seq: self.seq.unwrap_or(seen.seq),
        };
        let (finding, resume) = inquest(broken, self.files)?;
        self.push(finding);
        Ok(resume)
    }

    fn foreign(&self, seen: &Seen<'_>) -> Result<Foreign, ReadError> {
        if let SeenBody::Segment(line) = &seen.body
            && self.told.log.as_ref().is_some_and(|log| *log != line.log)
        {
            return Ok(Foreign::Log);
        }
        if seen.run().is_some() && self.told.run.is_none() && self.told.knows_run("") {
            return Ok(Foreign::Unknown);
        }
        let Some(name) = seen.run().filter(|name| !self.told.knows_run(name)) else { return Ok(Foreign::No) };
        if self.told.run.as_ref().is_some_and(|run| !run.sure) {
            return Ok(Foreign::Run { like_the_line_before: true });
        }
        let before = self.last.map(|last| run_at(last, self.files)).transpose()?.flatten();
        Ok(Foreign::Run { like_the_line_before: before.is_some_and(|before| before.is_begin() || before.run == name) })
    }
}
