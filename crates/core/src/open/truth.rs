//! The scope as the disk spells it: part of an entry may lie behind links, and a deny counts under both names.
//!
//! `deny $HOME/private/**` with a home that is a link to `/data/u` must cover `/data/u/private` too, and an allow for
//! `$HOME/notes/**` must still grant what lies there. So the part that can be trusted is resolved, and the resolved spelling
//! is added where it differs:
//!
//! * of a **deny** its whole literal part: more is refused, never less;
//! * of an **allow** the base directory that it begins with, which is the user's own arrangement, or of one that is absolute its
//!   first name, which is the system's (`/tmp` on a Mac, a moved `/home`), and nothing behind it: a link there may have come
//!   out of an archive, or been renamed to that place by the page itself, and whoever put it there would choose what is
//!   granted.
//!
//! That is I/O, so it is part of opening, not of judging.

use std::{
    borrow::Cow,
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use super::Kind;
use crate::{
    guard::JudgedPath,
    platform::Platform,
    scope::{List, PathEntry, Scope, bases::Bases, pattern::Pattern},
    validate::path::ValidPath,
};

/// How long a resolved spelling is used before the links are read again.
const FRESH_FOR: Duration = Duration::from_secs(2);

/// What the disk says of a scope's literal parts.
#[derive(Debug)]
pub(crate) struct Truth {
    read_at: Instant,
    /// The scope with both spellings; none where the disk spells every entry as it is written.
    scope: Option<Scope>,
    /// What allow entries begin with and lies behind links, and where it lies.
    #[cfg_attr(not(any(target_os = "linux", target_os = "macos", windows)), allow(dead_code, reason = "as `respell`"))]
    moved: Vec<(ValidPath, ValidPath)>,
}

/// The place in a scope where its truth is kept.
#[derive(Debug, Default)]
pub(crate) struct TruthCell(Mutex<Option<Arc<Truth>>>);

/// A copy of a scope learns its own.
impl Clone for TruthCell {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl TruthCell {
    /// The truth about `scope`, read again when it is older than some seconds.
    pub(crate) fn get(&self, scope: &Scope) -> Arc<Truth> {
        if let Some(fresh) = self.fresh() {
            return fresh;
        }
        // Not under the lock: a network directory that does not answer holds up those who need it, and nobody else.
        let truth = Arc::new(Truth::read(scope));
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&truth));
        truth
    }

    fn fresh(&self) -> Option<Arc<Truth>> {
        let slot = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        slot.as_ref().filter(|truth| truth.read_at.elapsed() < FRESH_FOR).map(Arc::clone)
    }
}

impl Truth {
    /// The scope that true names are judged by, where it differs from the scope as it is written.
    pub(crate) const fn scope(&self) -> Option<&Scope> {
        self.scope.as_ref()
    }

    /// The path with the longest moved beginning put where it lies.
    #[cfg_attr(
        not(any(target_os = "linux", target_os = "macos", windows)),
        allow(dead_code, reason = "nothing is opened there")
    )]
    pub(crate) fn respell(&self, path: &ValidPath) -> Option<ValidPath> {
        let below = |from: &ValidPath| {
            let rest = path.as_str().strip_prefix(from.as_str())?;
            (rest.is_empty() || rest.starts_with('/')).then_some(rest)
        };
        let (_, to, rest) = self
            .moved
            .iter()
            .filter_map(|(from, to)| below(from).map(|rest| (from.as_str().len(), to, rest)))
            .max_by_key(|(len, _, _)| *len)?;
        absolute(&format!("{to}{rest}"))
    }

    fn read(scope: &Scope) -> Self {
        let mut disk = Disk::default();
        let mut moved = Vec::new();
        let spelled = scope.with_patterns(|entry| {
            let mut spellings = vec![entry.clone()];
            let respelled = |names, to| PathEntry { pattern: entry.pattern.moved(names, to), ..entry.clone() };
            match entry.entry.list() {
                List::Allow => {
                    let names = disk.arranged(&entry.pattern);
                    if let Some((written, real)) = disk.elsewhere(&names) {
                        spellings.push(respelled(names.len(), &real));
                        moved.push((written, real));
                    }
                }
                List::Deny => {
                    let names: Vec<&str> = entry.pattern.place().collect();
                    spellings.extend(disk.spellings(&names).iter().map(|spelling| respelled(names.len(), spelling)));
                }
            }
            spellings
        });
        let differs = spelled.paths().len() != scope.paths().len();
        Self { read_at: Instant::now(), scope: differs.then_some(spelled), moved }
    }
}

/// Whether a link comes to where a base directory lies, or to be on the way there: entries below a base follow it wherever
/// it leads, in the scopes of other commands, too, so no page says where that is. `at`: where it comes to, by its true name.
pub(super) fn leads_bases_astray(to: &JudgedPath, at: &ValidPath, kind: Kind) -> bool {
    // A directory may hold one.
    let (link, directory) = (kind == Kind::Link, kind == Kind::Directory);
    let takes = |name: &ValidPath, base: &ValidPath| base.starts_with(name) && (link || base.as_str() != name.as_str());
    (link || directory) && base_directories(to.bases()).iter().any(|base| takes(to.path(), base) || takes(at, base))
}

/// The base directories by every name: as they are written, and as the disk spells them.
pub(in crate::open) fn base_directories(bases: &Bases) -> Vec<ValidPath> {
    let mut disk = Disk::default();
    let spelled = |base: &ValidPath| disk.spellings(&base.components().collect::<Vec<_>>());
    bases.directories().cloned().chain(bases.directories().flat_map(spelled)).collect()
}

