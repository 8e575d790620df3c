//! Headers of a request, by what a page may do with them.

/// Headers that are the connection's own: who sets them decides where one request ends and whose it is.
const OF_THE_CONNECTION: [&str; 11] = [
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Headers that say what is sent and what is wanted, and hold no secret: those that any page on the web may send to any server
/// (the [CORS safelist](https://fetch.spec.whatwg.org/#cors-safelisted-request-header)), and where a stream of events goes on.
const HARMLESS: [&str; 6] = ["accept", "accept-language", "content-language", "content-type", "last-event-id", "range"];

/// Whether a header is the connection's own. In lower case.
#[must_use]
pub fn is_of_the_connection(name: &str) -> bool {
    OF_THE_CONNECTION.contains(&name)
}

/// Whether a page may set a header without an entry that says so, and it is kept when a server sends us on to another origin.
/// In lower case.
#[must_use]
pub fn is_harmless(name: &str) -> bool {
    HARMLESS.contains(&name)
}
