//! An app in a directory of its own, and `init` run on it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use crate::support::{Scratch, binary, text};

pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

pub(super) const MANIFEST: &str = r#"[package]
name = "shop"   # not the real name
version = "0.1.0"
edition = "2021"

[build-dependencies]
tauri-build = { version = "2", features = [] }

[dependencies]
# what the shell needs
tauri = { version = "2", features = [] } # the shell
serde = "1"

# keep it small
[profile.release]
lto = true
"#;

pub(super) const PACKAGE: &str = r#"{
  "name": "shop",
  "dependencies": {
    "zod": "^3.0.0",
    "@tauri-apps/api": "^2"
  },
  "type": "module"
}
"#;

pub(super) const LIB: &str = r#"// größer
#[tauri::command]
fn greet(name: &str) -> String {
    format!("Hello, {name}!")
}

pub fn run() {
    tauri::Builder::default()
        .plugin(tauri_plugin_opener::init())
        .invoke_handler(tauri::generate_handler![greet])
        .run(tauri::generate_context!())
        .expect("error while running tauri application");
}
"#;

pub(super) const CAPABILITY: &str = r#"{
  "identifier": "default",
  "windows": ["main"],
  "permissions": [
    "core:default"
  ]
}
"#;

pub(super) const CONFIG: &str = r#"{ "identifier": "org.example.shop", "app": { "security": { "csp": null } } }
"#;

/// The files of an app, by their names from its root.
pub(super) struct App(Scratch);

/// What an app holds.
pub(super) type State = BTreeMap<String, Vec<u8>>;

/// What a run said: its exit status, and what it wrote to standard output and to standard error.
pub(super) struct Said {
    pub(super) code: i32,
    pub(super) diff: String,
    pub(super) words: String,
}

impl App {
    /// One with commands, a page built with npm, and one capability.
    pub(super) fn new() -> Self {
        let app = Self(Scratch::new());
        for (name, content) in [
            ("src-tauri/Cargo.toml", MANIFEST),
            ("src-tauri/src/lib.rs", LIB),
            ("src-tauri/src/main.rs", "fn main() {\n    shop::run()\n}\n"),
            ("src-tauri/capabilities/default.json", CAPABILITY),
            ("src-tauri/tauri.conf.json", CONFIG),
            ("package.json", PACKAGE),
        ] {
            app.write(name, content);
        }
        app
    }

    /// The same, with other content in one file, or without it.
    pub(super) fn with(name: &str, content: impl Into<Option<&'static str>>) -> Self {
        let app = Self::new();
        match content.into() {
            Some(content) => app.write(name, content),
            None => fs::remove_file(app.path(name)).unwrap(),
        }
        app
    }

    /// One that somebody else made.
    pub(super) fn of(scratch: Scratch) -> Self {
        Self(scratch)
    }

    pub(super) fn root(&self) -> &Path {
        self.0.path()
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    pub(super) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(super) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Changes what a file holds, in one place; `$VERSION` is ours.
    pub(super) fn edit(&self, name: &str, from: &str, to: &str) {
        let [from, to] = [from, to].map(|text| text.replace("$VERSION", VERSION));
        let content = self.read(name);
        assert_eq!(content.matches(&from).count(), 1, "{name} has `{from}` once: {content}");
        self.write(name, content.replace(&from, &to));
    }

    /// Every file there is but git's own, temporary ones too.
    pub(super) fn state(&self) -> State {
        let mut state = State::new();
        collect(self.root(), self.root(), &mut state);
        state
    }

    /// Runs `init` in the app's root.
    pub(super) fn init(&self, args: &[&str]) -> Said {
        self.init_in("", args)
    }

    /// Runs `init` in a directory of the app.
    pub(super) fn init_in(&self, dir: &str, args: &[&str]) -> Said {
        let mut run = binary();
        run.args(["authority", "init"]).args(args).current_dir(self.path(dir)).stdin(std::process::Stdio::null());
        Said::from(&run.output().unwrap())
    }

    /// Runs `init` and expects it to do everything.
    pub(super) fn added(self) -> Self {
        let said = self.init(&["--yes"]);
        assert_eq!(said.code, 0, "{}", said.words);
        self
    }

    /// Takes everything back, and expects these files to be all that is left.
    pub(super) fn undone(&self, before: &State) {
        let said = self.init(&["--undo", "--yes"]);
        assert_eq!(said.code, 0, "{}", said.words);
        assert_same(&self.state(), before);
    }

    pub(super) fn git(&self, args: &[&str]) -> String {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=u", "-c", "user.email=u@example.org", "-c", "core.autocrlf=false"]).args(args);
        let output = git.current_dir(self.root()).output().unwrap();
        assert!(output.status.success(), "git {args:?}: {}", text(&output.stderr));
        text(&output.stdout).to_owned()
    }

    /// Puts everything under git.
    pub(super) fn committed(self) -> Self {
        self.git(&["init", "--quiet"]);
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "all"]);
        self
    }
}

impl From<&Output> for Said {
    fn from(output: &Output) -> Self {
        let code = output.status.code().unwrap();
        Self { code, diff: text(&output.stdout).to_owned(), words: text(&output.stderr).to_owned() }
    }
}

impl Said {
    /// The lines that the difference adds to, or takes out of, one file.
    pub(super) fn lines(&self, name: &str) -> Vec<&str> {
        let heads = [format!("+++ b/{name}"), format!("--- a/{name}")];
        self.diff
            .split_inclusive("--- ")
            .flat_map(|part| part.lines().skip_while(|line| !heads.iter().any(|head| line == head)).skip(1))
            .filter(|line| line.starts_with(['+', '-']) && !line.starts_with("+++") && !line.starts_with("---"))
            .collect()
    }
}

pub(super) fn assert_same(now: &State, before: &State) {
    let names = |state: &State| state.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(now), names(before));
    for (name, content) in now {
        assert_eq!(String::from_utf8_lossy(content), String::from_utf8_lossy(&before[name]), "{name}");
    }
}

fn collect(root: &Path, dir: &Path, state: &mut State) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.is_symlink() {
            if !path.ends_with(".git") {
                collect(root, &path, state);
            }
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            state.insert(name, fs::read(&path).unwrap_or_default());
        }
    }
}
