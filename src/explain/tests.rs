//! Explanations without an app: a policy, a guard, and what was recorded. Paths are judged on Linux alone.

#![cfg(target_os = "linux")]

mod paste;
mod property;
mod values;

use std::sync::Arc;

use authority_core::{
    access::{Access, AccessSet},
    caller::{Caller, Context},
    code::Code,
    guard::{Ask, Guard, PathInput},
    kind::Kinds,
    platform::Platform,
    record::{Ledger, Record, ring::Ring},
    scope::{Frame, Scope, bases::Bases},
};
use serde_json::{Value, json};

use super::{Explainer, Explanation, spell};
use crate::policy::{Asker, Policy};

/// An app's policy, as the two texts that tauri-build leaves.
#[derive(Clone)]
pub(super) struct App {
    pub(super) manifests: Value,
    pub(super) capabilities: Value,
}

impl App {
    /// One whose commands are under the ACL, each with its permission, and a permission that grants two of them.
    pub(super) fn with_acl(capabilities: Value) -> Self {
        let permission = |name: &str, commands: &[&str]| json!({ "identifier": name, "commands": { "allow": commands, "deny": [] } });
        let mut app = Self::without_acl(capabilities);
        app.manifests["__app-acl__"] = json!({
            "permissions": {
                "allow-read": permission("allow-read", &["read"]),
                "allow-save": permission("allow-save", &["save"]),
                "allow-both": permission("allow-both", &["read", "save"]),
                "other": permission("other", &["move", "copy"]),
            },
            "permission_sets": { "all": { "identifier": "all", "description": "", "permissions": ["allow-both"] } },
        });
        app
    }

    /// One whose commands are not.
    pub(super) fn without_acl(capabilities: Value) -> Self {
        let manifests = json!({
            "authority": {
                "permissions": { "scope": { "identifier": "scope", "commands": { "allow": [], "deny": [] } } },
                "permission_sets": {},
            },
        });
        Self { manifests, capabilities }
    }

    pub(super) fn policy(&self) -> Policy {
        let policy = Policy::embedded(self.manifests.to_string(), self.capabilities.to_string());
        assert_eq!(policy.faults(), [], "{}", self.capabilities);
        policy
    }
}

pub(super) fn bases() -> Bases {
    let mut bases = Bases::none();
    for (name, path) in [
        ("HOME", "/home/u"),
        ("DATA", "/home/u/.local/share"),
        ("LOCALDATA", "/home/u/.local/share"),
        ("APPDATA", "/home/u/.local/share/org.app"),
        ("APPLOCALDATA", "/home/u/.local/share/org.app"),
        ("DOCUMENT", "/home/u/Docs"),
        ("TEMP", "/tmp"),
    ] {
        bases.set(name, path, Platform::Linux);
    }
    bases
}

pub(super) struct Asked<'a> {
    pub(super) caller: Caller,
    pub(super) command: &'a str,
    pub(super) argument: &'a str,
    pub(super) access: AccessSet,
    pub(super) path: &'a str,
}

impl<'a> Asked<'a> {
    pub(super) fn read(path: &'a str) -> Self {
        Self {
            caller: Caller::local("main", "main"),
            command: "read",
            argument: "note",
            access: Access::Read.into(),
            path,
        }
    }
}

/// What is decided, and recorded, under a policy.
pub(super) fn record(policy: Option<&Policy>, asked: &Asked<'_>) -> Arc<Record> {
    let ring = Arc::new(Ring::new(10));
    let guard = Arc::new(Guard::new(Ledger::new(vec![Arc::clone(&ring) as _]), bases()));
    let caller = Arc::new(asked.caller.clone());
    let entries = policy.map(|policy| policy.entries(&Asker::from(&asked.caller), asked.command)).unwrap_or_default();
    let scope = Arc::new(Scope::compile(&entries, &Frame::new(asked.command, &caller, guard.bases())));
    let command = Arc::from(asked.command);
    let ask = Ask { caller: &caller, command: &command, argument: asked.argument, index: &[], access: asked.access };
    let _ = guard.judge_path(&scope, PathInput::Absolute(asked.path), ask);
    ring.newest(1).0.remove(0)
}

pub(super) fn explainer(policy: Option<Policy>) -> Explainer {
    Explainer { policy, bases: bases(), kinds: Kinds::none() }
}

fn explained(app: &App, asked: &Asked<'_>) -> String {
    let policy = app.policy();
    let record = record(Some(&policy), asked);
    explainer(Some(policy)).explain(&record).to_string()
}

fn main_reads(allow: Value, deny: Value) -> App {
    App::with_acl(json!({ "main": {
        "identifier": "main", "windows": ["main"],
        "permissions": [{ "identifier": "allow-read", "allow": allow, "deny": deny }],
    } }))
}

