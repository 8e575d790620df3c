//! The audit log of an app that runs: a window with the permission reads it, no other does, and the end of the app closes it.

use std::{
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};
use authority_audit::{
    query::{Query, query},
    verify::verify,
};
use serde_json::{Value, json};
use tokio::time::sleep;
use webview_tests::{App, Site, Window};

use crate::{
    answer::{denied, granted, refused_by_tauri},
    fetch::{page, start},
    panel::until,
    vault::below_data,
};

const COMMANDS: [&str; 5] = ["audit_query", "audit_subscribe", "audit_more", "audit_unsubscribe", "acl_refused"];

/// Where the log of this run of the app lies, in a folder that goes with the test.
fn log(app: &App) -> PathBuf {
    app.scratch().data().join("org.tauri-plugin-authority.page/logs/authority/1")
}

/// The id of a refusal.
async fn refused(page: &Window<'_>) -> Result<String> {
    let reply = page.invoke("read_note", json!({ "note": below_data("elsewhere.md") })).await?;
    Ok(denied(&reply, "path.outside-scope"))
}

/// What the page's `auditQuery` answers.
async fn asked(page: &Window<'_>, query: Value) -> Result<Value> {
    const SCRIPT: &str = "
        const [query, done] = arguments;
        window.__TAURI__.authority.auditQuery(query).then(done, (error) => done({ failed: error }))";
    page.run(SCRIPT, vec![query]).await
}

#[tokio::test]
async fn a_page_finds_what_was_decided_by_the_id_of_its_denial() -> Result<()> {
    let app = start().await?;
    let page = page(&app).await?;
    granted(page.invoke("read_note", json!({ "note": below_data("notes/hello.md") })).await?);
    let id = refused(&page).await?;
    let newest = asked(&page, json!({ "command": "read_note", "limit": 2 })).await?;
    let told = |line: &Value| json!([line["decision"], line["code"], line["resource"], line["window"]]);
    assert_eq!(told(&newest["lines"][0]), json!(["deny", "path.outside-scope", "$APPDATA/elsewhere.md", "main"]));
    assert_eq!(told(&newest["lines"][1]), json!(["allow", "allowed", "$APPDATA/notes/hello.md", "main"]));
    assert_eq!(newest["lines"][0]["id"], id);
    // The tests that the window ran before are on the pages behind it.
    let before = asked(&page, json!({ "beforeSeq": newest["next"], "limit": 1 })).await?;
    assert!(before["lines"][0]["seq"].as_u64() < newest["next"].as_u64(), "{before}");
    let found = asked(&page, json!({ "id": id })).await?;
    assert_eq!((&found["lines"], &found["next"]), (&json!([newest["lines"][0]]), &Value::Null));
    Ok(())
}

#[tokio::test]
async fn a_page_is_told_decisions_as_they_are_taken() -> Result<()> {
    const SUBSCRIBE: &str = "
        const done = arguments[0];
        window.told = [];
        window.__TAURI__.authority.auditSubscribe((event) => void window.told.push(event))
            .then((end) => { window.end = end; done(null) }, done)";
    const LAST: &str = "return window.told.at(-1)?.line.id";
    // More than it is sent before it says that it read some, and more than waits for it.
    const MANY: &str = "
        const [note, done] = arguments;
        const read = () => window.__TAURI_INTERNALS__.invoke('read_note', { note }).catch(() => undefined);
        Promise.all(Array.from({ length: 500 }, read)).then(() => done(null))";
    // All numbers from the first to the last, told or missed.
    const ADDED_UP: &str = "
        const numbers = window.told.map(({ line }) => line.n);
        const missed = window.told.reduce((sum, event) => sum + event.missed, 0);
        return [Math.max(...numbers) - Math.min(...numbers) + 1, numbers.length + missed, new Set(numbers).size]";
    let app = start().await?;
    let page = page(&app).await?;
    assert_eq!(page.run(SUBSCRIBE, Vec::new()).await?, Value::Null);
    let first = refused(&page).await?;
    until(&page, LAST, &json!(first)).await?;
    let told = page.eval("return window.told").await?;
    assert_eq!(told, json!([{ "line": told[0]["line"], "missed": 0 }]));
    let line = |name: &str| told[0]["line"][name].as_str().unwrap_or_default().to_owned();
    assert_eq!([line("type"), line("code"), line("window")], ["decision", "path.outside-scope", "main"]);
    page.run(MANY, vec![below_data("elsewhere.md")]).await?;
    // What was missed at the end of the burst is told with the next one, once there is room for it.
    sleep(Duration::from_millis(500)).await;
    let last = refused(&page).await?;
    until(&page, LAST, &json!(last)).await?;
    let added_up = page.eval(ADDED_UP).await?;
    println!("{added_up}");
    let told = added_up[2].as_u64().unwrap_or_default();
    assert_eq!((&added_up[0], &added_up[1]), (&json!(502), &json!(502)), "told were {told}");
    // What waits for the page is told, however many did not fit.
    assert!(told > 256, "told were {told}");
    // Whoever ended it is told no more. The log has it all the same.
    page.run("window.end().then(() => arguments[0](null), arguments[0])", Vec::new()).await?;
    let unheard = refused(&page).await?;
    assert_eq!(asked(&page, json!({ "id": unheard })).await?["lines"][0]["id"], unheard);
    assert_eq!(page.eval(LAST).await?, last);
    Ok(())
}

