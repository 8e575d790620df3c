//! The line of the builder, in the forms that apps write it in.

use super::app::{App, assert_same};

const LIB: &str = "src-tauri/src/lib.rs";

/// Adds to this source, expects this one, and takes it back.
#[track_caller]
fn becomes(before: &str, after: &str) {
    let app = App::new();
    app.write(LIB, before);
    let state = app.state();
    let said = app.init(&["--yes"]);
    assert_eq!(said.code, 0, "{before}: {}", said.words);
    assert_eq!(app.read(LIB), after);
    app.undone(&state);
}

/// Expects the line to be left to a person, in these words.
#[track_caller]
fn by_hand(files: &[(&str, &str)], words: &str) {
    let app = App::new();
    for (name, content) in files {
        app.write(name, content);
    }
    let before = app.state();
    let said = app.init(&["--yes"]);
    assert_eq!(said.code, 5, "{}", said.words);
    let line = said.words.lines().find(|line| line.starts_with("by hand: ")).unwrap();
    assert!(line.contains(words), "{line}");
    assert!(line.contains("add `.plugin(tauri_plugin_authority::init())`"), "{line}");
    for (name, content) in files {
        assert_eq!(app.read(name), *content);
    }
    assert!(app.read("src-tauri/Cargo.toml").contains("tauri-plugin-authority"));
    let said = app.init(&["--yes"]);
    assert_eq!(said.code, 5);
    assert!(said.words.ends_with("nothing else to do\n"), "{}", said.words);
    app.undone(&before);
}

/// Expects everything but the line to be added.
#[track_caller]
fn is_there(source: &str) {
    let app = App::new();
    app.write(LIB, source);
    assert_eq!(app.init(&["--yes"]).code, 0, "{source}");
    assert_eq!(app.read(LIB), source);
}

#[test]
fn it_stands_behind_the_plugins_as_they_do() {
    becomes(
        "fn run() {\n    tauri::Builder::default()\n        .run(c());\n}\n",
        "fn run() {\n    tauri::Builder::default()\n        .plugin(tauri_plugin_authority::init())\n        .run(c());\n}\n",
    );
    becomes(
        "fn run() {\n\ttauri::Builder::default()\n\t\t.plugin(one::init())\n\t\t.plugin(\n\t\t\ttwo::Builder::new()\n\t\t\t\t.build(),\n\t\t)\n\t\t.setup(|a| Ok(()));\n}",
        "fn run() {\n\ttauri::Builder::default()\n\t\t.plugin(one::init())\n\t\t.plugin(\n\t\t\ttwo::Builder::new()\n\t\t\t\t.build(),\n\t\t)\n\t\t.plugin(tauri_plugin_authority::init())\n\t\t.setup(|a| Ok(()));\n}",
    );
    becomes(
        "fn run() { let b = tauri::Builder::default(); b.run(c()); }",
        "fn run() { let b = tauri::Builder::default().plugin(tauri_plugin_authority::init()); b.run(c()); }",
    );
    becomes(
        "fn run() {\n    let b = tauri::Builder::default()\n        .plugin(one::init());\n    b.run(c());\n}",
        "fn run() {\n    let b = tauri::Builder::default()\n        .plugin(one::init())\n        .plugin(tauri_plugin_authority::init());\n    b.run(c());\n}",
    );
}

#[test]
fn comments_stay_with_what_they_are_about() {
    becomes(
        "fn run() {\n    tauri::Builder::default() // the shell\n        // opens links\n        .setup(one())\n        .run(c());\n}\n",
        "fn run() {\n    tauri::Builder::default() // the shell\n        .plugin(tauri_plugin_authority::init())\n        // opens links\n        .setup(one())\n        .run(c());\n}\n",
    );
    by_hand(
        &[(LIB, "fn run() { tauri::Builder::default() /* a\n b */\n .run(c()); }")],
        "the builder at `src-tauri/src/lib.rs:1` is written in a form of its own",
    );
}

