//! What fuzz targets need of the inside: see `fuzz` in the repository. Compiled by cargo-fuzz alone.

use std::ops::ControlFlow;

use crate::{
    platform::Platform,
    scope::{
        List,
        bases::Bases,
        index::{Index, Reach},
        pattern::{Pattern, Reading, reference},
        spelled::Names,
    },
    validate::path::{Fold, ValidPath},
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
                let expected = reference::takes(pattern, fold, hidden, &path, reach);
                assert_eq!(hit, expected, "{pattern:?} on {path:?}, {fold:?}, {reach:?}");
            }
        }
    }
}