/// `call` says so to the app. Its policy is not embedded here, so there is only the page's word.
#[tokio::test]
async fn what_tauri_refused_is_in_the_log_as_the_page_tells_it() -> Result<()> {
    const SCRIPT: &str = "
        const done = arguments[0];
        window.__TAURI__.authority.call('plugin:dialog|open', { title: 'sent by the page' }).then(({ why }) => done(why), done)";
    let app = start().await?;
    let page = page(&app).await?;
    let since = Instant::now();
    loop {
        assert_eq!(page.run(SCRIPT, Vec::new()).await?, "not-allowed");
        let found = asked(&page, json!({ "command": "plugin:dialog|open" })).await?;
        if let Some(line) = found["lines"].get(0) {
            assert_eq!((&line["stage"], &line["code"]), (&json!("told"), &json!("acl.unconfirmed")), "{line}");
            assert!(!line.to_string().contains("sent by the page"), "{line}");
            return Ok(());
        }
        if since.elapsed() > Duration::from_secs(20) {
            bail!("it is not in the log after 20 s: {found}");
        }
        // The app hears one a second, and the tests of the window may have said some themselves.
        sleep(Duration::from_millis(300)).await;
    }
}

#[tokio::test]
async fn no_page_without_the_permission_reads_the_log_or_adds_to_it() -> Result<()> {
    let site = Site::serve().await?;
    let app = start().await?;
    let other = app.window("other").await?;
    let id = refused(&page(&app).await?).await?;
    let page = app.window("main").await?;
    for command in COMMANDS {
        refused_by_tauri(
            &other.invoke(&format!("plugin:authority|{command}"), json!({ "query": { "id": id } })).await?,
        );
    }
    // Nor the page that another origin shows in the window that has it.
    page.goto(&site.url()).await?;
    for command in COMMANDS {
        refused_by_tauri(&page.invoke(&format!("plugin:authority|{command}"), json!({ "query": { "id": id } })).await?);
    }
    Ok(())
}

#[tokio::test]
async fn the_log_of_an_app_that_ended_is_closed_and_whole() -> Result<()> {
    // It answers nobody any more, so nobody waits.
    const CLOSE: &str = "
        const close = (label) => window.__TAURI_INTERNALS__.invoke('plugin:window|close', { label });
        setTimeout(() => close('other').then(() => close('main')), 50)";
    let app = start().await?;
    let page = page(&app).await?;
    let id = refused(&page).await?;
    page.eval(CLOSE).await?;
    let log = log(&app);
    let last = closed(&log).await?;
    let report = verify(&log, None)?;
    assert_eq!(report.findings, []);
    assert_eq!((report.runs, report.unclosed, report.gaps), (1, 0, 0));
    assert_eq!(last["taken"], report.totals.verbatim + report.totals.counted);
    assert_eq!(last["pending"], 0);
    let mut about = Query::default();
    about.id = Some(id.clone());
    let found = query(&log, &about)?.lines;
    assert!(matches!(&*found, [line] if line["id"] == id), "{found:?}");
    Ok(())
}

/// The last line of the log, which closes it: soon, since the app has ended.
async fn closed(log: &std::path::Path) -> Result<Value> {
    let since = Instant::now();
    loop {
        let text = fs::read_to_string(log.join("authority-00000001.jsonl"))?;
        let last = text.lines().last().and_then(|line| serde_json::from_str::<Value>(line).ok()).unwrap_or_default();
        if last["type"] == "end" {
            return Ok(last);
        }
        if since.elapsed() > Duration::from_secs(20) {
            bail!("the log is not closed after 20 s; it ends with {last}");
        }
        sleep(Duration::from_millis(50)).await;
    }
}
