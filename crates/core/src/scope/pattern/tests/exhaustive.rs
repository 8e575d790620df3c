//! Every short pattern against every short path: the index against the reference against `glob`.
//!
//! How short is a matter of time. As every test it takes seconds without optimisation; `AUTHORITY_EXHAUSTIVE=six` asks for up
//! to six tokens each (`cargo xtask test --long`), and `long` for more kinds of them, for a release build.

use std::{
    collections::HashMap,
    ops::ControlFlow,
    sync::atomic::{AtomicUsize, Ordering},
};

use super::{as_glob::AsGlob, *};
use crate::scope::{
    index::{Index, Reach},
    spelled::Names,
};

struct Size {
    tokens: &'static [&'static str],
    chars: &'static [&'static str],
    /// The most of either.
    most: [usize; 2],
}

fn size() -> Size {
    const TOKENS: &[&str] = &["/", "a", "A", ".", "*", "[!a]"];
    const CHARS: &[&str] = &["/", "a", "A", "."];
    match std::env::var("AUTHORITY_EXHAUSTIVE").as_deref() {
        Ok("six") => Size { tokens: TOKENS, chars: CHARS, most: [6, 6] },
        Ok("long") => Size {
            tokens: &["/", "a", "A", ".", "*", "?", "[A]", "[!a]", "[[]", "é"],
            chars: &["/", "a", "A", ".", "[", "É"],
            most: [6, 6],
        },
        _ => Size { tokens: TOKENS, chars: CHARS, most: [4, 3] },
    }
}

fn spelled(parts: &[&str], most: usize) -> Vec<String> {
    let mut all = vec!["/".to_owned()];
    let mut last = all.clone();
    for _ in 0..most {
        last = last.iter().flat_map(|start| parts.iter().map(move |part| format!("{start}{part}"))).collect();
        all.extend(last.iter().cloned());
    }
    all
}

#[test]
fn every_short_pattern_takes_the_short_paths_that_the_reference_and_glob_say() {
    let Size { tokens, chars, most: [most_tokens, most_chars] } = size();
    let mut paths: Vec<ValidPath> = spelled(chars, most_chars)
        .iter()
        .filter_map(|text| ValidPath::parse(text, Platform::Linux).ok())
        .filter(|path| !path.has_trailing_separator())
        .collect();
    paths.sort_by(|a, b| a.as_str().cmp(b.as_str()));
    paths.dedup();
    let texts: Vec<String> = spelled(tokens, most_tokens);
    let mut works = Vec::new();
    let read = [List::Allow, List::Deny].map(|list| {
        // One with doubled separators is another one without: `doubled_separator_in_a_pattern`.
        let readable = texts.iter().filter(|text| !text.contains("//")).filter_map(|text| {
            match Pattern::parse(text, list, &Bases::none(), Platform::Linux) {
                Ok(Reading::Compiled(pattern)) => Some((text.as_str(), pattern)),
                _ => None,
            }
        });
        (list, readable.collect::<Vec<_>>())
    });
    for (list, readable) in &read {
        // By which a list compares on one platform or another.
        let folds = match list {
            List::Allow => [Fold::None, Fold::Simple],
            List::Deny => [Fold::None, Fold::Wide],
        };
        for fold in folds {
            works.extend(readable.chunks(500).map(|some| (some, *list, fold)));
        }
    }
    let all = Paths::new(&paths);
    let next = AtomicUsize::new(0);
    let work = || {
        let (mut asked, mut taken) = (0_usize, 0_usize);
        while let Some((some, list, fold)) = works.get(next.fetch_add(1, Ordering::Relaxed)) {
            let (counted, hits) = agree(some, *list, *fold, &all);
            asked += counted;
            taken += hits;
        }
        (asked, taken)
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let (asked, taken) = std::thread::scope(|scope| {
        let all: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        all.into_iter().map(|one| one.join().unwrap()).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    });
    let patterns: usize = read.iter().map(|(_, readable)| readable.len()).sum();
    println!("{patterns} patterns, {} paths, {asked} questions, {taken} answered with yes, no difference", paths.len());
    assert!(asked > 300_000 && taken > asked / 100, "{taken} of {asked}");
}

/// The paths, and their names by number: the same few stand in all of them.
struct Paths<'a> {
    names: Vec<&'a str>,
    paths: Vec<(&'a ValidPath, Vec<usize>)>,
}

impl<'a> Paths<'a> {
    fn new(paths: &'a [ValidPath]) -> Self {
        let mut numbers = HashMap::new();
        let mut names = Vec::new();
        let mut number = |name| {
            *numbers.entry(name).or_insert_with(|| {
                names.push(name);
                names.len() - 1
            })
        };
        let paths = paths.iter().map(|path| (path, path.components().map(&mut number).collect())).collect();
        Self { names, paths }
    }
}

/// What the reference says of each component and each name, asked once.
struct Memo<'a> {
    components: Vec<&'a Component>,
    said: Vec<Option<bool>>,
}

