//! What the vault takes besides single paths: an export's fields and style, a query, bytes with a path in a header, and a
//! plain path.

use std::fs;

use anyhow::Result;
use serde_json::{Value, json};
use webview_tests::{Reply, Window};

use crate::{
    answer::{denied, granted, refused_by_tauri},
    panel::until,
    vault::{below_data, body_runs, note, on_disk, start},
};

const MESSAGE: &str = "return document.querySelector('#message').textContent";

fn export(changes: &Value) -> Value {
    let style = json!({ "style": "plain", "width": 72 });
    let mut request =
        json!({ "from": note("published/On walking.md"), "to": below_data("exports/x.txt"), "style": style });
    for (field, value) in changes.as_object().into_iter().flatten() {
        request[field] = value.clone();
    }
    json!({ "request": request })
}

fn find(text: &str, limit: i32) -> Value {
    json!({ "notes": [note("Ideas.md")], "query": { "text": text, "limit": limit } })
}

/// Calls `attach` with these bytes and, where there is one, this header.
async fn attach(window: &Window<'_>, bytes: &[u8], header: Option<&str>) -> Result<Reply> {
    const SCRIPT: &str = "
        const [bytes, file, done] = arguments;
        const headers = file === null ? {} : { file };
        window.__TAURI_INTERNALS__.invoke('attach', new Uint8Array(bytes), { headers })
            .then(() => done([true, null]), error => done([false, error]))";
    let mut answer = window.run(SCRIPT, vec![json!(bytes), json!(header)]).await?;
    let value = answer[1].take();
    Ok(if answer[0] == true { Ok(value) } else { Err(value) })
}

