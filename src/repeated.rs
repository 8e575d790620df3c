//! What a call has in common with the one before it: who called, and what. A window calls again and again, and its records share
//! these two instead of having a copy each.
//!
//! Each thread keeps its own: windows that call at the same time do not wait for each other here.

use std::{cell::RefCell, sync::Arc};

use authority_core::caller::{Caller, Context};

/// How much of a command's name goes into a record: the page chose it, and no handler may know it.
const COMMAND_CHARS: usize = 200;

#[derive(Default)]
struct Last {
    caller: Option<Arc<Caller>>,
    command: Option<Arc<str>>,
}

thread_local! {
    static LAST: RefCell<Last> = RefCell::default();
}

/// A caller of these labels, whose content was let in by the pattern `remote`, or is the app's own.
pub(crate) fn caller(window: &str, webview: &str, remote: Option<&str>) -> Arc<Caller> {
    let is = |known: &Caller| known.window == window && known.webview == webview && pattern(&known.context) == remote;
    let make = || Caller {
        window: window.to_owned(),
        webview: webview.to_owned(),
        context: remote.map_or(Context::Local, |pattern| Context::Remote { pattern: pattern.to_owned() }),
    };
    again(|last| &mut last.caller, is, || Arc::new(make()))
}

/// The name of a command, of this plugin if there is one: `plugin:name|command`.
pub(crate) fn command(plugin: Option<&str>, name: &str) -> Arc<str> {
    let is = |known: &str| of_plugin(known, plugin) == Some(name);
    let make = || plugin.map_or_else(|| name.to_owned(), |plugin| format!("plugin:{plugin}|{name}")).into();
    // A page makes up names of any length: none stays here that is longer than records have it.
    if name.len() > COMMAND_CHARS { make() } else { again(|last| &mut last.command, is, make) }
}

/// A command's name as records have it.
pub(crate) fn shortened(command: &Arc<str>) -> Arc<str> {
    match command.char_indices().nth(COMMAND_CHARS) {
        None => Arc::clone(command),
        Some((end, _)) => command.get(..end).unwrap_or_default().into(),
    }
}

/// What the thread's last call had, if it `is` the same, or what `make` makes.
fn again<T: ?Sized>(
    of: impl FnOnce(&mut Last) -> &mut Option<Arc<T>>,
    is: impl FnOnce(&T) -> bool,
    make: impl Fn() -> Arc<T>,
) -> Arc<T> {
    let kept = LAST.try_with(|last| {
        let mut last = last.borrow_mut();
        let last = of(&mut last);
        match last {
            Some(known) if is(known) => Arc::clone(known),
            _ => Arc::clone(last.insert(make())),
        }
    });
    // A thread that ends keeps nothing any more.
    kept.unwrap_or_else(|_| make())
}

fn of_plugin<'a>(command: &'a str, plugin: Option<&str>) -> Option<&'a str> {
    match plugin {
        None => Some(command),
        Some(plugin) => command.strip_prefix("plugin:")?.strip_prefix(plugin)?.strip_prefix('|'),
    }
}

fn pattern(context: &Context) -> Option<&str> {
    match context {
        Context::Local => None,
        Context::Remote { pattern } => Some(pattern),
    }
}

#[cfg(test)]
mod tests;
