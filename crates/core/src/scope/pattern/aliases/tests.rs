use crate::{
    platform::Platform,
    scope::{
        List,
        bases::Bases,
        pattern::{Pattern, Reading},
        spelled::Spelled,
    },
    validate::path::ValidPath,
};

fn compiled(text: &str, list: List, platform: Platform) -> Pattern {
    match Pattern::parse(text, list, &Bases::none(), platform) {
        Ok(Reading::Compiled(pattern)) => pattern,
        other => panic!("{text}: {other:?}"),
    }
}

fn covers(text: &str, raw: &str) -> bool {
    let pattern = compiled(text, List::Deny, Platform::MacOs);
    let path = ValidPath::parse(raw, Platform::MacOs).unwrap();
    let spelled = Spelled::new(&path, Platform::MacOs);
    pattern.names().any(|pattern| {
        let end = spelled.for_deny().components().fold(super::closure(pattern.components(), 1), |states, name| {
            super::step(pattern.components(), states, name, true)
        });
        end & (1 << pattern.components().len()) != 0
    })
}

#[test]
fn a_deny_covers_a_directory_under_each_of_its_names() {
    for text in [
        "/etc/ssh/**",
        "/private/etc/ssh/**",
        "/System/Volumes/Data/private/etc/ssh/**",
        "/System/Volumes/Data/etc/ssh/**",
        "/private/*/ssh/**",
        "/*/etc/ssh/**",
        "/private/**",
        "/**/private/etc/ssh/key",
        "**/private/etc/**",
        "/System/Volumes/*/private/e?c/ssh/key",
        "/[s]ystem/**",
        "/System/Volumes/Data/System/Volumes/Data/etc/**",
        "**/ssh/**",
    ] {
        for raw in [
            "/etc/ssh/key",
            "/private/etc/ssh/key",
            "/PRIVATE/Etc/ssh/key",
            "/System/Volumes/Data/private/etc/ssh/key",
            "/System/Volumes/Data/etc/ssh/key",
            "/System/Volumes/Data/System/Volumes/Data/private/etc/ssh/key",
        ] {
            assert!(covers(text, raw), "{text} {raw}");
        }
    }
}

#[test]
fn a_deny_covers_nothing_else_by_them() {
    for (text, raw) in [
        ("/private/etc/ssh/**", "/var/ssh/key"),
        ("/private/etc/**", "/tmp/x"),
        ("/private/*/x", "/home/x"),
        ("/private/other/**", "/other/x"),
        ("/System/Volumes/Data/Users/u/**", "/Users/other/x"),
        ("/private/etc/ssh", "/etc/ssh/key"),
        ("/Users/private/etc/**", "/etc/x"),
        ("/System/Volumes/Preboot/**", "/etc/x"),
    ] {
        assert!(!covers(text, raw), "{text} {raw}");
    }
}

#[test]
fn there_are_as_many_as_there_are_ways_and_only_for_a_deny_of_macos() {
    let count = |text, list, platform| compiled(text, list, platform).names().count();
    for text in ["/Users/u/**", "/etc/**", "**/*.exe", "**"] {
        assert_eq!(count(text, List::Deny, Platform::MacOs), 1, "{text}");
    }
    assert_eq!(count("/private/etc/**", List::Deny, Platform::MacOs), 2);
    assert_eq!(count("/private/**", List::Deny, Platform::MacOs), 4);
    for (list, platform) in [(List::Allow, Platform::MacOs), (List::Deny, Platform::Linux)] {
        assert_eq!(count("/private/etc/**", list, platform), 1);
    }
}
