//! What is added, and in which words it is said.

use std::{io::Write as _, process::Stdio};

use crate::support::binary;

use super::app::{App, CAPABILITY, LIB, MANIFEST, PACKAGE, assert_same};

const CRATE: &str = concat!("tauri-plugin-authority = \"", env!("CARGO_PKG_VERSION"), "\"\n");
const NPM: &str = concat!("\"tauri-plugin-authority-api\": \"^", env!("CARGO_PKG_VERSION"), "\"");

#[test]
fn the_four_parts_are_added_and_nothing_else_is_touched() {
    let app = App::new().added();
    let lib = LIB.replace(
        "(tauri_plugin_opener::init())\n",
        "(tauri_plugin_opener::init())\n        .plugin(tauri_plugin_authority::init())\n",
    );
    assert_eq!(
        app.read("src-tauri/Cargo.toml"),
        MANIFEST.replace("serde = \"1\"\n", &format!("serde = \"1\"\n{CRATE}"))
    );
    assert_eq!(app.read("package.json"), PACKAGE.replace("api\": \"^2\"", &format!("api\": \"^2\",\n    {NPM}")));
    assert_eq!(app.read("src-tauri/src/lib.rs"), lib);
    let place = "{\n      \"identifier\": \"authority:scope\",\n      \"allow\": [],\n      \"deny\": []\n    }";
    let capability = CAPABILITY.replace("\"core:default\"", &format!("\"core:default\",\n    {place}"));
    assert_eq!(app.read("src-tauri/capabilities/default.json"), capability);
    assert_eq!(app.state().len(), 7, "and the record");
}

#[test]
fn a_second_run_has_nothing_to_do() {
    for app in [App::new(), App::new().committed()] {
        let app = app.added();
        let after = app.state();
        for args in [&[][..], &["--yes"], &["--dry-run"]] {
            let said = app.init(args);
            assert_eq!((said.code, said.diff.as_str(), said.words.as_str()), (0, "", "nothing to do\n"), "{args:?}");
        }
        assert_same(&app.state(), &after);
    }
}

#[test]
fn it_works_from_the_root_from_src_tauri_and_by_name() {
    let wanted = App::new().added().state();
    for (dir, args) in [
        ("", &["--yes"][..]),
        ("src-tauri", &["--yes"]),
        ("src-tauri/src", &["--yes", "--dir", "../.."]),
        ("src-tauri", &["--yes", "--dir=.."]),
    ] {
        let app = App::new();
        assert_eq!(app.init_in(dir, args).code, 0, "{dir} {args:?}");
        assert_same(&app.state(), &wanted);
    }
}

#[test]
fn without_a_terminal_and_without_yes_it_shows_and_changes_nothing() {
    let app = App::new();
    let before = app.state();
    let said = app.init(&[]);
    assert_eq!(said.code, 1);
    assert_eq!(said.lines("src-tauri/Cargo.toml"), [format!("+{}", CRATE.trim_end())]);
    assert!(
        said.words.contains("no file was changed: there is no terminal to ask at; `--yes` applies it"),
        "{}",
        said.words
    );
    assert_same(&app.state(), &before);
    // An answer that nobody at a terminal gave is none.
    let mut run = binary();
    run.args(["init"]).current_dir(app.root()).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut run = run.spawn().unwrap();
    let _ = run.stdin.take().unwrap().write_all(b"y\n");
    assert_eq!(run.wait().unwrap().code(), Some(1));
    assert_same(&app.state(), &before);
}

#[test]
fn a_dry_run_prints_a_patch_that_git_applies_to_the_same_end() {
    let wanted = App::new().added().state();
    let app = App::new().committed();
    let said = app.init(&["--dry-run"]);
    assert_eq!(said.code, 0);
    assert_eq!(app.git(&["status", "--porcelain"]), "");
    app.write("x.patch", &said.diff);
    app.git(&["apply", "x.patch"]);
    std::fs::remove_file(app.path("x.patch")).unwrap();
    assert_same(&app.state(), &wanted);
}

#[test]
fn an_output_that_fails_changes_nothing() {
    let app = App::new();
    let before = app.state();
    let mut run = binary();
    run.args(["init", "--yes"]).current_dir(app.root()).stdout(Stdio::piped()).stderr(Stdio::null());
    // The reader leaves at once. What is shown may fit the pipe, so it is closed before the run begins.
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = run.stdout(writer).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert_same(&app.state(), &before);
}

