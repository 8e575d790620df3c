//! What is no app, and what is no state to begin in: one line that says why, and no file is other than before.

use crate::support::Scratch;

use super::app::{App, CONFIG, assert_same};

/// Expects a refusal in these words.
#[track_caller]
fn refused(app: &App, args: &[&str], words: &str) {
    let before = app.state();
    let said = app.init(args);
    assert_eq!((said.code, said.diff.as_str()), (4, ""), "{}", said.words);
    assert!(said.words.starts_with("error: ") && said.words.lines().count() == 1, "{}", said.words);
    assert!(said.words.contains(words), "{}", said.words);
    assert_same(&app.state(), &before);
}

#[test]
fn a_directory_without_an_app_hears_what_was_looked_for_and_where() {
    let app = App::of(Scratch::new());
    let root = app.root().display();
    refused(
        &app,
        &["--yes"],
        &format!(
            "looked for `tauri.conf.json`, `tauri.conf.json5` and `Tauri.toml` in `{root}` and in `{root}/src-tauri`"
        ),
    );
    refused(&app, &["--yes", "--undo"], "no Tauri app is here");
    refused(&app, &["--yes", "--dir", "nowhere"], "`nowhere` cannot be read: ");
}

#[test]
fn every_kind_of_configuration_is_found() {
    for (name, content) in [
        ("tauri.conf.json5", "// ours\n{ identifier: 'x', }"),
        ("tauri.conf.json", "{ \"identifier\": \"x\" /* as Tauri reads it with a feature */ }"),
        ("Tauri.toml", "identifier = \"x\"\n"),
    ] {
        let app = App::with("src-tauri/tauri.conf.json", None);
        app.write(&format!("src-tauri/{name}"), content);
        assert_eq!(app.init(&["--yes"]).code, 0, "{name}");
    }
}

#[test]
fn an_app_of_tauri_1_is_told_so() {
    let v1 = "{ \"build\": { \"distDir\": \"../dist\", \"devPath\": \"x\" }, \"package\": {}, \"tauri\": { \"allowlist\": {} } }";
    refused(&App::with("src-tauri/tauri.conf.json", v1), &["--yes"], "this is a Tauri v1 app, by its configuration");
    for asked in ["\"1\"", "\"=1.6.1\"", "{ version = \"^1.5\" }"] {
        let app = App::new();
        app.write("src-tauri/Cargo.toml", format!("[dependencies]\ntauri = {asked}\n"));
        refused(&app, &["--yes"], "this is a Tauri v1 app: `src-tauri/Cargo.toml` asks for tauri `");
    }
    let app = App::with("src-tauri/Cargo.toml", "[dependencies]\ntauri = \"3.0.0-alpha.1\"\n");
    refused(&app, &["--yes"], "knows no other major version");
    let app = App::with("src-tauri/Cargo.toml", "[dependencies]\ntauri = \"two\"\n");
    refused(&app, &["--yes"], "asks for tauri `two`, which is no version");
    let app = App::with("src-tauri/Cargo.toml", "[dependencies]\nserde = \"1\"\n");
    refused(&app, &["--yes"], "`src-tauri/Cargo.toml` has no dependency `tauri`");
}

#[test]
fn a_version_that_is_said_elsewhere_is_for_cargo_to_judge() {
    for asked in ["{ workspace = true }", "{ path = \"../tauri\" }", "{ version = \"*\" }", "\">=2, <3\""] {
        let app = App::new();
        app.write("src-tauri/Cargo.toml", format!("[dependencies]\ntauri = {asked}\n"));
        assert_eq!(app.init(&["--yes"]).code, 0, "{asked}");
    }
}

#[test]
fn a_file_that_cannot_be_parsed_is_named() {
    for (name, content) in [
        ("src-tauri/Cargo.toml", "[dependencies\n"),
        ("src-tauri/tauri.conf.json", "{"),
        ("package.json", "{ \"dependencies\": { } "),
        ("package.json", "{} // no comments here"),
        ("src-tauri/capabilities/default.json", "{ \"identifier\": }"),
        ("src-tauri/capabilities/other.toml", "identifier = \n"),
    ] {
        let app = App::new();
        app.write(name, content);
        refused(&app, &["--yes"], &format!("`{name}` cannot be parsed: "));
    }
    refused(&App::with("package.json", "[]"), &["--yes"], "`package.json` cannot be used: it holds no object");
    refused(
        &App::with("src-tauri/capabilities/x.json", "{}"),
        &["--yes"],
        "`src-tauri/capabilities/x.json` is no capability: there is no `identifier`",
    );
    let app = App::new();
    app.write("src-tauri/Cargo.toml", b"\xff\xfe");
    refused(&app, &["--yes"], "`src-tauri/Cargo.toml` cannot be read: it is not UTF-8");
    refused(
        &App::with("src-tauri/Cargo.toml", None),
        &["--yes"],
        "`src-tauri/Cargo.toml` cannot be read: there is none",
    );
}

