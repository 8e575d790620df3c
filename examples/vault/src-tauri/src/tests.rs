//! The vault's own commands, called with arguments that are judged from its real capabilities, without a window.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::{
    fs,
    path::PathBuf,
    sync::{Arc, Mutex},
};

use serde_json::{Value, json};
use tauri::{async_runtime::block_on, ipc::Channel};
use tauri_plugin_authority::{
    Create, Dir, Error, File, NewDir, NewFile, Read, Remove, Scoped, Valid,
    test::{self, Kit, Refused},
};
use tempfile::TempDir;

use crate::{
    export::{Export, Style, export_note},
    find::{Query, find_notes},
    import::import_file,
    notes::{make_folder, read_note, remove_folder, tidy_note},
    seed,
    sort::{Flag, sort_note},
};

/// The vault as it is at the first start, in a folder of its own.
struct Vault {
    data: TempDir,
    kit: Kit,
}

impl Vault {
    fn new() -> Self {
        let data = TempDir::new().unwrap();
        seed::fill(data.path()).unwrap();
        let kit = test::policy("src-tauri").base("APPDATA", data.path()).kind::<Style>().kind::<Flag>();
        Self { data, kit }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.data.path().join(name)
    }

    fn read(&self, window: &str, note: &str) -> Result<Scoped<File<Read>>, Refused> {
        self.kit.window(window).arg("read_note", "note", self.path(note))
    }

    fn export(&self, window: &str, from: &str, to: &str, style: Value) -> Result<Scoped<Export>, Refused> {
        let request = json!({ "from": self.path(from), "to": self.path(to), "style": style });
        self.kit.window(window).arg("export_note", "request", request)
    }

    fn query(&self, query: Value) -> Result<Valid<Query>, Refused> {
        self.kit.window("main").judged("find_notes", "query", query)
    }

    fn tidy(&self, note: &str) -> tauri_plugin_authority::Result<String> {
        let call = self.kit.window("main").call("tidy_note").unwrap();
        block_on(tidy_note(call, self.path(note).to_str().unwrap().to_owned()))
    }
}

fn code<T>(answer: Result<T, Refused>) -> &'static str {
    answer.map_or_else(|refused| refused.code(), |_| "allowed")
}

#[test]
fn each_window_reads_what_its_capability_says() {
    let vault = Vault::new();
    for (note, main, reader) in [
        ("vault/Welcome.md", "allowed", "path.outside-scope"),
        ("vault/published/On walking.md", "allowed", "allowed"),
        ("vault/private/Diary.md", "path.outside-scope", "path.outside-scope"),
        ("outside/secret.md", "path.outside-scope", "path.outside-scope"),
    ] {
        assert_eq!(code(vault.read("main", note)), main, "{note}");
        assert_eq!(code(vault.read("reader", note)), reader, "{note}");
        assert_eq!(code(vault.read("stranger", note)), "tauri", "{note}");
    }
    let note = vault.read("reader", "vault/published/On walking.md").unwrap();
    let text = fs::read_to_string(vault.path("vault/published/On walking.md")).unwrap();
    assert_eq!(block_on(read_note(note)).unwrap(), text);
}

#[test]
fn each_window_exports_in_its_own_styles() {
    let vault = Vault::new();
    for (style, main, reader) in [
        (json!({ "style": "plain", "width": 72 }), "allowed", "allowed"),
        (json!({ "style": "plain" }), "allowed", "value.outside-scope"),
        (json!({ "style": "plain", "width": 40 }), "allowed", "value.outside-scope"),
        (json!({ "style": "plain", "width": 39 }), "value.outside-scope", "value.outside-scope"),
        (json!({ "style": "mail", "width": 72 }), "allowed", "value.outside-scope"),
        (json!({ "style": "mail" }), "value.outside-scope", "value.outside-scope"),
        (json!({ "style": "html", "width": 72 }), "value.outside-scope", "value.outside-scope"),
    ] {
        let export =
            |window| code(vault.export(window, "vault/published/On walking.md", "exports/x.txt", style.clone()));
        assert_eq!((export("main"), export("reader"), export("stranger")), (main, reader, "tauri"), "{style}");
    }
}

#[test]
fn an_export_is_wrapped_and_marked_as_its_style_says() {
    let vault = Vault::new();
    fs::write(vault.path("vault/long.md"), "Dear Nora, ".repeat(12)).unwrap();
    let text = |to: &str, style: Value| {
        block_on(export_note(vault.export("main", "vault/long.md", to, style).unwrap())).unwrap();
        fs::read_to_string(vault.path(to)).unwrap()
    };
    let plain = text("exports/plain.txt", json!({ "style": "plain", "width": 40 }));
    assert!(plain.lines().count() == 4 && plain.lines().all(|line| line.len() <= 40), "{plain}");
    let mail = text("exports/mail.txt", json!({ "style": "mail", "width": 72 }));
    assert!(mail.lines().count() == 2 && mail.lines().all(|line| line.starts_with("> ")), "{mail}");
    assert_eq!(text("exports/as-it-is.txt", json!({ "style": "plain" })).lines().count(), 1);
}

