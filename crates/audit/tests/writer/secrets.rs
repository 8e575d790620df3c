//! What is secret in paths and URLs is in no file of the log, whatever the mode, unless it is asked for twice.

use std::{fs, sync::Arc};

use authority_audit::{AuditLog, Privacy, Settings};
use authority_core::{
    access::{Access, AccessSet},
    caller::Caller,
    guard::{Ask, Guard, PathInput},
    platform::Platform,
    record::Ledger,
    scope::{Frame, List, RawEntry, Scope, Way, bases::Bases},
};
use serde_json::{Value, json};

use crate::support::{files, first, verified};

/// Keys, tokens and numbers of the forms that secrets have, each another one.
fn secrets(count: usize) -> Vec<String> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    (0..count)
        .map(|at| {
            let (a, b) = (next(), next());
            match at % 6 {
                0 => format!("ghp_{a:016x}{b:016x}"),
                1 => format!("sk-{a:016x}{b:016x}"),
                2 => format!("eyJhbGciOiJIUzI1NiJ9.{a:016x}.{b:016x}"),
                3 => format!("{a:016x}{b:016x}"),
                4 => format!(
                    "{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}",
                    a >> 32,
                    a & 0xffff,
                    b & 0xfff,
                    b >> 52,
                    b & 0xffff_ffff_ffff
                ),
                _ => format!("{:016}", a % 10_u64.pow(16)),
            }
        })
        .collect()
}

/// Which of them are in the line of their own decision: the log has no other that speaks of it.
fn shown(privacy: Privacy, secrets_too: bool, all: &[String]) -> Vec<String> {
    let directory = tempfile::tempdir().unwrap();
    let mut bases = Bases::none();
    bases.set("DOCUMENT", "/home/ada/Documents", Platform::Linux);
    bases.set("APPDATA", "/home/ada/.local/share/notes", Platform::Linux);
    let mut settings = Settings::new(directory.path().into());
    (settings.privacy, settings.secrets, settings.verbatim) = (privacy, secrets_too, u32::MAX);
    (settings.bases, settings.max_bytes) = (bases.clone(), 1 << 30);
    let log = Arc::new(AuditLog::open(settings).unwrap());
    let guard = Guard::new(Ledger::new(vec![Arc::clone(&log) as _]), bases).for_platform(Platform::Linux);
    let guard = Arc::new(guard);
    let command: Arc<str> = "ask".into();
    // One caller alone would fill its share of the queue.
    let callers: Vec<_> = (0..16)
        .map(|at| {
            let caller = Arc::new(Caller::local(format!("w{at}"), format!("w{at}")));
            let entries = [json!("/home/ada/**"), json!("https://*.example.com/*")].into_iter().enumerate();
            let entries: Vec<_> = entries.map(|(at, it)| RawEntry::new(List::Allow, Way::Command, at, it)).collect();
            let mut frame = Frame::new(&command, &caller, guard.bases());
            frame.platform = Platform::Linux;
            (Arc::new(Scope::compile(&entries, &frame)), caller)
        })
        .collect();
    for (at, secret) in all.iter().enumerate() {
        let (scope, caller) = &callers[at % callers.len()];
        let ask = |access: AccessSet| Ask { caller, command: &command, argument: "it", index: &[], access };
        let path = |text: String| drop(guard.judge_path(scope, PathInput::Absolute(&text), ask(Access::Read.into())));
        let url = |text: String| drop(guard.judge_url(scope, &text, "GET", ask(AccessSet::NONE)));
        match at % 8 {
            0 => path(format!("/home/ada/Documents/{secret}/letter.pdf")),
            1 => path(format!("/home/ada/.local/share/notes/{secret}.md")),
            2 => path(format!("/elsewhere/{secret}")),
            3 => path(format!("../{secret}")),
            4 => url(format!("https://api.example.com/v1/{secret}?q=1")),
            5 => url(format!("https://api.example.com/?token={secret}#{secret}")),
            6 => url(format!("https://ada:{secret}@api.example.com/")),
            _ => url(format!("https:\\\\{secret}@evil.example/?{secret}")),
        }
        if at % 1_000 == 0 {
            log.sync().unwrap();
        }
    }
    assert!(log.close());
    let log = first(directory.path());
    assert_eq!(verified(&log).totals.verbatim, all.len() as u64, "not all were written");
    let text: String = files(&log).iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let decided = text.lines().filter(|line| line.contains(r#""type":"decision""#));
    let own = decided.map(|line| {
        let value: Value = serde_json::from_str(line).unwrap();
        (line, &all[value["n"].as_u64().unwrap() as usize - 1])
    });
    own.filter(|(line, secret)| line.contains(secret.as_str())).map(|(line, _)| line.to_owned()).collect()
}

#[test]
fn ten_thousand_secrets_are_in_no_file() {
    let all = secrets(10_000);
    for privacy in [Privacy::Template, Privacy::Full, Privacy::Hash] {
        let shown = shown(privacy, false, &all);
        assert!(shown.is_empty(), "{privacy:?}: {} of them, as {:?}", shown.len(), shown.first());
    }
}

/// The test above would find them.
#[test]
fn whoever_asks_twice_has_them() {
    assert!(shown(Privacy::Full, true, &secrets(100)).len() > 70);
}
