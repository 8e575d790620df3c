//! What ends with a page, and what with the app.

use tauri::{Manager, RunEvent, Runtime, WindowEvent, plugin::Builder, webview::PageLoadEvent};

use crate::{authority::AuthorityExt, config::Config};

/// Has the plugin hear of it. A plugin has one listener for each kind of event, so this is the only place that sets them.
pub(crate) fn watched<R: Runtime>(plugin: Builder<R, Option<Config>>) -> Builder<R, Option<Config>> {
    plugin
        .on_page_load(|webview, payload| {
            if payload.event() == PageLoadEvent::Started {
                page_is_gone(webview, webview.label());
            }
        })
        .on_event(|app, event| match event {
            // The page of a window has the window's label; other webviews in it end when their page does.
            RunEvent::WindowEvent { label, event: WindowEvent::Destroyed, .. } => page_is_gone(app, label),
            RunEvent::Exit => {
                if let Some(authority) = app.authority() {
                    authority.close_audit_log();
                }
            }
            _ => {}
        })
}

fn page_is_gone<R: Runtime>(app: &impl Manager<R>, webview: &str) {
    if let Some(authority) = app.authority() {
        authority.0.live.end_all_of(webview);
    }
    #[cfg(feature = "fetch")]
    crate::fetch::abort_all_of(app, webview);
}
