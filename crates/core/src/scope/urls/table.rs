//! Finds the patterns that take a URL, in time that does not grow with their number: by host, then by scheme and port, then by
//! what their paths begin with (`paths.rs`).

use std::{borrow::Cow, collections::HashMap, ops::ControlFlow, sync::Arc};

use super::{
    Miss,
    paths::{Arm, Paths},
    pattern::{HostPattern, Label, PortPattern, UrlPattern, takes_labels},
};
use crate::{scope::index::hash::Fast, validate::url::ValidUrl};

/// What is looked up: of a URL, what the patterns compare, cut out of it once.
#[derive(Clone, Copy)]
pub(super) struct Asked<'u> {
    pub(super) url: &'u ValidUrl,
    port: Option<u16>,
    host: &'u str,
    path: &'u [u8],
    /// Whether what a pattern says of the query counts.
    pub(super) query: bool,
    /// As URLs spell them; none for the URL's own.
    hosts: &'u [Cow<'u, str>],
    /// None for the URL's own.
    paths: &'u [Cow<'u, [u8]>],
}

/// The patterns of one list.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// By the whole host.
    exact: HashMap<Box<str>, Places, Fast>,
    /// By what stands behind the last wildcard of a host.
    below: HashMap<Box<str>, Vec<Below>, Fast>,
    /// How many labels those have: a bit for each number.
    label_counts: u64,
    any: Places,
    without: Places,
    schemes: Vec<Box<str>>,
    /// Whether some pattern says something of the query.
    queries: bool,
}

/// The patterns for the hosts below one.
type Below = (Box<[Label]>, Places);

/// The patterns for one host: by scheme and port.
#[derive(Clone, Debug, Default)]
pub(super) struct Places(Vec<(Place, Paths)>);

/// A scheme's number and a port, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place(u64);

impl<'u> Asked<'u> {
    pub(super) fn exactly(url: &'u ValidUrl) -> Self {
        let (port, host, path) = (url.port(), url.host_text(), url.path().as_bytes());
        Self { url, port, host, path, query: true, hosts: &[], paths: &[] }
    }

    /// With whatever query.
    pub(super) const fn with_any_query(self) -> Self {
        Self { query: false, ..self }
    }

    pub(super) fn spelled(url: &'u ValidUrl, hosts: &'u [Cow<'u, str>], paths: &'u [Cow<'u, [u8]>]) -> Self {
        Self { hosts, paths, ..Self::exactly(url) }
    }
}

impl Place {
    /// `port` is none for every port; a scheme has none as its own where it names no server.
    fn new(scheme: usize, port: Option<Option<u16>>) -> Self {
        const NONE: u64 = 1 << 16;
        const EVERY: u64 = NONE + 1;
        let port = port.map_or(EVERY, |port| port.map_or(NONE, u64::from));
        Self((scheme as u64) << 32 | port)
    }

    const fn scheme(self) -> u64 {
        self.0 >> 32
    }
}

impl Table {
    pub(super) fn build<'p>(patterns: impl Iterator<Item = (usize, &'p Arc<UrlPattern>)>) -> Self {
        let mut table = Self::default();
        for (entry, pattern) in patterns {
            table.queries |= pattern.query.is_some();
            let scheme = table.schemes.iter().position(|scheme| *scheme == pattern.scheme).unwrap_or_else(|| {
                table.schemes.push(pattern.scheme.clone());
                table.schemes.len() - 1
            });
            let port = match pattern.port {
                PortPattern::Any => None,
                PortPattern::Is(port) => Some(port),
            };
            let places = match &pattern.host {
                HostPattern::Any => &mut table.any,
                HostPattern::None => &mut table.without,
                HostPattern::Is(host) => table.exact.entry(host.clone()).or_default(),
                HostPattern::Labels { wild, end } => {
                    table.label_counts |= 1 << labels(end).min(63);
                    let below = table.below.entry(end.clone()).or_default();
                    let at = below.iter().position(|(known, _)| known == wild).unwrap_or_else(|| {
                        below.push((wild.clone(), Places::default()));
                        below.len() - 1
                    });
                    let Some((_, places)) = below.get_mut(at) else { continue };
                    places
                }
            };
            places.push(Place::new(scheme, port), Arm { entry, pattern: Arc::clone(pattern) });
        }
        table
    }

    pub(super) fn is_empty(&self) -> bool {
        self.schemes.is_empty()
    }

    pub(super) const fn has_queries(&self) -> bool {
        self.queries
    }

    /// Calls `each` for the entry of every pattern that takes what is asked for, perhaps more than once.
    pub(super) fn walk<B>(&self, asked: &Asked<'_>, each: impl FnMut(usize) -> ControlFlow<B>) -> ControlFlow<B> {
        self.walk_leaving_trail(asked, each).0
    }

