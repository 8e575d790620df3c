//! Where a log begins and ends, and files that are not there.

use super::{Hex, Place, Walk};
use crate::{
    read::{ReadError, SegmentFile, number},
    verify::{Finding, Kind, forgotten},
    wire::Torn,
};

impl Walk<'_> {
    /// Comes to a file: those between the one before and this must be there, or forgotten.
    pub(super) fn enter(&mut self, index: usize, file: &SegmentFile) -> Result<(), ReadError> {
        let before =
            index.checked_sub(1).and_then(|index| self.files.segments.get(index)).map_or(0, |file| file.number);
        let (from, to) = (before.saturating_add(1), file.number.saturating_sub(1));
        if from > to {
            if index == 0 {
                (self.prev, self.seq) = (Some(Hex::NONE), Some(1));
            }
            return Ok(());
        }
        // Of the files before the oldest that is left, the last one is enough: the lines about the others may be in it.
        let asked = if index == 0 { to } else { from };
        match forgotten::said(asked, to, self.files)? {
            Some(said) => {
                if index > 0 {
                    self.report.note(format!("files {from} to {to} were forgotten, and older ones are still there"));
                }
                self.behind = said.get(&to).and_then(|line| Some((Hex::read(&line.hash)?, line.last.checked_add(1)?)));
                self.report.forgotten += to - from + 1;
            }
            None => {
                self.gone(from, to, file);
                self.free = usize::from(index == 0);
            }
        }
        (self.prev, self.seq) = (None, None);
        self.told.start_anew();
        Ok(())
    }

    fn gone(&mut self, from: u64, to: u64, next: &SegmentFile) {
        let named = |name: &&String| number(name).is_some_and(|number| (from..=to).contains(&number));
        if let Some(name) = self.files.foreign.iter().find(named) {
            return self.no_file(name.clone());
        }
        let meaning = if from == 1 {
            format!("files before {} are missing and the log does not say that it forgot them", next.number)
        } else {
            format!("files {from} to {to} are missing and the log does not say that it forgot them")
        };
        self.push(Finding {
            kind: Kind::SegmentMissing,
            file: next.name.clone(),
            line: 1,
            seq: self.seq,
            expected: format!("file {from}"),
            found: format!("file {}", next.number),
            meaning,
        });
    }

    fn no_file(&mut self, name: String) {
        self.push(Finding {
            kind: Kind::SegmentMissing,
            file: name,
            line: 1,
            seq: self.seq,
            expected: "a file".to_owned(),
            found: "a directory, a link or something else that is none".to_owned(),
            meaning: "it has the name of one of the log's files, and was not looked into".to_owned(),
        });
    }

    /// The end of the log, or of what is asked for.
    pub(super) fn leave(&mut self) {
        let newest = self.files.segments.last().map_or(0, |file| file.number);
        let named = |name: &&String| number(name).is_some_and(|number| number > newest);
        if let Some(name) = self.files.foreign.iter().find(named) {
            self.no_file(name.clone());
        }
        self.look_for_anchor();
        self.report.log = self.told.log.take();
        self.report.totals = self.told.sums.before.totals;
        self.report.runs = self.told.runs;
        self.report.unclosed = self.told.unclosed;
        self.report.gaps = self.told.gaps;
        self.conclude();
    }

    fn look_for_anchor(&mut self) {
        let Some(anchor) = self.anchor.filter(|_| !self.anchor_was_met && !self.is_done()) else { return };
        let ends = self.report.head.map_or(0, |head| head.seq);
        let mut meaning = "the line of the anchor is not there";
        let mut found = "no such line".to_owned();
        if let Some((first, prev)) = self.first.as_ref().filter(|(first, _)| anchor.seq < *first) {
            if anchor.seq + 1 < *first {
                return self.report.note("the line of the anchor is in a file that was forgotten".to_owned());
            }
            if anchor.hash.is(prev) {
                let note =
                    "the line of the anchor is the last of those forgotten, and its hash is the one that the next has";
                return self.report.note(note.to_owned());
            }
            meaning =
                "the line of the anchor was forgotten, and the next has another hash for it: the log was rewritten";
            found.clone_from(prev);
        } else if anchor.seq > ends {
            meaning = "lines were cut off at the end of the log, up to that of the anchor and maybe more";
            found = format!("an end at line {ends}");
        }
        let Place { file, line, .. } = self.last.unwrap_or_default();
        self.push(Finding {
            kind: Kind::AnchorMissing,
            file: super::file_name(self.files, file),
            line,
            seq: Some(anchor.seq),
            expected: anchor.to_string(),
            found,
            meaning: meaning.to_owned(),
        });
    }

    fn conclude(&mut self) {
        if self.report.lines == 0 {
            self.report.note("there is no line in it".to_owned());
        }
        if !self.report.holds() {
            return;
        }
        if let Some(Torn { segment, bytes, .. }) = self.told.torn.take() {
            self.report.note(format!(
                "file {segment}, the last, ends in {bytes} bytes of a line that is not whole: it is just being written, or \
                 a crash cut it off"
            ));
        }
        if self.told.run.as_ref().is_some_and(|run| !run.ended) {
            self.report.note("the last run did not close the log: it is running, or it was killed".to_owned());
        }
        let Walk { told, report, .. } = self;
        if report.unclosed > 0 {
            report.note(format!(
                "{} runs did not close the log and may have lost what their `loss` says",
                report.unclosed
            ));
        }
        if told.unfollowed > 0 {
            report.note(format!("{} runs do not say which run they follow", told.unfollowed));
        }
        if told.clock.back > 0 {
            report.note(format!(
                "the clock on the wall went back {} times: `seq` orders the lines, times do not",
                told.clock.back
            ));
        }
    }
}
