//! How the commands of a mock app are called, and what the page would get.

use std::sync::mpsc;

use serde_json::Value;
use tauri::{
    Webview,
    ipc::{CallbackFn, InvokeBody, InvokeError, InvokeResponse},
    test::{INVOKE_KEY, MockRuntime},
    webview::InvokeRequest,
};

use super::Running;

/// What the page would get.
pub fn answer(response: InvokeResponse) -> Result<Value, Value> {
    match response {
        InvokeResponse::Ok(body) => Ok(body.deserialize().unwrap()),
        InvokeResponse::Err(InvokeError(error)) => Err(error),
    }
}

impl Running {
    /// Calls a command from the window with this label, local content.
    pub fn call(&self, window: &str, command: &str, arguments: Value) -> Result<Value, Value> {
        self.call_from(LOCAL, window, command, InvokeBody::Json(self.spelled(arguments)))
    }

    /// Calls a command from `main`.
    pub fn main(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        self.call("main", command, arguments)
    }

    /// The code of a refusal in `main`.
    pub fn refused(&self, command: &str, arguments: Value) -> String {
        let error = self.main(command, arguments).unwrap_err();
        error["code"].as_str().map_or_else(|| error.to_string(), str::to_owned)
    }

    pub fn call_from(&self, url: &str, window: &str, command: &str, body: InvokeBody) -> Result<Value, Value> {
        self.request(window, request(url, command, body))
    }

    /// The page of a window, which may be taken to another thread.
    pub fn page(&self, window: &str) -> Page {
        Page { webview: self.window(window).as_ref().clone() }
    }

    /// Calls a command from `main` with a body of bytes and these headers.
    pub fn call_raw(&self, command: &str, body: &[u8], headers: &[(&'static str, String)]) -> Result<Value, Value> {
        answer(self.begin_raw(command, body, headers).recv().unwrap())
    }

    /// The same, whose answer may be long in coming.
    pub fn begin_raw(
        &self,
        command: &str,
        body: &[u8],
        headers: &[(&'static str, String)],
    ) -> mpsc::Receiver<InvokeResponse> {
        let mut request = request(LOCAL, command, InvokeBody::Raw(body.to_vec()));
        for (name, value) in headers {
            request.headers.append(*name, value.parse().unwrap());
        }
        self.begin("main", request)
    }

    fn request(&self, window: &str, request: InvokeRequest) -> Result<Value, Value> {
        answer(self.begin(window, request).recv().unwrap())
    }

    fn begin(&self, window: &str, request: InvokeRequest) -> mpsc::Receiver<InvokeResponse> {
        self.page(window).begin(request)
    }
}

/// The page of one window.
pub struct Page {
    webview: Webview<MockRuntime>,
}

impl Page {
    /// Calls a command with local content.
    pub fn call(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        answer(self.begin(request(LOCAL, command, InvokeBody::Json(arguments))).recv().unwrap())
    }

    fn begin(&self, request: InvokeRequest) -> mpsc::Receiver<InvokeResponse> {
        let (tell, told) = mpsc::sync_channel(1);
        let webview = self.webview.clone();
        webview.on_message(request, Box::new(move |_, _, response, _, _| tell.send(response).unwrap()));
        told
    }
}

/// Where local content comes from.
const LOCAL: &str = "tauri://localhost";

fn request(url: &str, command: &str, body: InvokeBody) -> InvokeRequest {
    InvokeRequest {
        cmd: command.to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: url.parse().unwrap(),
        body,
        headers: Default::default(),
        invoke_key: INVOKE_KEY.to_owned(),
    }
}
