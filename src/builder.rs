//! Putting the plugin into an app.

use std::{sync::Arc, time::SystemTime};

use authority_core::{
    admission::Acl,
    denial::Denial,
    kind::{self, Kinds},
    record::Sink,
    report::Report,
    scope::{List, RawEntry, Way, bases::Bases, check_attribution},
};
use serde_json::Value;
use tauri::{
    Manager, Runtime,
    plugin::{PluginApi, TauriPlugin},
};

#[cfg(feature = "reqwest")]
use crate::net::Network;
use crate::{
    audit,
    authority::{Authority, Parts},
    carried::Carried,
    commands,
    config::{Config, ConfigError},
    denied::Shape,
    fetch,
    kind::Kind,
    lifetime, owner,
    policy::Policy,
    roots, say,
    seen::known,
};

/// Builds the plugin. [`init`](crate::init) is enough where nothing is to be changed.
#[derive(Default)]
#[must_use]
pub struct Builder {
    shape: Shape,
    sinks: Vec<Arc<dyn Sink>>,
    kinds: Vec<&'static kind::Kind>,
    bases: Option<Bases>,
    policy: Option<Given>,
    #[cfg(feature = "reqwest")]
    network: Network,
}

/// A policy with what reads the app's configuration into it: named where a policy is given and nowhere else, so that an app
/// without one is not linked with all that reads policies.
struct Given {
    policy: Policy,
    configured: fn(&Policy, &tauri::Config) -> Policy,
}

impl Builder {
    /// The plugin as [`init`](crate::init) makes it.
    pub fn new() -> Self {
        Self::default()
    }

    /// The shape in which the page gets every denial, also one inside [`Error`](crate::Error). Without it, it is the one
    /// that `isDenied` of the npm package narrows.
    ///
    /// What `map` reads from [`Denial::record`] goes to the page if `map` returns it: patterns and resolved paths do not
    /// belong there.
    pub fn map_denial(mut self, map: impl Fn(&Denial) -> Value + Send + Sync + 'static) -> Self {
        self.shape = Some(Arc::new(map));
        self
    }

    /// Registers a kind of values that the app declares, so that entries of it mean something. Once for each kind: setting
    /// up fails where two could be meant by one entry.
    pub fn kind<K: Kind>(mut self) -> Self {
        self.kinds.push(K::KIND);
        self
    }

    /// Hands every decision to one more sink, before the value is handed out.
    pub fn sink(mut self, sink: Arc<dyn Sink>) -> Self {
        self.sinks.push(sink);
        self
    }

    /// Gives the plugin the app's policy, so that decisions name the capability and permission behind them, in release
    /// builds too, and explanations say what to paste: `.policy(tauri_plugin_authority::embed_policy!())`.
    ///
    /// It names and explains. No decision depends on it, and everything works without.
    pub fn policy(mut self, policy: Policy) -> Self {
        self.policy = Some(Given { policy, configured: Policy::configured });
        self
    }

