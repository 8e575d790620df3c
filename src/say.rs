//! What a developer must not miss, in any build: as a `tracing` event, and on the standard error output.

use std::sync::Once;

use authority_core::code::Code;

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

/// Says why every call is refused in an app that does not run the plugin, and so has no log that could: once, since a page may ask
/// any number of times.
pub(crate) fn that_the_plugin_is_missing() {
    static SAID: Once = Once::new();
    SAID.call_once(|| {
        let (code, cure) = (Code::PluginMissing, Code::PluginMissing.cure());
        error(&format!("{}: {}, so it refuses whatever is to be judged: {cure}", code.name(), code.sentence()));
    });
}
