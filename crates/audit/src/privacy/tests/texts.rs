//! Texts that are no resource: what was asked, faults, fields; and how they are cut.

use std::borrow::Cow;

use authority_core::code::Code;

use super::{super::RESOURCE_CHARS, KEY, Privacy, Redactor, bases, record, redactor};

fn asked(privacy: Privacy, kind: Option<&'static str>, text: &str) -> String {
    let mut record = record(kind, "x");
    record.asked = Some(text.to_owned());
    redactor(privacy).shown(&record).asked.map_or("none".to_owned(), Cow::into_owned)
}

fn fault(privacy: Privacy, code: Code, text: &str) -> String {
    let mut record = record(None, "x");
    (record.code, record.fault) = (code, Some(text.to_owned()));
    redactor(privacy).shown(&record).fault.map_or("none".to_owned(), Cow::into_owned)
}

fn field(privacy: Privacy, text: &str) -> String {
    let mut record = record(None, "x");
    record.field = Some(text.to_owned());
    redactor(privacy).shown(&record).field.map_or("none".to_owned(), Cow::into_owned)
}

#[test]
fn nothing_but_that_it_differs_is_shown_of_what_was_asked() {
    assert_eq!(asked(Privacy::Template, None, "/home/anna/./letter"), "…");
    assert_eq!(asked(Privacy::Template, Some("url"), "https://example.com"), "…");
    assert_eq!(redactor(Privacy::Template).shown(&record(None, "x")).asked, None);
}

#[test]
fn what_was_asked_is_shown_up_to_the_first_doubt() {
    for (text, shown) in [
        ("/home/anna/./letter.pdf", "/home/anna/./letter.pdf"),
        ("letters/may.txt", "letters/may.txt"),
        (r"C:\Users\Anna\letter.pdf", r"C:\Users\Anna\letter.pdf"),
        ("/srv/node_modules/@types/../x", "…"),
        ("/srv/a=b/c", "/srv/a=…"),
        ("https:/example.com/a", "https:/example.com/a"),
        ("https://example.com:8443/a b?c=d", "https://example.com:8443/a b?…"),
        ("https://example.com:8443/a b", "https://example.com:8443/a b"),
        ("https://[::1]:80/a b", "https://[::1]:80/a b"),
        ("https://anna:hunter2!Xy@exa mple.com/a", "https://…"),
        ("https://anna:pass/wo?rd@example.com", "https://…"),
        ("https://anna:pa/ss", "https://…"),
        ("//anna:hunter2!Xy@example.com", "…"),
        ("/x//anna:hunter2!Xy/a@example.com", "…"),
        ("anna:hunter2!Xy", "…"),
        ("example.com#hunter2", "example.com#…"),
        ("example.com%3Fa%3Dhunter2", "example.com?…"),
        ("https://anna%3Ahunter2%40example.com", "https://…"),
        ("example.com%253Fhunter2", "…"),
        ("send Bearer hunter2", "send Bearer…"),
        ("a?", "a?…"),
    ] {
        assert_eq!(asked(Privacy::Full, Some("url"), text), shown, "{text}");
    }
}

/// The record has two hundred characters of it: the end may be a piece of a key, and what follows may be an `@`.
#[test]
fn the_end_of_what_was_cut_is_not_shown() {
    let long = "/home".repeat(38);
    assert_eq!(asked(Privacy::Full, None, &format!("{long}/ghp_0123")), format!("{long}/ghp_0123"), "whole");
    assert_eq!(asked(Privacy::Full, None, &format!("{long}/ghp_01234")), format!("{long}/…"));
    assert_eq!(asked(Privacy::Full, None, &format!("https://a/{}:hunter2!", "x".repeat(181))), "https://…");
}

#[test]
fn faults_of_the_apps_own_making_are_shown() {
    let says = "`allow[0]` in the command's scope, \"/a/[\": the pattern is wrong";
    for privacy in [Privacy::Template, Privacy::Hash] {
        for code in Code::ALL {
            let shown = code.name().starts_with("scope.") || *code == Code::KindUnregistered;
            assert_eq!(fault(privacy, *code, says), if shown { says } else { "none" }, "{code}");
        }
    }
}

