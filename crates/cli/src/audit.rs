//! The audit log of an app: shown, asked, added up, verified.

mod shown;
mod stats;
mod tail;
mod verify;

use std::{
    fmt,
    io::{self, Write},
    path::{Path, PathBuf},
};

use authority_audit::{
    query::{Query, query},
    read::{Files, ReadError},
    verify::Anchor,
};
use serde::Serialize;

use crate::{exit::Exit, tell};

/// What is asked of a log.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Task {
    /// The directory of the log, or of several.
    pub(crate) dir: PathBuf,
    pub(crate) what: What,
    pub(crate) form: Form,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum What {
    Tail(Tail),
    Query(Query),
    Stats,
    Verify(Verify),
}

impl What {
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Tail(_) => "tail",
            Self::Query(_) => "query",
            Self::Stats => "stats",
            Self::Verify(_) => "verify",
        }
    }
}

/// For whom it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Human,
    Json,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tail {
    pub(crate) lines: usize,
    pub(crate) follow: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Verify {
    pub(crate) anchor: Option<Anchor>,
    pub(crate) all: bool,
}

impl Tail {
    /// They are in memory at once.
    pub(crate) const MOST: usize = 10_000;
}

/// One log of those in a directory.
#[derive(Debug)]
struct Log {
    /// The name of its directory, where there are several.
    name: String,
    dir: PathBuf,
}

pub(crate) fn run(task: &Task) -> Exit {
    match answer(task, &mut io::stdout().lock()) {
        Ok(exit) => exit,
        Err(Failed::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
        Err(error) => {
            tell(&format!("error: {}\n", shown::safe(&error.to_string())));
            if matches!(error, Failed::Misuse(_)) { Exit::Usage } else { Exit::Undecided }
        }
    }
}

fn answer(task: &Task, out: &mut impl Write) -> Result<Exit, Failed> {
    let logs = logs(&task.dir)?;
    match &task.what {
        What::Tail(tail) => tail::run(&task.dir, &logs, tail, task.form, out)?,
        What::Query(query) => search(&logs, query, task.form, out)?,
        What::Stats => stats::run(&logs, task.form, out)?,
        What::Verify(verify) => return verify::run(&logs, verify, task.form, out),
    }
    out.flush()?;
    Ok(Exit::Done)
}

fn logs(dir: &Path) -> Result<Vec<Log>, Failed> {
    let logs = Files::logs(dir).map_err(|error| Failed::Log(ReadError::Disk { path: dir.to_owned(), error }))?;
    Ok(logs.into_iter().map(|(name, dir)| Log { name, dir }).collect())
}

fn search(logs: &[Log], asked: &Query, form: Form, out: &mut impl Write) -> Result<(), Failed> {
    if logs.len() > 1 && asked.before_seq.is_some() {
        let what = "`--before` is a line of one log, and several are here: name the directory of one";
        return Err(Failed::Misuse(what.to_owned()));
    }
    for log in logs {
        let page = query(&log.dir, asked)?;
        for line in &page.lines {
            shown::line(line, log, form, out)?;
        }
        out.flush()?;
        let named = log.said();
        if let Some(next) = page.next {
            tell(&format!("{named}there may be more: --before {next}\n"));
        }
        if page.skipped > 0 {
            tell(&format!(
                "{named}{} lines could not be read: `cargo authority audit verify` says more\n",
                page.skipped
            ));
        }
    }
    Ok(())
}

impl Log {
    /// Its name in front of what is said of it.
    fn said(&self) -> String {
        if self.name.is_empty() { String::new() } else { format!("[{}] ", self.name) }
    }

    /// One line of JSON about it.
    fn json(&self, value: &impl Serialize, out: &mut impl Write) -> Result<(), Failed> {
        let mut value = serde_json::to_value(value).map_err(io::Error::from)?;
        if let (false, Some(fields)) = (self.name.is_empty(), value.as_object_mut()) {
            fields.insert("instance".to_owned(), self.name.clone().into());
        }
        Ok(writeln!(out, "{}", shown::safe_json(&value.to_string()))?)
    }
}

/// Why there is no answer.
#[derive(Debug)]
enum Failed {
    Log(ReadError),
    Output(io::Error),
    Misuse(String),
}

impl From<ReadError> for Failed {
    fn from(error: ReadError) -> Self {
        Self::Log(error)
    }
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Log(error) => error.fmt(f),
            Self::Output(error) => write!(f, "standard output: {error}"),
            Self::Misuse(what) => f.write_str(what),
        }
    }
}
