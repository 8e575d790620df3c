//! The way of a request, end to end, in the real WebView: one file for each promise, one test for each line of it.
//!
//! | promise | file |
//! |---|---|
//! | The frontend invokes; what is granted reaches the body, what is not does not | `flow` |
//! | A window gets what its capabilities give it, and each sees its own scopes only | `windows` |
//! | A page of foreign origin gets nothing, unless a capability names its origin | `remote` |
//! | Scopes are attached and enforced: deny beats allow, no entry refuses | `scopes` |
//! | The same by `authority:scope`, in an app without an ACL | `without_acl` |
//! | Page code that goes around guest-js gets no further | `bypass` |
//! | What is opened is what was judged | `opening` |
//! | Malformed input is refused as such | `bad_input` |
//! | Values of other kinds, texts with rules, headers and plain paths are judged, too | `values` |
//! | Each denial of ours is in the log, with the id that the page was given | `log` |
//! | The audit log is read by a window that may, by no other, and is whole when the app has ended | `audit` |
//! | The example shows all that | `panel` |
//! | Its feed reader asks for what is in scope, and hears of nothing else | `feeds` |
//! | `fetch` of guest-js carries what a page sends and reads, piece by piece | `fetch` |
//! | Typed calls are guarded as others are | `typed` |
//! | guest-js passes its tests, and knows each real answer | `page` |

#![cfg(unix)]
#![allow(clippy::indexing_slicing, reason = "a JSON value that lacks a key answers null, which fails the check")]

mod answer;
mod audit;
mod bad_input;
mod bypass;
mod feeds;
mod fetch;
mod flow;
mod log;
mod opening;
mod page;
mod panel;
mod remote;
mod scopes;
mod typed;
mod values;
mod vault;
mod windows;
mod without_acl;
