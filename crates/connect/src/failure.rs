//! What went wrong while a client connected or read, as a code.

use std::{error::Error, io, time::Duration};

use authority_core::{code::Code, denial::Denial, guard::JudgedUrl};

use crate::clients::Unmade;

/// A client that is not to be had.
pub(crate) fn making(url: &JudgedUrl, unmade: Unmade) -> Denial {
    match unmade {
        Unmade::Elsewhere => url.refuse(Code::ConnectPeer, Some("the app's client has a socket that it connects to")),
        Unmade::Fault(error) => unasked(url, error),
    }
}

/// A request that was not sent.
pub(crate) fn unasked(url: &JudgedUrl, error: reqwest::Error) -> Denial {
    url.refuse(Code::ConnectFailed, Some(&told(error)))
}

/// A request that got no response. `with_tls` is whether any was to be spoken on the way.
pub(crate) fn connecting(url: &JudgedUrl, error: reqwest::Error, with_tls: bool) -> Denial {
    let code = if error.is_timeout() {
        Code::ConnectTimeout
    } else if !error.is_connect() {
        Code::ConnectFailed
    } else if has_kind(&error, io::ErrorKind::ConnectionRefused) {
        Code::ConnectRefused
    } else if !with_tls || is_below_tls(&error) {
        Code::ConnectFailed
    } else {
        Code::ConnectTls
    };
    url.refuse(code, Some(&told(error)))
}

/// A connection, or the head of what comes by it, that was not there in time.
pub(crate) fn silent(url: &JudgedUrl, within: Duration) -> Denial {
    url.refuse(Code::ConnectTimeout, Some(&format!("no answer within {within:?}")))
}

/// A response that came in part.
pub(crate) fn reading(url: &JudgedUrl, error: reqwest::Error) -> Denial {
    let code = if error.is_timeout() { Code::ResponseTimeout } else { Code::ResponseBroken };
    url.refuse(code, Some(&told(error)))
}

/// With its causes, and without the URL, which has a field of its own and may hold a secret.
fn told(error: reqwest::Error) -> String {
    let error = error.without_url();
    let texts: Vec<String> = causes(&error).map(ToString::to_string).collect();
    texts.join(": ")
}

/// Whether the connection failed before TLS began: in the words of the client's own layers, since their types have no names.
fn is_below_tls(error: &reqwest::Error) -> bool {
    let began = ["tcp connect error", "tunnel error"];
    error.is_dns() || causes(error).map(ToString::to_string).any(|text| began.iter().any(|word| text.contains(word)))
}

fn has_kind(error: &reqwest::Error, kind: io::ErrorKind) -> bool {
    causes(error).filter_map(|cause| cause.downcast_ref::<io::Error>()).any(|io| io.kind() == kind)
}

fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(Some(error as &(dyn Error + 'static)), |error| (*error).source())
}
