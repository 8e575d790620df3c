//! Drives the app of `cargo xtask bench layer`, which builds it and sets `LAYER_BIN`: the page calls a command whose argument
//! is judged, one call after the other; the page says how long a round trip takes, the app how much of it was the layer's.
//!
//! Exit status 1 where the goal is missed.

#![allow(clippy::print_stdout, reason = "a measure is printed")]

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use webview_tests::{App, Scratch, Window};

/// The layer's part of the round trip, at most.
const GOAL: f64 = 0.02;
/// Odd, so that the median is one of them.
const ROUNDS: usize = 21;
/// Calls in a round. A page's clock is coarse, on purpose, so it times a round and not a call.
const CALLS: usize = 200;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode> {
    let scratch = Scratch::new()?;
    let note = scratch.data().join("org.tauri-plugin-authority.layer/notes/today.md");
    let note = note.to_str().context("the temporary directory's path is not Unicode text")?.to_owned();
    let app = App::start("LAYER_BIN", scratch, &[]).await?;
    let window = app.window("main").await?;
    // The first round compiles the scope and warms everything up; it does not count.
    round(&window, "judged", &note).await?;
    round(&window, "plain", &note).await?;
    spent(&window).await?;
    let (mut judged, mut plain, mut layer) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        judged.push(round(&window, "judged", &note).await?);
        plain.push(round(&window, "plain", &note).await?);
        let calls = spent(&window).await?;
        if calls.len() != CALLS {
            bail!("{} of {CALLS} calls were judged", calls.len());
        }
        layer.extend(calls);
    }
    let (judged, plain, layer) = (median(judged)?, median(plain)?, median(layer)?);
    let part = layer / judged;
    let verdict = if part <= GOAL { "met" } else { "missed" };
    println!(
        "{ROUNDS} rounds of {CALLS} calls, medians:\n\
         round trip, judged argument   {judged:>9.1} us\n\
         round trip, plain argument    {plain:>9.1} us\n\
         the layer's own part          {layer:>9.1} us  {:.2} % of the round trip   goal <= {:.0} %  {verdict}",
        part * 100.0,
        GOAL * 100.0
    );
    Ok(if part <= GOAL { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The microseconds that one call of `command` takes the page, on average over a round. A refusal is an error.
async fn round(window: &Window<'_>, command: &str, note: &str) -> Result<f64> {
    const SCRIPT: &str = "
        const [command, note, calls, done] = arguments;
        const { invoke } = window.__TAURI_INTERNALS__;
        (async () => {
            const start = performance.now();
            for (let call = 0; call < calls; call++) await invoke(command, { note });
            return (performance.now() - start) / calls;
        })().then(done, error => done({ error }))";
    let answer = window.run(SCRIPT, vec![json!(command), json!(note), json!(CALLS)]).await?;
    answer.as_f64().map(|ms| ms * 1e3).with_context(|| format!("`{command}` answered {answer}"))
}

/// The microseconds of the layer in each call since they were last asked for.
async fn spent(window: &Window<'_>) -> Result<Vec<f64>> {
    match window.invoke("spent", json!({})).await? {
        Ok(Value::Array(all)) => Ok(all.iter().filter_map(Value::as_f64).map(|ns| ns / 1e3).collect()),
        answer => bail!("`spent` answered {answer:?}"),
    }
}

fn median(mut times: Vec<f64>) -> Result<f64> {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().context("nothing was measured")
}
