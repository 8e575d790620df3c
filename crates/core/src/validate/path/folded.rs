//! A path under a folding: name by name, so that it has the same number of names as before.

use std::borrow::Cow;

use super::{Fold, ValidPath, windows};

impl ValidPath {
    /// The same path in the one spelling that stands for all of them. Borrowed where nothing changes, so always on Linux.
    #[must_use]
    pub fn folded(&self, fold: Fold) -> Cow<'_, Self> {
        if fold == Fold::None {
            return Cow::Borrowed(self);
        }
        // The common case in one piece: of ASCII nothing depends on where a name ends, and every folding does the same.
        if self.text.is_ascii() {
            return self.folded_ascii();
        }
        let (anchor, names) = self.text.split_at_checked(self.anchor).unwrap_or(("", &self.text));
        let (anchor, names) = (fold_anchor(anchor, fold), fold_each(names, fold));
        match (&anchor, &names) {
            (Cow::Borrowed(_), Cow::Borrowed(_)) => Cow::Borrowed(self),
            _ => {
                let text = [&*anchor, &*names].concat().into();
                Cow::Owned(Self { text, anchor: anchor.len(), trailing: self.trailing })
            }
        }
    }

    fn folded_ascii(&self) -> Cow<'_, Self> {
        // A drive is a capital in every spelling.
        let drive = if self.anchor == windows::DRIVE { self.anchor } else { 0 };
        if !self.text.bytes().skip(drive).any(|byte| byte.is_ascii_uppercase()) {
            return Cow::Borrowed(self);
        }
        let mut folded = self.clone();
        folded.text.make_ascii_lowercase();
        if let Some(drive) = folded.text.get_mut(..drive) {
            drive.make_ascii_uppercase();
        }
        Cow::Owned(folded)
    }

    /// The same path without its first `names` names, of a platform without drives.
    pub(super) fn without_first(&self, names: usize) -> Self {
        let rest: Vec<&str> = self.components().skip(names).collect();
        Self { text: ["/", &rest.join("/")].concat().into(), anchor: 0, trailing: self.trailing }
    }
}

/// A drive is spelled one way by the gate. Of a share, server and name fold as names do.
pub(crate) fn fold_anchor(anchor: &str, fold: Fold) -> Cow<'_, str> {
    if anchor.len() <= windows::DRIVE {
        return Cow::Borrowed(anchor);
    }
    fold_each(anchor, fold)
}

fn fold_each(names: &str, fold: Fold) -> Cow<'_, str> {
    let folded: Vec<_> = names.split('/').map(|name| fold.name(name)).collect();
    if folded.iter().all(|name| matches!(name, Cow::Borrowed(_))) && folded.join("/") == names {
        return Cow::Borrowed(names);
    }
    Cow::Owned(folded.join("/"))
}

#[cfg(test)]
mod tests;
