//! What a developer must not miss, in any build: as a `tracing` event, and on the standard error output.

/// Says it as a warning.
#[expect(clippy::print_stderr, reason = "an app has no subscriber yet at start-up")]
pub(crate) fn warn(text: &str) {
    tracing::warn!(target: "authority", "{text}");
    eprintln!("tauri-plugin-authority: {text}");
}

/// Says it as an error.
#[expect(clippy::print_stderr, reason = "an app has no subscriber yet at start-up")]
pub(crate) fn error(text: &str) {
    tracing::error!(target: "authority", "{text}");
    eprintln!("tauri-plugin-authority: {text}");
}
