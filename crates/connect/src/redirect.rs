//! What is sent to where a server sends us on.

use authority_core::validate::url::headers::is_harmless;
use reqwest::{
    Response, StatusCode,
    header::{self, HeaderMap, HeaderName},
};

/// Headers that describe a body, and go with it.
const OF_BODY: [HeaderName; 5] = [
    header::CONTENT_TYPE,
    header::CONTENT_LENGTH,
    header::CONTENT_ENCODING,
    header::CONTENT_LANGUAGE,
    header::CONTENT_LOCATION,
];

/// Where a response sends us on to, as its bytes; none where it is an answer.
pub(crate) fn location(response: &Response) -> Option<&[u8]> {
    let follows = matches!(
        response.status(),
        StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::SEE_OTHER
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT
    );
    if follows { response.headers().get(header::LOCATION).map(AsRef::as_ref) } else { None }
}

/// By which method the other URL is asked: what is sent is not sent again, unless the server says so by 307 or 308
/// ([Fetch, HTTP-redirect fetch](https://fetch.spec.whatwg.org/#http-redirect-fetch)).
pub(crate) fn method(status: StatusCode, method: &str) -> &str {
    match (status, method) {
        (StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND, "POST") => "GET",
        (StatusCode::SEE_OTHER, method) if method != "HEAD" => "GET",
        (_, method) => method,
    }
}

/// The headers of a request without those that describe its body.
pub(crate) fn without_body(headers: &mut HeaderMap) {
    for name in &OF_BODY {
        headers.remove(name);
    }
}

/// The headers that another origin may see. A token goes under any name, so that what is known to hold none is kept, and not
/// the rest.
pub(crate) fn across_origins(headers: &mut HeaderMap) {
    let kept = headers.iter().filter(|(name, _)| is_for_all(name));
    *headers = kept.map(|(name, value)| (name.clone(), value.clone())).collect();
}

/// Whether any origin may see a header.
pub(crate) fn is_for_all(name: &HeaderName) -> bool {
    is_harmless(name.as_str()) || *name == header::USER_AGENT
}
