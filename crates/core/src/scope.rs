//! The effective scope of one command for one caller: every entry that applies, whichever way it came, compiled once.

pub mod bases;
#[cfg(any(target_os = "linux", target_os = "macos", windows))]
mod children;
mod entry;
pub(crate) mod index;
mod own;
pub(crate) mod pattern;
mod rule;
pub(crate) mod spelled;
mod terms;
pub(crate) mod urls;

use std::{borrow::Cow, collections::BTreeMap, ops::ControlFlow};

pub use authority_entry::{List, Way};
#[cfg(any(target_os = "linux", target_os = "macos", windows))]
pub(crate) use children::Children;
pub(crate) use entry::PathEntry;
pub use entry::{Entry, Fault, Frame, RawEntry, check_attribution};
use index::{Index, Reach};
pub(crate) use index::{Trail, in_kernel_file_system};
pub(crate) use own::{Own, OwnEntry, Whole, whole};
use pattern::Shared;
use rule::Rule;
pub(crate) use spelled::Spelled;
pub(crate) use terms::Facts;
use urls::Urls;

use crate::{
    access::{Access, AccessSet},
    decide::Granted,
    kind::Kind,
    open::TruthCell,
    platform::Platform,
    validate::path::ValidPath,
};

/// A compiled scope. Compiling cannot fail: entries that cannot be used are kept as faults, and refuse.
#[derive(Clone, Debug)]
pub struct Scope {
    paths: Vec<PathEntry>,
    /// Those of the paths, together: a decision between thousands of entries reads these alone, and the memory near a
    /// processor holds them.
    rules: Box<[Rule]>,
    own: BTreeMap<&'static str, Own>,
    urls: Urls,
    allow: Index,
    deny: Index,
    faults: Vec<Fault>,
    inert: Vec<String>,
    warnings: Vec<String>,
    platform: Platform,
    truth: TruthCell,
}

