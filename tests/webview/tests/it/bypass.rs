//! Every test of this suite calls `__TAURI_INTERNALS__` itself. These go further.

use anyhow::Result;
use serde_json::json;

use crate::{
    answer::{denied, refused_by_tauri},
    vault::{body_runs, note, on_disk, start},
};

/// A page may write whatever it likes into its own globals: who asks is what Tauri resolved.
#[tokio::test]
async fn a_page_cannot_pass_for_another_window() -> Result<()> {
    const SCRIPT: &str = "
        const [path, done] = arguments;
        try { window.__TAURI_INTERNALS__.metadata.currentWindow.label = 'main' } catch {}
        try { window.__TAURI_INTERNALS__.metadata.currentWebview.label = 'main' } catch {}
        window.__TAURI_INTERNALS__.invoke('delete_note', { note: path }, { headers: { Origin: 'tauri://localhost' } })
            .then(() => done('deleted'), done)";
    let app = start(&[]).await?;
    let reader = app.window("reader").await?;
    let before = body_runs(&app)?;
    let answer = reader.run(SCRIPT, vec![note("published/On walking.md")]).await?;
    refused_by_tauri(&Err(answer));
    assert_eq!(body_runs(&app)?, before);
    assert!(on_disk(&app, "vault/published/On walking.md").exists());
    Ok(())
}

/// What `invoke` calls underneath is open to the page, too. It is one more way to ask, and the answer is the same.
#[tokio::test]
async fn below_invoke_the_answer_is_the_same() -> Result<()> {
    const SCRIPT: &str = "
        const [cmd, payload, done] = arguments;
        const internals = window.__TAURI_INTERNALS__;
        const callback = internals.transformCallback(() => done('it was done'));
        const error = internals.transformCallback(done);
        internals.postMessage({ cmd, callback, error, payload, options: {} })";
    let app = start(&[]).await?;
    let before = body_runs(&app)?;
    let arguments = vec![json!("delete_note"), json!({ "note": note("published/On walking.md") })];
    refused_by_tauri(&Err(app.window("reader").await?.run(SCRIPT, arguments).await?));
    let arguments = vec![json!("delete_note"), json!({ "note": note("private/Diary.md") })];
    denied(&Err(app.window("main").await?.run(SCRIPT, arguments).await?), "path.outside-scope");
    assert_eq!(body_runs(&app)?, before);
    Ok(())
}

/// Below that are the custom protocol and the message channel. Both ask for a key that page code does not have. Tauri drops
/// a request without it, so all there is to see is that a command that the window may well call did not run.
#[tokio::test]
async fn a_request_without_the_key_of_the_page_is_dropped() -> Result<()> {
    const SCRIPT: &str = "
        const [note, done] = arguments;
        const headers = { 'Content-Type': 'application/json', 'Tauri-Callback': '1', 'Tauri-Error': '2', 'Tauri-Invoke-Key': 'guess' };
        const fetched = fetch('ipc://localhost/delete_note', { method: 'POST', headers, body: JSON.stringify({ note }) });
        const message = { cmd: 'delete_note', callback: 1, error: 2, payload: { note }, options: {}, __TAURI_INVOKE_KEY__: 'guess' };
        window.ipc.postMessage(JSON.stringify(message));
        const answered = fetched.then(response => response.ok, () => false);
        const patience = new Promise(resolve => setTimeout(resolve, 1500, false));
        Promise.race([answered, patience]).then(done)";
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    let before = body_runs(&app)?;
    assert_eq!(main.run(SCRIPT, vec![note("Ideas.md")]).await?, false);
    assert_eq!(body_runs(&app)?, before);
    assert!(on_disk(&app, "vault/Ideas.md").exists());
    Ok(())
}

/// A call without an object of arguments, as `invoke` makes it of bytes, has nothing that could be judged.
#[tokio::test]
async fn a_call_with_a_body_of_bytes_is_refused() -> Result<()> {
    const SCRIPT: &str = "
        const done = arguments[arguments.length - 1];
        window.__TAURI_INTERNALS__.invoke('read_note', new TextEncoder().encode('/etc/passwd')).then(() => done('read'), done)";
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    let before = body_runs(&app)?;
    let answer = main.run(SCRIPT, Vec::new()).await?;
    denied(&Err(answer), "argument.raw-body");
    assert_eq!(body_runs(&app)?, before);
    Ok(())
}
