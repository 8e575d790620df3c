//! A file of the app: what it holds, and what it shall hold.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::refusal::Refusal;

/// A text file that exists.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// The file itself; a link that leads to it stays one.
    pub(super) real: PathBuf,
    /// What it is called in messages: its path from the app's root.
    pub(super) name: String,
    /// What it holds, without a byte order mark.
    pub(super) text: String,
    mark: &'static str,
}

/// What shall become of a file.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) name: String,
    pub(super) real: PathBuf,
    /// Its bytes now; none if it is to be made.
    pub(super) before: Option<String>,
    /// Its bytes then; none if it is to be removed.
    pub(super) after: Option<String>,
}

const BYTE_ORDER_MARK: &str = "\u{feff}";

impl Source {
    /// Reads a file; none where there is none.
    pub(super) fn read(path: &Path, name: &str) -> Result<Option<Self>, Refusal> {
        let unreadable = |why: String| Refusal::new(format!("`{name}` cannot be read: {why}"));
        let real = match fs::canonicalize(path) {
            Ok(real) => real,
            // A link that leads nowhere is no missing file: one that is made in its place would be lost to whoever set it.
            Err(error) if error.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(path).is_err() => {
                return Ok(None);
            }
            Err(error) => return Err(unreadable(error.to_string())),
        };
        // A pipe would be waited for.
        if !fs::metadata(&real).map_err(|error| unreadable(error.to_string()))?.is_file() {
            return Err(unreadable("it is no regular file".to_owned()));
        }
        let bytes = fs::read(&real).map_err(|error| unreadable(error.to_string()))?;
        let whole = String::from_utf8(bytes).map_err(|_| unreadable("it is not UTF-8".to_owned()))?;
        let (mark, text) = match whole.strip_prefix(BYTE_ORDER_MARK) {
            Some(text) => (BYTE_ORDER_MARK, text.to_owned()),
            None => ("", whole),
        };
        Ok(Some(Self { real, name: name.to_owned(), text, mark }))
    }

    /// Reads a file that has to be there.
    pub(super) fn required(path: &Path, name: &str) -> Result<Self, Refusal> {
        Self::read(path, name)?.ok_or_else(|| Refusal::new(format!("`{name}` cannot be read: there is none")))
    }

    /// The same file, with another text.
    pub(super) fn holding(&self, text: &str) -> Self {
        Self { text: text.to_owned(), ..self.clone() }
    }

    /// It shall hold this text, behind the mark that it has.
    pub(super) fn becomes(&self, text: &str) -> Change {
        Change {
            name: self.name.clone(),
            real: self.real.clone(),
            before: Some(format!("{}{}", self.mark, self.text)),
            after: Some(format!("{}{text}", self.mark)),
        }
    }

    /// It shall be gone.
    pub(super) fn goes(&self) -> Change {
        Change { after: None, ..self.becomes("") }
    }
}
