use serde_json::json;

use super::*;
use crate::{
    access::{Access, AccessSet},
    caller::Context,
    platform::Platform,
    testing::{ARGUMENT, COMMAND, linux_frame},
};

fn bases() -> Bases {
    let mut bases = Bases::none();
    bases.set("HOME", "/home/u", Platform::Linux);
    bases.set("DATA", "relative/data", Platform::Linux);
    bases
}

fn read_as(list: List, way: Way, value: Value, caller: &Caller) -> Result<Outcome, Fault> {
    read(&RawEntry::new(list, way, 3, value), &linux_frame(COMMAND, caller, &bases()), &mut Shared::default())
}

fn read_by(list: List, way: Way, value: Value) -> Result<Outcome, Fault> {
    read_as(list, way, value, &Caller::local("main", "main-view"))
}

fn applies(list: List, way: Way, value: Value) -> bool {
    match read_by(list, way, value) {
        Ok(Outcome::Path(_)) => true,
        Ok(Outcome::NotHere | Outcome::Inert(_) | Outcome::Url(_) | Outcome::Own(_)) => false,
        Err(fault) => panic!("{}", fault.message),
    }
}

fn entry(value: Value) -> PathEntry {
    match read_by(List::Allow, Way::Command, value.clone()) {
        Ok(Outcome::Path(entry)) => *entry,
        Ok(Outcome::NotHere | Outcome::Inert(_) | Outcome::Url(_) | Outcome::Own(_)) => panic!("{value} is not here"),
        Err(fault) => panic!("{}", fault.message),
    }
}

fn fault_of(list: List, way: Way, value: Value) -> Fault {
    match read_by(list, way, value.clone()) {
        Ok(_) => panic!("{value} is no fault"),
        Err(fault) => fault,
    }
}

/// An entry that cannot be used is a fault in either list, and its message says what to write.
macro_rules! refused {
    ($($name:ident: $value:tt => $message:literal;)*) => { $(
        #[test]
        fn $name() {
            for list in [List::Allow, List::Deny] {
                let fault = fault_of(list, Way::Command, json!($value));
                assert_eq!(fault.code(), Code::ScopeInvalid);
                assert!(fault.message().ends_with($message), "{}", fault.message());
            }
        }
    )* };
}

/// An entry whose text is a path in the first place.
macro_rules! taken {
    ($($name:ident: $value:tt;)*) => { $(
        #[test]
        fn $name() {
            for list in [List::Allow, List::Deny] {
                assert!(applies(list, Way::Command, json!($value)));
            }
        }
    )* };
}

