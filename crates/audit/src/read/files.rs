//! Which files a log has.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use super::{Pieces, ReadError, at};
use crate::segment;

/// What lies in the directory of a log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Files {
    /// The log's own files, from the oldest to the newest.
    pub segments: Vec<SegmentFile>,
    /// The names of everything else but `lock` and a file that is being begun, sorted. What has the name of a segment and is a directory, a
    /// link or a pipe is here, too: following a link, a reader would look at files that are none of the log's.
    pub foreign: Vec<String>,
}

/// One file of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SegmentFile {
    /// Its number, from 1.
    pub number: u64,
    /// Its name.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
}

impl Files {
    /// Looks which files are there.
    ///
    /// # Errors
    ///
    /// The directory cannot be read.
    pub fn of(dir: &Path) -> io::Result<Self> {
        let mut files = Self::default();
        for entry in fs::read_dir(dir)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            match number(&name) {
                Some(number) if entry.file_type()?.is_file() => {
                    files.segments.push(SegmentFile { number, name, path: entry.path() });
                }
                _ if name == "lock" || segment::is_unfinished(&name) => {}
                _ => files.foreign.push(name),
            }
        }
        files.segments.sort_by_key(|file| file.number);
        files.foreign.sort();
        Ok(files)
    }

    /// The logs in a directory: it is one, or holds one in each of its directories `1`, `2` and so on, as several
    /// instances of an app write them. Each with the name of its directory, which is empty for the directory itself.
    ///
    /// # Errors
    ///
    /// The directory cannot be read.
    pub fn logs(dir: &Path) -> io::Result<Vec<(String, PathBuf)>> {
        if !Self::of(dir)?.segments.is_empty() {
            return Ok(vec![(String::new(), dir.to_owned())]);
        }
        let mut logs = Vec::new();
        for entry in fs::read_dir(dir)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let number: Option<u64> = name.parse().ok().filter(|number: &u64| number.to_string() == name);
            if let (Some(number), true) = (number, entry.file_type()?.is_dir()) {
                logs.push((number, name, entry.path()));
            }
        }
        logs.sort();
        if logs.is_empty() {
            return Ok(vec![(String::new(), dir.to_owned())]);
        }
        Ok(logs.into_iter().map(|(_, name, path)| (name, path)).collect())
    }
}

impl SegmentFile {
    /// Its lines.
    ///
    /// # Errors
    ///
    /// The file cannot be opened.
    pub fn pieces(&self) -> Result<Pieces<File>, ReadError> {
        Ok(Pieces::new(File::open(&self.path).map_err(at(&self.path))?))
    }
}

/// The number in a segment's name. One name for each: `authority-000000001.jsonl` would be a second file of the number 1.
pub(crate) fn number(name: &str) -> Option<u64> {
    segment::number(name).filter(|number| segment::name(*number) == name)
}