#[test]
fn line_ends_and_a_byte_order_mark_stay_as_they_are() {
    let app = App::new();
    let files = ["src-tauri/Cargo.toml", "package.json", "src-tauri/src/lib.rs", "src-tauri/capabilities/default.json"];
    for name in files {
        app.write(name, app.read(name).replace('\n', "\r\n"));
    }
    app.write("package.json", format!("\u{feff}{}", app.read("package.json")));
    let before = app.state();
    let app = app.added();
    for name in files {
        let content = app.read(name);
        assert!(content.contains("authority"), "{name}");
        assert_eq!(content.matches('\n').count(), content.matches("\r\n").count(), "{name}: {content:?}");
    }
    assert_eq!(app.read("package.json").matches('\u{feff}').count(), 1);
    app.undone(&before);
}

#[test]
fn the_end_of_a_file_stays_as_it_is() {
    let app = App::new();
    app.write("package.json", PACKAGE.trim_end());
    app.write("src-tauri/Cargo.toml", "[package]\nname = \"shop\"\n\n[dependencies]\ntauri = \"2\"");
    let before = app.state();
    let app = app.added();
    assert!(app.read("package.json").ends_with("\"module\"\n}"));
    assert_eq!(
        app.read("src-tauri/Cargo.toml"),
        format!("[package]\nname = \"shop\"\n\n[dependencies]\ntauri = \"2\"\n{}", CRATE.trim_end())
    );
    app.undone(&before);
}

#[test]
fn manifests_and_packages_keep_their_own_form() {
    let manifest = |dependencies| format!("[package]\nname = \"shop\"\n{dependencies}");
    for (dependencies, added) in [
        (
            "[dependencies]\ntauri.version = \"2\"\ntauri.features = []\n[features]\n",
            format!("tauri.features = []\n{CRATE}[features]\n"),
        ),
        (
            "[dependencies.tauri]\nversion = \"2\"\n",
            concat!("\n[dependencies.tauri-plugin-authority]\nversion = \"", env!("CARGO_PKG_VERSION"), "\"\n")
                .to_owned(),
        ),
        (
            "[dependencies]\nserde = \"1\" # c\n# d\n\n[dependencies.tauri]\nversion = \"2\"\n",
            format!("serde = \"1\" # c\n{CRATE}# d\n"),
        ),
        (
            "[dependencies]\n[target.'cfg(unix)'.dependencies]\ntauri = \"2\"\n",
            format!("[dependencies]\n{CRATE}[target"),
        ),
    ] {
        let app = App::new();
        app.write("src-tauri/Cargo.toml", manifest(dependencies));
        let before = app.state();
        let app = app.added();
        assert!(app.read("src-tauri/Cargo.toml").contains(&added), "{}", app.read("src-tauri/Cargo.toml"));
        app.undone(&before);
    }
    for (package, added) in [
        ("{\n\t\"name\": \"x\"\n}\n", format!("\n\t\"name\": \"x\",\n\t\"dependencies\": {{\n\t\t{NPM}\n\t}}\n}}\n")),
        ("{\"name\":\"x\"}", format!("{{\"name\":\"x\", \"dependencies\": {{ {NPM} }}}}")),
        ("{\n    \"dependencies\": {}\n}", format!("{{\n    \"dependencies\": {{\n        {NPM}\n    }}\n}}")),
        ("{\n  \"dependencies\": { \"a\": \"1\" }\n}", format!("{{ \"a\": \"1\", {NPM} }}")),
        ("{}\n", format!("{{\n  \"dependencies\": {{\n    {NPM}\n  }}\n}}\n")),
    ] {
        let app = App::with("package.json", package);
        let before = app.state();
        let app = app.added();
        assert!(app.read("package.json").contains(&added), "{}", app.read("package.json"));
        app.undone(&before);
    }
}

