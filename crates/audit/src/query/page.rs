//! Some lines of a log at a time, newest first.

use std::{collections::VecDeque, path::Path};

use serde::Serialize;
use serde_json::Value;

use super::Query;
use crate::read::{
    Files, LineError, Piece, ReadError, SegmentFile, at,
    lean::{Seen, SeenBody},
};

/// Some lines of a log.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Page {
    /// The `decision` and `count` lines, newest first, with their `seq`.
    pub lines: Vec<Value>,
    /// Where there are more: what to ask for as [`Query::before_seq`].
    pub next: Option<u64>,
    /// How many lines could not be read. Verify the log.
    pub skipped: u64,
}

/// Looks for lines, file by file from the newest. No more is in memory than the page.
///
/// # Errors
///
/// The disk does not give it out, or a newer version has written it.
pub fn query(dir: &Path, query: &Query) -> Result<Page, ReadError> {
    let files = Files::of(dir).map_err(at(dir))?;
    let mut page = Page::default();
    let most = query.most();
    for file in files.segments.iter().rev() {
        let found = match in_file(file, query, most + 1 - page.lines.len(), &mut page.skipped) {
            // The writer removed it meanwhile, as the oldest one.
            Err(error) if error.is_gone() => break,
            found => found?,
        };
        page.lines.extend(found.into_iter().rev());
        if page.lines.len() > most {
            page.lines.truncate(most);
            page.next = page.lines.last().and_then(|line| line.get("seq")?.as_u64());
            break;
        }
    }
    Ok(page)
}

/// The newest of the lines in a file that are asked for, in their order.
fn in_file(file: &SegmentFile, query: &Query, most: usize, skipped: &mut u64) -> Result<VecDeque<Value>, ReadError> {
    let mut found = VecDeque::new();
    let mut pieces = file.pieces()?;
    while let Some(piece) = pieces.next().map_err(at(&file.path))? {
        let Piece::Line { bytes, line, .. } = piece else {
            *skipped += u64::from(matches!(piece, Piece::Oversized { .. }));
            continue;
        };
        let seen = match Seen::parse(bytes) {
            Ok(seen) => seen,
            Err(error @ LineError::Newer(_)) => return Err(ReadError::Line { file: file.name.clone(), line, error }),
            Err(_) => {
                *skipped += 1;
                continue;
            }
        };
        if query.before_seq.is_some_and(|before| seen.seq >= before) {
            break;
        }
        let (SeenBody::Decision(asked) | SeenBody::Count(asked)) = &seen.body else { continue };
        if !query.takes(seen.seq, asked) {
            continue;
        }
        let Ok(Value::Object(mut line)) = serde_json::from_slice(bytes) else { continue };
        line.retain(|name, _| name != "v" && name != "prev");
        if found.len() == most {
            found.pop_front();
        }
        found.push_back(Value::Object(line));
    }
    Ok(found)
}