#[test]
fn the_builder_is_known_by_its_other_names() {
    for (uses, made) in [
        ("use tauri::Builder;", "Builder::default()"),
        ("use tauri::{Builder, Manager};", "Builder::new()"),
        ("use tauri::Builder as Shell;", "Shell::default()"),
        ("use tauri::*;", "Builder::default()"),
        ("use tauri as t;", "t::Builder::default()"),
        ("use tauri::{self as t};", "t::Builder::default()"),
        ("", "::tauri::Builder::default()"),
        ("", "tauri::Builder::<tauri::Wry>::new()"),
        ("", "<tauri::Builder<tauri::Wry>>::default()"),
        ("", "tauri :: Builder :: default ( )"),
    ] {
        let source = |line| format!("{uses}\nfn run() {{\n    {made}\n{line}        .run(c());\n}}\n");
        becomes(&source(""), &source("        .plugin(tauri_plugin_authority::init())\n"));
    }
}

#[test]
fn another_builder_is_not_taken_for_tauris() {
    for source in [
        "use tauri::plugin::Builder; fn run() { Builder::default().build(); }",
        "fn run() { tauri::plugin::Builder::new(\"x\").build(); tauri_plugin_log::Builder::default().build(); }",
        "fn run() { Builder::default(); }",
        "// tauri::Builder::default()\nconst A: &str = \"tauri::Builder::default()\";",
        "fn run() { make!(tauri::Builder::default()) }",
        "#[cfg(test)] mod tests { fn app() { tauri::Builder::default(); } }",
        "#[test] fn app() { tauri::Builder::default(); }",
    ] {
        by_hand(
            &[(LIB, source)],
            "no `tauri::Builder::default()` is in `src-tauri/src/lib.rs` and `src-tauri/src/main.rs`",
        );
    }
}

#[test]
fn several_builders_are_named_by_their_lines() {
    let two = "#[cfg(mobile)]\nfn run() { tauri::Builder::default().run(c()); }\n#[cfg(desktop)]\nfn run() { tauri::Builder::default().run(c()); }\n";
    by_hand(&[(LIB, two)], "there are several builders, at `src-tauri/src/lib.rs:2` and `src-tauri/src/lib.rs:4`");
    by_hand(
        &[
            (LIB, "fn run() { tauri::Builder::new(); }"),
            ("src-tauri/src/main.rs", "\nfn main() { tauri::Builder::new(); }"),
        ],
        "at `src-tauri/src/lib.rs:1` and `src-tauri/src/main.rs:2`",
    );
}

#[test]
fn a_source_that_cannot_be_parsed_is_left_to_a_person() {
    by_hand(&[(LIB, "fn run( { tauri::Builder::default() }")], "`src-tauri/src/lib.rs` cannot be parsed");
}

#[test]
fn it_goes_into_main_where_the_builder_is_there() {
    let app = App::with(LIB, None);
    app.write("src-tauri/src/main.rs", "fn main() {\n    tauri::Builder::default().run(c());\n}\n");
    let before = app.state();
    let app = app.added();
    assert!(app.read("src-tauri/src/main.rs").contains("default().plugin(tauri_plugin_authority::init()).run"));
    app.undone(&before);
}

#[test]
fn an_app_without_sources_hears_what_to_add() {
    let app = App::with(LIB, None);
    std::fs::remove_file(app.path("src-tauri/src/main.rs")).unwrap();
    let said = app.init(&["--yes"]);
    assert_eq!(said.code, 5);
    assert!(said.words.contains("by hand: there is neither `src/lib.rs` nor `src/main.rs`: add "), "{}", said.words);
}

#[test]
fn a_plugin_that_is_there_is_seen_in_any_form() {
    is_there("fn run() { tauri::Builder::default().plugin(tauri_plugin_authority::init()).run(c()); }");
    is_there("fn run() { tauri::Builder::default().plugin(tauri_plugin_authority::Builder::new().build()).run(c()); }");
    is_there("use tauri_plugin_authority::init; fn run() { tauri::Builder::default().plugin(init()).run(c()); }");
    is_there("use tauri_plugin_authority as a; fn run() { tauri::Builder::default().plugin(a::init()).run(c()); }");
    is_there("fn run() { let b = tauri::Builder::default(); let b = b.plugin(tauri_plugin_authority::init()); }");
    is_there(
        "fn run() { tauri::Builder::default().setup(|a| { a.handle().plugin(tauri_plugin_authority::init()) }); }",
    );
}

