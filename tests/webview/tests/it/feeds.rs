//! The feed reader of the example app: what it loads, and what it is refused, with a server of its own and a program
//! beside it that nobody may reach.

use std::{io::Read, net::TcpStream, time::Duration};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use webview_tests::{App, Window};

use crate::{
    answer::granted,
    panel::{finished, until},
    vault::start,
};

async fn feeds(app: &App) -> Result<Window<'_>> {
    app.window("feeds").await
}

async fn addresses(feeds: &Window<'_>) -> Result<Value> {
    Ok(granted(feeds.invoke("feed_addresses", json!({})).await?))
}

async fn connections(feeds: &Window<'_>) -> Result<Value> {
    Ok(granted(feeds.invoke("feed_connections", json!({})).await?))
}

/// Types an address and loads it, as a person does.
async fn load(feeds: &Window<'_>, url: &str) -> Result<()> {
    const SCRIPT: &str = "
        const [url, done] = arguments;
        document.querySelector('#url').value = url;
        document.querySelector('#load').click();
        done()";
    feeds.run(SCRIPT, vec![json!(url)]).await?;
    Ok(())
}

const TITLES: &str = "return [...document.querySelectorAll('#feed h1, #feed h2')].map((it) => it.textContent)";
const DATES: &str = "return [...document.querySelectorAll('#feed time')].map((it) => it.textContent)";
const MESSAGE: &str = "const { kind, code } = document.querySelector('#message').dataset; return [kind, code]";

#[tokio::test]
async fn a_feed_that_is_picked_is_shown() -> Result<()> {
    let app = start(&[]).await?;
    let feeds = feeds(&app).await?;
    let walks = [
        "Slow roads",
        "The river in flood, and the long way round",
        "What the hedges hide in March",
        "A stile for every dog",
    ];
    until(&feeds, TITLES, &json!(walks)).await?;
    feeds.eval("document.querySelector('#feed-list [data-feed$=\"bread.xml\"]').click()").await?;
    until(&feeds, TITLES, &json!(["The bread diary", "Rye, and what patience does to it", "It was the salt"])).await?;
    assert_eq!(feeds.eval(DATES).await?, json!(["Mar 28, 2026", "Mar 21, 2026"]));
    let picture = app.scratch().home().join("feeds.png");
    feeds.screenshot(&picture).await?;
    assert!(std::fs::metadata(picture)?.len() > 10_000, "the window painted next to nothing");
    Ok(())
}

/// What a server sends is text: none of its markup becomes the page's own.
#[tokio::test]
async fn a_feed_cannot_write_into_the_page() -> Result<()> {
    let app = start(&[]).await?;
    let feeds = feeds(&app).await?;
    let here = addresses(&feeds).await?;
    load(&feeds, &format!("{}/feeds/rude.xml", here["feeds"].as_str().unwrap_or_default())).await?;
    until(&feeds, "return document.querySelector('#feed h1')?.textContent", &json!("A feed with manners of its own"))
        .await?;
    let titles = feeds.eval(TITLES).await?;
    let first = "<img src=x onerror=\"document.title='taken over'\"> A title that wants to be markup";
    assert_eq!(titles[1], first);
    assert_eq!(feeds.eval("return document.querySelectorAll('#feed :is(img, script, div)').length").await?, 0);
    assert_eq!(feeds.eval("return document.title").await?, "Vault: feeds");
    Ok(())
}

#[tokio::test]
async fn a_refused_address_is_told_with_its_decision() -> Result<()> {
    let app = start(&[]).await?;
    let feeds = feeds(&app).await?;
    load(&feeds, "http://169.254.169.254/latest/meta-data/").await?;
    until(&feeds, MESSAGE, &json!(["denied", "url.outside-scope"])).await?;
    let told = feeds.eval("return document.querySelector('#feed .refusal').innerText").await?;
    let id = feeds.eval("return document.querySelector('#message').dataset.decision").await?;
    let [told, id] = [&told, &id].map(|text| text.as_str().unwrap_or_default());
    assert!(told.contains("url.outside-scope") && told.contains(id) && !id.is_empty(), "{told} {id}");
    Ok(())
}

#[tokio::test]
async fn a_slow_feed_shows_how_far_it_is() -> Result<()> {
    const WATCH: &str = "
        window.told = [];
        new MutationObserver(() => {
            const { value, hidden } = document.querySelector('#progress');
            if (!hidden && window.told.at(-1) !== value) window.told.push(value);
        }).observe(document.querySelector('#progress'), { attributes: true })";
    let app = start(&[]).await?;
    let feeds = feeds(&app).await?;
    feeds.eval(WATCH).await?;
    feeds.eval("document.querySelector('#feed-list [data-feed$=\"slow.xml\"]').click()").await?;
    until(&feeds, MESSAGE, &json!(["ok", ""])).await?;
    until(&feeds, "return window.told.at(-1)", &json!(1)).await?;
    let told = feeds.eval("return window.told").await?;
    let told: Vec<f64> = told.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    assert!(told.len() > 3 && told.is_sorted(), "{told:?}");
    Ok(())
}

