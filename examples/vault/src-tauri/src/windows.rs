//! The windows. They differ in what `../capabilities` lets them name, and in nothing that the code here does.

use serde_json::json;
use tauri::ipc::CapabilityBuilder;
use tauri::{AppHandle, Manager, Url, WebviewUrl, WebviewWindowBuilder, Wry};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;
type Builder<'a> = WebviewWindowBuilder<'a, Wry, AppHandle>;

/// Opens the windows that `VAULT_WINDOWS` names, in that order; without it, `main`, `reader`, `feeds`, and the others that the
/// environment asks for.
pub(crate) fn open_all(app: &AppHandle) -> Result<()> {
    if let Ok(labels) = std::env::var("VAULT_WINDOWS") {
        for label in labels.split(',') {
            open(app, label.trim())?;
        }
        return Ok(());
    }
    open(app, "main")?;
    open(app, "reader")?;
    open(app, "feeds")?;
    if std::env::var_os("VAULT_STRANGER").is_some() {
        open(app, "stranger")?;
    }
    if std::env::var_os("VAULT_REMOTE_URL").is_some() {
        open(app, "remote-granted")?;
        open(app, "remote-denied")?;
    }
    Ok(())
}

fn open(app: &AppHandle, label: &str) -> Result<()> {
    builder(app, label, "")?.build()?;
    Ok(())
}

/// `query` is what the page's address ends with.
pub(crate) fn builder<'a>(app: &'a AppHandle, label: &str, query: &str) -> Result<Builder<'a>> {
    let local = |page: &str| WebviewWindowBuilder::new(app, label, WebviewUrl::App(format!("{page}{query}").into()));
    let remote = |url| WebviewWindowBuilder::new(app, label, WebviewUrl::External(url));
    Ok(match label {
        "main" => local("index.html").title("Vault").inner_size(1200.0, 800.0).min_inner_size(760.0, 520.0),
        "reader" => local("reader.html").title("Vault: reader").inner_size(900.0, 800.0),
        "feeds" => local("feeds.html").title("Vault: feeds").inner_size(1200.0, 800.0).min_inner_size(760.0, 520.0),
        "stranger" => local("stranger.html").title("Vault: stranger").inner_size(560.0, 420.0),
        "remote-granted" => {
            let url = remote_url()?;
            grant_to_remote(app, label, &url)?;
            remote(url).title("Vault: remote, granted")
        }
        "remote-denied" => remote(remote_url()?).title("Vault: remote, denied"),
        other => return Err(format!("no window is called `{other}`").into()),
    })
}

/// A page from elsewhere gets a capability while the app runs: one command, one folder, one origin, one window.
fn grant_to_remote(app: &AppHandle, label: &str, url: &Url) -> Result<()> {
    let origin = url.origin().ascii_serialization();
    app.add_capability(
        CapabilityBuilder::new(label).local(false).remote(format!("{origin}/*")).window(label).permission_scoped(
            "allow-read-note",
            vec![json!({ "path": "$APPDATA/vault/published/**" })],
            vec![],
        ),
    )?;
    Ok(())
}

fn remote_url() -> Result<Url> {
    let url = std::env::var("VAULT_REMOTE_URL").map_err(|_| "a remote window needs VAULT_REMOTE_URL")?;
    Ok(url.parse()?)
}
