//! What is written, and what is left alone.

use std::{fs, time::SystemTime};

use serde_json::{Value, json};

use crate::app::{App, left};

const LINUX: &str = "gen/schemas/linux-schema.json";

#[test]
fn again_it_writes_nothing() {
    let app = App::new("again").extended();
    let path = app.dir.join(LINUX);
    let long_ago = SystemTime::UNIX_EPOCH;
    fs::File::options().write(true).open(&path).unwrap().set_modified(long_ago).unwrap();
    let text = app.read(LINUX);
    let done = app.schemas().extend_quietly();
    assert_eq!(done.schemas.len(), 2, "{done:?}");
    assert_eq!(app.read(LINUX), text);
    assert_eq!(fs::metadata(path).unwrap().modified().unwrap(), long_ago);
}

#[test]
fn a_kind_that_is_gone_is_gone() {
    let app = App::new("gone").extended();
    let entry = json!({ "table": "notes" });
    assert!(app.editor().takes_entry("allow-dump-table", "allow", &entry));
    app.write("src/main.rs", "fn main() {}");
    let app = app.extended();
    assert!(!app.editor().takes_entry("allow-dump-table", "allow", &entry));
    assert!(!app.editor().takes_entry(
        "authority:scope",
        "allow",
        &json!({ "command": "a", "table": "a", "windows": ["b"] })
    ));
}

#[test]
fn nothing_but_entries_changes() {
    let app = App::new("entries-only");
    let mut before: Value = serde_json::from_str(&app.read(LINUX)).unwrap();
    let mut after: Value = serde_json::from_str(&app.extended().read(LINUX)).unwrap();
    let conditions = |root: &mut Value| root["definitions"]["PermissionEntry"]["anyOf"][1]["allOf"].take();
    let (old, new) = (conditions(&mut before), conditions(&mut after));
    assert_eq!(before, after);
    let (old, new) = (old.as_array().unwrap(), new.as_array().unwrap());
    assert_eq!(new.len(), old.len() + 2);
    for (i, (old, new)) in old.iter().zip(&new[2..]).enumerate() {
        // The plugin's own is the first.
        assert_eq!(old == new, i != 0, "{new}");
        assert_eq!(old["properties"], new["properties"]);
        // What may be fetched is said apart.
        let mut named = old["if"].clone();
        if let Some(names) = named.pointer_mut("/properties/identifier/anyOf").and_then(Value::as_array_mut) {
            names.retain(|name| name["const"] != "authority:fetch");
        }
        assert_eq!(named, new["if"]);
    }
}

#[test]
fn documentation_reaches_the_editor() {
    let text = App::new("docs").extended().read(LINUX);
    for line in ["A table of the app's database.", "What its value may be.\\n\\nA regular expression", "Other cases of"]
    {
        assert!(text.contains(line), "{line}");
    }
}

#[test]
fn what_is_not_understood_is_left_and_the_rest_extended() {
    let app = App::new("shapes");
    let good: Value = serde_json::from_str(&app.read(LINUX)).unwrap();
    let broken = |change: &dyn Fn(&mut Value)| {
        let mut schema = good.clone();
        change(&mut schema);
        schema.to_string()
    };
    let cases = [
        "no JSON".to_owned(),
        "[]".to_owned(),
        "{}".to_owned(),
        broken(&|schema| schema["definitions"]["PermissionEntry"] = json!({ "type": "string" })),
        broken(&|schema| schema["definitions"]["PermissionEntry"]["anyOf"] = json!([])),
        broken(&|schema| schema["definitions"]["PermissionEntry"]["anyOf"][1] = json!(true)),
        broken(&|schema| schema["definitions"]["Identifier"] = json!({ "type": "string" })),
        broken(&|schema| schema["definitions"]["PermissionEntry"]["anyOf"][1]["allOf"][0]["then"] = json!({})),
        broken(&|schema| {
            schema["definitions"]["PermissionEntry"]["anyOf"][1]["allOf"][0]["then"]["properties"] =
                json!({ "allow": {} })
        }),
        broken(&|schema| schema["maxItems"] = json!("four")),
        // Of a later draft: `$defs` is kept as it is, so there are no definitions.
        broken(&|schema| schema["$defs"] = schema.as_object_mut().unwrap().remove("definitions").unwrap()),
    ];
    for text in cases {
        app.write(LINUX, &text);
        let done = app.schemas().extend_quietly();
        let [(file, why)] = &left(&done)[..] else { panic!("{text:.200}: {done:?}") };
        assert_eq!(file, "linux-schema.json");
        assert!(why.starts_with("not extended, since it"), "{why}");
        assert_eq!(app.read(LINUX), text);
        assert_eq!(done.schemas.len(), 1, "the other one is");
    }
}

#[test]
fn a_schema_without_the_plugin_is_left() {
    let app = App::new("no-plugin");
    let text = app.read(LINUX).replace("authority:", "somebody:");
    app.write(LINUX, &text);
    let done = app.schemas().extend_quietly();
    assert!(left(&done)[0].1.contains("add `tauri-plugin-authority`"), "{done:?}");
    assert_eq!(app.read(LINUX), text);
}

#[test]
fn without_schemas_it_says_what_comes_first() {
    let app = App::new("none");
    fs::remove_dir_all(app.dir.join("gen")).unwrap();
    let done = app.schemas().extend_quietly();
    assert!(left(&done)[0].1.contains("call `tauri_build::build` first"), "{done:?}");
    assert!(done.schemas.is_empty() && !app.dir.join("gen").exists());
}

#[test]
fn every_source_is_read_and_no_other_file() {
    let app = App::new("sources");
    app.write("src/deep/down.rs", "fn nothing() {}");
    app.write("src/notes.txt", KIND);
    app.write("src/broken.rs", "#[kind(key)] struct {{{");
    fs::write(app.dir.join("src/latin.rs"), b"// caf\xe9 #[kind(key)]").unwrap();
    app.write("../sources-domain/src/lib.rs", KIND);
    let done = app.schemas().extend_quietly();
    assert_eq!(done.sources.len(), 4, "{done:?}");
    assert!(left(&done).is_empty(), "{done:?}");
    let entry = json!({ "queue": "a" });
    assert!(!app.editor().takes_entry("allow-dump-table", "allow", &entry));
    let done = app.schemas().sources("../sources-domain/src").extend_quietly();
    assert_eq!(done.sources.len(), 5, "{done:?}");
    assert!(app.editor().takes_entry("allow-dump-table", "allow", &entry));
}

#[test]
fn a_folder_that_is_not_there_is_said_and_the_rest_done() {
    let app = App::new("no-folder");
    let done = app.schemas().sources("../nowhere").extend_quietly();
    assert_eq!(left(&done)[0].0, "nowhere");
    assert_eq!(done.schemas.len(), 2);
}

const KIND: &str = "#[derive(Kind)] struct Queue { #[kind(key)] queue: String }";
