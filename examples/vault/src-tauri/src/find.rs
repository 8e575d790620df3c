//! Finding notes. What the user types is no path, and is checked all the same.

use garde::Validate;
use serde::Deserialize;
use tauri_plugin_authority::{File, Read, Result, Scoped, Valid};

use crate::runs::RUNS;

#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(crate) struct Query {
    /// On one line, and not so long that it is none.
    #[garde(length(chars, min = 1, max = 80), pattern(r"^\P{Cc}*$"))]
    text: String,
    #[garde(range(min = 1, max = 200))]
    limit: usize,
}

/// Which of these notes hold the text, by their places in the list.
#[tauri::command]
pub(crate) async fn find_notes(notes: Scoped<Vec<File<Read>>>, query: Valid<Query>) -> Result<Vec<usize>> {
    RUNS.find_notes.bump();
    let wanted = query.text.to_lowercase();
    let mut found = Vec::new();
    for (place, note) in notes.iter().enumerate() {
        if found.len() < query.limit && note.read_to_string().await?.to_lowercase().contains(&wanted) {
            found.push(place);
        }
    }
    Ok(found)
}
