use anyhow::Result;
use serde_json::{Value, json};
use webview_tests::{App, Site};

use crate::{
    answer::{denied, granted, refused_by_tauri},
    vault::{note, start},
};

/// Denials at every stage and from every kind of caller: the page's id finds the record, and the record knows more.
#[tokio::test]
async fn each_denial_is_in_the_log_with_the_id_that_the_page_was_given() -> Result<()> {
    let site = Site::serve().await?;
    let app = start(&[("VAULT_REMOTE_URL", &site.url())]).await?;
    for (window, path, code, fine) in [
        ("main", "private/Diary.md", "path.outside-scope", "path.denied"),
        ("main", "../outside/secret.md", "path.parent-component", "path.parent-component"),
        ("main", ".hidden.md", "path.hidden", "path.hidden"),
        ("main", "oddities/leaves.md", "path.outside-scope", "link.outside"),
        ("main", "oddities/to-private.md", "path.outside-scope", "link.denied"),
        ("main", "oddities/pipe.md", "open.special", "open.special"),
        ("reader", "Welcome.md", "path.outside-scope", "path.outside-scope"),
        ("remote-granted", "Welcome.md", "path.outside-scope", "path.outside-scope"),
    ] {
        let reply = app.window(window).await?.invoke("read_note", json!({ "note": note(path) })).await?;
        let id = denied(&reply, code);
        let log = log(&app).await?;
        let Some(record) = log.iter().find(|record| record["id"] == id) else { anyhow::bail!("no {id} in {log:?}") };
        let told = ["code", "window", "command", "argument"].map(|field| record[field].as_str().unwrap_or_default());
        assert_eq!(told, [fine, window, "read_note", "note"], "{record}");
        assert_ne!(record["decision"], "allow", "{record}");
    }
    Ok(())
}

/// A refusal at opening is a second decision, and names the first.
#[tokio::test]
async fn a_refusal_at_opening_names_the_judgement_before_it() -> Result<()> {
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    let id =
        denied(&main.invoke("read_note", json!({ "note": note("oddities/leaves.md") })).await?, "path.outside-scope");
    let log = log(&app).await?;
    let find = |id: &Value| log.iter().find(|record| record["id"] == *id).cloned().unwrap_or_default();
    let opening = find(&json!(id));
    let judgement = find(&opening["parent"]);
    assert_eq!((&opening["stage"], &opening["decision"]), (&json!("open"), &json!("deny")), "{opening}");
    assert_eq!((&judgement["stage"], &judgement["decision"]), (&json!("judge"), &json!("allow")), "{judgement}");
    Ok(())
}

/// Tauri's own denials are decided before us: the page sees them, and our log does not claim them.
#[tokio::test]
async fn a_refusal_by_tauri_is_not_in_our_log() -> Result<()> {
    let app = start(&[]).await?;
    let reader = app.window("reader").await?;
    let before = log(&app).await?.len();
    refused_by_tauri(&reader.invoke("delete_note", json!({ "note": note("published/On walking.md") })).await?);
    assert_eq!(log(&app).await?.len(), before);
    Ok(())
}

#[tokio::test]
async fn the_counters_add_up_to_the_decisions_taken() -> Result<()> {
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    let before = counts(&app).await?;
    for path in ["Welcome.md", "Ideas.md", "private/Diary.md", "../x.md"] {
        let _ = main.invoke("read_note", json!({ "note": note(path) })).await?;
    }
    let after = counts(&app).await?;
    let more = |name: &str| after[name].as_u64().unwrap_or(0) - before[name].as_u64().unwrap_or(0);
    // Four calls that were admitted, and the two notes in scope.
    assert_eq!([more("allowed"), more("denied"), more("errors")], [6, 1, 1]);
    Ok(())
}

/// The page sees what it may name. How much there is besides is for the log.
#[tokio::test]
async fn a_listing_is_one_decision_that_counts_what_was_withheld() -> Result<()> {
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    let before = log(&app).await?.len();
    let listing = granted(main.invoke("list_notes", json!({ "dir": note("") })).await?);
    assert!(listing.get("withheld").is_none(), "{listing}");
    let log = log(&app).await?;
    let new = log.iter().take(log.len() - before).collect::<Vec<_>>();
    let listed: Vec<_> = new.iter().filter(|record| record["stage"] == "list").collect();
    let [listed] = *listed else { anyhow::bail!("want one record of a listing, got {new:?}") };
    assert_eq!((&listed["shown"], &listed["withheld"]), (&json!(6), &json!(2)), "{listed}");
    Ok(())
}

/// Newest first.
async fn log(app: &App) -> Result<Vec<Value>> {
    let mut answer = recent_decisions(app).await?;
    Ok(answer["decisions"].as_array_mut().map(std::mem::take).unwrap_or_default())
}

async fn counts(app: &App) -> Result<Value> {
    Ok(recent_decisions(app).await?["counts"].take())
}

/// Only the window `main` may read the log.
async fn recent_decisions(app: &App) -> Result<Value> {
    Ok(granted(app.window("main").await?.invoke("plugin:authority|recent_decisions", json!({})).await?))
}
