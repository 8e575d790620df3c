//! `Cargo.toml`: which Tauri it asks for, and the dependency on the plugin, in a line of its own.

use std::ops::Range;

use serde_json::Value;
use toml_edit::{Document, Item, Table};

use super::{
    format::Format,
    part::{Back, Way, take_out},
    splice::{Splice, covering, line_end, line_start, line_stop},
};

/// The plugin's crate.
pub(super) const CRATE: &str = "tauri-plugin-authority";

const DEPENDENCIES: &str = "dependencies";

/// A dependency of the package: the name that it goes by, and what is asked for.
pub(super) struct Dependency<'a> {
    pub(super) name: &'a str,
    pub(super) asked: &'a Value,
}

/// The package's dependency on this crate, under whatever name and for whatever target.
pub(super) fn dependency<'a>(manifest: &'a Value, package: &str) -> Option<Dependency<'a>> {
    let targets = manifest.get("target").and_then(Value::as_object);
    let tables = std::iter::once(manifest).chain(targets.into_iter().flat_map(|targets| targets.values()));
    tables.filter_map(|table| table.get(DEPENDENCIES)?.as_object()).flatten().find_map(|(name, asked)| {
        let named = asked.get("package").and_then(Value::as_str).unwrap_or(name);
        (named == package).then_some(Dependency { name, asked })
    })
}

/// The version that a dependency asks for, where it is said in this file.
pub(super) fn version(asked: &Value) -> Option<&str> {
    asked.as_str().or_else(|| asked.get("version")?.as_str())
}

/// Adds the dependency: behind the others of `[dependencies]`, or as a table of its own where they are.
pub(super) fn add(text: &str, manifest: &Value, value: &Value) -> Way {
    if dependency(manifest, CRATE).is_some() {
        return Way::Present;
    }
    let Ok(document) = Document::parse(text) else { return by_hand(value) };
    let ending = line_end(text);
    let splice = match document.get(DEPENDENCIES) {
        Some(Item::Table(table)) if !table.is_implicit() && !table.is_dotted() => {
            let Some(last) = last_line(table) else { return by_hand(value) };
            let line = format!("{CRATE} = {}", inline(value));
            match line_stop(text, last) {
                (stop, next) if next > stop => Splice::insert(next, format!("{line}{ending}")),
                (stop, _) => Splice::insert(stop, format!("{ending}{line}")),
            }
        }
        None => table(text, value),
        Some(Item::Table(dependencies)) if dependencies.is_implicit() => table(text, value),
        _ => return by_hand(value),
    };
    // Whatever was not thought of: the result means what was meant, or a person does it.
    let after = splice.apply(text).and_then(|after| Format::Toml.value(&after).ok());
    match after.and_then(without) {
        Some((rest, asked)) if rest == bare(manifest.clone()) && version(&asked) == version(value) => {
            Way::In(splice, asked)
        }
        _ => by_hand(value),
    }
}

/// Takes the dependency out again.
pub(super) fn remove(text: &str, manifest: &Value, value: &Value, inserted: &str) -> Back {
    let Some(found) = manifest.get(DEPENDENCIES).and_then(|dependencies| dependencies.get(CRATE)) else {
        return Back::Gone;
    };
    if found != value {
        return Back::Stays(format!("`{CRATE}` asks for something else now"));
    }
    let node = Document::parse(text).ok().and_then(|document| node(document.as_table()));
    let Some(node) = node else { return Back::Stays("it is written in another form now".to_owned()) };
    let expected = without(manifest.clone()).map(|(rest, _)| rest);
    let (stop, next) = line_stop(text, node.end);
    let alone = text.get(node.end..stop).is_some_and(|rest| rest.trim().is_empty());
    let line = alone.then(|| Splice::cut(line_start(text, node.start)..next));
    take_out(text, [covering(text, inserted, &node), line], |after| {
        Format::Toml.value(after).ok().map(bare) == expected
    })
}

fn by_hand(value: &Value) -> Way {
    Way::ByHand(format!("its dependencies are written in a form of their own: add `{CRATE} = {}`", inline(value)))
}

/// A table at the end of the file.
fn table(text: &str, value: &Value) -> Splice {
    let ending = line_end(text);
    let keys = match value {
        Value::Object(keys) => keys.iter().map(|(key, value)| format!("{key} = {}{ending}", quoted(value))).collect(),
        value => format!("version = {}{ending}", quoted(value)),
    };
    let gap = if text.is_empty() || text.ends_with('\n') { "" } else { ending };
    Splice::insert(text.len(), format!("{gap}{ending}[{DEPENDENCIES}.{CRATE}]{ending}{keys}"))
}

/// The end of the last thing in a table's own section: tables under headers of their own are elsewhere.
fn last_line(table: &Table) -> Option<usize> {
    let values = table.iter().filter_map(|(_, item)| match item {
        Item::Value(value) => value.span().map(|span| span.end),
        Item::Table(dotted) if dotted.is_dotted() => last_line(dotted),
        _ => None,
    });
    values.chain(table.span().map(|header| header.end)).max()
}

/// From the dependency's name to the end of what is asked for.
fn node(manifest: &Table) -> Option<Range<usize>> {
    let (key, item) = manifest.get(DEPENDENCIES)?.as_table()?.get_key_value(CRATE)?;
    match item {
        Item::Value(value) => Some(key.span()?.start..value.span()?.end),
        Item::Table(table) if !table.is_dotted() => Some(table.span()?.start..last_line(table)?),
        _ => None,
    }
}

/// The manifest without the dependency, and what that asks for.
fn without(mut manifest: Value) -> Option<(Value, Value)> {
    let asked = manifest.get_mut(DEPENDENCIES)?.as_object_mut()?.remove(CRATE)?;
    Some((bare(manifest), asked))
}

/// The manifest without a table of dependencies that has none.
fn bare(mut manifest: Value) -> Value {
    if let Some(tables) = manifest.as_object_mut() {
        tables.retain(|name, table| name != DEPENDENCIES || table.as_object().is_none_or(|table| !table.is_empty()));
    }
    manifest
}

fn inline(value: &Value) -> String {
    match value {
        Value::Object(keys) => {
            let keys: Vec<String> = keys.iter().map(|(key, value)| format!("{key} = {}", quoted(value))).collect();
            format!("{{ {} }}", keys.join(", "))
        }
        value => quoted(value),
    }
}

/// A string of JSON is one of TOML, too; the result is read before it is believed.
fn quoted(value: &Value) -> String {
    value.to_string()
}