refused! {
    null_is_no_entry: null => "it must be a string or an object";
    a_number_is_no_entry: 7 => "it must be a string or an object";
    a_list_is_no_entry: ["/a"] => "it must be a string or an object";
    an_empty_object_is_of_no_kind: {} => "it is of no known kind: it needs a key `path` or `url`";
    a_misspelt_kind_is_suggested: { "pth": "/a" } => "`path` or `url`; did you mean `path` by `pth`?";
    two_kinds_are_two_entries: { "path": "/a", "url": "https://a" } => "it has both `path` and `url`: write two entries";
    a_path_is_a_string: { "path": ["/a"] } => "`path` must be a string";
    an_unknown_key_is_suggested: { "path": "/a", "acess": ["read"] } => "it has an unknown key `acess`; did you mean `access`?";
    an_unknown_key_without_a_neighbour: { "path": "/a", "requireLiteralLeadingDot": true } => "it has an unknown key `requireLiteralLeadingDot`";
    command_belongs_to_authority_scope: { "path": "/a", "command": "read_note" } => "it has an unknown key `command`";
    an_argument_is_a_string: { "path": "/a", "arg": 1 } => "`arg` must be a string, and not empty";
    access_is_a_list: { "path": "/a", "access": "read" } => "`access` must be a list of strings, and not empty";
    an_empty_access_would_deny_nothing: { "path": "/a", "access": [] } => "`access` must be a list of strings, and not empty";
    an_unknown_access_is_suggested: { "path": "/a", "access": ["raed"] } => "`raed` is no access; did you mean `read`?";
    an_access_is_a_string: { "path": "/a", "access": [1] } => "`access` must be a string, and not empty";
    hidden_is_a_boolean: { "path": "/a", "hidden": "yes" } => "`hidden` must be true or false";
    links_is_a_boolean: { "path": "/a", "links": 0 } => "`links` must be true or false";
    special_is_a_boolean: { "path": "/a", "special": null } => "`special` must be true or false";
    windows_are_a_list: { "path": "/a", "windows": "main" } => "`windows` must be a list of strings, and not empty";
    a_window_is_a_string: { "path": "/a", "windows": [1] } => "`windows` must be a string, and not empty";
    a_window_is_a_pattern: { "path": "/a", "webviews": ["ma[in"] } => "`webviews`: invalid range pattern";
    no_windows_would_deny_nobody: { "path": "/a", "windows": [] } => "`windows` must be a list of strings, and not empty";
    no_webviews_would_deny_nobody: { "path": "/a", "windows": ["main"], "webviews": [] } => "`webviews` must be a list of strings, and not empty";
    an_empty_argument_would_be_nobodys: { "path": "/a", "arg": "" } => "`arg` must be a string, and not empty";
    an_empty_label_would_be_nobodys: { "path": "/a", "windows": ["main", ""] } => "`windows` must be a string, and not empty";
    a_base_that_is_no_clean_path: "$DATA/private/**" => "the base directory `$DATA` cannot be used: the path is relative";
    a_bad_pattern: { "path": "/a/[" } => "`glob` refuses the pattern: invalid range pattern";
    an_unknown_variable: { "path": "$HOM/a" } => "no base directory is named `$HOM`; did you mean `HOME`?";
    a_bare_bad_pattern: "/a/../b" => "the pattern has a `..` in it: write the path that it stands for";
}

/// An entry for URLs is none for paths, and is read with the same care.
#[test]
fn an_entry_for_urls_is_one() {
    for value in [
        json!({ "url": "https://example.com/*" }),
        json!("https://example.com/*"),
        json!("custom://host/*"),
        json!("http{s}?://example.com"),
        json!({
            "url": "https://example.com/*", "arg": "feed", "methods": ["GET", "POST"], "headers": ["Accept"], "network": "private",
            "redirects": "same-entry", "credentials": true, "encodedSeparators": true, "maxBytes": 1, "proxy": "system",
            "windows": ["ma*"],
        }),
    ] {
        let outcome = read_by(List::Allow, Way::Command, value.clone());
        assert!(matches!(outcome, Ok(Outcome::Url(_))), "{value}");
    }
}

taken! {
    a_bare_path: "/a/**";
    a_bare_base: "$HOME/a";
    an_object: { "path": "/a/**", "arg": "note", "access": ["read"], "hidden": true, "links": false, "special": true, "windows": ["ma*"], "webviews": ["x"] };
    a_bare_path_with_a_scheme_in_it: "/a/b://c/**";
    a_bare_path_below_a_base_with_a_scheme_in_it: "$HOME/x://y";
}

#[test]
fn an_entry_names_one_argument_or_all() {
    let named = entry(json!({ "path": "/a", "arg": "note" }));
    let any = entry(json!("/a"));
    let read = Access::Read.into();
    assert_eq!((named.rule.applies(ARGUMENT, read), named.rule.applies("other", read)), (read, AccessSet::NONE));
    assert_eq!((any.rule.applies(ARGUMENT, read), any.rule.applies("other", read)), (read, read));
    assert_eq!((named.rule.applies("note.from", read), named.rule.applies("notes", read)), (read, AccessSet::NONE));
    let field = entry(json!({ "path": "/a", "arg": "note.from" }));
    assert_eq!((field.rule.applies("note.from", read), field.rule.applies(ARGUMENT, read)), (read, AccessSet::NONE));
}

