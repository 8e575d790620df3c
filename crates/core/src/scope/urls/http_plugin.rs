//! A pattern as the scopes of Tauri's http plugin read it: the oracle of ours, and the peer beside which it is measured. The fuzz
//! target and the benchmark take this file as it stands.

use urlpattern::{UrlPattern, UrlPatternInit, UrlPatternOptions};

/// The pattern; none where it cannot be read.
pub(crate) fn read(text: &str) -> Option<UrlPattern> {
    let mut init = UrlPatternInit::parse_constructor_string::<regex::Regex>(text, None).ok()?;
    let any = |part: &Option<String>| part.as_ref().is_none_or(String::is_empty);
    if any(&init.search) {
        init.search = Some("*".to_owned());
    }
    if any(&init.hash) {
        init.hash = Some("*".to_owned());
    }
    if init.pathname.as_ref().is_none_or(|path| path.is_empty() || path == "/") {
        init.pathname = Some("*".to_owned());
    }
    UrlPattern::parse(init, UrlPatternOptions::default()).ok()
}
