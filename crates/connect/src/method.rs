//! The method that a URL was judged for, as a client takes it.

use authority_core::{code::Code, denial::Denial, guard::JudgedUrl};
use reqwest::Method;

/// Methods that no request has, as in a browser ([Fetch, forbidden method](https://fetch.spec.whatwg.org/#forbidden-method)): one
/// makes a tunnel of the connection, and the others hand the app's headers to whoever reads the answer.
const FORBIDDEN: [&str; 3] = ["CONNECT", "TRACE", "TRACK"];

/// Whether no request is ever sent by a method, whatever an entry says.
#[must_use]
pub fn is_forbidden(method: &str) -> bool {
    FORBIDDEN.iter().any(|forbidden| forbidden.eq_ignore_ascii_case(method))
}

/// The method; it may have come from a page, and an entry without `methods` takes any.
pub(crate) fn of(url: &JudgedUrl) -> Result<Method, Denial> {
    let method = url.method();
    let known = Method::from_bytes(method.as_bytes()).ok().filter(|_| !is_forbidden(method));
    known.ok_or_else(|| url.refuse(Code::UrlMethod, Some("no request has this method")))
}
