//! A path of a question as the lists compare it: folded once, however many entries there are.

use std::borrow::Cow;

use crate::{
    platform::Platform,
    validate::path::{Components, Fold, ValidPath, macos},
};

/// The spellings of a path.
#[derive(Debug)]
pub(crate) struct Spelled<'a> {
    written: &'a ValidPath,
    allow: Cow<'a, ValidPath>,
    /// None where it is no other than for the allow list.
    deny: Option<Wide<'a>>,
}

#[derive(Debug)]
struct Wide<'a> {
    written: Cow<'a, ValidPath>,
    folded: Cow<'a, ValidPath>,
}

/// A path as it is written and as it is compared, with the same number of names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Names<'a> {
    pub(crate) written: &'a ValidPath,
    pub(crate) folded: &'a ValidPath,
}

/// One name of a path. Patterns are compared with the folded one; a wildcard sees both, so that `?` never stands for less
/// because a folding made two characters of one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Name<'a> {
    pub(crate) written: &'a str,
    pub(crate) folded: &'a str,
}

impl<'a> Spelled<'a> {
    pub(crate) fn new(written: &'a ValidPath, platform: Platform) -> Self {
        let allow = written.folded(Fold::of_allow(platform));
        Self { written, deny: wide(written, &allow, platform), allow }
    }

    /// As `allow` entries see it.
    pub(crate) fn for_allow(&self) -> Names<'_> {
        Names { written: self.written, folded: &self.allow }
    }

    /// As `deny` entries see it.
    pub(crate) fn for_deny(&self) -> Names<'_> {
        match &self.deny {
            None => self.for_allow(),
            Some(Wide { written, folded }) => Names { written, folded },
        }
    }
}

/// Of ASCII the foldings are one, so that both lists see one text, but for a directory under its second name.
fn wide<'a>(written: &'a ValidPath, allow: &ValidPath, platform: Platform) -> Option<Wide<'a>> {
    let fold = Fold::of_deny(platform);
    let aliased = platform == Platform::MacOs && macos::has_alias(allow);
    if fold == Fold::None || (written.as_str().is_ascii() && !aliased) {
        return None;
    }
    let folded = written.folded(fold);
    if platform != Platform::MacOs {
        return Some(Wide { written: Cow::Borrowed(written), folded });
    }
    let (folded, dropped) = macos::without_alias(folded);
    Some(Wide { written: macos::shortened(written, dropped), folded })
}

impl Name<'_> {
    pub(crate) fn is_hidden(self) -> bool {
        self.written.starts_with('.')
    }

    /// Whether its two spellings are one.
    pub(crate) fn is_folded(self) -> bool {
        self.written == self.folded
    }
}

impl<'a> Names<'a> {
    /// Whether nothing folded: then every name is as it is written, and need not be looked for twice.
    fn is_one(self) -> bool {
        std::ptr::eq(self.written, self.folded)
    }

    pub(crate) fn components(self) -> Each<'a> {
        let written = (!self.is_one()).then(|| Components::of(self.written));
        Each { folded: Components::of(self.folded), written }
    }
}

/// The names of a path, one after the other.
#[derive(Clone, Debug)]
pub(crate) struct Each<'a> {
    folded: Components<'a>,
    /// None where it is the same.
    written: Option<Components<'a>>,
}

impl Each<'_> {
    /// Goes past so many names, if they are these when they are folded.
    pub(crate) fn pass(&mut self, stem: &str, names: usize) -> bool {
        let passed = self.folded.pass(stem);
        if let (true, Some(written), Some(last)) = (passed, &mut self.written, names.checked_sub(1)) {
            written.nth(last);
        }
        passed
    }

    /// Whether no name is left.
    pub(crate) fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }

    /// Whether some name that is left is hidden.
    pub(crate) fn any_hidden(&self) -> bool {
        self.written.as_ref().unwrap_or(&self.folded).any_hidden()
    }
}

impl<'a> Each<'a> {
    /// The last name, after which none is left.
    pub(crate) fn skip_to_last(&mut self) -> Option<Name<'a>> {
        let folded = self.folded.skip_to_last()?;
        let written = self.written.as_mut().and_then(Components::skip_to_last).unwrap_or(folded);
        Some(Name { written, folded })
    }
}

impl<'a> Iterator for Each<'a> {
    type Item = Name<'a>;

    #[inline]
    fn next(&mut self) -> Option<Name<'a>> {
        let folded = self.folded.next()?;
        let written = self.written.as_mut().and_then(Iterator::next).unwrap_or(folded);
        Some(Name { written, folded })
    }
}

impl<'a> From<&'a ValidPath> for Names<'a> {
    /// Of a path that nothing folds.
    fn from(path: &'a ValidPath) -> Self {
        Self { written: path, folded: path }
    }
}

impl<'a> From<&'a str> for Name<'a> {
    fn from(name: &'a str) -> Self {
        Self { written: name, folded: name }
    }
}

#[cfg(test)]
mod tests;
