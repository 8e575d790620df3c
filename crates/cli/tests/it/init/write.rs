//! How files are written: all or none, each whole, and as what it was.
#![cfg(unix)]

use std::{
    fs::{self, Permissions},
    io::{Read as _, Write as _},
    os::unix::fs::{PermissionsExt as _, symlink},
    process::{Command, Stdio},
    thread,
};

use rustix::{
    fs::{Mode, OFlags, open},
    pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
};

use crate::support::binary;

use super::app::{App, Said, State, assert_same};

#[test]
fn links_stay_links_and_what_they_lead_to_is_changed() {
    let app = App::new();
    fs::rename(app.path("package.json"), app.path("real.json")).unwrap();
    symlink("real.json", app.path("package.json")).unwrap();
    let before = app.state();
    let app = app.added();
    assert_eq!(fs::read_link(app.path("package.json")).unwrap().to_str(), Some("real.json"));
    assert!(app.read("real.json").contains("tauri-plugin-authority-api"));
    app.undone(&before);
    assert!(app.path("package.json").is_symlink());
}

#[test]
fn permissions_stay_as_they_are() {
    let app = App::new();
    let mode = |name: &str| fs::metadata(app.path(name)).unwrap().permissions().mode() & 0o7777;
    fs::set_permissions(app.path("package.json"), Permissions::from_mode(0o600)).unwrap();
    fs::set_permissions(app.path("src-tauri/src/lib.rs"), Permissions::from_mode(0o775)).unwrap();
    assert_eq!(app.init(&["--yes"]).code, 0);
    assert_eq!((mode("package.json"), mode("src-tauri/src/lib.rs")), (0o600, 0o775));
    assert_eq!(mode("src-tauri/.authority-init.json"), 0o644);
}

#[test]
fn a_file_that_is_read_only_stops_everything() {
    let app = App::new();
    fs::set_permissions(app.path("src-tauri/capabilities/default.json"), Permissions::from_mode(0o444)).unwrap();
    let before = app.state();
    let said = app.init(&["--yes"]);
    assert_eq!(said.code, 4);
    assert!(
        said.words.contains("default.json` cannot be written: it is read-only; no file was changed"),
        "{}",
        said.words
    );
    assert_same(&app.state(), &before);
}

/// A file that something is mounted on can be read and not be replaced: the last of the writes fails, after all others.
#[test]
fn a_write_that_fails_takes_back_those_before_it() {
    for (task, app) in [("", App::new()), ("--undo", App::new().added())] {
        let before = app.state();
        let last = "src-tauri/capabilities/default.json";
        let first = "src-tauri/Cargo.toml";
        let mounted = if task.is_empty() { last } else { first };
        let script = format!("mount --bind {mounted} {mounted} && exec \"$0\" authority init --yes {task}");
        let run = ["--user", "--map-root-user", "--mount", "sh", "-c", &script, env!("CARGO_BIN_EXE_cargo-authority")];
        let Ok(output) = Command::new("unshare").args(run).current_dir(app.root()).stdin(Stdio::null()).output() else {
            return skip("unshare is not installed: no write is made to fail");
        };
        let said = String::from_utf8_lossy(&output.stderr);
        if said.starts_with("unshare:") || said.starts_with("mount:") {
            return skip("nothing can be mounted here: no write is made to fail");
        }
        let said = Said::from(&output);
        assert_eq!(said.code, 4, "{}", said.words);
        let words = format!("error: `{mounted}` cannot be written: ");
        assert!(said.words.lines().last().unwrap().starts_with(&words), "{}", said.words);
        assert!(said.words.ends_with("; no file was changed\n"), "{}", said.words);
        assert_same(&app.state(), &before);
    }
}

#[test]
fn at_a_terminal_it_asks_and_takes_only_a_yes_for_one() {
    for (answer, yes) in
        [("y\n", true), ("YES\n", true), ("n\n", false), ("\n", false), ("yy\n", false), ("\u{4}", false)]
    {
        let app = App::new();
        let before = app.state();
        let (code, terminal) = at_a_terminal(&app, &["init"], answer);
        assert!(terminal.contains("apply this? [y/N] "), "{terminal}");
        assert!(terminal.contains("+tauri-plugin-authority = "), "the difference comes first: {terminal}");
        assert_eq!(code, if yes { 0 } else { 1 }, "{answer:?}: {terminal}");
        assert_eq!(changed(&app, &before), yes, "{answer:?}");
        if yes {
            assert_eq!(at_a_terminal(&app, &["init", "--undo"], answer).0, 0);
            assert_same(&app.state(), &before);
        } else {
            assert!(terminal.contains("no file was changed"), "{terminal}");
        }
    }
}

