//! `{{#include file}}` and `{{#include file:anchor}}`, as mdBook has them.

use anyhow::{Result, bail};

/// A chapter's own text, or what it includes.
pub(super) enum Part<'a> {
    Own(String),
    Include { file: &'a str, anchor: Option<&'a str> },
}

/// The parts of a chapter. An include is a line by itself.
pub(super) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    for line in text.split_inclusive('\n') {
        let inner = line.trim().strip_prefix("{{#include ").and_then(|rest| rest.strip_suffix("}}"));
        match (inner.map(|inner| inner.split_once(':').ok_or(inner)), parts.last_mut()) {
            (Some(Ok((file, anchor))), _) => parts.push(Part::Include { file, anchor: Some(anchor) }),
            (Some(Err(file)), _) => parts.push(Part::Include { file, anchor: None }),
            (None, Some(Part::Own(own))) => own.push_str(line),
            (None, _) => parts.push(Part::Own(line.to_owned())),
        }
    }
    parts
}

/// The files that a chapter has in it from end to end.
pub(super) fn whole_files(text: &str) -> impl Iterator<Item = &str> {
    parts(text).into_iter().filter_map(|part| match part {
        Part::Include { file, anchor: None } => Some(file),
        Part::Include { .. } | Part::Own(_) => None,
    })
}

/// The part of a file between `ANCHOR: name` and `ANCHOR_END: name`, or all of it; without the lines that name anchors.
pub(super) fn section(text: &str, anchor: Option<&str>) -> Result<String> {
    let named = |line: &str, mark: &str| {
        line.trim().strip_prefix(mark).and_then(|rest| rest.strip_suffix(" -->")).map(str::to_owned)
    };
    let (mut inside, mut ended, mut section) = (anchor.is_none(), anchor.is_none(), String::new());
    for line in text.split_inclusive('\n') {
        if let Some(name) = named(line, "<!-- ANCHOR: ") {
            inside |= anchor == Some(&name);
        } else if let Some(name) = named(line, "<!-- ANCHOR_END: ") {
            if inside && anchor == Some(&name) {
                (inside, ended) = (false, true);
            }
        } else if inside {
            section += line;
        }
    }
    if !ended {
        bail!("no part of it is between `ANCHOR: {0}` and `ANCHOR_END: {0}`", anchor.unwrap_or_default());
    }
    Ok(section)
}
