//! `cargo xtask bench layer`: the layer's own part of an invoke, in a release build of an app in the real WebView.

use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::{build, command::cargo, display::Xvfb, install};

/// The driver prints the measure, and exits with 1 where the goal is missed.
pub(crate) fn run() -> Result<ExitCode> {
    install::packages()?;
    let driver = install::tauri_driver()?;
    let app = build::release_binary("layer")?;
    let display = Xvfb::start()?;
    let mut measure = cargo(["run", "--quiet", "-p", "webview-tests", "--example", "layer"]);
    measure.env("LAYER_BIN", app).env("TAURI_DRIVER", driver);
    display.dress(&mut measure);
    let status = measure.status().context("cannot start cargo")?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}