#[test]
fn faults_are_shown_without_secrets() {
    for (text, shown) in [
        ("no answer within 10s", "no answer within 10s"),
        ("invalid type: string \"ghp_0123456789abcdef\", expected u32", "invalid type: string … expected u32"),
        ("url (https://anna:hunter2!Xy@example.com/x): refused", "url … refused"),
        ("url (https://anna:hunter2!Xy/x): refused", "url … refused"),
        ("url https://example.com/x?a=b&c=d refused", "url https://example.com/x?… refused"),
        ("is it so? yes", "is it so? yes"),
        ("a header `Authorization: Basic x` here", "a header `Authorization…"),
        ("AUTHORIZATION x", "AUTHORIZATION…"),
        ("authorization", "authorization"),
        ("with bearer hunter2", "with bearer…"),
        ("{ \"password\" : \"hunter2\" }", "{ \"password…"),
        ("cookie: a b", "cookie…"),
        ("the password is too short", "the password is too short"),
        ("card 4111 1111 1111 1111 here", "…"),
        ("mail anna@example.com", "mail …"),
    ] {
        assert_eq!(fault(Privacy::Full, Code::ArgumentType, text), shown, "{text}");
    }
    let long = format!("{} {}", "word ".repeat(10_000), "x");
    assert_eq!(fault(Privacy::Full, Code::ArgumentType, &long).chars().count(), 200);
    assert_eq!(fault(Privacy::Full, Code::ArgumentType, &"é".repeat(100_000)), "…");
}

#[test]
fn fields_are_shown_where_they_are_names() {
    for privacy in [Privacy::Template, Privacy::Hash] {
        for (text, shown) in [
            ("address.zip", "address.zip"),
            ("lines[3].unit_price", "lines[3].unit_price"),
            ("headers[a b]", "…"),
            ("größe", "…"),
            ("a-b", "…"),
            ("headers[ghp_0123456789abcdef]", "…"),
        ] {
            assert_eq!(field(privacy, text), shown);
        }
        assert_eq!(field(privacy, &"on".repeat(40)), "on".repeat(40));
        assert_eq!(field(privacy, &"on".repeat(41)), "…");
    }
    assert_eq!(field(Privacy::Full, "größe"), "größe");
    assert_eq!(field(Privacy::Full, "headers[ghp_0123456789abcdef]"), "…");
}

#[test]
fn long_texts_are_cut_between_characters() {
    let open = Redactor::new(Privacy::Full, true, &bases(), KEY);
    let mut record = record(None, &"é".repeat(RESOURCE_CHARS));
    let of = |record: &authority_core::record::Record| open.resource(record).unwrap().into_owned();
    assert_eq!(of(&record), "é".repeat(RESOURCE_CHARS));
    record.resource = Some("é".repeat(RESOURCE_CHARS + 1));
    assert_eq!(of(&record), format!("{}…", "é".repeat(RESOURCE_CHARS - 1)));
    let long = "é".repeat(201);
    record.code = Code::ScopeInvalid;
    (record.asked, record.difference) = (Some(long.clone()), Some(long.clone()));
    (record.fault, record.field) = (Some(long.clone()), Some(long));
    let shown = open.shown(&record);
    for text in [shown.asked, shown.difference, shown.fault, shown.field] {
        assert_eq!(text.unwrap(), format!("{}…", "é".repeat(199)));
    }
    let shown = redactor(Privacy::Template).shown(&record).fault;
    assert_eq!(shown.unwrap().chars().count(), 200);
}

#[test]
fn the_key_is_not_printed() {
    let printed = format!("{:?}", Redactor::new(Privacy::Hash, false, &bases(), [0xab; 32]));
    assert!(!printed.contains("171") && !printed.to_lowercase().contains("ab, ab"), "{printed}");
    assert_eq!([Privacy::Template, Privacy::Full, Privacy::Hash].map(Privacy::name), ["template", "full", "hash"]);
    assert_eq!(Privacy::default(), Privacy::Template);
}
