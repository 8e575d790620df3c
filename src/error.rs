//! What a command can fail with when it uses a judged value: a denial, or the system's answer.

use std::io;

use authority_core::open::OpenError;
use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::denied::{Denial, Shape};

/// The result of using a judged value. With an error of its own it is the standard one, so that it can be imported beside commands
/// that have one: `Result<(), String>`.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a judged value could not be used. Usable as a command's error as it is; serialized, it is what `guest-js` narrows
/// with `isDenied` and `isIoFailure`.
#[derive(Debug, thiserror::Error)]
#[expect(clippy::exhaustive_enums, reason = "there are these two families, and a caller should handle both")]
pub enum Error {
    /// The object is not what was judged, or not in scope. Recorded; nothing was read, made or sent.
    #[error(transparent)]
    Denied(#[from] Denial),
    /// The system's answer about something in scope: missing, no rights, a directory where a file was expected, no
    /// browser to open a URL in.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Error {
    /// A refusal, in the shape that the app gives it.
    pub(crate) fn refused(denial: authority_core::denial::Denial, shape: &Shape) -> Self {
        Self::Denied(Denial::new(denial, shape.clone()))
    }

    pub(crate) fn from_open(error: OpenError, shape: &Shape) -> Self {
        match error {
            OpenError::Denied(denial) => Self::refused(denial, shape),
            OpenError::Io(error) => Self::Io(error),
        }
    }
}

impl Serialize for Error {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match self {
            Self::Denied(denial) => denial.serialize(serializer),
            Self::Io(error) => {
                let mut map = serializer.serialize_map(Some(3))?;
                map.serialize_entry("type", "authority.io")?;
                map.serialize_entry("kind", &kebab(error.kind()))?;
                map.serialize_entry("message", &error.to_string())?;
                map.end()
            }
        }
    }
}

/// `NotFound` as `not-found`.
fn kebab(kind: io::ErrorKind) -> String {
    let mut text = String::new();
    for c in format!("{kind:?}").chars() {
        if c.is_ascii_uppercase() && !text.is_empty() {
            text.push('-');
        }
        text.push(c.to_ascii_lowercase());
    }
    text
}