/// As `header` of the npm package writes it.
fn header(value: &Value) -> String {
    value.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[tokio::test]
async fn what_is_out_of_scope_or_breaks_a_rule_runs_no_body() -> Result<()> {
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    let before = body_runs(&app)?;
    for (command, arguments, code) in [
        ("export_note", export(&json!({ "to": note("x.txt") })), "path.outside-scope"),
        ("export_note", export(&json!({ "from": note("private/Diary.md") })), "path.outside-scope"),
        ("export_note", export(&json!({ "style": { "style": "html" } })), "value.outside-scope"),
        ("export_note", export(&json!({ "style": { "style": "mail", "width": 40 } })), "value.outside-scope"),
        ("export_note", export(&json!({ "style": "mail" })), "argument.type"),
        ("export_note", export(&json!({ "style": { "style": "plain", "width": "72" } })), "argument.type"),
        ("export_note", export(&json!({ "overwrite": true })), "argument.type"),
        ("export_note", export(&json!({ "style": null })), "argument.missing"),
        ("find_notes", find("", 9), "value.invalid"),
        ("find_notes", find(&"a".repeat(81), 9), "value.invalid"),
        ("find_notes", find("one\ntwo", 9), "value.invalid"),
        ("find_notes", find("one", 0), "value.invalid"),
        ("find_notes", find("one", -1), "argument.type"),
        ("attach", json!({ "file": below_data("attachments/a.png") }), "argument.missing"),
    ] {
        denied(&main.invoke(command, arguments).await?, code);
    }
    for (file, code) in [
        (Some(header(&note("Welcome.md"))), "path.outside-scope"),
        (Some(header(&below_data("attachments/run.desktop"))), "path.outside-scope"),
        (Some(header(&below_data("attachments/../vault/a.png"))), "path.parent-component"),
        (Some(on_disk(&app, "attachments/a.png").display().to_string()), "argument.header"),
        (None, "argument.missing"),
    ] {
        denied(&attach(&main, b"x", file.as_deref()).await?, code);
    }
    assert_eq!(body_runs(&app)?, before);
    assert_eq!(
        fs::read_dir(on_disk(&app, "exports"))?.count() + fs::read_dir(on_disk(&app, "attachments"))?.count(),
        0
    );
    Ok(())
}

#[tokio::test]
async fn the_reader_exports_what_is_published_in_its_one_style() -> Result<()> {
    let app = start(&[]).await?;
    let reader = app.window("reader").await?;
    let before = body_runs(&app)?;
    let mail = json!({ "style": { "style": "mail", "width": 72 } });
    denied(&reader.invoke("export_note", export(&mail)).await?, "value.outside-scope");
    denied(&reader.invoke("export_note", export(&json!({ "from": note("Ideas.md") }))).await?, "path.outside-scope");
    refused_by_tauri(&attach(&reader, b"x", Some(&header(&below_data("attachments/a.png")))).await?);
    assert_eq!(body_runs(&app)?, before);
    reader.eval("document.querySelector('[data-note=\"published/On walking.md\"]').click()").await?;
    until(&reader, "return document.querySelector('#title').textContent", &json!("On walking")).await?;
    reader.eval("document.querySelector('#export').click()").await?;
    until(&reader, MESSAGE, &json!("Exported to exports/On walking.txt")).await?;
    let text = fs::read_to_string(on_disk(&app, "exports/On walking.txt"))?;
    assert!(text.lines().count() > 1 && text.lines().all(|line| line.chars().count() <= 72), "{text}");
    Ok(())
}

#[tokio::test]
async fn the_editor_exports_a_note_as_the_dialog_says() -> Result<()> {
    const EXPORT: &str = "
        document.querySelector('#export').click();
        document.querySelector('#export-style').value = 'mail';
        document.querySelector('#export-ok').click()";
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    main.eval(EXPORT).await?;
    until(&main, MESSAGE, &json!("Exported to exports/Welcome.txt")).await?;
    let words = |text: &str| text.split_whitespace().filter(|word| *word != ">").map(str::to_owned).collect::<Vec<_>>();
    let text = fs::read_to_string(on_disk(&app, "exports/Welcome.txt"))?;
    assert!(text.lines().all(|line| line.starts_with('>') && line.chars().count() <= 72), "{text}");
    assert_eq!(words(&text), words(&fs::read_to_string(on_disk(&app, "vault/Welcome.md"))?));
    Ok(())
}

#[tokio::test]
async fn an_attached_file_has_the_very_bytes_and_the_note_its_name() -> Result<()> {
    const CHOOSE: &str = "
        const chosen = new DataTransfer();
        chosen.items.add(new File([Uint8Array.from({ length: 256 }, (_, byte) => byte)], 'é.png'));
        const input = document.querySelector('#attach-file');
        input.files = chosen.files;
        input.dispatchEvent(new Event('change'))";
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    main.eval(CHOOSE).await?;
    until(&main, MESSAGE, &json!("Attached, 256 bytes")).await?;
    assert_eq!(fs::read(on_disk(&app, "attachments/é.png"))?, (0..=255).collect::<Vec<u8>>());
    let named = "return document.querySelector('#editor').value.includes('![é.png](attachments/é.png)')";
    until(&main, named, &json!(true)).await
}

#[tokio::test]
async fn what_is_typed_above_the_list_leaves_the_notes_that_hold_it() -> Result<()> {
    const SHOWN: &str = "return [...document.querySelectorAll('#note-list li:not([hidden]) button')].map(button => button.dataset.note)";
    const TYPE: &str = "
        const input = document.querySelector('#find');
        input.value = 'It was the salt';
        input.dispatchEvent(new Event('input'))";
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    granted(main.invoke("save_note", json!({ "note": note("Ideas.md"), "text": "It WAS the salt." })).await?);
    main.eval(TYPE).await?;
    until(&main, SHOWN, &json!(["Ideas.md"])).await
}

#[tokio::test]
async fn a_note_is_sorted_by_the_flags_that_are_in_scope() -> Result<()> {
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    fs::write(on_disk(&app, "vault/list.md"), "b 1\na 2\nb 1\n")?;
    let sort = |flags: Value| main.invoke("sort_note", json!({ "note": note("list.md"), "flags": flags }));
    assert_eq!(granted(sort(json!([{ "flag": "--key", "value": "2" }, { "flag": "--unique" }])).await?), "b 1\na 2\n");
    for flags in [
        json!([{ "flag": "--output", "value": "/etc/passwd" }]),
        json!([{ "flag": "--unique" }, { "flag": "--key", "value": "10" }]),
    ] {
        denied(&sort(flags).await?, "value.outside-scope");
    }
    assert_eq!(body_runs(&app)?["sort_note"], 1);
    assert_eq!(fs::read_to_string(on_disk(&app, "vault/list.md"))?, "b 1\na 2\n");
    Ok(())
}

/// The body is where a plain argument is judged, so it runs. It gets no further.
#[tokio::test]
async fn a_plain_path_is_judged_like_any_other() -> Result<()> {
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    let path = |name: &str| json!({ "note": on_disk(&app, name).display().to_string() });
    fs::write(on_disk(&app, "vault/untidy.md"), "one  \ntwo\n\n")?;
    fs::write(on_disk(&app, "outside/secret.md"), "secret  \n\n")?;
    assert_eq!(granted(main.invoke("tidy_note", path("vault/untidy.md")).await?), "one\ntwo\n");
    for outside in ["outside/secret.md", "vault/private/Diary.md", "vault/oddities/leaves.md"] {
        denied(&main.invoke("tidy_note", path(outside)).await?, "path.outside-scope");
    }
    assert_eq!(body_runs(&app)?["tidy_note"], 4);
    assert_eq!(fs::read_to_string(on_disk(&app, "vault/untidy.md"))?, "one\ntwo\n");
    assert_eq!(fs::read_to_string(on_disk(&app, "outside/secret.md"))?, "secret  \n\n");
    Ok(())
}
