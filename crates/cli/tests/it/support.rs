//! Running the binary, and directories that go away again.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{self, Child, Command, Output, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::Duration,
};

use serde_json::{Value, json};

/// The binary, not yet started.
pub(crate) fn binary() -> Command {
    Command::new(env!("CARGO_BIN_EXE_cargo-authority"))
}

/// Runs it with these arguments and this input to its end.
pub(crate) fn run(args: &[&str], input: impl Into<Vec<u8>>) -> Output {
    let mut command = binary();
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = started(&mut command);
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.into());
    // From a thread of its own: the verdicts of a long input fill the other pipe before it is read to the end.
    let writer = thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    // A run that refuses its arguments reads nothing.
    let _ = writer.join().unwrap();
    output
}

/// Wine, on a machine that does other things too, at times cannot start a program: `ERROR_INTERNAL_ERROR`, which Windows has not
/// from this. It can the next time.
fn started(command: &mut Command) -> Child {
    const INTERNAL_ERROR: i32 = 1359;
    for _ in 0..5 {
        match command.spawn() {
            Err(error) if cfg!(windows) && error.raw_os_error() == Some(INTERNAL_ERROR) => {
                thread::sleep(Duration::from_millis(500));
            }
            child => return child.unwrap(),
        }
    }
    command.spawn().unwrap()
}

/// The verdicts on the lines of this input.
pub(crate) fn verdicts(input: impl Into<Vec<u8>>) -> Vec<Value> {
    let output = run(&["authority", "eval"], input);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
    text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The verdicts on these requests.
pub(crate) fn ask_all(requests: &[Value]) -> Vec<Value> {
    let lines: String = requests.iter().map(|request| format!("{request}\n")).collect();
    let verdicts = verdicts(lines);
    assert_eq!(verdicts.len(), requests.len());
    verdicts
}

/// The verdict on this request.
pub(crate) fn ask(request: &Value) -> Value {
    ask_all(std::slice::from_ref(request)).remove(0)
}

/// A request by Linux rules that is allowed as it is, with these fields put in or, where they are null, taken out.
pub(crate) fn request(fields: Value) -> Value {
    let mut request = json!({
        "id": "q",
        "kind": "path",
        "platform": "linux",
        "op": "read",
        "input": "/srv/a",
        "scope": { "allow": ["/srv/**"], "deny": [] },
    });
    let Value::Object(fields) = fields else { panic!("{fields} is no object") };
    for (name, value) in fields {
        match value {
            Value::Null => request.as_object_mut().unwrap().remove(&name),
            value => request.as_object_mut().unwrap().insert(name, value),
        };
    }
    request
}

/// The decision and the code of a verdict, as one word each.
pub(crate) fn said(verdict: &Value) -> String {
    format!("{} {}", verdict["decision"].as_str().unwrap_or("?"), verdict["code"].as_str().unwrap_or("?"))
}

pub(crate) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A directory of its own for one test, by its true name; it is removed with its value.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("cargo-authority-{}-{}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().canonicalize().unwrap().join(name);
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
