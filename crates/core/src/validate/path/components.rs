//! The names of a path. Every question goes through them several times.

use super::ValidPath;

#[derive(Clone)]
pub(super) struct Components<'a> {
    /// Server and share, which are one name with separators in it.
    share: Option<&'a str>,
    /// What is left, from both ends.
    names: &'a str,
}

impl<'a> Components<'a> {
    pub(super) fn of(path: &'a ValidPath) -> Self {
        if !path.is_on_a_share() {
            // A drive is a name like any other.
            return Self { share: None, names: &path.text };
        }
        let (share, names) = path.text.split_at_checked(path.anchor).unwrap_or(("", &path.text));
        Self { share: Some(share), names }
    }
}

/// Names are short: byte by byte their ends are found in less time than it takes to set up a search for them.
impl<'a> Iterator for Components<'a> {
    type Item = &'a str;

    #[inline]
    fn next(&mut self) -> Option<&'a str> {
        if let Some(share) = self.share.take() {
            return Some(share);
        }
        let names = self.names.as_bytes();
        let start = names.iter().position(|byte| *byte != b'/')?;
        let length = names.iter().skip(start).position(|byte| *byte == b'/').unwrap_or(names.len() - start);
        let name = self.names.get(start..start + length)?;
        self.names = self.names.get(start + length..)?;
        Some(name)
    }
}

impl DoubleEndedIterator for Components<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        let names = self.names.as_bytes();
        let Some(last) = names.iter().rposition(|byte| *byte != b'/') else { return self.share.take() };
        let start = names.iter().take(last).rposition(|byte| *byte == b'/').map_or(0, |separator| separator + 1);
        let name = self.names.get(start..=last)?;
        self.names = self.names.get(..start)?;
        Some(name)
    }
}
