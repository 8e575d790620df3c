//! Deciding about paths, for every shape of pattern and from one entry to ten thousand, beside what else matches patterns.
//!
//! Each measure takes a thousand and more different paths in turn, of which half are in scope. Ours is the whole decision: the
//! deny list, the allow list, and for a refusal the entry that came nearest.

use std::{error::Error, path::Path};

use authority_core::{
    access::Access,
    decide::{Question, decide},
    platform::Platform,
    scope::{List, RawEntry},
    validate::path::ValidPath,
};

use crate::{
    load,
    measure::{Work, rough_medians},
    report::Line,
};

const SIZES: [usize; 5] = [1, 10, 100, 1_000, 10_000];
/// A prime, so that they do not fall into step with the entries.
const PATHS: usize = 2_003;
/// Nanoseconds.
const GOAL: f64 = 150.0;
/// What ten thousand entries may cost beside one: the tables no longer fit into the nearest cache.
const FLAT: f64 = 2.0;

/// A shape of pattern, with a number in it.
#[derive(Clone, Copy)]
pub(crate) enum Shape {
    Subtree,
    Exact,
    ExtensionInEach,
    ExtensionsInOne,
    NameAnywhere,
    ExtensionAnywhere,
    Middle,
    Part,
    StartAnywhere,
}

impl Shape {
    pub(crate) const ALL: [Self; 9] = [
        Self::Subtree,
        Self::Exact,
        Self::ExtensionInEach,
        Self::ExtensionsInOne,
        Self::NameAnywhere,
        Self::ExtensionAnywhere,
        Self::Middle,
        Self::Part,
        Self::StartAnywhere,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Subtree => "dirN/**",
            Self::Exact => "dirN/file.txt",
            Self::ExtensionInEach => "dirN/*.json",
            Self::ExtensionsInOne => "dir/*.extN",
            Self::NameAnywhere => "deny **/nameN",
            Self::ExtensionAnywhere => "deny **/*.extN",
            Self::Middle => "/home/*/pN/**/x*",
            Self::Part => "dir/*part N*",
            Self::StartAnywhere => "deny **/aN*",
        }
    }

    pub(crate) const fn list(self) -> List {
        match self {
            Self::NameAnywhere | Self::ExtensionAnywhere | Self::StartAnywhere => List::Deny,
            _ => List::Allow,
        }
    }

    pub(crate) fn pattern(self, n: usize) -> String {
        match self {
            Self::Subtree => format!("/srv/data/dir{n}/**"),
            Self::Exact => format!("/srv/data/dir{n}/file.txt"),
            Self::ExtensionInEach => format!("/srv/data/dir{n}/*.json"),
            Self::ExtensionsInOne => format!("/srv/data/*.ext{n}"),
            Self::NameAnywhere => format!("**/name{n}"),
            Self::ExtensionAnywhere => format!("**/*.ext{n}"),
            Self::Middle => format!("/home/*/p{n}/**/x*"),
            Self::Part => format!("/srv/data/*part {n}*"),
            Self::StartAnywhere => format!("**/a{n}*"),
        }
    }

    /// A path that the `n`th pattern takes, and one that none takes; `i` makes them different ones.
    fn paths(self, n: usize, i: usize) -> [String; 2] {
        match self {
            Self::Subtree => [format!("/srv/data/dir{n}/a{i}/b.txt"), format!("/srv/data/other{i}/a/b.txt")],
            Self::Exact => [format!("/srv/data/dir{n}/file.txt"), format!("/srv/data/dir{n}/file{i}.txt")],
            Self::ExtensionInEach => [format!("/srv/data/dir{n}/n{i}.json"), format!("/srv/data/dir{n}/n{i}.txt")],
            Self::ExtensionsInOne => [format!("/srv/data/n{i}.ext{n}"), format!("/srv/data/n{i}.txt")],
            Self::NameAnywhere => [format!("/srv/a{i}/b/name{n}"), format!("/srv/b{i}/b/file{n}")],
            Self::ExtensionAnywhere => [format!("/srv/a{i}/b/n.ext{n}"), format!("/srv/b{i}/b/n.txt")],
            Self::Middle => [format!("/home/u{i}/p{n}/a/b/xyz"), format!("/home/u{i}/p{n}/a/b/yz")],
            Self::Part => [format!("/srv/data/a part {n} b{i}"), format!("/srv/data/a b{i}")],
            Self::StartAnywhere => [format!("/srv/b/c/a{n}x{i}"), format!("/srv/b/c/x{i}")],
        }
    }
}