    /// Has requests to judged URLs, and `fetch` of the page, go through this connector: with the app's own certificates,
    /// headers, resolver and limits. Without it, it is a plain one that is made when it is first needed.
    ///
    /// ```
    /// # fn main() -> Result<(), tauri_plugin_authority::connect::reqwest::Error> {
    /// use tauri_plugin_authority::{Builder, connect::{Connector, reqwest::Client}};
    ///
    /// let connector = Connector::builder().client(|| Client::builder().user_agent("reader/1.0")).build()?;
    /// let plugin = Builder::new().connector(connector);
    /// # let _ = plugin;
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "reqwest")]
    pub fn connector(mut self, connector: authority_connect::Connector) -> Self {
        self.network = Network::given(connector);
        self
    }

    /// Where base directories lie, instead of where Tauri finds them: a test shall not reach a user's own.
    #[cfg(feature = "test")]
    pub(crate) fn bases(mut self, bases: Bases) -> Self {
        self.bases = Some(bases);
        self
    }

    /// Builds it. Setting up fails, with what to write, where `plugins.authority` cannot be meant or a kind cannot be
    /// registered.
    pub fn build<R: Runtime>(self) -> TauriPlugin<R, Option<Config>> {
        let plugin = tauri::plugin::Builder::<R, Option<Config>>::new(crate::NAME)
            .invoke_handler(tauri::generate_handler![
                commands::recent_decisions,
                audit::commands::audit_query,
                audit::commands::audit_subscribe,
                audit::commands::audit_more,
                audit::commands::audit_unsubscribe,
                audit::told::acl_refused,
                fetch::fetch,
                fetch::fetch_more,
                fetch::fetch_abort
            ])
            .setup(move |app, api| {
                let config = api.config().clone().unwrap_or_default().checked()?;
                say_whose_entries_are_doubtful(&api)?;
                let mut kinds = Kinds::none();
                self.kinds.iter().try_for_each(|kind| kinds.register(kind))?;
                let policy = self.policy.map(|given| (given.configured)(&given.policy, app.config()));
                say_what_is_wrong_with(policy.as_ref());
                let report = report_mode(&config)?;
                let told = known::review(&config.admission(), app_acl(policy.as_ref()))?;
                // A test of an app's own says where base directories lie, and has a log only where it says so, too.
                let keeps_a_log = self.bases.is_none() || config.audit.directory.is_some();
                let mut bases = self.bases.unwrap_or_else(|| roots::resolve(app));
                let log = match keeps_a_log {
                    true => audit::open(app, &config, &mut bases, policy.as_ref())?,
                    false => None,
                };
                let (shape, sinks) = (self.shape, self.sinks);
                app.manage(Authority::new(Parts {
                    config,
                    report,
                    told,
                    bases,
                    kinds,
                    policy,
                    shape,
                    sinks,
                    log,
                    #[cfg(feature = "reqwest")]
                    network: self.network,
                }));
                #[cfg(feature = "fetch")]
                app.manage(fetch::Running::default());
                Ok(())
            });
        lifetime::watched(plugin).build()
    }
}

/// The report mode that is configured, which is said at every start.
fn report_mode(config: &Config) -> Result<Option<Report>, ConfigError> {
    let Some(configured) = &config.report else { return Ok(None) };
    let report = configured.checked()?;
    say::warn(&configured.said(&report, SystemTime::now()));
    Ok(Some(report))
}

/// Whether the app's commands are under an ACL. Tauri tells no plugin, so without a policy it shows at their first calls only.
fn app_acl(policy: Option<&Policy>) -> Acl {
    match policy.filter(|policy| policy.is_readable()).map(Policy::has_app_acl) {
        Some(true) => Acl::Covers,
        Some(false) => Acl::Absent,
        None => Acl::Unknown,
    }
}

/// An entry of `authority:scope` that names no command refuses every judged command, and one that names another than was meant
/// counts for none: both are named at start-up.
fn say_whose_entries_are_doubtful<R: Runtime>(api: &PluginApi<R, Option<Config>>) -> tauri::Result<()> {
    let scope = api.scope::<Carried<owner::Authority>>()?;
    for (list, entries) in [(List::Allow, scope.allows()), (List::Deny, scope.denies())] {
        for (index, entry) in entries.iter().enumerate() {
            if let Err(fault) = check_attribution(&RawEntry::new(list, Way::Authority, index, entry.value.clone())) {
                say::error(&format!("every judged command will be refused: {}", fault.message()));
            } else if let Some(command) = entry.value.get("command").and_then(Value::as_str)
                && let Some(meant) = known::meant_by(command)
            {
                let at = format!("`{}[{index}]` in `authority:scope`", list.name());
                say::warn(&format!("{at} is for `{command}`, which is no command of the app; did you mean `{meant}`?"));
            }
        }
    }
    Ok(())
}

/// A fault in the policy refuses nothing, but what it would have named is missing from every record.
fn say_what_is_wrong_with(policy: Option<&Policy>) {
    for fault in policy.into_iter().flat_map(Policy::faults) {
        say::error(&format!("explanations will be incomplete, the policy has a fault: {fault}"));
    }
}

impl std::fmt::Debug for Builder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Builder").field("sinks", &self.sinks).finish_non_exhaustive()
    }
}