impl<'a> Memo<'a> {
    fn number(&mut self, component: &'a Component) -> usize {
        let same = |other: &&Component| match (component, *other) {
            (Component::Literal(a), Component::Literal(b)) => a == b,
            (Component::Wild(a), Component::Wild(b)) => a.text() == b.text(),
            (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
        };
        self.components.iter().position(same).unwrap_or_else(|| {
            self.components.push(component);
            self.components.len() - 1
        })
    }

    fn one(&mut self, component: usize, name: usize, names: &[&str], fold: Fold, hidden: bool) -> bool {
        let at = (component * names.len() + name) * 2 + usize::from(hidden);
        if at >= self.said.len() {
            self.said.resize(self.components.len() * names.len() * 2, None);
        }
        *self.said[at].get_or_insert_with(|| reference::one(self.components[component], names[name], fold, hidden))
    }
}

fn agree(patterns: &[(&str, Pattern)], list: List, fold: Fold, all: &Paths<'_>) -> (usize, usize) {
    let folding: Vec<Pattern> = patterns.iter().map(|(_, pattern)| pattern.clone().folding(fold)).collect();
    let oracles: Vec<AsGlob> = patterns.iter().map(|(text, _)| AsGlob::new(text, list)).collect();
    let index = Index::build(folding.iter().enumerate().map(|(i, pattern)| (i, pattern, false)));
    let mut memo = Memo { components: Vec::new(), said: Vec::new() };
    let numbers: Vec<Vec<usize>> =
        folding.iter().map(|pattern| pattern.components().iter().map(|one| memo.number(one)).collect()).collect();
    let (mut asked, mut taken) = (0, 0);
    let mut hits = vec![false; patterns.len()];
    for (path, names) in &all.paths {
        let folded = path.folded(fold);
        let is_ascii = path.as_str().is_ascii();
        for hidden in [false, true] {
            let reach = Reach { hidden, kernel: true };
            hits.fill(false);
            let _: ControlFlow<()> = index.walk(Names { written: path, folded: &folded }, reach, |entry| {
                assert!(!hits[entry], "{} takes {path} twice", patterns[entry].0);
                hits[entry] = true;
                ControlFlow::Continue(())
            });
            for (i, (text, _)) in patterns.iter().enumerate() {
                let (hit, oracle, numbers) = (hits[i], &oracles[i], &numbers[i]);
                let said = || format!("{} `{text}` on `{path}`, hidden {hidden}, {fold:?}", list.name());
                let takes = reference::all(folding[i].components(), names.len(), |component, name| {
                    memo.one(numbers[component], names[name], &all.names, fold, hidden)
                });
                assert_eq!(hit, takes, "the reference: {}", said());
                // Of the foldings `glob` knows that of ASCII alone. That of a deny is wider by what it takes as it stands.
                let theirs = |case_sensitive| oracle.takes(path, hidden, case_sensitive);
                match fold {
                    Fold::None => assert_eq!(hit, theirs(true), "glob: {}", said()),
                    Fold::Simple if text.is_ascii() && is_ascii => assert_eq!(hit, theirs(false), "glob: {}", said()),
                    Fold::Simple => {}
                    Fold::Wide => assert!(hit || !(theirs(true) || theirs(false)), "glob: {}", said()),
                }
                taken += usize::from(hit);
            }
            asked += patterns.len();
        }
    }
    (asked, taken)
}
