//! The arguments: a word or two, so a parser of our own is shorter than the set-up of one that can do more.

use std::{ffi::OsString, fmt};

use authority_core::suggest;

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Answer the requests on standard input.
    Eval,
    /// Print this.
    Show(&'static str),
}

/// Why the arguments cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Misuse(String);

/// Reads the arguments behind the program's name.
pub(crate) fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Command, Misuse> {
    let mut words = args.into_iter().map(|word| word.to_string_lossy().into_owned()).peekable();
    // `cargo authority eval` runs `cargo-authority authority eval`; without cargo the name is not repeated.
    words.next_if_eq("authority");
    let Some(first) = words.next() else { return Err(Misuse("no command is given".to_owned())) };
    match first.as_str() {
        "eval" => eval(words.next().as_deref()),
        "help" | "-h" | "--help" => Ok(Command::Show(USAGE)),
        "-V" | "--version" => Ok(Command::Show(VERSION)),
        unknown => Err(Misuse(format!("`{unknown}` is no command{}", suggest::hint(unknown, WORDS)))),
    }
}

fn eval(argument: Option<&str>) -> Result<Command, Misuse> {
    match argument {
        None => Ok(Command::Eval),
        Some("-h" | "--help") => Ok(Command::Show(EVAL_USAGE)),
        Some(unknown) => {
            Err(Misuse(format!("`eval` takes no argument `{unknown}`: the requests come on standard input")))
        }
    }
}

impl fmt::Display for Misuse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An argument may hold anything, and the message is one line on somebody's terminal.
        f.write_str(&self.0.replace(char::is_control, "\u{fffd}"))
    }
}

const WORDS: [&str; 4] = ["eval", "help", "--help", "--version"];

const VERSION: &str = concat!("cargo-authority ", env!("CARGO_PKG_VERSION"), "\n");

/// The text for whoever asks, and for whoever cannot be understood.
pub(crate) const USAGE: &str = r#"asks a Tauri app's authority policy questions, with the code that enforces it

usage: cargo authority eval < REQUESTS    one verdict per request, JSON both ways
       cargo authority eval --help        what a request and a verdict look like
       cargo authority --help | --version

example: would a page with this scope get to read its diary?
  echo '{"id": "diary", "kind": "path", "op": "read", "input": "/srv/notes/private/diary.md",
         "scope": {"allow": ["/srv/notes/**"], "deny": ["/srv/notes/private/**"]}}' | tr -d '\n' | cargo authority eval
"#;

const EVAL_USAGE: &str = r#"one request per line on standard input, one verdict per line on standard output, in the same order

usage: cargo authority eval < REQUESTS

a request is a JSON object:
  id         any text; the verdict repeats it
  kind       `path` (`url` comes with a later version)
  scope      {"allow": [ENTRY, ...], "deny": [ENTRY, ...]}; an ENTRY as in a capability: "PATTERN" or {"path": "PATTERN", ...}
  input      what the page sends; or its bytes as `input_hex`, or `input_utf16le_hex`
  op         read (the default), write, create, truncate, list, metadata, remove, rename-from, rename-to, set-metadata
  platform   linux, macos, windows: whose rules apply; default: this machine's
  vars       {"DOCUMENT": "/home/u/Documents"}: what `$DOCUMENT` in an entry means
  root       a directory: the check goes through the opening step on this disk, and `$ROOT`, in an entry and at the start
             of the input, means it; without `root` no disk is touched

the entries are taken as those of the window `main` for an argument named `path`. nothing is done to any file.

a verdict is a JSON object:
  id         the request's; the line's number where that could not be read
  decision   allow, deny, or error (malformed input, a scope that is refused, an answer of the disk other than "missing")
  code       stable: `allowed`, `path.outside-scope`, `request.malformed`, `disk.is-a-directory`, ...
  message    one line for a developer
  entry      {"list", "index", "pattern"} of the entry that decided or came nearest; or null

exit status: 0 when every line was answered, whatever the decisions; 2 for unusable arguments; 3 when standard input or
output failed

example:
  {"id": "1", "kind": "path", "op": "read", "input": "/srv/notes/a.md", "scope": {"allow": ["/srv/notes/**"], "deny": []}}
  {"id":"1","decision":"allow","code":"allowed",...,"entry":{"list":"allow","index":0,"pattern":"/srv/notes/**"}}
"#;
