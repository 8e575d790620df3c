use std::fs;

use anyhow::Result;
use serde_json::{Value, json};

use crate::{
    answer::{denied, granted},
    vault::{body_runs, note, on_disk, start},
};

#[tokio::test]
async fn a_granted_request_reaches_the_body_and_is_answered() -> Result<()> {
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    let before = body_runs(&app)?;
    let text = granted(main.invoke("read_note", json!({ "note": note("Welcome.md") })).await?);
    assert_eq!(text, fs::read_to_string(on_disk(&app, "vault/Welcome.md"))?);
    let ran = |runs: &Value| runs["read_note"].as_u64().unwrap_or(0);
    assert_eq!(ran(&body_runs(&app)?), ran(&before) + 1);
    Ok(())
}

#[tokio::test]
async fn a_refused_request_never_reaches_the_body() -> Result<()> {
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    let before = body_runs(&app)?;
    denied(&main.invoke("read_note", json!({ "note": note("private/Diary.md") })).await?, "path.outside-scope");
    assert_eq!(body_runs(&app)?, before);
    Ok(())
}

/// Judging is pure: a command of two arguments whose second is refused has done nothing with its first.
#[tokio::test]
async fn one_refused_argument_refuses_the_command() -> Result<()> {
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    let before = body_runs(&app)?;
    let arguments = json!({ "from": note("Welcome.md"), "to": note("private/copy.md") });
    denied(&main.invoke("copy_note", arguments).await?, "path.outside-scope");
    assert_eq!(body_runs(&app)?, before);
    assert!(!on_disk(&app, "vault/private/copy.md").exists());
    Ok(())
}

#[tokio::test]
async fn each_operation_does_what_it_says_within_the_scope() -> Result<()> {
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    granted(main.invoke("save_note", json!({ "note": note("New.md"), "text": "one two three" })).await?);
    let copied = main.invoke("copy_note", json!({ "from": note("New.md"), "to": note("Copy.md") })).await?;
    assert_eq!(granted(copied), 13);
    granted(main.invoke("rename_note", json!({ "from": note("Copy.md"), "to": note("Renamed.md") })).await?);
    let words = main.invoke("count_words", json!({ "notes": [note("New.md"), note("Renamed.md")] })).await?;
    assert_eq!(granted(words), 6);
    granted(main.invoke("delete_note", json!({ "note": note("New.md") })).await?);
    assert!(!on_disk(&app, "vault/New.md").exists() && !on_disk(&app, "vault/Copy.md").exists());
    assert_eq!(fs::read_to_string(on_disk(&app, "vault/Renamed.md"))?, "one two three");
    Ok(())
}