#[test]
fn a_path_outside_is_told_with_what_to_paste() {
    let app = main_reads(json!([{ "path": "$APPDATA/notes/**" }]), json!([]));
    let text = explained(&app, &Asked::read("/home/u/.local/share/org.app/other/today.md"));
    for part in [
        "window `main` (local) sent `/home/u/.local/share/org.app/other/today.md` to `read` as `note`, for `read`",
        "the path is outside the scope of this command for this window (path.outside-scope)",
        "`allow[0]` of the command's scope, `$APPDATA/notes/**`",
        "behind:  capability `main`, permission `allow-read`",
        "the nearest is `$APPDATA/notes/**`, which has no `other` there",
        "paste into `permissions` of the capability `main`:",
        "\n    { \"identifier\": \"allow-read\", \"allow\": [{ \"path\": \"$APPDATA/other/today.md\" }] }",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    assert!(!text.contains("windows") && !text.contains("unknown"), "{text}");
}

#[test]
fn the_readme_shows_what_is_printed() {
    let mut app = App::with_acl(json!({ "main": {
        "identifier": "main", "windows": ["main"],
        "permissions": [{ "identifier": "allow-read-note", "allow": [{ "path": "$APPDATA/notes/**" }] }],
    } }));
    app.manifests["__app-acl__"]["permissions"]["allow-read-note"] =
        json!({ "identifier": "allow-read-note", "commands": { "allow": ["read_note"], "deny": [] } });
    let asked = Asked { command: "read_note", ..Asked::read("/home/u/.local/share/org.app/drafts/today.txt") };
    let text = explained(&app, &asked);
    let (_, text) = text.split_once('\n').unwrap();
    assert!(include_str!("../../README.md").contains(text), "{text}");
}

#[test]
fn a_deny_is_named_and_nothing_is_offered() {
    let app = main_reads(json!([{ "path": "$APPDATA/**" }]), json!([{ "path": "$APPDATA/private/**" }]));
    let text = explained(&app, &Asked::read("/home/u/.local/share/org.app/private/p.md"));
    assert!(text.contains("cure:    narrow `deny[0]` of the command's scope, `$APPDATA/private/**`"), "{text}");
    assert!(text.contains("behind:  capability `main`, permission `allow-read`"), "{text}");
    assert!(!text.contains("paste") && !text.contains("unknown"), "{text}");
}

#[test]
fn what_was_granted_is_explained_too() {
    let app = main_reads(json!([{ "path": "$APPDATA/**" }]), json!([]));
    let text = explained(&app, &Asked::read("/home/u/.local/share/org.app/a"));
    assert!(
        text.contains("decided: the scope grants it (allowed)") && text.contains("permission `allow-read`"),
        "{text}"
    );
    assert!(!text.contains("missing") && !text.contains("paste"), "{text}");
}

#[test]
fn an_access_that_is_missing_is_named() {
    let app = main_reads(json!([{ "path": "$APPDATA/**", "access": ["read", "list"] }]), json!([]));
    let asked = Asked { access: AccessSet::REPLACE, ..Asked::read("/home/u/.local/share/org.app/a") };
    let text = explained(&app, &asked);
    assert!(
        text.contains("missing: `write` and `create` and `truncate`: `$APPDATA/**` grants `read` and `list`"),
        "{text}"
    );
    assert!(text.contains(r#""access": ["#), "{text}");
}

#[test]
fn a_hidden_name_is_named_and_the_wider_way_is_said() {
    let app = main_reads(json!([{ "path": "$APPDATA/**" }]), json!([]));
    let text = explained(&app, &Asked::read("/home/u/.local/share/org.app/.git/config"));
    assert!(text.contains("do not reach `.git`") && text.contains("`\"hidden\": true`"), "{text}");
    assert!(text.contains(r#""path": "$APPDATA/.git/config""#), "{text}");
}

#[test]
fn no_capability_for_the_window_is_said_with_those_that_have_it() {
    let app = main_reads(json!([{ "path": "$APPDATA/**" }]), json!([]));
    let asked = Asked { caller: Caller::local("side", "side"), ..Asked::read("/home/u/.local/share/org.app/a") };
    let text = explained(&app, &asked);
    assert!(text.contains("no capability of window `side` grants `read`; granted to others by `main`"), "{text}");
}

#[test]
fn an_entry_goes_into_a_capability_of_the_window_or_into_a_new_one() {
    let side = json!({ "identifier": "judged", "windows": ["side"], "permissions": [] });
    let place = |app: &App| {
        let policy = app.policy();
        let record = record(Some(&policy), &Asked::read("/srv/a"));
        explainer(Some(policy)).explain(&record).snippet.unwrap()
    };
    let new = place(&App::without_acl(json!({ "judged": side })));
    assert_eq!(new.capability.as_deref(), Some("judged-more"));
    assert!(new.place.starts_with("into a new file, `src-tauri/capabilities/judged-more.json`"), "{}", new.place);
    let main = json!({ "identifier": "main", "windows": ["main"], "permissions": [] });
    let there = place(&App::without_acl(json!({ "judged": side, "main": main })));
    assert_eq!(there.place, "into `permissions` of the capability `main`");
}

#[test]
fn a_broad_capability_gets_an_entry_for_the_caller_alone() {
    let app = App::with_acl(json!({ "all": {
        "identifier": "all", "windows": ["*"], "remote": { "urls": ["https://example.com"] }, "permissions": ["all"],
    } }));
    let text = explained(&app, &Asked::read("/srv/a"));
    assert!(text.contains(r#""identifier": "allow-read""#) && text.contains(r#""windows": ["#), "{text}");
    assert!(text.contains("the capability is for `https://example.com`, too"), "{text}");
}

#[test]
fn a_permission_of_several_commands_is_said_to_be_one() {
    let app = App::with_acl(json!({ "main": { "identifier": "main", "windows": ["main"], "permissions": ["other"] } }));
    let text = explained(&app, &Asked { command: "move", ..Asked::read("/srv/a") });
    assert!(text.contains("the permission grants `copy`, too"), "{text}");
}

#[test]
fn without_a_policy_it_says_what_it_cannot_name() {
    let asked = Asked::read("/home/u/Docs/a.md");
    let record = record(None, &asked);
    let text = explainer(None).explain(&record).to_string();
    assert!(
        text.contains("unknown: capabilities and permissions cannot be named, because no policy is embedded"),
        "{text}"
    );
    assert!(text.contains("embed_policy!()") && text.contains(r#""identifier": "authority:scope""#), "{text}");
    assert!(text.contains(r#""path": "$DOCUMENT/a.md""#) && text.contains(r#""command": "read""#), "{text}");
}

#[test]
fn a_policy_that_cannot_be_read_is_as_none_and_says_why() {
    let policy = Policy::embedded("{", "{}");
    let record = record(None, &Asked::read("/srv/a"));
    let explanation = explainer(Some(policy)).explain(&record);
    let unknown = explanation.unknown.join("\n");
    assert!(unknown.contains("`acl-manifests.json` of tauri-build cannot be read"), "{unknown}");
    assert!(explanation.behind.is_none() && explanation.snippet.unwrap().text.contains("authority:scope"));
}

#[test]
fn a_remote_caller_is_offered_nothing_that_would_not_count() {
    let context = Context::Remote { pattern: "https://example.com".to_owned() };
    let caller = Caller { context, ..Caller::local("main", "main") };
    let record = record(None, &Asked { caller, ..Asked::read("/srv/a") });
    let explanation = explainer(None).explain(&record);
    assert!(explanation.snippet.is_none());
    assert!(
        explanation.unknown.iter().any(|text| text.contains("entries under `authority:scope` are for local content"))
    );
}

#[test]
fn what_cannot_be_written_as_a_pattern_is_said_and_not_offered() {
    let app = main_reads(json!([{ "path": "$APPDATA/**" }]), json!([]));
    let stars = format!("/{}", "*".repeat(250)).repeat(16);
    let deep = "/a".repeat(130);
    for path in [stars, deep] {
        let policy = app.policy();
        let record = record(Some(&policy), &Asked::read(&path));
        assert_eq!(record.code, Code::PathOutsideScope);
        let explanation = explainer(Some(policy)).explain(&record);
        assert!(explanation.snippet.is_none());
        assert!(explanation.unknown.join(" ").contains("the pattern is longer than"), "{explanation}");
    }
}

#[test]
fn a_command_that_the_acl_denies_is_said_to_be() {
    let mut app = App::with_acl(
        json!({ "main": { "identifier": "main", "windows": ["main"], "permissions": ["allow-read", "deny-read"] } }),
    );
    app.manifests["__app-acl__"]["permissions"]["deny-read"] =
        json!({ "identifier": "deny-read", "commands": { "allow": [], "deny": ["read"] } });
    let text = explained(&app, &Asked::read("/srv/a"));
    assert!(text.contains("capability `main`, permission `deny-read` denies the command `read`"), "{text}");
    assert!(!text.contains(r#""identifier": "allow-read""#), "{text}");
}

#[test]
fn malformed_input_gets_its_cure_and_no_snippet() {
    let app = main_reads(json!([{ "path": "$APPDATA/**" }]), json!([]));
    let text = explained(&app, &Asked::read("/srv/\u{1b}[31m/../x"));
    assert!(text.contains("path.control-character") && !text.contains("paste"), "{text}");
    assert!(!text.contains('\u{1b}'), "nothing of the page's reaches the terminal as it is: {text}");
}

#[test]
fn a_path_is_spelled_with_the_longest_base_and_the_shortest_of_its_names() {
    for (path, pattern) in [
        ("/home/u/.local/share/org.app/a b/c.md", "$APPDATA/a b/c.md"),
        ("/home/u/.local/share/x", "$DATA/x"),
        ("/home/u/Docs", "$DOCUMENT"),
        ("/home/u/Docs2/x", "$HOME/Docs2/x"),
        ("/home/user/x", "/home/user/x"),
        ("/", "/"),
        ("/tmp/[x]{y}*?", "$TEMP/[[]x[]][{]y[}][*][?]"),
        ("/srv/$HOME/**", "/srv/$HOME/[*][*]"),
    ] {
        let path = authority_core::validate::path::ValidPath::parse(path, Platform::Linux).unwrap();
        assert_eq!(spell::pattern(&path, &bases()), pattern);
    }
}
