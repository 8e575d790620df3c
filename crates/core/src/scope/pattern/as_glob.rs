//! What a pattern means here, as the `glob` crate says it: the oracle of the reference and of the index.

#![allow(clippy::expect_used, reason = "of tests and fuzz targets alone, where a panic is the report")]

use crate::{scope::List, validate::path::ValidPath};

/// Where a pattern means something else in `glob`, this is how what it means here is written there:
///
/// - the root is no name, so no wildcard stands for it (but a deny's `**`, which covers the directory that it begins in);
/// - a deny's `dir/**` covers `dir` as well;
/// - a star at the start of a component never stands for nothing before a dot that is spelled: `*.a` is no way to a hidden
///   name;
/// - doubled separators are one;
/// - `**` at the start begins below the root, so it and the star behind it stand for no part of the first separator.
pub(crate) struct AsGlob {
    shown: glob::Pattern,
    hidden: glob::Pattern,
    directory: Option<Box<Self>>,
    root: bool,
    anchored: bool,
}

impl AsGlob {
    /// Of a pattern by the rules of Linux, with no base directory in it.
    ///
    /// # Panics
    ///
    /// Where `glob` refuses the text.
    pub(crate) fn new(text: &str, list: List) -> Self {
        let mut text = text.to_owned();
        while text.contains("//") {
            text = text.replace("//", "/");
        }
        let pattern = |text: &str| glob::Pattern::new(text).expect("what `glob` refuses is refused");
        let directory = text.trim_end_matches("/**");
        let covers = list == List::Deny && directory != text;
        Self {
            shown: pattern(&text.replace("/*.", "/[!.]*.")),
            hidden: pattern(&text),
            directory: (covers && !directory.is_empty()).then(|| Box::new(Self::new(directory, List::Allow))),
            root: matches!(&*text, "/" | "**") || (covers && matches!(directory, "" | "**")),
            anchored: text.starts_with('/'),
        }
    }

    /// Whether it takes a path where names fold not at all, or by case alone, as if there were no kernel file systems.
    pub(crate) fn takes(&self, path: &ValidPath, hidden: bool, case_sensitive: bool) -> bool {
        if path.is_root() {
            return self.root;
        }
        let text = if self.anchored { Some(path.as_str()) } else { path.as_str().strip_prefix('/') };
        let pattern = if hidden { &self.hidden } else { &self.shown };
        text.is_some_and(|text| pattern.matches_with(text, options(hidden, case_sensitive)))
            || self.directory.as_ref().is_some_and(|directory| directory.takes(path, hidden, case_sensitive))
    }
}

/// Under which a pattern of `glob` stays within one name, as ours do.
pub(crate) const fn options(hidden: bool, case_sensitive: bool) -> glob::MatchOptions {
    glob::MatchOptions { case_sensitive, require_literal_separator: true, require_literal_leading_dot: !hidden }
}
