//! Sorting the lines of a note, by flags like those of `sort`. Which flags there are, and with which values, is in the
//! capabilities: a page that names the flags of a program names what the program does.

use std::cmp::Ordering;

use tauri_plugin_authority::{File, Kind, Read, Replace, Result, Scoped};

use crate::runs::RUNS;

/// A flag: a kind with entries of its own, as `{ "flag": "--key", "value": "[1-9]" }`.
#[derive(Debug, Kind)]
pub(crate) struct Flag {
    #[kind(key)]
    flag: String,
    /// What is behind the `=`.
    #[kind(regex)]
    value: Option<String>,
}

#[tauri::command]
pub(crate) async fn sort_note(note: Scoped<File<(Read, Replace)>>, flags: Scoped<Vec<Flag>>) -> Result<String> {
    RUNS.sort_note.bump();
    let text = note.read_to_string().await?;
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_by(|a, b| compared(&flags, a, b));
    if flags.iter().any(|flag| flag.flag == "--unique") {
        lines.dedup_by(|a, b| compared(&flags, a, b).is_eq());
    }
    let sorted: String = lines.iter().flat_map(|line| [line, "\n"]).collect();
    note.replace(sorted.clone()).await?;
    Ok(sorted)
}

/// By the words that the flags name, else by the whole line.
fn compared(flags: &[Flag], a: &str, b: &str) -> Ordering {
    let key =
        flags.iter().find(|flag| flag.flag == "--key").and_then(|flag| flag.value.as_deref()?.parse::<usize>().ok());
    let order = match key {
        Some(key) => a.split_whitespace().nth(key - 1).cmp(&b.split_whitespace().nth(key - 1)),
        None => a.cmp(b),
    };
    if flags.iter().any(|flag| flag.flag == "--reverse") { order.reverse() } else { order }
}