/// Its server sees the connection close.
#[tokio::test]
async fn a_feed_without_an_end_is_aborted() -> Result<()> {
    let app = start(&[]).await?;
    let feeds = feeds(&app).await?;
    feeds.eval("document.querySelector('#feed-list [data-feed$=\"endless.xml\"]').click()").await?;
    until(&feeds, "return Number(document.querySelector('#status').dataset.received) > 300", &json!(true)).await?;
    assert_eq!(connections(&feeds).await?["endless"], 1);
    feeds.eval("document.querySelector('#abort').click()").await?;
    until(&feeds, "return document.querySelector('#message').textContent", &json!("Aborted")).await?;
    for _ in 0..100 {
        if connections(&feeds).await?["endless"] == 0 {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    anyhow::bail!("the connection is still open");
}

/// Each hostile request has the code that the page may see, and in the editor's log the one that says what it was.
#[tokio::test]
async fn each_hostile_request_is_refused_and_recorded() -> Result<()> {
    const ROWS: &str = "
        const cell = (row, name) => row.querySelector(`[data-cell=${name}]`).innerText;
        return [...document.querySelectorAll('tr[data-attack]')].map((row) =>
            [row.dataset.attack, row.dataset.state, cell(row, 'code'), cell(row, 'decision'), cell(row, 'body')])";
    let app = start(&[]).await?;
    let feeds = feeds(&app).await?;
    feeds.eval("document.querySelector('#panel-toggle').click()").await?;
    feeds.eval("document.querySelector('#attack-all').click()").await?;
    finished(&feeds).await?;
    let rows = feeds.eval(ROWS).await?;
    let main = app.window("main").await?;
    main.eval("document.querySelector('#panel-toggle').click()").await?;
    main.eval("document.querySelector('#tab-decisions').click()").await?;
    main.wait_for("tr[data-decision]").await?;
    for (attack, page, log) in refusals(&addresses(&feeds).await?).await? {
        let row = rows.as_array().into_iter().flatten().find(|row| row[0] == attack);
        let row = row.with_context(|| format!("no row `{attack}`"))?;
        assert_eq!((&row[1], &row[2], &row[4]), (&json!("expected"), &json!(page), &json!("no")), "{row}");
        let id = row[3].as_str().unwrap_or_default();
        let code = format!("return document.querySelector('tr[data-decision=\"{id}\"] td:nth-child(4)')?.innerText");
        assert_eq!(main.eval(&code).await?, log, "{row}");
    }
    nobody_came(&feeds).await
}

/// By the name of the request: what the page may see, and what the log has.
async fn refusals(addresses: &Value) -> Result<Vec<(&'static str, &'static str, &'static str)>> {
    let machine = addresses["machine"].as_str().unwrap_or_default();
    let known = tokio::net::lookup_host((machine, 80)).await.is_ok_and(|mut found| found.next().is_some());
    let outside = "url.outside-scope";
    let spelled = ["decimal", "octal", "hexadecimal", "short", "mapped", "full-width"];
    let mut all = vec![
        ("metadata", outside, "url.network"),
        ("other", outside, "url.network"),
        ("localhost", outside, "url.network"),
        ("folder", outside, "url.network"),
        ("router", outside, "url.network"),
        ("machine", "connect.failed", if known { "connect.network" } else { "connect.unresolved" }),
        ("denied", outside, "url.denied"),
        ("user", "url.credentials", "url.credentials"),
        ("backslash", "url.backslash", "url.backslash"),
        ("escaped", "url.host", "url.host"),
        ("dots", "url.encoded-dots", "url.encoded-dots"),
        ("file", outside, outside),
        ("relative", outside, outside),
        ("to-metadata", outside, "url.network"),
        ("to-other", outside, "url.network"),
        ("post", outside, "url.method"),
        ("authorization", "request.header", "request.header"),
        ("host-header", "request.header", "request.header"),
        ("proxy", outside, "url.method"),
        ("too-long", "response.too-long", "response.too-long"),
    ];
    all.extend(spelled.map(|how| (how, outside, "url.network")));
    Ok(all)
}

/// The other program counts: none so far, and the one that this test makes.
async fn nobody_came(feeds: &Window<'_>) -> Result<()> {
    assert_eq!(connections(feeds).await?["other"], 0);
    assert_eq!(feeds.eval("return document.querySelector('#reached').textContent").await?, "0");
    let other = addresses(feeds).await?["other"].take();
    let mut stream = TcpStream::connect(other.as_str().unwrap_or_default().trim_start_matches("http://"))?;
    stream.read_to_end(&mut Vec::new())?;
    assert_eq!(connections(feeds).await?["other"], 1);
    Ok(())
}
