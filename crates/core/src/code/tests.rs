use std::collections::HashSet;

use super::*;

/// What a page may be told of a path that it was not granted: one answer, and the answers that do not depend on what is there.
const PAGE: [&str; 52] = [
    "argument.missing",
    "argument.type",
    "argument.too-many",
    "argument.header",
    "argument.raw-body",
    "command.no-acl",
    "command.rate",
    "path.empty",
    "path.not-text",
    "path.control-character",
    "path.too-long",
    "path.parent-component",
    "path.relative",
    "path.url",
    "path.device",
    "path.invalid-name",
    "path.trailing-separator",
    "path.unknown-base",
    "path.unsupported-platform",
    "path.outside-scope",
    "path.hidden",
    "url.empty",
    "url.not-text",
    "url.too-long",
    "url.control-character",
    "url.backslash",
    "url.relative",
    "url.slashes",
    "url.malformed",
    "url.host",
    "url.mixed-scripts",
    "url.port",
    "url.encoded-dots",
    "url.outside-scope",
    "url.credentials",
    "url.encoded-separator",
    "connect.failed",
    "connect.redirects",
    "request.header",
    "request.body",
    "response.too-long",
    "response.timeout",
    "response.broken",
    "value.invalid",
    "value.too-long",
    "value.control-character",
    "value.outside-scope",
    "open.special",
    "open.unsupported",
    "scope.empty",
    "scope.invalid",
    "record.unsettled",
];

#[test]
fn names_are_unique() {
    let names: HashSet<_> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(names.len(), Code::ALL.len());
}

const FAMILIES: [&str; 15] = [
    "argument", "acl", "command", "path", "url", "connect", "request", "response", "value", "link", "open", "scope",
    "kind", "record", "plugin",
];

#[test]
fn names_are_of_one_form() {
    for code in Code::ALL.iter().filter(|code| **code != Code::Allowed) {
        let (family, rest) = code.name().split_once('.').unwrap();
        assert!(FAMILIES.contains(&family), "{code}");
        assert!(rest.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{code}");
    }
}

#[test]
fn a_name_leads_back_to_its_code() {
    for code in Code::ALL {
        assert_eq!(Code::from_name(code.name()), Some(*code));
        assert_eq!(serde_json::to_value(code).unwrap(), code.name());
    }
    assert_eq!(Code::from_name("path.nothing"), None);
}

#[test]
fn coarsening_twice_changes_nothing() {
    for code in Code::ALL {
        assert_eq!(code.page().page(), code.page(), "{code}");
    }
}

#[test]
fn what_tells_of_the_outside_is_one_code_on_the_page() {
    let outside = [
        "path.denied",
        "path.access",
        "path.kernel",
        "path.network",
        "link.outside",
        "link.denied",
        "link.loop",
        "link.refused",
        "open.unresolved",
        "open.changed",
        "open.holds-denied",
        "open.holds-outside",
        "open.unjudged",
        "open.access",
    ];
    for name in outside {
        let code = Code::from_name(name).unwrap();
        assert_eq!(code.page(), Code::PathOutsideScope, "{name}");
        assert!(Code::page_codes().all(|page| page != code), "{name}");
    }
}

/// What a page sent that Windows or macOS reads otherwise: enough for it to send something else.
#[test]
fn forms_of_a_path_are_told_to_the_page_coarsely() {
    for (page, fine) in [
        ("path.device", &["path.verbatim", "path.unc", "path.drive", "path.lookup-prefix"][..]),
        ("path.relative", &["path.drive-relative", "path.root-relative"]),
        (
            "path.invalid-name",
            &["path.stream", "path.reserved-name", "path.trailing-dot", "path.short-name", "path.named-fork"],
        ),
        ("path.unsupported-platform", &["path.content-uri", "path.security-scoped"]),
    ] {
        for name in fine {
            assert_eq!(Code::from_name(name).unwrap().page().name(), page, "{name}");
        }
    }
}

/// A page that names hosts must not learn from the answer what a name leads to, or which of its URLs somebody denies.
#[test]
fn a_url_that_is_refused_for_where_it_leads_looks_like_any_other() {
    for code in [
        Code::ConnectUnresolved,
        Code::ConnectNetwork,
        Code::ConnectDenied,
        Code::ConnectResolver,
        Code::ConnectRefused,
        Code::ConnectTimeout,
        Code::ConnectTls,
        Code::ConnectPeer,
    ] {
        assert_eq!(code.page(), Code::ConnectFailed, "{code}");
    }
    for code in [Code::UrlDenied, Code::UrlMethod, Code::UrlNetwork, Code::UrlScheme, Code::UrlRedirect] {
        assert_eq!(code.page(), Code::UrlOutsideScope, "{code}");
    }
}

#[test]
fn a_denied_value_looks_like_one_that_is_merely_outside() {
    assert_eq!(Code::ValueDenied.page(), Code::ValueOutsideScope);
}

#[test]
fn the_page_sees_this_closed_list() {
    assert_eq!(Code::page_codes().map(Code::name).collect::<Vec<_>>(), PAGE);
}

#[test]
fn a_refusal_never_looks_like_a_grant() {
    for code in Code::ALL {
        assert_eq!(code.page() == Code::Allowed, *code == Code::Allowed, "{code}");
    }
}

#[test]
fn sentences_and_cures_are_clauses() {
    for code in Code::ALL {
        for clause in [code.sentence(), code.cure()] {
            assert!(!clause.is_empty() && !clause.ends_with('.') && !clause.contains('\n'), "{code}: {clause}");
        }
    }
}
