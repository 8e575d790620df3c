//! Judged URLs in the system's browser: what reaches the program that is started, byte for byte.
//!
//! Each test has a directory of its own for a `PATH`, with programs in it that write down what they were started with.
//! As no test can change its own environment beside others, the app runs in another process of this binary.

#![cfg(target_os = "linux")]

use std::{
    env, fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::Command,
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use support::without_acl;
use tauri::{AppHandle, test::MockRuntime};
use tauri_plugin_authority::{Result, ScopedUrl};
use tempfile::TempDir;

/// Where the other process finds what it shall do.
const DESK: &str = "AUTHORITY_BROWSER_DESK";
/// Writes its arguments, each ended by a NUL, and a line's end behind the last.
const WRITES: &str = "#!/bin/sh\n{ printf '%s\\0' \"$@\"; printf '\\n'; } >> \"$0.argv\"\n";
const FAILS: &str = "#!/bin/sh\nexit 3\n";

#[tauri::command]
async fn open_link(app: AppHandle<MockRuntime>, link: ScopedUrl) -> Result<()> {
    link.open_in_browser(&app).await
}

#[tauri::command]
fn open_link_here(app: AppHandle<MockRuntime>, link: ScopedUrl) -> Result<()> {
    link.open_in_browser_blocking(&app)
}

/// What the other process is told.
struct Desk {
    dir: TempDir,
    ask: Value,
}

/// What came of it.
struct Done {
    desk: Desk,
    /// Null where it was opened, else the error that the page got.
    answers: Vec<Value>,
    records: Vec<Value>,
}

impl Desk {
    /// An app whose page may open what these entries grant, and that finds `xdg-open`.
    fn new(allow: Value) -> Self {
        Self::bare(allow).with_program("xdg-open", WRITES)
    }

    fn bare(allow: Value) -> Self {
        Self { dir: TempDir::new().unwrap(), ask: json!({ "allow": allow, "command": "open_link", "opener": true }) }
    }

    fn with_program(self, name: &str, text: &str) -> Self {
        let file = self.dir.path().join(name);
        fs::write(&file, text).unwrap();
        fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
        self
    }

    fn saying(mut self, key: &str, value: Value) -> Self {
        self.ask[key] = value;
        self
    }

    fn open(self, links: &[&str]) -> Done {
        self.call(links.iter().map(|link| json!({ "link": link })).collect())
    }

    /// Calls the command with these arguments, one after the other.
    fn call(mut self, calls: Vec<Value>) -> Done {
        self.ask["calls"] = json!(calls);
        fs::write(self.dir.path().join("ask"), self.ask.to_string()).unwrap();
        let output = Command::new(env::current_exe().unwrap())
            .args(["--exact", "browser::in_a_process_of_its_own", "--nocapture"])
            .env_clear()
            .env("PATH", self.dir.path())
            .env(DESK, self.dir.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let done: Value = serde_json::from_slice(&fs::read(self.dir.path().join("done")).unwrap()).unwrap();
        let list = |name: &str| done[name].as_array().unwrap().clone();
        Done { answers: list("answers"), records: list("records"), desk: self }
    }
}

impl Done {
    /// What a program was started with, each time.
    fn started(&self, program: &str) -> Vec<Vec<String>> {
        let written = fs::read_to_string(self.desk.dir.path().join(format!("{program}.argv"))).unwrap_or_default();
        let arguments = |line: &str| line.split_terminator('\0').map(str::to_owned).collect();
        written.lines().map(arguments).collect()
    }
}

/// No test by itself: the app of the others.
#[test]
fn in_a_process_of_its_own() {
    let Some(desk) = env::var_os(DESK) else { return };
    let desk = Path::new(&desk);
    let ask: Value = serde_json::from_slice(&fs::read(desk.join("ask")).unwrap()).unwrap();
    let mut allow = ask["allow"].clone();
    for entry in allow.as_array_mut().unwrap() {
        entry["windows"] = json!(["main"]);
        entry["command"] = ask["command"].clone();
    }
    let mut fixture = without_acl()
        .grant(json!([{ "identifier": "authority:scope", "allow": allow }]))
        .handler(tauri::generate_handler![open_link, open_link_here])
        .config(ask["config"].clone());
    if ask["shaped"] == true {
        fixture = fixture.map_denial();
    }
    let app = fixture.run();
    if ask["opener"] == true {
        app.app.handle().plugin(tauri_plugin_opener::init()).unwrap();
    }
    let written = || fs::read_to_string(desk.join("xdg-open.argv")).unwrap_or_default().matches('\n').count();
    let mut answers = Vec::new();
    for call in ask["calls"].as_array().unwrap() {
        let (before, start) = (written(), Instant::now());
        let mut answer = app.main(ask["command"].as_str().unwrap(), call.clone());
        // A launcher that takes longer is left to itself: one that writes is waited for here, one that fails started
        // again.
        while answer.is_ok() && written() == before && start.elapsed() < Duration::from_secs(20) {
            sleep(Duration::from_millis(5));
            if ask["fails"] == true {
                answer = app.main(ask["command"].as_str().unwrap(), call.clone());
            }
        }
        answers.push(answer.map_or_else(|error| error, |_| Value::Null));
    }
    fs::write(desk.join("done"), json!({ "answers": answers, "records": app.records() }).to_string()).unwrap();
}

#[test]
fn the_launcher_gets_the_url_that_was_judged_byte_for_byte() {
    let links = [
        // what a shell would run, or take for the end
        ("https://example.com/$(id);`id`&id|id", "https://example.com/$(id);%60id%60&id|id"),
        ("https://example.com/'a'\"b\"", "https://example.com/'a'%22b%22"),
        ("https://example.com/?$(id)`id`;&'\"<>", "https://example.com/?$(id)`id`;&%27%22%3C%3E"),
        ("https://example.com/#$(id)`id`;&'\"<>", "https://example.com/#$(id)%60id%60;&'%22%3C%3E"),
        ("https://example.com/$HOME/*/~?[a]", "https://example.com/$HOME/*/~?[a]"),
        ("https://example.com/a%20b%0d%0a%00c%22", ""),
        ("https://example.com/a%20b%0D%0Ac%22", "https://example.com/a%20b%0D%0Ac%22"),
        // what a desktop entry would put something in for
        ("https://example.com/%25u%25F?%s", "https://example.com/%25u%25F?%s"),
        // options
        ("https://example.com/--help?--help#--help", "https://example.com/--help?--help#--help"),
        ("https://-a.example/", "https://-a.example/"),
        // the one form of host and path
        ("HTTPS://EXAMPLE.COM", "https://example.com/"),
        ("https://example.com./a", "https://example.com/a"),
        ("https://B\u{dc}CHER.example/\u{e9}", "https://xn--bcher-kva.example/%C3%A9"),
        ("https://example.com:443/a/../b/./c", "https://example.com/b/c"),
        ("https://0x08080808/", "https://8.8.8.8/"),
        ("https://[::FFFF:8.8.8.8]/", "https://8.8.8.8/"),
        // what no server is, by entries that name the scheme
        ("mailto:ada@example.com?subject=$(id)%20\"", "mailto:ada@example.com?subject=$(id)%20%22"),
        ("tel:+1-201-555-0123", "tel:+1-201-555-0123"),
        ("vscode://file/home/ada/$(id)", "vscode://file/home/ada/$(id)"),
    ];
    let allow = ["https://*", "mailto:*", "tel:*", "vscode://file/*"].map(|url| json!({ "url": url }));
    for command in ["open_link", "open_link_here"] {
        let sent = links.map(|(link, _)| link);
        let done = Desk::new(json!(allow)).saying("command", json!(command)).open(&sent);
        let mut started = done.started("xdg-open").into_iter();
        for ((link, expected), answer) in links.iter().zip(&done.answers) {
            if expected.is_empty() {
                assert_eq!(answer["code"], "url.control-character", "{link}");
                continue;
            }
            assert_eq!(answer, &Value::Null, "{link}");
            assert_eq!(started.next().unwrap(), [expected.to_owned()], "{link}");
        }
        assert_eq!(started.next(), None);
    }
}

#[test]
fn what_is_none_for_a_browser_starts_nothing() {
    let allow = [
        "https://*",
        "https://*.github.com/x/*",
        "mailto:*",
        "file:///etc/passwd",
        "javascript:alert\\(1\\)",
        "data:text/html,hello",
        "blob:https://example.com/1",
    ];
    let refused = [
        ("file:///etc/passwd", "url.scheme"),
        ("FILE:///etc/passwd", "url.scheme"),
        ("javascript:alert(1)", "url.scheme"),
        ("data:text/html,hello", "url.scheme"),
        ("blob:https://example.com/1", "url.scheme"),
        ("mailto:a\"/attach\"b", "url.malformed"),
        ("file:///etc/shadow", "url.outside-scope"),
        ("java\tscript:alert(1)", "url.control-character"),
        ("vscode://file/etc/passwd", "url.outside-scope"),
        ("https://user:secret@example.com/", "url.credentials"),
        ("https://example.com\\@evil.example/", "url.backslash"),
        ("--help", "url.relative"),
        ("/etc/passwd", "url.relative"),
        ("https:/example.com", "url.slashes"),
        // Private addresses by each of their spellings; a name's address is for the browser to find.
        ("https://127.0.0.1/", "url.network"),
        ("https://2130706433/", "url.network"),
        ("https://0x7f.1/", "url.network"),
        ("https://[::1]/", "url.network"),
        ("https://[::ffff:10.0.0.1]/", "url.network"),
        ("https://192.168.0.1/", "url.network"),
        ("https://169.254.169.254/", "url.network"),
        ("https://localhost/", "url.network"),
    ];
    let done = Desk::new(json!(allow.map(|url| json!({ "url": url })))).open(&refused.map(|(link, _)| link));
    assert_eq!(done.started("xdg-open"), Vec::<Vec<String>>::new());
    for ((link, code), answer) in refused.iter().zip(&done.answers) {
        let record = done.records.iter().find(|record| record["id"] == answer["decision"]).unwrap();
        assert_eq!(record["code"], *code, "{link}");
        assert!(!answer.to_string().contains("secret"), "{answer}");
        let (page, at_the_opening) = if *code == "url.scheme" { ("url.outside-scope", true) } else { (*code, false) };
        assert!(answer["code"] == page || *code == "url.network", "{link}: {answer}");
        let opens = at_the_opening || link.contains("/attach");
        assert_eq!((record["stage"] == "open", record["parent"].is_string()), (opens, opens), "{link}");
    }
}

/// The scope of the opener plugin's own command is a glob over the raw text, which this passes.
#[test]
fn a_host_in_the_path_is_no_host() {
    let link = "https://evil.example/a.github.com/x/";
    let opener = glob::Pattern::new("https://*.github.com/x/*").unwrap();
    assert!(opener.matches(link), "it is as bad as it was");
    let done = Desk::new(json!([{ "url": "https://*.github.com/x/*" }])).open(&[link, "https://a.github.com/x/y"]);
    assert_eq!(done.answers[0]["code"], "url.outside-scope");
    assert_eq!(done.started("xdg-open"), [["https://a.github.com/x/y"]]);
}

#[test]
fn credentials_are_handed_on_where_an_entry_takes_them() {
    let allow = json!([{ "url": "https://login.example", "credentials": true }, { "url": "https://example.com" }]);
    let done = Desk::new(allow).open(&["https://ada:p%22w@login.example/", "https://ada@example.com/"]);
    assert_eq!(done.started("xdg-open"), [["https://ada:p%22w@login.example/"]]);
    assert_eq!(done.answers[1]["code"], "url.credentials");
}

#[test]
fn the_page_chooses_no_program() {
    let link = "https://example.com/";
    let desk = Desk::new(json!([{ "url": link }])).with_program("evil", WRITES);
    let done = desk.call(vec![
        json!({ "link": link, "with": "evil", "openWith": "evil", "program": "evil" }),
        json!({ "link": { "url": link, "with": "evil" } }),
        json!({ "link": [link, "evil"] }),
    ]);
    assert_eq!((done.started("evil").len(), done.started("xdg-open")), (0, vec![vec![link.to_owned()]]));
    let codes: Vec<&Value> = done.answers.iter().map(|answer| &answer["code"]).collect();
    assert_eq!(codes, [&Value::Null, &json!("argument.type"), &json!("argument.type")]);
}

#[test]
fn report_mode_opens_what_the_app_opened_and_still_no_file_and_no_program() {
    let done = Desk::new(json!([{ "url": "https://example.com" }]))
        .saying("config", json!({ "report": { "until": "2999-12-31" } }))
        .open(&["https://other.example/", "file:///etc/passwd", "javascript:alert(1)"]);
    assert_eq!(done.started("xdg-open"), [["https://other.example/"]]);
    for answer in &done.answers[1..] {
        assert_eq!(answer["code"], "url.outside-scope");
        let record = done.records.iter().find(|record| record["id"] == answer["decision"]).unwrap();
        assert_eq!((&record["code"], &record["decision"]), (&json!("url.scheme"), &json!("deny")));
    }
}

#[test]
fn the_app_shapes_this_refusal_as_any_other() {
    let desk = Desk::new(json!([{ "url": "file:///etc/passwd" }])).saying("shaped", json!(true));
    assert_eq!(desk.open(&["file:///etc/passwd"]).answers, [json!({ "mine": "url.outside-scope" })]);
}

#[test]
fn that_nothing_opens_it_is_an_error_of_the_system_without_the_url() {
    let secret = "https://example.com/?token=secret";
    let allow = json!([{ "url": "https://example.com" }]);
    let none = Desk::bare(allow.clone()).open(&[secret]);
    // The last that is tried; nobody can execute a directory.
    let locked = Desk::bare(allow.clone());
    fs::create_dir(locked.dir.path().join("kde-open")).unwrap();
    let locked = locked.open(&[secret]);
    let failing = Desk::bare(allow.clone()).with_program("xdg-open", FAILS).saying("fails", json!(true));
    let failing = failing.open(&[secret]);
    let absent = Desk::new(allow).saying("opener", json!(false)).open(&[secret]);
    for (done, kind, message) in [
        (none, "not-found", "no program was found that opens URLs: No such file or directory (os error 2)"),
        (
            locked,
            "permission-denied",
            "the program that opens URLs could not be started, or failed: Permission denied (os error 13)",
        ),
        (failing, "other", "the program that opens URLs could not be started, or failed"),
        (
            absent,
            "unsupported",
            "the app does not run the opener plugin: add `.plugin(tauri_plugin_opener::init())` to the builder",
        ),
    ] {
        let error = json!({ "type": "authority.io", "kind": kind, "message": message });
        assert_eq!(done.answers, [error]);
        assert!(done.records.iter().all(|record| record["decision"] == "allow"), "it was in scope");
    }
}
