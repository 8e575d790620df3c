//! What `init` remembers for its way back, in a file of the app's: what was there before it came stays when it goes.

use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{
    app::App,
    file::{Change, Source},
    part::Added,
    refusal::Refusal,
};

/// Everything that was added and not yet taken out.
pub(super) struct Record {
    path: PathBuf,
    name: String,
    source: Option<Source>,
    pub(super) added: Vec<Added>,
}

/// The file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    about: String,
    version: u32,
    added: Vec<Added>,
}

const FILE: &str = ".authority-init.json";
const VERSION: u32 = 1;
const ABOUT: &str =
    "what `cargo authority init` added, for `cargo authority init --undo`; without this file it can take nothing back";

impl Record {
    /// Reads an app's; without a file nothing was added.
    pub(super) fn read(app: &App) -> Result<Self, Refusal> {
        let path = app.src_tauri.join(FILE);
        let name = app.name(&path);
        let source = app.file(&path)?;
        let added = match &source {
            None => Vec::new(),
            Some(source) => {
                let wire: Wire = serde_json::from_str(&source.text)
                    .map_err(|error| Refusal::new(format!("`{name}` cannot be read: {error}")))?;
                let strange = wire.added.iter().find(|added| !is_below(&added.file));
                if wire.version != VERSION || strange.is_some() {
                    return Err(Refusal::new(format!("`{name}` is none that this version of `cargo authority` wrote")));
                }
                wire.added
            }
        };
        Ok(Self { path, name, source, added })
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The file with these in it; with none, there is no file.
    pub(super) fn becomes(&self, added: Vec<Added>) -> Result<Option<Change>, Refusal> {
        let wire = Wire { about: ABOUT.to_owned(), version: VERSION, added };
        let text = serde_json::to_string_pretty(&wire)
            .map_err(|error| Refusal::new(format!("`{}` cannot be written: {error}", self.name)))?;
        Ok(match (&self.source, wire.added.is_empty()) {
            (None, true) => None,
            (Some(_), false) if wire.added == self.added => None,
            (Some(source), true) => Some(source.goes()),
            (Some(source), false) => Some(source.becomes(&(text + "\n"))),
            (None, false) => Some(Change {
                name: self.name.clone(),
                real: self.path.clone(),
                before: None,
                after: Some(text + "\n"),
            }),
        })
    }
}

/// A record that came with somebody else's app does not lead out of the app.
fn is_below(file: &str) -> bool {
    !file.is_empty() && Path::new(file).components().all(|part| matches!(part, Component::Normal(_)))
}