#[test]
fn without_access_an_entry_grants_what_the_argument_needs_and_with_it_no_more_than_it_says() {
    let all = entry(json!("/a"));
    let only = entry(json!({ "path": "/a", "access": ["read", "list"] }));
    assert_eq!(all.rule.applies(ARGUMENT, AccessSet::REPLACE), AccessSet::REPLACE);
    assert_eq!(only.rule.applies(ARGUMENT, AccessSet::REPLACE), AccessSet::of(&[Access::Read, Access::List]));
}

#[test]
fn a_deny_sees_hidden_names_and_an_allow_only_when_it_says_so() {
    let hidden = |list, value| match read_by(list, Way::Command, value) {
        Ok(Outcome::Path(entry)) => entry.hidden,
        _ => panic!("not here"),
    };
    assert!(hidden(List::Deny, json!("/a")));
    assert!(hidden(List::Deny, json!({ "path": "/a", "hidden": false })));
    assert!(!hidden(List::Allow, json!("/a")));
    assert!(hidden(List::Allow, json!({ "path": "/a", "hidden": true })));
}

#[test]
fn windows_and_webviews_are_matched_like_a_capability_does() {
    for (value, here) in [
        (json!({ "path": "/a", "windows": ["main"] }), true),
        (json!({ "path": "/a", "windows": ["m*"] }), true),
        (json!({ "path": "/a", "windows": ["Main", "mai"] }), false),
        (json!({ "path": "/a", "windows": ["main-view"] }), false),
        (json!({ "path": "/a", "webviews": ["main-view"] }), true),
        (json!({ "path": "/a", "webviews": ["main"] }), false),
        (json!({ "path": "/a", "windows": ["other"], "webviews": ["main-view"] }), true),
    ] {
        assert_eq!(applies(List::Allow, Way::Command, value.clone()), here, "{value}");
    }
}

#[test]
fn an_entry_of_authority_scope_is_for_its_command_and_its_windows() {
    let of = |command: &str, window: &str| json!({ "command": command, "path": "/a", "windows": [window] });
    assert!(applies(List::Allow, Way::Authority, of(COMMAND, "main")));
    assert!(!applies(List::Allow, Way::Authority, of(COMMAND, "other")));
    assert!(!applies(List::Allow, Way::Authority, of("save_note", "main")));
    assert!(!applies(List::Allow, Way::Authority, of("read_not", "main")));
}

#[test]
fn an_entry_of_authority_scope_without_windows_is_refused() {
    let fault = fault_of(List::Deny, Way::Authority, json!({ "command": COMMAND, "path": "/a" }));
    assert_eq!(fault.code(), Code::ScopeInvalid);
    assert!(fault.message().ends_with("it has neither `windows` nor `webviews`, and must say which it is for"));
}

#[test]
fn an_entry_of_authority_scope_that_names_no_command_refuses_every_command() {
    for value in [
        json!("/a"),
        json!({ "path": "/a", "windows": ["main"] }),
        json!({ "command": "", "path": "/a", "windows": ["main"] }),
        json!({ "command": ["read_note"], "path": "/a", "windows": ["main"] }),
        json!(null),
    ] {
        for list in [List::Allow, List::Deny] {
            assert_eq!(fault_of(list, Way::Authority, value.clone()).code(), Code::ScopeUnattributed, "{value}");
            // And says so at start-up, where there is no caller yet.
            let raw = RawEntry::new(list, Way::Authority, 0, value.clone());
            assert_eq!(check_attribution(&raw).map_err(|fault| fault.code()), Err(Code::ScopeUnattributed));
        }
    }
    assert!(check_attribution(&RawEntry::new(List::Deny, Way::Authority, 0, json!({ "command": "x" }))).is_ok());
    let misspelt = RawEntry::new(List::Allow, Way::Authority, 0, json!({ "comand": "x", "path": "/a" }));
    let fault = check_attribution(&misspelt).unwrap_err();
    assert!(fault.message().ends_with("must name; was it meant by `comand`?"), "{}", fault.message());
}

