//! A judged URL, handed to the browser that the system has.
//!
//! It goes by the opener plugin, as in other apps, but not by that plugin's command: its scope matches the raw text, so
//! that `https://*.github.com/x/*` there takes `https://evil.example/a.github.com/x`, and its page may say which
//! program to start.

use std::io;

use authority_core::{danger, guard::JudgedUrl};
use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_opener::Opener;

use crate::{
    Denial, Url,
    authority::AuthorityExt,
    error::{Error, Result},
    method::{Get, Method},
};

/// A method by which a browser asks for what it is to show: [`Get`] alone.
#[diagnostic::on_unimplemented(
    message = "no browser asks by `{Self}`",
    label = "judged for another method",
    note = "in the command's arguments take `ScopedUrl`, which is judged for `Get`"
)]
pub trait Browses: Method {}

impl Browses for Get {}

impl<M: Method> Url<M> {
    /// Opens it with what the user's system has for it: a browser, or the program for letters and calls where an entry
    /// names `mailto:` or `tel:`. With the feature `opener`, in an app that runs the opener plugin.
    ///
    /// The program gets the URL that was judged, as it was parsed, and nothing else from the page. Where that leads is
    /// not judged: the browser looks the host up itself, and goes wherever a server sends it on to.
    ///
    /// ```
    /// use tauri::{AppHandle, Runtime};
    /// use tauri_plugin_authority::{Result, ScopedUrl};
    ///
    /// #[tauri::command]
    /// async fn open_link<R: Runtime>(app: AppHandle<R>, link: ScopedUrl) -> Result<()> {
    ///     link.open_in_browser(&app).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Denied`] where the log cannot be written and has to be, and where it is none for a browser, whatever an entry grants: `file:`, `data:`, `javascript:` and
    /// `blob:` (`url.scheme` in the log), or one with a quotation mark in it (`url.malformed`), which a program would
    /// take for the end of the URL. [`Error::Io`] where no program can be started: `NotFound` if there is none,
    /// `Unsupported` if the app does not run the opener plugin. A program that fails later, or that cannot show the
    /// page, is no error.
    pub async fn open_in_browser<R: Runtime>(&self, app: &AppHandle<R>) -> Result<()>
    where
        M: Browses,
    {
        let (app, judged) = (app.clone(), self.judged().clone());
        let opened = tauri::async_runtime::spawn_blocking(move || open(&app, &judged)).await;
        opened.unwrap_or_else(|error| Err(io::Error::other(error).into()))
    }

    /// [`Url::open_in_browser`] on this thread, which waits until the program is started. Not for the main thread.
    ///
    /// # Errors
    ///
    /// See [`Url::open_in_browser`].
    pub fn open_in_browser_blocking<R: Runtime>(&self, app: &AppHandle<R>) -> Result<()>
    where
        M: Browses,
    {
        open(app, self.judged())
    }
}

/// Hands on its text, if it may be: that of the parsed URL, never what the page sent.
fn open<R: Runtime>(app: &AppHandle<R>, judged: &JudgedUrl) -> Result<()> {
    let shape = || app.authority().and_then(|authority| authority.0.shape.clone());
    let admitted = judged.admit_browser().and_then(|()| judged.must_be_settled());
    admitted.map_err(|denial| Denial::new(denial, shape()))?;
    hand_over(app, danger::unguarded_url(judged).to_string()).map_err(Error::Io)
}

/// The text begins with a scheme, so it is no option of the program that is started. Which program that is, the system
/// says.
fn hand_over<R: Runtime>(app: &AppHandle<R>, url: String) -> io::Result<()> {
    let Some(opener) = app.try_state::<Opener<R>>() else {
        let missing =
            "the app does not run the opener plugin: add `.plugin(tauri_plugin_opener::init())` to the builder";
        return Err(io::Error::new(io::ErrorKind::Unsupported, missing));
    };
    opener.open_url(url, None::<String>).map_err(told)
}

/// What the page and the log may know of it. The opener's own words quote the command line, and so the URL with what is
/// secret in it; those of the system do not.
fn told(error: tauri_plugin_opener::Error) -> io::Error {
    let tauri_plugin_opener::Error::Io(error) = error else {
        return io::Error::other("the URL could not be opened");
    };
    let system = error.raw_os_error().map(|_| format!(": {error}")).unwrap_or_default();
    let what = match error.kind() {
        io::ErrorKind::NotFound => "no program was found that opens URLs",
        _ => "the program that opens URLs could not be started, or failed",
    };
    io::Error::new(error.kind(), format!("{what}{system}"))
}
