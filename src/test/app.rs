//! A mock app whose authority is resolved from the app's real files, for whole invokes.

use std::{fmt, sync::Arc};

use authority_core::record::Record;
use serde_json::Value;
use tauri::{
    App, Manager, Url, WebviewWindow, WebviewWindowBuilder,
    http::HeaderMap,
    ipc::{CallbackFn, InvokeBody},
    test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_context, noop_assets},
    webview::InvokeRequest,
};

use super::Kit;
use crate::{Authority, Builder};

/// A running app without a window system. Tauri's own ACL is asked as in a real one.
pub struct MockApp {
    app: App<MockRuntime>,
}

/// What a page sends.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Request {
    /// The window's label; it is opened where it is not there.
    pub window: String,
    /// The command, with `plugin:name|` before one of a plugin.
    pub command: String,
    /// The arguments, or bytes.
    pub body: InvokeBody,
    /// The headers beside them.
    pub headers: HeaderMap,
    /// Where the calling content comes from; the app itself, if nothing is said.
    pub url: Option<Url>,
}

impl Request {
    /// A call of the app's own content with these arguments.
    #[must_use]
    pub fn new(window: &str, command: &str, arguments: Value) -> Self {
        Self {
            window: window.to_owned(),
            command: command.to_owned(),
            body: InvokeBody::Json(arguments),
            headers: HeaderMap::new(),
            url: None,
        }
    }

    /// The same with a body of bytes.
    #[must_use]
    pub fn bytes(mut self, bytes: Vec<u8>) -> Self {
        self.body = InvokeBody::Raw(bytes);
        self
    }

    /// The same with one more header. What is no header's text is left out.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        if let Ok(value) = value.parse() {
            self.headers.append(name, value);
        }
        self
    }

    /// The same from content of this URL.
    #[must_use]
    pub fn from(mut self, url: Url) -> Self {
        self.url = Some(url);
        self
    }
}

impl MockApp {
    #[track_caller]
    #[expect(clippy::panic, reason = "in a test a panic is the report")]
    pub(super) fn start(kit: &Kit, builder: tauri::Builder<MockRuntime>, plugin: Builder) -> Self {
        let mut context = mock_context(noop_assets());
        match kit.policy.runtime_authority() {
            Ok(authority) => *context.runtime_authority_mut() = authority,
            Err(error) => panic!("{error}"),
        }
        if !kit.written.is_null() {
            context.config_mut().plugins.0.insert(crate::NAME.to_owned(), kit.written.clone());
        }
        let plugin = plugin.policy(kit.policy.clone()).bases(kit.bases.clone()).build();
        match builder.plugin(plugin).build(context) {
            Ok(app) => Self { app },
            Err(error) => panic!("the app does not start: {error}"),
        }
    }

    /// Calls a command of the app's own content, as the page would.
    ///
    /// # Errors
    ///
    /// What the page gets: a denial as an object with a `code`, a refusal of Tauri's as a text, the command's own error.
    pub fn call(&self, window: &str, command: &str, arguments: Value) -> Result<Value, Value> {
        self.send(Request::new(window, command, arguments))
    }

    /// Sends a request, as the page would.
    ///
    /// # Errors
    ///
    /// As [`MockApp::call`].
    ///
    /// # Panics
    ///
    /// Where the window cannot be opened, or what a command answers is no JSON.
    #[expect(clippy::panic, reason = "in a test a panic is the report")]
    pub fn send(&self, request: Request) -> Result<Value, Value> {
        let Request { window, command, body, headers, url } = request;
        // What Tauri takes for the app's own content differs by platform.
        let own =
            if cfg!(any(windows, target_os = "android")) { "http://tauri.localhost" } else { "tauri://localhost" };
        let Some(url) = url.or_else(|| own.parse().ok()) else { panic!("`{own}` is no URL") };
        let request = InvokeRequest {
            cmd: command,
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url,
            body,
            headers,
            invoke_key: INVOKE_KEY.to_owned(),
        };
        let answer = get_ipc_response(&self.window(&window), request)?;
        match answer.deserialize() {
            Ok(value) => Ok(value),
            Err(error) => panic!("the answer is no JSON: {error}"),
        }
    }

    /// What was decided, newest first.
    #[must_use]
    pub fn decisions(&self) -> Vec<Arc<Record>> {
        self.app.state::<Authority>().recent_decisions(usize::MAX).0
    }

    /// The app itself.
    #[must_use]
    pub const fn app(&self) -> &App<MockRuntime> {
        &self.app
    }

    #[expect(clippy::panic, reason = "in a test a panic is the report")]
    fn window(&self, label: &str) -> WebviewWindow<MockRuntime> {
        let open = || WebviewWindowBuilder::new(&self.app, label, tauri::WebviewUrl::default()).build();
        match self.app.get_webview_window(label).map_or_else(open, Ok) {
            Ok(window) => window,
            Err(error) => panic!("the window `{label}` cannot be opened: {error}"),
        }
    }
}

impl fmt::Debug for MockApp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockApp").finish_non_exhaustive()
    }
}
