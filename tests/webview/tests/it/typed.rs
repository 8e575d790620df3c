//! The example `specta`: the page calls through what tauri-specta wrote, and the commands that it collected are guarded.

use anyhow::Result;
use serde_json::{Value, json};
use webview_tests::{App, Scratch, Window};

use crate::{
    answer::{denied, granted},
    vault::below_data,
};

#[tokio::test]
async fn typed_calls_are_answered_and_refused_as_others_are() -> Result<()> {
    let app = App::start("SPECTA_BIN", Scratch::new()?, &[]).await?;
    let main = app.window("main").await?;
    main.wait_for("body[data-ready]").await?;
    let refused = |argument: &str| {
        let place = "is outside the places that this window may use for it.";
        json!(["error", format!("Refused: path.outside-scope. The path in {argument} {place}")])
    };
    assert_eq!(shown(&main, "read").await?, json!(["ok", "Hello. This note lies in the scope.\n"]));
    assert_eq!(shown(&main, "refused").await?, refused("note"));
    assert_eq!(shown(&main, "missing").await?, json!(["error", "It does not exist."]));
    assert_eq!(shown(&main, "count").await?, json!(["ok", "14"]));
    assert_eq!(shown(&main, "copy").await?, refused("notes[1]"));
    assert_eq!(shown(&main, "list").await?, json!(["ok", "hello.md"]));
    assert_eq!(shown(&main, "nothing").await?, json!(["ok", ""]));
    Ok(())
}

/// Types end at the page. What does not compile there can be sent all the same.
#[tokio::test]
async fn what_the_types_forbid_is_refused_in_rust() -> Result<()> {
    let app = App::start("SPECTA_BIN", Scratch::new()?, &[]).await?;
    let main = app.window("main").await?;
    granted(main.invoke("read_note", json!({ "note": below_data("notes/hello.md") })).await?);
    denied(&main.invoke("read_note", json!({ "note": 7 })).await?, "argument.type");
    denied(&main.invoke("read_note", json!({})).await?, "argument.missing");
    denied(&main.invoke("copy_note", json!({ "notes": ["/a"] })).await?, "argument.type");
    Ok(())
}

/// The state and the text of an answer on the page.
async fn shown(window: &Window<'_>, id: &str) -> Result<Value> {
    window.eval(&format!("const it = document.getElementById('{id}'); return [it.dataset.state, it.textContent]")).await
}
