//! Logs as a writer makes them, in memory: each line can be taken, changed, and put elsewhere. It adds up by itself and
//! hashes by itself, so that what it makes agrees with the format and not with the crate.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use authority_audit::wire::Body;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// The files of a log.
#[derive(Clone, Debug, Default)]
pub(crate) struct Log {
    pub(crate) files: BTreeMap<u64, Vec<String>>,
}

/// Writes a log line by line.
#[derive(Clone, Debug)]
pub(crate) struct Forge {
    pub(crate) log: Log,
    name: String,
    pub(crate) seq: u64,
    pub(crate) prev: String,
    file: u64,
    run: String,
    at: u64,
    taken: u64,
    of_run: [u64; 2],
    totals: Totals,
    codes: BTreeMap<String, u64>,
    windows: BTreeMap<String, u64>,
    /// Of each file: first and last line, hash of the last, and the totals before it.
    spans: BTreeMap<u64, (u64, u64, String, Totals)>,
}

type Totals = BTreeMap<&'static str, u64>;

const TOTALS: [&str; 6] = ["allow", "deny", "error", "report", "verbatim", "counted"];

impl Forge {
    pub(crate) fn new(name: &str) -> Self {
        Self {
            log: Log::default(),
            name: format!("{name:0>32}"),
            seq: 0,
            prev: "0".repeat(64),
            file: 0,
            run: String::new(),
            at: 1_700_000_000_000,
            taken: 0,
            of_run: [0, 0],
            totals: TOTALS.map(|name| (name, 0)).into(),
            codes: BTreeMap::new(),
            windows: BTreeMap::new(),
            spans: BTreeMap::new(),
        }
    }

    /// Puts a line behind the last.
    pub(crate) fn line(&mut self, kind: &str, fields: Value) -> &mut Self {
        let body = serde_json::to_string(&body(kind, fields)).unwrap();
        self.raw(body.strip_prefix('{').unwrap())
    }

    /// The same, with whatever stands behind `prev`.
    pub(crate) fn raw(&mut self, rest: &str) -> &mut Self {
        self.seq += 1;
        let line = format!(r#"{{"v":1,"seq":{},"prev":"{}",{rest}"#, self.seq, self.prev);
        self.prev = hash(&line);
        let span = self.spans.entry(self.file).or_insert((self.seq, 0, String::new(), self.totals.clone()));
        (span.1, span.2) = (self.seq, self.prev.clone());
        self.log.files.entry(self.file).or_default().push(line);
        self
    }

    pub(crate) fn segment(&mut self) -> &mut Self {
        self.segment_behind(Value::Null)
    }

    pub(crate) fn segment_behind(&mut self, torn: Value) -> &mut Self {
        self.segment_saying("torn", torn)
    }

    /// The first line of another file, with this for one of its fields, unless it is null.
    pub(crate) fn segment_saying(&mut self, name: &str, value: Value) -> &mut Self {
        self.file += 1;
        let before = json!({ "totals": self.totals, "codes": self.codes, "windows": self.windows });
        let mut fields = json!({ "log": self.name, "segment": self.file, "at": self.at, "before": before });
        if !value.is_null() {
            fields[name] = value;
        }
        self.line("segment", fields)
    }

    /// `after`: the run before it, and whether that closed the log.
    pub(crate) fn run(&mut self, name: &str, closed: Option<bool>) -> &mut Self {
        let before = std::mem::replace(&mut self.run, format!("{name:0>16}"));
        (self.taken, self.of_run) = (0, [0, 0]);
        let loss = json!({ "records": 1000, "writtenMs": 100, "syncedMs": 1000, "countedMs": 1000 });
        let mut fields = json!({
            "run": self.run, "at": self.at, "app": "com.example.notes", "version": "1.2.3",
            "mode": "buffered", "privacy": "template", "loss": loss,
        });
        if let Some(closed) = closed {
            fields["after"] = json!({ "run": before, "closed": closed });
        }
        self.line("run", fields)
    }

    pub(crate) fn decision(&mut self, decision: &'static str, code: &str, window: &str) -> &mut Self {
        self.decide(decision, code, window, json!({}))
    }

    pub(crate) fn decide(&mut self, decision: &'static str, code: &str, window: &str, more: Value) -> &mut Self {
        self.taken += 1;
        self.at += 10;
        self.of_run[0] += 1;
        self.add(decision, Some(code), Some(window), 1, "verbatim");
        let mut fields = json!({
            "run": self.run, "n": self.taken, "at": self.at, "mono": self.taken * 10_000, "decision": decision, "code": code,
            "stage": "judge", "id": format!("{:026}", self.seq + 1), "window": window, "webview": window,
            "context": "local", "command": "read_note", "argument": "note", "access": ["read"],
            "resource": "$DOCUMENT/notes/a.md",
        });
        fields.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.line("decision", fields)
    }

    pub(crate) fn count(
        &mut self,
        decision: &'static str,
        code: Option<&str>,
        window: Option<&str>,
        many: u64,
    ) -> &mut Self {
        self.taken += many;
        self.of_run[1] += many;
        self.add(decision, code, window, many, "counted");
        let mut fields = json!({
            "run": self.run, "decision": decision, "count": many, "first": self.at, "last": self.at + 900,
            "sample": ["$HOME/.ssh/id_rsa"],
        });
        for (name, value) in [("code", code), ("window", window), ("webview", window)] {
            if let Some(value) = value {
                fields[name] = json!(value);
            }
        }
        if code.is_some() {
            fields["command"] = json!("read_note");
            fields["context"] = json!({ "remote": "https://*.example.com" });
        }
        self.at += 1_000;
        self.line("count", fields)
    }

    pub(crate) fn checkpoint(&mut self, kind: &str, pending: u64) -> &mut Self {
        let [verbatim, counted] = self.of_run;
        self.checkpoint_saying(kind, [verbatim + counted + pending, verbatim, counted, pending])
    }

    /// A checkpoint of a run of which `taken`, `verbatim`, `counted` and `pending` are these numbers.
    pub(crate) fn checkpoint_saying(&mut self, kind: &str, [taken, verbatim, counted, pending]: [u64; 4]) -> &mut Self {
        let fields = json!({
            "run": self.run, "at": self.at, "taken": taken, "verbatim": verbatim, "counted": counted, "pending": pending,
            "totals": self.totals,
        });
        self.line(kind, fields)
    }

    pub(crate) fn gap(&mut self) -> &mut Self {
        let fields = json!({
            "run": self.run, "since": self.at, "until": self.at + 50, "reason": "No space left on device", "taken": 3,
        });
        self.line("gap", fields)
    }

    pub(crate) fn forgot(&mut self, number: u64) -> &mut Self {
        let (first, last, hash, before) = self.spans[&number].clone();
        let after = self.spans.get(&(number + 1)).map_or_else(|| self.totals.clone(), |span| span.3.clone());
        let held: BTreeMap<&str, u64> = TOTALS.map(|name| (name, after[name] - before[name])).into();
        let fields = json!({
            "at": self.at, "segment": number, "first": first, "last": last, "hash": hash, "held": held,
        });
        self.line("forgot", fields)
    }

    fn add(&mut self, decision: &'static str, code: Option<&str>, window: Option<&str>, many: u64, how: &'static str) {
        *self.totals.get_mut(decision).unwrap() += many;
        *self.totals.get_mut(how).unwrap() += many;
        *self.codes.entry(code.unwrap_or("*").to_owned()).or_default() += many;
        *self.windows.entry(window.unwrap_or("*").to_owned()).or_default() += many;
    }

    /// Changes what the lines are said to hold, as a writer would that does not add up.
    pub(crate) fn miscount(&mut self, name: &'static str) -> &mut Self {
        *self.totals.get_mut(name).unwrap() += 1;
        self
    }

    pub(crate) fn anchor(&self) -> String {
        format!("{}:{}", self.seq, self.prev)
    }
}

/// Through the structs of the wire, so that fields have their order and nothing is in a line that these do not have.
fn body(kind: &str, fields: Value) -> Body<'static> {
    fn read<T: serde::de::DeserializeOwned>(fields: Value) -> T {
        serde_json::from_value(fields).unwrap()
    }
    match kind {
        "segment" => Body::Segment(read(fields)),
        "run" => Body::Run(read(fields)),
        "decision" => Body::Decision(read(fields)),
        "count" => Body::Count(read(fields)),
        "checkpoint" => Body::Checkpoint(read(fields)),
        "gap" => Body::Gap(read(fields)),
        "forgot" => Body::Forgot(read(fields)),
        "end" => Body::End(read(fields)),
        kind => panic!("{kind}"),
    }
}

