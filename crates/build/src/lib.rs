//! Teaches editors the entries of an app's capability files: our own, and those of the kinds that the app declares with
//! `#[derive(Kind)]`.
//!
//! Tauri's build writes JSON schemas for capabilities into `gen/schemas`. They have what a plugin may say of its own
//! permissions; of the app's permissions, nobody can say anything there. This extends them, from the app's build script:
//!
//! ```no_run
//! # mod tauri_build { pub fn build() {} }
//! fn main() {
//!     tauri_build::build();
//!     authority_build::Schemas::new().extend();
//! }
//! ```
//!
//! An editor that follows a capability's `$schema` then completes the entries, shows the documentation of the structs and
//! their fields, and marks what the plugin would refuse: a misspelt key, an entry of no kind, a required field that an
//! `allow` does not name. What a schema cannot say, such as whether a pattern can be read, the plugin says when the app
//! runs.
//!
//! [`Schemas::extend`] never fails: a schema helps to write, and decides nothing.

mod declared;
mod field;
mod generated;
mod kind;

use std::{
    collections::BTreeSet,
    env,
    fmt::{self, Display},
    fs, io,
    path::{Path, PathBuf},
};

/// Where Tauri's build writes, and the names that it gives.
const FOLDER: &str = "gen/schemas";
const FILES: [&str; 7] = ["desktop", "mobile", "linux", "macOS", "windows", "android", "iOS"];

/// What is extended, and what with.
#[derive(Clone, Debug)]
#[must_use = "`extend` does it"]
pub struct Schemas {
    package: PathBuf,
    sources: Vec<PathBuf>,
    others: BTreeSet<String>,
}

/// What came of extending.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Extended {
    /// The sources that were read.
    pub sources: Vec<PathBuf>,
    /// The schemas that now have the entries, whether or not they had to be written for it.
    pub schemas: Vec<PathBuf>,
    /// What was left as it is.
    pub left: Vec<Left>,
}

/// Something that was left as it is.
#[derive(Debug)]
#[non_exhaustive]
pub struct Left {
    /// What.
    pub path: PathBuf,
    /// Why. The text says what to do, where something can be done.
    pub why: Why,
}

/// Why something was left as it is.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Why {
    /// It could not be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// There is no schema at all.
    #[error("no schema is in it, so there is nothing to extend: call `tauri_build::build` first")]
    NoSchema,
    /// It is not what Tauri's build wrote when this was made.
    #[error("not extended, since it is no schema as tauri-build 2 writes it: {0}")]
    Shape(&'static str),
    /// It has no entries of ours.
    #[error("not extended, since it has no `authority:scope`: add `tauri-plugin-authority` to the app's dependencies")]
    NoPlugin,
}

impl Schemas {
    /// The schemas of the package whose build script runs, with the kinds in its folder `src`.
    pub fn new() -> Self {
        // As Tauri's build finds it.
        Self::of(env::current_dir().unwrap_or_default())
    }

    /// The schemas of the package in this folder, with the kinds in its folder `src`.
    pub fn of(package: impl Into<PathBuf>) -> Self {
        Self { package: package.into(), sources: vec!["src".into()], others: BTreeSet::new() }
    }

    /// The kinds in this folder too, which is relative to the package's: `../domain/src`.
    pub fn sources(mut self, folder: impl Into<PathBuf>) -> Self {
        self.sources.push(folder.into());
        self
    }

    /// Without this permission of the app's, such as `allow-fetch-feed`, whose command has a scope of a type of its own.
    pub fn except(mut self, permission: impl Into<String>) -> Self {
        self.others.insert(permission.into());
        self
    }

    /// Extends the schemas. Tells cargo which sources were read, so that the build script runs when one of them changes, and
    /// warns of what was left as it is.
    pub fn extend(&self) {
        // Nobody reads it: then there is nobody to tell.
        let _ = self.extend_quietly().tell(&mut io::stdout().lock());
    }

    /// Extends the schemas, and says what was done in place of telling cargo.
    #[must_use]
    pub fn extend_quietly(&self) -> Extended {
        let mut done = Extended::default();
        let mut kinds = Vec::new();
        for folder in &self.sources {
            let folder = self.package.join(folder);
            let read = declared::in_folder(&folder, &mut |file, declared| {
                done.sources.push(file);
                kinds.extend(declared);
            });
            done.note(&folder, read.map_err(Why::from));
        }
        let mut found = false;
        for name in FILES {
            let path = self.package.join(FOLDER).join(format!("{name}-schema.json"));
            let text = match fs::read_to_string(&path) {
                Ok(text) => text,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => {
                    found = true;
                    done.note(&path, Err(error.into()));
                    continue;
                }
            };
            found = true;
            let extended = generated::extended(&text, &kinds, &self.others).and_then(|extended| {
                // An editor reads a file anew that is written, changed or not.
                if extended != text {
                    fs::write(&path, extended)?;
                }
                Ok(())
            });
            if done.note(&path, extended) {
                done.schemas.push(path);
            }
        }
        if !found {
            done.note(&self.package.join(FOLDER), Err(Why::NoSchema));
        }
        done
    }
}

impl Default for Schemas {
    fn default() -> Self {
        Self::new()
    }
}

impl Extended {
    fn note(&mut self, path: &Path, what: Result<(), Why>) -> bool {
        what.map_err(|why| self.left.push(Left { path: path.to_owned(), why })).is_ok()
    }

    fn tell(&self, cargo: &mut impl io::Write) -> io::Result<()> {
        for source in &self.sources {
            writeln!(cargo, "cargo::rerun-if-changed={}", source.display())?;
        }
        for left in &self.left {
            // What begins a line in cargo's input is an instruction to it.
            let line: String = left.to_string().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            writeln!(cargo, "cargo::warning={line}")?;
        }
        Ok(())
    }
}

impl Display for Left {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.path.display(), self.why)
    }
}

#[cfg(test)]
mod tests;
