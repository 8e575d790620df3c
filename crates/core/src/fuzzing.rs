//! What fuzz targets need of the inside: see `fuzz` in the repository. Compiled by cargo-fuzz, and for tests that ask the same
//! with fixed seeds.

#![allow(clippy::indexing_slicing, reason = "of tests and fuzz targets alone, where a panic is the report")]

pub mod gate;
#[cfg(target_os = "linux")]
pub mod opening;

use std::ops::ControlFlow;

use crate::{
    caller::Caller,
    decide::UrlQuestion,
    platform::Platform,
    scope::{
        Frame, List, RawEntry, Scope, Way,
        bases::Bases,
        index::{Index, Reach},
        pattern::{Pattern, Reading, as_glob::AsGlob, reference as paths},
        spelled::Names,
        urls::{UrlEntry, reference},
    },
    validate::{
        path::{Fold, ValidPath},
        url::ValidUrl,
    },
};

/// Holds the index over these patterns (`true`: of a deny) to the reference, and both to `glob` where names do not fold, which
/// `glob` knows of ASCII alone. Says how many answers were yes.
///
/// # Panics
///
/// Where they differ.
pub fn index_against_reference(patterns: &[(bool, &str)], path: &str, hidden: bool) -> usize {
    let Ok(path) = ValidPath::parse(path, Platform::Linux) else { return 0 };
    let mut taken = 0;
    let (compiled, globs): (Vec<Pattern>, Vec<AsGlob>) = patterns
        .iter()
        .filter_map(|(deny, text)| {
            let pattern = compiled(text, list(*deny), &Bases::none(), Platform::Linux)?;
            Some((pattern, AsGlob::new(text, list(*deny))))
        })
        .unzip();
    for fold in [Fold::None, Fold::Simple, Fold::Wide] {
        let folding: Vec<Pattern> = compiled.iter().map(|pattern| pattern.clone().folding(fold)).collect();
        let index = Index::build(folding.iter().enumerate().map(|(i, pattern)| (i, pattern, hidden)));
        let folded = path.folded(fold);
        for reach in [Reach::AS_WRITTEN, Reach::EVERYWHERE] {
            let mut hits = vec![false; folding.len()];
            let _: ControlFlow<()> = index.walk(Names { written: &path, folded: &folded }, reach, |entry| {
                hits[entry] = true;
                ControlFlow::Continue(())
            });
            for ((pattern, glob), hit) in folding.iter().zip(&globs).zip(hits) {
                let expected = paths::takes(pattern, fold, hidden, &path, reach);
                assert_eq!(hit, expected, "{pattern:?} on {path:?}, {fold:?}, {reach:?}");
                taken += usize::from(hit);
                if fold == Fold::None && !paths::is_kept_off(pattern, fold, &path, reach) {
                    let expected = glob.takes(&path, reach.hidden || hidden, true);
                    assert_eq!(hit, expected, "`glob`: {pattern:?} on {path:?}, {reach:?}");
                }
            }
        }
    }
    taken
}

/// Holds a pattern of an entry, with `$HOME` at `home`, to what `glob` refuses.
///
/// # Panics
///
/// Where it is compiled all the same.
pub fn refused_as_glob_does(deny: bool, text: &str, home: &str, platform: Platform) {
    let mut bases = Bases::none();
    bases.set("HOME", home, platform);
    let ours = compiled(text, list(deny), &bases, platform);
    assert!(ours.is_none() || glob::Pattern::new(text).is_ok(), "{platform} {text:?} is read: {ours:?}");
}

/// Holds the table over these patterns of URLs (`true`: of a deny) to the reference.
///
/// # Panics
///
/// Where they differ.
pub fn url_table_against_reference(patterns: &[(bool, &str)], url: &str) {
    let Ok(url) = ValidUrl::parse(url) else { return };
    let raw = patterns.iter().enumerate().map(|(index, (deny, text))| {
        RawEntry::new(list(*deny), Way::Command, index, serde_json::json!({ "url": text }))
    });
    let caller = Caller::local("main", "main");
    let bases = Bases::none();
    let frame = Frame::new("fetch", &caller, &bases);
    // Each by itself, since one that cannot be read refuses all.
    let read = raw.filter(|raw| Scope::compile([raw], &frame).faults().is_empty());
    let scope = Scope::compile(&read.collect::<Vec<_>>(), &frame);
    let asked = UrlQuestion::new(&url, "GET", "url");
    for list in [List::Allow, List::Deny] {
        let numbers = |entries: Vec<&UrlEntry>| entries.iter().map(|entry| entry.entry.index()).collect::<Vec<_>>();
        let expected = numbers(reference::taking(scope.urls(), list, asked));
        assert_eq!(numbers(reference::found(scope.urls(), list, asked)), expected, "{list:?} {patterns:?} {url:?}");
    }
}

fn list(deny: bool) -> List {
    if deny { List::Deny } else { List::Allow }
}

fn compiled(text: &str, list: List, bases: &Bases, platform: Platform) -> Option<Pattern> {
    match Pattern::parse(text, list, bases, platform) {
        Ok(Reading::Compiled(pattern)) => Some(pattern),
        Ok(Reading::Inert { .. }) | Err(_) => None,
    }
}

#[cfg(test)]
mod tests;
