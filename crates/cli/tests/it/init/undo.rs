//! The way back: what was added goes, and only that.

use super::app::{App, CAPABILITY, PACKAGE, VERSION, assert_same};

const MANIFEST: &str = "src-tauri/Cargo.toml";
const RECORD: &str = "src-tauri/.authority-init.json";

#[test]
fn undo_leaves_every_byte_as_it_was() {
    for app in [App::new(), App::new().committed(), App::with("package.json", None)] {
        let before = app.state();
        app.added().undone(&before);
    }
}

#[test]
fn undo_shows_first_and_asks() {
    let app = App::new().added();
    let after = app.state();
    for (args, code) in [(&["--undo"][..], 1), (&["--undo", "--dry-run"], 0)] {
        let said = app.init(args);
        assert_eq!(said.code, code);
        assert_eq!(said.lines(MANIFEST), [concat!("-tauri-plugin-authority = \"", env!("CARGO_PKG_VERSION"), "\"")]);
        assert_eq!(said.lines("src-tauri/src/lib.rs"), ["-        .plugin(tauri_plugin_authority::init())"]);
        assert_same(&app.state(), &after);
    }
}

#[test]
fn undo_without_a_record_takes_nothing() {
    let app = App::new().added();
    std::fs::remove_file(app.path(RECORD)).unwrap();
    let before = app.state();
    let said = app.init(&["--undo", "--yes"]);
    assert_eq!(said.code, 0);
    assert!(said.words.contains(
        "note: there is no `src-tauri/.authority-init.json`: nothing is known to have been added\nnothing to do\n"
    ));
    assert_same(&app.state(), &before);
}

#[test]
fn what_was_there_before_stays() {
    let app = App::new();
    app.edit(
        MANIFEST,
        "serde = \"1\"\n",
        concat!("serde = \"1\"\ntauri-plugin-authority = \"", env!("CARGO_PKG_VERSION"), "\"\n"),
    );
    let before = app.state();
    app.added().undone(&before);
}

#[test]
fn what_was_edited_around_it_stays() {
    let app = App::new();
    let edit = |app: &App| {
        app.edit(MANIFEST, "serde = \"1\"\n", "serde = \"1\"\nuuid = \"1\"\n");
        app.edit("package.json", "    \"zod\": \"^3.0.0\",\n", "    \"zod\": \"^4.0.0\",\n    \"vue\": \"^3\",\n");
        app.edit(
            "src-tauri/src/lib.rs",
            "        .invoke_handler",
            "        .plugin(tauri_plugin_store::init())\n        .invoke_handler",
        );
        app.edit("src-tauri/capabilities/default.json", "\"core:default\",", "\"core:default\", \"store:default\",");
    };
    let after = app.added();
    edit(&after);
    let before = App::new();
    before.write("src-tauri/capabilities/default.json", CAPABILITY.replace("\"core:default\"", "\"core:default\","));
    edit(&before);
    before.edit("src-tauri/capabilities/default.json", "\"store:default\",", "\"store:default\"");
    after.undone(&before.state());
}

#[test]
fn what_came_behind_it_stays() {
    let app = App::with("package.json", "{\n  \"name\": \"x\"\n}\n").added();
    app.edit("package.json", "api\": \"^$VERSION\"", "api\": \"^$VERSION\",\n    \"vue\": \"^3\"");
    app.edit(
        "src-tauri/capabilities/default.json",
        "\"deny\": []\n    }",
        "\"deny\": []\n    },\n    \"store:default\"",
    );
    app.edit(MANIFEST, "authority = \"$VERSION\"\n", "authority = \"$VERSION\"\nuuid = \"1\"\n");
    assert_eq!(app.init(&["--undo", "--yes"]).code, 0);
    assert_eq!(app.read("package.json"), "{\n  \"name\": \"x\",\n  \"dependencies\": {\n    \"vue\": \"^3\"\n  }\n}\n");
    assert_eq!(
        app.read("src-tauri/capabilities/default.json"),
        CAPABILITY.replace("\"core:default\"", "\"core:default\",\n    \"store:default\"")
    );
    assert!(app.read(MANIFEST).contains("serde = \"1\"\nuuid = \"1\"\n"));
}

