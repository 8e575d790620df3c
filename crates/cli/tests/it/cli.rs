//! The command line.

use crate::support::{run, text};

#[test]
fn help_shows_an_example_with_and_without_the_name_that_cargo_repeats() {
    for args in [&["authority", "--help"][..], &["--help"], &["-h"], &["help"], &["authority", "help"]] {
        let output = run(args, "");
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""), "{args:?}");
        assert!(text(&output.stdout).contains("example: "), "{args:?}");
    }
}

#[test]
fn help_on_eval_names_every_field_and_access() {
    let output = run(&["authority", "eval", "--help"], "");
    assert_eq!(output.status.code(), Some(0));
    let fields = ["id", "kind", "scope", "input", "input_hex", "input_utf16le_hex", "op", "platform", "vars", "root"];
    let accesses = authority_core::access::Access::ALL.map(authority_core::access::Access::name);
    for word in fields.into_iter().chain(accesses) {
        assert!(text(&output.stdout).contains(word), "{word}");
    }
}

#[test]
fn help_on_init_names_every_option_and_exit_status() {
    for args in [&["authority", "init", "--help"][..], &["init", "-h"], &["init", "--yes", "--help"]] {
        let output = run(args, "");
        assert_eq!(output.status.code(), Some(0));
        let options = [
            "--dir",
            "--path",
            "--no-npm",
            "--capability",
            "--allow-dirty",
            "--yes",
            "-y",
            "--dry-run",
            "-n",
            "--undo",
        ];
        for word in options.into_iter().chain(["0 when", "1 when", "2 for", "3 when", "4 when", "5 when", "6 when"]) {
            assert!(text(&output.stdout).contains(word), "{word}");
        }
    }
}

#[test]
fn help_on_audit_names_every_option_and_exit_status() {
    for args in
        [&["authority", "audit", "--help"][..], &["audit", "-h"], &["audit", "help"], &["audit", "query", "--help"]]
    {
        let output = run(args, "");
        assert_eq!(output.status.code(), Some(0));
        let options = ["tail", "query", "stats", "verify", "-n", "-f", "--follow", "--json", "--since", "--until"];
        let more = ["--decision", "--code", "--window", "--command", "--id", "--before", "--anchor", "--all"];
        for word in options.into_iter().chain(more).chain(["0 when", "1 when", "2 for", "3\nwhen", "example: "]) {
            assert!(text(&output.stdout).contains(word), "{word}");
        }
    }
}

#[test]
fn version_is_one_line() {
    for flag in ["--version", "-V"] {
        let output = run(&["authority", flag], "");
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(text(&output.stdout), format!("cargo-authority {}\n", env!("CARGO_PKG_VERSION")));
    }
}

#[test]
fn unusable_arguments_are_2_with_an_example_and_nothing_on_standard_output() {
    for (args, what) in [
        (&["authority"][..], "no command is given"),
        (&[], "no command is given"),
        (&["authority", "evla"], "`evla` is no command; did you mean `eval`?"),
        (&["authority", "--verison"], "`--verison` is no command; did you mean `--version`?"),
        (&["authority", "authority"], "`authority` is no command"),
        (&["authority", "eval", "cases.json"], "`eval` takes no argument `cases.json`"),
        (&["authority", "eval", "-x"], "`eval` takes no argument `-x`"),
        (&["authority", "inti"], "`inti` is no command; did you mean `init`?"),
        (&["authority", "init", "app"], "`init` takes no argument `app`"),
        (&["authority", "init", "--dry"], "`init` takes no argument `--dry`"),
        (
            &["authority", "init", "--capabilty=a"],
            "`init` takes no argument `--capabilty`; did you mean `--capability`?",
        ),
        (&["authority", "init", "--dir"], "`--dir` needs a value"),
        (&["authority", "init", "--dir", ""], "`--dir` names no directory"),
        (&["authority", "init", "--yes=no"], "`--yes` takes no value"),
        (&["authority", "init", "--yes", "-n"], "`--yes` and `--dry-run` cannot both be meant"),
        (&["authority", "init", "--undo", "--no-npm"], "`--undo` takes out what was added"),
        (&["authority", "audit"], "`audit` needs a command"),
        (&["authority", "audit", "verfy"], "`audit` has no command `verfy`; did you mean `verify`?"),
        (&["authority", "audit", "tail"], "`audit tail` needs the directory of a log"),
        (&["authority", "audit", "tail", ""], "`audit` takes one directory"),
        (&["authority", "audit", "stats", "a", "b"], "`audit` takes one directory"),
        (&["authority", "audit", "stats", ".", "--all"], "`audit stats` takes no argument `--all`"),
        (
            &["authority", "audit", "query", ".", "--windwo", "x"],
            "`audit query` takes no argument `--windwo`; did you mean `--window`?",
        ),
        (&["authority", "audit", "query", ".", "--since", "then"], "`--since` needs a time"),
        (&["authority", "audit", "query", ".", "-n", "0"], "`-n` is 1 to 1000"),
        (&["authority", "audit", "query", ".", "-n", "x"], "`-n` needs a number, and `x` is none"),
        (&["authority", "audit", "query", ".", "--decision", "dney"], "`dney` is no decision; did you mean `deny`?"),
        (&["authority", "audit", "verify", ".", "--anchor", "1:2"], "`--anchor`: an anchor is a line's number"),
        (&["authority", "a\nb\u{1b}[2J"], "`a\u{fffd}b\u{fffd}[2J` is no command"),
        (&["authority", ""], "`` is no command"),
    ] {
        let output = run(args, "");
        let stderr = text(&output.stderr);
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""), "{args:?}");
        assert!(stderr.lines().next().unwrap().contains(what), "{args:?}: {stderr}");
        assert!(stderr.contains("example: "), "{args:?}: {stderr}");
    }
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_no_text_is_unusable_and_no_panic() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};
    let output = crate::support::binary().arg(OsStr::from_bytes(b"ev\xffal")).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

/// The usage text's own example, run by a shell as a reader would.
#[cfg(unix)]
#[test]
fn the_example_in_the_usage_text_does_what_it_says() {
    let usage = run(&["--help"], "").stdout;
    let example = text(&usage).split_once("example: ").unwrap().1.split_once('\n').unwrap().1;
    let command = example.replace("cargo authority", env!("CARGO_BIN_EXE_cargo-authority"));
    let output = std::process::Command::new("sh").args(["-c", &command]).output().unwrap();
    if cfg!(any(target_os = "linux", target_os = "macos")) {
        assert!(text(&output.stdout).contains(r#""code":"path.denied""#), "{}", text(&output.stdout));
    }
}
