//! The capability that the place for entries goes to.

use serde_json::{Value, json};

use super::app::{App, CAPABILITY, CONFIG};

const DEFAULT: &str = "src-tauri/capabilities/default.json";

fn capability(identifier: &str, fields: Value) -> String {
    let mut capability = json!({ "identifier": identifier, "permissions": ["core:default"] });
    for (key, value) in fields.as_object().unwrap() {
        capability[key] = value.clone();
    }
    capability.to_string()
}

/// An app with these capabilities, each in a file of its name.
fn app(capabilities: &[(&str, Value)]) -> App {
    let app = App::with(DEFAULT, None);
    for (identifier, fields) in capabilities {
        app.write(&format!("src-tauri/capabilities/{identifier}.json"), capability(identifier, fields.clone()));
    }
    app
}

/// Which of these files has the place now.
fn chosen(app: &App) -> Vec<String> {
    app.state()
        .into_iter()
        .filter(|(name, content)| {
            name.contains("/capabilities/") && String::from_utf8_lossy(content).contains("authority:scope")
        })
        .map(|(name, _)| name.rsplit('/').next().unwrap().to_owned())
        .collect()
}

#[test]
fn it_is_the_one_for_the_main_window() {
    for (capabilities, file) in [
        (vec![("a", json!({ "windows": ["editor"] })), ("b", json!({ "windows": ["main"] }))], "b.json"),
        (vec![("a", json!({ "windows": ["editor"] })), ("b", json!({ "windows": ["ma*"] }))], "b.json"),
        (vec![("a", json!({ "windows": ["editor"] })), ("b", json!({ "webviews": ["*"] }))], "b.json"),
        (vec![("a", json!({ "windows": ["editor"] }))], "a.json"),
        (
            vec![("a", json!({ "windows": ["main"] })), ("b", json!({ "windows": ["main"], "platforms": ["iOS"] }))],
            "a.json",
        ),
    ] {
        let app = app(&capabilities);
        assert_eq!(app.init(&["--yes"]).code, 0);
        assert_eq!(chosen(&app), [file]);
    }
}

#[test]
fn where_there_is_a_choice_it_is_named_and_nothing_is_done() {
    let main = json!({ "windows": ["main"] });
    for (capabilities, words) in [
        (
            [("a", main.clone()), ("b", main.clone())],
            "several capabilities are for the window `main`: name one with `--capability`: `a` (src-tauri/capabilities/a.json), `b` (src-tauri/capabilities/b.json)",
        ),
        (
            [("a", json!({ "windows": ["x"] })), ("b", json!({}))],
            "no capability is for the window `main`: name one with `--capability`: `a` (",
        ),
    ] {
        let app = app(&capabilities);
        let before = app.state();
        let said = app.init(&["--yes"]);
        assert_eq!(said.code, 4);
        assert!(said.words.contains(words), "{}", said.words);
        super::app::assert_same(&app.state(), &before);
        assert_eq!(app.init(&["--yes", "--capability", "b"]).code, 0);
        assert_eq!(chosen(&app), ["b.json"]);
        assert_eq!(app.init(&[]).words, "nothing to do\n");
        app.undone(&before);
    }
}

#[test]
fn a_capability_that_there_is_not_is_refused_with_those_that_there_are() {
    let app = App::new();
    let said = app.init(&["--yes", "--capability", "man"]);
    assert_eq!(said.code, 4);
    assert!(said.words.contains("`man` is no capability of this app: `default` (src-tauri/capabilities/default.json)"));
}

#[test]
fn those_that_the_configuration_leaves_out_are_not_in_force() {
    let main = json!({ "windows": ["main"] });
    let app = app(&[("a", main.clone()), ("b", main)]);
    let config: Value = serde_json::from_str(CONFIG).unwrap();
    let mut listed = config.clone();
    listed["app"]["security"]["capabilities"] = json!(["b"]);
    app.write("src-tauri/tauri.conf.json", listed.to_string());
    assert_eq!(app.init(&["--yes"]).code, 0);
    assert_eq!(chosen(&app), ["b.json"]);
}

#[test]
fn an_app_whose_capabilities_stand_in_no_file_hears_what_to_add() {
    let app = app(&[]);
    let said = app.init(&["--yes"]);
    assert_eq!(said.code, 5);
    assert!(
        said.words
            .contains("by hand: no file below `src-tauri/capabilities` holds a capability that is in force: add ")
    );
    assert!(said.words.contains("authority:scope"));
}

#[test]
fn a_place_that_is_there_is_enough() {
    for entry in [json!("authority:scope"), json!({ "identifier": "authority:scope", "allow": [{ "command": "x" }] })] {
        let main = json!({ "windows": ["main"] });
        let mut with = main.clone();
        with["permissions"] = json!([entry]);
        let app = app(&[("a", main), ("b", with)]);
        let before = app.read("src-tauri/capabilities/b.json");
        assert_eq!(app.init(&["--yes"]).code, 0);
        assert_eq!((chosen(&app), app.read("src-tauri/capabilities/b.json")), (vec!["b.json".to_owned()], before));
    }
}

/// Adds to a file that is written like this, and takes it back.
#[track_caller]
fn becomes(name: &str, before: &str, after: &str) {
    let app = App::with(DEFAULT, None);
    let name = format!("src-tauri/capabilities/{name}");
    app.write(&name, before);
    let state = app.state();
    let said = app.init(&["--yes"]);
    assert_eq!(said.code, 0, "{before}: {}", said.words);
    assert_eq!(app.read(&name), after);
    app.undone(&state);
}

