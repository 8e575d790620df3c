//! The slow way to the same answers, beside which the table stands: every entry is asked, one after the other.

use super::{List, UrlEntry, UrlQuestion, Urls, pattern::UrlPattern, spellings::Spellings};
use crate::validate::url::ValidUrl;

/// The entries of `list` that take the URL: an allow by its one form, a deny by every spelling.
pub(crate) fn taking<'s>(urls: &'s Urls, list: List, asked: UrlQuestion<'_>) -> Vec<&'s UrlEntry> {
    let spellings = Spellings::of(asked.url);
    let takes = |pattern: &UrlPattern| match list {
        List::Allow => pattern.takes(asked.url),
        List::Deny => {
            let place =
                |url: &ValidUrl| *pattern.scheme == *url.scheme() && pattern.takes_port(url) && pattern.host.takes(url);
            spellings.places(asked.url).iter().any(place)
                && spellings.paths().any(|path| pattern.path.takes(path))
                && pattern.takes_query(asked.url)
        }
    };
    urls.entries
        .iter()
        .filter(|entry| entry.entry.list() == list && entry.patterns.iter().any(|pattern| takes(pattern)))
        .collect()
}

/// The entries of `list` that the table finds.
pub(crate) fn found<'s>(urls: &'s Urls, list: List, asked: UrlQuestion<'_>) -> Vec<&'s UrlEntry> {
    let spellings = Spellings::of(asked.url);
    let (table, asked) = match list {
        List::Allow => (&urls.allow, super::Asked::exactly(asked.url)),
        List::Deny => (&urls.deny, spellings.asked(asked.url)),
    };
    let mut numbers = Vec::new();
    let _: std::ops::ControlFlow<()> = table.walk(&asked, |number| {
        numbers.push(number);
        std::ops::ControlFlow::Continue(())
    });
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into_iter().filter_map(|number| urls.entries.get(number)).collect()
}
