//! Entries whose wildcard takes the hosts of strangers: `https://*.co.uk`, `https://*.github.io`.
//!
//! The list of such suffixes is long, and changes. It is asked here, where a developer reads the answer, and is in no app.

use serde_json::Value;

/// One line for each `allow` entry that takes every host below a public suffix.
pub(super) fn warnings(allow: &[Value]) -> Vec<String> {
    let patterns = allow.iter().filter_map(|entry| entry.as_str().or_else(|| entry.get("url")?.as_str()));
    patterns.filter_map(|pattern| Some((pattern, below(pattern).filter(|host| is_public(host))?))).map(tell).collect()
}

fn tell((pattern, suffix): (&str, &str)) -> String {
    format!("`{pattern}`: it takes every host below `{suffix}`, where anybody can have one; write the host")
}

/// What the wildcard of a host stands before.
fn below(pattern: &str) -> Option<&str> {
    let (_, rest) = pattern.split_once("://")?;
    rest.split(['/', ':', '?', '#']).next()?.strip_prefix("*.")
}

/// A single label is one too, and the core itself says so of it.
fn is_public(host: &str) -> bool {
    let host = host.trim_end_matches('.').to_lowercase();
    let suffix = psl::suffix(host.as_bytes()).filter(psl::Suffix::is_known);
    host.contains('.') && suffix.is_some_and(|suffix| suffix.as_bytes() == host.as_bytes())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_wildcard_below_a_suffix_of_strangers_is_told() {
        for pattern in
            ["https://*.co.uk", "https://*.GitHub.io/x/*", "https://*.s3.amazonaws.com:*/", "wss://*.xn--55qx5d.cn"]
        {
            let warned = warnings(&[json!(pattern), json!({ "url": pattern })]);
            assert_eq!(warned.len(), 2, "{pattern}: {warned:?}");
            assert!(warned.iter().all(|line| line.starts_with(&format!("`{pattern}`"))), "{warned:?}");
        }
    }

    #[test]
    fn a_host_of_somebodys_own_is_not() {
        for pattern in [
            "https://*.example.co.uk",
            "https://co.uk",
            "https://*.example.com/*.co.uk",
            "https://*.com",
            "https://*.localhost",
            "/a/*.co.uk",
            "https://",
        ] {
            assert_eq!(warnings(&[json!(pattern)]), Vec::<String>::new(), "{pattern}");
        }
    }
}
