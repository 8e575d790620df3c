//! The policy of an app's directory, and what else judging needs to know.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

use authority_core::{
    kind::Kinds,
    platform::Platform,
    record::Record,
    scope::bases::{Bases, TAURI_BASES},
};
use serde_json::Value;
use tauri::test::MockRuntime;

use super::{Asking, MockApp};
use crate::{
    Builder, Config, Kind,
    authority::{Authority, Parts},
    policy::{Policy, PolicyError},
};

/// A policy to judge by, without an app.
///
/// Base directories lie nowhere until [`Kit::base`] says where: a test shall not reach a user's own.
pub struct Kit {
    pub(super) policy: Policy,
    pub(super) config: Config,
    /// The configuration as it is written.
    pub(super) written: Value,
    pub(super) bases: Bases,
    kinds: Kinds,
    authority: Authority,
}

/// The policy of the app whose Rust side lies in `dir`: `"src-tauri"`, from the app's directory or from `src-tauri` itself,
/// where cargo runs its tests.
///
/// # Panics
///
/// With what is wrong and what to write, where the policy cannot be read: a test that passed without would show nothing.
#[must_use]
#[track_caller]
#[expect(clippy::panic, reason = "in a test a panic is the report")]
pub fn policy(dir: impl AsRef<Path>) -> Kit {
    let dir = found(dir.as_ref());
    match load(&dir) {
        Ok((policy, written)) => Kit::of(policy, written),
        Err(error) => panic!("{error}"),
    }
}

fn load(dir: &Path) -> Result<(Policy, Value), PolicyError> {
    Ok((Policy::load(dir)?, Policy::load_plugin_config(dir)?))
}

/// The directory as it is written, or as it is seen from the one above: cargo runs the tests of `src-tauri` within it.
fn found(dir: &Path) -> PathBuf {
    let above = Path::new("..").join(dir);
    if dir.is_relative() && !dir.exists() && above.exists() { above } else { dir.to_owned() }
}

impl Kit {
    /// A kit for a policy that is at hand, such as that of [`embed_policy!`](crate::embed_policy), and for the plugin's
    /// configuration, as it would stand in `tauri.conf.json` (`null` for none).
    ///
    /// # Panics
    ///
    /// Where the configuration is none.
    #[must_use]
    #[track_caller]
    #[expect(clippy::panic, reason = "in a test a panic is the report")]
    pub fn of(policy: Policy, config: Value) -> Self {
        let read: Result<Option<Config>, _> = serde_json::from_value(config.clone());
        let read = match read.map(|read| read.unwrap_or_default().checked()) {
            Ok(Ok(config)) => config,
            Ok(Err(error)) => panic!("{error}"),
            Err(error) => panic!("`plugins.authority` in tauri.conf.json cannot be read: {error}"),
        };
        Self {
            policy,
            config: read,
            written: config,
            bases: Bases::none(),
            kinds: Kinds::none(),
            authority: Authority::absent(),
        }
        .renewed()
    }

    /// Says where a base directory lies: `base("APPDATA", dir)` for `$APPDATA`, and for `baseDir` in an argument.
    ///
    /// # Panics
    ///
    /// Where no base directory has that name, or the path is not Unicode text.
    #[must_use]
    #[track_caller]
    #[expect(clippy::panic, reason = "in a test a panic is the report")]
    pub fn base(mut self, variable: &str, dir: impl AsRef<Path>) -> Self {
        let name = variable.trim_start_matches('$');
        if TAURI_BASES.iter().all(|(known, _)| *known != name) {
            panic!("`${name}` is no base directory of Tauri's");
        }
        let dir = dir.as_ref();
        match dir.to_str() {
            Some(text) => self.bases.set(name, text, Platform::host()),
            None => panic!("`{}` is not Unicode text", dir.display()),
        }
        self.renewed()
    }

    /// Registers a kind, as [`Builder::kind`](crate::Builder::kind) does. (A mock app registers its own.)
    ///
    /// # Panics
    ///
    /// Where it cannot be registered.
    #[must_use]
    #[track_caller]
    #[expect(clippy::panic, reason = "in a test a panic is the report")]
    pub fn kind<K: Kind>(mut self) -> Self {
        if let Err(error) = self.kinds.register(K::KIND) {
            panic!("{error}");
        }
        self.renewed()
    }

    /// The window with this label, whose webview has the same, with the app's own content.
    #[must_use]
    pub fn window(&self, label: &str) -> Asking<'_> {
        Asking::new(self, label)
    }

    /// What was decided, newest first.
    #[must_use]
    pub fn decisions(&self) -> Vec<Arc<Record>> {
        self.authority.recent_decisions(usize::MAX).0
    }

    /// A mock app under this policy, with the plugin as `plugin` builds it. The app's commands come with `builder`:
    /// `tauri::test::mock_builder().invoke_handler(tauri::generate_handler![read_note])`.
    ///
    /// # Panics
    ///
    /// Where the app does not start, with the reason.
    #[must_use]
    #[track_caller]
    pub fn app(&self, builder: tauri::Builder<MockRuntime>, plugin: Builder) -> MockApp {
        MockApp::start(self, builder, plugin)
    }

    pub(super) const fn authority(&self) -> &Authority {
        &self.authority
    }

    /// With what was said since.
    #[track_caller]
    #[expect(clippy::panic, reason = "in a test a panic is the report")]
    fn renewed(mut self) -> Self {
        let Self { config, bases, kinds, policy, .. } = &self;
        let report = match config.report.as_ref().map(crate::config::ReportConfig::checked).transpose() {
            Ok(report) => report,
            Err(error) => panic!("{error}"),
        };
        self.authority = Authority::new(Parts {
            config: config.clone(),
            report,
            bases: bases.clone(),
            kinds: kinds.clone(),
            policy: Some(policy.clone()),
            ..Parts::default()
        });
        self
    }
}

impl fmt::Debug for Kit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kit").field("config", &self.config).finish_non_exhaustive()
    }
}