impl Scope {
    /// Compiles the entries that apply in `frame`.
    #[must_use]
    pub fn compile<'a>(raw: impl IntoIterator<Item = &'a RawEntry>, frame: &Frame<'_>) -> Self {
        let mut paths = Vec::new();
        let mut own = BTreeMap::new();
        let mut urls = Vec::new();
        let mut warnings = Vec::new();
        let mut faults = Vec::new();
        let mut inert = Vec::new();
        let mut shared = Shared::default();
        let reserved = frame.bases.reserved().map(Cow::Owned);
        for raw in raw.into_iter().map(Cow::Borrowed).chain(reserved) {
            match entry::read(&raw, frame, &mut shared) {
                Ok(entry::Outcome::Path(entry)) => paths.push(*entry),
                Ok(entry::Outcome::Url(entry)) => {
                    warnings.extend(entry.warnings().map(|warning| raw.describe(&warning)));
                    urls.push(*entry);
                }
                Ok(entry::Outcome::Own(entry)) => {
                    own.entry(entry.kind().name()).or_insert_with(|| Own::new(entry.kind())).push(*entry);
                }
                Ok(entry::Outcome::NotHere) => {}
                Ok(entry::Outcome::Inert(what)) => inert.push(what),
                Err(fault) => faults.push(fault),
            }
        }
        Self { own, urls: Urls::new(urls), warnings, ..Self::indexed(paths, faults, inert, frame.platform) }
    }

    /// The entries that apply, those for paths first.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        let paths = self.paths.iter().map(AsRef::as_ref);
        paths.chain(self.urls.entries()).chain(self.own.values().flat_map(Own::entries))
    }

    /// The entries of a kind that the app declared, where there are any.
    pub(crate) fn own(&self, kind: &Kind) -> Option<&Own> {
        self.own.get(kind.name())
    }

    /// The entries for URLs.
    pub(crate) const fn urls(&self) -> &Urls {
        &self.urls
    }

    /// The entries for paths.
    pub(crate) fn paths(&self) -> &[PathEntry] {
        &self.paths
    }

    /// The entries that cannot be used. While there is one, every decision is a refusal.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// One line for each entry that can never match, because this platform lacks its base directory.
    #[must_use]
    pub fn inert(&self) -> &[String] {
        &self.inert
    }

    /// One line for each entry that admits more than it seems to, with what that is.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// By whose rules its patterns were read.
    #[must_use]
    pub const fn platform(&self) -> Platform {
        self.platform
    }

    /// The path as the lists compare it: once for a question.
    pub(crate) fn spelled<'p>(&self, path: &'p ValidPath) -> Spelled<'p> {
        Spelled::new(path, self.platform)
    }

    /// The same scope with other patterns in its entries.
    pub(crate) fn with_patterns(&self, mut patterns: impl FnMut(&PathEntry) -> Vec<PathEntry>) -> Self {
        let paths = self.paths.iter().flat_map(&mut patterns).collect();
        Self::indexed(paths, self.faults.clone(), self.inert.clone(), self.platform)
    }

    fn indexed(paths: Vec<PathEntry>, faults: Vec<Fault>, inert: Vec<String>, platform: Platform) -> Self {
        let of = |list| {
            let listed = paths.iter().enumerate().filter(move |(_, path)| path.entry.list() == list);
            Index::build(
                listed
                    .flat_map(|(number, path)| path.pattern.names().map(move |pattern| (number, pattern, path.hidden))),
            )
        };
        let (allow, deny) = (of(List::Allow), of(List::Deny));
        let rules = paths.iter().map(|path| path.rule.clone()).collect();
        Self {
            paths,
            rules,
            own: BTreeMap::new(),
            urls: Urls::default(),
            allow,
            deny,
            faults,
            inert,
            warnings: Vec::new(),
            platform,
            truth: TruthCell::default(),
        }
    }

    /// Whether some `allow` entry is for this argument at all.
    pub(crate) fn allows_something(&self, argument: &str, needed: AccessSet) -> bool {
        self.paths
            .iter()
            .any(|path| path.entry.list() == List::Allow && !path.rule.applies(argument, needed).is_empty())
    }

    /// The first `deny` entry that covers the path for any of the accesses that are needed.
    ///
    /// Whoever renames a thing takes it out from under every deny that names it, whatever access that one is about.
    pub(crate) fn denying(&self, path: &ValidPath, argument: &str, needed: AccessSet) -> Option<&PathEntry> {
        self.denying_spelled(&self.spelled(path), argument, needed)
    }

    /// [`Scope::denying`], of a path that is spelled already.
    pub(crate) fn denying_spelled(&self, path: &Spelled<'_>, argument: &str, needed: AccessSet) -> Option<&PathEntry> {
        let denied = self.deny.walk(path.for_deny(), Reach::EVERYWHERE, |number| self.denies(number, argument, needed));
        denied.break_value()
    }

    fn denies(&self, number: usize, argument: &str, needed: AccessSet) -> ControlFlow<&PathEntry> {
        let takes_away = needed.contains(Access::RenameFrom.into());
        let counts = |granted: AccessSet| granted.meets(needed) || (takes_away && !granted.is_empty());
        match (self.rules.get(number), self.paths.get(number)) {
            (Some(rule), Some(entry)) if counts(rule.applies(argument, needed)) => ControlFlow::Break(entry),
            _ => ControlFlow::Continue(()),
        }
    }

    /// Whether a `deny` entry's literal part goes through the path: if it is a link, moving it disarms that entry.
    pub(crate) fn denies_through(&self, path: &ValidPath) -> bool {
        self.deny.goes_through(self.spelled(path).for_deny().folded)
    }

    /// Whether there is any `deny` entry.
    pub(crate) fn denies_something(&self) -> bool {
        self.paths.iter().any(|path| path.entry.list() == List::Deny)
    }

    /// Whether the `allow` entries together grant all that is needed; and the entry that granted last, or came nearest
    /// by its pattern though it grants less. Entries count on whose terms the object is, as far as that is known.
    pub(crate) fn granting(
        &self,
        path: &Spelled<'_>,
        argument: &str,
        needed: AccessSet,
        facts: Facts,
    ) -> Granted<'_, PathEntry, Trail> {
        self.granting_within(path, argument, needed, Reach::AS_WRITTEN, facts)
    }

    /// [`Scope::granting`], were wildcards to reach hidden names too.
    pub(crate) fn granting_hidden(
        &self,
        path: &Spelled<'_>,
        argument: &str,
        needed: AccessSet,
    ) -> Granted<'_, PathEntry, Trail> {
        self.granting_within(path, argument, needed, Reach { hidden: true, ..Reach::AS_WRITTEN }, Facts::default())
    }

    /// [`Scope::granting`], were wildcards to reach kernel file systems too.
    pub(crate) fn granting_kernel(
        &self,
        path: &Spelled<'_>,
        argument: &str,
        needed: AccessSet,
    ) -> Granted<'_, PathEntry, Trail> {
        self.granting_within(path, argument, needed, Reach::EVERYWHERE, Facts::default())
    }

    fn granting_within(
        &self,
        path: &Spelled<'_>,
        argument: &str,
        needed: AccessSet,
        reach: Reach,
        facts: Facts,
    ) -> Granted<'_, PathEntry, Trail> {
        let mut granted = AccessSet::NONE;
        let mut last = None;
        let (all, trail) = self.allow.walk_leaving_trail(path.for_allow(), reach, |number| {
            let rule = self.rules.get(number).filter(|rule| rule.terms.take(facts));
            let grants = rule.map_or(AccessSet::NONE, |rule| rule.applies(argument, needed));
            if !grants.is_empty() {
                granted = granted.union(grants);
                last = Some(number);
            }
            if granted.contains(needed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        Granted { all: all.is_break(), entry: last.and_then(|number| self.paths.get(number)), trail }
    }

    /// Whether a listing shows the path: some `allow` entry takes it, for whatever access, and no `deny` entry covers it.
    pub(crate) fn shows(&self, path: &ValidPath, argument: &str) -> bool {
        let path = &self.spelled(path);
        if !self.faults.is_empty() || self.denying_spelled(path, argument, Access::List.into()).is_some() {
            return false;
        }
        let taken = self.allow.walk(path.for_allow(), Reach::AS_WRITTEN, |number| self.lists(number, argument));
        taken.is_break()
    }

    fn lists(&self, number: usize, argument: &str) -> ControlFlow<()> {
        match self.rules.get(number) {
            Some(rule) if !rule.applies(argument, Access::List.into()).is_empty() => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    }

    /// What the disk says of the entries' literal parts. Reads the disk: for opening alone.
    pub(crate) fn truth(&self) -> std::sync::Arc<crate::open::Truth> {
        self.truth.get(self)
    }

    /// The `allow` entry whose literal part follows the path furthest, and the number of names that it follows: from where
    /// granting came to.
    pub(crate) fn nearest(&self, path: &Spelled<'_>, trail: Trail) -> Option<(&PathEntry, usize)> {
        let (number, depth) = self.allow.nearest(path.for_allow().folded, trail)?;
        self.paths.get(number).map(|entry| (entry, depth))
    }
}

#[cfg(test)]
mod tests;
