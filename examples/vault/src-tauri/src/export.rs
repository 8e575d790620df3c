//! Exporting a note as plain text. How it may look is in the capabilities, like what may be read and where it may go.

use tauri_plugin_authority::{File, Judge, Kind, NewFile, Read, Result, Scoped};
use textwrap::Options;

use crate::runs::RUNS;

/// How an export looks: a kind with entries of its own, as `{ "style": "mail", "width": 72 }`.
#[derive(Debug, Kind)]
pub(crate) struct Style {
    #[kind(key)]
    style: String,
    /// The longest line, in characters. Lines stay as they are without it.
    #[kind(range)]
    width: Option<u8>,
}

/// One argument whose fields are judged one by one: `request.from`, `request.to`, `request.style`.
#[derive(Debug, Judge)]
pub(crate) struct Export {
    from: File<Read>,
    to: NewFile,
    style: Style,
}

#[tauri::command]
pub(crate) async fn export_note(request: Scoped<Export>) -> Result<()> {
    RUNS.export_note.bump();
    let Export { from, to, style } = request.into_inner();
    to.create_with(style.set(&from.read_to_string().await?)).await
}

impl Style {
    fn set(&self, text: &str) -> String {
        let before = if self.style == "mail" { "> " } else { "" };
        let width = self.width.map_or(usize::MAX, usize::from);
        textwrap::fill(text, Options::new(width).initial_indent(before).subsequent_indent(before))
    }
}
