//! What macOS has besides POSIX: prefixes that are orders to its look-up, forks, and second names of the same directories.

use std::borrow::Cow;

use super::{ValidPath, Violation, posix};
use crate::{code::Code, platform::Platform};

/// `/.vol/16777220/2` opens by number and skips every name; the others change how the rest is looked up.
const ORDERS: [&str; 3] = [".vol", ".nofollow", ".resolve"];

/// Second names of directories, folded: the data volume shows through the root by firmlinks, and three directories of the
/// root are links that every Mac has. The longer ones first.
pub(crate) const ALIASES: [(&[&str], &[&str]); 7] = [
    (&["system", "volumes", "data", "private", "etc"], &["etc"]),
    (&["system", "volumes", "data", "private", "tmp"], &["tmp"]),
    (&["system", "volumes", "data", "private", "var"], &["var"]),
    (&["private", "etc"], &["etc"]),
    (&["private", "tmp"], &["tmp"]),
    (&["private", "var"], &["var"]),
    (&["system", "volumes", "data"], &[]),
];

pub(super) fn parse(raw: &str) -> Result<ValidPath, Violation> {
    let path = posix::parse(raw, Platform::MacOs)?;
    let is_order = |first: &str| ORDERS.iter().any(|order| order.eq_ignore_ascii_case(first));
    if path.components().next().is_some_and(is_order) {
        return Err(Violation::new(Code::PathLookupPrefix));
    }
    Ok(path)
}

/// Whether a name is the door to the forks of the file before it.
pub(super) fn is_fork(name: &str) -> bool {
    name.eq_ignore_ascii_case("..namedfork")
}

/// Whether a folded path begins with a second name.
pub(crate) fn has_alias(folded: &ValidPath) -> bool {
    ALIASES.iter().any(|(alias, _)| begins(folded, alias))
}

/// A folded path under the first of its names, and by how many names it is shorter.
pub(crate) fn without_alias(folded: Cow<'_, ValidPath>) -> (Cow<'_, ValidPath>, usize) {
    let mut dropped = 0;
    let mut path = folded;
    // What shows through the root shows through the data volume within it, too.
    while let Some((alias, name)) = ALIASES.iter().find(|(alias, _)| begins(&path, alias)) {
        let more = alias.len() - name.len();
        path = Cow::Owned(path.without_first(more));
        dropped += more;
    }
    (path, dropped)
}

/// The same path, as it is written, without as many names.
pub(crate) fn shortened(path: &ValidPath, names: usize) -> Cow<'_, ValidPath> {
    if names == 0 { Cow::Borrowed(path) } else { Cow::Owned(path.without_first(names)) }
}

fn begins(path: &ValidPath, alias: &[&str]) -> bool {
    let mut names = path.components();
    alias.iter().all(|name| names.next() == Some(name))
}

#[cfg(test)]
mod tests;