    /// [`Table::walk`], and what [`Table::near`] begins with: the first patterns that are for the host.
    pub(super) fn walk_leaving_trail<B>(
        &self,
        asked: &Asked<'_>,
        mut each: impl FnMut(usize) -> ControlFlow<B>,
    ) -> (ControlFlow<B>, Option<&Places>) {
        let Some(at) = self.places_of(asked) else { return (ControlFlow::Continue(()), None) };
        let mut met = None;
        let mut visit = |places: &Places| at.iter().try_for_each(|place| places.walk(*place, asked, &mut each));
        let mut flow = visit(if asked.url.has_host() { &self.any } else { &self.without });
        let mut of_host = |places| {
            met.get_or_insert(places);
            visit(places)
        };
        if flow.is_continue() {
            flow = match asked.hosts {
                [] => self.walk_host(asked.host, &mut of_host),
                hosts => hosts.iter().try_for_each(|host| self.walk_host(host, &mut of_host)),
            };
        }
        (flow, met)
    }

    /// The entry that stands nearest to a URL that none takes, and what of the URL it has not: one for its place that spells most
    /// of its path, or one for its host. `met` is the walk's trail.
    pub(super) fn near(
        &self,
        asked: &Asked<'_>,
        met: Option<&Places>,
        mut counts: impl FnMut(usize) -> bool,
    ) -> Option<(usize, Miss)> {
        let at = self.places_of(asked);
        let scheme = at.map(|[place, _]| place.scheme());
        let mut best: Option<(usize, Miss)> = None;
        let mut consider = |places: &Places| {
            let here = at.iter().flatten().find_map(|place| places.at(*place)?.near(asked.path, &mut counts));
            let elsewhere = || {
                let (place, paths) = places.0.first()?;
                let miss = if Some(place.scheme()) == scheme { Miss::Port } else { Miss::Scheme };
                Some((paths.first()?, miss)).filter(|(entry, _)| counts(*entry))
            };
            let found = here.map(|entry| (entry, Miss::Path)).or_else(elsewhere);
            best = best.into_iter().chain(found).min_by_key(|(_, miss)| *miss);
            if matches!(best, Some((_, Miss::Path))) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let _ = met.map_or(ControlFlow::Continue(()), &mut consider).is_continue()
            && self.walk_host(asked.host, &mut |places| consider(places)).is_continue()
            && consider(&self.any).is_continue();
        best
    }

    /// The URL's own port and every port, by its scheme; none where no pattern has that.
    fn places_of(&self, asked: &Asked<'_>) -> Option<[Place; 2]> {
        let scheme = self.schemes.iter().position(|scheme| **scheme == *asked.url.scheme())?;
        Some([Some(asked.port), None].map(|port| Place::new(scheme, port)))
    }

    fn walk_host<'t, B>(&'t self, host: &str, visit: &mut impl FnMut(&'t Places) -> ControlFlow<B>) -> ControlFlow<B> {
        if let Some(places) = self.exact.get(host) {
            visit(places)?;
        }
        if self.label_counts == 0 {
            return ControlFlow::Continue(());
        }
        let mut behind = labels(host);
        for (dot, _) in host.bytes().enumerate().filter(|(_, byte)| *byte == b'.') {
            behind -= 1;
            if self.label_counts & (1 << behind.min(63)) == 0 {
                continue;
            }
            let Some((before, end)) = host.get(..dot).zip(host.get(dot + 1..)) else { continue };
            for (wild, places) in self.below.get(end).into_iter().flatten() {
                if takes_labels(wild, before) {
                    visit(places)?;
                }
            }
        }
        ControlFlow::Continue(())
    }
}

fn labels(name: &str) -> usize {
    name.bytes().filter(|byte| *byte == b'.').count() + 1
}

impl Places {
    fn push(&mut self, place: Place, arm: Arm) {
        let at = self.0.binary_search_by(|(known, _)| known.cmp(&place)).unwrap_or_else(|at| {
            self.0.insert(at, (place, Paths::Few(Vec::new())));
            at
        });
        if let Some((_, paths)) = self.0.get_mut(at) {
            paths.push(arm);
        }
    }

    fn walk<B>(
        &self,
        place: Place,
        asked: &Asked<'_>,
        each: &mut impl FnMut(usize) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        let Some(paths) = self.at(place) else { return ControlFlow::Continue(()) };
        if asked.paths.is_empty() {
            return paths.walk(asked.path, asked, each);
        }
        asked.paths.iter().try_for_each(|path| paths.walk(path, asked, each))
    }

    fn at(&self, place: Place) -> Option<&Paths> {
        let found = self.0.binary_search_by(|(known, _)| known.cmp(&place)).ok()?;
        self.0.get(found).map(|(_, paths)| paths)
    }
}
