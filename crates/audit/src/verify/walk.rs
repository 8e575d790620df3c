//! One way through a log, from its first line to its last.

mod gap;
mod link;

use super::{
    Anchor, Finding, Kind, Report,
    evidence::{Place, next_says},
    forgotten::Span,
    inquest::{Resume, file_name},
    statements::{Told, Wrong},
};
use crate::{
    hash::Hex,
    read::{
        Files, Hashed, LineError, Piece, ReadError, SegmentFile,
        lean::{Seen, SeenBody},
    },
    wire::Torn,
};

/// What was read so far.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    files: &'a Files,
    anchor: Option<Anchor>,
    anchor_was_met: bool,
    most: usize,
    report: Report,
    told: Told,
    /// What the next line must have, where that is known.
    prev: Option<Hex>,
    seq: Option<u64>,
    last: Option<Place>,
    /// The first line that is left, and the file that is read.
    first: Option<(u64, String)>,
    span: Option<Span>,
    /// Where the torn bytes of `told.torn` are.
    torn_at: Place,
    /// What the first line behind files that were forgotten must have, by the word of the log.
    behind: Option<(Hex, u64)>,
    /// Whether the oldest line that is left is another.
    oldest_is_doubtful: bool,
    /// A finding after which more is looked for: the line that would say that files were forgotten may be changed or gone.
    free: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(files: &'a Files, anchor: Option<Anchor>, most: usize) -> Self {
        let report = Report { files: files.segments.len() as u64, foreign: files.foreign.clone(), ..Report::default() };
        Self {
            files,
            anchor,
            anchor_was_met: false,
            most,
            report,
            told: Told::default(),
            prev: None,
            seq: None,
            last: None,
            first: None,
            span: None,
            torn_at: Place::default(),
            behind: None,
            oldest_is_doubtful: false,
            free: 0,
        }
    }

    pub(super) fn run(mut self) -> Result<Report, ReadError> {
        self.told.sums.sound = true;
        for (index, file) in self.files.segments.iter().enumerate() {
            self.enter(index, file)?;
            if self.is_done() || self.file(index, file)? {
                break;
            }
        }
        self.leave();
        Ok(self.report)
    }

    /// Reads a file; whether enough was found.
    fn file(&mut self, index: usize, file: &SegmentFile) -> Result<bool, ReadError> {
        let mut pieces = Hashed::of(file)?;
        while let Some((piece, hash)) = pieces.next()? {
            match piece {
                Piece::Line { bytes, line, offset } => {
                    let end = offset.saturating_add(bytes.len() as u64 + 1);
                    self.line(bytes, hash, Place { file: index, line, offset, end }, file)?;
                }
                Piece::Oversized { line, offset, bytes } => {
                    let place = Place { file: index, line, offset, end: offset.saturating_add(bytes) };
                    let meaning =
                        "no writer makes so long a line; it was not read, and nothing is known of what it says";
                    self.find(place, Kind::Oversized, ["at most 65536 bytes", &format!("{bytes} bytes")], meaning);
                    self.doubt();
                }
                Piece::Torn { line, offset, bytes } => {
                    self.torn_at = Place { file: index, line, offset, end: offset.saturating_add(bytes) };
                    self.tear(file, bytes);
                }
            }
            if self.is_done() {
                return Ok(true);
            }
        }
        if let Some(mut span) = self.span.take() {
            span.held =
                span.held.filter(|_| self.told.sums.sound).map(|held| self.told.sums.before.totals.since(&held));
            self.told.spans.push(span);
        } else {
            self.report.note(format!("{} has no whole line", file.name));
        }
        Ok(false)
    }

    fn line(&mut self, bytes: &[u8], hash: Hex, place: Place, file: &SegmentFile) -> Result<(), ReadError> {
        self.report.lines += 1;
        let seen = match Seen::parse(bytes) {
            Ok(seen) => seen,
            Err(error @ LineError::Newer(_)) => {
                return Err(ReadError::Line { file: file.name.clone(), line: place.line, error });
            }
            Err(error) => return self.unreadable(&error, place, hash),
        };
        self.start(&seen);
        let resume = self.follow(&seen, place, hash)?;
        if resume == Resume::Without {
            return Ok(());
        }
        self.note_place(&seen, place, hash, file);
        if let Err(wrong) = self.told.hear(&seen, file.number, place.line == 1) {
            self.disagree(wrong, place, hash, seen.seq)?;
        }
        self.meet(place, hash, seen.seq);
        self.last = Some(place);
        if resume == Resume::Anyhow {
            self.prev = None;
        }
        Ok(())
    }

    fn note_place(&mut self, seen: &Seen<'_>, place: Place, hash: Hex, file: &SegmentFile) {
        self.prev = Some(hash);
        self.seq = seen.seq.checked_add(1);
        self.report.head = Some(Anchor { seq: seen.seq, hash });
        if self.first.is_none() {
            self.first = Some((seen.seq, seen.prev.clone().into_owned()));
        }
        if let (SeenBody::Segment(line), 1) = (&seen.body, place.line) {
            let prev = seen.prev.clone().into_owned();
            let held = Some(line.before.totals);
            self.span = Some(Span { number: file.number, first: seen.seq, last: seen.seq, prev, hash, held });
        } else if let Some(span) = &mut self.span {
            (span.last, span.hash) = (seen.seq, hash);
        }
    }

    fn meet(&mut self, place: Place, hash: Hex, seq: u64) {
        let Some(anchor) = self.anchor.filter(|anchor| anchor.seq == seq && !self.anchor_was_met) else { return };
        self.anchor_was_met = true;
        if anchor.hash != hash {
            let meaning = "the line of the anchor is another than it was: this line or one before it was rewritten";
            self.find(place, Kind::AnchorMissing, [anchor.hash.text(), hash.text()], meaning);
        }
    }

    fn unreadable(&mut self, error: &LineError, place: Place, hash: Hex) -> Result<(), ReadError> {
        let (kind, meaning) = match error {
            LineError::Malformed(_) => (Kind::Malformed, "no writer makes such a line"),
            _ => (Kind::NotJson, "no writer makes such a line: it was changed or put in"),
        };
        // The next line has another hash for it, and not that of the line before, as if it had been put in between.
        let kind = match next_says(place, self.files)? {
            Some(next)
                if kind == Kind::Malformed && !hash.is(&next) && !self.prev.is_some_and(|prev| prev.is(&next)) =>
            {
                Kind::Changed
            }
            _ => kind,
        };
        self.find(place, kind, ["a line of a log", &error.to_string()], meaning);
        self.doubt();
        Ok(())
    }

    /// What a line says is wrong. If the next line has another hash for it, then it once said something else.
    fn disagree(&mut self, (kind, wrong): Wrong, place: Place, hash: Hex, seq: u64) -> Result<(), ReadError> {
        let next = next_says(place, self.files)?;
        let changed = next.is_some_and(|next| !hash.is(&next));
        let kind = if changed { Kind::Changed } else { kind };
        let mut place = place;
        let mut meaning = wrong.meaning.into_owned();
        if changed {
            meaning = format!("this line was changed, the next one has another hash for it: {meaning}");
            self.prev = None;
        } else if kind == Kind::Torn && self.torn_at.end > 0 && self.torn_at.file + 1 == place.file {
            place = self.torn_at;
        }
        let file = file_name(self.files, place.file);
        let seq = (kind != Kind::Torn).then_some(seq);
        let (expected, found) = (wrong.expected, wrong.found);
        self.push(Finding { kind, file, line: place.line, seq, expected, found, meaning });
        Ok(())
    }

    /// A line is not known, so neither is what the next one should say of it.
    fn doubt(&mut self) {
        self.prev = None;
        self.seq = self.seq.and_then(|seq| seq.checked_add(1));
    }

    fn tear(&mut self, file: &SegmentFile, bytes: u64) {
        if let Some(earlier) = self.told.torn.replace(Torn { segment: file.number, bytes }) {
            let Torn { segment, bytes, .. } = earlier;
            self.report.note(format!(
                "file {segment} ends in {bytes} torn bytes, of which the next file does not speak, as that has no whole line"
            ));
        }
    }

    fn find(&mut self, place: Place, kind: Kind, [expected, found]: [&str; 2], meaning: &str) {
        let seq = if kind == Kind::AnchorMissing { self.report.head.map(|head| head.seq) } else { self.seq };
        self.push(Finding {
            kind,
            file: file_name(self.files, place.file),
            line: place.line,
            seq,
            expected: expected.to_owned(),
            found: found.to_owned(),
            meaning: meaning.to_owned(),
        });
    }

    fn push(&mut self, finding: Finding) {
        self.told.sums.sound = false;
        if !self.is_done() {
            self.report.findings.push(finding);
        }
    }

    fn is_done(&self) -> bool {
        self.report.findings.len() >= self.most + self.free
    }
}
