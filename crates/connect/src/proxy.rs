//! The proxy that the system names, for the URLs whose entry takes it.

use authority_core::{danger, guard::JudgedUrl};
use hyper_util::client::proxy::matcher::Matcher;

use crate::clients::ProxyServer;

/// The system's proxy for a URL, and the host that it is at; none where the entry does not take it, or there is none for it.
pub(crate) fn of_system(url: &JudgedUrl) -> Option<(String, ProxyServer)> {
    if !url.may_use_system_proxy() {
        return None;
    }
    let destination = danger::unguarded_url(url).as_str().parse().ok()?;
    let intercept = Matcher::from_system().intercept(&destination)?;
    let host = intercept.uri().host()?.to_owned();
    let server =
        ProxyServer { url: intercept.uri().to_string().into(), authorization: intercept.basic_auth().cloned() };
    Some((host, server))
}
