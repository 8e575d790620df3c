//! What is shown to whoever asks for help.

/// The text for whoever asks, and for whoever cannot be understood.
pub(crate) const USAGE: &str = r#"asks a Tauri app's authority policy questions, with the code that enforces it, adds it to an app, and reads its audit log

usage: cargo authority eval < REQUESTS    one verdict per request, JSON both ways
       cargo authority eval --help        what a request and a verdict look like
       cargo authority init               adds the plugin to the Tauri app in this directory
       cargo authority init --help        what it adds, and how it is taken back
       cargo authority audit COMMAND DIR  reads the audit log that an app wrote, or verifies it
       cargo authority audit --help       what can be asked of it
       cargo authority --help | --version

example: would a page with this scope get to read its diary?
  echo '{"id": "diary", "kind": "path", "op": "read", "input": "/srv/notes/private/diary.md",
         "scope": {"allow": ["/srv/notes/**"], "deny": ["/srv/notes/private/**"]}}' | tr -d '\n' | cargo authority eval
"#;

/// The text for whoever asks about `eval`.
pub(crate) const EVAL_USAGE: &str = r#"one request per line on standard input, one verdict per line on standard output, in the same order

usage: cargo authority eval < REQUESTS

a request is a JSON object:
  id         any text; the verdict repeats it
  kind       `path` or `url`
  scope      {"allow": [ENTRY, ...], "deny": [ENTRY, ...]}; an ENTRY as in a capability: "PATTERN" or {"path": "PATTERN", ...}
  input      what the page sends; or its bytes as `input_hex`, or `input_utf16le_hex`

and of kind `path` also
  op         read (the default), write, create, truncate, list, metadata, remove, rename-from, rename-to, set-metadata
  platform   linux, macos, windows, android, ios: whose rules apply; default: this machine's
  vars       {"DOCUMENT": "/home/u/Documents"}: what `$DOCUMENT` in an entry means
  root       a directory: the check goes through the opening step on this disk, and `$ROOT`, in an entry and at the start
             of the input, means it; without `root` no disk is touched

and of kind `url` also
  method     GET (the default), POST, ...
  dns        {"example.com": ["1.2.3.4"]}: what a resolver answers; without it names are not looked up
  dns_sequence  a list of such, one for each look-up
  redirects  what the servers answer as `Location`, one after the other
  proxy      the proxy that the page asks for
  env        {"https_proxy": "http://10.0.0.9:3128"}: the environment of the process

the entries are taken as those of the window `main` for an argument named `path`, or `url`. nothing is done to any file, no
name is looked up and nothing is connected to.

a verdict is a JSON object:
  id         the request's; the line's number where that could not be read
  decision   allow, deny, or error (malformed input, a scope that is refused, an answer of the disk other than "missing")
  code       stable: `allowed`, `path.outside-scope`, `request.malformed`, `disk.is-a-directory`, ...
  message    one line for a developer
  entry      {"list", "index", "pattern"} of the entry that decided or came nearest; or null
  connect    of a URL that is allowed: the only addresses that a connection may use, hop by hop, where they are known

exit status: 0 when every line was answered, whatever the decisions; 2 for unusable arguments; 3 when standard input or
output failed

example:
  {"id": "1", "kind": "path", "op": "read", "input": "/srv/notes/a.md", "scope": {"allow": ["/srv/notes/**"], "deny": []}}
  {"id":"1","decision":"allow","code":"allowed",...,"entry":{"list":"allow","index":0,"pattern":"/srv/notes/**"}}
"#;

/// The text for whoever asks about `init`.
pub(crate) const INIT_USAGE: &str = r#"adds tauri-plugin-authority to an existing Tauri v2 app: shows the difference, asks, writes

usage: cargo authority init [--dir DIR] [--path CHECKOUT] [--no-npm] [--capability NAME] [--allow-dirty] [--yes | --dry-run]
       cargo authority init --undo [--dir DIR] [--yes | --dry-run]

it adds, each unless it is there:
  the crate `tauri-plugin-authority` to `src-tauri/Cargo.toml`
  the npm package `tauri-plugin-authority-api` to `package.json`, where there is one
  `.plugin(tauri_plugin_authority::init())` to the app's builder, in `src-tauri/src/lib.rs` or `main.rs`
  an empty `authority:scope` to the capability of the window `main`: the place for entries; it grants nothing by itself

options:
  --dir DIR          the app: its root or its `src-tauri`; default: this directory
  --path CHECKOUT    crate and npm package come from a checkout of the plugin; without it, from the registries
  --no-npm           without the npm package
  --capability NAME  the identifier of the capability to add to
  --allow-dirty      also where git does not hold everything that the app has
  -y, --yes          apply without asking
  -n, --dry-run      only show; the difference is a patch, on standard output alone
  --undo             take out what was added, by the record in `src-tauri/.authority-init.json`; what was changed since
                     stays, and is named

all files are written or none, each in one step; links stay links, and what is not added to keeps every byte.

exit status: 0 when it is done, or there is nothing to do, or with `--dry-run`; 1 when it was only shown, as the answer was
no or there was no terminal to ask at; 2 for unusable arguments; 3 when the difference could not be shown; 4 when it cannot
be done and no file was changed; 5 when all is done but what is left to do by hand; 6 when writing failed half-way and could
not be taken back

example: from a checkout that lies beside the app
  cargo authority init --path ../tauri-plugin-authority
"#;

/// The text for whoever asks about `audit`.
pub(crate) const AUDIT_USAGE: &str = r#"reads the audit log that an app wrote: JSON Lines, each bound to the one before by its hash

usage: cargo authority audit tail DIR [-n N] [--follow] [--json]
       cargo authority audit query DIR [FILTER ...] [-n N] [--before SEQ] [--json]
       cargo authority audit stats DIR [--json]
       cargo authority audit verify DIR [--anchor SEQ:HASH] [--all] [--json]

DIR is the directory of a log, or one that holds several in its directories `1`, `2`, ...: one for each instance of the app
that ran at the same time. Then each is read, one after the other, and named in front of each line.

tail shows the newest lines of every type
  -n N             how many; default: 10, at most 10000
  -f, --follow     goes on with those that are written, until it is stopped

query shows decisions, and counts of decisions that have no line of their own, the newest first
  --since TIME     not before; TIME is 2025-01-31, 2025-01-31T12:30, 2025-01-31T12:30:00Z (all UTC), milliseconds since 1970,
  --until TIME     not after;  or 30m, 12h, 7d: as long ago
  --decision WORD  allow, deny, error, report
  --code CODE      `path.denied`; with a dot at its end all that begin with it: `path.`
  --window LABEL, --command NAME
  --id ID          the id that the page was given, and what belongs to it
  -n N             how many at most; default: 100, at most 1000
  --before SEQ     older than this line: the next page, as standard error says where there is more

stats adds up: by decision, code, window and command

verify recomputes all of a log, and names the first line that disagrees; what it prints as `head` is an anchor
  --anchor SEQ:HASH  the line of this number must be there and have this hash: a log that was cut off at its end, or written
                     anew, shows by that alone. keep it where those who can write the log cannot
  --all              goes on behind the first finding, which the others may follow from

  --json             JSON, one line for each line, log or report

exit status: 0 when it is done, and `verify` found nothing wrong; 1 when `verify` found something; 2 for unusable arguments; 3
when the log could not be read, or a newer version wrote it

example: what was refused in the window `main` in the last hour
  cargo authority audit query ~/.local/share/com.example.notes/logs/authority --since 1h --window main --decision deny
"#;
