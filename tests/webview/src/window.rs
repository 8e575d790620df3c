use std::{path::Path, time::Duration};

use anyhow::{Context, Result, bail};
use fantoccini::{Client, Locator, error::CmdError, wd::WindowHandle};
use serde_json::{Value, json};
use tokio::time::timeout;

/// What `invoke` promised the page: the value it resolved to, or the value it was rejected with.
pub type Reply = Result<Value, Value>;

/// One window of the app. A session has one current window; each call here makes this one current first, so that a test
/// may hold several and need not think of it.
pub struct Window<'app> {
    client: &'app Client,
    handle: WindowHandle,
}

impl<'app> Window<'app> {
    pub(crate) fn new(client: &'app Client, handle: WindowHandle) -> Self {
        Self { client, handle }
    }

    /// Calls a command as page code does that bypasses every wrapper: on `__TAURI_INTERNALS__` itself.
    pub async fn invoke(&self, command: &str, arguments: Value) -> Result<Reply> {
        const SCRIPT: &str = "
            const [command, args, done] = arguments;
            window.__TAURI_INTERNALS__.invoke(command, args).then(
                value => done({ resolved: value ?? null }),
                error => done({ rejected: error ?? null }),
            )";
        let mut answer =
            self.run(SCRIPT, vec![json!(command), arguments]).await.with_context(|| format!("invoking {command}"))?;
        match (answer.get_mut("resolved").map(Value::take), answer.get_mut("rejected").map(Value::take)) {
            (Some(value), None) => Ok(Ok(value)),
            (None, Some(error)) => Ok(Err(error)),
            _ => bail!("the page answered {answer}"),
        }
    }

    /// Runs JavaScript that ends by calling its last argument, and returns what it was called with.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        self.enter().await?;
        within_limit(self.client.execute_async(script, arguments)).await
    }

    /// Runs JavaScript that returns.
    pub async fn eval(&self, script: &str) -> Result<Value> {
        self.enter().await?;
        within_limit(self.client.execute(script, Vec::new())).await
    }

    /// Takes the window to another page, as a link would.
    pub async fn goto(&self, url: &str) -> Result<()> {
        self.enter().await?;
        within_limit(self.client.goto(url)).await
    }

    /// Writes what the window shows, as PNG.
    pub async fn screenshot(&self, path: &Path) -> Result<()> {
        self.enter().await?;
        let png = within_limit(self.client.screenshot()).await.context("taking a screenshot")?;
        Ok(std::fs::write(path, png)?)
    }

    /// The window's label, which Tauri tells every page, foreign ones too. None while the first page loads.
    pub async fn label(&self) -> Result<Option<String>> {
        const SCRIPT: &str = "return document.readyState === 'complete'
            ? window.__TAURI_INTERNALS__?.metadata.currentWindow.label : null";
        Ok(self.eval(SCRIPT).await?.as_str().map(str::to_owned))
    }

    /// Waits until a selector matches.
    pub async fn wait_for(&self, selector: &str) -> Result<()> {
        self.enter().await?;
        let wait = self.client.wait().at_most(Duration::from_secs(20));
        wait.for_element(Locator::Css(selector)).await.with_context(|| format!("waiting for {selector}"))?;
        Ok(())
    }

    async fn enter(&self) -> Result<()> {
        within_limit(self.client.switch_to_window(self.handle.clone())).await
    }
}

/// A page that hangs fails its test; it must not hang the suite.
async fn within_limit<T>(request: impl Future<Output = Result<T, CmdError>>) -> Result<T> {
    const LIMIT: Duration = Duration::from_secs(45);
    match timeout(LIMIT, request).await {
        Ok(answer) => Ok(answer?),
        Err(_) => bail!("no answer from the driver after {} s", LIMIT.as_secs()),
    }
}
