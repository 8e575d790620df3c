//! The entries for URLs: which of them cover one, and on what terms.

mod entry;
#[cfg(test)]
mod http_plugin;
mod paths;
mod pattern;
#[cfg(any(test, fuzzing))]
pub(crate) mod reference;
mod spellings;
mod table;

use std::ops::ControlFlow;

pub(super) use entry::{KEYS, read};
pub(crate) use entry::{Proxy, Redirects, UrlEntry, UrlRule};
pub(crate) use pattern::EXACT_SCHEMES;
use spellings::Spellings;
use table::{Asked, Places, Table};

use super::{Entry, List};
use crate::{
    code::Code,
    decide::{Granted, UrlQuestion},
    network::Networks,
    validate::url::Traits,
};

/// The entries for URLs of one scope.
#[derive(Clone, Debug, Default)]
pub(crate) struct Urls {
    entries: Vec<UrlEntry>,
    allow: Table,
    deny: Table,
}

/// What the entries that grant a URL say of its use, together: each of them is a grant of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UrlTerms {
    pub(crate) networks: Networks,
    pub(crate) redirects: Redirects,
    pub(crate) proxy: Proxy,
    /// Bytes of an answer, at most; none where one of them sets no limit.
    pub(crate) max_bytes: Option<u64>,
}

impl Urls {
    pub(super) fn new(entries: Vec<UrlEntry>) -> Self {
        let table = |list| {
            let listed = entries.iter().enumerate().filter(move |(_, entry)| entry.entry.list() == list);
            Table::build(listed.flat_map(|(number, entry)| entry.patterns.iter().map(move |pattern| (number, pattern))))
        };
        Self { allow: table(List::Allow), deny: table(List::Deny), entries }
    }

