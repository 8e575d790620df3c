//! What a log is to be like. Every default is meant for an app on a person's machine.

use std::{fmt, path::PathBuf, time::Duration};

use authority_core::scope::bases::Bases;

use crate::privacy::Privacy;

/// What a log is to be like.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Settings {
    /// Where logs lie. Each instance of an app that runs at the same time has one, in a directory with a number.
    pub directory: PathBuf,
    /// What a decision waits for.
    pub mode: Mode,
    /// What of a resource is shown.
    pub privacy: Privacy,
    /// With [`Privacy::Full`]: whether query values, credentials and what looks like a secret are shown, too.
    pub secrets: bool,
    /// How many bytes a log may have. The oldest file is removed before there are more. Default: 32 MiB.
    pub max_bytes: u64,
    /// How many bytes a file has before the next one is begun. Default: 1 MiB.
    pub segment_bytes: u64,
    /// How old a file may be before the next one is begun. Default: a day.
    pub segment_age: Duration,
    /// How many decisions that are alike (decision, code, command, caller) get a line of their own each minute; all others
    /// are counted. Default: 1,000.
    pub verbatim: u32,
    /// Where base directories lie, by which resources are shown.
    pub bases: Bases,
    /// Whose log it is.
    pub about: About,
}

/// What a decision waits for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "who acts on the mode should be broken by another one")]
pub enum Mode {
    /// Nothing: it is in the writer's queue, or counted. While the log cannot be written, decisions go on.
    #[default]
    Buffered,
    /// What is opened or connected to waits until its judgement is on the disk, and is refused while the log cannot be
    /// written. Judging waits for nothing.
    Required,
}

/// Whose log it is, for the line with which a run begins.
#[derive(Clone, Debug, Default)]
#[expect(clippy::exhaustive_structs, reason = "each part is optional, and given by whoever knows it")]
pub struct About {
    /// The app's identifier.
    pub app: Option<String>,
    /// The app's version.
    pub version: Option<String>,
    /// SHA-256 of its policy, in hex.
    pub policy: Option<String>,
}

/// A setting that cannot be meant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{setting} is {found}: {fix}")]
#[non_exhaustive]
pub struct SettingsError {
    /// Which one, by its name in [`Settings`].
    pub setting: &'static str,
    /// What it is.
    pub found: String,
    /// What to write.
    pub fix: &'static str,
}

impl Settings {
    /// The defaults, for logs in this directory.
    #[must_use]
    pub fn new(directory: PathBuf) -> Self {
        Self {
            directory,
            mode: Mode::default(),
            privacy: Privacy::default(),
            secrets: false,
            max_bytes: 32 << 20,
            segment_bytes: 1 << 20,
            segment_age: Duration::from_secs(24 * 60 * 60),
            verbatim: 1_000,
            bases: Bases::none(),
            about: About::default(),
        }
    }

    /// The same settings, where they can be meant.
    ///
    /// # Errors
    ///
    /// A file of less than 128 KiB or more than 64 MiB, a log of fewer than four files or more than 64 GiB, files of less than a
    /// minute, secrets without [`Privacy::Full`].
    pub fn checked(self) -> Result<Self, SettingsError> {
        let refused =
            |setting, found: &dyn fmt::Display, fix| Err(SettingsError { setting, found: found.to_string(), fix });
        if !SEGMENT_BYTES.contains(&self.segment_bytes) {
            return refused(
                "segment_bytes",
                &self.segment_bytes,
                "give a file 131072 bytes at least, and 67108864 at most",
            );
        }
        if self.max_bytes < 4 * self.segment_bytes || self.max_bytes > MAX_BYTES {
            let fix = "a log has four files at least (of `segment_bytes` each), and 64 GiB at most";
            return refused("max_bytes", &self.max_bytes, fix);
        }
        if self.segment_age < Duration::from_secs(60) {
            return refused("segment_age", &self.segment_age.as_secs(), "give a file a minute at least");
        }
        if self.secrets && self.privacy != Privacy::Full {
            return refused("secrets", &true, "it shows more of `full` alone: set that, or leave it out");
        }
        Ok(self)
    }
}

impl Mode {
    /// As the log has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Buffered => "buffered",
            Self::Required => "required",
        }
    }
}

const SEGMENT_BYTES: std::ops::RangeInclusive<u64> = 128 << 10..=64 << 20;
const MAX_BYTES: u64 = 64 << 30;
