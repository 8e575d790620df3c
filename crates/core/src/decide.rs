//! The one place that decides, for commands, for the command line and for tests. It takes values and does no I/O.
//!
//! 1. A scope with an entry that cannot be used refuses: the entry may have been the deny that counts.
//! 2. A deny that covers the value refuses, whatever else is there.
//! 3. No allow entry for the argument refuses: an empty scope never means yes. (Tauri's `CommandScope::matches` says yes.)
//! 4. What the allow entries grant together must contain all that is needed.
//! 5. All else refuses; the code says which step was missed by least.
//!
//! The order is that of every kind of value. What it means that an entry covers a value is the kind's: `decide/paths.rs`,
//! `decide/urls.rs` and, for the kinds that an app declares itself, `decide/values.rs`.

mod paths;
mod urls;
mod values;

use crate::{
    access::AccessSet,
    code::Code,
    scope::{Entry, Facts, Scope, Way},
    validate::{path::ValidPath, url::ValidUrl, value::ValidValue},
};

/// What is asked of a scope.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Question<'a> {
    /// The path.
    pub path: &'a ValidPath,
    /// Everything that is to be done with it.
    pub access: AccessSet,
    /// The argument that it came in, by the name that the page uses.
    pub argument: &'a str,
    /// What is known of the object, once it is opened.
    pub(crate) facts: Facts,
}

impl<'a> Question<'a> {
    /// May `path`, which came in `argument`, be used for all of `access`?
    #[must_use]
    pub const fn new(path: &'a ValidPath, access: AccessSet, argument: &'a str) -> Self {
        Self { path, access, argument, facts: Facts { linked: false, special: false } }
    }
}

/// What is asked of a scope about a URL.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct UrlQuestion<'a> {
    /// The URL.
    pub url: &'a ValidUrl,
    /// The method, in capitals.
    pub method: &'a str,
    /// The argument that it came in, by the name that the page uses.
    pub argument: &'a str,
}

impl<'a> UrlQuestion<'a> {
    /// May `url`, which came in `argument`, be asked by `method`?
    #[must_use]
    pub const fn new(url: &'a ValidUrl, method: &'a str, argument: &'a str) -> Self {
        Self { url, method, argument }
    }
}

/// A verdict with its reason.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Decision<'a> {
    /// [`Code::Allowed`], or why not.
    pub code: Code,
    /// The entry that decided or, for a value that is outside, came nearest.
    pub entry: Option<&'a Entry>,
    /// The first name of the path, or field of the value, that the nearest entry does not take.
    pub difference: Option<&'a str>,
    /// What is wrong with the scope, where that decided.
    pub fault: Option<&'a str>,
}

/// Decides about a path.
#[must_use]
pub fn decide<'a>(scope: &'a Scope, question: Question<'a>) -> Decision<'a> {
    in_order(scope, &paths::Paths::new(scope, question))
}

/// Decides about a URL by its text alone: where its name leads is judged once more before anything is connected to.
#[must_use]
pub fn decide_url<'a>(scope: &'a Scope, question: UrlQuestion<'a>) -> Decision<'a> {
    in_order(scope, &urls::UrlsAsked::new(scope, question))
}

/// Decides about a value of a kind that the app declared, which came in `argument`.
#[must_use]
pub fn decide_value<'a>(scope: &'a Scope, value: &'a ValidValue, argument: &'a str) -> Decision<'a> {
    in_order(scope, &values::Values { own: scope.own(value.kind()), value, argument })
}

/// What the entries of one kind say of one value.
trait Entries<'a> {
    /// The code of a deny.
    const DENIED: Code;
    /// An entry of this kind.
    type Entry: AsRef<Entry>;
    /// What asking the allow entries tells of how near the value came.
    type Trail;

    /// Whether anything is asked at all: a question for nothing would be granted by any entry, and denied by none.
    fn is_asked(&self) -> bool;
    /// The deny that covers the value.
    fn denying(&self) -> Option<&'a Self::Entry>;
    /// What the allow entries grant together.
    fn granted(&self) -> Granted<'a, Self::Entry, Self::Trail>;
    /// Whether some allow entry is for this argument at all.
    fn some_is_for_the_argument(&self) -> bool;
    /// By which rule the value missed the allow list, which granted less than all.
    fn missed(&self, granted: Granted<'a, Self::Entry, Self::Trail>) -> Decision<'a>;
}

/// What an allow list says of a value.
pub(crate) struct Granted<'a, E, T = ()> {
    /// Whether everything that is needed is granted.
    pub(crate) all: bool,
    /// An entry that takes the value and grants at least a part.
    pub(crate) entry: Option<&'a E>,
    pub(crate) trail: T,
}

fn in_order<'a, E: Entries<'a>>(scope: &'a Scope, entries: &E) -> Decision<'a>
where
    E::Entry: 'a,
{
    if let Some(fault) = scope.faults().first() {
        return Decision { fault: Some(fault.message()), ..Decision::new(fault.code(), None) };
    }
    if !entries.is_asked() {
        return Decision::new(Code::ScopeEmpty, None);
    }
    if let Some(entry) = entries.denying() {
        let entry = entry.as_ref();
        let code = if entry.way() == Way::Reserved { Code::PathReserved } else { E::DENIED };
        return Decision::new(code, Some(entry));
    }
    let granted = entries.granted();
    if granted.all {
        return Decision::new(Code::Allowed, granted.entry.map(AsRef::as_ref));
    }
    if !entries.some_is_for_the_argument() {
        return Decision::new(Code::ScopeEmpty, None);
    }
    entries.missed(granted)
}

impl<'a> Decision<'a> {
    /// Whether the value may be used.
    #[must_use]
    pub fn is_allowed(&self) -> bool {
        self.code == Code::Allowed
    }

    const fn new(code: Code, entry: Option<&'a Entry>) -> Self {
        Self { code, entry, difference: None, fault: None }
    }
}

#[cfg(test)]
mod tests;
