//! Capability files as they are written, right and wrong.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::{Value, json};

use crate::app::App;

macro_rules! entries {
    ($($(#[$doc:meta])* $name:ident: $permission:literal $list:literal $entry:tt => $taken:literal;)*) => { $(
        $(#[$doc])*
        #[test]
        fn $name() {
            let editor = App::new(stringify!($name)).extended().editor();
            assert_eq!(editor.takes_entry($permission, $list, &json!($entry)), $taken);
        }
    )* };
}

entries! {
    a_bare_path: "allow-read-note" "allow" "$DOCUMENT/notes/**" => true;
    a_path_with_all_keys: "allow-read-note" "allow"
        { "path": "/a", "arg": "note", "access": ["read"], "hidden": true, "windows": ["main"], "webviews": ["*"] } => true;
    a_url: "allow-read-note" "allow" { "url": "https://a.example/*" } => true;
    a_misspelt_key: "allow-read-note" "allow" { "path": "/a", "acess": ["read"] } => false;
    an_unknown_access: "allow-read-note" "allow" { "path": "/a", "access": ["reed"] } => false;
    an_empty_list: "allow-read-note" "deny" { "path": "/a", "windows": [] } => false;
    a_null: "allow-read-note" "deny" { "path": "/a", "hidden": null } => false;
    a_number: "allow-read-note" "allow" 1 => false;
    two_kinds: "allow-read-note" "allow" { "path": "/a", "table": "a" } => false;
    a_command_where_tauri_names_it: "allow-read-note" "allow" { "path": "/a", "command": "read_note" } => false;

    a_kind: "allow-dump-table" "allow" { "table": "notes", "arg": "table", "windows": ["main"] } => true;
    an_unknown_kind: "allow-dump-table" "allow" { "tabel": "notes" } => false;
    an_access_of_a_kind: "allow-dump-table" "allow" { "table": "notes", "access": ["read"] } => false;
    an_empty_name: "allow-dump-table" "allow" { "table": "" } => false;
    the_permission_that_denies: "deny-dump-table" "deny" { "tabel": "notes" } => false;
    a_kind_in_a_module: "allow-dump-table" "allow" { "flag": "--jobs", "value": "[0-9]+" } => true;
    an_optional_field_left_out: "allow-dump-table" "allow" { "flag": "--quiet" } => true;
    a_field_without_its_key: "allow-dump-table" "allow" { "value": "[0-9]+" } => false;
    an_expression_that_is_none: "allow-dump-table" "allow" { "flag": "--jobs", "value": "[0-9" } => false;
    an_expression_of_another_type: "allow-dump-table" "allow" { "flag": "--jobs", "value": 4 } => false;
    a_kind_of_one_platform: "allow-dump-table" "allow" { "printer": "*", "copies": { "max": 2 }, "priority": 0 } => true;
    a_required_field_left_out: "allow-dump-table" "allow" { "printer": "*", "copies": 1 } => false;
    a_deny_that_leaves_it_out: "allow-dump-table" "deny" { "printer": "boss" } => true;
    a_range_without_ends: "allow-dump-table" "allow" { "printer": "*", "copies": {}, "priority": 0 } => false;
    a_range_with_another_key: "allow-dump-table" "allow" { "printer": "*", "copies": { "most": 2 }, "priority": 0 } => false;
    a_range_where_none_is: "allow-dump-table" "allow" { "printer": "*", "copies": 1, "priority": { "min": 1 } } => false;
    a_number_that_cannot_be: "allow-dump-table" "allow" { "printer": "*", "copies": 1, "priority": 40_000 } => false;
    the_first_number_that_cannot_be: "allow-dump-table" "allow" { "printer": "*", "copies": 1, "priority": 32_768 } => false;
    the_last_that_can: "allow-dump-table" "allow" { "printer": "*", "copies": 1, "priority": 32_767 } => true;
    a_renamed_field: "allow-dump-table" "deny" { "printer": "*", "inColor": true } => true;
    by_its_name_in_rust: "allow-dump-table" "deny" { "printer": "*", "color": true } => false;

    under_the_plugin: "authority:scope" "allow" { "command": "read_note", "path": "/a", "windows": ["main"] } => true;
    a_kind_there: "authority:scope" "allow" { "command": "dump", "table": "notes", "webviews": ["main"] } => true;
    an_unknown_kind_there: "authority:scope" "allow" { "command": "dump", "tabel": "notes", "windows": ["main"] } => false;
    no_command_there: "authority:scope" "allow" { "path": "/a", "windows": ["main"] } => false;
    no_window_there: "authority:scope" "deny" { "command": "read_note", "path": "/a" } => false;
    a_bare_path_there: "authority:scope" "allow" "/a" => false;
    a_url_to_fetch: "authority:fetch" "allow" "https://example.com/*" => true;
    a_url_to_fetch_on_terms: "authority:fetch" "allow" { "url": "https://example.com/*", "methods": ["GET"], "maxBytes": 9 } => true;
    a_url_that_is_not_fetched: "authority:fetch" "deny" "https://example.com/*" => true;
    a_wrong_key_there: "authority:fetch" "allow" { "url": "https://example.com/*", "method": ["GET"] } => false;
    /// What another plugin says of its entries stays.
    another_plugin: "feeds:allow-fetch" "allow" { "feed": "a" } => true;
    another_plugin_wrong: "feeds:allow-fetch" "allow" { "path": "/a" } => false;
}

#[test]
fn a_permission_of_another_type_can_be_left_out() {
    let app = App::new("except");
    let takes = |permission| app.editor().takes_entry(permission, "allow", &json!({ "feed": "a" }));
    let _ = app.schemas().extend_quietly();
    assert!(!takes("allow-fetch-feed"));
    let _ = app.schemas().except("allow-fetch-feed").extend_quietly();
    assert!(takes("allow-fetch-feed") && !takes("allow-read-note"));
}

#[test]
fn an_app_without_permissions_has_the_plugins() {
    let editor = App::without_permissions("no-acl").extended().editor();
    assert!(editor.takes(json!([{ "identifier": "authority:scope", "allow": [
        { "command": "dump", "table": "notes", "windows": ["main"] }
    ] }])));
    assert!(!editor.takes(json!(["allow-read-note"])), "nobody has it");
}

#[test]
fn before_it_nobody_marks_anything_and_an_apps_kind_is_marked() {
    let editor = App::new("before").editor();
    assert!(editor.takes_entry("allow-read-note", "allow", &json!({ "acess": 1 })));
    let kind = json!({ "command": "dump", "table": "notes", "windows": ["main"] });
    assert!(!editor.takes_entry("authority:scope", "allow", &kind));
}

#[test]
fn the_examples_capabilities_are_without_a_mark() {
    let mut seen = 0;
    for example in ["minimal", "vault"] {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(example);
        let app = App::new(example);
        for source in fs::read_dir(dir.join("src-tauri/src")).unwrap() {
            let source = source.unwrap();
            app.write(
                &format!("src/example/{}", source.file_name().display()),
                &fs::read_to_string(source.path()).unwrap(),
            );
        }
        let editor = app.extended().editor();
        for file in fs::read_dir(dir.join("src-tauri/capabilities")).unwrap() {
            let mut capability: Value =
                serde_json::from_str(&fs::read_to_string(file.unwrap().path()).unwrap()).unwrap();
            // This app has one permission, which stands for all of theirs.
            let mut kept = BTreeSet::new();
            for permission in capability["permissions"].as_array().unwrap().iter().filter(|one| one.is_object()) {
                let mut permission = permission.clone();
                if !permission["identifier"].as_str().unwrap().contains(':') {
                    permission["identifier"] = "allow-read-note".into();
                }
                kept.insert(permission.to_string());
                seen += 1;
            }
            capability["permissions"] = kept.iter().map(|text| serde_json::from_str::<Value>(text).unwrap()).collect();
            assert!(editor.takes_file(&capability), "{capability:#}");
        }
    }
    assert!(seen > 5);
}