#[test]
fn a_malformed_entry_for_another_command_is_none_of_ours() {
    assert!(!applies(List::Allow, Way::Authority, json!({ "command": "save_note", "pth": 1 })));
    assert_eq!(
        fault_of(List::Allow, Way::Authority, json!({ "command": COMMAND, "pth": 1 })).code(),
        Code::ScopeInvalid
    );
}

#[test]
fn authority_scope_grants_nothing_to_a_remote_origin_and_still_denies_it() {
    let remote = Caller {
        context: Context::Remote { pattern: "https://example.com".into() },
        ..Caller::local("main", "main-view")
    };
    let value = json!({ "command": COMMAND, "path": "/a", "windows": ["main"] });
    let reads = |list, way, value| read_as(list, way, value, &remote);
    assert!(matches!(reads(List::Allow, Way::Authority, value.clone()), Ok(Outcome::NotHere)));
    assert!(matches!(reads(List::Deny, Way::Authority, value), Ok(Outcome::Path(_))));
    // A capability of the command's own was matched with the origin by Tauri.
    assert!(matches!(reads(List::Allow, Way::Command, json!("/a")), Ok(Outcome::Path(_))));
    // An entry that cannot be attributed may have been the deny that counts.
    assert!(reads(List::Allow, Way::Authority, json!("/a")).is_err());
}

#[test]
fn global_denies_always_count_and_global_allows_when_configuration_says_so() {
    assert!(!applies(List::Allow, Way::Global, json!("/a")));
    assert!(applies(List::Deny, Way::Global, json!("/a")));
    let caller = Caller::local("main", "main-view");
    let bases = Bases::none();
    let frame = Frame { global_allow: true, ..linux_frame(COMMAND, &caller, &bases) };
    assert!(matches!(
        read(&RawEntry::new(List::Allow, Way::Global, 0, json!("/a")), &frame, &mut Shared::default()),
        Ok(Outcome::Path(_))
    ));
}

#[test]
fn a_base_that_is_lacking_makes_an_entry_inert() {
    for list in [List::Allow, List::Deny] {
        let outcome = read_by(list, Way::Command, json!("$FONT/**"));
        assert!(matches!(outcome, Ok(Outcome::Inert(why)) if why.contains("`$FONT` is no directory here")));
    }
}

#[test]
fn an_entry_for_urls_that_cannot_be_used_says_what_to_write() {
    for (value, what) in [
        (json!({ "url": { "scheme": "https" } }), "`url` must be a string"),
        (json!({ "url": "https://a", "whatever": 1 }), "it has an unknown key `whatever`"),
        (json!({ "url": "https://a", "access": ["read"] }), "it has an unknown key `access`"),
        (json!({ "url": "https://a", "hidden": true }), "it has an unknown key `hidden`"),
        (json!({ "path": "/a", "methods": ["GET"] }), "it has an unknown key `methods`"),
        (json!({ "url": "https://a", "method": ["GET"] }), "it has an unknown key `method`; did you mean `methods`?"),
        (json!({ "url": "https://a", "methods": "GET" }), "`methods` must be a list of strings, and not empty"),
        (json!({ "url": "https://a", "methods": [] }), "`methods` must be a list of strings, and not empty"),
        (json!({ "url": "https://a", "methods": ["get"] }), "`get` is no method: write it in capitals, such as `GET`"),
        (json!({ "url": "https://a", "headers": ["a b"] }), "`a b` is no name of a header"),
        (json!({ "url": "https://a", "headers": ["Host"] }), "`Host` is the connection's own, and no page sets it"),
        (
            json!({ "url": "https://a", "network": "privat" }),
            "`network` must be one of `public`, `private`, `loopback`, `any`; did you mean `private`?",
        ),
        (
            json!({ "url": "https://a", "redirects": true }),
            "`redirects` must be one of `in-scope`, `same-entry`, `none`",
        ),
        (json!({ "url": "https://a", "proxy": "http://p" }), "`proxy` must be one of `none`, `system`"),
        (json!({ "url": "https://a", "credentials": "yes" }), "`credentials` must be true or false"),
        (json!({ "url": "https://a", "encodedSeparators": 1 }), "`encodedSeparators` must be true or false"),
        (json!({ "url": "https://a", "maxBytes": "1MB" }), "`maxBytes` must be a whole number of bytes, at least 1"),
        (json!({ "url": "https://a", "maxBytes": 0 }), "`maxBytes` must be a whole number of bytes, at least 1"),
        (json!({ "url": "https://example.com*" }), "a wildcard is a whole label of a host"),
        (json!("https://*.*"), "`*.*` ends in a wildcard"),
        (json!("*://example.com/*"), "a wildcard stands for the scheme"),
    ] {
        let fault = fault_of(List::Allow, Way::Command, value);
        assert!(fault.message().contains(what), "{}", fault.message());
    }
}

