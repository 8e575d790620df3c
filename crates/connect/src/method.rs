//! The method that a URL was judged for, as a client takes it.

use authority_core::{code::Code, denial::Denial, guard::JudgedUrl};
use reqwest::Method;

/// Methods that no request has, as in a browser ([Fetch, forbidden method](https://fetch.spec.whatwg.org/#forbidden-method)): one
/// makes a tunnel of the connection, and the others hand the app's headers to whoever reads the answer.
const FORBIDDEN: [&str; 3] = ["CONNECT", "TRACE", "TRACK"];

/// The method; it may have come from a page, and an entry without `methods` takes any.
pub(crate) fn of(url: &JudgedUrl) -> Result<Method, Denial> {
    let method = url.method();
    let is_forbidden = FORBIDDEN.iter().any(|forbidden| forbidden.eq_ignore_ascii_case(method));
    let known = Method::from_bytes(method.as_bytes()).ok().filter(|_| !is_forbidden);
    known.ok_or_else(|| url.refuse(Code::UrlMethod, Some("no request has this method")))
}
