use std::{
    env, fs,
    path::PathBuf,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tokio::{
    sync::{Mutex, MutexGuard},
    time::{sleep, timeout},
};

use crate::{Memory, Scratch, Window, driver::Driver};

/// An example app that runs, with all its windows. Fields drop in this order: the processes end before their folder goes.
pub struct App {
    client: Client,
    driver: Driver,
    scratch: Scratch,
    _turn: MutexGuard<'static, ()>,
}

/// WebKitWebDriver takes one session at a time, whatever `--test-threads` says.
static TURN: Mutex<()> = Mutex::const_new(());

impl App {
    /// Starts the app that the environment variable `which` names (`VAULT_BIN`, `MINIMAL_BIN`) in a folder of its own, with
    /// `env` on top of the environment.
    pub async fn start(which: &str, scratch: Scratch, env: &[(&str, &str)]) -> Result<Self> {
        let turn = TURN.lock().await;
        let application = binary(which)?;
        let driver = Driver::start(&scratch, env).await?;
        let mut wanted = serde_json::Map::new();
        wanted.insert("tauri:options".into(), json!({ "application": application }));
        let mut session = ClientBuilder::new(HttpConnector::new());
        session.capabilities(wanted);
        let started = timeout(Duration::from_secs(60), session.connect(&driver.url())).await;
        let client = match started {
            Ok(Ok(client)) => client,
            Ok(Err(error)) => bail!("no session with {}: {error}\n{}", application.display(), tail(&scratch)),
            Err(_) => bail!("no session with {} after 60 s\n{}", application.display(), tail(&scratch)),
        };
        Ok(Self { client, driver, scratch, _turn: turn })
    }

    /// The window with this label, once its page has loaded. An app opens its windows one by one, so this waits.
    pub async fn window(&self, label: &str) -> Result<Window<'_>> {
        let since = Instant::now();
        let mut seen = Vec::new();
        while since.elapsed() < Duration::from_secs(20) {
            seen.clear();
            for handle in self.client.windows().await? {
                let window = Window::new(&self.client, handle);
                let name = window.label().await?;
                if name.as_deref() == Some(label) {
                    return Ok(window);
                }
                seen.extend(name);
            }
            sleep(Duration::from_millis(50)).await;
        }
        bail!("no window `{label}` after 20 s, only {seen:?}\n{}", tail(&self.scratch))
    }

    /// Watches what its processes take of memory.
    pub fn memory(&self) -> Memory {
        Memory::watch(self.driver.group())
    }

    /// The folder of this run.
    pub fn scratch(&self) -> &Scratch {
        &self.scratch
    }
}

/// The program that the environment variable `name` names. `cargo xtask test` builds the programs and sets the variables.
pub(crate) fn binary(name: &str) -> Result<PathBuf> {
    let path =
        env::var_os(name).map(PathBuf::from).with_context(|| format!("{name} is not set: run `cargo xtask test`"))?;
    if !path.is_file() {
        bail!("{name} names {}, which is no file: run `cargo xtask test`", path.display());
    }
    Ok(path)
}

/// The end of the app's log: the reason for a start that failed is there or nowhere.
fn tail(scratch: &Scratch) -> String {
    let log = fs::read_to_string(scratch.log()).unwrap_or_default();
    let lines: Vec<&str> = log.lines().collect();
    lines.iter().skip(lines.len().saturating_sub(20)).copied().collect::<Vec<_>>().join("\n")
}