#[test]
fn at_a_terminal_what_is_left_to_do_by_hand_is_part_of_the_question() {
    let app = App::new();
    app.write("src-tauri/src/lib.rs", "fn run() {}");
    let before = app.state();
    let (code, terminal) = at_a_terminal(&app, &["init"], "n\n");
    assert_eq!(code, 1);
    assert!(terminal.contains("by hand: no `tauri::Builder::default()` is in "), "{terminal}");
    assert!(terminal.contains("apply this, and do the rest by hand? [y/N] "), "{terminal}");
    assert_same(&app.state(), &before);
    assert_eq!(at_a_terminal(&app, &["init"], "y\n").0, 5);
    assert!(app.read("src-tauri/Cargo.toml").contains("tauri-plugin-authority"));
}

#[test]
fn a_terminal_is_not_told_what_a_file_holds_for_it() {
    let app = App::new();
    app.edit("src-tauri/src/lib.rs", "fn run", "fn /* \u{1b}[2J\u{9b}2J */ run");
    let (_, terminal) = at_a_terminal(&app, &["init"], "n\n");
    assert!(terminal.contains("fn /* \u{fffd}[2J\u{fffd}2J */ run"), "{terminal}");
    // A patch is one only as it is.
    assert!(app.init(&["--dry-run"]).diff.contains("fn /* \u{1b}[2J\u{9b}2J */ run"));
}

#[test]
fn a_checkout_is_named_from_where_src_tauri_really_is() {
    let app = App::new();
    app.write("far/away/plugin/Cargo.toml", "[package]\nname = \"tauri-plugin-authority\"\n");
    fs::rename(app.path("src-tauri"), app.path("far/src-tauri")).unwrap();
    symlink("far/src-tauri", app.path("src-tauri")).unwrap();
    assert_eq!(app.init(&["--yes", "--path", "far/away/plugin"]).code, 0);
    assert!(app.read("src-tauri/Cargo.toml").contains("{ path = \"../away/plugin\" }"));
    assert!(app.path("src-tauri").is_symlink());
}

#[test]
fn a_file_that_changes_while_the_question_stands_is_not_written_over() {
    let app = App::new();
    let late = app.path("package.json");
    let (code, terminal) = converse(&app, &["init"], |terminal| {
        fs::write(&late, "{ \"name\": \"late\" }").unwrap();
        terminal.write_all(b"y\n").unwrap();
    });
    assert_eq!(code, 4, "{terminal}");
    assert!(terminal.contains("`package.json` cannot be written: it has changed since it was read"), "{terminal}");
    assert_eq!(app.read("package.json"), "{ \"name\": \"late\" }");
    assert_eq!(app.read("src-tauri/Cargo.toml"), super::app::MANIFEST);
    assert!(!app.path("src-tauri/.authority-init.json").exists());
}

fn changed(app: &App, before: &State) -> bool {
    app.state() != *before
}

fn at_a_terminal(app: &App, args: &[&str], answer: &str) -> (i32, String) {
    converse(app, args, |terminal| terminal.write_all(answer.as_bytes()).unwrap())
}

/// Runs it at a terminal of its own, and answers when it asks.
fn converse(app: &App, args: &[&str], answer: impl FnOnce(&mut fs::File)) -> (i32, String) {
    let controller = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&controller).unwrap();
    unlockpt(&controller).unwrap();
    let name = ptsname(&controller, Vec::new()).unwrap();
    let side = || Stdio::from(open(&name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap());
    let mut command = binary();
    command.args(args).current_dir(app.root()).stdin(side()).stdout(side()).stderr(side());
    let mut child = command.spawn().unwrap();
    drop(command);
    let mut terminal = fs::File::from(controller);
    let mut reader = terminal.try_clone().unwrap();
    let (send, asked) = std::sync::mpsc::channel();
    let listener = thread::spawn(move || {
        let (mut all, mut some) = (Vec::new(), [0; 4096]);
        // At the end of the other side, Linux reports an error.
        while let Ok(count @ 1..) = reader.read(&mut some) {
            all.extend_from_slice(&some[..count]);
            if all.ends_with(b"[y/N] ") {
                let _ = send.send(());
            }
        }
        String::from_utf8_lossy(&all).into_owned()
    });
    asked.recv().unwrap();
    answer(&mut terminal);
    let code = child.wait().unwrap().code().unwrap();
    (code, listener.join().unwrap())
}

fn skip(why: &str) {
    // Past the test's own capture, so that it is seen.
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}
