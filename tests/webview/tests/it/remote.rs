use std::fs;

use anyhow::Result;
use serde_json::json;
use webview_tests::Site;

use crate::{
    answer::{denied, granted, refused_by_tauri},
    vault::{body_runs, note, on_disk, start},
};

#[tokio::test]
async fn a_remote_origin_without_a_grant_is_denied() -> Result<()> {
    let site = Site::serve().await?;
    let app = start(&[("VAULT_REMOTE_URL", &site.url())]).await?;
    let remote = app.window("remote-denied").await?;
    assert_eq!(remote.eval("return location.href").await?, site.url());
    let before = body_runs(&app)?;
    refused_by_tauri(&remote.invoke("read_note", json!({ "note": note("published/On walking.md") })).await?);
    refused_by_tauri(&remote.invoke("body_runs", json!({})).await?);
    assert_eq!(body_runs(&app)?, before);
    Ok(())
}

/// The capability is added while the app runs, so this also shows that the next call sees it.
#[tokio::test]
async fn a_remote_origin_with_a_grant_is_admitted_to_its_scope() -> Result<()> {
    let site = Site::serve().await?;
    let app = start(&[("VAULT_REMOTE_URL", &site.url())]).await?;
    let remote = app.window("remote-granted").await?;
    let text = granted(remote.invoke("read_note", json!({ "note": note("published/On walking.md") })).await?);
    assert_eq!(text, fs::read_to_string(on_disk(&app, "vault/published/On walking.md"))?);
    let before = body_runs(&app)?;
    denied(&remote.invoke("read_note", json!({ "note": note("Welcome.md") })).await?, "path.outside-scope");
    refused_by_tauri(&remote.invoke("delete_note", json!({ "note": note("published/On walking.md") })).await?);
    assert_eq!(body_runs(&app)?, before);
    Ok(())
}

/// The window keeps its label when it goes elsewhere; the grant was for the origin.
#[tokio::test]
async fn a_grant_does_not_follow_the_window_to_another_origin() -> Result<()> {
    let site = Site::serve().await?;
    let app = start(&[("VAULT_REMOTE_URL", &site.url())]).await?;
    let remote = app.window("remote-granted").await?;
    let published = json!({ "note": note("published/On walking.md") });
    granted(remote.invoke("read_note", published.clone()).await?);
    remote.goto(&site.other_origin()).await?;
    refused_by_tauri(&remote.invoke("read_note", published).await?);
    Ok(())
}

#[tokio::test]
async fn a_local_window_that_was_led_away_loses_its_grants() -> Result<()> {
    let site = Site::serve().await?;
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    main.goto(&site.url()).await?;
    let before = body_runs(&app)?;
    refused_by_tauri(&main.invoke("read_note", json!({ "note": note("Welcome.md") })).await?);
    assert_eq!(body_runs(&app)?, before);
    Ok(())
}
