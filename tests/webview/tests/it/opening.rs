//! Judging looks at names alone. What lies under a name is seen when the body opens it: there the body has begun, and
//! what it gets is a refusal.

use std::{fs, os::unix::fs::symlink};

use anyhow::Result;
use serde_json::json;

use crate::{
    answer::{denied, disk_error, granted},
    vault::{note, on_disk, start},
};

#[tokio::test]
async fn a_link_is_worth_what_its_end_is_worth() -> Result<()> {
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    granted(main.invoke("read_note", json!({ "note": note("oddities/inside.md") })).await?);
    for path in ["leaves.md", "to-private.md", "outdoors/secret.md", "loop.md"] {
        let path = format!("oddities/{path}");
        denied(&main.invoke("read_note", json!({ "note": note(&path) })).await?, "path.outside-scope");
    }
    Ok(())
}

/// A link into another window's scope is as far outside as any: `reader` may not follow what `main` may.
#[tokio::test]
async fn a_link_is_judged_by_the_scope_of_the_window_that_follows_it() -> Result<()> {
    let app = start(&[]).await?;
    symlink("../Welcome.md", on_disk(&app, "vault/published/link.md"))?;
    let arguments = json!({ "note": note("published/link.md") });
    granted(app.window("main").await?.invoke("read_note", arguments.clone()).await?);
    denied(&app.window("reader").await?.invoke("read_note", arguments).await?, "path.outside-scope");
    Ok(())
}

#[tokio::test]
async fn a_link_is_removed_itself_and_its_end_stays() -> Result<()> {
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    granted(main.invoke("delete_note", json!({ "note": note("oddities/leaves.md") })).await?);
    assert!(fs::symlink_metadata(on_disk(&app, "vault/oddities/leaves.md")).is_err());
    assert!(on_disk(&app, "outside/secret.md").exists());
    Ok(())
}

#[tokio::test]
async fn nothing_is_written_through_a_link_that_leaves() -> Result<()> {
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    symlink("../../outside/made.md", on_disk(&app, "vault/oddities/dangling.md"))?;
    let _ = main.invoke("save_note", json!({ "note": note("oddities/leaves.md"), "text": "overwritten" })).await?;
    let _ = main.invoke("save_note", json!({ "note": note("oddities/dangling.md"), "text": "made" })).await?;
    let from = note("Welcome.md");
    denied(
        &main.invoke("copy_note", json!({ "from": from, "to": note("oddities/outdoors/made.md") })).await?,
        "path.outside-scope",
    );
    assert!(fs::read_to_string(on_disk(&app, "outside/secret.md"))?.contains("the secret outside the vault"));
    assert!(!on_disk(&app, "outside/made.md").exists());
    Ok(())
}

#[tokio::test]
async fn what_is_no_regular_file_is_not_read() -> Result<()> {
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    denied(&main.invoke("read_note", json!({ "note": note("oddities/pipe.md") })).await?, "open.special");
    disk_error(&main.invoke("read_note", json!({ "note": note("oddities/folder.md") })).await?, "is-a-directory");
    Ok(())
}

#[tokio::test]
async fn a_missing_file_in_scope_is_an_error_of_the_disk() -> Result<()> {
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    disk_error(&main.invoke("read_note", json!({ "note": note("not-there.md") })).await?, "not-found");
    Ok(())
}
