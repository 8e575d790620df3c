use anyhow::Result;
use serde_json::{Value, json};

use crate::{
    answer::denied,
    vault::{body_runs, note, on_disk, start},
};

#[tokio::test]
async fn malformed_input_is_refused_as_such_and_runs_no_body() -> Result<()> {
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    let welcome = on_disk(&app, "vault/Welcome.md").display().to_string();
    let before = body_runs(&app)?;
    let table: Vec<(&str, Value, &str)> = vec![
        ("a number", json!(7), "argument.type"),
        ("null", Value::Null, "argument.missing"),
        ("a list", json!([welcome]), "argument.type"),
        ("an object of another shape", json!({ "file": welcome }), "argument.type"),
        (
            "an object with a key too many",
            json!({ "path": "vault/Welcome.md", "baseDir": 14, "x": 1 }),
            "argument.type",
        ),
        ("a base that is none", json!({ "path": "vault/Welcome.md", "baseDir": 999 }), "path.unknown-base"),
        ("nothing", json!(""), "path.empty"),
        ("NUL", json!(format!("{welcome}\0.png")), "path.control-character"),
        ("a line feed", json!(format!("{welcome}\n")), "path.control-character"),
        ("an escape", json!(format!("{welcome}\u{1b}[2J")), "path.control-character"),
        ("1 MiB", json!(format!("{welcome}{}", "a".repeat(1 << 20))), "path.too-long"),
        ("dot-dot", note("../outside/secret.md"), "path.parent-component"),
        ("dot-dot that stays", note("published/../Welcome.md"), "path.parent-component"),
        ("a relative path", json!("vault/Welcome.md"), "path.relative"),
        ("a variable", json!("$APPDATA/vault/Welcome.md"), "path.relative"),
        ("a URL", json!(format!("file://{welcome}")), "path.url"),
        ("a separator at the end", json!(format!("{welcome}/")), "path.trailing-separator"),
    ];
    for (name, input, code) in table {
        let reply = main.invoke("read_note", json!({ "note": input })).await?;
        println!("{name}: {reply:?}");
        denied(&reply, code);
    }
    denied(&main.invoke("read_note", json!({})).await?, "argument.missing");
    assert_eq!(body_runs(&app)?, before);
    Ok(())
}

#[tokio::test]
async fn a_list_is_judged_whole_and_the_element_at_fault_is_named() -> Result<()> {
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    let before = body_runs(&app)?;
    let mut notes = vec![note("Welcome.md"); 4];
    notes[2] = note("private/Diary.md");
    let reply = main.invoke("count_words", json!({ "notes": notes })).await?;
    denied(&reply, "path.outside-scope");
    assert_eq!(reply.err().unwrap_or_default()["index"], json!([2]));
    let many = vec![note("Welcome.md"); 10_000];
    denied(&main.invoke("count_words", json!({ "notes": many })).await?, "argument.too-many");
    assert_eq!(body_runs(&app)?, before);
    Ok(())
}