    pub(super) fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().map(AsRef::as_ref)
    }

    /// Whether there is a `deny` entry at all.
    pub(crate) fn denies_something(&self) -> bool {
        !self.deny.is_empty()
    }

    /// The first `deny` entry that covers the URL, by any spelling of it.
    pub(crate) fn denying(&self, asked: UrlQuestion<'_>) -> Option<&UrlEntry> {
        if !self.denies_something() {
            return None;
        }
        let spellings = Spellings::of(asked.url);
        let denied = self.deny.walk(&spellings.asked(asked.url), |number| {
            let entry = self
                .entries
                .get(number)
                .filter(|entry| entry.entry.concerns(asked.argument) && entry.rule.takes_method(asked.method));
            entry.map_or(ControlFlow::Continue(()), ControlFlow::Break)
        });
        denied.break_value()
    }

    /// What the `allow` entries grant: there is nothing between all and nothing.
    pub(crate) fn granting<'a>(&'a self, asked: UrlQuestion<'a>) -> Granted<'a, UrlEntry, Trail<'a>> {
        let mut missed = None;
        let looked_up = Asked::exactly(asked.url);
        let (granted, met) = self.walk_taking(&looked_up, asked, |entry| match entry.rule.misses(asked) {
            None => ControlFlow::Break(entry),
            Some(miss) => {
                missed.get_or_insert((entry, miss));
                ControlFlow::Continue(())
            }
        });
        let granted = granted.break_value();
        Granted { all: granted.is_some(), entry: granted, trail: Trail { asked: looked_up, missed, met } }
    }

    /// On what terms the `allow` entries grant it; none where none does.
    pub(crate) fn terms(&self, asked: UrlQuestion<'_>) -> Option<UrlTerms> {
        let mut terms: Option<UrlTerms> = None;
        let _: ControlFlow<()> = self.walk_granting(asked, |entry| {
            let own = entry.rule.terms();
            terms = Some(terms.take().map_or_else(|| own.clone(), |terms| terms.or(&own)));
            ControlFlow::Continue(())
        });
        terms
    }

    /// Whether an entry that grants `from` lets its server send us on to `to`, which is in scope.
    pub(crate) fn follows(&self, from: UrlQuestion<'_>, to: UrlQuestion<'_>) -> bool {
        let followed = self.walk_granting(from, |entry| {
            let follows = match entry.rule.redirects {
                Redirects::None => false,
                Redirects::InScope => true,
                Redirects::SameEntry => entry.grants(to),
            };
            if follows { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        followed.is_break()
    }

    /// The headers that a page may set in a request that is granted: by lower-case names.
    pub(crate) fn admits_header(&self, asked: UrlQuestion<'_>, name: &str) -> bool {
        let admitted = self.walk_granting(asked, |entry| {
            let has = entry.rule.headers.iter().any(|header| **header == *name);
            if has { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        admitted.is_break()
    }

    fn walk_granting<'s, B>(
        &'s self,
        asked: UrlQuestion<'_>,
        mut each: impl FnMut(&'s UrlEntry) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        let (flow, _) = self.walk_taking(&Asked::exactly(asked.url), asked, |entry| match entry.rule.misses(asked) {
            None => each(entry),
            Some(_) => ControlFlow::Continue(()),
        });
        flow
    }

    /// The `allow` entries whose patterns take the URL, on whatever terms.
    fn walk_taking<'s, B>(
        &'s self,
        looked_up: &Asked<'_>,
        asked: UrlQuestion<'_>,
        mut each: impl FnMut(&'s UrlEntry) -> ControlFlow<B>,
    ) -> (ControlFlow<B>, Option<&'s Places>) {
        self.allow.walk_leaving_trail(looked_up, |number| {
            let entry = self.entries.get(number).filter(|entry| entry.entry.concerns(asked.argument));
            entry.map_or(ControlFlow::Continue(()), &mut each)
        })
    }

    /// Whether some `allow` entry is for this argument at all.
    pub(crate) fn allows_something(&self, argument: &str) -> bool {
        self.entries.iter().any(|entry| entry.entry.list() == List::Allow && entry.entry.concerns(argument))
    }

    /// The `allow` entry that came nearest to granting it, and what kept it: the last thing that is asked about is the
    /// nearest. With what of the URL the entry does not take, where it is that.
    ///
    /// Few are looked at, so that a refusal costs little more than a grant: one that takes the URL but for its terms, which
    /// the trail names, one that takes it but for its query, one that stands near it, or any.
    pub(crate) fn nearest<'a>(
        &'a self,
        asked: UrlQuestion<'a>,
        trail: Trail<'a>,
    ) -> Option<(&'a UrlEntry, Code, Option<&'a str>)> {
        let counting = |number: usize| self.entries.get(number).filter(|entry| entry.entry.concerns(asked.argument));
        let takes_place = || {
            let asked = self.allow.has_queries().then(|| trail.asked.with_any_query())?;
            let walk = self
                .allow
                .walk(&asked, |number| counting(number).map_or(ControlFlow::Continue(()), ControlFlow::Break));
            walk.break_value().map(|entry| (entry, Miss::Query))
        };
        let stands_near = || {
            let (number, miss) = self.allow.near(&trail.asked, trail.met, |number| counting(number).is_some())?;
            Some((self.entries.get(number)?, miss))
        };
        let any = || {
            let mut entries = self.entries.iter().filter(|entry| entry.entry.list() == List::Allow);
            entries.find(|entry| entry.entry.concerns(asked.argument)).map(|entry| (entry, Miss::Host))
        };
        let (entry, miss) = trail.missed.or_else(takes_place).or_else(stands_near).or_else(any)?;
        let url = asked.url;
        let (code, difference) = match miss {
            Miss::Method => (Code::UrlMethod, Some(asked.method)),
            Miss::Credentials => (Code::UrlCredentials, None),
            Miss::Separators => (Code::UrlEncodedSeparator, None),
            Miss::Network => (Code::UrlNetwork, None),
            Miss::Query => (Code::UrlOutsideScope, url.query()),
            Miss::Path => (Code::UrlOutsideScope, Some(url.path())),
            Miss::Port => (Code::UrlOutsideScope, Some(url.port_text()).filter(|text| !text.is_empty())),
            Miss::Scheme => (Code::UrlOutsideScope, Some(url.scheme())),
            Miss::Host => (Code::UrlOutsideScope, Some(url.host_text())),
        };
        Some((entry, code, difference))
    }
}

/// What asking the `allow` entries tells of how near the URL came.
pub(crate) struct Trail<'a> {
    asked: Asked<'a>,
    /// One whose pattern takes the URL, and which of its terms keeps it from granting the use.
    missed: Option<(&'a UrlEntry, Miss)>,
    /// The first of the patterns that are for its host.
    met: Option<&'a Places>,
}

/// What keeps an entry from granting a URL, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Miss {
    Network,
    Separators,
    Credentials,
    Method,
    Query,
    Path,
    Port,
    Scheme,
    Host,
}

impl UrlTerms {
    fn or(self, other: &Self) -> Self {
        Self {
            networks: self.networks.union(other.networks),
            redirects: self.redirects.max(other.redirects),
            proxy: self.proxy.max(other.proxy),
            max_bytes: self.max_bytes.zip(other.max_bytes).map(|(a, b)| a.max(b)),
        }
    }
}

impl UrlEntry {
    /// Whether it grants the use.
    fn grants(&self, asked: UrlQuestion<'_>) -> bool {
        self.entry.concerns(asked.argument)
            && self.rule.misses(asked).is_none()
            && self.patterns.iter().any(|pattern| pattern.takes(asked.url))
    }
}

impl UrlRule {
    /// What keeps an allow entry, whose pattern takes the URL, from granting the use.
    fn misses(&self, asked: UrlQuestion<'_>) -> Option<Miss> {
        let Traits { credentials, encoded_separators } = asked.url.traits();
        // A name whose network is not known is looked up before anything is connected to.
        let refused = asked.url.network().is_some_and(|network| !self.networks.admits(network));
        [
            (!self.takes_method(asked.method), Miss::Method),
            (credentials && !self.credentials, Miss::Credentials),
            (encoded_separators && !self.encoded_separators, Miss::Separators),
            (refused, Miss::Network),
        ]
        .into_iter()
        .find_map(|(misses, miss)| misses.then_some(miss))
    }

    fn takes_method(&self, method: &str) -> bool {
        self.methods.as_ref().is_none_or(|methods| methods.iter().any(|known| **known == *method))
    }

    const fn terms(&self) -> UrlTerms {
        UrlTerms { networks: self.networks, redirects: self.redirects, proxy: self.proxy, max_bytes: self.max_bytes }
    }
}

#[cfg(test)]
mod tests;