#[test]
fn a_note_is_sorted_by_the_flags_that_the_capability_has() {
    let vault = Vault::new();
    fs::write(vault.path("vault/list.md"), "b 1\na 2\nb 1\nc 0\n").unwrap();
    let kit = vault.kit.window("main");
    let flags = |flags: Value| kit.arg::<Vec<Flag>>("sort_note", "flags", flags);
    let sorted = |asked: Value| {
        let note = kit.arg("sort_note", "note", vault.path("vault/list.md")).unwrap();
        block_on(sort_note(note, flags(asked).unwrap())).unwrap()
    };
    assert_eq!(sorted(json!([{ "flag": "--key", "value": "2" }])), "c 0\nb 1\nb 1\na 2\n");
    assert_eq!(sorted(json!([{ "flag": "--reverse" }])), "c 0\nb 1\nb 1\na 2\n");
    assert_eq!(sorted(json!([{ "flag": "--unique" }])), "a 2\nb 1\nc 0\n");
    assert_eq!(fs::read_to_string(vault.path("vault/list.md")).unwrap(), "a 2\nb 1\nc 0\n");
    for refused in [
        json!([{ "flag": "--output", "value": "/etc/passwd" }]),
        json!([{ "flag": "--key", "value": "0" }]),
        json!([{ "flag": "--key", "value": "12" }]),
        json!([{ "flag": "--key" }]),
        json!([{ "flag": "--reverse" }, { "flag": "--key", "value": "1\u{a0}" }]),
    ] {
        assert_eq!(code(flags(refused.clone())), "value.outside-scope", "{refused}");
    }
    let elsewhere = vault.kit.window("reader").arg::<Vec<Flag>>("sort_note", "flags", json!([{ "flag": "--unique" }]));
    assert_eq!(code(elsewhere), "tauri");
}

#[test]
fn each_field_of_an_export_has_its_own_scope() {
    let vault = Vault::new();
    let plain = json!({ "style": "plain" });
    let refused = |from, to| code(vault.export("main", from, to, plain.clone()));
    assert_eq!(refused("vault/Welcome.md", "exports/a.txt"), "allowed");
    assert_eq!(refused("vault/Welcome.md", "vault/a.txt"), "path.outside-scope");
    assert_eq!(refused("exports/a.txt", "exports/b.txt"), "path.outside-scope");
    assert_eq!(refused("vault/private/Diary.md", "exports/a.txt"), "path.outside-scope");
}

#[test]
fn a_note_is_found_by_a_text_of_which_the_type_approves() {
    let vault = Vault::new();
    let notes = ["vault/Welcome.md", "vault/published/Bread, slowly.md"].map(|note| vault.path(note));
    let notes = || vault.kit.window("main").arg("find_notes", "notes", &notes).unwrap();
    let query = vault.query(json!({ "text": "DOUGH", "limit": 9 })).unwrap();
    assert_eq!(block_on(find_notes(notes(), query)).unwrap(), [1]);
    for bad in [
        json!({ "text": "", "limit": 9 }),
        json!({ "text": "a".repeat(81), "limit": 9 }),
        json!({ "text": "one\ntwo", "limit": 9 }),
        json!({ "text": "bread", "limit": 0 }),
    ] {
        assert_eq!(code(vault.query(bad.clone())), "value.invalid", "{bad}");
    }
    assert_eq!(code(vault.query(json!({ "text": "bread", "limit": 9, "path": "/" }))), "argument.type");
}

#[test]
fn a_plain_path_is_judged_before_anything_is_touched() {
    let vault = Vault::new();
    fs::write(vault.path("vault/untidy.md"), "one  \ntwo\n\n\n").unwrap();
    assert_eq!(vault.tidy("vault/untidy.md").unwrap(), "one\ntwo\n");
    assert_eq!(fs::read_to_string(vault.path("vault/untidy.md")).unwrap(), "one\ntwo\n");
    let secret = fs::read_to_string(vault.path("outside/secret.md")).unwrap() + "\n\n";
    fs::write(vault.path("outside/secret.md"), &secret).unwrap();
    assert!(matches!(vault.tidy("outside/secret.md"), Err(Error::Denied(_))));
    assert_eq!(fs::read_to_string(vault.path("outside/secret.md")).unwrap(), secret);
    assert_eq!(code(vault.kit.window("reader").call::<tauri_plugin_authority::App>("tidy_note")), "tauri");
}

