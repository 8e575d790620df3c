use std::{
    fs,
    time::{Duration, Instant},
};

use anyhow::Result;
use serde_json::{Value, json};
use tokio::time::sleep;
use webview_tests::Window;

use crate::vault::{on_disk, start};

/// Every request of the panel gets the verdict that the panel says it should. This is what the demo shows.
#[tokio::test]
async fn every_attack_of_the_panel_gets_the_expected_verdict() -> Result<()> {
    let app = start(&[]).await?;
    for label in ["main", "reader", "feeds"] {
        let window = app.window(label).await?;
        window.eval("document.querySelector('#panel-toggle').click()").await?;
        window.eval("document.querySelector('#attack-all').click()").await?;
        finished(&window).await?;
        let unexpected = window
            .eval("return [...document.querySelectorAll('tr[data-attack]:not([data-state=expected])')].map(row => row.innerText)")
            .await?;
        assert_eq!(unexpected, json!([]), "in the window `{label}`");
    }
    Ok(())
}

#[tokio::test]
async fn the_editor_opens_a_note_that_is_clicked() -> Result<()> {
    let app = start(&[]).await?;
    let main = app.window("main").await?;
    main.eval("document.querySelector('#note-list [data-note=\"Ideas.md\"]').click()").await?;
    let ideas = fs::read_to_string(on_disk(&app, "vault/Ideas.md"))?;
    until(&main, "return document.querySelector('#editor').value", &json!(ideas)).await?;
    let picture = app.scratch().home().join("main.png");
    main.screenshot(&picture).await?;
    assert!(fs::metadata(picture)?.len() > 10_000, "the window painted next to nothing");
    Ok(())
}

pub(crate) async fn finished(window: &Window<'_>) -> Result<()> {
    const WAITING: &str = "
        const rows = [...document.querySelectorAll('tr[data-attack]')];
        return rows.length === 0 || rows.some(row => ['idle', 'running'].includes(row.dataset.state))";
    until(window, WAITING, &json!(false)).await
}

pub(crate) async fn until(window: &Window<'_>, script: &str, wanted: &Value) -> Result<()> {
    let since = Instant::now();
    loop {
        let now = window.eval(script).await?;
        if now == *wanted {
            return Ok(());
        }
        anyhow::ensure!(since.elapsed() < Duration::from_secs(30), "still {now} after 30 s");
        sleep(Duration::from_millis(100)).await;
    }
}
