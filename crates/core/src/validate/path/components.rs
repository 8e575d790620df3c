//! The names of a path. Every question goes through them several times.

use super::ValidPath;

#[derive(Clone, Debug)]
pub(crate) struct Components<'a> {
    /// Server and share, which are one name with separators in it.
    share: Option<&'a str>,
    /// What is left, from both ends.
    names: &'a str,
}

impl<'a> Components<'a> {
    pub(crate) fn of(path: &'a ValidPath) -> Self {
        if !path.is_on_a_share() {
            // A drive is a name like any other.
            return Self { share: None, names: &path.text };
        }
        let (share, names) = path.text.split_at_checked(path.anchor).unwrap_or(("", &path.text));
        Self { share: Some(share), names }
    }
}

impl Components<'_> {
    /// Goes past the names of `stem`, separated by `/`, if these are the next ones.
    pub(crate) fn pass(&mut self, stem: &str) -> bool {
        let ends = |text: &str| text.is_empty() || text.starts_with('/');
        let rest = match self.share {
            None => self.names.strip_prefix('/').unwrap_or(self.names).strip_prefix(stem),
            Some(share) => {
                // What follows the share begins with a separator, so another one that only begins as it does has no rest here.
                stem.strip_prefix(share).and_then(|below| self.names.strip_prefix(below))
            }
        };
        match rest.filter(|rest| ends(rest)) {
            Some(rest) => {
                (self.share, self.names) = (None, rest);
                true
            }
            None => false,
        }
    }

    /// Whether no name is left.
    pub(crate) fn is_empty(&self) -> bool {
        self.share.is_none() && matches!(self.names, "" | "/")
    }

    /// Whether some name that is left is hidden. Neither a drive nor a share is.
    pub(crate) fn any_hidden(&self) -> bool {
        self.names.contains("/.")
    }
}

impl<'a> Components<'a> {
    /// The last name, after which none is left.
    pub(crate) fn skip_to_last(&mut self) -> Option<&'a str> {
        let last = self.next_back();
        (self.share, self.names) = (None, "");
        last
    }
}

impl<'a> Iterator for Components<'a> {
    type Item = &'a str;

    #[inline]
    fn next(&mut self) -> Option<&'a str> {
        if let Some(share) = self.share.take() {
            return Some(share);
        }
        let names = self.names.strip_prefix('/').unwrap_or(self.names);
        if names.is_empty() {
            return None;
        }
        let (name, rest) = names.split_at_checked(length_of_first(names.as_bytes()))?;
        self.names = rest;
        Some(name)
    }
}

/// Names are short: eight bytes at a time, their ends are found in less time than it takes to set up a search for them.
#[inline]
fn length_of_first(names: &[u8]) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let (words, rest) = names.as_chunks::<8>();
    for (i, word) in words.iter().enumerate() {
        let unlike = u64::from_le_bytes(*word) ^ (EACH * b'/' as u64);
        // The lowest bit that is set is that of the first byte that is no different.
        let alike = unlike.wrapping_sub(EACH) & !unlike & (EACH << 7);
        if alike != 0 {
            return i * 8 + alike.trailing_zeros() as usize / 8;
        }
    }
    let before = words.len() * 8;
    rest.iter().position(|byte| *byte == b'/').map_or(names.len(), |at| before + at)
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
