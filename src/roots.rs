//! Where Tauri's base directories lie: asked once at set-up, since judging must not touch the disk.

use authority_core::{
    platform::Platform,
    scope::bases::{Bases, TAURI_BASES},
};
use tauri::{AppHandle, Manager, Runtime, path::BaseDirectory};

/// Resolves every base directory. One that this platform or user lacks is noted with the reason.
pub(crate) fn resolve<R: Runtime>(app: &AppHandle<R>) -> Bases {
    let mut bases = Bases::none();
    for (name, _) in TAURI_BASES {
        let Some(base) = BaseDirectory::from_variable(&format!("${name}")) else { continue };
        match app.path().resolve("", base) {
            Ok(path) => match path.to_str() {
                Some(text) => bases.set(name, text, Platform::host()),
                None => bases.set_lacking(name, "its path is not Unicode text"),
            },
            Err(error) => bases.set_lacking(name, &error.to_string()),
        }
    }
    bases
}
