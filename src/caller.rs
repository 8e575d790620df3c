//! Who calls, from what Tauri resolved before it dispatched the command.

use authority_core::caller::{Caller, Context};
use tauri::{
    Runtime, Webview,
    utils::acl::{ExecutionContext, resolved::ResolvedCommand},
};

/// The caller. Neither the `Origin` header nor `webview.url()` is asked: a page, or a race with a navigation, bends both.
pub(crate) fn of<R: Runtime>(webview: &Webview<R>, acl: Option<&[ResolvedCommand]>) -> Caller {
    Caller {
        window: webview.window_ref().label().to_owned(),
        webview: webview.label().to_owned(),
        context: context(acl),
    }
}

/// Tauri (from 2.11.1) dispatches a command of remote content only with a matched ACL entry, so no ACL means local.
fn context(acl: Option<&[ResolvedCommand]>) -> Context {
    remote(acl).next().map_or(Context::Local, |pattern| Context::Remote { pattern: pattern.to_owned() })
}

/// Every URL pattern that took the remote content; none for local content.
pub(crate) fn remote(acl: Option<&[ResolvedCommand]>) -> impl Iterator<Item = &str> {
    acl.into_iter().flatten().filter_map(|command| match &command.context {
        ExecutionContext::Remote { url } => Some(url.as_str()),
        ExecutionContext::Local => None,
    })
}