/// As the kernel's own limit (`MAXSYMLINKS`).
const MAX_LINKS: usize = 40;

/// What was read of the disk already.
#[derive(Default)]
struct Disk {
    real: HashMap<String, Option<ValidPath>>,
    targets: HashMap<PathBuf, Option<String>>,
    root_is_the_systems: Option<bool>,
}

impl Disk {
    /// The names at the beginning of an allow that may lie behind links: those of its base directory, or the first one, which
    /// lies in the root directory.
    fn arranged<'p>(&mut self, pattern: &'p Pattern) -> Vec<&'p str> {
        let base: Vec<&str> = pattern.base().collect();
        let follows = base.is_empty() && *self.root_is_the_systems.get_or_insert_with(root_is_the_systems);
        if follows { pattern.place().take(1).collect() } else { base }
    }

    /// The path of these names as it is written, and where it lies, if that is elsewhere.
    fn elsewhere(&mut self, names: &[&str]) -> Option<(ValidPath, ValidPath)> {
        let written = spell(names);
        let real = self.real.entry(written.clone()).or_insert_with_key(|written| resolve(written)).clone()?;
        let written = absolute(&written)?;
        (written != real).then_some((written, real))
    }

    /// Every other spelling of the path: with each link on the way put where it leads, one after the other. The links
    /// between are spellings, too: whoever takes one of them away moves what the path stands for.
    fn spellings(&mut self, names: &[&str]) -> Vec<ValidPath> {
        let mut spellings: Vec<ValidPath> = Vec::new();
        let mut at: Vec<String> = names.iter().copied().map(Into::into).collect();
        for _ in 0..MAX_LINKS {
            let Some(next) = self.past_first_link(&at) else { break };
            at = next;
            spellings.extend(absolute(&spell(&at)).filter(|spelling| !spellings.contains(spelling)));
        }
        // As the kernel has it, in case that a target goes up again from behind a link.
        if at.iter().ne(names) {
            let real = self.elsewhere(names).map(|(_, real)| real);
            spellings.extend(real.filter(|real| !spellings.contains(real)));
        }
        spellings
    }

    /// The names with the first link among them put where it leads.
    fn past_first_link(&mut self, names: &[String]) -> Option<Vec<String>> {
        let mut dir = PathBuf::from(spell(names.get(..ROOT_NAMES)?));
        for (i, name) in names.iter().enumerate().skip(ROOT_NAMES) {
            let link = dir.join(name);
            let target = self
                .targets
                .entry(link.clone())
                .or_insert_with(|| fs::read_link(&link).ok()?.into_os_string().into_string().ok());
            let Some(target) = target else {
                dir = link;
                continue;
            };
            let (mut next, target) = from_link(names, i, target)?;
            for name in target.split(SEPARATORS).chain(names.iter().skip(i + 1).map(String::as_str)) {
                match name {
                    "" | "." => {}
                    // No `..` leaves the root.
                    ".." if next.len() == ROOT_NAMES => {}
                    ".." => drop(next.pop()),
                    name => next.push(name.to_owned()),
                }
            }
            return Some(next);
        }
        None
    }
}

/// Whether only the system's administrator makes a link in the root directory. A sandbox may give it to its user, and on
/// Windows anybody makes directories in a drive's.
#[cfg(unix)]
fn root_is_the_systems() -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/").is_ok_and(|root| root.uid() == 0 && root.mode() & 0o022 == 0)
}

#[cfg(not(unix))]
const fn root_is_the_systems() -> bool {
    false
}

/// The names that are a root, which no `..` leaves: on Windows the drive or the share.
const ROOT_NAMES: usize = if cfg!(windows) { 1 } else { 0 };

const SEPARATORS: &[char] = if cfg!(windows) { &['/', '\\'] } else { &['/'] };

/// What the target of the link that is name `i` is read from, and what of it is still to be read; none where it leads to what
/// no pattern can name.
fn from_link<'t>(names: &[String], i: usize, target: &'t str) -> Option<(Vec<String>, &'t str)> {
    let kept = |count| (names.iter().take(count).cloned().collect(), target);
    if cfg!(windows) && (target.contains(':') || target.starts_with(r"\\")) {
        return Some((absolute(target)?.components().map(Into::into).collect(), ""));
    }
    Some(kept(if target.starts_with(SEPARATORS) { ROOT_NAMES } else { i }))
}

/// Of a root alone, with a separator behind it.
fn spell(names: &[impl AsRef<str>]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    let root = if cfg!(windows) { "" } else { "/" };
    let end = if cfg!(windows) && names.len() == ROOT_NAMES { "/" } else { "" };
    format!("{root}{}{end}", names.join("/"))
}

/// Resolves as much of the path as exists and can be searched; the rest keeps its spelling.
fn resolve(written: &str) -> Option<ValidPath> {
    let path = Path::new(written);
    for known in path.ancestors() {
        if let Ok(real) = known.canonicalize() {
            // By its components: to join nothing would put a separator at the end, and make it another path.
            let whole: PathBuf = real.components().chain(path.strip_prefix(known).ok()?.components()).collect();
            return absolute(whole.to_str()?);
        }
    }
    None
}

fn absolute(text: &str) -> Option<ValidPath> {
    ValidPath::parse(&without_verbatim(text), Platform::host()).ok()
}

/// A name as a person writes it, of one that Windows gives in its verbatim form.
pub(super) fn without_verbatim(text: &str) -> Cow<'_, str> {
    if !cfg!(windows) {
        return text.into();
    }
    match text.strip_prefix(r"\\?\UNC\") {
        Some(share) => format!(r"\\{share}").into(),
        None => text.strip_prefix(r"\\?\").unwrap_or(text).into(),
    }
}
