use anyhow::Result;
use serde_json::json;

use crate::{
    answer::{denied, granted, refused_by_tauri},
    vault::{body_runs, note, on_disk, start},
};

#[tokio::test]
async fn a_window_without_a_capability_is_denied_everything() -> Result<()> {
    let app = start(&[("VAULT_STRANGER", "1")]).await?;
    let stranger = app.window("stranger").await?;
    stranger.wait_for("body[data-ready=true]").await?;
    let before = body_runs(&app)?;
    let welcome = note("Welcome.md");
    for (command, arguments) in [
        ("list_notes", json!({ "dir": note("published") })),
        ("read_note", json!({ "note": welcome })),
        ("save_note", json!({ "note": welcome, "text": "" })),
        ("copy_note", json!({ "from": welcome, "to": note("x.md") })),
        ("rename_note", json!({ "from": welcome, "to": note("x.md") })),
        ("delete_note", json!({ "note": welcome })),
        ("note_info", json!({ "note": welcome })),
        ("count_words", json!({ "notes": [welcome] })),
        ("tidy_note", json!({ "note": on_disk(&app, "vault/Welcome.md") })),
        ("find_notes", json!({ "notes": [welcome], "query": { "text": "a", "limit": 1 } })),
        ("export_note", json!({ "request": { "from": welcome, "to": note("x.txt"), "style": "plain" } })),
        ("attach", json!({ "file": note("x.png") })),
        ("body_runs", json!({})),
        ("plugin:authority|fetch", json!({})),
        ("feed_addresses", json!({})),
        ("plugin:authority|recent_decisions", json!({})),
    ] {
        refused_by_tauri(&stranger.invoke(command, arguments).await?);
    }
    assert_eq!(body_runs(&app)?, before);
    Ok(())
}

#[tokio::test]
async fn a_missing_permission_denies_the_command_whatever_the_path() -> Result<()> {
    let app = start(&[]).await?;
    let reader = app.window("reader").await?;
    let before = body_runs(&app)?;
    let published = note("published/On walking.md");
    refused_by_tauri(&reader.invoke("save_note", json!({ "note": published, "text": "" })).await?);
    refused_by_tauri(&reader.invoke("delete_note", json!({ "note": published })).await?);
    assert_eq!(body_runs(&app)?, before);
    assert!(on_disk(&app, "vault/published/On walking.md").exists());
    Ok(())
}

/// Who may name notes may not ask the network, and the other way round: what a page reads it cannot send away.
#[tokio::test]
async fn no_window_may_read_notes_and_ask_the_network() -> Result<()> {
    let app = start(&[]).await?;
    for label in ["main", "reader"] {
        refused_by_tauri(&app.window(label).await?.invoke("plugin:authority|fetch", json!({})).await?);
    }
    let feeds = app.window("feeds").await?;
    for (command, arguments) in [
        ("read_note", json!({ "note": note("published/On walking.md") })),
        ("list_notes", json!({ "dir": note("published") })),
        ("plugin:authority|recent_decisions", json!({})),
    ] {
        refused_by_tauri(&feeds.invoke(command, arguments).await?);
    }
    Ok(())
}

/// The same command, the same path, the same moment: the answer depends on who asks.
#[tokio::test]
async fn each_window_sees_its_own_scopes_only() -> Result<()> {
    let app = start(&[]).await?;
    let (main, reader) = (app.window("main").await?, app.window("reader").await?);
    let welcome = json!({ "note": note("Welcome.md") });
    let published = json!({ "note": note("published/On walking.md") });
    granted(main.invoke("read_note", welcome.clone()).await?);
    denied(&reader.invoke("read_note", welcome.clone()).await?, "path.outside-scope");
    granted(reader.invoke("read_note", published.clone()).await?);
    granted(main.invoke("read_note", published).await?);
    denied(&reader.invoke("read_note", welcome).await?, "path.outside-scope");
    Ok(())
}

#[tokio::test]
async fn a_listing_shows_a_window_what_it_may_name() -> Result<()> {
    let app = start(&[]).await?;
    let (main, reader) = (app.window("main").await?, app.window("reader").await?);
    let listing = granted(main.invoke("list_notes", json!({ "dir": note("") })).await?);
    let names = listing["children"].as_array().into_iter().flatten().filter_map(|child| child["name"].as_str());
    let names: Vec<&str> = names.collect();
    assert!(names.contains(&"Welcome.md") && names.contains(&"published"), "{listing}");
    assert!(!names.contains(&"private") && !names.contains(&".hidden.md"), "{listing}");
    denied(&reader.invoke("list_notes", json!({ "dir": note("") })).await?, "path.outside-scope");
    Ok(())
}
