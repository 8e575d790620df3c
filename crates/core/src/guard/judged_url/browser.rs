//! Whether a judged URL may be handed to the program that the system has for its scheme: a browser, mostly.
//!
//! The scope said which URLs may be asked. Whoever is handed one here is no client of ours: it runs scripts, reads
//! files, and is started by a line that others put together.

use super::JudgedUrl;
use crate::{
    code::Code,
    denial::Denial,
    record::{Draft, Stage},
    scope::urls::EXACT_SCHEMES,
};

/// A browser fetches, whatever else the URL was judged for.
const METHOD: &str = "GET";

impl JudgedUrl {
    /// Judges whether it may be handed to a browser. Where it leads is not judged: the browser looks its host up
    /// itself, and goes wherever a server sends it on to.
    ///
    /// # Errors
    ///
    /// A [`Denial`], already recorded: [`Code::UrlMethod`] where it was judged for another method than `GET`;
    /// [`Code::UrlScheme`] where it names a file or a program (`file:`, `data:`, `javascript:`, `blob:`), whatever an
    /// entry grants and in report mode too; [`Code::UrlMalformed`] where it has a quotation mark in it.
    pub fn admit_browser(&self) -> Result<(), Denial> {
        let Some((code, fault)) = self.is_none_for_a_browser() else { return Ok(()) };
        let shown = self.0.url.shown();
        let draft = self.draft(Stage::Open, &self.0.method);
        self.0.held.guard.settle(Draft { code, fault, resource: Some(&shown), ..draft }).map(drop)
    }

    fn is_none_for_a_browser(&self) -> Option<(Code, Option<&'static str>)> {
        // An entry may spell one out, for a command that looks inside. A browser would run it, or show the page's text
        // as the user's own file.
        if EXACT_SCHEMES.contains(&self.0.url.scheme()) {
            return Some((Code::UrlScheme, None));
        }
        // Windows puts a URL between quotation marks into the line that starts the program: behind one of its own, the
        // rest would be options. Of http and https the parser leaves none.
        if self.0.url.url().as_str().contains('"') {
            return Some((Code::UrlMalformed, Some("a program that is started with it ends it at its quotation mark")));
        }
        // Last, since report mode lets it pass.
        (*self.0.method != *METHOD).then_some((Code::UrlMethod, None))
    }
}

#[cfg(test)]
mod tests;
