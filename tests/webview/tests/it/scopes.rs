use anyhow::Result;
use serde_json::{Value, json};
use webview_tests::Reply;

use crate::{
    answer::{denied, granted},
    vault::{below_data, note, on_disk, start},
};

#[tokio::test]
async fn deny_beats_allow() -> Result<()> {
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    for path in ["private/Diary.md", "private/not-there.md", "private/deeper/x.md"] {
        denied(&main.invoke("read_note", json!({ "note": note(path) })).await?, "path.outside-scope");
    }
    // The entry says `private/**`; a deny covers the folder itself, too.
    denied(&main.invoke("list_notes", json!({ "dir": note("private") })).await?, "path.outside-scope");
    denied(&main.invoke("delete_note", json!({ "note": note("private") })).await?, "path.outside-scope");
    Ok(())
}

#[tokio::test]
async fn what_no_entry_covers_is_refused() -> Result<()> {
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    for path in [json!("/etc/passwd"), json!("/"), below_data("outside/secret.md"), below_data("vaultx/a.md")] {
        denied(&main.invoke("read_note", json!({ "note": path })).await?, "path.outside-scope");
    }
    Ok(())
}

/// The page cannot learn by asking whether something exists outside its scope, not even by the shape of the answer.
#[tokio::test]
async fn outside_the_scope_a_missing_file_gets_the_answer_of_an_existing_one() -> Result<()> {
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    let there = main.invoke("read_note", json!({ "note": below_data("outside/secret.md") })).await?;
    let missing = main.invoke("read_note", json!({ "note": below_data("outside/nobody.md") })).await?;
    denied(&there, "path.outside-scope");
    denied(&missing, "path.outside-scope");
    assert_eq!(without_id(there), without_id(missing));
    Ok(())
}

#[tokio::test]
async fn a_hidden_name_has_a_code_of_its_own() -> Result<()> {
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    denied(&main.invoke("read_note", json!({ "note": note(".hidden.md") })).await?, "path.hidden");
    Ok(())
}

#[tokio::test]
async fn an_absolute_path_is_judged_like_one_with_a_base() -> Result<()> {
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    granted(main.invoke("read_note", json!({ "note": on_disk(&app, "vault/Welcome.md") })).await?);
    let diary = on_disk(&app, "vault/private/Diary.md");
    denied(&main.invoke("read_note", json!({ "note": diary })).await?, "path.outside-scope");
    Ok(())
}

fn without_id(reply: Reply) -> Option<Value> {
    let mut denial = reply.err()?;
    denial["decision"].take();
    Some(denial)
}