#[test]
fn a_file_that_is_none_is_refused() {
    let app = App::with("package.json", None);
    std::fs::create_dir(app.path("package.json")).unwrap();
    refused(&app, &["--yes"], "`package.json` cannot be read: it is no regular file");
    std::fs::remove_dir(app.path("package.json")).unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("elsewhere.json", app.path("package.json")).unwrap();
        refused(&app, &["--yes"], "`package.json` cannot be read: ");
    }
}

#[test]
fn uncommitted_changes_are_refused_unless_they_are_allowed() {
    for change in [
        |app: &App| app.write("src-tauri/src/lib.rs", "fn run() { tauri::Builder::default().run(c()); }"),
        |app: &App| app.write("new.txt", "new"),
        |app: &App| {
            app.write("package.json", "{}");
            app.git(&["add", "--all"]);
        },
    ] {
        let app = App::new().committed();
        change(&app);
        refused(&app, &["--yes"], "there are uncommitted changes, to `");
        refused(
            &app,
            &[],
            "commit them first, so that git can tell them from what is added, or go on with `--allow-dirty`",
        );
        let said = app.init(&["--dry-run"]);
        assert_eq!(said.code, 0);
        assert!(said.words.contains("note: there are uncommitted changes, to `"), "{}", said.words);
        let before = app.state();
        assert_eq!(app.init(&["--yes", "--allow-dirty"]).code, 0);
        app.undone(&before);
    }
}

#[test]
fn what_git_ignores_is_no_change() {
    let app = App::new();
    app.write(".gitignore", "/node_modules\n");
    let app = app.committed();
    app.write("node_modules/x/index.js", "");
    let said = app.init(&["--yes"]);
    assert_eq!(said.code, 0, "{}", said.words);
    assert!(!said.words.contains("git does not hold this app"));
}

#[test]
fn without_git_the_way_back_is_named() {
    let said = App::new().init(&["--yes"]);
    assert!(
        said.words.contains("note: git does not hold this app: only `cargo authority init --undo` takes this back")
    );
}

#[test]
fn a_git_that_does_not_answer_is_no_yes() {
    let app = App::new();
    app.write(".git", "gitdir: nowhere\n");
    refused(&app, &["--yes"], "git does not say whether there are uncommitted changes (");
    assert_eq!(app.init(&["--yes", "--allow-dirty"]).code, 0);
}

#[test]
fn a_checkout_that_is_none_is_refused() {
    let app = App::new();
    app.write("other/Cargo.toml", "[package]\nname = \"other\"\n");
    refused(&app, &["--yes", "--path", "nowhere"], "`--path` is `nowhere`: ");
    refused(
        &app,
        &["--yes", "--path", "other"],
        "`--path` is `other`: there is no `Cargo.toml` of `tauri-plugin-authority`",
    );
    refused(&app, &["--yes", "--path", "src-tauri/src"], "there is no `Cargo.toml` of");
}

#[cfg(unix)]
#[test]
fn a_name_that_holds_anything_is_told_in_one_line() {
    let app = App::new();
    app.write("src-tauri/capabilities/a\nb\u{1b}[2J.json", "{");
    refused(&app, &["--yes"], "a\u{fffd}b\u{fffd}[2J.json` cannot be parsed: ");
}

#[test]
fn the_configuration_alone_is_an_app_in_a_directory_of_any_name() {
    let app = App::of(Scratch::new());
    let lib = "fn run() { tauri::Builder::default().run(c()); }";
    for (name, content) in [
        ("desktop/tauri.conf.json", CONFIG),
        ("desktop/Cargo.toml", "[dependencies]\ntauri = \"2\"\n"),
        ("desktop/src/lib.rs", lib),
        ("desktop/capabilities/a.json", "{ \"identifier\": \"a\", \"permissions\": [] }"),
        ("package.json", "{ \"name\": \"page\" }"),
    ] {
        app.write(name, content);
    }
    assert_eq!(app.init_in("desktop", &["--yes"]).code, 0);
    assert!(app.read("package.json").contains("tauri-plugin-authority-api"));
}
