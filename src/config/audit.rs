//! `plugins.authority.audit`: where the log is kept, and how much of it.

use std::{path::PathBuf, time::Duration};

use authority_audit::{About, Mode, Privacy, Settings, privacy::Redactor};
use authority_core::scope::bases::Bases;
use serde::Deserialize;

use super::ConfigError;

/// The audit log.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[non_exhaustive]
pub struct AuditConfig {
    /// What a decision waits for. Default: `buffered`.
    pub mode: AuditMode,
    /// The directory, an absolute path. Default: `authority` in the app's log directory. No page reaches it, whatever entries say.
    pub directory: Option<PathBuf>,
    /// How many bytes a log may have; its oldest file is removed before there are more. Default: 33,554,432 (32 MiB).
    pub max_bytes: u64,
    /// How many bytes a file of it has. Default: 1,048,576 (1 MiB).
    pub file_bytes: u64,
    /// How many hours a file is written to. Default: 24.
    pub file_hours: u64,
    /// What of a resource is shown. Default: `template`.
    pub privacy: AuditPrivacy,
    /// With `full`: whether query values, credentials and what looks like a secret are shown, too. Default: false.
    pub secrets: bool,
    /// How many decisions that are alike have a line of their own in each minute; the others are counted. Default: 1,000.
    pub verbatim: u32,
}

/// What a decision waits for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::exhaustive_enums, reason = "who acts on the setting should be broken by another one")]
pub enum AuditMode {
    /// Nothing: while the log cannot be written, decisions go on, and are counted.
    #[default]
    Buffered,
    /// What is opened or connected to waits until its judgement is on the disk, and is refused while that cannot be.
    Required,
    /// There is no log. Decisions are in memory and go to `tracing` as ever.
    Off,
}

/// What of a resource is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::exhaustive_enums, reason = "who acts on the setting should be broken by another one")]
pub enum AuditPrivacy {
    /// In full what lies in the app's own directories; else the base directory, and the shape: `$DOCUMENT/*/*.pdf`.
    #[default]
    Template,
    /// All of it but what looks like a secret.
    Full,
    /// A hash, by which equal ones are equal within a run.
    Hash,
}

impl Default for AuditConfig {
    fn default() -> Self {
        let defaults = Settings::new(PathBuf::new());
        Self {
            mode: AuditMode::default(),
            directory: None,
            max_bytes: defaults.max_bytes,
            file_bytes: defaults.segment_bytes,
            file_hours: defaults.segment_age.as_secs() / 3_600,
            privacy: AuditPrivacy::default(),
            secrets: defaults.secrets,
            verbatim: defaults.verbatim,
        }
    }
}

impl AuditConfig {
    /// Refuses what cannot be meant, before the app runs.
    pub(crate) fn checked(&self) -> Result<(), ConfigError> {
        if let Some(directory) = self.directory.as_ref().filter(|directory| !directory.is_absolute()) {
            let found = format!("`{}`", directory.display());
            let fix = "write an absolute path, or leave it out for `authority` in the app's log directory";
            return Err(ConfigError { key: "audit.directory", found, fix });
        }
        let settings = self.settings(PathBuf::new(), Bases::none(), About::default());
        settings.checked().map(drop).map_err(|error| ConfigError {
            key: match error.setting {
                "segment_bytes" => "audit.fileBytes",
                "segment_age" => "audit.fileHours",
                "secrets" => "audit.secrets",
                _ => "audit.maxBytes",
            },
            found: error.found,
            fix: error.fix,
        })
    }

    /// What of a resource is shown where there is no log.
    pub(crate) fn redactor(&self, bases: &Bases) -> Redactor {
        Redactor::for_a_run(self.shown(), self.secrets, bases)
    }

    fn shown(&self) -> Privacy {
        match self.privacy {
            AuditPrivacy::Template => Privacy::Template,
            AuditPrivacy::Full => Privacy::Full,
            AuditPrivacy::Hash => Privacy::Hash,
        }
    }

    pub(crate) fn settings(&self, directory: PathBuf, bases: Bases, about: About) -> Settings {
        let mut settings = Settings::new(directory);
        settings.mode = match self.mode {
            AuditMode::Required => Mode::Required,
            AuditMode::Buffered | AuditMode::Off => Mode::Buffered,
        };
        settings.privacy = self.shown();
        settings.secrets = self.secrets;
        settings.max_bytes = self.max_bytes;
        settings.segment_bytes = self.file_bytes;
        settings.segment_age = Duration::from_secs(self.file_hours.saturating_mul(3_600));
        settings.verbatim = self.verbatim;
        settings.bases = bases;
        settings.about = about;
        settings
    }
}
