//! The plugin's state in an app: one guard, its compiled scopes, its newest decisions.

use std::sync::Arc;

use authority_audit::AuditLog;
use authority_core::{
    admission::Admission,
    guard::Guard,
    kind::Kinds,
    rate::Rate,
    record::{
        Ledger, Record, Sink,
        ring::{Counts, Ring},
    },
    report::Report,
    scope::bases::Bases,
};
use tauri::{Manager, Runtime};

#[cfg(feature = "reqwest")]
use crate::net::Network;
use crate::{
    Denial,
    audit::{live::Live, told, traced::Traced},
    config::Config,
    denied::Shape,
    effective::Scopes,
    explain::{Aloud, Explainer, Explanation},
    policy::Policy,
    say,
    seen::known::Told,
};

/// What the plugin keeps for an app. Reached with [`AuthorityExt::authority`]. A clone is another handle to the same.
#[derive(Clone)]
pub struct Authority(pub(crate) Arc<Inside>);

/// Each call has it by one handle: windows that call at the same time wait for each other at every counter that they share.
pub(crate) struct Inside {
    pub(crate) guard: Arc<Guard>,
    pub(crate) scopes: Scopes,
    pub(crate) config: Config,
    pub(crate) shape: Shape,
    pub(crate) admission: Admission,
    pub(crate) told: Told,
    #[cfg(feature = "reqwest")]
    pub(crate) network: Network,
    pub(crate) log: Option<Arc<AuditLog>>,
    pub(crate) live: Arc<Live>,
    pub(crate) told_by_pages: told::Told,
    ring: Arc<Ring>,
    explainer: Arc<Explainer>,
}

/// What an [`Authority`] is made of.
#[derive(Default)]
pub(crate) struct Parts {
    pub(crate) config: Config,
    pub(crate) report: Option<Report>,
    pub(crate) told: Told,
    pub(crate) bases: Bases,
    pub(crate) kinds: Kinds,
    pub(crate) policy: Option<Policy>,
    pub(crate) shape: Shape,
    pub(crate) sinks: Vec<Arc<dyn Sink>>,
    pub(crate) log: Option<Arc<AuditLog>>,
    #[cfg(feature = "reqwest")]
    pub(crate) network: Network,
}

impl Authority {
    pub(crate) fn new(parts: Parts) -> Self {
        #[cfg(feature = "reqwest")]
        let network = parts.network;
        let Parts { config, report, told, bases, kinds, policy, shape, sinks, log, .. } = parts;
        let ring = Arc::new(Ring::new(config.recent_decisions));
        let explainer = Arc::new(Explainer { policy, bases: bases.clone(), kinds: kinds.clone() });
        let traced = match &log {
            _ if config.explain => Traced::Whole,
            Some(log) => Traced::AsLogged(Arc::clone(log)),
            None => Traced::Redacted(Box::new(config.audit.redactor(&bases))),
        };
        let mut all: Vec<Arc<dyn Sink>> =
            vec![Arc::clone(&ring) as _, Arc::new(traced), Arc::new(Aloud(Arc::clone(&explainer)))];
        let live = Arc::new(Live::default());
        all.push(Arc::clone(&live) as _);
        all.extend(log.clone().map(|log| log as _));
        all.extend(sinks);
        let guard = Guard::new(Ledger::new(all), bases).with_kinds(kinds).explaining(config.explain);
        let guard = match report {
            Some(report) => guard.reporting(report),
            None => guard,
        };
        let guard = match config.decisions_per_second {
            Some(per_second) => guard.limiting(Rate::new(per_second)),
            None => guard,
        };
        Self(Arc::new(Inside {
            guard: Arc::new(guard),
            scopes: Scopes::default(),
            shape: shape.or_else(|| config.explain.then(|| Explainer::shape(&explainer))),
            admission: config.admission(),
            config,
            told,
            #[cfg(feature = "reqwest")]
            network,
            ring,
            log,
            live,
            told_by_pages: told::Told::default(),
            explainer,
        }))
    }

    /// What refuses in an app that does not run the plugin, which is told so: the refusal itself reaches `tracing` at most.
    pub(crate) fn missing() -> Self {
        say::that_the_plugin_is_missing();
        Self::absent()
    }

    /// One of no app.
    pub(crate) fn absent() -> Self {
        Self::new(Parts::default())
    }

    /// Tells a decision to a developer: who stands behind it, and what to paste to allow what was refused.
    ///
    /// It holds patterns and resolved paths, as the record does: for the log and the terminal, not for the page. It says
    /// most with a policy ([`Builder::policy`](crate::Builder::policy)), and what it cannot say without.
    #[must_use]
    pub fn explain(&self, record: &Record) -> Explanation {
        self.0.explainer.explain(record)
    }

    /// The policy that the app gave the plugin, as the app's configuration has it.
    #[must_use]
    pub fn policy(&self) -> Option<&Policy> {
        self.0.policy()
    }

    /// The audit log; none where the configuration says so, and in an app's own tests.
    #[must_use]
    pub fn audit_log(&self) -> Option<&AuditLog> {
        self.0.log.as_deref()
    }

    /// Writes what is left to the audit log and closes it, as when the app ends: decisions that are taken afterwards have no
    /// line in it. For an app that ends by `std::process::exit`, which no plugin hears of. It waits two seconds at most.
    pub fn close_audit_log(&self) {
        if self.0.log.as_ref().is_some_and(|log| !log.close()) {
            say::error("the audit log could not be closed in two seconds: its last lines may be missing");
        }
    }

    /// The newest decisions, newest first, `limit` at most (and never more than `recentDecisions` of the configuration),
    /// and the counts of all since the start.
    #[must_use]
    pub fn recent_decisions(&self, limit: usize) -> (Vec<Arc<Record>>, Counts) {
        self.0.ring.newest(limit)
    }
}

impl Inside {
    /// A refusal on its way to the page, in the app's shape.
    pub(crate) fn denial(&self, denial: authority_core::denial::Denial) -> Denial {
        Denial::new(denial, self.shape.clone())
    }

    pub(crate) fn policy(&self) -> Option<&Policy> {
        self.explainer.policy.as_ref()
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
        f.debug_struct("Authority").field("config", &self.0.config).finish_non_exhaustive()
    }
}
