//! Whose scope an argument is judged by: the app's, or a plugin's.

use std::fmt::Debug;

use tauri::{Runtime, ipc::CommandItem};

use crate::carried::Carried;

/// The owner of a command and of its scopes, as a type.
///
/// Tauri caches a global scope by the Rust type of its entries alone: two owners that share a type see the scope of
/// whichever was read first. So every owner has a type here, and the type of the entries carries it. Reading fails closed
/// when the owner named in [`Scoped`](crate::Scoped) is not the one that Tauri dispatched the command for.
///
/// An app needs nothing of this: [`App`] is the default. A plugin that judges arguments writes
///
/// ```
/// # use tauri_plugin_authority::Owner;
/// #[derive(Debug)]
/// pub struct Notes;
/// impl Owner for Notes {
///     const PLUGIN: Option<&'static str> = Some("notes");
/// }
/// ```
///
/// and takes `Scoped<File<Read>, Notes>`.
pub trait Owner: Debug + Send + Sync + 'static {
    /// The plugin's name, as in `plugin:<name>|command`; none for the app.
    const PLUGIN: Option<&'static str>;

    /// Whether the plugin lives in a crate that is not named `tauri-plugin-<name>`: one that is inlined in an app.
    ///
    /// Tauri derives the plugin of a command from the name of its crate, so for such a plugin it derives none, and its
    /// commands look like the app's. Saying so here admits them; the command must then also be one that the ACL knows
    /// as `plugin:<name>|command`.
    ///
    /// What cannot be seen: a command of such a plugin whose argument names no owner at all. It is judged as the app's
    /// command of the same name.
    const INLINED: bool = false;
}

/// The app itself.
#[derive(Debug)]
pub struct App;

impl Owner for App {
    const PLUGIN: Option<&'static str> = None;
}

/// This plugin: the owner of what stands under `authority:scope`.
#[derive(Debug)]
pub(crate) struct Authority;

impl Owner for Authority {
    const PLUGIN: Option<&'static str> = Some(crate::NAME);
}

/// INVARIANT owner-is-command's: the owner in the type is the one that Tauri dispatched the command for.
pub(crate) fn is_commands<R: Runtime, O: Owner>(item: &CommandItem<'_, R>) -> Result<(), String> {
    let command = item.message.command();
    let says = |owner: Option<&str>| owner.map_or("the app".to_owned(), |plugin| format!("the plugin `{plugin}`"));
    match (item.plugin, O::PLUGIN) {
        (found, wanted) if found == wanted => {}
        // The crate's name says nothing, so the owner's own word and the ACL must agree.
        (None, Some(_)) if O::INLINED => {}
        (None, Some(plugin)) => {
            return Err(format!(
                "the argument's type says that `{command}` belongs to the plugin `{plugin}`, but its crate is not named \
                 `tauri-plugin-{plugin}`, so Tauri cannot tell it from the app; rename the crate, or set `INLINED` in the owner"
            ));
        }
        (found, wanted) => {
            return Err(format!(
                "the argument's type says that `{command}` belongs to {}, but Tauri dispatched it for {}",
                says(wanted),
                says(found)
            ));
        }
    }
    match O::PLUGIN {
        Some(plugin) if !known_to_acl::<R, O>(item, plugin) => {
            Err(format!("the ACL of this webview does not know the command `plugin:{plugin}|{command}`"))
        }
        _ => Ok(()),
    }
}

/// Tauri asks the ACL for every command of a plugin. For one whose crate's name says nothing, the ACL must know the
/// command under the name that the owner claims, too.
fn known_to_acl<R: Runtime, O: Owner>(item: &CommandItem<'_, R>, plugin: &str) -> bool {
    let resolved = || {
        let webview = item.message.webview_ref();
        webview.resolve_command_scope::<Carried<O>>(plugin, item.message.command())
    };
    item.acl.is_some() && (!O::INLINED || resolved().is_ok_and(|scope| scope.is_some()))
}
