//! The book, so that its Rust snippets are tests of this crate; and what they stand on: an app with the capability that the
//! chapter shows.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "in a test a panic is the report")]

mod chapters;

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use tauri_plugin_authority::test::Refused;
use tempfile::TempDir;

/// The repository.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The fenced blocks of a text in this language, whatever else their fence says.
#[must_use]
pub fn blocks(text: &str, language: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(fence) = line.trim_start().strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| !line.trim_start().starts_with("```")).collect();
        if fence.split(',').next() == Some(language) {
            found.push(block.join("\n"));
        }
    }
    found
}

/// The permissions with entries that a chapter shows, as they would stand in a capability.
#[must_use]
pub fn permissions(chapter: &str) -> Vec<Value> {
    let parsed = |block: String| serde_json::from_str::<Value>(&block).expect(&block);
    let shown = blocks(chapter, "json").into_iter().map(parsed);
    shown.filter(|block| block.get("allow").or(block.get("deny")).is_some()).collect()
}

/// An app in a directory of its own, and in it for as long as this is kept.
#[derive(Debug)]
pub struct Entered {
    _dir: TempDir,
    chapter: String,
}

/// Makes the app of a chapter, whose capability holds what the chapter shows, and enters its directory: there, `src-tauri` is
/// what the snippet says. Each doctest runs in a process of its own.
#[must_use]
pub fn enter(chapter: &str) -> Entered {
    let text = fs::read_to_string(root().join("docs/book/src").join(chapter)).expect(chapter);
    let app = TempDir::new().expect("a directory can be made");
    let write = |name: &str, value: &str| {
        let path = app.path().join("src-tauri").join(name);
        fs::create_dir_all(path.parent().expect("it has one")).expect(name);
        fs::write(path, value).expect(name);
    };
    let permissions = permissions(&text);
    assert!(!permissions.is_empty(), "{chapter} shows no permission");
    write("tauri.conf.json", r#"{ "identifier": "com.example.notes" }"#);
    let capability = json!({ "identifier": "main", "windows": ["main"], "permissions": permissions });
    write("capabilities/main.json", &capability.to_string());
    write("gen/schemas/acl-manifests.json", &manifests().to_string());
    env::set_current_dir(app.path()).expect("it can be entered");
    Entered { _dir: app, chapter: text }
}

impl Entered {
    /// Holds the refusal that the chapter shows to this one. The id is another each time.
    ///
    /// # Panics
    ///
    /// Where the page would get something else.
    pub fn shows(&self, refused: &Refused) {
        let Refused::Denied(denial) = refused else { panic!("{refused}") };
        self.shows_sent(serde_json::to_value(denial).expect("a denial is JSON"));
    }

    /// The same for what a page got.
    ///
    /// # Panics
    ///
    /// Where the chapter shows something else.
    pub fn shows_sent(&self, mut sent: Value) {
        sent["decision"] = json!("93cf8898ec6a5136");
        let shown = blocks(&self.chapter, "json")
            .iter()
            .any(|block| serde_json::from_str(block).is_ok_and(|it: Value| it == sent));
        assert!(shown, "the chapter does not show {sent:#}");
    }
}

/// What a build leaves for the plugin that a chapter writes, `notes`.
fn manifests() -> Value {
    let commands = json!({ "allow": ["read"], "deny": [] });
    let allow_read = json!({ "identifier": "allow-read", "description": "", "commands": commands });
    json!({ "notes": { "default_permission": null, "permissions": { "allow-read": allow_read }, "permission_sets": {}, "global_scope_schema": null } })
}
