//! The plugin's state in an app: one guard, its compiled scopes, its newest decisions.

use std::sync::Arc;

use authority_core::{
    admission::Admission,
    guard::Guard,
    kind::Kinds,
    record::{
        Ledger, Record, Sink,
        ring::{Counts, Ring},
        trace::Trace,
    },
    report::Report,
    scope::bases::Bases,
};
use tauri::{Manager, Runtime};

use crate::{config::Config, denied::Shape, effective::Scopes, seen::known::Told};

/// What the plugin keeps for an app. Reached with [`AuthorityExt::authority`]. A clone is another handle to the same.
#[derive(Clone)]
pub struct Authority {
    pub(crate) guard: Arc<Guard>,
    pub(crate) scopes: Arc<Scopes>,
    pub(crate) config: Arc<Config>,
    pub(crate) shape: Shape,
    pub(crate) admission: Arc<Admission>,
    pub(crate) told: Arc<Told>,
    ring: Arc<Ring>,
}

impl Authority {
    pub(crate) fn new(
        config: Config,
        report: Option<Report>,
        told: Told,
        bases: Bases,
        kinds: Kinds,
        shape: Shape,
        sinks: Vec<Arc<dyn Sink>>,
    ) -> Self {
        let ring = Arc::new(Ring::new(config.recent_decisions));
        let mut all: Vec<Arc<dyn Sink>> = vec![Arc::clone(&ring) as _, Arc::new(Trace)];
        all.extend(sinks);
        let guard = Guard::new(Ledger::new(all), bases).with_kinds(kinds).explaining(config.explain);
        let guard = Arc::new(match report {
            Some(report) => guard.reporting(report),
            None => guard,
        });
        let admission = Arc::new(config.admission());
        Self { guard, scopes: Arc::default(), config: Arc::new(config), shape, admission, told: Arc::new(told), ring }
    }

    /// What refuses in an app that does not run the plugin: the refusal reaches `tracing` at least.
    pub(crate) fn absent() -> Self {
        Self::new(Config::default(), None, Told::default(), Bases::none(), Kinds::none(), None, Vec::new())
    }

    /// The newest decisions, newest first, `limit` at most (and never more than `recentDecisions` of the configuration),
    /// and the counts of all since the start.
    #[must_use]
    pub fn recent_decisions(&self, limit: usize) -> (Vec<Arc<Record>>, Counts) {
        self.ring.newest(limit)
    }
}

/// Reaches the plugin's state from an app, a window or a webview.
pub trait AuthorityExt<R: Runtime> {
    /// The plugin's state; none in an app that does not run the plugin.
    fn authority(&self) -> Option<tauri::State<'_, Authority>>;
}

impl<R: Runtime, T: Manager<R>> AuthorityExt<R> for T {
    fn authority(&self) -> Option<tauri::State<'_, Authority>> {
        self.try_state::<Authority>()
    }
}

impl std::fmt::Debug for Authority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Authority").field("config", &self.config).finish_non_exhaustive()
    }
}
