//! Apps as `npm create tauri-app` makes them, by its npm package, which carries the templates. The package comes from npm's
//! cache or its registry; where neither has it, this says so and tests nothing.

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use crate::support::Scratch;

use super::app::{App, VERSION, assert_same};

/// One version, so that a run tomorrow is the run of today.
const PACKAGE: &str = "create-tauri-app@4.7.4";
const TEMPLATES: [&str; 4] = ["vanilla", "vanilla-ts", "react-ts", "vue-ts"];

#[test]
fn apps_from_the_templates_get_everything_and_lose_it_again() {
    for template in TEMPLATES {
        let scratch = Scratch::new();
        if !create(scratch.path(), template) {
            let _ =
                writeln!(std::io::stderr(), "skipped: npm does not run {PACKAGE}: no app from a template was tried");
            return;
        }
        let root = scratch.path().join("app");
        let app = App::of(scratch);
        let inner = |args: &[&str]| {
            let mut all = vec!["--dir", root.to_str().unwrap()];
            all.extend(args);
            app.init(&all)
        };
        let before = app.state();
        let said = inner(&["--yes"]);
        assert_eq!(said.code, 0, "{template}: {}", said.words);
        let lines = |name| said.lines(name);
        assert_eq!(lines("src-tauri/Cargo.toml"), [format!("+tauri-plugin-authority = \"{VERSION}\"")], "{template}");
        assert_eq!(lines("src-tauri/src/lib.rs"), ["+        .plugin(tauri_plugin_authority::init())"], "{template}");
        let place = [
            "-    \"opener:default\"",
            "+    \"opener:default\",",
            "+    {",
            "+      \"identifier\": \"authority:scope\",",
            "+      \"allow\": [],",
            "+      \"deny\": []",
            "+    }",
        ];
        assert_eq!(lines("src-tauri/capabilities/default.json"), place, "{template}");
        let package: serde_json::Value = serde_json::from_str(&app.read("app/package.json")).unwrap();
        assert_eq!(package["dependencies"]["tauri-plugin-authority-api"], format!("^{VERSION}"), "{template}");
        let touched = said.diff.lines().filter(|line| line.starts_with("+++ ")).count();
        assert_eq!(touched, 5, "{template}: four files and the record");
        assert_eq!(inner(&["--yes"]).words, "nothing to do\n", "{template}");
        assert_eq!(inner(&["--undo", "--yes"]).code, 0, "{template}");
        assert_same(&app.state(), &before);
    }
}

/// Whether an app was made from the template, in the directory `app` of this one.
fn create(dir: &Path, template: &str) -> bool {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let package = format!("--package={PACKAGE}");
    let made = Command::new(npm)
        .args(["exec", "--yes", "--prefer-offline", &package, "--", "create-tauri-app", "app"])
        .args(["--template", template, "--manager", "npm", "--identifier", "org.example.app", "--yes"])
        .current_dir(dir)
        .stdin(Stdio::null())
        .output();
    made.is_ok_and(|made| made.status.success()) && dir.join("app/src-tauri/tauri.conf.json").exists()
}
