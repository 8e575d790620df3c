//! The place for entries: an `authority:scope` without any, in the capability of the main window. It grants nothing until
//! somebody writes an entry into it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use glob::Pattern;
use serde_json::{Value, json};

use super::{
    app::{self, App},
    file::Source,
    format::{Format, Step, at, at_mut},
    list::Piece,
    part::{Back, Way, take_out},
    refusal::Refusal,
    splice::covering,
};

/// The permission that entries stand under.
const PERMISSION: &str = "authority:scope";
const MAIN: &str = "main";

/// A capability, and where in which file it is.
pub(super) struct Capability {
    pub(super) identifier: String,
    pub(super) source: Source,
    value: Value,
    format: Format,
    /// The steps from the file's value to its permissions.
    permissions: Vec<Step>,
}

/// All that Tauri would read, as it would: every file below `capabilities`.
pub(super) fn all(app: &App) -> Result<Vec<Capability>, Refusal> {
    let mut files = Vec::new();
    files_below(&app.src_tauri.join("capabilities"), &mut files).map_err(|error| {
        Refusal::new(format!("`{}` cannot be read: {error}", app.name(&app.src_tauri.join("capabilities"))))
    })?;
    files.sort();
    let mut found = Vec::new();
    for path in files {
        let Some(source) = app.file(&path)? else { continue };
        let value = app::value(&source, false)?;
        found.extend(capabilities(&source, &value)?);
    }
    Ok(found)
}

/// The capability that the place for entries goes to. None where the app has none in a file of its own.
pub(super) fn choose<'a>(
    all: &'a [Capability],
    config: &Value,
    wanted: Option<&str>,
) -> Result<Option<&'a Capability>, Refusal> {
    let names = |list: &[&Capability]| {
        list.iter().map(|one| format!("`{}` ({})", one.identifier, one.source.name)).collect::<Vec<_>>().join(", ")
    };
    if let Some(wanted) = wanted {
        let found = all.iter().find(|capability| capability.identifier == wanted);
        return found.map(Some).ok_or_else(|| {
            Refusal::new(format!("`{wanted}` is no capability of this app: {}", names(&all.iter().collect::<Vec<_>>())))
        });
    }
    // Where the configuration names capabilities, the others are not in force.
    let listed = config.pointer("/app/security/capabilities").and_then(Value::as_array).filter(|list| !list.is_empty());
    let in_force: Vec<_> = all
        .iter()
        .filter(|one| listed.is_none_or(|list| list.iter().any(|name| name.as_str() == Some(&one.identifier))))
        .collect();
    if let Some(present) = in_force.iter().find(|one| one.has_place()) {
        return Ok(Some(present));
    }
    let main: Vec<_> = in_force.iter().copied().filter(|one| one.is_for_main()).collect();
    let everywhere: Vec<_> = main.iter().copied().filter(|one| one.permitted().get("platforms").is_none()).collect();
    match (in_force.as_slice(), main.as_slice(), everywhere.as_slice()) {
        ([], ..) => Ok(None),
        ([one], ..) | (_, [one], _) | (.., [one]) => Ok(Some(one)),
        (several, [], _) => Err(Refusal::new(format!(
            "no capability is for the window `{MAIN}`: name one with `--capability`: {}",
            names(several)
        ))),
        (_, several, _) => Err(Refusal::new(format!(
            "several capabilities are for the window `{MAIN}`: name one with `--capability`: {}",
            names(several)
        ))),
    }
}

impl Capability {
    /// Whether there is a place for entries already, with or without some.
    pub(super) fn has_place(&self) -> bool {
        self.entries().is_some_and(|entries| entries.iter().any(is_place))
    }