#[test]
fn an_attachment_is_a_picture_or_a_document() {
    let vault = Vault::new();
    let attach = |window, name: &str| code(vault.kit.window(window).arg::<NewFile>("attach", "file", vault.path(name)));
    assert_eq!(attach("main", "attachments/a.png"), "allowed");
    assert_eq!(attach("main", "attachments/a.desktop"), "path.outside-scope");
    assert_eq!(attach("main", "attachments/a.png/b"), "path.outside-scope");
    assert_eq!(attach("main", "vault/a.png"), "path.outside-scope");
    assert_eq!(attach("reader", "attachments/a.png"), "tauri");
}

#[test]
fn an_import_says_how_far_it_is_and_leaves_nothing_where_it_fails() {
    let vault = Vault::new();
    let main = vault.kit.window("main");
    let import = |source: &str, target: &str, progress| {
        let source = main.arg::<File<Read>>("import_file", "source", vault.path(source)).unwrap();
        let target = main.arg::<File<(Create, Remove)>>("import_file", "target", vault.path(target)).unwrap();
        block_on(import_file(source, target, progress))
    };
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    let progress = Channel::new(move |message| {
        heard.lock().unwrap().push(message.deserialize::<Value>().unwrap());
        Ok(())
    });
    let all = 3 * 1024 * 1024;
    assert_eq!(import("inbox/Scan.pdf", "attachments/a.pdf", progress).unwrap(), all);
    assert_eq!(fs::read(vault.path("attachments/a.pdf")).unwrap(), fs::read(vault.path("inbox/Scan.pdf")).unwrap());
    let told = told.lock().unwrap();
    assert_eq!((told.len(), &told[0]), (48, &json!({ "done": 65_536, "all": all })));
    assert_eq!(told[47], json!({ "done": all, "all": all }));

    let gone = Channel::new(|_| Err(tauri::Error::WebviewNotFound));
    assert!(matches!(import("inbox/Scan.pdf", "attachments/b.pdf", gone), Err(Error::Io(_))));
    assert!(!vault.path("attachments/b.pdf").exists());
    let nobody = Channel::new(|_| Ok(()));
    assert!(matches!(import("inbox/leaves.pdf", "attachments/c.pdf", nobody), Err(Error::Denied(_))));
    assert!(!vault.path("attachments/c.pdf").exists());
}

#[test]
fn an_import_goes_from_the_inbox_to_the_attachments() {
    let vault = Vault::new();
    let main = vault.kit.window("main");
    let source = |name: &str| code(main.arg::<File<Read>>("import_file", "source", vault.path(name)));
    let target = |name: &str| code(main.arg::<File<(Create, Remove)>>("import_file", "target", vault.path(name)));
    assert_eq!((source("inbox/Scan.pdf"), target("attachments/a.pdf")), ("allowed", "allowed"));
    for name in ["attachments/a.pdf", "outside/secret.md", "inbox/below/a.pdf"] {
        assert_eq!(source(name), "path.outside-scope", "{name}");
    }
    for name in ["inbox/a.pdf", "attachments/run.desktop", "vault/a.pdf"] {
        assert_eq!(target(name), "path.outside-scope", "{name}");
    }
}

#[test]
fn a_folder_is_removed_whole_or_not_at_all() {
    let vault = Vault::new();
    let main = vault.kit.window("main");
    let remove = |name: &str| {
        block_on(remove_folder(main.arg::<Dir<Remove>>("remove_folder", "folder", vault.path(name)).unwrap()))
    };
    let trip = main.arg::<NewDir>("make_folder", "folder", vault.path("vault/trips/Rome")).unwrap();
    block_on(make_folder(trip)).unwrap();
    fs::write(vault.path("vault/trips/Rome/Plan.md"), "Go.").unwrap();
    remove("vault/trips").unwrap();
    assert!(!vault.path("vault/trips").exists());
    assert!(matches!(remove("vault/oddities/project"), Err(Error::Denied(_))));
    assert_eq!(vault.kit.decisions()[0].code.name(), "open.holds-outside");
    assert!(vault.path("vault/oddities/project/Plan.md").exists());
    for name in ["vault", "vault/private", "outside"] {
        assert_eq!(
            code(main.arg::<Dir<Remove>>("remove_folder", "folder", vault.path(name))),
            "path.outside-scope",
            "{name}"
        );
        assert_eq!(
            code(vault.kit.window("reader").arg::<Dir<Remove>>("remove_folder", "folder", vault.path(name))),
            "tauri"
        );
    }
}
