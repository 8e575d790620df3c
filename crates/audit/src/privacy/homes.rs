//! Which base directory a path lies in.

use std::cmp::Reverse;

use authority_core::{
    platform::Platform,
    scope::bases::Bases,
    validate::path::{Fold, ValidPath},
};

/// The base directories, the deepest first: the first that has a path is the nearest to it.
#[derive(Debug)]
pub(super) struct Homes {
    homes: Box<[Home]>,
    fold: Fold,
}

/// One of them.
#[derive(Debug)]
pub(super) struct Home {
    /// `$APPDATA`
    pub(super) variable: Box<str>,
    /// Whether what lies in it is named by the app.
    is_own: bool,
    path: Box<str>,
}

impl Homes {
    pub(super) fn new(bases: &Bases, platform: Platform) -> Self {
        // A root tells nothing, and as an app's own it would show the whole disk.
        let found = || bases.found().filter(|(_, path)| !path.is_root());
        // A program that was started from `Downloads` has it for its resources. What a person keeps there is not the app's.
        let holds_a_persons = |own: &ValidPath| {
            // By any case, on every platform: what is one directory to someone may not be shown.
            found()
                .any(|(name, path)| !is_of_an_app(name) && below(own.as_str(), path.as_str(), Fold::Simple).is_some())
        };
        let mut homes: Vec<_> = found()
            .map(|(name, path)| Home {
                variable: format!("${name}").into(),
                is_own: OWN.contains(&name) && !holds_a_persons(path),
                path: path.as_str().into(),
            })
            .collect();
        // Several lie in one place on some platforms: then it is the app's own, and named as most know it.
        let rank = |home: &Home| OWN.iter().position(|own| home.variable.strip_prefix('$') == Some(own));
        homes.sort_by_key(|home| {
            let named = if home.is_own { rank(home) } else { rank(home).map(|_| OWN.len()) };
            (Reverse(home.path.split('/').count()), !home.is_own, named)
        });
        Self { homes: homes.into(), fold: Fold::of_allow(platform) }
    }

    pub(super) fn for_platform(self, platform: Platform) -> Self {
        Self { fold: Fold::of_allow(platform), ..self }
    }

    /// The nearest base directory that has this path, and what lies below it: empty, or with `/` at its start.
    pub(super) fn of<'p>(&self, path: &'p str) -> Option<(&Home, &'p str)> {
        self.homes.iter().find_map(|home| Some((home, below(&home.path, path, self.fold)?)))
    }

    /// What lies below the app's own directory that has this path; none for a path elsewhere.
    pub(super) fn own<'p>(&self, path: &'p str) -> Option<(&Home, &'p str)> {
        self.of(path).filter(|(home, rest)| home.names(rest))
    }
}

impl Home {
    /// Whether the app itself named what lies so below it.
    pub(super) fn names(&self, rest: &str) -> bool {
        // The gate lets none of these through. What came around it would lead out of the directory again.
        let leads_out = || rest.contains('\\') || rest.split('/').any(|name| matches!(name, "." | ".."));
        self.is_own && !leads_out()
    }
}

/// What of `path` lies below `base`, name by name: `/srv/app2` is not below `/srv/app`.
fn below<'p>(base: &str, path: &'p str, fold: Fold) -> Option<&'p str> {
    if fold == Fold::None {
        // What stands behind is asked first: most are told apart by that one byte.
        let rest = path.get(base.len()..).filter(|rest| rest.is_empty() || rest.starts_with('/'))?;
        return path.starts_with(base).then_some(rest);
    }
    let mut rest = Some(path);
    for wanted in base.split('/') {
        let (name, behind) =
            rest.map(|rest| rest.split_once('/').map_or((rest, None), |(name, rest)| (name, Some(rest))))?;
        if !is_same(wanted, name, fold) {
            return None;
        }
        rest = behind;
    }
    let Some(rest) = rest else { return Some("") };
    path.get(path.len().checked_sub(rest.len() + 1)?..)
}

fn is_same(one: &str, other: &str, fold: Fold) -> bool {
    one.eq_ignore_ascii_case(other) || !(one.is_ascii() && other.is_ascii()) && fold.name(one) == fold.name(other)
}

/// The log is one of them: it lies in the app's log directory, and what else is there stays the app's own.
fn is_of_an_app(name: &str) -> bool {
    OWN.contains(&name) || name == "EXE" || name == "AUTHORITYLOG"
}

/// The app's own, the best known first.
const OWN: [&str; 6] = ["APPDATA", "APPCONFIG", "APPLOCALDATA", "APPCACHE", "APPLOG", "RESOURCE"];
