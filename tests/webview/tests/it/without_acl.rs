//! The app `minimal` lists no command in its build script, so Tauri puts none of them under its ACL. The entries of
//! `authority:scope` are then all there is, and they are enough.

use anyhow::Result;
use serde_json::{Value, json};
use webview_tests::{App, Scratch, Site, Window};

use crate::{
    answer::{denied, granted, refused_by_tauri},
    vault::below_data,
};

#[tokio::test]
async fn the_window_that_an_entry_names_is_admitted_to_its_scope() -> Result<()> {
    let app = start().await?;
    let main = app.window("main").await?;
    let before = body_runs(&main).await?;
    granted(main.invoke("read_note", json!({ "note": below_data("notes/hello.md") })).await?);
    assert_eq!(body_runs(&main).await?, before + 1);
    Ok(())
}

#[tokio::test]
async fn what_no_entry_covers_is_refused() -> Result<()> {
    let app = start().await?;
    let main = app.window("main").await?;
    let before = body_runs(&main).await?;
    for path in [below_data("elsewhere.md"), below_data("notes-of-another/a.md"), json!("/etc/passwd")] {
        denied(&main.invoke("read_note", json!({ "note": path })).await?, "path.outside-scope");
    }
    assert_eq!(body_runs(&main).await?, before);
    Ok(())
}

/// Tauri's global scope is the same for every window; which window an entry is for is enforced by us.
#[tokio::test]
async fn a_window_that_no_entry_names_is_refused() -> Result<()> {
    let app = start().await?;
    let other = app.window("other").await?;
    let before = body_runs(&other).await?;
    denied(&other.invoke("read_note", json!({ "note": below_data("notes/hello.md") })).await?, "scope.empty");
    assert_eq!(body_runs(&other).await?, before);
    Ok(())
}

#[tokio::test]
async fn a_page_of_foreign_origin_in_that_window_is_refused() -> Result<()> {
    let site = Site::serve().await?;
    let app = start().await?;
    let main = app.window("main").await?;
    main.goto(&site.url()).await?;
    refused_by_tauri(&main.invoke("read_note", json!({ "note": below_data("notes/hello.md") })).await?);
    Ok(())
}

async fn start() -> Result<App> {
    App::start("MINIMAL_BIN", Scratch::new()?, &[("MINIMAL_WINDOWS", "main,other")]).await
}

/// The page calls on its own while it loads; what it did until now does not count.
async fn body_runs(window: &Window<'_>) -> Result<u64> {
    window.wait_for("body[data-ready]").await?;
    let runs: Value = granted(window.invoke("body_runs", json!({})).await?);
    Ok(runs.as_u64().unwrap_or_default())
}