#[test]
fn what_only_sounds_like_the_plugin_is_not_taken_for_it() {
    becomes(
        "use tauri_plugin_authority::{Builder, init};\nfn run() { tauri::Builder::default().plugin(log::Builder::new()).run(log::init()); }",
        "use tauri_plugin_authority::{Builder, init};\nfn run() { tauri::Builder::default().plugin(log::Builder::new()).plugin(tauri_plugin_authority::init()).run(log::init()); }",
    );
}

#[test]
fn the_line_is_taken_back_wherever_it_stands_now() {
    for now in [
        "fn run() {\n  tauri::Builder::default()\n    .plugin(tauri_plugin_authority::init())\n    .setup(s())\n    .run(c());\n}\n",
        "fn run() { tauri::Builder::default().plugin(tauri_plugin_authority::init()).setup(s()).run(c()); }",
        "fn run() {\n    tauri::Builder::default()\n        .setup(s()) // first\n        .plugin( tauri_plugin_authority :: init( ) ) // ours\n        .run(c());\n}",
        "fn run() {\n    tauri::Builder::default()\n        .setup(s())\n        // judges\n        .plugin(tauri_plugin_authority::init())\n        .run(c());\n}",
    ] {
        let app = App::new().added();
        app.write(LIB, now);
        let said = app.init(&["--undo", "--yes"]);
        assert_eq!(said.code, 0, "{now}: {}", said.words);
        let squeezed = app.read(LIB).split_whitespace().collect::<String>();
        let expected = now
            .replace(".plugin( tauri_plugin_authority :: init( ) )", "")
            .replace(".plugin(tauri_plugin_authority::init())", "");
        assert_eq!(squeezed, expected.split_whitespace().collect::<String>());
    }
}

#[test]
fn what_follows_the_line_does_not_end_up_in_a_comment() {
    let app = App::new().added();
    let now = "fn run() {\n    tauri::Builder::default() // shell\n        .plugin(tauri_plugin_authority::init()).run(c());\n}\n";
    app.write(LIB, now);
    assert_eq!(app.init(&["--undo", "--yes"]).code, 0);
    assert_eq!(app.read(LIB), "fn run() {\n    tauri::Builder::default() // shell\n        .run(c());\n}\n");
}

#[test]
fn a_line_that_somebody_has_changed_stays_and_is_named() {
    for (now, why) in [
        (
            "fn run() { tauri::Builder::default().plugin(tauri_plugin_authority::Builder::new().build()).run(c()); }",
            "is written differently now",
        ),
        (
            "fn run() { a.plugin(tauri_plugin_authority::init()); b.plugin(tauri_plugin_authority::init()); }",
            "is there more than once",
        ),
        ("fn run( {", "the file cannot be parsed now"),
    ] {
        let app = App::new().added();
        app.write(LIB, now);
        let said = app.init(&["--undo", "--yes"]);
        assert_eq!((said.code, app.read(LIB).as_str()), (5, now));
        assert!(said.words.contains(
            "by hand: `.plugin(tauri_plugin_authority::init())` in `src-tauri/src/lib.rs` is left as it is: "
        ));
        assert!(said.words.contains(why), "{}", said.words);
        assert!(said.words.contains("note: what is left does not build without the crate"));
    }
}

#[test]
fn a_line_that_is_gone_is_no_trouble() {
    let app = App::new();
    let before = app.state();
    let app = app.added();
    app.write(LIB, super::app::LIB);
    let said = app.init(&["--undo", "--yes"]);
    assert_eq!(said.code, 0);
    assert!(
        said.words
            .contains("note: `.plugin(tauri_plugin_authority::init())` in `src-tauri/src/lib.rs` was taken out before")
    );
    assert_same(&app.state(), &before);
}
