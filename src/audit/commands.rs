//! Reading the log from a page that may.

use std::sync::Arc;

use authority_audit::query::{self, Page, Query};
use tauri::{Runtime, State, Webview, ipc::Channel};

use super::{Lines, live::Message};
use crate::authority::Authority;

/// Decisions out of the log of this run's directory, newest first.
#[tauri::command]
pub(crate) async fn audit_query(authority: State<'_, Authority>, query: Option<Query>) -> Result<Page, String> {
    let Some(log) = authority.0.log.clone() else { return Err(ABSENT.to_owned()) };
    let asked = move || {
        // What was decided before the page asked is in the answer. Where the log cannot be written, what is in it is.
        let _ = log.sync();
        let directory = log.directory().ok_or_else(|| "the log could not be opened yet".to_owned())?;
        query::query(&directory, &query.unwrap_or_default()).map_err(|error| error.to_string())
    };
    tauri::async_runtime::spawn_blocking(asked).await.map_err(|error| error.to_string())?
}

/// Sends the page every decision from now on.
#[tauri::command]
pub(crate) fn audit_subscribe<R: Runtime>(
    webview: Webview<R>,
    authority: State<'_, Authority>,
    id: u64,
    channel: Channel<Message>,
) -> Result<(), String> {
    let Some(log) = &authority.0.log else { return Err(ABSENT.to_owned()) };
    let lines = Lines(Arc::clone(log));
    authority.0.live.begin(webview.label(), id, channel, lines).map_err(|refused| refused.to_string())
}

/// Says that the page read so many of them.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "Tauri passes state by value")]
pub(crate) fn audit_more<R: Runtime>(webview: Webview<R>, authority: State<'_, Authority>, id: u64, read: u32) {
    authority.0.live.more(webview.label(), id, read);
}

/// Ends a subscription.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "Tauri passes state by value")]
pub(crate) fn audit_unsubscribe<R: Runtime>(webview: Webview<R>, authority: State<'_, Authority>, id: u64) {
    authority.0.live.end(webview.label(), id);
}

const ABSENT: &str =
    "the app keeps no audit log: `plugins.authority.audit.mode` is `off`, or the system names no log directory";
