//! The tour of `VAULT_DEMO=DIR`: one window after the other does its ordinary work, then sends every request of its
//! panel. `DIR/transcript.txt` gets one line a request: the answer that the page saw and, found by the id that the page
//! was given, the finer code of the decisions log. `DIR/done` says that it is complete, with the reason where it is not. The app
//! ends when there is a `DIR/leave`.

use std::collections::HashMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde::Deserialize;
use tauri::{AppHandle, Manager, WebviewWindow};
use tauri_plugin_authority::AuthorityExt;

use crate::windows;

/// The editor comes last, so that it lies on top.
const WINDOWS: &[(&str, (f64, f64))] =
    &[("stranger", (1200.0, 0.0)), ("reader", (1200.0, 0.0)), ("feeds", (0.0, 800.0)), ("main", (0.0, 0.0))];
const PATIENCE: Duration = Duration::from_secs(120);

/// What `window.tour` of `ui/js/demo.js` holds for each request.
#[derive(Deserialize)]
struct Entry {
    command: String,
    arguments: String,
    verdict: String,
    code: Option<String>,
    decision: Option<String>,
}

/// Says whether there is a tour, and begins it.
pub(crate) fn start(app: &AppHandle) -> std::io::Result<bool> {
    let Some(dir) = std::env::var_os("VAULT_DEMO").map(PathBuf::from) else { return Ok(false) };
    std::fs::create_dir_all(&dir)?;
    let app = app.clone();
    std::thread::spawn(move || {
        let outcome = tour(&app, &dir).err().map(|error| error.to_string()).unwrap_or_default();
        std::fs::write(dir.join("done"), outcome)?;
        while !dir.join("leave").exists() {
            std::thread::sleep(Duration::from_millis(100));
        }
        app.exit(0);
        std::io::Result::Ok(())
    });
    Ok(true)
}

fn tour(app: &AppHandle, dir: &Path) -> Result<(), Box<dyn Error>> {
    let data = app.path().app_data_dir()?;
    let mut transcript = line(["window", "command", "answer", "code", "decision", "code in the log", "arguments"]);
    for &(label, (left, top)) in WINDOWS {
        let window = windows::builder(app, label, "?demo")?.position(left, top).build()?;
        let entries = entries(&window)?;
        let log = codes_in_the_log(app);
        for entry in &entries {
            let decision = entry.decision.as_deref();
            let logged = decision.map(|id| log.get(id).map_or("not in the log", String::as_str));
            transcript += &line([
                label,
                &entry.command,
                &entry.verdict,
                entry.code.as_deref().unwrap_or("-"),
                decision.unwrap_or("-"),
                logged.unwrap_or("-"),
                &entry.arguments.replace(&*data.to_string_lossy(), "…"),
            ]);
        }
        window.set_focus()?;
    }
    std::fs::write(dir.join("transcript.txt"), transcript)?;
    // the last row is drawn after the page says that it is there
    std::thread::sleep(Duration::from_millis(500));
    Ok(())
}

fn codes_in_the_log(app: &AppHandle) -> HashMap<String, String> {
    let Some(authority) = app.authority() else { return HashMap::new() };
    let (records, _counts) = authority.recent_decisions(usize::MAX);
    records.iter().map(|record| (record.id.to_string(), record.code.to_string())).collect()
}

/// Waits for the page to finish, and reads what it asked for and was answered.
fn entries(window: &WebviewWindow) -> Result<Vec<Entry>, Box<dyn Error>> {
    let (sender, receiver) = mpsc::channel();
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        let sender = sender.clone();
        window.eval_with_callback("window.tour?.done ? window.tour.entries : null", move |json| {
            let _ = sender.send(json);
        })?;
        // no answer while the page loads
        if let Ok(json) = receiver.recv_timeout(Duration::from_millis(200))
            && let Some(entries) = serde_json::from_str(&json).unwrap_or(None)
        {
            return Ok(entries);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Err(format!("the window `{}` did not finish its tour", window.label()).into())
}

fn line([window, command, answer, code, decision, logged, arguments]: [&str; 7]) -> String {
    format!("{window:<9} {command:<34} {answer:<8} {code:<24} {decision:<17} {logged:<24} {arguments}\n")
}
