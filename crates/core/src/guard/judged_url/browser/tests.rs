use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use super::super::JudgedUrl;
use crate::{
    access::AccessSet,
    code::Code,
    record::{Stage, Verdict},
    report::{Covered, Report},
    testing::Setup,
};

fn judged(setup: &Setup, url: &str, method: &str) -> JudgedUrl {
    let judged = setup.guard.judge_url(&setup.scope, url, method, setup.ask(AccessSet::NONE));
    judged.unwrap_or_else(|denial| panic!("{url}: {:?}", denial.record()))
}

fn refused(setup: &Setup, url: &str, method: &str) -> Option<Code> {
    judged(setup, url, method).admit_browser().err().map(|denial| denial.record().code)
}

fn setup(urls: &[&str]) -> Setup {
    let entries: Vec<Value> = urls.iter().map(|url| json!({ "url": url })).collect();
    Setup::new(Value::Array(entries), json!([]))
}

#[test]
fn pages_letters_and_calls_are_for_a_browser_and_the_programs_that_an_entry_names() {
    let setup = setup(&["https://*", "http://*", "mailto:*", "tel:*", "vscode://file/*"]);
    for url in [
        "https://example.com/?a='b'&c=$(d);e|f#`g`",
        "http://example.com/",
        "mailto:ada@example.com?subject=a%22b",
        "tel:+1-201-555-0123",
        "vscode://file/tmp",
    ] {
        let before = setup.records().len();
        assert_eq!(refused(&setup, url, "GET"), None, "{url}");
        assert_eq!(setup.records().len(), before + 1, "it was judged, and that it may go on is no second decision");
    }
}

/// Each stands in an entry that spells it out: the only way in which the scope takes it at all.
#[test]
fn no_file_and_no_program_is_for_a_browser_whatever_an_entry_says() {
    for (entry, url) in [
        ("file:///home/ada/notes.html", "file:///home/ada/notes.html"),
        ("file:///home/ada/notes.html", "FILE:///home/ada/./notes.html"),
        ("javascript:alert\\(1\\)", "javascript:alert(1)"),
        ("javascript:alert\\(1\\)", "JavaScript:alert(1)"),
        ("data:text/html,hello", "data:text/html,hello"),
        ("blob:https://example.com/1", "blob:https://example.com/1"),
    ] {
        let setup = setup(&[entry]);
        let judged = judged(&setup, url, "GET");
        let denial = judged.admit_browser().unwrap_err();
        assert_eq!(denial.code(), Code::UrlOutsideScope, "{url}: what the page learns");
        let record = setup.last_record();
        assert_eq!(
            (record.code, record.decision, record.stage),
            (Code::UrlScheme, Verdict::Deny, Stage::Open),
            "{url}"
        );
        assert_eq!((record.parent, record.method.as_deref()), (Some(judged.id()), Some("GET")));
    }
}

/// In report mode no entry spells it out. What an app did before is no reason to run a page's script.
#[test]
fn report_mode_hands_no_file_and_no_program_to_a_browser() {
    let setup = setup(&["https://example.com"])
        .reporting(Report::new(Covered::App, SystemTime::now() + Duration::from_secs(3600)));
    for url in ["file:///etc/passwd", "javascript:alert(1)", "data:text/html,<script>", "blob:https://example.com/1"] {
        assert_eq!(refused(&setup, url, "GET"), Some(Code::UrlScheme), "{url}");
        assert_eq!(setup.last_record().decision, Verdict::Deny, "{url}");
    }
    // What else is wrong with it, and would pass, changes nothing.
    assert_eq!(refused(&setup, "file:///etc/passwd", "POST"), Some(Code::UrlScheme));
    assert_eq!(refused(&setup, "https://other.example/", "POST"), None);
    assert_eq!(refused(&setup, "https://other.example/", "GET"), None);
    assert_eq!(refused(&setup, "mailto:ada@example.com", "GET"), None);
}

/// `"outlook.exe" -c IPM.Note /m "mailto:a" /attach "C:\secret"`
#[test]
fn a_quotation_mark_ends_no_argument_of_the_program_that_is_started() {
    let setup = setup(&["mailto:*", "app://*/*", "https://*"]);
    for url in ["mailto:a\"/attach", "mailto:a?subject=b\"c", "app://a\"b/c"] {
        let judged = judged(&setup, url, "GET");
        // In a query the parser escapes it.
        let has_one = judged.url().url().as_str().contains('"');
        assert_eq!(
            judged.admit_browser().err().map(|denial| denial.code()),
            has_one.then_some(Code::UrlMalformed),
            "{url}"
        );
        assert_eq!(has_one, !url.contains('?'), "{url}");
    }
    for url in ["https://example.com/\"?\"#\"", "https://example.com/%22"] {
        assert_eq!(refused(&setup, url, "GET"), None, "{url}");
    }
}

#[test]
fn a_browser_fetches_so_a_grant_for_another_method_is_none() {
    let setup = setup(&["https://example.com"]);
    for method in ["POST", "HEAD", "DELETE"] {
        assert_eq!(refused(&setup, "https://example.com/", method), Some(Code::UrlMethod), "{method}");
    }
    assert_eq!(refused(&setup, "https://example.com/", "GET"), None);
}

/// What a launcher is handed begins with a scheme, so it is never an option of it, nor a path.
#[test]
fn what_is_handed_on_begins_with_a_letter_and_has_no_space() {
    let setup = setup(&["https://*", "mailto:*", "app:*"]);
    for url in ["https://-a.example/", "https://example.com/--help?-x#-y", "mailto:--help@example.com", "app:--help"] {
        let judged = judged(&setup, url, "GET");
        let text = judged.url().url().as_str();
        assert!(text.starts_with(|c: char| c.is_ascii_lowercase()), "{text}");
        assert!(text.bytes().all(|byte| byte.is_ascii_graphic()), "{text}");
    }
}
