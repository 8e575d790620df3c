//! The tests of guest-js (`tests/js`), in the WebView that the package is for: those that run in Node on a mocked IPC, in a
//! frame, and more against the real one. Each as an ES module and as the script at `window.__TAURI__`.

use std::{env, fs};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use webview_tests::{App, Scratch, Site};

/// What passes in Node, by file and name, as `npm run build:webview` found it.
fn passed_in_node() -> Result<Vec<String>> {
    let pages = env::var("PAGE_UI").context("PAGE_UI is not set: run `cargo xtask test`")?;
    let list = fs::read_to_string(format!("{pages}/passed-in-node.json"))?;
    names(&serde_json::from_str(&list)?)
}

#[tokio::test]
async fn what_passes_in_node_passes_in_the_webview() -> Result<()> {
    let outcome = outcome("main").await?;
    let expected = passed_in_node()?;
    for bundle in ["mocked-module", "mocked-global"] {
        assert_eq!(passed(&outcome, bundle)?, expected, "{bundle}");
        println!("{bundle}: {} passed", expected.len());
    }
    Ok(())
}

#[tokio::test]
async fn the_package_knows_each_answer_that_there_really_is() -> Result<()> {
    let outcome = outcome("main").await?;
    let known = passed(&outcome, "real-module")?;
    assert_eq!(passed(&outcome, "real-global")?, known);
    println!("real: {} passed, twice", known.len());
    Ok(())
}

#[tokio::test]
async fn the_package_knows_what_tauri_says_to_a_window_without_rights() -> Result<()> {
    let outcome = outcome("other").await?;
    let known = passed(&outcome, "other-module")?;
    assert_eq!(passed(&outcome, "other-global")?, known);
    println!("other: {} passed, twice", known.len());
    Ok(())
}

#[tokio::test]
async fn the_package_knows_what_tauri_says_to_a_page_of_foreign_origin() -> Result<()> {
    const SCRIPT: &str = "
        const done = arguments[0];
        const { call, explain } = window.__TAURI__.authority;
        call('read_note', { note: '/etc/passwd' }).then(
            ({ why, error }) => done([why, explain(error).text, error.message]),
            (error) => done(['thrown', error, error]))";
    let site = Site::serve().await?;
    let app = App::start("PAGE_BIN", Scratch::new()?, &[]).await?;
    let main = app.window("main").await?;
    main.goto(&site.url()).await?;
    let answer = main.run(SCRIPT, Vec::new()).await?;
    println!("{answer}");
    assert_eq!((&answer[0], &answer[1]), (&json!("not-allowed"), &json!("This window may not call read_note.")));
    Ok(())
}

/// What became of the tests in a window.
async fn outcome(window: &str) -> Result<Value> {
    let app = App::start("PAGE_BIN", Scratch::new()?, &[]).await?;
    let window = app.window(window).await?;
    window.wait_for("body[data-ready]").await?;
    window.eval("return window.outcome").await
}

/// The tests of a bundle, if there are any and none failed.
fn passed(outcome: &Value, bundle: &str) -> Result<Vec<String>> {
    let results = outcome.get(bundle).with_context(|| format!("nothing became of `{bundle}`: {outcome}"))?;
    let failed: Vec<String> =
        results.as_array().into_iter().flatten().filter(|it| it.get("error").is_some()).map(Value::to_string).collect();
    ensure!(failed.is_empty(), "{bundle}: {} failed\n{}", failed.len(), failed.join("\n"));
    let names = names(results)?;
    ensure!(!names.is_empty(), "{bundle}: no test ran");
    Ok(names)
}

fn names(results: &Value) -> Result<Vec<String>> {
    let results = results.as_array().context("a list of tests")?;
    let mut names: Vec<String> = results.iter().map(|it| format!("{}: {}", it["file"], it["name"])).collect();
    names.sort();
    Ok(names)
}