#[test]
fn a_file_keeps_its_own_form() {
    let line = r#"{ "identifier": "authority:scope", "allow": [], "deny": [] }"#;
    becomes(
        "a.json",
        r#"{ "identifier": "a", "windows": ["main"], "permissions": ["core:default"] }"#,
        &format!(r#"{{ "identifier": "a", "windows": ["main"], "permissions": ["core:default", {line}] }}"#),
    );
    becomes(
        "a.json",
        "{\n\t\"identifier\": \"a\",\n\t\"permissions\": []\n}",
        "{\n\t\"identifier\": \"a\",\n\t\"permissions\": [\n\t\t{\n\t\t\t\"identifier\": \"authority:scope\",\n\t\t\t\"allow\": [],\n\t\t\t\"deny\": []\n\t\t}\n\t]\n}",
    );
    becomes(
        "a.json",
        "[\n  { \"identifier\": \"a\", \"windows\": [\"x\"], \"permissions\": [] },\n  { \"identifier\": \"b\", \"windows\": [\"main\"], \"permissions\": [\"p\"] }\n]",
        &format!(
            "[\n  {{ \"identifier\": \"a\", \"windows\": [\"x\"], \"permissions\": [] }},\n  {{ \"identifier\": \"b\", \"windows\": [\"main\"], \"permissions\": [\"p\", {line}] }}\n]"
        ),
    );
    becomes(
        "a.json",
        "{ \"capabilities\": [{ \"identifier\": \"a\", \"windows\": [\"main\"], \"permissions\": [\"p\"] }] }",
        &format!(
            "{{ \"capabilities\": [{{ \"identifier\": \"a\", \"windows\": [\"main\"], \"permissions\": [\"p\", {line}] }}] }}"
        ),
    );
    becomes(
        "a.json5",
        "// ours\n{\n  identifier: 'a',\n  permissions: [\n    'core:default',\n  ],\n}\n",
        "// ours\n{\n  identifier: 'a',\n  permissions: [\n    'core:default',\n    {\n      \"identifier\": \"authority:scope\",\n      \"allow\": [],\n      \"deny\": []\n    },\n  ],\n}\n",
    );
    let line = r#"{ identifier = "authority:scope", allow = [], deny = [] }"#;
    becomes(
        "a.toml",
        "identifier = \"a\" # ours\npermissions = [\n  \"core:default\", # all\n  \"x:y\"\n]\n",
        &format!("identifier = \"a\" # ours\npermissions = [\n  \"core:default\", # all\n  \"x:y\",\n  {line}\n]\n"),
    );
    becomes(
        "a.toml",
        "[[capabilities]]\nidentifier = \"a\"\npermissions = [\"core:default\"]\n",
        &format!("[[capabilities]]\nidentifier = \"a\"\npermissions = [\"core:default\", {line}]\n"),
    );
}

#[test]
fn where_a_comment_would_change_hands_it_is_left_to_a_person() {
    for (name, content) in [
        ("a.json5", "{ identifier: 'a', permissions: [\n 'core:default', // all\n ] }"),
        ("a.toml", "identifier = \"a\"\npermissions = [\n \"core:default\" # all\n]\n"),
        ("a.toml", "identifier = \"a\"\n[[permissions]]\nidentifier = \"core:default\"\n"),
    ] {
        let app = App::with(DEFAULT, None);
        app.write(&format!("src-tauri/capabilities/{name}"), content);
        let said = app.init(&["--yes"]);
        assert_eq!(said.code, 5, "{content}");
        assert!(said.words.contains("by hand: the permissions of `a` in "), "{}", said.words);
        assert_eq!(app.read(&format!("src-tauri/capabilities/{name}")), content);
    }
}

#[test]
fn schemas_are_no_capabilities() {
    let app = App::new();
    app.write("src-tauri/capabilities/schemas/schema.json", "{}");
    app.write("src-tauri/capabilities/README.md", "# none");
    assert_eq!(app.init(&["--yes"]).code, 0);
}

#[test]
fn an_entry_of_the_users_keeps_the_place() {
    let app = App::new();
    let before = app.state();
    let app = app.added();
    app.edit(
        DEFAULT,
        "\"allow\": []",
        "\"allow\": [{ \"command\": \"greet\", \"path\": \"$APPDATA/**\", \"windows\": [\"main\"] }]",
    );
    let filled = app.read(DEFAULT);
    let said = app.init(&["--undo", "--yes"]);
    assert_eq!((said.code, app.read(DEFAULT)), (5, filled));
    assert!(
        said.words.contains("by hand: `authority:scope` in `src-tauri/capabilities/default.json` is left as it is: `authority:scope` is not empty now"),
        "{}",
        said.words
    );
    // Once it is empty again, it goes, too.
    app.write(
        DEFAULT,
        CAPABILITY.replace(
            "\"core:default\"",
            "{\"deny\": [], \"identifier\": \"authority:scope\", \"allow\": []}, \"core:default\"",
        ),
    );
    assert_eq!(app.init(&["--undo", "--yes"]).code, 0);
    assert_eq!(app.read(DEFAULT), CAPABILITY);
    super::app::assert_same(&app.state(), &before);
}
