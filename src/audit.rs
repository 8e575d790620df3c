//! The audit log of an app: where it lies, that no page writes it, and which pages read it.

pub(crate) mod commands;
pub(crate) mod live;
pub(crate) mod told;
pub(crate) mod traced;

use std::{path::PathBuf, sync::Arc};

use authority_audit::{About, AuditLog};
use authority_core::{platform::Platform, record::Record, scope::bases::Bases};
use tauri::{AppHandle, Manager, Runtime};

use crate::{
    config::{AuditMode, Config, ConfigError},
    policy::Policy,
    say,
};

/// The directory in the app's log directory.
const DIRECTORY: &str = "authority";

/// Opens the log that is configured, and keeps its directory from every page: none where there is to be none.
pub(crate) fn open<R: Runtime>(
    app: &AppHandle<R>,
    config: &Config,
    bases: &mut Bases,
    policy: Option<&Policy>,
) -> Result<Option<Arc<AuditLog>>, ConfigError> {
    if config.audit.mode == AuditMode::Off {
        return Ok(None);
    }
    let Some(directory) = directory(app, config) else {
        if config.audit.mode == AuditMode::Required {
            let fix = "the system names no log directory for the app: write one, or leave `audit.mode` out";
            return Err(ConfigError { key: "audit.directory", found: "missing".to_owned(), fix });
        }
        say::error(
            "there is no audit log: the system names no log directory for the app; give `plugins.authority.audit.directory`",
        );
        return Ok(None);
    };
    let text = directory.to_str().unwrap_or_default();
    if bases.reserve(text, Platform::host()).is_err() {
        if config.audit.directory.is_none() && config.audit.mode == AuditMode::Buffered {
            // Nobody chose it, and an app that ran before is not to stop for it.
            let shown = directory.display();
            say::error(&format!(
                "there is no audit log: no page can be kept from `{shown}`; give `plugins.authority.audit.directory`"
            ));
            return Ok(None);
        }
        let fix = "no page can be kept from it by that name: write another one";
        return Err(ConfigError { key: "audit.directory", found: format!("`{}`", directory.display()), fix });
    }
    let about = About {
        app: Some(app.config().identifier.clone()),
        version: app.config().version.clone(),
        policy: policy.and_then(Policy::digest).map(str::to_owned),
    };
    let settings = config.audit.settings(directory, bases.clone(), about);
    let log = AuditLog::open(settings).map_err(|error| ConfigError {
        key: "audit",
        found: error.to_string(),
        fix: error.fix,
    })?;
    Ok(Some(Arc::new(log)))
}

/// Decisions as the log's lines show them, with its privacy.
#[derive(Clone, Debug)]
pub(crate) struct Lines(Arc<AuditLog>);

impl Lines {
    fn of(&self, record: &Record) -> serde_json::Value {
        self.0.line(record)
    }
}

fn directory<R: Runtime>(app: &AppHandle<R>, config: &Config) -> Option<PathBuf> {
    config.audit.directory.clone().or_else(|| Some(app.path().app_log_dir().ok()?.join(DIRECTORY)))
}
