//! Who calls, from what Tauri resolved before it dispatched the command.

use std::sync::Arc;

use authority_core::caller::Caller;
use tauri::{
    Runtime, Webview,
    utils::acl::{ExecutionContext, resolved::ResolvedCommand},
};

use crate::repeated;

/// The caller. Neither the `Origin` header nor `webview.url()` is asked: a page, or a race with a navigation, bends both.
///
/// Tauri (from 2.11.1) dispatches a command of remote content only with a matched ACL entry, so no ACL means local.
pub(crate) fn of<R: Runtime>(webview: &Webview<R>, acl: Option<&[ResolvedCommand]>) -> Arc<Caller> {
    repeated::caller(webview.window_ref().label(), webview.label(), remote(acl).next())
}

/// Every URL pattern that took the remote content; none for local content.
pub(crate) fn remote(acl: Option<&[ResolvedCommand]>) -> impl Iterator<Item = &str> {
    acl.into_iter().flatten().filter_map(|command| match &command.context {
        ExecutionContext::Remote { url } => Some(url.as_str()),
        ExecutionContext::Local => None,
    })
}
