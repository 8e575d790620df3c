//! What fuzz targets need of the inside: see `fuzz` in the repository. Compiled by cargo-fuzz alone.

use std::ops::ControlFlow;

use crate::{
    caller::Caller,
    decide::UrlQuestion,
    platform::Platform,
    scope::{
        Frame, List, RawEntry, Scope, Way,
        bases::Bases,
        index::{Index, Reach},
        pattern::{Pattern, Reading, reference as paths},
        spelled::Names,
        urls::{UrlEntry, reference},
    },
    validate::{
        path::{Fold, ValidPath},
        url::ValidUrl,
    },
};

/// Holds the index over these patterns (`true`: of a deny) to the reference, and both to `glob` where a pattern is one
/// component.
///
/// # Panics
///
/// Where they differ.
pub fn index_against_reference(patterns: &[(bool, &str)], path: &str, hidden: bool) {
    let Ok(path) = ValidPath::parse(path, Platform::Linux) else { return };
    let compiled: Vec<Pattern> = patterns
        .iter()
        .filter_map(|(deny, text)| {
            let list = if *deny { List::Deny } else { List::Allow };
            match Pattern::parse(text, list, &Bases::none(), Platform::Linux) {
                Ok(Reading::Compiled(pattern)) => Some(pattern),
                Ok(Reading::Inert { .. }) | Err(_) => None,
            }
        })
        .collect();
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
            for (pattern, hit) in folding.iter().zip(hits) {
                let expected = paths::takes(pattern, fold, hidden, &path, reach);
                assert_eq!(hit, expected, "{pattern:?} on {path:?}, {fold:?}, {reach:?}");
            }
        }
    }
}

/// Holds the table over these patterns of URLs (`true`: of a deny) to the reference.
///
/// # Panics
///
/// Where they differ.
pub fn url_table_against_reference(patterns: &[(bool, &str)], url: &str) {
    let Ok(url) = ValidUrl::parse(url) else { return };
    let raw = patterns.iter().enumerate().map(|(index, (deny, text))| {
        let list = if *deny { List::Deny } else { List::Allow };
        RawEntry::new(list, Way::Command, index, serde_json::json!({ "url": text }))
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
