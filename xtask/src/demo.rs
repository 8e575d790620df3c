//! `cargo xtask demo`: the notes vault, in a window where there is a display, else in memory with a transcript.

use std::{
    fs,
    path::Path,
    process::{Child, Command, ExitCode},
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{
    build,
    command::{output, program, succeed},
    display::{self, Xvfb},
    install,
};

/// Everything that the demo writes, the app's data included: it touches no note of the user's.
const FOLDER: &str = "target/demo";

/// Asked for a screenshot, it takes the way without a display, so that the picture is the same for everyone.
pub(crate) fn run(screenshot: Option<&Path>) -> Result<ExitCode> {
    install::packages()?;
    fs::create_dir_all(FOLDER)?;
    if display::available() && screenshot.is_none() { in_a_window() } else { in_memory(screenshot) }
}

fn in_a_window() -> Result<ExitCode> {
    let mut app = Command::new(build::binary("vault", &[])?);
    println!("the vault is open; close its window to end the demo");
    let data = fs::canonicalize(FOLDER)?.join("data");
    succeed(app.env("XDG_DATA_HOME", &data))?;
    show_the_log(&data)?;
    Ok(ExitCode::SUCCESS)
}

/// The app goes through its requests by itself and writes down each verdict.
fn in_memory(screenshot: Option<&Path>) -> Result<ExitCode> {
    let binary = build::binary("vault", &["demo"])?;
    let folder = fs::canonicalize(FOLDER)?;
    let (home, tour, picture) = (folder.join("home"), folder.join("tour"), folder.join("screenshot.png"));
    let feeds = folder.join("feeds.png");
    for old in [&home, &tour] {
        if old.exists() {
            fs::remove_dir_all(old)?;
        }
        fs::create_dir_all(old)?;
    }
    let display = Xvfb::start()?;
    let mut command = Command::new(binary);
    command.env("HOME", &home).env("XDG_DATA_HOME", home.join("data")).env("VAULT_DEMO", &tour);
    display.dress(&mut command);
    let mut app = App(command.spawn().context("cannot start the vault")?);
    let trouble = app.wait_for(&tour.join("done"))?;
    // Where the tour puts the windows (`WINDOWS` in the vault's demo.rs), in their sizes.
    photograph(&display, "1200x800+0+0", &picture)?;
    photograph(&display, "1200x800+0+800", &feeds)?;
    if !trouble.is_empty() {
        bail!("the tour is not complete: {trouble}");
    }
    app.leave(&tour.join("leave"))?;
    let transcript = folder.join("transcript.txt");
    fs::copy(tour.join("transcript.txt"), &transcript)?;
    print!("{}", fs::read_to_string(&transcript)?);
    println!();
    show_the_log(&home.join("data"))?;
    println!("\ntranscript:  {}\nscreenshots: {}, {}", transcript.display(), picture.display(), feeds.display());
    if let Some(copy) = screenshot {
        fs::copy(&picture, copy).with_context(|| format!("cannot write {}", copy.display()))?;
        println!("copied to:   {}", copy.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// Of the audit log that the vault wrote of all that: whether it is whole, and what is in it.
fn show_the_log(data: &Path) -> Result<()> {
    let binary = build::binary("cargo-authority", &[])?;
    let log = data.join("org.tauri-plugin-authority.vault/logs/authority");
    for what in ["verify", "stats"] {
        succeed(Command::new(&binary).args(["authority", "audit", what]).arg(&log))?;
    }
    Ok(())
}

/// Takes the picture once the screen stands still: on a busy machine the last rows are painted after the page has them.
fn photograph(display: &Xvfb, place: &str, picture: &Path) -> Result<()> {
    let mut before = Vec::new();
    for _ in 0..30 {
        sleep(Duration::from_secs(1));
        let mut import = program("import", ["-window", "root", "-crop", place, "+repage"]);
        display.dress(&mut import);
        output(import.arg(picture))?;
        let now = fs::read(picture)?;
        if now == before {
            return Ok(());
        }
        before = now;
    }
    bail!("the vault's windows do not come to rest")
}

/// The running vault. Ends when it is dropped.
struct App(Child);

impl App {
    /// Waits for the app's last word: nothing, or why its tour is not complete. It gives up by itself, and earlier.
    fn wait_for(&mut self, last_word: &Path) -> Result<String> {
        let since = Instant::now();
        while !last_word.exists() {
            if let Some(status) = self.0.try_wait()? {
                bail!("the vault ended before its tour did ({status})");
            }
            if since.elapsed() > Duration::from_secs(10 * 60) {
                bail!("the vault's tour is not done after ten minutes");
            }
            sleep(Duration::from_millis(100));
        }
        Ok(fs::read_to_string(last_word)?)
    }

    /// Has it end by itself, which closes its audit log.
    fn leave(&mut self, word: &Path) -> Result<()> {
        fs::write(word, "")?;
        let since = Instant::now();
        while self.0.try_wait()?.is_none() {
            if since.elapsed() > Duration::from_secs(30) {
                bail!("the vault does not end");
            }
            sleep(Duration::from_millis(100));
        }
        Ok(())
    }
}

impl Drop for App {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
