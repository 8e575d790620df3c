//! `plugins.authority.report`: for which commands report mode is on, and until when.

use std::time::SystemTime;

use authority_core::report::{Covered, Report};
use serde::Deserialize;
use time::{Date, format_description::BorrowedFormatItem, macros::format_description};

use super::ConfigError;

/// Report mode: adoption without a flag day.
///
/// What the scope of a covered command refuses is recorded with the verdict `report`, told as a warning, and then done by its
/// plain name, as the app did it before. What cannot be parsed is refused as ever.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct ReportConfig {
    /// Its last day, in UTC: `2027-01-31`. It must be given.
    #[serde(default)]
    pub until: String,
    /// The commands, as records name them: `read_note`, `plugin:notes|read`. Default: every command.
    #[serde(default)]
    pub commands: Option<Vec<String>>,
}

impl ReportConfig {
    pub(crate) fn checked(&self) -> Result<Report, ConfigError> {
        let ends = after(&self.until).ok_or_else(|| ConfigError {
            key: "report.until",
            found: if self.until.is_empty() { "missing".to_owned() } else { format!("`{}`", self.until) },
            fix: "write the last day of report mode, in UTC, like `2027-01-31`",
        })?;
        let covered = match &self.commands {
            None => Covered::App,
            Some(names) if names.is_empty() => {
                let fix = "name the commands, or leave it out for the whole app";
                return Err(ConfigError { key: "report.commands", found: "empty".to_owned(), fix });
            }
            Some(names) => Covered::Commands(names.iter().cloned().collect()),
        };
        Ok(Report::new(covered, ends))
    }

    /// What is said of it at start-up, in any build: never silent.
    pub(crate) fn said(&self, report: &Report, now: SystemTime) -> String {
        let until = &self.until;
        if report.has_ended(now) {
            return format!(
                "report mode ended with {until} (UTC), and every scope is enforced again: remove `plugins.authority.report`"
            );
        }
        let commands = match &self.commands {
            None => "every command".to_owned(),
            Some(names) => names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
        };
        format!(
            "report mode is on for {commands}, through {until} (UTC): what a scope refuses is recorded, and nothing of it is \
             refused"
        )
    }
}

/// The moment after the last of this day.
fn after(day: &str) -> Option<SystemTime> {
    const FORMAT: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");
    let date = Date::parse(day, FORMAT).ok()?;
    // Only as it is written here: a sign before the year is none.
    (date.to_string() == day).then_some(())?;
    Some(date.next_day()?.midnight().assume_utc().into())
}