    /// Adds the place.
    pub(super) fn add(&self) -> Way {
        if self.has_place() {
            return Way::Present;
        }
        let place = place();
        let piece = match self.format {
            Format::Toml => Piece::Line(format!("{{ identifier = \"{PERMISSION}\", allow = [], deny = [] }}")),
            Format::Json | Format::Json5 => Piece::Block {
                open: "{".to_owned(),
                lines: vec![
                    format!("\"identifier\": \"{PERMISSION}\""),
                    "\"allow\": []".to_owned(),
                    "\"deny\": []".to_owned(),
                ],
                close: "}",
            },
        };
        let list = self.format.list(&self.source.text, &self.permissions);
        let splice = list.and_then(|list| list.append(&self.source.text, &piece));
        let mut meant = self.value.clone();
        if let Some(entries) = at_mut(&mut meant, &self.permissions).and_then(Value::as_array_mut) {
            entries.push(place.clone());
        }
        let after = splice.as_ref().and_then(|splice| splice.apply(&self.source.text));
        match splice.filter(|_| after.and_then(|after| self.format.value(&after).ok()) == Some(meant)) {
            Some(splice) => Way::In(splice, place),
            None => Way::ByHand(format!(
                "the permissions of `{}` in `{}` are written in a form of their own: add `{place}`",
                self.identifier, self.source.name
            )),
        }
    }

    /// Takes the place out again, unless there is an entry in it now.
    pub(super) fn remove(&self, value: &Value, inserted: &str) -> Back {
        let places = || self.entries().into_iter().flatten().enumerate().filter(|(_, entry)| is_place(entry));
        let Some((index, _)) = places().find(|(_, entry)| *entry == value) else {
            return match places().next() {
                Some(_) => Back::Stays(format!("`{PERMISSION}` is not empty now")),
                None => Back::Gone,
            };
        };
        let text = &self.source.text;
        let list = self.format.list(text, &self.permissions);
        let Some((list, node)) = list
            .and_then(|list| Some((list.children.get(index)?.range.clone(), list)).map(|(node, list)| (list, node)))
        else {
            return Back::Stays("the permissions are written in another form now".to_owned());
        };
        let mut meant = self.value.clone();
        if let Some(entries) = at_mut(&mut meant, &self.permissions).and_then(Value::as_array_mut) {
            entries.remove(index);
        }
        take_out(text, [covering(text, inserted, &node), list.remove(text, index)], |after| {
            self.format.value(after).is_ok_and(|after| after == meant)
        })
    }

    fn entries(&self) -> Option<&Vec<Value>> {
        at(&self.value, &self.permissions)?.as_array()
    }

    /// The capability's own value.
    fn permitted(&self) -> &Value {
        let own = self.permissions.split_last().map(|(_, own)| own).unwrap_or_default();
        at(&self.value, own).unwrap_or(&Value::Null)
    }

    fn is_for_main(&self) -> bool {
        let labels = ["windows", "webviews"].map(|list| self.permitted().get(list).and_then(Value::as_array));
        labels
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(Value::as_str)
            .any(|label| Pattern::new(label).map_or(label == MAIN, |pattern| pattern.matches(MAIN)))
    }
}

/// Every capability in one file; a later one of the same file is found behind an index.
pub(super) fn capabilities(source: &Source, value: &Value) -> Result<Vec<Capability>, Refusal> {
    let lists: Vec<Vec<Step>> = if let Some(list) = value.as_array() {
        (0..list.len()).map(|index| vec![Step::Index(index)]).collect()
    } else if let Some(list) = value.get("capabilities").and_then(Value::as_array) {
        (0..list.len()).map(|index| vec![Step::Key("capabilities"), Step::Index(index)]).collect()
    } else {
        vec![Vec::new()]
    };
    lists
        .into_iter()
        .map(|mut steps| {
            let identifier = at(value, &steps).and_then(|one| one.get("identifier")?.as_str());
            let Some(identifier) = identifier else {
                return Err(Refusal::new(format!("`{}` is no capability: there is no `identifier`", source.name)));
            };
            steps.push(Step::Key("permissions"));
            Ok(Capability {
                identifier: identifier.to_owned(),
                source: source.clone(),
                value: value.clone(),
                format: Format::of(&source.name).unwrap_or(Format::Json),
                permissions: steps,
            })
        })
        .collect()
}

/// What is added, as JSON.
pub(super) fn place() -> Value {
    json!({ "identifier": PERMISSION, "allow": [], "deny": [] })
}

fn is_place(entry: &Value) -> bool {
    entry.as_str().or_else(|| entry.get("identifier")?.as_str()) == Some(PERMISSION)
}

/// As Tauri looks for them: below `schemas` are none.
fn files_below(dir: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // A link to a directory is not followed: it may lead back here.
        if path.is_dir() && !path.is_symlink() {
            if name != "schemas" {
                files_below(&path, found)?;
            }
        } else if Format::of(&name).is_some() {
            found.push(path);
        }
    }
    Ok(())
}
