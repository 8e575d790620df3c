//! What the entries for URLs say of a URL.

use super::{Decision, Entries, Granted, UrlQuestion};
use crate::{
    code::Code,
    scope::{
        Scope,
        urls::{Trail, UrlEntry, Urls},
    },
};

pub(super) struct UrlsAsked<'a> {
    urls: &'a Urls,
    asked: UrlQuestion<'a>,
}

impl<'a> UrlsAsked<'a> {
    pub(super) const fn new(scope: &'a Scope, asked: UrlQuestion<'a>) -> Self {
        Self { urls: scope.urls(), asked }
    }
}

impl<'a> Entries<'a> for UrlsAsked<'a> {
    type Entry = UrlEntry;
    type Trail = Trail<'a>;

    const DENIED: Code = Code::UrlDenied;

    /// A question for no method would be granted by any entry, and denied by few.
    fn is_asked(&self) -> bool {
        !self.asked.method.is_empty()
    }

    fn denying(&self) -> Option<&'a UrlEntry> {
        self.urls.denying(self.asked)
    }

    fn granted(&self) -> Granted<'a, UrlEntry, Self::Trail> {
        self.urls.granting(self.asked)
    }

    fn some_is_for_the_argument(&self) -> bool {
        self.urls.allows_something(self.asked.argument)
    }

    fn missed(&self, granted: Granted<'a, UrlEntry, Self::Trail>) -> Decision<'a> {
        match self.urls.nearest(self.asked, granted.trail) {
            Some((entry, code, difference)) => Decision { difference, ..Decision::new(code, Some(entry.as_ref())) },
            None => Decision::new(Code::UrlOutsideScope, None),
        }
    }
}
