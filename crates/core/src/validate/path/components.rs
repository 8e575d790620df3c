//! The names of a path. Every question goes through them several times.

use std::str::Split;

use super::ValidPath;

#[derive(Clone)]
pub(super) struct Components<'a> {
    /// Server and share, which are one name with separators in it.
    share: Option<&'a str>,
    names: Split<'a, char>,
}

impl<'a> Components<'a> {
    pub(super) fn of(path: &'a ValidPath) -> Self {
        if !path.is_on_a_share() {
            // A drive is a name like any other.
            return Self { share: None, names: path.text.split('/') };
        }
        let (share, names) = path.text.split_at_checked(path.anchor).unwrap_or(("", &path.text));
        Self { share: Some(share), names: names.split('/') }
    }
}

impl<'a> Iterator for Components<'a> {
    type Item = &'a str;

    #[inline]
    fn next(&mut self) -> Option<&'a str> {
        self.share.take().or_else(|| self.names.find(|name| !name.is_empty()))
    }
}

impl DoubleEndedIterator for Components<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        self.names.rfind(|name| !name.is_empty()).or_else(|| self.share.take())
    }
}
