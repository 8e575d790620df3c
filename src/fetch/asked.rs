//! What a page asks of `fetch`, and its judgement.

use std::cell::Cell;

use authority_connect::is_forbidden_method;
use authority_core::{danger, guard::JudgedUrl, validate::url::is_method};
use serde::Deserialize;
use serde_json::Value;
use tauri::ipc::JavaScriptChannelId;

use crate::{Call, Denial, denied::Shape, net, owner, scoped::Bench};

/// What the page asks for. What it does not know is refused: the page may believe that it is a limit.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Asked {
    /// The page's own name for the request.
    pub(super) id: u64,
    url: String,
    method: String,
    headers: Vec<(String, String)>,
    pub(super) redirects: Redirects,
    proxy: Option<String>,
    /// Through which the body of the response comes.
    pub(super) channel: JavaScriptChannelId,
}

/// As the `redirect` of the web's `fetch`.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub(super) enum Redirects {
    Follow,
    Error,
    Manual,
}

/// A request whose destinations were judged.
pub(super) struct Judged<'a> {
    url: JudgedUrl,
    proxy: Option<JudgedUrl>,
    network: &'a net::Network,
    shape: &'a Shape,
}

impl Asked {
    pub(super) fn read(value: Value) -> Result<Self, String> {
        let asked: Self = serde_json::from_value(value).map_err(|error| error.to_string())?;
        // A method that no entry can name would be granted by those that name none.
        if !is_method(&asked.method) || is_forbidden_method(&asked.method) {
            return Err(format!("`{}` is no method that a page asks by", asked.method));
        }
        Ok(asked)
    }

    /// Judges the URL as the argument `url`, and the proxy, which is a destination of its own, as `proxy`.
    pub(super) fn judge<'a>(&self, call: &'a Call<owner::Authority>) -> Result<Judged<'a>, Denial> {
        let url = call.judge_url("url", &self.url, &self.method)?;
        let proxy = self.proxy.as_ref().map(|proxy| call.judge_url("proxy", proxy, "CONNECT")).transpose()?;
        let authority = &call.dispatched.authority;
        Ok(Judged { url, proxy, network: &authority.network, shape: &authority.shape })
    }
}

impl Judged<'_> {
    pub(super) fn request(&self, asked: &Asked, body: Option<Vec<u8>>) -> net::Request {
        let mut request = self.network.request(&self.url, self.shape);
        for (name, value) in &asked.headers {
            request = request.page_header(name.as_str(), value.as_str());
        }
        if let Some(body) = body {
            request = request.body(body);
        }
        if let Some(proxy) = &self.proxy {
            request = request.via_judged(proxy);
        }
        if asked.redirects == Redirects::Follow { request } else { request.without_redirects() }
    }

    pub(super) fn shown(&self) -> String {
        shown(&self.url)
    }
}

/// A URL as the page may read it: without credentials and fragment.
pub(super) fn shown(url: &JudgedUrl) -> String {
    let mut url = danger::unguarded_url(url).clone();
    url.set_fragment(None);
    // It fails for a URL that can have none.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.into()
}

impl Call<owner::Authority> {
    fn judge_url(&self, argument: &str, url: &str, method: &str) -> Result<JudgedUrl, Denial> {
        let left = Cell::new(1);
        Bench::new(self, &self.scope.compiled, argument, &left).url(url, method)
    }
}
