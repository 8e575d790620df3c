//! The promise of a snippet: pasted, the same question is answered with yes; and no other is.

use authority_core::{
    access::{Access, AccessSet},
    caller::{Caller, Context},
    code::Code,
};
use serde_json::{Value, json};

use super::{App, Asked, explainer, paste::paste, record};
use crate::{Explanation, policy::Policy};

/// splitmix64 with a fixed seed: a sweep is the same one in every run.
struct Dice(u64);

const NAMES: [&str; 16] = [
    "a", "notes", "today.md", ".hidden", "b[1]", "x*", "{y}", "q?", "]", "**", "$HOME", "!z", "a b", "ü", "[!a]",
    "proc",
];
const ROOTS: [&str; 7] =
    ["/home/u/.local/share/org.app", "/home/u/Docs", "/home/u", "/srv", "/tmp", "/proc", "/home/u/.local/share"];
const PATTERNS: [&str; 9] = [
    "$APPDATA/**",
    "$APPDATA/notes/*",
    "$HOME/notes/**",
    "/srv/**",
    "$DOCUMENT/a/*.md",
    "/**",
    "$TEMP/[ab]*",
    "/proc/a",
    "**/a",
];
const LABELS: [&str; 3] = ["main", "side", "m2"];
const COMMANDS: [&str; 4] = ["read", "save", "move", "copy"];
const REMOTE: &str = "https://*.example.com";

#[test]
fn what_is_pasted_allows_what_was_refused_and_nothing_else() {
    let mut dice = Dice(3);
    let (mut offered, mut form_acl, mut form_scope, mut new, mut denied) = (0, 0, 0, 0, 0);
    let mut codes = std::collections::BTreeMap::<&str, usize>::new();
    for _ in 0..600 {
        let app = generate(&mut dice);
        let policy = app.policy();
        let path = path(&mut dice);
        let asked = question(&mut dice, &path);
        let record = record(Some(&policy), &asked);
        let explanation = explainer(Some(policy.clone())).explain(&record);
        let Some(snippet) = &explanation.snippet else {
            assert_reason(&explanation, &asked, &policy);
            denied += usize::from(record.code == Code::PathDenied);
            continue;
        };
        offered += 1;
        *codes.entry(record.code.name()).or_default() += 1;
        let pasted: Value = serde_json::from_str(&snippet.text).unwrap();
        form_acl += usize::from(pasted["identifier"] != "authority:scope" && pasted.get("permissions").is_none());
        form_scope += usize::from(pasted["identifier"] == "authority:scope");
        new += usize::from(pasted.get("permissions").is_some());

        let after = paste(&app, snippet).policy();
        assert!(allowed(&after, &asked), "{explanation}\n{}", app.capabilities);
        assert_no_wider(&policy, &after, &asked, &explanation);
    }
    let counts = [offered, form_acl, form_scope, new, denied];
    let least = [400, 150, 100, 15, 10];
    assert!(counts.iter().zip(least).all(|(count, least)| *count > least), "{counts:?} {codes:?}");
    for code in ["path.outside-scope", "path.access", "path.hidden", "path.kernel", "scope.empty"] {
        assert!(codes.get(code).is_some_and(|count| *count >= 5), "{codes:?}");
    }
}

/// Where nothing is offered, no entry could help, or the explanation says why there is none.
fn assert_reason(explanation: &Explanation, asked: &Asked<'_>, policy: &Policy) {
    match explanation.code {
        Code::Allowed => {}
        Code::PathDenied => assert!(explanation.cure.starts_with("narrow `deny["), "{explanation}"),
        _ => {
            assert!(!explanation.unknown.is_empty(), "{explanation}");
            // The one case in which the entry would not count: nothing that is known lets the remote content in.
            assert!(matches!(asked.caller.context, Context::Remote { .. }), "{explanation}");
            assert!(!policy.admits(&(&asked.caller).into(), asked.command), "{explanation}");
        }
    }
}

