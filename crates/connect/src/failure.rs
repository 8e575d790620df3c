//! What went wrong while a client connected or read, as a code.

use std::{error::Error, io};

use authority_core::{code::Code, denial::Denial, guard::JudgedUrl};

/// A request that got no response.
pub(crate) fn connecting(url: &JudgedUrl, error: reqwest::Error) -> Denial {
    let code = if error.is_timeout() {
        Code::ConnectTimeout
    } else if !error.is_connect() {
        Code::ConnectFailed
    } else if has_kind(&error, io::ErrorKind::ConnectionRefused) {
        Code::ConnectRefused
    } else if is_below_tls(&error) {
        Code::ConnectFailed
    } else {
        Code::ConnectTls
    };
    url.refuse(code, Some(&told(error)))
}

/// A response that came in part.
pub(crate) fn reading(url: &JudgedUrl, error: reqwest::Error) -> Denial {
    let code = if error.is_timeout() { Code::ResponseTimeout } else { Code::ResponseBroken };
    url.refuse(code, Some(&told(error)))
}

/// With its causes, and without the URL, which has a field of its own and may hold a secret.
pub(crate) fn told(error: reqwest::Error) -> String {
    let error = error.without_url();
    let texts: Vec<String> = causes(&error).map(ToString::to_string).collect();
    texts.join(": ")
}

/// Whether the connection failed before TLS began: in the words of the client's own layer, since its type has no name.
fn is_below_tls(error: &reqwest::Error) -> bool {
    error.is_dns() || causes(error).any(|cause| cause.to_string().contains("tcp connect error"))
}

fn has_kind(error: &reqwest::Error, kind: io::ErrorKind) -> bool {
    causes(error).filter_map(|cause| cause.downcast_ref::<io::Error>()).any(|io| io.kind() == kind)
}

fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(Some(error as &(dyn Error + 'static)), |error| (*error).source())
}