#[test]
fn a_form_of_its_own_is_left_to_a_person_and_the_rest_is_done() {
    let app = App::with("src-tauri/Cargo.toml", "dependencies = { tauri = \"2\" }\n[package]\nname = \"shop\"\n");
    let before = app.state();
    let said = app.init(&["--yes"]);
    assert_eq!(said.code, 5);
    let line = format!(
        "by hand: `src-tauri/Cargo.toml`: its dependencies are written in a form of their own: add `{}`",
        CRATE.trim_end()
    );
    assert!(said.words.contains(&line), "{}", said.words);
    assert!(app.read("src-tauri/src/lib.rs").contains("tauri_plugin_authority"));
    app.undone(&before);
}

#[test]
fn dependencies_of_the_page_that_cannot_be_told_apart_are_left_to_a_person() {
    // Of two, npm takes the last.
    for package in
        ["{ \"dependencies\": {}, \"dependencies\": {} }", "{ \"dependencies\": [] }", "{ \"dependencies\": null }"]
    {
        let app = App::with("package.json", package);
        let said = app.init(&["--yes"]);
        assert_eq!((said.code, app.read("package.json").as_str()), (5, package));
        let words =
            format!("by hand: `package.json`: its dependencies are written in a form of their own: add `{NPM}`");
        assert!(said.words.contains(&words), "{}", said.words);
    }
}

#[test]
fn an_app_without_a_package_or_without_wish_for_one_gets_the_rest() {
    let plain = App::with("package.json", None);
    let said = plain.init(&["--yes"]);
    assert_eq!(said.code, 0);
    assert!(
        said.words
            .contains("note: there is no `package.json`: the npm package `tauri-plugin-authority-api` is left out")
    );
    assert!(!plain.path("package.json").exists());
    let app = App::new();
    assert_eq!(app.init(&["--yes", "--no-npm"]).code, 0);
    assert_eq!(app.read("package.json"), PACKAGE);
    // What was left out can come later, and goes with the rest.
    let before = App::new().state();
    app.added().undone(&before);
}

#[test]
fn a_checkout_is_named_from_where_it_is_asked_for() {
    let app = App::new();
    app.write("vendor/auth ority/Cargo.toml", "[package]\nname = \"tauri-plugin-authority\"\n");
    let before = app.state();
    let said = app.init_in("src-tauri", &["--yes", "--path", "../vendor/auth ority"]);
    assert_eq!(said.code, 0);
    assert!(said.words.contains("`npm ci` and `npm run build` in the checkout make it first"), "{}", said.words);
    assert!(
        app.read("src-tauri/Cargo.toml").contains("tauri-plugin-authority = { path = \"../vendor/auth ority\" }\n")
    );
    assert!(app.read("package.json").contains("\"tauri-plugin-authority-api\": \"file:vendor/auth ority\""));
    app.undone(&before);
    let whole = app.path("vendor/auth ority");
    assert_eq!(app.init(&["--yes", "--path", whole.to_str().unwrap()]).code, 0);
    assert!(app.read("src-tauri/Cargo.toml").contains(&format!("{{ path = \"{}\" }}", whole.display())));
}

#[test]
fn what_is_there_in_any_form_is_not_added_again() {
    let app = App::new();
    let manifest =
        "[dependencies]\ntauri = \"2\"\nauthority = { package = \"tauri-plugin-authority\", path = \"x\" }\n";
    app.write("src-tauri/Cargo.toml", manifest);
    app.write("package.json", "{ \"devDependencies\": { \"tauri-plugin-authority-api\": \"*\" } }");
    let before = app.state();
    let app = app.added();
    assert_eq!(app.read("src-tauri/Cargo.toml"), manifest);
    // The crate goes by its name in the manifest.
    assert!(app.read("src-tauri/src/lib.rs").contains("\n        .plugin(authority::init())\n"));
    app.undone(&before);
}

#[test]
fn an_app_with_permissions_of_its_own_hears_where_its_entries_go() {
    for (name, content) in [
        (
            "src-tauri/build.rs",
            "fn main() { tauri_build::try_build(tauri_build::Attributes::new().app_manifest(tauri_build::AppManifest::new().commands(&[\"greet\"]))).unwrap() }",
        ),
        ("src-tauri/permissions/greet.toml", "[[permission]]\nidentifier = \"allow-greet\"\n"),
    ] {
        let app = App::new();
        app.write(name, content);
        let said = app.init(&["--yes"]);
        assert_eq!(said.code, 0);
        assert!(said.words.contains("since this app has permissions of its own, beside those"), "{}", said.words);
        assert_eq!(app.read(name), content);
    }
}