/// What was refused before still is: other paths, other windows, other arguments of the plugin's form, other commands.
fn assert_no_wider(before: &Policy, after: &Policy, asked: &Asked<'_>, explanation: &Explanation) {
    let parent =
        asked.path.rsplit_once('/').map(|(parent, _)| parent).filter(|parent| !parent.is_empty()).unwrap_or("/");
    let others = [
        format!("{}x", asked.path),
        format!("{}/x", asked.path),
        parent.to_owned(),
        format!("{parent}/zz"),
        asked.path.replace(['*', '?'], "w"),
        asked.path.replace('[', ""),
    ];
    for other in others.iter().filter(|other| *other != asked.path) {
        let other = Asked { path: other, caller: asked.caller.clone(), ..*asked };
        assert!(allowed(before, &other) || !allowed(after, &other), "`{}` too: {explanation}", other.path);
    }
    let notes = explanation.snippet.as_ref().map(|snippet| snippet.notes.join("\n")).unwrap_or_default();
    for label in LABELS {
        let caller =
            Caller { window: label.to_owned(), webview: label.to_owned(), context: asked.caller.context.clone() };
        let other = Asked { caller, ..*asked };
        let same = label == asked.caller.window;
        assert!(same || allowed(before, &other) || !allowed(after, &other), "window `{label}` too: {explanation}");
    }
    for command in COMMANDS.iter().filter(|command| **command != asked.command) {
        let other = Asked { command, caller: asked.caller.clone(), ..*asked };
        let said = notes.contains(&format!("`{command}`"));
        assert!(said || allowed(before, &other) || !allowed(after, &other), "`{command}` too: {explanation}");
    }
}

fn allowed(policy: &Policy, asked: &Asked<'_>) -> bool {
    record(Some(policy), asked).code == Code::Allowed
}

fn question<'a>(dice: &mut Dice, path: &'a str) -> Asked<'a> {
    let window = dice.pick(&LABELS);
    let webview = if dice.below(6) == 0 { "child" } else { window };
    let context = if dice.below(9) == 0 { Context::Remote { pattern: REMOTE.to_owned() } } else { Context::Local };
    let access = [Access::Read.into(), AccessSet::REPLACE, Access::List.into(), Access::RenameFrom.into()];
    Asked {
        caller: Caller { window: window.to_owned(), webview: webview.to_owned(), context },
        command: dice.pick(&COMMANDS),
        argument: dice.pick(&["note", "to"]),
        access: dice.pick(&access),
        path,
    }
}

fn path(dice: &mut Dice) -> String {
    let mut path = dice.pick(&ROOTS).to_owned();
    for _ in 0..dice.below(4) {
        path.push('/');
        path.push_str(dice.pick(&NAMES));
    }
    path
}

fn generate(dice: &mut Dice) -> App {
    let acl = dice.below(3) > 0;
    let permissions: &[&str] = if acl {
        &["allow-read", "allow-save", "allow-both", "all", "other", "authority:scope"]
    } else {
        &["authority:scope"]
    };
    let mut capabilities = json!({});
    for number in 0..dice.below(16).min(3) {
        let identifier = format!("cap-{number}");
        let mut capability = json!({
            "identifier": identifier,
            "local": dice.below(5) > 0,
            "windows": some(dice, &["main", "side", "*", "m*", "m2"]),
            "webviews": some(dice, &["main", "child"]),
        });
        if dice.below(3) == 0 {
            capability["remote"] = json!({ "urls": some(dice, &[REMOTE, "https://example.org"]) });
        }
        let entries: Vec<Value> = (0..1 + dice.below(4))
            .map(|_| {
                let permission = dice.pick(permissions);
                let allow: Vec<Value> = (0..1 + dice.below(2)).map(|_| entry(dice, permission, true)).collect();
                let deny: Vec<Value> = (0..dice.below(4) / 3).map(|_| entry(dice, permission, false)).collect();
                json!({ "identifier": permission, "allow": allow, "deny": deny })
            })
            .collect();
        capability["permissions"] = json!(entries);
        capabilities[identifier] = capability;
    }
    if acl { App::with_acl(capabilities) } else { App::without_acl(capabilities) }
}

fn entry(dice: &mut Dice, permission: &str, allow: bool) -> Value {
    let pattern = dice.pick(if allow { &PATTERNS[..8] } else { &PATTERNS });
    let mut entry = json!({ "path": pattern });
    if dice.below(4) == 0 {
        entry["arg"] = json!(dice.pick(&["note", "to"]));
    }
    if dice.below(3) == 0 {
        entry["access"] = json!(some(dice, &["read", "write", "list", "rename-from"]));
        if entry["access"] == json!([]) {
            entry["access"] = json!(["create"]);
        }
    }
    if dice.below(5) == 0 && allow {
        entry["hidden"] = json!(true);
    }
    if permission == "authority:scope" {
        entry["command"] = json!(dice.pick(&COMMANDS));
        entry["windows"] = json!([dice.pick(&LABELS)]);
    }
    entry
}

fn some<'a>(dice: &mut Dice, from: &[&'a str]) -> Vec<&'a str> {
    from.iter().copied().filter(|_| dice.below(2) == 0).collect()
}

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) as usize % n
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}