/// What looks like a narrower deny than it is.
#[test]
fn a_deny_for_urls_has_no_terms() {
    for (key, value) in
        [("network", json!("any")), ("credentials", json!(true)), ("maxBytes", json!(1)), ("headers", json!(["a"]))]
    {
        let fault = fault_of(List::Deny, Way::Command, json!({ "url": "https://example.com", key: value }));
        assert!(
            fault.message().contains(&format!("`{key}` says on what terms something is granted")),
            "{}",
            fault.message()
        );
    }
    let denied = read_by(List::Deny, Way::Command, json!({ "url": "https://example.com", "methods": ["POST"] }));
    assert!(matches!(denied, Ok(Outcome::Url(_))));
}

#[test]
fn a_fault_names_list_index_way_origin_and_text() {
    let raw =
        RawEntry::new(List::Deny, Way::Global, 3, json!({ "path": "/a/" })).with_origin(Some("notes.json".into()));
    let caller = Caller::local("main", "main-view");
    let fault = read(&raw, &linux_frame(COMMAND, &caller, &Bases::none()), &mut Shared::default()).err().unwrap();
    assert_eq!(
        fault.message(),
        "`deny[3]` in the global scope of notes.json, {\"path\":\"/a/\"}: the pattern ends in `/`: write it without for \
         the directory itself, with `/*` for its children, or with `/**` for all below it"
    );
}

#[test]
fn a_long_entry_is_cut_in_its_fault() {
    let long = "é".repeat(100_000);
    for value in [
        json!({ "path": long, "zz": 1 }),
        json!({ "path": "/a", long.as_str(): 1 }),
        json!({ "path": "/a", "access": [long] }),
        json!(format!("${}/a", "é".repeat(2_000))),
    ] {
        let fault = fault_of(List::Deny, Way::Command, value);
        assert!(fault.message().len() < 2_000, "{}", fault.message().len());
    }
}

#[test]
fn an_entry_shows_where_it_stands_and_what_it_says() {
    let raw = RawEntry::new(List::Allow, Way::Command, 3, json!("$HOME/a")).with_origin(Some("notes.json".into()));
    let caller = Caller::local("main", "main-view");
    let Ok(Outcome::Path(entry)) = read(&raw, &linux_frame(COMMAND, &caller, &bases()), &mut Shared::default()) else {
        panic!("not here")
    };
    assert_eq!((entry.entry.list(), entry.entry.way(), entry.entry.index()), (List::Allow, Way::Command, 3));
    assert_eq!((entry.entry.pattern(), entry.entry.origin()), ("$HOME/a", Some("notes.json")));
}