pub(crate) fn run(shape: Shape) -> Result<Vec<Line>, Box<dyn Error>> {
    let mut lines = Vec::new();
    let mut of_one = None;
    for size in SIZES {
        let measured = measure(shape, size)?;
        let [(_, ours), peers @ ..] = &measured[..] else { return Err("nothing was measured".into()) };
        let work = format!("decide, {size} entries, {}", shape.name());
        let line = |peer, theirs, goal| Line { work: work.clone(), unit: "ns", ours: *ours, peer, theirs, goal };
        lines.push(line("150 ns", GOAL, 1.0));
        lines.push(line("ours with one entry", *of_one.get_or_insert(*ours), FLAT));
        // Beside one entry there is little to be won; from a hundred on, every peer is left behind.
        let goal = if size >= 100 { 1.0 } else { 2.0 };
        lines.extend(peers.iter().map(|(peer, theirs)| line(peer, *theirs, goal)));
    }
    Ok(lines)
}

/// Ours, and then the peers that can load so many of these at all.
fn measure(shape: Shape, size: usize) -> Result<Vec<(&'static str, f64)>, Box<dyn Error>> {
    let patterns: Vec<String> = (0..size).map(|n| shape.pattern(n)).collect();
    let denies = shape.list() == List::Deny;
    let (taken, texts) = texts(shape, size);
    let allowed: Vec<bool> = taken.iter().map(|taken| *taken != denies).collect();

    let mut raw: Vec<RawEntry> = load::raw(shape.list(), &patterns);
    if denies {
        raw.extend(load::raw(List::Allow, &["/**".to_owned()]));
    }
    let scope = load::scope(&raw);
    let paths = texts.iter().map(|text| ValidPath::parse(text, Platform::Linux));
    let paths: Vec<ValidPath> = paths.collect::<Result<_, _>>().map_err(|_| "a path is refused by the gate")?;
    let globs: Vec<glob::Pattern> = patterns.iter().map(|text| glob::Pattern::new(text)).collect::<Result<_, _>>()?;
    let options =
        glob::MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };
    // Its automata have a size that they must not be larger than.
    let set = load::globset(&patterns).ok();
    #[cfg(feature = "tauri")]
    let app = tauri::test::mock_app();
    #[cfg(feature = "tauri")]
    let config = tauri_config(shape, &patterns);
    #[cfg(feature = "tauri")]
    let tauri_scope = tauri::scope::fs::Scope::new(&app, &config)?;

    let mut works: Vec<(&str, Work<'_>)> = vec![
        (
            "ours",
            in_turn(&paths, &allowed, |path| {
                decide(&scope, Question::new(path, Access::Read.into(), "note")).is_allowed()
            }),
        ),
        (
            "glob, one after the other",
            in_turn(&texts, &taken, |text| globs.iter().any(|glob| glob.matches_with(text, options))),
        ),
        #[cfg(feature = "tauri")]
        ("tauri scope, built once", in_turn(&texts, &allowed, |text| tauri_scope.is_allowed(Path::new(text)))),
        // As tauri-plugin-fs has it.
        #[cfg(feature = "tauri")]
        (
            "tauri scope, built per call",
            in_turn(&texts, &allowed, |text| {
                tauri::scope::fs::Scope::new(&app, &config).is_ok_and(|scope| scope.is_allowed(Path::new(text)))
            }),
        ),
    ];
    if let Some(set) = &set {
        works.push(("globset", in_turn(&texts, &taken, |text| set.is_match(Path::new(text)))));
    }
    let names: Vec<&str> = works.iter().map(|(name, _)| *name).collect();
    Ok(names.into_iter().zip(rough_medians(works)?).collect())
}

/// The paths, and whether some pattern takes each.
fn texts(shape: Shape, size: usize) -> (Vec<bool>, Vec<String>) {
    (0..PATHS)
        .map(|i| {
            let [taken, passed] = shape.paths(i * 7_919 % size, i);
            if i % 2 == 0 { (true, taken) } else { (false, passed) }
        })
        .unzip()
}

/// One after the other and again from the start. Every verdict must be the one that is expected.
pub(crate) fn in_turn<'a, T>(of: &'a [T], expected: &'a [bool], mut decides: impl FnMut(&T) -> bool + 'a) -> Work<'a> {
    let mut next = of.iter().zip(expected).cycle();
    Box::new(move || next.next().is_some_and(|(one, expected)| decides(one) == *expected))
}

#[cfg(feature = "tauri")]
fn tauri_config(shape: Shape, patterns: &[String]) -> tauri::utils::config::FsScope {
    use tauri::utils::config::FsScope;
    let patterns = patterns.iter().map(Into::into).collect();
    match shape.list() {
        List::Allow => FsScope::AllowedPaths(patterns),
        List::Deny => FsScope::Scope { allow: vec!["/**".into()], deny: patterns, require_literal_leading_dot: None },
    }
}
