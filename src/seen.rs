//! Every command seen: a call that Tauri admitted is recorded before its handler runs, whatever arguments it takes.

pub(crate) mod known;
mod macros;

use std::sync::Arc;

use authority_core::{admission::Acl, caller::Caller, code::Code};
use tauri::{Runtime, Webview, ipc::Invoke};

use crate::{
    Denial,
    authority::{Authority, AuthorityExt as _},
    caller,
    repeated::{self, shortened},
};

/// Wraps the app's invoke handler, so that every call that Tauri admits is recorded before the handler runs.
///
/// It takes any handler: that of `tauri::generate_handler!`, that of tauri-specta's builder, one that is written by hand.
/// For the first, [`generate_handler!`](crate::generate_handler) does the same and knows the names of the commands, too.
///
/// ```
/// # fn app<R: tauri::Runtime>(builder: tauri::Builder<R>) -> tauri::Builder<R> {
/// #[tauri::command]
/// fn greet() {}
///
/// builder.invoke_handler(tauri_plugin_authority::seen(tauri::generate_handler![greet]))
/// # }
/// ```
///
/// A call is refused, before the handler runs, where the app does not run the plugin (there would be no record of it), and
/// where the command is under no ACL and [`WithoutAcl::Error`](crate::WithoutAcl::Error) is set, and where the window asks more
/// often than [`Config::decisions_per_second`](crate::Config::decisions_per_second) lets it.
pub fn seen<R: Runtime>(
    handler: impl Fn(Invoke<R>) -> bool + Send + Sync + 'static,
) -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    known::app_is_wrapped();
    watched(None, handler)
}

/// [`seen`] for the invoke handler of a plugin. Its commands are recorded as `plugin:name|command`; that they are under the
/// ACL is Tauri's own rule.
pub fn seen_in_plugin<R: Runtime>(
    plugin: impl Into<String>,
    handler: impl Fn(Invoke<R>) -> bool + Send + Sync + 'static,
) -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    watched(Some(plugin.into()), handler)
}

/// What [`generate_handler!`](crate::generate_handler) expands to.
#[doc(hidden)]
pub fn seen_by_name<R: Runtime>(
    package: &str,
    inlined_plugin: Option<&str>,
    commands: &[&str],
    handler: impl Fn(Invoke<R>) -> bool + Send + Sync + 'static,
) -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    // As Tauri derives whose commands these are.
    let plugin = match inlined_plugin {
        Some(name) => Some(name.replace('_', "-")),
        None => package.strip_prefix("tauri-plugin-").map(str::to_owned),
    };
    if plugin.is_none() {
        known::app_is_wrapped();
        known::app_has(commands);
    }
    watched(plugin, handler)
}

fn watched<R: Runtime>(
    plugin: Option<String>,
    handler: impl Fn(Invoke<R>) -> bool + Send + Sync + 'static,
) -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    move |invoke| {
        let call = Call::of(&invoke, plugin.as_deref());
        let remark = match call.admitted(invoke.message.webview_ref()) {
            Ok(remark) => remark,
            Err(denial) => {
                invoke.resolver.reject(denial);
                return true;
            }
        };
        let handled = handler(invoke);
        // Not before: what no handler knows is no command, and a page may make up any number of names.
        if let Some(remark) = remark.filter(|_| handled) {
            remark.say(&call.recorded);
        }
        handled
    }
}

/// One call, as far as it can be told before its arguments are looked at.
struct Call {
    caller: Arc<Caller>,
    command: Arc<str>,
    /// The command, as records have it.
    recorded: Arc<str>,
    acl: Acl,
}

impl Call {
    fn of<R: Runtime>(invoke: &Invoke<R>, plugin: Option<&str>) -> Self {
        let command = repeated::command(plugin, invoke.message.command());
        Self {
            caller: caller::of(invoke.message.webview_ref(), invoke.acl.as_deref()),
            recorded: shortened(&command),
            command,
            // Tauri asks its ACL for every command of a plugin, and for those of the app where the app has one.
            acl: if invoke.acl.is_some() { Acl::Covers } else { Acl::Absent },
        }
    }

    /// Records that it is admitted, or refuses it. What there is to say of the command, if it turns out to be one.
    fn admitted<R: Runtime>(&self, webview: &Webview<R>) -> Result<Option<Remark>, Denial> {
        let state = webview.authority();
        let Some(authority) = state.as_deref() else {
            return Err(self.turned_away(&Authority::missing(), Code::PluginMissing));
        };
        let inside = &authority.0;
        inside.admission.admits(&self.command, self.acl).map_err(|code| self.turned_away(authority, code))?;
        let recorded = inside.guard.admit(&self.caller, &self.recorded);
        recorded.map_err(|denial| inside.denial(denial))?;
        let text = inside.admission.remark(&self.command, self.acl);
        Ok(text.map(|text| Remark { authority: authority.clone(), text }))
    }

    fn turned_away(&self, authority: &Authority, code: Code) -> Denial {
        let inside = &authority.0;
        inside.denial(inside.guard.turn_away(&self.caller, &self.recorded, code))
    }
}

/// What could not be said of a command at start-up.
struct Remark {
    authority: Authority,
    text: String,
}

impl Remark {
    /// Says it, once for each command.
    fn say(&self, command: &str) {
        self.authority.0.told.once(command, &self.text);
    }
}