#[test]
fn what_other_tools_have_laid_out_anew_is_found() {
    let app = App::new().added();
    // npm sorts; a formatter joins lines; git turns line ends.
    app.write(
        "package.json",
        "{\"name\":\"shop\",\"dependencies\":{\"@tauri-apps/api\":\"^2\",\"tauri-plugin-authority-api\":\"^$VERSION\",\"zod\":\"^3.0.0\"},\"type\":\"module\"}"
            .replace("$VERSION", VERSION),
    );
    for name in [MANIFEST, "src-tauri/src/lib.rs", "src-tauri/capabilities/default.json"] {
        app.write(name, app.read(name).replace('\n', "\r\n"));
    }
    assert_eq!(app.init(&["--undo", "--yes"]).code, 0);
    assert_eq!(
        app.read("package.json"),
        "{\"name\":\"shop\",\"dependencies\":{\"@tauri-apps/api\":\"^2\",\"zod\":\"^3.0.0\"},\"type\":\"module\"}"
    );
    let old = App::new();
    for name in [MANIFEST, "src-tauri/src/lib.rs", "src-tauri/capabilities/default.json"] {
        assert_eq!(app.read(name), old.read(name).replace('\n', "\r\n"), "{name}");
    }
}

#[test]
fn what_somebody_has_changed_stays_and_is_named() {
    for (name, from, to, why) in [
        (
            MANIFEST,
            "authority = \"$VERSION\"",
            "authority = { version = \"$VERSION\", features = [\"x\"] }",
            "`tauri-plugin-authority` asks for something else now",
        ),
        (
            MANIFEST,
            "authority = \"$VERSION\"",
            "authority.version = \"$VERSION\"",
            "`tauri-plugin-authority` asks for something else now",
        ),
        ("package.json", "^$VERSION", "^77.0.0", "`tauri-plugin-authority-api` asks for something else now"),
    ] {
        let app = App::new().added();
        app.edit(name, from, to);
        let changed = app.read(name);
        let said = app.init(&["--undo", "--yes"]);
        assert_eq!((said.code, app.read(name)), (5, changed));
        assert!(said.words.contains(&format!("in `{name}` is left as it is: {why}")), "{}", said.words);
        // The rest is gone, and the record has what is left.
        assert_eq!(app.read("src-tauri/capabilities/default.json"), CAPABILITY);
        let record: serde_json::Value = serde_json::from_str(&app.read(RECORD)).unwrap();
        assert_eq!(record["added"].as_array().unwrap().len(), 1, "{record}");
        app.edit(name, to, from);
        app.undone(&App::new().state());
    }
}

#[test]
fn files_that_are_gone_are_no_trouble() {
    let app = App::new().added();
    std::fs::remove_file(app.path("package.json")).unwrap();
    let said = app.init(&["--undo", "--yes"]);
    assert_eq!(said.code, 0);
    assert!(said.words.contains("note: `package.json` is gone, and what was added with it"), "{}", said.words);
    assert!(!app.path(RECORD).exists());
}

#[test]
fn a_record_of_somebody_elses_is_refused() {
    let entry = |file: &str| {
        format!(
            "{{\"about\":\"\",\"version\":1,\"added\":[{{\"part\":\"npm\",\"file\":\"{file}\",\"value\":\"1\",\"text\":\"\"}}]}}"
        )
    };
    for (record, words) in [
        ("{".to_owned(), "cannot be read: "),
        (
            "{\"about\":\"\",\"version\":2,\"added\":[]}".to_owned(),
            "is none that this version of `cargo authority` wrote",
        ),
        (entry("../package.json"), "is none that this version"),
        (entry("/etc/package.json"), "is none that this version"),
        (entry(""), "is none that this version"),
    ] {
        let app = App::new();
        app.write(RECORD, &record);
        let before = app.state();
        for args in [&["--yes"][..], &["--undo", "--yes"]] {
            let said = app.init(args);
            assert_eq!(said.code, 4, "{record}");
            assert!(said.words.contains(words), "{record}: {}", said.words);
            assert_same(&app.state(), &before);
        }
    }
}

#[test]
fn undo_of_a_file_that_cannot_be_parsed_now_changes_nothing() {
    let app = App::new().added();
    app.write("package.json", PACKAGE.replace('}', ""));
    let before = app.state();
    let said = app.init(&["--undo", "--yes"]);
    assert_eq!(said.code, 4);
    assert!(said.words.contains("error: `package.json` cannot be parsed: "), "{}", said.words);
    assert_same(&app.state(), &before);
}