impl Log {
    /// Three files, two runs of which the first did not close the log, and every type of line.
    pub(crate) fn whole(name: &str) -> (Self, String) {
        let forge = longer(name);
        (forge.log.clone(), forge.anchor())
    }

    /// The same, grown by a file, and without its first, which it says it forgot.
    pub(crate) fn shortened(name: &str) -> (Self, String) {
        let mut forge = longer(name);
        forge.segment().forgot(1).decision("allow", "allowed", "main").checkpoint("end", 0);
        forge.log.files.remove(&1);
        (forge.log.clone(), forge.anchor())
    }

    /// Puts it on disk, in a directory that is there.
    pub(crate) fn write(&self, dir: &Path) {
        for (number, lines) in &self.files {
            let text: String = lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
            fs::write(path(dir, *number), text).unwrap();
        }
    }

    /// Every line: its file, and its place in it.
    pub(crate) fn places(&self) -> Vec<(u64, usize)> {
        self.files.iter().flat_map(|(number, lines)| (0..lines.len()).map(|index| (*number, index))).collect()
    }

    pub(crate) fn at(&mut self, (file, index): (u64, usize)) -> &mut String {
        &mut self.files.get_mut(&file).unwrap()[index]
    }
}

fn longer(name: &str) -> Forge {
    let mut forge = Forge::new(name);
    forge.segment().run(&format!("{name}1"), None);
    forge.decision("allow", "allowed", "main").decision("deny", "path.outside-scope", "main");
    forge.count("deny", Some("path.outside-scope"), Some("main"), 998).checkpoint("checkpoint", 7);
    forge.segment().count("deny", None, None, 7).gap().decision("error", "path.empty", "settings");
    forge.raw(r#""type":"of-tomorrow","run":7,"count":"many","more":[1,{"a":"b"}]}"#);
    forge.run(&format!("{name}2"), Some(false)).decision("report", "url.denied", "main");
    forge.segment().decision("allow", "allowed", "settings").count("allow", Some("allowed"), Some("main"), 4);
    forge.decision("deny", "path.denied", "main").checkpoint("checkpoint", 0).decision("allow", "allowed", "main");
    forge
}

pub(crate) fn path(dir: &Path, number: u64) -> PathBuf {
    dir.join(file(number))
}

pub(crate) fn file(number: u64) -> String {
    format!("authority-{number:08}.jsonl")
}

pub(crate) fn hash(line: &str) -> String {
    Sha256::digest(line).iter().map(|byte| format!("{byte:02x}")).collect()
}
